/* Stretches of the calendar: how TIMEX3 writes them, where they begin and end, and how they move. */
#include "value/timex.h"

#include <stdio.h>

static const struct str season_codes[] = { STR_INIT("SP"), STR_INIT("SU"), STR_INIT("FA"), STR_INIT("WI") };

enum { QUARTER_MONTHS = 3, HALF_MONTHS = 6, DECADE_YEARS = 10, CENTURY_YEARS = 100 };

enum { TEXT_SIZE = 48 };
struct text { char at[TEXT_SIZE]; uint32_t len; };

static void text_add(struct text *t, const char *format, int32_t number)
{
    if (t->len < TEXT_SIZE)
        t->len += (uint32_t)snprintf(t->at + t->len, TEXT_SIZE - t->len, format, (int)number);
}

static void text_append(struct text *t, struct str s)
{
    if (s.len && t->len + s.len < TEXT_SIZE) {
        memcpy(t->at + t->len, s.ptr, s.len);
        t->len += s.len;
    }
}

static void text_year(struct text *t, int32_t year)
{
    if (year)
        text_add(t, "%04d", year);
    else
        text_append(t, STR("XXXX"));
}

static void text_two(struct text *t, uint8_t number)
{
    if (number)
        text_add(t, "-%02d", number);
    else
        text_append(t, STR("-XX"));
}

static void text_day(struct text *t, const struct moment *m)
{
    text_year(t, m->date.year);
    if (m->index && !m->date.day) {         /* a weekday of no known week */
        text_add(t, "-WXX-%d", m->index);
        return;
    }
    text_two(t, m->date.month);
    text_two(t, m->date.day);
}

static void text_week(struct text *t, const struct moment *m)
{
    text_year(t, m->date.year);
    if (m->index)
        text_add(t, "-W%02d", m->index);
    else
        text_append(t, STR("-WXX"));
}

/* "EV 18 24" without its hours. */
static struct str daypart_code(struct str daypart)
{
    struct str rest = daypart;
    return str_cut(&rest, ' ');
}

struct str moment_text(const struct moment *m, struct arena *arena)
{
    struct text t = { .len = 0 };
    if (m->fiscal)
        text_append(&t, STR("FY"));
    switch (m->grain) {
    case GRAIN_NONE: break;
    case GRAIN_CENTURY: text_add(&t, "%02d", m->date.year / CENTURY_YEARS); break;
    case GRAIN_DECADE: text_add(&t, "%03d", m->date.year / DECADE_YEARS); break;
    case GRAIN_YEAR: text_year(&t, m->date.year); break;
    case GRAIN_HALF: text_year(&t, m->date.year); text_add(&t, "-H%d", m->index); break;
    case GRAIN_QUARTER: text_year(&t, m->date.year); text_add(&t, "-Q%d", m->index); break;
    case GRAIN_SEASON:
        text_year(&t, m->date.year);
        text_append(&t, STR("-"));
        text_append(&t, season_codes[m->index - 1]);
        break;
    case GRAIN_MONTH: text_year(&t, m->date.year); text_two(&t, m->date.month); break;
    case GRAIN_WEEK: text_week(&t, m); break;
    case GRAIN_WEEKEND: text_week(&t, m); text_append(&t, STR("-WE")); break;
    case GRAIN_DAY: text_day(&t, m); break;
    case GRAIN_DAYPART: text_day(&t, m); text_append(&t, STR("T")); text_append(&t, daypart_code(m->daypart)); break;
    case GRAIN_HOUR: case GRAIN_MINUTE: case GRAIN_SECOND:
        text_day(&t, m);
        text_add(&t, "T%02d", m->hour);
        text_add(&t, ":%02d", m->minute);
        if (m->grain == GRAIN_SECOND)
            text_add(&t, ":%02d", m->second);
        text_append(&t, m->zone);
        break;
    }
    return arena_str(arena, (struct str){ t.at, t.len });
}

struct str instant_text(struct instant i, struct str zone, struct arena *arena)
{
    struct text t = { .len = 0 };
    text_year(&t, i.date.year);
    text_two(&t, i.date.month);
    text_two(&t, i.date.day);
    if (i.timed) {
        text_add(&t, "T%02d", i.hour);
        text_add(&t, ":%02d", i.minute);
        if (i.second)
            text_add(&t, ":%02d", i.second);
        text_append(&t, zone);
    }
    return arena_str(arena, (struct str){ t.at, t.len });
}

int instant_compare(struct instant a, struct instant b)
{
    int days = date_compare(a.date, b.date);
    int32_t x = (a.hour * 60 + a.minute) * 60 + a.second, y = (b.hour * 60 + b.minute) * 60 + b.second;
    /* A whole day neither begins after nor ends before an instant of it. */
    return days || !a.timed || !b.timed ? days : (x > y) - (x < y);
}

