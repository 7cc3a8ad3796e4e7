/* Memory that grows as it is written to; see write.h. */
#include "write/write.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static bool output_reserve(struct output *out, size_t more)
{
    enum { FIRST = 4096 };
    if (out->full)
        return false;
    if (more <= out->capacity - out->len)
        return true;
    size_t wanted = out->capacity ? out->capacity : FIRST;
    while (wanted && wanted - out->len < more)
        wanted *= 2;
    char *grown = wanted ? realloc(out->ptr, wanted) : NULL;
    if (!grown) {
        out->full = true;
        return false;
    }
    out->ptr = grown;
    out->capacity = wanted;
    return true;
}

void output_add(struct output *out, struct str text)
{
    if (!text.len || !output_reserve(out, text.len))
        return;
    memcpy(out->ptr + out->len, text.ptr, text.len);
    out->len += text.len;
}

void output_printf(struct output *out, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length >= 0 && output_reserve(out, (size_t)length + 1)) {
        vsnprintf(out->ptr + out->len, (size_t)length + 1, format, again);
        out->len += (size_t)length;
    }
    va_end(again);
}

void output_free(struct output *out)
{
    free(out->ptr);
    *out = (struct output){ 0 };
}
