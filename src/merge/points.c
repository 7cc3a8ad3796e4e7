/*
 * How much speaks for it that two accounts are of one event. What speaks for it and against it adds up (the table below); some
 * things exclude it: another type, another mood, a revision beside what it revises, others in a role that the event must have,
 * another period, or days too far apart.
 *
 * Names in two scripts without an id neither agree nor contradict: 星河科技 may be Galaxy Tech.
 */
#include "merge/parts.h"

#include "base/utf8.h"
#include "value/calendar.h"

#include <stdlib.h>

/* Twice as many points as arguments for one event; EXCLUDED: it can't be one. */
enum {
    SHARED_FIRST = 4, SHARED_MORE = 3, SHARED_PLACE = 2, PLACE_WITHIN = 1, SHARED_AMOUNT = 3, SHARED_PERIOD = 2, SHARED_PHRASE = 3,
    OTHER_PARTICIPANT = -4, OTHER_PLACE = -3, OTHER_AMOUNT = -2, OTHER_AMOUNT_OF_ONE = -4, OTHER_COUNT = -1,
    SAME_DAY = 4, SAME_TIME = 1, SAME_YEAR = -1, NEAR_DAY = 1, NEAR_WEEK = -1, NEAR_MONTH = -4,
    INFERRED_NEAR = 2, INFERRED_MONTHS = -3, INFERRED_FAR = -6,
    OPEN_SAME = 2, OPEN_WEEKDAY = 1, OPEN_OTHER = -3,
    ONCE = 2, SOLE = 4, MUCH_CONTEXT = 2, SOME_CONTEXT = 1, DOCUMENTS_NEAR = 1,
    ENOUGH = MERGE_ENOUGH, EXCLUDED = MERGE_EXCLUDED
};
enum { DAYS_NEAR = 3, DAYS_WEEK = 10, DAYS_MONTHS = 60, DAYS_PLAN = 500, DAYS_YEAR = 180, CONTEXT_NAMES = 3, AFFAIR_NAMES = 2 };

/* --- days ------------------------------------------------------------------------------------------------------------------------ */

int32_t merge_day(struct str date)
{
    enum { DAY = sizeof "2024-05-12" - 1 };
    int32_t number[3] = { 0 };
    uint32_t part = 0;
    if (date.len < DAY)
        return NO_DAY;
    for (uint32_t i = 0; i < DAY; i++) {
        char c = date.ptr[i];
        if (c == '-')
            part += part < 2;
        else if (c < '0' || c > '9')
            return NO_DAY;
        else
            number[part] = number[part] * 10 + (c - '0');
    }
    struct date d = { number[0], (uint8_t)number[1], (uint8_t)number[2] };
    return date_is_valid(d) ? date_days(d) : NO_DAY;
}

bool merge_told_day(const struct measures *w, uint32_t account)
{
    const struct account *a = &w->m->accounts.at[account];
    return date_is_told(a->date_basis) && w->first[account] != NO_DAY && w->first[account] == w->last[account];
}

/* Days between two stretches; 0 where they touch. */
static int32_t gap(const struct measures *w, uint32_t a, uint32_t b)
{
    if (w->first[a] > w->last[b])
        return w->first[a] - w->last[b];
    return w->first[b] > w->last[a] ? w->first[b] - w->last[a] : 0;
}

/* XXXX-02-10 fits 2024-02-10, XXXX-WXX-4 any Thursday. */
static int compare_open(const struct measures *w, uint32_t a, uint32_t b)
{
    enum { DAY = sizeof "2024-05-12" - 1, WEEKDAY = sizeof "XXXX-WXX-4" - 1 };
    struct str x = w->m->accounts.at[a].value, y = w->m->accounts.at[b].value;
    bool week_x = x.len >= WEEKDAY && x.ptr[5] == 'W', week_y = y.len >= WEEKDAY && y.ptr[5] == 'W';
    if (x.len < DAY || y.len < DAY)
        return 0;
    if (week_x != week_y) {
        int32_t day = week_x ? w->first[b] : w->first[a];
        char written = week_x ? x.ptr[9] : y.ptr[9];
        if (day == NO_DAY || written == 'X')
            return 0;
        return date_weekday(date_from_days(day)) == written - '0' ? OPEN_WEEKDAY : OPEN_OTHER;
    }
    bool any = false;
    for (uint32_t i = 5; i < DAY; i++) {
        if (x.ptr[i] == 'X' || y.ptr[i] == 'X')
            continue;
        if (x.ptr[i] != y.ptr[i])
            return OPEN_OTHER;
        any |= x.ptr[i] >= '0' && x.ptr[i] <= '9';
    }
    return !any ? 0 : week_x ? OPEN_WEEKDAY : OPEN_SAME;
}

