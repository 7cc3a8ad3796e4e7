/*
 * Raw rules → rules: patterns expanded, checked with PCRE2, their groups resolved, their triggers put among the
 * literals. Runs when every file has been read.
 */
#include "base/utf8.h"
#include "model/build.h"
#include "model/symbols.h"

#include "model/patterns.h"

#include <stdlib.h>

/* --- sets of trigger and cue words ----------------------------------------------------------------------------------- */

static void set_word(struct builder *b, uint32_t set, struct str word)
{
    if (!word.len)
        return;
    struct units *slot = vec_push(b->arena, &b->sets.at[set].words);
    if (slot)
        *slot = fold_text(b, word);
    else
        b->full = true;
}

/* {trigger} and its forms. The participle counts as past: "has acquired", "was acquired". */
static void trigger_sets(struct builder *b, const struct raw_rule *raw, struct scope *scope)
{
    for (uint32_t form = 0; form <= VERB_FORMS; form++)
        scope->trigger_set[form] = set_add(b, STR("trigger"), raw->rule.language, raw->file);
    for (uint32_t i = 0; yaml_each(raw->words, i); i++) {
        struct str word = yaml_each(raw->words, i)->text;
        for (uint32_t form = 0; form < VERB_FORMS; form++) {
            struct str inflected = verb_inflect(b, raw->rule.language, word, (enum verb_form)form);
            set_word(b, scope->trigger_set[form == VERB_PARTICIPLE ? VERB_PAST : form], inflected);
            set_word(b, scope->trigger_set[VERB_FORMS], inflected);
        }
    }
}

/* Every file is read by now: a cue may be about the types of any. */
static void check_types(struct builder *b, const struct raw_rule *raw)
{
    for (uint32_t i = 0; raw->about && yaml_each(raw->about, i); i++) {
        const struct yaml *name = yaml_each(raw->about, i);
        struct text_ref kept = store_text(b, name->text);       /* a text is stored once */
        uint32_t k = 0;
        while (k < b->events.count && b->events.at[k].name.at != kept.at)
            k++;
        if (k == b->events.count)
            error_add(b->found, name->at, "no event is called '%.*s'", STR_ARG(name->text));
    }
}

/* The patterns of one event in one language share their sets. */
static void scope_of(struct builder *b, const struct raw_rule *raw, const struct raw_rule *before, struct scope *scope)
{
    bool same = before && before->words == raw->words && before->rule.kind == raw->rule.kind;
    struct scope fresh = { .language = raw->rule.language, .file = raw->file, .event = raw->event,
                           .tape = raw->rule.kind != RULE_MENTION, .cue_set = NONE };
    for (uint32_t i = 0; i <= VERB_FORMS; i++)
        fresh.trigger_set[i] = same ? scope->trigger_set[i] : NONE;
    fresh.cue_set = same ? scope->cue_set : NONE;
    *scope = fresh;
    if (same || !raw->words)
        return;
    if (raw->rule.kind == RULE_EVENT) {
        trigger_sets(b, raw, scope);
    } else {
        scope->cue_set = set_add(b, STR("cue"), raw->rule.language, raw->file);
        for (uint32_t i = 0; yaml_each(raw->words, i); i++)
            set_word(b, scope->cue_set, yaml_each(raw->words, i)->text);
    }
}

/* --- PCRE2's opinion ----------------------------------------------------------------------------------------------- */

