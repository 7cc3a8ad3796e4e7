/*
 * Blocks → sentences. A mark ends a sentence where neither its place in a word (3.5, example.com, an abbreviation, an
 * initial) nor what follows (lower case, a comma) speaks against it. Marks after it and what closes belong to it.
 *
 * Brackets and short speeches are *atoms*: nothing inside ends a sentence, so that a short answer stays with the one
 * who gives it. A longer speech is cut like other text. After a speech that its sentence begins with, the sentence goes
 * on, because who spoke comes next.
 */
#include "read/marks.h"
#include "read/parts.h"

enum {
    MAX_ATOM = 300,             /* a bracket that closes later than this was a slip, and swallows nothing */
    MAX_SPEECH_STOPS = 2,       /* sentences of a speech that is kept whole */
    MAX_OPEN = 32,              /* brackets in brackets; beyond, the outer ones are forgotten */
    /* Text without full stops must not become one sentence of ten megabytes, for the stages whose work is more than
       linear in it: from the first length on a comma or a blank ends it, at the second anything does. */
    LONG_SENTENCE = 1500,
    LONGEST_SENTENCE = 3000
};

enum { ELLIPSIS = 0x2026 };

struct spans { VEC(struct span) list; };

/* What one sentence's search needs to know of its block. */
struct cutter {
    const struct model *model;
    const struct document *document;
    struct span block;
    const struct spans *atoms;          /* of the whole document, outermost ones only, by begin */
    uint32_t atom;                      /* the first that ends after where we are */
};

/* ---- atoms ------------------------------------------------------------------------------------------------------- */

/* Adds an atom that ends at the furthest end yet: those inside it are taken out. */
static bool atom_add(struct spans *atoms, struct span s, struct arena *arena)
{
    while (atoms->list.count && atoms->list.at[atoms->list.count - 1].begin >= s.begin)
        atoms->list.count--;
    struct span *added = vec_push(arena, &atoms->list);
    if (added)
        *added = s;
    return added;
}

/* Marks that end a sentence in the stretch; a row of them is one, and an ellipsis none. */
static uint32_t stops_in(const struct document *d, struct span s)
{
    uint32_t stops = 0;
    for (uint32_t i = s.begin; i < s.end; i++) {
        uint32_t c = d->norm[i], before = i > s.begin ? d->norm[i - 1] : 0, after = i + 1 < s.end ? d->norm[i + 1] : 0;
        bool stop = c == '.' ? before != '.' && after != '.' && !is_word_char(d, i + 1 < s.end ? i + 1 : i)
                             : c != ELLIPSIS && mark_is_final(c) && before != c;
        stops += stop;
    }
    return stops;
}

static bool quote_is_atom(const struct document *d, const struct quote *q)
{
    return span_len(q->span) <= MAX_ATOM && stops_in(d, q->span) <= MAX_SPEECH_STOPS;
}

/* The opening brackets that nothing has closed yet. */
struct open_brackets { struct { uint32_t at, closing; } open[MAX_OPEN]; uint32_t count; };

static void bracket_push(struct open_brackets *b, uint32_t at, uint32_t closing)
{
    if (b->count == MAX_OPEN)
        memmove(b->open, b->open + 1, --b->count * sizeof *b->open);
    b->open[b->count].at = at;
    b->open[b->count++].closing = closing;
}

/* Where the bracket that `mark` closes began, or NONE; it and those inside it are open no longer. */
static uint32_t bracket_pop(struct open_brackets *b, uint32_t mark)
{
    for (uint32_t i = b->count; i > 0; i--) {
        if (b->open[i - 1].closing != mark)
            continue;
        b->count = i - 1;
        return b->open[i - 1].at;
    }
    return NONE;
}

