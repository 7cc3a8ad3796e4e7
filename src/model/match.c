/*
 * Patterns run with PCRE2's 32-bit library, one unit a code point (their code: patterns.c). On a tape the symbols and noun
 * phrases that a match must hold, or begin with, are looked for first: most patterns then need not run.
 */
#define _POSIX_C_SOURCE 200809L     /* clock_gettime */
#include "model/match.h"

#include "model/patterns.h"
#include "model/symbols.h"

#include <stdlib.h>
#include <time.h>

enum { MATCH_LIMIT = 200000, JIT_STACK_START = 32 << 10, JIT_STACK_MOST = 1 << 20 };

struct matcher {
    const struct model *model;
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    uint64_t given_up;
    struct rule_cost *costs;        /* [rules], or NULL: not measured */
    struct units text;              /* of matcher_take */
    uint64_t symbols;               /* that it holds */
    uint64_t *begins, known, seen;  /* [text.len] which noun phrases begin there; of which it is known; which begin anywhere */
    uint32_t capacity;
};

/*
 * A pattern asks whether the word that ends here is in a class: (?C'noun_person'), or whether a noun phrase begins here:
 * (?C1). Nonzero: no, and the pattern goes back. Classes of many words would else be part of each pattern that names them,
 * and a phrase would be sought by each pattern at each word.
 */
static int ask(pcre2_callout_block *block, void *context)
{
    enum { LONGEST = 40 };
    const struct matcher *matcher = context;
    const struct model *m = matcher->model;
    char name[LONGEST];
    PCRE2_SIZE end = block->current_position, begin = end;
    if (block->callout_number) {
        uint64_t phrase = UINT64_C(1) << (block->callout_number - 1);
        bool known = block->subject == matcher->text.at && block->subject_length == matcher->text.len && (matcher->known & phrase);
        return known && (end == matcher->text.len || !(matcher->begins[end] & phrase));
    }
    if (!block->callout_string || block->callout_string_length > LONGEST)
        return 1;
    for (PCRE2_SIZE i = 0; i < block->callout_string_length; i++)
        name[i] = (char)block->callout_string[i];
    while (begin && end - begin < LONGEST) {
        uint32_t c = block->subject[begin - 1];
        enum char_kind kind = model_kind(m, c);
        if (kind != CHAR_LOWER && kind != CHAR_UPPER && kind != CHAR_LETTER && kind != CHAR_DIGIT && c != '-')
            break;
        begin--;
    }
    struct units word = { block->subject + begin, (uint32_t)(end - begin) };
    return !model_in_class(m, (struct str){ name, (uint32_t)block->callout_string_length }, word, NULL);
}

struct matcher *matcher_new(const struct model *m)
{
    struct matcher *matcher = calloc(1, sizeof *matcher);
    if (!matcher)
        return NULL;
    matcher->model = m;
    matcher->data = pcre2_match_data_create(MAX_GROUPS, NULL);
    matcher->context = pcre2_match_context_create(NULL);
    matcher->stack = pcre2_jit_stack_create(JIT_STACK_START, JIT_STACK_MOST, NULL);
    if (!matcher->data || !matcher->context) {
        matcher_free(matcher);
        return NULL;
    }
    pcre2_set_match_limit(matcher->context, MATCH_LIMIT);
    pcre2_set_callout(matcher->context, ask, matcher);
    if (matcher->stack)
        pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    return matcher;
}

void matcher_free(struct matcher *matcher)
{
    if (!matcher)
        return;
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    pcre2_jit_stack_free(matcher->stack);
    free(matcher->costs);
    free(matcher->begins);
    free(matcher);
}

uint64_t matcher_given_up(const struct matcher *matcher) { return matcher->given_up; }

bool matcher_measure(struct matcher *matcher)
{
    if (!matcher->costs)
        matcher->costs = calloc(matcher->model->rule_count + 1, sizeof *matcher->costs);
    return matcher->costs != NULL;
}

struct rule_cost matcher_cost(const struct matcher *matcher, uint32_t rule)
{
    return matcher->costs ? matcher->costs[rule] : (struct rule_cost){ 0 };
}

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static bool find(struct matcher *matcher, uint32_t rule, struct units text, uint32_t start, bool anchored, struct span *whole)
{
    bool fast;
    pcre2_code *code = pattern_code(matcher->model, rule, anchored, &fast);
    if (!code)
        return false;
    uint64_t begin = fast ? 0 : now();
    uint32_t options = PCRE2_NO_UTF_CHECK | PCRE2_NOTEMPTY;
    int found = pcre2_match(code, (PCRE2_SPTR)text.at, text.len, start, options, matcher->data, matcher->context);
    if (!fast)
        pattern_spent(matcher->model, rule, anchored, now() - begin);
    if (found < 0) {
        matcher->given_up += found != PCRE2_ERROR_NOMATCH;
        return false;
    }
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(matcher->data);
    if (ends[0] >= ends[1])         /* \K can turn them round */
        return false;
    *whole = (struct span){ (uint32_t)ends[0], (uint32_t)ends[1] };
    return true;
}

