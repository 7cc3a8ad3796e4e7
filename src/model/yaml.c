/* libyaml's events → a tree. Marks of libyaml count from 0, in code points; places count from 1. */
#include "model/yaml.h"

#include <stdlib.h>
#include <yaml.h>

enum { MAX_DEPTH = 32 };

static struct place place_of(struct str file, yaml_mark_t mark, uint32_t shift)
{
    return (struct place){ file, (uint32_t)mark.line + 1, (uint32_t)mark.column + 1 + shift };
}

static struct yaml *tree(yaml_document_t *document, int id, struct str file, uint32_t depth, struct arena *arena,
                         struct error_list *found);

static bool text_node(const yaml_node_t *node, struct str file, struct arena *arena, struct yaml *out)
{
    yaml_scalar_style_t style = node->data.scalar.style;
    bool quoted = style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    struct str text = { (const char *)node->data.scalar.value, (uint32_t)node->data.scalar.length };
    out->text = arena_str(arena, text);
    out->at = place_of(file, node->start_mark, quoted);
    out->literal = node->start_mark.line == node->end_mark.line
                   && (style == YAML_PLAIN_SCALAR_STYLE || style == YAML_SINGLE_QUOTED_SCALAR_STYLE);
    return out->text.ptr != NULL;
}

static bool list_node(yaml_document_t *document, const yaml_node_t *node, struct str file, uint32_t depth,
                      struct arena *arena, struct error_list *found, struct yaml *out)
{
    out->count = (uint32_t)(node->data.sequence.items.top - node->data.sequence.items.start);
    out->items = arena_alloc(arena, sizeof *out->items, out->count + 1);
    for (uint32_t i = 0; out->items && i < out->count; i++) {
        out->items[i] = tree(document, node->data.sequence.items.start[i], file, depth + 1, arena, found);
        if (!out->items[i])
            return false;
    }
    return out->items != NULL;
}

static bool map_node(yaml_document_t *document, const yaml_node_t *node, struct str file, uint32_t depth,
                     struct arena *arena, struct error_list *found, struct yaml *out)
{
    out->count = (uint32_t)(node->data.mapping.pairs.top - node->data.mapping.pairs.start);
    out->items = arena_alloc(arena, sizeof *out->items, out->count + 1);
    out->keys = arena_alloc(arena, sizeof *out->keys, out->count + 1);
    for (uint32_t i = 0; out->items && out->keys && i < out->count; i++) {
        yaml_node_pair_t pair = node->data.mapping.pairs.start[i];
        out->keys[i] = tree(document, pair.key, file, depth + 1, arena, found);
        out->items[i] = tree(document, pair.value, file, depth + 1, arena, found);
        if (!out->keys[i] || !out->items[i])
            return false;
        if (out->keys[i]->kind != YAML_TEXT)
            return error_add(found, out->keys[i]->at, "a key must be a plain text");
        for (uint32_t j = 0; j < i; j++)
            if (str_equal(out->keys[i]->text, out->keys[j]->text))
                return error_add(found, out->keys[i]->at, "the key '%.*s' stands here a second time; the first is on line %u",
                                 STR_ARG(out->keys[i]->text), out->keys[j]->at.line);
    }
    return out->items && out->keys;
}

static struct yaml *tree(yaml_document_t *document, int id, struct str file, uint32_t depth, struct arena *arena,
                         struct error_list *found)
{
    const yaml_node_t *node = yaml_document_get_node(document, id);
    struct yaml *out = arena_alloc(arena, sizeof *out, 1);
    if (!node || !out)
        return NULL;
    out->at = place_of(file, node->start_mark, 0);
    if (depth > MAX_DEPTH) {
        error_add(found, out->at, "nested deeper than %d levels", MAX_DEPTH);
        return NULL;
    }
    bool good;
    if (node->type == YAML_SEQUENCE_NODE) {
        out->kind = YAML_LIST;
        good = list_node(document, node, file, depth, arena, found, out);
    } else if (node->type == YAML_MAPPING_NODE) {
        out->kind = YAML_MAP;
        good = map_node(document, node, file, depth, arena, found, out);
    } else {
        good = text_node(node, file, arena, out);
    }
    return good ? out : NULL;
}