static bool is_plan(const struct account *a) { return str_equal(a->modality, STR("planned")) || str_equal(a->modality, STR("asked")); }

/* A year or more: it says little of when. */
static bool is_year(const struct measures *w, uint32_t account) { return w->last[account] - w->first[account] > DAYS_YEAR; }

static int compare_days(const struct measures *w, uint32_t a, uint32_t b)
{
    const struct account *x = &w->m->accounts.at[a], *y = &w->m->accounts.at[b];
    bool told_x = date_is_told(x->date_basis), told_y = date_is_told(y->date_basis);
    if (w->first[a] == NO_DAY || w->first[b] == NO_DAY || w->last[a] == NO_DAY || w->last[b] == NO_DAY)
        return x->value.len && y->value.len ? compare_open(w, a, b) : 0;
    int32_t days = gap(w, a, b);
    /* A plan has the day on which it is told; what became of it is later. */
    if (is_plan(x) != is_plan(y) && days > DAYS_NEAR) {
        bool later = is_plan(x) ? w->first[b] > w->last[a] : w->first[a] > w->last[b];
        return later && days <= DAYS_PLAN ? 0 : EXCLUDED;
    }
    if (told_x && told_y) {
        if (!days)
            return merge_told_day(w, a) && merge_told_day(w, b) ? SAME_DAY : is_year(w, a) != is_year(w, b) ? SAME_YEAR : SAME_TIME;
        return days < DAYS_NEAR ? NEAR_DAY : days <= DAYS_WEEK ? NEAR_WEEK : days <= DAYS_MONTHS / 2 ? NEAR_MONTH : EXCLUDED;
    }
    return days <= DAYS_NEAR ? INFERRED_NEAR : days <= DAYS_WEEK ? 0 : days <= DAYS_MONTHS ? INFERRED_MONTHS : INFERRED_FAR;
}

/* --- roles ------------------------------------------------------------------------------------------------------------------------ */

uint8_t merge_script(const struct model *model, struct str text)
{
    enum { HAN = 1, LETTERS = 2 };
    uint8_t found = 0;
    bool bad;
    while (text.len) {
        uint32_t c;
        text = str_skip(text, utf8_read(text, &c, &bad));
        enum char_kind kind = model_kind(model, c);
        found |= kind == CHAR_HAN ? HAN : kind == CHAR_UPPER || kind == CHAR_LOWER ? LETTERS : 0;
    }
    return found;
}

bool merge_incomparable(const struct measures *w, uint32_t a, uint32_t b)
{
    const struct merged_entity *x = &w->m->entities.at[a], *y = &w->m->entities.at[b];
    return !(w->script[a] & w->script[b]) && !(x->id.len && y->id.len);
}

uint32_t merge_only_filler(const struct merge *m, const struct account *a, uint16_t role)
{
    uint32_t found = NONE;
    for (uint32_t i = 0; i < a->arguments.count; i++) {
        uint32_t entity = a->arguments.at[i].role == role ? argument_entity(&m->ground, &a->arguments.at[i]) : NONE;
        if (entity != NONE && found != NONE && found != entity)
            return NONE;
        found = entity != NONE ? entity : found;
    }
    return found;
}

static uint8_t type_of_argument(const struct merge *m, const struct argument *a)
{
    return m->mentions.at[a->mention != NONE ? a->mention : a->reference].type;
}