void matcher_take(struct matcher *matcher, struct units text)
{
    matcher->known = matcher->seen = matcher->symbols = 0;
    for (uint32_t i = 0; i < text.len; i++)
        matcher->symbols |= tape_symbol_bit(text.at[i]);
    if (text.len > matcher->capacity) {
        free(matcher->begins);
        matcher->begins = malloc(2 * (size_t)text.len * sizeof *matcher->begins);
        matcher->capacity = matcher->begins ? 2 * text.len : 0;
    }
    matcher->text = matcher->capacity ? text : (struct units){ 0 };
    if (matcher->text.len)
        memset(matcher->begins, 0, text.len * sizeof *matcher->begins);
}

/* Where the noun phrases of the set begin. Each start is tried, since phrases overlap. */
static void find_phrases(struct matcher *matcher, uint64_t set)
{
    for (uint32_t phrase = 0; phrase < TAPE_PHRASES; phrase++) {
        struct span whole = { 0, 0 };
        if (!(set >> phrase & 1))
            continue;
        for (uint32_t start = 0; start < matcher->text.len; start = whole.begin + 1) {
            if (!find(matcher, matcher->model->phrase_rules[phrase], matcher->text, start, false, &whole))
                break;
            matcher->begins[whole.begin] |= UINT64_C(1) << phrase;
            matcher->seen |= UINT64_C(1) << phrase;
        }
        matcher->known |= UINT64_C(1) << phrase;
    }
}

/* Whether the text that was taken holds what a match of the rule must hold; symbols are looked at first. */
static bool may_match(struct matcher *matcher, const struct rule *rule)
{
    const struct need *needs = &matcher->model->needs[rule->first_need];
    bool sure = true;
    for (uint32_t i = 0; i < rule->need_count; i++) {
        bool there = needs[i].symbols & matcher->symbols;
        if (!there && !needs[i].phrases)
            return false;
        sure &= there;
    }
    find_phrases(matcher, rule->phrases & ~matcher->known);
    for (uint32_t i = 0; i < rule->need_count && !sure; i++)
        if (!(needs[i].symbols & matcher->symbols) && !(needs[i].phrases & matcher->seen))
            return false;
    return true;
}

/* find, in the text that was taken, at the places where a match of the rule may begin. */
static bool find_from_symbols(struct matcher *matcher, uint32_t rule, uint32_t start, struct span *whole)
{
    struct need begin = matcher->model->rules[rule].begin;
    for (uint32_t i = start; i < matcher->text.len; i++) {
        bool may = (begin.symbols & tape_symbol_bit(matcher->text.at[i])) || (begin.phrases & matcher->begins[i]);
        if (may && find(matcher, rule, matcher->text, i, true, whole))
            return true;
    }
    return false;
}

bool matcher_find(struct matcher *matcher, uint32_t rule, struct units text, uint32_t start, bool anchored, struct span *whole)
{
    uint64_t before = matcher->costs ? now() : 0;
    bool taken = matcher->text.len && text.at == matcher->text.at && text.len == matcher->text.len;
    const struct rule *r = &matcher->model->rules[rule];
    bool begins = taken && !anchored && (r->begin.symbols || r->begin.phrases), found = !taken || may_match(matcher, r);
    if (found)
        found = begins ? find_from_symbols(matcher, rule, start, whole) : find(matcher, rule, text, start, anchored, whole);
    if (!matcher->costs)
        return found;
    struct rule_cost *cost = &matcher->costs[rule];
    cost->nanoseconds += now() - before;
    cost->tries++;
    cost->found += found;
    return found;
}

bool matcher_group(const struct matcher *matcher, uint16_t number, struct span *out)
{
    const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(matcher->data);
    if (number >= MAX_GROUPS || ends[2 * number] == PCRE2_UNSET || ends[2 * number] >= ends[2 * number + 1])
        return false;
    *out = (struct span){ (uint32_t)ends[2 * number], (uint32_t)ends[2 * number + 1] };
    return true;
}
