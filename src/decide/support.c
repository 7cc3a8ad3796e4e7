/*
 * What the certain mentions of the first pass say of the rest of the document. Names are written in full once and then
 * shortened: 埃隆·马斯克 … 马斯克, Merav Ozair … Ozair, 星河科技股份有限公司 … 星河科技. Which part of a name may stand for
 * it follows from the groups of its rule and from its separators, not from words.
 */
#include "decide/lattice.h"

#include <stdlib.h>

enum { FOUND = 1, FULL = 2 };
enum { CERTAIN = 2, BLOOM_BITS = 1 << 16, LONGEST_FORM = 40 };

/* A text that stands for a mention: its whole name, or a short form. */
struct form { struct span text; uint8_t type; bool shortened; uint32_t mention; uint32_t hash; };

struct support {
    const struct model *m;
    const struct document *d;
    const struct mentions *first;
    struct arena *arena;
    VEC(struct form) forms;
    uint32_t *slots, slot_count;            /* hash of forms: index + 1 */
    struct initials_list initials;          /* of bodies: ADL of Anti-Defamation League */
    uint8_t *bloom;                         /* pairs of characters that a short form begins with */
    uint64_t lengths;                       /* bit n: a short form is n characters long */
    uint8_t *entry_found;                   /* [entries] a strong name of it was certain; FULL: one of several words */
    bool full;
};

static uint32_t text_hash(const struct support *s, struct span text)
{
    uint32_t h = 2166136261u;
    for (uint32_t i = text.begin; i < text.end; i++)
        h = (h ^ s->d->norm[i]) * 16777619u;
    return h ^ h >> 15;
}

static bool same_text(const struct document *d, struct span a, struct span b)
{
    return span_len(a) == span_len(b) && !memcmp(d->norm + a.begin, d->norm + b.begin, span_len(a) * sizeof *d->norm);
}

static const struct form *form_find(const struct support *s, struct span text, uint32_t hash, bool shortened, uint8_t type)
{
    for (uint32_t at = hash & (s->slot_count - 1); s->slots[at]; at = (at + 1) & (s->slot_count - 1)) {
        const struct form *f = &s->forms.at[s->slots[at] - 1];
        if (f->hash == hash && f->shortened == shortened && (!type || f->type == type) && same_text(s->d, f->text, text))
            return f;
    }
    return NULL;
}

static uint32_t pair_bit(const struct support *s, uint32_t at)
{
    uint32_t next = at + 1 < s->d->length ? s->d->norm[at + 1] : 0;
    return (s->d->norm[at] * 31 + next) & (BLOOM_BITS - 1);
}

static void form_add(struct support *s, struct span text, uint8_t type, bool shortened, uint32_t mention)
{
    uint32_t hash = text_hash(s, text), length = span_len(text);
    if (length < 2 || length > LONGEST_FORM || form_find(s, text, hash, shortened, type))
        return;
    struct form *form = vec_push(s->arena, &s->forms);
    if (!form) {
        s->full = true;
        return;
    }
    *form = (struct form){ text, type, shortened, mention, hash };
    uint32_t at = hash & (s->slot_count - 1);
    while (s->slots[at])
        at = (at + 1) & (s->slot_count - 1);
    s->slots[at] = s->forms.count;
    if (shortened) {
        s->lengths |= (uint64_t)1 << length;
        uint32_t bit = pair_bit(s, text.begin);
        s->bloom[bit / 8] |= (uint8_t)(1u << bit % 8);
    }
}

/* --- short forms ------------------------------------------------------------------------------------------------------------ */

/* The dot between the parts of a foreign name: · and what is typed for it. */
static bool is_dot(uint32_t c) { return c == 0xB7 || c == 0x2022 || c == 0x30FB || c == 0x2027 || c == 0x22C5; }

static void shorten_dotted(struct support *s, const struct mention *m, uint32_t index)
{
    uint32_t begin = m->span.begin;
    for (uint32_t i = m->span.begin; i <= m->span.end; i++) {
        if (i < m->span.end && !is_dot(s->d->norm[i]))
            continue;
        if (i - begin >= 2 && (begin != m->span.begin || i < m->span.end))
            form_add(s, (struct span){ begin, i }, m->type, true, index);
        begin = i + 1;
    }
}

