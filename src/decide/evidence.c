/*
 * Evidence from around a candidate: what the words beside it say (classes left.<type>, right.<type>, titles), whether
 * it is an ordinary word itself, and what its capitals are worth where they stand.
 */
#include "decide/lattice.h"

enum side { LEFT, RIGHT, SIDES };

/*
 * What stands at an offset of the sentence: the best weight of a context word for a type, on either side; and where the
 * words end that begin here and stand before names of the type, not in them.
 */
struct context {
    float weight[SIDES][TYPE_COUNT];
    float title[SIDES];
    uint32_t title_end, lead_end[TYPE_COUNT];
    uint32_t strong[SIDES];             /* types, as bits, of which a strong listed name ends here (LEFT), begins here (RIGHT) */
};

struct around {
    const struct model *m;
    const struct document *d;
    struct span span;
    struct context *at;                 /* [length + 1]: LEFT for words that end here, RIGHT for those that begin here */
    bool headline;
    bool caseless;                      /* in a script without capitals: those of a foreign word are its own, wherever it stands */
};

/* "left.person" → LEFT and TYPE_PERSON; false where the class is no context. */
static bool context_of(struct str class_name, enum side *side, enum mention_type *type)
{
    struct str rest = class_name, first = str_cut(&rest, '.');
    if (!rest.len)
        return false;
    *side = str_equal(first, STR("left")) ? LEFT : RIGHT;
    *type = type_find(rest);
    return (*side == LEFT || str_equal(first, STR("right"))) && *type != TYPE_NONE;
}

static void note(struct around *a, struct span where, const struct use *use)
{
    struct str name = model_str(a->m, a->m->classes[use->ref].name);
    struct context *begins = &a->at[where.begin - a->span.begin], *ends = &a->at[where.end - a->span.begin];
    enum side side;
    enum mention_type type;
    if (str_equal(name, STR("title_person")) || str_equal(name, STR("honorific"))) {
        ends->title[LEFT] = begins->title[RIGHT] = 1;
        begins->title_end = where.end > begins->title_end ? where.end : begins->title_end;
    } else if (context_of(name, &side, &type)) {
        float *weight = side == LEFT ? &ends->weight[LEFT][type] : &begins->weight[RIGHT][type];
        if (use->weight > *weight)
            *weight = use->weight;
        if (side == LEFT && where.end > begins->lead_end[type])
            begins->lead_end[type] = where.end;
    } else if (str_equal(name, STR("function_word"))) {
        for (uint32_t t = 0; t < TYPE_COUNT; t++)
            if (where.end > begins->lead_end[t])
                begins->lead_end[t] = where.end;
    }
}

static bool is_caseless(const struct document *d, const struct sentence *s)
{
    uint32_t han = 0;
    for (uint32_t i = 0; i < s->token_count; i++)
        han += d->tokens.at[s->first_token + i].kind == TOKEN_HAN;
    return han * 2 > s->token_count;
}

static bool all_capitals(const struct document *d, const struct sentence *s)
{
    uint32_t words = 0, capitals = 0;
    for (uint32_t i = 0; i < s->token_count; i++) {
        const struct token *token = &d->tokens.at[s->first_token + i];
        if (token->kind != TOKEN_WORD || span_len(token->span) < 4)
            continue;
        words++;
        capitals += (token->flags & TOKEN_CAPITAL) != 0;
    }
    return words >= 4 && capitals * 10 >= words * 8;
}

/* The offset of the nearest word's border beside a name: blanks, and the full stop of "Mr.", lie between. */
static uint32_t beside(const struct around *a, uint32_t at, enum side side)
{
    const uint32_t *norm = a->d->norm;
    if (side == LEFT) {
        while (at > a->span.begin && a->d->kind[at - 1] == CHAR_SPACE)
            at--;
        return at > a->span.begin && norm[at - 1] == '.' ? at - 1 : at;
    }
    if (at + 1 < a->span.end && norm[at] == ',' && a->d->kind[at + 1] == CHAR_SPACE)
        at++;
    while (at < a->span.end && a->d->kind[at] == CHAR_SPACE)
        at++;
    return at;
}

