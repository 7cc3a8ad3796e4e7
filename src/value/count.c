/* Dates that are told by a count of units: from an anchor (three days later), or inside a longer stretch (前三季度). */
#include "value/resolution.h"

static bool count_of(const struct expression *e, uint32_t i, bool high, struct decimal *out)
{
    *out = high ? e->lengths[i].count.max : e->lengths[i].count.min;
    if (e->half && i + 1 == e->length_count)
        return decimal_add(*out, (struct decimal){ 5, -1 }, out);
    return true;
}

bool shifted_by_length(struct resolution *r, bool high, struct moment *out)
{
    const struct expression *e = r->e;
    struct str basis = { NULL, 0 };
    enum grain grain = unit_grain(e->lengths[e->length_count - 1].unit);
    struct moment at = anchor_find(r->c, e->toward.previous, e->lengths[0].unit >= UNIT_HOUR ? GRAIN_DAY : grain, &basis);
    if (e->lengths[0].unit >= UNIT_HOUR && moment_knows(&r->c->today, GRAIN_HOUR) && !e->toward.previous)
        at = r->c->today;
    resolution_ground(r, basis);
    *out = (struct moment){ .grain = grain };
    if (at.grain == GRAIN_NONE)
        return true;
    /* What was told as a stretch is counted from its end. */
    struct instant begin, until;
    if (at.grain < GRAIN_DAY && moment_bounds(&at, &begin, &until) && (at.grain == GRAIN_WEEK || at.grain == GRAIN_QUARTER))
        at = moment_of(GRAIN_DAY, until.date);
    for (uint32_t i = 0; i < e->length_count; i++) {
        struct decimal count;
        struct moment next;
        if (!count_of(e, i, high && !e->lengths[i].count.more, &count))
            return false;
        count.coefficient *= e->toward.by;
        if (!moment_shift(&at, e->lengths[i].unit, count, &next)) {
            *out = (struct moment){ .grain = grain };
            r->basis = STR("none");
            return true;
        }
        *out = next;
        if (i + 1 < e->length_count) {
            /* Years and months: the month is the one of the anchor, moved. */
            struct date whole = at.date;
            next.grain = at.grain;
            next.date.month = next.date.month ? next.date.month : whole.month;
            next.date.day = next.date.day ? next.date.day : whole.day;
        }
        at = next;
    }
    return true;
}

bool shifted_from_coarse(struct resolution *r, struct moments *out)
{
    const struct length *length = &r->e->lengths[0];
    enum grain grain = length->unit >= UNIT_HOUR ? GRAIN_DAY : unit_grain(length->unit);
    const struct told *last = told_find(r->c, GRAIN_YEAR);
    struct instant begin, until;
    struct decimal count = length->count.min;
    count.coefficient *= r->e->toward.by;
    if (!r->e->toward.previous || r->e->length_count != 1 || told_in_block(r, grain) || !told_in_block(r, GRAIN_YEAR)
        || moment_knows(&last->moment, grain) || !moment_bounds(&last->moment, &begin, &until))
        return false;
    struct moment first = moment_of(GRAIN_DAY, begin.date), final = moment_of(GRAIN_DAY, until.date);
    if (!moment_shift(&first, length->unit, count, &out->from) || !moment_shift(&final, length->unit, count, &out->to))
        return false;
    out->range = true;
    resolution_ground(r, STR("previous"));
    return true;
}

bool counted_out(struct resolution *r, const struct written *w, struct moments *out)
{
    const struct expression *e = r->e;
    enum unit unit = e->lengths[0].unit;
    struct moment container = { .grain = GRAIN_NONE };
    struct instant begin, until;
    int64_t n;
    int32_t year;
    if (!decimal_is_integer(e->lengths[0].count.min, &n) || n < 1 || n > 366)
        return false;
    bool has_year = year_written(r, w, &year);
    if (is_written(w, FIELD_MONTH) || w->shift[SHIFT_MONTH].set) {
        if (!(w->shift[SHIFT_MONTH].set ? month_shifted(r, w, &container) : with_year(r, w, day_in_year, &container)))
            return false;
    } else if (has_year) {
        container = (struct moment){ .grain = GRAIN_YEAR, .date = { year, 0, 0 } };
    } else {
        struct str basis;
        enum grain grain = unit == UNIT_DAY || unit == UNIT_WEEK ? GRAIN_MONTH : GRAIN_YEAR;
        struct moment anchor = anchor_find(r->c, told_in_sentence(r, grain), grain, &basis);
        resolution_ground(r, basis);
        container = anchor.grain == GRAIN_NONE ? (struct moment){ .grain = GRAIN_YEAR } : moment_of(grain, anchor.date);
    }
    if (!moment_bounds(&container, &begin, &until)) {
        out->from = container;
        return true;
    }
    bool first = e->direction == DIRECTION_FIRST;
    struct moment edge = moment_of(GRAIN_DAY, first ? begin.date : until.date), far;
    if (!moment_shift(&edge, unit, (struct decimal){ first ? n - 1 : 1 - n, 0 }, &far))
        return false;
    if (unit == UNIT_WEEK)
        far = moment_of(GRAIN_WEEK, far.date.day ? far.date : week_monday((struct iso_week){ far.date.year, far.index }));
    edge = moment_of(unit_grain(unit), edge.date);
    out->from = first ? edge : far;
    out->to = first ? far : edge;
    out->range = n > 1;
    return true;
}

/* How many months, or else days, the unit has; 0 where it is shorter than a day. */
static int32_t unit_length(enum unit unit, bool *months)
{
    *months = unit <= UNIT_MONTH;
    switch (unit) {
    case UNIT_DECADE: return 10 * MONTHS;
    case UNIT_YEAR: return MONTHS;
    case UNIT_HALF: return MONTHS / 2;
    case UNIT_QUARTER: case UNIT_SEASON: return MONTHS / 4;
    case UNIT_MONTH: case UNIT_DAY: return 1;
    case UNIT_WEEK: return WEEKDAYS;
    default: return 0;
    }
}

bool ending_with(struct resolution *r, struct moments *out)
{
    const struct length *length = &r->e->lengths[0];
    struct expression plain = *r->e;
    struct resolution of = *r;
    struct instant unused, until;
    int64_t n;
    bool months;
    int32_t each = unit_length(length->unit, &months);
    plain.direction = DIRECTION_NONE;
    plain.length_count = 0;
    of.e = &plain;
    if (r->e->length_count != 1 || !each || !decimal_is_integer(length->count.min, &n) || n < 1 || n > 1000
        || !resolution_end(&of, &plain.from, &out->from))
        return false;
    r->basis = of.basis;
    if (!moment_bounds(&out->from, &unused, &until))
        return true;
    /* Whole months are told as such: they end with the last day of one. */
    struct date next = date_add_days(until.date, 1);
    struct date first = months ? date_add_months(next, -(int32_t)n * each) : date_add_days(next, -(int32_t)n * each);
    enum grain grain = months && next.day == 1 ? GRAIN_MONTH : GRAIN_DAY;
    out->from = moment_of(grain, first);
    out->to = moment_of(grain, until.date);
    out->range = true;
    return first.year >= FIRST_CALENDAR_YEAR;
}
