/* Noun phrases that stand for an entity, found by rules on the tape. */
#include "link/parts.h"

#include <stdlib.h>

const struct rule_group *link_group(const struct model *m, const struct rule *rule, uint16_t name, uint32_t from)
{
    for (uint32_t i = from; i < rule->group_count; i++)
        if (m->groups[rule->first_group + i].name == name)
            return &m->groups[rule->first_group + i];
    return NULL;
}

uint32_t link_group_reference(const struct linker *l, uint32_t rule, const struct tape *tape, uint16_t name)
{
    const struct rule *r = &l->m->rules[rule];
    struct span cells;
    for (uint32_t i = 0; i < r->group_count; i++) {
        const struct rule_group *group = link_group(l->m, r, name, i);
        if (!group)
            return NONE;
        i = (uint32_t)(group - (l->m->groups + r->first_group));
        if (matcher_group(l->matcher, group->number, &cells))
            return tape->cells[cells.begin].reference;
    }
    return NONE;
}

bool link_each_match(struct linker *l, enum rule_kind kind, bool brackets, visit_fn *visit)
{
    for (uint32_t s = 0; s < l->d->sentences.count; s++) {
        struct tape tape = { 0 };
        for (uint32_t i = l->scan->first_tape_rule[s]; i < l->scan->first_tape_rule[s + 1]; i++) {
            uint32_t rule = l->scan->tape_rules.at[i];
            if (l->m->rules[rule].kind != kind)
                continue;
            struct tape_part part = { .span = l->d->sentences.at[s].span, .sentence = s, .quote = NONE, .brackets = brackets, .titles = true };
            if (!tape.cells) {
                if (!tape_draw(l->m, l->d, l->references.at, l->drawn, part, l->arena, &tape))
                    return false;
                matcher_take(l->matcher, tape.text);
            }
            struct span whole = { 0, 0 };
            while (whole.end < tape.text.len && matcher_find(l->matcher, rule, tape.text, whole.end, false, &whole))
                if (!visit(l, rule, &tape, whole))
                    return false;
        }
    }
    return true;
}

/* The text that the group matched, or nothing. */
static struct span group_span(const struct linker *l, const struct rule *rule, const struct tape *tape, uint16_t name)
{
    const struct rule_group *group = link_group(l->m, rule, name, 0);
    struct span cells;
    return group && matcher_group(l->matcher, group->number, &cells) ? tape_span(tape, cells) : (struct span){ 0, 0 };
}

static bool has_group(const struct linker *l, const struct rule *rule, uint16_t name)
{
    struct span cells;
    for (uint32_t i = 0; i < rule->group_count; i++) {
        const struct rule_group *group = &l->m->groups[rule->first_group + i];
        if (group->name == name && matcher_group(l->matcher, group->number, &cells) && span_len(cells))
            return true;
    }
    return false;
}

static bool add_nominal(struct linker *l, uint32_t rule, const struct tape *tape, struct span whole)
{
    const struct rule *r = &l->m->rules[rule];
    struct reference *nominal = vec_push(l->arena, &l->references);
    if (!nominal)
        return false;
    *nominal = (struct reference){
        .span = tape_span(tape, whole), .type = r->type, .form = FORM_NOMINAL, .plural = str_equal(model_str(l->m, r->value), STR("plural")),
        .faint = str_equal(model_str(l->m, r->value), STR("faint")),
        .stranger = str_equal(model_str(l->m, r->value), STR("unknown")) || str_equal(model_str(l->m, r->value), STR("faint")),
        .mention = NONE, .entity = NONE, .pair = { NONE, NONE }, .rule = rule, .sentence = tape->sentence, .confidence = 0.8f,
    };
    nominal->owner = link_group_reference(l, rule, tape, GROUP_place);
    nominal->head = group_span(l, r, tape, GROUP_head);
    nominal->kind = group_span(l, r, tape, GROUP_name);
    nominal->other = has_group(l, r, GROUP_other);
    nominal->latest = span_len(group_span(l, r, tape, GROUP_last)) > 0;
    return true;
}

static int reference_compare(const void *left, const void *right)
{
    const struct reference *a = left, *b = right;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end > b->span.end ? -1 : 1;
    return (a->rule > b->rule) - (a->rule < b->rule);
}

