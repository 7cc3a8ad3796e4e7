/* Shared by the files of src/timeline only. */
#ifndef TIMELINE_PARTS_H
#define TIMELINE_PARTS_H

#include "timeline/compare.h"
#include "timeline/timeline.h"

struct builder_of_timeline {
    const struct model *m;
    const struct document *d;
    const struct mentions *mentions;
    const struct values *values;
    const struct links *links;
    const struct events *events;
    struct arena *arena;
    struct timeline *out;
    struct ground ground;
    uint32_t *happening_of;             /* [events] index of the happening, or NONE */
};

/* merge.c: tellings → happenings. */
bool timeline_merge(struct builder_of_timeline *t);
/* order.c: happenings → order and relations. */
bool timeline_order(struct builder_of_timeline *t);
/* summary.c: one line for a happening, in the language of the document. */
bool timeline_summarise(struct builder_of_timeline *t, struct happening *h);

#endif