/* Where the last word of [begin, end) begins. */
static uint32_t last_word(const struct support *s, uint32_t begin, uint32_t end)
{
    while (end > begin && s->d->kind[end - 1] != CHAR_SPACE)
        end--;
    return end;
}

/* The last word of a name of several words: Luce for Thomas Luce III. */
static void shorten_to_last(struct support *s, const struct mention *m, uint32_t index)
{
    uint32_t end = m->span.end, begin = last_word(s, m->span.begin, end);
    if (begin > m->span.begin && model_in_class(s->m, STR("generation"), units_at(document_units(s->d), (struct span){ begin, end }), NULL)) {
        for (end = begin; end > m->span.begin && (s->d->kind[end - 1] == CHAR_SPACE || s->d->norm[end - 1] == ','); end--)
            continue;
        begin = last_word(s, m->span.begin, end);
    }
    if (begin > m->span.begin && s->d->kind[begin] == CHAR_UPPER && end - begin >= 3)
        form_add(s, (struct span){ begin, end }, m->type, true, index);
}

/* Whether the gazetteers have something of this type by this name; of an entry, where `same` is one. */
static bool is_name_of(const struct support *s, struct span word, uint8_t type, uint32_t same)
{
    uint32_t literal = model_literal(s->m, units_at(document_units(s->d), word));
    const struct literal *l = literal == NONE ? NULL : &s->m->literals[literal];
    for (uint32_t i = 0; l && i < l->use_count; i++) {
        const struct use *use = &s->m->uses[l->first_use + i];
        const struct entry *entry = use->kind == USE_NAME ? &s->m->entries[s->m->aliases[use->ref].entry] : NULL;
        if (entry && entry->type == type && (same == NONE || entry->same == same))
            return true;
    }
    return false;
}

/* British Airways is not called British, nor China Mobile China. */
static bool is_place_word(const struct support *s, struct span word)
{
    return is_name_of(s, word, TYPE_PLACE, NONE) || model_in_class(s->m, STR("demonym"), units_at(document_units(s->d), word), NULL);
}

/* Three letters or more that the lists have as nothing. */
static bool is_unlisted_acronym(const struct support *s, struct span word)
{
    enum { SHORTEST = 3 };
    for (uint32_t i = word.begin; i < word.end; i++)
        if (s->d->kind[i] != CHAR_UPPER)
            return false;
    struct units text = units_at(document_units(s->d), word);
    for (uint8_t type = TYPE_PERSON; type <= TYPE_PRODUCT; type++)
        if (is_name_of(s, word, type, NONE))
            return false;
    return span_len(word) >= SHORTEST && !model_in_class(s->m, STR("plain_acronym"), text, NULL);
}

/*
 * The first word of a body's name, where it is no ordinary word (Brightwater for Brightwater Robotics), or one by which
 * the gazetteers know such bodies, nothing but their kind behind it (Labour for Labour Party; the Senate is not its Finance
 * Committee).
 */
static void shorten_to_first(struct support *s, const struct mention *m, uint32_t index)
{
    enum { SHORTEST = 4 };
    float share;
    uint32_t end = m->span.begin;
    while (end < m->span.end && s->d->kind[end] != CHAR_SPACE && s->d->norm[end] != ',')
        end++;
    struct span first = { m->span.begin, end };
    if (is_place_word(s, first))
        return;
    bool capital = s->d->kind[first.begin] == CHAR_UPPER, ordinary = model_word(s->m, units_at(document_units(s->d), first), &share);
    uint32_t same = m->alias == NONE ? NONE : s->m->entries[s->m->aliases[m->alias].entry].same;
    bool two_words = last_word(s, m->span.begin, m->span.end) == end + 1;
    ordinary = ordinary && !((two_words || same != NONE) && is_name_of(s, first, m->type, two_words ? NONE : same));
    /* JJB of JJB Sports; but the ORU Board of Regents is not ORU. */
    bool letters = (two_words || m->type == TYPE_COMPANY) && is_unlisted_acronym(s, first);
    if (end < m->span.end && capital && !ordinary && (span_len(first) >= SHORTEST || letters))
        form_add(s, first, m->type, true, index);
}

/* 电影 is not short for 中国电影公司. */
static bool is_common(const struct support *s, struct span text)
{
    const float common = -5;
    float share;
    return s->d->kind[text.begin] == CHAR_HAN && model_word(s->m, units_at(document_units(s->d), text), &share) && share > common;
}

