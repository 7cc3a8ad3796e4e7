/*
 * What was written → moments. Each part of a date comes from the text, or from the anchor that the text points at; what
 * neither tells stays open. An unwritten year is chosen so that the date lies where news speaks of: in the past, or in the
 * near future, or wherever the tense of the clause points.
 */
#include "value/resolution.h"

void resolution_ground(struct resolution *r, struct str basis)
{
    if (!r->basis.len || str_equal(r->basis, STR("stated")))
        r->basis = basis;
}

struct moment anchor_find(const struct value_context *c, bool previous, enum grain grain, struct str *basis)
{
    const struct told *told = previous ? told_find(c, grain) : NULL;
    if (told) {
        *basis = STR("previous");
        return told->moment;
    }
    if (moment_knows(&c->today, grain)) {
        *basis = STR("document");
        return c->today;
    }
    *basis = STR("none");
    return (struct moment){ .grain = GRAIN_NONE };
}

bool resolution_anchor(struct resolution *r, bool previous, enum grain grain, struct date *out)
{
    struct str basis;
    struct instant begin, until;
    struct moment anchor = anchor_find(r->c, previous, grain, &basis);
    resolution_ground(r, basis);
    anchor.part = (struct str){ NULL, 0 };
    if (!moment_bounds(&anchor, &begin, &until))
        return false;
    *out = begin.date;
    return true;
}

bool told_in_sentence(const struct resolution *r, enum grain grain)
{
    const struct told *told = told_find(r->c, grain);
    uint32_t sentence = r->mention->sentence;
    if (!told)
        return false;
    uint32_t before = r->c->mentions->list.at[told->mention].sentence;
    bool joined = before + 1 == sentence && r->c->document->norm[r->c->document->sentences.at[before].span.end - 1] == ';';
    return before == sentence || joined;
}

bool told_in_block(const struct resolution *r, enum grain grain)
{
    const struct told *told = told_find(r->c, grain);
    const struct sentence *sentences = r->c->document->sentences.at;
    return told && sentences[r->c->mentions->list.at[told->mention].sentence].block == sentences[r->mention->sentence].block;
}

/* Whether a bare day is the document's own or the one before it: news speaks of what has just happened. */
static bool day_is_news(const struct moment *today, int32_t day)
{
    return today->date.day && (day == today->date.day || day == today->date.day - 1);
}

/* "12日": in the month that was told in this paragraph, else the document's, or the one before it. */
static bool day_alone(struct resolution *r, const struct written *w, struct moment *out)
{
    enum { AHEAD = 16, BACK = 15 };
    int32_t day = w->field[FIELD_DAY];
    struct date anchor;
    if (day < 1 || day > 31)
        return false;
    *out = (struct moment){ .grain = GRAIN_DAY, .date = { 0, 0, (uint8_t)day } };
    const struct moment *today = &r->c->today;
    const struct told *before = told_find(r->c, GRAIN_MONTH);
    const struct moment *last = before ? &before->moment : NULL;
    bool told = before && (!today->date.day || (told_in_block(r, GRAIN_MONTH)
        && (last->date.month != today->date.month || last->date.year != today->date.year)
        && (told_in_sentence(r, GRAIN_MONTH) || !day_is_news(today, day))));
    if (!resolution_anchor(r, told, told ? GRAIN_MONTH : GRAIN_DAY, &anchor))
        return true;
    int32_t months = 0;
    if (told)
        months = last->date.day && day < last->date.day - BACK;
    else if (day > anchor.day + AHEAD && !r->future)
        months = -1;
    else if (day < anchor.day && r->future)
        months = 1;
    anchor.day = 1;
    anchor = date_add_months(anchor, months);
    for (int tries = 0; day > month_length(anchor.year, anchor.month) && tries < 2; tries++)
        anchor = date_add_months(anchor, -1);
    out->date = (struct date){ anchor.year, anchor.month, (uint8_t)day };
    return date_is_valid(out->date);
}

