/*
 * Who is who in several documents. Names of one id are one entity; so are names that read the same once width, script, case and
 * a company's suffix are folded, where no two ids say otherwise. A person's last name, and other short forms, say too little for
 * that: they go to the one entity that has them in a document about the same things (CONTEXT names in common), or to nobody.
 */
#include "merge/parts.h"

#include "base/utf8.h"
#include "link/entity.h"

#include <stdlib.h>

enum { CONTEXT = 2, CANDIDATES = 64, WORDS = 12, BEGINNING = 3 };

/* What names are looked up by. `weak`: says too little alone. */
struct label { struct str text; uint8_t group; bool weak; uint32_t name; };

struct linker {
    struct merge *m;
    VEC(struct label) labels;
    bool *certain;                      /* [names] has a label that says enough */
    bool full;
};

/* While names are joined, `entity` is the parent in a tree whose root is the first of them; the root knows the id of all. */
void merge_join_names(struct merge *m, uint32_t a, uint32_t b)
{
    a = merge_root(m, a);
    b = merge_root(m, b);
    struct merged_name *x = &m->names.at[a < b ? a : b], *y = &m->names.at[a < b ? b : a];
    if (a == b || (x->root_id.len && y->root_id.len && !str_equal(x->root_id, y->root_id)))
        return;
    y->entity = a < b ? a : b;
    x->root_id = x->root_id.len ? x->root_id : y->root_id;
}

/* --- labels ------------------------------------------------------------------------------------------------------------------ */

/* A name folded: letters, digits and Han characters alone, and where its words begin. */
struct folded { struct str text; uint32_t word[WORDS + 1], words, characters; bool han; };

static bool breaks_word(enum char_kind kind, uint32_t c)
{
    return (kind == CHAR_SPACE || kind == CHAR_PUNCT || kind == CHAR_NEWLINE) && c != '\'' && c != 0x2019;
}

/* The name as rules see it; at most `name.len` units. */
static bool read_units(const struct model *model, struct arena *scratch, struct str name, struct units *out)
{
    uint32_t *units = arena_alloc(scratch, sizeof *units, (size_t)name.len + 1), c;
    bool bad;
    *out = (struct units){ units, 0 };
    while (units && name.len) {
        name = str_skip(name, utf8_read(name, &c, &bad));
        units[out->len++] = model_norm(model, c);
    }
    return units != NULL;
}

/* `body`: without a company's suffix. */
static bool fold(struct merge *m, struct str name, bool body, struct folded *out)
{
    const struct model *model = m->model;
    struct arena scratch = m->scratch;
    char *text = arena_alloc(&scratch, UTF8_MAX_BYTES, (size_t)name.len + 1);
    struct units units;
    bool between = true;
    *out = (struct folded){ 0 };
    if (!text || !read_units(model, &scratch, name, &units))
        return false;
    uint32_t length = 0;
    if (body)
        units.len = link_core_length(model, units);
    for (uint32_t i = 0; i < units.len; i++) {
        uint32_t c = model_lower(model, units.at[i]);
        enum char_kind kind = model_kind(model, c);
        if (breaks_word(kind, c) || kind == CHAR_PUNCT) {
            between |= breaks_word(kind, c);
            continue;
        }
        if (between && out->words < WORDS)
            out->word[out->words++] = length;
        between = false;
        out->han |= kind == CHAR_HAN;
        out->characters++;
        length += utf8_write(c, text + length);
    }
    out->word[out->words] = length;
    out->text = arena_str(&m->arena, (struct str){ text, length });
    return out->text.ptr != NULL;
}

static struct str word_of(const struct folded *f, uint32_t i)
{
    return (struct str){ f->text.ptr + f->word[i], f->word[i + 1] - f->word[i] };
}

enum { GROUP_ID, GROUP_PERSON, GROUP_FULL_PERSON, GROUP_SPELLING, GROUP_BODY, GROUP_PLACE, GROUP_PRODUCT };

