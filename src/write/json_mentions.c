/* The mentions: names with their entity, dates and amounts with their value, and the noun phrases and pronouns. */
#include "write/parts.h"

static void put_name(struct json *j, const struct listed *l)
{
    const struct analysis *a = j->analysis;
    const struct reference *r = l->reference != NONE ? &a->links.references.at[l->reference] : NULL;
    uint8_t form = l->mention != NONE ? a->mentions.list.at[l->mention].form : r->form;
    if (r && r->entity < a->links.entities.count && j->listing.of_entity[r->entity])
        emit_id(&j->emit, STR("entity"), 'e', j->listing.of_entity[r->entity]);
    emit_text(&j->emit, STR("form"), form_text(form));
}

static void put_date(struct emit *e, const struct value *v)
{
    emit_text_if(e, STR("timex"), timex_text(v->timex));
    emit_text_if(e, STR("value"), v->date);
    emit_text_if(e, STR("begin"), v->begin);
    emit_text_if(e, STR("until"), v->until);
    emit_text_if(e, STR("mod"), v->mod);
    emit_text_if(e, STR("basis"), v->basis);
}

static void put_amount(struct emit *e, enum mention_type type, const struct value *v)
{
    if (v->has_number)
        emit_decimal(e, STR("value"), v->number);
    if (v->has_range) {
        emit_decimal(e, STR("min"), v->min);
        emit_decimal(e, STR("max"), v->max);
    }
    emit_text_if(e, type == TYPE_MONEY ? STR("currency") : STR("unit"), v->unit);
    if (v->base_unit.len && v->has_range) {
        emit_decimal(e, STR("base_min"), v->base_min);
        emit_decimal(e, STR("base_max"), v->base_max);
    } else if (v->base_unit.len)
        emit_decimal(e, STR("base_value"), v->base_min);
    emit_text_if(e, STR("base_unit"), v->base_unit);
    emit_text_if(e, STR("per"), v->per);
    emit_text_if(e, STR("currency_basis"), v->currency_basis);
    emit_text_if(e, STR("about"), v->about);
    emit_text_if(e, STR("change"), v->change);
}

enum fields { FIELDS_NAME, FIELDS_DATE, FIELDS_AMOUNT };

static const enum fields fields_of_type[TYPE_COUNT] = {
    [TYPE_DATE] = FIELDS_DATE, [TYPE_MONEY] = FIELDS_AMOUNT, [TYPE_PERCENT] = FIELDS_AMOUNT,
    [TYPE_QUANTITY] = FIELDS_AMOUNT, [TYPE_NUMBER] = FIELDS_AMOUNT, [TYPE_ORDINAL] = FIELDS_AMOUNT,
};

void emit_value(struct emit *e, enum mention_type type, const struct value *v)
{
    if (fields_of_type[type] == FIELDS_DATE)
        put_date(e, v);
    else if (fields_of_type[type] == FIELDS_AMOUNT)
        put_amount(e, type, v);
}

static void put_fields(struct json *j, const struct listed *l)
{
    enum mention_type type = listed_type(j->analysis, l);
    if (fields_of_type[type] == FIELDS_NAME) {
        put_name(j, l);
        return;
    }
    const struct values *values = &j->analysis->values;
    if (l->mention != NONE && values->of && values->of[l->mention].valid)
        emit_value(&j->emit, type, &values->of[l->mention]);
}

/* What it was read by: the rule's id, or the entry's id, or, where the entry has none, its name. */
static void put_origin(struct json *j, const struct listed *l)
{
    const struct model *m = j->analysis->model;
    if (l->mention == NONE) {
        emit_text_if(&j->emit, STR("rule"), rule_text(m, j->analysis->links.references.at[l->reference].rule));
        return;
    }
    const struct candidate *c = j->analysis->mentions.list.at[l->mention].from;
    if (!c)
        return;
    emit_text_if(&j->emit, STR("rule"), rule_text(m, c->rule));
    const struct entry *entry = candidate_entry(m, c);
    if (entry)
        emit_text(&j->emit, STR("entry"), model_str(m, entry->id.len ? entry->id : entry->name));
}

static float confidence_of(const struct analysis *a, const struct listed *l)
{
    return l->mention != NONE ? a->mentions.list.at[l->mention].confidence
                              : a->links.references.at[l->reference].confidence;
}

static void put_why(struct json *j, const struct listed *l)
{
    if (l->mention != NONE)
        json_why_mention(j, &j->analysis->mentions.list.at[l->mention]);
    else
        json_why_reference(j, &j->analysis->links.references.at[l->reference]);
}

static void put_mention(struct json *j, uint32_t number)
{
    const struct listed *l = &j->listing.list[number - 1];
    struct emit *e = &j->emit;
    if (j->options->explain)
        emit_object(e, KEYLESS);
    else
        emit_short_object(e, KEYLESS);
    emit_id(e, STR("id"), 'm', number);
    emit_text(e, STR("type"), type_name(listed_type(j->analysis, l)));
    json_span(j, listed_span(j->analysis, l), true);
    put_fields(j, l);
    put_origin(j, l);
    emit_hundredths(e, STR("confidence"), (double)confidence_of(j->analysis, l));
    if (j->options->explain)
        put_why(j, l);
    emit_end_object(e);
}

void json_mentions(struct json *j)
{
    emit_array(&j->emit, STR("mentions"));
    for (uint32_t number = 1; number <= j->listing.count; number++)
        put_mention(j, number);
    emit_end_array(&j->emit);
}
