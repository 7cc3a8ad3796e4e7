/*
 * `{name}` in patterns. A named part is written out in brackets; a set of words becomes one private-use unit, so that
 * the literals of a pattern can be derived while the sets are still whole (literals.c), and is written out at the end.
 */
#include "base/utf8.h"
#include "model/build.h"
#include "model/symbols.h"

enum { MAX_DEPTH = 24, MAX_NAME = 160 };

struct expander {
    struct builder *b;
    const struct scope *scope;
    struct expansion *out;
    struct place at;                /* of the top pattern, for errors */
    bool literal;
    uint32_t depth;
};

void expansion_add(struct builder *b, struct expansion *out, uint32_t unit, uint32_t origin)
{
    uint32_t *u = vec_push(b->scratch, &out->units), *o = vec_push(b->scratch, &out->origin);
    if (!u || !o) {
        b->full = true;
        return;
    }
    *u = unit;
    *o = origin;
}

void expansion_text(struct builder *b, struct expansion *out, const char *ascii, uint32_t origin)
{
    for (; *ascii; ascii++)
        expansion_add(b, out, (unsigned char)*ascii, origin);
}

static bool complain(const struct expander *e, uint32_t origin, const char *what, struct str name)
{
    struct place at = e->at;
    if (e->literal)
        at.column += origin;
    return error_add(e->b->found, at, "{%.*s}: %s", STR_ARG(name), what);
}

/* --- what a name means ------------------------------------------------------------------------------------------ */

/* Nearest first: rank 0 is the same file, 1 the same language, 2 any language. */
enum { RANKS = 3 };

static bool visible(const struct scope *scope, uint8_t language, uint32_t file, uint32_t rank)
{
    if (rank == 0)
        return file == scope->file;
    if (rank == 1)
        return language == scope->language && language != LANGUAGE_ANY;
    return language == LANGUAGE_ANY;
}

static uint32_t find_set(struct builder *b, const struct scope *scope, struct str name, uint32_t rank)
{
    for (uint32_t i = 0; i < b->sets.count; i++) {
        const struct word_set *set = &b->sets.at[i];
        if (set->table != NONE && str_equal(set->name, name) && visible(scope, set->language, set->file, rank))
            return i;
    }
    return NONE;
}

static struct named_pattern *find_pattern(struct builder *b, const struct scope *scope, struct str name, uint32_t rank)
{
    for (uint32_t i = 0; i < b->patterns.count; i++) {
        struct named_pattern *pattern = &b->patterns.at[i];
        if (str_equal(pattern->name, name) && visible(scope, pattern->language, pattern->file, rank))
            return pattern;
    }
    return NULL;
}

static uint32_t find_class(struct builder *b, uint8_t language, struct str name)
{
    for (uint32_t i = 0; i < b->sets.count; i++)
        if (b->sets.at[i].word_class != NONE && b->sets.at[i].language == language && str_equal(b->sets.at[i].name, name))
            return i;
    return language == LANGUAGE_ANY ? NONE : find_class(b, LANGUAGE_ANY, name);
}

uint32_t set_add(struct builder *b, struct str name, uint8_t language, uint32_t file)
{
    struct word_set *set = vec_push(b->arena, &b->sets);
    if (!set) {
        b->full = true;
        return 0;
    }
    *set = (struct word_set){ .name = name, .language = language, .file = file, .table = NONE, .word_class = NONE };
    return b->sets.count - 1;
}

uint32_t class_set(struct builder *b, struct str name, uint8_t language)
{
    for (uint32_t i = 0; i < b->sets.count; i++)
        if (b->sets.at[i].word_class != NONE && b->sets.at[i].language == language && str_equal(b->sets.at[i].name, name))
            return i;
    struct word_class *word_class = vec_push(b->arena, &b->classes);
    if (!word_class) {
        b->full = true;
        return 0;
    }
    *word_class = (struct word_class){ .name = store_text(b, name), .language = language };
    uint32_t set = set_add(b, arena_str(b->arena, name), language, NONE);
    b->sets.at[set].word_class = b->classes.count - 1;
    return set;
}

/* Members of a class that have so many characters: `{given:2}`. */
static uint32_t set_of_length(struct builder *b, uint32_t from, uint32_t length)
{
    struct str name = arena_printf(b->arena, "%.*s:%u", STR_ARG(b->sets.at[from].name), length);
    for (uint32_t i = 0; i < b->sets.count; i++)
        if (b->sets.at[i].word_class == b->sets.at[from].word_class && str_equal(b->sets.at[i].name, name)
            && b->sets.at[i].language == b->sets.at[from].language)
            return i;
    uint32_t made = set_add(b, name, b->sets.at[from].language, NONE);
    struct word_set *set = &b->sets.at[made];
    set->word_class = b->sets.at[from].word_class;
    for (uint32_t i = 0; i < b->sets.at[from].words.count; i++) {
        struct units word = b->sets.at[from].words.at[i], *copy;
        if (word.len == length && (copy = vec_push(b->arena, &set->words)))
            *copy = word;
    }
    return made;
}

