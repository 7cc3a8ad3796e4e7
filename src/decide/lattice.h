/* The lattice of one sentence: what the best path needs to know. Used only in src/decide. */
#ifndef DECIDE_LATTICE_H
#define DECIDE_LATTICE_H

#include "decide/features.h"
#include "decide/mention.h"

/**
 * The best path through one sentence.
 * candidates   of the sentence; their scores hold all the evidence
 * chosen       [count] set to true for those on the path
 */
bool lattice_best(const struct model *m, const struct document *d, const struct scan *s, uint32_t sentence,
                  const struct candidate *candidates, uint32_t count, struct arena scratch, bool *chosen);

/*
 * Adds the evidence of the ordinary reading: where it costs more than common words do, a name is likely; where it is
 * made of common words, it is not. For candidates that rules found in scripts without blanks.
 */
bool lattice_argue(const struct model *m, const struct document *d, const struct scan *s, uint32_t sentence,
                   struct candidate *candidates, uint32_t count, struct arena scratch);

/* Adds candidates that are put together from listed names, beginning at considered[first], behind them. */
bool compose_names(const struct model *m, const struct document *d, const struct scan *s, uint32_t sentence, uint32_t first,
                   struct arena *arena, struct mentions *out);

/* Adds the words with a capital that no list and no rule knows, beginning at considered[first], behind them. */
bool open_names(const struct feature_view *view, uint32_t first, struct arena *arena, struct mentions *out);

/* Adds the evidence of the words around: contexts, titles, ordinary words, capitals, what was learnt of features. */
bool evidence_gather(const struct feature_view *view, const struct scan *s, uint32_t sentence, struct candidate *candidates,
                     uint32_t count, struct arena scratch);

/* The capitals that the words of a certain name begin with, as a hash; the first mention of such a name is found. */
struct initials { uint32_t hash, mention; };
struct initials_list { VEC(struct initials) all; };
bool initials_note(struct initials_list *list, const struct document *d, struct span name, uint32_t mention, struct arena *arena);
void initials_sort(struct initials_list *list);         /* once all are noted */
/* The letters that stand at an offset as a word of their own, *text, where a noted name has them for its initials; or NULL. */
const struct initials *initials_at(const struct initials_list *list, const struct model *m, const struct document *d,
                                   struct span sentence, uint32_t at, struct span *text);

/*
 * What the certain mentions of a first pass say of the rest: short forms of their names become candidates, weak names
 * get the support of full ones, and a name that was certain once counts more elsewhere. Fills `considered` anew.
 */
bool support_spread(const struct model *m, const struct document *d, const struct mentions *first, struct arena *arena,
                    struct mentions *out);

#endif