/* The name of a body or place without its place and suffix, as the groups of its rule tell. */
static void shorten_body(struct support *s, const struct mention *m, uint32_t index)
{
    const struct candidate *c = m->from;
    const struct group *name = group_of(c->groups, c->group_count, GROUP_name);
    const struct group *head = group_of(c->groups, c->group_count, GROUP_head);
    if (!name)
        return;
    if (span_len(name->span) < span_len(m->span) && !is_common(s, name->span) && !is_place_word(s, name->span))
        form_add(s, name->span, m->type, true, index);
    struct span both = { name->span.begin, head ? head->span.end : 0 };
    if (head && head->span.begin >= name->span.end && head->span.end < m->span.end && !is_common(s, both))
        form_add(s, both, m->type, true, index);
}

/* The last word of it, where that is no ordinary word and the words before are: Vessen for Royal Vessen NV. */
static void shorten_to_core(struct support *s, const struct mention *m, uint32_t index)
{
    enum { SHORTEST = 4 };
    float share;
    const struct group *name = group_of(m->from->groups, m->from->group_count, GROUP_name);
    uint32_t begin = name ? name->span.end : 0;
    while (name && begin > name->span.begin && s->d->kind[begin - 1] != CHAR_SPACE)
        begin--;
    if (!name || begin == name->span.begin || name->span.end - begin < SHORTEST || s->d->kind[begin] != CHAR_UPPER)
        return;
    struct span last = { begin, name->span.end }, rest = { name->span.begin, begin - 1 };
    bool before = model_word(s->m, units_at(document_units(s->d), rest), &share);
    if (before && !model_word(s->m, units_at(document_units(s->d), last), &share) && !is_place_word(s, last))
        form_add(s, last, m->type, true, index);
}

/* A product without its maker, where the scripts tell where the one ends: L9 of 启明L9, but not the AI of 松鼠AI. */
static void shorten_to_model(struct support *s, const struct mention *m, uint32_t index)
{
    uint32_t begin = m->span.begin;
    while (begin < m->span.end && s->d->kind[begin] == CHAR_HAN)
        begin++;
    struct span model = { begin, m->span.end };
    if (begin > m->span.begin && begin < m->span.end && s->d->kind[begin] == CHAR_UPPER
        && !model_in_class(s->m, STR("plain_acronym"), units_at(document_units(s->d), model), NULL))
        form_add(s, model, m->type, true, index);
}

static bool is_certain(const struct mention *m)
{
    return m->type < TYPE_DATE && m->form == FORM_NAME && !m->from->weak && m->from->score >= CERTAIN;
}

static bool has_parts(const struct support *s, struct span name)
{
    for (uint32_t i = name.begin; i < name.end; i++)
        if (s->d->kind[i] == CHAR_SPACE || is_dot(s->d->norm[i]))
            return true;
    return false;
}

static void gather(struct support *s)
{
    for (uint32_t i = 0; i < s->first->list.count; i++) {
        const struct mention *m = &s->first->list.at[i];
        if (!is_certain(m))
            continue;
        if (m->alias != NONE)
            s->entry_found[s->m->entries[s->m->aliases[m->alias].entry].same] |= has_parts(s, m->span) ? FOUND | FULL : FOUND;
        form_add(s, m->span, m->type, false, i);
        if (m->type == TYPE_PERSON) {
            shorten_dotted(s, m, i);
            shorten_to_last(s, m, i);
        } else if (m->type == TYPE_PLACE) {
            shorten_body(s, m, i);
        } else if (m->type == TYPE_COMPANY || m->type == TYPE_ORGANIZATION) {
            shorten_body(s, m, i);
            shorten_to_first(s, m, i);
            shorten_to_core(s, m, i);
            s->full |= !initials_note(&s->initials, s->d, m->span, i, s->arena);
        } else if (m->type == TYPE_PRODUCT) {
            shorten_to_model(s, m, i);
        } else if (m->type == TYPE_PLACE) {
            shorten_body(s, m, i);
        }
    }
    /*
     * A name that a rule found is looked for in the rest of the text, where no rule may see it; last, so that what is
     * short for a full name is taken for that.
     */
    for (uint32_t i = 0; i < s->first->list.count; i++) {
        const struct mention *m = &s->first->list.at[i];
        if (is_certain(m) && m->from->rule != NONE && m->type <= TYPE_PLACE && span_len(m->span) >= 3)
            form_add(s, m->span, m->type, true, i);
    }
}

