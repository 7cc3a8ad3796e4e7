/* What each stage makes of a few sentences, on the small model in tests/unit/stages. Run from the top of the project. */
#include "check.h"

#include "extract.h"

#include <string.h>

struct fixture { struct extract_model *model; struct extract_worker *worker; };

static void report(void *context, const char *message)
{
    (void)context;
    print_error("%s\n", message);
}

static int set_up(void **state)
{
    static struct fixture f;
    struct extract_error error;
    struct extract_sources sources = { .data = "tests/unit/stages", .cache = "", .report = report };
    f.model = extract_model_load(&sources, &error);
    f.worker = f.model ? extract_worker_new(f.model) : NULL;
    *state = &f;
    return f.worker ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    extract_worker_free(f->worker);
    extract_model_free(f->model);
    return 0;
}

static const struct extract_result *run(void **state, const char *text)
{
    struct extract_error error;
    struct extract_input input = { .text = text, .length = strlen(text) };
    const struct extract_result *r = extract_run(((struct fixture *)*state)->worker, &input, &error);
    assert_non_null(r);
    return r;
}

static struct str text_of(struct extract_text t) { return (struct str){ t.ptr, (uint32_t)t.length }; }

static bool is(struct extract_text t, const char *expected) { return str_equal(text_of(t), str_from(expected)); }

/* How many mentions have this type and text, of those that name or mean somebody. */
static size_t count(const struct extract_result *r, const char *type, const char *text)
{
    size_t n = 0;
    for (size_t i = 0; i < extract_mention_count(r); i++) {
        struct extract_mention m = extract_mention_at(r, i);
        n += is(m.type, type) && is(m.text, text) && (m.entity != EXTRACT_NONE || is(m.form, "name"));
    }
    return n;
}

static size_t entity_of(const struct extract_result *r, const char *text)
{
    for (size_t i = 0; i < extract_mention_count(r); i++)
        if (is(extract_mention_at(r, i).text, text))
            return extract_mention_at(r, i).entity;
    return EXTRACT_NONE;
}

/* --- scan ---------------------------------------------------------------------------------------------------------------- */

static void width_and_script_fold_without_moving_offsets(void **state)
{
    const struct extract_result *r = run(state, "星河科技，以５亿元收購了藍鯨數據。");
    assert_int_equal(count(r, "money", "５亿元"), 1);
    assert_int_equal(count(r, "company", "藍鯨數據"), 1);
    assert_int_equal(extract_mention_at(r, 1).begin, 6);
}

static void a_refused_match_leaves_no_evidence(void **state)
{
    /* 李石 is refused (石 is no given name); 王芳 after it must have its own score alone, as if it stood alone. */
    const struct extract_result *r = run(state, "王芳来了。");
    double alone = extract_mention_at(r, 0).confidence;
    r = run(state, "李石石王芳来了。");
    assert_int_equal(count(r, "person", "王芳"), 1);
    for (size_t i = 0; i < extract_mention_count(r); i++)
        if (is(extract_mention_at(r, i).text, "王芳"))
            assert_float_equal(extract_mention_at(r, i).confidence, alone, 0.02);
}

static void han_is_no_punctuation(void **state)
{
    assert_int_equal(count(run(state, "一甲乙二来了。"), "person", "一甲乙二"), 1);
    assert_int_equal(count(run(state, "一甲、乙二来了。"), "person", "一甲、乙二"), 0);
}

/* --- decide --------------------------------------------------------------------------------------------------------------- */

static void an_ordinary_word_is_not_cut(void **state)
{
    assert_int_equal(count(run(state, "王明来了。"), "person", "王明"), 1);
    assert_int_equal(count(run(state, "王明天来了。"), "person", "王明"), 0);
}

static void a_weak_name_needs_the_full_one(void **state)
{
    assert_int_equal(count(run(state, "星河的天。"), "company", "星河"), 0);
    assert_int_equal(count(run(state, "星河科技来了。星河的公司。"), "company", "星河"), 1);
}

static void a_latin_name_ends_before_an_apostrophe(void **state)
{
    assert_int_equal(count(run(state, "Galaxy Tech's profit rose."), "company", "Galaxy Tech"), 1);
    assert_int_equal(count(run(state, "Galaxy Techs rose."), "company", "Galaxy Tech"), 0);
}

