/* Text for a terminal; see table.h. */
#include "write/table.h"

#include <stdio.h>

#include <utf8proc.h>

#include "base/utf8.h"

static uint32_t width_of(uint32_t c)
{
    if (c < 0x20 || c == 0x7F)
        return 1;               /* shown as a blank */
    int width = utf8proc_charwidth((utf8proc_int32_t)c);
    return width > 0 ? (uint32_t)width : 0;
}

uint32_t text_columns(struct str text)
{
    uint32_t columns = 0;
    while (text.len) {
        uint32_t c;
        bool bad = false;
        text = str_skip(text, utf8_read(text, &c, &bad));
        columns += width_of(c);
    }
    return columns;
}

/* Whether a line must not begin with this: closing brackets and quotes, marks like 、。, that follow their word. */
static bool clings(uint32_t c)
{
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
        return true;
    default:
        return false;
    }
}

static bool is_blank(uint32_t c) { return c <= ' ' || c == 0x3000; }

/* Whether a line may end between these two. */
static bool may_break(uint32_t before, uint32_t after)
{
    if (is_blank(before) || is_blank(after))
        return !is_blank(before);       /* before a blank: what ends the line is no blank */
    return (width_of(before) == 2 || width_of(after) == 2) && !clings(after)
        && utf8proc_category((utf8proc_int32_t)before) != UTF8PROC_CATEGORY_PS;
}

static struct str trim_front(struct str text)
{
    while (text.len) {
        uint32_t c;
        bool bad = false;
        uint32_t taken = utf8_read(text, &c, &bad);
        if (!is_blank(c))
            break;
        text = str_skip(text, taken);
    }
    return text;
}

struct str text_wrap(struct str *rest, uint32_t columns)
{
    struct str text = trim_front(*rest);
    uint32_t at = 0, width = 0, best = 0, before = 0;
    while (at < text.len) {
        uint32_t c;
        bool bad = false;
        uint32_t taken = utf8_read(str_skip(text, at), &c, &bad);
        if (at && may_break(before, c))
            best = at;
        if (at && width + width_of(c) > columns)
            break;
        width += width_of(c);
        before = c;
        at += taken;
    }
    uint32_t end = at == text.len || !best ? at : best;
    *rest = trim_front(str_skip(text, end));
    return str_head(text, end);
}

void output_blanks(struct output *out, uint32_t columns) { output_printf(out, "%*s", (int)columns, ""); }

void output_cell(struct output *out, struct str text, uint32_t columns)
{
    uint32_t width = text_columns(text);
    while (text.len) {
        uint32_t c;
        bool bad = false;
        uint32_t taken = utf8_read(text, &c, &bad);
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
        output_add(out, control ? STR(" ") : bad ? STR("\xEF\xBF\xBD") : str_head(text, taken));
        text = str_skip(text, taken);
    }
    if (width < columns)
        output_blanks(out, columns - width);
}

/* ---- a timeline as a table ----------------------------------------------------------------------------------------- */

enum { GAP = 2, NARROWEST_SUMMARY = 24 };

static void put_style(const struct sheet *t, enum style style)
{
    static const struct str codes[] = { [PLAIN] = STR_INIT("\x1B[0m"), [BOLD] = STR_INIT("\x1B[1m"), [DIM] = STR_INIT("\x1B[2m") };
    if (t->colour)
        output_add(t->out, codes[style]);
}

void sheet_styled(const struct sheet *t, enum style style, struct str text, uint32_t width)
{
    put_style(t, style);
    output_cell(t->out, text, width);
    put_style(t, PLAIN);
}

void sheet_wrapped(const struct sheet *t, enum style style, struct str text, uint32_t indent, uint32_t columns)
{
    bool first = true;
    while (text.len) {
        struct str line = text_wrap(&text, columns);
        if (!first)
            output_blanks(t->out, indent);
        sheet_styled(t, style, line, 0);
        output_add(t->out, STR("\n"));
        first = false;
    }
    if (first)
        output_add(t->out, STR("\n"));
}

static uint32_t columns_behind(const struct sheet *t, uint32_t indent)
{
    return t->columns > indent + NARROWEST_SUMMARY ? t->columns - indent : NARROWEST_SUMMARY;
}

void sheet_begin(struct sheet *t, uint32_t events)
{
    char last[16];
    t->order_width = (uint32_t)snprintf(last, sizeof last, "%u", events);
    t->date_width = (uint32_t)strlen("date");
    t->type_width = (uint32_t)strlen("event");
}

void sheet_measure(struct sheet *t, struct str date, struct str type)
{
    t->date_width = widest(t->date_width, text_columns(date));
    t->type_width = widest(t->type_width, text_columns(type));
}

static void put_row(const struct sheet *t, enum style style, struct str order, struct str date, struct str type)
{
    sheet_styled(t, DIM, order, t->order_width + GAP);
    sheet_styled(t, style == DIM ? DIM : BOLD, date, t->date_width + GAP);
    sheet_styled(t, style, type, t->type_width + GAP);
}

void sheet_head(const struct sheet *t)
{
    output_add(t->out, STR("\n"));
    put_row(t, DIM, STR("#"), STR("date"), STR("event"));
    sheet_styled(t, DIM, STR("what happened"), 0);
    output_add(t->out, STR("\n"));
}

void sheet_event(const struct sheet *t, uint32_t order, struct str date, struct str type, struct str summary, struct str note)
{
    char number[16];
    uint32_t indent = t->order_width + t->date_width + t->type_width + 3 * GAP, columns = columns_behind(t, indent);
    snprintf(number, sizeof number, "%*u", (int)t->order_width, order);
    put_row(t, PLAIN, str_from(number), date, type);
    sheet_wrapped(t, PLAIN, summary, indent, columns);
    if (note.len) {
        output_blanks(t->out, indent);
        sheet_wrapped(t, DIM, note, indent, columns);
    }
}

void sheet_entity(const struct sheet *t, struct str type, uint32_t width, struct str name, const struct str *aliases, uint32_t count)
{
    struct output line = { 0 };
    output_add(&line, name);
    for (uint32_t i = 0; i < count; i++)
        output_printf(&line, "%s%.*s", i ? ", " : " (", STR_ARG(aliases[i]));
    output_add(&line, count ? STR(")") : STR(""));
    sheet_styled(t, DIM, type, width + GAP);
    sheet_wrapped(t, PLAIN, (struct str){ line.ptr, (uint32_t)line.len }, width + GAP, columns_behind(t, width + GAP));
    output_free(&line);
}