static struct date last_of_month(int32_t year, int32_t month)
{
    return (struct date){ year, (uint8_t)month, month_length(year, (uint8_t)month) };
}

/* Which share of a stretch "early", "mid" and "late" are: of `count` parts, the first and the last. */
static void part_share(struct str part, int32_t count, int32_t *first, int32_t *last)
{
    /* For a dozen (months) mid is 5 to 8 and not 4 to 9: the middle third, as for ten years and three months. */
    int32_t third = (count + 1) / 3;
    if (str_equal(part, STR("START")))
        *last = *first + (count == MONTHS ? QUARTER_MONTHS : third) - 1;
    else if (str_equal(part, STR("END")))
        *first = *last - (count == MONTHS ? QUARTER_MONTHS : third) + 1;
    else if (str_equal(part, STR("MID"))) {
        *first += third;
        *last -= third;
    }
}

static void bounds_years(const struct moment *m, int32_t years, struct date *begin, struct date *until)
{
    int32_t first = m->date.year, last = m->date.year + years - 1;
    if (years > 1)
        part_share(m->part, years, &first, &last);
    if (first < FIRST_CALENDAR_YEAR)
        first = FIRST_CALENDAR_YEAR;
    *begin = (struct date){ first, 1, 1 };
    *until = (struct date){ last, 12, 31 };
}

static void bounds_months(const struct moment *m, int32_t first, int32_t count, struct date *begin, struct date *until)
{
    int32_t last = first + count - 1;
    if (m->part.len)
        part_share(m->part, count, &first, &last);
    int32_t year = m->date.year + (last > MONTHS);
    *begin = (struct date){ m->date.year, (uint8_t)first, 1 };
    *until = last_of_month(year, last > MONTHS ? last - MONTHS : last);
}

static void bounds_month(const struct moment *m, struct date *begin, struct date *until)
{
    enum { TEN = 10 };
    *begin = (struct date){ m->date.year, m->date.month, 1 };
    *until = last_of_month(m->date.year, m->date.month);
    if (str_equal(m->part, STR("START")))
        until->day = TEN;
    else if (str_equal(m->part, STR("MID"))) {
        begin->day = TEN + 1;
        until->day = 2 * TEN;
    } else if (str_equal(m->part, STR("END"))) {
        begin->day = 2 * TEN + 1;
    }
}

static void bounds_week(const struct moment *m, struct date *begin, struct date *until)
{
    struct date monday = week_monday((struct iso_week){ m->date.year, m->index });
    int32_t first = 1, last = WEEKDAYS;
    if (m->grain == GRAIN_WEEKEND)
        first = 6;
    else if (str_equal(m->part, STR("START")))
        last = 3;
    else if (str_equal(m->part, STR("END")))
        first = 5;
    else if (str_equal(m->part, STR("MID"))) {
        first = 3;
        last = 4;
    }
    *begin = date_add_days(monday, first - 1);
    *until = date_add_days(monday, last - 1);
}

static int32_t hour_read(struct str *rest)
{
    struct str part = str_cut(rest, ' ');
    int32_t hour = 0;
    for (uint32_t i = 0; i < part.len && part.ptr[i] >= '0' && part.ptr[i] <= '9'; i++)
        hour = hour * 10 + (part.ptr[i] - '0');
    return hour;
}

static void bounds_daypart(const struct moment *m, struct instant *begin, struct instant *until)
{
    struct str rest = m->daypart;
    str_cut(&rest, ' ');
    int32_t first = hour_read(&rest), last = hour_read(&rest);
    if (!last)
        return;
    begin->timed = until->timed = true;
    begin->hour = (uint8_t)(first % 24);
    until->hour = (uint8_t)(last % 24);
    if (last <= first || last >= 24)
        until->date = date_add_days(until->date, 1);
}

