/*
 * Noun phrases that fill a role as they stand (a chip maker, the attackers): only those that an event took in are
 * references. While events are looked for they stand behind the others, and at the end each goes to its place.
 */
#include "event/parts.h"

#include <stdlib.h>

/* The type of a phrase, of those that the role has: that whose class of nouns holds its last word, else the first. */
static uint8_t type_of(const struct finder *f, struct span span, uint32_t types)
{
    uint32_t begin = span.end;
    while (begin > span.begin && f->d->kind[begin - 1] != CHAR_SPACE && f->d->kind[begin - 1] != CHAR_NEWLINE)
        begin--;
    uint8_t first = TYPE_NONE;
    for (uint8_t t = TYPE_PERSON; t <= TYPE_PRODUCT; t++) {
        if (!(types >> t & 1))
            continue;
        struct str name = type_name(t), class_name = arena_printf(f->arena, "noun_%.*s", STR_ARG(name));
        if (model_in_class(f->m, class_name, units_at(document_units(f->d), (struct span){ begin, span.end }), NULL))
            return t;
        first = first ? first : t;
    }
    return first;
}

bool phrase_add(struct finder *f, struct span span, uint32_t types, uint32_t *reference)
{
    uint32_t count = f->links->references.count;
    const struct reference *all = f->links->references.at;
    uint32_t sentence = document_sentence_at(f->d, span.begin);
    for (uint32_t i = count; i-- > f->drawn && all[i].sentence == sentence;)
        if (span_equal(all[i].span, span) && types >> all[i].type & 1) {
            *reference = i;
            return true;
        }
    struct reference *r = vec_push(f->arena, &f->links->references);
    if (!r)
        return false;
    *r = (struct reference){ .span = span, .type = type_of(f, span, types), .form = FORM_NOMINAL, .stranger = true, .mention = NONE, .entity = NONE,
                             .rule = NONE, .pair = { NONE, NONE }, .owner = NONE, .sentence = sentence, .confidence = 0.6f };
    *reference = count;
    return true;
}

/* --- each to its place --------------------------------------------------------------------------------------------------------- */

static int place_compare(const void *left, const void *right)
{
    const struct reference *a = left, *b = right;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end ? -1 : 1;
    return a->owner < b->owner ? -1 : 1;
}

static void move(uint32_t *reference, const uint32_t *moved_to)
{
    if (*reference != NONE)
        *reference = moved_to[*reference];
}

static void move_all(struct finder *f, const uint32_t *moved_to)
{
    struct links *links = f->links;
    for (uint32_t i = 0; i < links->references.count; i++) {
        move(&links->references.at[i].pair[0], moved_to);
        move(&links->references.at[i].pair[1], moved_to);
        if (links->references.at[i].mention != NONE)
            links->of_mention[links->references.at[i].mention] = i;
    }
    for (uint32_t i = 0; i < links->entities.count; i++)
        for (uint32_t k = 0; k < links->entities.at[i].references.count; k++)
            move(&links->entities.at[i].references.at[k], moved_to);
    for (uint32_t i = 0; i < f->out->list.count; i++) {
        struct event *e = &f->out->list.at[i];
        move(&e->source, moved_to);
        move(&e->told_on, moved_to);
        for (uint32_t k = 0; k < e->arguments.count; k++)
            move(&e->arguments.at[k].reference, moved_to);
    }
}

/* Of the phrases those that take part; `owner`, which no phrase has, keeps where each stood. */
static uint32_t keep_used(struct finder *f)
{
    struct reference *phrases = f->links->references.at + f->drawn;
    uint32_t count = f->links->references.count - f->drawn, kept = 0;
    for (uint32_t i = 0; i < f->out->list.count; i++)
        for (uint32_t k = 0; k < f->out->list.at[i].arguments.count; k++) {
            uint32_t reference = f->out->list.at[i].arguments.at[k].reference;
            if (reference != NONE && reference >= f->drawn)
                phrases[reference - f->drawn].owner = reference;
        }
    for (uint32_t i = 0; i < count; i++)
        if (phrases[i].owner != NONE)
            phrases[kept++] = phrases[i];
    if (kept)
        qsort(phrases, kept, sizeof *phrases, place_compare);
    return kept;
}

bool phrases_settle(struct finder *f)
{
    uint32_t before = f->links->references.count, kept = before > f->drawn ? keep_used(f) : 0;
    f->links->references.count = f->drawn + kept;
    if (!kept)
        return true;
    uint32_t *moved_to = arena_alloc(f->arena, sizeof *moved_to, before);
    struct reference *phrases = arena_alloc(f->arena, sizeof *phrases, kept), *all = f->links->references.at;
    if (!moved_to || !phrases)
        return false;
    memcpy(phrases, all + f->drawn, kept * sizeof *phrases);
    /* From the back, so that nothing is overwritten that has not moved. */
    for (uint32_t to = f->drawn + kept, old = f->drawn, left = kept; to-- > 0;) {
        bool phrase = left && (!old || place_compare(&phrases[left - 1], &all[old - 1]) > 0);
        if (phrase) {
            moved_to[phrases[--left].owner] = to;
            phrases[left].owner = NONE;
            all[to] = phrases[left];
        } else {
            moved_to[--old] = to;
            all[to] = all[old];
        }
    }
    move_all(f, moved_to);
    return true;
}
