/*
 * Code is read from the image when a rule is first tried, and compiled by the JIT when as much time has gone into running
 * it without as the JIT would take: an article then starts in milliseconds, a corpus runs at full speed, and no run is far
 * from the better of the two. Two threads may compile the same pattern at once; the first to publish wins, the other frees
 * its own.
 */
#include "model/patterns.h"

#include <stdatomic.h>
#include <stdlib.h>

/* What the JIT takes for a pattern, twice over: nanoseconds in all, and for each of its units. */
enum { JIT_TAKES = 100000, JIT_TAKES_A_UNIT = 300 };

/* PCRE2 does not use the JIT where a match is asked to be anchored: code for that is compiled anchored. */
struct pattern { _Atomic(pcre2_code *) plain, fast; _Atomic uint64_t spent; /* nanoseconds, by the plain code */ };
enum { FLOATING, ANCHORED, MODES };
struct pattern_cache { uint32_t count; struct pattern at[][MODES]; };

struct pattern_cache *patterns_new(uint32_t count)
{
    struct pattern_cache *patterns = calloc(1, sizeof *patterns + count * sizeof *patterns->at);
    if (patterns)
        patterns->count = count;
    return patterns;
}

void patterns_free(struct pattern_cache *patterns)
{
    for (uint32_t i = 0; patterns && i < patterns->count * MODES; i++) {
        pcre2_code_free(atomic_load(&patterns->at[i / MODES][i % MODES].plain));
        pcre2_code_free(atomic_load(&patterns->at[i / MODES][i % MODES].fast));
    }
    free(patterns);
}

pcre2_code *pattern_compile(struct units pattern, uint8_t flags, int *error, PCRE2_SIZE *offset)
{
    int ignored_error;
    PCRE2_SIZE ignored_offset;
    uint32_t options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DUPNAMES;
    if (flags & RULE_CASELESS)
        options |= PCRE2_CASELESS;
    if (flags & RULE_ANCHORED)
        options |= PCRE2_ANCHORED;
    return pcre2_compile((PCRE2_SPTR)pattern.at, pattern.len, options, error ? error : &ignored_error,
                         offset ? offset : &ignored_offset, NULL);
}

/*
 * The code that the image holds, or else a new one. PCRE2 refuses what another version of it, or another machine, wrote
 * down; it trusts the bytes otherwise, so their checksum is looked at here.
 */
static pcre2_code *code_make(const struct model *m, uint32_t rule, bool anchored)
{
    const struct rule *r = &m->rules[rule];
    pcre2_code *code = NULL;
    bool kept = r->code.len && anchored == ((r->flags & RULE_ANCHORED) != 0);
    if (kept && image_code_checksum(m->codes + r->code.at, r->code.len) == r->code_checksum
        && pcre2_serialize_decode(&code, 1, (const uint8_t *)m->codes + r->code.at, NULL) == 1)
        return code;
    uint8_t flags = (uint8_t)((r->flags & ~RULE_ANCHORED) | (anchored ? RULE_ANCHORED : 0));
    return pattern_compile(model_units(m, r->pattern), flags, NULL, NULL);
}

/* Publishes `made`, or frees it where another thread was first. */
static pcre2_code *publish(_Atomic(pcre2_code *) *slot, pcre2_code *made)
{
    pcre2_code *none = NULL;
    if (made && !atomic_compare_exchange_strong(slot, &none, made)) {
        pcre2_code_free(made);
        return none;
    }
    return made;
}

pcre2_code *pattern_code(const struct model *m, uint32_t rule, bool anchored, bool *fast)
{
    struct pattern *pattern = &m->patterns->at[rule][anchored ? ANCHORED : FLOATING];
    pcre2_code *code = atomic_load_explicit(&pattern->fast, memory_order_acquire);
    uint64_t enough = JIT_TAKES + (uint64_t)JIT_TAKES_A_UNIT * m->rules[rule].pattern.len;
    *fast = code || atomic_load_explicit(&pattern->spent, memory_order_relaxed) >= enough;
    if (code)
        return code;
    if (*fast) {
        code = code_make(m, rule, anchored);
        if (code)
            pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
        return publish(&pattern->fast, code);
    }
    code = atomic_load_explicit(&pattern->plain, memory_order_acquire);
    return code ? code : publish(&pattern->plain, code_make(m, rule, anchored));
}

void pattern_spent(const struct model *m, uint32_t rule, bool anchored, uint64_t nanoseconds)
{
    atomic_fetch_add_explicit(&m->patterns->at[rule][anchored ? ANCHORED : FLOATING].spent, nanoseconds, memory_order_relaxed);
}
