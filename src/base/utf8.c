#include "base/utf8.h"

uint32_t utf8_read(struct str s, uint32_t *code_point, bool *bad)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    if (p[0] < 0x80) {
        *code_point = p[0];
        return 1;
    }
    /* Table 3-7 of the Unicode standard: length, and the range that the second byte must lie in. */
    uint32_t length = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    unsigned char low = 0x80, high = 0xBF;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        length = 0;
    else if (p[0] == 0xE0)
        low = 0xA0;
    else if (p[0] == 0xED)
        high = 0x9F;
    else if (p[0] == 0xF0)
        low = 0x90;
    else if (p[0] == 0xF4)
        high = 0x8F;
    uint32_t value = length ? p[0] & (0x7Fu >> length) : 0;
    uint32_t taken = 1;
    while (taken < length && taken < s.len && p[taken] >= low && p[taken] <= high) {
        value = value << 6 | (p[taken] & 0x3Fu);
        low = 0x80;
        high = 0xBF;
        taken++;
    }
    if (taken == length) {
        *code_point = value;
        return length;
    }
    *code_point = UTF8_REPLACEMENT;
    *bad = true;
    return taken;
}

uint32_t utf8_write(uint32_t c, char out[static UTF8_MAX_BYTES])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

uint32_t utf8_count(struct str s)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return count;
}
