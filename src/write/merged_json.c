/*
 * A merge as one JSON object. Beside what all documents together say of an event stands, under "accounts", what each of them said,
 * with its spans: nothing is lost, and merge_add can read it again.
 */
#include "write/parts.h"

static void put_documents(struct emit *e, const struct merge *m)
{
    emit_array(e, STR("documents"));
    for (uint32_t i = 0; i < m->documents.count; i++) {
        const struct merged_document *d = &m->documents.at[i];
        emit_short_object(e, KEYLESS);
        emit_id(e, STR("id"), 'd', i + 1);
        emit_text(e, STR("name"), d->id);
        emit_text_if(e, STR("language"), d->language);
        emit_text_if(e, STR("title"), d->title);
        if (d->date.len) {
            emit_short_object(e, STR("date"));
            emit_text(e, STR("value"), d->date);
            emit_text_if(e, STR("basis"), d->date_basis);
            emit_end_object(e);
        }
        emit_end_object(e);
    }
    emit_end_array(e);
}

static void put_document_ids(struct emit *e, const uint32_t *documents, uint32_t count)
{
    emit_short_array(e, STR("documents"));
    for (uint32_t i = 0; i < count; i++)
        emit_id(e, KEYLESS, 'd', documents[i] + 1);
    emit_end_array(e);
}

static void put_entities(struct emit *e, const struct merge *m)
{
    emit_array(e, STR("entities"));
    for (uint32_t i = 0; i < m->entities.count; i++) {
        const struct merged_entity *entity = &m->entities.at[i];
        emit_short_object(e, KEYLESS);
        emit_id(e, STR("id"), 'e', i + 1);
        emit_text(e, STR("type"), type_name(entity->type));
        emit_text(e, STR("name"), entity->name);
        emit_short_array(e, STR("aliases"));
        for (uint32_t k = 0; k < entity->aliases.count; k++)
            emit_text(e, KEYLESS, entity->aliases.at[k]);
        emit_end_array(e);
        emit_text_if(e, entity->wikidata ? STR("wikidata") : STR("key"), entity->id);
        if (entity->attributes.count)
            emit_short_object(e, STR("attributes"));
        for (uint32_t k = 0; k < entity->attributes.count; k++)
            emit_text(e, entity->attributes.at[k].key, entity->attributes.at[k].value);
        if (entity->attributes.count)
            emit_end_object(e);
        put_document_ids(e, entity->documents.at, entity->documents.count);
        emit_end_object(e);
    }
    emit_end_array(e);
}

/* ---- what one document tells ---------------------------------------------------------------------------------------- */

static void put_entity_of(struct emit *e, const struct merge *m, uint32_t mention)
{
    uint32_t entity = m->ground.entity_of[mention];
    if (entity != NONE)
        emit_id(e, STR("entity"), 'e', entity + 1);
}

/* A mention, with its entity or its value. */
static void put_mention(struct emit *e, const struct merge *m, uint32_t mention)
{
    const struct merged_mention *at = &m->mentions.at[mention];
    put_entity_of(e, m, mention);
    emit_text(e, STR("type"), type_name(at->type));
    emit_count(e, STR("start"), at->start);
    emit_count(e, STR("end"), at->end);
    emit_text(e, STR("text"), at->text);
    emit_value(e, at->type, &m->values.at[mention]);
}

static void put_source(struct emit *e, const struct merge *m, uint32_t mention)
{
    if (mention == NONE)
        return;
    emit_short_object(e, STR("source"));
    put_mention(e, m, mention);
    emit_end_object(e);
}

static void put_date(struct emit *e, const struct account *a, bool with_document)
{
    if (!a->value.len)
        return;
    emit_short_object(e, STR("date"));
    emit_text(e, STR("value"), a->value);
    emit_text_if(e, STR("begin"), a->period.begin);
    emit_text_if(e, STR("until"), a->period.until);
    emit_text(e, STR("basis"), date_basis_text(a->date_basis));
    if (with_document)
        emit_id(e, STR("document"), 'd', a->document + 1);
    emit_end_object(e);
}

