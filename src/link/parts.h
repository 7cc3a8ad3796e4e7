/* Shared by the files of src/link only. */
#ifndef LINK_PARTS_H
#define LINK_PARTS_H

#include "link/entity.h"

struct linker {
    const struct model *m;
    struct matcher *matcher;
    const struct document *d;
    const struct scan *scan;
    const struct mentions *mentions;
    const struct values *values;
    struct arena *arena;
    VEC(struct reference) references;       /* by begin; of those that begin together the longest first */
    uint32_t drawn;                         /* how many of them, from the front, are drawn on tapes */
    uint32_t *parent;                       /* [mentions] union-find: mentions of one entity have one root */
    uint8_t *gender;                        /* [mentions] of an entity's root: 'm' or 'f' by the last pronoun that went to it, or 0 */
    bool any_gender;                        /* that does not count now */
    bool full;
};

/* Whether a type takes part as an entity: person, company, organization, place, product. */
static inline bool is_entity_type(uint8_t type) { return type >= TYPE_PERSON && type <= TYPE_PRODUCT; }

uint32_t link_root(struct linker *l, uint32_t mention);
void link_join(struct linker *l, uint32_t a, uint32_t b);

/* names.c: joins mentions that are names of one entity, by gazetteer, text, short form and gloss. */
bool link_names(struct linker *l);
/* within.c: joins a name and the longer one that it is a part of (Michael, Michael Maedel; AK公司, 荷兰AK公司). */
bool link_within(struct linker *l);
/* aliases.c: joins names that a rule says are one's ("以下简称", formerly). */
bool link_aliases(struct linker *l);
/* The same where one of the two is a pronoun, once it is known whom it stands for. */
bool link_renamed(struct linker *l);
/* nominals.c: finds noun phrases (该公司, OpenAI首席执行官) and adds them to the references, sorted, without an entity. */
bool link_find_nominals(struct linker *l);
/* salience.c: gives noun phrases and pronouns the entity that they stand for. */
bool link_resolve(struct linker *l);

/* Runs `visit` for every match of the rules of a kind on the tapes of the sentences where their literals were seen. */
typedef bool visit_fn(struct linker *l, uint32_t rule, const struct tape *tape, struct span whole);
bool link_each_match(struct linker *l, enum rule_kind kind, bool brackets, visit_fn *visit);
/* The first group of this name, from the rule's group `from` on; or NULL. */
const struct rule_group *link_group(const struct model *m, const struct rule *rule, uint16_t name, uint32_t from);
/* The reference that the group of this name is drawn from, in the match that is being visited; or NONE. */
uint32_t link_group_reference(const struct linker *l, uint32_t rule, const struct tape *tape, uint16_t name);

#endif
