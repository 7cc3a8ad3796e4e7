/* When: the date of the clause, of the sentence, of the narrative, or of the document. */
#include "event/parts.h"
#include "value/calendar.h"

enum { SENTENCES_BACK = 3, LEAD_BLOCKS = 3, DAY = sizeof "2024-05-12" - 1 };

/* What the first paragraphs tell without a date is the news of the day; of what is planned and not announced by
 * anybody, what the very first tells. */
static bool is_news(const struct finder *f, const struct event *e)
{
    uint32_t paragraphs = 0, block = f->d->sentences.at[e->sentence].block;
    for (uint32_t i = 0; i < block; i++)
        paragraphs += f->d->blocks.at[i].kind == BLOCK_PARAGRAPH;
    bool plan = str_equal(e->modality, STR("planned")) && !str_equal(e->status, STR("announced"));
    return paragraphs < (plan ? 1 : LEAD_BLOCKS) && e->quote == NONE;
}

static bool has_day(const struct finder *f)
{
    struct str value = f->values->date.value;
    bool open = value.len && value.ptr[0] == 'X';       /* XXXX-12-30: the year is not known */
    return !open && value.len >= sizeof "2024-05-12" - 1 && !str_equal(f->values->date.basis, STR("inferred"));
}

/* The value of the period that results are told for, or NULL. */
static const struct value *period_of(const struct finder *f, const struct event *e)
{
    for (uint32_t i = 0; i < e->arguments.count; i++)
        if (e->arguments.at[i].mention != NONE && role_is_period(f, e->arguments.at[i].role))
            return &f->values->of[e->arguments.at[i].mention];
    return NULL;
}

/*
 * A point or stretch of the calendar: durations and repeated times date nothing; nor does the period of a result, and
 * what is over before that period is what the result is compared with.
 */
static bool can_date(const struct finder *f, const struct event *e, const struct reference *r)
{
    if (!r || r->type != TYPE_DATE || r->mention == NONE)
        return false;
    if (r->mention == f->values->date.mention && has_day(f) && is_news(f, e))
        return false;               /* the document's date, in front of its first sentence, dates what nothing else does */
    for (uint32_t i = 0; i < e->arguments.count; i++)
        if (e->arguments.at[i].mention == r->mention)
            return false;
    const struct value *v = &f->values->of[r->mention], *period = period_of(f, e);
    if (!e->modality.len && str_equal(v->date, STR("FUTURE_REF")))
        return false;               /* 几个月后, in what has happened: later than what was told before, and no day to come */
    if (str_equal(v->mod, STR("ON_OR_BEFORE")))
        return false;               /* 截至22日, as of Monday: when it was counted, not when it happened */
    bool before = period && period->begin.len && v->until.len && str_compare(v->until, period->begin) < 0;
    return v->valid && (v->timex == TIMEX_DATE || v->timex == TIMEX_TIME) && !before;
}

/* Whether another event's trigger stands among the cells. */
static bool holds_trigger(const struct finder *f, const struct event *e, const struct tape *tape, uint32_t begin, uint32_t end)
{
    struct span span = begin < end ? tape_span(tape, (struct span){ begin, end }) : (struct span){ 0, 0 };
    for (uint32_t i = f->out->list.count; i-- > 0 && f->out->list.at[i].sentence == e->sentence;) {
        const struct event *other = &f->out->list.at[i];
        if (!span_equal(other->trigger, e->trigger) && span_covers(span, other->trigger))
            return true;
    }
    return false;
}

/*
 * "declared it on Saturday and visited the town the next day", "ruled on Monday for a man who was shot in 2020": the date behind,
 * where another event stands between the one before and the trigger, or in front of that date.
 */
static uint32_t own_behind(const struct finder *f, const struct event *e, const struct tape *tape, struct span cells,
                           uint32_t trigger, uint32_t date)
{
    uint32_t at = trigger + 1;
    while (at < cells.end && !(can_date(f, e, cell_reference(f, tape, at)) && tape->cells[at].reference != e->told_on))
        at++;
    bool own = at < cells.end && (holds_trigger(f, e, tape, cells.begin, date) || holds_trigger(f, e, tape, date, trigger))
               && !holds_trigger(f, e, tape, trigger, at);
    return own ? cell_reference(f, tape, at)->mention : NONE;
}