static void put_history(struct emit *e, const struct merge *m, const struct merged_stage *stages, uint32_t count, bool with_document)
{
    if (!count)
        return;
    emit_array(e, STR("history"));
    for (uint32_t i = 0; i < count; i++) {
        emit_short_object(e, KEYLESS);
        emit_text(e, STR("status"), stages[i].status);
        emit_text_if(e, STR("date"), stages[i].date);
        if (with_document)
            emit_id(e, STR("document"), 'd', stages[i].document + 1);
        put_source(e, m, stages[i].source);
        emit_end_object(e);
    }
    emit_end_array(e);
    emit_text(e, STR("status"), stages[count - 1].status);
}

static void put_told(struct emit *e, const struct account *a)
{
    emit_array(e, STR("told"));
    for (uint32_t i = 0; i < a->triggers.count; i++) {
        const struct merged_trigger *t = &a->triggers.at[i];
        emit_short_object(e, KEYLESS);
        emit_object(e, STR("trigger"));
        emit_count(e, STR("start"), t->start);
        emit_count(e, STR("end"), t->end);
        emit_text(e, STR("text"), t->text);
        emit_end_object(e);
        emit_object(e, STR("sentence"));
        emit_count(e, STR("start"), t->sentence_start);
        emit_count(e, STR("end"), t->sentence_end);
        emit_end_object(e);
        emit_text_if(e, STR("rule"), t->rule);
        emit_end_object(e);
    }
    emit_end_array(e);
}

static void put_account(struct emit *e, const struct merge *m, const struct account *a)
{
    emit_object(e, KEYLESS);
    emit_id(e, STR("document"), 'd', a->document + 1);
    emit_text(e, STR("summary"), a->summary);
    put_date(e, a, false);
    emit_array(e, STR("arguments"));
    for (uint32_t i = 0; i < a->arguments.count; i++) {
        const struct argument *argument = &a->arguments.at[i];
        emit_short_object(e, KEYLESS);
        emit_text(e, STR("role"), m->roles.at[argument->role]);
        put_mention(e, m, argument->mention != NONE ? argument->mention : argument->reference);
        emit_end_object(e);
    }
    emit_end_array(e);
    emit_text(e, STR("polarity"), polarity_text(a->polarity));
    emit_text(e, STR("modality"), modality_text(a->modality));
    put_source(e, m, a->source);
    put_history(e, m, a->history.at, a->history.count, false);
    put_told(e, a);
    emit_decimal(e, STR("confidence"), a->confidence);
    emit_end_object(e);
}

/* ---- what all of them tell -------------------------------------------------------------------------------------------- */

/* An entity by its id, anything else by its words and its value. */
static void put_argument(struct emit *e, const struct merge *m, const struct merged_argument *a)
{
    uint32_t mention = a->argument.mention != NONE ? a->argument.mention : a->argument.reference;
    emit_short_object(e, KEYLESS);
    emit_text(e, STR("role"), m->roles.at[a->argument.role]);
    if (m->ground.entity_of[mention] != NONE) {
        put_entity_of(e, m, mention);
    } else {
        emit_text(e, STR("type"), type_name(m->mentions.at[mention].type));
        emit_text(e, STR("text"), m->mentions.at[mention].text);
        emit_value(e, m->mentions.at[mention].type, &m->values.at[mention]);
    }
    put_document_ids(e, a->documents.at, a->documents.count);
    emit_end_object(e);
}

static void put_contradictions(struct emit *e, const struct merge *m, const struct merged_event *event)
{
    if (!event->contradictions.count)
        return;
    emit_array(e, STR("contradictions"));
    for (uint32_t i = 0; i < event->contradictions.count; i++) {
        const struct contradiction *c = &event->contradictions.at[i];
        emit_object(e, KEYLESS);
        emit_text(e, STR("about"), c->role == NONE ? STR("date") : m->roles.at[c->role]);
        emit_array(e, STR("told"));
        for (uint32_t k = 0; k < c->accounts.count; k++) {
            const struct account *a = &m->accounts.at[c->accounts.at[k]];
            uint32_t mention = c->mentions.at[k];
            emit_short_object(e, KEYLESS);
            emit_id(e, STR("document"), 'd', a->document + 1);
            if (mention == NONE)
                emit_text(e, STR("value"), a->value);
            else
                emit_value(e, m->mentions.at[mention].type, &m->values.at[mention]);
            emit_end_object(e);
        }
        emit_end_array(e);
        emit_end_object(e);
    }
    emit_end_array(e);
}

