/*
 * The best path through a sentence, by dynamic programming over the ends of edges (a semi-Markov chain).
 *
 * Edges are tokens, ordinary words of scripts without blanks (each costs the logarithm of its share of all text), and
 * candidates. A candidate costs what the best ordinary reading of its own characters costs, plus its evidence: so it
 * wins where the evidence speaks for it, and where it cuts an ordinary word in two (王明|天 for 王|明天) it must outweigh
 * the cost of doing so. The state at an offset is the type of the mention that ends there, if one does.
 */
#include "decide/lattice.h"

#include <math.h>

#define LN10 2.302585092994046f

static const float never = -1e30f;
static const float unknown_character = -7 * LN10;

struct edge { uint32_t candidate, begin; uint8_t before; };     /* how a state was reached; candidate NONE: a word */

struct lattice {
    const struct model *m;
    const struct document *d;
    struct span span;                   /* the sentence */
    uint32_t length;
    const struct candidate *candidates;
    float *single;                      /* [length] cost of the character as a word of its own; 0 in other scripts */
    uint32_t *word_at, *word_next;      /* words by their ends */
    const struct hit *hits;
    float *word_cost;
    uint32_t *candidate_at, *candidate_next;
    uint8_t *token_end;                 /* [length + 1] a token ends here, or a blank: a path may pass */
    float (*best)[TYPE_COUNT];          /* [length + 1] */
    struct edge (*from)[TYPE_COUNT];
};

static bool word_share(const struct model *m, uint32_t literal, float *share)
{
    const struct literal *l = &m->literals[literal];
    for (uint32_t i = 0; i < l->use_count; i++)
        if (m->uses[l->first_use + i].kind == USE_WORD) {
            *share = m->uses[l->first_use + i].weight;
            return true;
        }
    return false;
}

static bool is_han(const struct lattice *l, uint32_t at) { return l->d->kind[l->span.begin + at] == CHAR_HAN; }

static void add_words(struct lattice *l, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t begin = l->hits[i].span.begin - l->span.begin, end = l->hits[i].span.end - l->span.begin;
        float share;
        if (!is_han(l, begin) || !word_share(l->m, l->hits[i].literal, &share))
            continue;
        if (end == begin + 1) {
            l->single[begin] = share * LN10;
            continue;
        }
        l->word_cost[i] = share * LN10;
        l->word_next[i] = l->word_at[end];
        l->word_at[end] = i;
    }
}

static bool lattice_make(struct lattice *l, const struct scan *s, uint32_t sentence, uint32_t count, struct arena *scratch)
{
    uint32_t hit_count = s->first_hit[sentence + 1] - s->first_hit[sentence], n = l->length;
    l->hits = hit_count ? s->hits.at + s->first_hit[sentence] : NULL;
    l->single = arena_alloc(scratch, sizeof *l->single, n + 1);
    l->word_at = arena_alloc(scratch, sizeof *l->word_at, n + 1);
    l->word_next = arena_alloc(scratch, sizeof *l->word_next, hit_count + 1);
    l->word_cost = arena_alloc(scratch, sizeof *l->word_cost, hit_count + 1);
    l->candidate_at = arena_alloc(scratch, sizeof *l->candidate_at, n + 1);
    l->candidate_next = arena_alloc(scratch, sizeof *l->candidate_next, count + 1);
    l->token_end = arena_alloc(scratch, 1, n + 1);
    l->best = arena_alloc(scratch, sizeof *l->best, n + 1);
    l->from = arena_alloc(scratch, sizeof *l->from, n + 1);
    if (!l->single || !l->word_at || !l->word_next || !l->word_cost || !l->candidate_at || !l->candidate_next
        || !l->token_end || !l->best || !l->from)
        return false;
    for (uint32_t i = 0; i <= n; i++)
        l->word_at[i] = l->candidate_at[i] = NONE;
    for (uint32_t i = 0; i < n; i++)
        l->single[i] = is_han(l, i) ? unknown_character : 0;
    add_words(l, hit_count);
    for (uint32_t i = count; i-- > 0;) {
        uint32_t end = l->candidates[i].span.end - l->span.begin;
        l->candidate_next[i] = l->candidate_at[end];
        l->candidate_at[end] = i;
    }
    return true;
}

static void mark_tokens(struct lattice *l, uint32_t sentence)
{
    const struct sentence *s = &l->d->sentences.at[sentence];
    for (uint32_t i = 0; i <= l->length; i++)
        l->token_end[i] = 1;
    for (uint32_t i = 0; i < s->token_count; i++) {
        struct span token = l->d->tokens.at[s->first_token + i].span;
        bool word = l->d->tokens.at[s->first_token + i].kind == TOKEN_WORD;
        /* A name may end before an apostrophe: Smith's. */
        for (uint32_t at = token.begin + 1; at < token.end; at++)
            l->token_end[at - l->span.begin] = l->d->kind[at] == CHAR_PUNCT && word;
    }
}

/* The cost of the best ordinary reading of [begin, end). */
static float ordinary_cost(const struct lattice *l, uint32_t begin, uint32_t end)
{
    enum { LONGEST = 48 };
    float best[LONGEST + 1];
    best[0] = 0;
    if (end - begin > LONGEST)          /* longer than words matter: character by character */
        end = begin + LONGEST;
    for (uint32_t e = begin + 1; e <= end; e++) {
        float cost = best[e - begin - 1] + l->single[e - 1];
        for (uint32_t w = l->word_at[e]; w != NONE; w = l->word_next[w]) {
            uint32_t from = l->hits[w].span.begin - l->span.begin;
            if (from >= begin && best[from - begin] + l->word_cost[w] > cost)
                cost = best[from - begin] + l->word_cost[w];
        }
        best[e - begin] = cost;
    }
    return best[end - begin];
}

