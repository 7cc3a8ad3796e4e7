/*
 * Rule files: YAML → tables, named patterns, event types and raw rules, whose patterns compile.c expands when every file
 * has been read (so that the order of files never decides). The format is described in rules/README.md.
 */
#include "base/utf8.h"
#include "model/build.h"

/* What the file in hand is. */
struct rule_file { struct builder *b; const struct yaml *root; uint32_t file; uint8_t language; };

static const char *const value_keys[] = { "language", "script", "tables", "patterns", "rules", "morphology", "why", NULL };
static const char *const rule_keys[] = { "id", "type", "form", "why", "match", "span", "weight", "examples", "counter", NULL };
static const char *const role_keys[] = { "types", "required", "many", "once", "of", "phrases", "named", "unit", NULL };
static const char *const event_block_keys[] = { "trigger", "patterns", "more", "examples", "counter", "why", NULL };
static const char *const cue_keys[] = { "id", "value", "only", "except", "words", "match", "weight", "why", "examples", "counter", NULL };
static const char *const nominal_keys[] = { "id", "type", "match", "plural", "known", "faint", "sector", "weight", "why", "examples", "counter", NULL };
static const char *const alias_keys[] = { "id", "match", "weight", "why", "examples", "counter", NULL };
static const char *const morphology_keys[] = { "third", "past", "participle", "ing", "noun", "irregular", NULL };

static const struct str cue_names[CUE_COUNT] = {
    [CUE_NONE] = STR_INIT(""), [CUE_MODALITY] = STR_INIT("modality"), [CUE_POLARITY] = STR_INIT("polarity"),
    [CUE_SOURCE] = STR_INIT("source"), [CUE_ORDER] = STR_INIT("order"), [CUE_STATUS] = STR_INIT("status"),
    [CUE_GENERIC] = STR_INIT("generic"),
};

static bool is_map(struct builder *b, const struct yaml *node, const char *what)
{
    if (node->kind == YAML_MAP)
        return true;
    return error_add(b->found, node->at, "%s must be a map of keys and values", what);
}

static bool is_list(struct builder *b, const struct yaml *node, const char *what)
{
    if (node->kind == YAML_LIST)
        return true;
    return error_add(b->found, node->at, "%s must be a list", what);
}

/* --- tables and patterns ------------------------------------------------------------------------------------------- */

static void add_row(struct rule_file *f, uint32_t table, struct word_set *set, const struct yaml *key, const struct yaml *value)
{
    struct builder *b = f->b;
    struct units folded = lower_units(b, fold_text(b, key->text)), *word = vec_push(b->arena, &set->words);
    struct table_row *row = vec_push(b->arena, &b->rows);
    if (!word || !row) {
        b->full = true;
        return;
    }
    if (value->kind != YAML_TEXT || !folded.len) {
        error_add(b->found, value->at, "a row of a table is 'text: value'");
        folded = (struct units){ f->b->units.at, 0 };
    }
    *word = folded;
    *row = (struct table_row){ store_units(b, folded), store_text(b, value->text) };
    b->tables.at[table].row_count++;
}

static void read_table(struct rule_file *f, const struct yaml *name, const struct yaml *rows)
{
    struct builder *b = f->b;
    struct table *table = vec_push(b->arena, &b->tables);
    if (!table) {
        b->full = true;
        return;
    }
    uint32_t index = b->tables.count - 1;
    *table = (struct table){ .name = store_text(b, name->text), .first_row = b->rows.count, .language = f->language };
    uint32_t set = set_add(b, name->text, f->language, f->file);
    b->sets.at[set].table = index;
    if (!is_map(b, rows, "a table"))
        return;
    for (uint32_t i = 0; i < rows->count; i++)
        add_row(f, index, &b->sets.at[set], rows->keys[i], rows->items[i]);
}

