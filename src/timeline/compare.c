#include "timeline/compare.h"

uint32_t argument_entity(const struct ground *g, const struct argument *a)
{
    return a->reference == NONE ? NONE : g->entity_of[a->reference];
}

bool argument_names_nobody(const struct ground *g, const struct argument *a)
{
    return a->mention == NONE && argument_entity(g, a) == NONE;
}

bool arguments_name_nobody(const struct ground *g, struct arguments list)
{
    for (uint32_t i = 0; i < list.count; i++)
        if (!argument_names_nobody(g, &list.at[i]))
            return false;
    return true;
}

bool amounts_equal(const struct value *a, const struct value *b)
{
    if (!a->has_number || !b->has_number)
        return !a->has_number && !b->has_number;
    return str_equal(a->unit, b->unit) && decimal_compare(a->number, b->number) == 0;
}

static bool says_the_same(const struct ground *g, const struct argument *a, const struct argument *b)
{
    if (a->mention != NONE && b->mention != NONE && amounts_equal(&g->value_of[a->mention], &g->value_of[b->mention]))
        return true;
    uint32_t entity = argument_entity(g, a);
    return entity != NONE && entity == argument_entity(g, b);
}

static bool speaks_of(const struct ground *g, struct arguments list, uint16_t role)
{
    for (uint32_t i = 0; i < list.count; i++)
        if (list.at[i].role == role && !argument_names_nobody(g, &list.at[i]))
            return true;
    return false;
}

enum agreement arguments_compare(const struct ground *g, struct arguments a, struct arguments b, uint16_t role)
{
    for (uint32_t i = 0; i < a.count; i++)
        for (uint32_t k = 0; a.at[i].role == role && k < b.count; k++)
            if (b.at[k].role == role && says_the_same(g, &a.at[i], &b.at[k]))
                return SHARED;
    return speaks_of(g, a, role) && speaks_of(g, b, role) ? CONTRADICTED : SILENT;
}

bool date_is_told(uint8_t basis) { return basis == DATE_CLAUSE || basis == DATE_SENTENCE; }

bool date_is_after(struct str a, struct str b)
{
    return a.len && b.len && !str_starts(a, b) && str_compare(a, b) > 0;
}

bool periods_touch(struct period a, struct period b) { return !date_is_after(a.begin, b.until) && !date_is_after(b.begin, a.until); }

bool is_fact(struct str modality, struct str polarity) { return !modality.len && !polarity.len; }

bool moods_agree(struct mood a, struct mood b)
{
    bool mine = is_fact(a.modality, a.polarity);
    if (mine == is_fact(b.modality, b.polarity))
        return true;
    struct mood open = mine ? b : a;
    return !open.polarity.len && (str_equal(open.modality, STR("planned")) || str_equal(open.modality, STR("asked")));
}

bool is_revision(struct str status) { return str_equal(status, STR("revised")); }
