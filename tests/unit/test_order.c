/* The order of dated events: days, hours, the order of the text, and what follows what. */
#define _DEFAULT_SOURCE     /* mkdtemp */
#include "check.h"
#include "fixture.h"

#include "timeline/day.h"

static struct model *model;

/* The events as they are told, one letter each, and the order in which they come out. */
struct told { const char *begin, *type; bool fixed; };

static void assert_order(const struct told *told, const char *expected)
{
    struct dated list[80];
    char out[80];
    uint32_t count = 0;
    for (; told[count].begin; count++)
        list[count] = (struct dated){ str_from(told[count].begin), str_from(told[count].type), count, count, told[count].fixed };
    dated_sort(model, list, count);
    for (uint32_t i = 0; i < count; i++)
        out[i] = (char)('a' + list[i].item);
    assert_text(((struct str){ out, count }), expected);
}

static void test_days_and_the_order_of_the_text(void **state)
{
    (void)state;
    assert_order((struct told[]){ { "2024-05-12", "x", false }, { "2024-05-11", "x", false }, { "2024-05-12", "x", false }, { NULL, NULL, false } }, "bac");
}

static void test_hours(void **state)
{
    (void)state;
    assert_order((struct told[]){ { "2024-05-12T10:00", "x", false }, { "2024-05-12T08:00", "x", false }, { NULL, NULL, false } }, "ba");
    /* One without an hour stands behind what was told before it, not in front of the day. */
    assert_order((struct told[]){ { "2024-05-12T08:00", "x", false }, { "2024-05-12", "x", false }, { "2024-05-12T10:00", "x", false }, { NULL, NULL, false } }, "abc");
    assert_order((struct told[]){ { "2024-05-12", "x", false }, { "2024-05-12T08:00", "x", false }, { NULL, NULL, false } }, "ab");
    assert_order((struct told[]){ { "2024-05-12T10:00", "x", false }, { "2024-05-12T08:00", "x", false }, { "2024-05-12", "x", false }, { NULL, NULL, false } }, "bca");
}

static void test_what_follows_what(void **state)
{
    (void)state;
    assert_order((struct told[]){ { "2024-05-12", "arrest", false }, { "2024-05-12", "attack", false }, { NULL, NULL, false } }, "ba");
    assert_order((struct told[]){ { "2024-05-12", "arrest", false }, { "2024-05-12T08:00", "attack", false }, { NULL, NULL, false } }, "ba");
    assert_order((struct told[]){ { "2024-05-11", "arrest", false }, { "2024-05-12", "attack", false }, { NULL, NULL, false } }, "ab");
    assert_order((struct told[]){ { "2024-05-12T08:00", "arrest", false }, { "2024-05-12T08:00", "attack", false }, { NULL, NULL, false } }, "ba");
    assert_order((struct told[]){ { "2024-05-12T07:00", "arrest", false }, { "2024-05-12T08:00", "attack", false }, { NULL, NULL, false } }, "ab");
    /* Words outrank types. */
    assert_order((struct told[]){ { "2024-05-12", "arrest", true }, { "2024-05-12", "attack", false }, { NULL, NULL, false } }, "ab");
}

int main(void)
{
    model = fixture_model();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_days_and_the_order_of_the_text), cmocka_unit_test(test_hours), cmocka_unit_test(test_what_follows_what),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    model_free(model);
    return failed;
}
