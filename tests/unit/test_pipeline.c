/* The whole pipeline, through the public API alone: a small model from tests/cli/data, and the shipped weights. */
#define _DEFAULT_SOURCE     /* mkdtemp */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <pthread.h>

#include "extract.h"

static const char article[] = "星河科技昨日以12亿元收购蓝鲸数据。\n\nGalaxy Tech bought Bluewhale Data in 2019 for 12.5 million euros.\n";

struct desk { char folder[40]; struct extract_model *model; };

static int desk_open(void **state)
{
    static struct desk desk = { .folder = P_tmpdir "/extract-pipeline-XXXXXX" };
    char command[200];
    struct extract_error error;
    assert_non_null(mkdtemp(desk.folder));
    snprintf(command, sizeof command, "cp -r tests/cli/data/. %s && cp rules/weights.tsv %s/rules/", desk.folder, desk.folder);
    assert_int_equal(system(command), 0);
    struct extract_sources sources = { .data = desk.folder, .cache = "" };
    desk.model = extract_model_load(&sources, &error);
    if (!desk.model)
        print_error("%s\n", error.message);
    *state = &desk;
    return desk.model ? 0 : -1;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;
    char command[200];
    extract_model_free(desk->model);
    snprintf(command, sizeof command, "rm -r %s", desk->folder);
    return system(command);
}

static struct extract_worker *new_worker(void **state)
{
    struct extract_worker *worker = extract_worker_new(((struct desk *)*state)->model);
    assert_non_null(worker);
    return worker;
}

static const struct extract_result *run_dated(struct extract_worker *worker, const char *text, const char *date)
{
    struct extract_error error;
    struct extract_input input = { .text = text, .length = strlen(text), .id = "a", .date = date };
    const struct extract_result *result = extract_run(worker, &input, &error);
    assert_non_null(result);
    assert_int_equal(error.status, EXTRACT_OK);
    return result;
}

static bool is(struct extract_text text, const char *expected)
{
    bool same = text.length == strlen(expected) && (!text.length || !memcmp(text.ptr, expected, text.length));
    if (!same)
        print_message("'%.*s' is not '%s'\n", (int)text.length, text.ptr, expected);
    return same;
}

/* ---- walking ---------------------------------------------------------------------------------------------------------- */

static void test_mentions(void **state)
{
    struct extract_worker *worker = new_worker(state);
    const struct extract_result *r = run_dated(worker, article, "2024-05-12");
    static const struct { const char *type, *text, *value; int64_t coefficient; int exponent; const char *unit; size_t begin, entity; } all[] = {
        { "company", "星河科技", "", 0, 0, "", 0, 0 }, { "date", "昨日", "2024-05-11", 0, 0, "", 4, EXTRACT_NONE },
        { "money", "12亿元", "", 12, 8, "CNY", 7, EXTRACT_NONE }, { "company", "蓝鲸数据", "", 0, 0, "", 13, 1 },
        { "company", "Galaxy Tech", "", 0, 0, "", 20, 0 }, { "company", "Bluewhale Data", "", 0, 0, "", 39, 1 },
        { "date", "2019", "2019", 0, 0, "", 57, EXTRACT_NONE }, { "money", "12.5 million euros", "", 125, 5, "EUR", 66, EXTRACT_NONE },
    };
    assert_int_equal(extract_mention_count(r), sizeof all / sizeof *all);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct extract_mention m = extract_mention_at(r, i);
        assert_true(is(m.type, all[i].type) && is(m.text, all[i].text) && is(m.value, all[i].value) && is(m.unit, all[i].unit));
        assert_true(is(m.form, "name"));
        assert_true(m.confidence > 0.5 && m.confidence <= 1);
        assert_true(m.entity == all[i].entity);
        assert_int_equal(m.has_number, *all[i].unit != 0);
        if (m.has_number) {
            double number = (double)m.coefficient, expected = (double)all[i].coefficient;
            for (int e = 0; e < m.exponent; e++)
                number *= 10;
            for (int e = 0; e < all[i].exponent; e++)
                expected *= 10;
            assert_true(number == expected);
        }
    }
    extract_worker_free(worker);
}

static void test_offsets_are_code_points(void **state)
{
    struct extract_worker *worker = new_worker(state);
    const struct extract_result *r = run_dated(worker, article, "2024-05-12");
    static const size_t begins[] = { 0, 4, 7, 13, 20, 39, 57, 66 };
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(extract_mention_at(r, i).begin, begins[i]);
    assert_int_equal(extract_mention_at(r, 7).end, 84);
    extract_worker_free(worker);
}

