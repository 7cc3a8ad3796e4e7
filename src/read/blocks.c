/*
 * Lines → blocks. Lines that were broken at a fixed width are joined again; then each block is told by its shape (how
 * long, how it ends, which marks it holds) and by what stands around it. Layout and punctuation only.
 */
#include "read/marks.h"
#include "read/parts.h"

/* ---- lines ------------------------------------------------------------------------------------------------------- */

/* A line that is not blank, without the blanks around it. */
struct line { struct span span; uint32_t columns; bool blank_before, indented; };

struct lines { struct line *at; uint32_t count; };

static uint32_t line_end(const struct document *d, uint32_t at)
{
    while (at < d->length && d->kind[at] != CHAR_NEWLINE)
        at++;
    return at;
}

/* The offset after the line end at `at`; CR LF is one. */
static uint32_t line_next(const struct document *d, uint32_t at)
{
    if (at + 1 < d->length && d->norm[at] == '\r' && d->norm[at + 1] == '\n')
        return at + 2;
    return at < d->length ? at + 1 : at;
}

static uint32_t columns_of(const struct document *d, struct span s)
{
    uint32_t columns = span_len(s);
    for (uint32_t i = s.begin; i < s.end; i++)
        columns += d->kind[i] == CHAR_HAN;
    return columns;
}

/* The line [begin, end) without its blanks. */
static struct line line_trimmed(const struct document *d, uint32_t begin, uint32_t end)
{
    struct line l = { 0 };
    l.span.begin = skip_blanks(d, begin, end);
    l.span.end = skip_blanks_back(d, l.span.begin, end);
    l.indented = l.span.begin > begin;
    l.columns = columns_of(d, l.span);
    return l;
}

/* Fills `out` with the lines that are not blank, as many as it has room for; returns how many there are. */
static uint32_t lines_split(const struct document *d, struct line *out, uint32_t room)
{
    uint32_t count = 0;
    bool blank_before = false;
    for (uint32_t at = 0; at < d->length;) {
        uint32_t end = line_end(d, at);
        struct line l = line_trimmed(d, at, end);
        if (l.span.begin < l.span.end) {
            l.blank_before = blank_before;
            if (count < room)
                out[count] = l;
            count++;
        }
        blank_before = l.span.begin >= l.span.end;
        at = line_next(d, end);
    }
    return count;
}

/* ---- the shape of a block ---------------------------------------------------------------------------------------- */

struct shape {
    uint32_t han, words, digits;
    uint32_t bars, gaps;        /* | ; tabs, or three blanks and more, between cells */
    uint32_t last;              /* the last code point, closing marks left out */
    uint32_t marker;            /* how long the marker of a list item is, or 0 */
    bool stops_inside;          /* has a 。 before its end */
    bool colon;                 /* has a colon before its end */
    bool bracketed, quoted;     /* as a whole */
    bool hash;                  /* begins like a heading of Markdown */
};

/* About the number of syllables: what is short in one script is short in the other. */
static uint32_t shape_size(const struct shape *s) { return s->han + 2 * s->words; }

static bool is_closing_mark(uint32_t c) { return bracket_is_closing(c) || quote_is_closing(c); }

static uint32_t last_mark(const struct document *d, struct span s)
{
    uint32_t end = s.end;
    while (end > s.begin + 1 && (kind_is_blank(d->kind[end - 1]) || is_closing_mark(d->norm[end - 1])))
        end--;
    return d->norm[end - 1];
}

