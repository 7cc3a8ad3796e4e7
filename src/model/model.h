/*
 * The model: everything that comes from rules and gazetteers, compiled once into one image, immutable, shared by all
 * threads. The image is one block without pointers inside (all references are indexes), so that it can be written to a
 * file and mapped again; `struct model` is the set of views into it.
 *
 * A *literal* is a string that the automaton looks for: folded (width, script, case) code points. What was seen where
 * is a *hit*; what a literal means is the list of its *uses*: an ordinary word, an alias of a gazetteer entry, a member
 * of a word class, or the sign that a rule may match here.
 */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/str.h"
#include "base/units.h"
#include "model/names.h"

enum { NONE = UINT32_MAX };                     /* "no such thing", for every index */
enum { MAX_LANGUAGES = 8, LANGUAGE_ANY = 0xFF };

struct text_ref { uint32_t at, len; };          /* UTF-8 bytes in model->strings */
struct unit_ref { uint32_t at, len; };          /* code points in model->units */

enum use_kind { USE_WORD, USE_NAME, USE_CLASS, USE_RULE };
enum { USE_WEAK = 1, USE_PREFIX = 2 };          /* weak alias; the rule's match begins with this literal */

struct use {
    uint8_t kind, flags;
    uint16_t unused;
    uint32_t ref;               /* USE_NAME: alias; USE_CLASS: class; USE_RULE: rule */
    float weight;               /* USE_WORD: log10 of the word's share of all text; USE_CLASS: the member's weight */
};

/* `shorter`: the longest literal that is a proper suffix of this one, or NONE. */
struct literal { uint32_t length, first_use, use_count, shorter; };

/* One row of a gazetteer. */
struct entry {
    struct text_ref name, id, file;
    uint32_t line;
    uint32_t first_attribute, attribute_count;
    uint32_t same;              /* of the entries with the same id and type, itself among them, the one that knows most */
    struct text_ref from, until;
    uint8_t type;
    uint8_t rank;               /* 0 shipped; 1, 2 … the user's directories in their order */
    uint8_t language;
    uint8_t unused;
};
struct attribute { struct text_ref key, value; };

struct alias { uint32_t entry; struct text_ref text; uint8_t weak, unused[3]; };

struct word_class { struct text_ref name; uint8_t language, unused[3]; };

/* A table of the rules: what a group matched (folded, lower case) → what it means. Keys are sorted. */
struct table { struct text_ref name; uint32_t first_row, row_count; uint8_t language, unused[3]; };
struct table_row { struct unit_ref key; struct text_ref value; };

enum rule_kind {
    RULE_MENTION,               /* on the text: values and names → candidates */
    RULE_NOMINAL,               /* on the tape: noun phrases that stand for an entity (该公司, its founder) */
    RULE_ALIAS,                 /* on the tape: "以下简称", formerly … : two names of one entity */
    RULE_EVENT,                 /* on the tape: one sentence pattern of an event */
    RULE_CUE,                   /* on the tape: modality, polarity, source, order … of an event */
    RULE_PHRASE                 /* on the tape: a noun phrase that patterns of events name; tells them where it may begin */
};

enum mention_form { FORM_NAME, FORM_NOMINAL, FORM_PRONOUN };

enum cue_kind { CUE_NONE, CUE_MODALITY, CUE_POLARITY, CUE_SOURCE, CUE_ORDER, CUE_STATUS, CUE_GENERIC, CUE_COUNT };

/*
 * RULE_TOPIC: without its leading role, which is the topic. RULE_ANCHORED: its code is of the pattern where it is tried at one place.
 * RULE_MORE: of an event, tells who else takes part in what others found, and finds none itself. RULE_EXCEPT: a cue about all types but those.
 */
enum { RULE_CASELESS = 1, RULE_TOPIC = 2, RULE_ANCHORED = 4, RULE_MORE = 8, RULE_EXCEPT = 16 };

/* One of these symbols of the tape (bits as of tape_symbol_bit), or one of these noun phrases. */
struct need { uint64_t symbols, phrases; };

