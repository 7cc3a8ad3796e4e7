/*
 * Names that are put together from listed ones: in scripts without blanks a place before a body (青岛海尔, 上海家乐福) and
 * a trade or a form behind a company (恒大地产, 耐克公司); in others a country before a body (U.S. Department of Justice).
 * They become candidates of their own; what they are made of speaks for them (evidence.c).
 */
#include "decide/lattice.h"

static bool is_listed(const struct candidate *c) { return c->alias != NONE && !c->weak && c->form == FORM_NAME; }

static bool is_body(const struct candidate *c) { return c->type == TYPE_COMPANY || c->type == TYPE_ORGANIZATION; }

static bool is_han(const struct document *d, uint32_t at) { return d->kind[at] == CHAR_HAN; }

static struct str attribute_of(const struct model *m, const struct candidate *c, struct str key)
{
    const struct entry *entry = &m->entries[m->aliases[c->alias].entry];
    for (uint32_t i = 0; i < entry->attribute_count; i++) {
        const struct attribute *a = &m->attributes[entry->first_attribute + i];
        if (str_equal(model_str(m, a->key), key))
            return model_str(m, a->value);
    }
    return STR("");
}

static bool is_country(const struct model *m, const struct candidate *c)
{
    return str_equal(attribute_of(m, c, STR("sector")), STR("country"));
}

/* 中国证监会 is 证监会, but 美国国务院 is not 国务院. */
static bool same_country(const struct model *m, const struct candidate *a, const struct candidate *b)
{
    return str_equal(attribute_of(m, a, STR("country")), attribute_of(m, b, STR("country")));
}

static bool is_tail(const struct model *m, uint32_t literal, struct str tails)
{
    const struct literal *l = &m->literals[literal];
    for (uint32_t i = 0; i < l->use_count; i++) {
        const struct use *use = &m->uses[l->first_use + i];
        if (use->kind == USE_CLASS && str_equal(model_str(m, m->classes[use->ref].name), tails))
            return true;
    }
    return false;
}

/* What the lists have as a whole needs no putting together. */
static bool add(const struct model *m, struct arena *arena, struct mentions *out, uint32_t first, struct span span, uint8_t type,
                uint32_t alias)
{
    for (uint32_t i = first; i < out->considered.count && out->considered.at[i].span.begin <= span.begin; i++)
        if (span_equal(out->considered.at[i].span, span) && is_listed(&out->considered.at[i]))
            return true;
    struct candidate *c = vec_push(arena, &out->considered);
    if (!c)
        return false;
    *c = (struct candidate){ .span = span, .whole = span, .type = type, .rule = NONE, .alias = alias };
    candidate_argue(c, EVIDENCE_composed, 0, m->weights[EVIDENCE_composed]);
    return true;
}

/* Whether the name ends in a trade already: 国盛证券. */
static bool ends_in_trade(const struct model *m, const struct scan *s, uint32_t sentence, struct span name)
{
    for (uint32_t i = s->first_hit[sentence]; i < s->first_hit[sentence + 1]; i++) {
        struct span tail = s->hits.at[i].span;
        if (tail.end == name.end && tail.begin > name.begin && is_tail(m, s->hits.at[i].literal, STR("company_head")))
            return true;
    }
    return false;
}

/* The trades behind a company, or what follows the name of another body (热那亚队), each a name with it. */
static bool add_tails(const struct model *m, const struct document *d, const struct scan *s, uint32_t sentence, uint32_t first,
                      uint32_t index, struct arena *arena, struct mentions *out)
{
    const struct candidate c = out->considered.at[index];
    struct str tails = c.type == TYPE_COMPANY ? STR("company_tail") : STR("org_tail");
    bool trade = c.type == TYPE_COMPANY && ends_in_trade(m, s, sentence, c.span);       /* 国盛证券电子 is no name, 国盛证券公司 is one */
    for (uint32_t i = s->first_hit[sentence]; i < s->first_hit[sentence + 1]; i++) {
        struct span tail = s->hits.at[i].span;
        if (tail.begin == c.span.end && is_han(d, tail.begin - 1) && is_tail(m, s->hits.at[i].literal, tails)
            && (!trade || !is_tail(m, s->hits.at[i].literal, STR("company_head")) || is_tail(m, s->hits.at[i].literal, STR("company_suffix")))
            && !add(m, arena, out, first, (struct span){ c.span.begin, tail.end }, c.type, NONE))
            return false;
    }
    return true;
}

/* Whether a place ends right before a body, or, where words have blanks between them, one blank before it. */
static bool adjoin(const struct document *d, struct span place, struct span body)
{
    if (is_han(d, body.begin))
        return place.end == body.begin && is_han(d, place.begin);
    return place.end + 1 == body.begin && d->kind[place.end] == CHAR_SPACE;
}

bool compose_names(const struct model *m, const struct document *d, const struct scan *s, uint32_t sentence, uint32_t first,
                   struct arena *arena, struct mentions *out)
{
    uint32_t listed = out->considered.count;
    for (uint32_t i = first; i < listed; i++)
        if (is_listed(&out->considered.at[i]) && is_body(&out->considered.at[i])
            && !add_tails(m, d, s, sentence, first, i, arena, out))
            return false;
    uint32_t bodies = out->considered.count;
    for (uint32_t i = first; i < bodies; i++) {
        const struct candidate body = out->considered.at[i];
        bool han = is_han(d, body.span.begin);
        if (!is_body(&body) || (han ? i < listed && !is_listed(&body) : body.type != TYPE_ORGANIZATION || body.weak || body.form != FORM_NAME))
            continue;
        for (uint32_t k = first; k < listed && out->considered.at[k].span.begin < body.span.begin; k++) {
            const struct candidate place = out->considered.at[k];
            if (place.type != TYPE_PLACE || !adjoin(d, place.span, body.span) || !is_listed(&place))
                continue;
            bool country = is_country(m, &place), own = country && body.alias != NONE && same_country(m, &place, &body);
            /* 美国苹果公司 is the American company Apple, and no other; 青岛海尔 is one of Haier's. Chicago Greenpeace is not a name. */
            if (han ? country && body.type == TYPE_COMPANY : !country)
                continue;
            if (!add(m, arena, out, first, (struct span){ place.span.begin, body.span.end }, body.type, own ? body.alias : NONE))
                return false;
        }
    }
    return true;
}
