/*
 * The scan, sentence by sentence: the automaton finds literals; a literal is a name, a member of a class, a word, or
 * the sign that a rule may match, which is then tried (at the literal, where its match begins with it; else over the
 * sentence). What is found is a candidate with its first evidence: that of the rule or entry itself.
 */
#include "scan/candidate.h"

#include "base/utf8.h"

#include <stdlib.h>

struct scanner {
    const struct model *m;
    struct matcher *matcher;
    const struct document *d;
    struct arena *arena;
    struct scan *out;
    struct units text;                  /* the sentence */
    uint32_t base;                      /* where it begins */
    uint32_t *stamp;                    /* [rules] the sentence in which the rule was last put on a list, + 1 */
    uint32_t sentence;
    VEC(uint32_t) whole;                /* rules to try over the whole sentence */
    bool full;
};

enum { MAX_STARTS = 12 };               /* of one rule for names, that overlap */

const struct group *group_of(const struct group *groups, uint32_t count, uint16_t name)
{
    for (uint32_t i = 0; i < count; i++)
        if (groups[i].name == name)
            return &groups[i];
    return NULL;
}

uint32_t name_length(const struct document *d, struct span span)
{
    enum { LONGEST = 12 };
    uint32_t halves = 0;
    for (uint32_t i = span.begin; i < span.end; i++)
        halves += d->kind[i] == CHAR_HAN ? 2 : 1;
    return halves / 2 < LONGEST ? halves / 2 : LONGEST;
}

void candidate_argue(struct candidate *c, enum evidence_name name, uint16_t group, float weight)
{
    if (weight == 0)
        return;
    c->score += weight;
    if (c->evidence_count == MAX_EVIDENCE) {
        c->evidence[MAX_EVIDENCE - 1].weight += weight;
        return;
    }
    c->evidence[c->evidence_count++] = (struct evidence){ (uint8_t)name, (uint8_t)group, weight };
}

/* Inside of http://…, www.… or somebody@…: what is called like a name there is none. */
static bool in_address(const struct scanner *s, struct span span)
{
    enum { LONGEST = 200 };
    const uint32_t *norm = s->d->norm;
    uint32_t begin = span.begin;
    if (s->d->kind[begin] != CHAR_UPPER && s->d->kind[begin] != CHAR_LOWER)
        return false;
    while (begin > s->base && span.begin - begin < LONGEST && s->d->kind[begin - 1] != CHAR_SPACE && s->d->kind[begin - 1] != CHAR_HAN)
        begin--;
    for (uint32_t i = begin + 1; i < span.begin; i++) {
        bool mail = norm[i] == '@' && s->d->kind[i - 1] != CHAR_PUNCT;
        bool two = i > begin + 1, scheme = two && norm[i] == '/' && norm[i - 1] == '/' && norm[i - 2] == ':';
        bool www = two && norm[i] == '.' && norm[i - 1] == 'w' && norm[i - 2] == 'w';
        if (mail || scheme || www)
            return true;
    }
    return false;
}

static bool is_value(uint8_t type) { return type >= TYPE_DATE; }

static struct candidate *candidate_add(struct scanner *s)
{
    struct candidate *c = vec_push(s->arena, &s->out->candidates);
    if (!c)
        s->full = true;
    else                            /* the slot may be that of a match that was refused */
        *c = (struct candidate){ .rule = NONE, .alias = NONE };
    return c;
}

/* --- names of the gazetteers -------------------------------------------------------------------------------------------- */

enum letter_case { SAME_CASE, NEAR_CASE, UPPER_CASE, OTHER_CASE };

/*
 * How the text's capitals compare with the gazetteer's: "APPLE" for Apple is upper case, "CoinTelegraph" for
 * Cointelegraph is near, "apple" is another case. So is "The information" for the weak name The Information: each of
 * its words needs its capital.
 */
static enum letter_case compare_case(const struct scanner *s, struct str alias, bool weak, struct span span)
{
    bool same = true, upper = true, near = true, word = true;
    for (uint32_t i = span.begin; i < span.end && alias.len; i++) {
        uint32_t c, norm = s->d->norm[i];
        bool bad = false;
        alias = str_skip(alias, utf8_read(alias, &c, &bad));
        bool equal = model_norm(s->m, c) == norm;
        same &= equal;
        upper &= model_kind(s->m, norm) != CHAR_LOWER;
        near &= equal || (weak ? !word : i > span.begin);
        word = norm == ' ';
    }
    return same ? SAME_CASE : upper ? UPPER_CASE : near ? NEAR_CASE : OTHER_CASE;
}