/* 2011年至2018年间 is a stretch of the past that was looked back on, not the day that the text has come to. */
static bool is_range(const struct value *v) { return v->date.len && memchr(v->date.ptr, '/', v->date.len); }

/* "was fined for what it did between 2013 and 2018": a stretch of years that is not said of the trigger ("built between 2013 and 2018"). */
static bool is_looked_back_on(const struct finder *f, const struct event *e, const struct reference *r)
{
    enum { BESIDE = 20, YEAR = 4 };
    const struct value *v = &f->values->of[r->mention];
    bool years = is_range(v) && v->begin.len > YEAR && v->until.len > YEAR && !str_equal(str_head(v->begin, YEAR), str_head(v->until, YEAR));
    return years && r->span.begin > e->trigger.end + BESIDE;
}

/* 批准了甲与乙于2月签署的协议: a date right before another trigger is that one's. */
static bool dates_next(const struct finder *f, const struct event *e, const struct tape *tape, uint32_t date, uint32_t end)
{
    enum { RIGHT_BEFORE = 6 };          /* too few for an English verb */
    uint32_t until = date + 1 + RIGHT_BEFORE < end ? date + 1 + RIGHT_BEFORE : end;
    return holds_trigger(f, e, tape, date + 1, until);
}

static bool is_after_today(const struct finder *f, const struct event *e, const struct value *v)
{
    struct str today = f->values->date.value;
    return !e->modality.len && has_day(f) && v->begin.len && str_compare(v->begin, today) > 0 && !str_starts(v->begin, today);
}

/* What has happened did not happen on a day to come: "would close by March. Shares rose 3%". */
static bool is_to_come(const struct finder *f, const struct event *e, const struct reference *r)
{
    return is_after_today(f, e, &f->values->of[r->mention]);
}

/*
 * The date nearest to the trigger among the cells: before it, else behind it. "said on Wednesday that thieves had broken
 * in last month": the day of the telling dates what is told only where nothing else does. "testified that he had warned
 * them in 2017": nor does the day of what is told date the telling. A day to come dates what has happened only right behind
 * it: they reached a deal and lower prices until 2030.
 */
static uint32_t nearest(const struct finder *f, const struct event *e, const struct tape *tape, struct span cells, uint32_t trigger)
{
    enum { BESIDE = 12 };
    uint32_t told = NONE;
    for (uint32_t i = trigger; i-- > cells.begin;)
        if (can_date(f, e, cell_reference(f, tape, i))) {
            if (tape->cells[i].reference != e->told_on) {
                uint32_t own = own_behind(f, e, tape, cells, trigger, i);
                return own != NONE ? own : cell_reference(f, tape, i)->mention;
            }
            told = str_equal(e->order, STR("content")) ? told : cell_reference(f, tape, i)->mention;
        }
    for (uint32_t i = trigger; i < cells.end; i++) {
        const struct reference *r = cell_reference(f, tape, i);
        if (can_date(f, e, r) && tape->cells[i].reference != e->told_on && !is_looked_back_on(f, e, r) && !dates_next(f, e, tape, i, cells.end)
            && (i <= trigger + BESIDE || !is_to_come(f, e, r)))
            return r->mention;
    }
    return told;
}

/* 去年同期, "a year earlier": it says with what the news is compared, and dates only what is told in its own clause. */
static bool is_comparison(const struct finder *f, const struct reference *r)
{
    const struct candidate *from = f->mentions->list.at[r->mention].from;
    return group_of(from->groups, from->group_count, GROUP_same) != NULL;
}

/* The period of a result that was read before is that, and no day on which something else happened. */
static bool is_period(const struct finder *f, const struct reference *r)
{
    for (uint32_t i = f->out->list.count; i-- > 0 && f->out->list.at[i].sentence + SENTENCES_BACK >= r->sentence;) {
        const struct event *e = &f->out->list.at[i];
        for (uint32_t k = 0; k < e->arguments.count; k++)
            if (e->arguments.at[k].mention == r->mention)
                return true;
    }
    return false;
}

static bool is_by_the_way(const struct finder *f, const struct event *e)
{
    return str_equal(e->order, STR("aside")) || f->m->events[e->type].aside;
}

