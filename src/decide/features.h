/*
 * Features of a candidate: what stands before and behind it, what kinds of words it is made of. Each is a text, as in
 * `before=said` or `shape=first.last`; how much one speaks for a type is a line of a weights file (model/weights.h). The weights
 * are learnt by tests/tune/; the features are these of Sarawagi and Cohen, Semi-Markov conditional random fields (2004).
 */
#ifndef DECIDE_FEATURES_H
#define DECIDE_FEATURES_H

#include "scan/candidate.h"

struct feature_token;

/* The tokens of one sentence, with what the lists say of each. */
struct feature_view {
    const struct model *m;
    const struct document *d;
    const struct feature_token *tokens;
    uint32_t count;
};

/* Looks up the tokens of all sentences: *out is [sentences], in the arena. False where that is full. */
bool features_view(const struct model *m, const struct document *d, const struct scan *s, struct arena *arena, struct feature_view **out);

/* Whether a token is a word with a capital, not all of them, that is no ordinary one. */
bool features_open_word(const struct feature_view *view, uint32_t token);
/* Whether only a blank stands between the token and the one before. */
bool features_adjoin(const struct feature_view *view, uint32_t token);
/* The text of tokens [first, end), without the 's of the last. */
struct span features_span(const struct feature_view *view, uint32_t first, uint32_t end);

/* Called for each feature; the text lives until the call returns. */
typedef void feature_fn(void *context, struct str feature);
/* Gives all features of a candidate, in the same order each time: a dozen, and one for each ordinary word inside; at most 120 bytes each. */
void features_of(const struct feature_view *view, const struct candidate *c, feature_fn *each, void *context);

#endif
