/*
 * libextract: names, amounts, dates and events of news, as a timeline.
 *
 *     struct extract_error error;
 *     struct extract_model *model = extract_model_load(NULL, &error);
 *     struct extract_worker *worker = extract_worker_new(model);
 *     const struct extract_result *result = extract_run(worker, &(struct extract_input){ .text = text, .length = n }, &error);
 *     for (size_t i = 0; i < extract_event_count(result); i++) …
 *
 * A model is read once and never written to: any number of threads may use it at the same time. A worker belongs to one
 * thread; what it returns stays valid until its next run. Nothing here prints, exits or keeps a "last error".
 *
 * Texts are UTF-8 and not NUL-terminated. Offsets count Unicode code points from 0; ends are exclusive.
 */
#ifndef EXTRACT_H
#define EXTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EXTRACT_VERSION "0.1.0"

struct extract_model;
struct extract_worker;
struct extract_result;

struct extract_text { const char *ptr; size_t length; };

/* INPUT: the document; MODEL: rules or gazetteers; USE: an argument; the message says what, and where. */
enum extract_status { EXTRACT_OK, EXTRACT_INPUT, EXTRACT_MODEL, EXTRACT_USE, EXTRACT_MEMORY };
struct extract_error { enum extract_status status; char message[512]; };

/* --- the model ---------------------------------------------------------------------------------------------------------- */

/* Called for each mistake in rules or gazetteers, as "file:line:column: what is wrong, and what was expected". */
typedef void extract_report(void *context, const char *message);

struct extract_sources {
    const char *const *rules;       size_t rules_count;         /* folders beside the shipped ones; later ones win */
    const char *const *gazetteers;  size_t gazetteers_count;
    const char *data;               /* folder with the shipped rules/ and gazetteers/; NULL: found as the README says */
    const char *cache;              /* file of the compiled model; NULL: in the user's cache folder; "": none */
    bool keep_going;                /* leave out what is wrong rather than refuse the whole */
    extract_report *report;         /* may be NULL */
    void *context;
};

/**
 * Load rules and gazetteers.
 * sources   NULL: the shipped ones alone
 * returns   the model, to be freed with extract_model_free; NULL with *error filled
 */
struct extract_model *extract_model_load(const struct extract_sources *sources, struct extract_error *error);
void extract_model_free(struct extract_model *model);

/* Counts, for those who ask what was loaded. */
struct extract_model_counts { size_t rules, entries, literals, events, bytes; bool from_cache; };
struct extract_model_counts extract_model_count(const struct extract_model *model);
/* The i-th type of event that the rules tell; an empty text behind the last. */
struct extract_text extract_model_event_type(const struct extract_model *model, size_t i);

/**
 * Read all rules and gazetteers anew and run every example and counter-example. What is wrong goes to `report`.
 * The made-up names that examples speak of are in rules/examples/, a folder of gazetteers for this alone.
 * returns   false with *error filled where the rules can't be run at all
 */
struct extract_check { size_t rules, examples, failures; };
bool extract_check_rules(const struct extract_sources *sources, struct extract_check *out, struct extract_error *error);

/* --- running it ---------------------------------------------------------------------------------------------------------- */

struct extract_input {
    const char *text;  size_t length;   /* UTF-8, UTF-16 with a byte-order mark, GB18030, Big5 …: recognised */
    const char *id;                     /* its name in the output; may be NULL, as may the next two */
    const char *title;                  /* where that is not part of the text */
    const char *date;                   /* of the document: "2024-05-12", "2024-05-12T08:30", "2024-05", "2024" */
};

/* Whether a text is such a date. One that is not is left out, with a warning in the result. */
bool extract_date_valid(const char *date);

/* NULL where there is no memory. */
struct extract_worker *extract_worker_new(const struct extract_model *model);
void extract_worker_free(struct extract_worker *worker);
/**
 * Read one document. Its parts may be given back after the next run of the same worker, not before.
 * returns   the result, which the worker owns until its next run; NULL with *error filled, and the worker can go on
 */
const struct extract_result *extract_run(struct extract_worker *worker, const struct extract_input *input,
                                         struct extract_error *error);