/* --- spreading ---------------------------------------------------------------------------------------------------------------- */

/* Whether a longer name of the first pass holds the text: 马斯克 in 埃隆·马斯克 is no short form. */
static bool inside_longer(const struct support *s, uint32_t sentence, struct span text)
{
    for (uint32_t i = s->first->first[sentence]; i < s->first->first[sentence + 1]; i++) {
        const struct mention *m = &s->first->list.at[i];
        if (span_covers(m->span, text) && span_len(m->span) > span_len(text) && m->from->score >= CERTAIN)
            return true;
    }
    return false;
}

static void support_candidate(const struct support *s, uint32_t sentence, struct candidate *c)
{
    const float *w = s->m->weights;
    if (c->type >= TYPE_DATE || c->form != FORM_NAME)
        return;
    bool full = c->weak && c->alias != NONE && s->entry_found[s->m->entries[s->m->aliases[c->alias].entry].same];
    const struct form *other = c->weak && !full && c->type == TYPE_PERSON ? form_find(s, c->span, text_hash(s, c->span), true, c->type) : NULL;
    if (other) {
        /* Here 布朗 is the 约翰·布朗 of the document, not the one of the lists. */
        c->alias = NONE;
        c->antecedent = s->first->list.at[other->mention].span;
    }
    /* 云 may be 云南, but nearly always is a cloud or half a word: the full name beside it says little. */
    const float single = 0.3f;
    float scale = span_len(c->span) == 1 ? single : 1;
    if (full && !inside_longer(s, sentence, c->span))
        candidate_argue(c, EVIDENCE_document_full, 0, w[EVIDENCE_document_full] * scale);
    else if (!full && c->score < CERTAIN && form_find(s, c->span, text_hash(s, c->span), false, c->type))
        candidate_argue(c, EVIDENCE_document_repeat, 0, w[EVIDENCE_document_repeat]);
}

/* The candidate of this span and type that the sentence has already, or NULL. */
static struct candidate *known_candidate(struct mentions *out, uint32_t first, uint32_t end, struct span text, uint8_t type)
{
    for (uint32_t i = first; i < end; i++) {
        struct candidate *c = &out->considered.at[i];
        if (c->type == type && !c->weak && c->form == FORM_NAME && span_equal(c->span, text))
            return c;
    }
    return NULL;
}

static bool has_evidence(const struct candidate *c, enum evidence_name name)
{
    for (uint32_t i = 0; i < c->evidence_count; i++)
        if (c->evidence[i].name == name)
            return true;
    return false;
}

/*
 * Giuliani of a document that tells of a Rudolph Giuliani is he, and not the one whom the lists know by this last name, but
 * where that one is named in full, too.
 */
static bool is_another(const struct support *s, const struct candidate *c, const struct form *form)
{
    uint32_t own = s->m->entries[s->m->aliases[c->alias].entry].same, full = s->first->list.at[form->mention].alias;
    bool same = full != NONE && s->m->entries[s->m->aliases[full].entry].same == own;
    return c->type == TYPE_PERSON && span_len(form->text) < span_len(s->first->list.at[form->mention].span) && !same && !(s->entry_found[own] & FULL);
}

/* The lists know the word as another kind of thing; but a title, or what only people do, stands beside it. */
static void trust_document(const struct support *s, struct candidate *c)
{
    bool told = has_evidence(c, EVIDENCE_context_title) || has_evidence(c, EVIDENCE_context_left) || has_evidence(c, EVIDENCE_context_right);
    if (told && has_evidence(c, EVIDENCE_entry_other))
        candidate_argue(c, EVIDENCE_entry_other, 0, -s->m->weights[EVIDENCE_entry_other]);
}

/*
 * A short form at this place: a new candidate, or more evidence for the one that stands there. Mr Mansfield is the Bruce
 * Mansfield of the document, not the town, and so is a Mansfield who says something.
 */