/* The atoms of one block; *quote is the first quotation not yet looked at. */
static bool block_atoms(const struct document *d, struct span block, uint32_t *quote, struct spans *atoms,
                        struct arena *arena)
{
    struct open_brackets brackets = { .count = 0 };
    uint32_t speech_end = block.begin;          /* of the last quotation that became an atom */
    for (uint32_t i = block.begin; i < block.end; i++) {
        while (*quote < d->quotes.count && d->quotes.at[*quote].span.begin <= i) {
            const struct quote *q = &d->quotes.at[(*quote)++];
            if (q->span.begin < speech_end || !quote_is_atom(d, q))
                continue;
            if (!atom_add(atoms, q->span, arena))
                return false;
            speech_end = q->span.end;
        }
        if (i < speech_end || (d->kind[i] != CHAR_PUNCT && d->kind[i] != CHAR_OTHER))
            continue;
        uint32_t closing = bracket_closing(d->norm[i]);
        if (closing) {
            bracket_push(&brackets, i, closing);
            continue;
        }
        uint32_t begin = bracket_is_closing(d->norm[i]) ? bracket_pop(&brackets, d->norm[i]) : NONE;
        if (begin != NONE && i - begin < MAX_ATOM && !atom_add(atoms, (struct span){ begin, i + 1 }, arena))
            return false;
    }
    return true;
}

static bool atoms_find(const struct document *d, struct spans *atoms, struct arena *arena)
{
    uint32_t quote = 0;
    for (uint32_t i = 0; i < d->blocks.count; i++)
        if (!block_atoms(d, d->blocks.at[i].span, &quote, atoms, arena))
            return false;
    return true;
}

/* ---- where a sentence ends --------------------------------------------------------------------------------------- */

static bool is_closing(const struct document *d, uint32_t at)
{
    uint32_t c = d->norm[at];
    return bracket_is_closing(c) || (quote_is_closing(c) && !quote_closing(c));
}

/* Whether the straight mark at `at` closes a quotation. */
static bool is_closing_straight(const struct document *d, uint32_t at)
{
    if (d->norm[at] != '"')
        return false;
    uint32_t q = document_quote_at(d, (struct span){ at, at + 1 }, false);
    return q != NONE && d->quotes.at[q].span.end == at + 1;
}

/* Further final marks, and what closes. */
static uint32_t skip_closing(const struct document *d, uint32_t at, uint32_t end)
{
    while (at < end && (mark_is_final(d->norm[at]) || d->norm[at] == '.' || is_closing(d, at) || is_closing_straight(d, at)))
        at++;
    return at;
}

/* The word before a full stop at `at`, with the stops inside it: "U.S" of "U.S."; at most 24 code points are looked at. */
static struct span word_before(const struct document *d, uint32_t from, uint32_t at)
{
    enum { LONGEST = 24 };
    struct span word = { at, at };
    while (word.begin > from && at - word.begin < LONGEST
           && (is_word_char(d, word.begin - 1) || (d->norm[word.begin - 1] == '.' && word.begin < at)))
        word.begin--;
    return word;
}

static bool in_abbreviations(const struct cutter *c, struct span word)
{
    return span_len(word) && model_in_class(c->model, STR("abbreviation"), units_at(document_units(c->document), word), NULL);
}

/* The capital of a name (J. Smith, U.S. President): the last letter stands alone or behind a full stop. */
static bool is_initial(const struct document *d, struct span word)
{
    if (!span_len(word) || d->kind[word.end - 1] != CHAR_UPPER)
        return false;
    return span_len(word) == 1 || d->norm[word.end - 2] == '.';
}

static bool is_number(const struct document *d, struct span s)
{
    for (uint32_t i = s.begin; i < s.end; i++)
        if (d->kind[i] != CHAR_DIGIT)
            return false;
    return span_len(s);
}

/* Whether the word goes on at `after`: 3.5, example.com, U.S.-based, Inc.'s. */
static bool is_inside_word(const struct document *d, uint32_t after)
{
    if (kind_is_blank(d->kind[after]) || d->kind[after] == CHAR_HAN)
        return false;
    return !bracket_closing(d->norm[after]) && !quote_closing(d->norm[after]);
}

/* A full stop with nothing behind it but the next sentence's capital: "jobs.The". */
static bool is_stuck(const struct document *d, uint32_t at, uint32_t end)
{
    return at >= 2 && at + 2 < end && d->kind[at - 1] == CHAR_LOWER && d->kind[at - 2] == CHAR_LOWER
        && d->kind[at + 1] == CHAR_UPPER && d->kind[at + 2] == CHAR_LOWER;
}