static pcre2_code *compile(struct builder *b, const struct raw_rule *raw, const struct expansion *pattern)
{
    int error;
    PCRE2_SIZE offset;
    struct units text = { pattern->units.at, pattern->units.count };
    pcre2_code *code = pattern_compile(text, raw->rule.flags, &error, &offset);
    struct place at = raw->pattern->at;
    if (!code) {
        PCRE2_UCHAR wide[160];
        char message[160] = "";
        pcre2_get_error_message(error, wide, sizeof wide / sizeof *wide);
        for (uint32_t i = 0; i + 1 < sizeof message && wide[i]; i++)
            message[i] = (char)wide[i];
        /* PCRE2 stops behind what is wrong, but before a bracket that closes nothing. */
        if (error != PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS)
            offset--;
        if (offset < pattern->origin.count && raw->pattern->literal)
            at.column += pattern->origin.at[offset];
        error_add(b->found, at, "bad pattern: %s", message);
        return NULL;
    }
    uint32_t least = 1;
    pcre2_pattern_info(code, PCRE2_INFO_MINLENGTH, &least);
    uint32_t groups = 0;
    pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &groups);
    if (groups >= MAX_GROUPS)
        error_add(b->found, at, "the pattern has %u groups, and those from %d on are not seen", groups, MAX_GROUPS);
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    if (data && pcre2_match(code, (PCRE2_SPTR)pattern->units.at, 0, 0, 0, data, NULL) >= 0)
        error_add(b->found, at, "the pattern matches the empty text");
    pcre2_match_data_free(data);
    return code;
}

/* Writes the compiled pattern down for the image: to read it back is a copy, to compile it again takes a hundred times as long. */
static void keep_code(struct builder *b, struct rule *rule, const pcre2_code *code)
{
    enum { ALIGN = 8 };
    uint8_t *bytes;
    PCRE2_SIZE size;
    if (!code || pcre2_serialize_encode(&code, 1, &bytes, &size, NULL) != 1)
        return;                         /* it is compiled when the rule is first tried */
    uint32_t begin = (b->codes.count + ALIGN - 1) / ALIGN * ALIGN, end = begin + (uint32_t)size;
    if (end > b->codes.capacity) {
        char *grown = realloc(b->codes.at, 2 * (size_t)end);
        if (grown) {
            b->codes.at = grown;
            b->codes.capacity = 2 * end;
        }
    }
    if (end <= b->codes.capacity) {
        memset(b->codes.at + b->codes.count, 0, begin - b->codes.count);
        memcpy(b->codes.at + begin, bytes, size);
        b->codes.count = end;
        rule->code = (struct text_ref){ begin, (uint32_t)size };
        rule->code_checksum = image_code_checksum((const char *)bytes, (uint32_t)size);
    }
    pcre2_serialize_free(bytes);
}

/* --- groups ---------------------------------------------------------------------------------------------------------- */

/* Tables and classes whose sets stand inside the capturing group of this number. */
static void group_sources(struct builder *b, const struct expansion *pattern, uint32_t number, struct rule_group *group)
{
    uint32_t opened = 0, depth = 0, inside = NONE;
    bool in_class = false;
    const uint32_t *u = pattern->units.at;
    group->first_table = b->group_tables.count;
    for (uint32_t i = 0; i < pattern->units.count; i++) {
        if (u[i] == '\\') {
            i++;
        } else if (in_class) {
            in_class = u[i] != ']';
        } else if (u[i] == '[') {
            in_class = true;
        } else if (u[i] == '(') {
            bool named = i + 3 < pattern->units.count && u[i + 1] == '?' && u[i + 2] == '<' && u[i + 3] != '=' && u[i + 3] != '!';
            bool capturing = i + 1 < pattern->units.count && (u[i + 1] != '?' || named);
            depth++;
            if (capturing && ++opened == number)
                inside = depth;
        } else if (u[i] == ')') {
            if (depth-- == inside)
                return;
        } else if (inside != NONE && u[i] >= SET_BASE && u[i] < SET_BASE + SET_MAX) {
            const struct word_set *set = &b->sets.at[u[i] - SET_BASE];
            uint32_t source = set->table;
            if (set->word_class != NONE)
                source = set->word_class | GROUP_TABLE_CLASS | (set_has_shape(set) ? GROUP_TABLE_SHAPE : 0);
            uint32_t *slot = source == NONE ? NULL : vec_push(b->arena, &b->group_tables);
            if (slot) {
                *slot = source;
                group->table_count++;
            }
        }
    }
}