/* 6月1日(周六), June 1 (Saturday): a weekday right beside the day that it is the weekday of. */
static bool weekday_of_neighbour(struct resolution *r, int32_t weekday, struct moment *out)
{
    enum { GAP = 2 };
    const struct told *told = told_find(r->c, GRAIN_DAY);
    if (!told || told->moment.grain != GRAIN_DAY || !told->moment.date.year || date_weekday(told->moment.date) != weekday)
        return false;
    uint32_t from = r->c->mentions->list.at[told->mention].span.end, to = r->mention->span.begin;
    if (to < from || to - from > GAP)
        return false;
    for (; from < to; from++)
        if (r->c->document->norm[from] != '(' && r->c->document->norm[from] != ',' && r->c->document->norm[from] != ' ')
            return false;
    *out = moment_of(GRAIN_DAY, told->moment.date);
    resolution_ground(r, STR("previous"));
    return true;
}

static bool weekday_alone(struct resolution *r, const struct written *w, struct moment *out)
{
    enum { MOST = 100 };
    const struct expression *e = r->e;
    int32_t weekday = w->field[FIELD_WEEKDAY];
    struct date anchor;
    if (weekday < 1 || weekday > WEEKDAYS)
        return false;
    if (e->direction == DIRECTION_NONE && weekday_of_neighbour(r, weekday, out))
        return true;
    *out = (struct moment){ .grain = GRAIN_DAY, .index = (uint8_t)weekday };
    if (!resolution_anchor(r, e->direction == DIRECTION_SHIFT && e->toward.previous, GRAIN_DAY, &anchor))
        return true;
    int32_t back = (date_weekday(anchor) - weekday + WEEKDAYS) % WEEKDAYS;
    int32_t days = -back;                               /* the last one, today included */
    int64_t count = 1;                                  /* two Fridays ago, the Friday after next */
    if (e->length_count && (!decimal_is_integer(e->lengths[0].count.min, &count) || count < 1 || count > MOST))
        return false;
    int32_t further = (e->toward.by * (int32_t)count - (e->toward.by < 0 ? -1 : 1)) * WEEKDAYS;
    if (e->direction == DIRECTION_SHIFT)
        days = (e->toward.by < 0 ? (back ? -back : -WEEKDAYS) : WEEKDAYS - back) + further;
    else if (r->future) {
        days = back ? WEEKDAYS - back : 0;
        r->basis = STR("tense");
    }
    *out = moment_of(GRAIN_DAY, date_add_days(anchor, days));
    return true;
}

static bool week_shifted(struct resolution *r, const struct written *w, struct moment *out)
{
    const struct shift *shift = &w->shift[SHIFT_WEEK];
    struct date anchor;
    int32_t weekday = is_written(w, FIELD_WEEKDAY) ? w->field[FIELD_WEEKDAY] : ABSENT;
    if (weekday != ABSENT && (weekday < 1 || weekday > WEEKDAYS))
        return false;
    *out = (struct moment){ .grain = weekday == ABSENT ? GRAIN_WEEK : GRAIN_DAY };
    if (weekday != ABSENT)
        out->index = (uint8_t)weekday;
    if (resolution_anchor(r, shift->previous, GRAIN_WEEK, &anchor)) {
        struct date monday = date_add_days(anchor, 1 - date_weekday(anchor) + shift->by * WEEKDAYS);
        *out = moment_of(out->grain, weekday == ABSENT ? monday : date_add_days(monday, weekday - 1));
    }
    if (r->e->length_count && r->e->lengths[0].unit == UNIT_WEEKEND)
        out->grain = GRAIN_WEEKEND;
    return true;
}

bool month_shifted(struct resolution *r, const struct written *w, struct moment *out)
{
    const struct shift *shift = &w->shift[SHIFT_MONTH];
    struct date anchor;
    int32_t day = w->field[FIELD_DAY];
    *out = (struct moment){ .grain = GRAIN_MONTH };
    if (resolution_anchor(r, shift->previous, GRAIN_MONTH, &anchor)) {
        anchor.day = 1;
        anchor = date_add_months(anchor, shift->by);
        out->date = (struct date){ anchor.year, anchor.month, 0 };
    }
    if (r->e->length_count || is_written(w, FIELD_ORDINAL) || is_written(w, FIELD_WEEK)) {
        struct written of_month = *w;
        of_month.field[FIELD_MONTH] = anchor.month;
        return out->date.year ? r->e->direction != DIRECTION_NONE || ordinal_in_year(r, &of_month, out->date.year, out) : true;
    }
    if (day == ABSENT)
        return true;
    out->grain = GRAIN_DAY;
    out->date.day = (uint8_t)day;
    return out->date.year ? date_is_valid(out->date) : day >= 1 && day <= 31;
}

