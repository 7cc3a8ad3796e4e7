/* Write: the result as JSON (DESIGN.md section 8), or as a table for people. */
#ifndef WRITE_WRITE_H
#define WRITE_WRITE_H

#include "merge/merge.h"
#include "timeline/timeline.h"
#include "value/value.h"

enum offset_unit { OFFSET_CODE_POINT, OFFSET_BYTE, OFFSET_UTF16 };

/* All that the stages made of one document. */
struct analysis {
    const struct model *model;
    const struct document *document;
    struct scan scan;
    struct mentions mentions;
    struct values values;
    struct links links;
    struct events events;
    struct timeline timeline;
};

struct write_options {
    enum offset_unit offsets;
    bool pretty;
    bool explain;                       /* evidence, rules and losers with each mention and event */
    uint32_t types;                     /* bit set of 1u << enum mention_type: reported in "mentions" */
};

/* What is written is appended to memory of malloc: the length of an output is not bounded by the document's arena. */
struct output { char *ptr; size_t len, capacity; bool full; };      /* full: malloc had no more; nothing was added since */
void output_add(struct output *out, struct str text);
void output_printf(struct output *out, const char *format, ...) __attribute__((format(printf, 2, 3)));
void output_free(struct output *out);

/* One JSON object and a line end. */
void write_json(const struct analysis *a, const struct write_options *options, struct output *out);
/* The timeline as a table for a terminal `columns` wide. */
void write_text(const struct analysis *a, uint32_t columns, bool colour, struct output *out);
/* Why nothing, or something, was found at this code point: candidates there, their evidence, and what they lost to. */
void write_why(const struct analysis *a, uint32_t offset, struct output *out);
/* What merge_run made of many documents: as one JSON object and a line end, and as a table. */
void write_merged_json(const struct merge *m, bool pretty, struct output *out);
void write_merged_text(const struct merge *m, uint32_t columns, bool colour, struct output *out);

#endif
