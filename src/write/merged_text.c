/* A merge as a table for people: the documents, when and what happened, which of them tell it, and what they contradict each other about. */
#include "write/parts.h"
#include "write/table.h"

static void add_note(struct output *note, const char *label, struct str text)
{
    if (text.len)
        output_printf(note, "%s%s%.*s", note->len ? ", " : "", label, STR_ARG(text));
}

static struct str name_of(const struct merge *m, uint32_t mention)
{
    uint32_t entity = m->ground.entity_of[mention];
    return entity == NONE ? m->mentions.at[mention].text : m->entities.at[entity].name;
}

/* "price: 12亿元 (d1) or 13亿元 (d2)" */
static void add_contradiction(struct output *note, const struct merge *m, const struct contradiction *c)
{
    struct str about = c->role == NONE ? STR("date") : m->roles.at[c->role];
    output_printf(note, "%s%.*s:", note->len ? "; " : "", STR_ARG(about));
    for (uint32_t i = 0; i < c->accounts.count; i++) {
        const struct account *a = &m->accounts.at[c->accounts.at[i]];
        struct str value = c->mentions.at[i] == NONE ? a->value : m->mentions.at[c->mentions.at[i]].text;
        output_printf(note, "%s %.*s (d%u)", i ? " or" : "", STR_ARG(value), a->document + 1);
    }
}

/* What keeps it from being told as a plain fact, who tells it, and in which documents. */
static void note_of(const struct merge *m, const struct merged_event *e, struct output *note)
{
    add_note(note, "", e->modality);
    add_note(note, "", e->polarity);
    struct str status = e->history.count ? e->history.at[e->history.count - 1].status : STR("");
    bool plain = str_equal(status, modality_text(e->modality)) || str_equal(status, STR("done")) || str_equal(status, STR("announced"));
    add_note(note, "status: ", plain ? STR("") : status);
    add_note(note, "says ", e->source == NONE ? STR("") : name_of(m, e->source));
    for (uint32_t i = 0; i < e->contradictions.count; i++)
        add_contradiction(note, m, &e->contradictions.at[i]);
    output_add(note, note->len ? STR(" [") : STR("["));
    for (uint32_t i = 0; i < e->accounts.count; i++) {
        uint32_t document = m->accounts.at[e->accounts.at[i]].document;
        if (!i || m->accounts.at[e->accounts.at[i - 1]].document != document)
            output_printf(note, "%sd%u", i ? " " : "", document + 1);
    }
    output_add(note, STR("]"));
}

static struct str date_of(const struct merge *m, const struct merged_event *e)
{
    return e->dated == NONE ? STR("-") : m->accounts.at[e->dated].value;
}

static struct str type_of(const struct merge *m, const struct merged_event *e) { return m->types.at[m->accounts.at[e->best].type]; }

static void put_documents(const struct sheet *t, const struct merge *m)
{
    for (uint32_t i = 0; i < m->documents.count; i++) {
        const struct merged_document *d = &m->documents.at[i];
        struct output line = { 0 };
        output_printf(&line, "d%u  %.*s%s%.*s", i + 1, STR_ARG(d->date), d->date.len ? "  " : "", STR_ARG(d->title.len ? d->title : d->id));
        sheet_wrapped(t, BOLD, (struct str){ line.ptr, (uint32_t)line.len }, 4, t->columns);
        output_free(&line);
    }
    struct output line = { 0 };
    output_printf(&line, "%u document%s, %u event%s", m->documents.count, m->documents.count == 1 ? "" : "s", m->events.count,
                  m->events.count == 1 ? "" : "s");
    sheet_wrapped(t, DIM, (struct str){ line.ptr, (uint32_t)line.len }, 0, t->columns);
    output_free(&line);
}

static void put_timeline(struct sheet *t, const struct merge *m)
{
    if (!m->events.count)
        return;
    sheet_begin(t, m->events.count);
    for (uint32_t i = 0; i < m->events.count; i++)
        sheet_measure(t, date_of(m, &m->events.at[i]), type_of(m, &m->events.at[i]));
    sheet_head(t);
    for (uint32_t i = 0; i < m->events.count; i++) {
        const struct merged_event *e = &m->events.at[m->order[i]];
        struct output note = { 0 };
        note_of(m, e, &note);
        sheet_event(t, i + 1, date_of(m, e), type_of(m, e), m->accounts.at[e->best].summary, (struct str){ note.ptr, (uint32_t)note.len });
        output_free(&note);
    }
}

static void put_entities(const struct sheet *t, const struct merge *m)
{
    uint32_t width = 0;
    for (uint32_t i = 0; i < m->entities.count; i++)
        width = widest(width, type_name(m->entities.at[i].type).len);
    if (m->entities.count)
        output_add(t->out, STR("\n"));
    for (uint8_t type = TYPE_NONE; type < TYPE_COUNT; type++)
        for (uint32_t i = 0; i < m->entities.count; i++) {
            const struct merged_entity *e = &m->entities.at[i];
            if (e->type == type)
                sheet_entity(t, type_name(type), width, e->name, e->aliases.at, e->aliases.count);
        }
}

void write_merged_text(const struct merge *m, uint32_t columns, bool colour, struct output *out)
{
    struct sheet t = { .out = out, .colour = colour, .columns = columns ? columns : DEFAULT_COLUMNS };
    put_documents(&t, m);
    put_timeline(&t, m);
    put_entities(&t, m);
}
