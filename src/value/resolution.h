/* What the files of the resolution share: resolve.c reads one date, year.c what lies in a year, clock.c times, range.c two ends. */
#ifndef VALUE_RESOLUTION_H
#define VALUE_RESOLUTION_H

#include "value/timex.h"

/* The resolution of one mention. */
struct resolution {
    const struct value_context *c;
    const struct mention *mention;
    const struct expression *e;
    struct str basis;               /* the weakest ground that was used */
    bool future, past;              /* the tense of the clause */
};

static inline bool is_written(const struct written *w, enum field f) { return w->field[f] != ABSENT; }

/* resolve.c */
void resolution_ground(struct resolution *r, struct str basis);
bool resolution_anchor(struct resolution *r, bool previous, enum grain grain, struct date *out);
/* Whether a date of that grain was told before in the same sentence (or one that a semicolon joins to it), paragraph. */
bool told_in_sentence(const struct resolution *r, enum grain grain);
bool told_in_block(const struct resolution *r, enum grain grain);
/* One end of what was written, with its time of day. */
bool resolution_end(struct resolution *r, const struct written *w, struct moment *out);
bool month_shifted(struct resolution *r, const struct written *w, struct moment *out);

/* year.c */
/* Makes the date of a year (0: an open one); false where that year has none. */
typedef bool in_year_fn(const struct resolution *r, const struct written *w, int32_t year, struct moment *out);
in_year_fn day_in_year, holiday_in_year, lunar_in_year, stretch_in_year, week_in_year, ordinal_in_year;
/* The year that was written, or pointed at. 0: it was pointed at, but the anchor is not known. */
bool year_written(struct resolution *r, const struct written *w, int32_t *out);
/* The date in the year that was written, or else in the one that fits best. */
bool with_year(struct resolution *r, const struct written *w, in_year_fn *in_year, struct moment *out);
/* Monday, 18 February: moves to the nearest year in which that day is a Monday. */
void weekday_fit(const struct written *w, struct moment *m);

/* count.c */
/* "three days later", "2 years and 3 months ago"; `high` takes the far end of 三四天前. */
bool shifted_by_length(struct resolution *r, bool high, struct moment *out);
/* "three weeks later" after a date of a month: the days that it may be. False where that case is not at hand. */
bool shifted_from_coarse(struct resolution *r, struct moments *out);
/* 前三季度, the last five days of May: whole units at the beginning or the end of what contains them. */
bool counted_out(struct resolution *r, const struct written *w, struct moments *out);
/* The three months ended 30 June. */
bool ending_with(struct resolution *r, struct moments *out);

/* clock.c: sets the time of a day; false where there is no such time. */
bool clock_set(const struct written *w, struct str zone, struct moment *m);

/* range.c */
bool range_resolve(struct resolution *r, struct moments *out);

#endif