/* Whether what stands at `next` can begin a sentence; `next` is where blanks after the mark end. */
static bool can_begin(const struct document *d, uint32_t next, uint32_t end)
{
    return next >= end || (d->kind[next] != CHAR_LOWER && d->norm[next] != ',' && d->norm[next] != 0x3001);
}

/* Whether a number at `at` numbers an item: at the start of the sentence, or behind a colon. */
static bool is_item_start(const struct document *d, uint32_t begin, uint32_t at)
{
    uint32_t before = skip_blanks_back(d, begin, at);
    return before == begin || d->norm[before - 1] == ':';
}

/* `after` is the offset behind the mark and all that closes with it. */
static bool full_stop_ends(const struct cutter *c, uint32_t begin, uint32_t at, uint32_t after)
{
    const struct document *d = c->document;
    uint32_t end = c->block.end;
    if (after >= end)
        return true;
    if (is_inside_word(d, after))
        return is_stuck(d, at, end);
    if (!can_begin(d, skip_blanks(d, after, end), end))
        return false;
    struct span word = word_before(d, begin, at);
    if (is_number(d, word) && is_item_start(d, begin, word.begin))
        return false;
    bool abbreviated = in_abbreviations(c, word) || in_abbreviations(c, (struct span){ word.begin, at + 1 });
    return !abbreviated && !is_initial(d, word);
}

/* … and ...: a pause, unless a new sentence plainly begins. */
static bool ellipsis_ends(const struct document *d, uint32_t after, uint32_t end)
{
    uint32_t next = skip_blanks(d, after, end);
    return next >= end || is_closing(d, after - 1) || (next > after && can_begin(d, next, end));
}

static bool is_ellipsis(const struct document *d, uint32_t at, uint32_t end)
{
    if (d->norm[at] == ELLIPSIS)
        return true;
    return d->norm[at] == '.' && at + 1 < end && d->norm[at + 1] == '.';
}

/* ! ? ; of ASCII may stand inside a word or a name: ?id=3, Yahoo! shares. */
static bool mark_ends(const struct document *d, uint32_t at, uint32_t after, uint32_t end)
{
    if (d->norm[at] == 0x3002 || after >= end)
        return true;
    bool inside = after == at + 1 && is_word_char(d, after) && at > 0 && is_word_char(d, at - 1);
    if (inside)
        return false;
    return d->norm[at] == ';' || can_begin(d, skip_blanks(d, after, end), end);
}

static bool ends_at(const struct cutter *c, uint32_t begin, uint32_t at, uint32_t after)
{
    const struct document *d = c->document;
    if (is_ellipsis(d, at, c->block.end))
        return ellipsis_ends(d, after, c->block.end);
    if (d->norm[at] == '.')
        return full_stop_ends(c, begin, at, after);
    return mark_ends(d, at, after, c->block.end);
}

/* ---- after a speech ---------------------------------------------------------------------------------------------- */

/* The speech that closes right before `after`, the outermost, or NULL. */
static const struct quote *speech_closed(const struct document *d, uint32_t after)
{
    uint32_t q = document_quote_at(d, (struct span){ after - 1, after }, true);
    if (q == NONE || d->quotes.at[q].span.end != after)
        return NULL;
    while (d->quotes.at[q].parent != NONE && d->quotes.at[d->quotes.at[q].parent].span.end == after)
        q = d->quotes.at[q].parent;
    return &d->quotes.at[q];
}

/* Whether nothing but the end of another sentence stands before the speech. */
static bool opens_sentence(const struct document *d, const struct quote *q, uint32_t block_begin)
{
    uint32_t before = skip_blanks_back(d, block_begin, q->span.begin);
    if (before == block_begin)
        return true;
    uint32_t mark = d->norm[before - 1];
    return mark_is_final(mark) || mark == '.' || is_closing(d, before - 1);
}

/*
 * Whether the sentence goes on after a speech that ended in a final mark: who spoke may follow. Not where another speech
 * follows, and not after a full stop in English, which writes a comma there if the sentence goes on.
 */