struct rule {
    struct text_ref id, file;
    uint32_t line;
    struct unit_ref pattern;    /* PCRE2, all {names} expanded */
    struct text_ref code;       /* in model->codes: the pattern as PCRE2 wrote it down compiled; may be empty */
    uint32_t code_checksum;     /* of these bytes alone: the image's own does not cover them, so that only those in use are read */
    uint32_t first_group, group_count;
    uint64_t phrases;           /* RULE_EVENT: the noun phrases in its pattern, as a set of indexes of model->phrase_rules */
    uint32_t first_need, need_count;            /* on the tape: what a match must hold, in model->needs */
    struct need begin;          /* with what it begins; none: not known. Where it is, the rule is RULE_ANCHORED and tried there alone */
    struct text_ref value;      /* what a cue says: planned, denied …; else empty */
    uint32_t first_about, about_count;          /* RULE_CUE: names of the event types that it is about, in model->within; none: about all */
    float weight;
    uint16_t span_from, span_to;                /* groups that bound the reported span; 0: the whole match */
    uint16_t event;             /* RULE_EVENT: index into model->events */
    uint16_t topic;             /* with RULE_TOPIC: the role that the topic fills */
    uint8_t kind, type, form, cue, language, flags;
};

/* A named group of a rule's pattern, with the tables and classes that it may be looked up in. `name` is a group_name, or GROUP_COUNT + a role. */
struct rule_group { uint16_t number, name; uint32_t first_table, table_count; };     /* in model->group_tables */
/* A word class rather than a table; one that the pattern matches by its shape alone, so that it must be looked up. */
enum { GROUP_TABLE_CLASS = 1 << 30, GROUP_TABLE_SHAPE = 1 << 29, GROUP_TABLE_INDEX = GROUP_TABLE_SHAPE - 1 };

struct event_type {
    struct text_ref name, file;
    uint32_t first_role, role_count;
    uint32_t first_summary, summary_count;      /* one a language, in model->summaries */
    uint32_t first_within, within_count;        /* names of the types that it is a part of, in model->within */
    uint32_t first_yields, yields_count;        /* names of the types that a word tells rather than this one; there too */
    uint32_t by_word;                           /* what two words tell is two events */
    uint32_t aside;                             /* told by the way: only its own clause dates it */
    uint32_t stands;                            /* done, though it is refused or withdrawn afterwards */
};
struct event_role {
    struct text_ref name, unit;                 /* unit: of the quantities that may fill it (person, not year_of_age); or empty */
    uint32_t types;
    uint16_t role;
    uint8_t required, many;
    uint8_t once, unused;                       /* once: who fills it does so in one event alone (who dies) */
    uint16_t of;                                /* the role beside whose name it may stand (星河科技总裁王建国), or NO_ROLE */
};
enum { NO_ROLE = UINT16_MAX };
struct follows { struct text_ref later, earlier; };     /* names of types: on one day, the one comes after the other */
struct summary { struct text_ref text; uint8_t language, unused[3]; };

struct language { struct text_ref code; uint8_t script; uint8_t unused[3]; };   /* script: a char_kind */

/* What a feature of a candidate (decide/features.h) speaks for: a slot of a hash table by `hash`, empty where that is 0. */
enum { FEATURE_TYPES = TYPE_PLACE + 1 };
struct feature_weight { uint64_t hash; float weight[FEATURE_TYPES]; uint32_t unused; };

struct automaton_state { int32_t base; uint32_t check, fail, out; };

/* Compiled patterns, made on first use (see model/patterns.h). */
struct pattern_cache;

struct model {
    struct str image;
    bool mapped;                /* a file's mapping rather than memory of our own */
    bool from_cache;
    struct pattern_cache *patterns;

