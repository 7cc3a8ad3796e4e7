/* Merge: reading JSON, who is who, which accounts are one event, what is contradicted, the order; on JSON made by hand. */
#define _DEFAULT_SOURCE     /* mkdtemp */
#include "check.h"
#include "fixture.h"

#include "merge/merge.h"
#include "merge/tree.h"
#include "write/write.h"

/* ---- the tree ---------------------------------------------------------------------------------------------------------- */

static bool reads(const char *text, const struct tree **out)
{
    static struct arena arena;
    struct error err = { 0 };
    if (arena.begin)
        arena_free(&arena);
    assert_true(arena_init(&arena, 1 << 20));
    bool good = tree_read(str_from(text), &arena, out, &err);
    assert_int_equal(err.kind, good ? ERR_NONE : ERR_SYNTAX);
    return good;
}

static void test_tree(void **state)
{
    (void)state;
    const struct tree *t;
    assert_true(reads(" {\"a\": [1, -2.50e3, \"x\"], \"b\": {\"c\": null}, \"n\": 7} ", &t));
    assert_text(tree_list(t, "a")->next->text, "-2.50e3");      /* a number stays the text that it is */
    assert_text(tree_list(t, "a")->next->next->text, "x");
    assert_int_equal(tree_count(t, "n", 9), 7);
    assert_int_equal(tree_count(t, "b", 9), 9);
    assert_null(tree_find(t, "d"));
    assert_null(tree_list(t, "b"));
    assert_text(tree_text(NULL, "a"), "");
}

static void test_tree_escapes(void **state)
{
    (void)state;
    const struct tree *t;
    assert_true(reads("\"a\\\"\\\\\\n\\u597d\\ud83d\\ude00\\ud83d!\\u0000\\\\\"", &t));
    assert_text(t->text, "a\"\\\n好😀\xEF\xBF\xBD!\xEF\xBF\xBD\\");
}

static void test_tree_refuses(void **state)
{
    (void)state;
    static const char *const bad[] = { "", "{", "[1,]", "[1 2]", "{\"a\" 1}", "{a:1}", "\"open", "\"\\", "\"\\x\"", "\"\\u12\"", "nul", "[1]]" };
    const struct tree *t;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(reads(bad[i], &t));
    char deep[200];
    memset(deep, '[', sizeof deep - 1);
    deep[sizeof deep - 1] = 0;
    assert_false(reads(deep, &t));
}

/* ---- merges ------------------------------------------------------------------------------------------------------------ */

static const struct model *model;

/* One document: entities (members), mentions (likewise), events. */
#define DOCUMENT(id, date, entities, mentions, events, timeline) \
    "{\"version\":1,\"document\":{\"id\":\"" id "\",\"date\":{\"value\":\"" date "\",\"basis\":\"given\"}},\"entities\":[" entities "]," \
    "\"mentions\":[" mentions "],\"events\":[" events "],\"timeline\":[" timeline "],\"relations\":[],\"warnings\":[]}"
#define ENTITY(number, type, name, more) "{\"id\":\"e" number "\",\"type\":\"" type "\",\"name\":\"" name "\",\"aliases\":[]" more ",\"mentions\":[\"m" number "\"]}"
#define NAME(number, type, text) "{\"id\":\"m" number "\",\"type\":\"" type "\",\"start\":0,\"end\":4,\"text\":\"" text "\",\"entity\":\"e" number "\"}"
#define MONEY(number, value) "{\"id\":\"m" number "\",\"type\":\"money\",\"start\":9,\"end\":12,\"text\":\"" value "\",\"value\":" value ",\"currency\":\"CNY\"}"
#define DEAL(number, day, price) "{\"id\":\"v" number "\",\"type\":\"acquisition\",\"summary\":\"deal\",\"date\":{\"value\":\"" day "\",\"begin\":\"" day \
    "\",\"until\":\"" day "\",\"basis\":\"clause\"},\"arguments\":[{\"role\":\"acquirer\",\"entity\":\"e1\",\"mention\":\"m1\"},{\"role\":\"target\",\"entity\":\"e2\"," \
    "\"mention\":\"m2\"}" price "],\"polarity\":\"positive\",\"modality\":\"actual\",\"told\":[{\"trigger\":{\"start\":5,\"end\":7,\"text\":\"收购\"}," \
    "\"sentence\":{\"start\":0,\"end\":20}}],\"confidence\":0.9}"
