/*
 * A small model for unit tests: two languages, two abbreviations, one name and one event, made from files that are
 * written for the purpose and taken away again. What a test needs of rules and gazetteers stands here, so that no test
 * depends on the real ones.
 */
#ifndef TESTS_FIXTURE_H
#define TESTS_FIXTURE_H

#include <stdlib.h>
#include <unistd.h>
#include <sys/stat.h>

#include "model/model.h"

struct fixture_file { const char *path, *content; };

static const struct fixture_file fixture_files[] = {
    { "rules/zh.yaml",
      "language: zh\nscript: han\n" },
    { "rules/en.yaml",
      "language: en\nscript: latin\n"
      "rules:\n"
      "  - id: en.money.test\n"
      "    type: money\n"
      "    match: '\\d+ dollars'\n"
      "    weight: 3\n"
      "    examples:\n"
      "      - {text: it cost 5 dollars, finds: 5 dollars}\n" },
    { "rules/acquisition.yaml",
      "event: acquisition\n"
      "roles:\n"
      "  acquirer: {types: [company]}\n"
      "  target: {types: [company], required: true}\n"
      "  price: {types: [money]}\n"
      "zh:\n"
      "  trigger: [收购]\n"
      "  patterns:\n"
      "    - '{acquirer}{trigger}{target}'\n"
      "  examples:\n"
      "    - {text: 星河科技收购蓝鲸数据。, trigger: 收购, acquirer: 星河科技, target: 蓝鲸数据}\n" },
    { "rules/order.yaml", "cues: order\nfollows:\n  arrest: [attack]\n" },
    { "gazetteers/en/abbreviations.tsv",
      "word\tclass\tweight\nMr\tabbreviation\t1\nInc\tabbreviation\t1\nJan\tabbreviation\t1\n" },
    { "gazetteers/zh/companies.tsv",
      "name\ttype\taliases\tid\tticker\n星河科技\tcompany\tGalaxy Tech\tQ17\tSSE:600000\n蓝鲸数据\tcompany\t\tlocal:9\t\n" },
};

static inline void fixture_write(const char *folder, const struct fixture_file *file)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder, file->path);
    for (char *slash = strchr(path + strlen(folder) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        mkdir(path, 0777);
        *slash = '/';
    }
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    fputs(file->content, out);
    fclose(out);
}

/* Files first, then folders, each empty by then: the names in reverse. */
static inline void fixture_remove(const char *folder)
{
    char path[300];
    for (size_t i = 0; i < sizeof fixture_files / sizeof *fixture_files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, fixture_files[i].path);
        unlink(path);
    }
    static const char *const folders[] = { "/rules", "/gazetteers/en", "/gazetteers/zh", "/gazetteers", "" };
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        snprintf(path, sizeof path, "%s%s", folder, folders[i]);
        rmdir(path);
    }
}

/* The model; weights are missing, so that the list of mistakes is not empty, and not looked at. */
static inline struct model *fixture_model(void)
{
    char folder[] = P_tmpdir "/extract-fixture-XXXXXX", rules[100], gazetteers[100];
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof fixture_files / sizeof *fixture_files; i++)
        fixture_write(folder, &fixture_files[i]);
    snprintf(rules, sizeof rules, "%s/rules", folder);
    snprintf(gazetteers, sizeof gazetteers, "%s/gazetteers", folder);
    const char *rule_folders[] = { rules }, *gazetteer_folders[] = { gazetteers };
    struct arena arena;
    assert_true(arena_init(&arena, 1 << 24));
    struct error_list found = { .arena = &arena };
    struct model_sources sources = { .rules = rule_folders, .rules_count = 1, .gazetteers = gazetteer_folders,
                                     .gazetteers_count = 1, .shipped = 1, .keep_going = true };
    struct model *m = model_load(&sources, &found);
    if (!m || getenv("FIXTURE_VERBOSE"))
        for (uint32_t i = 0; i < found.errors.count; i++)
            print_error("%.*s:%u: %s\n", STR_ARG(found.errors.at[i].at.file), found.errors.at[i].at.line,
                        found.errors.at[i].message);
    fixture_remove(folder);
    arena_free(&arena);
    assert_non_null(m);
    return m;
}

#endif
