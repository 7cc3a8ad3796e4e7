#include "tape/tape.h"

enum { LONGEST_BRACKET = 120, LONGEST_TITLE = 24 };

struct drawing {
    const struct model *m;
    const struct document *d;
    const struct reference *references;
    uint32_t count, next;               /* the next reference that has not been passed */
    struct tape_part part;
    uint32_t *text;
    struct tape_cell *cells;
    uint32_t length;
};

static void put(struct drawing *t, uint32_t unit, struct span span, uint32_t reference)
{
    t->text[t->length] = unit;
    t->cells[t->length++] = (struct tape_cell){ span, reference };
}

static bool is_blank(const struct drawing *t, uint32_t at)
{
    return t->d->kind[at] == CHAR_SPACE || t->d->kind[at] == CHAR_NEWLINE;
}

/* --- titles beside a person ------------------------------------------------------------------------------------------------- */

static void drop_last_blank(struct drawing *t)
{
    if (t->length && t->text[t->length - 1] == ' ')
        t->length--;
}

/* 首席技术官Mira Murati, "Senator John Smith": a title in front belongs to the person, and is left out with its blank. */
static void drop_title(struct drawing *t)
{
    uint32_t end = t->length;
    while (end && t->text[end - 1] == ' ')
        end--;
    uint32_t most = end < LONGEST_TITLE ? end : LONGEST_TITLE;
    for (uint32_t length = most; length >= 2; length--) {
        struct units text = { t->text + end - length, length };
        bool border = end == length || text.at[0] > 0x2E80 || t->text[end - length - 1] == ' ';
        if (border && (model_in_class(t->m, STR("title_person"), text, NULL) || model_in_class(t->m, STR("honorific"), text, NULL))) {
            t->length = end - length;
            return;
        }
    }
}

/* --- pieces ----------------------------------------------------------------------------------------------------------------- */

/* A noun phrase and the name beside it, of one entity, are one symbol: that of the name. */
static bool is_apposition(const struct drawing *t, const struct reference *r)
{
    if (!t->length || r->entity == NONE)
        return false;
    uint32_t last = t->length - 1;
    while (last && (t->text[last] == ' ' || t->text[last] == ','))
        last--;
    uint32_t other = t->cells[last].reference;
    return other != NONE && t->references[other].entity == r->entity
           && (t->references[other].form == FORM_NOMINAL || r->form == FORM_NOMINAL);
}

static void put_reference(struct drawing *t, uint32_t index)
{
    const struct reference *r = &t->references[index];
    uint32_t symbol = TAPE_BASE + r->type;
    /* A title stays text, which patterns can name; its cells know what they are of. */
    for (uint32_t at = r->span.begin; r->type == TYPE_TITLE && at < r->span.end; at++)
        put(t, t->d->norm[at], (struct span){ at, at + 1 }, index);
    if (r->type == TYPE_TITLE)
        return;
    if (is_apposition(t, r)) {
        while (t->cells[t->length - 1].reference == NONE)
            t->length--;
        uint32_t other = t->cells[t->length - 1].reference;
        bool named = t->references[other].form == FORM_NAME;
        struct span both = { t->cells[t->length - 1].span.begin, r->span.end };
        t->length--;
        put(t, symbol, both, named ? other : index);
        return;
    }
    if (r->type == TYPE_PERSON && r->form == FORM_NAME && !t->part.titles)
        drop_title(t);
    put(t, symbol, r->span, index);
}

/* The end of the brackets that open here, or 0 where they are not closed soon or are to be kept. */
static uint32_t bracket_end(const struct drawing *t, uint32_t at)
{
    if (t->part.brackets || t->d->norm[at] != '(')
        return 0;
    uint32_t depth = 0;
    for (uint32_t i = at; i < t->part.span.end && i < at + LONGEST_BRACKET; i++) {
        depth += t->d->norm[i] == '(';
        if (t->d->norm[i] == ')' && --depth == 0)
            return i + 1;
    }
    return 0;
}

