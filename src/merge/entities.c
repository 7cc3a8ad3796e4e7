/* The entities of a merge: the names that were joined, with all that their documents call them and know of them. */
#include "merge/parts.h"

static bool has_text(const struct merged_entity *e, struct str text)
{
    for (uint32_t i = 0; i < e->aliases.count; i++)
        if (str_equal(e->aliases.at[i], text))
            return true;
    return str_equal(e->name, text);
}

static bool has_attribute(const struct merged_entity *e, struct str key)
{
    for (uint32_t i = 0; i < e->attributes.count; i++)
        if (str_equal(e->attributes.at[i].key, key))
            return true;
    return false;
}

static bool add_alias(struct merge *m, struct merged_entity *e, struct str text)
{
    struct str *slot = has_text(e, text) ? NULL : vec_push(&m->arena, &e->aliases);
    if (slot)
        *slot = text;
    return slot || has_text(e, text);
}

static bool take_name(struct merge *m, struct merged_entity *e, const struct merged_name *n)
{
    if (!e->name.len) {
        e->name = n->name;
        e->type = n->type;
        e->first_name = (uint32_t)(n - m->names.at);
    }
    bool good = add_alias(m, e, n->name);
    for (uint32_t i = 0; good && i < n->aliases.count; i++)
        good = add_alias(m, e, n->aliases.at[i]);
    if (!e->id.len) {
        e->id = n->id;
        e->wikidata = n->wikidata;
    }
    for (uint32_t i = 0; good && i < n->attributes.count; i++) {
        struct merged_attribute *slot = has_attribute(e, n->attributes.at[i].key) ? NULL : vec_push(&m->arena, &e->attributes);
        if (slot)
            *slot = n->attributes.at[i];
    }
    bool known = e->documents.count && e->documents.at[e->documents.count - 1] == n->document;
    uint32_t *document = known ? NULL : vec_push(&m->arena, &e->documents);
    if (document)
        *document = n->document;
    return good && (known || document);
}

bool merge_entities(struct merge *m)
{
    uint32_t *number = arena_alloc(&m->arena, sizeof *number, (size_t)m->names.count + 1);
    uint32_t *entity_of = arena_alloc(&m->arena, sizeof *entity_of, (size_t)m->mentions.count + 1);
    if (!number || !entity_of)
        return false;
    m->entities.count = 0;
    for (uint32_t i = 0; i < m->names.count; i++) {
        uint32_t root = merge_root(m, i);
        if (root == i) {
            struct merged_entity *slot = vec_push(&m->arena, &m->entities);
            if (!slot)
                return false;
            *slot = (struct merged_entity){ 0 };
            number[i] = m->entities.count - 1;
        }
        number[i] = number[root];
        if (!take_name(m, &m->entities.at[number[root]], &m->names.at[i]))
            return false;
    }
    for (uint32_t i = 0; i < m->mentions.count; i++)
        entity_of[i] = m->mentions.at[i].name == NONE ? NONE : number[m->mentions.at[i].name];
    m->ground = (struct ground){ entity_of, m->values.at };
    return true;
}
