/* Value: exact decimals, numbers in words, calendars, and dates that hang on what was told before. */
#define _DEFAULT_SOURCE     /* mkdtemp */
#include "check.h"
#include "fixture.h"

#include "base/utf8.h"
#include "value/calendar.h"
#include "value/number.h"
#include "value/value.h"

/* ---- rules that the tests are read with: no test hangs on the shipped ones ------------------------------------------- */

static const struct fixture_file value_files[] = {
    { "rules/zh.yaml",
      "language: zh\nscript: han\n"
      "tables:\n"
      "  numeral: {〇: digit 0, 零: digit 0, 一: digit 1, 二: digit 2, 两: digit 2, 三: digit 3, 四: digit 4, 五: digit 5,\n"
      "    六: digit 6, 七: digit 7, 八: digit 8, 九: digit 9, 壹: digit 1, 贰: digit 2, 叁: digit 3, 肆: digit 4, 伍: digit 5, 陆: digit 6, 柒: digit 7,\n"
      "    捌: digit 8, 玖: digit 9, 拾: multiply 10, 仟: multiply 1000, 廿: add 20, 十: multiply 10, 百: multiply 100,\n"
      "    佰: multiply 100, 千: multiply 1000, 万: scale 1e4, 亿: scale 1e8, 点: point, 半: part 0.5, 几: some,\n"
      "    余: more, 多: more, 分之: over, 个: skip, 负: minus}\n"
      "  year_rel: {同年: previous+0, 去年: '-1', 次年: previous+1}\n"
      "  day_rel: {昨天: '-1', 次日: previous+1}\n"
      "  after: {后: previous+1, 前: '-1'}\n"
      "  time_unit: {年: year, 个月: month, 天: day}\n"
      "  year_ahead_before: {到: future}\n"
      "  currency: {元: ~yuan, 美元: USD}\n"
      "  currency_default: {yuan: CNY}\n"
      "  unit: {公里: km, 吨: t, 光年: ly}\n"
      "  hedge_before: {约: approx}\n"
      "patterns:\n"
      "  y: '(?:(?<year>\\d{4})年|(?<year_shift>{year_rel}))'\n"
      "rules:\n"
      "  - {id: zh.test.ymd, type: date, match: '{y}?(?<month>\\d{1,2})月(?:(?<day>\\d{1,2})日)?', weight: 6, examples: [5月]}\n"
      "  - {id: zh.test.range, type: date, match: '(?<month>\\d{1,2})月(?<day>\\d{1,2})日至(?:(?<month2>\\d{1,2})月)?(?<day2>\\d{1,2})日', weight: 16, examples: [5月1日至2日]}\n"
      "  - {id: zh.test.y, type: date, match: '{y}', weight: 4, examples: [2015年]}\n"
      "  - {id: zh.test.day, type: date, match: '(?<day_shift>{day_rel})', weight: 4, examples: [昨天]}\n"
      "  - {id: zh.test.count, type: date, match: '(?<number>[一二三十]+)(?<unit>{time_unit})(?<direction>{after})', weight: 6, examples: [三天后]}\n"
      "  - {id: zh.test.money, type: money, match: '(?<number>[\\d.一二三四五六七八九十百千万亿]+)(?:到(?<number2>[\\d.万亿]+))?(?<currency>{currency})', weight: 9, examples: [3元]}\n"
      "  - {id: zh.test.quantity, type: quantity, match: '(?<number>[\\d.]+)(?:到(?<number2>[\\d.]+))?(?<unit>{unit})', weight: 9, examples: [3吨]}\n" },
    { "rules/any.yaml", "language: any\ntables:\n  base_unit: {km: m*1000, t: kg*1000, ly: m*9460730472580800}\n" },
    { "rules/weights.tsv",
      "evidence\tweight\twhy\nrule\t1\t.\nvalue\t2\t.\ncharacter\t0.3\t.\nadjacent\t-8\t.\n" },
    { "rules/en.yaml",
      "language: en\nscript: latin\n"
      "tables:\n"
      "  numeral: {one: add 1, two: add 2, three: add 3, four: add 4, five: add 5, six: add 6, seven: add 7, eight: add 8,\n"
      "    nine: add 9, ten: add 10, eleven: add 11, twelve: add 12, thirteen: add 13, fourteen: add 14, fifteen: add 15,\n"
      "    sixteen: add 16, seventeen: add 17, eighteen: add 18, nineteen: add 19, twenty: add 20, thirty: add 30, forty: add 40,\n"
      "    fifty: add 50, sixty: add 60, seventy: add 70, eighty: add 80,\n"
      "    ninety: add 90, hundred: multiply 100, thousand: scale 1e3, million: scale 1e6, billion: scale 1e9, bn: scale 1e9,\n"
      "    m: scale 1e6, dozen: scale 12, hundreds: multiplies 100, millions: scales 1e6, half: part 0.5, quarters: part 0.25,\n"
      "    point: point, a: article, and: skip, of: skip, few: some}\n" },
};