const struct yaml *yaml_read(struct str bytes, struct str file, struct arena *arena, struct error_list *found)
{
    yaml_parser_t parser;
    yaml_document_t document;
    if (!yaml_parser_initialize(&parser)) {
        error_add(found, (struct place){ file, 0, 0 }, "out of memory");
        return NULL;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.ptr, bytes.len);
    const struct yaml *root = NULL;
    if (!yaml_parser_load(&parser, &document)) {
        /* After a scanner's error the problem's mark can lie a line below the slip; the context's is where it began. */
        yaml_mark_t mark = parser.context && parser.context_mark.line + 1 == parser.problem_mark.line
                           ? parser.context_mark : parser.problem_mark;
        error_add(found, place_of(file, mark, 0), "not YAML: %s%s%s", parser.problem ? parser.problem : "unreadable",
                  parser.context ? ", " : "", parser.context ? parser.context : "");
    } else {
        yaml_node_t *top = yaml_document_get_root_node(&document);
        if (!top)
            error_add(found, (struct place){ file, 0, 0 }, "the file is empty");
        else
            root = tree(&document, 1, file, 0, arena, found);
        yaml_document_delete(&document);
    }
    yaml_parser_delete(&parser);
    return root;
}

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
    struct str wanted = str_from(key);
    if (!map || map->kind != YAML_MAP)
        return NULL;
    for (uint32_t i = 0; i < map->count; i++)
        if (str_equal(map->keys[i]->text, wanted))
            return map->items[i];
    return NULL;
}

struct str yaml_text(const struct yaml *map, const char *key, struct error_list *found)
{
    const struct yaml *node = yaml_get(map, key);
    if (!node)
        return STR("");
    if (node->kind != YAML_TEXT) {
        error_add(found, node->at, "'%s' must be a text", key);
        return STR("");
    }
    return node->text;
}

double yaml_number(const struct yaml *map, const char *key, double otherwise, struct error_list *found)
{
    struct str text = yaml_text(map, key, found);
    if (!text.len)
        return otherwise;
    char *end;
    double number = strtod(text.ptr, &end);     /* arena_str ends its copies with a NUL */
    if (end != text.ptr + text.len)
        error_add(found, yaml_get(map, key)->at, "'%s' must be a number", key);
    return number;
}

/* Levenshtein's distance, for "did you mean"; long words are cut. */
static uint32_t distance(struct str a, struct str b)
{
    enum { LONGEST = 31 };
    uint32_t row[LONGEST + 1];
    uint32_t n = a.len < LONGEST ? a.len : LONGEST, m = b.len < LONGEST ? b.len : LONGEST;
    for (uint32_t j = 0; j <= m; j++)
        row[j] = j;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t diagonal = row[0];
        row[0] = i;
        for (uint32_t j = 1; j <= m; j++) {
            uint32_t above = row[j], best = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
            if (above + 1 < best)
                best = above + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
            diagonal = above;
        }
    }
    return row[m];
}

void yaml_only(const struct yaml *map, const char *const *allowed, struct error_list *found)
{
    for (uint32_t i = 0; i < map->count; i++) {
        struct str key = map->keys[i]->text;
        const char *nearest = allowed[0];
        bool known = false;
        for (const char *const *a = allowed; *a && !known; a++) {
            known = str_equal(key, str_from(*a));
            if (distance(key, str_from(*a)) < distance(key, str_from(nearest)))
                nearest = *a;
        }
        if (!known)
            error_add(found, map->keys[i]->at, "unknown key '%.*s': did you mean '%s'?", STR_ARG(key), nearest);
    }
}

const struct yaml *yaml_each(const struct yaml *node, uint32_t i)
{
    if (!node)
        return NULL;
    if (node->kind == YAML_TEXT)
        return i == 0 ? node : NULL;
    return node->kind == YAML_LIST && i < node->count ? node->items[i] : NULL;
}
