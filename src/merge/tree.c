#include "merge/tree.h"

#include "base/utf8.h"

struct reader { struct str text; uint32_t at, depth; struct arena *arena; struct error *err; };

static bool refuse(struct reader *r, const char *expected)
{
    return fail(r->err, ERR_SYNTAX, (struct place){ .line = 1, .column = r->at + 1 }, "no JSON: %s was expected", expected);
}

static char peek(const struct reader *r) { return r->at < r->text.len ? r->text.ptr[r->at] : 0; }

static void skip_blanks(struct reader *r)
{
    while (r->at < r->text.len && strchr(" \t\r\n", r->text.ptr[r->at]) && r->text.ptr[r->at])
        r->at++;
}

static bool take(struct reader *r, char c)
{
    bool there = r->at < r->text.len && r->text.ptr[r->at] == c;
    r->at += there;
    return there;
}

/* --- strings -------------------------------------------------------------------------------------------------------- */

static bool read_hex(struct reader *r, uint32_t *out)
{
    *out = 0;
    for (uint32_t i = 0; i < 4; i++, r->at++) {
        char c = peek(r);
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                         : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10) : 16;
        if (digit == 16)
            return refuse(r, "a hexadecimal digit");
        *out = *out * 16 + digit;
    }
    return true;
}

/* What stands behind a backslash, as UTF-8; half a pair of surrogates is U+FFFD. */
static bool read_escape(struct reader *r, char *out, uint32_t *length)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    uint32_t code, low;
    const char *known = peek(r) ? strchr(names, peek(r)) : NULL;
    if (known) {
        out[(*length)++] = values[known - names];
        r->at++;
        return true;
    }
    if (!take(r, 'u'))
        return refuse(r, "an escape");
    if (!read_hex(r, &code))
        return false;
    if (code >= 0xD800 && code < 0xDC00 && r->at + 6 <= r->text.len && !memcmp(r->text.ptr + r->at, "\\u", 2)) {
        uint32_t back = r->at;
        r->at += 2;
        if (!read_hex(r, &low))
            return false;
        if (low >= 0xDC00 && low < 0xE000)
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        else
            r->at = back;
    }
    if ((code >= 0xD800 && code < 0xE000) || !code)
        code = UTF8_REPLACEMENT;
    *length += utf8_write(code, out + *length);
    return true;
}

static bool read_string(struct reader *r, struct str *out)
{
    if (!take(r, '"'))
        return refuse(r, "a string");
    uint32_t begin = r->at;
    while (r->at < r->text.len && peek(r) != '"' && peek(r) != '\\')
        r->at++;
    *out = (struct str){ r->text.ptr + begin, r->at - begin };
    if (take(r, '"'))
        return true;
    /* No escape is shorter than what it stands for. */
    uint32_t end = r->at, length = r->at - begin;
    while (end < r->text.len && r->text.ptr[end] != '"')
        end += r->text.ptr[end] == '\\' ? 2 : 1;
    if (end >= r->text.len)
        return refuse(r, "the end of a string");
    char *copy = arena_alloc(r->arena, 1, (size_t)(end - begin) + UTF8_MAX_BYTES);
    if (!copy)
        return fail_full(r->err);
    memcpy(copy, r->text.ptr + begin, length);
    while (r->at < end)
        if (!take(r, '\\'))
            copy[length++] = r->text.ptr[r->at++];
        else if (!read_escape(r, copy, &length))
            return false;
    *out = (struct str){ copy, length };
    return take(r, '"') || refuse(r, "the end of a string");
}

/* --- values --------------------------------------------------------------------------------------------------------- */

static bool read_value(struct reader *r, struct tree *out);

static bool read_children(struct reader *r, struct tree *parent, char end)
{
    const struct tree **slot = &parent->first;
    if (++r->depth > TREE_MAX_DEPTH)
        return refuse(r, "nothing so deep");
    skip_blanks(r);
    while (!take(r, end)) {
        if (slot != &parent->first && !take(r, ','))
            return refuse(r, "a comma, or the end of what is open");
        struct tree *child = arena_alloc(r->arena, sizeof *child, 1);
        if (!child)
            return fail_full(r->err);
        skip_blanks(r);
        if (parent->kind == TREE_OBJECT) {
            if (!read_string(r, &child->key))
                return false;
            skip_blanks(r);
            if (!take(r, ':'))
                return refuse(r, "a colon");
        }
        if (!read_value(r, child))
            return false;
        *slot = child;
        slot = &child->next;
        skip_blanks(r);
    }
    r->depth--;
    return true;
}

static bool read_word(struct reader *r, struct tree *out)
{
    static const struct { struct str word; enum tree_kind kind; } words[] = {
        { STR_INIT("null"), TREE_NULL }, { STR_INIT("true"), TREE_TRUE }, { STR_INIT("false"), TREE_FALSE },
    };
    for (uint32_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_starts(str_skip(r->text, r->at), words[i].word)) {
            r->at += words[i].word.len;
            out->kind = words[i].kind;
            return true;
        }
    uint32_t begin = r->at;
    while (peek(r) && strchr("+-.0123456789eE", peek(r)))
        r->at++;
    out->kind = TREE_NUMBER;
    out->text = (struct str){ r->text.ptr + begin, r->at - begin };
    return r->at > begin || refuse(r, "a value");
}

static bool read_value(struct reader *r, struct tree *out)
{
    skip_blanks(r);
    if (peek(r) == '"') {
        out->kind = TREE_TEXT;
        return read_string(r, &out->text);
    }
    if (peek(r) != '{' && peek(r) != '[')
        return read_word(r, out);
    out->kind = peek(r) == '{' ? TREE_OBJECT : TREE_ARRAY;
    r->at++;
    return read_children(r, out, out->kind == TREE_OBJECT ? '}' : ']');
}

bool tree_read(struct str text, struct arena *arena, const struct tree **out, struct error *err)
{
    struct reader r = { .text = text, .arena = arena, .err = err };
    struct tree *root = arena_alloc(arena, sizeof *root, 1);
    if (!root)
        return fail_full(err);
    if (!read_value(&r, root))
        return false;
    skip_blanks(&r);
    if (r.at < text.len)
        return refuse(&r, "nothing more");
    *out = root;
    return true;
}

/* --- looking things up ---------------------------------------------------------------------------------------------- */

const struct tree *tree_find(const struct tree *object, const char *key)
{
    if (!object || object->kind != TREE_OBJECT)
        return NULL;
    struct str name = str_from(key);
    for (const struct tree *t = object->first; t; t = t->next)
        if (str_equal(t->key, name))
            return t;
    return NULL;
}

const struct tree *tree_list(const struct tree *object, const char *key)
{
    const struct tree *list = tree_find(object, key);
    return list && list->kind == TREE_ARRAY ? list->first : NULL;
}

struct str tree_text(const struct tree *object, const char *key)
{
    const struct tree *t = tree_find(object, key);
    return t && t->kind == TREE_TEXT ? t->text : STR("");
}

uint32_t tree_count(const struct tree *object, const char *key, uint32_t otherwise)
{
    const struct tree *t = tree_find(object, key);
    uint64_t count = 0;
    if (!t || t->kind != TREE_NUMBER || !t->text.len || t->text.len > 10)
        return otherwise;
    for (uint32_t i = 0; i < t->text.len; i++) {
        if (t->text.ptr[i] < '0' || t->text.ptr[i] > '9')
            return otherwise;
        count = count * 10 + (uint32_t)(t->text.ptr[i] - '0');
    }
    return count < UINT32_MAX ? (uint32_t)count : otherwise;
}
