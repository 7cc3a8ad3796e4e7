/* The parts of the JSON, one file a topic. Private to write/. */
#ifndef WRITE_PARTS_H
#define WRITE_PARTS_H

#include "write/emit.h"
#include "write/listing.h"

struct json {
    const struct analysis *analysis;
    const struct write_options *options;
    struct listing listing;
    uint32_t *utf16_at;             /* [length + 1], only where offsets count UTF-16 units */
    struct emit emit;
};

void json_mentions(struct json *j);
void json_events(struct json *j);
/* "start", "end" and, where asked for, "text". */
void json_span(struct json *j, struct span s, bool with_text);

/* ---- explain.c: why ---------------------------------------------------------------------------------------------- */
void json_why_mention(struct json *j, const struct mention *m);
void json_why_reference(struct json *j, const struct reference *r);
void json_why_event(struct json *j, const struct happening *h);

/* ---- names.c: the words of the output ---------------------------------------------------------------------------- */
struct str timex_text(enum timex_kind kind);
struct str form_text(enum mention_form form);
struct str date_basis_text(enum date_basis basis);
struct str relation_text(enum relation_kind kind);
struct str role_text(const struct model *m, uint16_t role);
/* The id of a rule, empty for NONE. */
struct str rule_text(const struct model *m, uint32_t rule);
/* The entry of a candidate, NULL where it has none. */
const struct entry *candidate_entry(const struct model *m, const struct candidate *c);
/* Whether the two are one reading of one stretch, by one rule or entry. */
bool candidate_is(const struct candidate *a, const struct candidate *b);
/* Whether the id is one of Wikidata: Q and digits. */
bool is_wikidata(struct str id);
/* An event's modality and polarity, in full where no cue spoke. */
struct str modality_text(struct str modality);
struct str polarity_text(struct str polarity);

#endif
