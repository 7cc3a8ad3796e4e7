/* The timeline as a table for people: when, what kind of event, what happened; below it, who and what is named. */
#include <stdio.h>

#include "write/parts.h"
#include "write/table.h"

enum { GAP = 2, NARROWEST_SUMMARY = 24, DEFAULT_COLUMNS = 80 };

/* Everything that one table needs. */
struct table_writer {
    const struct analysis *analysis;
    struct output *out;
    bool colour;
    uint32_t columns, order_width, date_width, type_width;
};

enum style { PLAIN, BOLD, DIM };

static void put_style(const struct table_writer *t, enum style style)
{
    static const struct str codes[] = { [PLAIN] = STR_INIT("\x1B[0m"), [BOLD] = STR_INIT("\x1B[1m"), [DIM] = STR_INIT("\x1B[2m") };
    if (t->colour)
        output_add(t->out, codes[style]);
}

static void put_styled(const struct table_writer *t, enum style style, struct str text, uint32_t width)
{
    put_style(t, style);
    output_cell(t->out, text, width);
    put_style(t, PLAIN);
}

/* The text in lines of `columns`, the first at the place where we are, the others `indent` in. */
static void put_wrapped(const struct table_writer *t, enum style style, struct str text, uint32_t indent, uint32_t columns)
{
    bool first = true;
    while (text.len) {
        struct str line = text_wrap(&text, columns);
        if (!first)
            output_blanks(t->out, indent);
        put_styled(t, style, line, 0);
        output_add(t->out, STR("\n"));
        first = false;
    }
    if (first)
        output_add(t->out, STR("\n"));
}

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
    struct str modality = modality_text(h), polarity = polarity_text(h);
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
    put_wrapped(t, BOLD, title_of(a->document), 0, t->columns);
    const struct document_date *date = &a->values.date;
    struct output line = { 0 };
    if (date->value.len)
        output_printf(&line, "%.*s (%.*s), ", STR_ARG(date->value), STR_ARG(date->basis));
    output_printf(&line, "%u characters, %u event%s", a->document->length, a->timeline.happenings.count,
                  a->timeline.happenings.count == 1 ? "" : "s");
    put_wrapped(t, DIM, (struct str){ line.ptr, (uint32_t)line.len }, 0, t->columns);
    output_free(&line);
}

static uint32_t widest(uint32_t a, uint32_t b) { return a > b ? a : b; }

static void measure(struct table_writer *t)
{
    const struct timeline *timeline = &t->analysis->timeline;
    char last[16];
    t->order_width = (uint32_t)snprintf(last, sizeof last, "%u", timeline->happenings.count);
    t->date_width = (uint32_t)strlen("date");
    t->type_width = (uint32_t)strlen("event");
    for (uint32_t i = 0; i < timeline->happenings.count; i++) {
        t->date_width = widest(t->date_width, text_columns(date_of(t->analysis, &timeline->happenings.at[i])));
        t->type_width = widest(t->type_width, text_columns(type_of(t->analysis, &timeline->happenings.at[i])));
    }
}

static void put_row(const struct table_writer *t, enum style style, struct str order, struct str date, struct str type)
{
    put_styled(t, DIM, order, t->order_width + GAP);
    put_styled(t, style == DIM ? DIM : BOLD, date, t->date_width + GAP);
    put_styled(t, style, type, t->type_width + GAP);
}

static void put_happening(const struct table_writer *t, uint32_t order, const struct happening *h, uint32_t indent,
                          uint32_t columns)
{
    char number[16];
    snprintf(number, sizeof number, "%*u", (int)t->order_width, order);
    put_row(t, PLAIN, str_from(number), date_of(t->analysis, h), type_of(t->analysis, h));
    put_wrapped(t, PLAIN, summary_of(t->analysis, h), indent, columns);
    struct output note = { 0 };
    note_of(t->analysis, h, &note);
    if (note.len) {
        output_blanks(t->out, indent);
        put_wrapped(t, DIM, (struct str){ note.ptr, (uint32_t)note.len }, indent, columns);
    }
    output_free(&note);
}

static void put_timeline(struct table_writer *t)
{
    const struct timeline *timeline = &t->analysis->timeline;
    if (!timeline->happenings.count)
        return;
    measure(t);
    uint32_t indent = t->order_width + t->date_width + t->type_width + 3 * GAP;
    uint32_t columns = t->columns > indent + NARROWEST_SUMMARY ? t->columns - indent : NARROWEST_SUMMARY;
    output_add(t->out, STR("\n"));
    put_row(t, DIM, STR("#"), STR("date"), STR("event"));
    put_styled(t, DIM, STR("what happened"), 0);
    output_add(t->out, STR("\n"));
    for (uint32_t i = 0; i < timeline->happenings.count; i++)
        put_happening(t, i + 1, &timeline->happenings.at[timeline->order[i]], indent, columns);
}

/* "name (other name, other name)" */
static void put_entity(const struct table_writer *t, const struct entity *entity, uint32_t type_width)
{
    struct output line = { 0 };
    output_add(&line, entity->name);
    for (uint32_t i = 0; i < entity->aliases.count; i++)
        output_printf(&line, "%s%.*s", i ? ", " : " (", STR_ARG(entity->aliases.at[i]));
    output_add(&line, entity->aliases.count ? STR(")") : STR(""));
    uint32_t indent = type_width + GAP;
    put_styled(t, DIM, type_name(entity->type), indent);
    uint32_t columns = t->columns > indent + NARROWEST_SUMMARY ? t->columns - indent : NARROWEST_SUMMARY;
    put_wrapped(t, PLAIN, (struct str){ line.ptr, (uint32_t)line.len }, indent, columns);
    output_free(&line);
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
    output_add(t->out, STR("\n"));
    for (uint8_t type = TYPE_NONE; type < TYPE_COUNT; type++)
        for (uint32_t i = 0; i < links->entities.count; i++)
            if (links->entities.at[i].type == type)
                put_entity(t, &links->entities.at[i], width);
}

static void put_warnings(const struct table_writer *t)
{
    const struct document *d = t->analysis->document;
    for (uint32_t i = 0; i < d->warnings.count; i++) {
        output_add(t->out, i ? STR("") : STR("\n"));
        put_styled(t, DIM, STR("warning: "), 0);
        put_wrapped(t, DIM, d->warnings.at[i].message, 0, t->columns);
    }
}

void write_text(const struct analysis *a, uint32_t columns, bool colour, struct output *out)
{
    struct table_writer t = { .analysis = a, .out = out, .colour = colour, .columns = columns ? columns : DEFAULT_COLUMNS };
    put_header(&t);
    put_timeline(&t);
    put_entities(&t);
    put_warnings(&t);
}
