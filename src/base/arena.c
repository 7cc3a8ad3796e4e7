/* One mapping an arena; see arena.h. */
#define _DEFAULT_SOURCE     /* madvise, MAP_NORESERVE */
#include "base/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/mman.h>

/* How far memory was ever handed out, by this arena or by a copy of it (scratch). */
static char **touched(const struct arena *a) { return (char **)(void *)a->begin; }
enum { HEADER = 16 };

/* Zeroes [p, p + bytes): only what may have been used before costs anything. */
static void *zero(struct arena *a, char *p, size_t bytes)
{
    char *end = p + bytes, *used = *touched(a);
    if (p < used)
        memset(p, 0, end < used ? bytes : (size_t)(used - p));
    if (end > used)
        *touched(a) = end;
    return p;
}

bool arena_init(struct arena *a, size_t limit)
{
    void *room = mmap(NULL, limit, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (room == MAP_FAILED)
        return false;
    a->begin = room;
    a->next = a->begin + HEADER;
    a->end = a->begin + limit;
    *touched(a) = a->next;
    return true;
}

void arena_free(struct arena *a)
{
    if (a->begin)
        munmap(a->begin, (size_t)(a->end - a->begin));
    *a = (struct arena){ 0 };
}

void arena_reset(struct arena *a, size_t keep)
{
    enum { PAGE = 4096 };
    char *kept = a->begin + (keep + PAGE - 1) / PAGE * PAGE;
    if (*touched(a) > kept) {
        madvise(kept, (size_t)(*touched(a) - kept), MADV_DONTNEED);
        *touched(a) = kept;
    }
    a->next = a->begin + HEADER;
}

void *arena_alloc(struct arena *a, size_t size, size_t count)
{
    size_t room = (size_t)(a->end - a->next);
    size_t pad = -(uintptr_t)a->next & (alignof(max_align_t) - 1);
    if (pad > room || count > (room - pad) / size)
        return NULL;
    char *p = a->next + pad;
    a->next = p + size * count;
    return zero(a, p, size * count);
}

struct str arena_str(struct arena *a, struct str text)
{
    char *copy = arena_alloc(a, 1, (size_t)text.len + 1);
    if (!copy)
        return (struct str){ NULL, 0 };
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    return (struct str){ copy, text.len };
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : arena_alloc(a, 1, (size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return (struct str){ text, text ? (uint32_t)length : 0 };
}

bool vec_reserve(struct arena *a, void *array_pointer, uint32_t *capacity, size_t size)
{
    enum { FIRST = 16 };
    if (*capacity > UINT32_MAX / 2)
        return false;
    char *old;
    memcpy(&old, array_pointer, sizeof old);
    uint32_t wanted = *capacity ? *capacity * 2 : FIRST;
    size_t held = (size_t)*capacity * size;
    /* The last thing taken from the arena grows where it stands. */
    if (old && old + held == a->next && (size_t)(a->end - a->next) >= held) {
        zero(a, a->next, held);
        a->next += held;
        *capacity = wanted;
        return true;
    }
    char *grown = arena_alloc(a, size, wanted);
    if (!grown)
        return false;
    if (held)
        memcpy(grown, old, held);
    memcpy(array_pointer, &grown, sizeof grown);
    *capacity = wanted;
    return true;
}