static void read_parts(struct rule_file *f)
{
    struct builder *b = f->b;
    const struct yaml *tables = yaml_get(f->root, "tables"), *patterns = yaml_get(f->root, "patterns");
    for (uint32_t i = 0; tables && is_map(b, tables, "'tables'") && i < tables->count; i++)
        read_table(f, tables->keys[i], tables->items[i]);
    for (uint32_t i = 0; patterns && is_map(b, patterns, "'patterns'") && i < patterns->count; i++) {
        struct named_pattern *pattern = vec_push(b->arena, &b->patterns);
        if (!pattern) {
            b->full = true;
            return;
        }
        const struct yaml *text = patterns->items[i];
        *pattern = (struct named_pattern){ patterns->keys[i]->text, text->text, f->language, f->file, 0, text->at, false };
        if (text->kind != YAML_TEXT)
            error_add(b->found, text->at, "a pattern must be a text");
    }
}

/* --- rules ------------------------------------------------------------------------------------------------------------ */

/* The id of the i-th of `count` patterns that one rule has. */
static struct str numbered(struct builder *b, struct str id, uint32_t i, uint32_t count)
{
    return count == 1 ? id : arena_printf(b->arena, "%.*s.%u", STR_ARG(id), i + 1);
}

static struct raw_rule *add_rule(struct rule_file *f, struct str id, struct place at, const struct yaml *pattern,
                                 enum rule_kind kind)
{
    struct builder *b = f->b;
    struct raw_rule *raw = vec_push(b->arena, &b->raw);
    if (!raw) {
        b->full = true;
        return NULL;
    }
    *raw = (struct raw_rule){ .pattern = pattern, .file = f->file, .rank = b->files.at[f->file].rank, .id = id, .at = at,
                              .event = NONE };
    raw->rule = (struct rule){
        .id = store_text(b, id), .file = store_text(b, at.file), .line = at.line, .kind = (uint8_t)kind,
        .language = f->language, .weight = 2, .event = UINT16_MAX,
        .flags = kind == RULE_MENTION ? 0 : RULE_CASELESS,
    };
    return raw;
}

/* An id, which every rule must have; its place for messages about the rule. */
static struct str rule_id(struct builder *b, const struct yaml *rule)
{
    struct str id = yaml_text(rule, "id", b->found);
    if (!id.len)
        error_add(b->found, rule->at, "a rule needs an 'id': <language>.<topic>.<what>");
    return id;
}

static uint32_t count_each(const struct yaml *node)
{
    uint32_t count = 0;
    while (yaml_each(node, count))
        count++;
    return count;
}

/* Every pattern of a rule: `match` is a text or a list of texts. */
static const struct yaml *patterns_of(struct builder *b, const struct yaml *rule, uint32_t *count)
{
    const struct yaml *match = yaml_get(rule, "match");
    *count = count_each(match);
    if (!*count)
        error_add(b->found, rule->at, "a rule needs a 'match'");
    for (uint32_t i = 0; i < *count; i++)
        if (yaml_each(match, i)->kind != YAML_TEXT) {
            error_add(b->found, yaml_each(match, i)->at, "a pattern must be a text: put it in '…'");
            *count = 0;
        }
    return match;
}

static void check_examples(struct builder *b, const struct yaml *rule, struct place at)
{
    const struct yaml *examples = yaml_get(rule, "examples"), *counter = yaml_get(rule, "counter");
    if (!examples || examples->kind != YAML_LIST || !examples->count)
        error_add(b->found, at, "no examples: write at least one text that must match");
    if (counter)
        is_list(b, counter, "'counter'");
}

static void read_span(struct rule_file *f, const struct yaml *node, struct rule *rule)
{
    struct str to = node->text, from = to;
    for (uint32_t i = 0; i + 1 < to.len; i++)
        if (to.ptr[i] == '.' && to.ptr[i + 1] == '.') {
            from = str_head(to, i);
            to = str_skip(to, i + 2);
            break;
        }
    rule->span_from = (uint16_t)group_find(from);
    rule->span_to = (uint16_t)group_find(to);
    if (!rule->span_from || !rule->span_to)
        error_add(f->b->found, node->at, "'span' is a group, or 'first..last' of two groups");
}

