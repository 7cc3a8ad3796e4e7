/* Durations (P2Y6M, PT90M) and sets (every Tuesday: XXXX-WXX-2). */
#include "value/timex.h"

/* The fields of a TIMEX3 duration, in its order. */
enum part { PART_YEAR, PART_MONTH, PART_WEEK, PART_WEEKEND, PART_DAY, PART_HOUR, PART_MINUTE, PART_SECOND, PART_COUNT };

static const struct { enum part part; int32_t by; } unit_parts[] = {
    [UNIT_CENTURY] = { PART_YEAR, 100 }, [UNIT_DECADE] = { PART_YEAR, 10 }, [UNIT_YEAR] = { PART_YEAR, 1 },
    [UNIT_HALF] = { PART_MONTH, 6 }, [UNIT_QUARTER] = { PART_MONTH, 3 }, [UNIT_SEASON] = { PART_MONTH, 3 },
    [UNIT_MONTH] = { PART_MONTH, 1 }, [UNIT_WEEK] = { PART_WEEK, 1 }, [UNIT_WEEKEND] = { PART_WEEKEND, 1 },
    [UNIT_DAY] = { PART_DAY, 1 }, [UNIT_WORKDAY] = { PART_DAY, 1 }, [UNIT_HOUR] = { PART_HOUR, 1 },
    [UNIT_MINUTE] = { PART_MINUTE, 1 }, [UNIT_SECOND] = { PART_SECOND, 1 },
};
static const char *const part_letters[PART_COUNT] = { "Y", "M", "W", "WE", "D", "H", "M", "S" };

/* Half a year is six months, a quarter of an hour fifteen minutes: how many of the smaller unit the larger one has. */
static const struct { enum part whole, part; int32_t count; } fractions[] = {
    { PART_YEAR, PART_MONTH, 12 }, { PART_DAY, PART_HOUR, 24 }, { PART_HOUR, PART_MINUTE, 60 }, { PART_MINUTE, PART_SECOND, 60 },
};

/* Moves what is behind the decimal point to the smaller unit, where it is a whole number of that one. */
static bool fraction_move(struct decimal parts[PART_COUNT], uint32_t i)
{
    struct decimal *whole = &parts[fractions[i].whole], all;
    int64_t count;
    if (whole->exponent >= 0)
        return true;
    if (!decimal_multiply(*whole, (struct decimal){ fractions[i].count, 0 }, &all) || !decimal_is_integer(all, &count))
        return true;
    *whole = (struct decimal){ count / fractions[i].count, 0 };
    return decimal_add(parts[fractions[i].part], (struct decimal){ count % fractions[i].count, 0 }, &parts[fractions[i].part]);
}

static bool parts_sum(const struct expression *e, bool high, struct decimal parts[PART_COUNT])
{
    for (uint32_t i = 0; i < e->length_count; i++) {
        const struct length *length = &e->lengths[i];
        struct decimal count = high && !length->count.more ? length->count.max : length->count.min;
        enum part part = unit_parts[length->unit].part;
        if (e->half && i + 1 == e->length_count && !decimal_add(count, (struct decimal){ 5, -1 }, &count))
            return false;
        if (!decimal_multiply(count, (struct decimal){ unit_parts[length->unit].by, 0 }, &count)
            || !decimal_add(parts[part], count, &parts[part]))
            return false;
    }
    for (uint32_t i = 0; i < sizeof fractions / sizeof fractions[0]; i++)
        if (!fraction_move(parts, i))
            return false;
    return true;
}

struct str length_text(const struct expression *e, bool high, struct arena *arena)
{
    struct decimal parts[PART_COUNT] = { { 0, 0 } };
    struct str text = STR("P");
    bool timed = false;
    for (uint32_t i = 0; i < e->length_count; i++)
        if (e->lengths[i].count.some || e->lengths[i].unit == UNIT_NONE) {
            enum part part = unit_parts[e->lengths[i].unit].part;
            return arena_printf(arena, part >= PART_HOUR ? "PTX%s" : "PX%s", part_letters[part]);
        }
    if (!parts_sum(e, high, parts))
        return (struct str){ NULL, 0 };
    for (uint32_t i = 0; i < PART_COUNT; i++) {
        if (parts[i].coefficient == 0)
            continue;
        struct str number = decimal_text(parts[i], arena);
        text = arena_printf(arena, "%.*s%s%.*s%s", STR_ARG(text), i >= PART_HOUR && !timed ? "T" : "", STR_ARG(number), part_letters[i]);
        timed = timed || i >= PART_HOUR;
    }
    return text.len > 1 ? text : (struct str){ NULL, 0 };
}

