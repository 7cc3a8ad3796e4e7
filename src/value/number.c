/*
 * Numbers: text → tokens → a decimal. A number is a sum of terms, each a section times a scale. 万 and 亿 scale all that
 * stands since the last larger scale (三千二百亿, 一亿三千万, 二十万亿), and so do thousand and million; 十, 百, 千 and
 * hundred multiply only what stands right before them. What the words leave open (几十, 三五百) is read twice, once at
 * its lowest and once at its highest.
 */
#include "value/number.h"

enum kind {
    KIND_DIGIT, KIND_ADD, KIND_MULTIPLY, KIND_SCALE, KIND_MULTIPLIES, KIND_SCALES, KIND_PART, KIND_SOME, KIND_MORE,
    KIND_POINT, KIND_OVER, KIND_DIVIDE, KIND_ARTICLE, KIND_MINUS, KIND_SKIP,
    KIND_LITERAL,           /* written in figures, or a string of digit words */
    KIND_PAIR,              /* two digits that bound a range: 三五 */
    KIND_FRACTION           /* what follows a point */
};

static const struct str kind_names[] = {
    [KIND_DIGIT] = STR_INIT("digit"), [KIND_ADD] = STR_INIT("add"), [KIND_MULTIPLY] = STR_INIT("multiply"),
    [KIND_SCALE] = STR_INIT("scale"), [KIND_MULTIPLIES] = STR_INIT("multiplies"), [KIND_SCALES] = STR_INIT("scales"),
    [KIND_PART] = STR_INIT("part"), [KIND_SOME] = STR_INIT("some"), [KIND_MORE] = STR_INIT("more"),
    [KIND_POINT] = STR_INIT("point"), [KIND_OVER] = STR_INIT("over"), [KIND_DIVIDE] = STR_INIT("divide"),
    [KIND_ARTICLE] = STR_INIT("article"), [KIND_MINUS] = STR_INIT("minus"), [KIND_SKIP] = STR_INIT("skip"),
};
enum { KIND_NAMES = sizeof kind_names / sizeof kind_names[0] };

struct token {
    enum kind kind;
    bool gap;                   /* a word that says nothing stands before it */
    uint8_t figures;            /* how many it was written in: 05 after a point is not 5 */
    struct decimal value, high;
};

enum { MAX_TOKENS = 40, MAX_FIGURES = 40, MAX_TERMS = 12 };
struct tokens { struct token at[MAX_TOKENS]; uint32_t count; };

static const struct decimal zero = { 0, 0 }, one = { 1, 0 }, ten = { 1, 1 };

static bool is_figure(uint32_t c) { return c >= '0' && c <= '9'; }
static bool is_between(uint32_t c) { return c == ' ' || c == '-' || c == 0xA0 || c == 0x2010 || c == 0x2011 || c == 0x2014; }

static struct units units_skip(struct units u, uint32_t n) { return (struct units){ u.at + n, u.len - n }; }

/* What stands before the decimals, and between groups of three figures: 1,234.5 or 1.234,5. */
struct marks { uint32_t point, group; };

/* A row `",": point` of the numerals says that the comma is the decimal mark. */
static struct marks marks_of(const struct model *m, const struct table *numerals)
{
    static const uint32_t comma[] = { ',' };
    struct str row;
    bool comma_is_point = numerals && model_table_find(m, numerals, (struct units){ comma, 1 }, &row) && str_equal(row, STR("point"));
    return comma_is_point ? (struct marks){ ',', '.' } : (struct marks){ '.', ',' };
}

/* A blank may part groups: 20 000. */
static bool is_thin(uint32_t c) { return c == ' ' || c == 0xA0 || c == 0x202F; }

static bool three_figures(struct units text)
{
    return text.len >= 3 && is_figure(text.at[0]) && is_figure(text.at[1]) && is_figure(text.at[2])
           && (text.len == 3 || !is_figure(text.at[3]));
}