static void argue_context(const struct around *a, struct candidate *c)
{
    const float *w = a->m->weights;
    const struct context *left = &a->at[beside(a, c->span.begin, LEFT) - a->span.begin];
    const struct context *right = &a->at[beside(a, c->span.end, RIGHT) - a->span.begin];
    if (c->type >= TYPE_DATE)
        return;
    candidate_argue(c, EVIDENCE_context_left, 0, w[EVIDENCE_context_left] * left->weight[LEFT][c->type]);
    candidate_argue(c, EVIDENCE_context_right, 0, w[EVIDENCE_context_right] * right->weight[RIGHT][c->type]);
    if (c->type != TYPE_PERSON || c->form != FORM_NAME)
        return;
    candidate_argue(c, EVIDENCE_context_title, 0, w[EVIDENCE_context_title] * (left->title[LEFT] + right->title[RIGHT]));
    uint32_t inside = a->at[c->span.begin - a->span.begin].title_end;
    if (inside && inside < c->span.end && a->d->kind[inside] == CHAR_SPACE)
        candidate_argue(c, EVIDENCE_title_inside, 0, w[EVIDENCE_title_inside]);
}

static bool capital_word(const struct around *a, uint32_t at)
{
    return at > a->span.begin && at < a->span.end && a->d->kind[at] == CHAR_UPPER;
}

/* Whether another word with a capital stands right before or behind: a weak word is then more likely a part of a longer name. */
static bool in_row(const struct around *a, const struct candidate *c)
{
    uint32_t end = c->span.end, begin = c->span.begin;
    if (end < a->span.end && a->d->kind[end] == CHAR_SPACE && capital_word(a, end + 1))
        return true;
    if (begin <= a->span.begin || a->d->kind[begin - 1] != CHAR_SPACE)
        return false;
    for (begin--; begin > a->span.begin && (a->d->kind[begin - 1] == CHAR_UPPER || a->d->kind[begin - 1] == CHAR_LOWER);)
        begin--;
    return capital_word(a, begin);
}

/* Whether a gazetteer knows the words as a name that needs no support. */
static bool is_strong_name(const struct candidate *all, uint32_t count, struct span span)
{
    for (uint32_t i = 0; i < count; i++)
        if (!all[i].weak && all[i].alias != NONE && span_equal(all[i].span, span))
            return true;
    return false;
}

/* A capital says nothing at the start of a sentence, or in a headline that capitalises every word; in Chinese it always does. */
static void argue_capitals(const struct around *a, struct candidate *all, uint32_t count, uint32_t which)
{
    const float *w = a->m->weights;
    struct candidate *c = &all[which];
    bool telling = a->caseless ? !is_strong_name(all, count, c->span) : !a->headline && c->span.begin > a->span.begin;
    if (c->weak && c->alias != NONE && a->d->kind[c->span.begin] == CHAR_UPPER && telling && !in_row(a, c)) {
        enum evidence_name capital = c->type == TYPE_PLACE ? EVIDENCE_capital_place : EVIDENCE_capital;
        candidate_argue(c, capital, 0, w[capital]);
    }
    uint32_t token = document_token_at(a->d, c->span.begin);
    if (c->rule == NONE || c->form != FORM_NAME || token == NONE || !(a->d->tokens.at[token].flags & TOKEN_CAPITAL))
        return;
    float share;
    bool ordinary = model_word(a->m, units_at(document_units(a->d), a->d->tokens.at[token].span), &share) && share > -5.5f;
    if (c->span.begin == a->span.begin && ordinary)
        candidate_argue(c, EVIDENCE_sentence_start, 0, w[EVIDENCE_sentence_start]);
    if (a->headline && ordinary)
        candidate_argue(c, EVIDENCE_headline_case, 0, w[EVIDENCE_headline_case]);
}