/* Whether a noun phrase that is no faint one begins inside the i-th reference. */
static bool holds_clear_one(const struct reference *list, uint32_t count, uint32_t i)
{
    for (uint32_t k = i + 1; k < count && list[k].span.begin < list[i].span.end; k++)
        if (list[k].mention == NONE && !list[k].faint)
            return true;
    return false;
}

/*
 * Overlapping noun phrases: the longest from the left stays, a faint one only beside no other; names inside it stay, since
 * they are mentions too, and so does the company that an office begins with (该公司首席财务官).
 */
static uint32_t drop_overlaps(struct reference *list, uint32_t count)
{
    uint32_t kept = 0, end = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct reference *last = kept ? &list[kept - 1] : NULL;
        bool of_office = last && last->mention == NONE && last->type == TYPE_PERSON && list[i].type == TYPE_COMPANY
                         && list[i].span.begin == last->span.begin && list[i].span.end < last->span.end;
        if (list[i].mention == NONE && !of_office && (list[i].span.begin < end || (list[i].faint && holds_clear_one(list, count, i))))
            continue;
        if (list[i].mention == NONE && !of_office)
            end = list[i].span.end;
        list[kept++] = list[i];
    }
    return kept;
}

/* --- names that were not sure enough --------------------------------------------------------------------------------------- */

/* Whether a mention, a longer word (苹果 in 苹果树) or a frequent one (领域) has a share in the span. */
static bool is_taken(const struct linker *l, uint32_t sentence, struct span span)
{
    for (uint32_t i = reference_from(l->references.at, l->drawn, l->d->sentences.at[sentence].span.begin);
         i < l->drawn && l->references.at[i].span.begin < span.end; i++)
        if (span_overlaps(l->references.at[i].span, span))
            return true;
    for (uint32_t i = l->scan->first_hit[sentence]; i < l->scan->first_hit[sentence + 1]; i++) {
        struct span word = l->scan->hits.at[i].span;
        const struct literal *literal = &l->m->literals[l->scan->hits.at[i].literal];
        const float frequent = -4.98f;      /* log10 of its share of all text */
        if (span_len(word) < 2 || !span_overlaps(word, span))
            continue;
        for (uint32_t u = 0; u < literal->use_count; u++) {
            const struct use *use = &l->m->uses[literal->first_use + u];
            if (use->kind == USE_WORD && (!span_covers(span, word) || (span_equal(span, word) && use->weight > frequent)))
                return true;
        }
    }
    return false;
}

/*
 * A weak name (小米, 苹果) that nothing in the text supports is none; where an event lacks somebody it may be one all the same,
 * in a script that has no capitals to tell.
 */
static bool add_weak(struct linker *l)
{
    const uint32_t types = 1u << TYPE_PERSON | 1u << TYPE_COMPANY | 1u << TYPE_ORGANIZATION;
    struct span last = { 0, 0 };
    for (uint32_t s = 0; s < l->d->sentences.count; s++)
        for (uint32_t i = l->scan->first_candidate[s]; i < l->scan->first_candidate[s + 1]; i++) {
            const struct candidate *c = &l->scan->candidates.at[i];
            if (!c->weak || c->alias == NONE || !(types >> c->type & 1) || span_len(c->span) < 2 || l->d->kind[c->span.begin] != CHAR_HAN
                || span_equal(c->span, last) || is_taken(l, s, c->span))
                continue;
            struct reference *weak = vec_push(l->arena, &l->references);
            if (!weak)
                return false;
            *weak = (struct reference){ .span = c->span, .type = c->type, .form = FORM_NOMINAL, .faint = true, .stranger = true, .mention = NONE, .entity = NONE,
                                        .pair = { NONE, NONE }, .rule = NONE, .owner = NONE, .sentence = s, .confidence = 0.5f };
            last = c->span;
        }
    return true;
}

bool link_find_nominals(struct linker *l)
{
    uint32_t names = l->references.count;
    if (!link_each_match(l, RULE_NOMINAL, false, add_nominal) || !add_weak(l))
        return false;
    /* `owner` is an index that sorting would move: it is kept as the mention. */
    for (uint32_t i = names; i < l->references.count; i++)
        if (l->references.at[i].owner != NONE)
            l->references.at[i].owner = l->references.at[l->references.at[i].owner].mention;
    if (l->references.count)
        qsort(l->references.at, l->references.count, sizeof *l->references.at, reference_compare);
    l->references.count = l->drawn = drop_overlaps(l->references.at, l->references.count);
    return true;
}
