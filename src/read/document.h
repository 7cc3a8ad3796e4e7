/*
 * Read: bytes → a document with blocks, sentences and tokens.
 *
 * Offsets are code points of the text as it was read. The structure is found from punctuation and layout; the only
 * words that it needs (abbreviations that end in a full stop) are a word class of the gazetteers.
 */
#ifndef READ_DOCUMENT_H
#define READ_DOCUMENT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"
#include "base/units.h"
#include "model/model.h"

enum block_kind { BLOCK_TITLE, BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_LIST_ITEM, BLOCK_TABLE_ROW, BLOCK_QUOTATION, BLOCK_BYLINE };

/*
 * A run of lines that belong together, without the blanks around it. BLOCK_LIST_ITEM: an item of a list that is no
 * sentence, or a line among links and captions; a numbered item of whole sentences is a paragraph. BLOCK_QUOTATION: all
 * of it stands in quotation marks, or it goes on in the next block, which opens with the same mark.
 */
struct block { struct span span; enum block_kind kind; uint32_t first_sentence, sentence_count; };

/*
 * At most 3000 code points long. Brackets and short speeches are never cut; a long speech is, so that its first sentence
 * holds the words before it, and its last those after.
 */
struct sentence { struct span span; uint32_t block; uint32_t first_token, token_count; uint8_t language; };

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_HAN, TOKEN_PUNCT };
enum { TOKEN_CAPITAL = 1, TOKEN_ALL_CAPS = 2, TOKEN_SPACE_BEFORE = 4 };

/*
 * A Han character, a run of letters (with marks, and inner apostrophes, and digits after the first letter: "O'Neil",
 * "iPhone15"), a run of digits (with inner , and . between digits: "1,234.5"), or one mark of punctuation.
 * A hyphen is a token of its own. TOKEN_CAPITAL: a word whose first letter is upper case.
 */
struct token { struct span span; uint8_t kind, flags; };

/* A quotation: the marks included in `span`. Nested ones follow the one they stand in. */
struct quote { struct span span; bool speech; uint32_t parent; };   /* speech: said, rather than a word in inverted commas */

struct warning { uint32_t offset; struct str message; };            /* offset NONE: of the whole document */

struct document {
    struct str id, given_title, given_date;     /* from the caller, or empty */
    struct str bytes;                           /* the text, well-formed UTF-8 */
    uint32_t length;                            /* code points */
    const uint32_t *norm;                       /* [length] folded (width, script), case kept: what patterns read */
    const uint32_t *byte_at;                    /* [length + 1] */
    const uint8_t *kind;                        /* [length] enum char_kind */
    VEC(struct block) blocks;
    VEC(struct sentence) sentences;
    VEC(struct token) tokens;
    VEC(struct quote) quotes;
    VEC(struct warning) warnings;
    uint8_t language;                           /* of most of the text */
};

static inline struct units document_units(const struct document *d) { return (struct units){ d->norm, d->length }; }
/* The text as it stands. */
static inline struct str document_text(const struct document *d, struct span s)
{
    return (struct str){ d->bytes.ptr + d->byte_at[s.begin], d->byte_at[s.end] - d->byte_at[s.begin] };
}
/* The sentence, token, block that holds this offset, or NONE. O(log n). */
uint32_t document_sentence_at(const struct document *d, uint32_t offset);
uint32_t document_token_at(const struct document *d, uint32_t offset);
/* The innermost quotation that holds the span, speech only where asked for; or NONE. */
uint32_t document_quote_at(const struct document *d, struct span s, bool speech_only);

/**
 * Read a text.
 * bytes    UTF-8; ill-formed sequences become U+FFFD, with a warning and the offset of the first; NUL likewise
 *          (offsets in bytes are then those of the text so repaired); a byte-order mark is dropped by encoding_decode
 * bytes, id …  kept as views: must outlive the document
 * arena    holds everything, the document too
 * returns  false with ERR_LIMIT where the arena is full
 */
bool document_read(const struct model *m, struct str bytes, struct str id, struct str title, struct str date,
                   struct arena *arena, struct document **out, struct error *err);

/**
 * Turn a file's bytes into UTF-8: byte-order marks, UTF-16, GB18030 (and GBK, GB2312 as it), Big5 and others, guessed
 * with uchardet where they are not UTF-8. UTF-8 with a few slips stays as it is, for document_read to repair. *name is
 * the encoding's, as iconv knows it; anything but "UTF-8" was guessed where the text had no byte-order mark.
 * returns  false with ERR_SYNTAX for binary data, ERR_LIMIT where the arena is full
 */
bool encoding_decode(struct str bytes, struct arena *arena, struct str *text, struct str *name, struct error *err);

#endif
