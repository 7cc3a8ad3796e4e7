/*
 * Whether two tellings can be of one event: what each says of a role, of the time, of whether it happened. The same questions for
 * two sentences of one document (merge.c here) and for two documents (src/merge): who asks decides what follows from the answers.
 */
#ifndef TIMELINE_COMPARE_H
#define TIMELINE_COMPARE_H

#include "event/event.h"

/* What arguments point at: the entity of each reference (NONE: nobody who is known), the value of each mention of an amount or date. */
struct ground { const uint32_t *entity_of; const struct value *value_of; };

struct arguments { const struct argument *at; uint32_t count; };
#define ARGUMENTS(v) ((struct arguments){ (v).at, (v).count })      /* of a VEC(struct argument) */

/* First and last day, or instants; empty where they are open. */
struct period { struct str begin, until; };

/* The entity of an argument, or NONE. */
uint32_t argument_entity(const struct ground *g, const struct argument *a);
/* A noun phrase that names nobody (前研究员) says less than the names that another telling gives for the same role. */
bool argument_names_nobody(const struct ground *g, const struct argument *a);
bool arguments_name_nobody(const struct ground *g, struct arguments list);

/* One number of one unit; of dates and other things without a number, that both have none. */
bool amounts_equal(const struct value *a, const struct value *b);

/* What two sets of arguments say of one role: silent where one of them has nothing, or nobody who is known. */
enum agreement { SILENT, SHARED, CONTRADICTED };
enum agreement arguments_compare(const struct ground *g, struct arguments a, struct arguments b, uint16_t role);

/* Dates that were inferred rather than told do not contradict. */
bool date_is_told(uint8_t basis);
/* ISO dates order as texts; a day stands before its own instants, so a day's end is compared by its prefix. */
bool date_is_after(struct str a, struct str b);
/* Open ones touch everything. */
bool periods_touch(struct period a, struct period b);

/* Told as something that happened. */
bool is_fact(struct str modality, struct str polarity);
/* A plan may have become the fact; what is denied, doubted or tied to a condition is another matter than what happened. */
struct mood { struct str modality, polarity; };
bool moods_agree(struct mood a, struct mood b);
/* A telling that revises (a raised offer, a widened suit) is an event of its own, which updates the one it revises. */
bool is_revision(struct str status);

#endif
