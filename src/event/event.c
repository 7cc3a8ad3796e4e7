/*
 * Events, sentence by sentence: the rules whose triggers were seen are matched on the tape of the sentence and on those
 * of the quotations in it. Matches with one trigger are one event; what its pattern did not say, the clause and the cues do.
 */
#include "event/parts.h"

#include <stdlib.h>

enum { MAX_MATCHES = 16 };

struct span tape_cells_of(const struct tape *tape, struct span trigger)
{
    uint32_t begin = 0;
    while (begin < tape->text.len && tape->cells[begin].span.end <= trigger.begin)
        begin++;
    uint32_t end = begin;
    while (end < tape->text.len && tape->cells[end].span.begin < trigger.end)
        end++;
    return (struct span){ begin, end };
}

static bool is_border(uint32_t c)
{
    static const uint32_t borders[] = { ',', ';', ':', '.', '!', '?', 0x3002, 0x2026, 0x2014, TAPE_QUOTE };
    for (uint32_t i = 0; i < sizeof borders / sizeof *borders; i++)
        if (borders[i] == c)
            return true;
    return false;
}

struct span tape_clause(const struct finder *f, const struct tape *tape, uint32_t cell)
{
    (void)f;
    struct span clause = { cell, cell };
    while (clause.begin && !is_border(tape->text.at[clause.begin - 1]))
        clause.begin--;
    while (clause.end < tape->text.len && !is_border(tape->text.at[clause.end]))
        clause.end++;
    return clause;
}

/* Without the agency and the place of a dateline (新华社东京5月8日电, "KAMPALA, March 3 (Reuters) -"): they take part in nothing. */
bool event_draw(struct finder *f, struct tape_part part, struct tape *out)
{
    uint32_t dateline = f->values->date.dateline;
    if (dateline != NONE && span_covers(part.span, f->mentions->list.at[dateline].span))
        part.span.begin = f->mentions->list.at[dateline].span.begin;
    return tape_draw(f->m, f->d, f->links->references.at, f->drawn, part, f->arena, out);
}

/* --- matches -------------------------------------------------------------------------------------------------------------- */

/* The trigger of the match that the matcher holds, in cells; the whole match where the pattern has no {trigger}. */
static struct span trigger_cells(const struct finder *f, uint32_t rule, struct span whole)
{
    const struct rule *r = &f->m->rules[rule];
    struct span cells;
    for (uint32_t i = 0; i < r->group_count; i++) {
        const struct rule_group *group = &f->m->groups[r->first_group + i];
        if (group->name == GROUP_event && matcher_group(f->matcher, group->number, &cells))
            return cells;
    }
    return whole;
}

static bool is_told(const struct document *d, uint32_t sentence)
{
    enum block_kind kind = d->blocks.at[d->sentences.at[sentence].block].kind;
    return kind == BLOCK_PARAGRAPH || kind == BLOCK_QUOTATION;
}

static struct event *event_add(struct finder *f, uint32_t rule, const struct tape *tape, struct span whole)
{
    struct event *e = vec_push(f->arena, &f->out->list);
    if (!e)
        return NULL;
    struct span trigger = trigger_cells(f, rule, whole);
    struct span clause = tape_clause(f, tape, trigger.begin);
    *e = (struct event){
        .start = tape->cells[whole.begin].span.begin, .type = f->m->rules[rule].event, .sentence = tape->sentence, .quote = tape->quote, .rule = rule,
        .trigger = tape_span(tape, trigger), .clause = tape_span(tape, clause),
        .modality_rule = NONE, .polarity_rule = NONE, .status_rule = NONE, .order_rule = NONE, .source = NONE, .source_rule = NONE, .told_on = NONE, .date = NONE,
        .telling = is_told(f->d, tape->sentence),
    };
    return e;
}

static bool match_rule(struct finder *f, uint32_t rule, const struct tape *tape)
{
    struct span whole;
    uint32_t start = 0;
    for (uint32_t n = 0; n < MAX_MATCHES && start < tape->text.len; n++) {
        if (!matcher_find(f->matcher, rule, tape->text, start, false, &whole))
            break;
        struct event *e = event_add(f, rule, tape, whole);
        if (!e || !roles_from_match(f, rule, tape, e) || !roles_from_topic(f, rule, tape, whole.begin, e))
            return false;
        start = whole.begin + 1;
    }
    return true;
}

/* --- one event a trigger ------------------------------------------------------------------------------------------------------ */