static bool is_bullet(uint32_t c)
{
    static const uint32_t bullets[] = { '*', '-', '+', 0x2013, 0x00B7, 0x2022, 0x25CF, 0x25CB, 0x25A0, 0x25A1, 0x25C6,
                                        0x25C7, 0x25B2, 0x25AA, 0x25B6, 0x25BA, 0x25E6, 0x2605, 0x2606, 0x203B };
    for (uint32_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (bullets[i] == c)
            return true;
    return false;
}

/* These are bullets only with a blank behind: -5, *, +3%, ·巴菲特. */
static bool needs_blank(uint32_t c) { return c < 0x80 || c == 0x2013 || c == 0x00B7; }

static uint32_t bullet_length(const struct document *d, struct span s)
{
    if (!is_bullet(d->norm[s.begin]) || s.begin + 1 >= s.end)
        return 0;
    bool blank = kind_is_blank(d->kind[s.begin + 1]);
    return blank || !needs_blank(d->norm[s.begin]) ? 1 : 0;
}

/* 1. 1、 1) (1) (a) ① : the number of an item; nothing where what follows shows a plain number (1.5, 5、6). */
static uint32_t number_length(const struct document *d, struct span s)
{
    enum { MAX_DIGITS = 3, CIRCLED_FIRST = 0x2460, CIRCLED_LAST = 0x249B };
    if (d->norm[s.begin] >= CIRCLED_FIRST && d->norm[s.begin] <= CIRCLED_LAST)
        return 1;
    bool open = d->norm[s.begin] == '(';
    uint32_t first = s.begin + open, at = first;
    while (at < s.end && at - first < MAX_DIGITS && d->kind[at] == CHAR_DIGIT)
        at++;
    if (open && at == first && at < s.end && kind_is_letter(d->kind[at]))
        at++;
    if (at == first || at + 1 >= s.end)
        return 0;
    uint32_t mark = d->norm[at];
    bool closes = open ? mark == ')' : mark == ')' || mark == '.' || mark == 0x3001;
    if (!closes || d->kind[at + 1] == CHAR_DIGIT || (mark == '.' && d->kind[at + 1] == CHAR_LOWER))
        return 0;
    return at + 1 - s.begin;
}

static uint32_t marker_length(const struct document *d, struct span s)
{
    uint32_t bullet = bullet_length(d, s);
    return bullet ? bullet : number_length(d, s);
}

/* Whether the pair of marks that the text begins with is closed only by its last mark; a final mark may follow. */
static bool is_enclosed(const struct document *d, struct span s, uint32_t closing)
{
    uint32_t open = d->norm[s.begin], depth = 0;
    for (uint32_t i = s.begin; i < s.end; i++) {
        uint32_t c = d->norm[i];
        bool closes = c == closing && (closing != open || depth);
        if (closes)
            depth--;
        else if (c == open)
            depth++;
        if (!depth)
            return i + 1 == s.end || (i + 2 == s.end && (mark_is_final(d->norm[i + 1]) || d->norm[i + 1] == '.'));
    }
    /* A speech that goes on in the next paragraph. Brackets that nothing closes are none. */
    return quote_closing(open);
}

/* # to ###### and a blank. */
static bool begins_with_hashes(const struct document *d, struct span s)
{
    enum { DEEPEST = 6 };
    uint32_t at = s.begin;
    while (at < s.end && at - s.begin < DEEPEST && d->norm[at] == '#')
        at++;
    return at > s.begin && at < s.end && d->kind[at] == CHAR_SPACE;
}

static bool is_gap(const struct document *d, struct span s, uint32_t at)
{
    enum { WIDE = 3 };
    if (d->norm[at] == '\t')
        return d->norm[at - 1] != '\t';
    const uint8_t *kind = d->kind + at;
    return at - s.begin >= WIDE && kind[0] == CHAR_SPACE && kind[-1] == CHAR_SPACE && kind[-2] == CHAR_SPACE
        && kind[-3] != CHAR_SPACE;
}

static struct shape shape_of(const struct document *d, struct span s)
{
    struct shape shape = { .last = last_mark(d, s), .marker = marker_length(d, s) };
    for (uint32_t i = s.begin; i < s.end; i++) {
        uint32_t c = d->norm[i];
        bool inner = i + 1 < s.end;
        shape.han += d->kind[i] == CHAR_HAN;
        shape.digits += d->kind[i] == CHAR_DIGIT;
        shape.words += is_word_char(d, i) && (i == s.begin || !is_word_char(d, i - 1));
        shape.bars += c == '|';
        shape.gaps += i > s.begin && is_gap(d, s, i);
        shape.colon |= c == ':' && inner;
        shape.stops_inside |= c == 0x3002 && inner;
    }
    uint32_t bracket = bracket_closing(d->norm[s.begin]), quote = quote_closing(d->norm[s.begin]);
    shape.bracketed = bracket && is_enclosed(d, s, bracket);
    shape.quoted = (quote && is_enclosed(d, s, quote)) || (d->norm[s.begin] == '>' && span_len(s) > 1);
    shape.hash = begins_with_hashes(d, s);
    return shape;
}

static bool is_running_on(uint32_t last) { return last == ',' || last == ':' || last == 0x3001; }

/* Whether it reads as a sentence or more. */
static bool is_sentence(const struct shape *s) { return mark_is_final(s->last) || s->last == '.' || s->stops_inside; }

/* Neither a sentence nor the beginning of one, and no longer than this. */
static bool is_line(const struct shape *s, uint32_t longest)
{
    return shape_size(s) <= longest && !is_sentence(s) && !is_running_on(s->last);
}

/* ---- lines broken at a fixed width ------------------------------------------------------------------------------- */

/* Only what stands between these many columns is taken for a broken line. */
enum { NARROWEST = 30, WIDEST = 120 };

/* How the lines of a text were broken; width 0: they were not. */
struct wrap { uint32_t width; };

static bool ends_sentence(const struct document *d, struct span s)
{
    uint32_t last = last_mark(d, s);
    return mark_is_final(last) || last == '.' || last == ':';
}

static bool is_wrappable(const struct line *l) { return l->columns >= NARROWEST && l->columns <= WIDEST; }

static bool holds_bar(const struct document *d, struct span s)
{
    return d->norm[s.begin] == '|' || d->norm[s.end - 1] == '|';
}

/* Whether the second line could be the rest of the first at all. */
static bool may_follow(const struct document *d, const struct line *a, const struct line *b)
{
    return !b->blank_before && is_wrappable(a) && b->columns <= WIDEST && !(b->indented && !a->indented)
        && !holds_bar(d, a->span) && !holds_bar(d, b->span) && !marker_length(d, b->span);
}

/*
 * Texts are taken for broken at a fixed width where lines that end no sentence go on in lower case, or where, between
 * Han characters, they are all as long as the longest. One or two of these may be chance.
 */
static struct wrap wrap_of(const struct document *d, struct lines lines)
{
    enum { ENOUGH = 2, RAGGED = 3 };
    uint32_t width = 0, lower = 0, even = 0;
    for (uint32_t i = 0; i < lines.count; i++)
        if (lines.at[i].columns <= WIDEST && lines.at[i].columns > width)
            width = lines.at[i].columns;
    for (uint32_t i = 0; i + 1 < lines.count; i++) {
        const struct line *a = &lines.at[i], *b = a + 1;
        if (!may_follow(d, a, b) || ends_sentence(d, a->span))
            continue;
        lower += d->kind[b->span.begin] == CHAR_LOWER;
        even += d->kind[b->span.begin] == CHAR_HAN && a->columns + RAGGED >= width;
    }
    return (struct wrap){ lower >= ENOUGH || even >= ENOUGH ? width : 0 };
}

static uint32_t first_word_columns(const struct document *d, struct span s)
{
    if (d->kind[s.begin] == CHAR_HAN)
        return 2;
    uint32_t end = s.begin;
    while (end < s.end && !kind_is_blank(d->kind[end]) && d->kind[end] != CHAR_HAN)
        end++;
    return end - s.begin;
}

/* Line `a` goes on in `b` where it had no room for b's first word, or where b begins in lower case. */
static bool line_goes_on(const struct document *d, struct wrap wrap, const struct line *a, const struct line *b)
{
    if (!wrap.width || !may_follow(d, a, b))
        return false;
    bool full = a->columns + 1 + first_word_columns(d, b->span) > wrap.width;
    return full || (d->kind[b->span.begin] == CHAR_LOWER && !ends_sentence(d, a->span));
}

static void blocks_join(struct document *d, struct lines lines)
{
    struct wrap wrap = wrap_of(d, lines);
    for (uint32_t i = 0; i < lines.count; i++) {
        if (i && line_goes_on(d, wrap, &lines.at[i - 1], &lines.at[i]))
            d->blocks.at[d->blocks.count - 1].span.end = lines.at[i].span.end;
        else
            d->blocks.at[d->blocks.count++] = (struct block){ .span = lines.at[i].span, .kind = BLOCK_PARAGRAPH };
    }
}

/* ---- kinds ------------------------------------------------------------------------------------------------------- */

/* How long, in shape_size, a line of each kind may be. A cell is that of a table. */
enum { LONGEST_TITLE = 50, LONGEST_HEADING = 40, LONGEST_BYLINE = 30, LONGEST_CELL = 40, LONGEST_DATELINE = 16 };

/* Cells between bars, or between tabs; running text may hold a stray one of each. */
static bool is_table_row(const struct document *d, struct span s, const struct shape *shape)
{
    uint32_t parts = shape->bars + shape->gaps;
    if (!parts || shape_size(shape) > LONGEST_CELL * (parts + 1))
        return false;
    return shape->bars > 1 || holds_bar(d, s) || (shape->gaps && !is_sentence(shape));
}

/* What its own shape says. An item that is whole sentences is running text, for all its number. */
static enum block_kind kind_of_shape(const struct document *d, struct span s, const struct shape *shape)
{
    if (is_table_row(d, s, shape))
        return BLOCK_TABLE_ROW;
    if (shape->hash)
        return BLOCK_HEADING;
    if (shape->marker && !is_sentence(shape))
        return BLOCK_LIST_ITEM;
    return shape->quoted ? BLOCK_QUOTATION : BLOCK_PARAGRAPH;
}

static bool is_given_title(const struct document *d, struct span s)
{
    return d->given_title.len && str_equal(str_trim(d->given_title), document_text(d, s));
}

/* A headline may ask or exclaim. */
static bool looks_like_title(const struct shape *s)
{
    struct shape calm = *s;
    if (s->last == '?' || s->last == '!')
        calm.last = 0;
    return is_line(&calm, LONGEST_TITLE) && shape_size(s) > 1;
}

/* Whether something longer, or a sentence, comes after block i: then i can be its title. */
static bool has_text_after(const struct document *d, const struct shape *shapes, uint32_t i)
{
    for (uint32_t k = i + 1; k < d->blocks.count; k++)
        if (is_sentence(&shapes[k]) || shape_size(&shapes[k]) > shape_size(&shapes[i]))
            return true;
    return false;
}

/* The index of the title, or NONE. Only a line of bars, bullets or brackets may stand above it. */
static uint32_t title_find(struct document *d, const struct shape *shapes)
{
    enum { DEEPEST = 4 };
    for (uint32_t i = 0; i < d->blocks.count && i < DEEPEST; i++) {
        struct block *b = &d->blocks.at[i];
        if (is_given_title(d, b->span) || shapes[i].hash)
            return i;
        if (b->kind == BLOCK_TABLE_ROW || b->kind == BLOCK_LIST_ITEM || shapes[i].bracketed)
            continue;
        return looks_like_title(&shapes[i]) && has_text_after(d, shapes, i) ? i : NONE;
    }
    return NONE;
}

/* Who, where, when: a colon, bars, brackets, a date's digits, or hardly a word. */
static bool looks_like_byline(const struct shape *s)
{
    enum { DATE_DIGITS = 3 };
    return is_line(s, LONGEST_BYLINE)
        && (s->colon || s->bars || s->gaps || s->bracketed || s->digits >= DATE_DIGITS || shape_size(s) <= LONGEST_DATELINE);
}

/* Bylines stand at the top, before the first sentence; other lines may stand between. */
static void bylines_mark(struct document *d, const struct shape *shapes, uint32_t from)
{
    enum { DEEPEST = 5 };
    for (uint32_t i = from; i < d->blocks.count && i < from + DEEPEST; i++) {
        struct block *b = &d->blocks.at[i];
        bool open = b->kind == BLOCK_PARAGRAPH || b->kind == BLOCK_TABLE_ROW;
        if (!open || !is_line(&shapes[i], LONGEST_TITLE))
            return;
        if (i + 1 < d->blocks.count && looks_like_byline(&shapes[i]))
            b->kind = BLOCK_BYLINE;
    }
}

/* The end of the run of short lines that begins at i. */
static uint32_t run_end(const struct document *d, const struct shape *shapes, uint32_t i)
{
    while (i < d->blocks.count && d->blocks.at[i].kind == BLOCK_PARAGRAPH && is_line(&shapes[i], LONGEST_HEADING))
        i++;
    return i;
}

/*
 * One or two short lines before running text are headings; more, or two at the end, are a list of links or captions.
 * One alone at the end is a credit, where it looks so, or else the last words of the text.
 */
static enum block_kind kind_of_run(const struct document *d, const struct shape *shapes, uint32_t begin, uint32_t end)
{
    enum { LONGEST_RUN_OF_HEADINGS = 2 };
    bool at_end = end == d->blocks.count;
    if (end - begin > LONGEST_RUN_OF_HEADINGS || (at_end && end - begin > 1))
        return BLOCK_LIST_ITEM;
    if (!at_end)
        return BLOCK_HEADING;
    bool credit = is_line(&shapes[begin], LONGEST_BYLINE) && (shapes[begin].bracketed || shapes[begin].colon);
    return begin && credit ? BLOCK_BYLINE : BLOCK_PARAGRAPH;
}

static void headings_mark(struct document *d, const struct shape *shapes)
{
    for (uint32_t i = 0; i < d->blocks.count;) {
        uint32_t end = run_end(d, shapes, i);
        if (end == i) {
            i++;
            continue;
        }
        enum block_kind kind = kind_of_run(d, shapes, i, end);
        while (i < end)
            d->blocks.at[i++].kind = kind;
    }
}

static bool kinds_find(struct document *d, struct arena scratch)
{
    struct shape *shapes = arena_alloc(&scratch, sizeof *shapes, (size_t)d->blocks.count + 1);
    if (!shapes)
        return false;
    for (uint32_t i = 0; i < d->blocks.count; i++) {
        shapes[i] = shape_of(d, d->blocks.at[i].span);
        d->blocks.at[i].kind = kind_of_shape(d, d->blocks.at[i].span, &shapes[i]);
    }
    uint32_t title = title_find(d, shapes);
    if (title != NONE)
        d->blocks.at[title].kind = BLOCK_TITLE;
    bylines_mark(d, shapes, title == NONE ? 0 : title + 1);
    headings_mark(d, shapes);
    return true;
}

static bool lines_to_blocks(struct document *d, uint32_t count, struct arena scratch)
{
    struct lines lines = { arena_alloc(&scratch, sizeof *lines.at, (size_t)count + 1), count };
    if (!lines.at)
        return false;
    lines_split(d, lines.at, count);
    blocks_join(d, lines);
    return true;
}

bool blocks_find(struct document *d, struct arena *arena)
{
    /* There are at most as many blocks as lines: with their room taken first, what follows is scratch. */
    uint32_t count = lines_split(d, NULL, 0);
    d->blocks.at = arena_alloc(arena, sizeof *d->blocks.at, (size_t)count + 1);
    d->blocks.capacity = count + 1;
    return d->blocks.at && lines_to_blocks(d, count, *arena) && kinds_find(d, *arena);
}
