/*
 * Running the patterns of rules. Code is compiled on first use and shared; what a match writes to is the matcher's, one
 * a thread. Every match is bounded: one that reaches the bound finds nothing and is counted.
 */
#ifndef MODEL_MATCH_H
#define MODEL_MATCH_H

#include "model/model.h"

struct matcher;                 /* match data, JIT stack, counters of one thread */

/* NULL where there is no memory. */
struct matcher *matcher_new(const struct model *m);
void matcher_free(struct matcher *matcher);
/* Matches given up since the matcher was made, because they reached the bound. */
uint64_t matcher_given_up(const struct matcher *matcher);

/* What running a rule cost: for --profile. Nothing is measured before matcher_measure; false where there is no memory. */
struct rule_cost { uint64_t tries, found, nanoseconds; };
bool matcher_measure(struct matcher *matcher);
struct rule_cost matcher_cost(const struct matcher *matcher, uint32_t rule);

/**
 * Find the rule's pattern in `text` from `start` on (at `start` only, where `anchored`).
 * returns  true with *whole filled, in offsets of `text`; never an empty match
 */
bool matcher_find(struct matcher *matcher, uint32_t rule, struct units text, uint32_t start, bool anchored,
                  struct span *whole);
/* What group number `number` of the last match holds; false where it took no part. */
/* Says that `text`, a tape, is matched from now on and stays as it is: what symbols it holds and where its noun phrases begin is kept. */
void matcher_take(struct matcher *matcher, struct units text);
bool matcher_group(const struct matcher *matcher, uint16_t number, struct span *out);

#endif
