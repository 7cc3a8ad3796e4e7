/* Times of day: 晚上8点 is 20:00. A part of the day is "CODE first-hour last-hour", as the rules' tables have it. */
#include "value/resolution.h"

static int32_t hour_in(struct str *rest)
{
    struct str part = str_cut(rest, ' ');
    int32_t hour = 0;
    for (uint32_t i = 0; i < part.len && part.ptr[i] >= '0' && part.ptr[i] <= '9'; i++)
        hour = hour * 10 + (part.ptr[i] - '0');
    return part.len ? hour : ABSENT;
}

static int32_t apart(int32_t hour, int32_t first, int32_t last)
{
    bool inside = first <= last ? hour >= first && hour <= last : hour >= first || hour <= last;
    if (inside)
        return 0;
    int32_t before = first - hour, after = hour - last;
    return before > after ? before : after;
}

/* 晚上8点 is 20:00: of the readings of the hour, the one that lies in the part of the day, or nearest to it. */
static int32_t hour_of(int32_t hour, struct str daypart)
{
    static const int8_t turns[] = { 0, 12, 24, -12 };
    struct str rest = daypart;
    int32_t best = hour, distance = INT32_MAX;
    str_cut(&rest, ' ');
    int32_t first = hour_in(&rest), last = hour_in(&rest);
    if (first == ABSENT || last == ABSENT || hour > 12)
        return hour;
    for (uint32_t i = 0; i < sizeof turns; i++) {
        int32_t reading = hour + turns[i];
        if (reading >= 0 && reading <= 28 && apart(reading, first, last) < distance) {
            distance = apart(reading, first, last);
            best = reading;
        }
    }
    return best;
}

bool clock_set(const struct written *w, struct str zone, struct moment *m)
{
    if (!is_written(w, FIELD_HOUR)) {
        if (w->daypart.len && m->grain == GRAIN_DAY) {
            m->grain = GRAIN_DAYPART;
            m->daypart = w->daypart;
        }
        return true;
    }
    int32_t hour = hour_of(w->field[FIELD_HOUR], w->daypart);
    int32_t minute = is_written(w, FIELD_MINUTE) ? w->field[FIELD_MINUTE] : 0;
    int32_t second = is_written(w, FIELD_SECOND) ? w->field[FIELD_SECOND] : 0;
    /* Minutes before the hour: a quarter to five. */
    if (minute < 0) {
        minute += 60;
        hour--;
    }
    if (hour < 0 || hour > 28 || minute < 0 || minute > 59 || second < 0 || second > 60 || w->field[FIELD_HOUR] > 24)
        return false;
    if (hour >= 24) {
        hour -= 24;
        if (m->date.year)
            m->date = date_add_days(m->date, 1);
    }
    m->grain = is_written(w, FIELD_SECOND) ? GRAIN_SECOND : is_written(w, FIELD_MINUTE) ? GRAIN_MINUTE : GRAIN_HOUR;
    m->hour = (uint8_t)hour;
    m->minute = (uint8_t)minute;
    m->second = (uint8_t)second;
    m->zone = zone;
    return true;
}