static uint8_t group_of_type(uint8_t type)
{
    static const uint8_t groups[TYPE_COUNT] = { [TYPE_PERSON] = GROUP_PERSON, [TYPE_COMPANY] = GROUP_BODY, [TYPE_ORGANIZATION] = GROUP_BODY,
                                                [TYPE_PLACE] = GROUP_PLACE, [TYPE_PRODUCT] = GROUP_PRODUCT };
    return groups[type];
}

static void add_label(struct linker *l, struct str text, uint8_t group, bool weak, uint32_t name)
{
    struct label *slot = text.len ? vec_push(&l->m->arena, &l->labels) : NULL;
    l->full |= text.len && !slot;
    if (!slot)
        return;
    *slot = (struct label){ text, group, weak, name };
    l->certain[name] |= !weak;
}

/* Whether the text says enough to be the same wherever it stands: 王明, John Smith; of bodies also one word, if it is their own name. */
static bool says_enough(const struct folded *f, uint8_t group, bool own)
{
    if (group == GROUP_PERSON)
        return f->han ? f->characters >= 2 : f->words >= 2;
    if (group == GROUP_BODY && !own)
        return f->han ? f->characters >= 4 : f->words >= 2;
    return f->characters >= 2;
}

/* Vincent "The Chin" Gigante is Vincent Gigante: first and last word. */
static void add_person(struct linker *l, const struct folded *f, uint32_t name)
{
    if (f->han || f->words < 2)
        return;
    struct str first = word_of(f, 0), last = word_of(f, f->words - 1);
    if (f->words > 2) {
        struct str both = arena_printf(&l->m->arena, "%.*s%.*s", STR_ARG(first), STR_ARG(last));
        l->full |= !both.ptr;
        add_label(l, both, GROUP_FULL_PERSON, false, name);
    } else {
        add_label(l, f->text, GROUP_FULL_PERSON, false, name);
    }
    add_label(l, last, GROUP_PERSON, true, name);
    if (first.len >= BEGINNING && last.len >= BEGINNING) {
        struct str begins = arena_printf(&l->m->arena, "%.*s%.*s", BEGINNING, first.ptr, BEGINNING, last.ptr);
        l->full |= !begins.ptr;
        add_label(l, begins, GROUP_SPELLING, true, name);
    }
}

static void add_text(struct linker *l, struct str text, bool own, uint32_t name)
{
    const struct merged_name *n = &l->m->names.at[name];
    uint8_t group = group_of_type(n->type);
    struct folded f;
    if (!fold(l->m, text, group == GROUP_BODY, &f)) {
        l->full = true;
        return;
    }
    add_label(l, f.text, group, !says_enough(&f, group, own), name);
    if (group == GROUP_PERSON)
        add_person(l, &f, name);
}

static void label_names(struct linker *l)
{
    for (uint32_t i = 0; i < l->m->names.count && !l->full; i++) {
        struct merged_name *n = &l->m->names.at[i];
        n->entity = i;
        n->root_id = n->id;
        add_label(l, n->id, GROUP_ID, false, i);
        add_text(l, n->name, true, i);
        for (uint32_t k = 0; k < n->aliases.count; k++)
            add_text(l, n->aliases.at[k], false, i);
    }
}

static int compare_labels(const void *left, const void *right)
{
    const struct label *a = left, *b = right;
    int order = (a->group > b->group) - (a->group < b->group);
    order = order ? order : str_compare(a->text, b->text);
    order = order ? order : (a->weak > b->weak) - (a->weak < b->weak);
    return order ? order : (a->name > b->name) - (a->name < b->name);
}

static bool same_label(const struct label *a, const struct label *b) { return a->group == b->group && str_equal(a->text, b->text); }

/* --- names that say enough ----------------------------------------------------------------------------------------------------- */

/* Whether two ids stand behind one text: then those without an id are nobody in particular. */
static bool is_ambiguous(const struct linker *l, uint32_t begin, uint32_t end)
{
    struct str id = STR("");
    for (uint32_t i = begin; i < end; i++) {
        struct str other = l->m->names.at[merge_root(l->m, l->labels.at[i].name)].root_id;
        if (id.len && other.len && !str_equal(id, other))
            return true;
        id = other.len ? other : id;
    }
    return false;
}