/* 未来五年, the past three months: from or to the anchor. */
static void duration_place(const struct value_context *c, const struct expression *e, struct value *out)
{
    struct str basis;
    enum unit unit = e->lengths[0].unit;
    bool past = e->direction == DIRECTION_PAST;
    struct moment at = anchor_find(c, e->toward.previous, unit >= UNIT_HOUR ? GRAIN_HOUR : GRAIN_DAY, &basis), far;
    out->basis = basis;
    if (at.grain == GRAIN_NONE || e->length_count != 1 || e->lengths[0].count.some)
        return;
    struct decimal count = e->lengths[0].count.min;
    if (e->half && !decimal_add(count, (struct decimal){ 5, -1 }, &count))
        return;
    if (past)
        count.coefficient = -count.coefficient;
    /* The other end keeps the day: five years from 12 May 2024 end on 12 May 2029. */
    struct decimal in_months;
    if (unit == UNIT_YEAR && decimal_multiply(count, (struct decimal){ MONTHS, 0 }, &in_months))
        count = in_months;
    if (!moment_shift(&at, unit == UNIT_YEAR ? UNIT_MONTH : unit, count, &far))
        return;
    struct instant near_begin, near_until, far_begin, far_until;
    if (unit >= UNIT_HOUR || far.grain >= GRAIN_HOUR) {
        if (!moment_bounds(&at, &near_begin, &near_until) || !moment_bounds(&far, &far_begin, &far_until))
            return;
    } else {
        near_begin = (struct instant){ at.date, at.grain >= GRAIN_HOUR, at.hour, at.minute, at.second };
        far_begin = (struct instant){ .date = at.date };
        int64_t whole;
        if (far.grain == GRAIN_MONTH && decimal_is_integer(count, &whole))
            far_begin.date = date_add_months(at.date, (int32_t)whole);
        else if (unit == UNIT_WEEK && decimal_is_integer(count, &whole))
            far_begin.date = date_add_days(at.date, (int32_t)whole * WEEKDAYS);
        else if (far.grain == GRAIN_DAY)
            far_begin.date = far.date;
        else
            return;
    }
    out->begin = instant_text(past ? far_begin : near_begin, at.zone, c->arena);
    out->until = instant_text(past ? near_begin : far_begin, at.zone, c->arena);
}

bool duration_value(const struct value_context *c, const struct mention *mention, const struct expression *e, struct value *out)
{
    static const struct { struct str about, mod; } mods[] = {
        { STR_INIT("approx"), STR_INIT("APPROX") }, { STR_INIT("less"), STR_INIT("LESS_THAN") },
        { STR_INIT("more"), STR_INIT("MORE_THAN") }, { STR_INIT("at_least"), STR_INIT("EQUAL_OR_MORE") },
        { STR_INIT("at_most"), STR_INIT("EQUAL_OR_LESS") },
    };
    struct expression whole = *e, end = *e;
    struct str about;
    bool range = e->bounded, open = decimal_compare(e->lengths[0].count.min, e->lengths[0].count.max) != 0 && !e->lengths[0].count.more;
    if (range) {
        whole.length_count = 1;
        end.lengths[0] = e->lengths[1];
        end.length_count = 1;
    }
    out->timex = TIMEX_DURATION;
    out->basis = STR("stated");
    struct str first = length_text(&whole, false, c->arena);
    struct str last = range ? length_text(&end, true, c->arena) : open ? length_text(e, true, c->arena) : first;
    out->date = first.len && last.len && !str_equal(first, last) ? arena_printf(c->arena, "%.*s/%.*s", STR_ARG(first), STR_ARG(last)) : first;
    bool hedged = context_before(c, mention, STR("hedge_before"), &about) || context_after(c, mention, STR("hedge_after"), &about);
    for (uint32_t i = 0; hedged && i < sizeof mods / sizeof mods[0]; i++)
        if (str_equal(mods[i].about, about))
            out->mod = mods[i].mod;
    if (e->lengths[0].count.more)
        out->mod = STR("MORE_THAN");
    if (e->direction == DIRECTION_PAST || e->direction == DIRECTION_FUTURE)
        duration_place(c, e, out);
    return out->date.len > 0;
}

