/* An analysis as one JSON object; DESIGN.md section 8 says what stands where. The order of keys is fixed here. */
#include <stdlib.h>

#include "write/parts.h"

/* ---- offsets ----------------------------------------------------------------------------------------------------- */

/* Folding keeps what lies beyond the BMP where it is, so that the folded text tells what takes two units. */
static uint32_t *utf16_offsets(const struct document *d)
{
    uint32_t *at = malloc(((size_t)d->length + 1) * sizeof *at);
    if (!at)
        return NULL;
    uint32_t units = 0;
    for (uint32_t i = 0; i < d->length; i++) {
        at[i] = units;
        units += d->norm[i] >= 0x10000 ? 2 : 1;
    }
    at[d->length] = units;
    return at;
}

static uint32_t offset_out(const struct json *j, uint32_t code_point)
{
    switch (j->options->offsets) {
    case OFFSET_BYTE: return j->analysis->document->byte_at[code_point];
    case OFFSET_UTF16: return j->utf16_at[code_point];
    default: return code_point;
    }
}

void json_span(struct json *j, struct span s, bool with_text)
{
    emit_count(&j->emit, STR("start"), offset_out(j, s.begin));
    emit_count(&j->emit, STR("end"), offset_out(j, s.end));
    if (with_text)
        emit_text(&j->emit, STR("text"), document_text(j->analysis->document, s));
}

/* ---- document, warnings ------------------------------------------------------------------------------------------ */

static struct str title_of(const struct document *d)
{
    if (d->given_title.len)
        return d->given_title;
    for (uint32_t i = 0; i < d->blocks.count; i++)
        if (d->blocks.at[i].kind == BLOCK_TITLE)
            return document_text(d, d->blocks.at[i].span);
    return STR("");
}

static void put_document(struct json *j)
{
    const struct analysis *a = j->analysis;
    const struct document *d = a->document;
    const struct document_date *date = &a->values.date;
    struct emit *e = &j->emit;
    emit_object(e, STR("document"));
    emit_text(e, STR("id"), d->id);
    if (d->language < a->model->language_count)
        emit_text(e, STR("language"), model_str(a->model, a->model->languages[d->language].code));
    emit_text_if(e, STR("title"), title_of(d));
    if (date->value.len) {
        emit_short_object(e, STR("date"));
        emit_text(e, STR("value"), date->value);
        emit_text_if(e, STR("basis"), date->basis);
        if (date->mention < a->mentions.list.count && j->listing.of_mention[date->mention])
            emit_id(e, STR("mention"), 'm', j->listing.of_mention[date->mention]);
        emit_end_object(e);
    }
    emit_end_object(e);
}

static void put_warnings(struct json *j)
{
    const struct document *d = j->analysis->document;
    emit_array(&j->emit, STR("warnings"));
    for (uint32_t i = 0; i < d->warnings.count; i++) {
        emit_short_object(&j->emit, KEYLESS);
        if (d->warnings.at[i].offset != NONE)
            emit_count(&j->emit, STR("offset"), offset_out(j, d->warnings.at[i].offset));
        emit_text(&j->emit, STR("message"), d->warnings.at[i].message);
        emit_end_object(&j->emit);
    }
    emit_end_array(&j->emit);
}

/* ---- entities ---------------------------------------------------------------------------------------------------- */

static bool has_attribute(const struct model *m, const struct entry *entry, struct str key)
{
    for (uint32_t i = 0; i < entry->attribute_count; i++)
        if (str_equal(model_str(m, m->attributes[entry->first_attribute + i].key), key))
            return true;
    return false;
}

static void put_attributes_of(struct json *j, const struct entry *entry, const struct entry *already)
{
    const struct model *m = j->analysis->model;
    for (uint32_t i = 0; i < entry->attribute_count; i++) {
        const struct attribute *attribute = &m->attributes[entry->first_attribute + i];
        if (!already || !has_attribute(m, already, model_str(m, attribute->key)))
            emit_text(&j->emit, model_str(m, attribute->key), model_str(m, attribute->value));
    }
}

/* Those of the entry, and what the first entry with the same id knows besides. */
static void put_attributes(struct json *j, const struct entry *entry)
{
    const struct model *m = j->analysis->model;
    const struct entry *same = entry->same < m->entry_count ? &m->entries[entry->same] : entry;
    if (!entry->attribute_count && !same->attribute_count)
        return;
    emit_short_object(&j->emit, STR("attributes"));
    put_attributes_of(j, entry, NULL);
    if (same != entry)
        put_attributes_of(j, same, entry);
    emit_end_object(&j->emit);
}

