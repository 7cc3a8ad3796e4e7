/*
 * The year of a date, written or not, and what lies in a year: days, festivals, quarters, weeks, the n-th Tuesday of a month.
 */
#include "value/resolution.h"

/* '98, 24年: within ten years after the document, else the past; without a document date the turn is at 50. */
static int32_t century_guess(const struct resolution *r, int32_t two_digits)
{
    enum { AHEAD = 10, TURN = 50 };
    int32_t now = r->c->today.date.year;
    if (!now)
        return two_digits + (two_digits < TURN ? 2000 : 1900);
    int32_t year = now - now % 100 + two_digits;
    return year > now + AHEAD ? year - 100 : year <= now + AHEAD - 100 ? year + 100 : year;
}

bool year_written(struct resolution *r, const struct written *w, int32_t *out)
{
    struct date anchor;
    if (is_written(w, FIELD_YEAR)) {
        *out = w->field[FIELD_YEAR];
        if (is_written(w, FIELD_ERA))
            *out += w->field[FIELD_ERA];
        else if (w->year_digits == 2)
            *out = century_guess(r, *out);
        resolution_ground(r, STR("stated"));
        return true;
    }
    const struct shift *shift = &w->shift[SHIFT_YEAR];
    if (!shift->set)
        return false;
    bool previous = shift->previous || (shift->compared && told_in_sentence(r, GRAIN_YEAR));
    *out = resolution_anchor(r, previous, GRAIN_YEAR, &anchor) ? anchor.year + shift->by : 0;
    return true;
}

/* Months from the document's day to the date; the day of the month counts too. */
static int32_t months_ahead(const struct moment *today, const struct moment *m)
{
    struct moment plain = *m;
    struct instant begin, until;
    plain.part = (struct str){ NULL, 0 };
    if (!moment_bounds(&plain, &begin, &until))
        return 0;
    /* What is going on is neither ahead nor past. */
    struct date now = { today->date.year, today->date.month, today->date.day ? today->date.day : 1 };
    if (date_compare(begin.date, now) <= 0 && date_compare(until.date, now) >= 0)
        return 0;
    int32_t ahead = (begin.date.year - today->date.year) * MONTHS + begin.date.month - today->date.month;
    if (today->date.day && begin.date.day > today->date.day && ahead >= 0)
        return ahead + 1;
    if (today->date.day && until.date.day < today->date.day && ahead <= 0 && until.date.month == begin.date.month)
        return ahead - 1;
    return ahead;
}

/* What not every year has (29 February): the last one, or the next one where the clause speaks of the future. */
static bool nearest_in(const struct resolution *r, const struct written *w, in_year_fn *in_year, int32_t now, struct moment *out)
{
    enum { FARTHEST = 8 };
    bool ahead = r->future || (r->e->direction == DIRECTION_SHIFT && r->e->toward.by > 0);
    for (int32_t by = 1; by <= FARTHEST; by++)
        if (in_year(r, w, ahead ? now + by : now - by, out))
            return true;
    return false;
}

/* "This winter": the one that is going on, though it began last year; else this year's. */
static bool running_in(const struct resolution *r, const struct written *w, in_year_fn *in_year, int32_t now, struct moment *m)
{
    struct moment before;
    if (months_ahead(&r->c->today, m) && in_year(r, w, now - 1, &before) && !months_ahead(&r->c->today, &before))
        *m = before;
    return true;
}

/*
 * "On 21 April 1921 … On 1 June …": a story of an earlier year goes on in the same paragraph, a sentence or two later and on a
 * later day of that year.
 */
static bool year_goes_on(const struct resolution *r, const struct written *w, in_year_fn *in_year, struct moment *out)
{
    enum { SENTENCES = 2 };
    const struct told *told = told_find(r->c, GRAIN_MONTH);
    struct moment m;
    struct instant begin, until, last_begin, last_until;
    if (in_year != day_in_year || !told || !told_in_block(r, GRAIN_MONTH) || r->future || told->moment.date.year >= r->c->today.date.year
        || r->c->mentions->list.at[told->mention].sentence + SENTENCES < r->mention->sentence
        || !in_year(r, w, told->moment.date.year, &m) || m.grain > GRAIN_DAY || m.grain < GRAIN_MONTH
        || !moment_bounds(&m, &begin, &until) || !moment_bounds(&told->moment, &last_begin, &last_until)
        || date_compare(begin.date, last_begin.date) <= 0)
        return false;
    *out = m;
    return true;
}

/*
 * Chooses the year that was not written. A date that was told in the same sentence with another year than the
 * document's gives its year, unless it is past and the clause speaks of the future, and so does a story that goes on; else the document's year counts, the
 * one before where the date would lie too far ahead, the next one where the clause speaks of the future and the date is
 * past.
 */