static bool quarter_shifted(struct resolution *r, const struct written *w, struct moment *out)
{
    const struct shift *shift = &w->shift[SHIFT_QUARTER];
    struct date anchor;
    if (!resolution_anchor(r, shift->previous, GRAIN_QUARTER, &anchor)) {
        *out = (struct moment){ .grain = GRAIN_YEAR };
        return true;
    }
    anchor.day = 1;
    *out = moment_of(GRAIN_QUARTER, date_add_months(anchor, shift->by * 3));
    return true;
}

static bool day_shifted(struct resolution *r, const struct written *w, struct moment *out)
{
    const struct shift *shift = &w->shift[SHIFT_DAY];
    struct date anchor;
    *out = (struct moment){ .grain = GRAIN_DAY };
    if (resolution_anchor(r, shift->previous, GRAIN_DAY, &anchor))
        out->date = date_add_days(anchor, shift->by);
    return true;
}

/* The 1990s, the nineties, 上世纪九十年代, the 19th century. */
static bool century_or_decade(struct resolution *r, const struct written *w, struct moment *out)
{
    struct date anchor;
    bool has_century = true;
    int32_t base = 0, decade = w->field[FIELD_DECADE];
    if (is_written(w, FIELD_CENTURY)) {
        base = (w->field[FIELD_CENTURY] - 1) * 100;
    } else if (w->shift[SHIFT_CENTURY].set) {
        if (!resolution_anchor(r, w->shift[SHIFT_CENTURY].previous, GRAIN_YEAR, &anchor)) {
            /* Whoever speaks of the last century without a date of his own is taken to write in this one. */
            anchor.year = 2000;
        }
        base = anchor.year - anchor.year % 100 + w->shift[SHIFT_CENTURY].by * 100;
    } else {
        has_century = false;
    }
    resolution_ground(r, STR("stated"));
    if (decade == ABSENT) {
        *out = (struct moment){ .grain = GRAIN_CENTURY, .date = { base, 0, 0 } };
        return base >= 0 && base <= LAST_CALENDAR_YEAR;
    }
    if (decade >= 100)
        base = decade;
    else if (has_century)
        base += decade;
    else {
        base = 1900 + decade;
        if (base + 100 <= (r->c->today.date.year ? r->c->today.date.year : 2000) && decade < 30)
            base += 100;
    }
    *out = (struct moment){ .grain = GRAIN_DECADE, .date = { base - base % 10, 0, 0 } };
    return base > 0 && base <= LAST_CALENDAR_YEAR;
}

static bool is_time_only(const struct written *w) { return is_written(w, FIELD_HOUR) || w->daypart.len; }

/* Whether the day that was told last, wherever, is what the news is about: it lies right before the document's. */
static bool told_is_news(const struct resolution *r)
{
    enum { FRESH_DAYS = 3 };
    const struct told *told = told_find(r->c, GRAIN_DAY);
    if (!told || !r->c->today.date.day)
        return false;
    int32_t ago = date_days(r->c->today.date) - date_days(told->moment.date);
    return ago >= 0 && ago <= FRESH_DAYS;
}

/* The day of a time that stands alone: the day just told in this paragraph, or the news' own, else the document's. */
static bool time_alone(struct resolution *r, struct moment *out)
{
    struct date anchor;
    *out = (struct moment){ .grain = GRAIN_DAY };
    if (resolution_anchor(r, told_in_block(r, GRAIN_DAY) || told_is_news(r), GRAIN_DAY, &anchor))
        out->date = anchor;
    return true;
}

static bool shifted_from_stated(struct resolution *r, const struct written *w, struct moment *out);

