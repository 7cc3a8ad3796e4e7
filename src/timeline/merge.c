/*
 * Tellings of one event become one happening: they are of one type, share a participant in a role, and nothing that both
 * say contradicts: no role filled by others, no other amount, no other date.
 */
#include "timeline/parts.h"

enum { COMPARED = 300, ECHO_BACK = 10, DAY = sizeof "2024-05-12" - 1 };                /* happenings of one type that a telling is held against, the latest first */

static struct period period_of(const struct builder_of_timeline *t, const struct event *e)
{
    struct str none = STR("");
    return e->date == NONE ? (struct period){ none, none } : (struct period){ t->values->of[e->date].begin, t->values->of[e->date].until };
}

/* What the narrative had come to is not what is planned for a later day. */
static bool comes_later(const struct builder_of_timeline *t, const struct happening *h, const struct event *e)
{
    bool plan = str_equal(e->modality, STR("planned")) && date_is_told(e->date_basis);
    return plan && is_fact(h->modality, h->polarity) && h->date_basis == DATE_NARRATIVE && date_is_after(period_of(t, e).begin, h->until);
}

static bool dates_agree(const struct builder_of_timeline *t, const struct happening *h, const struct event *e)
{
    if (comes_later(t, h, e))
        return false;
    if (!date_is_told(h->date_basis) || !date_is_told(e->date_basis))
        return true;
    return periods_touch((struct period){ h->begin, h->until }, period_of(t, e));
}

enum match { OTHER, UPDATED, SAME };

/* 此前被判处…, told right behind another ruling, is not that one. */
static bool is_told_as_earlier(const struct builder_of_timeline *t, const struct happening *h, const struct event *e)
{
    const struct event *last = &t->events->list.at[h->told.at[h->told.count - 1]];
    return str_equal(e->order, STR("before")) && last->telling && !str_equal(last->order, e->order) && last->sentence + 1 >= e->sentence;
}

/* Two noun phrases for somebody without a name that end alike: 一名男子, 该男子. */
static bool same_stranger(const struct builder_of_timeline *t, const struct argument *a, const struct argument *b)
{
    enum { COMPARED_END = 2 };
    struct span mine, theirs;
    if (a->role != b->role || a->reference == NONE || b->reference == NONE || !argument_names_nobody(&t->ground, a) || !argument_names_nobody(&t->ground, b))
        return false;
    mine = t->links->references.at[a->reference].span;
    theirs = t->links->references.at[b->reference].span;
    for (uint32_t i = 1; i <= COMPARED_END; i++)
        if (span_len(mine) < i || span_len(theirs) < i || t->d->norm[mine.end - i] != t->d->norm[theirs.end - i])
            return false;
    return true;
}

static bool has_stranger(const struct builder_of_timeline *t, const struct event *e)
{
    for (uint32_t i = 0; i < e->arguments.count; i++)
        if (e->arguments.at[i].reference != NONE && t->links->references.at[e->arguments.at[i].reference].faint)
            return true;
    return false;
}

static bool shares_stranger(const struct builder_of_timeline *t, const struct happening *h, const struct event *e)
{
    for (uint32_t i = 0; i < e->arguments.count; i++)
        for (uint32_t k = 0; k < h->arguments.count; k++)
            if (same_stranger(t, &e->arguments.at[i], &h->arguments.at[k]))
                return true;
    return false;
}

/*
 * "X was hacked. Thieves copied its files", "a man who was killed in 2020 … Y was killed in May 2020": what tells of nobody who is
 * known goes on with what its sentence or the last one told, or is what was told of the same time.
 */
static bool goes_on(const struct builder_of_timeline *t, const struct happening *h, const struct event *e)
{
    bool before = arguments_name_nobody(&t->ground, ARGUMENTS(h->arguments)), now = arguments_name_nobody(&t->ground, ARGUMENTS(e->arguments));
    const struct event *last = &t->events->list.at[h->told.at[h->told.count - 1]];
    bool near = last->telling && last->sentence + 1 >= e->sentence && t->d->sentences.at[last->sentence].block == t->d->sentences.at[e->sentence].block;
    if (now && has_stranger(t, e))                /* 嫌疑人被抓获 says who: somebody else than the one told of before, where that is another */
        return near && shares_stranger(t, h, e);
    bool same = last->sentence == e->sentence;
    return (now && near && (!before || same)) || ((now || before) && date_is_told(h->date_basis) && date_is_told(e->date_basis));
}