static void read_mention_rule(struct rule_file *f, const struct yaml *node)
{
    static const char *const forms[] = { "name", "nominal", "pronoun" };
    struct builder *b = f->b;
    if (!is_map(b, node, "a rule"))
        return;
    yaml_only(node, rule_keys, b->found);
    struct str id = rule_id(b, node), type = yaml_text(node, "type", b->found), form = yaml_text(node, "form", b->found);
    if (type_find(type) == TYPE_NONE) {
        error_add(b->found, yaml_get(node, "type") ? yaml_get(node, "type")->at : node->at,
                  "unknown type '%.*s': write person, company, organization, place, product, title, date, money, percent, "
                  "quantity, number or ordinal", STR_ARG(type));
        return;
    }
    uint32_t count, which = 0;
    const struct yaml *match = patterns_of(b, node, &count);
    while (form.len && which < 3 && !str_equal(form, str_from(forms[which])))
        which++;
    if (which == 3)
        error_add(b->found, yaml_get(node, "form")->at, "'form' is name, nominal or pronoun");
    check_examples(b, node, node->at);
    for (uint32_t i = 0; i < count; i++) {
        struct raw_rule *raw = add_rule(f, numbered(b, id, i, count), node->at, yaml_each(match, i), RULE_MENTION);
        if (!raw)
            return;
        raw->rule.type = (uint8_t)type_find(type);
        raw->rule.form = (uint8_t)(which % 3);
        raw->rule.weight = (float)yaml_number(node, "weight", 2, b->found);
        if (yaml_get(node, "span"))
            read_span(f, yaml_get(node, "span"), &raw->rule);
    }
}

static void read_morphology(struct rule_file *f, const struct yaml *node)
{
    struct builder *b = f->b;
    if (!is_map(b, node, "'morphology'") || f->language >= MAX_LANGUAGES)
        return;
    yaml_only(node, morphology_keys, b->found);
    struct morphology *m = &b->morphology[f->language];
    for (uint32_t i = VERB_THIRD; i < VERB_FORMS; i++) {
        const struct yaml *rules = yaml_get(node, morphology_keys[i - VERB_THIRD]);
        if (rules && is_list(b, rules, "endings"))
            m->forms[i] = rules;
    }
    if (yaml_get(node, "irregular"))
        m->irregular = yaml_get(node, "irregular");
}

static void read_language_file(struct rule_file *f)
{
    static const struct { struct str name; enum char_kind kind; } scripts[] = {
        { STR_INIT("han"), CHAR_HAN }, { STR_INIT("latin"), CHAR_LOWER }, { STR_INIT("other"), CHAR_LETTER },
    };
    struct builder *b = f->b;
    yaml_only(f->root, value_keys, b->found);
    f->language = language_id(b, yaml_text(f->root, "language", b->found));
    struct str script = yaml_text(f->root, "script", b->found);
    for (uint32_t i = 0; script.len && i < 3; i++)
        if (str_equal(script, scripts[i].name) && f->language < MAX_LANGUAGES)
            b->languages.at[f->language].script = (uint8_t)scripts[i].kind;
    read_parts(f);
    const struct yaml *rules = yaml_get(f->root, "rules"), *morphology = yaml_get(f->root, "morphology");
    for (uint32_t i = 0; rules && is_list(b, rules, "'rules'") && i < rules->count; i++)
        read_mention_rule(f, rules->items[i]);
    if (morphology)
        read_morphology(f, morphology);
}

/* --- events ------------------------------------------------------------------------------------------------------------ */