/* What the rules say of a role; NULL where the rules at hand do not have it. */
static const struct event_role *rule_of(const struct merge *m, const struct account *a, uint16_t role)
{
    const struct model *model = m->model;
    for (uint32_t i = 0; i < model->event_count; i++) {
        if (!str_equal(model_str(model, model->events[i].name), m->types.at[a->type]))
            continue;
        for (uint32_t k = 0; k < model->events[i].role_count; k++) {
            const struct event_role *r = &model->roles[model->events[i].first_role + k];
            if (str_equal(model_str(model, r->name), m->roles.at[role]))
                return r;
        }
    }
    return NULL;
}

bool merge_nearly_equal(const struct value *a, const struct value *b)
{
    struct decimal more, less, margin = { 105, -2 }, big = a->number, small = b->number;
    if (!a->has_number || !b->has_number || !str_equal(a->unit, b->unit))
        return false;
    if (decimal_compare(big, small) < 0) {
        big = b->number;
        small = a->number;
    }
    more = small;
    less = big;
    return small.coefficient > 0 && decimal_multiply(more, margin, &more) && decimal_compare(more, less) >= 0;
}

static bool amounts_near(const struct merge *m, const struct account *a, const struct account *b, uint16_t role)
{
    for (uint32_t i = 0; i < a->arguments.count; i++)
        for (uint32_t k = 0; k < b->arguments.count; k++) {
            const struct argument *x = &a->arguments.at[i], *y = &b->arguments.at[k];
            if (x->role == role && y->role == role && x->mention != NONE && y->mention != NONE
                && merge_nearly_equal(&m->values.at[x->mention], &m->values.at[y->mention]))
                return true;
        }
    return false;
}

static bool same_period(const struct merge *m, const struct account *a, const struct account *b, uint16_t role)
{
    for (uint32_t i = 0; i < a->arguments.count; i++)
        for (uint32_t k = 0; k < b->arguments.count; k++) {
            const struct argument *x = &a->arguments.at[i], *y = &b->arguments.at[k];
            if (x->role == role && y->role == role && x->mention != NONE && y->mention != NONE
                && str_equal(m->values.at[x->mention].date, m->values.at[y->mention].date))
                return true;
        }
    return false;
}

static bool goes_by(const struct merged_entity *e, struct str name)
{
    for (uint32_t i = 0; i < e->aliases.count; i++)
        if (str_equal(e->aliases.at[i], name))
            return true;
    return str_equal(e->name, name);
}

/* Whether the one place lies in the other, as far as its name (四川汶川县) or its row in a gazetteer (parent) tells. */
static bool lies_in(const struct merge *m, uint32_t a, uint32_t b)
{
    const struct merged_entity *inner = &m->entities.at[a], *outer = &m->entities.at[b];
    for (uint32_t i = 0; i < inner->attributes.count; i++)
        if (str_equal(inner->attributes.at[i].key, STR("parent")) && goes_by(outer, inner->attributes.at[i].value))
            return true;
    enum { TWO_HAN = 6 };             /* bytes: a name of one character says too little */
    return outer->name.len >= TWO_HAN && inner->name.len > outer->name.len && str_starts(inner->name, outer->name);
}

struct tally { int points; uint32_t participants, places, amounts, other_amounts, other_counts, incomparable, within; bool once, excluded; };