static bool add_short_form(struct support *s, uint32_t first, uint32_t end, struct span text, const struct form *form,
                           struct mentions *out)
{
    const float *w = s->m->weights;
    struct candidate *c = known_candidate(out, first, end, text, form->type);
    if (c && c->score >= CERTAIN) {
        /* Several rules may have found it: whichever wins is the short form. */
        for (struct candidate *each = c; each < out->considered.at + end; each++)
            if (each->type == form->type && !each->weak && each->form == FORM_NAME && span_equal(each->span, text)
                && (each->alias == NONE || is_another(s, each, form))) {
                each->antecedent = s->first->list.at[form->mention].span;
                each->alias = NONE;
                trust_document(s, each);
            }
        return true;
    }
    if (!c) {
        c = vec_push(s->arena, &out->considered);
        if (!c)
            return false;
        *c = (struct candidate){ .span = text, .whole = text, .type = form->type, .rule = NONE, .alias = NONE };
        candidate_argue(c, EVIDENCE_entry_length, 0, w[EVIDENCE_entry_length] * (float)name_length(s->d, text));
    }
    c->antecedent = s->first->list.at[form->mention].span;
    candidate_argue(c, EVIDENCE_document_full, 0, w[EVIDENCE_document_full]);
    trust_document(s, c);
    return true;
}

/* 澜海 in 澜海乳业 is another company's name, not short for 澜海食品: a trade follows. */
static bool before_trade(const struct support *s, struct span text, struct span sentence)
{
    enum { SHORTEST = 2, LONGEST = 4 };
    if (s->d->kind[text.end - 1] != CHAR_HAN)
        return false;
    for (uint32_t length = SHORTEST; length <= LONGEST && text.end + length <= sentence.end; length++) {
        struct span next = { text.end, text.end + length };
        if (model_in_class(s->m, STR("company_head"), units_at(document_units(s->d), next), NULL))
            return true;
    }
    return false;
}

/* Each place of the sentence where a short form stands, outside of longer names. */
static void find_short_forms(struct support *s, uint32_t index, uint32_t first, struct mentions *out)
{
    struct span sentence = s->d->sentences.at[index].span;
    uint32_t before = out->considered.count;
    for (uint32_t at = sentence.begin; at < sentence.end && !s->full; at++) {
        struct span letters;
        const struct initials *body = initials_at(&s->initials, s->m, s->d, sentence, at, &letters);
        if (body && !inside_longer(s, index, letters)) {
            struct form form = { .text = letters, .type = s->first->list.at[body->mention].type, .shortened = true, .mention = body->mention };
            s->full |= !add_short_form(s, first, before, letters, &form, out);
        }
        uint32_t bit = pair_bit(s, at);
        if (!(s->bloom[bit / 8] >> bit % 8 & 1))
            continue;
        for (uint32_t length = 2; length <= LONGEST_FORM && at + length <= sentence.end; length++) {
            struct span text = { at, at + length };
            const struct form *form = s->lengths >> length & 1 ? form_find(s, text, text_hash(s, text), true, 0) : NULL;
            if (form && !inside_longer(s, index, text) && !before_trade(s, text, sentence) && !add_short_form(s, first, before, text, form, out))
                s->full = true;
        }
    }
}

bool support_spread(const struct model *m, const struct document *d, const struct mentions *first, struct arena *arena,
                    struct mentions *out)
{
    struct support s = { .m = m, .d = d, .first = first, .arena = arena, .slot_count = 64 };
    while (s.slot_count < first->list.count * 8)
        s.slot_count *= 2;
    s.slots = arena_alloc(arena, sizeof *s.slots, s.slot_count);
    s.bloom = arena_alloc(arena, 1, BLOOM_BITS / 8);
    s.entry_found = arena_alloc(arena, 1, m->entry_count + 1);
    out->first_considered = arena_alloc(arena, sizeof(uint32_t), d->sentences.count + 1);
    if (!s.slots || !s.bloom || !s.entry_found || !out->first_considered)
        return false;
    gather(&s);
    initials_sort(&s.initials);
    for (uint32_t i = 0; i < d->sentences.count && !s.full; i++) {
        out->first_considered[i] = out->considered.count;
        for (uint32_t k = first->first_considered[i]; k < first->first_considered[i + 1]; k++) {
            struct candidate *c = vec_push(arena, &out->considered);
            if (!c)
                return false;
            *c = first->considered.at[k];
            support_candidate(&s, i, c);
        }
        find_short_forms(&s, i, out->first_considered[i], out);
    }
    out->first_considered[d->sentences.count] = out->considered.count;
    return !s.full;
}
