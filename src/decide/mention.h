/*
 * Decide: candidates and words of a sentence are a lattice; the best path through it gives the mentions.
 * The algorithm is in lattice.c; what counts as evidence is in evidence.c, how much in rules/weights.tsv.
 */
#ifndef DECIDE_MENTION_H
#define DECIDE_MENTION_H

#include "scan/candidate.h"

/* One place in the text. The candidate that won, with its rule, groups and evidence. */
struct mention {
    struct span span;
    uint8_t type, form;
    uint32_t sentence;
    const struct candidate *from;
    uint32_t alias;                     /* of the gazetteers, of this span and type, even where a rule won; or NONE */
    float confidence;                   /* (0, 1): the logistic of its evidence */
};

struct feature_view;

struct mentions {
    VEC(struct mention) list;           /* by begin; no two overlap */
    uint32_t *first;                    /* [sentences + 1] */
    VEC(struct candidate) considered;   /* all that there was to choose from, with the whole evidence; by sentence */
    uint32_t *first_considered;         /* [sentences + 1] */
    const struct feature_view *views;   /* [sentences] of which features were counted (decide/features.h) */
};

bool decide_run(const struct model *m, const struct document *d, const struct scan *s, struct arena *arena,
                struct mentions *out, struct error *err);

#endif
