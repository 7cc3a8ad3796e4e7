/*
 * Building a model: files → one image. Used only inside src/model.
 *
 *     files ─gazetteer▶ entries, classes, words ┐
 *           ─rules▶ tables, patterns, raw rules ┴ expand, sets ▶ patterns ─literals▶ triggers ─automaton▶ image
 */
#ifndef MODEL_BUILD_H
#define MODEL_BUILD_H

#include "model/model.h"
#include "model/weights.h"
#include "model/yaml.h"

/* A file that was found. `name` is as it is shown to people; content is read once. */
struct source_file {
    struct str path, name, content, language;   /* language: the name of the folder that the file stands in */
    uint64_t size, time_ns;
    uint8_t rank;
    bool gazetteer;
};

/* A set of texts that a pattern may stand for: the keys of a table, or the members of a word class. */
struct word_set {
    struct str name;
    uint8_t language;
    uint32_t file;                  /* NONE for a word class: seen from every file */
    uint32_t table;                 /* index of the table, or NONE */
    uint32_t word_class;            /* index of the class, or NONE */
    VEC(struct units) words;
};

/* A named part of patterns. */
/* `phrase`: its number + 1 among the noun phrases, or 0. */
struct named_pattern { struct str name, text; uint8_t language; uint32_t file, phrase; struct place at; bool open; };

/* A pattern with its {names} replaced: word sets by one private-use unit each (SET_BASE + index), all else by text. */
enum { SET_BASE = 0x100000, SET_MAX = 0xF000 };
struct expansion {
    VEC(uint32_t) units;
    VEC(uint32_t) origin;           /* for each unit, the code point of the rule's own pattern that it came from */
};

/* What was read of a rule before its pattern is expanded. */
struct raw_rule {
    struct rule rule;               /* what is known already */
    const struct yaml *pattern;
    uint32_t file;
    uint8_t rank;
    struct str id;
    struct place at;
    uint32_t event;                 /* index of its event type, or NONE */
    const struct yaml *words;       /* {trigger} of events, {cue} of cues */
    const struct yaml *about;       /* of cues: the event types that they are about, or not; or NULL */
};

/* Inflection of a language's verbs: suffix rules by form, and irregular words. */
enum verb_form { VERB_BASE, VERB_THIRD, VERB_PAST, VERB_PARTICIPLE, VERB_ING, VERB_NOUN, VERB_FORMS };
struct morphology { const struct yaml *forms[VERB_FORMS]; const struct yaml *irregular; };

/* The kinds of noun phrases that fill a role too, or NULL; and whether names fill it. */
struct role_phrases { const struct yaml *kinds; bool named; };

/* `person:before=said  0.4` of a weights file. */
struct feature_line { uint64_t hash; enum mention_type type; float weight; };

struct pending_use { struct use use; uint32_t next; };

struct builder {
    struct arena *arena, *scratch;          /* scratch: while one rule is compiled */
    struct error_list *found;
    VEC(struct source_file) files;

    /* Sections of the image, in the order of enum section of image.c. */
    VEC(char) strings;
    VEC(uint32_t) units;
    uint16_t *norm, *lower, *code;
    uint8_t *kind;
    VEC(struct automaton_state) states;
    VEC(struct literal) literals;
    VEC(struct use) uses;
    VEC(struct entry) entries;
    VEC(struct attribute) attributes;
    VEC(struct alias) aliases;
    VEC(struct word_class) classes;
    VEC(struct table) tables;
    VEC(struct table_row) rows;
    VEC(uint32_t) group_tables;
    VEC(struct rule) rules;
    VEC(struct rule_group) groups;
    VEC(struct event_type) events;
    VEC(struct event_role) roles;
    VEC(struct text_ref) role_names;
    VEC(struct summary) summaries;
    VEC(struct text_ref) within;
    VEC(struct follows) follows;
    VEC(struct language) languages;
    VEC(uint32_t) number_rules;
    VEC(uint32_t) capital_rules;
    VEC(uint32_t) phrase_rules;
    VEC(struct need) needs;
    float *weights;
    struct { char *at; uint32_t count, capacity; } codes;  /* of malloc, since an arena keeps all that a block outgrew */