/* "The firm, founded in 2015, said …": the date of what is told by the way dates nothing else. */
static bool is_aside(const struct finder *f, const struct reference *r)
{
    for (uint32_t i = f->out->list.count; i-- > 0 && f->out->list.at[i].sentence >= r->sentence;) {
        const struct event *e = &f->out->list.at[i];
        if (e->date == r->mention && e->date_basis == DATE_CLAUSE && is_by_the_way(f, e))
            return true;
    }
    return false;
}

/* "currently on sale": it dates what it stands beside, and nothing else. */
static bool is_now(const struct finder *f, const struct reference *r) { return str_equal(f->values->of[r->mention].date, STR("PRESENT_REF")); }

static bool dates_others(const struct finder *f, const struct event *e, const struct reference *r)
{
    return can_date(f, e, r) && !is_now(f, r) && !is_comparison(f, r) && !is_period(f, r) && !is_aside(f, r) && !is_to_come(f, e, r);
}

/* 警告称2030年…, 2月原油期货: the day of what is said, and that on which a contract is due. */
static bool is_content(const struct event *e, const struct tape *tape, uint32_t cell)
{
    return tape->cells[cell].reference == e->told_on && str_equal(e->order, STR("content"));
}

/* A date of another clause counts where it stands before the trigger, or is the only one. */
static uint32_t of_sentence(const struct finder *f, const struct event *e, const struct tape *tape, uint32_t trigger)
{
    uint32_t count = 0, last = NONE, before = NONE;
    for (uint32_t i = 0; i < tape->text.len; i++) {
        const struct reference *r = cell_reference(f, tape, i);
        if (!dates_others(f, e, r) || is_looked_back_on(f, e, r) || is_content(e, tape, i))
            continue;
        count++;
        last = r->mention;
        if (i < trigger)
            before = last;
    }
    return before != NONE ? before : count == 1 ? last : NONE;
}

/* (announced in October, completed in May): what stands in brackets is told by the way. */
static bool in_brackets(const struct finder *f, const struct reference *r)
{
    uint32_t at = r->span.begin, begin = f->d->sentences.at[r->sentence].span.begin;
    while (at > begin && f->d->norm[at - 1] != '(' && f->d->norm[at - 1] != ')')
        at--;
    return at > begin && f->d->norm[at - 1] == '(';
}

/* The last date told before in the same paragraph, outside of quotations. */
static uint32_t of_narrative(const struct finder *f, const struct event *e)
{
    uint32_t sentence = e->sentence;
    const struct reference *all = f->links->references.at;
    uint32_t block = f->d->sentences.at[sentence].block, found = NONE;
    uint32_t end = reference_from(all, f->drawn, f->d->sentences.at[sentence].span.begin);
    for (uint32_t i = end; i-- > 0 && found == NONE;) {
        const struct reference *r = &all[i];
        if (r->sentence + SENTENCES_BACK < sentence || f->d->sentences.at[r->sentence].block != block)
            break;
        if (dates_others(f, e, r) && !in_brackets(f, r) && f->values->of[r->mention].begin.len && !is_range(&f->values->of[r->mention]) && document_quote_at(f->d, r->span, true) == NONE)
            found = r->mention;
    }
    return found;
}

/* Days since 1970 of a plain day; INT32_MIN for anything else. */
static int32_t days_from(struct str day)
{
    int32_t part[3] = { 0 }, n = 0;
    for (uint32_t i = 0; i < day.len && i < DAY; i++)
        if (day.ptr[i] == '-')
            n += n < 2;
        else if (day.ptr[i] >= '0' && day.ptr[i] <= '9')
            part[n] = part[n] * 10 + day.ptr[i] - '0';
        else
            return INT32_MIN;
    struct date d = { part[0], (uint8_t)part[1], (uint8_t)part[2] };
    return n == 2 && date_is_valid(d) ? date_days(d) : INT32_MIN;
}