static void what_was_learnt_of_neighbours_counts(void **state)
{
    assert_int_equal(count(run(state, "王明来了。"), "person", "王明"), 1);
    assert_int_equal(count(run(state, "说王明来了。"), "person", "王明"), 0);
}

static void a_weak_name_in_a_row_is_one_more(void **state)
{
    assert_int_equal(count(run(state, "大田的天。"), "place", "大田"), 0);
    assert_int_equal(count(run(state, "白河、大田和青城的天。"), "place", "大田"), 1);
    assert_int_equal(count(run(state, "星河科技、大田和青城的天。"), "place", "大田"), 0);
}

static void two_listed_names_may_stand_side_by_side(void **state)
{
    const struct extract_result *r = run(state, "白河青城的天。");
    assert_int_equal(count(r, "place", "白河"), 1);
    assert_int_equal(count(r, "place", "青城"), 1);
}

static void a_last_name_with_a_title_is_no_town(void **state)
{
    assert_int_equal(count(run(state, "by Milo Tarvin来了，Mr Tarvin来了。"), "person", "Tarvin"), 1);
    assert_int_equal(count(run(state, "by Milo Tarvin来了，Tarvin表示天。"), "person", "Tarvin"), 1);
    assert_int_equal(count(run(state, "by Milo Orbin来了，Tarvin的天。"), "place", "Tarvin"), 1);
}

static void a_last_name_means_whom_the_document_names_in_full(void **state)
{
    const struct extract_result *r = run(state, "by Milo Brell来了，Brell来了。");
    assert_int_equal(entity_of(r, "Brell"), entity_of(r, "Milo Brell"));
    r = run(state, "Kim Brell来了，by Milo Brell来了，Brell来了。");
    assert_int_equal(entity_of(r, "Brell"), entity_of(r, "Kim Brell"));
}

static void letters_are_nobodys_last_name(void **state)
{
    const struct extract_result *r = run(state, "OPQ的天。");
    double alone = extract_mention_at(r, 0).confidence;
    r = run(state, "Milo OPQ的天。");
    assert_int_equal(count(r, "place", "OPQ"), 1);
    assert_float_equal(extract_mention_at(r, extract_mention_count(r) - 1).confidence, alone, 0.01);
}

static void a_body_is_no_short_form_of_its_committee(void **state)
{
    const struct extract_result *r = run(state, "Senate Pump Committee来了。Senate来了。");
    assert_int_equal(count(r, "organization", "Senate Pump Committee"), 1);
    assert_int_equal(count(r, "organization", "Senate"), 0);
}

static void a_first_word_of_letters_stands_for_the_whole(void **state)
{
    const struct extract_result *r = run(state, "KZB Pumps来了，KZB的天。");
    assert_int_equal(count(r, "company", "KZB"), 1);
    assert_int_equal(entity_of(r, "KZB"), entity_of(r, "KZB Pumps"));
}

static void initials_stand_for_the_name_of_a_body(void **state)
{
    const struct extract_result *r = run(state, "Senate Pump-Committee Board来了，SPCB来了，SPB-4的天。");
    assert_int_equal(count(r, "organization", "SPCB"), 1);
    assert_int_equal(entity_of(r, "SPCB"), entity_of(r, "Senate Pump-Committee Board"));
    assert_int_equal(count(r, "organization", "SPB"), 0);
}

static void a_product_is_not_called_by_an_acronym_of_all(void **state)
{
    assert_int_equal(count(run(state, "松鼠AI来了，AI的天。"), "product", "AI"), 0);
}

static void a_word_with_a_capital_is_a_name_where_its_neighbours_say_so(void **state)
{
    const struct extract_result *r = run(state, "the Vorlig, [Vorlig Zarnow-x and Zarnow] of it.");
    assert_int_equal(count(r, "person", "Vorlig"), 0);
    assert_int_equal(count(r, "person", "Vorlig Zarnow"), 1);
    assert_int_equal(count(r, "place", "Zarnow"), 1);
    assert_int_equal(count(run(state, "the [Zarnow's."), "person", "Zarnow"), 1);
}

/* --- link ------------------------------------------------------------------------------------------------------------------ */