static uint16_t role_name_id(struct builder *b, struct text_ref name)
{
    for (uint32_t i = 0; i < b->role_names.count; i++)
        if (b->role_names.at[i].at == name.at && b->role_names.at[i].len == name.len)
            return (uint16_t)i;
    struct text_ref *slot = vec_push(b->arena, &b->role_names);
    if (!slot) {
        b->full = true;
        return 0;
    }
    *slot = name;
    return (uint16_t)(b->role_names.count - 1);
}

static uint32_t read_types(struct builder *b, const struct yaml *role)
{
    const struct yaml *types = yaml_get(role, "types");
    uint32_t set = 0;
    for (uint32_t i = 0; yaml_each(types, i); i++) {
        enum mention_type type = type_find(yaml_each(types, i)->text);
        if (type == TYPE_NONE)
            error_add(b->found, yaml_each(types, i)->at, "unknown type '%.*s'", STR_ARG(yaml_each(types, i)->text));
        set |= 1u << type;
    }
    if (!set)
        error_add(b->found, role->at, "a role needs 'types'");
    return set & ~1u;
}

static void read_roles(struct rule_file *f, struct event_type *event)
{
    struct builder *b = f->b;
    const struct yaml *roles = yaml_get(f->root, "roles");
    event->first_role = b->roles.count;
    for (uint32_t i = 0; roles && is_map(b, roles, "'roles'") && i < roles->count; i++) {
        const struct yaml *node = roles->items[i];
        struct event_role *role = vec_push(b->arena, &b->roles);
        struct role_phrases *phrases = vec_push(b->arena, &b->phrases);
        if (!role || !phrases || !is_map(b, node, "a role"))
            return;
        yaml_only(node, role_keys, b->found);
        role->name = store_text(b, roles->keys[i]->text);
        role->role = role_name_id(b, role->name);
        role->types = read_types(b, node);
        role->required = str_equal(yaml_text(node, "required", b->found), STR("true"));
        role->once = str_equal(yaml_text(node, "once", b->found), STR("true"));
        role->unit = store_text(b, yaml_text(node, "unit", b->found));
        role->many = !str_equal(yaml_text(node, "many", b->found), STR("false"));
        struct str of = yaml_text(node, "of", b->found);
        role->of = of.len ? role_name_id(b, store_text(b, of)) : NO_ROLE;
        *phrases = (struct role_phrases){ yaml_get(node, "phrases"), !str_equal(yaml_text(node, "named", b->found), STR("false")) };
        event->role_count++;
    }
}

static void read_event_block(struct rule_file *f, const struct yaml *block, struct str code, uint32_t event)
{
    struct builder *b = f->b;
    f->language = language_id(b, code);
    if (!is_map(b, block, "a language's part of an event"))
        return;
    yaml_only(block, event_block_keys, b->found);
    const struct yaml *patterns = yaml_get(block, "patterns"), *trigger = yaml_get(block, "trigger");
    if (!yaml_each(patterns, 0) || !yaml_each(trigger, 0)) {
        error_add(b->found, block->at, "an event needs 'trigger' and 'patterns' in each language");
        return;
    }
    check_examples(b, block, block->at);
    struct text_ref name = b->events.at[event].name;
    const struct yaml *more = yaml_get(block, "more");
    uint32_t own = count_each(patterns), count = own + count_each(more);
    for (uint32_t i = 0; i < count; i++) {
        const struct yaml *pattern = i < own ? yaml_each(patterns, i) : yaml_each(more, i - own);
        struct str id = arena_printf(b->arena, "%.*s.%.*s.%u", (int)name.len, b->strings.at + name.at, STR_ARG(code), i + 1);
        struct raw_rule *raw = add_rule(f, id, pattern->at, pattern, RULE_EVENT);
        if (!raw)
            return;
        raw->event = event;
        raw->rule.event = (uint16_t)event;
        raw->rule.flags |= i < own ? 0 : RULE_MORE;
        raw->words = trigger;
    }
}