static uint16_t group_name_id(struct builder *b, const struct raw_rule *raw, struct str name)
{
    if (raw->rule.kind == RULE_EVENT) {
        const struct event_type *event = &b->events.at[raw->event];
        for (uint32_t i = 0; i < event->role_count; i++) {
            const struct event_role *role = &b->roles.at[event->first_role + i];
            if (str_equal((struct str){ b->strings.at + role->name.at, role->name.len }, name))
                return (uint16_t)(GROUP_COUNT + role->role);
        }
    }
    return (uint16_t)group_find(name);
}

static void add_groups(struct builder *b, const struct raw_rule *raw, const struct expansion *pattern,
                       const pcre2_code *code, struct rule *rule)
{
    uint32_t count = 0, size = 0;
    PCRE2_SPTR names = NULL;
    pcre2_pattern_info(code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(code, PCRE2_INFO_NAMETABLE, &names);
    rule->first_group = b->groups.count;
    for (uint32_t i = 0; i < count; i++) {
        char text[64] = "";
        for (uint32_t k = 0; k + 1 < sizeof text && names[i * size + 1 + k]; k++)
            text[k] = (char)names[i * size + 1 + k];
        struct rule_group group = { .number = (uint16_t)names[i * size], .name = group_name_id(b, raw, str_from(text)) };
        if (!group.name) {
            error_add(b->found, raw->pattern->at, "no group is called '%s': the names are fixed (names.h; for events: the roles)", text);
            continue;
        }
        group_sources(b, pattern, group.number, &group);
        struct rule_group *slot = vec_push(b->arena, &b->groups);
        if (!slot) {
            b->full = true;
            return;
        }
        *slot = group;
        rule->group_count++;
    }
}

/* --- one rule ---------------------------------------------------------------------------------------------------------- */

static void push_index(struct builder *b, uint32_t **at, uint32_t *count, uint32_t *capacity, uint32_t index)
{
    if (*count == *capacity && !vec_reserve(b->arena, at, capacity, sizeof **at)) {
        b->full = true;
        return;
    }
    (*at)[(*count)++] = index;
}

/* Gives whether the rule is tried at places that are known before (of its trigger, of symbols), rather than wherever it may match. */
static bool add_trigger(struct builder *b, const struct raw_rule *raw, const struct expansion *pattern, uint32_t index)
{
    struct trigger trigger;
    bool tape = raw->rule.kind != RULE_MENTION;
    if (!trigger_derive(b, pattern, tape, &trigger)) {
        b->full = true;
        return false;
    }
    if (trigger.kind == TRIGGER_NONE || (tape && !trigger.literals.count))
        error_add(b->found, raw->pattern->at, "the pattern has no literal that every match must hold, so it would run on "
                  "every sentence: begin it with a digit or a capital letter, or add a word to it");
    if (trigger.kind == TRIGGER_NUMBER)
        push_index(b, &b->number_rules.at, &b->number_rules.count, &b->number_rules.capacity, index);
    if (trigger.kind == TRIGGER_CAPITAL)
        push_index(b, &b->capital_rules.at, &b->capital_rules.count, &b->capital_rules.capacity, index);
    struct rule *rule = &b->rules.at[index];
    rule->begin = trigger.begin;
    rule->first_need = b->needs.count;
    for (uint32_t i = 0; i < trigger.need_count; i++) {
        struct need *slot = vec_push(b->arena, &b->needs);
        if (slot) {
            *slot = trigger.needs[i];
            rule->need_count++;
        }
    }
    struct use use = { .kind = USE_RULE, .flags = trigger.kind == TRIGGER_PREFIX ? USE_PREFIX : 0, .ref = index };
    for (uint32_t i = 0; i < trigger.literals.count; i++)
        literal_use(b, trigger.literals.at[i], use);
    if (tape)
        return trigger.begin.symbols || trigger.begin.phrases;
    return trigger.kind == TRIGGER_NUMBER || trigger.kind == TRIGGER_CAPITAL || trigger.kind == TRIGGER_PREFIX;
}

static uint64_t phrases_in(const struct expansion *pattern)
{
    uint64_t set = 0;
    for (uint32_t i = 0; i < pattern->units.count; i++) {
        uint32_t unit = pattern->units.at[i];
        if (unit >= TAPE_PHRASE && unit < TAPE_PHRASE + TAPE_PHRASES)
            set |= UINT64_C(1) << (unit - TAPE_PHRASE);
    }
    return set;
}

/* `topic` is the role that the topic fills, where the pattern is without its subject; else NONE. */
static void compile_expansion(struct builder *b, const struct raw_rule *raw, const struct expansion *pattern, uint32_t topic)
{
    struct expansion written = { 0 };
    if (!expand_sets(b, pattern, raw->rule.kind != RULE_MENTION, &written))
        return;
    pcre2_code *code = compile(b, raw, &written);
    struct rule *rule = code ? vec_push(b->arena, &b->rules) : NULL;
    if (!rule) {
        pcre2_code_free(code);
        return;
    }
    *rule = raw->rule;
    rule->phrases = phrases_in(pattern);
    if (topic != NONE) {
        rule->flags |= RULE_TOPIC;
        rule->topic = (uint16_t)topic;
    }
    rule->pattern = store_units(b, (struct units){ written.units.at, written.units.count });
    add_groups(b, raw, pattern, code, rule);
    if (add_trigger(b, raw, pattern, b->rules.count - 1)) {
        rule->flags |= RULE_ANCHORED;
        pcre2_code_free(code);
        code = pattern_compile((struct units){ written.units.at, written.units.count }, rule->flags, NULL, NULL);
    }
    keep_code(b, rule, code);
    pcre2_code_free(code);
}

/*
 * A pattern of an event that begins with a role, in a language that has a pattern `topic` (where a clause may begin
 * without its subject), is also tried without the role: `{topic}` and the rest. The topic then fills the role.
 */
static bool without_subject(struct builder *b, const struct raw_rule *raw, const struct scope *scope, struct yaml *out,
                            uint32_t *role)
{
    struct str text = raw->pattern->text, rest = text, name;
    if (raw->rule.kind != RULE_EVENT || !text.len || text.ptr[0] != '{')
        return false;
    rest = str_skip(rest, 1);
    name = str_cut(&rest, '}');
    const struct event_type *event = &b->events.at[raw->event];
    *role = NONE;
    for (uint32_t i = 0; i < event->role_count; i++) {
        const struct event_role *each = &b->roles.at[event->first_role + i];
        if (str_equal((struct str){ b->strings.at + each->name.at, each->name.len }, name))
            *role = each->role;
    }
    bool has_topic = false;
    for (uint32_t i = 0; i < b->patterns.count; i++)
        has_topic |= b->patterns.at[i].language == scope->language && str_equal(b->patterns.at[i].name, STR("topic"));
    if (*role == NONE || !has_topic)
        return false;
    *out = *raw->pattern;
    out->literal = false;
    out->text = arena_printf(b->arena, "{topic}%.*s", STR_ARG(rest));
    return out->text.ptr != NULL;
}

static void compile_rule(struct builder *b, const struct raw_rule *raw, const struct scope *scope)
{
    struct expansion pattern = { 0 }, subjectless = { 0 };
    struct yaml without = { 0 };
    if (!expand_pattern(b, raw->pattern, scope, &pattern))
        return;
    uint32_t topic;
    compile_expansion(b, raw, &pattern, NONE);
    if (without_subject(b, raw, scope, &without, &topic) && expand_pattern(b, &without, scope, &subjectless))
        compile_expansion(b, raw, &subjectless, topic);
}

/* A noun phrase by itself, for the places where it may begin. */
static void compile_phrase(struct builder *b, uint32_t index)
{
    const struct named_pattern *named = &b->patterns.at[index];
    struct yaml text = { .text = named->text, .at = named->at };
    struct raw_rule raw = { .rule = { .id = store_text(b, named->name), .file = store_text(b, named->at.file), .line = named->at.line,
                                      .kind = RULE_PHRASE, .language = named->language, .flags = RULE_CASELESS }, .pattern = &text };
    struct scope scope = { .language = named->language, .file = named->file, .event = NONE, .tape = true, .cue_set = NONE };
    struct expansion pattern = { 0 }, written = { 0 };
    for (uint32_t i = 0; i <= VERB_FORMS; i++)
        scope.trigger_set[i] = NONE;
    if (!expand_pattern(b, &text, &scope, &pattern) || !expand_sets(b, &pattern, true, &written))
        return;
    pcre2_code *code = compile(b, &raw, &written);
    struct rule *rule = code ? vec_push(b->arena, &b->rules) : NULL;
    if (rule) {
        *rule = raw.rule;
        rule->pattern = store_units(b, (struct units){ written.units.at, written.units.count });
        keep_code(b, rule, code);
        push_index(b, &b->phrase_rules.at, &b->phrase_rules.count, &b->phrase_rules.capacity, b->rules.count - 1);
    }
    pcre2_code_free(code);
}

/* Ids in the order in which people count: acquisition.zh.2 before acquisition.zh.10. */
static int id_compare(struct str a, struct str b)
{
    uint32_t i = 0;
    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
        i++;
    uint32_t a_end = i, b_end = i;
    while (i && a.ptr[i - 1] >= '0' && a.ptr[i - 1] <= '9')
        i--;
    while (a_end < a.len && a.ptr[a_end] >= '0' && a.ptr[a_end] <= '9')
        a_end++;
    while (b_end < b.len && b.ptr[b_end] >= '0' && b.ptr[b_end] <= '9')
        b_end++;
    return a_end > i && b_end > i && a_end != b_end ? (a_end < b_end ? -1 : 1) : str_compare(a, b);
}

static int raw_compare(const void *left, const void *right)
{
    const struct raw_rule *a = *(const struct raw_rule *const *)left, *b = *(const struct raw_rule *const *)right;
    int order = id_compare(a->id, b->id);
    return order ? order : (a->rank > b->rank) - (a->rank < b->rank);
}

/* An id twice in files of one rank is a mistake; a user's rule replaces the shipped one of the same id. */
static bool is_replaced(struct builder *b, struct raw_rule **sorted, uint32_t i, uint32_t count)
{
    if (i && str_equal(sorted[i]->id, sorted[i - 1]->id) && sorted[i]->rank == sorted[i - 1]->rank) {
        error_add(b->found, sorted[i]->at, "the id '%.*s' is used twice; the first is in %.*s:%u", STR_ARG(sorted[i]->id),
                  STR_ARG(sorted[i - 1]->at.file), sorted[i - 1]->at.line);
        return true;
    }
    return i + 1 < count && str_equal(sorted[i]->id, sorted[i + 1]->id) && sorted[i]->rank < sorted[i + 1]->rank;
}

static void compile_all(struct builder *b)
{
    enum { KEPT = 16 << 20 };
    struct raw_rule **sorted = arena_alloc(b->arena, sizeof *sorted, b->raw.count + 1);
    struct scope scope = { 0 };
    const struct raw_rule *before = NULL;
    if (!sorted) {
        b->full = true;
        return;
    }
    for (uint32_t i = 0; i < b->raw.count; i++)
        sorted[i] = &b->raw.at[i];
    qsort(sorted, b->raw.count, sizeof *sorted, raw_compare);
    for (uint32_t i = 0; i < b->raw.count && !b->full; i++) {
        if (is_replaced(b, sorted, i, b->raw.count))
            continue;
        scope_of(b, sorted[i], before, &scope);
        if (!before || before->about != sorted[i]->about)
            check_types(b, sorted[i]);
        before = sorted[i];
        compile_rule(b, sorted[i], &scope);
        arena_reset(b->scratch, KEPT);
    }
    for (uint32_t i = 0; i < b->phrase_patterns.count && !b->full; i++)
        compile_phrase(b, b->phrase_patterns.at[i]);
}

void rules_compile(struct builder *b)
{
    const size_t most = (size_t)1 << 30;
    struct arena scratch;
    if (!arena_init(&scratch, most)) {
        b->full = true;
        return;
    }
    b->scratch = &scratch;
    compile_all(b);
    b->scratch = NULL;
    arena_free(&scratch);
}