/* Of one type: the fullest first, then the earliest, then the longest trigger. */
static int event_compare(const void *left, const void *right)
{
    const struct event *a = left, *b = right;
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    if (a->faint != b->faint)
        return a->faint ? 1 : -1;
    if (a->arguments.count != b->arguments.count)
        return a->arguments.count > b->arguments.count ? -1 : 1;
    if (a->trigger.begin != b->trigger.begin)
        return a->trigger.begin < b->trigger.begin ? -1 : 1;
    if (a->trigger.end != b->trigger.end)
        return a->trigger.end > b->trigger.end ? -1 : 1;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    return (a->start > b->start) - (a->start < b->start);
}

static int trigger_compare(const void *left, const void *right)
{
    const struct event *a = left, *b = right;
    if (a->trigger.begin != b->trigger.begin)
        return a->trigger.begin < b->trigger.begin ? -1 : 1;
    return (a->type > b->type) - (a->type < b->type);
}

/* Matches of one type whose triggers overlap are one event; the fullest comes first and takes the rest's arguments. */
static bool join_matches(struct finder *f, uint32_t first)
{
    struct event *list = f->out->list.at;
    uint32_t kept = first;
    qsort(list + first, f->out->list.count - first, sizeof *list, event_compare);
    for (uint32_t i = first; i < f->out->list.count; i++) {
        uint32_t into = first;
        while (into < kept && !(list[into].type == list[i].type && span_overlaps(list[into].trigger, list[i].trigger)))
            into++;
        if (into < kept) {
            if (!roles_merge(f, &list[into], &list[i]))
                return false;
        } else {
            list[kept++] = list[i];
        }
    }
    f->out->list.count = kept;
    return true;
}

static uint32_t count_by_pattern(const struct event *e)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < e->arguments.count; i++)
        count += e->arguments.at[i].by == BY_PATTERN;
    return count;
}

static bool yields(const struct model *m, uint16_t type, uint16_t other)
{
    const struct event_type *t = &m->events[type];
    for (uint32_t i = 0; i < t->yields_count; i++)
        if (str_equal(model_str(m, m->within[t->first_yields + i]), model_str(m, m->events[other].name)))
            return true;
    return false;
}

/*
 * One word tells one act, also where two types have it (转让 a stake): the type whose pattern knows more of who took part,
 * else the one that the rules prefer.
 */
static bool tells_less(const struct model *m, const struct event *a, const struct event *b)
{
    uint32_t mine = count_by_pattern(a), theirs = count_by_pattern(b);
    bool any_act = m->events[a->type].by_word, other = m->events[b->type].by_word;
    if (any_act != other)               /* a type that takes in any act yields to those that say which */
        return any_act && span_equal(a->trigger, b->trigger);
    return span_equal(a->trigger, b->trigger) && a->type != b->type
           && (mine < theirs || (mine == theirs && yields(m, a->type, b->type)));
}

/* 收购要约 is an offer, not an acquisition: a trigger inside a longer one of another type is none. */
static void drop_inner(struct finder *f, uint32_t first)
{
    struct event *list = f->out->list.at;
    uint32_t kept = first;
    for (uint32_t i = first; i < f->out->list.count; i++) {
        bool inner = false;
        for (uint32_t k = first; k < f->out->list.count && !inner; k++)
            inner = (span_covers(list[k].trigger, list[i].trigger) && span_len(list[k].trigger) > span_len(list[i].trigger))
                    || tells_less(f->m, &list[i], &list[k]);
        list[i].telling &= !inner;
        list[i].confidence = inner ? -1 : 0;
    }
    for (uint32_t i = first; i < f->out->list.count; i++)
        if (list[i].confidence >= 0)
            list[kept++] = list[i];
    f->out->list.count = kept;
}

/* A pattern that filled more roles is surer; so are participants that were named. */
static float confidence_of(const struct finder *f, const struct event *e)
{
    float by_pattern = (float)count_by_pattern(e), names = 1;
    for (uint32_t i = 0; i < e->arguments.count; i++) {
        const struct argument *a = &e->arguments.at[i];
        if (a->reference != NONE && f->links->references.at[a->reference].confidence < names)
            names = f->links->references.at[a->reference].confidence;
    }
    float sure = 1 - 0.4f / (1 + by_pattern);
    return sure * (0.5f + 0.5f * names);
}

/* "Data were stolen": told as a fact, by a pattern that was not cut short of its subject. */
static bool is_bare_fact(const struct finder *f, const struct event *e)
{
    return !e->modality.len && !e->polarity.len && e->quote == NONE && !(f->m->rules[e->rule].flags & RULE_TOPIC);
}