static void test_entities(void **state)
{
    struct extract_worker *worker = new_worker(state);
    const struct extract_result *r = run_dated(worker, article, NULL);
    assert_int_equal(extract_entity_count(r), 2);
    struct extract_entity first = extract_entity_at(r, 0), second = extract_entity_at(r, 1);
    assert_true(is(first.type, "company") && is(first.id, "Q17") && is(second.id, ""));
    assert_int_equal(first.mention_count, 2);
    assert_int_equal(second.mention_count, 2);
    extract_worker_free(worker);
}

static void test_events_in_the_order_of_the_timeline(void **state)
{
    struct extract_worker *worker = new_worker(state);
    const struct extract_result *r = run_dated(worker, article, "2024-05-12");
    assert_int_equal(extract_event_count(r), 2);
    static const char *const dates[] = { "2019", "2024-05-11" };
    for (size_t i = 0; i < 2; i++) {
        struct extract_event e = extract_event_at(r, i);
        assert_true(is(e.type, "acquisition") && is(e.date, dates[i]) && is(e.modality, "actual") && is(e.polarity, "positive"));
        assert_int_equal(e.order, i);
        assert_true(e.summary.length > 0);
        assert_int_equal(e.argument_count, 3);
        bool acquirer = false, price = false;
        for (size_t k = 0; k < e.argument_count; k++) {
            struct extract_argument a = extract_argument_at(r, i, k);
            assert_true(a.mention < extract_mention_count(r));
            acquirer |= !strncmp(a.role.ptr, "acquirer", a.role.length) && a.entity == 0;
            price |= !strncmp(a.role.ptr, "price", a.role.length) && a.entity == EXTRACT_NONE;
        }
        assert_true(acquirer && price);
    }
    r = run_dated(worker, "星河科技拟收购蓝鲸数据。", NULL);
    assert_int_equal(extract_event_count(r), 1);
    assert_true(is(extract_event_at(r, 0).modality, "planned"));
    extract_worker_free(worker);
}

static void test_the_date_of_the_document(void **state)
{
    struct extract_worker *worker = new_worker(state);
    struct extract_text basis;
    assert_true(is(extract_document_date(run_dated(worker, article, "2024-05-12"), &basis), "2024-05-12"));
    assert_true(is(basis, "given"));
    assert_true(is(extract_document_date(run_dated(worker, article, NULL), &basis), "2019"));
    assert_true(is(basis, "inferred"));
    assert_true(is(extract_document_date(run_dated(worker, "星河科技", NULL), NULL), ""));
    extract_worker_free(worker);
}

/* ---- what may be left out, and what is refused ------------------------------------------------------------------------- */

static void test_empty_fields(void **state)
{
    struct extract_worker *worker = new_worker(state);
    struct extract_error error;
    struct extract_input input = { 0 };
    const struct extract_result *r = extract_run(worker, &input, &error);
    assert_non_null(r);
    assert_int_equal(extract_mention_count(r), 0);
    assert_int_equal(extract_entity_count(r), 0);
    assert_int_equal(extract_event_count(r), 0);
    size_t length = 0;
    char *json = extract_json(r, NULL, &length);
    assert_non_null(json);
    assert_int_equal(strlen(json), length);
    extract_free(json);
    char *table = extract_table(r, 80, false, NULL);
    assert_non_null(table);
    extract_free(table);
    input = (struct extract_input){ .text = "", .id = "", .title = "", .date = "" };
    assert_non_null(extract_run(worker, &input, &error));
    extract_free(NULL);
    extract_model_free(NULL);
    extract_worker_free(NULL);
    extract_worker_free(worker);
}

static void test_the_title_is_part_of_the_document(void **state)
{
    struct extract_worker *worker = new_worker(state);
    struct extract_error error;
    struct extract_input input = { .text = "工厂昨日开工。", .length = strlen("工厂昨日开工。"), .title = "星河科技开工" };
    const struct extract_result *r = extract_run(worker, &input, &error);
    assert_non_null(r);
    char *json = extract_json(r, NULL, NULL);
    assert_non_null(strstr(json, "\"title\":\"星河科技开工\""));
    extract_free(json);
    extract_worker_free(worker);
}

