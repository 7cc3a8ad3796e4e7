/*
 * Whom a noun phrase or a pronoun stands for.
 *
 * A role beside a name is that name's (特斯拉创始人埃隆·马斯克), and the same role of the same body later on is the same
 * person. For the rest the nearest rule of thumb of centering theory (Grosz, Joshi, Weinstein 1995) serves: what opens a
 * clause goes on with the subject, which is the first of its type in the sentence or in the one before; what stands
 * further inside a clause takes the nearest before it. A noun phrase goes by what it says: "the Dutch company" is the one
 * that was called Dutch, and a bare "the company" of which the document speaks all the time.
 */
#include "link/parts.h"

enum { SENTENCES_BACK = 3, MAX_LEAD = 2, REFERENCES_BACK = 300 };

/* A role that was told of a person: OpenAI + 首席执行官. */
struct role { uint32_t owner; struct span title; uint32_t entity; };

struct resolver {
    struct linker *l;
    VEC(struct role) roles;
    uint32_t *times_named;              /* [mentions] of an entity's root, up to here */
    uint32_t most;                      /* a reference to the company that was named most, or NONE */
};

/* Bylines, and what stands in brackets, name people that the text does not speak of. */
static bool is_aside(const struct linker *l, const struct reference *r)
{
    const struct document *d = l->d;
    enum { FAR = 40 };
    if (d->blocks.at[d->sentences.at[r->sentence].block].kind == BLOCK_BYLINE
        || value_in_dateline(l->values, l->mentions, r->sentence, r->span))
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

/* "the country": a name that the gazetteers have in the sector that the noun phrase's rule asks for, if it asks. */
static bool of_sector(const struct linker *l, const struct reference *r, const struct reference *candidate)
{
    struct str wanted = r->form == FORM_NOMINAL && r->type == TYPE_PLACE && !r->plural && r->rule != NONE ? model_str(l->m, l->m->rules[r->rule].value) : STR("");
    if (!wanted.len)
        return true;
    uint32_t mention = candidate->form == FORM_NAME ? candidate->mention : candidate->entity;
    uint32_t alias = mention == NONE ? NONE : l->mentions->list.at[mention].alias;
    const struct entry *entry = alias == NONE ? NULL : &l->m->entries[l->m->aliases[alias].entry];
    for (uint32_t i = 0; entry && i < entry->attribute_count; i++) {
        const struct attribute *a = &l->m->attributes[entry->first_attribute + i];
        if (str_equal(model_str(l->m, a->key), STR("sector")) && str_equal(model_str(l->m, a->value), wanted))
            return true;
    }
    return false;
}

static bool agrees(const struct linker *l, const struct reference *r, const struct reference *candidate)
{
    if (!has_head(l->d, candidate->span, r->head) || !of_sector(l, r, candidate))
        return false;
    if (candidate->entity == NONE || candidate->plural || candidate->stranger || candidate->passing || is_aside(l, candidate))
        return false;
    if (candidate->gender && r->gender && candidate->gender != r->gender)
        return false;
    uint8_t called = l->gender[candidate->entity];
    if (!l->any_gender && r->type == TYPE_PERSON && r->form == FORM_PRONOUN && called && r->gender && called != r->gender)
        return false;
    uint8_t type = candidate->form == FORM_PRONOUN && r->form == FORM_NOMINAL ? l->mentions->list.at[candidate->entity].type
                                                                              : candidate->type;
    return type == r->type || (r->type == TYPE_COMPANY && r->gender == 'n' && candidate->type == TYPE_ORGANIZATION);
}

/* The first that agrees in a sentence, before `limit`. */
static uint32_t first_in_sentence(const struct resolver *v, uint32_t index, uint32_t sentence)
{
    const struct reference *all = v->l->references.at;
    uint32_t found = NONE;
    for (uint32_t i = index; i-- > 0 && all[i].sentence >= sentence;)
        if (all[i].sentence == sentence && agrees(v->l, &all[index], &all[i]))
            found = i;
    return found;
}

/* A mark that parts clauses; 3.2 and 4,100 hold none. */
static bool is_break(const struct document *d, uint32_t at)
{
    bool figure = at && at + 1 < d->length && d->kind[at - 1] == CHAR_DIGIT && d->kind[at + 1] == CHAR_DIGIT;
    return at < d->length && d->kind[at] == CHAR_PUNCT && d->norm[at] != '-' && !figure;
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

/* "It is not the company's first": a noun phrase is not whom a pronoun of its clause stands for. */
static bool beside_pronoun(const struct reference *r, const struct reference *candidate)
{
    return r->form == FORM_NOMINAL && candidate->form == FORM_PRONOUN;
}

static uint32_t nearest_in_sentence(const struct resolver *v, uint32_t index)
{
    const struct reference *all = v->l->references.at, *r = &all[index];
    bool object = r->other || is_object(v, r);
    for (uint32_t i = index; i-- > 0 && all[i].sentence == r->sentence;)
        if (agrees(v->l, r, &all[i]) && !((object || beside_pronoun(r, &all[i])) && same_clause(v->l->d, all[i].span.end, r->span.begin)))
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

/* --- what a noun phrase says ------------------------------------------------------------------------------------------------- */

/* The words of a span: where each begins, at most `most` of them. */
static uint32_t words_of(const struct document *d, struct span span, uint32_t *begins, uint32_t most)
{
    uint32_t count = 0;
    for (uint32_t i = span.begin; i < span.end && count < most; i++)
        if (d->kind[i] != CHAR_SPACE && (i == span.begin || d->kind[i - 1] == CHAR_SPACE))
            begins[count++] = i;
    return count;
}

/* The name before it that was described with its word: the Dutch company for Royal Vessen NV, the Dutch maker. */
static uint32_t described_alike(const struct resolver *v, uint32_t index)
{
    enum { WORDS = 3 };
    const struct document *d = v->l->d;
    const struct reference *all = v->l->references.at, *r = &all[index];
    uint32_t begins[WORDS], first = index > REFERENCES_BACK ? index - REFERENCES_BACK : 0;
    if (r->form != FORM_NOMINAL || words_of(d, r->span, begins, WORDS) != WORDS || d->kind[begins[1]] != CHAR_UPPER)
        return NONE;
    uint32_t length = begins[2] - begins[1];                /* with the blank behind it */
    for (uint32_t i = first; i < index; i++) {
        uint32_t at = all[i].span.end, end = d->sentences.at[all[i].sentence].span.end;
        if (all[i].form != FORM_NAME || all[i].type != r->type || at + 2 >= end || d->norm[at] != ',')
            continue;
        for (at += 2; at < end && d->kind[at] == CHAR_LOWER; at++)      /* the article */
            continue;
        if (at + 1 + length <= end && !memcmp(d->norm + at + 1, d->norm + begins[1], length * sizeof *d->norm))
            return i;
    }
    return NONE;
}

/* 电商平台甲 … 该平台: the last name that the word stood in front of. */
static uint32_t of_kind(const struct resolver *v, uint32_t index)
{
    enum { LOOKED_AT = 300 };
    const struct reference *all = v->l->references.at, *r = &all[index];
    uint32_t length = span_len(r->kind), least = index > LOOKED_AT ? index - LOOKED_AT : 0;
    for (uint32_t i = index; length && i-- > least;) {
        struct span before = { all[i].span.begin - length, all[i].span.begin };
        if (all[i].form == FORM_NAME && all[i].span.begin >= length && same_text(v->l->d, before, r->kind) && agrees(v->l, r, &all[i]))
            return i;
    }
    return NONE;
}

/* Whether no other company was named before it in its paragraph. */
static bool opens_paragraph(const struct resolver *v, uint32_t index)
{
    const struct reference *all = v->l->references.at;
    const struct document *d = v->l->d;
    uint32_t block = d->sentences.at[all[index].sentence].block, first = index > REFERENCES_BACK ? index - REFERENCES_BACK : 0;
    for (uint32_t i = index; i-- > first && d->sentences.at[all[i].sentence].block == block;)
        if (all[i].type == TYPE_COMPANY && all[i].entity != NONE && all[i].entity != all[index].entity)
            return false;
    return true;
}

/*
 * A bare "the company" is the one that the document is about, where the nearest was only mentioned in passing and is not
 * what the paragraph speaks of. 公司 and 该公司, which are as bare, look behind their paragraph for it.
 */
static uint32_t of_document(const struct resolver *v, uint32_t index, uint32_t nearest)
{
    enum { WORDS = 3, OFTEN = 3, OFTEN_BESIDE = 4, TIMES = 3, BARE_HAN = 3 };
    const struct reference *all = v->l->references.at, *r = &all[index];
    const struct document *d = v->l->d;
    uint32_t begins[WORDS];
    bool company = r->form == FORM_NOMINAL && r->type == TYPE_COMPANY;
    bool han = company && d->kind[r->span.begin] == CHAR_HAN && span_len(r->span) <= BARE_HAN;
    bool bare = han || (company && words_of(d, r->span, begins, WORDS) == 2);
    if (!bare || v->most == NONE || all[nearest].sentence == r->sentence)
        return nearest;
    bool same = d->sentences.at[all[nearest].sentence].block == d->sentences.at[r->sentence].block;
    if (same && opens_paragraph(v, nearest))
        return nearest;
    uint32_t times = v->times_named[all[v->most].entity];
    if (han)
        return !same && times > v->times_named[all[nearest].entity] ? v->most : nearest;
    return times >= (same ? OFTEN_BESIDE : OFTEN) && times >= TIMES * v->times_named[all[nearest].entity] ? v->most : nearest;
}

static void count_name(struct resolver *v, uint32_t index)
{
    const struct reference *r = &v->l->references.at[index];
    if (r->entity == NONE || r->passing)
        return;
    uint32_t times = ++v->times_named[r->entity];
    if (r->type == TYPE_COMPANY && (v->most == NONE || times > v->times_named[v->l->references.at[v->most].entity]))
        v->most = index;
}

/* The name told last, in this sentence or one of those before. */
static uint32_t told_last(const struct resolver *v, uint32_t index)
{
    const struct reference *all = v->l->references.at, *r = &all[index];
    for (uint32_t i = index; i-- > 0 && all[i].sentence + SENTENCES_BACK >= r->sentence;)
        if (agrees(v->l, r, &all[i]))
            return i;
    return NONE;
}

/*
 * Inside a quotation a pronoun goes back to the first that the quotation names, if it names one. What it calls "it" is
 * seldom a company that only the text around it names, and whom it calls "he" is not the one who says so.
 */
static uint32_t in_speech(const struct resolver *v, uint32_t index, uint32_t found)
{
    const struct reference *all = v->l->references.at, *r = &all[index];
    uint32_t quote = r->form == FORM_PRONOUN ? document_quote_at(v->l->d, r->span, true) : NONE, inside = NONE;
    if (quote == NONE || found == NONE)
        return found;
    struct span speech = v->l->d->quotes.at[quote].span;
    if (span_covers(speech, all[found].span))
        return found;
    for (uint32_t i = index; i-- > 0 && all[i].span.begin >= speech.begin && index - i < REFERENCES_BACK;)
        if (agrees(v->l, r, &all[i]))
            inside = i;
    bool speaker = all[found].sentence == r->sentence;
    return inside == NONE && (r->gender == 'n' || speaker) ? NONE : inside == NONE ? found : inside;
}

static uint32_t antecedent(const struct resolver *v, uint32_t index)
{
    const struct reference *r = &v->l->references.at[index];
    uint32_t kin = of_kind(v, index);
    if (kin != NONE || r->latest)
        return kin != NONE ? kin : told_last(v, index);
    uint32_t found = described_alike(v, index);
    if (found != NONE)
        return found;
    found = opens_clause(v, r) ? first_in_sentence(v, index, r->sentence) : nearest_in_sentence(v, index);
    for (uint32_t back = 1; found == NONE && back <= SENTENCES_BACK && back <= r->sentence; back++)
        found = first_in_sentence(v, index, r->sentence - back);
    return found == NONE ? found : of_document(v, index, found);
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

/* 前甲公司工程师, 乙证券分析师: the body was named for what the person is; the text does not go on with it. */
static void pass_by(struct resolver *v, uint32_t role)
{
    struct reference *all = v->l->references.at;
    for (uint32_t i = role + 1; i < v->l->references.count && all[i].span.begin < all[role].span.end; i++)
        all[i].passing |= all[i].form == FORM_NAME && all[i].mention == all[role].owner;
}

static bool resolve_role(struct resolver *v, uint32_t index)
{
    struct reference *r = &v->l->references.at[index];
    if (r->other && r->owner != NONE)
        pass_by(v, index);
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

/* --- initials and pairs ----------------------------------------------------------------------------------------------------- */

/* The first known name of the type that begins with the character: 中国 for the 中 of 中方. */
static uint32_t name_with_initial(const struct resolver *v, uint8_t type, uint32_t initial)
{
    const struct linker *l = v->l;
    for (uint32_t i = 0; i < l->references.count; i++) {
        const struct reference *r = &l->references.at[i];
        if (r->type == type && r->form == FORM_NAME && span_len(r->span) > 1 && l->d->norm[r->span.begin] == initial
            && l->mentions->list.at[r->mention].alias != NONE)
            return i;
    }
    return NONE;
}

/* Groups `first` and `last` of a nominal are the initials of whom it stands for: 中方, 中巴两国. True where the rule has them. */
static bool resolve_initials(const struct resolver *v, struct reference *r)
{
    const struct rule *rule = &v->l->m->rules[r->rule];
    bool two = link_group(v->l->m, rule, GROUP_last, 0) != NULL;
    if (!link_group(v->l->m, rule, GROUP_first, 0))
        return false;
    uint32_t a = name_with_initial(v, r->type, v->l->d->norm[r->span.begin]);
    uint32_t b = two ? name_with_initial(v, r->type, v->l->d->norm[r->span.begin + 1]) : NONE;
    if (!two && a != NONE) {
        r->entity = link_root(v->l, v->l->references.at[a].mention);
    } else if (a != NONE && b != NONE) {
        r->pair[0] = a;
        r->pair[1] = b;
    }
    return true;
}

/* 两国, 双方: the two that were told of last as two. */
static void resolve_pair(const struct resolver *v, uint32_t index)
{
    struct reference *all = v->l->references.at;
    for (uint32_t i = index; i-- > 0 && all[i].sentence + SENTENCES_BACK >= all[index].sentence && all[index].pair[0] == NONE;)
        memcpy(all[index].pair, all[i].pair, sizeof all[i].pair);
}

/* A headline says by his office who is named only below it: 江州原副市长受审. */
static void resolve_headline(struct resolver *v)
{
    struct linker *l = v->l;
    for (uint32_t i = 0; i < l->references.count; i++) {
        struct reference *r = &l->references.at[i];
        if (l->d->blocks.at[l->d->sentences.at[r->sentence].block].kind != BLOCK_TITLE)
            break;
        if (r->form == FORM_NOMINAL && r->type == TYPE_PERSON && r->entity == NONE && r->owner != NONE && !r->plural && !r->stranger)
            r->entity = known_role(v, r);
    }
}

/*
 * Whom earlier pronouns called she is not he, where there is somebody else; where there is nobody, an earlier pronoun may
 * as well have been wrong, and the last one counts.
 */
static void resolve_one(struct resolver *v, uint32_t index)
{
    struct linker *l = v->l;
    struct reference *r = &l->references.at[index];
    uint32_t found = antecedent(v, index);
    l->any_gender = found == NONE;
    if (found == NONE && r->type == TYPE_PERSON && r->form == FORM_PRONOUN)
        found = antecedent(v, index);
    found = in_speech(v, index, found);
    l->any_gender = false;
    r->entity = found == NONE ? NONE : l->references.at[found].entity;
    if (r->entity != NONE && r->type == TYPE_PERSON && r->form == FORM_PRONOUN && r->gender)
        l->gender[r->entity] = r->gender;
}

bool link_resolve(struct linker *l)
{
    struct resolver v = { .l = l, .most = NONE };
    v.times_named = arena_alloc(l->arena, sizeof *v.times_named, l->mentions->list.count + 1);
    l->gender = arena_alloc(l->arena, sizeof *l->gender, l->mentions->list.count + 1);
    if (!v.times_named || !l->gender)
        return false;
    for (uint32_t i = 0; i < l->references.count; i++) {
        struct reference *r = &l->references.at[i];
        if (r->form == FORM_NAME) {
            r->entity = is_entity_type(r->type) ? link_root(l, r->mention) : NONE;
            count_name(&v, i);
        } else if (r->form == FORM_NOMINAL && (r->owner != NONE || r->type == TYPE_PERSON)) {
            if (!resolve_role(&v, i))
                return false;
        } else if (r->form == FORM_NOMINAL && (r->stranger || resolve_initials(&v, r))) {
            continue;
        } else if (r->form == FORM_NOMINAL && r->plural) {
            resolve_pair(&v, i);
        } else if (!r->plural) {
            resolve_one(&v, i);
        }
    }
    resolve_headline(&v);
    return true;
}