static bool date_resolve(struct resolution *r, const struct written *w, struct moment *out)
{
    const struct expression *e = r->e;
    bool shift_by_length = e->direction == DIRECTION_SHIFT && e->length_count;
    int32_t year;
    if (shift_by_length && e->toward.stated)
        return shifted_from_stated(r, w, out);
    if (shift_by_length && is_written(w, FIELD_WEEKDAY))
        return weekday_alone(r, w, out);
    if (shift_by_length) {
        if (!shifted_by_length(r, false, out))
            return false;
        if (is_written(w, FIELD_MONTH) && out->grain == GRAIN_YEAR)
            return day_in_year(r, w, out->date.year, out);
        return true;
    }
    if (is_written(w, FIELD_DECADE) || is_written(w, FIELD_CENTURY) || w->shift[SHIFT_CENTURY].set)
        return century_or_decade(r, w, out);
    if (w->holiday.len) {
        if (with_year(r, w, holiday_in_year, out))
            return true;
        /* A feast that is set by a list, of a year that the list does not have. */
        *out = (struct moment){ .grain = GRAIN_DAY };
        return year_written(r, w, &out->date.year);
    }
    if (e->lunar)
        return with_year(r, w, lunar_in_year, out);
    if (w->shift[SHIFT_DAY].set)
        return day_shifted(r, w, out);
    if (w->shift[SHIFT_WEEK].set)
        return week_shifted(r, w, out);
    if (w->shift[SHIFT_MONTH].set)
        return month_shifted(r, w, out);
    if (w->shift[SHIFT_QUARTER].set)
        return quarter_shifted(r, w, out);
    if (is_written(w, FIELD_ORDINAL) || (is_written(w, FIELD_WEEK) && is_written(w, FIELD_MONTH)))
        return with_year(r, w, ordinal_in_year, out);
    if (is_written(w, FIELD_QUARTER) || is_written(w, FIELD_HALF) || is_written(w, FIELD_SEASON))
        return with_year(r, w, stretch_in_year, out);
    if (is_written(w, FIELD_WEEK))
        return with_year(r, w, week_in_year, out);
    if (is_written(w, FIELD_MONTH)) {
        bool year_known = is_written(w, FIELD_YEAR) || w->shift[SHIFT_YEAR].set;
        if (!with_year(r, w, day_in_year, out))
            return false;
        if (!year_known && is_written(w, FIELD_WEEKDAY) && out->grain == GRAIN_DAY)
            weekday_fit(w, out);
        return true;
    }
    if (year_written(r, w, &year)) {
        *out = (struct moment){ .grain = GRAIN_YEAR, .date = { year, 0, 0 } };
        return year >= 0 && year <= LAST_CALENDAR_YEAR;
    }
    if (is_written(w, FIELD_DAY))
        return day_alone(r, w, out);
    if (is_written(w, FIELD_WEEKDAY))
        return weekday_alone(r, w, out);
    return is_time_only(w) && time_alone(r, out);
}

/* A year after a day is that day of another year, a week after it a day too. */
static bool shift_keeping(const struct moment *at, const struct length *length, int32_t by, struct moment *out)
{
    enum { DECADE = 10 };
    struct decimal count = length->count.min;
    enum unit unit = length->unit;
    bool weeks = unit == UNIT_WEEK && at->grain >= GRAIN_DAY;
    count.coefficient *= by;
    if ((weeks || unit == UNIT_DECADE) && !decimal_multiply(count, (struct decimal){ weeks ? WEEKDAYS : DECADE, 0 }, &count))
        return false;
    if (!moment_shift(at, weeks ? UNIT_DAY : unit == UNIT_DECADE ? UNIT_YEAR : unit, count, out))
        return false;
    if ((out->grain != GRAIN_YEAR && out->grain != GRAIN_MONTH) || (at->grain != GRAIN_DAY && at->grain != GRAIN_MONTH))
        return true;
    uint8_t month = out->grain == GRAIN_MONTH ? out->date.month : at->date.month;
    uint8_t last = month_length(out->date.year, month), day = at->date.day < last ? at->date.day : last;
    *out = (struct moment){ .grain = at->grain, .date = { out->date.year, month, day } };
    return true;
}

