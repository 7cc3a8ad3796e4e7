/* Marks of punctuation by what they do, on folded code points. Private to read/. */
#ifndef READ_MARKS_H
#define READ_MARKS_H

#include <stdbool.h>
#include <stdint.h>

/* The mark that closes this opening one, or 0. */
uint32_t bracket_closing(uint32_t open);
uint32_t quote_closing(uint32_t open);
bool bracket_is_closing(uint32_t c);
bool quote_is_closing(uint32_t c);
/* 。 ! ? ; … : ends a sentence wherever it stands outside a word. The full stop of ASCII is not among them. */
bool mark_is_final(uint32_t c);

#endif
