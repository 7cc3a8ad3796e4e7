/* Text for a terminal; see table.h. */
#include "write/table.h"

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
