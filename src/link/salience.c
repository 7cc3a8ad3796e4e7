/*
 * Whom a noun phrase or a pronoun stands for.
 *
 * A role beside a name is that name's (特斯拉创始人埃隆·马斯克), and the same role of the same body later on is the same
 * person. For the rest the nearest rule of thumb of centering theory (Grosz, Joshi, Weinstein 1995) serves: what opens a
 * clause goes on with the subject, which is the first of its type in the sentence or in the one before; what stands
 * further inside a clause takes the nearest before it.
 */
#include "link/parts.h"

enum { SENTENCES_BACK = 3, MAX_LEAD = 2 };

/* A role that was told of a person: OpenAI + 首席执行官. */
struct role { uint32_t owner; struct span title; uint32_t entity; };

struct resolver { struct linker *l; VEC(struct role) roles; };

/* Bylines, and what stands in brackets, name people that the text does not speak of. */
static bool is_aside(const struct document *d, const struct reference *r)
{
    enum { FAR = 40 };
    if (d->blocks.at[d->sentences.at[r->sentence].block].kind == BLOCK_BYLINE)
        return true;
    uint32_t least = r->span.begin > FAR ? r->span.begin - FAR : 0;
    for (uint32_t at = r->span.begin; at-- > least && d->norm[at] != ')' && d->kind[at] != CHAR_NEWLINE;)
        if (d->norm[at] == '(')
            return true;
    return false;
}

static bool same_text(const struct document *d, struct span a, struct span b)
{
    return span_len(a) == span_len(b) && !memcmp(d->norm + a.begin, d->norm + b.begin, span_len(a) * sizeof *d->norm);
}

/* 法院 stands for a name that ends in 法院. */
static bool has_head(const struct document *d, struct span name, struct span head)
{
    uint32_t length = span_len(head);
    return span_len(name) >= length && same_text(d, (struct span){ name.end - length, name.end }, head);
}

static bool agrees(const struct document *d, const struct reference *r, const struct reference *candidate)
{
    if (!has_head(d, candidate->span, r->head))
        return false;
    if (candidate->entity == NONE || candidate->plural || is_aside(d, candidate))
        return false;
    if (candidate->gender && r->gender && candidate->gender != r->gender)
        return false;
    return candidate->type == r->type || (r->type == TYPE_COMPANY && r->gender == 'n' && candidate->type == TYPE_ORGANIZATION);
}

/* The first that agrees in a sentence, before `limit`. */
static uint32_t first_in_sentence(const struct resolver *v, uint32_t index, uint32_t sentence)
{
    const struct reference *all = v->l->references.at;
    uint32_t found = NONE;
    for (uint32_t i = index; i-- > 0 && all[i].sentence >= sentence;)
        if (all[i].sentence == sentence && agrees(v->l->d, &all[index], &all[i]))
            found = i;
    return found;
}

static bool is_break(const struct document *d, uint32_t at)
{
    return at < d->length && d->kind[at] == CHAR_PUNCT && d->norm[at] != '-';
}

/* A noun phrase that closes its clause is an object, and so not the subject of the same clause: 甲曾考虑收购这家公司。 */
static bool is_object(const struct resolver *v, const struct reference *r)
{
    return r->form == FORM_NOMINAL && (r->span.end >= v->l->d->length || is_break(v->l->d, r->span.end));
}

static bool same_clause(const struct document *d, uint32_t from, uint32_t to)
{
    while (from < to && !is_break(d, from))
        from++;
    return from >= to;
}

static uint32_t nearest_in_sentence(const struct resolver *v, uint32_t index)
{
    const struct reference *all = v->l->references.at, *r = &all[index];
    bool object = is_object(v, r);
    for (uint32_t i = index; i-- > 0 && all[i].sentence == r->sentence;)
        if (agrees(v->l->d, r, &all[i]) && !(object && same_clause(v->l->d, all[i].span.end, r->span.begin)))
            return i;
    return NONE;
}

/* Nothing but a conjunction between it and the clause's border. */
static bool opens_clause(const struct resolver *v, const struct reference *r)
{
    const struct document *d = v->l->d;
    uint32_t begin = d->sentences.at[r->sentence].span.begin, at = r->span.begin, lead = 0;
    while (at > begin && !(d->kind[at - 1] == CHAR_PUNCT && d->norm[at - 1] != '-')) {
        at--;
        lead += d->kind[at] == CHAR_HAN || (d->kind[at] == CHAR_SPACE && at > begin);
        if (lead > MAX_LEAD)
            return false;
    }
    return true;
}