static struct model *value_model(void)
{
    char folder[] = P_tmpdir "/extract-value-XXXXXX", path[300];
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof value_files / sizeof *value_files; i++)
        fixture_write(folder, &value_files[i]);
    snprintf(path, sizeof path, "%s/rules", folder);
    const char *rules[] = { path };
    struct arena arena;
    assert_true(arena_init(&arena, 1 << 24));
    struct error_list found = { .arena = &arena };
    struct model_sources sources = { .rules = rules, .rules_count = 1, .shipped = 1, .keep_going = true };
    struct model *m = model_load(&sources, &found);
    for (uint32_t i = 0; i < found.errors.count && getenv("FIXTURE_VERBOSE"); i++)
        print_error("%u: %s\n", found.errors.at[i].at.line, found.errors.at[i].message);
    for (size_t i = 0; i < sizeof value_files / sizeof *value_files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, value_files[i].path);
        unlink(path);
    }
    snprintf(path, sizeof path, "%s/rules", folder);
    rmdir(path);
    rmdir(folder);
    arena_free(&arena);
    assert_non_null(m);
    return m;
}

struct desk { struct model *model; struct matcher *matcher; struct arena arena; };

static int desk_open(void **state)
{
    static struct desk desk;
    desk.model = value_model();
    desk.matcher = matcher_new(desk.model);
    *state = &desk;
    return desk.matcher && arena_init(&desk.arena, (size_t)1 << 30) ? 0 : -1;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;
    matcher_free(desk->matcher);
    model_free(desk->model);
    arena_free(&desk->arena);
    return 0;
}

/* A generator whose numbers are the same everywhere. */
static uint64_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return *state >> 33;
}

/* ---- decimals ---------------------------------------------------------------------------------------------------------- */

static struct decimal decimal(const char *text)
{
    struct decimal d;
    assert_true(decimal_read(str_from(text), &d));
    return d;
}

static void test_decimal_text(void **state)
{
    static const struct { const char *in, *out; } cases[] = {
        { "0", "0" }, { "-0", "0" }, { "000", "0" }, { "12", "12" }, { "-12.50", "-12.5" }, { "0.35", "0.35" }, { ".5", "0.5" },
        { "1.52e12", "1520000000000" }, { "1e-3", "0.001" }, { "130000000", "130000000" }, { "0.000", "0" },
        { "9223372036854775807", "9223372036854775807" }, { "1000000000000000000000", "1000000000000000000000" },
    };
    struct desk *desk = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_text(decimal_text(decimal(cases[i].in), &desk->arena), cases[i].out);
}

static void test_decimal_refuses(void **state)
{
    static const char *const cases[] = { "", "-", ".", "1.2.3", "1e", "12a", "9223372036854775808", "1e99", "1e-99999", " 1" };
    struct decimal d;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(decimal_read(str_from(cases[i]), &d));
}

