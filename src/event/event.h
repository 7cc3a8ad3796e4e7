/* Event: patterns over the tape → what happened, with roles, polarity, modality and source. */
#ifndef EVENT_EVENT_H
#define EVENT_EVENT_H

#include "link/entity.h"
#include "value/value.h"

enum filled_by { BY_PATTERN, BY_FALLBACK, BY_TOPIC };

/* Who or what takes part. One of reference and mention (an amount, a date) is NONE. */
struct argument { uint16_t role; uint8_t by; uint32_t reference, mention; };

enum date_basis { DATE_NONE, DATE_CLAUSE, DATE_SENTENCE, DATE_NARRATIVE, DATE_DOCUMENT };

/* One telling: one trigger in one sentence. Texts are values of cues, empty where no cue spoke. */
struct event {
    uint16_t type;
    uint32_t sentence, quote;           /* quote: the speech that it was told in, or NONE */
    struct span trigger, clause;
    uint32_t start;                     /* where the match of its pattern begins */
    uint32_t rule;
    VEC(struct argument) arguments;
    struct str modality, polarity, status, order;
    uint32_t modality_rule, polarity_rule, status_rule, order_rule;
    uint32_t source, source_rule;       /* the reference of who says so, or NONE */
    uint32_t told_on;                   /* the reference of the day on which it was said, or of what is said; or NONE */
    uint32_t date;                      /* the mention that dates it, or NONE (also where the document's date does) */
    uint8_t date_basis;
    bool telling;                       /* in running text, not in a headline, list or table */
    bool echo;                          /* says nothing of its own: it is one that was told already, or none */
    bool each;                          /* of as many participants as amounts, one to each: 分别, respectively */
    bool faint;                         /* read with noun phrases that stand for nobody who has a name */
    bool definite;                      /* "the attack": a cue says that it was told already */
    float confidence;
};

struct events { VEC(struct event) list; };      /* in the order of the text */

/* Adds to the references of `links` the noun phrases that take part and stand for no entity. */
bool event_run(const struct model *m, struct matcher *matcher, const struct document *d, const struct scan *scan,
               const struct mentions *mentions, const struct values *values, struct links *links,
               struct arena *arena, struct events *out, struct error *err);

#endif