#define PRICE(mention) ",{\"role\":\"price\",\"mention\":\"" mention "\"}"
#define QUARTER(number, value) "{\"id\":\"m" number "\",\"type\":\"date\",\"start\":9,\"end\":12,\"text\":\"" value "\",\"timex\":\"DATE\",\"value\":\"" value "\"}"
#define PERIOD(mention) ",{\"role\":\"period\",\"mention\":\"" mention "\"}"
#define TWO_COMPANIES ENTITY("1", "company", "星河科技", "") "," ENTITY("2", "company", "蓝鲸数据", "")
#define TWO_NAMES NAME("1", "company", "星河科技") "," NAME("2", "company", "蓝鲸数据")
#define FIRST "{\"order\":1,\"event\":\"v1\"}"

#define DEAL_AT(id, written, day, price) DOCUMENT(id, written, TWO_COMPANIES, TWO_NAMES "," MONEY("3", price), DEAL("1", day, PRICE("m3")), FIRST)

static struct merge *merged(const char *const *documents, size_t count)
{
    struct merge *m = merge_new(model);
    struct error err = { 0 };
    assert_non_null(m);
    for (size_t i = 0; i < count; i++)
        if (!merge_add(m, str_from(documents[i]), &err)) {
            print_error("%s\n", err.message);
            assert_true(false);
        }
    assert_true(merge_run(m, &err));
    return m;
}

static struct output json_of(struct merge *m)
{
    struct output out = { 0 };
    write_merged_json(m, false, &out);
    assert_false(out.full);
    return out;
}

static void assert_same_json(struct merge *a, struct merge *b)
{
    struct output x = json_of(a), y = json_of(b);
    output_add(&y, (struct str){ "", 1 });
    assert_text(((struct str){ x.ptr, (uint32_t)x.len }), y.ptr);
    output_free(&x);
    output_free(&y);
}

static void test_one_event_keeps_all_accounts(void **state)
{
    (void)state;
    const char *documents[] = { DEAL_AT("a", "2024-05-12", "2024-05-11", "1200000000"), DEAL_AT("b", "2024-05-13", "2024-05-11", "1200000000") };
    struct merge *m = merged(documents, 2);
    assert_int_equal(m->events.count, 1);
    assert_int_equal(m->entities.count, 2);
    assert_int_equal(m->events.at[0].accounts.count, 2);
    assert_int_equal(m->events.at[0].contradictions.count, 0);
    assert_int_equal(m->events.at[0].arguments.count, 3);
    assert_int_equal(m->events.at[0].arguments.at[2].documents.count, 2);
    merge_free(m);
}

static void test_contradictions_are_listed(void **state)
{
    (void)state;
    const char *documents[] = { DEAL_AT("a", "2024-05-12", "2024-05-10", "1200000000"), DEAL_AT("b", "2024-05-13", "2024-05-11", "900000000.01"),
                                DEAL_AT("c", "2024-05-13", "2024-05-11", "900000000.01") };
    struct merge *m = merged(documents, 3);
    assert_int_equal(m->events.count, 1);
    const struct merged_event *e = &m->events.at[0];
    assert_text(m->accounts.at[e->dated].value, "2024-05-11");          /* what most tell */
    assert_int_equal(e->contradictions.count, 2);
    assert_int_equal(e->contradictions.at[0].role, NONE);
    assert_int_equal(e->contradictions.at[0].accounts.count, 3);
    assert_text(m->roles.at[e->contradictions.at[1].role], "price");
    struct output out = json_of(m);
    output_add(&out, (struct str){ "", 1 });
    assert_non_null(strstr(out.ptr, "900000000.01"));                   /* exact */
    output_free(&out);
    merge_free(m);
}