static bool is_language(const struct builder *b, struct str code)
{
    for (uint32_t i = 0; i < b->languages.count; i++) {
        struct text_ref ref = b->languages.at[i].code;
        if (str_equal((struct str){ b->strings.at + ref.at, ref.len }, code))
            return true;
    }
    return false;
}

/* {name} of a summary is a role of the event, or {trigger}, {trigger:a|b}, {trigger!a|b}; {role+} with its sign, {role!} where nobody fills it, {role|one|many}. */
static void check_summary(struct builder *b, const struct event_type *event, const struct yaml *summary)
{
    struct str rest = summary->text;
    for (;;) {
        str_cut(&rest, '{');
        if (!rest.len)
            return;
        struct str name = str_cut(&rest, '}');
        name.len -= name.len && (name.ptr[name.len - 1] == '+' || name.ptr[name.len - 1] == '!');
        bool known = str_equal(name, STR("trigger")) || str_starts(name, STR("trigger:")) || str_starts(name, STR("trigger!"))
                     || str_starts(name, STR("trigger="));
        struct str forms = name;
        name = known ? name : str_cut(&forms, '|');
        for (uint32_t i = 0; i < event->role_count; i++) {
            struct text_ref role = b->roles.at[event->first_role + i].name;
            known |= str_equal(name, (struct str){ b->strings.at + role.at, role.len });
        }
        if (!known)
            error_add(b->found, summary->at, "{%.*s}: the event has no role of this name", STR_ARG(name));
    }
}

static void read_summaries(struct rule_file *f, struct event_type *event)
{
    struct builder *b = f->b;
    const struct yaml *summary = yaml_get(f->root, "summary");
    event->first_summary = b->summaries.count;
    for (uint32_t i = 0; summary && is_map(b, summary, "'summary'") && i < summary->count; i++) {
        struct summary *slot = vec_push(b->arena, &b->summaries);
        if (!slot)
            return;
        *slot = (struct summary){ store_text(b, summary->items[i]->text), language_id(b, summary->keys[i]->text), { 0 } };
        check_summary(b, event, summary->items[i]);
        event->summary_count++;
    }
}

/* Calls `block` for each key of the file that is a language; all others must be in `keys`. */
static void each_language(struct rule_file *f, const char *const *keys,
                          void (*block)(struct rule_file *, const struct yaml *, struct str, uint32_t), uint32_t argument)
{
    for (uint32_t i = 0; i < f->root->count; i++) {
        struct str key = f->root->keys[i]->text;
        bool known = false;
        for (const char *const *k = keys; *k && !known; k++)
            known = str_equal(key, str_from(*k));
        if (known)
            continue;
        if (is_language(f->b, key))
            block(f, f->root->items[i], key, argument);
        else
            error_add(f->b->found, f->root->keys[i]->at, "'%.*s' is neither a key of this kind of file nor a language of "
                      "the rules", STR_ARG(key));
    }
}

static uint32_t read_type_names(struct builder *b, const struct yaml *node, const char *key, uint32_t *first)
{
    const struct yaml *names = yaml_get(node, key);
    uint32_t count = 0;
    for (*first = b->within.count; yaml_each(names, count); count++) {
        struct text_ref *slot = vec_push(b->arena, &b->within);
        if (!slot)
            break;
        *slot = store_text(b, yaml_each(names, count)->text);
    }
    return count;
}

/* The events that one of this type is a part of where they are told beside it (deaths of an accident), and those to which it leaves a word. */
static void read_within(struct rule_file *f, struct event_type *event)
{
    event->within_count = read_type_names(f->b, f->root, "within", &event->first_within);
    event->yields_count = read_type_names(f->b, f->root, "yields", &event->first_yields);
}

