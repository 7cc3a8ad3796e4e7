/*
 * When the document was written: given by the caller > stated in a dateline or byline > inferred from the latest year that
 * the text tells of > unknown. There is no clock.
 */
#include "value/timex.h"

enum { EDGE_BLOCKS = 4 };           /* a byline stands in the first or last few blocks */

static bool take_figures(struct str *rest, uint32_t most, int32_t *out)
{
    uint32_t length = 0;
    int32_t value = 0;
    for (; length < rest->len && length < most && rest->ptr[length] >= '0' && rest->ptr[length] <= '9'; length++)
        value = value * 10 + (rest->ptr[length] - '0');
    *rest = str_skip(*rest, length);
    *out = value;
    return length > 0;
}

static bool take_mark(struct str *rest, const char *marks)
{
    if (!rest->len || !strchr(marks, rest->ptr[0]))
        return false;
    *rest = str_skip(*rest, 1);
    return true;
}

/* "2024", "2024-05", "2024-05-12", "2024-05-12T08:30:00+08:00" */
static bool given_read(struct str text, struct moment *out)
{
    struct str rest = str_trim(text);
    int32_t year, month = 0, day = 0, hour, minute = 0, second = 0;
    if (!take_figures(&rest, 4, &year))
        return false;
    struct moment m = { .grain = GRAIN_YEAR, .date = { year, 0, 0 } };
    if (take_mark(&rest, "-/.")) {
        if (!take_figures(&rest, 2, &month) || month < 1 || month > MONTHS)
            return false;
        m.grain = GRAIN_MONTH;
        m.date.month = (uint8_t)month;
        if (take_mark(&rest, "-/.")) {
            m.grain = GRAIN_DAY;
            if (!take_figures(&rest, 2, &day))
                return false;
            m.date.day = (uint8_t)day;
            if (!date_is_valid(m.date))
                return false;
        }
    }
    if (m.grain == GRAIN_DAY && take_mark(&rest, "T ")) {
        if (!take_figures(&rest, 2, &hour) || hour > 23)
            return false;
        m.grain = GRAIN_SECOND;
        if (take_mark(&rest, ":") && take_figures(&rest, 2, &minute) && take_mark(&rest, ":"))
            take_figures(&rest, 2, &second);
        m.hour = (uint8_t)hour;
        m.minute = (uint8_t)(minute < 60 ? minute : 0);
        m.second = (uint8_t)(second < 60 ? second : 0);
    }
    *out = m;
    return year >= FIRST_CALENDAR_YEAR;
}

bool document_date_valid(struct str given)
{
    struct moment ignored;
    return given_read(given, &ignored);
}

/* A date that has its line to itself, or stands in a byline, near an edge of the document. */
static bool in_byline(const struct value_context *c, const struct mention *mention)
{
    enum { SLACK = 2 };
    const struct document *d = c->document;
    uint32_t index = d->sentences.at[mention->sentence].block;
    const struct block *block = &d->blocks.at[index];
    bool edge = index < EDGE_BLOCKS || index + EDGE_BLOCKS >= d->blocks.count;
    return edge && (block->kind == BLOCK_BYLINE || span_len(block->span) <= span_len(mention->span) + SLACK);
}

/* Whether the year is only looked forward to: "by 2030". */
static bool is_ahead(const struct value_context *c, const struct mention *mention)
{
    enum { REACH = 40 };
    struct str side;
    if (context_before(c, mention, STR("year_ahead_before"), &side) || context_after(c, mention, STR("year_ahead_after"), &side)
        || context_near(c, mention, STR("year_ahead_near"), REACH, &side))
        return str_equal(side, STR("future"));
    return false;
}

/* The latest year that the text tells of, and not only looks forward to; 0 where there is none. */
static int32_t year_infer(struct value_context *c)
{
    enum { FIRST_PRINTED = 1900, LAST_PRINTED = 2100, ROUND = 10, FAR = 11 };
    int32_t latest = 0, second = 0;
    uint32_t times = 0;
    for (uint32_t i = 0; i < c->mentions->list.count; i++) {
        const struct mention *mention = &c->mentions->list.at[i];
        struct expression e;
        if (mention->type != TYPE_DATE || !expression_read(c, mention->from, &e) || e.from.field[FIELD_YEAR] == ABSENT
            || e.from.field[FIELD_ERA] != ABSENT || e.from.year_digits == 2 || e.lunar)
            continue;
        int32_t year = e.from.field[FIELD_YEAR];
        if (year < FIRST_PRINTED || year > LAST_PRINTED || is_ahead(c, mention))
            continue;
        if (year > latest) {
            second = latest;
            latest = year;
            times = 0;
        } else if (year < latest && year > second) {
            second = year;
        }
        times += year == latest;
    }
    /* A round year, once, well after all others is a goal: "net zero by 2060". */
    if (second && times == 1 && latest % ROUND == 0 && latest - second >= FAR && second >= 2000)
        return second;
    return latest;
}

/* The first dateline, else the first byline, that names a day. */
static bool stated_find(struct value_context *c, struct moment *out, uint32_t *at)
{
    for (int byline = 0; byline <= 1; byline++)
        for (uint32_t i = 0; i < c->mentions->list.count; i++) {
            const struct mention *mention = &c->mentions->list.at[i];
            struct expression e;
            struct moments m;
            if (mention->type != TYPE_DATE || !expression_read(c, mention->from, &e) || e.set || e.range || e.reference.len)
                continue;
            if (byline ? !in_byline(c, mention) || e.from.field[FIELD_YEAR] == ABSENT : !e.dateline)
                continue;
            c->mention = i;
            if (!timex_resolve(c, mention, &e, &m) || m.from.grain < GRAIN_DAY || !m.from.date.day)
                continue;
            *out = m.from;
            *at = i;
            return true;
        }
    return false;
}

bool document_date_find(struct value_context *c, struct document_date *out)
{
    struct moment stated;
    *out = (struct document_date){ .basis = STR("none"), .mention = NONE, .dateline = NONE };
    c->today = (struct moment){ .grain = GRAIN_NONE };
    if (given_read(c->document->given_date, &c->today)) {
        out->basis = STR("given");
        stated_find(c, &stated, &out->dateline);
    } else {
        int32_t year = year_infer(c);
        if (year)
            c->today = (struct moment){ .grain = GRAIN_YEAR, .date = { year, 0, 0 } };
        out->basis = year ? STR("inferred") : STR("none");
        if (stated_find(c, &stated, &out->mention)) {
            c->today = stated;
            out->basis = STR("stated");
            out->dateline = out->mention;
        }
    }
    /* A byline's hour serves what is told by the hour; the document's date is its day. */
    struct moment day = c->today;
    if (out->mention != NONE)
        day.grain = GRAIN_DAY;
    if (c->today.grain != GRAIN_NONE)
        out->value = moment_text(&day, c->arena);
    if (!c->today.date.year)            /* a dateline without any year in the text */
        c->today = (struct moment){ .grain = GRAIN_NONE };
    return true;
}
