/* The compiled patterns of a model, made on first use, shared by all threads. Used only in src/model. */
#ifndef MODEL_PATTERNS_H
#define MODEL_PATTERNS_H

#include "model/model.h"

#define PCRE2_CODE_UNIT_WIDTH 32
#include <pcre2.h>

/* Capture groups of one pattern that a match is asked for, the whole match among them. */
enum { MAX_GROUPS = 256 };

/* A rule's pattern, compiled as its flags say; error and offset (NULL: not wanted) as of pcre2_compile. */
pcre2_code *pattern_compile(struct units pattern, uint8_t flags, int *error, PCRE2_SIZE *offset);

/* Of what is kept of one pattern in the image. */
uint32_t image_code_checksum(const char *bytes, uint32_t count);

/*
 * The code of a rule's pattern: plain, or the JIT's once that pays (*fast); NULL where there is no memory. Without the JIT
 * (an unusual build of PCRE2) both run alike. Thread-safe; the cache owns it.
 */
pcre2_code *pattern_code(const struct model *m, uint32_t rule, bool anchored, bool *fast);
/* What a run of the plain code took. */
void pattern_spent(const struct model *m, uint32_t rule, bool anchored, uint64_t nanoseconds);

struct pattern_cache *patterns_new(uint32_t count);
void patterns_free(struct pattern_cache *patterns);

#endif