static bool goes_on_after_speech(const struct cutter *c, uint32_t after)
{
    const struct document *d = c->document;
    const struct quote *q = speech_closed(d, after);
    uint32_t next = skip_blanks(d, after, c->block.end);
    if (!q || next >= c->block.end || !opens_sentence(d, q, c->block.begin))
        return false;
    if (quote_closing(d->norm[next]))
        return false;
    return d->kind[next] == CHAR_HAN || (after >= 2 && d->norm[after - 2] != '.');
}

/* Whether the last thing inside the atom is a final mark that ends the sentence too. In brackets it does where they are
   the whole sentence. */
static bool atom_ends_sentence(const struct cutter *c, uint32_t begin, struct span atom)
{
    const struct document *d = c->document;
    if (!quote_closing(d->norm[atom.begin]) && atom.begin != begin)
        return false;
    uint32_t last = atom.end;
    while (last > atom.begin + 1 && (is_closing(d, last - 1) || is_closing_straight(d, last - 1)))
        last--;
    uint32_t mark = d->norm[last - 1];
    if (!mark_is_final(mark) && mark != '.')
        return false;
    uint32_t next = skip_blanks(d, atom.end, c->block.end);
    return mark != ';' && can_begin(d, next, c->block.end) && !goes_on_after_speech(c, atom.end);
}

/* ---- the cut ----------------------------------------------------------------------------------------------------- */

/* The atom that begins at `at`, or NULL. */
static const struct span *atom_at(struct cutter *c, uint32_t at)
{
    while (c->atom < c->atoms->list.count && c->atoms->list.at[c->atom].begin < at)
        c->atom++;
    bool here = c->atom < c->atoms->list.count && c->atoms->list.at[c->atom].begin == at;
    return here ? &c->atoms->list.at[c->atom] : NULL;
}

static bool is_too_long(const struct document *d, uint32_t begin, uint32_t at)
{
    uint32_t length = at + 1 - begin;
    if (length < LONG_SENTENCE)
        return false;
    return length >= LONGEST_SENTENCE || kind_is_blank(d->kind[at]) || d->norm[at] == ',';
}

/* The end of the sentence that begins at `begin`. */
static uint32_t sentence_end(struct cutter *c, uint32_t begin)
{
    const struct document *d = c->document;
    for (uint32_t at = begin; at < c->block.end;) {
        const struct span *atom = atom_at(c, at);
        if (atom) {
            at = atom->end;
            if (atom_ends_sentence(c, begin, *atom))
                return skip_closing(d, at, c->block.end);
            continue;
        }
        if (is_too_long(d, begin, at))
            return at + 1;
        bool mark = d->kind[at] == CHAR_PUNCT && (mark_is_final(d->norm[at]) || d->norm[at] == '.');
        if (!mark) {
            at++;
            continue;
        }
        uint32_t after = skip_closing(d, at + 1, c->block.end);
        if (ends_at(c, begin, at, after) && !goes_on_after_speech(c, after))
            return after;
        at = after;
    }
    return c->block.end;
}

/* A row is one sentence, whatever marks its cells hold. */
static uint32_t row_end(const struct cutter *c, uint32_t begin)
{
    return c->block.end - begin < LONGEST_SENTENCE ? c->block.end : begin + LONGEST_SENTENCE;
}

static bool block_sentences(struct document *d, uint32_t block, struct cutter *c, struct arena *arena)
{
    struct block *b = &d->blocks.at[block];
    b->first_sentence = d->sentences.count;
    c->block = b->span;
    for (uint32_t at = b->span.begin; at < b->span.end;) {
        uint32_t end = b->kind == BLOCK_TABLE_ROW ? row_end(c, at) : sentence_end(c, at);
        struct sentence *s = vec_push(arena, &d->sentences);
        if (!s)
            return false;
        s->span = (struct span){ at, skip_blanks_back(d, at, end) };
        s->block = block;
        at = skip_blanks(d, end, b->span.end);
    }
    b->sentence_count = d->sentences.count - b->first_sentence;
    return true;
}

bool sentences_find(const struct model *m, struct document *d, struct arena *arena)
{
    struct spans atoms = { 0 };
    if (!atoms_find(d, &atoms, arena))
        return false;
    struct cutter c = { .model = m, .document = d, .atoms = &atoms };
    for (uint32_t i = 0; i < d->blocks.count; i++)
        if (!block_sentences(d, i, &c, arena))
            return false;
    return true;
}
