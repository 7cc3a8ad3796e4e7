/* Errors are values, with a place and a cause. Nothing below src/cli prints or exits. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum error_kind { ERR_NONE, ERR_IO, ERR_SYNTAX, ERR_LIMIT, ERR_MEMORY };

/* From 1; columns are code points; line 0: the whole file; an empty file: no place. */
struct place { struct str file; uint32_t line, column; };

struct error { enum error_kind kind; struct place at; char message[300]; };

/* Fills *err and returns false: `return fail(err, …)`. */
bool fail(struct error *err, enum error_kind kind, struct place at, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* "The document does not fit": what every stage says where its arena is full. */
bool fail_full(struct error *err);

/* All the mistakes of a set of files, in the order in which they were found. Lives in `arena`. */
struct error_list { struct arena *arena; VEC(struct error) errors; };

/* Adds a copy; returns false, so that a reader can `return error_add(…)`. */
bool error_add(struct error_list *list, struct place at, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* "rules/zh/money.yaml:12:9: message", as much as fits. */
void error_format(const struct error *err, char *out, uint32_t size);

#endif