/* "1,234.5" at the front: how many units it takes, 0 where it is ill-formed. Groups must be of three. */
static uint32_t figures_take(struct units text, struct marks marks, struct decimal *out)
{
    char figures[MAX_FIGURES];
    uint32_t count = 0, i = 0, group = 0;
    bool point = false, grouped = false;
    for (; i < text.len && count < MAX_FIGURES; i++) {
        uint32_t c = text.at[i];
        bool before_figure = i + 1 < text.len && is_figure(text.at[i + 1]);
        bool parts = c == marks.group || (is_thin(c) && three_figures(units_skip(text, i + 1)));
        if (parts && !point && before_figure && (grouped ? group == 3 : group >= 1 && group <= 3)) {
            grouped = true;
            group = 0;
        } else if (c == marks.point && !point && before_figure) {
            if (grouped && group != 3)
                return 0;
            point = true;
            figures[count++] = '.';
        } else if (is_figure(c)) {
            group += !point;
            figures[count++] = (char)c;
        } else {
            break;
        }
    }
    if (count == MAX_FIGURES || (grouped && group != 3) || !decimal_read((struct str){ figures, count }, out))
        return 0;
    return i;
}

/* A row's value: its kind, and the number that goes with it. */
static bool row_read(struct str row, struct token *out)
{
    struct str rest = row, name = str_cut(&rest, ' ');
    for (uint32_t i = 0; i < KIND_NAMES; i++) {
        if (!str_equal(name, kind_names[i]))
            continue;
        *out = (struct token){ .kind = (enum kind)i };
        return !rest.len || decimal_read(str_trim(rest), &out->value);
    }
    return false;
}

static bool token_push(struct tokens *t, struct token token)
{
    if (t->count == MAX_TOKENS)
        return false;
    t->at[t->count++] = token;
    return true;
}

static bool tokens_read(const struct model *m, const struct table *numerals, struct units text, struct tokens *out)
{
    bool gap = false;
    const struct marks marks = marks_of(m, numerals);
    while (text.len) {
        struct token token = { .kind = KIND_LITERAL };
        uint32_t taken;
        struct str row;
        if (text.at[0] == '-' && !out->count && text.len > 1) {
            token.kind = KIND_MINUS;
            taken = 1;
        } else if (is_between(text.at[0])) {
            text = units_skip(text, 1);
            continue;
        } else if (is_figure(text.at[0]) || (text.at[0] == marks.point && text.len > 1 && is_figure(text.at[1]))) {
            taken = figures_take(text, marks, &token.value);
            token.figures = (uint8_t)taken;
        } else {
            taken = numerals ? model_table_prefix(m, numerals, text, &row) : 0;
            if (taken && !row_read(row, &token))
                return false;
        }
        if (!taken)
            return false;
        text = units_skip(text, taken);
        token.high = token.value;
        token.gap = gap;
        gap = token.kind == KIND_SKIP;
        if (!gap && !token_push(out, token))
            return false;
    }
    return true;
}

/* Digits after a point: 一点五二 is 1 + 0.52; of figures, 点77. */
static bool fraction_join(const struct token *from, uint32_t count, uint32_t *used, struct decimal *out)
{
    struct decimal sum = zero, part;
    int16_t place = 0;
    uint32_t i = 0;
    for (; i < count; i++) {
        int64_t digit;
        bool word = from[i].kind == KIND_DIGIT || (from[i].kind == KIND_ADD && from[i].value.coefficient < 10);
        if (from[i].kind == KIND_LITERAL && i == 0 && decimal_is_integer(from[i].value, &digit)) {
            *out = (struct decimal){ digit, (int16_t)-from[i].figures };
            *used = 1;
            return true;
        }
        if (!word || !decimal_is_integer(from[i].value, &digit) || digit > 9)
            break;
        part = (struct decimal){ digit, --place };
        if (!decimal_add(sum, part, &sum))
            return false;
    }
    *used = i;
    *out = sum;
    return i > 0;
}