/*
 * "They left", and nobody knows who they are: a pronoun that stands for nobody tells no more than none. 去年营收5亿元, where a
 * pattern was cut short of its subject and no topic filled it, tells of an amount and of nobody.
 */
static bool names_nobody(const struct finder *f, const struct event *e)
{
    const uint32_t sums = 1u << TYPE_DATE | 1u << TYPE_MONEY | 1u << TYPE_PERCENT;
    const struct reference *all = f->links->references.at;
    bool cut = f->m->rules[e->rule].flags & RULE_TOPIC;
    for (uint32_t i = 0; i < e->arguments.count; i++) {
        const struct argument *a = &e->arguments.at[i];
        bool nobody = a->reference == NONE ? cut && sums >> f->mentions->list.at[a->mention].type & 1
                                           : (all[a->reference].form == FORM_PRONOUN && all[a->reference].entity == NONE)
                                                 || (cut && sums >> all[a->reference].type & 1);
        if (!nobody)
            return false;
    }
    return true;
}

static bool share_argument(const struct event *a, const struct event *b)
{
    for (uint32_t i = 0; i < a->arguments.count; i++)
        for (uint32_t k = 0; k < b->arguments.count; k++)
            if (a->arguments.at[i].reference == b->arguments.at[k].reference && a->arguments.at[i].mention == b->arguments.at[k].mention)
                return true;
    return false;
}

/* "hopes to raise $5 million in a funding round": of two words of one clause for one thing, what is said of the first holds for the other. */
static void share_moods(struct finder *f, uint32_t first)
{
    struct event *list = f->out->list.at;
    for (uint32_t i = first; i < f->out->list.count; i++)
        for (uint32_t k = first; k < f->out->list.count && !list[i].modality.len && !list[i].polarity.len; k++) {
            const struct event *other = &list[k];
            if (!other->modality.len || other->type != list[i].type || other->trigger.begin > list[i].trigger.begin || !span_equal(other->clause, list[i].clause) || !share_argument(other, &list[i]))
                continue;
            list[i].modality = other->modality;
            list[i].modality_rule = other->modality_rule;
        }
}

/* What the cues say of each; those that are none go. What a cue says was told already, and of which nothing is said, is an echo. */
static bool read_cues(struct finder *f, const struct tape *clear, const struct tape *faint, uint32_t first)
{
    uint32_t kept = first;
    for (uint32_t i = first; i < f->out->list.count; i++) {
        struct event e = f->out->list.at[i];
        const struct tape *tape = e.faint ? faint : clear;
        bool generic = false;
        if (!cues_read(f, tape, &e, &generic))
            return false;
        e.echo = !e.arguments.count && e.definite;
        if (!generic)
            f->out->list.at[kept++] = e;
    }
    f->out->list.count = kept;
    share_moods(f, first);
    return true;
}

/*
 * What the patterns left open; events that lack a role that they must have go. A fact of which nobody and nothing is said
 * may be told before: the timeline knows.
 */
static bool finish(struct finder *f, const struct tape *tape, uint32_t first)
{
    uint32_t kept = first;
    for (uint32_t i = first; i < f->out->list.count; i++) {
        struct event e = f->out->list.at[i];
        if (!e.echo && !roles_fill(f, tape, &e))
            return false;
        roles_part(f, &e);
        bool nobody = names_nobody(f, &e);
        e.echo |= nobody && is_bare_fact(f, &e);
        if (!e.echo && (nobody || !roles_complete(f, &e)))
            continue;
        date_find(f, tape, &e);
        e.confidence = confidence_of(f, &e);
        f->out->list.at[kept++] = e;
    }
    f->out->list.count = kept;
    return true;
}

static uint32_t count_of(const struct event *e, uint16_t role)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < e->arguments.count; i++)
        count += e->arguments.at[i].role == role;
    return count;
}

/* How many events it is that are told as one: as many as two roles have fillers, and all others have one; else 1. */
static uint32_t told_together(const struct event *e)
{
    uint32_t many = 1, lists = 0;
    uint16_t first = 0;
    for (uint32_t i = 0; i < e->arguments.count; i++) {
        uint32_t count = count_of(e, e->arguments.at[i].role);
        if (count == 1)
            continue;
        if (many > 1 && count != many)
            return 1;
        lists += many == 1 || (e->arguments.at[i].role != first && lists == 1);
        first = many == 1 ? e->arguments.at[i].role : first;
        many = count;
    }
    return e->each && lists > 1 ? many : 1;
}

