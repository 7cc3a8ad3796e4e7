/*
 * Memory that dies together: all that belongs to one document lives in that document's arena.
 *
 * An arena is one stretch of address space, reserved once and filled from the front; pages are taken from the system
 * as they are touched. The bound is real: where an arena is full, its calls give NULL and the caller says ERR_LIMIT.
 * Scratch is an arena passed by value: what the callee took is back when it returns.
 * threads  one at a time per arena.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* At `begin` stands how far the memory has ever been handed out: what lies behind is zero as the system gave it. */
struct arena { char *begin, *next, *end; };

/* Reserves `limit` bytes of address space; false where the system has none. */
bool arena_init(struct arena *a, size_t limit);
void arena_free(struct arena *a);
/* Everything taken is gone; the pages beyond the first `keep` bytes go back to the system. */
void arena_reset(struct arena *a, size_t keep);

/* Zeroed room for `count` things of `size` > 0 bytes, or NULL where the arena is full. */
void *arena_alloc(struct arena *a, size_t size, size_t count);
/* A copy of the text, NUL-terminated for convenience; ptr NULL where the arena is full. */
struct str arena_str(struct arena *a, struct str text);
/* printf into the arena; ptr NULL where it is full. */
struct str arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Arrays that grow in an arena:  VEC(struct token) tokens = { 0 };
 * vec_push(arena, &tokens) is a pointer to one more element, or NULL where the arena is full. It is zeroed, unless the
 * count was lowered before: then it is what stood there.
 */
#define VEC(type) struct { type *at; uint32_t count, capacity; }
#define vec_push(arena, v)                                                                      \
    ((v)->count < (v)->capacity || vec_reserve((arena), &(v)->at, &(v)->capacity, sizeof *(v)->at) \
         ? &(v)->at[(v)->count++] : NULL)

/* For vec_push: doubles the room of the array whose pointer stands at *array_pointer. */
bool vec_reserve(struct arena *a, void *array_pointer, uint32_t *capacity, size_t size);

#endif
