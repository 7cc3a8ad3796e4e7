/*
 * Which literals must a text have for a pattern to match it? Derived from the pattern itself, so that no pattern runs
 * over text that cannot match.
 *
 * The pattern is read once, by recursive descent. For each part we know either the finite set of texts that it matches
 * ("exact"), or only that one of a set of literals must be inside ("required"), with an estimate of how often such a set
 * would be seen in ordinary text. A sequence multiplies exact sets while they stay small. The cheapest required set of
 * the whole is the trigger. The idea is that of "prefilters" in regular-expression engines (Cox, "Regular Expression
 * Matching with a Trigram Index", 2012); what is not understood is taken to match anything, which is always safe.
 */
#include "model/build.h"
#include "model/symbols.h"

#include <math.h>
#include <stdlib.h>

enum { MAX_PRODUCT = 300, MAX_EXACT = 8000, MAX_CLASS = 24, MAX_NESTING = 200 };

enum first_kind { FIRST_ANY, FIRST_NUMBER, FIRST_CAPITAL };
typedef VEC(struct units) texts;
struct needs { struct need at[MAX_NEEDS]; uint32_t count; };

struct part {
    bool exact, required, prefix;       /* prefix: every match begins with the required literal */
    bool zero_width;
    texts texts;                        /* all that it matches, where exact */
    texts literals;                     /* where required */
    double cost;                        /* of the required literals: their share of positions in ordinary text */
    enum first_kind first;
    struct needs needs;                 /* on the tape: symbols that a match must hold */
    struct need begin;                  /* with which of them it begins; none: not known */
};

struct parser {
    struct builder *b;
    struct arena *arena;
    const uint32_t *at, *end;
    uint32_t nesting;
    bool placed;                        /* the rule is tried where its literal stands; else (on the tape) a prefix is worth no more */
};

static const struct part anything = { 0 };

/* A literal that every match begins with is worth more: the rest need not be searched for. */
static const double PREFIX_SCALE = 0.25;

static double letters_cost(const struct builder *b, struct units text)
{
    double share = 1;
    for (uint32_t i = 0; i < text.len; i++) {
        enum char_kind kind = text.at[i] < 0x10000 ? b->kind[text.at[i]] : kind_of(text.at[i]);
        share *= kind == CHAR_HAN ? 1.0 / 400 : kind == CHAR_UPPER || kind == CHAR_LOWER ? 1.0 / 12
                 : kind == CHAR_DIGIT ? 1.0 / 10 : kind == CHAR_SPACE ? 1.0 / 6 : 1.0 / 40;
    }
    return share;
}

/* Counted no further than `most`. */
static double texts_cost(const struct builder *b, const texts *t, double most)
{
    enum { LOOKED_UP = 24 };            /* in a longer list a frequent word among many others is not worth the time to find it */
    const double words = 0.25;          /* a position in four begins a word, more in Chinese, fewer in English */
    double cost = 0;
    for (uint32_t i = 0; i < t->count && cost <= most; i++) {
        double letters = letters_cost(b, t->at[i]);
        cost += t->count > LOOKED_UP ? letters : fmax(letters, words * literal_share(b, t->at[i]));
    }
    return cost;
}

static void text_add(struct parser *p, texts *t, struct units text)
{
    struct units *slot = vec_push(p->arena, t);
    if (slot)
        *slot = text;
    else
        p->b->full = true;
}

static struct part exact_unit(struct parser *p, const uint32_t *unit)
{
    struct part part = { .exact = true };
    text_add(p, &part.texts, (struct units){ unit, 1 });
    enum char_kind kind = kind_of(*unit);
    part.first = kind == CHAR_DIGIT ? FIRST_NUMBER : kind == CHAR_UPPER ? FIRST_CAPITAL : FIRST_ANY;
    return part;
}

static bool may_be_empty(const texts *t)
{
    for (uint32_t i = 0; i < t->count; i++)
        if (!t->at[i].len)
            return true;
    return false;
}

