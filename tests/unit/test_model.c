/* Model: YAML and its places, gazetteers, which rules run where, tables, classes, folding, the cache. */
#define _DEFAULT_SOURCE     /* mkdtemp */
#include "check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/utf8.h"
#include "model/model.h"
#include "model/weights.h"
#include "model/yaml.h"

/* ---- YAML -------------------------------------------------------------------------------------------------------- */

struct reading { struct arena arena; struct error_list found; const struct yaml *root; };

static void yaml_open(struct reading *r, const char *text)
{
    assert_true(arena_init(&r->arena, 1 << 22));
    r->found = (struct error_list){ .arena = &r->arena };
    r->root = yaml_read(str_from(text), STR("a.yaml"), &r->arena, &r->found);
}

static void assert_told(const struct error_list *found, uint32_t i, const char *expected)
{
    char line[400];
    assert_true(i < found->errors.count);
    error_format(&found->errors.at[i], line, sizeof line);
    if (strncmp(line, expected, strlen(expected)))
        assert_string_equal(line, expected);
}

static void assert_place(const struct yaml *node, uint32_t line, uint32_t column)
{
    assert_non_null(node);
    assert_int_equal(node->at.line, line);
    assert_int_equal(node->at.column, column);
}

static void test_yaml_places_count_code_points(void **state)
{
    (void)state;
    struct reading r;
    yaml_open(&r, "# 注释\nlanguage: zh\n表:  '甲乙'   # x\nlist:\n  - \"丙\"\n  - {a: b}\n");
    assert_non_null(r.root);
    assert_place(yaml_get(r.root, "language"), 2, 11);
    assert_place(yaml_get(r.root, "表"), 3, 6);         /* behind the quotation mark */
    assert_text(yaml_get(r.root, "表")->text, "甲乙");
    const struct yaml *list = yaml_get(r.root, "list");
    assert_int_equal(list->count, 2);
    assert_place(list->items[0], 5, 6);
    assert_place(yaml_get(list->items[1], "a"), 6, 9);
    assert_int_equal(r.found.errors.count, 0);
    arena_free(&r.arena);
}

static void test_yaml_knows_where_text_stands_as_written(void **state)
{
    (void)state;
    struct reading r;
    yaml_open(&r, "a: plain\nb: 'single'\nc: \"dou\\x62le\"\nd: |\n  block\ne: two\n  lines\n");
    assert_true(yaml_get(r.root, "a")->literal);
    assert_true(yaml_get(r.root, "b")->literal);
    assert_false(yaml_get(r.root, "c")->literal);
    assert_false(yaml_get(r.root, "d")->literal);
    assert_false(yaml_get(r.root, "e")->literal);
    assert_text(yaml_get(r.root, "c")->text, "double");
    assert_text(yaml_get(r.root, "e")->text, "two lines");
    arena_free(&r.arena);
}

