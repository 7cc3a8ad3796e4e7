/* Timeline: tellings of one event become one, with one date; events are put in order. */
#ifndef TIMELINE_TIMELINE_H
#define TIMELINE_TIMELINE_H

#include "event/event.h"

/* One step of an affair, and the telling that says so: its modality, or its status where a cue gives one. */
struct stage { struct str status; uint32_t event, source; };

/* An event of the timeline. */
struct happening {
    uint16_t type;
    VEC(uint32_t) told;                 /* indexes into events->list, in the order of the text */
    uint32_t fullest;                   /* of them, the one with the most arguments */
    VEC(struct argument) arguments;
    struct str modality, polarity, summary;
    bool told_in_text;                  /* not only in a headline or list */
    uint32_t source, source_rule;
    struct str value, begin, until;     /* the date: TIMEX3, first and last day; empty where it has none */
    uint8_t date_basis;
    uint32_t date_mention;
    VEC(struct stage) history;          /* empty where all tellings agree */
    uint32_t updates;                   /* the happening that this one revises, or NONE */
    float confidence;
};

enum relation_kind { RELATION_BEFORE, RELATION_UPDATES };
struct relation { uint8_t kind; uint32_t from, to; uint32_t rule; };        /* indexes into happenings; rule or NONE: dates */

struct timeline {
    VEC(struct happening) happenings;   /* in the order of the text */
    uint32_t *order;                    /* [happenings]: indexes, first to last */
    VEC(struct relation) relations;
};

bool timeline_run(const struct model *m, const struct document *d, const struct mentions *mentions,
                  const struct values *values, const struct links *links, const struct events *events,
                  struct arena *arena, struct timeline *out, struct error *err);

#endif