    /* Only while building. */
    VEC(struct pending_use) pending;        /* uses of literals, chained: pending_first[literal] */
    VEC(uint32_t) pending_first;
    VEC(struct units) literal_texts;        /* of literals, by their index */
    uint32_t *literal_slots, literal_slot_count;    /* hash of literals */
    uint32_t *string_slots, string_slot_count;      /* hash of interned strings: index into string_refs + 1 */
    VEC(struct text_ref) string_refs;
    VEC(struct word_set) sets;
    VEC(struct feature_weight) features;        /* slots, see model.h */
    VEC(struct feature_line) feature_lines;
    VEC(struct named_pattern) patterns;
    VEC(uint32_t) phrase_patterns;          /* [noun phrases] among `patterns` */
    VEC(struct raw_rule) raw;
    VEC(struct role_phrases) phrases;       /* [roles] */
    VEC(struct str) dead_ids;               /* ids of shipped rules that a user's rule replaces */
    struct morphology morphology[MAX_LANGUAGES];
    bool full;                              /* the arena had no more room at some time */
};

/* --- store.c: strings, units, literals ------------------------------------------------------------------------- */
struct text_ref store_text(struct builder *b, struct str text);            /* interned */
struct unit_ref store_units(struct builder *b, struct units text);
/* UTF-8 → folded units (width, script; case kept) in the arena. */
struct units fold_text(struct builder *b, struct str text);
struct units lower_units(struct builder *b, struct units text);
/* Adds a meaning to a literal (any case; folded here). */
void literal_use(struct builder *b, struct units text, struct use use);
uint32_t literal_id(struct builder *b, struct units text);
/* The share of all words that the text is, as a gazetteer of words read before has it (blanks at its ends aside); 0 where none has. */
double literal_share(const struct builder *b, struct units text);
uint8_t language_id(struct builder *b, struct str code);                   /* LANGUAGE_ANY for "any" and "" */
/* Sorts literals and lays their uses in a row: after this no use can be added. */
bool store_finish(struct builder *b);

/* --- the steps -------------------------------------------------------------------------------------------------- */
bool fold_build(struct builder *b);                                         /* fold.c: norm, lower, kind */
void gazetteer_read(struct builder *b, uint32_t file);                      /* gazetteer.c */
bool gazetteer_is_fold(struct str content);
void gazetteer_finish(struct builder *b);                                   /* equal ids → `same` */
void weights_read(struct builder *b, uint32_t file);                        /* weights.c */
void weights_finish(struct builder *b);
void rules_read(struct builder *b, uint32_t file);                          /* rules.c */
void rules_compile(struct builder *b);                                      /* compile.c */
bool automaton_build(struct builder *b);                                    /* automaton.c */
enum char_kind kind_of(uint32_t code_point);                                /* fold.c */

/* --- expand.c ---------------------------------------------------------------------------------------------------- */
/* What a {name} may mean beside tables, patterns and classes. */
struct scope {
    uint8_t language;
    uint32_t file;
    uint32_t event;                 /* {role}s of this event type, or NONE */
    bool tape;                      /* {person} and so on are symbols */
    uint32_t trigger_set[VERB_FORMS + 1];   /* {trigger}, {trigger.past} …: word sets, or NONE; last: any form */
    uint32_t cue_set;
};
bool expand_pattern(struct builder *b, const struct yaml *pattern, const struct scope *scope, struct expansion *out);
/* Adds to an expansion what came from a place of the rule's own pattern. */
void expansion_add(struct builder *b, struct expansion *out, uint32_t unit, uint32_t origin);
void expansion_text(struct builder *b, struct expansion *out, const char *ascii, uint32_t origin);
uint32_t set_add(struct builder *b, struct str name, uint8_t language, uint32_t file);
uint32_t class_set(struct builder *b, struct str name, uint8_t language);   /* finds or makes */

/* --- sets.c -------------------------------------------------------------------------------------------------------- */
/* Word sets written out as trie-shaped alternations: what PCRE2 gets. */
bool expand_sets(struct builder *b, const struct expansion *in, bool tape, struct expansion *out);
/* Whether the set is too large to be written out: then any word of its shape is matched, and looked up afterwards. */
bool set_has_shape(const struct word_set *set);

/* --- literals.c -------------------------------------------------------------------------------------------------- */
enum trigger_kind { TRIGGER_NONE, TRIGGER_LITERALS, TRIGGER_PREFIX, TRIGGER_NUMBER, TRIGGER_CAPITAL };
enum { MAX_NEEDS = 4 };
struct trigger { enum trigger_kind kind; struct need begin; uint32_t need_count; struct need needs[MAX_NEEDS]; VEC(struct units) literals; };
/* Which literals and symbols a text must have for the pattern to match; derived from the pattern with its sets unexpanded. */
bool trigger_derive(struct builder *b, const struct expansion *pattern, bool tape, struct trigger *out);

/* --- morphology.c ------------------------------------------------------------------------------------------------ */
struct str verb_inflect(struct builder *b, uint8_t language, struct str verb, enum verb_form form);

#endif
