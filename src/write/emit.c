/* A writer of JSON that goes along; see emit.h. */
#include "write/emit.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>

#include "base/utf8.h"

/* ---- layout ------------------------------------------------------------------------------------------------------ */

static void put_break(struct emit *e)
{
    enum { INDENT = 2 };
    if (e->pretty && !e->line[e->depth])
        output_printf(e->out, "\n%*s", (int)(e->depth * INDENT), "");
}

static void put_string(struct output *out, struct str text);

/* The comma after the value before, the line end, and the key. */
static void begin_value(struct emit *e, struct str key)
{
    bool spaced = e->pretty && e->line[e->depth];
    if (e->depth && e->filled[e->depth])
        output_add(e->out, spaced ? STR(", ") : STR(","));
    if (e->depth)
        put_break(e);
    e->filled[e->depth] = true;
    if (!key.ptr)
        return;
    put_string(e->out, key);
    output_add(e->out, e->pretty ? STR(": ") : STR(":"));
}

static void open_value(struct emit *e, struct str key, struct str bracket, bool line)
{
    begin_value(e, key);
    output_add(e->out, bracket);
    assert(e->depth + 1 < EMIT_MAX_DEPTH);
    bool inherited = e->line[e->depth];
    e->depth++;
    e->filled[e->depth] = false;
    e->line[e->depth] = line || inherited;
}

static void close_value(struct emit *e, struct str bracket)
{
    bool filled = e->filled[e->depth], line = e->line[e->depth];
    e->depth--;
    if (filled && !line)
        put_break(e);
    output_add(e->out, bracket);
}

void emit_object(struct emit *e, struct str key) { open_value(e, key, STR("{"), false); }
void emit_array(struct emit *e, struct str key) { open_value(e, key, STR("["), false); }
void emit_short_object(struct emit *e, struct str key) { open_value(e, key, STR("{"), true); }
void emit_short_array(struct emit *e, struct str key) { open_value(e, key, STR("["), true); }
void emit_end_object(struct emit *e) { close_value(e, STR("}")); }
void emit_end_array(struct emit *e) { close_value(e, STR("]")); }

/* ---- values ------------------------------------------------------------------------------------------------------ */

/* The short escape of a control character, or 0. */
static char short_escape(uint32_t c)
{
    static const char escapes[][2] = { { '"', '"' }, { '\\', '\\' }, { '\n', 'n' }, { '\r', 'r' }, { '\t', 't' },
                                       { '\b', 'b' }, { '\f', 'f' } };
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if ((unsigned char)escapes[i][0] == c)
            return escapes[i][1];
    return 0;
}

/* U+2028 and U+2029 end a line in JavaScript, which older readers took amiss inside a string. */
static bool needs_escape(uint32_t c, bool bad)
{
    return bad || c < 0x20 || c == '"' || c == '\\' || c == 0x7F || c == 0x2028 || c == 0x2029;
}

static void put_escaped(struct output *out, uint32_t c, bool bad)
{
    char escape = short_escape(c);
    if (bad)
        output_add(out, STR("\xEF\xBF\xBD"));
    else if (escape)
        output_printf(out, "\\%c", escape);
    else
        output_printf(out, "\\u%04x", c);
}

static void put_string(struct output *out, struct str text)
{
    output_add(out, STR("\""));
    uint32_t plain = 0;                 /* bytes seen that stand for themselves, not yet written */
    while (plain < text.len) {
        uint32_t c;
        bool bad = false;
        uint32_t taken = utf8_read(str_skip(text, plain), &c, &bad);
        if (!needs_escape(c, bad)) {
            plain += taken;
            continue;
        }
        output_add(out, str_head(text, plain));
        put_escaped(out, c, bad);
        text = str_skip(text, plain + taken);
        plain = 0;
    }
    output_add(out, text);
    output_add(out, STR("\""));
}

void emit_text(struct emit *e, struct str key, struct str text)
{
    begin_value(e, key);
    put_string(e->out, text);
}

void emit_text_if(struct emit *e, struct str key, struct str text)
{
    if (text.len)
        emit_text(e, key, text);
}

void emit_count(struct emit *e, struct str key, uint32_t count)
{
    begin_value(e, key);
    output_printf(e->out, "%u", count);
}

void emit_id(struct emit *e, struct str key, char letter, uint32_t number)
{
    begin_value(e, key);
    output_printf(e->out, "\"%c%u\"", letter, number);
}

/* The digits of a coefficient without trailing zeros that the exponent can take instead. */
static void normalise(uint64_t *coefficient, int *exponent)
{
    while (*exponent < 0 && *coefficient % 10 == 0 && *coefficient) {
        *coefficient /= 10;
        ++*exponent;
    }
    if (!*coefficient)
        *exponent = 0;
}

/* Plain digits as long as these are no more than a reader can take in; an exponent, which JSON has too, beyond. */
void emit_decimal(struct emit *e, struct str key, struct decimal value)
{
    enum { MOST_ZEROS = 24 };
    begin_value(e, key);
    bool negative = value.coefficient < 0;
    uint64_t coefficient = negative ? 0 - (uint64_t)value.coefficient : (uint64_t)value.coefficient;
    int exponent = value.exponent;
    normalise(&coefficient, &exponent);
    char digits[24];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)coefficient);
    output_add(e->out, negative ? STR("-") : STR(""));
    if (exponent > MOST_ZEROS || exponent < -MOST_ZEROS)
        output_printf(e->out, "%se%d", digits, exponent);
    else if (exponent >= 0)
        output_printf(e->out, "%s%.*s", digits, exponent, "000000000000000000000000");
    else if (length > -exponent)
        output_printf(e->out, "%.*s.%s", length + exponent, digits, digits + length + exponent);
    else
        output_printf(e->out, "0.%.*s%s", -exponent - length, "000000000000000000000000", digits);
}

void emit_hundredths(struct emit *e, struct str key, double value)
{
    begin_value(e, key);
    if (!(fabs(value) < 1e9))           /* no number, or none that a sum of evidence can reach */
        value = 0;
    long hundredths = lround(fabs(value) * 100);
    output_printf(e->out, "%s%ld.%02ld", value < 0 && hundredths ? "-" : "", hundredths / 100, hundredths % 100);
}
