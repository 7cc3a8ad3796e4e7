/*
 * Names within names, which no list and no rule joined: Thomas Siebel and Thomas M. Siebel, Michael after Michael Maedel,
 * AK公司 after 荷兰AK公司, 上海工程公司 after 中石化集团上海工程有限公司. Each longer name tells its parts; a name that is such a
 * part, and of one entity's name alone, is that entity's. Hashes of the parts, so that it costs the length of the names.
 */
#include "link/parts.h"

/* `shared`: the same part is in the names of several. */
struct part { uint64_t key; struct span text; uint32_t mention; bool shared; };

struct parts {
    struct linker *l;
    struct part *slots;                     /* [mask + 1], less than half of them in use */
    uint32_t mask;
    uint8_t *bound;                         /* [mentions] a root one of whose names is known to be short for another */
};

enum { PARTS_EACH = 8, SHORTEST_HAN = 2, LONGEST_PLACE = 24 };

static const struct mention *mention_at(const struct linker *l, uint32_t i) { return &l->mentions->list.at[i]; }

static bool is_named(const struct mention *m) { return is_entity_type(m->type) && m->type != TYPE_PRODUCT && m->form == FORM_NAME; }

static uint64_t hash_text(const struct linker *l, uint64_t h, struct span text)
{
    for (uint32_t i = text.begin; i < text.end; i++)
        h = (h ^ l->d->norm[i]) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}

static bool same_text(const struct linker *l, struct span a, struct span b)
{
    return span_len(a) == span_len(b) && !memcmp(l->d->norm + a.begin, l->d->norm + b.begin, span_len(a) * sizeof *l->d->norm);
}

/* The slot of this part; an empty one where nobody told of it. */
static struct part *find(struct parts *p, uint64_t key, struct span text)
{
    uint32_t at = (uint32_t)(key >> 20) & p->mask;
    while (p->slots[at].key && (p->slots[at].key != key || !same_text(p->l, p->slots[at].text, text)))
        at = (at + 1) & p->mask;
    return &p->slots[at];
}

static uint64_t part_key(const struct linker *l, uint8_t type, struct span text) { return hash_text(l, type + 1u, text) | 1; }

static void tell(struct parts *p, struct span text, uint32_t mention)
{
    uint64_t key = part_key(p->l, mention_at(p->l, mention)->type, text);
    struct part *part = find(p, key, text);
    if (!part->key)
        *part = (struct part){ key, text, mention, false };
    else if (link_root(p->l, part->mention) != link_root(p->l, mention))
        part->shared = true;
}

/* --- the words of a person's name --------------------------------------------------------------------------------------------- */

struct words { struct span at[4]; uint32_t count; };

static bool in_class(const struct linker *l, const char *class_name, struct span text)
{
    return model_in_class(l->m, str_from(class_name), units_at(document_units(l->d), text), NULL);
}

/* First, middle and last words, without Jr and III; none where it has more, or one. */
static struct words words_of(const struct linker *l, struct span name)
{
    struct words w = { .count = 0 };
    for (uint32_t at = name.begin, end; at < name.end; at = end + 1) {
        for (end = at; end < name.end && l->d->kind[end] != CHAR_SPACE;)
            end++;
        if (w.count == sizeof w.at / sizeof *w.at)
            return (struct words){ .count = 0 };
        w.at[w.count++] = (struct span){ at, end };
    }
    if (w.count > 2 && in_class(l, "generation", w.at[w.count - 1])) {
        struct span *last = &w.at[--w.count - 1];
        last->end -= l->d->norm[last->end - 1] == ',';
    }
    return w;
}

static struct span without_stop(const struct linker *l, struct span word)
{
    return (struct span){ word.begin, word.end - (l->d->norm[word.end - 1] == '.') };
}