/* What is known of a part whose exact texts are taken as literals. */
static void offer(const struct builder *b, struct part *best, const texts *literals, bool prefix)
{
    const double worthless = 1.5, scale = prefix ? PREFIX_SCALE : 1;
    double cost = texts_cost(b, literals, (best->required ? best->cost : worthless) / scale) * scale;
    if (!literals->count || may_be_empty(literals) || cost >= worthless || (best->required && best->cost <= cost))
        return;
    best->required = true;
    best->literals = *literals;
    best->cost = cost;
    best->prefix = prefix;
}

static void offer_part(const struct builder *b, struct part *best, const struct part *part, bool at_start)
{
    if (part->exact) {
        offer(b, best, &part->texts, at_start);
    } else if (part->required) {
        bool prefix = part->prefix && at_start;
        double cost = part->cost / (part->prefix ? PREFIX_SCALE : 1) * (prefix ? PREFIX_SCALE : 1);
        if (!best->required || cost < best->cost) {
            best->required = true;
            best->literals = part->literals;
            best->cost = cost;
            best->prefix = prefix;
        }
    }
}

static bool multiply(struct parser *p, texts *run, const texts *by)
{
    uint64_t count = (uint64_t)run->count * by->count;
    if (count > MAX_PRODUCT && run->count > 1 && by->count > 1)
        return false;
    texts product = { 0 };
    for (uint32_t i = 0; i < run->count; i++)
        for (uint32_t j = 0; j < by->count; j++) {
            struct units a = run->at[i], c = by->at[j];
            uint32_t *joined = arena_alloc(p->arena, sizeof *joined, a.len + c.len + 1);
            if (!joined) {
                p->b->full = true;
                return false;
            }
            if (a.len)
                memcpy(joined, a.at, a.len * sizeof *joined);
            if (c.len)
                memcpy(joined + a.len, c.at, c.len * sizeof *joined);
            text_add(p, &product, (struct units){ joined, a.len + c.len });
        }
    *run = product;
    return true;
}

/* --- symbols of the tape ------------------------------------------------------------------------------------------ */

static bool is_needed(struct need need) { return need.symbols || need.phrases; }

static void needs_add(struct needs *needs, struct need need)
{
    if (is_needed(need) && needs->count < MAX_NEEDS)
        needs->at[needs->count++] = need;
}

static void needs_join(struct needs *needs, const struct needs *more)
{
    for (uint32_t i = 0; i < more->count; i++)
        needs_add(needs, more->at[i]);
}

/* Of two alternatives: what the one or the other must hold. */
static struct needs needs_either(const struct needs *a, const struct needs *b)
{
    struct needs either = { .count = a->count < b->count ? a->count : b->count };
    for (uint32_t i = 0; i < either.count; i++)
        either.at[i] = (struct need){ a->at[i].symbols | b->at[i].symbols, a->at[i].phrases | b->at[i].phrases };
    return either;
}

static struct need need_of(uint32_t symbol)
{
    if (symbol >= TAPE_PHRASE && symbol < TAPE_PHRASE + TAPE_PHRASES)
        return (struct need){ .phrases = UINT64_C(1) << (symbol - TAPE_PHRASE) };
    return (struct need){ .symbols = tape_symbol_bit(symbol) };
}

/* --- atoms -------------------------------------------------------------------------------------------------------- */

static bool peek(const struct parser *p, uint32_t unit) { return p->at < p->end && *p->at == unit; }

static bool accept_text(struct parser *p, const char *ascii)
{
    const uint32_t *at = p->at;
    for (; *ascii; ascii++, at++)
        if (at == p->end || *at != (unsigned char)*ascii)
            return false;
    p->at = at;
    return true;
}

static void skip_past(struct parser *p, uint32_t unit)
{
    while (p->at < p->end && *p->at++ != unit)
        continue;
}

