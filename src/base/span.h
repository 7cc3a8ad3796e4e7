/*
 * A half-open range [begin, end) of CODE POINTS of one document.
 *
 * Offsets are code points everywhere, from the scan to the JSON: a document keeps one 32-bit unit per code point
 * (read/document.h), the patterns run on these units (PCRE2's 32-bit library), folding never moves an offset, and no
 * stage has to convert. Only the writer turns them into bytes or UTF-16 units, where the user asks for that.
 */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdbool.h>
#include <stdint.h>

struct span { uint32_t begin, end; };

static inline uint32_t span_len(struct span s) { return s.end - s.begin; }
static inline bool span_equal(struct span a, struct span b) { return a.begin == b.begin && a.end == b.end; }
static inline bool span_covers(struct span a, struct span b) { return a.begin <= b.begin && b.end <= a.end; }
static inline bool span_overlaps(struct span a, struct span b) { return a.begin < b.end && b.begin < a.end; }

#endif
