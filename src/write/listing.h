/*
 * Which mentions, entities and events the output has, and the numbers that they go by. Private to write/.
 *
 * A mention is listed where its type was asked for, or where something that is listed points at it, so that no id of
 * the output leads nowhere. An entity is listed where one of its mentions is.
 */
#ifndef WRITE_LISTING_H
#define WRITE_LISTING_H

#include "write/write.h"

/* One of the two is NONE: a mention that is no reference (a date), a reference that is no mention (a noun phrase). */
struct listed { uint32_t mention, reference; };

/* Numbers count from 1; 0: not listed. */
struct listing {
    struct listed *list;            /* in the order of the text */
    uint32_t count;
    uint32_t *of_mention;           /* [mentions] */
    uint32_t *of_reference;         /* [references] */
    uint32_t *of_entity;            /* [entities] */
};

/* False where there is no memory. */
bool listing_make(const struct analysis *a, uint32_t types, bool all, struct listing *out);
void listing_free(struct listing *l);

struct span listed_span(const struct analysis *a, const struct listed *l);
enum mention_type listed_type(const struct analysis *a, const struct listed *l);

#endif
