/*
 * The names of the evidence that decide/ weighs. How much each counts, as log-odds, is data: rules/weights.tsv, which has
 * a line for each of these names and says there why.
 */
#ifndef MODEL_WEIGHTS_H
#define MODEL_WEIGHTS_H

#include "base/str.h"

#define EVIDENCE_NAMES(X) \
    X(rule,              "rule")               /* the rule's own weight */ \
    X(entry,             "entry")              /* a name of a gazetteer */ \
    X(entry_weak,        "entry.weak")         /* a weak alias, before there is support */ \
    X(capital,           "capital")            /* a weak name in Latin letters has its capital where none is due */ \
    X(capital_place,     "capital.place")      /* the same of a place: places are listed nearly all */ \
    X(entry_user,        "entry.user")         /* from a user's file */ \
    X(entry_case,        "entry.case")         /* written in other case than in the gazetteer */ \
    X(entry_other,       "entry.other")        /* the gazetteers know the same span as something else */ \
    X(entry_last,        "entry.last")         /* a listed place or body of one word behind a first name: Diego Silang */ \
    X(entry_length,      "entry.length")       /* for each character beyond the second */ \
    X(ordinary,          "ordinary")           /* the span is an ordinary word: for each power of ten of its frequency above one in a million */ \
    X(reading,           "reading")            /* how far the characters are from being ordinary words, for names that rules find */ \
    X(class,             "class")              /* scale of the weights of word classes inside a name */ \
    X(context_left,      "context.left")       /* scale of the class left.<type> of the word before */ \
    X(context_right,     "context.right")      /* scale of the class right.<type> of the word after */ \
    X(context_title,     "context.title")      /* a title or a company's role stands beside a person */ \
    X(list,              "list")               /* a weak name in a row with a strong one of its type: 北京、沈阳、大连 */ \
    X(learnt,            "learnt")             /* scale of what was learnt of the features of a name (decide/features.h) */ \
    X(title_inside,      "title.inside")       /* a person's name that begins with a job or an honorific: Judge Colburn */ \
    X(lead_inside,       "lead.inside")        /* a name that a rule found begins with a word that stands before such names: 历任, 其中 */ \
    X(document_full,     "document.full")      /* the full name stands elsewhere in the document, for certain */ \
    X(document_repeat,   "document.repeat")    /* the same span was certain elsewhere in the document */ \
    X(holds,             "holds")              /* scale of the evidence of the names that a body's or place's name holds: 上海证监局 */ \
    X(composed,          "composed")           /* a listed place before a listed body, or a trade behind a company: 青岛海尔 */ \
    X(open,              "open")               /* a word with a capital in no list and of no rule's form */ \
    X(sentence_start,    "sentence.start")     /* a capital that may be only the sentence's first */ \
    X(headline_case,     "headline.case")      /* a capital in a line where every word has one */ \
    X(adjacent,          "adjacent")           /* directly behind another mention of its type, nothing between */ \
    X(value,             "value")              /* dates and amounts, on top of the rule's weight */ \
    X(character,         "character")          /* each code point that a value or name covers: prefers the longer reading */

#define EVIDENCE_ENUM(id, text) EVIDENCE_##id,
enum evidence_name { EVIDENCE_NAMES(EVIDENCE_ENUM) EVIDENCE_COUNT };
#undef EVIDENCE_ENUM

struct str evidence_text(enum evidence_name name);
enum evidence_name evidence_find(struct str name);      /* EVIDENCE_COUNT where there is none */

#endif