static void put_event(struct emit *e, const struct merge *m, uint32_t index)
{
    const struct merged_event *event = &m->events.at[index];
    const struct account *best = &m->accounts.at[event->best];
    emit_object(e, KEYLESS);
    emit_id(e, STR("id"), 'v', index + 1);
    emit_text(e, STR("type"), m->types.at[best->type]);
    emit_text(e, STR("summary"), best->summary);
    if (event->dated != NONE)
        put_date(e, &m->accounts.at[event->dated], true);
    emit_array(e, STR("arguments"));
    for (uint32_t i = 0; i < event->arguments.count; i++)
        put_argument(e, m, &event->arguments.at[i]);
    emit_end_array(e);
    emit_text(e, STR("polarity"), polarity_text(event->polarity));
    emit_text(e, STR("modality"), modality_text(event->modality));
    put_source(e, m, event->source);
    put_history(e, m, event->history.at, event->history.count, true);
    put_contradictions(e, m, event);
    emit_array(e, STR("accounts"));
    for (uint32_t i = 0; i < event->accounts.count; i++)
        put_account(e, m, &m->accounts.at[event->accounts.at[i]]);
    emit_end_array(e);
    emit_decimal(e, STR("confidence"), event->confidence);
    emit_end_object(e);
}

static void put_timeline(struct emit *e, const struct merge *m)
{
    emit_array(e, STR("timeline"));
    for (uint32_t i = 0; i < m->events.count; i++) {
        const struct merged_event *event = &m->events.at[m->order[i]];
        emit_short_object(e, KEYLESS);
        emit_count(e, STR("order"), i + 1);
        emit_id(e, STR("event"), 'v', m->order[i] + 1);
        if (event->dated != NONE)
            emit_text(e, STR("date"), m->accounts.at[event->dated].value);
        emit_end_object(e);
    }
    emit_end_array(e);
}

static void put_relations(struct emit *e, const struct merge *m)
{
    emit_array(e, STR("relations"));
    for (uint32_t i = 0; i < m->relations.count; i++) {
        const struct merged_relation *r = &m->relations.at[i];
        emit_short_object(e, KEYLESS);
        emit_text(e, STR("type"), relation_text(r->kind));
        emit_id(e, STR("from"), 'v', r->from + 1);
        emit_id(e, STR("to"), 'v', r->to + 1);
        emit_text(e, STR("basis"), r->basis);
        emit_id(e, STR("document"), 'd', r->document + 1);
        emit_end_object(e);
    }
    emit_end_array(e);
}

static void put_warnings(struct emit *e, const struct merge *m)
{
    emit_array(e, STR("warnings"));
    for (uint32_t i = 0; i < m->documents.count; i++)
        for (uint32_t k = 0; k < m->documents.at[i].warnings.count; k++) {
            const struct merged_warning *w = &m->documents.at[i].warnings.at[k];
            emit_short_object(e, KEYLESS);
            emit_id(e, STR("document"), 'd', i + 1);
            if (w->offset != NONE)
                emit_count(e, STR("offset"), w->offset);
            emit_text(e, STR("message"), w->message);
            emit_end_object(e);
        }
    emit_end_array(e);
}

void write_merged_json(const struct merge *m, bool pretty, struct output *out)
{
    enum { VERSION = 1 };
    struct emit e = { .out = out, .pretty = pretty };
    emit_object(&e, KEYLESS);
    emit_count(&e, STR("version"), VERSION);
    put_documents(&e, m);
    put_entities(&e, m);
    emit_array(&e, STR("events"));
    for (uint32_t i = 0; i < m->events.count; i++)
        put_event(&e, m, i);
    emit_end_array(&e);
    put_timeline(&e, m);
    put_relations(&e, m);
    put_warnings(&e, m);
    emit_end_object(&e);
    output_add(out, STR("\n"));
}