static const struct event_role *find_role(struct builder *b, const struct scope *scope, struct str name)
{
    if (scope->event == NONE)
        return NULL;
    const struct event_type *event = &b->events.at[scope->event];
    for (uint32_t i = 0; i < event->role_count; i++) {
        const struct event_role *role = &b->roles.at[event->first_role + i];
        if (str_equal((struct str){ b->strings.at + role->name.at, role->name.len }, name))
            return role;
    }
    return NULL;
}

/* "person|company" → a set of types; 0 where a part is no type. */
static uint32_t find_types(struct str names)
{
    uint32_t types = 0;
    while (names.len) {
        enum mention_type type = type_find(str_cut(&names, '|'));
        if (type == TYPE_NONE)
            return 0;
        types |= 1u << type;
    }
    return types;
}

/* --- writing it out ----------------------------------------------------------------------------------------------- */

static void emit_symbols(struct expander *e, uint32_t types, uint32_t origin)
{
    for (uint32_t t = 1; t < TYPE_COUNT; t++)
        if (types >> t & 1)
            expansion_add(e->b, e->out, TAPE_BASE + t, origin);
}

/* One symbol of the types. A title stays text on the tape, so that patterns can name it: any word of its class. */
static void emit_types(struct expander *e, uint32_t types, uint32_t origin)
{
    uint32_t titles = types >> TYPE_TITLE & 1 ? find_class(e->b, e->scope->language, STR("title_person")) : NONE;
    types &= ~(1u << TYPE_TITLE);
    if (titles != NONE)
        expansion_text(e->b, e->out, "(?:", origin);
    if (types)
        expansion_add(e->b, e->out, '[', origin);
    emit_symbols(e, types, origin);
    if (types)
        expansion_add(e->b, e->out, ']', origin);
    if (titles == NONE)
        return;
    if (types)
        expansion_add(e->b, e->out, '|', origin);
    expansion_add(e->b, e->out, SET_BASE + titles, origin);
    expansion_text(e->b, e->out, ")", origin);
}

static bool expand(struct expander *e, struct str text, uint32_t origin, bool top);

static bool emit_pattern(struct expander *e, struct named_pattern *pattern, uint32_t origin)
{
    if (pattern->open)
        return complain(e, origin, "refers to itself", pattern->name);
    pattern->open = true;
    expansion_text(e->b, e->out, "(?:", origin);
    bool good = expand(e, pattern->text, origin, false);
    expansion_text(e->b, e->out, ")", origin);
    pattern->open = false;
    return good;
}

/*
 * A sign before a noun phrase, that none is sought where none can begin (match.c), in languages that have a
 * {phrase_border}: event patterns name few kinds of phrases, over and over.
 */
static bool emit_phrase_sign(struct expander *e, struct named_pattern *pattern, uint32_t origin)
{
    struct builder *b = e->b;
    struct named_pattern *border = find_pattern(b, e->scope, STR("phrase_border"), 1);
    if (!border || b->phrase_patterns.count == TAPE_PHRASES)
        return true;
    if (!pattern->phrase) {
        uint32_t *slot = vec_push(b->arena, &b->phrase_patterns);
        if (!slot) {
            b->full = true;
            return false;
        }
        *slot = (uint32_t)(pattern - b->patterns.at);
        pattern->phrase = b->phrase_patterns.count;
    }
    bool good = emit_pattern(e, border, origin);
    expansion_add(b, e->out, TAPE_PHRASE + pattern->phrase - 1, origin);
    return good;
}

/* Or a noun phrase of a kind that the role takes and the language knows: `phrases: [person]` is {phrase_person}. */
static bool emit_phrases(struct expander *e, const struct role_phrases *phrases, uint32_t origin)
{
    bool any = phrases->named;
    for (uint32_t i = 0; yaml_each(phrases->kinds, i); i++) {
        struct str name = arena_printf(e->b->arena, "phrase_%.*s", STR_ARG(yaml_each(phrases->kinds, i)->text));
        struct named_pattern *pattern = find_pattern(e->b, e->scope, name, 0);
        pattern = pattern ? pattern : find_pattern(e->b, e->scope, name, 1);
        if (!pattern)
            continue;
        if (any)
            expansion_add(e->b, e->out, '|', origin);
        any = true;
        if (!emit_phrase_sign(e, pattern, origin) || !emit_pattern(e, pattern, origin))
            return false;
    }
    return any || complain(e, origin, "nothing can fill this role in this language", STR("phrases"));
}

