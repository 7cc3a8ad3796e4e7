/* Mentions → references → entities. */
#include "link/parts.h"

/* What a pronoun's groups say of number and gender, and (`other`) that it is not the subject of its clause; the tables of its rule give the values. */
static void read_form(const struct mention *m, struct reference *r)
{
    const struct group *gender = group_of(m->from->groups, m->from->group_count, GROUP_gender);
    const struct group *plural = group_of(m->from->groups, m->from->group_count, GROUP_plural);
    r->gender = gender && gender->value.len ? (uint8_t)gender->value.ptr[0] : 0;
    r->other = group_of(m->from->groups, m->from->group_count, GROUP_other) != NULL;
    r->plural = plural && str_equal(plural->value, STR("true"));
}

static bool add_mentions(struct linker *l)
{
    l->parent = arena_alloc(l->arena, sizeof *l->parent, l->mentions->list.count + 1);
    for (uint32_t i = 0; l->parent && i < l->mentions->list.count; i++) {
        const struct mention *m = &l->mentions->list.at[i];
        struct reference *r = vec_push(l->arena, &l->references);
        if (!r)
            return false;
        l->parent[i] = i;
        *r = (struct reference){ .span = m->span, .type = m->type, .form = m->form, .mention = i, .entity = NONE, .pair = { NONE, NONE }, .rule = NONE,
                                 .owner = NONE, .sentence = m->sentence, .confidence = m->confidence };
        if (m->form == FORM_PRONOUN)
            read_form(m, r);
    }
    l->drawn = l->references.count;
    return l->parent != NULL;
}

/* --- entities --------------------------------------------------------------------------------------------------------------- */

/* Whether a name is in the script that most of the document is in. */
static bool in_script(const struct linker *l, struct span span)
{
    uint8_t language = l->d->language;
    bool han = language < l->m->language_count && l->m->languages[language].script == CHAR_HAN;
    return (l->d->kind[span.begin] == CHAR_HAN) == han;
}

static bool all_capitals(const struct linker *l, struct span span)
{
    for (uint32_t i = span.begin; i < span.end; i++)
        if (l->d->kind[i] != CHAR_UPPER && l->d->kind[i] != CHAR_SPACE && l->d->kind[i] != CHAR_PUNCT)
            return false;
    return true;
}

/* Whether the lists have the name as it stands here; the United Kingdom RAF is put together. */
static bool is_listed(const struct linker *l, const struct reference *r)
{
    const struct mention *m = &l->mentions->list.at[r->mention];
    for (uint8_t i = 0; i < m->from->evidence_count; i++)
        if (m->from->evidence[i].name == EVIDENCE_composed)
            return false;
    return m->alias != NONE;
}

/*
 * The better name: in the document's script, then one that the gazetteers have, then the longer; of LISBON in a dateline
 * and Lisbon the latter.
 */
static bool is_better(const struct linker *l, const struct reference *a, const struct reference *b)
{
    bool a_script = in_script(l, a->span), b_script = in_script(l, b->span);
    bool a_known = is_listed(l, a), b_known = is_listed(l, b);
    if (a_script != b_script)
        return a_script;
    if (a_known != b_known)
        return a_known;
    if (span_len(a->span) == span_len(b->span))
        return !all_capitals(l, a->span) && all_capitals(l, b->span);
    return span_len(a->span) > span_len(b->span);
}

static bool add_alias(struct linker *l, struct entity *e, struct str text)
{
    for (uint32_t i = 0; i < e->aliases.count; i++)
        if (str_equal(e->aliases.at[i], text))
            return true;
    struct str *slot = vec_push(l->arena, &e->aliases);
    if (slot)
        *slot = text;
    return slot != NULL;
}

/* The entity's name, its other names, and its entry in the gazetteers. */
static bool name_entity(struct linker *l, struct entity *e)
{
    enum { LONGEST_ACRONYM = 3 };
    const struct reference *best = NULL;
    e->entry = NONE;
    for (uint32_t i = 0; i < e->references.count; i++) {
        const struct reference *r = &l->references.at[e->references.at[i]];
        if (r->form != FORM_NAME)
            continue;
        uint32_t alias = l->mentions->list.at[r->mention].alias;
        if (alias != NONE && e->entry == NONE)
            e->entry = l->m->aliases[alias].entry;
        if (!best || is_better(l, r, best))
            best = r;
    }
    e->name = best ? document_text(l->d, best->span) : STR("");
    /* NEW YORK stands so in a dateline only; its name is as the gazetteers write it. */
    if (best && best->type == TYPE_PLACE && span_len(best->span) > LONGEST_ACRONYM && all_capitals(l, best->span)
        && l->mentions->list.at[best->mention].alias != NONE)
        e->name = model_str(l->m, l->m->aliases[l->mentions->list.at[best->mention].alias].text);
    for (uint32_t i = 0; i < e->references.count; i++) {
        const struct reference *r = &l->references.at[e->references.at[i]];
        struct str text = document_text(l->d, r->span);
        if (r->form == FORM_NAME && !str_equal(text, e->name) && !add_alias(l, e, text))
            return false;
    }
    return true;
}

static bool make_entities(struct linker *l, struct links *out)
{
    uint32_t *entity_of_root = arena_alloc(l->arena, sizeof *entity_of_root, l->mentions->list.count + 1);
    if (!entity_of_root)
        return false;
    for (uint32_t i = 0; i < l->mentions->list.count; i++)
        entity_of_root[i] = NONE;
    for (uint32_t i = 0; i < l->references.count; i++) {
        struct reference *r = &l->references.at[i];
        if (r->entity == NONE)
            continue;
        uint32_t root = r->entity;
        if (entity_of_root[root] == NONE) {
            struct entity *made = vec_push(l->arena, &out->entities);
            if (!made)
                return false;
            made->type = l->mentions->list.at[root].type;
            entity_of_root[root] = out->entities.count - 1;
        }
        r->entity = entity_of_root[root];
        uint32_t *slot = vec_push(l->arena, &out->entities.at[r->entity].references);
        if (!slot)
            return false;
        *slot = i;
    }
    for (uint32_t i = 0; i < out->entities.count; i++)
        if (!name_entity(l, &out->entities.at[i]))
            return false;
    return true;
}

bool link_run(const struct model *m, struct matcher *matcher, const struct document *d, const struct scan *scan,
              const struct mentions *mentions, const struct values *values, struct arena *arena, struct links *out, struct error *err)
{
    struct linker l = { .m = m, .matcher = matcher, .d = d, .scan = scan, .mentions = mentions, .values = values, .arena = arena };
    *out = (struct links){ 0 };
    out->of_mention = arena_alloc(arena, sizeof *out->of_mention, mentions->list.count + 1);
    if (!out->of_mention || !add_mentions(&l) || !link_names(&l) || !link_within(&l) || !link_aliases(&l) || !link_find_nominals(&l)
        || !link_resolve(&l) || !link_renamed(&l) || !make_entities(&l, out))
        return fail_full(err);
    out->references.at = l.references.at;
    out->references.count = out->references.capacity = l.references.count;
    for (uint32_t i = 0; i < l.references.count; i++)
        if (l.references.at[i].mention != NONE)
            out->of_mention[l.references.at[i].mention] = i;
    return true;
}