static struct part parse_escape(struct parser *p)
{
    struct part part = anything;
    p->at++;
    if (p->at == p->end)
        return part;
    uint32_t c = *p->at++;
    if (c == 'd') {
        part.first = FIRST_NUMBER;
    } else if (c == 'p' && accept_text(p, "{Lu}")) {
        part.first = FIRST_CAPITAL;
    } else if ((c == 'p' || c == 'P' || c == 'x') && peek(p, '{')) {
        skip_past(p, '}');
    } else if (c < 0x80 && strchr("bBAzZGK", (int)c)) {
        part.zero_width = true;
    } else if (c >= 0x80 || !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))) {
        return exact_unit(p, p->at - 1);
    }
    return part;
}

static struct part parse_class(struct parser *p)
{
    struct part part = { .exact = true };
    bool numbers = true, capitals = true, first = true, symbols = true;
    struct need need = { 0 };
    p->at++;
    bool negated = peek(p, '^');
    p->at += negated;
    while (p->at < p->end && (first || *p->at != ']')) {
        first = false;
        const uint32_t *low = p->at;
        if (*p->at == '\\') {
            struct part escape = parse_escape(p);
            numbers &= escape.first == FIRST_NUMBER;
            capitals &= escape.first == FIRST_CAPITAL;
            symbols = false;
            if (!escape.exact) {
                part.exact = false;
                continue;
            }
            low = p->at - 1;
        } else {
            p->at++;
        }
        uint32_t high = *low;
        if (p->at + 1 < p->end && *p->at == '-' && p->at[1] != ']') {
            high = p->at[1];
            p->at += 2;
        }
        symbols &= high == *low && tape_symbol_bit(high);
        need.symbols |= tape_symbol_bit(high);
        numbers &= kind_of(*low) == CHAR_DIGIT && kind_of(high) == CHAR_DIGIT;
        capitals &= kind_of(*low) == CHAR_UPPER && kind_of(high) == CHAR_UPPER;
        part.exact &= high >= *low && high - *low + part.texts.count < MAX_CLASS && *low < TAPE_BASE;
        for (uint32_t c = *low; part.exact && c <= high; c++) {
            uint32_t *unit = arena_alloc(p->arena, sizeof *unit, 1);
            if (!unit)
                return anything;
            *unit = c;
            text_add(p, &part.texts, (struct units){ unit, 1 });
        }
    }
    p->at += p->at < p->end;
    if (negated)
        return anything;
    part.first = numbers ? FIRST_NUMBER : capitals ? FIRST_CAPITAL : FIRST_ANY;
    if (symbols) {
        needs_add(&part.needs, need);
        part.begin = need;
    }
    return part;
}

static struct part parse_alternatives(struct parser *p);

static struct part parse_group(struct parser *p)
{
    bool look = false, ahead = false;
    p->at++;
    if (accept_text(p, "?=")) {
        look = ahead = true;
    } else if (accept_text(p, "?<=")) {
        look = true;
        ahead = !p->placed;             /* on the tape what stands before is in the sentence too */
    } else if (accept_text(p, "?!") || accept_text(p, "?<!")) {
        look = true;
    } else if (accept_text(p, "?<")) {
        skip_past(p, '>');
    } else if (accept_text(p, "?>") || accept_text(p, "?|")) {
        ;
    } else if (accept_text(p, "?")) {
        while (p->at < p->end && *p->at != ':' && *p->at != ')')
            p->at++;
        if (peek(p, ':'))
            p->at++;
    }
    struct part inside = anything;
    if (peek(p, ')'))
        inside.zero_width = true;
    else if (p->nesting < MAX_NESTING)
        inside = parse_alternatives(p);
    if (peek(p, ')'))
        p->at++;
    bool only_empty = inside.exact && inside.texts.count == 1 && !inside.texts.at[0].len;
    if (look || only_empty) {
        /* What is looked for must be in the text too. */
        struct part seen = anything;
        if (ahead) {
            offer_part(p->b, &seen, &inside, false);
            seen.needs = inside.needs;
        }
        inside = seen;
        inside.zero_width = true;
    }
    return inside;
}