/* A role: one symbol of its types, or several in a coordination, or a noun phrase. */
static bool emit_role(struct expander *e, const struct event_role *role, uint32_t origin)
{
    struct named_pattern *coordination = find_pattern(e->b, e->scope, STR("coordination"), 1);
    expansion_text(e->b, e->out, "(?<", origin);
    for (uint32_t i = 0; i < role->name.len; i++)
        expansion_add(e->b, e->out, (unsigned char)e->b->strings.at[role->name.at + i], origin);
    expansion_text(e->b, e->out, ">", origin);
    const struct role_phrases *phrases = &e->b->phrases.at[role - e->b->roles.at];
    if (phrases->named || !phrases->kinds)
        emit_types(e, role->types, origin);
    if (coordination && phrases->named) {
        expansion_text(e->b, e->out, "(?:", origin);
        if (!emit_pattern(e, coordination, origin))
            return false;
        emit_types(e, role->types, origin);
        expansion_text(e->b, e->out, ")*", origin);
    }
    if (!emit_phrases(e, phrases, origin))
        return false;
    expansion_text(e->b, e->out, ")", origin);
    return true;
}

static bool emit_set(struct expander *e, uint32_t set, uint32_t origin, struct str name)
{
    if (set == NONE || !e->b->sets.at[set].words.count)
        return complain(e, origin, "this set of words is empty", name);
    if (set >= SET_MAX)
        return complain(e, origin, "too many sets of words", name);
    expansion_add(e->b, e->out, SET_BASE + set, origin);
    return true;
}