static struct str middle_of(struct merge *m, const struct merged_name *n, bool *bad)
{
    struct folded f;
    if (!fold(m, n->name, false, &f)) {
        *bad = true;
        return STR("");
    }
    return f.words < 3 ? STR("") : (struct str){ f.text.ptr + f.word[1], f.word[f.words - 1] - f.word[1] };
}

static bool holds(struct str text, struct str part)
{
    for (; text.len >= part.len; text = str_skip(text, 1))
        if (str_starts(text, part))
            return true;
    return false;
}

/* George H. W. Bush and George W. Bush are two; then George Bush alone is neither, and needs his context. */
static bool middles_differ(struct linker *l, uint32_t begin, uint32_t end)
{
    struct str longest = STR("");
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = begin; i < end; i++) {
            struct str middle = middle_of(l->m, &l->m->names.at[l->labels.at[i].name], &l->full);
            if (!pass)
                longest = middle.len > longest.len ? middle : longest;
            else if (!holds(longest, middle))
                return true;
        }
    return false;
}

static void join_certain(struct linker *l)
{
    for (uint32_t begin = 0, end; begin < l->labels.count; begin = end) {
        const struct label *first = &l->labels.at[begin];
        for (end = begin; end < l->labels.count && same_label(first, &l->labels.at[end]) && l->labels.at[end].weak == first->weak;)
            end++;
        if (first->weak || (first->group != GROUP_ID && is_ambiguous(l, begin, end))
            || (first->group == GROUP_FULL_PERSON && middles_differ(l, begin, end)))
            continue;
        for (uint32_t i = begin + 1; i < end; i++)
            merge_join_names(l->m, first->name, l->labels.at[i].name);
    }
}

/* --- names that need their context ---------------------------------------------------------------------------------------------- */

