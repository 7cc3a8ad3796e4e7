/* Which mentions, entities and events the output has; see listing.h. Marks what is needed, then numbers in one merge. */
#include "write/listing.h"

#include <stdlib.h>

struct span listed_span(const struct analysis *a, const struct listed *l)
{
    return l->mention != NONE ? a->mentions.list.at[l->mention].span : a->links.references.at[l->reference].span;
}

enum mention_type listed_type(const struct analysis *a, const struct listed *l)
{
    return l->mention != NONE ? a->mentions.list.at[l->mention].type : a->links.references.at[l->reference].type;
}

static void need_mention(const struct analysis *a, struct listing *l, uint32_t mention)
{
    if (mention < a->mentions.list.count)
        l->of_mention[mention] = 1;
}

static void need_reference(const struct analysis *a, struct listing *l, uint32_t reference)
{
    if (reference >= a->links.references.count)
        return;
    l->of_reference[reference] = 1;
    need_mention(a, l, a->links.references.at[reference].mention);
}

static void need_happening(const struct analysis *a, struct listing *l, const struct happening *h)
{
    need_mention(a, l, h->date_mention);
    need_reference(a, l, h->source);
    for (uint32_t i = 0; i < h->arguments.count; i++) {
        need_reference(a, l, h->arguments.at[i].reference);
        need_mention(a, l, h->arguments.at[i].mention);
    }
    for (uint32_t i = 0; i < h->history.count; i++)
        need_reference(a, l, h->history.at[i].source);
}

static bool is_asked(uint32_t types, uint8_t type) { return types >> type & 1; }

/* A pronoun or a noun phrase tells nothing by itself where nobody knows whom it stands for. */
static bool says_something(const struct analysis *a, uint32_t mention)
{
    if (a->mentions.list.at[mention].form == FORM_NAME)
        return true;
    uint32_t reference = a->links.of_mention ? a->links.of_mention[mention] : NONE;
    return reference != NONE && a->links.references.at[reference].entity != NONE;
}

static void mark(const struct analysis *a, uint32_t types, bool all, struct listing *l)
{
    for (uint32_t i = 0; i < a->timeline.happenings.count; i++)
        need_happening(a, l, &a->timeline.happenings.at[i]);
    need_mention(a, l, a->values.date.value.len ? a->values.date.mention : NONE);
    for (uint32_t i = 0; i < a->mentions.list.count; i++)
        if (is_asked(types, a->mentions.list.at[i].type) && (all || says_something(a, i)))
            l->of_mention[i] = 1;
    for (uint32_t i = 0; i < a->links.references.count; i++) {
        const struct reference *r = &a->links.references.at[i];
        if (r->mention == NONE)
            l->of_reference[i] |= is_asked(types, r->type) && (all || r->entity != NONE);
        else
            l->of_reference[i] = l->of_mention[r->mention];
    }
}

/* By begin; of those that begin together the longer first, which holds the other. */
static bool comes_first(struct span a, struct span b)
{
    return a.begin != b.begin ? a.begin < b.begin : a.end >= b.end;
}

static void number_add(struct listing *l, uint32_t *number, uint32_t mention, uint32_t reference)
{
    if (!*number)
        return;
    l->list[l->count] = (struct listed){ mention, reference };
    *number = ++l->count;
}

/* Merges mentions and the references that are none of them. */
static void number_mentions(const struct analysis *a, struct listing *l)
{
    const struct reference *references = a->links.references.at;
    uint32_t m = 0, r = 0, mentions = a->mentions.list.count, count = a->links.references.count;
    while (m < mentions || r < count) {
        if (r < count && references[r].mention != NONE) {
            r++;
            continue;
        }
        bool mention_next = r >= count
            || (m < mentions && comes_first(a->mentions.list.at[m].span, references[r].span));
        if (mention_next) {
            number_add(l, &l->of_mention[m], m, a->links.of_mention ? a->links.of_mention[m] : NONE);
            m++;
        } else {
            number_add(l, &l->of_reference[r], NONE, r);
            r++;
        }
    }
    for (uint32_t i = 0; i < count; i++)
        if (references[i].mention != NONE)
            l->of_reference[i] = l->of_mention[references[i].mention];
}

static void number_entities(const struct analysis *a, struct listing *l)
{
    uint32_t number = 0;
    for (uint32_t i = 0; i < a->links.entities.count; i++) {
        const struct entity *e = &a->links.entities.at[i];
        for (uint32_t k = 0; k < e->references.count && !l->of_entity[i]; k++)
            if (l->of_reference[e->references.at[k]])
                l->of_entity[i] = ++number;
    }
}

bool listing_make(const struct analysis *a, uint32_t types, bool all, struct listing *out)
{
    size_t mentions = a->mentions.list.count, references = a->links.references.count;
    *out = (struct listing){
        .list = calloc(mentions + references + 1, sizeof *out->list),
        .of_mention = calloc(mentions + 1, sizeof *out->of_mention),
        .of_reference = calloc(references + 1, sizeof *out->of_reference),
        .of_entity = calloc((size_t)a->links.entities.count + 1, sizeof *out->of_entity),
    };
    if (!out->list || !out->of_mention || !out->of_reference || !out->of_entity) {
        listing_free(out);
        return false;
    }
    mark(a, types, all, out);
    number_mentions(a, out);
    number_entities(a, out);
    return true;
}

void listing_free(struct listing *l)
{
    free(l->list);
    free(l->of_mention);
    free(l->of_reference);
    free(l->of_entity);
    *l = (struct listing){ 0 };
}