static void test_yaml_mistakes_have_places(void **state)
{
    (void)state;
    static const struct { const char *text, *told; } cases[] = {
        { "a: 1\na: 2\n", "a.yaml:2:1: the key 'a' stands here a second time; the first is on line 1" },
        { "", "a.yaml: the file is empty" },
        { "# nothing\n", "a.yaml: the file is empty" },
        { "a: [1, 2\nb: 3\n", "a.yaml:" },
        { "a:\n\t- x\n", "a.yaml:2:1: not YAML" },
        { "[a]: b\n", "a.yaml:1:1: a key must be a plain text" },
        { "a: 'open\n", "a.yaml:" },
        { "a: \xFF\n", "a.yaml:" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reading r;
        yaml_open(&r, cases[i].text);
        assert_null(r.root);
        assert_told(&r.found, 0, cases[i].told);
        arena_free(&r.arena);
    }
}

static void test_yaml_nests_only_so_deep(void **state)
{
    (void)state;
    struct reading r;
    char text[200] = "a: ";
    memset(text + 3, '[', 60);
    memset(text + 63, ']', 60);
    yaml_open(&r, text);
    assert_null(r.root);
    assert_told(&r.found, 0, "a.yaml:1:");
    arena_free(&r.arena);
}

static void test_yaml_values(void **state)
{
    (void)state;
    static const char *const allowed[] = { "weight", "match", NULL };
    struct reading r;
    yaml_open(&r, "weight: 2.5\nmatsh: x\nother: {a: b}\nword: many\neach: [p, q]\n");
    assert_true(yaml_number(r.root, "weight", 1, &r.found) == 2.5);
    assert_true(yaml_number(r.root, "absent", 7, &r.found) == 7);
    assert_int_equal(r.found.errors.count, 0);
    assert_true(yaml_number(r.root, "word", 7, &r.found) == 0);
    assert_told(&r.found, 0, "a.yaml:4:7: 'word' must be a number");
    assert_text(yaml_text(r.root, "other", &r.found), "");
    assert_told(&r.found, 1, "a.yaml:3:8: 'other' must be a text");
    assert_text(yaml_each(yaml_get(r.root, "each"), 1)->text, "q");
    assert_null(yaml_each(yaml_get(r.root, "each"), 2));
    assert_text(yaml_each(yaml_get(r.root, "matsh"), 0)->text, "x");
    assert_null(yaml_each(yaml_get(r.root, "matsh"), 1));
    yaml_only(r.root, allowed, &r.found);
    assert_told(&r.found, 2, "a.yaml:2:1: unknown key 'matsh': did you mean 'match'?");
    arena_free(&r.arena);
}

/* ---- a folder of files, and the model of it ------------------------------------------------------------------------ */

#define EVIDENCE_LINE(id, text) text "\t1\n"
static const char weights[] = "evidence\tweight\n" EVIDENCE_NAMES(EVIDENCE_LINE);
static const char languages[] = "language: zh\nscript: han\n";

struct shop {
    char folder[40], rules[60], gazetteers[60], cache[60];
    struct arena arena;
    struct error_list found;
    struct model *model;
};

static void write_file(const struct shop *s, const char *name, const char *content)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", s->folder, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fputs(content, out);
    fclose(out);
}

static void shop_open(struct shop *s)
{
    *s = (struct shop){ .folder = P_tmpdir "/extract-model-XXXXXX" };
    assert_non_null(mkdtemp(s->folder));
    snprintf(s->rules, sizeof s->rules, "%s/rules", s->folder);
    snprintf(s->gazetteers, sizeof s->gazetteers, "%s/gazetteers", s->folder);
    snprintf(s->cache, sizeof s->cache, "%s/cache.bin", s->folder);
    mkdir(s->rules, 0777);
    mkdir(s->gazetteers, 0777);
    write_file(s, "rules/weights.tsv", weights);
    write_file(s, "rules/zh.yaml", languages);
    assert_true(arena_init(&s->arena, 1 << 24));
}

static void shop_load(struct shop *s, bool cached, bool keep_going)
{
    const char *rules[] = { s->rules }, *gazetteers[] = { s->gazetteers };
    struct model_sources sources = { .rules = rules, .rules_count = 1, .gazetteers = gazetteers, .gazetteers_count = 1, .shipped = 1,
                                     .keep_going = keep_going, .cache = cached ? s->cache : NULL };
    model_free(s->model);
    s->found = (struct error_list){ .arena = &s->arena };
    s->model = model_load(&sources, &s->found);
}

static void shop_close(struct shop *s)
{
    char command[100];
    model_free(s->model);
    arena_free(&s->arena);
    snprintf(command, sizeof command, "rm -r %s", s->folder);
    assert_int_equal(system(command), 0);
}

/* A model that has no mistake. */
static void shop_good(struct shop *s)
{
    shop_load(s, false, false);
    for (uint32_t i = 0; i < s->found.errors.count; i++)
        print_error("line %u: %s\n", s->found.errors.at[i].at.line, s->found.errors.at[i].message);
    assert_non_null(s->model);
}

static struct units fold(struct shop *s, const char *text)
{
    struct str rest = str_from(text);
    uint32_t *units = arena_alloc(&s->arena, sizeof *units, rest.len + 1), count = 0;
    while (rest.len) {
        bool bad = false;
        uint32_t c;
        rest = str_skip(rest, utf8_read(rest, &c, &bad));
        units[count++] = model_norm(s->model, c);
    }
    return (struct units){ units, count };
}

/* ---- gazetteers ---------------------------------------------------------------------------------------------------- */