/* Strings of digit words become one number (二〇二四) or the bounds of a range (三五百, 七八十); points become fractions. */
static bool tokens_join(struct tokens *t)
{
    struct tokens joined = { .count = 0 };
    for (uint32_t i = 0; i < t->count;) {
        struct token token = t->at[i];
        if (token.kind == KIND_POINT) {
            uint32_t used;
            token.kind = KIND_FRACTION;
            if (!fraction_join(t->at + i + 1, t->count - i - 1, &used, &token.value))
                return false;
            token.high = token.value;
            i += used + 1;
            token_push(&joined, token);
            continue;
        }
        uint32_t run = 0;
        struct decimal string = zero;
        while (i + run < t->count && t->at[i + run].kind == KIND_DIGIT && !(run && t->at[i + run].gap)) {
            if (!decimal_multiply(string, ten, &string) || !decimal_add(string, t->at[i + run].value, &string))
                return false;
            run++;
        }
        /* 一百零五: the zero only says that a place is empty. */
        bool after_unit = joined.count && joined.at[joined.count - 1].kind != KIND_MINUS;
        if (after_unit && run >= 2 && token.value.coefficient == 0) {
            t->at[++i].gap = true;
            continue;
        }
        if (run == 2) {
            struct decimal low = token.value, high = t->at[i + 1].value;
            int64_t step = high.coefficient - low.coefficient;
            bool bounds = !low.exponent && !high.exponent && low.coefficient > 0
                && (step == 1 || (step == 2 && low.coefficient == 3));
            token = bounds ? (struct token){ KIND_PAIR, token.gap, 0, low, high }
                           : (struct token){ KIND_LITERAL, token.gap, 0, string, string };
        } else if (run > 2) {
            token = (struct token){ KIND_LITERAL, token.gap, 0, string, string };
        }
        i += run ? run : 1;
        token_push(&joined, token);
    }
    *t = joined;
    return true;
}

/* What has been read so far. */
struct sum {
    struct decimal values[MAX_TERMS], scales[MAX_TERMS];
    uint32_t terms;
    struct decimal section, current, last_unit, last_multiplier;
    bool has_section, has_current, has_multiplier, any;
};

static bool scale_apply(struct sum *s, struct decimal scale, struct decimal alone)
{
    struct decimal value = s->section;
    bool lower = false;
    if (s->has_current && !decimal_add(value, s->current, &value))
        return false;
    while (s->terms && decimal_compare(s->scales[s->terms - 1], scale) < 0) {
        lower = true;
        if (!decimal_add(value, s->values[--s->terms], &value))
            return false;
    }
    if (!s->has_section && !s->has_current && !lower) {
        /* 二十亿亿 would be a slip; a scale alone is "some" of it, or nothing. */
        if (s->terms || alone.coefficient == 0)
            return false;
        value = alone;
    }
    if (s->terms == MAX_TERMS || !decimal_multiply(value, scale, &value))
        return false;
    s->values[s->terms] = value;
    s->scales[s->terms++] = scale;
    s->section = s->current = zero;
    s->has_section = s->has_current = s->has_multiplier = false;
    s->last_unit = scale;
    return true;
}

static bool multiply_apply(struct sum *s, struct decimal by, struct decimal alone)
{
    struct decimal value = s->has_current ? s->current : alone;
    if ((s->has_multiplier && decimal_compare(by, s->last_multiplier) >= 0) || !decimal_multiply(value, by, &value)
        || !decimal_add(s->section, value, &s->section))
        return false;
    s->has_section = s->has_multiplier = true;
    s->has_current = false;
    s->current = zero;
    s->last_unit = s->last_multiplier = by;
    return true;
}

/* twenty five = 25; nineteen ninety = 1990; one twenty = 120. */
static bool add_apply(struct sum *s, struct decimal value)
{
    int64_t before, now;
    if (!s->has_current) {
        s->current = value;
        s->has_current = true;
        return true;
    }
    if (!decimal_is_integer(s->current, &before) || !decimal_is_integer(value, &now))
        return false;
    if (now < 10 && (before % 10 != 0 || before == 0))
        return false;
    if (now >= 10 && (before < 1 || before >= 100 || now >= 100))
        return false;
    s->current = (struct decimal){ now < 10 ? before + now : before * 100 + now, 0 };
    return true;
}

static bool part_apply(struct sum *s, const struct token *token, enum kind before)
{
    struct decimal part = token->value;
    if (!s->any) {
        s->current = part;
        s->has_current = true;
        return true;
    }
    if (s->has_current) {
        /* three quarters, but two and a quarter, 两个半 */
        if (before == KIND_ADD && !token->gap)
            return decimal_multiply(s->current, part, &s->current);
        return decimal_add(s->current, part, &s->current);
    }
    if (!decimal_multiply(part, s->last_unit, &part))
        return false;
    return decimal_add(s->section, part, &s->section) && (s->has_section = true);
}

