/* The values of a document's mentions, in the order of the text: what was told before is what "the following year" follows. */
#include "value/timex.h"

static bool is_amount(uint8_t type)
{
    return type == TYPE_MONEY || type == TYPE_PERCENT || type == TYPE_QUANTITY || type == TYPE_NUMBER || type == TYPE_ORDINAL;
}

bool value_run(const struct model *m, const struct document *d, const struct mentions *mentions, struct arena *arena,
               struct values *out, struct error *err)
{
    struct value_context *c = arena_alloc(arena, sizeof *c, 1);
    struct value *values = arena_alloc(arena, sizeof *values, mentions->list.count + 1);
    if (!c || !values)
        return fail_full(err);
    *c = (struct value_context){ .model = m, .document = d, .mentions = mentions, .arena = arena };
    if (!document_date_find(c, &out->date))
        return fail_full(err);
    memset(c->told, 0, sizeof c->told);
    memset(c->narrated, 0, sizeof c->narrated);
    for (uint32_t i = 0; i < mentions->list.count; i++) {
        const struct mention *mention = &mentions->list.at[i];
        struct value value = { .valid = false };
        struct moments resolved;
        c->mention = i;
        if (mention->type == TYPE_DATE)
            value.valid = date_value(c, mention, &value, &resolved);
        else if (is_amount(mention->type))
            value.valid = amount_value(c, mention, &value);
        values[i] = value.valid ? value : (struct value){ .valid = false };
    }
    /* Texts that found no room are missing, and so is the rest of the document. */
    if (arena->next == arena->end)
        return fail_full(err);
    out->of = values;
    return true;
}

bool value_in_dateline(const struct values *v, const struct mentions *mentions, uint32_t sentence, struct span span)
{
    if (v->date.dateline == NONE)
        return false;
    const struct mention *date = &mentions->list.at[v->date.dateline];
    return date->sentence == sentence && span.end <= date->span.begin;
}