static int compare_numbers(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* What each document names for certain; places say little about what a document is about. */
static bool list_entities(struct linker *l)
{
    struct merge *m = l->m;
    uint32_t count = 0;
    l->m->context = arena_alloc(&m->arena, sizeof *l->m->context, (size_t)m->names.count + 1);
    l->m->first_context = arena_alloc(&m->arena, sizeof *l->m->first_context, (size_t)m->documents.count + 1);
    if (!l->m->context || !l->m->first_context)
        return false;
    for (uint32_t d = 0; d < m->documents.count; d++) {
        const struct merged_document *document = &m->documents.at[d];
        l->m->first_context[d] = count;
        for (uint32_t i = 0; i < document->name_count; i++) {
            uint32_t name = document->first_name + i;
            if ((l->certain[name] || m->names.at[name].entity != name) && m->names.at[name].type != TYPE_PLACE)
                l->m->context[count++] = merge_root(m, name);
        }
        qsort(l->m->context + l->m->first_context[d], count - l->m->first_context[d], sizeof *l->m->context, compare_numbers);
    }
    l->m->first_context[m->documents.count] = count;
    return true;
}

uint32_t merge_common(const struct merge *m, uint32_t a, uint32_t b)
{
    uint32_t i = m->first_context[a], k = m->first_context[b], found = 0;
    while (i < m->first_context[a + 1] && k < m->first_context[b + 1]) {
        uint32_t x = m->context[i], y = m->context[k];
        found += x == y;
        i += x <= y;
        k += y <= x;
    }
    return found;
}

static void join_in_context(struct linker *l, uint32_t label, uint32_t begin, uint32_t end)
{
    uint32_t name = l->labels.at[label].name, best = NONE, most = CONTEXT - 1;
    bool tie = false;
    for (uint32_t i = begin; i < end && i < begin + CANDIDATES; i++) {
        uint32_t other = l->labels.at[i].name;
        if (!l->certain[other] || l->m->names.at[other].document == l->m->names.at[name].document)
            continue;
        uint32_t shared = merge_common(l->m, l->m->names.at[name].document, l->m->names.at[other].document);
        bool same = best != NONE && merge_root(l->m, best) == merge_root(l->m, other);
        if (shared > most) {
            tie = false;
            best = other;
            most = shared;
        } else if (best != NONE && shared == most && !same) {
            tie = true;
        }
    }
    if (best != NONE && !tie)
        merge_join_names(l->m, best, name);
}

/* First and last word are the same, what stands between is not: one person where the documents are about the same things, or as much is said. */
static void join_persons(struct linker *l, uint32_t begin, uint32_t end)
{
    struct merge *m = l->m;
    end = end < begin + CANDIDATES ? end : begin + CANDIDATES;
    for (uint32_t i = begin; i < end; i++)
        for (uint32_t k = i + 1; k < end; k++) {
            uint32_t a = l->labels.at[i].name, b = l->labels.at[k].name;
            bool same = str_equal(middle_of(m, &m->names.at[a], &l->full), middle_of(m, &m->names.at[b], &l->full));
            if (same || merge_common(m, m->names.at[a].document, m->names.at[b].document) >= CONTEXT)
                merge_join_names(m, a, b);
        }
}

/* How many letters must change to make the one of the other; where it is sure to be more than `most`, any number above that. */
static uint32_t distance(struct str a, struct str b, uint32_t most)
{
    enum { LONGEST = 48 };
    uint32_t row[LONGEST + 1], difference = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (a.len > LONGEST || b.len > LONGEST || difference > most)
        return most + 1;
    for (uint32_t k = 0; k <= b.len; k++)
        row[k] = k;
    for (uint32_t i = 1; i <= a.len; i++) {
        uint32_t corner = row[0];
        row[0] = i;
        for (uint32_t k = 1; k <= b.len; k++) {
            uint32_t change = corner + (a.ptr[i - 1] != b.ptr[k - 1]), least = row[k] < row[k - 1] ? row[k] + 1 : row[k - 1] + 1;
            corner = row[k];
            row[k] = change < least ? change : least;
        }
    }
    return row[b.len];
}

/* Bettie Page is Betty Page in another document about the same things. */
static void join_spellings(struct linker *l, uint32_t begin, uint32_t end)
{
    enum { SLIPS = 2, LONG_ENOUGH = 8 };
    struct merge *m = l->m;
    struct folded names[CANDIDATES];
    uint32_t count = end - begin < CANDIDATES ? end - begin : CANDIDATES;
    for (uint32_t i = 0; i < count; i++)
        l->full |= !fold(m, m->names.at[l->labels.at[begin + i].name].name, false, &names[i]);
    for (uint32_t i = 0; i < count && !l->full; i++)
        for (uint32_t k = i + 1; k < count; k++) {
            uint32_t a = l->labels.at[begin + i].name, b = l->labels.at[begin + k].name;
            if (names[i].text.len >= LONG_ENOUGH && merge_root(m, a) != merge_root(m, b) && m->names.at[a].document != m->names.at[b].document
                && distance(names[i].text, names[k].text, SLIPS) <= SLIPS
                && merge_common(m, m->names.at[a].document, m->names.at[b].document) >= CONTEXT)
                merge_join_names(m, a, b);
        }
}

static void join_uncertain(struct linker *l)
{
    for (uint32_t begin = 0, end; begin < l->labels.count; begin = end) {
        for (end = begin; end < l->labels.count && same_label(&l->labels.at[begin], &l->labels.at[end]);)
            end++;
        if (l->labels.at[begin].group == GROUP_FULL_PERSON && middles_differ(l, begin, end))
            join_persons(l, begin, end);
        if (l->labels.at[begin].group == GROUP_SPELLING) {
            if (end - begin > 1)
                join_spellings(l, begin, end);
            continue;
        }
        for (uint32_t i = begin; i < end; i++)
            if (!l->certain[l->labels.at[i].name])
                join_in_context(l, i, begin, end);
    }
}

bool merge_names(struct merge *m)
{
    struct linker l = { .m = m };
    l.certain = arena_alloc(&m->arena, sizeof *l.certain, (size_t)m->names.count + 1);
    if (!l.certain)
        return false;
    label_names(&l);
    if (l.full)
        return false;
    if (l.labels.count)
        qsort(l.labels.at, l.labels.count, sizeof *l.labels.at, compare_labels);
    join_certain(&l);
    if (l.full || !list_entities(&l))
        return false;
    join_uncertain(&l);
    return !l.full && list_entities(&l) && merge_entities(m);   /* anew: names were joined since */
}
