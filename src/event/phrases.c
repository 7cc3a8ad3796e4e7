/*
 * Noun phrases that fill a role as they stand (a chip maker, the attackers): only those that an event took in are
 * references. While events are looked for they stand behind the others, and at the end each goes to its place.
 */
#include "event/parts.h"

#include <stdlib.h>

static bool is_blank(const struct finder *f, uint32_t at) { return f->d->kind[at] == CHAR_SPACE || f->d->kind[at] == CHAR_NEWLINE; }

/* The types whose class of nouns (noun_person …) holds the word. */
static uint32_t types_of(const struct finder *f, struct span word)
{
    uint32_t types = 0;
    for (uint8_t t = TYPE_PERSON; t <= TYPE_PRODUCT; t++) {
        struct str name = type_name(t), class_name = arena_printf(f->arena, "noun_%.*s", STR_ARG(name));
        if (model_in_class(f->m, class_name, units_at(document_units(f->d), word), NULL))
            types |= 1u << t;
    }
    return types;
}

static struct span last_word(const struct finder *f, struct span span)
{
    uint32_t begin = span.end;
    while (begin > span.begin && !is_blank(f, begin - 1))
        begin--;
    return (struct span){ begin, span.end };
}

/* The word behind a blank, up to the next blank or mark; empty where there is none. */
static struct span next_word(const struct finder *f, uint32_t at)
{
    if (at + 1 >= f->d->length || f->d->kind[at] != CHAR_SPACE)
        return (struct span){ at, at };
    uint32_t end = at + 1;
    while (end < f->d->length && !is_blank(f, end) && (f->d->kind[end] != CHAR_PUNCT || f->d->norm[end] == '-'))
        end++;
    return (struct span){ at + 1, end };
}

/* A police checkpoint is a place: a noun goes on where the next word is one too, and is not the trigger. */
static struct span whole_phrase(const struct finder *f, struct span span, struct span trigger)
{
    struct span next = next_word(f, span.end);
    while (span_len(next) && !span_overlaps(next, trigger) && types_of(f, next)) {
        span.end = next.end;
        next = next_word(f, span.end);
    }
    return span;
}

/* Of the types that a role has, that which its last word says; the first where that says none, TYPE_NONE where it is another. */
static uint8_t type_of(const struct finder *f, struct span span, uint32_t types)
{
    uint32_t said = types_of(f, last_word(f, span)), among = said ? said & types : types;
    uint8_t t = TYPE_PERSON;
    while (t <= TYPE_PRODUCT && !(among >> t & 1))
        t++;
    return t <= TYPE_PRODUCT ? t : TYPE_NONE;
}

/* *reference is NONE where the phrase is of no type that the role has. A counted one (two companies) must say by its noun that it is. */
bool phrase_add(struct finder *f, struct span span, struct span trigger, uint32_t types, bool counted, uint32_t *reference)
{
    uint32_t count = f->links->references.count;
    const struct reference *all = f->links->references.at;
    uint32_t sentence = document_sentence_at(f->d, span.begin);
    span = whole_phrase(f, span, trigger);
    uint8_t type = type_of(f, span, types);
    *reference = NONE;
    if (type == TYPE_NONE || (counted && !types_of(f, last_word(f, span))))
        return true;
    for (uint32_t i = count; i-- > f->drawn && all[i].sentence == sentence;)
        if (span_equal(all[i].span, span) && all[i].type == type) {
            *reference = i;
            return true;
        }
    struct reference *r = vec_push(f->arena, &f->links->references);
    if (!r)
        return false;
    *r = (struct reference){ .span = span, .type = type, .form = FORM_NOMINAL, .stranger = true, .mention = NONE, .entity = NONE,
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