/* The k-th of them: of each list the k-th. */
static bool take_one(struct finder *f, const struct event *e, uint32_t k, struct event *out)
{
    *out = *e;
    memset(&out->arguments, 0, sizeof out->arguments);
    for (uint32_t i = 0; i < e->arguments.count; i++) {
        uint32_t before = 0;
        for (uint32_t j = 0; j < i; j++)
            before += e->arguments.at[j].role == e->arguments.at[i].role;
        struct argument *slot = before == k || count_of(e, e->arguments.at[i].role) == 1 ? vec_push(f->arena, &out->arguments) : NULL;
        if (slot)
            *slot = e->arguments.at[i];
        else if (before == k)
            return false;
    }
    return true;
}

/* 甲、乙分别回购了1亿股、2亿股 are two events. */
static bool tell_each(struct finder *f, uint32_t first)
{
    uint32_t last = f->out->list.count;
    for (uint32_t i = first; i < last; i++) {
        struct event e = f->out->list.at[i], one;
        uint32_t count = told_together(&e);
        for (uint32_t k = 0; k < count && count > 1; k++) {
            struct event *slot = k ? vec_push(f->arena, &f->out->list) : &f->out->list.at[i];
            if (!slot || !take_one(f, &e, k, &one))
                return false;
            f->out->list.at[k ? f->out->list.count - 1 : i] = one;
        }
    }
    return true;
}

static bool match_all(struct finder *f, const struct tape *tape)
{
    uint32_t s = tape->sentence;
    matcher_take(f->matcher, tape->text);
    for (uint32_t i = f->scan->first_tape_rule[s]; i < f->scan->first_tape_rule[s + 1]; i++) {
        uint32_t rule = f->scan->tape_rules.at[i];
        if (f->m->rules[rule].kind == RULE_EVENT && !(f->m->rules[rule].flags & RULE_MORE) && !match_rule(f, rule, tape))
            return false;
    }
    return true;
}

static bool is_found(const struct finder *f, uint32_t first, uint16_t type)
{
    for (uint32_t i = first; i < f->out->list.count; i++)
        if (f->out->list.at[i].type == type)
            return true;
    return false;
}

/* Who else takes part in what was found, by the rules that find none themselves. */
static bool match_more(struct finder *f, const struct tape *tape, uint32_t first)
{
    uint32_t s = tape->sentence, count = f->out->list.count;
    matcher_take(f->matcher, tape->text);
    for (uint32_t i = f->scan->first_tape_rule[s]; i < f->scan->first_tape_rule[s + 1]; i++) {
        uint32_t rule = f->scan->tape_rules.at[i];
        const struct rule *r = &f->m->rules[rule];
        if (r->kind != RULE_EVENT || !(r->flags & RULE_MORE) || !is_found(f, first, r->event))
            continue;
        if (!match_rule(f, rule, tape))
            return false;
        for (uint32_t k = count; k < f->out->list.count; k++)
            for (uint32_t e = first; e < count; e++) {
                struct event *found = &f->out->list.at[e];
                const struct event *more = &f->out->list.at[k];
                bool same = found->type == more->type && !found->echo && span_overlaps(found->trigger, more->trigger);
                if (same && !roles_merge(f, found, more))
                    return false;
            }
        f->out->list.count = count;
    }
    return true;
}

/* Whether a faint noun phrase begins in the part. */
static bool has_faint(const struct finder *f, struct span part)
{
    const struct reference *all = f->links->references.at;
    uint32_t count = f->drawn;
    for (uint32_t i = reference_from(all, count, part.begin); i < count && all[i].span.begin < part.end; i++)
        if (all[i].faint)
            return true;
    return false;
}

static bool has_faint_argument(const struct finder *f, const struct event *e)
{
    for (uint32_t i = 0; i < e->arguments.count; i++)
        if (e->arguments.at[i].reference != NONE && f->links->references.at[e->arguments.at[i].reference].faint)
            return true;
    return false;
}

/*
 * The part again, with the noun phrases in it that stand for nobody who has a name (一名男子, 某公司): they take part in what
 * the names did not tell, and stand in no name's way.
 */
static bool match_faint(struct finder *f, struct tape_part part, struct tape *tape)
{
    uint32_t first = f->out->list.count, kept = first;
    if (!has_faint(f, part.span))
        return true;
    part.faint = true;
    if (!event_draw(f, part, tape) || !match_all(f, tape))
        return false;
    for (uint32_t i = first; i < f->out->list.count; i++)
        if (has_faint_argument(f, &f->out->list.at[i])) {
            f->out->list.at[kept] = f->out->list.at[i];
            f->out->list.at[kept++].faint = true;
        }
    f->out->list.count = kept;
    return true;
}