/* Behind a first name a word is somebody's last name, whatever place or firm is called so too: Diego Silang, Paris Hilton. */
static void argue_last_name(const struct around *a, struct candidate *c)
{
    uint32_t end = c->span.begin, begin;
    if (c->alias == NONE || c->type == TYPE_PERSON || end < a->span.begin + 2 || a->d->kind[end] != CHAR_UPPER || a->d->kind[end - 1] != CHAR_SPACE)
        return;
    bool small = false;         /* the USA of Chase USA is nobody's last name */
    for (uint32_t i = c->span.begin; i < c->span.end; i++) {
        small |= a->d->kind[i] == CHAR_LOWER;
        if (a->d->kind[i] == CHAR_SPACE)
            return;
    }
    if (!small)
        return;
    for (begin = --end; begin > a->span.begin && (a->d->kind[begin - 1] == CHAR_UPPER || a->d->kind[begin - 1] == CHAR_LOWER);)
        begin--;
    struct units word = units_at(document_units(a->d), (struct span){ begin, end });
    if (word.len > 1 && a->d->kind[begin] == CHAR_UPPER && model_in_class(a->m, STR("first_name"), word, NULL))
        candidate_argue(c, EVIDENCE_entry_last, 0, a->m->weights[EVIDENCE_entry_last]);
}

static void argue_ordinary(const struct around *a, struct candidate *c)
{
    float share;
    if (c->type >= TYPE_DATE || c->form != FORM_NAME || !model_word(a->m, units_at(document_units(a->d), c->span), &share)
        || share <= -6)
        return;
    uint8_t kind = a->d->kind[c->span.begin];
    float scale = kind == CHAR_UPPER && c->span.begin != a->span.begin ? 0.3f : 1;
    candidate_argue(c, EVIDENCE_ordinary, 0, a->m->weights[EVIDENCE_ordinary] * (share + 6) * scale);
}

/* --- rows of names -------------------------------------------------------------------------------------------------------- */

static void note_strong(struct around *a, const struct candidate *c)
{
    if (c->weak || c->alias == NONE || c->form != FORM_NAME)
        return;
    a->at[c->span.end - a->span.begin].strong[LEFT] |= 1u << c->type;
    a->at[c->span.begin - a->span.begin].strong[RIGHT] |= 1u << c->type;
}

/* What stands between the members of a row: 、, and a comma where words have blanks between them. */
static bool is_separator(const struct around *a, uint32_t at, bool han)
{
    const uint32_t enumeration_comma = 0x3001;
    return at >= a->span.begin && at < a->span.end && a->d->norm[at] == (han ? enumeration_comma : ',');
}

static bool is_blank(const struct around *a, uint32_t at) { return at < a->span.end && a->d->kind[at] == CHAR_SPACE; }

/* Whether a strong name of the type stands on this side, a separator between. */
static bool strong_beside(const struct around *a, const struct candidate *c, enum side side, bool han)
{
    uint32_t at;
    if (side == LEFT) {
        at = c->span.begin;
        while (at > a->span.begin && is_blank(a, at - 1))
            at--;
        if (at == a->span.begin || !is_separator(a, --at, han))
            return false;
    } else {
        at = c->span.end;
        if (!is_separator(a, at, han))
            return false;
        for (at++; is_blank(a, at);)
            at++;
    }
    return a->at[at - a->span.begin].strong[side] >> c->type & 1;
}

/* Whether the name ends on this side: at a mark, or before a function word (大连和青岛). */
static bool ends_here(const struct around *a, const struct candidate *c, enum side side, bool han)
{
    uint32_t at = side == LEFT ? c->span.begin : c->span.end;
    if (side == LEFT)
        return at == a->span.begin || a->d->kind[at - 1] == CHAR_PUNCT || (!han && a->d->kind[at - 1] == CHAR_SPACE);
    while (!han && is_blank(a, at))
        at++;
    return at == a->span.end || a->d->kind[at] == CHAR_PUNCT || a->at[at - a->span.begin].lead_end[c->type] > at;
}

