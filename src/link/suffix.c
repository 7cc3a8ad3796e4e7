/* A company's name without its suffix: the same for names of one document and of many. */
#include "link/entity.h"

uint32_t link_core_length(const struct model *m, struct units name)
{
    enum { LONGEST = 16 };
    uint32_t end = name.len;
    while (end > 0 && model_kind(m, name.at[end - 1]) == CHAR_PUNCT)
        end--;
    for (uint32_t length = LONGEST; length >= 2; length--) {
        if (length + 2 > end)
            continue;
        uint32_t core = end - length;
        bool border = model_kind(m, name.at[core]) == CHAR_HAN || model_kind(m, name.at[core - 1]) == CHAR_SPACE;
        if (!border || !model_in_class(m, STR("company_suffix"), (struct units){ name.at + core, length }, NULL))
            continue;
        while (core > 0 && (model_kind(m, name.at[core - 1]) == CHAR_SPACE || name.at[core - 1] == ','))
            core--;
        return core;
    }
    return name.len;
}
