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

/* ---- a timeline as a table: order, date, type, what happened ----------------------------------------------------------- */

enum { DEFAULT_COLUMNS = 80 };
enum style { PLAIN, BOLD, DIM };
struct sheet { struct output *out; bool colour; uint32_t columns, order_width, date_width, type_width; };

static inline uint32_t widest(uint32_t a, uint32_t b) { return a > b ? a : b; }

void sheet_styled(const struct sheet *t, enum style style, struct str text, uint32_t width);
/* The text in lines of `columns`, the first at the place where we are, the others `indent` in. */
void sheet_wrapped(const struct sheet *t, enum style style, struct str text, uint32_t indent, uint32_t columns);
/* First how many events there are, then how wide the dates and types of each, then the line on top, then the events. */
void sheet_begin(struct sheet *t, uint32_t events);
void sheet_measure(struct sheet *t, struct str date, struct str type);
void sheet_head(const struct sheet *t);
/* `note`: what keeps it from being told as a plain fact, and who tells it; may be empty. */
void sheet_event(const struct sheet *t, uint32_t order, struct str date, struct str type, struct str summary, struct str note);
/* "name (other name, other name)" behind its type, which is filled up to `width`. */
void sheet_entity(const struct sheet *t, struct str type, uint32_t width, struct str name, const struct str *aliases, uint32_t count);

#endif