static void names_in_two_languages_are_one_entity(void **state)
{
    const struct extract_result *r = run(state, "星河科技（Galaxy Tech）来了。");
    assert_int_equal(extract_entity_count(r), 1);
    assert_int_equal(extract_entity_at(r, 0).mention_count, 2);
}

static void a_last_name_alone_is_the_whole_name_also_of_a_third(void **state)
{
    const struct extract_result *r = run(state, "Harlan Brask III来了，Brask来了。");
    assert_int_equal(count(r, "person", "Brask"), 1);
    assert_int_equal(entity_of(r, "Brask"), entity_of(r, "Harlan Brask III"));
}

static void a_name_within_a_longer_one_is_the_same(void **state)
{
    const struct extract_result *r = run(state, "by Tam Q. Orbin来了，by Tam来了，by Tam Orbin来了。");
    assert_int_equal(entity_of(r, "Tam Orbin"), entity_of(r, "Tam Q. Orbin"));
    assert_int_equal(entity_of(r, "Tam"), entity_of(r, "Tam Q. Orbin"));
    r = run(state, "by Tam Orbin来了，by Tam Belk来了，by Tam来了。");
    assert_int_not_equal(entity_of(r, "Tam"), entity_of(r, "Tam Orbin"));
    assert_int_not_equal(entity_of(r, "Tam"), entity_of(r, "Tam Belk"));
    r = run(state, "by Tam Q. Orbin来了，by Tam R. Orbin来了。");
    assert_int_not_equal(entity_of(r, "Tam R. Orbin"), entity_of(r, "Tam Q. Orbin"));
}

static void a_company_without_its_country_or_group_is_the_same(void **state)
{
    const struct extract_result *r = run(state, "荷兰甲丁泵业公司来了。甲丁泵业公司来了。");
    assert_int_equal(entity_of(r, "甲丁泵业公司"), entity_of(r, "荷兰甲丁泵业公司"));
    r = run(state, "乙丙集团甲丁泵业股份公司来了。甲丁泵业公司来了。");
    assert_int_equal(entity_of(r, "甲丁泵业公司"), entity_of(r, "乙丙集团甲丁泵业股份公司"));
}

static void a_long_name_in_small_letters_is_none(void **state)
{
    assert_int_equal(count(run(state, "来了harlan brask iii来了。"), "person", "harlan brask iii"), 0);
    assert_int_equal(count(run(state, "来了Harlan Brask III来了。"), "person", "Harlan Brask III"), 1);
}

static void no_name_stands_in_an_address(void **state)
{
    assert_int_equal(count(run(state, "来了http://a.b/Galaxy Tech来了。"), "company", "Galaxy Tech"), 0);
    assert_int_equal(count(run(state, "来了ming@Galaxy Tech来了。"), "company", "Galaxy Tech"), 0);
    assert_int_equal(count(run(state, "来了 www.a.b/Galaxy Tech来了。"), "company", "Galaxy Tech"), 0);
    assert_int_equal(count(run(state, "来了@Galaxy Tech来了。"), "company", "Galaxy Tech"), 1);
    assert_int_equal(count(run(state, "来了//@Galaxy Tech来了。"), "company", "Galaxy Tech"), 1);
    assert_int_equal(count(run(state, "来了http://a.b/蓝鲸数据来了。"), "company", "蓝鲸数据"), 1);
    assert_int_equal(count(run(state, "来了A/Galaxy Tech来了。"), "company", "Galaxy Tech"), 1);
}

static void a_listed_name_is_better_than_one_put_together(void **state)
{
    const struct extract_result *r = run(state, "Orland Peer Board来了。Peer Board来了。");
    assert_int_equal(entity_of(r, "Orland Peer Board"), entity_of(r, "Peer Board"));
    assert_text(text_of(extract_entity_at(r, entity_of(r, "Peer Board")).name), "Peer Board");
}

static void pronouns_and_noun_phrases_stand_for_the_subject(void **state)
{
    const struct extract_result *r = run(state, "王明来了，他的公司大。蓝鲸数据来了。该公司大。");
    assert_int_equal(entity_of(r, "他"), entity_of(r, "王明"));
    assert_int_equal(entity_of(r, "该公司"), entity_of(r, "蓝鲸数据"));
}

