/* The order of dated events, by day and within one day: of one document, and of many. */
#ifndef TIMELINE_DAY_H
#define TIMELINE_DAY_H

#include "model/model.h"

/* `begin`: a day, or an instant of it; `rank`: as they are told; `fixed`: something says where it stands, so that its type does not. */
struct dated { struct str begin, type; uint32_t rank, item; bool fixed; };

/**
 * Puts dated events in order. O(n log n); days of more than 64 events keep the order of the text.
 *
 * Within a day those with an hour stand in their order. One without stands behind the one told before it; but what by its type follows
 * another of the day (an arrest the attack, although the news tells it first: rules/cues/order.yaml) stands behind that.
 */
void dated_sort(const struct model *m, struct dated *list, uint32_t count);

#endif