static void test_gazetteer_rows(void **state)
{
    (void)state;
    struct shop s;
    shop_open(&s);
    write_file(&s, "gazetteers/a.tsv", "\xEF\xBB\xBF# ours\r\nname\ttype\taliases\tid\tticker\r\n\r\nNorth Star\tcompany\tNS| ~Star |NS\tQ5\tX:1\r\n"
               "~Block\tcompany\r\n");
    shop_good(&s);
    const struct model *m = s.model;
    assert_int_equal(m->entry_count, 2);
    assert_text(model_str(m, m->entries[0].name), "North Star");
    assert_text(model_str(m, m->entries[0].id), "Q5");
    assert_int_equal(m->entries[0].line, 4);
    assert_text(model_str(m, m->entries[1].name), "Block");
    assert_int_equal(m->attribute_count, 1);
    assert_text(model_str(m, m->attributes[0].value), "X:1");
    static const struct { const char *text; int weak; } aliases[] = { { "North Star", 0 }, { "NS", 0 }, { "Star", 1 }, { "Block", 1 } };
    assert_int_equal(m->alias_count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_text(model_str(m, m->aliases[i].text), aliases[i].text);
        assert_int_equal(m->aliases[i].weak, aliases[i].weak);
    }
    shop_close(&s);
}

/* The entity that an entry stands for; files are taken in the order of what they hold, which no test should know. */
static uint32_t same_of(const struct model *m, const char *name)
{
    for (uint32_t i = 0; i < m->entry_count; i++)
        if (str_equal(model_str(m, m->entries[i].name), str_from(name)))
            return m->entries[i].same;
    print_error("no entry %s\n", name);
    assert_true(false);
    return NONE;
}

static void test_equal_ids_are_one_entity(void **state)
{
    (void)state;
    struct shop s;
    shop_open(&s);
    write_file(&s, "gazetteers/a.tsv", "name\ttype\tid\n甲\tcompany\tQ1\n乙\tperson\tQ1\n丙\tcompany\t\n");
    write_file(&s, "gazetteers/b.tsv", "name\ttype\tid\n丁\tcompany\tQ1\n戊\tcompany\t\n");
    shop_good(&s);
    const struct model *m = s.model;
    uint32_t same = same_of(m, "甲");
    assert_int_equal(same_of(m, "丁"), same);
    assert_int_not_equal(same_of(m, "乙"), same);
    assert_int_not_equal(same_of(m, "丙"), same_of(m, "戊"));
    shop_close(&s);
}