static void add_name(struct scanner *s, uint32_t alias_index, struct span span)
{
    const struct alias *alias = &s->m->aliases[alias_index];
    const struct entry *entry = &s->m->entries[alias->entry];
    struct candidate *c = candidate_add(s);
    if (!c)
        return;
    const float *w = s->m->weights;
    uint32_t length = name_length(s->d, span);
    c->span = c->whole = span;
    c->type = entry->type;
    c->alias = alias_index;
    c->weak = alias->weak;
    candidate_argue(c, alias->weak ? EVIDENCE_entry_weak : EVIDENCE_entry, 0, w[alias->weak ? EVIDENCE_entry_weak : EVIDENCE_entry]);
    if (entry->rank && !alias->weak)
        candidate_argue(c, EVIDENCE_entry_user, 0, w[EVIDENCE_entry_user]);
    static const float scale[] = { [SAME_CASE] = 0, [NEAR_CASE] = 0.15f, [UPPER_CASE] = 0.25f, [OTHER_CASE] = 1 };
    enum letter_case letters = compare_case(s, model_str(s->m, alias->text), alias->weak, span);
    candidate_argue(c, EVIDENCE_entry_case, 0, w[EVIDENCE_entry_case] * scale[letters]);
    if (length > 2 && letters != OTHER_CASE)        /* "the digital domain" is long by chance */
        candidate_argue(c, EVIDENCE_entry_length, 0, w[EVIDENCE_entry_length] * (float)(length - 2));
}

/* --- rules ------------------------------------------------------------------------------------------------------------------ */

/*
 * The weight of a text in a class: its own, or the sum of its characters' where it is no member as a whole (letters of
 * words say nothing). A character that is in no name of the lists speaks against it, but does not rule it out beside one that is.
 */
static bool class_weight(const struct scanner *s, uint32_t class_index, struct span span, float *weight)
{
    const float unknown = -2.5f;
    struct units text = units_at(document_units(s->d), span);
    struct str name = model_str(s->m, s->m->classes[class_index].name);
    uint32_t members = 0;
    float sum = 0, one;
    if (model_in_class(s->m, name, text, weight))
        return true;
    for (uint32_t i = 0; i < text.len; i++) {
        if (s->d->kind[span.begin + i] == CHAR_UPPER || s->d->kind[span.begin + i] == CHAR_LOWER)
            return false;
        bool member = model_in_class(s->m, name, (struct units){ text.at + i, 1 }, &one);
        members += member;
        sum += member ? one : unknown;
    }
    *weight = sum;
    return members * 2 >= text.len && members;
}

/* Looks a group up in the tables and classes that its pattern refers to; false where it is no member of one that it must be. */
static bool resolve_group(struct scanner *s, const struct rule_group *source, struct group *group, struct candidate *c)
{
    struct units text = units_at(document_units(s->d), group->span);
    bool member = true;
    for (uint32_t i = 0; i < source->table_count; i++) {
        uint32_t table = s->m->group_tables[source->first_table + i];
        float weight;
        if (!(table & GROUP_TABLE_CLASS)) {
            if (model_table_find(s->m, &s->m->tables[table], text, &group->value))
                return true;
        } else if (class_weight(s, table & GROUP_TABLE_INDEX, group->span, &weight)) {
            candidate_argue(c, EVIDENCE_class, group->name, weight * s->m->weights[EVIDENCE_class]);
            return true;
        } else if (table & GROUP_TABLE_SHAPE) {
            member = false;
        }
    }
    return member;
}

static bool fill_groups(struct scanner *s, const struct rule *rule, struct candidate *c)
{
    c->groups = arena_alloc(s->arena, sizeof *c->groups, rule->group_count + 1u);
    if (!c->groups) {
        s->full = true;
        return false;
    }
    for (uint32_t i = 0; i < rule->group_count; i++) {
        const struct rule_group *source = &s->m->groups[rule->first_group + i];
        struct group *group = &c->groups[c->group_count];
        if (!matcher_group(s->matcher, source->number, &group->span))
            continue;
        group->name = source->name;
        group->span.begin += s->base;
        group->span.end += s->base;
        if (!resolve_group(s, source, group, c))
            return false;
        c->group_count++;
    }
    return true;
}