static void compare_one_role(const struct measures *w, const struct account *a, const struct account *b, const struct argument *of,
                             struct tally *t)
{
    const struct merge *m = w->m;
    uint16_t role = of->role;
    uint8_t type = type_of_argument(m, of);
    enum agreement agreement = arguments_compare(&m->ground, ARGUMENTS(a->arguments), ARGUMENTS(b->arguments), role);
    if (agreement == SILENT)
        return;
    if (type == TYPE_DATE) {
        bool same = same_period(m, a, b, role);
        t->points += same ? SHARED_PERIOD : 0;
        t->excluded |= !same;
    } else if (type > TYPE_TITLE) {
        t->amounts += agreement == SHARED;
        bool count = type != TYPE_MONEY && type != TYPE_PERCENT;
        *(count ? &t->other_counts : &t->other_amounts) += agreement == CONTRADICTED && !amounts_near(m, a, b, role);
    } else if (agreement == SHARED) {
        const struct event_role *rule = rule_of(m, a, role);
        t->once |= rule && rule->once;
        *(type == TYPE_PLACE ? &t->places : &t->participants) += 1;
    } else {
        const struct event_role *rule = rule_of(m, a, role);
        uint32_t x = merge_only_filler(m, a, role), y = merge_only_filler(m, b, role);
        if (x != NONE && y != NONE && merge_incomparable(w, x, y))
            t->incomparable++;
        else if (type == TYPE_PLACE && x != NONE && y != NONE && (lies_in(m, x, y) || lies_in(m, y, x)))
            t->within++;
        else if (type != TYPE_PLACE && rule && rule->required)
            t->excluded = true;
        else
            t->points += type == TYPE_PLACE ? OTHER_PLACE : OTHER_PARTICIPANT;
    }
}

static struct tally compare_roles(const struct measures *w, const struct account *a, const struct account *b)
{
    struct tally t = { 0 };
    for (uint32_t i = 0; i < a->arguments.count && !t.excluded; i++) {
        bool seen = false;
        for (uint32_t k = 0; k < i && !seen; k++)
            seen = a->arguments.at[k].role == a->arguments.at[i].role;
        if (!seen)
            compare_one_role(w, a, b, &a->arguments.at[i], &t);
    }
    t.points += t.participants ? SHARED_FIRST + (int)(t.participants - 1) * SHARED_MORE : 0;
    t.points += (int)t.places * SHARED_PLACE + (int)t.within * PLACE_WITHIN + (int)t.amounts * SHARED_AMOUNT;
    t.points += (int)t.other_counts * OTHER_COUNT;              /* a toll rises from day to day */
    t.points += (int)t.other_amounts * (t.participants < 2 ? OTHER_AMOUNT_OF_ONE : OTHER_AMOUNT);
    return t;
}

/* --- two accounts -------------------------------------------------------------------------------------------------------------------- */

/* A type that takes in many kinds of things: the word says which. */
static bool is_by_word(const struct merge *m, uint16_t type)
{
    const struct model *model = m->model;
    bool by_word = false;
    for (uint32_t i = 0; i < model->event_count; i++)
        by_word |= model->events[i].by_word && str_equal(model_str(model, model->events[i].name), m->types.at[type]);
    return by_word;
}

static bool revises(const struct account *a)
{
    return a->history.count && is_revision(a->history.at[a->history.count - 1].status);
}

/* A rumour may have become the fact, as a plan may. */
static bool moods_fit(const struct account *a, const struct account *b)
{
    bool rumour = str_equal(a->modality, STR("possible")) || str_equal(b->modality, STR("possible"));
    return moods_agree((struct mood){ a->modality, a->polarity }, (struct mood){ b->modality, b->polarity })
           || (rumour && !a->polarity.len && !b->polarity.len);
}

struct context { int points; bool one_affair; };

/* `shared`: how many of the names are counted already. */
static struct context compare_context(const struct measures *w, const struct account *a, const struct account *b, uint32_t shared)
{
    if (a->document == b->document)
        return (struct context){ 0 };
    const struct merge *m = w->m;
    uint32_t common = merge_common(m, a->document, b->document), names = common < shared ? 0 : common - shared;
    uint32_t of_a = merge_named(m, a->document), of_b = merge_named(m, b->document), fewer = of_a < of_b ? of_a : of_b;
    int32_t x = w->document_day[a->document], y = w->document_day[b->document];
    bool known = x != NO_DAY && y != NO_DAY, near = known && abs(x - y) <= DAYS_NEAR;
    bool much = (names >= CONTEXT_NAMES && 4 * names >= fewer) || (names + 1 >= CONTEXT_NAMES && 2 * names >= fewer);
    return (struct context){ (near ? DOCUMENTS_NEAR : 0) + (much ? MUCH_CONTEXT : names ? SOME_CONTEXT : 0),
                             common >= AFFAIR_NAMES && 2 * common >= fewer && (!known || abs(x - y) <= DAYS_MONTHS) };
}

