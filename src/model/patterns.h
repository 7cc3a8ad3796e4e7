/* The compiled patterns of a model, made on first use, shared by all threads. Used only in src/model. */
#ifndef MODEL_PATTERNS_H
#define MODEL_PATTERNS_H

#include "model/model.h"

struct pattern_cache *patterns_new(uint32_t count);
void patterns_free(struct pattern_cache *patterns);

#endif
