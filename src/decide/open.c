/*
 * Open names: words with a capital that stand in no list of ordinary words and have the form of no rule, in scripts that
 * have capitals. Each run of them may be a person, a place or a body; all speaks against it but what was learnt of the words beside.
 */
#include "decide/lattice.h"

enum { LONGEST_RUN = 4 };

static bool add(const struct model *m, struct arena *arena, struct mentions *out, uint32_t first, struct span span, uint8_t type)
{
    for (uint32_t i = first; i < out->considered.count; i++)
        if (span_equal(out->considered.at[i].span, span) && out->considered.at[i].type == type)
            return true;
    struct candidate *c = vec_push(arena, &out->considered);
    if (!c)
        return false;
    *c = (struct candidate){ .span = span, .whole = span, .type = type, .rule = NONE, .alias = NONE };
    candidate_argue(c, EVIDENCE_open, 0, m->weights[EVIDENCE_open]);
    return true;
}

bool open_names(const struct feature_view *view, uint32_t first, struct arena *arena, struct mentions *out)
{
    static const uint8_t types[] = { TYPE_PERSON, TYPE_ORGANIZATION, TYPE_PLACE };
    if (!view->m->feature_count)
        return true;
    for (uint32_t i = 0, end; i < view->count; i = end) {
        end = i;
        while (end < view->count && features_open_word(view, end) && (end == i || features_adjoin(view, end)))
            end++;
        for (uint32_t t = 0; end > i && end - i <= LONGEST_RUN && t < sizeof types; t++)
            if (!add(view->m, arena, out, first, features_span(view, i, end), types[t]))
                return false;
        end = end > i ? end : i + 1;
    }
    return true;
}
