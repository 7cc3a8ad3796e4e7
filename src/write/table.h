/* Text for a terminal: how wide it is, where it can be broken. Private to write/. */
#ifndef WRITE_TABLE_H
#define WRITE_TABLE_H

#include "write/write.h"

/* Columns of a terminal: a wide character (Han) takes two, a combining mark none. */
uint32_t text_columns(struct str text);
/*
 * The first line of the text, at most `columns` wide: broken at a blank or beside a wide character, but not before a
 * closing mark; anywhere, where there is no such place. Takes it off *rest, with the blanks behind it. Never empty while
 * *rest is not.
 */
struct str text_wrap(struct str *rest, uint32_t columns);
/* The text with control characters as blanks, filled up to `columns` with blanks. */
void output_cell(struct output *out, struct str text, uint32_t columns);
void output_blanks(struct output *out, uint32_t columns);

#endif