/* 大连 in 北京、沈阳、大连、青岛 is the city, whatever else the word means. */
static void argue_list(const struct around *a, struct candidate *c)
{
    bool han = a->d->kind[c->span.begin] == CHAR_HAN;
    if (!c->weak || c->alias == NONE || c->type > TYPE_PLACE || c->form != FORM_NAME)
        return;
    for (enum side side = LEFT; side < SIDES; side++)
        if (strong_beside(a, c, side, han) && ends_here(a, c, side == LEFT ? RIGHT : LEFT, han)) {
            candidate_argue(c, EVIDENCE_list, 0, a->m->weights[EVIDENCE_list]);
            return;
        }
}

/* 历任星河公司 begins with a word that stands before companies. Single characters say little: 和 and 由 are in names too. */
static void argue_lead(const struct around *a, struct candidate *c)
{
    uint32_t lead = a->at[c->span.begin - a->span.begin].lead_end[c->type];
    if (c->rule == NONE || c->type > TYPE_PLACE || c->form != FORM_NAME || lead < c->span.begin + 2 || lead >= c->span.end
        || a->d->kind[c->span.begin] != CHAR_HAN)
        return;
    candidate_argue(c, EVIDENCE_lead_inside, 0, a->m->weights[EVIDENCE_lead_inside]);
}

/* Whether other names may be part of this one's: 上海 and 振华重工 in 上海振华重工(集团)股份有限公司. */
static bool is_container(const struct candidate *c)
{
    bool body = c->type == TYPE_COMPANY || c->type == TYPE_ORGANIZATION;
    return c->form == FORM_NAME && !c->weak && (body || c->type == TYPE_PLACE);
}

/* Places have places and people in their names; bodies have all sorts. */
static bool is_part(const struct candidate *c, const struct candidate *part)
{
    return part->score > 0 && part->type < TYPE_TITLE && part->form == FORM_NAME && span_covers(c->span, part->span)
           && span_len(part->span) < span_len(c->span) && (c->type != TYPE_PLACE || part->type == TYPE_PLACE || part->type == TYPE_PERSON);
}

/*
 * The parts of a body's or place's name have evidence of their own, which speaks for the whole as much as for them: without
 * it the halves would beat the whole. Candidates are by begin; the best that fit beside one another inside of it count.
 * What is the same kind of thing and ends where the whole ends (视察苍山市公安局 and 苍山市公安局) is another reading of its
 * left border, and no part, but behind another part (深圳 before 清华大学). Where the lists have it, the head that the rule saw
 * is that name's (英国派驻香港), and what is held says nothing.
 */
static void argue_holds(const struct around *a, struct candidate *candidates, uint32_t count, uint32_t index)
{
    enum { LONGEST = 48 };
    struct candidate *c = &candidates[index];
    uint32_t length = span_len(c->span), at = 0, i = index;
    float best[LONGEST + 1] = { 0 };
    bool behind[LONGEST + 1] = { false };       /* a part ends here, or a blank behind one */
    if (length > LONGEST)
        return;
    while (i && candidates[i - 1].span.begin == c->span.begin)
        i--;
    for (; i < count && candidates[i].span.begin < c->span.end; i++) {
        const struct candidate *part = &candidates[i];
        if (!is_part(c, part))
            continue;
        for (; at < part->span.begin - c->span.begin; at++)
            if (best[at + 1] < best[at])
                best[at + 1] = best[at];
        uint32_t end = part->span.end - c->span.begin;
        if (end == length && !behind[at] && (part->type == TYPE_PLACE) == (c->type == TYPE_PLACE) && part->type != TYPE_PERSON) {
            if (part->alias != NONE && !part->weak && c->alias == NONE)
                return;
            continue;
        }
        behind[end] = true;
        if (end < length && a->d->kind[c->span.begin + end] == CHAR_SPACE)
            behind[end + 1] = true;
        if (best[end] < best[at] + part->score)
            best[end] = best[at] + part->score;
    }
    for (; at < length; at++)
        if (best[at + 1] < best[at])
            best[at + 1] = best[at];
    candidate_argue(c, EVIDENCE_holds, 0, a->m->weights[EVIDENCE_holds] * best[length]);
}

