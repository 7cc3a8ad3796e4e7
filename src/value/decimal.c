/* Decimals as a coefficient and a power of ten; every step that would not be exact says so. See decimal.h. */
#include "value/decimal.h"

#include <stdio.h>

/* No amount in the news is longer; a number of a thousand zeros must not cost a thousand bytes each time. */
enum { MAX_EXPONENT = 60 };

static struct decimal stripped(int64_t coefficient, int32_t exponent)
{
    if (coefficient == 0)
        return (struct decimal){ 0, 0 };
    while (coefficient % 10 == 0) {
        coefficient /= 10;
        exponent++;
    }
    return (struct decimal){ coefficient, (int16_t)exponent };
}

static bool fits(int32_t exponent) { return exponent >= -MAX_EXPONENT && exponent <= MAX_EXPONENT; }

/* Appends a digit; false on overflow. */
static bool digit_add(int64_t *coefficient, char digit)
{
    return !__builtin_mul_overflow(*coefficient, 10, coefficient)
        && !__builtin_add_overflow(*coefficient, digit - '0', coefficient);
}

static bool is_digit(struct str s) { return s.len && s.ptr[0] >= '0' && s.ptr[0] <= '9'; }

/* Takes a whole number with an optional sign off the front. */
static bool integer_take(struct str *rest, int32_t *out)
{
    bool negative = str_starts(*rest, STR("-"));
    if (negative || str_starts(*rest, STR("+")))
        *rest = str_skip(*rest, 1);
    int32_t value = 0;
    if (!is_digit(*rest))
        return false;
    for (; is_digit(*rest) && value < 10000; *rest = str_skip(*rest, 1))
        value = value * 10 + (rest->ptr[0] - '0');
    *out = negative ? -value : value;
    return true;
}

bool decimal_read(struct str text, struct decimal *out)
{
    struct str rest = text;
    bool negative = str_starts(rest, STR("-"));
    if (negative || str_starts(rest, STR("+")))
        rest = str_skip(rest, 1);
    int64_t coefficient = 0;
    int32_t exponent = 0, zeros = 0;
    bool any = false, point = false;
    for (; rest.len; rest = str_skip(rest, 1)) {
        if (rest.ptr[0] == '.' && !point) {
            point = true;
            continue;
        }
        if (!is_digit(rest))
            break;
        any = true;
        exponent -= point;
        /* Zeros wait until a digit follows them, so that 1,000,000,000,000,000,000,000 fits. */
        if (rest.ptr[0] == '0') {
            zeros += coefficient != 0;
            continue;
        }
        for (; zeros; zeros--)
            if (!digit_add(&coefficient, '0'))
                return false;
        if (!digit_add(&coefficient, rest.ptr[0]))
            return false;
    }
    exponent += zeros;
    if (!any)
        return false;
    if (rest.len && (rest.ptr[0] == 'e' || rest.ptr[0] == 'E')) {
        int32_t power;
        rest = str_skip(rest, 1);
        if (!integer_take(&rest, &power))
            return false;
        exponent += power;
    }
    if (rest.len || (coefficient && !fits(exponent)))
        return false;
    *out = stripped(negative ? -coefficient : coefficient, coefficient ? exponent : 0);
    return true;
}

bool decimal_multiply(struct decimal a, struct decimal b, struct decimal *out)
{
    int64_t coefficient;
    a = stripped(a.coefficient, a.exponent);
    b = stripped(b.coefficient, b.exponent);
    int32_t exponent = a.exponent + b.exponent;
    if (__builtin_mul_overflow(a.coefficient, b.coefficient, &coefficient) || !fits(exponent))
        return false;
    *out = stripped(coefficient, exponent);
    return true;
}

/* The same number with a smaller exponent. */
static bool lowered(struct decimal *a, int32_t exponent)
{
    for (; a->exponent > exponent; a->exponent--)
        if (__builtin_mul_overflow(a->coefficient, 10, &a->coefficient))
            return false;
    return true;
}

bool decimal_add(struct decimal a, struct decimal b, struct decimal *out)
{
    a = stripped(a.coefficient, a.exponent);
    b = stripped(b.coefficient, b.exponent);
    if (a.coefficient == 0 || b.coefficient == 0) {
        *out = a.coefficient ? a : b;
        return true;
    }
    int64_t sum;
    int32_t exponent = a.exponent < b.exponent ? a.exponent : b.exponent;
    if (!lowered(&a, exponent) || !lowered(&b, exponent) || __builtin_add_overflow(a.coefficient, b.coefficient, &sum))
        return false;
    *out = stripped(sum, exponent);
    return true;
}

int decimal_compare(struct decimal a, struct decimal b)
{
    a = stripped(a.coefficient, a.exponent);
    b = stripped(b.coefficient, b.exponent);
    int sign_a = (a.coefficient > 0) - (a.coefficient < 0), sign_b = (b.coefficient > 0) - (b.coefficient < 0);
    if (sign_a != sign_b)
        return sign_a < sign_b ? -1 : 1;
    int32_t exponent = a.exponent < b.exponent ? a.exponent : b.exponent;
    /* What cannot be brought to the other's exponent is the larger one. */
    if (!lowered(&a, exponent))
        return sign_a;
    if (!lowered(&b, exponent))
        return -sign_a;
    return (a.coefficient > b.coefficient) - (a.coefficient < b.coefficient);
}

bool decimal_is_integer(struct decimal a, int64_t *out)
{
    a = stripped(a.coefficient, a.exponent);
    if (a.exponent < 0 || !lowered(&a, 0))
        return false;
    *out = a.coefficient;
    return true;
}

struct str decimal_text(struct decimal a, struct arena *arena)
{
    enum { LONGEST = 24 + 2 * MAX_EXPONENT };
    char digits[24], text[LONGEST];
    a = stripped(a.coefficient, a.exponent);
    bool negative = a.coefficient < 0;
    uint64_t magnitude = negative ? 0 - (uint64_t)a.coefficient : (uint64_t)a.coefficient;
    int32_t count = snprintf(digits, sizeof digits, "%llu", (unsigned long long)magnitude);
    int32_t whole = count + a.exponent;         /* digits before the point; may be negative */
    uint32_t at = 0;
    if (negative)
        text[at++] = '-';
    if (whole <= 0)
        text[at++] = '0';
    for (int32_t i = 0; i < whole; i++)
        text[at++] = i < count ? digits[i] : '0';
    if (whole < count) {
        text[at++] = '.';
        for (int32_t i = whole; i < count; i++)
            text[at++] = i < 0 ? '0' : digits[i];
    }
    return arena_str(arena, (struct str){ text, at });
}