/* Of a type that takes in many kinds of things, the word says which: announced, praised. */
static bool same_word(const struct builder_of_timeline *t, const struct happening *h, const struct event *e)
{
    struct span mine = t->events->list.at[h->told.at[0]].trigger;
    return !t->m->events[e->type].by_word
           || (span_len(mine) == span_len(e->trigger) && !memcmp(t->d->norm + mine.begin, t->d->norm + e->trigger.begin, span_len(mine) * sizeof *t->d->norm));
}

static enum match compare(const struct builder_of_timeline *t, const struct happening *h, const struct event *e)
{
    const struct event_type *type = &t->m->events[e->type];
    /* "The storm hit the coast": what was told already, and where it was seen now may be another place. */
    bool again = str_equal(e->order, STR("again")), shared = again || goes_on(t, h, e);
    bool revises = is_revision(e->status) != is_revision(t->events->list.at[h->told.at[0]].status);
    struct mood so_far = { h->modality, h->polarity }, mood = { e->modality, e->polarity };
    if (h->type != e->type || !same_word(t, h, e) || !moods_agree(so_far, mood) || is_told_as_earlier(t, h, e)
        || (!revises && !dates_agree(t, h, e)))
        return OTHER;
    uint32_t in_common = 0;
    for (uint32_t i = 0; i < type->role_count; i++) {
        const struct event_role *role = &t->m->roles[type->first_role + i];
        enum agreement agreement = arguments_compare(&t->ground, ARGUMENTS(h->arguments), ARGUMENTS(e->arguments), role->role);
        bool participant = role->types < 1u << TYPE_DATE;
        if (agreement == CONTRADICTED && (participant || !revises) && !(again && role->types == 1u << TYPE_PLACE))
            return OTHER;
        shared |= agreement == SHARED && participant;
        in_common += agreement == SHARED && participant;
    }
    /* Who says something twice has said two things; who praises one twice may be told of twice. */
    if (type->by_word && in_common < 2)
        return OTHER;
    return !shared ? OTHER : revises ? UPDATED : SAME;
}

/* --- taking a telling in -------------------------------------------------------------------------------------------------------- */

static bool has_argument(const struct builder_of_timeline *t, const struct happening *h, const struct argument *a)
{
    for (uint32_t i = 0; i < h->arguments.count; i++) {
        const struct argument *b = &h->arguments.at[i];
        if (b->role != a->role)
            continue;
        if (a->mention != NONE ? b->mention != NONE && amounts_equal(&t->values->of[a->mention], &t->values->of[b->mention])
                               : b->reference == a->reference
                                     || (argument_entity(&t->ground, a) != NONE && argument_entity(&t->ground, a) == argument_entity(&t->ground, b)))
            return true;
    }
    return false;
}

static void take_date(const struct builder_of_timeline *t, struct happening *h, const struct event *e)
{
    struct str value = STR(""), begin = period_of(t, e).begin, until = period_of(t, e).until;
    if (e->date != NONE)
        value = t->values->of[e->date].date;
    else if (e->date_basis == DATE_DOCUMENT)
        value = begin = until = str_head(t->values->date.value, DAY);   /* a day's document: see has_day in event/dates.c */
    if (e->date_basis == DATE_NONE || (!begin.len && h->value.len))
        return;
    /* What was told beats what was inferred; then the more precise, which has the longer text (2025-02-10, not 2025). */
    bool better = !h->value.len || !h->begin.len || (date_is_told(e->date_basis) && !date_is_told(h->date_basis))
                  || (date_is_told(e->date_basis) == date_is_told(h->date_basis) && value.len > h->value.len);
    if (!better)
        return;
    h->value = value;
    h->begin = begin;
    h->until = until;
    h->date_basis = e->date_basis;
    h->date_mention = e->date;
}

static struct str stage_of(const struct event *e)
{
    return e->status.len ? e->status : e->modality.len ? e->modality : str_equal(e->polarity, STR("negative")) ? e->polarity : STR("actual");
}

static bool add_stage(struct builder_of_timeline *t, struct happening *h, uint32_t event)
{
    struct str status = stage_of(&t->events->list.at[event]);
    for (uint32_t i = 0; i < h->history.count; i++)
        if (str_equal(h->history.at[i].status, status))
            return true;
    struct stage *stage = vec_push(t->arena, &h->history);
    if (stage)
        *stage = (struct stage){ status, event, t->events->list.at[event].source };
    return stage != NULL;
}