/* What running each rule cost, since extract_profile_start (false: no memory); for i below the count of rules. */
struct extract_cost { struct extract_text rule; uint64_t tries, found, nanoseconds; };
bool extract_profile_start(struct extract_worker *worker);
struct extract_cost extract_profile_at(const struct extract_worker *worker, size_t i);

/* --- walking the result ---------------------------------------------------------------------------------------------------- */

#define EXTRACT_NONE SIZE_MAX           /* "no such thing", for every index */

struct extract_entity {
    struct extract_text type, name, id;         /* id: of the gazetteers, or empty */
    size_t mention_count;
};
struct extract_mention {
    struct extract_text type, text, form;       /* form: name, nominal, pronoun */
    struct extract_text value;                  /* TIMEX3 value of a date; else empty */
    bool has_number;                            /* of an amount: exactly coefficient × 10^exponent, of the unit */
    int64_t coefficient;  int exponent;
    struct extract_text unit;                   /* ISO 4217 code, or the unit's name */
    size_t begin, end, entity;
    double confidence;
};
struct extract_event {
    struct extract_text type, summary, date, modality, polarity;    /* date: TIMEX3 value, or empty */
    size_t argument_count, order;               /* order: place in the timeline, from 0 */
    double confidence;
};
struct extract_argument { struct extract_text role, text; size_t entity, mention; };

size_t extract_entity_count(const struct extract_result *result);
size_t extract_mention_count(const struct extract_result *result);
size_t extract_event_count(const struct extract_result *result);
/* For i below the count. Events are in the order of the timeline. */
struct extract_entity extract_entity_at(const struct extract_result *result, size_t i);
struct extract_mention extract_mention_at(const struct extract_result *result, size_t i);
struct extract_event extract_event_at(const struct extract_result *result, size_t i);
struct extract_argument extract_argument_at(const struct extract_result *result, size_t event, size_t i);
/* The date of the document, and how it is known: given, stated, inferred or none. */
struct extract_text extract_document_date(const struct extract_result *result, struct extract_text *basis);

/* --- writing it -------------------------------------------------------------------------------------------------------------- */

enum extract_offsets { EXTRACT_CODE_POINTS, EXTRACT_BYTES, EXTRACT_UTF16 };
struct extract_json_options {
    enum extract_offsets offsets;
    bool pretty;                        /* for people; else one line */
    bool explain;                       /* why each thing was found */
    const char *types;                  /* "person,date": only these mentions; NULL: all but number and ordinal */
};

/* Text of malloc, NUL-terminated, *length without the NUL; to be freed with extract_free. NULL where there is no memory. */
char *extract_json(const struct extract_result *result, const struct extract_json_options *options, size_t *length);
/* The timeline as a table for a terminal so many columns wide. */
char *extract_table(const struct extract_result *result, unsigned columns, bool colour, size_t *length);
/* Why something, or nothing, was found at an offset. */
char *extract_why(const struct extract_result *result, size_t offset, size_t *length);

/* --- many documents, one timeline --------------------------------------------------------------------------------------------- */

/*
 * What many documents tell, each event once, with all documents and spans that tell it. Memory: what the timeline needs of each
 * document (about 16 KB for ten names and two events), no text of a document; 8 GB at most, beyond which a document is
 * refused. The order of the documents does not matter. A merge belongs to one thread at a time.
 */
struct extract_merge;
struct extract_merge *extract_merge_new(const struct extract_model *model);
void extract_merge_free(struct extract_merge *merge);
/* Whether a text is the JSON of a document, or of a merge, rather than an article or a line of JSONL with one. */
bool extract_merge_accepts(const char *json, size_t length);
/* Takes in one JSON as extract_json or extract_merge_json wrote it. False with *error filled; the merge can go on without it. */
bool extract_merge_add(struct extract_merge *merge, const char *json, size_t length, struct extract_error *error);
/* After the last: the timeline. NULL with *error filled. Nothing can be added after one of these. */
char *extract_merge_json(struct extract_merge *merge, bool pretty, size_t *length, struct extract_error *error);
char *extract_merge_table(struct extract_merge *merge, unsigned columns, bool colour, size_t *length, struct extract_error *error);

void extract_free(char *text);
/* False where a name in such a list is no type; *error says which. */
bool extract_types_valid(const char *types, struct extract_error *error);

#ifdef __cplusplus
}
#endif
#endif