static void test_decimal_arithmetic(void **state)
{
    struct decimal out;
    struct desk *desk = *state;
    assert_true(decimal_multiply(decimal("1.3"), decimal("1e8"), &out));
    assert_text(decimal_text(out, &desk->arena), "130000000");
    assert_true(decimal_add(decimal("0.1"), decimal("0.2"), &out));
    assert_text(decimal_text(out, &desk->arena), "0.3");
    assert_true(decimal_add(decimal("1e18"), decimal("-1"), &out));
    assert_text(decimal_text(out, &desk->arena), "999999999999999999");
    assert_false(decimal_add(decimal("1e30"), decimal("1e-5"), &out));
    assert_false(decimal_multiply(decimal("9223372036854775807"), decimal("3"), &out));
    assert_int_equal(decimal_compare(decimal("1e30"), decimal("9223372036854775807")), 1);
    assert_int_equal(decimal_compare(decimal("-1e30"), decimal("1e-30")), -1);
    assert_int_equal(decimal_compare(decimal("2.50"), decimal("2.5")), 0);
    int64_t whole;
    assert_true(decimal_is_integer(decimal("12.0e1"), &whole) && whole == 120);
    assert_false(decimal_is_integer(decimal("0.5"), &whole));
}

static void test_decimal_survives_writing(void **state)
{
    struct desk *desk = *state;
    uint64_t seed = 1;
    for (int i = 0; i < 100000; i++) {
        int64_t coefficient = (int64_t)(next_random(&seed) << 20 ^ next_random(&seed)) * (i & 1 ? 1 : -1);
        struct decimal d = { coefficient, (int16_t)((int)(next_random(&seed) % 40) - 20) }, again;
        struct arena scratch = desk->arena;
        assert_true(decimal_read(decimal_text(d, &scratch), &again));
        assert_int_equal(decimal_compare(d, again), 0);
    }
}

/* ---- numbers ------------------------------------------------------------------------------------------------------------- */

enum { MAX_UNITS = 200000 };

static struct units units_of(struct str text, uint32_t *room)
{
    uint32_t count = 0;
    while (text.len && count < MAX_UNITS) {
        bool bad = false;
        text = str_skip(text, utf8_read(text, &room[count++], &bad));
    }
    return (struct units){ room, count };
}

static bool read_number(struct desk *desk, const char *language, struct str text, struct number *out)
{
    static uint32_t room[MAX_UNITS];
    const struct model *m = desk->model;
    for (uint8_t i = 0; i < m->language_count; i++)
        if (str_equal(model_str(m, m->languages[i].code), str_from(language)))
            return number_read(m, model_table(m, i, STR("numeral")), units_of(text, room), out);
    return false;
}

static void check_number(struct desk *desk, const char *language, const char *text, const char *min, const char *max)
{
    struct number n;
    bool found = read_number(desk, language, str_from(text), &n);
    if (!found)
        print_error("%s is read as no number\n", text);
    assert_true(found);
    struct arena scratch = desk->arena;
    assert_text(decimal_text(n.min, &scratch), min);
    assert_text(decimal_text(n.max, &scratch), max ? max : min);
}