static void put_entry(struct json *j, const struct entry *entry)
{
    struct str id = model_str(j->analysis->model, entry->id);
    emit_text_if(&j->emit, is_wikidata(id) ? STR("wikidata") : STR("key"), id);
    put_attributes(j, entry);
}

static void put_entity(struct json *j, uint32_t index)
{
    const struct model *m = j->analysis->model;
    const struct entity *entity = &j->analysis->links.entities.at[index];
    struct emit *e = &j->emit;
    emit_object(e, KEYLESS);
    emit_id(e, STR("id"), 'e', j->listing.of_entity[index]);
    emit_text(e, STR("type"), type_name(entity->type));
    emit_text(e, STR("name"), entity->name);
    emit_short_array(e, STR("aliases"));
    for (uint32_t i = 0; i < entity->aliases.count; i++)
        emit_text(e, KEYLESS, entity->aliases.at[i]);
    emit_end_array(e);
    if (entity->entry < m->entry_count)
        put_entry(j, &m->entries[entity->entry]);
    emit_short_array(e, STR("mentions"));
    for (uint32_t i = 0; i < entity->references.count; i++)
        if (j->listing.of_reference[entity->references.at[i]])
            emit_id(e, KEYLESS, 'm', j->listing.of_reference[entity->references.at[i]]);
    emit_end_array(e);
    emit_end_object(e);
}

static void put_entities(struct json *j)
{
    emit_array(&j->emit, STR("entities"));
    for (uint32_t i = 0; i < j->analysis->links.entities.count; i++)
        if (j->listing.of_entity[i])
            put_entity(j, i);
    emit_end_array(&j->emit);
}

/* ---- timeline, relations ----------------------------------------------------------------------------------------- */

static void put_timeline(struct json *j)
{
    const struct timeline *t = &j->analysis->timeline;
    emit_array(&j->emit, STR("timeline"));
    for (uint32_t i = 0; i < t->happenings.count; i++) {
        emit_short_object(&j->emit, KEYLESS);
        emit_count(&j->emit, STR("order"), i + 1);
        emit_id(&j->emit, STR("event"), 'v', t->order[i] + 1);
        emit_text_if(&j->emit, STR("date"), t->happenings.at[t->order[i]].value);
        emit_end_object(&j->emit);
    }
    emit_end_array(&j->emit);
}

static void put_relation_basis(struct json *j, uint32_t rule)
{
    struct str id = rule_text(j->analysis->model, rule);
    struct output basis = { 0 };
    output_printf(&basis, "rule:%.*s", STR_ARG(id));
    emit_text(&j->emit, STR("basis"), id.len && basis.ptr ? (struct str){ basis.ptr, (uint32_t)basis.len } : STR("dates"));
    j->emit.out->full |= basis.full;
    output_free(&basis);
}

static void put_relations(struct json *j)
{
    const struct timeline *t = &j->analysis->timeline;
    emit_array(&j->emit, STR("relations"));
    for (uint32_t i = 0; i < t->relations.count; i++) {
        const struct relation *r = &t->relations.at[i];
        emit_short_object(&j->emit, KEYLESS);
        emit_text(&j->emit, STR("type"), relation_text(r->kind));
        emit_id(&j->emit, STR("from"), 'v', r->from + 1);
        emit_id(&j->emit, STR("to"), 'v', r->to + 1);
        put_relation_basis(j, r->rule);
        emit_end_object(&j->emit);
    }
    emit_end_array(&j->emit);
}

static void put_all(struct json *j)
{
    enum { VERSION = 1 };
    emit_object(&j->emit, KEYLESS);
    emit_count(&j->emit, STR("version"), VERSION);
    put_document(j);
    put_entities(j);
    json_mentions(j);
    json_events(j);
    put_timeline(j);
    put_relations(j);
    put_warnings(j);
    emit_end_object(&j->emit);
    output_add(j->emit.out, STR("\n"));
}

void write_json(const struct analysis *a, const struct write_options *options, struct output *out)
{
    struct json j = { .analysis = a, .options = options, .emit = { .out = out, .pretty = options->pretty } };
    if (options->offsets == OFFSET_UTF16)
        j.utf16_at = utf16_offsets(a->document);
    bool ready = (options->offsets != OFFSET_UTF16 || j.utf16_at) && listing_make(a, options->types, options->explain, &j.listing);
    if (ready)
        put_all(&j);
    else
        out->full = true;
    listing_free(&j.listing);
    free(j.utf16_at);
}
