/*
 * Word sets written out as what PCRE2 gets: alternatives that share their beginnings, or any word of the right form where
 * the set is too large for that.
 */
#include "model/build.h"
#include "model/symbols.h"

#include <stdlib.h>

enum { SHAPE_ABOVE = 600, ASK_ABOVE = 80 };

static int units_compare(const void *left, const void *right)
{
    const struct units *a = left, *b = right;
    for (uint32_t i = 0; i < a->len && i < b->len; i++)
        if (a->at[i] != b->at[i])
            return a->at[i] < b->at[i] ? -1 : 1;
    return (a->len > b->len) - (a->len < b->len);
}

static void emit_quoted(struct builder *b, struct expansion *out, uint32_t c, uint32_t origin)
{
    if (c < 0x80 && strchr("\\^$.[]|()?*+{}-#", (int)c))
        expansion_add(b, out, '\\', origin);
    expansion_add(b, out, c, origin);
}

static void emit_trie(struct builder *b, struct expansion *out, const struct units *words, uint32_t first, uint32_t end,
                      uint32_t depth, uint32_t origin);

/* The end of the branch of the sorted words that begins with words[first]. */
static uint32_t branch_end(const struct units *words, uint32_t first, uint32_t end, uint32_t depth)
{
    uint32_t next = first + 1;
    while (next < end && words[next].at[depth] == words[first].at[depth])
        next++;
    return next;
}

static bool is_leaf(const struct units *words, uint32_t first, uint32_t next, uint32_t depth)
{
    return next == first + 1 && words[first].len == depth + 1;
}

/* The branches [first, end), one after the other; leaves are left out where they are `in_class`. */
static void emit_branches(struct builder *b, struct expansion *out, const struct units *words, uint32_t first, uint32_t end,
                          uint32_t depth, bool in_class, uint32_t origin)
{
    bool any = false;
    for (uint32_t i = first, next; i < end; i = next) {
        next = branch_end(words, i, end, depth);
        if (in_class && is_leaf(words, i, next, depth))
            continue;
        if (any)
            expansion_add(b, out, '|', origin);
        any = true;
        emit_quoted(b, out, words[i].at[depth], origin);
        emit_trie(b, out, words, i, next, depth + 1, origin);
    }
}

/*
 * Many branches in groups, each behind a look at the range of its first characters: alternatives are tried one by one, so
 * that 25 cost 5 such looks and the 5 of a group.
 */
static void emit_groups(struct builder *b, struct expansion *out, const struct units *words, uint32_t first, uint32_t end,
                        uint32_t depth, bool in_class, uint32_t count, uint32_t origin)
{
    enum { FEW = 6 };
    uint32_t size = 1;
    if (count <= FEW) {
        emit_branches(b, out, words, first, end, depth, in_class, origin);
        return;
    }
    while (size * size < count)
        size++;
    for (uint32_t i = first, done = 0; done < count;) {
        uint32_t from = i, last = i, in_group = 0;
        while (i < end && in_group < size) {
            uint32_t next = branch_end(words, i, end, depth);
            if (!(in_class && is_leaf(words, i, next, depth))) {
                from = in_group++ ? from : i;
                last = i;
            }
            i = next;
        }
        expansion_text(b, out, done ? "|(?=[" : "(?=[", origin);
        emit_quoted(b, out, words[from].at[depth], origin);
        expansion_add(b, out, '-', origin);
        emit_quoted(b, out, words[last].at[depth], origin);
        expansion_text(b, out, "])(?:", origin);
        emit_branches(b, out, words, from, branch_end(words, last, end, depth), depth, in_class, origin);
        expansion_add(b, out, ')', origin);
        done += in_group;
    }
}

/* The sorted words [first, end) share their first `depth` units: writes what may follow these. */
static void emit_trie(struct builder *b, struct expansion *out, const struct units *words, uint32_t first, uint32_t end,
                      uint32_t depth, uint32_t origin)
{
    bool may_end = words[first].len == depth;
    while (first < end && words[first].len == depth)
        first++;
    if (first == end)
        return;
    uint32_t branches = 0, leaves = 0;
    for (uint32_t i = first, next; i < end; i = next, branches++) {
        next = branch_end(words, i, end, depth);
        leaves += is_leaf(words, i, next, depth);
    }
    bool bracket = may_end || branches > 1, in_class = leaves > 1;
    if (bracket)
        expansion_text(b, out, "(?:", origin);
    emit_groups(b, out, words, first, end, depth, in_class, branches - (in_class ? leaves : 0), origin);
    /* Last characters together in one class: [甲乙丙]. */
    if (in_class) {
        expansion_text(b, out, branches > leaves ? "|[" : "[", origin);
        for (uint32_t i = first, next; i < end; i = next) {
            next = branch_end(words, i, end, depth);
            if (is_leaf(words, i, next, depth))
                emit_quoted(b, out, words[i].at[depth], origin);
        }
        expansion_add(b, out, ']', origin);
    }
    if (bracket)
        expansion_text(b, out, may_end ? ")?" : ")", origin);
}

