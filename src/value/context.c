/* What stands beside a mention: hedges, tenses, directions. All words come from tables of the rules. */
#include "value/timex.h"

enum { LONGEST_KEY = 24 };      /* code points of a key that is looked for before a mention */

/* What stands beside a mention is in the language of the sentence, also where the rule is another's: $3亿 in Chinese. */
uint8_t context_language(const struct value_context *c, const struct mention *mention)
{
    return c->document->sentences.at[mention->sentence].language;
}

const struct table *context_table(const struct value_context *c, const struct mention *mention, struct str name)
{
    return model_table(c->model, context_language(c, mention), name);
}

static bool is_blank(const struct value_context *c, uint32_t at)
{
    return c->document->kind[at] == CHAR_SPACE || c->document->norm[at] == '-';
}

static bool is_word_part(const struct value_context *c, uint32_t at)
{
    uint8_t kind = c->document->kind[at];
    return kind == CHAR_UPPER || kind == CHAR_LOWER || kind == CHAR_DIGIT;
}

/* Whether the key stands on its own: "by" is not the end of "baby". */
static bool key_stands(const struct value_context *c, struct span key, struct span sentence)
{
    bool begins = key.begin == sentence.begin || !is_word_part(c, key.begin) || !is_word_part(c, key.begin - 1);
    bool ends = key.end == sentence.end || !is_word_part(c, key.end) || !is_word_part(c, key.end - 1);
    return begins && ends;
}

static struct span sentence_span(const struct value_context *c, const struct mention *mention)
{
    return c->document->sentences.at[mention->sentence].span;
}

bool context_before(const struct value_context *c, const struct mention *mention, struct str table, struct str *out)
{
    const struct table *t = context_table(c, mention, table);
    struct span sentence = sentence_span(c, mention);
    uint32_t end = mention->span.begin;
    while (t && end > sentence.begin && is_blank(c, end - 1))
        end--;
    for (uint32_t length = LONGEST_KEY; t && length > 0; length--) {
        struct span key = { end - length, end };
        if (length > end - sentence.begin)
            continue;
        if (key_stands(c, key, sentence) && model_table_find(c->model, t, units_at(document_units(c->document), key), out))
            return true;
    }
    return false;
}

bool context_after(const struct value_context *c, const struct mention *mention, struct str table, struct str *out)
{
    const struct table *t = context_table(c, mention, table);
    struct span sentence = sentence_span(c, mention);
    uint32_t begin = mention->span.end;
    while (t && begin < sentence.end && is_blank(c, begin))
        begin++;
    if (!t || begin >= sentence.end)
        return false;
    uint32_t length = model_table_prefix(c->model, t, units_at(document_units(c->document), (struct span){ begin, sentence.end }), out);
    return length && key_stands(c, (struct span){ begin, begin + length }, sentence);
}

/* The marks that part clauses, in folded text. */
static bool parts_clauses(uint32_t c)
{
    return c == ',' || c == ';' || c == '\n' || c == 0x3002 /* 。 */ || c == '!' || c == '?';
}

/* Whether the mention is but the opening of a clause: "By Friday, it will …". */
static bool opens_clause(const struct value_context *c, const struct mention *mention, struct span sentence, uint32_t end)
{
    uint32_t at = sentence.begin;
    while (at < mention->span.begin && is_word_part(c, at))
        at++;
    while (at < mention->span.begin && c->document->kind[at] == CHAR_SPACE)
        at++;
    return mention->span.begin > sentence.begin && at == mention->span.begin && end == mention->span.end && end < sentence.end
        && c->document->norm[end] == ',';
}

bool context_near(const struct value_context *c, const struct mention *mention, struct str table, uint32_t reach,
                  struct str *out)
{
    const struct table *t = context_table(c, mention, table);
    struct span sentence = sentence_span(c, mention);
    uint32_t nearest = UINT32_MAX;
    uint32_t begin = mention->span.begin, end = mention->span.end;
    while (begin > sentence.begin && mention->span.begin - begin < reach && !parts_clauses(c->document->norm[begin - 1]))
        begin--;
    while (end < sentence.end && end - mention->span.end < reach && !parts_clauses(c->document->norm[end]))
        end++;
    if (opens_clause(c, mention, sentence, end))
        for (end++; end < sentence.end && end - mention->span.end < reach && !parts_clauses(c->document->norm[end]);)
            end++;
    for (uint32_t at = begin; t && at < end; at++) {
        struct str value;
        if (at >= mention->span.begin && at < mention->span.end)
            continue;
        uint32_t stop = at < mention->span.begin ? mention->span.begin : end;
        uint32_t length = model_table_prefix(c->model, t, units_at(document_units(c->document), (struct span){ at, stop }), &value);
        if (!length || !key_stands(c, (struct span){ at, at + length }, sentence))
            continue;
        uint32_t distance = at < mention->span.begin ? mention->span.begin - at - length : at - mention->span.end;
        if (distance < nearest) {
            nearest = distance;
            *out = value;
        }
    }
    return nearest != UINT32_MAX;
}

bool context_row(const struct value_context *c, const struct table *t, struct str key, struct str *out)
{
    enum { LONGEST_NAME = 40 };
    uint32_t units[LONGEST_NAME];
    for (uint32_t i = 0; i < key.len && i < LONGEST_NAME; i++)
        units[i] = (unsigned char)key.ptr[i];
    return key.len <= LONGEST_NAME && model_table_find(c->model, t, (struct units){ units, key.len }, out);
}

int32_t context_convention(const struct value_context *c, const struct mention *mention, struct str name, int32_t otherwise)
{
    const struct table *t = context_table(c, mention, STR("convention"));
    struct decimal value;
    struct str text;
    int64_t whole;
    if (!t || !context_row(c, t, name, &text) || !decimal_read(text, &value) || !decimal_is_integer(value, &whole)
        || whole < INT32_MIN || whole > INT32_MAX)
        return otherwise;
    return (int32_t)whole;
}
