/* Link: mentions → entities: aliases, glosses, short names, acronyms, noun phrases, pronouns, ids of gazetteers. */
#ifndef LINK_ENTITY_H
#define LINK_ENTITY_H

#include "tape/tape.h"
#include "value/value.h"

struct entity {
    uint8_t type;
    uint8_t gender;                     /* as struct reference */
    struct str name;                    /* the best form of the text */
    uint32_t entry;                     /* of the gazetteers, or NONE */
    VEC(uint32_t) references;           /* in the order of the text */
    VEC(struct str) aliases;            /* other forms in the text, each once */
};

struct links {
    VEC(struct reference) references;   /* all mentions, amounts and dates too, and noun phrases; by begin, the longest first */
    VEC(struct entity) entities;        /* in the order of their first mention */
    uint32_t *of_mention;               /* [mentions] index into references, or NONE */
};

/* How long a company's name is without the suffix that it ends in: Halden Foods of Halden Foods Inc. */
uint32_t link_core_length(const struct model *m, struct units name);

bool link_run(const struct model *m, struct matcher *matcher, const struct document *d, const struct scan *scan,
              const struct mentions *mentions, const struct values *values, struct arena *arena, struct links *out, struct error *err);

#endif
