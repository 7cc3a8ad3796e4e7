/* Two passes of the lattice over each sentence: what was certain in the first supports weak and short names in the second. */
#include "decide/lattice.h"

#include <math.h>
#include <stdlib.h>

static bool copy_candidates(const struct model *m, const struct document *d, const struct scan *s, const struct feature_view *views,
                            struct arena *arena, struct mentions *out)
{
    out->first_considered = arena_alloc(arena, sizeof(uint32_t), d->sentences.count + 1);
    if (!out->first_considered)
        return false;
    for (uint32_t i = 0; i < d->sentences.count; i++) {
        out->first_considered[i] = out->considered.count;
        for (uint32_t k = s->first_candidate[i]; k < s->first_candidate[i + 1]; k++) {
            struct candidate *c = vec_push(arena, &out->considered);
            if (!c)
                return false;
            *c = s->candidates.at[k];
        }
        uint32_t copied = out->considered.count;
        if (!compose_names(m, d, s, i, out->first_considered[i], arena, out)
            || !open_names(&views[i], out->first_considered[i], arena, out))
            return false;
        uint32_t count = out->considered.count - out->first_considered[i];
        struct candidate *own = count ? out->considered.at + out->first_considered[i] : NULL;
        if (out->considered.count > copied)
            qsort(own, count, sizeof *own, candidate_compare);
        if (count && (!lattice_argue(m, d, s, i, own, count, *arena) || !evidence_gather(&views[i], s, i, own, count, *arena)))
            return false;
    }
    out->first_considered[d->sentences.count] = out->considered.count;
    return true;
}

static int mention_compare(const void *left, const void *right)
{
    const struct mention *a = left, *b = right;
    return (a->span.begin > b->span.begin) - (a->span.begin < b->span.begin);
}

/* What the gazetteers call a span, also where the evidence of a rule was stronger. */
static uint32_t alias_of(const struct mentions *all, uint32_t first, uint32_t count, const struct candidate *c)
{
    uint32_t alias = c->alias, weak = NONE, weak_count = 0;
    if (c->type == TYPE_PERSON && span_len(c->antecedent) > span_len(c->span))
        return alias;           /* whom the full name means, the lists' last name does not */
    for (uint32_t i = first; i < first + count && alias == NONE; i++) {
        const struct candidate *other = &all->considered.at[i];
        if (other->alias == NONE || other->type != c->type || !span_equal(other->span, c->span))
            continue;
        if (!other->weak) {
            alias = other->alias;
        } else {
            weak = other->alias;
            weak_count++;
        }
    }
    /* What a rule is sure of is the only thing that the lists could mean by it: 中 of 中美关系. Many people are called Smith. */
    return alias == NONE && weak_count == 1 && c->rule != NONE && c->type != TYPE_PERSON ? weak : alias;
}

/* The path of one sentence → mentions. */
static bool decide_sentence(const struct model *m, const struct document *d, const struct scan *s, uint32_t sentence,
                            struct arena *arena, struct mentions *out)
{
    uint32_t first = out->first_considered[sentence], count = out->first_considered[sentence + 1] - first;
    out->first[sentence] = out->list.count;
    if (!count)
        return true;
    bool *chosen = arena_alloc(arena, sizeof *chosen, count);
    if (!chosen || !lattice_best(m, d, s, sentence, out->considered.at + first, count, *arena, chosen))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const struct candidate *c = &out->considered.at[first + i];
        struct mention *mention = chosen[i] ? vec_push(arena, &out->list) : NULL;
        if (chosen[i] && !mention)
            return false;
        if (mention)
            *mention = (struct mention){ .span = c->span, .type = c->type, .form = c->form, .sentence = sentence, .from = c,
                                         .alias = alias_of(out, first, count, c),
                                         .confidence = 1 / (1 + expf(-c->score)) };
    }
    uint32_t begin = out->first[sentence];
    if (out->list.count > begin)
        qsort(out->list.at + begin, out->list.count - begin, sizeof *out->list.at, mention_compare);
    return true;
}

static bool decide_all(const struct model *m, const struct document *d, const struct scan *s, struct arena *arena,
                       struct mentions *out)
{
    out->first = arena_alloc(arena, sizeof(uint32_t), d->sentences.count + 1);
    for (uint32_t i = 0; out->first && i < d->sentences.count; i++)
        if (!decide_sentence(m, d, s, i, arena, out))
            return false;
    if (out->first)
        out->first[d->sentences.count] = out->list.count;
    return out->first != NULL;
}

/* Short forms that the second pass added have not met their surroundings yet: they are the last of their sentence. */
static bool gather_new(const struct document *d, const struct scan *s, const struct feature_view *views, const struct mentions *first,
                       struct arena *arena, struct mentions *out)
{
    for (uint32_t i = 0; i < d->sentences.count; i++) {
        uint32_t old = first->first_considered[i + 1] - first->first_considered[i], from = out->first_considered[i] + old;
        uint32_t count = out->first_considered[i + 1] - from;
        if (count && !evidence_gather(&views[i], s, i, out->considered.at + from, count, *arena))
            return false;
    }
    return true;
}

bool decide_run(const struct model *m, const struct document *d, const struct scan *s, struct arena *arena,
                struct mentions *out, struct error *err)
{
    struct mentions first = { 0 };
    struct feature_view *views;
    *out = (struct mentions){ 0 };
    bool good = features_view(m, d, s, arena, &views) && copy_candidates(m, d, s, views, arena, &first) && decide_all(m, d, s, arena, &first)
                && support_spread(m, d, &first, arena, out) && gather_new(d, s, views, &first, arena, out)
                && decide_all(m, d, s, arena, out);
    if (good)
        out->views = views;
    return good ? true : fail_full(err);
}
