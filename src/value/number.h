/*
 * One reader of numbers for all languages. What the words mean says the table `numeral` of a language's rules; this file
 * knows only how digits, multipliers and scales go together.
 *
 * A row of the table is `word: kind value`:
 *   digit N      a digit that stands in strings of digits (二〇二四) and before multipliers (三千)
 *   add N        a number that adds to its neighbours: five, fifteen, twenty, 廿
 *   multiply N   multiplies the digit before it, inside a section: 十 百 千, hundred
 *   scale N      multiplies all that stands since the last larger scale: 万 亿, thousand, million, k, bn, dozen
 *   multiplies N, scales N   likewise, but alone they mean "some" of it: hundreds, millions
 *   part N       a part: half 0.5, quarter 0.25
 *   some         an unnamed digit: 几
 *   more         and something beyond it: 多 余 来
 *   point        the decimal point (the row `",": point` makes 1.234,5 of 1,234.5)        over, divide    分之 (denominator first), / (numerator first)
 *   article      a: one before a multiplier, else nothing
 *   minus        the sign                 skip            says nothing: and, 个
 */
#ifndef VALUE_NUMBER_H
#define VALUE_NUMBER_H

#include "model/model.h"
#include "value/decimal.h"

struct number {
    struct decimal min, max;            /* equal, unless the words leave a range: 三五百, 几十 */
    bool more;                          /* "and something beyond": min is what was said */
    bool some;                          /* nothing but "some": 几, 数 */
    bool scaled;                        /* a scale was said */
    bool single;                        /* one digit and no multiplier */
    struct decimal scale;               /* the product of the scales at its end: 3-5亿 shares it */
    struct decimal tail;                /* likewise with the multiplier, of "digit multiplier scale" alone: 三到五百万 */
};

/*
 * Reads a number, written in digits or in the words of `numerals` (may be NULL).
 * returns  false where the text is no number, or does not fit: never a wrong one
 */
bool number_read(const struct model *m, const struct table *numerals, struct units text, struct number *out);
/* A string of digits and nothing else, in digits or words, read one by one: 2024, 二〇二四. At most 9 of them. */
bool number_digits(const struct model *m, const struct table *numerals, struct units text, int32_t *out, uint32_t *count);
/* A whole number that fits, without range. */
bool number_integer(const struct model *m, const struct table *numerals, struct units text, int32_t *out);
/* Gives `first` the scale of `second`, where they are the ends of a range that shares its tail: 3-5亿. False on overflow. */
bool number_share_tail(struct number *first, const struct number *second);

#endif