/* Where the argument goes: a place of its own, that of a nobody, or nowhere (NULL) where it says nothing new. */
static struct argument *place_for(struct builder_of_timeline *t, struct happening *h, const struct argument *a)
{
    for (uint32_t i = 0; i < h->arguments.count; i++) {
        struct argument *b = &h->arguments.at[i];
        if (b->role != a->role)
            continue;
        if (argument_names_nobody(&t->ground, a) && (h->told.count > 1 || !argument_names_nobody(&t->ground, b)))
            return NULL;
        if (!argument_names_nobody(&t->ground, a) && argument_names_nobody(&t->ground, b))
            return b;
    }
    return has_argument(t, h, a) ? NULL : vec_push(t->arena, &h->arguments);
}

/* "The acquisition adds ten plants", of what the text said is planned, does not say that it came about: that takes a day or a status. */
static bool speaks_of_plan(const struct happening *h, const struct event *e)
{
    struct mood so_far = { h->modality, h->polarity }, fact = { STR(""), STR("") };
    return h->told_in_text && h->modality.len && moods_agree(so_far, fact) && !date_is_told(e->date_basis) && !e->status.len;
}

static bool take(struct builder_of_timeline *t, struct happening *h, uint32_t event)
{
    const struct event *e = &t->events->list.at[event];
    uint32_t *told = vec_push(t->arena, &h->told);
    if (!told || (!e->echo && !add_stage(t, h, event)))
        return false;
    *told = event;
    t->happening_of[event] = (uint32_t)(h - t->out->happenings.at);
    if (e->echo) {                  /* whether it happened is said by those that it echoes, and when, where they know it */
        if (!date_is_told(h->date_basis))
            take_date(t, h, e);
        return true;
    }
    for (uint32_t i = 0; i < e->arguments.count; i++) {
        struct argument *slot = place_for(t, h, &e->arguments.at[i]);
        if (slot)
            *slot = e->arguments.at[i];
    }
    bool first = h->told.count == 1;
    if (first || e->arguments.count > t->events->list.at[h->fullest].arguments.count)
        h->fullest = event;
    /* What one telling gives as a fact is one; else the last word counts. Headlines are short of words: the text outranks them. */
    bool fact = is_fact(e->modality, e->polarity), outranks = e->telling && !h->told_in_text;
    bool speaks = fact ? !speaks_of_plan(h, e) : !is_fact(h->modality, h->polarity);
    if (first || outranks || (e->telling == h->told_in_text && speaks)) {
        h->modality = fact ? STR("") : e->modality;
        h->polarity = fact ? STR("") : e->polarity;
    }
    h->told_in_text |= e->telling;
    if (h->source == NONE) {
        h->source = e->source;
        h->source_rule = e->source_rule;
    }
    take_date(t, h, e);
    h->confidence = e->confidence > h->confidence ? e->confidence : h->confidence;
    return true;
}

/* The happening that the telling is one of, or NULL; *updated is the latest that it revises, or NONE. */
static struct happening *find(struct builder_of_timeline *t, const struct event *e, uint32_t *updated)
{
    uint32_t compared = 0;
    *updated = NONE;
    for (uint32_t i = t->out->happenings.count; i-- > 0 && compared < COMPARED;) {
        struct happening *h = &t->out->happenings.at[i];
        compared += h->type == e->type;
        enum match match = compare(t, h, e);
        if (match == SAME)
            return h;
        if (match == UPDATED && *updated == NONE && is_revision(e->status))
            *updated = i;
    }
    return NULL;
}

static uint32_t last_told(const struct happening *h) { return h->told.at[h->told.count - 1]; }

static struct happening *last_of_type(struct builder_of_timeline *t, uint16_t type)
{
    struct happening *found = NULL;
    for (uint32_t i = 0; i < t->out->happenings.count; i++) {
        struct happening *h = &t->out->happenings.at[i];
        bool happened = !str_equal(h->modality, STR("denied")) && !h->polarity.len;
        if (h->type == type && happened && (!found || last_told(h) > last_told(found)))
            found = h;
    }
    return found;
}