static void test_gazetteer_mistakes_have_places(void **state)
{
    (void)state;
    static const struct { const char *text, *told; } cases[] = {
        { "name\ttype\n甲\n", "gazetteers/a.tsv:2:1: 1 column, expected at least 2" },
        { "name\ttype\n甲乙\tfirm\n", "gazetteers/a.tsv:2:4: unknown type 'firm'" },
        { "name\ttype\n\tperson\n", "gazetteers/a.tsv:2:1: the name is empty" },
        { "name\ttype\n~\tperson\n", "gazetteers/a.tsv:2:1: the name is empty" },
        { "word\tclass\tweight\n甲\tsurname\tmuch\n", "gazetteers/a.tsv:2:11: 'much' is no number" },
        { "word\tclass\tweight\n甲\tsurname\tnan\n", "gazetteers/a.tsv:2:11: 'nan' is no number" },
        { "word\tfrequency\n甲\t0\n", "gazetteers/a.tsv:2:3: a frequency" },
        { "from\tto\n甲乙\t丙\n", "gazetteers/a.tsv:2:1: one character" },
        { "what\tis this\n", "gazetteers/a.tsv:1:1: the first line must name the columns" },
        { "# only\n\nname\ttype\n\n甲\n", "gazetteers/a.tsv:5:1: 1 column" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct shop s;
        shop_open(&s);
        write_file(&s, "gazetteers/a.tsv", cases[i].text);
        shop_load(&s, false, false);
        assert_null(s.model);
        assert_told(&s.found, 0, cases[i].told);
        shop_load(&s, false, true);
        assert_non_null(s.model);
        assert_int_equal(s.model->entry_count, 0);
        shop_close(&s);
    }
}

/* ---- classes, words, folding ------------------------------------------------------------------------------------------ */

static void test_classes_and_words(void **state)
{
    (void)state;
    struct shop s;
    shop_open(&s);
    write_file(&s, "gazetteers/a.tsv", "word\tclass\tweight\n王\tsurname\t2.5\nMr\thonorific\t\nCEO\ttitle\t-1\n");
    write_file(&s, "gazetteers/b.tsv", "word\tfrequency\n公司\t100\n");
    shop_good(&s);
    float weight = 0;
    assert_true(model_in_class(s.model, STR("surname"), fold(&s, "王"), &weight));
    assert_true(weight == 2.5f);
    assert_true(model_in_class(s.model, STR("title"), fold(&s, "ｃｅｏ"), &weight));
    assert_true(weight == -1);
    assert_true(model_in_class(s.model, STR("honorific"), fold(&s, "MR"), NULL));
    assert_false(model_in_class(s.model, STR("surname"), fold(&s, "公司"), NULL));
    assert_false(model_in_class(s.model, STR("surname"), fold(&s, "王王"), NULL));
    assert_false(model_in_class(s.model, STR("none"), fold(&s, "王"), NULL));
    assert_true(model_word(s.model, fold(&s, "公司"), &weight));
    assert_true(weight > -4.01f && weight < -3.99f);
    assert_false(model_word(s.model, fold(&s, "王"), NULL));
    shop_close(&s);
}

static void test_folding(void **state)
{
    (void)state;
    struct shop s;
    shop_open(&s);
    write_file(&s, "gazetteers/fold.tsv", "from\tto\n數\t数\n購\t购\n");
    write_file(&s, "gazetteers/a.tsv", "name\ttype\n收購Ａｂ數據\tcompany\n");
    shop_good(&s);
    static const struct { const char *from, *to; } cases[] = {
        { "ＡＢ１２", "AB12" }, { "，（）：％～", ",():%~" }, { "數購", "数购" }, { "。“”《》、", "。“”《》、" }, { "　", " " },
        { "\xC2\xA0", " " }, { "é", "é" }, { "😀", "😀" }, { "ﬁ", "ﬁ" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str rest = str_from(cases[i].to);
        struct units folded = fold(&s, cases[i].from);
        for (uint32_t k = 0; k < folded.len; k++) {
            uint32_t c;
            bool bad = false;
            assert_true(rest.len > 0);
            rest = str_skip(rest, utf8_read(rest, &c, &bad));
            assert_int_equal(folded.at[k], c);
        }
        assert_int_equal(rest.len, 0);
    }
    assert_true(model_literal(s.model, fold(&s, "收购aB数據")) != NONE);
    assert_int_equal(model_lower(s.model, 'A'), 'a');
    assert_int_equal(model_lower(s.model, 0xC9), 0xE9);
    static const struct { uint32_t c; enum char_kind kind; } kinds[] = {
        { 'A', CHAR_UPPER }, { 'z', CHAR_LOWER }, { '7', CHAR_DIGIT }, { 0x4E00, CHAR_HAN }, { 0x20000, CHAR_HAN }, { 0x3007, CHAR_HAN },
        { ' ', CHAR_SPACE }, { 0x3000, CHAR_SPACE }, { '\n', CHAR_NEWLINE }, { 0x3002, CHAR_PUNCT }, { 0x300, CHAR_MARK },
        { 0x3042, CHAR_LETTER }, { 0xFF21, CHAR_UPPER }, { 0, CHAR_OTHER },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        assert_int_equal(model_kind(s.model, kinds[i].c), kinds[i].kind);
    shop_close(&s);
}

/* ---- tables ---------------------------------------------------------------------------------------------------------------- */

static void test_tables(void **state)
{
    (void)state;
    struct shop s;
    shop_open(&s);
    write_file(&s, "rules/a.yaml", "language: zh\ntables:\n  currency: {元: CNY, 美元: USD, 美: x, HK$: HKD}\n  only: {甲: '1'}\n");
    write_file(&s, "rules/b.yaml", "language: any\ntables:\n  currency: {usd: USD}\n  shared: {Jan.: '01'}\n");
    write_file(&s, "rules/c.yaml", "language: en\nscript: latin\ntables:\n  other: {x: y}\n");
    shop_good(&s);
    const struct model *m = s.model;
    uint8_t zh = 0, en = 0;
    for (uint32_t i = 0; i < m->language_count; i++)
        *(str_equal(model_str(m, m->languages[i].code), STR("zh")) ? &zh : &en) = (uint8_t)i;
    const struct table *own = model_table(m, zh, STR("currency")), *any = model_table(m, en, STR("currency"));
    struct str value = STR("");
    assert_non_null(own);
    assert_non_null(any);
    assert_true(own != any);
    assert_null(model_table(m, en, STR("only")));
    assert_non_null(model_table(m, zh, STR("shared")));
    assert_true(model_table_find(m, own, fold(&s, "hk＄"), &value));
    assert_text(value, "HKD");
    assert_true(model_table_find(m, any, fold(&s, "USD"), &value));
    assert_false(model_table_find(m, own, fold(&s, "usd"), &value));
    assert_false(model_table_find(m, own, fold(&s, ""), &value));
    assert_false(model_table_find(m, NULL, fold(&s, "元"), &value));
    assert_int_equal(model_table_prefix(m, own, fold(&s, "美元兑换"), &value), 2);
    assert_text(value, "USD");
    assert_int_equal(model_table_prefix(m, own, fold(&s, "美国"), &value), 1);
    assert_int_equal(model_table_prefix(m, own, fold(&s, "英镑"), &value), 0);
    shop_close(&s);
}

/* ---- which rules run where ------------------------------------------------------------------------------------------------- */

struct seen { const struct model *m; bool rule; };

static bool see(void *context, uint32_t literal, struct span where)
{
    struct seen *seen = context;
    (void)where;
    const struct literal *l = &seen->m->literals[literal];
    for (uint32_t i = l->first_use; i < l->first_use + l->use_count; i++)
        seen->rule |= seen->m->uses[i].kind == USE_RULE;
    return true;
}

static const char table_rule[] = "language: zh\ntables:\n  currency: {元: CNY, 美元: USD}\n  unit: {米: m, 公里: km}\nrules:\n"
    "  - id: zh.quantity.test\n    type: quantity\n    match: '%s'\n    examples: [{text: x, finds: x}]\n";

/* A model whose only rule has this pattern; false where it is refused. */
static bool load_pattern(struct shop *s, const char *pattern)
{
    char rule[1000];
    snprintf(rule, sizeof rule, table_rule, pattern);
    write_file(s, "rules/a.yaml", rule);
    shop_load(s, false, false);
    return s->model != NULL;
}

static bool runs_on(struct shop *s, const char *text)
{
    struct seen seen = { s->model, false };
    assert_true(model_scan(s->model, fold(s, text), see, &seen));
    return seen.rule;
}

static void test_rules_run_where_their_literals_are(void **state)
{
    (void)state;
    /* A text that the pattern matches must be seen; one that it can't match should not be. */
    static const struct { const char *pattern, *matches, *other; } cases[] = {
        { "收购案", "这是收购案", "收购" },
        { "收(?:购|买)", "他收买人", "收到" },
        { "(?:甲乙|丙丁)戊?", "在丙丁", "甲丙" },
        { "\\d+{currency}", "12美元", "12公里" },
        { "{currency}\\d+", "元5", "12公里" },
        { "约?\\d+(?:公里|{unit})", "约3公里", "约3元" },
        { "(?i)million", "a MILLION", "a billion" },
        { "[甲乙丙]公司", "乙公司", "丁公寓" },
        { "甲{2,4}乙", "甲甲乙", "丙丁" },
        { "(?<=第)一名", "第一名", "一" },
        { "收购(?!案)", "收购了", "案" },
        { "数據Ａ", "数據a", "数" },
        { "\\p{Han}{2,4}公司", "星河公司", "星河" },
        { ".{0,20}公司", "公司", "星河" },
        { "(?:甲|乙)?丙丁", "丙丁", "甲乙" },
        { "甲(?:乙|)丙", "甲丙", "乙" },
        { "甲*乙丙", "乙丙", "甲" },
        { "(?:甲{currency}|乙{unit})+", "乙米", "甲乙" },
    };
    struct shop s;
    shop_open(&s);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool loaded = load_pattern(&s, cases[i].pattern), seen = loaded && runs_on(&s, cases[i].matches),
             other = loaded && runs_on(&s, cases[i].other);
        if (!loaded || !seen || other)
            print_error("%s: %s\n", cases[i].pattern, !loaded ? "refused" : !seen ? "does not run where it matches" : "runs where it can't");
        assert_true(loaded && seen && !other);
    }
    shop_close(&s);
}

static void test_rules_without_literals(void **state)
{
    (void)state;
    struct shop s;
    shop_open(&s);
    assert_true(load_pattern(&s, "\\d+"));
    assert_int_equal(s.model->number_rule_count, 1);
    assert_true(load_pattern(&s, "\\d{4}(?:-\\d\\d)?"));
    assert_int_equal(s.model->number_rule_count, 1);
    assert_true(load_pattern(&s, "[A-Z]\\w+"));
    assert_int_equal(s.model->capital_rule_count, 1);
    assert_true(load_pattern(&s, "\\p{Lu}\\p{Ll}+"));
    assert_int_equal(s.model->capital_rule_count, 1);
    static const char *const refused[] = { ".+", "\\p{Han}+", "[^,]+", "(?:甲|.)", "\\w{2,}" };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        assert_false(load_pattern(&s, refused[i]));
        assert_told(&s.found, 0, "rules/a.yaml:8:13: the pattern has no literal");
    }
    shop_close(&s);
}

static void test_rule_mistakes_have_places(void **state)
{
    (void)state;
    static const struct { const char *pattern, *told; } cases[] = {
        { "甲乙)", "rules/a.yaml:8:15: bad pattern" },
        { "{currency}{unit}甲)", "rules/a.yaml:8:30: bad pattern" },
        { "甲{nothing}", "rules/a.yaml:8:14: {nothing}: no table" },
        { "(?:甲)?", "rules/a.yaml:8:13: the pattern matches the empty text" },
        { "(?<colour>甲)", "rules/a.yaml:8:13: no group is called 'colour'" },
    };
    struct shop s;
    shop_open(&s);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(load_pattern(&s, cases[i].pattern));
        assert_told(&s.found, 0, cases[i].told);
    }
    shop_close(&s);
}