/* The part that is reported. A group that took no part leaves that side to the whole match. */
static void set_span(const struct rule *rule, struct candidate *c)
{
    const struct group *from = rule->span_from ? group_of(c->groups, c->group_count, rule->span_from) : NULL;
    const struct group *to = rule->span_to ? group_of(c->groups, c->group_count, rule->span_to) : NULL;
    c->span.begin = from ? from->span.begin : c->whole.begin;
    c->span.end = to ? to->span.end : c->whole.end;
    if (c->span.begin >= c->span.end)
        c->span = c->whole;
}

static void add_match(struct scanner *s, uint32_t rule_index, struct span whole)
{
    const struct rule *rule = &s->m->rules[rule_index];
    const float *w = s->m->weights;
    struct candidate *c = candidate_add(s);
    if (!c)
        return;
    c->rule = rule_index;
    c->type = rule->type;
    c->form = rule->form;
    c->whole = (struct span){ whole.begin + s->base, whole.end + s->base };
    if (!is_value(c->type) && in_address(s, c->whole)) {
        s->out->candidates.count--;
        return;
    }
    candidate_argue(c, EVIDENCE_rule, 0, rule->weight * w[EVIDENCE_rule]);
    if (!fill_groups(s, rule, c)) {
        s->out->candidates.count--;
        return;
    }
    set_span(rule, c);
    if (is_value(c->type)) {
        candidate_argue(c, EVIDENCE_value, 0, w[EVIDENCE_value]);
        candidate_argue(c, EVIDENCE_character, 0, w[EVIDENCE_character] * (float)span_len(c->span));
    }
}

static void try_at(struct scanner *s, uint32_t rule, uint32_t at)
{
    struct span whole;
    if (s->m->rules[rule].kind == RULE_MENTION && matcher_find(s->matcher, rule, s->text, at, true, &whole))
        add_match(s, rule, whole);
}

/* Values follow each other; a name's left border is open (昨日北京星河有限公司), so each of its starts is a candidate. */
static void try_everywhere(struct scanner *s, uint32_t rule)
{
    struct span whole;
    uint32_t start = 0, end = 0, overlapping = 0;
    while (!s->full && start < s->text.len && matcher_find(s->matcher, rule, s->text, start, false, &whole)) {
        add_match(s, rule, whole);
        overlapping = whole.begin < end ? overlapping + 1 : 0;
        end = whole.end;
        start = is_value(s->m->rules[rule].type) || overlapping >= MAX_STARTS ? whole.end : whole.begin + 1;
    }
}

/* --- literals ---------------------------------------------------------------------------------------------------------------- */

static bool is_latin(const struct scanner *s, uint32_t offset)
{
    uint8_t kind = s->d->kind[offset];
    return kind == CHAR_UPPER || kind == CHAR_LOWER || kind == CHAR_MARK || kind == CHAR_DIGIT;
}

/* A literal inside a longer word of letters or digits is no word: "ces" in "licenses". */
static bool at_borders(const struct scanner *s, struct span span)
{
    bool left = span.begin > 0 && is_latin(s, span.begin) && is_latin(s, span.begin - 1);
    bool right = span.end < s->d->length && is_latin(s, span.end - 1) && is_latin(s, span.end);
    return !left && !right;
}

static void see_rule(struct scanner *s, const struct use *use, uint32_t at)
{
    const struct rule *rule = &s->m->rules[use->ref];
    if (rule->kind == RULE_MENTION && (use->flags & USE_PREFIX)) {
        try_at(s, use->ref, at);
        return;
    }
    if (s->stamp[use->ref] == s->sentence + 1)
        return;
    s->stamp[use->ref] = s->sentence + 1;
    uint32_t *slot = rule->kind == RULE_MENTION ? vec_push(s->arena, &s->whole) : vec_push(s->arena, &s->out->tape_rules);
    if (slot)
        *slot = use->ref;
    else
        s->full = true;
}

