#include "timeline/day.h"

#include <stdlib.h>

enum { DAY = sizeof "2024-05-12" - 1, REORDERED = 64 };

static struct str day_of(struct str begin) { return begin.len > DAY ? str_head(begin, DAY) : begin; }
static bool is_timed(const struct dated *d) { return d->begin.len > DAY; }

/* By day; within one the instants first, in their order; the others as they are told. */
static int dated_compare(const void *left, const void *right)
{
    const struct dated *a = left, *b = right;
    int order = str_compare(day_of(a->begin), day_of(b->begin));
    if (!order && is_timed(a) != is_timed(b))
        return is_timed(a) ? -1 : 1;
    order = order ? order : str_compare(a->begin, b->begin);
    return order ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

static bool follows(const struct model *m, const struct dated *later, const struct dated *earlier)
{
    if (later->fixed || earlier->fixed)
        return false;
    for (uint32_t i = 0; i < m->follows_count; i++)
        if (str_equal(model_str(m, m->follows[i].later), later->type) && str_equal(model_str(m, m->follows[i].earlier), earlier->type))
            return true;
    return false;
}

static void move_to(struct dated *day, uint32_t from, uint32_t to)
{
    struct dated item = day[from];
    memmove(day + to + 1, day + to, (from - to) * sizeof *day);
    day[to] = item;
}

/* Of one hour (or one evening), too, what follows stands behind what it follows. */
static void order_hours(const struct model *m, struct dated *day, uint32_t timed)
{
    for (uint32_t i = 1; i < timed; i++) {
        uint32_t at = i;
        for (uint32_t k = i; k-- > 0 && str_equal(day[k].begin, day[i].begin);)
            at = follows(m, &day[k], &day[i]) ? k : at;
        move_to(day, i, at);
    }
}

/* Where the i-th of a day goes among those before it, of which the first `timed` have an hour. */
static uint32_t place_in_day(const struct model *m, const struct dated *day, uint32_t i, uint32_t timed)
{
    uint32_t at = 0, least = 0;
    for (uint32_t k = 0; k < i; k++) {
        bool nearer = day[k].rank < day[i].rank && (!at || day[k].rank > day[at - 1].rank);
        at = nearer ? k + 1 : at;
        least = follows(m, &day[i], &day[k]) ? k + 1 : least;
    }
    at = at > least ? at : least;
    for (uint32_t k = at; k-- > least && k >= timed;)
        at = follows(m, &day[k], &day[i]) ? k : at;
    return at;
}

static void order_day(const struct model *m, struct dated *day, uint32_t count, uint32_t timed)
{
    if (count > REORDERED)
        return;
    order_hours(m, day, timed);
    for (uint32_t i = timed; i < count; i++) {
        uint32_t at = place_in_day(m, day, i, timed);
        move_to(day, i, at);
        timed += at < timed;                /* the hours stand one place further on: what is in front of them stays there */
    }
}

void dated_sort(const struct model *m, struct dated *list, uint32_t count)
{
    qsort(list, count, sizeof *list, dated_compare);
    for (uint32_t begin = 0, end, timed; begin < count; begin = end) {
        for (end = begin, timed = 0; end < count && str_equal(day_of(list[end].begin), day_of(list[begin].begin)); end++)
            timed += is_timed(&list[end]);
        order_day(m, list + begin, end - begin, timed);
    }
}