bool moment_bounds(const struct moment *m, struct instant *begin, struct instant *until)
{
    struct date first = m->date, last = m->date;
    if (!m->date.year && m->grain != GRAIN_CENTURY)
        return false;
    *begin = *until = (struct instant){ .timed = false };
    switch (m->grain) {
    case GRAIN_NONE: return false;
    case GRAIN_CENTURY: bounds_years(m, CENTURY_YEARS, &first, &last); break;
    case GRAIN_DECADE: bounds_years(m, DECADE_YEARS, &first, &last); break;
    case GRAIN_YEAR:
        bounds_years(m, 1, &first, &last);
        if (m->part.len)
            bounds_months(m, 1, MONTHS, &first, &last);
        break;
    case GRAIN_HALF: bounds_months(m, (m->index - 1) * HALF_MONTHS + 1, HALF_MONTHS, &first, &last); break;
    case GRAIN_QUARTER: bounds_months(m, (m->index - 1) * QUARTER_MONTHS + 1, QUARTER_MONTHS, &first, &last); break;
    case GRAIN_SEASON: bounds_months(m, m->index * QUARTER_MONTHS, QUARTER_MONTHS, &first, &last); break;
    case GRAIN_MONTH:
        if (!m->date.month)
            return false;
        bounds_month(m, &first, &last);
        break;
    case GRAIN_WEEK: case GRAIN_WEEKEND:
        if (!m->index)
            return false;
        bounds_week(m, &first, &last);
        break;
    default:
        if (!m->date.month || !m->date.day)
            return false;
        if (m->days > 1)
            last = date_add_days(first, m->days - 1);
        break;
    }
    begin->date = first;
    until->date = last;
    if (m->grain == GRAIN_DAYPART)
        bounds_daypart(m, begin, until);
    if (m->grain >= GRAIN_HOUR) {
        *begin = (struct instant){ first, true, m->hour, m->minute, m->second };
        *until = *begin;
    }
    return true;
}

bool moment_knows(const struct moment *m, enum grain grain)
{
    if (m->grain == GRAIN_NONE || !m->date.year)
        return false;
    if (grain >= GRAIN_HOUR)
        return m->grain >= GRAIN_HOUR && m->date.day;
    if (grain == GRAIN_WEEK || grain == GRAIN_WEEKEND)
        return m->grain == GRAIN_WEEK || m->grain == GRAIN_WEEKEND || m->date.day;
    if (grain >= GRAIN_DAY)
        return m->date.day != 0;
    if (grain >= GRAIN_HALF)
        return m->date.month != 0 || ((grain == GRAIN_QUARTER || grain == GRAIN_HALF) && m->grain == GRAIN_QUARTER);
    return true;
}

struct moment moment_of(enum grain grain, struct date date)
{
    struct moment m = { .grain = grain, .date = { date.year, 0, 0 } };
    struct iso_week week;
    switch (grain) {
    case GRAIN_CENTURY: m.date.year -= date.year % CENTURY_YEARS; break;
    case GRAIN_DECADE: m.date.year -= date.year % DECADE_YEARS; break;
    case GRAIN_HALF: m.index = (uint8_t)((date.month - 1) / HALF_MONTHS + 1); break;
    case GRAIN_QUARTER: m.index = (uint8_t)((date.month - 1) / QUARTER_MONTHS + 1); break;
    case GRAIN_SEASON:
        m.index = (uint8_t)(date.month < 3 ? 4 : date.month / QUARTER_MONTHS);
        m.date.year -= date.month < 3;
        break;
    case GRAIN_MONTH: m.date.month = date.month; break;
    case GRAIN_WEEK: case GRAIN_WEEKEND:
        week = date_week(date);
        m.date.year = week.year;
        m.index = week.week;
        break;
    case GRAIN_NONE: case GRAIN_YEAR: break;
    default: m.date = date; break;
    }
    return m;
}

enum grain unit_grain(enum unit unit)
{
    static const uint8_t grains[] = {
        [UNIT_NONE] = GRAIN_NONE, [UNIT_CENTURY] = GRAIN_CENTURY, [UNIT_DECADE] = GRAIN_DECADE, [UNIT_YEAR] = GRAIN_YEAR,
        [UNIT_HALF] = GRAIN_HALF, [UNIT_QUARTER] = GRAIN_QUARTER, [UNIT_SEASON] = GRAIN_SEASON, [UNIT_MONTH] = GRAIN_MONTH,
        [UNIT_WEEK] = GRAIN_WEEK, [UNIT_WEEKEND] = GRAIN_WEEKEND, [UNIT_DAY] = GRAIN_DAY, [UNIT_WORKDAY] = GRAIN_DAY,
        [UNIT_HOUR] = GRAIN_MINUTE, [UNIT_MINUTE] = GRAIN_MINUTE, [UNIT_SECOND] = GRAIN_SECOND,
    };
    return (enum grain)grains[unit];
}

/* How many months the units of years and months have; 0 for the others. */
static int32_t unit_months(enum unit unit)
{
    switch (unit) {
    case UNIT_CENTURY: return CENTURY_YEARS * MONTHS;
    case UNIT_DECADE: return DECADE_YEARS * MONTHS;
    case UNIT_YEAR: case UNIT_SEASON: return MONTHS;
    case UNIT_HALF: return HALF_MONTHS;
    case UNIT_QUARTER: return QUARTER_MONTHS;
    case UNIT_MONTH: return 1;
    default: return 0;
    }
}

