/*
 * Merge: what was found in many documents → one timeline.
 *
 *     JSON of a document ─read▶ accounts ─who▶ entities ─match▶ events ─settle▶ dates, roles, history ─order▶ timeline
 *
 * What goes in is the JSON that extract writes, of one document or of a merge made before, so that merges nest. What is kept of a
 * document is what its events need: no text and no mention that takes part in nothing. An account is what one document tells of
 * one event. Accounts of several documents are one event where their types are the same, their participants, times and amounts
 * agree well enough, and nothing says that they are two (match.c); each stays as it was told, with its document and its spans.
 *
 * memory   About 16 KB an article of usual length (ten names, two events; measured), whatever its text is long; MERGE_LIMIT in all, which
 *          is half a million articles. Beyond it a document is refused with ERR_LIMIT; those before it stay.
 * order    Documents are put in an order of their own (date, name, what they tell) before anything is compared: the result does
 *          not depend on the order of the input. The same document given twice counts once.
 * cost     O(n log n) in the number of accounts: each is compared with at most MERGE_COMPARED neighbours by each thing that it shares.
 * threads  one at a time per merge.
 */
#ifndef MERGE_MERGE_H
#define MERGE_MERGE_H

#include "timeline/compare.h"
#include "timeline/timeline.h"

#define MERGE_LIMIT ((size_t)8 << 30)
enum { MERGE_COMPARED = 60 };

struct name_list { struct str *at; uint32_t count, capacity; };      /* a VEC(struct str) that can be handed on */

struct merged_attribute { struct str key, value; };

/* Someone or something that one document names. */
struct merged_name {
    uint32_t document;
    uint8_t type;                       /* enum mention_type */
    bool wikidata;                      /* what kind of id it is */
    struct str name, id;
    VEC(struct str) aliases;
    VEC(struct merged_attribute) attributes;
    uint32_t entity;                    /* of the merge; while names are joined: see who.c */
    struct str root_id;                 /* while names are joined: the id of all that are joined to this */
};

/* A place in a document's text that takes part in something. */
struct merged_mention {
    struct str text;
    uint8_t type;
    uint32_t start, end;                /* in the unit that the document's JSON counts in */
    uint32_t name;                      /* or NONE */
};

struct merged_trigger { struct str text, rule; uint32_t start, end, sentence_start, sentence_end; };
struct merged_stage { struct str status, date; uint32_t source, document; };     /* source: a mention, or NONE */

/* What one document tells of one event. Arguments index `mentions`: names as references, values as mentions. */
struct account {
    uint32_t document;
    uint16_t type;                      /* index into `types` of the merge */
    uint8_t date_basis;
    struct str summary, value, modality, polarity;      /* modality and polarity empty for a fact */
    struct period period;
    VEC(struct argument) arguments;
    uint32_t source;                    /* a mention, or NONE */
    VEC(struct merged_stage) history;
    VEC(struct merged_trigger) triggers;
    struct decimal confidence;
    uint32_t event;                     /* of the merge */
};

/* kind: enum relation_kind; between two accounts of a document, then between two events of the merge. */
struct merged_relation { uint8_t kind; uint32_t from, to, document; struct str basis; };

struct merged_warning { struct str message; uint32_t offset; };     /* offset: NONE for the whole document */

struct merged_document {
    struct str id, language, title, date, date_basis;
    VEC(struct merged_warning) warnings;
    uint32_t first_account, account_count;      /* in the order of its timeline; these two once they are sorted */
    uint32_t first_name, name_count;
};

/* Someone or something, in all documents. */
struct merged_entity {
    uint8_t type;
    bool wikidata;
    struct str name, id;
    VEC(struct str) aliases;
    VEC(struct merged_attribute) attributes;
    VEC(uint32_t) documents;
    uint32_t first_name;
};

/* An argument, and the documents that give it. */
struct merged_argument { struct argument argument; VEC(uint32_t) documents; };
/* What documents contradict each other about: a role (NONE: the date), by the accounts that say it, one for each value. */
struct contradiction { uint32_t role; VEC(uint32_t) accounts; VEC(uint32_t) mentions; };

struct merged_event {
    VEC(uint32_t) accounts;             /* in the order of the documents */
    uint32_t best;                      /* the account that says most; gives the summary */
    uint32_t dated;                     /* the account that gives the date, or NONE */
    VEC(struct merged_argument) arguments;
    struct str modality, polarity;
    uint32_t source;
    VEC(struct merged_stage) history;   /* empty where all agree */
    VEC(struct contradiction) contradictions;
    struct decimal confidence;
};

struct merge {
    const struct model *model;
    struct arena arena, scratch;        /* scratch: the tree of the JSON that is being read */
    struct name_list types, roles;      /* names that accounts and arguments go by */
    VEC(struct merged_document) documents;
    VEC(struct merged_name) names;
    VEC(struct merged_mention) mentions;
    VEC(struct value) values;           /* [mentions] of amounts and dates */
    VEC(struct account) accounts;
    VEC(struct merged_relation) relations;
    /* what merge_run makes */
    struct ground ground;
    uint32_t *context, *first_context;  /* by document, sorted: the names, but for places, that it is about */
    VEC(struct merged_entity) entities;
    VEC(struct merged_event) events;    /* in the order of the documents */
    uint32_t *order;                    /* [events] first to last */
};

/* NULL where there is no memory. */
struct merge *merge_new(const struct model *model);
void merge_free(struct merge *m);
/**
 * Take in what was found in one document, or what was merged before.
 * json     one JSON object, as write_json or write_merged wrote it
 * returns  false with ERR_SYNTAX where it is something else, ERR_LIMIT where the merge is full; it can go on with others
 */
bool merge_add(struct merge *m, struct str json, struct error *err);
/* Whether a text looks like such a JSON: an object that begins with "version". */
bool merge_accepts(struct str json);
/* Makes the timeline of all that was added: once, after the last. */
bool merge_run(struct merge *m, struct error *err);

#endif
