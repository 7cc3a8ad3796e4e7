/* UTF-8 → one folded unit a code point with its kind; then blocks, quotations, sentences, tokens. See document.h. */
#include "read/document.h"

#include "base/utf8.h"
#include "read/parts.h"

/* What one look at the bytes tells: how much room the document needs. */
struct survey {
    uint32_t length;            /* code points */
    uint64_t bytes;             /* of the well-formed text */
    uint32_t bad, first_bad;    /* sequences that were replaced; the offset of the first */
};

/* The next code point of the text; NUL, which no text has, counts as ill-formed. */
static uint32_t next_code_point(struct str rest, uint32_t *code_point, bool *bad)
{
    *bad = false;
    uint32_t taken = utf8_read(rest, code_point, bad);
    if (*code_point)
        return taken;
    *code_point = UTF8_REPLACEMENT;
    *bad = true;
    return taken;
}

static struct survey survey_of(struct str bytes)
{
    struct survey s = { .first_bad = NONE };
    char encoded[UTF8_MAX_BYTES];
    while (bytes.len) {
        uint32_t c;
        bool bad;
        uint32_t taken = next_code_point(bytes, &c, &bad);
        if (bad && !s.bad++)
            s.first_bad = s.length;
        s.bytes += bad ? utf8_write(c, encoded) : taken;
        s.length++;
        bytes = str_skip(bytes, taken);
    }
    return s;
}

/* The same text with every ill-formed sequence as U+FFFD. */
static bool text_repair(struct str bytes, const struct survey *s, struct arena *arena, struct str *out)
{
    if (s->bytes > UINT32_MAX)
        return false;
    char *repaired = arena_alloc(arena, 1, s->bytes);
    if (!repaired)
        return false;
    uint32_t length = 0;
    while (bytes.len) {
        uint32_t c;
        bool bad;
        uint32_t taken = next_code_point(bytes, &c, &bad);
        length += utf8_write(c, repaired + length);
        bytes = str_skip(bytes, taken);
    }
    *out = (struct str){ repaired, length };
    return true;
}

static bool warn_of_repairs(struct document *d, const struct survey *s, struct arena *arena)
{
    struct warning *w = vec_push(arena, &d->warnings);
    if (!w)
        return false;
    w->offset = s->first_bad;
    w->message = arena_printf(arena, "%u ill-formed UTF-8 sequence%s replaced by U+FFFD, the first at offset %u",
                              s->bad, s->bad == 1 ? "" : "s", s->first_bad);
    return w->message.ptr;
}

static bool text_read(const struct model *m, struct str bytes, struct arena *arena, struct document *d)
{
    struct survey s = survey_of(bytes);
    d->bytes = bytes;
    d->length = s.length;
    if (s.bad && !(text_repair(bytes, &s, arena, &d->bytes) && warn_of_repairs(d, &s, arena)))
        return false;
    uint32_t *norm = arena_alloc(arena, sizeof *norm, (size_t)s.length + 1);
    uint32_t *byte_at = arena_alloc(arena, sizeof *byte_at, (size_t)s.length + 1);
    uint8_t *kind = arena_alloc(arena, sizeof *kind, (size_t)s.length + 1);
    if (!norm || !byte_at || !kind)
        return false;
    uint32_t at = 0;
    for (uint32_t i = 0; i < s.length; i++) {
        bool bad = false;
        uint32_t c;
        byte_at[i] = at;
        at += utf8_read(str_skip(d->bytes, at), &c, &bad);
        norm[i] = model_norm(m, c);
        kind[i] = (uint8_t)model_kind(m, norm[i]);
    }
    byte_at[s.length] = at;
    d->norm = norm;
    d->byte_at = byte_at;
    d->kind = kind;
    return true;
}

bool document_read(const struct model *m, struct str bytes, struct str id, struct str title, struct str date,
                   struct arena *arena, struct document **out, struct error *err)
{
    struct document *d = arena_alloc(arena, sizeof *d, 1);
    if (!d)
        return fail_full(err);
    d->id = id;
    d->given_title = title;
    d->given_date = date;
    bool fits = text_read(m, bytes, arena, d) && blocks_find(d, arena) && quotes_find(d, arena)
        && sentences_find(m, d, arena) && tokens_find(d, arena);
    if (!fits)
        return fail_full(err);
    languages_find(m, d);
    *out = d;
    return true;
}

/* The last of `count` things, `size` bytes apart, that begin with a span and are sorted by it, to begin at or before
   `offset`; NONE where all begin after. */
static uint32_t last_from(const void *things, uint32_t count, size_t size, uint32_t offset)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        struct span s;
        memcpy(&s, (const char *)things + middle * size, sizeof s);
        if (s.begin <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low ? low - 1 : NONE;
}

uint32_t document_sentence_at(const struct document *d, uint32_t offset)
{
    uint32_t i = last_from(d->sentences.at, d->sentences.count, sizeof *d->sentences.at, offset);
    return i != NONE && offset < d->sentences.at[i].span.end ? i : NONE;
}

uint32_t document_token_at(const struct document *d, uint32_t offset)
{
    uint32_t i = last_from(d->tokens.at, d->tokens.count, sizeof *d->tokens.at, offset);
    return i != NONE && offset < d->tokens.at[i].span.end ? i : NONE;
}

uint32_t document_quote_at(const struct document *d, struct span s, bool speech_only)
{
    /* Whatever holds the span began before it, and so is the last to begin there or stands around that one. */
    uint32_t i = last_from(d->quotes.at, d->quotes.count, sizeof *d->quotes.at, s.begin);
    while (i != NONE) {
        const struct quote *q = &d->quotes.at[i];
        if (span_covers(q->span, s) && (q->speech || !speech_only))
            return i;
        i = q->parent;
    }
    return NONE;
}
