/* A view of folded text: one 32-bit unit a code point, as the automaton and the patterns read it. */
#ifndef BASE_UNITS_H
#define BASE_UNITS_H

#include <stdint.h>

#include "base/span.h"

struct units { const uint32_t *at; uint32_t len; };

static inline struct units units_at(struct units text, struct span s)
{
    return (struct units){ text.at + s.begin, span_len(s) };
}

#endif