static uint32_t antecedent(const struct resolver *v, uint32_t index)
{
    const struct reference *r = &v->l->references.at[index];
    uint32_t found = opens_clause(v, r) ? first_in_sentence(v, index, r->sentence) : nearest_in_sentence(v, index);
    for (uint32_t back = 1; found == NONE && back <= SENTENCES_BACK && back <= r->sentence; back++)
        found = first_in_sentence(v, index, r->sentence - back);
    return found;
}

/* --- roles ---------------------------------------------------------------------------------------------------------------- */

/* Only blanks, or a comma and blanks, between the two. */
static bool is_beside(const struct document *d, uint32_t end, uint32_t begin, bool comma)
{
    while (end < begin && (d->kind[end] == CHAR_SPACE || (comma && d->norm[end] == ',')))
        end++;
    return end == begin;
}

/* "…, Bill Hanrahan, …": a name between commas behind a role. */
static bool between_commas(const struct document *d, uint32_t end, const struct reference *name)
{
    return name->span.begin == end + 2 && d->norm[end] == ',' && d->kind[end + 1] == CHAR_SPACE
           && name->span.end < d->length && (d->norm[name->span.end] == ',' || d->norm[name->span.end] == '.');
}

/* The name beside a role, of its type: right behind it, or with a comma between. */
static uint32_t name_beside(const struct resolver *v, uint32_t index)
{
    const struct reference *all = v->l->references.at, *r = &all[index];
    for (uint32_t i = index + 1; i < v->l->references.count && all[i].span.begin < r->span.end + 3; i++)
        if (all[i].span.begin >= r->span.end && all[i].type == r->type && all[i].form == FORM_NAME
            && (is_beside(v->l->d, r->span.end, all[i].span.begin, false) || between_commas(v->l->d, r->span.end, &all[i])))
            return i;
    uint32_t before = index;
    while (before-- > 0 && all[before].span.end > r->span.begin)
        continue;
    if (before != NONE && before < index && all[before].type == r->type && all[before].form == FORM_NAME
        && v->l->d->norm[all[before].span.end] == ',' && is_beside(v->l->d, all[before].span.end, r->span.begin, true))
        return before;
    return NONE;
}

static struct span title_of(const struct resolver *v, const struct reference *r)
{
    return (struct span){ v->l->mentions->list.at[r->owner].span.end, r->span.end };
}

static uint32_t known_role(const struct resolver *v, const struct reference *r)
{
    for (uint32_t i = 0; i < v->roles.count; i++)
        if (v->roles.at[i].owner == link_root(v->l, r->owner) && same_text(v->l->d, v->roles.at[i].title, title_of(v, r)))
            return v->roles.at[i].entity;
    return NONE;
}

static bool resolve_role(struct resolver *v, uint32_t index)
{
    struct reference *r = &v->l->references.at[index];
    uint32_t name = name_beside(v, index);
    if (name == NONE) {
        r->entity = r->owner != NONE ? known_role(v, r) : NONE;
        return true;
    }
    r->entity = link_root(v->l, v->l->references.at[name].mention);
    struct role *role = r->owner != NONE && r->span.end > title_of(v, r).begin ? vec_push(v->l->arena, &v->roles) : NULL;
    if (role)
        *role = (struct role){ link_root(v->l, r->owner), title_of(v, r), r->entity };
    return role || r->owner == NONE || r->span.end <= title_of(v, r).begin;
}

bool link_resolve(struct linker *l)
{
    struct resolver v = { .l = l };
    for (uint32_t i = 0; i < l->references.count; i++) {
        struct reference *r = &l->references.at[i];
        if (r->form == FORM_NAME) {
            r->entity = is_entity_type(r->type) ? link_root(l, r->mention) : NONE;
        } else if (r->form == FORM_NOMINAL && (r->owner != NONE || r->type == TYPE_PERSON)) {
            if (!resolve_role(&v, i))
                return false;
        } else if (!r->plural) {
            uint32_t found = antecedent(&v, i);
            r->entity = found == NONE ? NONE : l->references.at[found].entity;
        }
    }
    return true;
}