static void a_role_beside_a_name_is_remembered(void **state)
{
    const struct extract_result *r = run(state, "星河科技董事长王明来了。李芳来了。星河科技董事长来了。");
    assert_int_equal(entity_of(r, "星河科技董事长"), entity_of(r, "王明"));
    size_t last = extract_mention_count(r);
    while (!is(extract_mention_at(r, --last).text, "星河科技董事长"))
        continue;
    assert_int_equal(extract_mention_at(r, last).entity, entity_of(r, "王明"));
}

/* --- event ------------------------------------------------------------------------------------------------------------------ */

/* "role=text" of the event's arguments, in their order, blanks between. */
static void assert_arguments(const struct extract_result *r, size_t event, const char *expected)
{
    char line[300] = "";
    for (size_t i = 0; i < extract_event_at(r, event).argument_count; i++) {
        struct extract_argument a = extract_argument_at(r, event, i);
        size_t used = strlen(line);
        snprintf(line + used, sizeof line - used, "%s%.*s=%.*s", used ? " " : "", (int)a.role.length, a.role.ptr,
                 (int)a.text.length, a.text.ptr);
    }
    assert_string_equal(line, expected);
}

static void roles_come_from_the_pattern_and_the_clause(void **state)
{
    const struct extract_result *r = run(state, "星河科技以5亿元收购了蓝鲸数据。");
    assert_int_equal(extract_event_count(r), 1);
    assert_arguments(r, 0, "acquirer=星河科技 target=蓝鲸数据 price=5亿元");
    assert_text(text_of(extract_event_at(r, 0).summary), "星河科技收购蓝鲸数据（5亿元）");
}

static void the_passive_turns_the_roles_round(void **state)
{
    const struct extract_result *r = run(state, "蓝鲸数据被星河科技收购。");
    assert_int_equal(extract_event_count(r), 1);
    assert_text(text_of(extract_event_at(r, 0).summary), "星河科技收购蓝鲸数据");
}

static void the_topic_fills_a_missing_subject(void **state)
{
    const struct extract_result *r = run(state, "星河科技来了，收购蓝鲸数据。");
    assert_int_equal(extract_event_count(r), 1);
    assert_arguments(r, 0, "target=蓝鲸数据 acquirer=星河科技");
}

static void a_plan_is_no_fact(void **state)
{
    assert_text(text_of(extract_event_at(run(state, "星河科技拟收购蓝鲸数据。"), 0).modality), "planned");
    assert_text(text_of(extract_event_at(run(state, "星河科技收购蓝鲸数据。"), 0).modality), "actual");
}

/* --- timeline ------------------------------------------------------------------------------------------------------------------ */

static void an_event_told_twice_is_one(void **state)
{
    const struct extract_result *r = run(state, "2021年星河科技收购蓝鲸数据。2021年5月星河科技收购蓝鲸数据。");
    assert_int_equal(extract_event_count(r), 1);
    assert_text(text_of(extract_event_at(r, 0).date), "2021-05");
}

static void a_plan_and_its_deed_are_one_and_a_fact(void **state)
{
    const struct extract_result *r = run(state, "星河科技拟收购蓝鲸数据。2021年星河科技收购蓝鲸数据。");
    assert_int_equal(extract_event_count(r), 1);
    assert_text(text_of(extract_event_at(r, 0).modality), "actual");
}

static void what_is_said_of_a_plan_makes_it_no_fact(void **state)
{
    const struct extract_result *r = run(state, "星河科技拟收购蓝鲸数据。星河科技收购蓝鲸数据。");
    assert_int_equal(extract_event_count(r), 1);
    assert_text(text_of(extract_event_at(r, 0).modality), "planned");
}

static void other_years_are_other_events_in_their_order(void **state)
{
    const struct extract_result *r = run(state, "2023年星河科技收购蓝鲸数据。2019年星河科技收购蓝鲸数据。");
    assert_int_equal(extract_event_count(r), 2);
    assert_text(text_of(extract_event_at(r, 0).date), "2019");
    assert_text(text_of(extract_event_at(r, 1).date), "2023");
}

static void a_revision_is_an_event_of_its_own(void **state)
{
    const struct extract_result *r = run(state, "星河科技收购蓝鲸数据。星河科技再次收购蓝鲸数据。");
    assert_int_equal(extract_event_count(r), 2);
}

