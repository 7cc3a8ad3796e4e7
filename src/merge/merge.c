#include "merge/parts.h"

#include <stdlib.h>

struct merge *merge_new(const struct model *model)
{
    struct merge *m = calloc(1, sizeof *m);
    if (!m)
        return NULL;
    m->model = model;
    if (arena_init(&m->arena, MERGE_LIMIT) && arena_init(&m->scratch, MERGE_LIMIT))
        return m;
    merge_free(m);
    return NULL;
}

void merge_free(struct merge *m)
{
    if (!m)
        return;
    arena_free(&m->arena);
    arena_free(&m->scratch);
    free(m);
}

bool merge_accepts(struct str json)
{
    json = str_trim(json);
    if (!str_starts(json, STR("{")))
        return false;
    return str_starts(str_trim(str_skip(json, 1)), STR("\"version\""));
}

bool merge_run(struct merge *m, struct error *err)
{
    arena_reset(&m->scratch, 0);
    bool good = merge_sort_documents(m) && merge_names(m) && merge_match(m) && merge_settle(m) && merge_order(m);
    return good || fail(err, ERR_LIMIT, (struct place){ 0 }, "the documents are too many for the memory set aside for a merge");
}