static int64_t unit_seconds(enum unit unit)
{
    enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };
    switch (unit) {
    case UNIT_WEEK: case UNIT_WEEKEND: return WEEKDAYS * DAY;
    case UNIT_DAY: case UNIT_WORKDAY: return DAY;
    case UNIT_HOUR: return HOUR;
    case UNIT_MINUTE: return MINUTE;
    default: return 1;
    }
}

/* count × by as a whole number; *half where half a one is left. */
static bool whole_of(struct decimal count, int64_t by, int64_t *out, bool *half)
{
    struct decimal product, doubled;
    int64_t twice;
    if (!decimal_multiply(count, (struct decimal){ by, 0 }, &product) || !decimal_multiply(product, (struct decimal){ 2, 0 }, &doubled)
        || !decimal_is_integer(doubled, &twice))
        return false;
    *out = twice / 2;
    *half = twice % 2 != 0;
    return true;
}

static bool in_calendar(int64_t year) { return year >= FIRST_CALENDAR_YEAR && year <= LAST_CALENDAR_YEAR; }

static bool shift_months(const struct moment *from, enum unit unit, struct decimal count, struct moment *out)
{
    enum { HALF_MONTH_DAYS = 15 };
    int64_t months;
    bool half;
    enum grain grain = unit_grain(unit);
    if (!whole_of(count, unit_months(unit), &months, &half) || !in_calendar(from->date.year + months / MONTHS))
        return false;
    if (months % unit_months(unit) && grain < GRAIN_MONTH)
        grain = GRAIN_MONTH;            /* a year and a half ago: that month */
    if (half)
        grain = GRAIN_DAY;
    struct date date = from->date;
    if (grain > GRAIN_YEAR && from->grain < (grain == GRAIN_DAY ? GRAIN_DAY : GRAIN_MONTH))
        return false;
    if (!date.month)
        date.month = 1;
    if (!date.day)
        date.day = 1;
    date = date_add_months(date, (int32_t)months);
    if (half)
        date = date_add_days(date, count.coefficient < 0 ? -HALF_MONTH_DAYS : HALF_MONTH_DAYS);
    *out = moment_of(grain, date);
    return in_calendar(date.year);
}

static bool shift_seconds(const struct moment *from, enum unit unit, struct decimal count, struct moment *out)
{
    enum { DAY = 86400 };
    struct decimal seconds;
    int64_t by;
    if (from->grain < GRAIN_DAY || !from->date.day || !decimal_multiply(count, (struct decimal){ unit_seconds(unit), 0 }, &seconds)
        || !decimal_is_integer(seconds, &by) || by > (int64_t)DAY * 3650000 || by < -(int64_t)DAY * 3650000)
        return false;
    bool timed = from->grain >= GRAIN_HOUR;
    int64_t at = (int64_t)date_days(from->date) * DAY + (timed ? (from->hour * 60 + from->minute) * 60 + from->second : 0) + by;
    int64_t days = at / DAY - (at % DAY < 0), rest = at - days * DAY;
    struct date date = date_from_days((int32_t)days);
    if (!in_calendar(date.year))
        return false;
    if (unit == UNIT_WEEK || unit == UNIT_WEEKEND || unit == UNIT_DAY || unit == UNIT_WORKDAY) {
        *out = moment_of(by % DAY == 0 || !timed ? unit_grain(unit) : GRAIN_MINUTE, date);
        if (out->grain != GRAIN_MINUTE)
            return true;
    }
    /* Two hours before a day whose hour is not known: that day, most likely. */
    *out = moment_of(timed ? unit_grain(unit) : GRAIN_DAY, timed ? date : from->date);
    if (timed) {
        out->hour = (uint8_t)(rest / 3600);
        out->minute = (uint8_t)(rest / 60 % 60);
        out->second = (uint8_t)(rest % 60);
    }
    return true;
}

/* Monday to Friday; which days are public holidays no table tells. */
static bool shift_workdays(const struct moment *from, struct decimal count, struct moment *out)
{
    enum { LONGEST = 2000, SATURDAY = 6 };
    int64_t days;
    if (!from->date.day || !decimal_is_integer(count, &days) || days > LONGEST || days < -LONGEST)
        return false;
    struct date date = from->date;
    for (int64_t left = days < 0 ? -days : days; left > 0;) {
        date = date_add_days(date, days < 0 ? -1 : 1);
        left -= date_weekday(date) < SATURDAY;
    }
    *out = moment_of(GRAIN_DAY, date);
    return in_calendar(date.year);
}

bool moment_shift(const struct moment *from, enum unit unit, struct decimal count, struct moment *out)
{
    if (!from->date.year)
        return false;
    if (unit == UNIT_WORKDAY)
        return shift_workdays(from, count, out);
    return unit_months(unit) ? shift_months(from, unit, count, out) : shift_seconds(from, unit, count, out);
}
