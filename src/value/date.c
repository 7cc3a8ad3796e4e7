/* One mention of a date: which kind it is, its value, its interval. */
#include "value/timex.h"

static bool resolved_value(const struct value_context *c, const struct moments *m, struct value *out)
{
    struct instant begin, until, unused;
    struct str from = moment_text(&m->from, c->arena);
    out->date = from;
    out->timex = m->from.grain >= GRAIN_DAYPART || (m->range && m->to.grain >= GRAIN_DAYPART) ? TIMEX_TIME : TIMEX_DATE;
    out->basis = m->basis;
    if (m->range) {
        struct str to = moment_text(&m->to, c->arena);
        out->date = arena_printf(c->arena, "%.*s/%.*s", STR_ARG(from), STR_ARG(to));
    }
    const struct moment *last = m->range ? &m->to : &m->from;
    if (!moment_bounds(&m->from, &begin, &unused) || !moment_bounds(last, &unused, &until)) {
        /* What is open says so, whatever filled in the rest. */
        if (str_equal(out->basis, STR("document")) || str_equal(out->basis, STR("stated")))
            out->basis = STR("none");
        return true;
    }
    if (instant_compare(begin, until) > 0)
        return false;
    out->begin = instant_text(begin, m->from.zone, c->arena);
    out->until = instant_text(until, last->zone, c->arena);
    /* A feast that lasts, a lunar month: from its first day to its last. */
    if (!m->range && m->from.grain == GRAIN_DAY && m->from.days > 1)
        out->date = arena_printf(c->arena, "%.*s/%.*s", STR_ARG(out->begin), STR_ARG(out->until));
    return true;
}

/* "P1Y", "PXM", and not "PAST_REF" */
static bool is_length(struct str value)
{
    char next = value.len > 1 && value.ptr[0] == 'P' ? value.ptr[1] : 0;
    return next == 'X' || next == 'T' || (next >= '0' && next <= '9');
}

static bool reference_value(const struct value_context *c, const struct expression *e, struct value *out)
{
    struct instant begin, until;
    out->timex = is_length(e->reference) ? TIMEX_DURATION : TIMEX_DATE;
    out->date = e->reference;
    out->basis = out->timex == TIMEX_DURATION ? STR("stated") : STR("document");
    if (str_equal(e->reference, STR("PRESENT_REF")) && moment_bounds(&c->today, &begin, &until) && c->today.grain >= GRAIN_DAY) {
        out->begin = instant_text(begin, c->today.zone, c->arena);
        out->until = instant_text(until, c->today.zone, c->arena);
    }
    return true;
}

/* Whether the mention and the word before it are all that its sentence says: "In two weeks." */
static bool answers(const struct value_context *c, const struct mention *mention)
{
    struct span sentence = c->document->sentences.at[mention->sentence].span;
    const uint8_t *kind = c->document->kind;
    uint32_t begin = mention->span.begin, end = mention->span.end;
    while (begin > sentence.begin && kind[begin - 1] == CHAR_SPACE)
        begin--;
    while (begin > sentence.begin && (kind[begin - 1] == CHAR_LOWER || kind[begin - 1] == CHAR_UPPER))
        begin--;
    while (end < sentence.end && (kind[end] == CHAR_SPACE || kind[end] == CHAR_PUNCT))
        end++;
    return begin == sentence.begin && end == sentence.end;
}

/* "It will open in two weeks" names a date, and so does "In two weeks."; "for the first time in two years" a length. */
static bool looks_ahead(const struct value_context *c, const struct mention *mention)
{
    struct str value;
    uint32_t reach = (uint32_t)context_convention(c, mention, STR("tense_reach"), 12);
    if (!context_before(c, mention, STR("ahead_before"), &value) || context_near(c, mention, STR("ahead_never"), reach, &value))
        return false;
    if (context_near(c, mention, STR("tense"), reach, &value))
        return str_equal(value, STR("future"));
    return answers(c, mention);
}

static bool lies_ahead(const struct value_context *c, const struct moment *m)
{
    struct instant begin, today, unused;
    return c->today.date.day && moment_bounds(m, &begin, &unused) && moment_bounds(&c->today, &unused, &today)
        && instant_compare(begin, today) > 0;
}

enum { BOUND_REACH = 12 };          /* code points: 1999年921大地震以来 */

/* 上年同期, the year before, the trading day before: what is compared with it goes on being told of. */
static bool is_compared_with(const struct expression *e)
{
    const struct written *w = &e->from;
    const struct shift *year = &w->shift[SHIFT_YEAR];
    if (e->length_count)
        return e->lengths[0].unit == UNIT_WORKDAY && e->toward.previous && e->toward.by < 0;
    for (uint32_t i = 0; i < FIELD_COUNT; i++)
        if (w->field[i] != ABSENT)
            return false;
    return year->set && (year->compared || year->previous) && year->by < 0 && !w->holiday.len;
}

bool date_value(struct value_context *c, const struct mention *mention, struct value *out, struct moments *resolved)
{
    struct expression e;
    *resolved = (struct moments){ .range = false };
    if (!expression_read(c, mention->from, &e))
        return false;
    if (e.reference.len)
        return reference_value(c, &e, out);
    if (e.set)
        return set_value(c, &e, out);
    bool length_only = e.length_count && !e.from.any;
    if (length_only && e.direction == DIRECTION_SHIFT && e.lengths[0].count.some) {
        e.reference = e.toward.by < 0 ? STR("PAST_REF") : STR("FUTURE_REF");
        return reference_value(c, &e, out);
    }
    if (length_only && e.direction == DIRECTION_NONE && !e.bounded && !e.lengths[0].count.some && looks_ahead(c, mention)) {
        e.direction = DIRECTION_SHIFT;
        e.toward.by = 1;
    }
    if (length_only && (e.direction == DIRECTION_NONE || e.direction == DIRECTION_PAST || e.direction == DIRECTION_FUTURE))
        return duration_value(c, mention, &e, out);
    if (!timex_resolve(c, mention, &e, resolved) || !resolved_value(c, resolved, out))
        return false;
    if (e.from.part.len && !resolved->range)
        out->mod = e.from.part;
    else if (length_only && e.lengths[0].count.more)
        out->mod = e.toward.by < 0 ? STR("BEFORE") : STR("AFTER");
    else if (!context_before(c, mention, STR("date_before"), &out->mod))
        context_after(c, mention, STR("date_after"), &out->mod);
    /* "From Monday to Thursday" has both its ends, and so have the three months up to 30 June. */
    if (resolved->range && (str_equal(out->mod, STR("ON_OR_AFTER")) || e.direction == DIRECTION_ENDING))
        out->mod = (struct str){ NULL, 0 };
    struct str word;
    bool bound = str_equal(out->mod, STR("ON_OR_BEFORE")) || context_near(c, mention, STR("bound_near"), BOUND_REACH, &word);
    if (!is_compared_with(&e))
        told_keep(c, resolved, bound || lies_ahead(c, &resolved->from));
    return out->date.ptr != NULL;
}