static struct part parse_set(struct parser *p)
{
    const struct word_set *set = &p->b->sets.at[*p->at++ - SET_BASE];
    struct part part = { .exact = true };
    bool capitals = true, numbers = true;
    for (uint32_t i = 0; i < set->words.count; i++) {
        enum char_kind kind = kind_of(set->words.at[i].at[0]);
        capitals &= kind == CHAR_UPPER;
        numbers &= kind == CHAR_DIGIT;
        text_add(p, &part.texts, set->words.at[i]);
    }
    part.first = numbers ? FIRST_NUMBER : capitals ? FIRST_CAPITAL : FIRST_ANY;
    return part;
}

static struct part parse_atom(struct parser *p)
{
    uint32_t c = *p->at;
    if (c >= SET_BASE && c < SET_BASE + SET_MAX)
        return parse_set(p);
    if (c == '\\')
        return parse_escape(p);
    if (c == '[')
        return parse_class(p);
    if (c == '(')
        return parse_group(p);
    p->at++;
    struct part part = anything;
    if (c == '^' || c == '$' || (c >= TAPE_PHRASE && c < TAPE_PHRASE + TAPE_PHRASES))
        part.zero_width = true;
    else if (c != '.' && c < TAPE_BASE)
        return exact_unit(p, p->at - 1);
    if (c >= TAPE_BASE) {
        part.begin = need_of(c);
        needs_add(&part.needs, part.begin);
    }
    return part;
}

/* Reads ? * + {m,n} behind an atom; *least and *most are how often it may stand. */
static void parse_quantifier(struct parser *p, uint32_t *least, uint32_t *most)
{
    *least = *most = 1;
    if (accept_text(p, "?")) {
        *least = 0;
    } else if (accept_text(p, "*")) {
        *least = 0;
        *most = UINT32_MAX;
    } else if (accept_text(p, "+")) {
        *most = UINT32_MAX;
    } else if (peek(p, '{') && p->at + 1 < p->end && p->at[1] >= '0' && p->at[1] <= '9') {
        p->at++;
        for (*least = 0; p->at < p->end && *p->at >= '0' && *p->at <= '9'; p->at++)
            *least = *least * 10 + *p->at - '0';
        *most = peek(p, ',') ? UINT32_MAX : *least;
        skip_past(p, '}');
    } else {
        return;
    }
    if (peek(p, '?') || peek(p, '+'))
        p->at++;
}

static struct part quantified(struct parser *p, struct part part, uint32_t least, uint32_t most)
{
    if (least == 1 && most == 1)
        return part;
    if (least == 0 && most == 1 && part.exact) {
        text_add(p, &part.texts, (struct units){ p->at, 0 });
        part.first = FIRST_ANY;
        part.needs.count = 0;
        part.begin = (struct need){ 0 };
        return part;
    }
    if (least == 0)
        return anything;
    /* One or more: what stands once is required; what follows is not known. */
    struct part more = anything;
    more.first = part.first;
    more.needs = part.needs;
    more.begin = part.begin;
    offer_part(p->b, &more, &part, p->placed);
    return more;
}

/* --- sequences and alternatives -------------------------------------------------------------------------------------- */

