/* The base: text views, UTF-8, arenas, errors. */
#include "check.h"

#include "base/arena.h"
#include "base/error.h"
#include "base/span.h"
#include "base/str.h"
#include "base/utf8.h"

/* ---- str --------------------------------------------------------------------------------------------------------- */

static void test_str_compares_by_bytes(void **state)
{
    (void)state;
    assert_true(str_equal(STR("abc"), STR("abc")));
    assert_false(str_equal(STR("abc"), STR("ab")));
    assert_true(str_equal(STR(""), (struct str){ NULL, 0 }));
    assert_true(str_compare(STR("a"), STR("b")) < 0);
    assert_true(str_compare(STR("ab"), STR("a")) > 0);
    assert_true(str_compare(STR("好"), STR("z")) > 0);
    assert_int_equal(str_compare(STR("好"), STR("好")), 0);
}

static void test_str_starts_and_ends(void **state)
{
    (void)state;
    assert_true(str_starts(STR("rules/zh"), STR("rules")));
    assert_false(str_starts(STR("ru"), STR("rules")));
    assert_true(str_ends(STR("money.yaml"), STR(".yaml")));
    assert_false(str_ends(STR("yaml"), STR(".yaml")));
    assert_true(str_ends(STR("x"), STR("")));
}

static void test_str_cut_takes_one_part_after_the_other(void **state)
{
    (void)state;
    struct str rest = STR("a||b");
    assert_true(str_equal(str_cut(&rest, '|'), STR("a")));
    assert_true(str_equal(str_cut(&rest, '|'), STR("")));
    assert_true(str_equal(str_cut(&rest, '|'), STR("b")));
    assert_int_equal(rest.len, 0);
    assert_true(str_equal(str_cut(&rest, '|'), STR("")));
}

static void test_str_trim(void **state)
{
    (void)state;
    assert_true(str_equal(str_trim(STR(" \t a b \r\n")), STR("a b")));
    assert_true(str_equal(str_trim(STR(" \n ")), STR("")));
}

static void test_spans(void **state)
{
    (void)state;
    struct span a = { 2, 6 }, b = { 3, 5 }, c = { 6, 8 };
    assert_int_equal(span_len(a), 4);
    assert_true(span_covers(a, b));
    assert_false(span_covers(b, a));
    assert_true(span_overlaps(a, b));
    assert_false(span_overlaps(a, c));
}

/* ---- UTF-8 ------------------------------------------------------------------------------------------------------- */

static void test_utf8_round_trip(void **state)
{
    (void)state;
    static const uint32_t samples[] = { 0x1, 0x7F, 0x80, 0x7FF, 0x800, 0x4E00, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x10FFFF };
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        char bytes[UTF8_MAX_BYTES];
        uint32_t length = utf8_write(samples[i], bytes), c;
        bool bad = false;
        assert_int_equal(utf8_read((struct str){ bytes, length }, &c, &bad), length);
        assert_int_equal(c, samples[i]);
        assert_false(bad);
    }
}