    const char *strings;
    const uint32_t *units;
    const uint16_t *norm;       /* [65536] width and script folding, case kept */
    const uint16_t *lower;      /* [65536] case folding of a norm unit */
    const uint8_t *kind;        /* [65536] enum char_kind */
    const uint16_t *code;       /* [65536] the automaton's alphabet; 0: in no literal */
    const struct automaton_state *states; uint32_t state_count;
    const struct literal *literals;       uint32_t literal_count;
    const struct use *uses;               uint32_t use_count;
    const struct entry *entries;          uint32_t entry_count;
    const struct attribute *attributes;   uint32_t attribute_count;
    const struct alias *aliases;          uint32_t alias_count;
    const struct word_class *classes;     uint32_t class_count;
    const struct table *tables;           uint32_t table_count;
    const struct table_row *rows;         uint32_t row_count;
    const uint32_t *group_tables;         uint32_t group_table_count;
    const struct rule *rules;             uint32_t rule_count;
    const struct rule_group *groups;      uint32_t group_count;
    const uint32_t *number_rules;         uint32_t number_rule_count;      /* tried at each number */
    const uint32_t *capital_rules;        uint32_t capital_rule_count;     /* tried at each capitalised word */
    const uint32_t *phrase_rules;         uint32_t phrase_rule_count;      /* RULE_PHRASE, by their number in patterns */
    const struct need *needs;             uint32_t need_count;
    const struct event_type *events;      uint32_t event_count;
    const struct event_role *roles;       uint32_t role_count;
    const struct text_ref *role_names;    uint32_t role_name_count;
    const struct summary *summaries;      uint32_t summary_count;
    const struct text_ref *within;        uint32_t within_count;
    const struct follows *follows;        uint32_t follows_count;
    const struct language *languages;     uint32_t language_count;
    const struct feature_weight *features; uint32_t feature_count;        /* slots: a power of two, or none */
    const char *codes;                    /* compiled patterns, each at a multiple of 8 */
    const float *weights;                 uint32_t weight_count;    /* by enum evidence_name (model/weights.h) */
};

/* Where rules and gazetteers are; those that come later win. */
struct model_sources {
    const char *const *rules;      uint32_t rules_count;
    const char *const *gazetteers; uint32_t gazetteers_count;
    uint32_t shipped;               /* how many of each, from the front, are ours and not the user's */
    const char *cache;              /* the file of the compiled model, or NULL: none is read or written */
    bool keep_going;                /* skip what is wrong rather than refuse the whole */
};

/**
 * Load the model: mapped from the cache where that is fresh, else compiled (and the cache written, where it can be).
 * found    gets every mistake in the files, in their order
 * returns  NULL where there was a mistake (without keep_going) or no memory
 * threads  the result may be used by any number at once
 */
struct model *model_load(const struct model_sources *sources, struct error_list *found);
void model_free(struct model *m);

/* Reads the rule files again, as their authors wrote them, and calls `visit` with each: for what the model leaves out. */
struct yaml;
typedef void rule_file_fn(void *context, const struct yaml *root, struct error_list *found);
bool model_read_rules(const struct model_sources *sources, struct error_list *found, rule_file_fn *visit, void *context);

static inline struct str model_str(const struct model *m, struct text_ref r)
{
    return (struct str){ m->strings + r.at, r.len };
}
static inline struct units model_units(const struct model *m, struct unit_ref r)
{
    return (struct units){ m->units + r.at, r.len };
}

/* Folding and kinds of code points; those beyond the BMP fold to themselves. */
static inline uint32_t model_norm(const struct model *m, uint32_t c) { return c < 0x10000 ? m->norm[c] : c; }
static inline uint32_t model_lower(const struct model *m, uint32_t c) { return c < 0x10000 ? m->lower[c] : c; }
enum char_kind model_kind(const struct model *m, uint32_t c);

/* Called for each literal that ends at `end` (exclusive), the longest first. */
typedef bool hit_fn(void *context, uint32_t literal, struct span where);
/* Finds every literal in folded text, in one pass, O(length + hits). False where `hit` said so. */
bool model_scan(const struct model *m, struct units norm, hit_fn *hit, void *context);
/* The literal that is exactly this text (any case), or NONE. */
uint32_t model_literal(const struct model *m, struct units norm);

/* Whether the text is in the word class of this name, of any language; *weight (may be NULL) is the member's. */
bool model_in_class(const struct model *m, struct str class_name, struct units norm, float *weight);
/* log10 of the word's share of all text; false where it is no word of the lists. */
bool model_word(const struct model *m, struct units norm, float *share);

/* The weights of a feature by type, or NULL where the weights files have no line for it. */
const float *model_feature(const struct model *m, struct str feature);
uint64_t feature_hash(struct str feature);

/* The table of this name in a language's files; a table of language `any` where that has none. NULL where neither has. */
const struct table *model_table(const struct model *m, uint8_t language, struct str name);
bool model_table_find(const struct model *m, const struct table *t, struct units norm, struct str *value);
/* The longest key of the table at the front of the text; 0 where there is none. */
uint32_t model_table_prefix(const struct model *m, const struct table *t, struct units norm, struct str *value);

/* A group's name: a group_name's or a role's. */
struct str model_group_name(const struct model *m, uint16_t name);

#endif
