/* Rules that say that two names are one entity's: "以下简称", formerly known as. */
#include "link/parts.h"

static bool join_pair(struct linker *l, uint32_t rule, const struct tape *tape, struct span whole)
{
    (void)whole;
    uint32_t full = link_group_reference(l, rule, tape, GROUP_full), alias = link_group_reference(l, rule, tape, GROUP_alias);
    if (full == NONE || alias == NONE)
        return true;
    uint32_t a = l->references.at[full].mention, b = l->references.at[alias].mention;
    if (a != NONE && b != NONE && l->references.at[full].type == l->references.at[alias].type)
        link_join(l, a, b);
    return true;
}

bool link_aliases(struct linker *l) { return link_each_match(l, RULE_ALIAS, true, join_pair); }
