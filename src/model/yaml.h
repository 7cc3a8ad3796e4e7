/* YAML as a tree in an arena in which every node keeps its place; read with libyaml. */
#ifndef MODEL_YAML_H
#define MODEL_YAML_H

#include "base/error.h"

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml {
    enum yaml_kind kind;
    struct place at;            /* of the first character of the content: behind the quotation mark of a quoted text */
    struct str text;            /* YAML_TEXT */
    bool literal;               /* each character of `text` stands in the file at `at` plus its offset */
    struct yaml **items;        /* YAML_LIST: the items; YAML_MAP: the values */
    struct yaml **keys;         /* YAML_MAP */
    uint32_t count;
};

/**
 * Read one YAML document.
 * file     its name, for places
 * returns  NULL with the mistake in `found`: bad syntax, or a key used twice
 */
const struct yaml *yaml_read(struct str bytes, struct str file, struct arena *arena, struct error_list *found);

/* The value of a key, or NULL. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);
/* The text of a key's value, or an empty text where there is none; a value that is no text is told to `found`. */
struct str yaml_text(const struct yaml *map, const char *key, struct error_list *found);
/* As yaml_text, read as a number; `otherwise` where the key is absent. */
double yaml_number(const struct yaml *map, const char *key, double otherwise, struct error_list *found);
/* Tells every key of `map` that is not in the NULL-terminated list, with the nearest one that is. */
void yaml_only(const struct yaml *map, const char *const *allowed, struct error_list *found);
/* A text, or each text of a list: calls it the i-th; NULL at the end. So `trigger: x` and `trigger: [x, y]` read alike. */
const struct yaml *yaml_each(const struct yaml *node, uint32_t i);

#endif