static struct str last_word(struct str text)
{
    uint32_t at = text.len;
    while (at && text.ptr[at - 1] != ' ')
        at--;
    return str_skip(text, at);
}

/* Of those in one role whom nobody names: two women and three women may be the same, two women and a man are others. */
static enum agreement compare_phrases(const struct merge *m, const struct account *a, const struct account *b)
{
    enum agreement found = SILENT;
    for (uint32_t i = 0; i < a->arguments.count; i++)
        for (uint32_t k = 0; k < b->arguments.count; k++) {
            const struct argument *x = &a->arguments.at[i], *y = &b->arguments.at[k];
            if (x->role != y->role || !argument_names_nobody(&m->ground, x) || !argument_names_nobody(&m->ground, y))
                continue;
            if (str_equal(last_word(m->mentions.at[x->reference].text), last_word(m->mentions.at[y->reference].text)))
                return SHARED;
            found = CONTRADICTED;
        }
    return found;
}

static bool names_nobody(const struct measures *w, const struct account *a)
{
    return arguments_name_nobody(&w->m->ground, ARGUMENTS(a->arguments));
}

/* What the roles and the days say of two accounts, neither of which excludes the other, with what their documents have in common. */
static int weigh(const struct measures *w, uint32_t a, uint32_t b, const struct tally *t, int days)
{
    const struct account *x = &w->m->accounts.at[a], *y = &w->m->accounts.at[b];
    enum agreement phrases = compare_phrases(w->m, x, y);
    int points = t->points + days + (phrases == SHARED ? SHARED_PHRASE : 0);
    bool nobody = names_nobody(w, x) || names_nobody(w, y), in_common = t->participants || t->places || t->within;
    bool sole = w->sole[a] && w->sole[b] && phrases != CONTRADICTED && (in_common || nobody);
    if (points + MUCH_CONTEXT + DOCUMENTS_NEAR + (sole ? SOLE : phrases == SHARED ? SOLE / 2 : 0) < ENOUGH)
        return points;
    struct context context = compare_context(w, x, y, t->participants);
    points += context.points;
    /* Two documents about one affair, each with one event of this type. */
    if (context.one_affair && (sole || phrases == SHARED))
        return points + (sole ? SOLE : SOLE / 2);
    /* What has a date of its own is seldom what another document tells as undated news. */
    bool time = days >= INFERRED_NEAR, one_dated = (w->first[a] == NO_DAY) != (w->first[b] == NO_DAY);
    points -= one_dated && !time && t->participants < 2 && !t->amounts;
    /* One name in common is not enough: companies report, and people speak, again and again. */
    bool much = context.points >= MUCH_CONTEXT, more = time || t->amounts || t->participants > 1 || much;
    bool alike = days == SAME_DAY || t->amounts || (phrases == SHARED && time);
    bool somebody = in_common || ((nobody || t->incomparable) && alike && much);
    return more && somebody ? points : points < ENOUGH ? points : ENOUGH - 1;
}

int merge_points(const struct measures *w, uint32_t a, uint32_t b)
{
    const struct account *x = &w->m->accounts.at[a], *y = &w->m->accounts.at[b];
    bool by_word = is_by_word(w->m, x->type);
    if (x->type != y->type || !moods_fit(x, y) || revises(x) != revises(y)
        || (by_word && !str_equal(x->triggers.at[0].text, y->triggers.at[0].text)))
        return EXCLUDED;
    struct tally t = compare_roles(w, x, y);
    if (t.excluded || (by_word && t.participants < 2))
        return EXCLUDED;
    int days = compare_days(w, a, b);
    if (t.once)                         /* then one of the dates is wrong, and both are listed */
        return t.points + ONCE + (days > 0 ? days : 0);
    return days == EXCLUDED ? EXCLUDED : weigh(w, a, b, &t, days);
}