static void test_a_refused_text_leaves_the_worker_fit(void **state)
{
    struct extract_worker *worker = new_worker(state);
    struct extract_error error;
    struct extract_input input = { .text = "\x7F" "ELF", .length = 4 };
    assert_null(extract_run(worker, &input, &error));
    assert_int_equal(error.status, EXTRACT_INPUT);
    assert_non_null(strstr(error.message, "not text"));
    input = (struct extract_input){ .text = "a", .length = ((size_t)256 << 20) + 1 };   /* refused before it is looked at */
    assert_null(extract_run(worker, &input, &error));
    assert_int_equal(error.status, EXTRACT_INPUT);
    assert_int_equal(extract_mention_count(run_dated(worker, article, NULL)), 8);
    extract_worker_free(worker);
}

static void test_private_use_characters_are_only_characters(void **state)
{
    struct extract_worker *worker = new_worker(state);
    char text[400] = "";
    for (uint32_t c = 0x10F000; c < 0x10F048; c++) {
        char encoded[5] = { (char)(0xF0 | c >> 18), (char)(0x80 | (c >> 12 & 0x3F)), (char)(0x80 | (c >> 6 & 0x3F)), (char)(0x80 | (c & 0x3F)), 0 };
        strcat(text, encoded);
    }
    strcat(text, "收购蓝鲸数据。");
    const struct extract_result *r = run_dated(worker, text, NULL);
    assert_int_equal(extract_mention_count(r), 1);
    for (size_t i = 0; i < extract_event_count(r); i++)
        assert_true(extract_event_at(r, i).argument_count <= 1);
    extract_worker_free(worker);
}

struct told { int count; char first[300]; };

static void note(void *context, const char *message)
{
    struct told *told = context;
    if (!told->count++)
        snprintf(told->first, sizeof told->first, "%s", message);
}

static void test_a_model_that_can_not_be_loaded(void **state)
{
    (void)state;
    struct extract_error error;
    struct told told = { 0 };
    struct extract_sources sources = { .data = "/nonexistent", .cache = "", .report = note, .context = &told };
    assert_null(extract_model_load(&sources, &error));
    assert_int_equal(error.status, EXTRACT_MODEL);
    assert_true(told.count > 0);
    assert_non_null(strstr(told.first, "can't be read"));
    sources.report = NULL;
    assert_null(extract_model_load(&sources, &error));
}

static void test_more_folders(void **state)
{
    struct desk *desk = *state;
    const char *none[] = { "/nonexistent" };
    struct extract_error error;
    struct told told = { 0 };
    struct extract_sources sources = { .data = desk->folder, .cache = "", .gazetteers = none, .gazetteers_count = 1, .report = note,
                                       .context = &told };
    assert_null(extract_model_load(&sources, &error));
    assert_int_equal(told.count, 1);
    sources.keep_going = true;
    struct extract_model *model = extract_model_load(&sources, &error);
    assert_non_null(model);
    assert_true(extract_model_count(model).entries == extract_model_count(desk->model).entries);
    extract_model_free(model);
}

static void test_counts_and_types_of_events(void **state)
{
    struct desk *desk = *state;
    struct extract_model_counts counts = extract_model_count(desk->model);
    assert_int_equal(counts.events, 1);
    assert_int_equal(counts.entries, 3);
    assert_true(counts.rules > 5 && counts.literals > 10 && counts.bytes > 1000 && !counts.from_cache);
    assert_true(is(extract_model_event_type(desk->model, 0), "acquisition"));
    assert_true(is(extract_model_event_type(desk->model, 1), ""));
    assert_true(is(extract_model_event_type(desk->model, EXTRACT_NONE), ""));
}

static void test_checking_rules(void **state)
{
    struct desk *desk = *state;
    struct extract_check check;
    struct extract_error error;
    struct extract_sources sources = { .data = desk->folder };
    assert_true(extract_check_rules(&sources, &check, &error));
    assert_int_equal(check.failures, 0);
    assert_true(check.rules > 5 && check.examples >= check.rules);
    sources.data = "/nonexistent";
    assert_false(extract_check_rules(&sources, &check, &error));
    assert_int_equal(error.status, EXTRACT_MODEL);
}

/* ---- output ---------------------------------------------------------------------------------------------------------------- */

