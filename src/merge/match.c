/*
 * Accounts of several documents → events. Two accounts are held against each other where they are of one type and share somebody,
 * an amount or a day (points.c says what speaks for one event). The surest pairs are joined first, and only where no account of
 * the one side excludes one of the other: a chain of likenesses joins nothing that has a contradiction in it.
 *
 * Where two accounts are one event, those who do the same in both are one, if their names are in two scripts; everything is then
 * matched once more with what that tells.
 */
#include "merge/parts.h"

#include <stdlib.h>

enum { SOLE_AMONG = 200, CHECKED = 16, AGAINST = -1 };       /* points: below this, more speaks against one event than for it */

struct pair { int32_t points; uint32_t a, b; };

struct matcher_of_accounts {
    struct merge *m;
    struct measures measures;
    uint32_t *parent, *next, *tail;     /* [accounts] union-find, and the list of each set */
    VEC(struct pair) pairs;
};

/* --- pairs ---------------------------------------------------------------------------------------------------------------------------- */

struct keyed { uint64_t key; int32_t day; uint32_t account; };

static int compare_keyed(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->account > b->account) - (a->account < b->account);
}

static int compare_pairs(const void *left, const void *right)
{
    const struct pair *a = left, *b = right;
    if (a->points != b->points)
        return a->points > b->points ? -1 : 1;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static uint64_t mix(uint64_t h, uint64_t v) { return (h ^ v) * 0x9E3779B97F4A7C15u ^ (h >> 29); }

typedef VEC(struct keyed) keyed_list;

static bool add_key(struct matcher_of_accounts *w, keyed_list *list, uint32_t account, uint64_t kind, uint64_t what)
{
    const struct account *a = &w->m->accounts.at[account];
    struct keyed *slot = vec_push(&w->m->arena, list);
    int32_t day = w->measures.first[account] != NO_DAY ? w->measures.first[account] : w->measures.document_day[a->document];
    if (slot)
        *slot = (struct keyed){ mix(mix(mix(kind, a->type), what), kind), day, account };
    return slot != NULL;
}

static uint64_t amount_key(struct decimal d, struct str unit)
{
    uint64_t h = 7;
    while (d.coefficient && d.coefficient % 10 == 0) {
        d.coefficient /= 10;
        d.exponent++;
    }
    for (uint32_t i = 0; i < unit.len; i++)
        h = mix(h, (unsigned char)unit.ptr[i]);
    return mix(mix(h, (uint64_t)d.coefficient), (uint64_t)(d.exponent + 1000));
}

static bool add_keys(struct matcher_of_accounts *w, keyed_list *list, uint32_t account)
{
    enum { BY_ENTITY = 1, BY_AMOUNT, BY_DAY, BY_AFFAIR, NAMES = 12 };
    const struct merge *m = w->m;
    const struct account *a = &m->accounts.at[account];
    bool good = true;
    for (uint32_t i = 0; good && i < a->arguments.count; i++) {
        uint32_t entity = argument_entity(&m->ground, &a->arguments.at[i]), mention = a->arguments.at[i].mention;
        if (entity != NONE)
            good = add_key(w, list, account, BY_ENTITY, entity);
        else if (mention != NONE && m->values.at[mention].has_number)
            good = add_key(w, list, account, BY_AMOUNT, amount_key(m->values.at[mention].number, m->values.at[mention].unit));
    }
    uint32_t begin = m->first_context[a->document], end = m->first_context[a->document + 1];
    end = end < begin + NAMES ? end : begin + NAMES;
    bool about = w->measures.sole[account] || arguments_name_nobody(&m->ground, ARGUMENTS(a->arguments));
    for (uint32_t i = begin; good && about && i < end; i++)
        good = (i > begin && m->context[i] == m->context[i - 1]) || add_key(w, list, account, BY_AFFAIR, m->context[i]);
    return good && (!merge_told_day(&w->measures, account) || add_key(w, list, account, BY_DAY, (uint64_t)(int64_t)w->measures.first[account]));
}

static bool find_pairs(struct matcher_of_accounts *w)
{
    keyed_list keys = { 0 };
    w->pairs.count = 0;
    for (uint32_t i = 0; i < w->m->accounts.count; i++)
        if (!add_keys(w, &keys, i))
            return false;
    if (keys.count)
        qsort(keys.at, keys.count, sizeof *keys.at, compare_keyed);
    for (uint32_t i = 0; i < keys.count; i++)
        for (uint32_t k = i + 1; k < keys.count && k <= i + MERGE_COMPARED && keys.at[k].key == keys.at[i].key; k++) {
            uint32_t a = keys.at[i].account, b = keys.at[k].account;
            if (w->m->accounts.at[a].document == w->m->accounts.at[b].document)
                continue;
            int points = merge_points(&w->measures, a, b);
            struct pair *slot = points < MERGE_ENOUGH ? NULL : vec_push(&w->m->arena, &w->pairs);
            if (points >= MERGE_ENOUGH && !slot)
                return false;
            if (slot)
                *slot = (struct pair){ points, a < b ? a : b, a < b ? b : a };
        }
    if (w->pairs.count)
        qsort(w->pairs.at, w->pairs.count, sizeof *w->pairs.at, compare_pairs);
    return true;
}

/* --- sets ----------------------------------------------------------------------------------------------------------------------------- */

static uint32_t set_of(struct matcher_of_accounts *w, uint32_t account)
{
    while (w->parent[account] != account)
        account = w->parent[account] = w->parent[w->parent[account]];
    return account;
}

/* Whether nothing in the one set speaks against something in the other. What one document tells as two events is two, if it says so. */
static bool sets_fit(struct matcher_of_accounts *w, uint32_t a, uint32_t b)
{
    uint32_t checked_a = 0;
    for (uint32_t i = a; i != NONE && checked_a < CHECKED; i = w->next[i], checked_a++) {
        uint32_t checked_b = 0;
        for (uint32_t k = b; k != NONE && checked_b < CHECKED; k = w->next[k], checked_b++) {
            bool one_document = w->m->accounts.at[i].document == w->m->accounts.at[k].document;
            if (merge_points(&w->measures, i, k) < (one_document ? MERGE_ENOUGH : AGAINST))
                return false;
        }
    }
    return true;
}

static void join_sets(struct matcher_of_accounts *w)
{
    for (uint32_t i = 0; i < w->m->accounts.count; i++) {
        w->parent[i] = w->tail[i] = i;
        w->next[i] = NONE;
    }
    for (uint32_t i = 0; i < w->pairs.count; i++) {
        uint32_t a = set_of(w, w->pairs.at[i].a), b = set_of(w, w->pairs.at[i].b);
        if (a == b || !sets_fit(w, a, b))
            continue;
        uint32_t first = a < b ? a : b, second = a < b ? b : a;
        w->parent[second] = first;
        w->next[w->tail[first]] = second;
        w->tail[first] = w->tail[second];
    }
}

/* Those who do the same in two accounts of one event are one, under names in two scripts. */
static bool join_scripts(struct matcher_of_accounts *w)
{
    struct merge *m = w->m;
    bool any = false;
    for (uint32_t i = 0; i < w->pairs.count; i++) {
        uint32_t a = w->pairs.at[i].a, b = w->pairs.at[i].b;
        const struct account *x = &m->accounts.at[a], *y = &m->accounts.at[b];
        if (set_of(w, a) != set_of(w, b))
            continue;
        for (uint32_t k = 0; k < x->arguments.count; k++) {
            uint16_t role = x->arguments.at[k].role;
            uint32_t p = merge_only_filler(m, x, role), q = merge_only_filler(m, y, role);
            if (p == NONE || q == NONE || p == q || !merge_incomparable(&w->measures, p, q) || m->entities.at[p].type != m->entities.at[q].type)
                continue;
            merge_join_names(m, m->entities.at[p].first_name, m->entities.at[q].first_name);
            any = true;
        }
    }
    return any;
}

/* --- all of it ------------------------------------------------------------------------------------------------------------------------- */

static bool measure(struct matcher_of_accounts *w)
{
    struct merge *m = w->m;
    w->measures.script = arena_alloc(&m->arena, 1, (size_t)m->entities.count + 1);
    if (!w->measures.script)
        return false;
    for (uint32_t i = 0; i < m->entities.count; i++) {
        const struct merged_entity *e = &m->entities.at[i];
        w->measures.script[i] = merge_script(m->model, e->name);
        for (uint32_t k = 0; k < e->aliases.count; k++)
            w->measures.script[i] |= merge_script(m->model, e->aliases.at[k]);
    }
    return true;
}

/* Which accounts are the only ones of their type in their document. */
static void find_sole(struct matcher_of_accounts *w)
{
    const struct merge *m = w->m;
    for (uint32_t d = 0; d < m->documents.count; d++)
        for (uint32_t i = 0; i < m->documents.at[d].account_count; i++) {
            uint32_t account = m->documents.at[d].first_account + i, same = 0;
            for (uint32_t k = 0; k < m->documents.at[d].account_count && k < SOLE_AMONG && same < 2; k++)
                same += m->accounts.at[m->documents.at[d].first_account + k].type == m->accounts.at[account].type;
            w->measures.sole[account] = same == 1 && m->documents.at[d].account_count <= SOLE_AMONG;
        }
}

static bool number_events(struct matcher_of_accounts *w)
{
    struct merge *m = w->m;
    for (uint32_t i = 0; i < m->accounts.count; i++) {
        if (set_of(w, i) != i)
            continue;
        struct merged_event *event = vec_push(&m->arena, &m->events);
        if (!event)
            return false;
        *event = (struct merged_event){ .best = NONE, .dated = NONE, .source = NONE };
    }
    uint32_t next = 0;
    for (uint32_t i = 0; i < m->accounts.count; i++) {
        uint32_t root = set_of(w, i);
        m->accounts.at[i].event = root == i ? next++ : m->accounts.at[root].event;
        uint32_t *slot = vec_push(&m->arena, &m->events.at[m->accounts.at[i].event].accounts);
        if (!slot)
            return false;
        *slot = i;
    }
    return true;
}

bool merge_match(struct merge *m)
{
    struct matcher_of_accounts w = { .m = m, .measures.m = m };
    size_t count = (size_t)m->accounts.count + 1;
    w.measures.first = arena_alloc(&m->arena, sizeof *w.measures.first, count);
    w.measures.last = arena_alloc(&m->arena, sizeof *w.measures.last, count);
    w.measures.sole = arena_alloc(&m->arena, sizeof *w.measures.sole, count);
    w.parent = arena_alloc(&m->arena, sizeof *w.parent, count);
    w.next = arena_alloc(&m->arena, sizeof *w.next, count);
    w.tail = arena_alloc(&m->arena, sizeof *w.tail, count);
    w.measures.document_day = arena_alloc(&m->arena, sizeof *w.measures.document_day, (size_t)m->documents.count + 1);
    if (!w.measures.sole || !w.measures.first || !w.measures.last || !w.parent || !w.next || !w.tail || !w.measures.document_day)
        return false;
    for (uint32_t i = 0; i < m->documents.count; i++)
        w.measures.document_day[i] = merge_day(m->documents.at[i].date);
    for (uint32_t i = 0; i < m->accounts.count; i++) {
        w.measures.first[i] = merge_day(m->accounts.at[i].period.begin);
        w.measures.last[i] = merge_day(m->accounts.at[i].period.until);
    }
    find_sole(&w);
    for (int round = 0; round < 2; round++) {
        if (!measure(&w) || !find_pairs(&w))
            return false;
        join_sets(&w);
        if (round || !join_scripts(&w))
            break;
        if (!merge_entities(m))
            return false;
    }
    return number_events(&w);
}
