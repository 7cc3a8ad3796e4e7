/* Marks of punctuation; see marks.h. The tables are short, and asked only about code points that are punctuation. */
#include "read/marks.h"

#include <stddef.h>

struct pair { uint32_t open, close; };

static const struct pair brackets[] = {
    { '(', ')' }, { '[', ']' }, { '{', '}' },
    { 0x3010, 0x3011 },     /* 【】 */
    { 0x300A, 0x300B },     /* 《》 */
    { 0x3008, 0x3009 },     /* 〈〉 */
    { 0x3014, 0x3015 },     /* 〔〕 */
    { 0x3016, 0x3017 },     /* 〖〗 */
};

static const struct pair quotes[] = {
    { '"', '"' },
    { 0x201C, 0x201D },     /* “” */
    { 0x2018, 0x2019 },     /* ‘’ */
    { 0x300C, 0x300D },     /* 「」 */
    { 0x300E, 0x300F },     /* 『』 */
    { 0x00AB, 0x00BB },     /* «» */
};

static const uint32_t finals[] = { 0x3002, '!', '?', ';', 0x2026, 0xFF61, 0x203C, 0x2047, 0x2048, 0x2049 };

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static uint32_t closing_of(const struct pair *table, size_t count, uint32_t open)
{
    for (size_t i = 0; i < count; i++)
        if (table[i].open == open)
            return table[i].close;
    return 0;
}

static bool is_closing(const struct pair *table, size_t count, uint32_t c)
{
    for (size_t i = 0; i < count; i++)
        if (table[i].close == c)
            return true;
    return false;
}

uint32_t bracket_closing(uint32_t open) { return closing_of(brackets, COUNT(brackets), open); }
uint32_t quote_closing(uint32_t open) { return closing_of(quotes, COUNT(quotes), open); }
bool bracket_is_closing(uint32_t c) { return is_closing(brackets, COUNT(brackets), c); }
bool quote_is_closing(uint32_t c) { return is_closing(quotes, COUNT(quotes), c); }

bool mark_is_final(uint32_t c)
{
    for (size_t i = 0; i < COUNT(finals); i++)
        if (finals[i] == c)
            return true;
    return false;
}
