/* Dates with two ends. Each borrows from the other what it leaves out: 5月3日至7日, 12 to 16 September. */
#include "value/resolution.h"

/* How coarse each field is: an end of a range borrows what is coarser than all that it has. */
static const uint8_t coarseness[FIELD_COUNT] = {
    [FIELD_CENTURY] = 0, [FIELD_ERA] = 1, [FIELD_DECADE] = 1, [FIELD_YEAR] = 1, [FIELD_HALF] = 2, [FIELD_QUARTER] = 2,
    [FIELD_SEASON] = 2, [FIELD_MONTH] = 3, [FIELD_WEEK] = 4, [FIELD_ORDINAL] = 4, [FIELD_DAY] = 5, [FIELD_WEEKDAY] = 5,
    [FIELD_HOUR] = 6, [FIELD_MINUTE] = 7, [FIELD_SECOND] = 8,
};
static const uint8_t shift_coarseness[SHIFT_COUNT] = {
    [SHIFT_CENTURY] = 0, [SHIFT_YEAR] = 1, [SHIFT_QUARTER] = 2, [SHIFT_MONTH] = 3, [SHIFT_WEEK] = 4, [SHIFT_DAY] = 5,
};

static uint8_t coarsest(const struct written *w)
{
    uint8_t least = w->holiday.len ? 2 : w->part.len ? 4 : w->daypart.len ? 6 : UINT8_MAX;
    for (uint32_t i = 0; i < FIELD_COUNT; i++)
        if (w->field[i] != ABSENT && coarseness[i] < least)
            least = coarseness[i];
    for (uint32_t i = 0; i < SHIFT_COUNT; i++)
        if (w->shift[i].set && shift_coarseness[i] < least)
            least = shift_coarseness[i];
    return least;
}

static void borrow(struct written *to, const struct written *from)
{
    uint8_t level = coarsest(to);
    for (uint32_t i = 0; i < FIELD_COUNT; i++)
        if (coarseness[i] < level && from->field[i] != ABSENT)
            to->field[i] = from->field[i];
    for (uint32_t i = 0; i < SHIFT_COUNT; i++)
        if (shift_coarseness[i] < level)
            to->shift[i] = from->shift[i];
    /* June 11-16, 2026: the second end has year and day, and the first one's month. */
    if (is_written(to, FIELD_DAY) && !is_written(to, FIELD_MONTH) && !to->shift[SHIFT_MONTH].set) {
        to->field[FIELD_MONTH] = from->field[FIELD_MONTH];
        to->shift[SHIFT_MONTH] = from->shift[SHIFT_MONTH];
    }
    if (level > coarseness[FIELD_YEAR])
        to->year_digits = from->year_digits;
    if (level >= coarseness[FIELD_HOUR] && !to->holiday.len)
        to->holiday = from->holiday;
}

static bool in_order(const struct moment *a, const struct moment *b)
{
    struct instant begin, until, unused;
    if (!moment_bounds(a, &begin, &unused) || !moment_bounds(b, &unused, &until))
        return true;
    return instant_compare(begin, until) <= 0;
}

/* An end before the beginning: the afternoon, the next day, the next year; or the beginning is of the year before. */
static bool put_in_order(const struct written *from, const struct written *to, struct moments *m)
{
    struct moments try = *m;
    if (in_order(&m->from, &m->to))
        return true;
    if (!m->from.date.year || !m->to.date.year)
        return true;
    if (m->to.grain >= GRAIN_DAYPART && m->from.date.day == m->to.date.day) {
        if (m->to.grain >= GRAIN_HOUR && m->to.hour < 12 && to->daypart.len == 0) {
            try.to.hour = (uint8_t)(m->to.hour + 12);
            if (in_order(&try.from, &try.to)) {
                *m = try;
                return true;
            }
        }
        m->to.date = date_add_days(m->to.date, 1);
        return in_order(&m->from, &m->to);
    }
    bool from_own = is_written(from, FIELD_YEAR) || from->shift[SHIFT_YEAR].set;
    bool to_own = is_written(to, FIELD_YEAR) || to->shift[SHIFT_YEAR].set;
    if (from_own && to_own)
        return false;
    if (to_own)
        try.from.date.year--;
    else
        try.to.date.year++;
    if (m->to.grain == GRAIN_DAY && m->from.grain == GRAIN_DAY && !is_written(to, FIELD_MONTH)) {
        /* 30日至2日, Friday to Monday */
        try = *m;
        try.to.date = is_written(to, FIELD_WEEKDAY) ? date_add_days(m->to.date, WEEKDAYS) : date_add_months(m->to.date, 1);
    }
    *m = try;
    return in_order(&m->from, &m->to);
}

static bool counts_from_told(const struct written *w)
{
    for (uint32_t i = 0; i < SHIFT_COUNT; i++)
        if (w->shift[i].set && w->shift[i].previous)
            return true;
    return false;
}

bool range_resolve(struct resolution *r, struct moments *out)
{
    struct written from = r->e->from, to = r->e->to;
    borrow(&to, &r->e->from);
    borrow(&from, &r->e->to);
    /* One part of the day for both: 晚上9到11点, 3-4 pm. */
    if (!to.daypart.len && is_written(&to, FIELD_HOUR) && to.field[FIELD_HOUR] <= 12)
        to.daypart = from.daypart;
    if (!from.daypart.len && is_written(&from, FIELD_HOUR) && from.field[FIELD_HOUR] <= r->e->to.field[FIELD_HOUR])
        from.daypart = to.daypart;
    if (!resolution_end(r, &from, &out->from))
        return false;
    /* 5月3日20时至次日2时: the later end counts from the earlier one. */
    struct value_context after = *r->c;
    struct moments begun = { .from = out->from };
    told_keep(&after, &begun, true);
    struct resolution end = *r;
    if (counts_from_told(&r->e->to))
        end.c = &after;
    if (!resolution_end(&end, &to, &out->to))
        return false;
    r->basis = end.basis;
    /* The day of a clock time at the end is the day of its beginning. */
    if (out->to.grain >= GRAIN_DAYPART && coarsest(&r->e->to) >= coarseness[FIELD_HOUR])
        out->to.date = out->from.date;
    if (!in_order(&out->from, &out->to) && to.daypart.len && !r->e->to.daypart.len) {
        to.daypart = (struct str){ NULL, 0 };
        out->to.hour = (uint8_t)(r->e->to.field[FIELD_HOUR] % 24);
    }
    out->range = true;
    return put_in_order(&r->e->from, &r->e->to, out);
}