static bool see(void *context, uint32_t literal, struct span where)
{
    struct scanner *s = context;
    const struct literal *l = &s->m->literals[literal];
    struct span span = { where.begin + s->base, where.end + s->base };
    bool word = false, borders = at_borders(s, span);
    for (uint32_t i = 0; i < l->use_count; i++) {
        const struct use *use = &s->m->uses[l->first_use + i];
        word |= use->kind != USE_RULE;
        if (use->kind == USE_RULE)
            see_rule(s, use, where.begin);
        else if (use->kind == USE_NAME && borders && !in_address(s, span))
            add_name(s, use->ref, span);
    }
    if (!word || !borders)
        return !s->full;
    struct hit *hit = vec_push(s->arena, &s->out->hits);
    if (!hit)
        return false;
    *hit = (struct hit){ span, literal };
    return !s->full;
}

/* --- one sentence -------------------------------------------------------------------------------------------------------------- */

int candidate_compare(const void *left, const void *right)
{
    const struct candidate *a = left, *b = right;
    if (a->span.begin != b->span.begin)
        return a->span.begin < b->span.begin ? -1 : 1;
    if (a->span.end != b->span.end)
        return a->span.end < b->span.end ? -1 : 1;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    if (a->alias != b->alias)
        return a->alias < b->alias ? -1 : 1;
    return (a->whole.begin > b->whole.begin) - (a->whole.begin < b->whole.begin);
}

static int index_compare(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

static void scan_tokens(struct scanner *s)
{
    const struct sentence *sentence = &s->d->sentences.at[s->sentence];
    for (uint32_t i = 0; i < sentence->token_count && !s->full; i++) {
        const struct token *token = &s->d->tokens.at[sentence->first_token + i];
        bool number = token->kind == TOKEN_NUMBER, capital = token->kind == TOKEN_WORD && (token->flags & TOKEN_CAPITAL);
        const uint32_t *rules = number ? s->m->number_rules : s->m->capital_rules;
        uint32_t count = number ? s->m->number_rule_count : capital ? s->m->capital_rule_count : 0;
        for (uint32_t k = 0; k < count; k++)
            try_at(s, rules[k], token->span.begin - s->base);
    }
}

static void scan_sentence(struct scanner *s, uint32_t index)
{
    struct span span = s->d->sentences.at[index].span;
    s->sentence = index;
    s->base = span.begin;
    s->text = units_at(document_units(s->d), span);
    s->whole.count = 0;
    uint32_t first = s->out->first_candidate[index] = s->out->candidates.count;
    uint32_t first_tape = s->out->first_tape_rule[index] = s->out->tape_rules.count;
    s->out->first_hit[index] = s->out->hits.count;
    model_scan(s->m, s->text, see, s);
    scan_tokens(s);
    for (uint32_t i = 0; i < s->whole.count; i++)
        try_everywhere(s, s->whole.at[i]);
    if (s->out->candidates.count > first)
        qsort(s->out->candidates.at + first, s->out->candidates.count - first, sizeof *s->out->candidates.at, candidate_compare);
    if (s->out->tape_rules.count > first_tape)
        qsort(s->out->tape_rules.at + first_tape, s->out->tape_rules.count - first_tape, sizeof(uint32_t), index_compare);
}

bool scan_run(const struct model *m, struct matcher *matcher, const struct document *d, struct arena *arena,
              struct scan *out, struct error *err)
{
    struct scanner s = { .m = m, .matcher = matcher, .d = d, .arena = arena, .out = out };
    *out = (struct scan){ 0 };
    s.stamp = arena_alloc(arena, sizeof *s.stamp, m->rule_count + 1);
    out->first_candidate = arena_alloc(arena, sizeof(uint32_t), d->sentences.count + 1);
    out->first_hit = arena_alloc(arena, sizeof(uint32_t), d->sentences.count + 1);
    out->first_tape_rule = arena_alloc(arena, sizeof(uint32_t), d->sentences.count + 1);
    if (!s.stamp || !out->first_candidate || !out->first_hit || !out->first_tape_rule)
        return fail_full(err);
    for (uint32_t i = 0; i < d->sentences.count && !s.full; i++)
        scan_sentence(&s, i);
    out->first_candidate[d->sentences.count] = out->candidates.count;
    out->first_hit[d->sentences.count] = out->hits.count;
    out->first_tape_rule[d->sentences.count] = out->tape_rules.count;
    return s.full ? fail_full(err) : true;
}
