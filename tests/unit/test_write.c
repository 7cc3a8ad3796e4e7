/* Write: JSON to the last byte, the table, the answer to why, on an analysis made by hand. */
#define _DEFAULT_SOURCE     /* mkdtemp */
#include "check.h"
#include "fixture.h"

#include "write/emit.h"
#include "write/table.h"
#include "write/write.h"

/* ---- emit -------------------------------------------------------------------------------------------------------- */

static void assert_output(struct output *out, const char *expected)
{
    assert_false(out->full);
    assert_text(((struct str){ out->ptr, (uint32_t)out->len }), expected);
    output_free(out);
}

static void test_strings_are_escaped(void **state)
{
    (void)state;
    struct output out = { 0 };
    struct emit e = { .out = &out };
    emit_array(&e, KEYLESS);
    emit_text(&e, KEYLESS, STR("a\"b\\c\n\t\x01\x7F/好😀"));
    emit_text(&e, KEYLESS, STR("bad \xFF\xE4\xBD end"));
    emit_text(&e, KEYLESS, STR("\xE2\x80\xA8"));
    emit_text(&e, KEYLESS, STR(""));
    emit_end_array(&e);
    assert_output(&out, "[\"a\\\"b\\\\c\\n\\t\\u0001\\u007f/好😀\",\"bad \xEF\xBF\xBD\xEF\xBF\xBD end\",\"\\u2028\",\"\"]");
}