static bool year_choose(struct resolution *r, const struct written *w, in_year_fn *in_year, struct moment *out)
{
    enum { BEHIND = -2, FAR_AHEAD = 10 };
    const struct moment *today = &r->c->today;
    int32_t now = today->date.year;
    bool pointed = r->e->direction == DIRECTION_SHIFT && !r->e->length_count && !r->e->toward.previous;
    if (!pointed && told_in_sentence(r, GRAIN_YEAR)) {
        int32_t told = told_find(r->c, GRAIN_YEAR)->moment.date.year;
        if (told != now && !(r->future && told < now)) {
            resolution_ground(r, STR("previous"));
            return in_year(r, w, told, out);
        }
    }
    if (!pointed && now && year_goes_on(r, w, in_year, out)) {
        resolution_ground(r, STR("previous"));
        return true;
    }
    if (!now) {
        resolution_ground(r, STR("none"));
        return in_year(r, w, 0, out);
    }
    resolution_ground(r, STR("document"));
    if (!in_year(r, w, now, out))
        return nearest_in(r, w, in_year, now, out);
    if (!today->date.month)
        return true;
    int32_t ahead = months_ahead(today, out);
    /* Last March, next summer: the nearest one on that side. */
    if (r->e->direction == DIRECTION_SHIFT && !r->e->length_count) {
        int32_t by = r->e->toward.by;
        if (by == 0)
            return running_in(r, w, in_year, now, out);
        if (by < 0 ? ahead < 0 : ahead > 0)
            by -= by < 0 ? -1 : 1;
        return by == 0 || in_year(r, w, now + by, out);
    }
    struct str horizon_name = out->grain == GRAIN_DAY ? STR("horizon_months") : STR("horizon_whole_months");
    int32_t horizon = r->future ? FAR_AHEAD : r->past ? 0 : context_convention(r->c, r->mention, horizon_name, 9);
    if (ahead > horizon) {
        if (r->past)
            r->basis = STR("tense");
        return in_year(r, w, now - 1, out);
    }
    if (ahead < BEHIND && r->future) {
        r->basis = STR("tense");
        return in_year(r, w, now + 1, out);
    }
    return true;
}

bool with_year(struct resolution *r, const struct written *w, in_year_fn *in_year, struct moment *out)
{
    int32_t year;
    if (year_written(r, w, &year))
        return in_year(r, w, year, out);
    return year_choose(r, w, in_year, out);
}

static bool month_valid(int32_t month) { return month >= 1 && month <= MONTHS; }

bool day_in_year(const struct resolution *r, const struct written *w, int32_t year, struct moment *out)
{
    int32_t month = w->field[FIELD_MONTH], day = w->field[FIELD_DAY];
    (void)r;
    if (!month_valid(month))
        return false;
    *out = (struct moment){ .grain = GRAIN_MONTH, .date = { year, (uint8_t)month, 0 } };
    if (day == ABSENT)
        return year == 0 || (year >= FIRST_CALENDAR_YEAR && year <= LAST_CALENDAR_YEAR);
    /* A leap year stands in for one that is not known. */
    if (day < 1 || day > 31 || !date_is_valid((struct date){ year ? year : 2000, (uint8_t)month, (uint8_t)day }))
        return false;
    out->grain = GRAIN_DAY;
    out->date.day = (uint8_t)day;
    return true;
}

void weekday_fit(const struct written *w, struct moment *m)
{
    static const int8_t nearby[] = { 0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6 };
    for (uint32_t i = 0; i < sizeof nearby && m->date.year; i++) {
        struct date date = { m->date.year + nearby[i], m->date.month, m->date.day };
        if (date_is_valid(date) && date_weekday(date) == w->field[FIELD_WEEKDAY]) {
            m->date = date;
            return;
        }
    }
}

bool holiday_in_year(const struct resolution *r, const struct written *w, int32_t year, struct moment *out)
{
    (void)r;
    if (year)
        return holiday_date(w->holiday, year, out);
    /* A fixed day is written with an open year, any other feast is open altogether. */
    *out = (struct moment){ .grain = GRAIN_DAY };
    struct moment some;
    if (w->holiday.len && w->holiday.ptr[0] >= '0' && w->holiday.ptr[0] <= '9' && holiday_date(w->holiday, 2000, &some))
        out->date = (struct date){ 0, some.date.month, some.date.day };
    return true;
}

bool lunar_in_year(const struct resolution *r, const struct written *w, int32_t year, struct moment *out)
{
    int32_t month = w->field[FIELD_MONTH], day = w->field[FIELD_DAY];
    if (!month_valid(month))
        return false;
    *out = (struct moment){ .grain = day == ABSENT ? GRAIN_MONTH : GRAIN_DAY };
    if (!year)
        return day == ABSENT || (day >= 1 && day <= 30);
    bool whole = day == ABSENT;
    if (!lunar_date(year, (uint8_t)month, (uint8_t)(whole ? 1 : day), r->e->leap, &out->date))
        return false;
    out->grain = GRAIN_DAY;
    if (whole)
        out->days = lunar_month_length(year, (uint8_t)month, r->e->leap);
    return true;
}