static void a_part_told_beside_its_whole_goes_over_to_it(void **state)
{
    const struct extract_result *r = run(state, "星河科技爆炸，损失5亿元。");
    assert_int_equal(extract_event_count(r), 1);
    assert_text(text_of(extract_event_at(r, 0).summary), "星河科技爆炸，损失5亿元");
    r = run(state, "王明来了，损失5亿元。");
    assert_int_equal(extract_event_count(r), 1);
    assert_text(text_of(extract_event_at(r, 0).type), "damage");
}

static void headlines_tell_nothing_that_the_text_does_not(void **state)
{
    const struct extract_result *r = run(state, "星河科技收购蓝鲸数据\n王明来了。天来了。王明来了，公司的天来了。\n");
    assert_int_equal(extract_event_count(r), 0);
}

static void references_tell_nothing(void **state)
{
    const struct extract_result *r = run(state, "王明来了，天来了，王明来了，公司的天来了。\n\n参考资料：\n\n星河科技收购蓝鲸数据。\n");
    assert_int_equal(extract_event_count(r), 0);
    r = run(state, "王明来了，天来了，王明来了，公司的天来了。\n\n王明来了：\n\n星河科技收购蓝鲸数据。\n");
    assert_int_equal(extract_event_count(r), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(width_and_script_fold_without_moving_offsets),
        cmocka_unit_test(a_refused_match_leaves_no_evidence),
        cmocka_unit_test(han_is_no_punctuation),
        cmocka_unit_test(an_ordinary_word_is_not_cut),
        cmocka_unit_test(a_weak_name_needs_the_full_one),
        cmocka_unit_test(a_latin_name_ends_before_an_apostrophe),
        cmocka_unit_test(what_was_learnt_of_neighbours_counts),
        cmocka_unit_test(a_weak_name_in_a_row_is_one_more),
        cmocka_unit_test(two_listed_names_may_stand_side_by_side),
        cmocka_unit_test(a_last_name_with_a_title_is_no_town),
        cmocka_unit_test(a_last_name_means_whom_the_document_names_in_full),
        cmocka_unit_test(letters_are_nobodys_last_name),
        cmocka_unit_test(a_body_is_no_short_form_of_its_committee),
        cmocka_unit_test(a_first_word_of_letters_stands_for_the_whole),
        cmocka_unit_test(initials_stand_for_the_name_of_a_body),
        cmocka_unit_test(a_product_is_not_called_by_an_acronym_of_all),
        cmocka_unit_test(a_word_with_a_capital_is_a_name_where_its_neighbours_say_so),
        cmocka_unit_test(names_in_two_languages_are_one_entity),
        cmocka_unit_test(a_last_name_alone_is_the_whole_name_also_of_a_third),
        cmocka_unit_test(a_name_within_a_longer_one_is_the_same),
        cmocka_unit_test(a_company_without_its_country_or_group_is_the_same),
        cmocka_unit_test(a_long_name_in_small_letters_is_none),
        cmocka_unit_test(no_name_stands_in_an_address),
        cmocka_unit_test(a_listed_name_is_better_than_one_put_together),
        cmocka_unit_test(pronouns_and_noun_phrases_stand_for_the_subject),
        cmocka_unit_test(a_role_beside_a_name_is_remembered),
        cmocka_unit_test(roles_come_from_the_pattern_and_the_clause),
        cmocka_unit_test(the_passive_turns_the_roles_round),
        cmocka_unit_test(the_topic_fills_a_missing_subject),
        cmocka_unit_test(a_plan_is_no_fact),
        cmocka_unit_test(an_event_told_twice_is_one),
        cmocka_unit_test(a_plan_and_its_deed_are_one_and_a_fact),
        cmocka_unit_test(what_is_said_of_a_plan_makes_it_no_fact),
        cmocka_unit_test(other_years_are_other_events_in_their_order),
        cmocka_unit_test(a_revision_is_an_event_of_its_own),
        cmocka_unit_test(a_part_told_beside_its_whole_goes_over_to_it),
        cmocka_unit_test(headlines_tell_nothing_that_the_text_does_not),
        cmocka_unit_test(references_tell_nothing),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