static void test_json_options(void **state)
{
    struct extract_worker *worker = new_worker(state);
    const struct extract_result *r = run_dated(worker, "在2019年，星河科技有12亿元。", NULL);
    struct extract_json_options options = { .types = "company", .offsets = EXTRACT_BYTES };
    char *json = extract_json(r, &options, NULL);
    assert_non_null(strstr(json, "\"start\":13"));
    assert_null(strstr(json, "\"money\""));
    extract_free(json);
    options = (struct extract_json_options){ .types = "firm" };
    assert_null(extract_json(r, &options, NULL));
    struct extract_error error;
    assert_false(extract_types_valid("person,firm", &error));
    assert_int_equal(error.status, EXTRACT_USE);
    assert_non_null(strstr(error.message, "firm"));
    assert_true(extract_types_valid("person,number", &error));
    assert_true(extract_types_valid(NULL, &error));
    extract_worker_free(worker);
}

static void test_why_at_any_offset(void **state)
{
    struct extract_worker *worker = new_worker(state);
    const struct extract_result *r = run_dated(worker, article, NULL);
    static const size_t offsets[] = { 0, 1, 17, 18, 19, 84, 85, 86, 100000, EXTRACT_NONE };
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        size_t length = 0;
        char *why = extract_why(r, offsets[i], &length);
        assert_non_null(why);
        assert_true(length > 0 && strlen(why) == length);
        extract_free(why);
    }
    extract_worker_free(worker);
}

static char *json_of(struct extract_worker *worker, const char *text)
{
    struct extract_json_options options = { .explain = true };
    return extract_json(run_dated(worker, text, "2024-05-12"), &options, NULL);
}

static void test_a_worker_forgets(void **state)
{
    struct extract_worker *worker = new_worker(state), *fresh = new_worker(state);
    static const char *const between[] = { "", "星河科技。王小明说，他拟收购蓝鲸数据。", "\xFF\xFE", "a\n\n\n- b\n- c\n" };
    char *expected = json_of(fresh, article);
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        extract_free(json_of(worker, between[i]));
        char *json = json_of(worker, article);
        assert_string_equal(json, expected);
        extract_free(json);
    }
    extract_free(expected);
    extract_worker_free(fresh);
    extract_worker_free(worker);
}

/* ---- threads ------------------------------------------------------------------------------------------------------------------ */

struct runner { const struct extract_model *model; const char *expected; bool good; };

static void *run_many(void *argument)
{
    struct runner *runner = argument;
    struct extract_worker *worker = extract_worker_new(runner->model);
    runner->good = worker != NULL;
    for (int i = 0; i < 50 && runner->good; i++) {
        char *json = json_of(worker, article);
        runner->good = !strcmp(json, runner->expected);
        extract_free(json);
    }
    extract_worker_free(worker);
    return NULL;
}

static void test_threads_share_a_model(void **state)
{
    enum { THREADS = 4 };
    struct desk *desk = *state;
    struct extract_error error;
    struct extract_sources sources = { .data = desk->folder, .cache = "" };
    struct extract_worker *worker = new_worker(state);
    char *expected = json_of(worker, article);
    /* A model of which no pattern is compiled yet: the threads do it at the same time. */
    struct extract_model *model = extract_model_load(&sources, &error);
    assert_non_null(model);
    struct runner runners[THREADS];
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++) {
        runners[i] = (struct runner){ model, expected, false };
        assert_int_equal(pthread_create(&threads[i], NULL, run_many, &runners[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < THREADS; i++)
        assert_true(runners[i].good);
    extract_free(expected);
    extract_model_free(model);
    extract_worker_free(worker);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mentions), cmocka_unit_test(test_offsets_are_code_points), cmocka_unit_test(test_entities),
        cmocka_unit_test(test_events_in_the_order_of_the_timeline), cmocka_unit_test(test_the_date_of_the_document),
        cmocka_unit_test(test_empty_fields), cmocka_unit_test(test_the_title_is_part_of_the_document),
        cmocka_unit_test(test_a_refused_text_leaves_the_worker_fit), cmocka_unit_test(test_private_use_characters_are_only_characters),
        cmocka_unit_test(test_a_model_that_can_not_be_loaded), cmocka_unit_test(test_more_folders),
        cmocka_unit_test(test_counts_and_types_of_events), cmocka_unit_test(test_checking_rules), cmocka_unit_test(test_json_options),
        cmocka_unit_test(test_why_at_any_offset), cmocka_unit_test(test_a_worker_forgets), cmocka_unit_test(test_threads_share_a_model),
    };
    return cmocka_run_group_tests(tests, desk_open, desk_close);
}
