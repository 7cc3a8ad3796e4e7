/* Exact decimal numbers: coefficient × 10^exponent. 1.3亿 is exactly 130000000. */
#ifndef VALUE_DECIMAL_H
#define VALUE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

struct decimal { int64_t coefficient; int16_t exponent; };

/* Digits with an optional sign, point and exponent ("1.52e12"); false where it is none or does not fit. */
bool decimal_read(struct str text, struct decimal *out);
/* False on overflow. */
bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *out);
bool decimal_add(struct decimal a, struct decimal b, struct decimal *out);
int decimal_compare(struct decimal a, struct decimal b);
bool decimal_is_integer(struct decimal a, int64_t *out);
/* The shortest plain form, never with an exponent: "130000000", "0.35", "-12". ptr NULL where the arena is full. */
struct str decimal_text(struct decimal a, struct arena *arena);

#endif