static void read_event_file(struct rule_file *f)
{
    static const char *const keys[] = { "event", "within", "yields", "by_word", "aside", "stands", "roles", "summary", "why", "tables", "patterns", NULL };
    struct builder *b = f->b;
    struct event_type *event = vec_push(b->arena, &b->events);
    if (!event) {
        b->full = true;
        return;
    }
    uint32_t index = b->events.count - 1;
    *event = (struct event_type){ .name = store_text(b, yaml_text(f->root, "event", b->found)),
                                  .file = store_text(b, b->files.at[f->file].name) };
    read_roles(f, event);
    read_summaries(f, event);
    read_within(f, event);
    event->by_word = str_equal(yaml_text(f->root, "by_word", b->found), STR("true"));
    event->aside = str_equal(yaml_text(f->root, "aside", b->found), STR("true"));
    event->stands = str_equal(yaml_text(f->root, "stands", b->found), STR("true"));
    f->language = LANGUAGE_ANY;
    read_parts(f);
    each_language(f, keys, read_event_block, index);
}

/* --- cues, nominals, aliases ------------------------------------------------------------------------------------------- */

static enum cue_kind cue_find(struct str name)
{
    uint32_t i = CUE_COUNT;
    while (--i > 0 && !str_equal(cue_names[i], name))
        continue;
    return (enum cue_kind)i;
}

static void read_cue_block(struct rule_file *f, const struct yaml *block, struct str code, uint32_t cue)
{
    struct builder *b = f->b;
    f->language = language_id(b, code);
    if (!is_list(b, block, "a language's cues"))
        return;
    for (uint32_t n = 0; n < block->count; n++) {
        const struct yaml *node = block->items[n];
        if (!is_map(b, node, "a cue"))
            continue;
        yaml_only(node, cue_keys, b->found);
        bool but = yaml_get(node, "except") != NULL;
        if (but && yaml_get(node, "only"))
            error_add(b->found, node->at, "a cue has 'only' or 'except', not both");
        uint32_t count, first_about, about = read_type_names(b, node, but ? "except" : "only", &first_about);
        struct str id = rule_id(b, node);
        const struct yaml *match = patterns_of(b, node, &count);
        check_examples(b, node, node->at);
        for (uint32_t i = 0; i < count; i++) {
            struct raw_rule *raw = add_rule(f, numbered(b, id, i, count), node->at, yaml_each(match, i), RULE_CUE);
            if (!raw)
                return;
            raw->rule.cue = (uint8_t)cue;
            raw->rule.value = store_text(b, yaml_text(node, "value", b->found));
            raw->rule.weight = (float)yaml_number(node, "weight", 2, b->found);
            raw->words = yaml_get(node, "words");
            raw->about = yaml_get(node, but ? "except" : "only");
            raw->rule.first_about = first_about;
            raw->rule.about_count = about;
            raw->rule.flags |= but ? RULE_EXCEPT : 0;
        }
    }
}

/* Which types of one day come after which: later: [earlier, …]. */
static void read_follows(struct rule_file *f)
{
    struct builder *b = f->b;
    const struct yaml *follows = yaml_get(f->root, "follows");
    for (uint32_t i = 0; follows && is_map(b, follows, "'follows'") && i < follows->count; i++)
        for (uint32_t k = 0; yaml_each(follows->items[i], k); k++) {
            struct follows *slot = vec_push(b->arena, &b->follows);
            if (!slot)
                return;
            *slot = (struct follows){ store_text(b, follows->keys[i]->text), store_text(b, yaml_each(follows->items[i], k)->text) };
        }
}

static void read_cue_file(struct rule_file *f)
{
    static const char *const keys[] = { "cues", "follows", "why", "tables", "patterns", NULL };
    struct str name = yaml_text(f->root, "cues", f->b->found);
    if (cue_find(name) == CUE_NONE)
        error_add(f->b->found, yaml_get(f->root, "cues")->at, "unknown kind of cue '%.*s': write modality, polarity, source, "
                  "order, status or generic", STR_ARG(name));
    f->language = LANGUAGE_ANY;
    read_follows(f);
    read_parts(f);
    each_language(f, keys, read_cue_block, cue_find(name));
}