static bool read_part(struct finder *f, struct tape_part part)
{
    struct tape tape, faint = { 0 };
    uint32_t first = f->out->list.count;
    if (!event_draw(f, part, &tape) || !match_all(f, &tape) || !match_faint(f, part, &faint))
        return false;
    if (f->out->list.count == first)
        return true;
    if (!join_matches(f, first))
        return false;
    drop_inner(f, first);
    return read_cues(f, &tape, &faint, first) && match_more(f, &tape, first) && finish(f, &tape, first) && tell_each(f, first);
}

static bool has_event_rule(const struct finder *f, uint32_t sentence)
{
    for (uint32_t i = f->scan->first_tape_rule[sentence]; i < f->scan->first_tape_rule[sentence + 1]; i++)
        if (f->m->rules[f->scan->tape_rules.at[i]].kind == RULE_EVENT)
            return true;
    return false;
}

/* The part of a quotation's inside that stands in a sentence. */
static struct span inside(const struct document *d, const struct quote *q, struct span sentence)
{
    struct span part = { q->span.begin + 1, q->span.end > q->span.begin + 1 ? q->span.end - 1 : q->span.end };
    (void)d;
    part.begin = part.begin > sentence.begin ? part.begin : sentence.begin;
    part.end = part.end < sentence.end ? part.end : sentence.end;
    return part;
}

static bool read_sentence(struct finder *f, uint32_t sentence)
{
    struct span span = f->d->sentences.at[sentence].span;
    struct tape_part part = { .span = span, .sentence = sentence, .quote = NONE };
    if (!read_part(f, part))
        return false;
    while (f->next_quote < f->d->quotes.count && f->d->quotes.at[f->next_quote].span.end <= span.begin)
        f->next_quote++;
    for (uint32_t q = f->next_quote; q < f->d->quotes.count && f->d->quotes.at[q].span.begin < span.end; q++) {
        const struct quote *quote = &f->d->quotes.at[q];
        if (!quote->speech || !span_overlaps(quote->span, span))
            continue;
        part = (struct tape_part){ .span = inside(f->d, quote, span), .sentence = sentence, .quote = q };
        if (part.span.begin < part.span.end && !read_part(f, part))
            return false;
    }
    return true;
}

/* Whether the block is a short line that is, but for a mark or a number, a heading of that kind (class `reference_heading`). */
static bool heads_references(const struct finder *f, const struct block *b)
{
    enum { LONGEST = 40, MARKS = 6 };
    if (!b->sentence_count || span_len(b->span) > LONGEST)
        return false;
    for (uint32_t i = f->scan->first_hit[b->first_sentence]; i < f->scan->first_hit[b->first_sentence + b->sentence_count]; i++) {
        const struct literal *l = &f->m->literals[f->scan->hits.at[i].literal];
        struct span word = f->scan->hits.at[i].span;
        for (uint32_t u = 0; u < l->use_count; u++) {
            const struct use *use = &f->m->uses[l->first_use + u];
            if (use->kind == USE_CLASS && str_equal(model_str(f->m, f->m->classes[use->ref].name), STR("reference_heading"))
                && span_len(word) + MARKS >= span_len(b->span))
                return true;
        }
    }
    return false;
}

/* The first sentence of the references at the end, whose titles tell nothing; else the count of sentences. */
static uint32_t references_begin(const struct finder *f)
{
    for (uint32_t i = f->d->blocks.count; i-- > 0 && f->d->blocks.at[i].span.begin >= f->d->length / 2;)
        if (heads_references(f, &f->d->blocks.at[i]))
            return f->d->blocks.at[i].first_sentence;
    return f->d->sentences.count;
}

bool event_run(const struct model *m, struct matcher *matcher, const struct document *d, const struct scan *scan,
               const struct mentions *mentions, const struct values *values, struct links *links,
               struct arena *arena, struct events *out, struct error *err)
{
    struct finder f = { .m = m, .matcher = matcher, .d = d, .scan = scan, .mentions = mentions, .values = values,
                        .links = links, .drawn = links->references.count, .arena = arena, .out = out };
    *out = (struct events){ 0 };
    f.speakers = arena_alloc(arena, sizeof *f.speakers, d->quotes.count + 1);
    if (!f.speakers)
        return fail_full(err);
    for (uint32_t s = 0, last = references_begin(&f); s < last; s++) {
        uint32_t first = out->list.count;
        if (has_event_rule(&f, s) && !read_sentence(&f, s))
            return fail_full(err);
        if (out->list.count > first)
            qsort(out->list.at + first, out->list.count - first, sizeof *out->list.at, trigger_compare);
    }
    return phrases_settle(&f) || fail_full(err);
}