static void test_other_events_stay_apart(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { DEAL_AT("a", "2024-05-12", "2024-05-11", "1200000000"), DEAL_AT("b", "2024-09-12", "2024-09-11", "1200000000") },     /* months later */
        { DEAL_AT("a", "2024-05-12", "2024-05-11", "1200000000"),                                                               /* another target */
          DOCUMENT("b", "2024-05-12", ENTITY("1", "company", "星河科技", "") "," ENTITY("2", "company", "白石物流", ""),
                   NAME("1", "company", "星河科技") "," NAME("2", "company", "白石物流"), DEAL("1", "2024-05-11", ""), FIRST) },
        { DOCUMENT("a", "2024-05-12", TWO_COMPANIES, TWO_NAMES "," QUARTER("3", "2024-Q1"), DEAL("1", "2024-05-11", PERIOD("m3")), FIRST),
          DOCUMENT("b", "2024-05-12", TWO_COMPANIES, TWO_NAMES "," QUARTER("3", "2024-Q2"), DEAL("1", "2024-05-11", PERIOD("m3")), FIRST) },    /* of another quarter */
        { DOCUMENT("a", "2024-05-12", ENTITY("1", "company", "星河科技", ",\"wikidata\":\"Q1\"") "," ENTITY("2", "company", "蓝鲸数据", ",\"wikidata\":\"Q2\""),
                   TWO_NAMES, DEAL("1", "2024-05-11", ""), FIRST),                                                              /* other ids behind the names */
          DOCUMENT("b", "2024-05-12", ENTITY("1", "company", "星河科技", ",\"wikidata\":\"Q3\"") "," ENTITY("2", "company", "蓝鲸数据", ",\"wikidata\":\"Q4\""),
                   TWO_NAMES, DEAL("1", "2024-05-11", ""), FIRST) },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct merge *m = merged(cases[i], 2);
        assert_int_equal(m->events.count, 2);
        merge_free(m);
    }
}

static void test_one_id_in_two_scripts(void **state)
{
    (void)state;
    const char *documents[] = {
        DOCUMENT("a", "2024-05-12", ENTITY("1", "company", "星河科技", ",\"wikidata\":\"Q1\"") "," ENTITY("2", "company", "蓝鲸数据", ""), TWO_NAMES, DEAL("1", "2024-05-11", ""), FIRST),
        DOCUMENT("b", "2024-05-12", ENTITY("1", "company", "Galaxy Tech", ",\"wikidata\":\"Q1\"") "," ENTITY("2", "company", "Bluewhale", ""),
                 NAME("1", "company", "Galaxy Tech") "," NAME("2", "company", "Bluewhale"), DEAL("1", "2024-05-11", ""), FIRST) };
    struct merge *m = merged(documents, 2);
    assert_int_equal(m->events.count, 1);
    assert_int_equal(m->entities.count, 2);         /* the targets too: they do the same in one event */
    merge_free(m);
}

static void test_names_of_people(void **state)
{
    (void)state;
#define PERSON(id, name) DOCUMENT(id, "2024-05-12", ENTITY("1", "person", name, ""), NAME("1", "person", name), "", "")
#define STORY(id, name) DOCUMENT(id, "2024-05-12", ENTITY("1", "person", name, "") "," ENTITY("2", "company", "星河科技", "") "," ENTITY("3", "company", "蓝鲸数据", ""), \
    NAME("1", "person", name), "", "")
    static const struct { const char *a, *b; uint32_t entities; } cases[] = {
        { PERSON("a", "John Smith"), PERSON("b", "John Smith"), 1 }, { PERSON("a", "John Smith"), PERSON("b", "JOHN  SMITH"), 1 },
        { PERSON("a", "Smith"), PERSON("b", "Smith"), 2 }, { PERSON("a", "John Smith"), PERSON("b", "Jane Smith"), 2 },
        { PERSON("a", "John Q. Smith"), PERSON("b", "John Smith"), 1 }, { PERSON("a", "George W. Bush"), PERSON("b", "George H. Bush"), 2 },
        { PERSON("a", "Bettie Page"), PERSON("b", "Betty Page"), 2 },           /* nothing else in common */
        { STORY("a", "Bettie Page"), STORY("b", "Betty Page"), 3 }, { STORY("a", "Bettie Page"), STORY("b", "Bertha Payne"), 4 },
        { PERSON("a", "王明"), PERSON("b", "王明"), 1 }, { PERSON("a", "王明"), PERSON("b", "王明天"), 2 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *documents[] = { cases[i].a, cases[i].b };
        struct merge *m = merged(documents, 2);
        if (m->entities.count != cases[i].entities)
            print_error("case %zu\n", i);
        assert_int_equal(m->entities.count, cases[i].entities);
        merge_free(m);
    }
}

