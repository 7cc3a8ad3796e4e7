/* Shared by the files of src/event only. */
#ifndef EVENT_PARTS_H
#define EVENT_PARTS_H

#include "event/event.h"

/* Who spoke a quotation. */
struct speaker { bool known; uint32_t reference, rule; };

struct finder {
    const struct model *m;
    struct matcher *matcher;
    const struct document *d;
    const struct scan *scan;
    const struct mentions *mentions;
    const struct values *values;
    struct links *links;
    uint32_t drawn;                     /* how many references, from the front, are sorted and drawn on tapes: behind them stand the phrases */
    struct arena *arena;
    struct events *out;
    struct speaker *speakers;           /* [quotes] */
    uint32_t next_quote;                /* those before it have ended */
    uint32_t no_subject;                /* where the noun phrase ends that was last seen behind a preposition; 0: none */
};

/* The cells of a tape that a trigger was drawn as. */
struct span tape_cells_of(const struct tape *tape, struct span trigger);
/* The clause around a cell: up to the nearest , ; : and the like. */
struct span tape_clause(const struct finder *f, const struct tape *tape, uint32_t cell);

static inline const struct reference *cell_reference(const struct finder *f, const struct tape *tape, uint32_t cell)
{
    uint32_t index = tape->cells[cell].reference;
    return index == NONE ? NULL : &f->links->references.at[index];
}

bool event_draw(struct finder *f, struct tape_part part, struct tape *out);

/* roles.c */
const struct event_role *role_of(const struct finder *f, uint16_t type, uint16_t role);
bool roles_from_match(struct finder *f, uint32_t rule, const struct tape *tape, struct event *e);
bool roles_from_topic(struct finder *f, uint32_t rule, const struct tape *tape, uint32_t before, struct event *e);
bool role_is_period(const struct finder *f, uint16_t role);
bool roles_merge(struct finder *f, struct event *into, const struct event *from);
bool roles_fill(struct finder *f, const struct tape *tape, struct event *e);
bool roles_complete(const struct finder *f, const struct event *e);
void roles_part(const struct finder *f, struct event *e);

/* phrases.c: noun phrases that fill a role as they stand. */
bool phrase_add(struct finder *f, struct span span, struct span trigger, uint32_t types, bool counted, uint32_t *reference);
bool phrases_settle(struct finder *f);

/* cues.c: modality, polarity, status and source; *generic where a cue says that it is no event at all. */
bool cues_read(struct finder *f, const struct tape *tape, struct event *e, bool *generic);

/* dates.c */
void date_find(struct finder *f, const struct tape *tape, struct event *e);

#endif
