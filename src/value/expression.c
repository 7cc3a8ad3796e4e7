/* Groups of the rule that matched → what was written. The tables below say which group is which field. */
#include "value/timex.h"

enum end { FROM, TO };

static const struct { uint16_t group; uint8_t end, field; } field_groups[] = {
    { GROUP_year, FROM, FIELD_YEAR }, { GROUP_month, FROM, FIELD_MONTH }, { GROUP_day, FROM, FIELD_DAY },
    { GROUP_weekday, FROM, FIELD_WEEKDAY }, { GROUP_week, FROM, FIELD_WEEK }, { GROUP_quarter, FROM, FIELD_QUARTER },
    { GROUP_decade, FROM, FIELD_DECADE }, { GROUP_century, FROM, FIELD_CENTURY }, { GROUP_hour, FROM, FIELD_HOUR },
    { GROUP_minute, FROM, FIELD_MINUTE }, { GROUP_second, FROM, FIELD_SECOND }, { GROUP_era, FROM, FIELD_ERA },
    { GROUP_ordinal, FROM, FIELD_ORDINAL },
    { GROUP_year2, TO, FIELD_YEAR }, { GROUP_month2, TO, FIELD_MONTH }, { GROUP_day2, TO, FIELD_DAY },
    { GROUP_weekday2, TO, FIELD_WEEKDAY }, { GROUP_quarter2, TO, FIELD_QUARTER }, { GROUP_decade2, TO, FIELD_DECADE }, { GROUP_hour2, TO, FIELD_HOUR },
    { GROUP_minute2, TO, FIELD_MINUTE }, { GROUP_second2, TO, FIELD_SECOND },
};

static const struct { uint16_t group; uint8_t end, shift; } shift_groups[] = {
    { GROUP_year_shift, FROM, SHIFT_YEAR }, { GROUP_quarter_shift, FROM, SHIFT_QUARTER },
    { GROUP_month_shift, FROM, SHIFT_MONTH }, { GROUP_week_shift, FROM, SHIFT_WEEK }, { GROUP_day_shift, FROM, SHIFT_DAY },
    { GROUP_year_shift2, TO, SHIFT_YEAR }, { GROUP_month_shift2, TO, SHIFT_MONTH }, { GROUP_week_shift2, TO, SHIFT_WEEK },
    { GROUP_day_shift2, TO, SHIFT_DAY },
};

static const struct { uint16_t count, unit; } length_groups[MAX_LENGTHS] = {
    { GROUP_number, GROUP_unit }, { GROUP_number2, GROUP_unit2 }, { GROUP_number3, GROUP_unit3 }, { GROUP_number4, GROUP_unit4 },
};

static const struct { struct str name; enum unit unit; } units[] = {
    { STR_INIT("century"), UNIT_CENTURY }, { STR_INIT("decade"), UNIT_DECADE }, { STR_INIT("year"), UNIT_YEAR },
    { STR_INIT("half"), UNIT_HALF }, { STR_INIT("quarter"), UNIT_QUARTER }, { STR_INIT("season"), UNIT_SEASON },
    { STR_INIT("month"), UNIT_MONTH }, { STR_INIT("week"), UNIT_WEEK }, { STR_INIT("weekend"), UNIT_WEEKEND },
    { STR_INIT("day"), UNIT_DAY }, { STR_INIT("workday"), UNIT_WORKDAY }, { STR_INIT("hour"), UNIT_HOUR },
    { STR_INIT("minute"), UNIT_MINUTE }, { STR_INIT("second"), UNIT_SECOND },
};

static const struct { struct str name; enum direction direction; } directions[] = {
    { STR_INIT("past"), DIRECTION_PAST }, { STR_INIT("future"), DIRECTION_FUTURE }, { STR_INIT("first"), DIRECTION_FIRST },
    { STR_INIT("final"), DIRECTION_FINAL }, { STR_INIT("ending"), DIRECTION_ENDING },
};

static const struct str seasons[] = { STR_INIT("SP"), STR_INIT("SU"), STR_INIT("FA"), STR_INIT("WI") };

