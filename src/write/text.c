/* The timeline as a table for people: when, what kind of event, what happened; below it, who and what is named. */
#include "write/parts.h"
#include "write/table.h"

/* Everything that one table needs. */
struct table_writer { const struct analysis *analysis; struct sheet sheet; };

/* ---- what stands in the cells ------------------------------------------------------------------------------------ */

/* What stands for no day of the calendar (PAST_REF) is shown in the words of the text: 近日. */
static struct str date_of(const struct analysis *a, const struct happening *h)
{
    if (h->value.len && !h->begin.len && h->date_mention != NONE)
        return document_text(a->document, a->mentions.list.at[h->date_mention].span);
    return h->value.len ? h->value : STR("-");
}

static struct str type_of(const struct analysis *a, const struct happening *h)
{
    return h->type < a->model->event_count ? model_str(a->model, a->model->events[h->type].name) : STR("");
}

/* The sentence that tells it, where no summary could be made. */
static struct str summary_of(const struct analysis *a, const struct happening *h)
{
    if (h->summary.len || !h->told.count)
        return h->summary;
    const struct event *event = &a->events.list.at[h->fullest];
    return document_text(a->document, a->document->sentences.at[event->sentence].span);
}

static struct str name_of_reference(const struct analysis *a, uint32_t reference)
{
    const struct reference *r = &a->links.references.at[reference];
    return r->entity < a->links.entities.count ? a->links.entities.at[r->entity].name : document_text(a->document, r->span);
}

static void add_note(struct output *note, const char *label, struct str text)
{
    if (text.len)
        output_printf(note, "%s%s%.*s", note->len ? ", " : "", label, STR_ARG(text));
}

/* What keeps it from being told as a plain fact, and who tells it: "planned, says OpenAI". */
static void note_of(const struct analysis *a, const struct happening *h, struct output *note)
{
    struct str modality = modality_text(h->modality), polarity = polarity_text(h->polarity);
    add_note(note, "", str_equal(modality, STR("actual")) ? STR("") : modality);
    add_note(note, "", str_equal(polarity, STR("positive")) ? STR("") : polarity);
    struct str status = h->history.count ? h->history.at[h->history.count - 1].status : STR("");
    bool plain = str_equal(status, modality) || str_equal(status, STR("done")) || str_equal(status, STR("announced"));
    add_note(note, "status: ", plain ? STR("") : status);
    if (h->source < a->links.references.count)
        add_note(note, "says ", name_of_reference(a, h->source));
}

/* ---- parts ------------------------------------------------------------------------------------------------------- */

static struct str title_of(const struct document *d)
{
    for (uint32_t i = 0; i < d->blocks.count && !d->given_title.len; i++)
        if (d->blocks.at[i].kind == BLOCK_TITLE)
            return document_text(d, d->blocks.at[i].span);
    return d->given_title.len ? d->given_title : d->id;
}

static void put_header(const struct table_writer *t)
{
    const struct analysis *a = t->analysis;
    sheet_wrapped(&t->sheet, BOLD, title_of(a->document), 0, t->sheet.columns);
    const struct document_date *date = &a->values.date;
    struct output line = { 0 };
    if (date->value.len)
        output_printf(&line, "%.*s (%.*s), ", STR_ARG(date->value), STR_ARG(date->basis));
    output_printf(&line, "%u characters, %u event%s", a->document->length, a->timeline.happenings.count,
                  a->timeline.happenings.count == 1 ? "" : "s");
    sheet_wrapped(&t->sheet, DIM, (struct str){ line.ptr, (uint32_t)line.len }, 0, t->sheet.columns);
    output_free(&line);
}

static void put_happening(const struct table_writer *t, uint32_t order, const struct happening *h)
{
    struct output note = { 0 };
    note_of(t->analysis, h, &note);
    sheet_event(&t->sheet, order, date_of(t->analysis, h), type_of(t->analysis, h), summary_of(t->analysis, h),
                (struct str){ note.ptr, (uint32_t)note.len });
    output_free(&note);
}

static void put_timeline(struct table_writer *t)
{
    const struct timeline *timeline = &t->analysis->timeline;
    if (!timeline->happenings.count)
        return;
    sheet_begin(&t->sheet, timeline->happenings.count);
    for (uint32_t i = 0; i < timeline->happenings.count; i++)
        sheet_measure(&t->sheet, date_of(t->analysis, &timeline->happenings.at[i]), type_of(t->analysis, &timeline->happenings.at[i]));
    sheet_head(&t->sheet);
    for (uint32_t i = 0; i < timeline->happenings.count; i++)
        put_happening(t, i + 1, &timeline->happenings.at[timeline->order[i]]);
}

/* By type, in each the order of the text. */
static void put_entities(const struct table_writer *t)
{
    const struct links *links = &t->analysis->links;
    uint32_t width = 0;
    for (uint32_t i = 0; i < links->entities.count; i++)
        width = widest(width, type_name(links->entities.at[i].type).len);
    if (!links->entities.count)
        return;
    output_add(t->sheet.out, STR("\n"));
    for (uint8_t type = TYPE_NONE; type < TYPE_COUNT; type++)
        for (uint32_t i = 0; i < links->entities.count; i++) {
            const struct entity *e = &links->entities.at[i];
            if (e->type == type)
                sheet_entity(&t->sheet, type_name(type), width, e->name, e->aliases.at, e->aliases.count);
        }
}

static void put_warnings(const struct table_writer *t)
{
    const struct document *d = t->analysis->document;
    for (uint32_t i = 0; i < d->warnings.count; i++) {
        output_add(t->sheet.out, i ? STR("") : STR("\n"));
        sheet_styled(&t->sheet, DIM, STR("warning: "), 0);
        sheet_wrapped(&t->sheet, DIM, d->warnings.at[i].message, 0, t->sheet.columns);
    }
}

void write_text(const struct analysis *a, uint32_t columns, bool colour, struct output *out)
{
    struct table_writer t = { a, { .out = out, .colour = colour, .columns = columns ? columns : DEFAULT_COLUMNS } };
    put_header(&t);
    put_timeline(&t);
    put_entities(&t);
    put_warnings(&t);
}