/* The shorter first: what they hold counts in the longer. */
static void argue_all_holds(const struct around *a, struct candidate *candidates, uint32_t count)
{
    uint32_t longest = 0;
    for (uint32_t i = 0; i < count; i++)
        if (is_container(&candidates[i]) && span_len(candidates[i].span) > longest)
            longest = span_len(candidates[i].span);
    for (uint32_t length = 2; length <= longest; length++)
        for (uint32_t i = 0; i < count; i++)
            if (span_len(candidates[i].span) == length && is_container(&candidates[i]))
                argue_holds(a, candidates, count, i);
}

/* Hong Kong has the form of a person's name, but the gazetteers know better. */
static void argue_other(const struct around *a, struct candidate *candidates, uint32_t count, uint32_t index)
{
    struct candidate *c = &candidates[index];
    bool own = c->alias != NONE, other = false;
    for (uint32_t i = index; i-- > 0 && candidates[i].span.begin == c->span.begin;)
        if (span_equal(candidates[i].span, c->span) && candidates[i].alias != NONE && !candidates[i].weak)
            *(candidates[i].type == c->type ? &own : &other) = true;
    for (uint32_t i = index + 1; i < count && candidates[i].span.begin == c->span.begin; i++)
        if (span_equal(candidates[i].span, c->span) && candidates[i].alias != NONE && !candidates[i].weak)
            *(candidates[i].type == c->type ? &own : &other) = true;
    if (c->rule != NONE && c->type < TYPE_DATE && c->form == FORM_NAME && other && !own)
        candidate_argue(c, EVIDENCE_entry_other, 0, a->m->weights[EVIDENCE_entry_other]);
}

struct learnt { const struct model *m; uint8_t type; float sum; };

static void add_feature(void *context, struct str feature)
{
    struct learnt *learnt = context;
    const float *weight = model_feature(learnt->m, feature);
    if (weight)
        learnt->sum += weight[learnt->type];
}

static void argue_learnt(const struct around *a, const struct feature_view *view, struct candidate *c)
{
    struct learnt learnt = { a->m, c->type, 0 };
    if (c->form != FORM_NAME || c->type >= FEATURE_TYPES || !a->m->feature_count)
        return;
    features_of(view, c, add_feature, &learnt);
    candidate_argue(c, EVIDENCE_learnt, 0, a->m->weights[EVIDENCE_learnt] * learnt.sum);
}

bool evidence_gather(const struct feature_view *view, const struct scan *s, uint32_t sentence, struct candidate *candidates,
                     uint32_t count, struct arena scratch)
{
    const struct model *m = view->m;
    const struct document *d = view->d;
    struct around a = { .m = m, .d = d, .span = d->sentences.at[sentence].span };
    if (!count)
        return true;
    a.at = arena_alloc(&scratch, sizeof *a.at, span_len(a.span) + 1);
    if (!a.at)
        return false;
    a.caseless = is_caseless(d, &d->sentences.at[sentence]);
    a.headline = !a.caseless && all_capitals(d, &d->sentences.at[sentence]);
    for (uint32_t i = s->first_hit[sentence]; i < s->first_hit[sentence + 1]; i++) {
        const struct literal *l = &m->literals[s->hits.at[i].literal];
        for (uint32_t u = 0; u < l->use_count; u++)
            if (m->uses[l->first_use + u].kind == USE_CLASS)
                note(&a, s->hits.at[i].span, &m->uses[l->first_use + u]);
    }
    for (uint32_t i = 0; i < count; i++)
        note_strong(&a, &candidates[i]);
    for (uint32_t i = 0; i < count; i++) {
        argue_context(&a, &candidates[i]);
        argue_list(&a, &candidates[i]);
        argue_capitals(&a, candidates, count, i);
        argue_last_name(&a, &candidates[i]);
        argue_ordinary(&a, &candidates[i]);
        argue_lead(&a, &candidates[i]);
        argue_learnt(&a, view, &candidates[i]);
        argue_other(&a, candidates, count, i);
    }
    argue_all_holds(&a, candidates, count);
    return true;
}
