/*
 * What an event is, from all that is told of it: its date, who took part, whether it happened, and what documents contradict each
 * other about. Nothing is averaged: of several dates the one that most documents tell counts, and all are listed.
 */
#include "merge/parts.h"

/* --- the date ---------------------------------------------------------------------------------------------------------------- */

static bool tells_date(const struct account *a) { return date_is_told(a->date_basis) && a->period.begin.len; }

/* How many days a date leaves open: a day is more precise than its week. */
static int64_t days_of(const struct account *a)
{
    int32_t first = merge_day(a->period.begin), last = merge_day(a->period.until);
    bool hours = memchr(a->period.begin.ptr ? a->period.begin.ptr : "", 'T', a->period.begin.len) != NULL;  /* an evening ends on the next day */
    return first == NO_DAY || last == NO_DAY ? INT32_MAX : hours ? 0 : (int64_t)last - first;
}

static bool is_finer(const struct account *a, const struct account *b)
{
    int64_t mine = days_of(a), theirs = days_of(b);
    return mine != theirs ? mine < theirs : a->value.len > b->value.len;       /* an evening is more precise than its day */
}

/* How many documents tell a date that fits this one. */
static uint32_t support(const struct merge *m, const struct merged_event *e, const struct account *a)
{
    enum { MOST = 64 };
    uint32_t count = 0;
    for (uint32_t i = 0; i < e->accounts.count && i < MOST; i++) {
        const struct account *b = &m->accounts.at[e->accounts.at[i]];
        count += tells_date(b) && periods_touch(a->period, b->period);
    }
    return count;
}

/* Of what the event has come to rather than of its plan; told before inferred; what most tell; the more precise; the first. */
static void settle_date(const struct merge *m, struct merged_event *e)
{
    uint32_t best_support = 0;
    for (uint32_t i = 0; i < e->accounts.count; i++) {
        const struct account *a = &m->accounts.at[e->accounts.at[i]], *best = e->dated == NONE ? NULL : &m->accounts.at[e->dated];
        if (!a->value.len)
            continue;
        uint32_t supported = tells_date(a) ? support(m, e, a) : 0;
        bool fits = is_fact(a->modality, a->polarity) == is_fact(e->modality, e->polarity);
        bool best_fits = best && is_fact(best->modality, best->polarity) == is_fact(e->modality, e->polarity);
        bool better = !best || (a->period.begin.len && (!best->period.begin.len || fits > best_fits));
        if (!better && !a->period.begin.len == !best->period.begin.len && fits == best_fits) {
            bool told = tells_date(a), before = tells_date(best);
            better = told != before ? told : supported != best_support ? supported > best_support : is_finer(a, best);
        }
        if (better) {
            e->dated = e->accounts.at[i];
            best_support = supported;
        }
    }
}

/* --- who and what -------------------------------------------------------------------------------------------------------------- */

static bool amounts_same(const struct value *a, const struct value *b)
{
    if (a->has_number && b->has_number)
        return amounts_equal(a, b);
    if (a->date.len)
        return str_equal(a->date, b->date);
    return a->has_range && b->has_range && str_equal(a->unit, b->unit) && !decimal_compare(a->min, b->min) && !decimal_compare(a->max, b->max);
}

static bool says_same(const struct merge *m, const struct argument *a, const struct argument *b)
{
    if (a->role != b->role)
        return false;
    if (a->mention != NONE || b->mention != NONE)
        return a->mention != NONE && b->mention != NONE && amounts_same(&m->values.at[a->mention], &m->values.at[b->mention]);
    uint32_t x = argument_entity(&m->ground, a), y = argument_entity(&m->ground, b);
    return x == NONE || y == NONE ? x == y && str_equal(m->mentions.at[a->reference].text, m->mentions.at[b->reference].text) : x == y;
}

static bool add_document(struct merge *m, struct merged_argument *a, uint32_t document)
{
    bool known = a->documents.count && a->documents.at[a->documents.count - 1] == document;
    uint32_t *slot = known ? NULL : vec_push(&m->arena, &a->documents);
    if (slot)
        *slot = document;
    return known || slot;
}

static bool add_argument(struct merge *m, struct merged_event *e, const struct argument *a, uint32_t document)
{
    for (uint32_t i = 0; i < e->arguments.count; i++)
        if (says_same(m, &e->arguments.at[i].argument, a))
            return add_document(m, &e->arguments.at[i], document);
    struct merged_argument *slot = vec_push(&m->arena, &e->arguments);
    if (!slot)
        return false;
    *slot = (struct merged_argument){ .argument = *a };
    return add_document(m, slot, document);
}