/* ---- the cache ---------------------------------------------------------------------------------------------------------------- */

static void set_time(const struct shop *s, const char *name, time_t seconds)
{
    char path[200];
    struct timeval times[2] = { { .tv_sec = seconds }, { .tv_sec = seconds } };
    snprintf(path, sizeof path, "%s/%s", s->folder, name);
    assert_int_equal(utimes(path, times), 0);
}

static bool is_cached(struct shop *s)
{
    shop_load(s, true, false);
    assert_non_null(s->model);
    return s->model->from_cache;
}

static void test_the_key_of_the_cache(void **state)
{
    (void)state;
    struct shop s;
    shop_open(&s);
    write_file(&s, "gazetteers/a.tsv", "name\ttype\n甲乙\tcompany\n");
    set_time(&s, "gazetteers/a.tsv", 1000000000);
    assert_false(is_cached(&s));
    assert_true(is_cached(&s));
    assert_true(model_literal(s.model, fold(&s, "甲乙")) != NONE);
    write_file(&s, "gazetteers/a.tsv", "name\ttype\n丙丁\tcompany\n");     /* of the same size */
    assert_false(is_cached(&s));
    assert_true(model_literal(s.model, fold(&s, "丙丁")) != NONE);
    assert_true(model_literal(s.model, fold(&s, "甲乙")) == NONE);
    set_time(&s, "gazetteers/a.tsv", 1000000001);
    assert_false(is_cached(&s));
    assert_true(is_cached(&s));
    write_file(&s, "gazetteers/b.tsv", "name\ttype\n");
    assert_false(is_cached(&s));
    write_file(&s, "gazetteers/notes.txt", "no gazetteer");
    assert_true(is_cached(&s));
    write_file(&s, "cache.bin", "EXTRACT no more");
    assert_false(is_cached(&s));
    assert_true(is_cached(&s));
    shop_close(&s);
}