bool stretch_in_year(const struct resolution *r, const struct written *w, int32_t year, struct moment *out)
{
    static const struct { enum field field; enum grain grain; int32_t most; } stretches[] = {
        { FIELD_QUARTER, GRAIN_QUARTER, 4 }, { FIELD_HALF, GRAIN_HALF, 2 }, { FIELD_SEASON, GRAIN_SEASON, 4 },
    };
    (void)r;
    for (uint32_t i = 0; i < sizeof stretches / sizeof stretches[0]; i++)
        if (is_written(w, stretches[i].field)) {
            int32_t index = w->field[stretches[i].field];
            *out = (struct moment){ .grain = stretches[i].grain, .date = { year, 0, 0 }, .index = (uint8_t)index };
            return index >= 1 && index <= stretches[i].most;
        }
    return false;
}

bool week_in_year(const struct resolution *r, const struct written *w, int32_t year, struct moment *out)
{
    int32_t week = w->field[FIELD_WEEK];
    (void)r;
    *out = (struct moment){ .grain = GRAIN_WEEK, .date = { year, 0, 0 }, .index = (uint8_t)week };
    return week >= 1 && week <= (year ? year_weeks(year) : 53);
}

/* The n-th weekday, day or week of a month. */
static bool nth_in_month(int32_t year, int32_t month, int32_t n, int32_t weekday, enum unit unit, struct moment *out)
{
    enum { SATURDAY = 6 };
    struct date date;
    if (!month_valid(month))
        return false;
    if (!year) {
        *out = (struct moment){ .grain = GRAIN_DAY, .date = { 0, (uint8_t)month, 0 } };
        return true;
    }
    if (unit == UNIT_DAY) {
        int32_t length = month_length(year, (uint8_t)month), day = n > 0 ? n : length + n + 1;
        *out = (struct moment){ .grain = GRAIN_DAY, .date = { year, (uint8_t)month, (uint8_t)day } };
        return day >= 1 && day <= length;
    }
    /* A month's weeks are those whose Monday lies in it; counted from its end, those whose Sunday does. */
    uint8_t whole_day = (uint8_t)(unit == UNIT_WEEKEND ? SATURDAY : n > 0 ? 1 : WEEKDAYS);
    bool whole = unit == UNIT_WEEK || unit == UNIT_WEEKEND;
    if (!month_weekday(year, (uint8_t)month, whole ? whole_day : (uint8_t)weekday, n, &date))
        return false;
    *out = moment_of(whole ? unit_grain(unit) : GRAIN_DAY, date);
    return true;
}

/* The n-th Sunday of a year. */
static bool nth_weekday(int32_t year, int32_t n, int32_t weekday, struct moment *out)
{
    *out = (struct moment){ .grain = GRAIN_DAY, .date = { year, 0, 0 } };
    if (weekday < 1 || weekday > WEEKDAYS || n == 0)
        return false;
    if (!year)
        return true;
    struct date edge = n > 0 ? (struct date){ year, 1, 1 } : (struct date){ year, MONTHS, 31 };
    int32_t off = (weekday - date_weekday(edge) + WEEKDAYS) % WEEKDAYS;
    if (n < 0 && off > 0)
        off -= WEEKDAYS;
    *out = moment_of(GRAIN_DAY, date_add_days(edge, off + (n > 0 ? n - 1 : n + 1) * WEEKDAYS));
    return out->date.year == year;
}

bool ordinal_in_year(const struct resolution *r, const struct written *w, int32_t year, struct moment *out)
{
    const struct expression *e = r->e;
    int32_t n = is_written(w, FIELD_ORDINAL) ? w->field[FIELD_ORDINAL] : w->field[FIELD_WEEK];
    enum unit unit = e->length_count ? e->lengths[0].unit : is_written(w, FIELD_WEEKDAY) ? UNIT_NONE : UNIT_WEEK;
    if (is_written(w, FIELD_MONTH))
        return nth_in_month(year, w->field[FIELD_MONTH], n, w->field[FIELD_WEEKDAY], unit, out);
    struct moment year_start = { .grain = GRAIN_DAY, .date = { year, 1, 1 } };
    int32_t count = n > 0 ? n - 1 : n;
    switch (unit) {
    case UNIT_MONTH: *out = (struct moment){ .grain = GRAIN_MONTH, .date = { year, (uint8_t)(n > 0 ? n : MONTHS + n + 1), 0 } };
        return month_valid(out->date.month);
    case UNIT_QUARTER: *out = (struct moment){ .grain = GRAIN_QUARTER, .date = { year, 0, 0 }, .index = (uint8_t)(n > 0 ? n : 5 + n) };
        return out->index >= 1 && out->index <= 4;
    case UNIT_WEEK: *out = (struct moment){ .grain = GRAIN_WEEK, .date = { year, 0, 0 }, .index = (uint8_t)(n > 0 || !year ? n : year_weeks(year) + n + 1) };
        return out->index >= 1 && (!year || out->index <= year_weeks(year));
    case UNIT_DAY:
        if (n < 0)
            year_start.date.year++;
        return moment_shift(&year_start, UNIT_DAY, (struct decimal){ count, 0 }, out);
    case UNIT_NONE: return nth_weekday(year, n, w->field[FIELD_WEEKDAY], out);
    default: return false;
    }
}