/* Middle names agree where one name has none, or the one begins the other: M. and Michael. */
static bool agree(const struct linker *l, const struct words *a, const struct words *b)
{
    if (a->count < 3 || b->count < 3)
        return true;
    if (a->count != b->count)
        return false;
    for (uint32_t i = 1; i + 1 < a->count; i++) {
        struct span x = without_stop(l, a->at[i]), y = without_stop(l, b->at[i]);
        uint32_t length = span_len(x) < span_len(y) ? span_len(x) : span_len(y);
        bool initial = span_len(x) == 1 || span_len(y) == 1;
        if ((span_len(x) != span_len(y) && !initial) || memcmp(l->d->norm + x.begin, l->d->norm + y.begin, length * sizeof *l->d->norm))
            return false;
    }
    return true;
}

/* Whether the lists know the two as two. */
static bool differ(const struct linker *l, uint32_t a, uint32_t b)
{
    uint32_t x = mention_at(l, a)->alias, y = mention_at(l, b)->alias;
    return x != NONE && y != NONE && l->m->entries[l->m->aliases[x].entry].same != l->m->entries[l->m->aliases[y].entry].same;
}

/* Thomas M. Siebel is Thomas Siebel: the first of each first and last word tells, the others are held to it. */
static void join_full_names(struct parts *p, uint32_t mention)
{
    struct linker *l = p->l;
    struct words w = words_of(l, mention_at(l, mention)->span);
    if (w.count < 2)
        return;
    uint64_t key = hash_text(l, hash_text(l, 99, w.at[0]), w.at[w.count - 1]) | 1;
    for (uint32_t at = (uint32_t)(key >> 20) & p->mask;; at = (at + 1) & p->mask) {
        struct part *slot = &p->slots[at];
        if (!slot->key) {
            *slot = (struct part){ .key = key, .mention = mention };
            return;
        }
        struct words other = words_of(l, mention_at(l, slot->mention)->span);
        if (slot->key == key && same_text(l, other.at[0], w.at[0]) && same_text(l, other.at[other.count - 1], w.at[w.count - 1])) {
            if (agree(l, &w, &other) && !differ(l, slot->mention, mention))
                link_join(l, slot->mention, mention);
            return;
        }
    }
}

/* --- the parts of a name -------------------------------------------------------------------------------------------------------- */

static bool is_place(const struct linker *l, struct span text)
{
    uint32_t literal = model_literal(l->m, units_at(document_units(l->d), text));
    const struct literal *found = literal == NONE ? NULL : &l->m->literals[literal];
    for (uint32_t i = 0; found && i < found->use_count; i++) {
        const struct use *use = &l->m->uses[found->first_use + i];
        if (use->kind == USE_NAME && !(use->flags & USE_WEAK) && l->m->entries[l->m->aliases[use->ref].entry].type == TYPE_PLACE)
            return true;
    }
    return false;
}

/* What stands behind a listed place at the front: AK公司 of 荷兰AK公司, Met Office of UK Met Office. */
static struct span behind_place(const struct linker *l, struct span name)
{
    bool han = l->d->kind[name.begin] == CHAR_HAN;
    uint32_t last = span_len(name) > LONGEST_PLACE ? name.begin + LONGEST_PLACE : name.end;
    for (uint32_t end = last; end-- > name.begin + 1;) {
        struct span place = { name.begin, end };
        if (!han && l->d->kind[end] != CHAR_SPACE)
            continue;
        if (is_place(l, place) || (!han && in_class(l, "demonym", place)))
            return (struct span){ end + !han, name.end };
    }
    return (struct span){ 0, 0 };
}

/* What may stand alone for the name that ends in it: no single word of a script with blanks but an acronym. */
static bool stands_alone(const struct linker *l, struct span text)
{
    bool blank = false, capitals = true;
    for (uint32_t i = text.begin; i < text.end; i++) {
        blank |= l->d->kind[i] == CHAR_SPACE;
        capitals &= l->d->kind[i] == CHAR_UPPER;
    }
    return text.end >= text.begin + SHORTEST_HAN && (l->d->kind[text.begin] == CHAR_HAN || l->d->kind[text.end - 1] == CHAR_HAN || blank || capitals);
}

