/* Text views. A struct str is UTF-8, not owned, not NUL-terminated; it stays valid as long as what it points into. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct str { const char *ptr; uint32_t len; };

#define STR_INIT(lit) { (lit), sizeof(lit) - 1 }    /* in static tables */
#define STR(lit) ((struct str)STR_INIT(lit))        /* in expressions */
#define STR_ARG(s) (int)(s).len, (s).ptr            /* for "%.*s" */

static inline struct str str_from(const char *c_string)
{
    return (struct str){ c_string, (uint32_t)strlen(c_string) };
}

static inline bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Byte order, which for UTF-8 is the order of the code points. */
static inline int str_compare(struct str a, struct str b)
{
    uint32_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static inline bool str_starts(struct str s, struct str prefix)
{
    return !prefix.len || (s.len >= prefix.len && memcmp(s.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool str_ends(struct str s, struct str suffix)
{
    return !suffix.len || (s.len >= suffix.len && memcmp(s.ptr + s.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

static inline struct str str_skip(struct str s, uint32_t bytes)
{
    return bytes ? (struct str){ s.ptr + bytes, s.len - bytes } : s;
}

static inline struct str str_head(struct str s, uint32_t bytes) { return (struct str){ s.ptr, bytes }; }

/* Blanks, tabs and line ends off both sides. */
static inline struct str str_trim(struct str s)
{
    while (s.len && strchr(" \t\r\n", s.ptr[0]))
        s = str_skip(s, 1);
    while (s.len && strchr(" \t\r\n", s.ptr[s.len - 1]))
        s.len--;
    return s;
}

/* The part of *rest before the next `separator`, which is taken off *rest together with it. */
static inline struct str str_cut(struct str *rest, char separator)
{
    const char *at = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
    struct str part = *rest;
    if (!at) {
        *rest = str_skip(*rest, rest->len);
        return part;
    }
    part.len = (uint32_t)(at - rest->ptr);
    *rest = str_skip(*rest, part.len + 1);
    return part;
}

#endif