/* The groups of one candidate, and how their numbers are read. */
struct reader {
    const struct value_context *c;
    const struct candidate *candidate;
    const struct table *numerals;
};

static const struct group *reader_group(const struct reader *r, uint16_t name)
{
    return group_of(r->candidate->groups, r->candidate->group_count, name);
}

static struct str reader_value(const struct reader *r, uint16_t name)
{
    const struct group *g = reader_group(r, name);
    return g ? g->value : (struct str){ NULL, 0 };
}

static bool whole_read(struct str text, int32_t *out)
{
    struct decimal value;
    int64_t whole;
    if (!decimal_read(text, &value) || !decimal_is_integer(value, &whole) || whole <= INT32_MIN || whole > INT32_MAX)
        return false;
    *out = (int32_t)whole;
    return true;
}

/* "previous+1", "stated-1", "-1" */
static bool shift_read(struct str text, struct shift *out)
{
    *out = (struct shift){ .set = true };
    if (str_starts(text, STR("compared"))) {
        out->compared = true;
        text = str_skip(text, sizeof "compared" - 1);
    }
    if (str_starts(text, STR("stated"))) {
        out->stated = true;
        text = str_skip(text, sizeof "stated" - 1);
    }
    if (str_starts(text, STR("previous"))) {
        out->previous = true;
        text = str_skip(text, sizeof "previous" - 1);
    }
    return whole_read(text, &out->by);
}

static bool field_read(const struct reader *r, const struct group *g, enum field field, struct written *out)
{
    const struct units text = units_at(document_units(r->c->document), g->span);
    int32_t *value = &out->field[field];
    if (field == FIELD_CENTURY && g->value.len && (g->value.ptr[0] == '+' || g->value.ptr[0] == '-'))
        return shift_read(g->value, &out->shift[SHIFT_CENTURY]);
    if (g->value.len)
        return whole_read(g->value, value);
    uint32_t digits = 0;
    if ((field == FIELD_YEAR || field == FIELD_DECADE) && number_digits(r->c->model, r->numerals, text, value, &digits)) {
        if (field == FIELD_YEAR)
            out->year_digits = (uint8_t)digits;
        return true;
    }
    return number_integer(r->c->model, r->numerals, text, value);
}

static bool fields_read(const struct reader *r, struct expression *e)
{
    for (uint32_t i = 0; i < sizeof field_groups / sizeof field_groups[0]; i++) {
        const struct group *g = reader_group(r, field_groups[i].group);
        struct written *w = field_groups[i].end == FROM ? &e->from : &e->to;
        if (g && !field_read(r, g, field_groups[i].field, w))
            return false;
        w->any = w->any || g;
    }
    for (uint32_t i = 0; i < sizeof shift_groups / sizeof shift_groups[0]; i++) {
        const struct group *g = reader_group(r, shift_groups[i].group);
        struct written *w = shift_groups[i].end == FROM ? &e->from : &e->to;
        if (g && !shift_read(g->value, &w->shift[shift_groups[i].shift]))
            return false;
        w->any = w->any || g;
    }
    return true;
}

/* "year", "2 week" (a fortnight). */
static bool unit_read(struct str text, struct length *out)
{
    struct str last = text, first = str_cut(&last, ' ');
    if (!last.len) {
        last = first;
        first = (struct str){ NULL, 0 };
    }
    for (uint32_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        struct decimal by;
        if (!str_equal(units[i].name, last))
            continue;
        out->unit = units[i].unit;
        if (!first.len)
            return true;
        return decimal_read(first, &by) && decimal_multiply(out->count.min, by, &out->count.min)
            && decimal_multiply(out->count.max, by, &out->count.max);
    }
    return false;
}