static void read_tape_rules(struct rule_file *f, const struct yaml *block, struct str code, enum rule_kind kind)
{
    struct builder *b = f->b;
    f->language = language_id(b, code);
    if (!is_list(b, block, "a language's rules"))
        return;
    for (uint32_t n = 0; n < block->count; n++) {
        const struct yaml *node = block->items[n];
        if (!is_map(b, node, "a rule"))
            continue;
        yaml_only(node, kind == RULE_NOMINAL ? nominal_keys : alias_keys, b->found);
        uint32_t count;
        struct str id = rule_id(b, node);
        const struct yaml *match = patterns_of(b, node, &count);
        struct str type = yaml_text(node, "type", b->found);
        if (kind == RULE_NOMINAL && type_find(type) == TYPE_NONE)
            error_add(b->found, node->at, "unknown type '%.*s'", STR_ARG(type));
        for (uint32_t i = 0; i < count; i++) {
            struct raw_rule *raw = add_rule(f, numbered(b, id, i, count), node->at, yaml_each(match, i), kind);
            if (!raw)
                return;
            raw->rule.type = (uint8_t)type_find(type);
            raw->rule.form = FORM_NOMINAL;
            raw->rule.weight = (float)yaml_number(node, "weight", 2, b->found);
            if (str_equal(yaml_text(node, "plural", b->found), STR("true")))
                raw->rule.value = store_text(b, STR("plural"));
            if (str_equal(yaml_text(node, "known", b->found), STR("false")))
                raw->rule.value = store_text(b, STR("unknown"));
            if (str_equal(yaml_text(node, "faint", b->found), STR("true")))
                raw->rule.value = store_text(b, STR("faint"));
            struct str sector = yaml_text(node, "sector", b->found);
            if (sector.len)
                raw->rule.value = store_text(b, sector);
        }
    }
}

static void read_nominal_file(struct rule_file *f)
{
    static const char *const keys[] = { "nominals", "aliases", "language", "patterns", "tables", "why", NULL };
    struct builder *b = f->b;
    const struct yaml *nominals = yaml_get(f->root, "nominals"), *aliases = yaml_get(f->root, "aliases");
    yaml_only(f->root, keys, b->found);
    f->language = language_id(b, yaml_text(f->root, "language", b->found));
    read_parts(f);
    for (uint32_t i = 0; nominals && is_map(b, nominals, "'nominals'") && i < nominals->count; i++)
        read_tape_rules(f, nominals->items[i], nominals->keys[i]->text, RULE_NOMINAL);
    for (uint32_t i = 0; aliases && is_map(b, aliases, "'aliases'") && i < aliases->count; i++)
        read_tape_rules(f, aliases->items[i], aliases->keys[i]->text, RULE_ALIAS);
}

void rules_read(struct builder *b, uint32_t file)
{
    static const struct { const char *key; void (*read)(struct rule_file *); } kinds[] = {
        { "event", read_event_file }, { "cues", read_cue_file }, { "nominals", read_nominal_file },
        { "aliases", read_nominal_file }, { "language", read_language_file },
    };
    const struct source_file *source = &b->files.at[file];
    struct rule_file f = { .b = b, .file = file };
    uint32_t mistakes = b->found->errors.count;
    f.root = yaml_read(source->content, source->name, b->arena, b->found);
    if (!f.root) {
        if (mistakes == b->found->errors.count)
            error_add(b->found, (struct place){ source->name, 0, 0 }, "the file is too large");
        return;
    }
    if (f.root->kind != YAML_MAP) {
        error_add(b->found, f.root->at, "a rule file is a map: language, tables, patterns, rules; or event, cues, nominals");
        return;
    }
    for (uint32_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (yaml_get(f.root, kinds[i].key)) {
            kinds[i].read(&f);
            return;
        }
    error_add(b->found, f.root->at, "which kind of file is this? One of the keys language, event, cues, nominals is needed");
}