/* 3000多: beyond 3000, and not 4000; 二十余: beyond 20, and not 30. */
static bool more_apply(struct sum *s, enum kind before, bool high)
{
    struct decimal unit = s->last_unit;
    if (!high)
        return true;
    if (s->has_current) {
        unit = before == KIND_LITERAL || before == KIND_ADD ? (struct decimal){ 1, s->current.exponent > 0 ? s->current.exponent : 0 } : one;
        return decimal_add(s->current, unit, &s->current);
    }
    if (!decimal_add(s->section, unit, &s->section))
        return false;
    s->has_section = true;
    return true;
}

static bool token_apply(struct sum *s, const struct token *token, enum kind before, enum kind after, bool high)
{
    struct decimal value = high ? token->high : token->value;
    switch (token->kind) {
    case KIND_DIGIT: case KIND_PAIR: case KIND_LITERAL: case KIND_ADD:
        if (token->kind != KIND_ADD && s->has_current && before != KIND_ADD)
            return false;
        return add_apply(s, value);
    case KIND_SOME:
        return add_apply(s, high ? ten : s->any ? zero : one);
    case KIND_MULTIPLY: return multiply_apply(s, value, one);
    case KIND_MULTIPLIES: return multiply_apply(s, value, high ? ten : one);
    case KIND_SCALE: return scale_apply(s, value, zero);
    case KIND_SCALES: return scale_apply(s, value, high ? ten : one);
    case KIND_PART: return part_apply(s, token, before);
    case KIND_FRACTION:
        s->has_current = true;
        return decimal_add(s->current, value, &s->current);
    case KIND_ARTICLE:
        if (!s->has_current && (after == KIND_MULTIPLY || after == KIND_SCALE))
            return add_apply(s, one);
        return true;
    case KIND_MORE: return s->any && more_apply(s, before, high);
    default: return false;
    }
}

static bool tokens_sum(const struct token *tokens, uint32_t count, bool high, struct decimal *out)
{
    struct sum s = { .last_unit = one };
    for (uint32_t i = 0; i < count; i++) {
        enum kind before = i ? tokens[i - 1].kind : KIND_SKIP, after = i + 1 < count ? tokens[i + 1].kind : KIND_SKIP;
        if (!token_apply(&s, &tokens[i], before, after, high))
            return false;
        /* 一万五 is 15000, 三百二 is 320: a last digit counts the next lower place. */
        bool short_place = i + 1 == count && tokens[i].kind == KIND_DIGIT && decimal_compare(s.last_unit, ten) > 0
            && (before == KIND_MULTIPLY || before == KIND_SCALE) && !tokens[i].gap;
        if (short_place && (!decimal_multiply(s.current, s.last_unit, &s.current)
                            || !decimal_multiply(s.current, (struct decimal){ 1, -1 }, &s.current)))
            return false;
        s.any = s.any || tokens[i].kind != KIND_ARTICLE;
    }
    if (!s.any) {                       /* an hour, a dollar */
        *out = one;
        return count > 0;
    }
    *out = s.section;
    if (s.has_current && !decimal_add(*out, s.current, out))
        return false;
    for (uint32_t i = 0; i < s.terms; i++)
        if (!decimal_add(*out, s.values[i], out))
            return false;
    return true;
}

/* Exact quotients alone: two thirds are no decimal. */
static bool decimal_divide(struct decimal a, struct decimal by, struct decimal *out)
{
    enum { PLACES = 18 };
    int64_t divisor;
    if (by.coefficient == 0 || !decimal_is_integer(by, &divisor))
        return false;
    for (int places = 0; places <= PLACES; places++) {
        if (a.coefficient % divisor == 0) {
            *out = (struct decimal){ a.coefficient / divisor, a.exponent };
            return decimal_add(*out, zero, out);
        }
        if (__builtin_mul_overflow(a.coefficient, 10, &a.coefficient))
            return false;
        a.exponent--;
    }
    return false;
}

static bool fraction_read(const struct token *tokens, uint32_t count, uint32_t at, struct decimal *out)
{
    struct decimal first, second;
    if (!tokens_sum(tokens, at, false, &first) || !tokens_sum(tokens + at + 1, count - at - 1, false, &second))
        return false;
    return tokens[at].kind == KIND_OVER ? decimal_divide(second, first, out) : decimal_divide(first, second, out);
}

