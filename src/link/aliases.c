/* Rules that say that two names are one entity's: "以下简称", formerly known as. */
#include "link/parts.h"

static bool join_pair(struct linker *l, uint32_t rule, const struct tape *tape, struct span whole)
{
    (void)whole;
    uint32_t full = link_group_reference(l, rule, tape, GROUP_full), alias = link_group_reference(l, rule, tape, GROUP_alias);
    if (full == NONE || alias == NONE)
        return true;
    uint32_t a = l->references.at[full].mention, b = l->references.at[alias].mention;
    if (a != NONE && b != NONE && l->references.at[full].form == FORM_NAME && l->references.at[full].type == l->references.at[alias].type)
        link_join(l, a, b);
    return true;
}

/* 将其更名为乙: whom the pronoun stands for has that name too. What was resolved to either is one from here on. */
static bool join_renamed(struct linker *l, uint32_t rule, const struct tape *tape, struct span whole)
{
    (void)whole;
    uint32_t full = link_group_reference(l, rule, tape, GROUP_full), alias = link_group_reference(l, rule, tape, GROUP_alias);
    const struct reference *all = l->references.at;
    if (full != NONE && alias != NONE && all[full].form == FORM_PRONOUN && all[full].entity != NONE && all[alias].entity != NONE
        && all[full].type == all[alias].type && l->mentions->list.at[all[full].entity].type == all[alias].type)
        link_join(l, all[full].entity, all[alias].entity);
    return true;
}

bool link_renamed(struct linker *l)
{
    if (!link_each_match(l, RULE_ALIAS, true, join_renamed))
        return false;
    for (uint32_t i = 0; i < l->references.count; i++)
        if (l->references.at[i].entity != NONE)
            l->references.at[i].entity = link_root(l, l->references.at[i].entity);
    return true;
}

bool link_aliases(struct linker *l) { return link_each_match(l, RULE_ALIAS, true, join_pair); }