bool set_has_shape(const struct word_set *set)
{
    if (set->word_class == NONE || set->words.count <= SHAPE_ABOVE)
        return false;
    bool han = kind_of(set->words.at[0].at[0]) == CHAR_HAN;
    for (uint32_t i = 0; i < set->words.count; i++) {
        struct units word = set->words.at[i];
        /* Without blanks between words, where a member ends is clear only if all are of one length. */
        if (han && word.len != set->words.at[0].len)
            return false;
        for (uint32_t k = 0; k < word.len; k++)
            if (word.at[k] == ' ')
                return false;
    }
    return true;
}

/* Any word of the right form; the scan looks the group up afterwards. Rules on the tape do not use such classes. */
static void emit_shape(struct builder *b, struct expansion *out, const struct word_set *set, uint32_t origin)
{
    if (kind_of(set->words.at[0].at[0]) != CHAR_HAN) {
        expansion_text(b, out, "\\p{Lu}(?:[\\p{L}\\p{M}']|-\\p{L})*+", origin);
        return;
    }
    struct str text = arena_printf(b->scratch, "\\p{sc:Han}{%u}", set->words.at[0].len);
    expansion_text(b, out, text.ptr ? text.ptr : "", origin);
}

static bool has_blank(struct units word)
{
    for (uint32_t k = 0; k < word.len; k++)
        if (word.at[k] == ' ')
            return true;
    return false;
}

/*
 * Whether a pattern on the tape asks of each word whether it is in the class (match.c), rather than holding all members:
 * large classes of single words, in scripts that have case.
 */
static bool is_asked_for(const struct word_set *set)
{
    enum { FEW = 10 };      /* one in so many may be of several words */
    uint32_t blanks = 0;
    if (set->word_class == NONE || set->words.count <= ASK_ABOVE || memchr(set->name.ptr, ':', set->name.len))
        return false;
    for (uint32_t i = 0; i < set->words.count; i++) {
        struct units word = set->words.at[i];
        blanks += has_blank(word);
        for (uint32_t k = 0; k < word.len; k++) {
            enum char_kind kind = kind_of(word.at[k]);
            if (kind != CHAR_LOWER && kind != CHAR_UPPER && word.at[k] != '-' && word.at[k] != ' ')
                return false;
        }
    }
    return blanks * FEW <= set->words.count;
}

/* The words of a set, those with a blank alone if asked for, as alternatives that share their beginnings. */
static uint32_t emit_words(struct builder *b, const struct word_set *set, bool blanks_only, struct expansion *out, uint32_t origin)
{
    struct units *words = arena_alloc(b->scratch, sizeof *words, set->words.count + 1);
    if (!words) {
        b->full = true;
        return 0;
    }
    uint32_t count = 0, kept = 0;
    for (uint32_t i = 0; i < set->words.count; i++)
        if (!blanks_only || has_blank(set->words.at[i]))
            words[kept++] = set->words.at[i];
    if (kept)
        qsort(words, kept, sizeof *words, units_compare);
    for (uint32_t i = 0; i < kept; i++)
        if (!count || units_compare(&words[i], &words[count - 1]))
            words[count++] = words[i];
    if (count)
        emit_trie(b, out, words, 0, count, 0, origin);
    return count;
}

static void set_pattern(struct builder *b, const struct word_set *set, bool tape, struct expansion *out, uint32_t origin)
{
    if (tape && is_asked_for(set)) {
        struct str ask = arena_printf(b->scratch, "(?<![\\p{L}\\p{N}-])\\p{L}[\\p{L}\\p{N}-]*+(?C'%.*s'))", STR_ARG(set->name));
        expansion_text(b, out, "(?:", origin);
        if (emit_words(b, set, true, out, origin))
            expansion_add(b, out, '|', origin);
        expansion_text(b, out, ask.ptr ? ask.ptr : ")", origin);
        return;
    }
    if (set_has_shape(set)) {
        emit_shape(b, out, set, origin);
        return;
    }
    expansion_text(b, out, set->table != NONE ? "(?i:" : "(?:", origin);
    emit_words(b, set, false, out, origin);
    expansion_text(b, out, ")", origin);
}

static void emit_callout(struct builder *b, struct expansion *out, uint32_t number, uint32_t origin)
{
    expansion_text(b, out, "(?C", origin);
    if (number >= 10)
        expansion_add(b, out, '0' + number / 10, origin);
    expansion_add(b, out, '0' + number % 10, origin);
    expansion_add(b, out, ')', origin);
}

bool expand_sets(struct builder *b, const struct expansion *in, bool tape, struct expansion *out)
{
    for (uint32_t i = 0; i < in->units.count; i++) {
        uint32_t unit = in->units.at[i];
        if (unit >= SET_BASE && unit < SET_BASE + SET_MAX)
            set_pattern(b, &b->sets.at[unit - SET_BASE], tape, out, in->origin.at[i]);
        else if (unit >= TAPE_PHRASE && unit < TAPE_PHRASE + TAPE_PHRASES)
            emit_callout(b, out, unit - TAPE_PHRASE + 1, in->origin.at[i]);
        else
            expansion_add(b, out, unit, in->origin.at[i]);
    }
    return !b->full;
}