static bool tail_read(const struct token *tokens, uint32_t count, struct number *out)
{
    uint32_t i = count;
    out->scale = one;
    while (i && tokens[i - 1].kind == KIND_MORE)
        i--;
    for (; i && (tokens[i - 1].kind == KIND_SCALE || tokens[i - 1].kind == KIND_SCALES); i--)
        if (!decimal_multiply(out->scale, tokens[i - 1].value, &out->scale))
            return false;
    for (uint32_t k = 0; k < count; k++)
        out->scaled = out->scaled || tokens[k].kind == KIND_SCALE || tokens[k].kind == KIND_SCALES;
    out->tail = out->scale;
    out->single = count == 1 && (tokens[0].kind == KIND_DIGIT || tokens[0].kind == KIND_LITERAL);
    out->some = count == 1 && tokens[0].kind == KIND_SOME;
    if (i == 2 && tokens[1].kind == KIND_MULTIPLY)
        return decimal_multiply(out->tail, tokens[1].value, &out->tail);
    return true;
}

bool number_read(const struct model *m, const struct table *numerals, struct units text, struct number *out)
{
    struct tokens all = { .count = 0 };
    struct number number = { .more = false };
    if (!tokens_read(m, numerals, text, &all) || !tokens_join(&all) || !all.count)
        return false;
    const struct token *tokens = all.at;
    uint32_t count = all.count;
    bool minus = tokens[0].kind == KIND_MINUS;
    tokens += minus;
    count -= minus;
    for (uint32_t i = 0; i < count; i++) {
        number.more = number.more || tokens[i].kind == KIND_MORE;
        if (tokens[i].kind != KIND_OVER && tokens[i].kind != KIND_DIVIDE)
            continue;
        if (!fraction_read(tokens, count, i, &number.min))
            return false;
        number.max = number.min;
        number.scale = number.tail = one;
        *out = number;
        return true;
    }
    if (!tokens_sum(tokens, count, false, &number.min) || !tokens_sum(tokens, count, true, &number.max)
        || !tail_read(tokens, count, &number))
        return false;
    if (minus) {
        struct decimal low = number.min;
        number.min = (struct decimal){ -number.max.coefficient, number.max.exponent };
        number.max = (struct decimal){ -low.coefficient, low.exponent };
    }
    *out = number;
    return true;
}

bool number_digits(const struct model *m, const struct table *numerals, struct units text, int32_t *out, uint32_t *count)
{
    enum { LONGEST = 9 };
    int32_t value = 0;
    uint32_t digits = 0;
    while (text.len) {
        struct token token = { .kind = KIND_DIGIT };
        struct str row;
        uint32_t taken = 1;
        if (is_figure(text.at[0]))
            token.value.coefficient = text.at[0] - '0';
        else if (!numerals || !(taken = model_table_prefix(m, numerals, text, &row)) || !row_read(row, &token))
            return false;
        if (token.kind != KIND_DIGIT || ++digits > LONGEST)
            return false;
        value = value * 10 + (int32_t)token.value.coefficient;
        text = units_skip(text, taken);
    }
    *out = value;
    *count = digits;
    return digits > 0;
}

bool number_integer(const struct model *m, const struct table *numerals, struct units text, int32_t *out)
{
    struct number number;
    int64_t value;
    if (!number_read(m, numerals, text, &number) || decimal_compare(number.min, number.max) != 0
        || !decimal_is_integer(number.min, &value) || value < INT32_MIN || value > INT32_MAX)
        return false;
    *out = (int32_t)value;
    return true;
}

bool number_share_tail(struct number *first, const struct number *second)
{
    struct number scaled = *first;
    struct decimal by = first->single ? second->tail : second->scale;
    if (first->scaled || (!first->single && first->min.exponent < 0 && decimal_compare(by, one) == 0))
        return true;
    if (!decimal_multiply(first->min, by, &scaled.min) || !decimal_multiply(first->max, by, &scaled.max))
        return false;
    /* 8500到3万: the first end has its own size. */
    if (decimal_compare(scaled.min, second->max) <= 0)
        *first = scaled;
    return true;
}
