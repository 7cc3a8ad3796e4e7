/*
 * The order of the timeline. Dated events stand by the beginning of their dates; those of one day, and undated ones, stand where
 * the text tells them: behind the event told before them, unless a word says otherwise (随后, 此前), or, of one day, what they are
 * (an arrest follows the attack, although the news tells it first: rules/cues/order.yaml).
 */
#include "timeline/day.h"
#include "timeline/parts.h"

/* The day that an event is put by: its date; "recently" is the day of the document. Empty: undated. */
static struct str order_key(const struct builder_of_timeline *t, const struct happening *h)
{
    if (h->begin.len)
        return h->begin;
    bool recent = str_ends(h->value, STR("_REF"));
    return recent ? t->values->date.value : STR("");
}

/* A chain of happenings: next[i] follows i; next[count] is the first, and previous[that] is count. */
struct chain { uint32_t *next, *previous, head; };

static void insert_behind(struct chain *c, uint32_t before, uint32_t item)
{
    uint32_t behind = c->next[before];
    c->next[item] = behind;
    c->previous[item] = before;
    c->next[before] = item;
    if (behind != NONE)
        c->previous[behind] = item;
}

static bool is_cue(const struct builder_of_timeline *t, const struct happening *h, const char *value)
{
    return str_equal(t->events->list.at[h->told.at[0]].order, str_from(value));
}

/* The happening told before this one; NONE for the first. */
static uint32_t told_before(const struct builder_of_timeline *t, uint32_t happening)
{
    uint32_t event = t->out->happenings.at[happening].told.at[0];
    while (event-- > 0)
        if (t->happening_of[event] != NONE && t->happening_of[event] != happening)
            return t->happening_of[event];
    return NONE;
}

/* What happened does not stand behind a plan for what is to come, only because the text told that before. */
static uint32_t happened_before(const struct builder_of_timeline *t, uint32_t happening)
{
    const struct happening *h = &t->out->happenings.at[happening];
    uint32_t event = h->told.at[0], nearest = told_before(t, happening);
    if (h->modality.len || h->polarity.len || is_cue(t, h, "after") || is_cue(t, h, "before"))
        return nearest;
    while (event-- > 0) {
        uint32_t other = t->happening_of[event];
        if (other != NONE && other != happening && !t->out->happenings.at[other].modality.len)
            return other;
    }
    return nearest;
}

/* "Galaxy Tech admitted that its servers were hacked": the telling that says so, in front of it in its sentence; or NONE. */
static uint32_t said_by(const struct builder_of_timeline *t, const struct event *e)
{
    uint32_t at = (uint32_t)(e - t->events->list.at);
    while (e->source != NONE && at-- > 0 && t->events->list.at[at].sentence == e->sentence) {
        const struct event *other = &t->events->list.at[at];
        for (uint32_t i = 0; i < other->arguments.count; i++)
            if (other->arguments.at[i].reference == e->source && t->happening_of[at] != NONE && other->trigger.end <= e->trigger.begin)
                return t->happening_of[at];
    }
    return NONE;
}

/* The happening told before that this one comes in front of; or NONE. */
static uint32_t comes_first(const struct builder_of_timeline *t, uint32_t happening)
{
    const struct happening *h = &t->out->happenings.at[happening];
    if (is_cue(t, h, "preceding"))
        return told_before(t, happening);
    uint32_t other = h->modality.len || h->polarity.len || is_cue(t, h, "after") ? NONE : said_by(t, &t->events->list.at[h->told.at[0]]);
    return other == happening ? NONE : other;
}

/* Among those of one date: as they are told, but "took office after X stepped down" the other way round. */
static uint32_t rank_of(const struct builder_of_timeline *t, uint32_t happening)
{
    uint32_t other = comes_first(t, happening);
    return other == NONE ? 2 * happening + 1 : 2 * other;
}

static struct str type_of(const struct builder_of_timeline *t, uint32_t happening)
{
    return model_str(t->m, t->m->events[t->out->happenings.at[happening].type].name);
}

static bool has_cue(const struct builder_of_timeline *t, uint32_t happening)
{
    const struct happening *h = &t->out->happenings.at[happening];
    return is_cue(t, h, "after") || is_cue(t, h, "before") || is_cue(t, h, "preceding") || h->modality.len;
}

static void link_dated(struct builder_of_timeline *t, struct chain *c, struct dated *dated, uint32_t count)
{
    uint32_t last = c->head;
    dated_sort(t->m, dated, count);
    for (uint32_t i = 0; i < count; i++) {
        insert_behind(c, last, dated[i].item);
        last = dated[i].item;
    }
}

static void place_undated(struct builder_of_timeline *t, struct chain *c, uint32_t happening)
{
    uint32_t first = comes_first(t, happening), before = first != NONE ? first : happened_before(t, happening);
    bool in_front = first != NONE || is_cue(t, &t->out->happenings.at[happening], "before");
    if (before == NONE || c->next[before] == NONE - 1)
        before = c->head;
    else if (in_front)
        before = c->previous[before];
    insert_behind(c, before, happening);
}

static bool add_relation(struct builder_of_timeline *t, struct relation relation)
{
    struct relation *slot = vec_push(t->arena, &t->out->relations);
    if (slot)
        *slot = relation;
    return slot != NULL;
}

/* What order cues say, where the dates do not say the opposite; and what revises what. */
static bool relate(struct builder_of_timeline *t, const uint32_t *position)
{
    for (uint32_t i = 0; i < t->out->happenings.count; i++) {
        const struct happening *h = &t->out->happenings.at[i];
        const struct event *first = &t->events->list.at[h->told.at[0]];
        bool after = is_cue(t, h, "after"), before = is_cue(t, h, "before");
        uint32_t other = after || before ? told_before(t, i) : NONE;
        if (h->updates != NONE && !add_relation(t, (struct relation){ RELATION_UPDATES, i, h->updates, first->status_rule }))
            return false;
        if (other != NONE && (position[other] < position[i]) == after
            && !add_relation(t, (struct relation){ RELATION_BEFORE, after ? other : i, after ? i : other, first->order_rule }))
            return false;
    }
    return true;
}

bool timeline_order(struct builder_of_timeline *t)
{
    uint32_t count = t->out->happenings.count, dated_count = 0;
    struct chain c = { arena_alloc(t->arena, sizeof(uint32_t), count + 1), arena_alloc(t->arena, sizeof(uint32_t), count + 1), count };
    struct dated *dated = arena_alloc(t->arena, sizeof *dated, count + 1);
    uint32_t *position = arena_alloc(t->arena, sizeof *position, count + 1);
    t->out->order = arena_alloc(t->arena, sizeof(uint32_t), count + 1);
    if (!c.next || !c.previous || !dated || !position || !t->out->order)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        struct str key = order_key(t, &t->out->happenings.at[i]);
        c.next[i] = NONE - 1;           /* not in the chain yet */
        if (key.len)
            dated[dated_count++] = (struct dated){ key, type_of(t, i), rank_of(t, i), i, has_cue(t, i) };
    }
    c.next[c.head] = NONE;
    link_dated(t, &c, dated, dated_count);
    for (uint32_t i = 0; i < count; i++)
        if (c.next[i] == NONE - 1)
            place_undated(t, &c, i);
    uint32_t n = 0;
    for (uint32_t at = c.next[c.head]; at != NONE; at = c.next[at]) {
        position[at] = n;
        t->out->order[n++] = at;
    }
    return relate(t, position);
}