/* The day that the lead tells its news of (on Friday), where that is one of the last days: what follows without a date is of that day. */
static uint32_t of_lead(const struct finder *f, const struct event *e)
{
    enum { DAYS_BACK = 3 };
    const struct document *d = f->d;
    uint32_t sentence = 0;
    while (sentence < d->sentences.count && d->blocks.at[d->sentences.at[sentence].block].kind != BLOCK_PARAGRAPH)
        sentence++;
    if (sentence >= d->sentences.count || sentence >= e->sentence)
        return NONE;
    int32_t today = days_from(str_head(f->values->date.value, DAY));
    const struct reference *all = f->links->references.at;
    for (uint32_t i = reference_from(all, f->drawn, d->sentences.at[sentence].span.begin); i < f->drawn && all[i].sentence == sentence; i++) {
        if (all[i].type != TYPE_DATE || all[i].mention == NONE || all[i].mention == f->values->date.mention || !dates_others(f, e, &all[i]))
            continue;
        const struct value *v = &f->values->of[all[i].mention];
        int32_t day = days_from(v->begin.len > DAY ? str_head(v->begin, DAY) : v->begin);
        bool plain = v->date.len >= DAY && days_from(str_head(v->date, DAY)) == day;      /* no weekend */
        return plain && day != INT32_MIN && today != INT32_MIN && day <= today && day + DAYS_BACK >= today ? all[i].mention : NONE;
    }
    return NONE;
}

/* Results of a period that ended long ago were not told today: 2023年，星河科技营收12亿元, in an article of 2026. */
static bool is_old(const struct finder *f, const struct value *period)
{
    enum { LONG_AGO = 200 };
    int32_t today = has_day(f) ? days_from(str_head(f->values->date.value, DAY)) : INT32_MIN;
    int32_t end = period->until.len >= DAY ? days_from(str_head(period->until, DAY)) : INT32_MIN;
    return today != INT32_MIN && end != INT32_MIN && end + LONG_AGO < today;
}

/* What lies weeks ahead is planned, though no cue says so: "The trial begins in March". A weekday may be the last one as well as the next. */
static bool is_far_ahead(const struct finder *f, const struct event *e, const struct value *v)
{
    enum { WEEK = 7 };
    int32_t today = has_day(f) ? days_from(str_head(f->values->date.value, DAY)) : INT32_MIN;
    int32_t begin = v->begin.len >= DAY ? days_from(str_head(v->begin, DAY)) : INT32_MIN;
    return is_after_today(f, e, v) && today != INT32_MIN && begin != INT32_MIN && begin > today + WEEK;
}

void date_find(struct finder *f, const struct tape *tape, struct event *e)
{
    uint32_t trigger = tape_cells_of(tape, e->trigger).begin;
    e->date = nearest(f, e, tape, tape_clause(f, tape, trigger), trigger);
    e->date_basis = DATE_CLAUSE;
    if (e->date == NONE) {
        e->date = of_sentence(f, e, tape, trigger);
        e->date_basis = DATE_SENTENCE;
    }
    /* "has ordered a review of the wall, which was built in 2019": what has happened by now is dated before it is told. */
    bool recent = str_equal(e->order, STR("now")), aside = is_by_the_way(f, e);
    if (aside && e->date_basis == DATE_SENTENCE)
        e->date = NONE;
    if (recent && e->date_basis == DATE_SENTENCE && e->date != NONE && f->mentions->list.at[e->date].span.begin > e->trigger.begin)
        e->date = NONE;
    /*
     * Results for a period are told when they are told; 此前 is before what the narrative has come to, and what has
     * happened by now did not happen then, nor is what is denied told of then. What is tied to a condition happens neither
     * then nor today; what has happened by now, and a denial, that nothing dates are of today.
     */
    bool period = period_of(f, e) != NULL, earlier = aside || str_equal(e->order, STR("before"));
    bool open = str_equal(e->modality, STR("conditional"));
    bool denied = str_equal(e->modality, STR("denied")), today = e->quote == NONE && (recent || denied);
    if (e->date == NONE && e->quote == NONE && !period && !earlier && !recent && !open && !denied) {
        e->date = of_narrative(f, e);
        e->date_basis = DATE_NARRATIVE;
    }
    if (e->date == NONE && period && is_old(f, period_of(f, e)))
        e->date_basis = DATE_NONE;
    else if (e->date == NONE)
        e->date_basis = has_day(f) && !earlier && !open && (period || today || is_news(f, e)) ? DATE_DOCUMENT : DATE_NONE;
    if (e->date_basis == DATE_CLAUSE && e->date != NONE && !e->polarity.len && !e->status.len && is_far_ahead(f, e, &f->values->of[e->date]))
        e->modality = STR("planned");
    uint32_t lead = e->date_basis == DATE_DOCUMENT && !today && !period ? of_lead(f, e) : NONE;
    if (lead != NONE) {
        e->date = lead;
        e->date_basis = DATE_NARRATIVE;
    }
}
