/* Sentences → tokens, as document.h defines them. */
#include "read/parts.h"

static bool is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }

/* The end of the word that begins at `at`: letters, digits, and apostrophes between letters. */
static uint32_t word_end(const struct document *d, uint32_t at, uint32_t end)
{
    while (at < end) {
        bool inner = is_apostrophe(d->norm[at]) && at + 1 < end && kind_is_letter(d->kind[at + 1]);
        if (!inner && !kind_is_letter(d->kind[at]) && d->kind[at] != CHAR_DIGIT)
            break;
        at++;
    }
    return at;
}

/* The end of the number that begins at `at`: digits, and single commas and points between digits. */
static uint32_t number_end(const struct document *d, uint32_t at, uint32_t end)
{
    while (at < end) {
        bool inner = (d->norm[at] == ',' || d->norm[at] == '.') && at + 1 < end && d->kind[at + 1] == CHAR_DIGIT;
        if (!inner && d->kind[at] != CHAR_DIGIT)
            break;
        at++;
    }
    return at;
}

static uint8_t capital_flags(const struct document *d, struct span word)
{
    uint32_t upper = 0, lower = 0;
    for (uint32_t i = word.begin; i < word.end; i++) {
        upper += d->kind[i] == CHAR_UPPER;
        lower += d->kind[i] == CHAR_LOWER;
    }
    uint8_t flags = d->kind[word.begin] == CHAR_UPPER ? TOKEN_CAPITAL : 0;
    return upper > 1 && !lower ? flags | TOKEN_ALL_CAPS : flags;
}

static struct token token_at(const struct document *d, uint32_t at, uint32_t end)
{
    struct token t = { .span = { at, at + 1 }, .kind = TOKEN_PUNCT };
    uint8_t kind = d->kind[at];
    if (kind == CHAR_HAN) {
        t.kind = TOKEN_HAN;
    } else if (kind == CHAR_DIGIT) {
        t.kind = TOKEN_NUMBER;
        t.span.end = number_end(d, at, end);
    } else if (kind_is_letter(kind)) {
        t.kind = TOKEN_WORD;
        t.span.end = word_end(d, at + 1, end);
        t.flags = capital_flags(d, t.span);
    }
    return t;
}

static bool sentence_tokens(struct document *d, struct sentence *s, struct arena *arena)
{
    s->first_token = d->tokens.count;
    for (uint32_t at = s->span.begin; at < s->span.end;) {
        uint32_t begin = skip_blanks(d, at, s->span.end);
        if (begin == s->span.end)
            break;
        struct token *t = vec_push(arena, &d->tokens);
        if (!t)
            return false;
        *t = token_at(d, begin, s->span.end);
        if (begin > at)
            t->flags |= TOKEN_SPACE_BEFORE;
        at = t->span.end;
    }
    s->token_count = d->tokens.count - s->first_token;
    return true;
}

bool tokens_find(struct document *d, struct arena *arena)
{
    for (uint32_t i = 0; i < d->sentences.count; i++)
        if (!sentence_tokens(d, &d->sentences.at[i], arena))
            return false;
    return true;
}
