/* The events: what happened, when, who took part, who says so, and where it is told. */
#include "write/parts.h"

static void put_date(struct json *j, const struct happening *h)
{
    struct emit *e = &j->emit;
    if (!h->value.len)
        return;
    emit_short_object(e, STR("date"));
    emit_text(e, STR("value"), h->value);
    emit_text_if(e, STR("begin"), h->begin);
    emit_text_if(e, STR("until"), h->until);
    emit_text(e, STR("basis"), date_basis_text(h->date_basis));
    if (h->date_mention < j->analysis->mentions.list.count)
        emit_id(e, STR("mention"), 'm', j->listing.of_mention[h->date_mention]);
    emit_end_object(e);
}

/* "entity" and "mention" of a reference. */
static void put_reference(struct json *j, uint32_t reference)
{
    const struct links *links = &j->analysis->links;
    uint32_t entity = links->references.at[reference].entity;
    if (entity < links->entities.count && j->listing.of_entity[entity])
        emit_id(&j->emit, STR("entity"), 'e', j->listing.of_entity[entity]);
    emit_id(&j->emit, STR("mention"), 'm', j->listing.of_reference[reference]);
}

static void put_source(struct json *j, uint32_t source)
{
    if (source >= j->analysis->links.references.count)
        return;
    emit_short_object(&j->emit, STR("source"));
    put_reference(j, source);
    emit_end_object(&j->emit);
}

static void put_arguments(struct json *j, const struct happening *h)
{
    emit_array(&j->emit, STR("arguments"));
    for (uint32_t i = 0; i < h->arguments.count; i++) {
        const struct argument *argument = &h->arguments.at[i];
        bool refers = argument->reference < j->analysis->links.references.count;
        if (!refers && argument->mention >= j->analysis->mentions.list.count)
            continue;
        emit_short_object(&j->emit, KEYLESS);
        emit_text(&j->emit, STR("role"), role_text(j->analysis->model, argument->role));
        if (refers)
            put_reference(j, argument->reference);
        else
            emit_id(&j->emit, STR("mention"), 'm', j->listing.of_mention[argument->mention]);
        emit_end_object(&j->emit);
    }
    emit_end_array(&j->emit);
}

/* The value of the date of one telling, empty where it has none. */
static struct str telling_date(const struct analysis *a, uint32_t event)
{
    uint32_t date = event < a->events.list.count ? a->events.list.at[event].date : NONE;
    return date < a->mentions.list.count && a->values.of ? a->values.of[date].date : STR("");
}

/* The steps of an affair, and which of them is the last. */
static void put_history(struct json *j, const struct happening *h)
{
    if (!h->history.count)
        return;
    emit_array(&j->emit, STR("history"));
    for (uint32_t i = 0; i < h->history.count; i++) {
        const struct stage *stage = &h->history.at[i];
        emit_short_object(&j->emit, KEYLESS);
        emit_text(&j->emit, STR("status"), stage->status);
        emit_text_if(&j->emit, STR("date"), telling_date(j->analysis, stage->event));
        put_source(j, stage->source);
        emit_end_object(&j->emit);
    }
    emit_end_array(&j->emit);
    emit_text(&j->emit, STR("status"), h->history.at[h->history.count - 1].status);
}

static void put_telling(struct json *j, const struct event *event)
{
    struct emit *e = &j->emit;
    emit_short_object(e, KEYLESS);
    emit_object(e, STR("trigger"));
    json_span(j, event->trigger, true);
    emit_end_object(e);
    emit_object(e, STR("sentence"));
    json_span(j, j->analysis->document->sentences.at[event->sentence].span, false);
    emit_end_object(e);
    emit_text_if(e, STR("rule"), rule_text(j->analysis->model, event->rule));
    emit_end_object(e);
}

static void put_told(struct json *j, const struct happening *h)
{
    emit_array(&j->emit, STR("told"));
    for (uint32_t i = 0; i < h->told.count; i++)
        put_telling(j, &j->analysis->events.list.at[h->told.at[i]]);
    emit_end_array(&j->emit);
}

static void put_event(struct json *j, uint32_t index)
{
    const struct model *m = j->analysis->model;
    const struct happening *h = &j->analysis->timeline.happenings.at[index];
    struct emit *e = &j->emit;
    emit_object(e, KEYLESS);
    emit_id(e, STR("id"), 'v', index + 1);
    emit_text(e, STR("type"), h->type < m->event_count ? model_str(m, m->events[h->type].name) : STR(""));
    emit_text(e, STR("summary"), h->summary);
    put_date(j, h);
    put_arguments(j, h);
    emit_text(e, STR("polarity"), polarity_text(h->polarity));
    emit_text(e, STR("modality"), modality_text(h->modality));
    put_source(j, h->source);
    put_history(j, h);
    put_told(j, h);
    emit_hundredths(e, STR("confidence"), (double)h->confidence);
    if (j->options->explain)
        json_why_event(j, h);
    emit_end_object(e);
}

void json_events(struct json *j)
{
    emit_array(&j->emit, STR("events"));
    for (uint32_t i = 0; i < j->analysis->timeline.happenings.count; i++)
        put_event(j, i);
    emit_end_array(&j->emit);
}
