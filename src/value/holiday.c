/* Festivals: how each is found in a year comes from a table of the rules (the forms are told in timex.h). */
#include "value/timex.h"

static bool take_number(struct str *rest, int32_t *out)
{
    struct decimal value;
    int64_t whole;
    uint32_t length = 0;
    if (length < rest->len && (rest->ptr[0] == '+' || rest->ptr[0] == '-'))
        length++;
    while (length < rest->len && rest->ptr[length] >= '0' && rest->ptr[length] <= '9')
        length++;
    if (!decimal_read(str_head(*rest, length), &value) || !decimal_is_integer(value, &whole) || whole > 9999 || whole < -9999)
        return false;
    *out = (int32_t)whole;
    *rest = str_skip(*rest, length);
    return true;
}

static bool take(struct str *rest, struct str word)
{
    if (!str_starts(*rest, word))
        return false;
    *rest = str_skip(*rest, word.len);
    return true;
}

static bool lunar_rule(struct str *rest, int32_t year, struct date *out)
{
    int32_t month, day;
    if (take(rest, STR("last"))) {
        if (!lunar_date(year + 1, 1, 1, false, out))
            return false;
        *out = date_add_days(*out, -1);
        return true;
    }
    if (!take_number(rest, &month) || !take(rest, STR("-")) || !take_number(rest, &day))
        return false;
    return month > 0 && month <= MONTHS && day > 0 && day <= 30 && lunar_date(year, (uint8_t)month, (uint8_t)day, false, out);
}

static bool nth_rule(struct str *rest, int32_t year, struct date *out)
{
    int32_t month, n, weekday;
    if (!take_number(rest, &month) || !take(rest, STR(" ")) || !take_number(rest, &n) || !take(rest, STR(" "))
        || !take_number(rest, &weekday))
        return false;
    return month > 0 && month <= MONTHS && weekday > 0 && month_weekday(year, (uint8_t)month, (uint8_t)weekday, n, out);
}

/* "2018-05-16/30 2019-05-06/30": the day of that year, and for how many days it lasts. */
static bool listed(struct str rest, int32_t year, struct moment *out)
{
    int32_t of, month, day, days;
    while (take_number(&rest, &of) && take(&rest, STR("-")) && take_number(&rest, &month) && take(&rest, STR("-"))
           && take_number(&rest, &day)) {
        days = 0;
        if (take(&rest, STR("/")) && !take_number(&rest, &days))
            return false;
        *out = (struct moment){ .grain = GRAIN_DAY, .date = { of, (uint8_t)month, (uint8_t)day }, .days = (uint8_t)days };
        if (of == year)
            return date_is_valid(out->date);
        if (!take(&rest, STR(" ")))
            return false;
    }
    return false;
}

bool holiday_date(struct str rule, int32_t year, struct moment *out)
{
    struct str rest = rule;
    struct date date = { year, 0, 0 };
    int32_t first = 0, second = 0;
    bool found;
    if (year < FIRST_CALENDAR_YEAR || year > LAST_CALENDAR_YEAR)
        return false;
    if (take(&rest, STR("dates ")))
        return listed(rest, year, out);
    if (take(&rest, STR("lunar ")))
        found = lunar_rule(&rest, year, &date);
    else if (take(&rest, STR("easter")))
        found = take_number(&rest, &first) && date_is_valid(date = date_add_days(easter(year), first));
    else if (take(&rest, STR("term ")))
        found = take_number(&rest, &first) && first >= 0 && solar_term(year, (uint8_t)first, &date);
    else if (take(&rest, STR("nth ")))
        found = nth_rule(&rest, year, &date);
    else {
        found = take_number(&rest, &first) && take(&rest, STR("-")) && take_number(&rest, &second);
        date = (struct date){ year, (uint8_t)first, (uint8_t)second };
        found = found && date_is_valid(date);
    }
    if (!found)
        return false;
    *out = (struct moment){ .grain = GRAIN_DAY, .date = date };
    if (take(&rest, STR(" "))) {
        bool moved = rest.len && (rest.ptr[0] == '-' || rest.ptr[0] == '+');
        if (!take_number(&rest, &first))
            return false;
        if (moved)
            out->date = date_add_days(date, first);
        else
            out->days = (uint8_t)first;
    }
    return rest.len == 0;
}
