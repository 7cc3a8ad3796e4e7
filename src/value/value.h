/*
 * Value: what a mention of a date or an amount means. One normaliser for all languages: it knows calendars and
 * arithmetic, and no word; words come as groups of the rule that matched and as tables of the rules.
 */
#ifndef VALUE_VALUE_H
#define VALUE_VALUE_H

#include "decide/mention.h"
#include "value/decimal.h"

enum timex_kind { TIMEX_NONE, TIMEX_DATE, TIMEX_TIME, TIMEX_DURATION, TIMEX_SET };

/* Texts are empty where there is nothing to say. */
struct value {
    bool valid;                         /* the mention has a value of its type */
    /* amounts */
    bool has_number, has_range;
    struct decimal number, min, max;    /* exact; a range has min and max */
    struct str unit;                    /* ISO 4217 code (or a coin's usual one), "percent", "percentage_point", "basis_point", "km" … */
    struct str base_unit;               /* of a quantity: the unit of its kind, "m" for km; base_min and base_max count it */
    struct decimal base_min, base_max;  /* equal where the quantity is no range */
    struct str per;                     /* of money: for one of what, "share" "bbl" "year" */
    struct str currency_basis;          /* how an unclear ¥, $ or 元 was resolved: language, document, place; coin: no ISO 4217 code */
    struct str about;                   /* approx less more at_least at_most: hedges beside it */
    struct str change;                  /* up, down */
    /* dates */
    enum timex_kind timex;
    struct str date;                    /* TIMEX3 value */
    struct str mod;                     /* TIMEX3 mod: START MID END APPROX BEFORE AFTER … */
    struct str begin, until;            /* first and last day (2024-11-01, 2024-11-30), or instants */
    struct str basis;                   /* stated, document, previous, tense, none: what filled in what was not written */
};

/* The date of the document. */
/* basis: given stated inferred none; mention: what states it; dateline: the same, also where another date was given. NONE where there is none */
struct document_date { struct str value; struct str basis; uint32_t mention, dateline; };

/* Whether a date that the caller gives for a document is one: "2024", "2024-05", "2024-05-12", "2024-05-12T08:30". */
bool document_date_valid(struct str given);

struct values { struct value *of; struct document_date date; };      /* of[i] is the value of mention i */

/* Whether a span of a sentence stands in the dateline in front of the document's date: 新华社东京 of 新华社东京5月8日电. */
bool value_in_dateline(const struct values *v, const struct mentions *mentions, uint32_t sentence, struct span span);

bool value_run(const struct model *m, const struct document *d, const struct mentions *mentions, struct arena *arena,
               struct values *out, struct error *err);

#endif
