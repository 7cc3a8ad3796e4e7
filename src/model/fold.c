/*
 * How code points fold: full width → half width (Unicode's <wide> decompositions), traditional → simplified (the
 * gazetteers' `from to` tables), case; and what kind of character each is. One code point stays one, always.
 */
#include "model/build.h"

#include <utf8proc.h>

enum char_kind kind_of(uint32_t c)
{
    if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
        return CHAR_NEWLINE;
    if (c == '\t')
        return CHAR_SPACE;
    /* Unified and compatibility ideographs; 々 and 〇 are written like them. */
    if ((c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF)
        || c == 0x3005 || c == 0x3007)
        return CHAR_HAN;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LT:
        return CHAR_UPPER;
    case UTF8PROC_CATEGORY_LL:
        return CHAR_LOWER;
    case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_LM:
        return CHAR_LETTER;
    case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME:
        return CHAR_MARK;
    case UTF8PROC_CATEGORY_ND:
        return CHAR_DIGIT;
    case UTF8PROC_CATEGORY_ZS: case UTF8PROC_CATEGORY_ZL: case UTF8PROC_CATEGORY_ZP:
        return CHAR_SPACE;
    case UTF8PROC_CATEGORY_PC: case UTF8PROC_CATEGORY_PD: case UTF8PROC_CATEGORY_PS: case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI: case UTF8PROC_CATEGORY_PF: case UTF8PROC_CATEGORY_PO: case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC: case UTF8PROC_CATEGORY_SK: case UTF8PROC_CATEGORY_SO:
        return CHAR_PUNCT;
    default:
        return CHAR_OTHER;
    }
}

static uint16_t width_fold(uint32_t c)
{
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)c);
    if (c == 0x3000 || c == 0xA0)       /* the wide and the unbreakable blank */
        return ' ';
    if (property->decomp_type != UTF8PROC_DECOMP_TYPE_WIDE)
        return (uint16_t)c;
    utf8proc_int32_t narrow[4];
    int last_class = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)c, narrow, 4,
                                                     (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &last_class);
    return count == 1 && narrow[0] < 0x10000 ? (uint16_t)narrow[0] : (uint16_t)c;
}

bool fold_build(struct builder *b)
{
    enum { BMP = 0x10000 };
    b->norm = arena_alloc(b->arena, sizeof *b->norm, BMP);
    b->lower = arena_alloc(b->arena, sizeof *b->lower, BMP);
    b->kind = arena_alloc(b->arena, sizeof *b->kind, BMP);
    b->code = arena_alloc(b->arena, sizeof *b->code, BMP);
    if (!b->norm || !b->lower || !b->kind || !b->code)
        return false;
    for (uint32_t c = 0; c < BMP; c++) {
        b->norm[c] = width_fold(c);
        utf8proc_int32_t lower = utf8proc_tolower(b->norm[c]);
        b->lower[c] = lower < BMP ? (uint16_t)lower : b->norm[c];
        b->kind[c] = (uint8_t)kind_of(b->norm[c]);
    }
    return true;
}