/*
 * What "the attack" speaks of, and "data were stolen" right behind a theft: the happening of its type that was told last, unless
 * the date is another; or NULL. Of the types that one word may be ("the deal"), the one that was told last.
 */
static struct happening *find_echoed(struct builder_of_timeline *t, uint32_t event)
{
    const struct event *all = t->events->list.at, *e = &all[event];
    struct happening *found = last_of_type(t, e->type);
    if (!found || !dates_agree(t, found, e))
        return NULL;
    if (!e->definite && all[last_told(found)].sentence + ECHO_BACK < e->sentence)
        return NULL;
    for (uint32_t i = event; i-- > 0 && all[i].sentence == e->sentence;)
        if (span_overlaps(all[i].trigger, e->trigger) && t->happening_of[i] != NONE)
            return NULL;
    for (uint32_t i = event + 1; i < t->events->list.count && all[i].sentence == e->sentence; i++) {
        struct happening *other = span_overlaps(all[i].trigger, e->trigger) ? last_of_type(t, all[i].type) : NULL;
        if (!all[i].echo && span_overlaps(all[i].trigger, e->trigger))
            return NULL;
        if (other && last_told(other) > last_told(found) && dates_agree(t, other, &all[i]))
            return NULL;
    }
    return found;
}

/* Headlines, lists and tables tell no event that the running text does not. */
static bool in_running_text(const struct builder_of_timeline *t, const struct happening *h)
{
    for (uint32_t i = 0; i < h->told.count; i++)
        if (t->events->list.at[h->told.at[i]].telling)
            return true;
    return false;
}

/* Who takes part in what is revised takes part in the revision, where it does not say so again. */
static bool inherit(struct builder_of_timeline *t, struct happening *h)
{
    const struct happening *from = &t->out->happenings.at[h->updates];
    uint32_t own = h->arguments.count;
    for (uint32_t i = 0; i < from->arguments.count; i++) {
        const struct argument *a = &from->arguments.at[i];
        bool known = a->mention != NONE;            /* amounts are what a revision changes */
        for (uint32_t k = 0; k < own && !known; k++)
            known = h->arguments.at[k].role == a->role;
        struct argument *slot = known ? NULL : vec_push(t->arena, &h->arguments);
        if (!known && !slot)
            return false;
        if (slot) {
            *slot = *a;
            slot->by = BY_TOPIC;
        }
    }
    return true;
}

static void drop_untold(struct builder_of_timeline *t, uint32_t *moved_to)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < t->out->happenings.count; i++) {
        struct happening *h = &t->out->happenings.at[i];
        bool told = in_running_text(t, h);
        for (uint32_t k = 0; k < h->told.count; k++)
            t->happening_of[h->told.at[k]] = told ? kept : NONE;
        moved_to[i] = told ? kept : NONE;
        h->updates = h->updates == NONE ? NONE : moved_to[h->updates];
        if (h->history.count == 1 && !t->events->list.at[h->told.at[0]].status.len)
            h->history.count = 0;
        if (told)
            t->out->happenings.at[kept++] = *h;
    }
    t->out->happenings.count = kept;
}

/* --- parts ------------------------------------------------------------------------------------------------------------------ */

static bool is_within(const struct builder_of_timeline *t, uint16_t part, uint16_t whole)
{
    const struct event_type *type = &t->m->events[part];
    for (uint32_t i = 0; i < type->within_count; i++)
        if (str_equal(model_str(t->m, t->m->within[type->first_within + i]), model_str(t->m, t->m->events[whole].name)))
            return true;
    return false;
}

static bool has_role_of(const struct builder_of_timeline *t, uint16_t type, uint16_t role)
{
    const struct event_type *event = &t->m->events[type];
    for (uint32_t i = 0; i < event->role_count; i++)
        if (t->m->roles[event->first_role + i].role == role)
            return true;
    return false;
}

/* The event that a telling is only a part of, told in its sentence, else in the one before; or NONE. */
static uint32_t whole_of(const struct builder_of_timeline *t, const struct event *part)
{
    const struct document *d = t->d;
    if (!t->m->events[part->type].within_count || !is_fact(part->modality, part->polarity))
        return NONE;
    uint32_t found = NONE;
    for (uint32_t i = 0; i < t->events->list.count && t->events->list.at[i].sentence <= part->sentence; i++) {
        const struct event *e = &t->events->list.at[i];
        if (found != NONE && t->events->list.at[found].sentence == part->sentence)
            break;
        bool near = e->sentence == part->sentence
                    || (e->sentence + 1 == part->sentence && d->sentences.at[e->sentence].block == d->sentences.at[part->sentence].block);
        if (near && is_within(t, part->type, e->type) && is_fact(e->modality, e->polarity))
            found = found == NONE || e->sentence == part->sentence ? i : found;
    }
    return found;
}