static struct part parse_sequence(struct parser *p)
{
    struct part whole = anything;
    texts run = { 0 };                      /* product of the exact parts since the last inexact one */
    bool run_at_start = p->placed, all_exact = true, at_start = p->placed, begun = false;
    text_add(p, &run, (struct units){ p->at, 0 });
    while (p->at < p->end && *p->at != '|' && *p->at != ')') {
        struct part part = parse_atom(p);
        uint32_t least, most;
        parse_quantifier(p, &least, &most);
        if (part.zero_width) {
            if (part.required && least)
                offer_part(p->b, &whole, &part, false);
            if (least)
                needs_join(&whole.needs, &part.needs);
            if (least && !begun && is_needed(part.begin)) {
                whole.begin = part.begin;
                begun = true;
            }
            continue;
        }
        part = quantified(p, part, least, most);
        if (!begun)
            whole.begin = part.begin;
        begun = true;
        needs_join(&whole.needs, &part.needs);
        if (at_start)
            whole.first = part.exact && may_be_empty(&part.texts) ? FIRST_ANY : part.first;
        if (part.exact && multiply(p, &run, &part.texts)) {
            at_start = false;
            continue;
        }
        all_exact = false;
        offer(p->b, &whole, &run, run_at_start);
        offer_part(p->b, &whole, &part, at_start);
        run = (texts){ 0 };
        text_add(p, &run, (struct units){ p->at, 0 });
        if (part.exact && part.texts.count <= MAX_EXACT) {      /* too many together, but it can begin a new run */
            run = part.texts;
            run_at_start = at_start;
        } else {
            run_at_start = false;
        }
        at_start = false;
    }
    if (all_exact) {
        whole.exact = true;
        whole.texts = run;
        return whole;
    }
    offer(p->b, &whole, &run, run_at_start);
    return whole;
}

static struct part parse_alternatives(struct parser *p)
{
    p->nesting++;
    struct part all = parse_sequence(p);
    while (peek(p, '|')) {
        p->at++;
        struct part next = parse_sequence(p), joined = anything;
        joined.first = all.first == next.first ? all.first : FIRST_ANY;
        joined.needs = needs_either(&all.needs, &next.needs);
        if (is_needed(all.begin) && is_needed(next.begin))
            joined.begin = (struct need){ all.begin.symbols | next.begin.symbols, all.begin.phrases | next.begin.phrases };
        joined.exact = all.exact && next.exact && all.texts.count + next.texts.count <= MAX_EXACT;
        texts left = all.exact ? all.texts : all.literals, right = next.exact ? next.texts : next.literals;
        bool both = (all.exact || all.required) && (next.exact || next.required);
        texts sum = { 0 };
        for (uint32_t i = 0; both && i < left.count; i++)
            text_add(p, &sum, left.at[i]);
        for (uint32_t i = 0; both && i < right.count; i++)
            text_add(p, &sum, right.at[i]);
        if (joined.exact)
            joined.texts = sum;
        else if (both)
            offer(p->b, &joined, &sum, (all.exact || all.prefix) && (next.exact || next.prefix));
        all = joined;
    }
    p->nesting--;
    return all;
}

bool trigger_derive(struct builder *b, const struct expansion *pattern, bool tape, struct trigger *out)
{
    /* Above this share of positions it is cheaper to look at each number or capital. */
    const double too_common = 0.02;
    struct parser p = { .b = b, .arena = b->scratch, .at = pattern->units.at, .end = pattern->units.at + pattern->units.count,
                        .placed = !tape };
    struct part whole = parse_alternatives(&p), best = anything;
    best.first = whole.first;
    offer_part(b, &best, &whole, !tape);
    *out = (struct trigger){ .kind = TRIGGER_NONE, .begin = whole.begin, .need_count = whole.needs.count };
    for (uint32_t i = 0; i < whole.needs.count; i++)
        out->needs[i] = whole.needs.at[i];
    if ((!best.required || best.cost > too_common) && best.first != FIRST_ANY) {
        out->kind = best.first == FIRST_NUMBER ? TRIGGER_NUMBER : TRIGGER_CAPITAL;
    } else if (best.required) {
        out->kind = best.prefix ? TRIGGER_PREFIX : TRIGGER_LITERALS;
        for (uint32_t i = 0; i < best.literals.count; i++) {
            struct units *slot = vec_push(b->scratch, &out->literals);
            if (!slot)
                return false;
            *slot = best.literals.at[i];
        }
    }
    return !b->full;
}