/* Two men, where another document names them, are no third and fourth. */
static void drop_nobodies(const struct merge *m, struct merged_event *e)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < e->arguments.count; i++) {
        const struct argument *a = &e->arguments.at[i].argument;
        bool named = false;
        for (uint32_t k = 0; k < e->arguments.count && argument_names_nobody(&m->ground, a) && !named; k++)
            named = e->arguments.at[k].argument.role == a->role && !argument_names_nobody(&m->ground, &e->arguments.at[k].argument);
        if (!named)
            e->arguments.at[kept++] = e->arguments.at[i];
    }
    e->arguments.count = kept;
}

static bool settle_arguments(struct merge *m, struct merged_event *e)
{
    for (uint32_t i = 0; i < e->accounts.count; i++) {
        const struct account *a = &m->accounts.at[e->accounts.at[i]];
        for (uint32_t k = 0; k < a->arguments.count; k++)
            if (!add_argument(m, e, &a->arguments.at[k], a->document))
                return false;
    }
    drop_nobodies(m, e);
    return true;
}

/* --- whether it happened ---------------------------------------------------------------------------------------------------------- */

static struct str stage_of(const struct account *a)
{
    return a->modality.len ? a->modality : str_equal(a->polarity, STR("negative")) ? a->polarity : STR("actual");
}

/* Before the fact comes what was no fact yet, whichever document told it first. */
static bool add_stage(struct merge *m, struct merged_event *e, struct merged_stage stage)
{
    for (uint32_t i = 0; i < e->history.count; i++)
        if (str_equal(e->history.at[i].status, stage.status))
            return true;
    struct merged_stage *room = vec_push(&m->arena, &e->history);
    if (!room)
        return false;
    uint32_t at = e->history.count - 1;
    static const struct str open[] = { STR_INIT("possible"), STR_INIT("asked"), STR_INIT("planned") };
    for (uint32_t i = 0; i < sizeof open / sizeof *open; i++)
        for (; str_equal(stage.status, open[i]) && at && str_equal(e->history.at[at - 1].status, STR("actual")); at--)
            e->history.at[at] = e->history.at[at - 1];
    e->history.at[at] = stage;
    return true;
}

/* What a headline puts as done (甲买下乙) is none where nothing else says that it happened. */
static void drop_facts(struct merged_event *e, bool fact)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < e->history.count; i++)
        if (fact || !str_equal(e->history.at[i].status, STR("actual")))
            e->history.at[kept++] = e->history.at[i];
    e->history.count = kept;
}

static bool settle_history(struct merge *m, struct merged_event *e)
{
    bool told = false, fact = false;
    for (uint32_t i = 0; i < e->accounts.count; i++) {
        const struct account *a = &m->accounts.at[e->accounts.at[i]];
        struct merged_stage own = { stage_of(a), date_is_told(a->date_basis) ? a->value : STR(""), a->source, a->document };
        told |= a->history.count != 0;
        if (!a->history.count && !add_stage(m, e, own))
            return false;
        for (uint32_t k = 0; k < a->history.count; k++)
            if (!add_stage(m, e, a->history.at[k]))
                return false;
        if (fact || (fact = is_fact(a->modality, a->polarity))) {
            e->modality = e->polarity = STR("");
        } else {
            e->modality = a->modality;
            e->polarity = a->polarity;
        }
        e->source = e->source == NONE ? a->source : e->source;
        if (!i || decimal_compare(a->confidence, e->confidence) > 0)
            e->confidence = a->confidence;
    }
    drop_facts(e, fact);
    if (e->history.count == 1 && !told)
        e->history.count = 0;
    return true;
}

/* Of those that say what the event has come to, the one that says most. */
static void settle_best(const struct merge *m, struct merged_event *e)
{
    for (uint32_t i = 0; i < e->accounts.count; i++) {
        const struct account *a = &m->accounts.at[e->accounts.at[i]];
        const struct account *best = e->best == NONE ? NULL : &m->accounts.at[e->best];
        bool fits = str_equal(a->modality, e->modality) && a->summary.len;
        bool best_fits = best && str_equal(best->modality, e->modality) && best->summary.len;
        if (!best || (fits != best_fits ? fits : a->arguments.count > best->arguments.count))
            e->best = e->accounts.at[i];
    }
}