/* What the part says of roles that the whole has too, and does not know yet, goes to the whole. */
static bool absorb(struct builder_of_timeline *t, struct happening *whole, const struct event *part)
{
    uint32_t own = whole->arguments.count;
    for (uint32_t i = 0; i < part->arguments.count; i++) {
        const struct argument *a = &part->arguments.at[i];
        bool known = !has_role_of(t, whole->type, a->role);
        for (uint32_t k = 0; k < own && !known; k++)
            known = whole->arguments.at[k].role == a->role;
        struct argument *slot = known ? NULL : vec_push(t->arena, &whole->arguments);
        if (!known && !slot)
            return false;
        if (slot)
            *slot = *a;
    }
    return true;
}

/* What "Data were stolen" in the first sentence speaks of: the happening of its type that is first told soon after it, or NULL. */
static struct happening *find_told_after(struct builder_of_timeline *t, uint32_t event)
{
    const struct event *all = t->events->list.at, *e = &all[event];
    for (uint32_t i = event + 1; i < t->events->list.count && all[i].sentence <= e->sentence + ECHO_BACK; i++) {
        if (all[i].sentence == e->sentence && span_overlaps(all[i].trigger, e->trigger))
            return NULL;
        struct happening *h = all[i].type == e->type && t->happening_of[i] != NONE ? &t->out->happenings.at[t->happening_of[i]] : NULL;
        if (h && is_fact(h->modality, h->polarity) && dates_agree(t, h, e))
            return h;
    }
    return NULL;
}

/* An echo that comes before what it echoes is told with it, in its place in the text. */
static bool take_early(struct builder_of_timeline *t, struct happening *h, uint32_t event)
{
    if (!take(t, h, event))
        return false;
    for (uint32_t i = h->told.count; i-- > 1 && h->told.at[i - 1] > event; h->told.at[i - 1] = event)
        h->told.at[i] = h->told.at[i - 1];
    return true;
}

static bool merge_one(struct builder_of_timeline *t, uint32_t event)
{
    uint32_t updated;
    const struct event *e = &t->events->list.at[event];
    if (e->echo) {
        struct happening *echoed = find_echoed(t, event);
        return !echoed || take(t, echoed, event);
    }
    struct happening *h = find(t, e, &updated);
    if (!h) {
        h = vec_push(t->arena, &t->out->happenings);
        if (!h)
            return false;
        *h = (struct happening){ .type = e->type, .source = NONE, .source_rule = NONE,
                                 .date_mention = NONE, .updates = updated };
    }
    return take(t, h, event) && (h->told.count > 1 || h->updates == NONE || inherit(t, h));
}

bool timeline_merge(struct builder_of_timeline *t)
{
    uint32_t *whole = arena_alloc(t->arena, sizeof *whole, t->events->list.count + 1);
    for (uint32_t i = 0; whole && i < t->events->list.count; i++) {
        whole[i] = whole_of(t, &t->events->list.at[i]);
        t->happening_of[i] = NONE;
        if (whole[i] == NONE && !merge_one(t, i))
            return false;
    }
    for (uint32_t i = 0; whole && i < t->events->list.count; i++) {
        bool kept = whole[i] != NONE && t->happening_of[whole[i]] != NONE;
        if (whole[i] != NONE
            && !(kept ? absorb(t, &t->out->happenings.at[t->happening_of[whole[i]]], &t->events->list.at[i]) : merge_one(t, i)))
            return false;
    }
    for (uint32_t i = 0; whole && i < t->events->list.count; i++) {
        bool pending = t->events->list.at[i].echo && !t->events->list.at[i].definite && t->happening_of[i] == NONE;
        struct happening *later = pending ? find_told_after(t, i) : NULL;
        if (later && !take_early(t, later, i))
            return false;
    }
    uint32_t *moved_to = arena_alloc(t->arena, sizeof *moved_to, t->out->happenings.count + 1);
    if (!whole || !moved_to)
        return false;
    drop_untold(t, moved_to);
    return true;
}
