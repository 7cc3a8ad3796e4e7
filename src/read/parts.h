/*
 * The steps of document_read, in their order. Private to read/. Each adds its part to the document and returns false
 * where the arena is full, the only thing that can go wrong.
 */
#ifndef READ_PARTS_H
#define READ_PARTS_H

#include "read/document.h"

bool blocks_find(struct document *d, struct arena *arena);
bool quotes_find(struct document *d, struct arena *arena);
bool sentences_find(const struct model *m, struct document *d, struct arena *arena);
bool tokens_find(struct document *d, struct arena *arena);
/* The language of each sentence and of the document. */
void languages_find(const struct model *m, struct document *d);

/* Letters of any script written with spaces or case, and the marks on them. */
static inline bool kind_is_letter(uint8_t kind)
{
    return kind == CHAR_UPPER || kind == CHAR_LOWER || kind == CHAR_LETTER || kind == CHAR_MARK;
}
static inline bool kind_is_blank(uint8_t kind) { return kind == CHAR_SPACE || kind == CHAR_NEWLINE; }

/* A letter that is no Han character, or a digit. */
static inline bool is_word_char(const struct document *d, uint32_t at)
{
    return kind_is_letter(d->kind[at]) || d->kind[at] == CHAR_DIGIT;
}

/* The first offset in [at, end) that is no blank, or end. */
static inline uint32_t skip_blanks(const struct document *d, uint32_t at, uint32_t end)
{
    while (at < end && kind_is_blank(d->kind[at]))
        at++;
    return at;
}
/* The end of what stands before `at` in [begin, at), blanks left out; begin where there is nothing. */
static inline uint32_t skip_blanks_back(const struct document *d, uint32_t begin, uint32_t at)
{
    while (at > begin && kind_is_blank(d->kind[at - 1]))
        at--;
    return at;
}

#endif