static void test_what_has_mistakes_is_not_cached(void **state)
{
    (void)state;
    struct shop s;
    shop_open(&s);
    write_file(&s, "gazetteers/a.tsv", "name\ttype\n甲\n丙丁\tcompany\n");
    for (int i = 0; i < 2; i++) {
        shop_load(&s, true, true);
        assert_non_null(s.model);
        assert_false(s.model->from_cache);
        assert_int_equal(s.found.errors.count, 1);
        assert_int_equal(s.model->entry_count, 1);
    }
    assert_int_equal(access(s.cache, F_OK), -1);
    shop_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_yaml_places_count_code_points), cmocka_unit_test(test_yaml_knows_where_text_stands_as_written),
        cmocka_unit_test(test_yaml_mistakes_have_places), cmocka_unit_test(test_yaml_nests_only_so_deep),
        cmocka_unit_test(test_yaml_values), cmocka_unit_test(test_gazetteer_rows), cmocka_unit_test(test_equal_ids_are_one_entity),
        cmocka_unit_test(test_gazetteer_mistakes_have_places), cmocka_unit_test(test_classes_and_words), cmocka_unit_test(test_folding),
        cmocka_unit_test(test_tables), cmocka_unit_test(test_rules_run_where_their_literals_are),
        cmocka_unit_test(test_rules_without_literals), cmocka_unit_test(test_rule_mistakes_have_places),
        cmocka_unit_test(test_the_key_of_the_cache), cmocka_unit_test(test_what_has_mistakes_is_not_cached),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
