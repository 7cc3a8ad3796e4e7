/*
 * Letters that stand for a name of several words of the same document: ADL for the Anti-Defamation League. Each certain
 * name of a body notes the capitals that its words begin with; letters that stand alone are looked up among them.
 */
#include "decide/lattice.h"

#include <stdlib.h>

enum { FEWEST_INITIALS = 3, MOST_INITIALS = 7 };
static const uint32_t empty_hash = 2166136261u;

static uint32_t hash_on(uint32_t h, uint32_t letter) { return (h ^ letter) * 16777619u; }

static bool note(struct initials_list *list, const struct document *d, struct span name, uint32_t mention, bool hyphens, struct arena *arena)
{
    uint32_t h = empty_hash, letters = 0;
    for (uint32_t i = name.begin; i < name.end; i++) {
        bool begins = i == name.begin || d->kind[i - 1] == CHAR_SPACE || (hyphens && d->norm[i - 1] == '-');
        if (!begins || d->kind[i] != CHAR_UPPER)
            continue;
        h = hash_on(h, d->norm[i]);
        letters++;
    }
    if (letters < FEWEST_INITIALS || letters > MOST_INITIALS)
        return true;
    struct initials *slot = vec_push(arena, &list->all);
    if (slot)
        *slot = (struct initials){ h, mention };
    return slot != NULL;
}

bool initials_note(struct initials_list *list, const struct document *d, struct span name, uint32_t mention, struct arena *arena)
{
    return note(list, d, name, mention, false, arena) && note(list, d, name, mention, true, arena);
}

static int compare(const void *left, const void *right)
{
    const struct initials *a = left, *b = right;
    return a->hash != b->hash ? (a->hash > b->hash) - (a->hash < b->hash) : (a->mention > b->mention) - (a->mention < b->mention);
}

void initials_sort(struct initials_list *list)
{
    if (list->all.count)
        qsort(list->all.at, list->all.count, sizeof *list->all.at, compare);
}

/* What makes a longer word of the letters beside it: C/TFN, RAB-4. */
static bool goes_on(const struct document *d, uint32_t at)
{
    uint8_t kind = d->kind[at];
    uint32_t c = d->norm[at];
    return kind == CHAR_UPPER || kind == CHAR_LOWER || kind == CHAR_LETTER || kind == CHAR_DIGIT || c == '-' || c == '/' || c == '&';
}

const struct initials *initials_at(const struct initials_list *list, const struct model *m, const struct document *d,
                                   struct span sentence, uint32_t at, struct span *text)
{
    uint32_t h = empty_hash, end = at;
    if (!list->all.count || d->kind[at] != CHAR_UPPER || (at > sentence.begin && goes_on(d, at - 1)))
        return NULL;
    for (; end < sentence.end && d->kind[end] == CHAR_UPPER; end++)
        h = hash_on(h, d->norm[end]);
    *text = (struct span){ at, end };
    if (span_len(*text) < FEWEST_INITIALS || span_len(*text) > MOST_INITIALS || (end < sentence.end && goes_on(d, end))
        || model_in_class(m, STR("plain_acronym"), units_at(document_units(d), *text), NULL))
        return NULL;
    uint32_t low = 0, high = list->all.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (list->all.at[middle].hash < h)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->all.count && list->all.at[low].hash == h ? &list->all.at[low] : NULL;
}
