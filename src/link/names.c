/*
 * Names of one entity: the same entry of the gazetteers, the same text, a short form and its full one, a name and the
 * gloss in brackets behind it, an acronym and the words that it is made of.
 */
#include "link/parts.h"

uint32_t link_root(struct linker *l, uint32_t mention)
{
    while (l->parent[mention] != mention)
        mention = l->parent[mention] = l->parent[l->parent[mention]];
    return mention;
}

/* The earlier mention is the root, so that the first names the rest. */
void link_join(struct linker *l, uint32_t a, uint32_t b)
{
    a = link_root(l, a);
    b = link_root(l, b);
    if (a < b)
        l->parent[b] = a;
    else
        l->parent[a] = b;
}

static bool is_name(const struct mention *m) { return is_entity_type(m->type) && m->form == FORM_NAME; }

/* --- by what they are: a hash of (type, entry) and of (type, text) ---------------------------------------------------------- */

struct slot { uint64_t key; uint32_t mention; };
struct index { struct slot *slots; uint32_t mask; };

static uint64_t mix(uint64_t h, uint64_t v) { return (h ^ v) * 0x9E3779B97F4A7C15u ^ (h >> 29); }

/* What of a name tells whose it is. */
static struct span core(const struct linker *l, const struct mention *m)
{
    if (m->type != TYPE_COMPANY)
        return m->span;
    return (struct span){ m->span.begin, m->span.begin + link_core_length(l->m, units_at(document_units(l->d), m->span)) };
}

static uint64_t text_key(const struct linker *l, const struct mention *m)
{
    struct span span = core(l, m);
    uint64_t h = mix(1, m->type);
    for (uint32_t i = span.begin; i < span.end; i++)
        h = mix(h, l->d->norm[i]);
    return h | 1;
}

static bool same_text(const struct linker *l, struct span a, struct span b)
{
    return span_len(a) == span_len(b)
           && !memcmp(l->d->norm + a.begin, l->d->norm + b.begin, span_len(a) * sizeof *l->d->norm);
}

static uint32_t entry_of(const struct linker *l, const struct mention *m)
{
    return m->alias == NONE ? NONE : l->m->entries[l->m->aliases[m->alias].entry].same;
}

/* Joins the mention with the first one that has its key; `is_same` guards against clashes of the hash. */
static void join_by_key(struct linker *l, struct index *index, uint64_t key, uint32_t mention, bool by_entry)
{
    const struct mention *m = &l->mentions->list.at[mention];
    for (uint32_t at = (uint32_t)(key >> 20) & index->mask;; at = (at + 1) & index->mask) {
        struct slot *slot = &index->slots[at];
        if (!slot->key) {
            *slot = (struct slot){ key, mention };
            return;
        }
        const struct mention *other = &l->mentions->list.at[slot->mention];
        if (slot->key == key && other->type == m->type
            && (by_entry ? entry_of(l, other) == entry_of(l, m) : same_text(l, core(l, other), core(l, m)))) {
            link_join(l, slot->mention, mention);
            return;
        }
    }
}

/* --- by what stands beside them ----------------------------------------------------------------------------------------------- */

/* 山姆·奥特曼(Sam Altman), Securities and Exchange Commission (SEC): a name of the same type alone in brackets. */
static bool is_gloss(const struct linker *l, const struct mention *a, const struct mention *b)
{
    const uint32_t *norm = l->d->norm;
    uint32_t at = a->span.end;
    while (at < b->span.begin && l->d->kind[at] == CHAR_SPACE)
        at++;
    return a->type == b->type && at + 1 == b->span.begin && norm[at] == '(' && b->span.end < l->d->length
           && norm[b->span.end] == ')';
}

static bool is_acronym(const struct linker *l, const struct mention *m)
{
    if (span_len(m->span) < 2 || span_len(m->span) > 7)
        return false;
    for (uint32_t i = m->span.begin; i < m->span.end; i++)
        if (l->d->kind[i] != CHAR_UPPER)
            return false;
    return true;
}

/* Whether the letters are the capitals that the words of the name begin with. */
static bool abbreviates(const struct linker *l, struct span letters, struct span name)
{
    uint32_t at = letters.begin;
    for (uint32_t i = name.begin; i < name.end; i++) {
        bool initial = l->d->kind[i] == CHAR_UPPER && (i == name.begin || l->d->kind[i - 1] == CHAR_SPACE);
        if (initial && (at == letters.end || l->d->norm[at++] != l->d->norm[i]))
            return false;
    }
    return at == letters.end;
}

static void join_acronym(struct linker *l, uint32_t acronym)
{
    enum { MENTIONS_BACK = 500 };
    const struct mention *a = &l->mentions->list.at[acronym];
    uint32_t first = acronym > MENTIONS_BACK ? acronym - MENTIONS_BACK : 0;
    for (uint32_t i = acronym; i-- > first;) {
        const struct mention *m = &l->mentions->list.at[i];
        if (is_name(m) && m->type == a->type && span_len(m->span) > span_len(a->span) * 2 && abbreviates(l, a->span, m->span)) {
            link_join(l, i, acronym);
            return;
        }
    }
}

/* A short form, and the mention where the full name stands. */
static void join_antecedent(struct linker *l, uint32_t mention)
{
    struct span full = l->mentions->list.at[mention].from->antecedent;
    uint32_t low = 0, high = l->mentions->list.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (l->mentions->list.at[middle].span.begin < full.begin)
            low = middle + 1;
        else
            high = middle;
    }
    if (span_len(full) && low < l->mentions->list.count && span_equal(l->mentions->list.at[low].span, full))
        link_join(l, low, mention);
}

bool link_names(struct linker *l)
{
    uint32_t count = l->mentions->list.count;
    struct index entries = { 0 }, texts = { 0 };
    uint32_t slots = 64;
    while (slots < count * 2 + 2)
        slots *= 2;
    entries.slots = arena_alloc(l->arena, sizeof(struct slot), slots);
    texts.slots = arena_alloc(l->arena, sizeof(struct slot), slots);
    if (!entries.slots || !texts.slots)
        return false;
    entries.mask = texts.mask = slots - 1;
    for (uint32_t i = 0; i < count; i++) {
        const struct mention *m = &l->mentions->list.at[i];
        if (!is_name(m))
            continue;
        join_by_key(l, &texts, text_key(l, m), i, false);
        if (entry_of(l, m) != NONE)
            join_by_key(l, &entries, mix(mix(2, m->type), entry_of(l, m)) | 1, i, true);
        if (i && is_name(m - 1) && is_gloss(l, m - 1, m))
            link_join(l, i - 1, i);
        else if (is_acronym(l, m) && !span_len(m->from->antecedent))
            join_acronym(l, i);
    }
    for (uint32_t i = 0; i < count; i++)
        join_antecedent(l, i);
    return true;
}