/* The core behind the name of the group: 上海工程 of 中石化集团上海工程有限公司. */
static void tell_units(struct parts *p, struct span name, uint32_t mention)
{
    enum { LONGEST_HEAD = 4, SHORTEST_CORE = 4 };
    const struct linker *l = p->l;
    uint32_t core = name.begin + link_core_length(l->m, units_at(document_units(l->d), name));
    if (core == name.end || l->d->kind[core - 1] != CHAR_HAN)
        return;
    for (uint32_t at = name.begin + SHORTEST_HAN; at + SHORTEST_CORE <= core; at++)
        for (uint32_t length = 2; length <= LONGEST_HEAD && at + length + SHORTEST_CORE <= core; length++)
            if (in_class(l, "company_suffix", (struct span){ at, at + length })) {
                tell(p, (struct span){ at + length, core }, mention);
                return;
            }
}

static void tell_parts(struct parts *p, uint32_t mention)
{
    const struct linker *l = p->l;
    const struct mention *m = mention_at(l, mention);
    if (m->type == TYPE_PERSON) {
        struct words w = words_of(l, m->span);
        for (uint32_t i = 1; i < w.count; i++)
            tell(p, (struct span){ m->span.begin, w.at[i - 1].end }, mention);
        return;
    }
    struct span rest = behind_place(l, m->span);
    if (span_len(rest) && stands_alone(l, rest))
        tell(p, rest, mention);
    if (m->type == TYPE_COMPANY)
        tell_units(p, m->span, mention);
}

/* --- the short names --------------------------------------------------------------------------------------------------------------- */

/* King Charles is no short form of Charles Schumer. */
static bool behind_capital(const struct linker *l, struct span text)
{
    uint32_t at = text.begin;
    if (at < 2 || l->d->kind[at - 1] != CHAR_SPACE)
        return false;
    for (at--; at > 0 && (l->d->kind[at - 1] == CHAR_UPPER || l->d->kind[at - 1] == CHAR_LOWER);)
        at--;
    return l->d->kind[at] == CHAR_UPPER;
}

/* Whom the lists know by the short name alone is somebody else (the Bank of England's England), but for places. */
static bool may_be_short(const struct parts *p, uint32_t mention)
{
    const struct linker *l = p->l;
    const struct mention *m = mention_at(l, mention);
    if (m->type == TYPE_PERSON)
        return m->alias == NONE && !p->bound[link_root(p->l, mention)] && !behind_capital(l, m->span);
    return m->type == TYPE_PLACE || m->alias == NONE;
}

static void join_short(struct parts *p, uint32_t mention)
{
    struct linker *l = p->l;
    const struct mention *m = mention_at(l, mention);
    if (!may_be_short(p, mention))
        return;
    const struct part *part = find(p, part_key(l, m->type, m->span), m->span);
    if (!part->key && m->type == TYPE_COMPANY) {
        struct span core = { m->span.begin, m->span.begin + link_core_length(l->m, units_at(document_units(l->d), m->span)) };
        part = find(p, part_key(l, m->type, core), core);
    }
    bool both_listed = part->key && m->alias != NONE && mention_at(l, part->mention)->alias != NONE;
    if (part->key && !part->shared && !both_listed)
        link_join(l, part->mention, mention);
}

bool link_within(struct linker *l)
{
    struct parts p = { .l = l };
    uint32_t count = l->mentions->list.count, size = 64;
    while (size < (count + 1) * PARTS_EACH)
        size *= 2;
    p.slots = arena_alloc(l->arena, sizeof *p.slots, size);
    struct part *parts = arena_alloc(l->arena, sizeof *parts, size);
    p.bound = arena_alloc(l->arena, 1, count + 1);
    if (!p.slots || !parts || !p.bound)
        return false;
    p.mask = size - 1;
    for (uint32_t i = 0; i < count; i++)
        if (is_named(mention_at(l, i)) && mention_at(l, i)->type == TYPE_PERSON)
            join_full_names(&p, i);
    p.slots = parts;
    for (uint32_t i = 0; i < count; i++)
        if (span_len(mention_at(l, i)->from->antecedent) > span_len(mention_at(l, i)->span))
            p.bound[link_root(l, i)] = 1;
    for (uint32_t i = 0; i < count; i++)
        if (is_named(mention_at(l, i)))
            tell_parts(&p, i);
    for (uint32_t i = 0; i < count; i++)
        if (is_named(mention_at(l, i)))
            join_short(&p, i);
    return true;
}
