#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

static void error_fill(struct error *err, enum error_kind kind, struct place at, const char *format, va_list arguments)
{
    err->kind = kind;
    err->at = at;
    vsnprintf(err->message, sizeof err->message, format, arguments);
}

bool fail(struct error *err, enum error_kind kind, struct place at, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    error_fill(err, kind, at, format, arguments);
    va_end(arguments);
    return false;
}

bool fail_full(struct error *err)
{
    return fail(err, ERR_LIMIT, (struct place){ 0 }, "the document is too large for the memory set aside for it");
}

bool error_add(struct error_list *list, struct place at, const char *format, ...)
{
    struct error *err = vec_push(list->arena, &list->errors);
    if (!err)
        return false;
    va_list arguments;
    va_start(arguments, format);
    error_fill(err, ERR_SYNTAX, at, format, arguments);
    va_end(arguments);
    return false;
}

void error_format(const struct error *err, char *out, uint32_t size)
{
    if (!err->at.file.len)
        snprintf(out, size, "%s", err->message);
    else if (!err->at.line)
        snprintf(out, size, "%.*s: %s", STR_ARG(err->at.file), err->message);
    else
        snprintf(out, size, "%.*s:%u:%u: %s", STR_ARG(err->at.file), err->at.line, err->at.column, err->message);
}
