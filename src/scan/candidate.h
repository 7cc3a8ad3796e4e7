/*
 * Scan: one pass of the automaton over each sentence, then the rules whose literals were seen → candidates.
 * Candidates overlap and lie; which are true is for decide/.
 */
#ifndef SCAN_CANDIDATE_H
#define SCAN_CANDIDATE_H

#include "model/match.h"
#include "model/model.h"
#include "model/weights.h"
#include "read/document.h"

/* What a named group matched. `value`: what its table says it means; empty where it has none. */
struct group { uint16_t name; struct span span; struct str value; };

/* A reason for or against, as log-odds. `group` tells which part of a name a class's weight speaks of. */
struct evidence { uint8_t name; uint8_t group; float weight; };

enum { MAX_EVIDENCE = 12 };

struct candidate {
    struct span span;                   /* as it would be reported */
    struct span whole;                  /* all that the rule matched */
    uint8_t type, form, evidence_count, group_count;
    bool weak;                          /* counts only with support from elsewhere */
    uint32_t rule;                      /* or NONE */
    uint32_t alias;                     /* of the gazetteers, or NONE */
    struct span antecedent;             /* where the full name stands that this is a short form of; empty: none */
    struct group *groups;
    struct evidence evidence[MAX_EVIDENCE];
    float score;                        /* sum of the evidence */
};

/* A literal that was seen. */
struct hit { struct span span; uint32_t literal; };

struct scan {
    VEC(struct candidate) candidates;   /* by sentence, then by begin and end */
    VEC(struct hit) hits;               /* by sentence, in the order of their ends: words, names, members of classes */
    VEC(uint32_t) tape_rules;           /* by sentence: rules on the tape of which a literal was seen, each once, ascending */
    uint32_t *first_candidate, *first_hit, *first_tape_rule;        /* [sentences + 1] each */
};

/* The group of this name, or NULL. */
const struct group *group_of(const struct group *groups, uint32_t count, uint16_t name);

bool scan_run(const struct model *m, struct matcher *matcher, const struct document *d, struct arena *arena,
              struct scan *out, struct error *err);

/*
 * How long a name is, in characters that say as much as a Han character does: two letters count as one. Beyond a dozen
 * nothing is gained.
 */
uint32_t name_length(const struct document *d, struct span span);

/* For qsort: by begin, end, rule and entry, so that the order never hangs on chance. */
int candidate_compare(const void *left, const void *right);

/* Adds a reason; what does not fit is added to the last. */
void candidate_argue(struct candidate *c, enum evidence_name name, uint16_t group, float weight);

#endif
