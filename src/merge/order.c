/*
 * The order of the merged timeline: dated events by the beginning of their dates, those of one day in the order of the documents, or by
 * what they are (timeline/day.h); an undated event stands behind the one that its document told before it, or in front of the one that it told next.
 */
#include "merge/parts.h"
#include "timeline/day.h"

#include <stdlib.h>

/* The day that an event is put by; "recently" is the day of the document. Empty: undated. */
static struct str order_key(const struct merge *m, const struct merged_event *e)
{
    if (e->dated == NONE)
        return STR("");
    const struct account *a = &m->accounts.at[e->dated];
    return a->period.begin.len ? a->period.begin : str_ends(a->value, STR("_REF")) ? m->documents.at[a->document].date : STR("");
}

/* The event that the first document of `event` told before it, or NONE. */
static uint32_t told_before(const struct merge *m, uint32_t event)
{
    uint32_t account = m->events.at[event].accounts.at[0], first = m->documents.at[m->accounts.at[account].document].first_account;
    while (account-- > first)
        if (m->accounts.at[account].event != event)
            return m->accounts.at[account].event;
    return NONE;
}

/* The key of the next dated event of the document, else the document's date. */
static struct str key_behind(const struct merge *m, uint32_t event)
{
    uint32_t account = m->events.at[event].accounts.at[0];
    const struct merged_document *d = &m->documents.at[m->accounts.at[account].document];
    for (uint32_t i = account + 1; i < d->first_account + d->account_count; i++) {
        struct str key = order_key(m, &m->events.at[m->accounts.at[i].event]);
        if (key.len)
            return key;
    }
    return d->date;
}

static int compare_relations(const void *left, const void *right)
{
    const struct merged_relation *a = left, *b = right;
    int order = (a->from > b->from) - (a->from < b->from);
    order = order ? order : (a->to > b->to) - (a->to < b->to);
    order = order ? order : (a->kind > b->kind) - (a->kind < b->kind);
    return order ? order : (a->document > b->document) - (a->document < b->document);
}

/* Relations between accounts become relations between events; what the order does not bear out is dropped. */
static void relate(struct merge *m, const uint32_t *position)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < m->relations.count; i++) {
        struct merged_relation r = m->relations.at[i];
        r.from = m->accounts.at[r.from].event;
        r.to = m->accounts.at[r.to].event;
        if (r.from != r.to && (r.kind != RELATION_BEFORE || position[r.from] < position[r.to]))
            m->relations.at[kept++] = r;
    }
    m->relations.count = kept;
    if (kept)
        qsort(m->relations.at, kept, sizeof *m->relations.at, compare_relations);
    kept = 0;
    for (uint32_t i = 0; i < m->relations.count; i++) {
        const struct merged_relation *r = &m->relations.at[i], *last = kept ? &m->relations.at[kept - 1] : NULL;
        if (!last || r->from != last->from || r->to != last->to || r->kind != last->kind)
            m->relations.at[kept++] = *r;
    }
    m->relations.count = kept;
}

bool merge_order(struct merge *m)
{
    uint32_t count = m->events.count, dated = 0, *next = arena_alloc(&m->arena, sizeof *next, (size_t)count + 1);
    struct dated *keys = arena_alloc(&m->arena, sizeof *keys, (size_t)count + 1);
    uint32_t *position = arena_alloc(&m->arena, sizeof *position, (size_t)count + 1);
    m->order = arena_alloc(&m->arena, sizeof *m->order, (size_t)count + 1);
    if (!next || !keys || !position || !m->order)
        return false;
    enum { LATER = NONE - 1 };          /* not in the chain yet */
    for (uint32_t i = 0; i < count; i++) {
        struct str key = order_key(m, &m->events.at[i]);
        bool undated = !key.len, first = undated && told_before(m, i) == NONE;
        if (first)
            key = key_behind(m, i);
        next[i] = LATER;
        if (!undated || first)
            keys[dated++] = (struct dated){ key, m->types.at[m->accounts.at[m->events.at[i].best].type], 2 * i + !first, i,
                                            first || !is_fact(m->events.at[i].modality, STR("")) };
    }
    dated_sort(m->model, keys, dated);
    uint32_t last = count, at = 0;
    for (uint32_t i = 0; i < dated; i++)
        last = next[last] = keys[i].item;
    next[last] = NONE;
    for (uint32_t i = 0; i < count; i++) {
        if (next[i] != LATER)
            continue;
        uint32_t before = told_before(m, i);    /* told earlier, so that it is in the chain */
        next[i] = next[before];
        next[before] = i;
    }
    for (uint32_t i = next[count]; i != NONE; i = next[i]) {
        position[i] = at;
        m->order[at++] = i;
    }
    relate(m, position);
    return true;
}
