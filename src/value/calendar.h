/*
 * Calendars: proleptic Gregorian days, ISO 8601 weeks, Easter, the n-th weekday of a month, the Chinese calendar.
 * Nothing here knows a word or an anchor. Years run from 1 to 9999.
 */
#ifndef VALUE_CALENDAR_H
#define VALUE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

struct date { int32_t year; uint8_t month, day; };
struct iso_week { int32_t year; uint8_t week; };

enum { MONTHS = 12, WEEKDAYS = 7, FIRST_CALENDAR_YEAR = 1, LAST_CALENDAR_YEAR = 9999, SOLAR_TERMS = 24 };

bool year_is_leap(int32_t year);
uint8_t month_length(int32_t year, uint8_t month);
bool date_is_valid(struct date d);
/* Days since 1970-01-01, and back. */
int32_t date_days(struct date d);
struct date date_from_days(int32_t days);
int date_compare(struct date a, struct date b);
struct date date_add_days(struct date d, int32_t days);
/* The same day `months` later; the month's last where it has no such day. */
struct date date_add_months(struct date d, int32_t months);

/* 1 Monday … 7 Sunday. */
uint8_t date_weekday(struct date d);
struct iso_week date_week(struct date d);
struct date week_monday(struct iso_week w);
uint8_t year_weeks(int32_t year);

/* Easter Sunday of the western churches. */
struct date easter(int32_t year);
/* The n-th such weekday of a month; counted from its end where n < 0. False where the month has none. */
bool month_weekday(int32_t year, uint8_t month, uint8_t weekday, int32_t n, struct date *out);

/* The Chinese calendar, 1900 to 2100: false, or 0, outside these years or where there is no such month or day. */
uint8_t lunar_month_length(int32_t year, uint8_t month, bool leap);
bool lunar_date(int32_t year, uint8_t month, uint8_t day, bool leap, struct date *out);
/* Term 0 is Minor Cold (January), 23 Winter Solstice. */
bool solar_term(int32_t year, uint8_t term, struct date *out);

#endif
