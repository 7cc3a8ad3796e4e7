/*
 * Blocks → quotations. One pass with a stack: an opening mark is pushed, a closing one takes the nearest opening mark of
 * its kind, and what was opened inside and never closed is forgotten. A mark opened again at once in the same kind starts
 * anew, so that one that was left open swallows nothing but its own text.
 *
 * A block that ends inside a quotation while the next begins with the same mark is the habit of long speeches: each
 * paragraph opens, only the last closes.
 */
#include "read/marks.h"
#include "read/parts.h"

/* Quotations inside quotations beyond this are no longer told apart. */
enum { MAX_OPEN = 16 };

struct open_quote { uint32_t quote; uint32_t mark; };
struct open_quotes { struct open_quote at[MAX_OPEN]; uint32_t count; };

/* ’ and ‘ between letters, and ’ that would close nothing, are apostrophes; `in` is the block. */
static bool is_apostrophe(const struct document *d, struct span in, uint32_t at)
{
    if (d->norm[at] != 0x2018 && d->norm[at] != 0x2019)
        return false;
    bool after = at + 1 < in.end && is_word_char(d, at + 1);
    return after && at > in.begin && is_word_char(d, at - 1);
}

/* Whether a straight mark, which looks the same at both ends, can open here: not after a word or a number (5"). */
static bool straight_opens(const struct document *d, struct span in, uint32_t at)
{
    return at == in.begin || !is_word_char(d, at - 1);
}

static bool open_push(struct document *d, struct open_quotes *open, uint32_t at, struct arena *arena)
{
    if (open->count && open->at[open->count - 1].mark == d->norm[at])
        open->count--;
    if (open->count == MAX_OPEN)
        return true;
    struct quote *q = vec_push(arena, &d->quotes);
    if (!q)
        return false;
    q->span.begin = at;         /* the end stays 0 until the mark that closes it is seen */
    q->parent = open->count ? open->at[open->count - 1].quote : NONE;
    open->at[open->count++] = (struct open_quote){ d->quotes.count - 1, d->norm[at] };
    return true;
}

/* Closes the nearest open quotation that `mark` can close; false where there is none. */
static bool open_close(struct document *d, struct open_quotes *open, uint32_t mark, uint32_t end)
{
    for (uint32_t i = open->count; i > 0; i--) {
        if (quote_closing(open->at[i - 1].mark) != mark)
            continue;
        d->quotes.at[open->at[i - 1].quote].span.end = end;
        open->count = i - 1;
        return true;
    }
    return false;
}

/* A speech that goes on in the next paragraph. */
static void close_continued(struct document *d, const struct open_quotes *open, const struct block *next, uint32_t end)
{
    if (next && open->count && d->norm[next->span.begin] == open->at[0].mark)
        d->quotes.at[open->at[0].quote].span.end = end;
}

static bool block_quotes(struct document *d, const struct block *b, const struct block *next, struct arena *arena)
{
    struct open_quotes open = { .count = 0 };
    for (uint32_t i = b->span.begin; i < b->span.end; i++) {
        uint32_t c = d->norm[i];
        if ((d->kind[i] != CHAR_PUNCT && d->kind[i] != CHAR_OTHER) || is_apostrophe(d, b->span, i))
            continue;
        if (quote_is_closing(c) && open_close(d, &open, c, i + 1))
            continue;
        if (!quote_closing(c) || (c == '"' && !straight_opens(d, b->span, i)))
            continue;
        if (!open_push(d, &open, i, arena))
            return false;
    }
    close_continued(d, &open, next, b->span.end);
    return true;
}

/* Takes out the quotations that were never closed; what stood in one stands in its parent. */
static bool drop_unclosed(struct document *d, struct arena scratch)
{
    if (!d->quotes.count)
        return true;
    uint32_t *moved = arena_alloc(&scratch, sizeof *moved, d->quotes.count);
    if (!moved)
        return false;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < d->quotes.count; i++) {
        struct quote q = d->quotes.at[i];
        q.parent = q.parent == NONE ? NONE : moved[q.parent];
        moved[i] = q.span.end ? kept : q.parent;
        if (q.span.end)
            d->quotes.at[kept++] = q;
    }
    d->quotes.count = kept;
    return true;
}

/* ---- speech or a word in inverted commas ------------------------------------------------------------------------- */

/* stops: has a mark that ends or parts a sentence; tail: has , or . before the closing mark, which English moves there
   from behind it. */
struct content { uint32_t han, words; bool stops, tail; };

/* A comma or full stop that parts words rather than digits. */
static bool is_stop(const struct document *d, struct span in, uint32_t at)
{
    uint32_t c = d->norm[at];
    if (c != ',' && c != '.')
        return mark_is_final(c);
    return at + 1 >= in.end || !is_word_char(d, at + 1);
}

static struct content content_of(const struct document *d, struct span inside)
{
    struct content c = { 0 };
    for (uint32_t i = inside.begin; i < inside.end; i++) {
        c.han += d->kind[i] == CHAR_HAN;
        c.words += is_word_char(d, i) && (i == inside.begin || !is_word_char(d, i - 1));
        bool stop = d->kind[i] == CHAR_PUNCT && is_stop(d, inside, i);
        bool tail = stop && i + 2 == inside.end && (d->norm[i] == ',' || d->norm[i] == '.');
        c.stops |= stop && !tail;
        c.tail |= tail;
    }
    return c;
}

/* The mark before the quotation, blanks left out, across lines too; 0 where it is none. */
static uint32_t mark_before(const struct document *d, uint32_t at)
{
    at = skip_blanks_back(d, 0, at);
    return at > 0 && d->kind[at - 1] == CHAR_PUNCT ? d->norm[at - 1] : 0;
}

/* Whether a quotation at `at` behind this mark (0: none, or a word) begins a sentence. */
static bool opens_sentence(uint32_t before, uint32_t at) { return !at || before == '.' || mark_is_final(before); }

/*
 * Words in inverted commas are short, whole in themselves, and stand in the midst of a sentence. After a comma there
 * may be another of a list, so that it takes more than a word there.
 */
static bool is_speech(const struct document *d, const struct quote *q)
{
    enum { LONG_HAN = 12, LONG_WORDS = 6, SOME_HAN = 4, SOME_WORDS = 2 };
    struct content c = content_of(d, (struct span){ q->span.begin + 1, q->span.end });
    if (!c.han && !c.words)
        return false;
    if (c.stops || c.han > LONG_HAN || c.words > LONG_WORDS)
        return true;
    uint32_t before = mark_before(d, q->span.begin);
    bool some = c.han > SOME_HAN || c.words > SOME_WORDS;
    if (c.tail && (some || c.han || before == ',' || opens_sentence(before, q->span.begin)))
        return true;
    return before == ':' || (before == ',' && some);
}

bool quotes_find(struct document *d, struct arena *arena)
{
    for (uint32_t i = 0; i < d->blocks.count; i++) {
        const struct block *next = i + 1 < d->blocks.count ? &d->blocks.at[i + 1] : NULL;
        if (!block_quotes(d, &d->blocks.at[i], next, arena))
            return false;
    }
    if (!drop_unclosed(d, *arena))
        return false;
    for (uint32_t i = 0; i < d->quotes.count; i++)
        d->quotes.at[i].speech = is_speech(d, &d->quotes.at[i]);
    return true;
}