static uint32_t trigger_form(struct str form)
{
    static const struct { struct str name; uint32_t form; } forms[] = {
        { STR_INIT("trigger"), VERB_FORMS }, { STR_INIT("trigger.base"), VERB_BASE }, { STR_INIT("trigger.third"), VERB_THIRD },
        { STR_INIT("trigger.past"), VERB_PAST }, { STR_INIT("trigger.ing"), VERB_ING }, { STR_INIT("trigger.noun"), VERB_NOUN },
    };
    for (uint32_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (str_equal(forms[i].name, form))
            return forms[i].form;
    return NONE;
}

/* A group, so that the event knows where its trigger stands. */
static bool emit_trigger(struct expander *e, uint32_t form, struct str name, uint32_t origin)
{
    expansion_text(e->b, e->out, "(?<event>", origin);
    bool good = emit_set(e, e->scope->trigger_set[form], origin, name);
    expansion_text(e->b, e->out, ")", origin);
    return good;
}

static bool emit_tape_name(struct expander *e, struct str name, uint32_t origin, bool *known)
{
    *known = true;
    const struct event_role *role = find_role(e->b, e->scope, name);
    if (role)
        return emit_role(e, role, origin);
    uint32_t types = find_types(name), form = trigger_form(name);
    if (types) {
        emit_types(e, types, origin);
        return true;
    }
    if (str_equal(name, STR("quote")) || str_equal(name, STR("event"))) {
        expansion_add(e->b, e->out, name.ptr[0] == 'q' ? TAPE_QUOTE : TAPE_EVENT, origin);
        return true;
    }
    if (form != NONE)
        return emit_trigger(e, form, name, origin);
    if (str_equal(name, STR("cue")))
        return emit_set(e, e->scope->cue_set, origin, name);
    *known = false;
    return true;
}

/* The words of several classes in one set, which is looked through at once: {place_head|company_head}; NONE where one is no class. */
static uint32_t union_set(struct builder *b, const struct scope *scope, struct str names)
{
    for (uint32_t i = 0; i < b->sets.count; i++)
        if (b->sets.at[i].table == NONE && b->sets.at[i].language == scope->language && str_equal(b->sets.at[i].name, names))
            return i;
    uint32_t made = set_add(b, arena_str(b->arena, names), scope->language, NONE);
    while (names.len) {
        uint32_t set = find_class(b, scope->language, str_cut(&names, '|'));
        if (set == NONE)
            return NONE;
        for (uint32_t i = 0; i < b->sets.at[set].words.count; i++) {
            struct units *word = vec_push(b->arena, &b->sets.at[made].words);
            if (word)
                *word = b->sets.at[set].words.at[i];
        }
    }
    return made;
}

static bool emit_name(struct expander *e, struct str name, uint32_t origin)
{
    bool known = false;
    if (e->scope->tape && !emit_tape_name(e, name, origin, &known))
        return false;
    if (known)
        return true;
    uint32_t set = NONE;
    for (uint32_t rank = 0; rank < RANKS; rank++) {
        set = find_set(e->b, e->scope, name, rank);
        if (set != NONE)
            return emit_set(e, set, origin, name);
        struct named_pattern *pattern = find_pattern(e->b, e->scope, name, rank);
        if (pattern)
            return emit_pattern(e, pattern, origin);
    }
    struct str length = name, stem = str_cut(&length, ':');
    set = memchr(name.ptr, '|', name.len) ? union_set(e->b, e->scope, name) : find_class(e->b, e->scope->language, stem);
    if (set != NONE && length.len == 1)
        set = set_of_length(e->b, set, (uint32_t)(length.ptr[0] - '0'));
    if (set != NONE)
        return emit_set(e, set, origin, name);
    return complain(e, origin, "no table, pattern, word class or role has this name", name);
}

/* The name in `{name}` at the front of the text, or an empty text where that is a quantifier or a plain brace. */
static struct str reference(struct str text)
{
    uint32_t i = 1;
    while (i < text.len && i < MAX_NAME && (strchr("abcdefghijklmnopqrstuvwxyz0123456789_.|:-", text.ptr[i]) && text.ptr[i]))
        i++;
    bool is_name = i > 1 && i < text.len && text.ptr[i] == '}' && text.ptr[1] >= 'a' && text.ptr[1] <= 'z';
    return is_name ? (struct str){ text.ptr + 1, i - 1 } : (struct str){ text.ptr, 0 };
}

/* What must be copied as it stands: an escape with its braces, or a bracketed class of characters. Bytes. */
static uint32_t verbatim(struct str text)
{
    if (text.ptr[0] == '\\' && text.len > 1) {
        uint32_t i = 2;
        if (strchr("pPxgkoN", text.ptr[1]) && text.len > 2 && text.ptr[2] == '{')
            while (i < text.len && text.ptr[i - 1] != '}')
                i++;
        return i;
    }
    if (text.ptr[0] != '[')
        return 0;
    uint32_t i = 1;
    if (i < text.len && text.ptr[i] == '^')
        i++;
    if (i < text.len && text.ptr[i] == ']')
        i++;
    while (i < text.len && text.ptr[i] != ']')
        i += text.ptr[i] == '\\' && i + 1 < text.len ? 2 : 1;
    return i < text.len ? i + 1 : text.len;
}

/* {person|company} and {quote} among the characters of a class on the tape; how many bytes that takes, or 0. */
static uint32_t emit_in_class(struct expander *e, struct str raw, uint32_t origin)
{
    struct str name = e->scope->tape && raw.ptr[0] == '{' ? reference(raw) : STR("");
    uint32_t types = name.len ? find_types(name) : 0;
    bool quote = str_equal(name, STR("quote"));
    if (!types && !quote)
        return 0;
    emit_symbols(e, types, origin);
    if (quote)
        expansion_add(e->b, e->out, TAPE_QUOTE, origin);
    return name.len + 2;
}

static uint32_t fold_unit(const struct builder *b, uint32_t c) { return c < 0x10000 ? b->norm[c] : c; }

static bool expand(struct expander *e, struct str text, uint32_t origin, bool top)
{
    if (++e->depth > MAX_DEPTH)
        return complain(e, origin, "nested too deep", STR("…"));
    while (text.len) {
        struct str name = text.ptr[0] == '{' ? reference(text) : STR("");
        uint32_t count = name.len ? 0 : verbatim(text);
        if (name.len) {
            if (!emit_name(e, name, origin))
                return false;
            text = str_skip(text, name.len + 2);
            origin += top ? name.len + 2 : 0;
            continue;
        }
        struct str raw = str_head(text, count ? count : 1);
        if (!count) {
            uint32_t c;
            bool bad = false;
            raw.len = utf8_read(text, &c, &bad);
        }
        text = str_skip(text, raw.len);
        while (raw.len) {
            uint32_t c;
            bool bad = false;
            uint32_t symbols = count && raw.len > 1 ? emit_in_class(e, raw, origin) : 0;
            if (symbols) {
                raw = str_skip(raw, symbols);
                origin += top ? symbols : 0;
                continue;
            }
            /* PCRE2 reads this by script extensions, which take in 、。《》; rules mean the characters alone. */
            if (str_starts(raw, STR("\\p{Han}"))) {
                expansion_text(e->b, e->out, "\\p{sc:Han}", origin);
                raw = str_skip(raw, 7);
                origin += top ? 7 : 0;
                continue;
            }
            raw = str_skip(raw, utf8_read(raw, &c, &bad));
            expansion_add(e->b, e->out, fold_unit(e->b, c), origin);
            origin += top;
        }
    }
    e->depth--;
    return true;
}

bool expand_pattern(struct builder *b, const struct yaml *pattern, const struct scope *scope, struct expansion *out)
{
    struct expander e = { .b = b, .scope = scope, .out = out, .at = pattern->at, .literal = pattern->literal };
    return expand(&e, pattern->text, 0, true);
}