/* --- contradictions ---------------------------------------------------------------------------------------------------------------- */

static struct contradiction *begin_contradiction(struct merge *m, struct merged_event *e, uint32_t role)
{
    struct contradiction *c = vec_push(&m->arena, &e->contradictions);
    if (c)
        *c = (struct contradiction){ .role = role };
    return c;
}

static bool add_voice(struct merge *m, struct contradiction *c, uint32_t account, uint32_t mention)
{
    uint32_t *slot = vec_push(&m->arena, &c->accounts), *value = slot ? vec_push(&m->arena, &c->mentions) : NULL;
    if (value) {
        *slot = account;
        *value = mention;
    }
    return value != NULL;
}

/* All dates that are told, where two of them can't both be. */
static bool contradict_dates(struct merge *m, struct merged_event *e)
{
    const struct account *dated = e->dated == NONE ? NULL : &m->accounts.at[e->dated];
    bool any = false;
    for (uint32_t i = 0; dated && tells_date(dated) && i < e->accounts.count; i++) {
        const struct account *a = &m->accounts.at[e->accounts.at[i]];
        bool alike = is_fact(a->modality, a->polarity) == is_fact(dated->modality, dated->polarity);
        any |= tells_date(a) && alike && !periods_touch(a->period, dated->period);
    }
    struct contradiction *c = any ? begin_contradiction(m, e, NONE) : NULL;
    for (uint32_t i = 0; c && i < e->accounts.count; i++)
        if (tells_date(&m->accounts.at[e->accounts.at[i]]) && !add_voice(m, c, e->accounts.at[i], NONE))
            return false;
    return c || !any;
}

/* Amounts of one role and unit, from two documents. */
static bool contradicts(const struct merge *m, const struct merged_argument *a, const struct merged_argument *b)
{
    const struct argument *x = &a->argument, *y = &b->argument;
    if (x->role != y->role || x->mention == NONE || y->mention == NONE)
        return false;
    const struct value *v = &m->values.at[x->mention], *w = &m->values.at[y->mention];
    if (!v->has_number || !w->has_number || !str_equal(v->unit, w->unit) || !str_equal(v->per, w->per) || merge_nearly_equal(v, w))
        return false;
    for (uint32_t i = 0; i < a->documents.count; i++)
        for (uint32_t k = 0; k < b->documents.count; k++)
            if (a->documents.at[i] == b->documents.at[k])
                return false;           /* one document gives both: two things that have a role in common */
    return true;
}

static bool add_voices(struct merge *m, const struct merged_event *e, struct contradiction *c, const struct merged_argument *argument)
{
    for (uint32_t i = 0; i < e->accounts.count; i++) {
        const struct account *a = &m->accounts.at[e->accounts.at[i]];
        for (uint32_t k = 0; k < a->arguments.count; k++)
            if (says_same(m, &a->arguments.at[k], &argument->argument) && !add_voice(m, c, e->accounts.at[i], a->arguments.at[k].mention))
                return false;
    }
    return true;
}

static bool contradict_amounts(struct merge *m, struct merged_event *e)
{
    enum { COMPARED = 40 };
    uint32_t count = e->arguments.count < COMPARED ? e->arguments.count : COMPARED;
    for (uint32_t i = 0; i < count; i++) {
        struct contradiction *c = NULL;
        bool earlier = false;
        for (uint32_t k = 0; k < i && !earlier; k++)
            earlier = contradicts(m, &e->arguments.at[k], &e->arguments.at[i]);
        for (uint32_t k = i + 1; k < count && !earlier; k++) {
            if (!contradicts(m, &e->arguments.at[i], &e->arguments.at[k]))
                continue;
            if (!c && (!(c = begin_contradiction(m, e, e->arguments.at[i].argument.role)) || !add_voices(m, e, c, &e->arguments.at[i])))
                return false;
            if (!add_voices(m, e, c, &e->arguments.at[k]))
                return false;
        }
    }
    return true;
}

bool merge_settle(struct merge *m)
{
    for (uint32_t i = 0; i < m->events.count; i++) {
        struct merged_event *e = &m->events.at[i];
        if (!settle_arguments(m, e) || !settle_history(m, e))
            return false;
        settle_date(m, e);
        settle_best(m, e);
        if (!contradict_dates(m, e) || !contradict_amounts(m, e))
            return false;
    }
    return true;
}