/* The speech that holds this offset and is not the one that we are inside of, or NONE. */
static uint32_t speech_at(const struct drawing *t, uint32_t at)
{
    uint32_t quote = document_quote_at(t->d, (struct span){ at, at + 1 }, true), found = NONE;
    while (quote != NONE && quote != t->part.quote) {
        found = quote;
        quote = t->d->quotes.at[quote].parent;
        while (quote != NONE && !t->d->quotes.at[quote].speech)
            quote = t->d->quotes.at[quote].parent;
    }
    return quote == t->part.quote ? found : NONE;
}

static bool is_quote_mark(uint32_t c)
{
    return c == '"' || (c >= 0x2018 && c <= 0x201F) || (c >= 0x300C && c <= 0x300F);
}

/* Apostrophes stay: they are part of words. */
static bool drops_mark(const struct drawing *t, uint32_t at)
{
    uint32_t c = t->d->norm[at];
    return is_quote_mark(c) && c != 0x2019;
}

/* Whether more characters than a word has stand on this side of a blank before the next blank. */
static bool is_long(const struct drawing *t, uint32_t at, int step)
{
    enum { LONG = 4 };
    for (uint32_t i = 1; i <= LONG; i++) {
        if (step < 0 ? at < t->part.span.begin + i : at + i >= t->part.span.end)
            return false;
        if (is_blank(t, step < 0 ? at - i : at + i))
            return false;
    }
    return true;
}

/* A blank between characters of Chinese is none; but in a headline (某厂爆炸 致三人死亡) it parts two clauses. */
static void put_blank(struct drawing *t, uint32_t at)
{
    bool before_han = t->length && t->cells[t->length - 1].span.end > 0
                      && t->d->kind[t->cells[t->length - 1].span.end - 1] == CHAR_HAN;
    bool after_han = at + 1 < t->part.span.end && t->d->kind[at + 1] == CHAR_HAN;
    if (t->length && !before_han && !after_han && t->text[t->length - 1] != ' ')
        put(t, ' ', (struct span){ at, at + 1 }, NONE);
    else if (before_han && after_han && is_long(t, at, -1) && is_long(t, at, 1))
        put(t, ',', (struct span){ at, at + 1 }, NONE);
}

/* Draws what stands at `at`, and returns where to go on. */
static uint32_t draw_at(struct drawing *t, uint32_t at)
{
    while (t->next < t->count && (t->references[t->next].span.begin < at || (t->references[t->next].faint && !t->part.faint)))
        t->next++;
    if (t->next < t->count && t->references[t->next].span.begin == at && t->references[t->next].span.end <= t->part.span.end) {
        put_reference(t, t->next);
        return t->references[t->next].span.end;
    }
    uint32_t quote = t->d->quotes.count ? speech_at(t, at) : NONE;
    if (quote != NONE) {
        uint32_t end = t->d->quotes.at[quote].span.end;
        end = end < t->part.span.end ? end : t->part.span.end;
        put(t, TAPE_QUOTE, (struct span){ at, end }, NONE);
        return end;
    }
    uint32_t end = bracket_end(t, at);
    if (end) {
        drop_last_blank(t);
        return end;
    }
    if (is_blank(t, at))
        put_blank(t, at);
    else if (!drops_mark(t, at))
        put(t, t->d->norm[at], (struct span){ at, at + 1 }, NONE);
    return at + 1;
}

uint32_t reference_from(const struct reference *references, uint32_t count, uint32_t offset)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (references[middle].span.begin < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool tape_draw(const struct model *m, const struct document *d, const struct reference *references, uint32_t count,
               struct tape_part part, struct arena *arena, struct tape *out)
{
    struct drawing t = { .m = m, .d = d, .references = references, .count = count, .part = part };
    t.text = arena_alloc(arena, sizeof *t.text, span_len(part.span) + 1);
    t.cells = arena_alloc(arena, sizeof *t.cells, span_len(part.span) + 1);
    if (!t.text || !t.cells)
        return false;
    t.next = reference_from(references, count, part.span.begin);
    for (uint32_t at = part.span.begin; at < part.span.end;)
        at = draw_at(&t, at);
    *out = (struct tape){ part.sentence, part.quote, { t.text, t.length }, t.cells };
    return true;
}

struct span tape_span(const struct tape *tape, struct span cells)
{
    return (struct span){ tape->cells[cells.begin].span.begin, tape->cells[cells.end - 1].span.end };
}
