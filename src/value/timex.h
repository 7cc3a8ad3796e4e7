/*
 * What the files of the date values share.
 *
 *     groups of the rule ─expression.c▶ struct expression ─resolve.c▶ struct moment(s) ─moment.c▶ TIMEX3 value, begin, until
 *
 * An expression is what was written: fields (year 2024, month 5) and shifts (one year before the anchor). A moment is a
 * stretch of the calendar with a grain; what neither the text nor an anchor tells stays open and is written with X.
 *
 * What a group's value (from its table) may say:
 *   year month day hour …    a number; without a table the text itself is read as one
 *   *_shift      [previous]±N    counted from the document's date, or from the date told last
 *                compared±N      years, from the one told in this sentence (较上年), else from the document's
 *   season       SP SU FA WI     daypart   MO MI AF EV NI DT AM PM (MI: midday)
 *   part         START MID END, or TEN1 TEN2 TEN3 for thirds of a month
 *   century      a number, or ±N from the anchor's
 *   same         the stretch told last (the first half), in the year that the other groups tell
 *   direction    [previous]±1    a shift by `number` `unit`, or to the next, second … `weekday`;
 *                stated±1        such a shift from the date that the other groups tell (three days after Easter);  past, future: a stretch that ends or begins at the anchor;
 *                first, final    the first, last `number` `unit` of what the other fields name
 *                ending          the `number` `unit` that end with the date that the other fields name
 *   unit         year half quarter season month week weekend day workday hour minute second decade century, [N] before it
 *   every        a TIMEX3 duration (P1Y), or nothing where other fields say what repeats
 *   reference    PAST_REF PRESENT_REF FUTURE_REF, or any other TIMEX3 value that stands for itself
 *   holiday      MM-DD; lunar M-D; lunar last (the eve of the new year); easter±N; term N; nth M N W (the N-th weekday W of
 *                month M, from its end where N < 0);  dates YYYY-MM-DD[/N] …, a list by year (of N days);  each of the others with an optional " N" (it lasts N days) or
 *                " -N", " +N" (the day N days before, after it)
 *   era          the year before the era's first;  zone   ±HH:MM or Z;  anchor   dateline: this dates the document
 *   fiscal, lunar   that it is so (lunar: `leap` for a leap month);  weekday   1 to 7;  ordinal   a number, negative from the end
 *   to           stands between the two ends of a length (3 to 5 years)
 *
 * Tables that are looked up by their names, in the language of the sentence (numeral: of the rule):
 *   numeral      number.h                hedge_before hedge_after   about: approx less more at_least at_most
 *   change       up, down                date_before date_after     mod: APPROX BEFORE AFTER ON_OR_BEFORE ON_OR_AFTER
 *   tense        future, past            ahead_before           a length after it is a date, if the tense is future: in two weeks
 *                                        ahead_never    near to these it is a length: the highest in two weeks
 *                                        tense_before   likewise, right before the date where the clause has no tense: by, until
 *   bound_near   what only bounds: since 1999, 1999年…以来
 *                                        year_ahead_before year_ahead_after year_ahead_near   future, past
 *   currency_default, family_NAME        what a currency of the family ~NAME is, and which codes belong to it
 *   place_NAME                           which code of the family ~NAME belongs to which country (the attribute `country` of names)
 *   convention   change_reach tense_reach horizon_months horizon_whole_months: numbers
 */
#ifndef VALUE_TIMEX_H
#define VALUE_TIMEX_H

#include "value/calendar.h"
#include "value/number.h"
#include "value/value.h"

enum { ABSENT = INT32_MIN };            /* "not written", for fields */

enum field {
    FIELD_YEAR, FIELD_MONTH, FIELD_DAY, FIELD_WEEKDAY, FIELD_WEEK, FIELD_QUARTER, FIELD_HALF, FIELD_SEASON,
    FIELD_DECADE, FIELD_CENTURY, FIELD_HOUR, FIELD_MINUTE, FIELD_SECOND, FIELD_ERA, FIELD_ORDINAL, FIELD_COUNT
};
enum shift_unit { SHIFT_YEAR, SHIFT_QUARTER, SHIFT_MONTH, SHIFT_WEEK, SHIFT_DAY, SHIFT_CENTURY, SHIFT_COUNT };

struct shift { bool set, previous, stated, compared; int32_t by; };

/* One date, as it was written. */
struct written {
    int32_t field[FIELD_COUNT];
    uint8_t year_digits;                /* 2: the century is to be guessed */
    struct shift shift[SHIFT_COUNT];
    struct str daypart, part, holiday;
    bool any;                           /* something of it was written */
};

enum direction { DIRECTION_NONE, DIRECTION_SHIFT, DIRECTION_PAST, DIRECTION_FUTURE, DIRECTION_FIRST, DIRECTION_FINAL, DIRECTION_ENDING };
enum unit {
    UNIT_NONE, UNIT_CENTURY, UNIT_DECADE, UNIT_YEAR, UNIT_HALF, UNIT_QUARTER, UNIT_SEASON, UNIT_MONTH, UNIT_WEEK,
    UNIT_WEEKEND, UNIT_DAY, UNIT_WORKDAY, UNIT_HOUR, UNIT_MINUTE, UNIT_SECOND
};

/* "two and a half years": a count and its unit. */
struct length { struct number count; enum unit unit; };
enum { MAX_LENGTHS = 4 };