static void test_chinese_numbers(void **state)
{
    static const struct { const char *text, *min, *max; } cases[] = {
        { "三千二百万", "32000000", NULL }, { "3200万", "32000000", NULL }, { "一万五千亿", "1500000000000", NULL },
        { "二十万亿", "20000000000000", NULL }, { "1.52万亿", "1520000000000", NULL }, { "3千5百万", "35000000", NULL },
        { "一点五", "1.5", NULL }, { "二〇二四", "2024", NULL }, { "壹佰", "100", NULL }, { "廿三", "23", NULL }, { "十", "10", NULL },
        { "一百零五", "105", NULL }, { "一千零五", "1005", NULL }, { "一万零四十", "10040", NULL }, { "一亿三千万", "130000000", NULL },
        { "1,100万", "11000000", NULL }, { "两万三", "23000", NULL }, { "三百二", "320", NULL }, { "零点零五", "0.05", NULL },
        { "0点05", "0.05", NULL }, { "负三", "-3", NULL }, { "四分之一", "0.25", NULL }, { "一个半", "1.5", NULL }, { "半", "0.5", NULL },
        { "三五百万", "3000000", "5000000" }, { "七八十", "70", "80" }, { "几十万", "100000", "1000000" }, { "十几", "10", "20" },
        { "两百余", "200", "300" }, { "3000多", "3000", "4000" }, { "二十多万", "200000", "300000" }, { "六十四万零一百四十三", "640143", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number(*state, "zh", cases[i].text, cases[i].min, cases[i].max);
}

static void test_english_numbers(void **state)
{
    static const struct { const char *text, *min, *max; } cases[] = {
        { "32 million", "32000000", NULL }, { "thirty-two million", "32000000", NULL }, { "half a million", "500000", NULL },
        { "two and a half million", "2500000", NULL }, { "two and a half", "2.5", NULL }, { "1.2bn", "1200000000", NULL },
        { "three thousand million", "3000000000", NULL }, { "two million three hundred thousand", "2300000", NULL },
        { "nineteen ninety", "1990", NULL }, { "a dozen", "12", NULL }, { "two hundred dozen", "2400", NULL },
        { "one point five", "1.5", NULL }, { "three quarters", "0.75", NULL }, { "hundreds of millions", "100000000", "1000000000" },
        { "1,234.5", "1234.5", NULL }, { "a", "1", NULL },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_number(*state, "en", cases[i].text, cases[i].min, cases[i].max);
}

static void test_no_numbers(void **state)
{
    static const char *const zh[] = { "", "万", "三分之一", "百千", "一点", "1,23万", "12,34", "分之", "99999999999999999999", "点五五点" };
    static const char *const en[] = { "million", "five three", "and", "hello", "1.2.3" };
    struct number n;
    for (size_t i = 0; i < sizeof zh / sizeof *zh; i++)
        assert_false(read_number(*state, "zh", str_from(zh[i]), &n));
    for (size_t i = 0; i < sizeof en / sizeof *en; i++)
        assert_false(read_number(*state, "en", str_from(en[i]), &n));
}

static void test_long_numbers_are_refused(void **state)
{
    struct number n;
    static char text[300001];
    for (size_t i = 0; i + 3 <= 300000; i += 3)
        memcpy(text + i, "一", 3);
    assert_false(read_number(*state, "zh", (struct str){ text, 300000 }, &n));
    memset(text, '9', 300000);
    assert_false(read_number(*state, "zh", (struct str){ text, 300000 }, &n));
    for (size_t i = 0; i < 300000; i++)
        text[i] = i % 2 ? ',' : '1';
    assert_false(read_number(*state, "zh", (struct str){ text, 300000 }, &n));
}

/* Writes a number as Chinese does: 10^8 and 10^4 part sections; a zero stands where places are left out. */
struct chinese { const char *digits[10], *places[4], *scales[3]; };
static const struct chinese plain = {
    { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" }, { "千", "百", "十", "" }, { "亿", "万", "" }
};
static const struct chinese on_cheques = {
    { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" }, { "仟", "佰", "拾", "" }, { "亿", "万", "" }
};

static void write_section(const struct chinese *form, uint32_t value, bool inner, char *out)
{
    static const uint32_t powers[] = { 1000, 100, 10, 1 };
    bool gap = false, any = inner;
    for (int i = 0; i < 4; i++) {
        uint32_t digit = value / powers[i] % 10;
        if (!digit) {
            gap = any;
            continue;
        }
        if (gap)
            strcat(out, "零");
        gap = false;
        any = true;
        strcat(out, form->digits[digit]);
        strcat(out, form->places[i]);
    }
}

static void write_chinese(const struct chinese *form, uint64_t value, char *out)
{
    static const uint64_t powers[] = { 100000000, 10000, 1 };
    bool any = false;
    *out = 0;
    for (int i = 0; i < 3; i++) {
        uint32_t section = (uint32_t)(value / powers[i] % 10000);
        if (!section)
            continue;
        write_section(form, section, any, out);
        strcat(out, form->scales[i]);
        any = true;
    }
}

/* 12亿3456万7890: figures, with the scales in words. */
static void write_mixed(uint64_t value, char *out)
{
    static const struct { uint64_t power; const char *name; } scales[] = { { 100000000, "亿" }, { 10000, "万" }, { 1, "" } };
    *out = 0;
    for (int i = 0; i < 3; i++) {
        unsigned section = (unsigned)(value / scales[i].power % 10000);
        if (section)
            sprintf(out + strlen(out), "%u%s", section, scales[i].name);
    }
}

static void write_grouped(uint64_t value, char *out)
{
    char figures[32];
    size_t count = (size_t)sprintf(figures, "%llu", (unsigned long long)value);
    for (size_t i = 0; i < count; i++) {
        *out++ = figures[i];
        if ((count - i) % 3 == 1 && i + 1 < count)
            *out++ = ',';
    }
    *out = 0;
}

static void write_english_section(unsigned value, char *out)
{
    static const char *const small[] = {
        "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"
    };
    static const char *const tens[] = { "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety" };
    if (value >= 100)
        sprintf(out + strlen(out), "%s hundred%s", small[value / 100], value % 100 ? " and " : "");
    value %= 100;
    if (value >= 20)
        sprintf(out + strlen(out), "%s%s%s", tens[value / 10], value % 10 ? "-" : "", small[value % 10]);
    else
        strcat(out, small[value]);
}

static void write_english(uint64_t value, char *out)
{
    static const struct { uint64_t power; const char *name; } scales[] = {
        { 1000000000, " billion" }, { 1000000, " million" }, { 1000, " thousand" }, { 1, "" }
    };
    *out = 0;
    for (int i = 0; i < 4; i++) {
        unsigned section = (unsigned)(value / scales[i].power % 1000);
        if (!section)
            continue;
        if (*out)
            strcat(out, " ");
        write_english_section(section, out);
        strcat(out, scales[i].name);
    }
}

static void assert_read_back(void *state, const char *language, const char *text, uint64_t value)
{
    struct number n;
    int64_t read;
    bool good = read_number(state, language, str_from(text), &n) && decimal_is_integer(n.min, &read) && (uint64_t)read == value;
    if (!good)
        print_error("%s is not read as %llu\n", text, (unsigned long long)value);
    assert_true(good);
}

static void test_chinese_numbers_survive_writing(void **state)
{
    uint64_t seed = 7;
    for (int i = 0; i < 100000; i++) {
        uint64_t value = next_random(&seed) % (i % 3 ? 1000000000000u : 100000u) + 1;
        char text[200];
        write_chinese(&plain, value, text);
        assert_read_back(*state, "zh", text, value);
        write_chinese(&on_cheques, value, text);
        assert_read_back(*state, "zh", text, value);
        write_mixed(value, text);
        assert_read_back(*state, "zh", text, value);
    }
}

static void test_english_numbers_survive_writing(void **state)
{
    uint64_t seed = 11;
    for (int i = 0; i < 100000; i++) {
        uint64_t value = next_random(&seed) % (i % 3 ? 1000000000000u : 100000u) + 1;
        char text[300];
        write_english(value, text);
        assert_read_back(*state, "en", text, value);
        write_grouped(value, text);
        assert_read_back(*state, "en", text, value);
    }
}

/* ---- calendars ------------------------------------------------------------------------------------------------------------- */

/* Days one after the other, by the lengths of months alone; weekdays by counting from Monday 0001-01-01. */
static void test_calendar_by_counting(void **state)
{
    struct date d = { 1, 1, 1 };
    int32_t days = date_days(d);
    uint8_t weekday = 1;
    (void)state;
    for (; d.year <= 3000; days++) {
        assert_int_equal(date_days(d), days);
        struct date back = date_from_days(days);
        assert_true(back.year == d.year && back.month == d.month && back.day == d.day);
        assert_int_equal(date_weekday(d), weekday);
        weekday = (uint8_t)(weekday % 7 + 1);
        static const uint8_t lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        bool leap = d.year % 400 == 0 || (d.year % 4 == 0 && d.year % 100 != 0);
        if (d.day < lengths[d.month - 1] + (d.month == 2 && leap))
            d.day++;
        else
            d = d.month < 12 ? (struct date){ d.year, (uint8_t)(d.month + 1), 1 } : (struct date){ d.year + 1, 1, 1 };
    }
}

/* Week 1 is the first with four days or more: counted from the first Monday on. */
static void test_iso_weeks_by_counting(void **state)
{
    (void)state;
    for (int32_t year = 1600; year < 2600; year++) {
        struct date monday = { year, 1, 1 };
        while (date_weekday(monday) != 1)
            monday = date_add_days(monday, 1);
        int32_t week = monday.day > 4 ? 2 : 1;
        for (; monday.year == year; monday = date_add_days(monday, 7), week++) {
            struct iso_week w = date_week(monday);
            bool of_next = monday.month == 12 && monday.day >= 29;
            assert_int_equal(w.year, of_next ? year + 1 : year);
            assert_int_equal(w.week, of_next ? 1 : week);
            assert_int_equal(date_compare(week_monday(w), monday), 0);
        }
    }
    assert_int_equal(year_weeks(2020), 53);
    assert_int_equal(year_weeks(2021), 52);
}

static void test_months_and_weekdays(void **state)
{
    struct date d = date_add_months((struct date){ 2024, 1, 31 }, 1), out;
    (void)state;
    assert_true(d.month == 2 && d.day == 29);
    d = date_add_months((struct date){ 2024, 1, 31 }, -11);
    assert_true(d.year == 2023 && d.month == 2 && d.day == 28);
    assert_true(month_weekday(2024, 11, 4, 4, &out) && out.day == 28);          /* Thanksgiving */
    assert_true(month_weekday(2024, 5, 1, -1, &out) && out.day == 27);          /* Memorial Day */
    assert_false(month_weekday(2024, 2, 1, 5, &out));
    assert_false(date_is_valid((struct date){ 2023, 2, 29 }));
    assert_false(date_is_valid((struct date){ 2023, 13, 1 }));
    for (int32_t year = 1900; year < 2100; year++)
        for (uint8_t weekday = 1; weekday <= 7; weekday++) {
            assert_true(month_weekday(year, 2, weekday, 1, &out) && out.day <= 7 && date_weekday(out) == weekday);
            assert_true(month_weekday(year, 2, weekday, -1, &out) && out.day >= 22 && date_weekday(out) == weekday);
        }
}

static void test_easter(void **state)
{
    static const struct date known[] = {
        { 1818, 3, 22 }, { 1943, 4, 25 }, { 1961, 4, 2 }, { 2000, 4, 23 }, { 2008, 3, 23 }, { 2011, 4, 24 }, { 2019, 4, 21 },
        { 2024, 3, 31 }, { 2025, 4, 20 }, { 2038, 4, 25 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_int_equal(date_compare(easter(known[i].year), known[i]), 0);
    for (int32_t year = 1583; year < 2600; year++)
        assert_int_equal(date_weekday(easter(year)), 7);
}

/* First days of the Chinese year, Mid-Autumn and Dragon Boat as they were kept. */
static void test_chinese_calendar(void **state)
{
    static const struct date new_years[] = {
        { 1900, 1, 31 }, { 1949, 1, 29 }, { 1985, 2, 20 }, { 2000, 2, 5 }, { 2008, 2, 7 }, { 2019, 2, 5 }, { 2020, 1, 25 },
        { 2021, 2, 12 }, { 2022, 2, 1 }, { 2023, 1, 22 }, { 2024, 2, 10 }, { 2025, 1, 29 }, { 2033, 1, 31 }, { 2100, 2, 9 },
    };
    struct date out;
    (void)state;
    for (size_t i = 0; i < sizeof new_years / sizeof *new_years; i++) {
        assert_true(lunar_date(new_years[i].year, 1, 1, false, &out));
        assert_int_equal(date_compare(out, new_years[i]), 0);
    }
    assert_true(lunar_date(2023, 8, 15, false, &out) && out.month == 9 && out.day == 29);
    assert_true(lunar_date(2024, 5, 5, false, &out) && out.month == 6 && out.day == 10);
    assert_true(lunar_date(2020, 4, 1, true, &out) && out.month == 5 && out.day == 23);     /* the leap fourth month */
    assert_false(lunar_date(2021, 4, 1, true, &out));
    assert_false(lunar_date(1899, 1, 1, false, &out));
    assert_false(lunar_date(2101, 1, 1, false, &out));
    assert_false(lunar_date(2024, 13, 1, false, &out));
}

/* Month follows month without a gap, and each year has 353 to 385 days. */
static void test_chinese_months_are_seamless(void **state)
{
    struct date first, expected;
    (void)state;
    assert_true(lunar_date(1900, 1, 1, false, &expected));
    for (int32_t year = 1900; year <= 2100; year++)
        for (uint8_t month = 1; month <= 12; month++)
            for (int leap = 0; leap <= 1; leap++) {
                uint8_t length = lunar_month_length(year, month, leap);
                if (!length)
                    continue;
                assert_true(length == 29 || length == 30);
                assert_true(lunar_date(year, month, 1, leap, &first));
                assert_int_equal(date_compare(first, expected), 0);
                expected = date_add_days(first, length);
            }
}

static void test_solar_terms(void **state)
{
    struct date out, before = { 1899, 12, 22 };
    (void)state;
    assert_true(solar_term(2024, 23, &out) && out.month == 12 && out.day == 21);
    assert_true(solar_term(2024, 6, &out) && out.month == 4 && out.day == 4);
    assert_true(solar_term(2021, 10, &out) && out.month == 6 && out.day == 5);
    assert_false(solar_term(2024, 24, &out));
    for (int32_t year = 1900; year <= 2100; year++)
        for (uint8_t term = 0; term < SOLAR_TERMS; term++) {
            assert_true(solar_term(year, term, &out) && date_is_valid(out));
            int32_t apart = date_days(out) - date_days(before);
            assert_true(apart >= 14 && apart <= 16);
            before = out;
        }
}

/* ---- values of a text ----------------------------------------------------------------------------------------------------- */

struct reading { struct mentions mentions; struct values values; };

static struct reading read_values(struct desk *desk, const char *text, const char *date)
{
    struct reading r = { 0 };
    struct document *d = NULL;
    struct scan scan = { 0 };
    struct error err = { 0 };
    arena_reset(&desk->arena, 1 << 16);
    bool good = document_read(desk->model, str_from(text), STR("test"), STR(""), str_from(date), &desk->arena, &d, &err)
             && scan_run(desk->model, desk->matcher, d, &desk->arena, &scan, &err)
             && decide_run(desk->model, d, &scan, &desk->arena, &r.mentions, &err)
             && value_run(desk->model, d, &r.mentions, &desk->arena, &r.values, &err);
    if (!good)
        print_error("%s\n", err.message);
    assert_true(good);
    return r;
}

static void assert_date(const struct reading *r, uint32_t i, const char *value, const char *begin, const char *until,
                        const char *basis)
{
    assert_true(i < r->mentions.list.count);
    assert_text(r->values.of[i].date, value);
    assert_text(r->values.of[i].begin, begin);
    assert_text(r->values.of[i].until, until);
    assert_text(r->values.of[i].basis, basis);
}

static void test_running_reference(void **state)
{
    struct reading r = read_values(*state, "2015年成立。2024年起诉。同年11月扩大。三天后撤回。", "2025-03-01");
    assert_text(r.values.date.basis, "given");
    assert_date(&r, 0, "2015", "2015-01-01", "2015-12-31", "stated");
    assert_date(&r, 2, "2024-11", "2024-11-01", "2024-11-30", "previous");
    r = read_values(*state, "5月3日开庭，次日宣判。", "2024-05-20");
    assert_date(&r, 0, "2024-05-03", "2024-05-03", "2024-05-03", "document");
    assert_date(&r, 1, "2024-05-04", "2024-05-04", "2024-05-04", "previous");
}

static void test_inferred_document_date(void **state)
{
    struct reading r = read_values(*state, "2月10日提交。2015年成立。到2060年实现。2025年涨。去年离开。昨天说。", "");
    assert_text(r.values.date.value, "2025");
    assert_text(r.values.date.basis, "inferred");
    assert_date(&r, 0, "2025-02-10", "2025-02-10", "2025-02-10", "document");
    assert_date(&r, 4, "2024", "2024-01-01", "2024-12-31", "document");
    assert_date(&r, 5, "XXXX-XX-XX", "", "", "none");
}

static void test_nothing_known_stays_open(void **state)
{
    struct reading r = read_values(*state, "2月10日提交，去年离开。", "");
    assert_text(r.values.date.basis, "none");
    assert_date(&r, 0, "XXXX-02-10", "", "", "none");
    assert_date(&r, 1, "XXXX", "", "", "none");
}

static void test_december_told_in_january(void **state)
{
    struct reading r = read_values(*state, "12月20日裁员。", "2025-01-10");
    assert_date(&r, 0, "2024-12-20", "2024-12-20", "2024-12-20", "document");
    r = read_values(*state, "12月28日至1月5日休市。", "2024-12-20");
    assert_date(&r, 0, "2024-12-28/2025-01-05", "2024-12-28", "2025-01-05", "document");
}

static void test_nonsense_has_no_value(void **state)
{
    struct reading r = read_values(*state, "2024年13月41日。", "2024-12-20");
    assert_true(r.mentions.list.count >= 1);
    assert_false(r.values.of[0].valid);
    r = read_values(*state, "5月1日。", "2024-99-99");
    assert_text(r.values.date.basis, "none");
}

static void test_money(void **state)
{
    struct desk *desk = *state;
    struct reading r = read_values(desk, "投资约12.5亿元，赔偿3到5万美元。", "");
    assert_text(decimal_text(r.values.of[0].number, &desk->arena), "1250000000");
    assert_text(r.values.of[0].unit, "CNY");
    assert_text(r.values.of[0].currency_basis, "language");
    assert_text(r.values.of[0].about, "approx");
    assert_true(r.values.of[1].has_range);
    assert_text(decimal_text(r.values.of[1].min, &desk->arena), "30000");
    assert_text(decimal_text(r.values.of[1].max, &desk->arena), "50000");
    assert_text(r.values.of[1].unit, "USD");
}

static void test_base_unit(void **state)
{
    struct desk *desk = *state;
    struct reading r = read_values(desk, "全长3到5公里，重2.5吨，远在987654321光年外。", "");
    assert_text(r.values.of[0].base_unit, "m");
    assert_text(decimal_text(r.values.of[0].base_min, &desk->arena), "3000");
    assert_text(decimal_text(r.values.of[0].base_max, &desk->arena), "5000");
    assert_text(r.values.of[1].base_unit, "kg");
    assert_text(decimal_text(r.values.of[1].base_min, &desk->arena), "2500");
    /* In metres it does not fit: no base, and never a wrong one. */
    assert_text(r.values.of[2].unit, "ly");
    assert_int_equal(r.values.of[2].base_unit.len, 0);
}

/* Whatever the text says, an interval does not end before it begins. */
static void test_begin_before_until(void **state)
{
    struct desk *desk = *state;
    uint64_t seed = 3;
    for (int i = 0; i < 3000; i++) {
        char text[200], date[20];
        snprintf(text, sizeof text, "%d月%d日至%d月%d日。同年%d月。次日。一年后。", (int)(next_random(&seed) % 13), (int)(next_random(&seed) % 33),
                 (int)(next_random(&seed) % 13), (int)(next_random(&seed) % 33), (int)(next_random(&seed) % 13));
        snprintf(date, sizeof date, "%d-%02d-%02d", 1 + (int)(next_random(&seed) % 9999), 1 + (int)(next_random(&seed) % 12), 1 + (int)(next_random(&seed) % 28));
        struct reading r = read_values(desk, text, date);
        for (uint32_t k = 0; k < r.mentions.list.count; k++)
            if (r.values.of[k].begin.len && r.values.of[k].until.len)
                assert_true(str_compare(r.values.of[k].begin, r.values.of[k].until) <= 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decimal_text),
        cmocka_unit_test(test_decimal_refuses),
        cmocka_unit_test(test_decimal_arithmetic),
        cmocka_unit_test(test_decimal_survives_writing),
        cmocka_unit_test(test_chinese_numbers),
        cmocka_unit_test(test_english_numbers),
        cmocka_unit_test(test_no_numbers),
        cmocka_unit_test(test_long_numbers_are_refused),
        cmocka_unit_test(test_chinese_numbers_survive_writing), cmocka_unit_test(test_english_numbers_survive_writing),
        cmocka_unit_test(test_calendar_by_counting),
        cmocka_unit_test(test_iso_weeks_by_counting),
        cmocka_unit_test(test_months_and_weekdays),
        cmocka_unit_test(test_easter),
        cmocka_unit_test(test_chinese_calendar),
        cmocka_unit_test(test_chinese_months_are_seamless),
        cmocka_unit_test(test_solar_terms),
        cmocka_unit_test(test_running_reference),
        cmocka_unit_test(test_inferred_document_date),
        cmocka_unit_test(test_nothing_known_stays_open),
        cmocka_unit_test(test_december_told_in_january),
        cmocka_unit_test(test_nonsense_has_no_value),
        cmocka_unit_test(test_money),
        cmocka_unit_test(test_base_unit),
        cmocka_unit_test(test_begin_before_until),
    };
    return cmocka_run_group_tests(tests, desk_open, desk_close);
}
