/*
 * What the fuzz targets share: a model from a folder in memory whose files are tests/cli/data (copied there by run.sh, as
 * FUZZ_DATA), with one more file that holds the bytes in hand, and a text that is read with it.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "extract.h"
#include "model/build.h"

/*
 * How characters fold is the same for every model and costs more than all else together: it is found out once. The linker
 * (--wrap) puts this in the place of fold_build.
 */
bool __real_fold_build(struct builder *b);
bool __wrap_fold_build(struct builder *b);
bool __wrap_fold_build(struct builder *b)
{
    enum { BMP = 0x10000 };
    static struct arena arena;
    static struct builder kept = { .arena = &arena };
    if (!kept.norm && !(arena_init(&arena, 1 << 22) && __real_fold_build(&kept)))
        return false;
    b->norm = arena_alloc(b->arena, sizeof *b->norm, BMP);
    b->lower = arena_alloc(b->arena, sizeof *b->lower, BMP);
    b->kind = arena_alloc(b->arena, sizeof *b->kind, BMP);
    b->code = arena_alloc(b->arena, sizeof *b->code, BMP);
    memcpy(b->norm, kept.norm, BMP * sizeof *b->norm);
    memcpy(b->lower, kept.lower, BMP * sizeof *b->lower);
    memcpy(b->kind, kept.kind, BMP * sizeof *b->kind);
    return true;
}

static const char fuzz_text[] =
    "星河科技昨日以12亿元收购蓝鲸数据\n\n2019年5月3日，“我们拟收购蓝鲸数据”，王小明说。甲乙丙丁（戊己）一二三，该公司拒绝。\n"
    "Galaxy Tech bought Bluewhale Data in 2019 for 12 million euros, Mr Wang said. \"It will close,\" he added on Monday.\n";

/* Everything that may be asked of a result. */
static inline void fuzz_walk(const struct extract_result *result)
{
    struct extract_json_options all = { .explain = true, .pretty = true, .types = "person,company,organization,place,product,title,"
                                        "date,money,percent,quantity,number,ordinal" };
    extract_free(extract_json(result, NULL, NULL));
    extract_free(extract_json(result, &all, NULL));
    extract_free(extract_table(result, 80, true, NULL));
    extract_free(extract_why(result, 5, NULL));
}

static inline void fuzz_run(const struct extract_model *model, const char *text, size_t length, const char *date)
{
    struct extract_error error;
    struct extract_worker *worker = extract_worker_new(model);
    struct extract_input input = { .text = text, .length = length, .id = "fuzz", .date = date };
    const struct extract_result *result = worker ? extract_run(worker, &input, &error) : NULL;
    if (result)
        fuzz_walk(result);
    extract_worker_free(worker);
}

/* The bytes as a file below FUZZ_DATA: read with all the others, what is wrong left out, and used on the text. */
static inline void fuzz_file(const char *name, const uint8_t *bytes, size_t size)
{
    char path[400];
    struct extract_error error;
    struct extract_sources sources = { .data = getenv("FUZZ_DATA"), .cache = "", .keep_going = true };
    snprintf(path, sizeof path, "%s/%s", sources.data, name);
    FILE *file = fopen(path, "wb");
    if (!file)
        abort();
    fwrite(bytes, 1, size, file);
    fclose(file);
    struct extract_model *model = extract_model_load(&sources, &error);
    if (model)
        fuzz_run(model, fuzz_text, sizeof fuzz_text - 1, "2024-05-12");
    extract_model_free(model);
}

#endif
