/* UTF-8 one code point at a time. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { UTF8_REPLACEMENT = 0xFFFD, UTF8_MAX_BYTES = 4 };

/*
 * Reads the code point at the front of `s` (s.len > 0) and returns the bytes it takes. An ill-formed sequence gives
 * U+FFFD, takes its maximal subpart (Unicode 3.9, "U+FFFD substitution of maximal subparts") and sets *bad.
 */
uint32_t utf8_read(struct str s, uint32_t *code_point, bool *bad);
/* Writes 1 to 4 bytes, returns how many. */
uint32_t utf8_write(uint32_t code_point, char out[static UTF8_MAX_BYTES]);
/* How many code points well-formed text has. */
uint32_t utf8_count(struct str s);

#endif
