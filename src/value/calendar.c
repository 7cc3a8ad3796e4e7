/*
 * Gregorian arithmetic on a count of days. The year is taken to begin in March, so that the leap day is its last and
 * months follow one formula (153 days in five months).
 * source   H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"; ISO 8601; Easter: the anonymous Gregorian computus
 */
#include "value/calendar.h"

enum {
    DAYS_IN_ERA = 146097,           /* 400 years */
    EPOCH = 719468                  /* days from 0000-03-01 to 1970-01-01 */
};

bool year_is_leap(int32_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

uint8_t month_length(int32_t year, uint8_t month)
{
    static const uint8_t lengths[MONTHS] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (month < 1 || month > MONTHS)
        return 0;
    return (uint8_t)(lengths[month - 1] + (month == 2 && year_is_leap(year)));
}

bool date_is_valid(struct date d)
{
    return d.year >= FIRST_CALENDAR_YEAR && d.year <= LAST_CALENDAR_YEAR && d.day >= 1
        && d.day <= month_length(d.year, d.month);
}

int32_t date_days(struct date d)
{
    int32_t year = d.year - (d.month <= 2);
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t of_era = year - era * 400;
    int32_t of_year = (153 * (d.month + (d.month > 2 ? -3 : 9)) + 2) / 5 + d.day - 1;
    return era * DAYS_IN_ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH;
}

struct date date_from_days(int32_t days)
{
    days += EPOCH;
    int32_t era = (days >= 0 ? days : days - (DAYS_IN_ERA - 1)) / DAYS_IN_ERA;
    int32_t of_era = days - era * DAYS_IN_ERA;
    int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / (DAYS_IN_ERA - 1)) / 365;
    int32_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int32_t month = (5 * of_year + 2) / 153;
    return (struct date){ year + era * 400 + (month >= 10), (uint8_t)(month < 10 ? month + 3 : month - 9),
                          (uint8_t)(of_year - (153 * month + 2) / 5 + 1) };
}

int date_compare(struct date a, struct date b)
{
    int32_t x = date_days(a), y = date_days(b);
    return (x > y) - (x < y);
}

struct date date_add_days(struct date d, int32_t days) { return date_from_days(date_days(d) + days); }

struct date date_add_months(struct date d, int32_t months)
{
    int32_t count = d.year * MONTHS + d.month - 1 + months;
    struct date moved = { count / MONTHS, (uint8_t)(count % MONTHS + 1), d.day };
    uint8_t length = month_length(moved.year, moved.month);
    if (moved.day > length)
        moved.day = length;
    return moved;
}

uint8_t date_weekday(struct date d)
{
    enum { EPOCH_WEEKDAY = 3 };     /* 1970-01-01 was a Thursday, the fourth day counted from 0 */
    int32_t days = (date_days(d) + EPOCH_WEEKDAY) % WEEKDAYS;
    return (uint8_t)((days < 0 ? days + WEEKDAYS : days) + 1);
}

/* A week belongs to the year that has its Thursday. */
struct iso_week date_week(struct date d)
{
    struct date thursday = date_add_days(d, 4 - date_weekday(d));
    int32_t of_year = date_days(thursday) - date_days((struct date){ thursday.year, 1, 1 });
    return (struct iso_week){ thursday.year, (uint8_t)(of_year / WEEKDAYS + 1) };
}

struct date week_monday(struct iso_week w)
{
    struct date fourth = { w.year, 1, 4 };      /* always in week 1 */
    return date_add_days(fourth, 1 - date_weekday(fourth) + (w.week - 1) * WEEKDAYS);
}

uint8_t year_weeks(int32_t year) { return date_week((struct date){ year, 12, 28 }).week; }

struct date easter(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int32_t h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451, sum = h + l - 7 * m + 114;
    return (struct date){ year, (uint8_t)(sum / 31), (uint8_t)(sum % 31 + 1) };
}

bool month_weekday(int32_t year, uint8_t month, uint8_t weekday, int32_t n, struct date *out)
{
    int32_t length = month_length(year, month);
    if (!length || weekday < 1 || weekday > WEEKDAYS || n == 0)
        return false;
    int32_t first = 1 + (weekday - date_weekday((struct date){ year, month, 1 }) + WEEKDAYS) % WEEKDAYS;
    int32_t last = first + (length - first) / WEEKDAYS * WEEKDAYS;
    int32_t day = n > 0 ? first + (n - 1) * WEEKDAYS : last + (n + 1) * WEEKDAYS;
    if (day < 1 || day > length)
        return false;
    *out = (struct date){ year, month, (uint8_t)day };
    return true;
}