/* Three days after Easter, a year before 3 May 2019: from the date that the other groups tell. */
static bool shifted_from_stated(struct resolution *r, const struct written *w, struct moment *out)
{
    struct expression stated = *r->e;
    struct resolution of = *r;
    struct moment at;
    stated.direction = DIRECTION_NONE;
    stated.length_count = 0;
    of.e = &stated;
    if (!date_resolve(&of, w, &at))
        return false;
    r->basis = of.basis;
    *out = (struct moment){ .grain = at.grain };
    for (uint32_t i = 0; i < r->e->length_count && at.date.year; i++) {
        if (r->e->lengths[i].count.some || !shift_keeping(&at, &r->e->lengths[i], r->e->toward.by, out))
            return false;
        at = *out;
    }
    return true;
}

/* The week of 7 October, Easter weekend: what the unit says, about the day that was told. */
static void widen(const struct expression *e, struct moment *m)
{
    enum { TUESDAY = 2 };
    enum unit unit = e->length_count == 1 && e->direction == DIRECTION_NONE ? e->lengths[0].unit : UNIT_NONE;
    if (m->grain != GRAIN_DAY || !m->date.year || !m->date.day || (unit != UNIT_WEEK && unit != UNIT_WEEKEND))
        return;
    /* The weekend of a Monday is the one before it. */
    bool back = unit == UNIT_WEEKEND && date_weekday(m->date) <= TUESDAY;
    *m = moment_of(unit_grain(unit), back ? date_add_days(m->date, -TUESDAY) : m->date);
}

bool resolution_end(struct resolution *r, const struct written *w, struct moment *out)
{
    if (!date_resolve(r, w, out))
        return false;
    widen(r->e, out);
    out->part = w->part;
    out->fiscal = r->e->fiscal;
    return clock_set(w, r->e->zone, out);
}

/* 去年同期: the stretch told last, a year back. */
static bool same_stretch(struct resolution *r, struct moments *out)
{
    const struct moments *told = told_stretch(r->c);
    int32_t year;
    if (!told || !year_written(r, &r->e->from, &year) || !year)
        return resolution_end(r, &r->e->from, &out->from);
    int32_t by = year - told->to.date.year;
    *out = *told;
    if (!told->range)
        by = year - told->from.date.year;
    out->from.date.year += by;
    out->to.date.year += by;
    return true;
}

bool timex_resolve(const struct value_context *c, const struct mention *mention, const struct expression *e,
                   struct moments *out)
{
    struct resolution r = { c, mention, e, { NULL, 0 }, false, false };
    struct moments m = { .range = false };
    struct str tense;
    int32_t reach = context_convention(c, mention, STR("tense_reach"), 12);
    if (context_near(c, mention, STR("tense"), (uint32_t)reach, &tense) || context_before(c, mention, STR("tense_before"), &tense)) {
        r.future = str_equal(tense, STR("future"));
        r.past = str_equal(tense, STR("past"));
    }
    bool found;
    if (e->direction == DIRECTION_FIRST || e->direction == DIRECTION_FINAL)
        found = counted_out(&r, &e->from, &m);
    else if (e->direction == DIRECTION_ENDING)
        found = ending_with(&r, &m);
    else if (e->direction == DIRECTION_SHIFT && e->length_count && shifted_from_coarse(&r, &m))
        found = true;
    else if (e->same)
        found = same_stretch(&r, &m);
    else if (e->range)
        found = range_resolve(&r, &m);
    else
        found = resolution_end(&r, &e->from, &m.from);
    /* 三四天前 */
    if (found && !m.range && e->direction == DIRECTION_SHIFT && !e->toward.stated && e->length_count && !e->lengths[0].count.more
        && decimal_compare(e->lengths[0].count.min, e->lengths[0].count.max) != 0) {
        m.to = m.from;
        m.range = shifted_by_length(&r, true, e->toward.by < 0 ? &m.from : &m.to);
    }
    m.basis = r.basis.len ? r.basis : STR("stated");
    *out = m;
    return found;
}