static bool lengths_read(const struct reader *r, struct expression *e)
{
    for (uint32_t i = 0; i < MAX_LENGTHS; i++) {
        const struct group *count = reader_group(r, length_groups[i].count), *unit = reader_group(r, length_groups[i].unit);
        struct length *length = &e->lengths[e->length_count];
        if (!count && !unit)
            continue;
        *length = (struct length){ .count = { .min = { 1, 0 }, .max = { 1, 0 } } };
        if (count && count->value.len && (!decimal_read(count->value, &length->count.min)))
            return false;
        if (count && count->value.len)
            length->count.max = length->count.min;
        else if (count && !number_read(r->c->model, r->numerals, units_at(document_units(r->c->document), count->span), &length->count))
            return false;
        if (unit && !unit_read(unit->value, length))
            return false;
        e->length_count++;
    }
    /* Three to five years: the first end borrows the second's unit. */
    e->bounded = e->length_count >= 2 && (e->lengths[0].unit == UNIT_NONE || reader_group(r, GROUP_to));
    if (e->bounded && e->lengths[0].unit == UNIT_NONE) {
        e->lengths[0].unit = e->lengths[1].unit;
        number_share_tail(&e->lengths[0].count, &e->lengths[1].count);
    }
    return !e->length_count || e->lengths[0].unit != UNIT_NONE;
}

static bool direction_read(const struct reader *r, struct expression *e)
{
    const struct group *g = reader_group(r, GROUP_direction);
    if (!g)
        return true;
    for (uint32_t i = 0; i < sizeof directions / sizeof directions[0]; i++)
        if (str_equal(directions[i].name, g->value)) {
            e->direction = directions[i].direction;
            return true;
        }
    e->direction = DIRECTION_SHIFT;
    return shift_read(g->value, &e->toward);
}

static bool season_read(struct str text, int32_t *out)
{
    for (int32_t i = 0; i < 4; i++)
        if (str_equal(seasons[i], text)) {
            *out = i + 1;
            return true;
        }
    return false;
}

bool expression_read(const struct value_context *c, const struct candidate *candidate, struct expression *out)
{
    uint8_t language = candidate->rule == NONE ? LANGUAGE_ANY : c->model->rules[candidate->rule].language;
    struct reader r = { c, candidate, model_table(c->model, language, STR("numeral")) };
    struct expression e = { 0 };
    for (uint32_t i = 0; i < FIELD_COUNT; i++)
        e.from.field[i] = e.to.field[i] = ABSENT;
    if (!fields_read(&r, &e) || !lengths_read(&r, &e) || !direction_read(&r, &e))
        return false;
    const struct group *season = reader_group(&r, GROUP_season), *half = reader_group(&r, GROUP_half);
    if (season && !season_read(season->value, &e.from.field[FIELD_SEASON]))
        return false;
    /* `half` is the half of a year where its table says which, else half of the unit before it. */
    if (half && half->value.len && !whole_read(half->value, &e.from.field[FIELD_HALF]))
        return false;
    e.half = half && !half->value.len;
    e.from.daypart = reader_value(&r, GROUP_daypart);
    e.to.daypart = reader_value(&r, GROUP_daypart2);
    e.from.part = reader_value(&r, GROUP_part);
    e.to.part = reader_value(&r, GROUP_part2);
    e.from.holiday = reader_value(&r, GROUP_holiday);
    e.to.holiday = reader_value(&r, GROUP_holiday2);
    e.to.any = e.to.any || e.to.daypart.len || e.to.part.len || e.to.holiday.len;
    e.from.any = e.from.any || e.from.daypart.len || e.from.part.len || e.from.holiday.len || season || e.from.field[FIELD_HALF] != ABSENT;
    e.range = e.to.any;
    e.set = reader_group(&r, GROUP_every) != NULL;
    e.every = reader_value(&r, GROUP_every);
    e.reference = reader_value(&r, GROUP_reference);
    e.zone = reader_value(&r, GROUP_zone);
    e.lunar = reader_group(&r, GROUP_lunar) != NULL;
    for (uint32_t i = 0; i < candidate->group_count; i++)
        e.leap = e.leap || (candidate->groups[i].name == GROUP_lunar && str_equal(candidate->groups[i].value, STR("leap")));
    e.fiscal = reader_group(&r, GROUP_fiscal) != NULL;
    e.same = reader_group(&r, GROUP_same) != NULL;
    e.dateline = str_equal(reader_value(&r, GROUP_anchor), STR("dateline"));
    *out = e;
    return true;
}