static void test_numbers_are_exact(void **state)
{
    (void)state;
    static const struct { struct decimal value; const char *text; } cases[] = {
        { { 0, 0 }, "0" }, { { 0, 5 }, "0" }, { { 13, 7 }, "130000000" }, { { -12, 0 }, "-12" }, { { 35, -2 }, "0.35" },
        { { 1250, -2 }, "12.5" }, { { 1200, -2 }, "12" }, { { 5, -4 }, "0.0005" }, { { -105, -2 }, "-1.05" },
        { { INT64_MAX, 0 }, "9223372036854775807" }, { { INT64_MIN, 0 }, "-9223372036854775808" },
        { { 3, 300 }, "3e300" }, { { 3, -300 }, "3e-300" }, { { 1, 24 }, "1000000000000000000000000" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct output out = { 0 };
        struct emit e = { .out = &out };
        emit_decimal(&e, KEYLESS, cases[i].value);
        assert_output(&out, cases[i].text);
    }
}

static void test_hundredths(void **state)
{
    (void)state;
    static const struct { double value; const char *text; } cases[] = {
        { 0.934, "0.93" }, { 1, "1.00" }, { 0, "0.00" }, { -2.5, "-2.50" }, { -0.001, "0.00" }, { 0.0 / 1e300, "0.00" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct output out = { 0 };
        struct emit e = { .out = &out };
        emit_hundredths(&e, KEYLESS, cases[i].value);
        assert_output(&out, cases[i].text);
    }
}

static void test_layout_for_people(void **state)
{
    (void)state;
    struct output out = { 0 };
    struct emit e = { .out = &out, .pretty = true };
    emit_object(&e, KEYLESS);
    emit_count(&e, STR("a"), 1);
    emit_short_object(&e, STR("b"));
    emit_array(&e, STR("c"));
    emit_count(&e, KEYLESS, 1);
    emit_count(&e, KEYLESS, 2);
    emit_end_array(&e);
    emit_id(&e, STR("d"), 'm', 7);
    emit_end_object(&e);
    emit_array(&e, STR("e"));
    emit_end_array(&e);
    emit_end_object(&e);
    assert_output(&out, "{\n  \"a\": 1,\n  \"b\": {\"c\": [1, 2], \"d\": \"m7\"},\n  \"e\": []\n}");
}

/* ---- an analysis made by hand ------------------------------------------------------------------------------------ */

/* 星河科技昨日以12.5亿元收购蓝鲸数据。该公司否认。 With an emoji in front, so that all units of offsets differ. */
#define TEXT "😀星河科技昨日以12.5亿元收购蓝鲸数据。该公司否认。"

static const struct span BUYER = { 1, 5 }, DAY = { 5, 7 }, PRICE = { 8, 14 }, TRIGGER = { 14, 16 }, TARGET = { 16, 20 },
                         NOMINAL = { 21, 24 };

struct desk { struct model *model; struct arena arena; struct analysis analysis; struct candidate candidates[5]; };

static int desk_open(void **state)
{
    static struct desk desk;
    desk.model = fixture_model();
    *state = &desk;
    return arena_init(&desk.arena, (size_t)1 << 28) ? 0 : -1;
}

static int desk_close(void **state)
{
    struct desk *desk = *state;
    model_free(desk->model);
    arena_free(&desk->arena);
    return 0;
}

static uint32_t rule_named(const struct model *m, const char *id)
{
    for (uint32_t i = 0; i < m->rule_count; i++)
        if (str_equal(model_str(m, m->rules[i].id), str_from(id)))
            return i;
    return NONE;
}

static uint32_t alias_named(const struct model *m, const char *text)
{
    for (uint32_t i = 0; i < m->alias_count; i++)
        if (str_equal(model_str(m, m->aliases[i].text), str_from(text)))
            return i;
    return NONE;
}

static uint16_t role_named(const struct model *m, const char *name)
{
    for (uint16_t i = 0; i < m->role_name_count; i++)
        if (str_equal(model_str(m, m->role_names[i]), str_from(name)))
            return i;
    assert_true(false);
    return 0;
}

static void add_mention(struct desk *desk, struct span s, enum mention_type type, uint32_t rule, uint32_t alias)
{
    struct mention *m = vec_push(&desk->arena, &desk->analysis.mentions.list);
    struct candidate *c = &desk->candidates[desk->analysis.mentions.list.count - 1];
    *c = (struct candidate){ .span = s, .whole = s, .type = (uint8_t)type, .rule = rule, .alias = alias, .score = 3 };
    c->evidence[c->evidence_count++] = (struct evidence){ rule == NONE ? EVIDENCE_entry : EVIDENCE_rule, GROUP_NONE, 3 };
    *m = (struct mention){ .span = s, .type = (uint8_t)type, .from = c, .confidence = 0.95f };
}

static void add_reference(struct desk *desk, struct span s, uint32_t mention, uint32_t entity, enum mention_form form)
{
    struct links *links = &desk->analysis.links;
    struct reference *r = vec_push(&desk->arena, &links->references);
    *r = (struct reference){ .span = s, .type = TYPE_COMPANY, .form = (uint8_t)form, .mention = mention, .entity = entity,
                             .rule = NONE, .confidence = 0.5f };
    if (mention != NONE)
        links->of_mention[mention] = links->references.count - 1;
    uint32_t *slot = vec_push(&desk->arena, &links->entities.at[entity].references);
    *slot = links->references.count - 1;
}

static void add_entity(struct desk *desk, const char *name, uint32_t entry)
{
    struct entity *e = vec_push(&desk->arena, &desk->analysis.links.entities);
    *e = (struct entity){ .type = TYPE_COMPANY, .name = str_from(name), .entry = entry };
}

static void add_values(struct desk *desk)
{
    struct values *values = &desk->analysis.values;
    values->of = arena_alloc(&desk->arena, sizeof *values->of, desk->analysis.mentions.list.count);
    values->of[1] = (struct value){ .valid = true, .timex = TIMEX_DATE, .date = STR("2024-05-11"), .begin = STR("2024-05-11"),
                                    .until = STR("2024-05-11"), .basis = STR("document") };
    values->of[2] = (struct value){ .valid = true, .has_number = true, .number = { 125, 7 }, .unit = STR("CNY"),
                                    .currency_basis = STR("language"), .about = STR("more") };
    values->date = (struct document_date){ STR("2024-05-12"), STR("given"), NONE };
}

static void add_event(struct desk *desk)
{
    const struct model *m = desk->model;
    struct analysis *a = &desk->analysis;
    struct event *event = vec_push(&desk->arena, &a->events.list);
    *event = (struct event){ .quote = NONE, .trigger = TRIGGER, .rule = rule_named(m, "acquisition.zh.1"), .modality_rule = NONE,
                             .polarity_rule = NONE, .order_rule = NONE, .source = NONE, .source_rule = NONE, .date = 1,
                             .date_basis = DATE_CLAUSE, .telling = true };
    struct happening *h = vec_push(&desk->arena, &a->timeline.happenings);
    *h = (struct happening){ .modality = STR("denied"), .fullest = 0, .summary = STR("星河科技收购蓝鲸数据（12.5亿元）"), .source = 2,
                             .source_rule = NONE, .value = STR("2024-05-11"), .begin = STR("2024-05-11"),
                             .until = STR("2024-05-11"), .date_basis = DATE_CLAUSE, .date_mention = 1, .confidence = 0.876f };
    *vec_push(&desk->arena, &h->told) = 0;
    *vec_push(&desk->arena, &h->arguments) = (struct argument){ role_named(m, "acquirer"), BY_PATTERN, 0, NONE };
    *vec_push(&desk->arena, &h->arguments) = (struct argument){ role_named(m, "target"), BY_PATTERN, 1, NONE };
    *vec_push(&desk->arena, &h->arguments) = (struct argument){ role_named(m, "price"), BY_FALLBACK, NONE, 2 };
    *vec_push(&desk->arena, &h->history) = (struct stage){ STR("announced"), 0, NONE };
    *vec_push(&desk->arena, &h->history) = (struct stage){ STR("denied"), NONE, 2 };
    event->arguments.at = h->arguments.at;
    event->arguments.count = h->arguments.count;
    a->timeline.order = arena_alloc(&desk->arena, sizeof *a->timeline.order, 1);
}

static const struct analysis *analysis_of(void **state)
{
    struct desk *desk = *state;
    struct analysis *a = &desk->analysis;
    struct document *d = NULL;
    struct error err = { 0 };
    arena_reset(&desk->arena, 1 << 16);
    *a = (struct analysis){ .model = desk->model };
    assert_true(document_read(desk->model, STR(TEXT), STR("test.txt"), STR("题目"), STR("2024-05-12"), &desk->arena, &d, &err));
    a->document = d;
    uint32_t buyer = alias_named(desk->model, "星河科技"), target = alias_named(desk->model, "蓝鲸数据");
    uint32_t money = rule_named(desk->model, "en.money.test");
    add_mention(desk, BUYER, TYPE_COMPANY, NONE, buyer);
    add_mention(desk, DAY, TYPE_DATE, NONE, NONE);
    add_mention(desk, PRICE, TYPE_MONEY, money, NONE);
    add_mention(desk, TARGET, TYPE_COMPANY, NONE, target);
    a->links.of_mention = arena_alloc(&desk->arena, sizeof *a->links.of_mention, a->mentions.list.count);
    memset(a->links.of_mention, 0xFF, sizeof *a->links.of_mention * a->mentions.list.count);
    add_entity(desk, "星河科技", desk->model->aliases[buyer].entry);
    add_entity(desk, "蓝鲸数据", desk->model->aliases[target].entry);
    *vec_push(&desk->arena, &a->links.entities.at[0].aliases) = STR("星河");
    add_reference(desk, BUYER, 0, 0, FORM_NAME);
    add_reference(desk, TARGET, 3, 1, FORM_NAME);
    add_reference(desk, NOMINAL, NONE, 0, FORM_NOMINAL);
    add_values(desk);
    add_event(desk);
    return a;
}

enum { ALL_TYPES = 0xFFFFFFFF };

static void test_the_whole_object(void **state)
{
    struct output out = { 0 };
    write_json(analysis_of(state), &(struct write_options){ .types = ALL_TYPES }, &out);
    assert_output(&out,
        "{\"version\":1,\"document\":{\"id\":\"test.txt\",\"language\":\"zh\",\"title\":\"题目\","
        "\"date\":{\"value\":\"2024-05-12\",\"basis\":\"given\"}},"
        "\"entities\":[{\"id\":\"e1\",\"type\":\"company\",\"name\":\"星河科技\",\"aliases\":[\"星河\"],\"wikidata\":\"Q17\","
        "\"attributes\":{\"ticker\":\"SSE:600000\"},\"mentions\":[\"m1\",\"m5\"]},"
        "{\"id\":\"e2\",\"type\":\"company\",\"name\":\"蓝鲸数据\",\"aliases\":[],\"key\":\"local:9\",\"mentions\":[\"m4\"]}],"
        "\"mentions\":["
        "{\"id\":\"m1\",\"type\":\"company\",\"start\":1,\"end\":5,\"text\":\"星河科技\",\"entity\":\"e1\",\"form\":\"name\","
        "\"entry\":\"Q17\",\"confidence\":0.95},"
        "{\"id\":\"m2\",\"type\":\"date\",\"start\":5,\"end\":7,\"text\":\"昨日\",\"timex\":\"DATE\",\"value\":\"2024-05-11\","
        "\"begin\":\"2024-05-11\",\"until\":\"2024-05-11\",\"basis\":\"document\",\"confidence\":0.95},"
        "{\"id\":\"m3\",\"type\":\"money\",\"start\":8,\"end\":14,\"text\":\"12.5亿元\",\"value\":1250000000,\"currency\":\"CNY\","
        "\"currency_basis\":\"language\",\"about\":\"more\",\"rule\":\"en.money.test\",\"confidence\":0.95},"
        "{\"id\":\"m4\",\"type\":\"company\",\"start\":16,\"end\":20,\"text\":\"蓝鲸数据\",\"entity\":\"e2\",\"form\":\"name\","
        "\"entry\":\"local:9\",\"confidence\":0.95},"
        "{\"id\":\"m5\",\"type\":\"company\",\"start\":21,\"end\":24,\"text\":\"该公司\",\"entity\":\"e1\",\"form\":\"nominal\","
        "\"confidence\":0.50}],"
        "\"events\":[{\"id\":\"v1\",\"type\":\"acquisition\",\"summary\":\"星河科技收购蓝鲸数据（12.5亿元）\","
        "\"date\":{\"value\":\"2024-05-11\",\"begin\":\"2024-05-11\",\"until\":\"2024-05-11\",\"basis\":\"clause\",\"mention\":\"m2\"},"
        "\"arguments\":[{\"role\":\"acquirer\",\"entity\":\"e1\",\"mention\":\"m1\"},"
        "{\"role\":\"target\",\"entity\":\"e2\",\"mention\":\"m4\"},{\"role\":\"price\",\"mention\":\"m3\"}],"
        "\"polarity\":\"positive\",\"modality\":\"denied\",\"source\":{\"entity\":\"e1\",\"mention\":\"m5\"},"
        "\"history\":[{\"status\":\"announced\",\"date\":\"2024-05-11\"},"
        "{\"status\":\"denied\",\"source\":{\"entity\":\"e1\",\"mention\":\"m5\"}}],\"status\":\"denied\","
        "\"told\":[{\"trigger\":{\"start\":14,\"end\":16,\"text\":\"收购\"},\"sentence\":{\"start\":0,\"end\":21},"
        "\"rule\":\"acquisition.zh.1\"}],\"confidence\":0.88}],"
        "\"timeline\":[{\"order\":1,\"event\":\"v1\",\"date\":\"2024-05-11\"}],\"relations\":[],\"warnings\":[]}\n");
}

static void assert_holds(const struct output *out, const char *part)
{
    if (out->ptr && strstr(out->ptr, part))
        return;
    print_error("no %s in:\n%.*s\n", part, (int)out->len, out->ptr ? out->ptr : "");
    assert_true(false);
}

/* The output with a NUL behind it, for strstr. */
static struct output json_of(void **state, struct write_options options)
{
    struct output out = { 0 };
    write_json(analysis_of(state), &options, &out);
    output_add(&out, (struct str){ "", 1 });
    assert_false(out.full);
    return out;
}

static void test_units_of_offsets(void **state)
{
    struct output out = json_of(state, (struct write_options){ .types = ALL_TYPES, .offsets = OFFSET_BYTE });
    assert_holds(&out, "\"start\":4,\"end\":16,\"text\":\"星河科技\"");
    output_free(&out);
    out = json_of(state, (struct write_options){ .types = ALL_TYPES, .offsets = OFFSET_UTF16 });
    assert_holds(&out, "\"start\":2,\"end\":6,\"text\":\"星河科技\"");
    assert_holds(&out, "\"sentence\":{\"start\":0,\"end\":22}");
    output_free(&out);
}

/* What an event points at is listed whatever its type, so that no id leads nowhere. */
static void test_types_that_were_not_asked_for(void **state)
{
    struct write_options options = { .types = 1u << TYPE_DATE };
    struct output out = json_of(state, options);
    assert_holds(&out, "\"id\":\"m5\"");
    output_free(&out);
    struct analysis a = *analysis_of(state);
    a.timeline.happenings.count = 0;
    write_json(&a, &options, &out);
    assert_output(&out,
        "{\"version\":1,\"document\":{\"id\":\"test.txt\",\"language\":\"zh\",\"title\":\"题目\","
        "\"date\":{\"value\":\"2024-05-12\",\"basis\":\"given\"}},\"entities\":[],\"mentions\":["
        "{\"id\":\"m1\",\"type\":\"date\",\"start\":5,\"end\":7,\"text\":\"昨日\",\"timex\":\"DATE\",\"value\":\"2024-05-11\","
        "\"begin\":\"2024-05-11\",\"until\":\"2024-05-11\",\"basis\":\"document\",\"confidence\":0.95}],"
        "\"events\":[],\"timeline\":[],\"relations\":[],\"warnings\":[]}\n");
}

static void test_explained(void **state)
{
    struct desk *desk = *state;
    struct analysis *a = &desk->analysis;
    analysis_of(state);
    struct candidate *loser = vec_push(&desk->arena, &a->mentions.considered);
    *loser = (struct candidate){ .span = { 12, 16 }, .type = TYPE_PERSON, .rule = NONE, .alias = NONE, .score = -1.5f };
    a->mentions.first_considered = arena_alloc(&desk->arena, sizeof *a->mentions.first_considered, a->document->sentences.count + 1);
    a->mentions.first = arena_alloc(&desk->arena, sizeof *a->mentions.first, a->document->sentences.count + 1);
    for (uint32_t i = 1; i <= a->document->sentences.count; i++) {
        a->mentions.first_considered[i] = 1;
        a->mentions.first[i] = a->mentions.list.count;
    }
    struct output out = { 0 };
    write_json(a, &(struct write_options){ .types = ALL_TYPES, .explain = true }, &out);
    output_add(&out, (struct str){ "", 1 });
    assert_holds(&out, "companies.tsv:2\",\"evidence\":[{\"name\":\"entry\",\"weight\":3.00}],\"score\":3.00,\"over\":[]}");
    assert_holds(&out, "\"over\":[{\"type\":\"person\",\"start\":12,\"end\":16,\"text\":\"亿元收购\",\"score\":-1.50}]");
    assert_holds(&out, "\"why\":{\"rule\":\"acquisition.zh.1\",\"file\":\"");
    assert_holds(&out, "\"roles\":{\"acquirer\":\"pattern\",\"target\":\"pattern\",\"price\":\"type\"},\"date\":\"clause\"}");
    output_free(&out);
    write_why(a, 13, &out);
    output_add(&out, (struct str){ "", 1 });
    assert_holds(&out, "mention money '12.5亿元' 8-14");
    assert_holds(&out, "not taken: lost to money '12.5亿元' with score 3.00");
    output_free(&out);
    write_why(a, 25, &out);
    output_add(&out, (struct str){ "", 1 });
    assert_holds(&out, "nothing was found");
    output_free(&out);
    write_why(a, 999, &out);
    output_add(&out, (struct str){ "", 1 });
    assert_holds(&out, "has only");
    output_free(&out);
}

/* ---- the table --------------------------------------------------------------------------------------------------- */

static void test_columns(void **state)
{
    (void)state;
    assert_int_equal(text_columns(STR("ab好，")), 6);
    assert_int_equal(text_columns(STR("e\xCC\x81")), 1);
}

static void test_wrapping(void **state)
{
    (void)state;
    struct str rest = STR("the company bought 星河科技，蓝鲸");
    assert_text(text_wrap(&rest, 12), "the company");
    assert_text(text_wrap(&rest, 12), "bought 星河");
    assert_text(text_wrap(&rest, 6), "科技，");
    assert_text(text_wrap(&rest, 1), "蓝");
    assert_text(text_wrap(&rest, 0), "鲸");
    assert_int_equal(rest.len, 0);
    rest = STR("unbreakable");
    assert_text(text_wrap(&rest, 4), "unbr");
}

static void test_the_table(void **state)
{
    struct output out = { 0 };
    write_text(analysis_of(state), 60, false, &out);
    assert_output(&out,
        "题目\n"
        "2024-05-12 (given), 27 characters, 1 event\n"
        "\n"
        "#  date        event        what happened\n"
        "1  2024-05-11  acquisition  星河科技收购蓝鲸数据（12.5亿元）\n"
        "                            denied, says 星河科技\n"
        "\n"
        "company  星河科技 (星河)\n"
        "company  蓝鲸数据\n");
}

static void test_control_characters_do_not_reach_the_terminal(void **state)
{
    (void)state;
    struct output out = { 0 };
    output_cell(&out, STR("a\x1B[31mb\nc\xC2\x9B"), 0);
    assert_output(&out, "a [31mb c ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings_are_escaped),
        cmocka_unit_test(test_numbers_are_exact),
        cmocka_unit_test(test_hundredths),
        cmocka_unit_test(test_layout_for_people),
        cmocka_unit_test(test_the_whole_object),
        cmocka_unit_test(test_units_of_offsets),
        cmocka_unit_test(test_types_that_were_not_asked_for),
        cmocka_unit_test(test_explained),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_wrapping),
        cmocka_unit_test(test_the_table),
        cmocka_unit_test(test_control_characters_do_not_reach_the_terminal),
    };
    return cmocka_run_group_tests(tests, desk_open, desk_close);
}