struct expression {
    struct written from, to;
    bool range;                         /* `to` was written */
    struct length lengths[MAX_LENGTHS];
    uint32_t length_count;
    bool half;                          /* and a half of the last unit */
    bool bounded;                       /* the first two lengths bound a range: three to five years */
    enum direction direction;
    struct shift toward;                /* of DIRECTION_SHIFT: which way, and from where */
    bool set, lunar, leap, fiscal, dateline, same;
    struct str every, reference, zone;
};

enum grain {
    GRAIN_NONE, GRAIN_CENTURY, GRAIN_DECADE, GRAIN_YEAR, GRAIN_HALF, GRAIN_QUARTER, GRAIN_SEASON, GRAIN_MONTH, GRAIN_WEEK,
    GRAIN_WEEKEND, GRAIN_DAY, GRAIN_DAYPART, GRAIN_HOUR, GRAIN_MINUTE, GRAIN_SECOND
};

/* An instant of the calendar; a whole day where it has no time. */
struct instant { struct date date; bool timed; uint8_t hour, minute, second; };

/* A stretch of the calendar. */
struct moment {
    enum grain grain;
    struct date date;                   /* its first day, or the year of an ISO week; what is open is 0 */
    uint8_t index;                      /* which half, quarter, season or week; an open date's weekday */
    uint8_t days;                       /* of a festival that lasts; else 0 */
    uint8_t hour, minute, second;
    struct str daypart, part, zone;
    bool fiscal;
};

struct moments { struct moment from, to; bool range; struct str basis, mod; };

/* Everything that a value is read from and resolved against. */
struct value_context {
    const struct model *model;
    const struct document *document;
    const struct mentions *mentions;
    struct arena *arena;
    struct moment today;                /* the document's date; GRAIN_NONE where there is none */
    struct told {
        struct moment moment;
        uint32_t mention;
    } narrated[GRAIN_SECOND + 1], told[GRAIN_SECOND + 1];   /* told_find() */
    struct moments stretch;             /* told_stretch() */
    uint32_t stretch_at;
    uint32_t mention;                   /* the mention in question */
};

/* expression.c: false where a group holds no number that it could be. */
bool expression_read(const struct value_context *c, const struct candidate *candidate, struct expression *out);

/* context.c: the tables that look at what stands beside a mention. */
uint8_t context_language(const struct value_context *c, const struct mention *mention);
const struct table *context_table(const struct value_context *c, const struct mention *mention, struct str name);
/* What the longest key of the table says that ends right before, or begins right after, the mention. */
bool context_before(const struct value_context *c, const struct mention *mention, struct str table, struct str *out);
bool context_after(const struct value_context *c, const struct mention *mention, struct str table, struct str *out);
/* What the nearest key of the table in the mention's clause says; `reach` code points to both sides. */
bool context_near(const struct value_context *c, const struct mention *mention, struct str table, uint32_t reach,
                  struct str *out);
/* The row of a table for a key of ASCII letters. */
bool context_row(const struct value_context *c, const struct table *t, struct str key, struct str *out);
/* A number that the rules of a language set; `otherwise` where they do not. */
int32_t context_convention(const struct value_context *c, const struct mention *mention, struct str name, int32_t otherwise);

/*
 * told.c: the date that was told last and is at least as fine as the grain; NULL where there is none. What lies ahead and
 * what only bounds (until 3 May) is told in passing: it counts in its own sentence, later ones go on from where the
 * narrative stood.
 */
const struct told *told_find(const struct value_context *c, enum grain grain);
void told_keep(struct value_context *c, const struct moments *told, bool in_passing);
/* The months, quarters or half of a year that this paragraph told last: what 去年同期 compares with. NULL: none. */
const struct moments *told_stretch(const struct value_context *c);

/* holiday.c */
bool holiday_date(struct str rule, int32_t year, struct moment *out);

/* moment.c */
struct str moment_text(const struct moment *m, struct arena *arena);
/* First and last instant; false where the moment is open. */
bool moment_bounds(const struct moment *m, struct instant *begin, struct instant *until);
struct str instant_text(struct instant i, struct str zone, struct arena *arena);
int instant_compare(struct instant a, struct instant b);
/* Whether the moment tells so much: a day tells its month, a year no day. */
bool moment_knows(const struct moment *m, enum grain grain);
/* What the moment is at a coarser grain. */
struct moment moment_of(enum grain grain, struct date date);
enum grain unit_grain(enum unit unit);
/* The moment `count` units later; count may have a half. False where the moment is too coarse for that. */
bool moment_shift(const struct moment *from, enum unit unit, struct decimal count, struct moment *out);

/* resolve.c: false where the expression is nonsense (month 13). */
bool timex_resolve(const struct value_context *c, const struct mention *mention, const struct expression *e,
                   struct moments *out);
/* The moment that the shift counts from; GRAIN_NONE where nothing is known at that grain. */
struct moment anchor_find(const struct value_context *c, bool previous, enum grain grain, struct str *basis);

/* duration.c */
bool duration_value(const struct value_context *c, const struct mention *mention, const struct expression *e,
                    struct value *out);
bool set_value(const struct value_context *c, const struct expression *e, struct value *out);
/* The whole of a length where it is one number, as TIMEX3 writes it. */
struct str length_text(const struct expression *e, bool high, struct arena *arena);

/* date.c: one mention's date. */
bool date_value(struct value_context *c, const struct mention *mention, struct value *out, struct moments *resolved);
/* document_date.c: fills c->today. */
bool document_date_find(struct value_context *c, struct document_date *out);

/* amount.c */
bool amount_value(struct value_context *c, const struct mention *mention, struct value *out);

#endif
