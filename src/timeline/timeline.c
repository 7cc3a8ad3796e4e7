#include "timeline/parts.h"

bool timeline_run(const struct model *m, const struct document *d, const struct mentions *mentions,
                  const struct values *values, const struct links *links, const struct events *events,
                  struct arena *arena, struct timeline *out, struct error *err)
{
    struct builder_of_timeline t = { m, d, mentions, values, links, events, arena, out, { NULL, values->of }, NULL };
    uint32_t *entity_of = arena_alloc(arena, sizeof *entity_of, links->references.count + 1);
    for (uint32_t i = 0; entity_of && i < links->references.count; i++)
        entity_of[i] = links->references.at[i].entity;
    t.ground.entity_of = entity_of;
    *out = (struct timeline){ 0 };
    t.happening_of = arena_alloc(arena, sizeof *t.happening_of, events->list.count + 1);
    if (!entity_of || !t.happening_of || !timeline_merge(&t) || !timeline_order(&t))
        return fail_full(err);
    for (uint32_t i = 0; i < out->happenings.count; i++)
        if (!timeline_summarise(&t, &out->happenings.at[i]))
            return fail_full(err);
    return true;
}