bool set_value(const struct value_context *c, const struct expression *e, struct value *out)
{
    const struct written *w = &e->from;
    struct moment m = { .grain = GRAIN_NONE }, last = m;     /* its end, where it is a stretch: Monday to Friday, March to May */
    out->timex = TIMEX_SET;
    out->basis = STR("stated");
    if (w->field[FIELD_MONTH] != ABSENT)
        m = (struct moment){ .grain = GRAIN_MONTH, .date = { 0, (uint8_t)w->field[FIELD_MONTH], 0 } };
    if (w->field[FIELD_DAY] != ABSENT) {
        m.grain = GRAIN_DAY;
        m.date.day = (uint8_t)w->field[FIELD_DAY];
    }
    if (w->field[FIELD_QUARTER] != ABSENT)
        m = (struct moment){ .grain = GRAIN_QUARTER, .index = (uint8_t)w->field[FIELD_QUARTER] };
    if (w->field[FIELD_SEASON] != ABSENT)
        m = (struct moment){ .grain = GRAIN_SEASON, .index = (uint8_t)w->field[FIELD_SEASON] };
    if (w->field[FIELD_WEEKDAY] != ABSENT)
        m = (struct moment){ .grain = GRAIN_DAY, .index = (uint8_t)w->field[FIELD_WEEKDAY] };
    if (e->to.field[FIELD_WEEKDAY] != ABSENT)
        last = (struct moment){ .grain = GRAIN_DAY, .index = (uint8_t)e->to.field[FIELD_WEEKDAY] };
    else if (e->to.field[FIELD_MONTH] != ABSENT)
        last = (struct moment){ .grain = GRAIN_MONTH, .date = { 0, (uint8_t)e->to.field[FIELD_MONTH], 0 } };
    if (last.grain == GRAIN_MONTH && e->to.field[FIELD_DAY] != ABSENT) {
        last.grain = GRAIN_DAY;
        last.date.day = (uint8_t)e->to.field[FIELD_DAY];
    }
    if (w->holiday.len) {
        struct moment feast;
        m = (struct moment){ .grain = GRAIN_DAY };
        if (w->holiday.ptr[0] >= '0' && w->holiday.ptr[0] <= '9' && holiday_date(w->holiday, 2000, &feast))
            m.date = (struct date){ 0, feast.date.month, feast.date.day };
    }
    if (e->length_count && e->lengths[0].unit == UNIT_WEEKEND)
        m = (struct moment){ .grain = GRAIN_WEEKEND };
    if ((w->field[FIELD_HOUR] != ABSENT || w->daypart.len) && last.grain == GRAIN_NONE) {
        /* The time of an hour that repeats is the time of any day; resolve it on one whose date is open. */
        struct expression timed = *e;
        struct value_context undated = *c;
        struct moments resolved;
        timed.set = false;
        timed.direction = DIRECTION_NONE;
        undated.today = (struct moment){ .grain = GRAIN_NONE };
        memset(undated.told, 0, sizeof undated.told);
        memset(undated.narrated, 0, sizeof undated.narrated);
        if (!timex_resolve(&undated, &c->mentions->list.at[c->mention], &timed, &resolved))
            return false;
        struct moment day = m;
        m = resolved.from;
        m.date = day.date;
        m.index = day.index;
        if (resolved.range) {
            last = resolved.to;
            last.date = day.date;
            last.index = day.index;
        }
    }
    if (m.grain != GRAIN_NONE)
        out->date = moment_text(&m, c->arena);
    if (m.grain != GRAIN_NONE && last.grain != GRAIN_NONE) {
        struct str until = moment_text(&last, c->arena);
        out->date = arena_printf(c->arena, "%.*s/%.*s", STR_ARG(out->date), STR_ARG(until));
    }
    if (out->date.len)
        return true;
    if (e->every.len)
        out->date = e->every;
    else if (e->length_count)
        out->date = length_text(e, false, c->arena);
    return out->date.len > 0;
}
