/*
 * The fixed names that rules, gazetteers and the JSON share: types of mentions, kinds of characters, and the names of
 * groups, which are the interface between a pattern and the value (DESIGN.md section 2).
 */
#ifndef MODEL_NAMES_H
#define MODEL_NAMES_H

#include <stdint.h>

#include "base/str.h"

enum mention_type {
    TYPE_NONE, TYPE_PERSON, TYPE_COMPANY, TYPE_ORGANIZATION, TYPE_PLACE, TYPE_PRODUCT, TYPE_TITLE,
    TYPE_DATE, TYPE_MONEY, TYPE_PERCENT, TYPE_QUANTITY, TYPE_NUMBER, TYPE_ORDINAL, TYPE_COUNT
};

/* What a code point is, for tokens and case; from utf8proc's categories. */
enum char_kind {
    CHAR_OTHER, CHAR_SPACE, CHAR_NEWLINE, CHAR_HAN, CHAR_UPPER, CHAR_LOWER,
    CHAR_LETTER,        /* a letter without case: kana, hangul, thai … */
    CHAR_MARK,          /* combines with the letter before it */
    CHAR_DIGIT, CHAR_PUNCT
};

/*
 * Group names of value and name rules. A new one is a new line here; a group of any other name is an error in the rule.
 * In patterns of events the groups are the roles of the event.
 */
#define GROUP_NAMES(X) \
    X(number) X(number2) X(scale) X(scale2) X(currency) X(currency2) X(unit) X(sign) X(change) X(half) \
    X(year) X(month) X(day) X(weekday) X(week) X(quarter) X(season) X(decade) X(century) X(era) X(lunar) \
    X(holiday) X(hour) X(minute) X(second) X(daypart) X(zone) X(year_shift) X(quarter_shift) X(month_shift) \
    X(week_shift) X(day_shift) X(anchor) X(direction) X(part) \
    X(every) X(reference) X(fiscal) X(same) X(to) X(year2) X(month2) X(day2) X(hour2) X(minute2) X(quarter2) X(decade2) \
    X(weekday2) X(daypart2) X(second2) X(year_shift2) X(month_shift2) X(week_shift2) X(day_shift2) X(part2) X(holiday2) \
    X(unit2) X(number3) X(unit3) X(number4) X(unit4) X(minor) X(minor_unit) X(minor2) X(minor_unit2) X(ordinal) X(word) \
    X(surname) X(given) X(first) X(middle) X(last) X(name) X(title) X(head) X(suffix) X(place) \
    X(gender) X(plural) X(source) X(alias) X(full) X(event) X(told) X(other)

#define GROUP_ENUM(name) GROUP_##name,
enum group_name { GROUP_NONE, GROUP_NAMES(GROUP_ENUM) GROUP_COUNT };
#undef GROUP_ENUM

/* The name as it is written in files; an empty text for TYPE_NONE and GROUP_NONE. */
struct str type_name(enum mention_type type);
struct str group_name(enum group_name group);
/* TYPE_NONE, GROUP_NONE where the text is no such name. */
enum mention_type type_find(struct str name);
enum group_name group_find(struct str name);

#endif