static void test_the_order_of_the_input_does_not_matter(void **state)
{
    (void)state;
    const char *documents[] = { DEAL_AT("a", "2024-05-12", "2024-05-10", "1200000000"), DEAL_AT("b", "2024-05-13", "2024-05-11", "900000000"),
                                DEAL_AT("c", "2024-09-13", "2024-09-11", "900000000") };
    const char *reversed[] = { documents[2], documents[1], documents[0], documents[1] };        /* one of them twice */
    struct merge *m = merged(documents, 3), *n = merged(reversed, 4);
    assert_int_equal(n->documents.count, 3);
    assert_same_json(m, n);
    merge_free(m);
    merge_free(n);
}

static void test_merges_nest(void **state)
{
    (void)state;
    const char *documents[] = { DEAL_AT("a", "2024-05-12", "2024-05-10", "1200000000"), DEAL_AT("b", "2024-05-13", "2024-05-11", "900000000"),
                                DEAL_AT("c", "2024-09-13", "2024-09-11", "900000000") };
    struct merge *all = merged(documents, 3), *some = merged(documents, 2);
    struct output json = json_of(some);
    output_add(&json, (struct str){ "", 1 });
    const char *nested[] = { documents[2], json.ptr };
    struct merge *m = merged(nested, 2);
    assert_same_json(all, m);
    output_free(&json);
    merge_free(all);
    merge_free(some);
    merge_free(m);
}

static void test_a_merge_of_nothing(void **state)
{
    (void)state;
    struct merge *m = merged(NULL, 0);
    struct output json = json_of(m);
    output_add(&json, (struct str){ "", 1 });
    const char *documents[] = { json.ptr, json.ptr };
    struct merge *n = merged(documents, 2);
    assert_same_json(m, n);
    output_free(&json);
    merge_free(m);
    merge_free(n);
}

static void test_what_is_no_output_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "{}", "[]", "{\"version\":2,\"document\":{\"id\":\"a\"}}", "{\"version\":1}",
        "{\"version\":1,\"document\":{\"id\":\"a\"},\"entities\":[{\"id\":\"e1\",\"type\":\"walrus\",\"name\":\"x\"}]}",
        "{\"version\":1,\"document\":{\"id\":\"a\"},\"events\":[],\"timeline\":[{\"order\":1,\"event\":\"v1\"}]}",
        "{\"version\":1,\"document\":{\"id\":\"a\"},\"events\":[{\"id\":\"v1\",\"type\":\"fine\",\"arguments\":[{\"role\":\"a\",\"mention\":\"m9\"}],"
        "\"told\":[{\"trigger\":{}}]}],\"timeline\":[{\"event\":\"v1\"}]}",
        "{\"version\":1,\"document\":{\"id\":\"a\"},\"events\":[{\"id\":\"v1\",\"type\":\"fine\",\"told\":[]}],\"timeline\":[{\"event\":\"v1\"}]}",
    };
    struct merge *m = merge_new(model);
    struct error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        err = (struct error){ 0 };
        if (merge_add(m, str_from(bad[i]), &err))
            print_error("case %zu was taken\n", i);
        assert_int_equal(err.kind, ERR_SYNTAX);
    }
    /* It can go on, as if they had not been given. */
    assert_true(merge_add(m, str_from(DEAL_AT("a", "2024-05-12", "2024-05-10", "1")), &err));
    assert_int_equal(m->documents.count, 1);
    assert_true(merge_run(m, &err));
    merge_free(m);
}

int main(void)
{
    struct model *made = fixture_model();
    model = made;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tree), cmocka_unit_test(test_tree_escapes), cmocka_unit_test(test_tree_refuses),
        cmocka_unit_test(test_one_event_keeps_all_accounts), cmocka_unit_test(test_contradictions_are_listed),
        cmocka_unit_test(test_other_events_stay_apart), cmocka_unit_test(test_one_id_in_two_scripts), cmocka_unit_test(test_names_of_people),
        cmocka_unit_test(test_the_order_of_the_input_does_not_matter), cmocka_unit_test(test_merges_nest), cmocka_unit_test(test_a_merge_of_nothing),
        cmocka_unit_test(test_what_is_no_output_is_refused),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    model_free(made);
    return failed;
}