/* How much the lists tell of what a candidate is. */
static uint32_t told(const struct lattice *l, uint32_t candidate)
{
    uint32_t alias = candidate == NONE ? NONE : l->candidates[candidate].alias;
    return alias == NONE ? 0 : l->m->entries[l->m->aliases[alias].entry].attribute_count;
}

/* Two entries of the same name may be worth the same: the one that is told more of wins. */
static void reach(struct lattice *l, uint32_t end, uint8_t state, float score, struct edge edge)
{
    float best = l->best[end][state];
    if (score > best || (score == best && score > never && told(l, edge.candidate) > told(l, l->from[end][state].candidate))) {
        l->best[end][state] = score;
        l->from[end][state] = edge;
    }
}

static uint8_t best_state(const struct lattice *l, uint32_t at)
{
    uint8_t best = 0;
    for (uint8_t t = 1; t < TYPE_COUNT; t++)
        if (l->best[at][t] > l->best[at][best])
            best = t;
    return best;
}

static void reach_by_word(struct lattice *l, uint32_t begin, uint32_t end, float cost)
{
    uint8_t before = best_state(l, begin);
    if (l->best[begin][before] > never)
        reach(l, end, TYPE_NONE, l->best[begin][before] + cost, (struct edge){ NONE, begin, before });
}

static bool is_listed(const struct candidate *c) { return c->alias != NONE && !c->weak && c->form == FORM_NAME; }

/*
 * What it costs that two of a type stand side by side. Two names that the lists are sure of do so now and then
 * (美国亚利桑那州, 华为小米); what rules find so is rather one that was cut in two.
 */
static float adjacent_cost(const struct lattice *l, uint32_t begin, uint8_t before, const struct candidate *c)
{
    const float both_listed = 0.25f;
    if (before != c->type)
        return 0;
    uint32_t other = l->from[begin][before].candidate;
    bool listed = c->type < TYPE_TITLE && is_listed(c) && other != NONE && is_listed(&l->candidates[other]);
    return l->m->weights[EVIDENCE_adjacent] * (listed ? both_listed : 1);
}

static void reach_by_candidate(struct lattice *l, uint32_t index)
{
    const struct candidate *c = &l->candidates[index];
    uint32_t begin = c->span.begin - l->span.begin, end = c->span.end - l->span.begin;
    float score = ordinary_cost(l, begin, end) + c->score;
    for (uint8_t before = 0; before < TYPE_COUNT; before++) {
        if (l->best[begin][before] <= never)
            continue;
        float adjacent = adjacent_cost(l, begin, before, c);
        reach(l, end, c->type, l->best[begin][before] + score + adjacent, (struct edge){ index, begin, before });
    }
}

static void forward(struct lattice *l)
{
    for (uint32_t end = 0; end <= l->length; end++)
        for (uint32_t t = 0; t < TYPE_COUNT; t++)
            l->best[end][t] = never;
    l->best[0][TYPE_NONE] = 0;
    for (uint32_t end = 1; end <= l->length; end++) {
        if (!l->token_end[end])
            continue;
        uint32_t begin = end - 1;
        while (begin && !l->token_end[begin])
            begin--;
        reach_by_word(l, begin, end, l->single[begin]);
        for (uint32_t w = l->word_at[end]; w != NONE; w = l->word_next[w])
            reach_by_word(l, l->hits[w].span.begin - l->span.begin, end, l->word_cost[w]);
        for (uint32_t c = l->candidate_at[end]; c != NONE; c = l->candidate_next[c])
            if (l->token_end[l->candidates[c].span.begin - l->span.begin])
                reach_by_candidate(l, c);
    }
}

bool lattice_argue(const struct model *m, const struct document *d, const struct scan *s, uint32_t sentence,
                   struct candidate *candidates, uint32_t count, struct arena scratch)
{
    const float usual = 8.5f, most = 6;     /* a character of running text costs so much on average; the bound */
    struct lattice l = { .m = m, .d = d, .span = d->sentences.at[sentence].span, .candidates = candidates };
    l.length = span_len(l.span);
    if (!lattice_make(&l, s, sentence, count, &scratch))
        return false;
    for (uint32_t i = 0; i < count; i++) {
        struct candidate *c = &candidates[i];
        struct span at = { c->span.begin - l.span.begin, c->span.end - l.span.begin };
        if (c->rule == NONE || c->type >= TYPE_TITLE || c->form != FORM_NAME || !is_han(&l, at.begin))
            continue;
        float weight = m->weights[EVIDENCE_reading] * (-ordinary_cost(&l, at.begin, at.end) - usual * (float)span_len(at));
        candidate_argue(c, EVIDENCE_reading, 0, weight > most ? most : weight < -most ? -most : weight);
    }
    return true;
}

bool lattice_best(const struct model *m, const struct document *d, const struct scan *s, uint32_t sentence,
                  const struct candidate *candidates, uint32_t count, struct arena scratch, bool *chosen)
{
    struct lattice l = { .m = m, .d = d, .span = d->sentences.at[sentence].span, .candidates = candidates };
    l.length = span_len(l.span);
    if (!lattice_make(&l, s, sentence, count, &scratch))
        return false;
    mark_tokens(&l, sentence);
    forward(&l);
    uint32_t at = l.length;
    uint8_t state = best_state(&l, at);
    while (at) {
        struct edge edge = l.from[at][state];
        if (edge.candidate != NONE && l.best[at][state] > never)
            chosen[edge.candidate] = true;
        if (edge.begin >= at)           /* never reached: no path */
            break;
        at = edge.begin;
        state = edge.before;
    }
    return true;
}