/* The table of maximal subparts of the Unicode standard (3.9, tables 3-8 to 3-11), and bytes cut off at the end. */
static void test_utf8_ill_formed_takes_its_maximal_subpart(void **state)
{
    (void)state;
    static const struct { struct str bytes; uint32_t taken; } cases[] = {
        { STR_INIT("\x80"), 1 },                    /* a trail byte alone */
        { STR_INIT("\xC0\xAF"), 1 },                /* an overlong slash */
        { STR_INIT("\xE0\x80\xBF"), 1 },
        { STR_INIT("\xED\xA0\x80"), 1 },            /* a surrogate */
        { STR_INIT("\xF4\x90\x80\x80"), 1 },        /* beyond U+10FFFF */
        { STR_INIT("\xF5"), 1 },
        { STR_INIT("\xFF"), 1 },
        { STR_INIT("\xE1\x80\xE2"), 2 },            /* cut off by the next character */
        { STR_INIT("\xF0\x91\x92"), 3 },            /* cut off by the end */
        { STR_INIT("\xE4\xBD"), 2 },
        { STR_INIT("\xF1\xBF"), 2 },
        { STR_INIT("\xC3("), 1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint32_t c = 0;
        bool bad = false;
        assert_int_equal(utf8_read(cases[i].bytes, &c, &bad), cases[i].taken);
        assert_true(bad);
        assert_int_equal(c, UTF8_REPLACEMENT);
    }
}

static void test_utf8_count(void **state)
{
    (void)state;
    assert_int_equal(utf8_count(STR("")), 0);
    assert_int_equal(utf8_count(STR("a好😀")), 3);
}

/* ---- arena ------------------------------------------------------------------------------------------------------- */

static void test_arena_gives_zeroed_aligned_room(void **state)
{
    (void)state;
    struct arena a;
    assert_true(arena_init(&a, 1 << 20));
    char *byte = arena_alloc(&a, 1, 1);
    uint64_t *words = arena_alloc(&a, sizeof *words, 100);
    assert_non_null(byte);
    assert_int_equal((uintptr_t)words % _Alignof(max_align_t), 0);
    for (int i = 0; i < 100; i++)
        assert_int_equal(words[i], 0);
    arena_free(&a);
}

static void test_arena_says_when_it_is_full(void **state)
{
    (void)state;
    struct arena a;
    assert_true(arena_init(&a, 4096));
    assert_null(arena_alloc(&a, 1, 4097));
    assert_null(arena_alloc(&a, SIZE_MAX / 2, 3));
    while (arena_alloc(&a, 1, 1))
        ;
    assert_null(arena_str(&a, STR("x")).ptr);
    assert_null(arena_printf(&a, "%d", 1).ptr);
    arena_free(&a);
}

static void test_arena_reset_forgets_what_was_written(void **state)
{
    (void)state;
    struct arena a;
    assert_true(arena_init(&a, 1 << 20));
    memset(arena_alloc(&a, 1, 1 << 16), 0xAA, 1 << 16);
    arena_reset(&a, 0);
    const unsigned char *again = arena_alloc(&a, 1, 1 << 16);
    for (size_t i = 0; i < 1 << 16; i++)
        assert_int_equal(again[i], 0);
    arena_free(&a);
}

static void test_scratch_is_given_back(void **state)
{
    (void)state;
    struct arena a;
    assert_true(arena_init(&a, 1 << 16));
    struct arena scratch = a;
    char *used = arena_alloc(&scratch, 1, 1 << 15);
    assert_non_null(used);
    memset(used, 0xAA, 1 << 15);
    const char *again = arena_alloc(&a, 1, 1 << 15);
    assert_ptr_equal(again, used);
    for (size_t i = 0; i < 1 << 15; i++)
        assert_int_equal(again[i], 0);
    arena_free(&a);
}

static void test_vec_keeps_its_elements_while_it_grows(void **state)
{
    (void)state;
    struct arena a;
    assert_true(arena_init(&a, 1 << 22));
    VEC(uint32_t) numbers = { 0 };
    for (uint32_t i = 0; i < 10000; i++) {
        if (i % 1000 == 999)
            assert_non_null(arena_alloc(&a, 1, 1));     /* something behind it: it has to move */
        uint32_t *slot = vec_push(&a, &numbers);
        assert_non_null(slot);
        assert_int_equal(*slot, 0);
        *slot = i;
    }
    for (uint32_t i = 0; i < 10000; i++)
        assert_int_equal(numbers.at[i], i);
    arena_free(&a);
}

static void test_vec_full(void **state)
{
    (void)state;
    struct arena a;
    assert_true(arena_init(&a, 4096));
    VEC(uint64_t) numbers = { 0 };
    uint32_t pushed = 0;
    while (vec_push(&a, &numbers))
        pushed++;
    assert_int_equal(numbers.count, pushed);
    assert_in_range(pushed, 16, 512);
    arena_free(&a);
}

static void test_arena_text(void **state)
{
    (void)state;
    struct arena a;
    assert_true(arena_init(&a, 4096));
    struct str copy = arena_str(&a, STR("好"));
    assert_true(str_equal(copy, STR("好")));
    assert_int_equal(copy.ptr[copy.len], 0);
    assert_true(str_equal(arena_printf(&a, "%s-%d", "x", 7), STR("x-7")));
    arena_free(&a);
}

/* ---- errors ------------------------------------------------------------------------------------------------------ */

static void test_error_format(void **state)
{
    (void)state;
    struct error err = { 0 };
    char text[200];
    assert_false(fail(&err, ERR_SYNTAX, (struct place){ STR("rules/a.yaml"), 12, 9 }, "unknown key '%s'", "x"));
    assert_int_equal(err.kind, ERR_SYNTAX);
    error_format(&err, text, sizeof text);
    assert_string_equal(text, "rules/a.yaml:12:9: unknown key 'x'");
    fail(&err, ERR_IO, (struct place){ .file = STR("a.txt") }, "no such file");
    error_format(&err, text, sizeof text);
    assert_string_equal(text, "a.txt: no such file");
    fail(&err, ERR_LIMIT, (struct place){ 0 }, "too large");
    error_format(&err, text, 4);
    assert_string_equal(text, "too");
}

static void test_error_list_keeps_the_order(void **state)
{
    (void)state;
    struct arena a;
    assert_true(arena_init(&a, 1 << 20));
    struct error_list list = { .arena = &a };
    for (uint32_t i = 0; i < 50; i++)
        assert_false(error_add(&list, (struct place){ STR("f"), i + 1, 1 }, "mistake %u", i));
    assert_int_equal(list.errors.count, 50);
    assert_int_equal(list.errors.at[49].at.line, 50);
    assert_string_equal(list.errors.at[0].message, "mistake 0");
    arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_str_compares_by_bytes),
        cmocka_unit_test(test_str_starts_and_ends),
        cmocka_unit_test(test_str_cut_takes_one_part_after_the_other),
        cmocka_unit_test(test_str_trim),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_utf8_round_trip),
        cmocka_unit_test(test_utf8_ill_formed_takes_its_maximal_subpart),
        cmocka_unit_test(test_utf8_count),
        cmocka_unit_test(test_arena_gives_zeroed_aligned_room),
        cmocka_unit_test(test_arena_says_when_it_is_full),
        cmocka_unit_test(test_arena_reset_forgets_what_was_written),
        cmocka_unit_test(test_scratch_is_given_back),
        cmocka_unit_test(test_vec_keeps_its_elements_while_it_grows),
        cmocka_unit_test(test_vec_full),
        cmocka_unit_test(test_arena_text),
        cmocka_unit_test(test_error_format),
        cmocka_unit_test(test_error_list_keeps_the_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
