/* Shared by the files of src/merge only. */
#ifndef MERGE_PARTS_H
#define MERGE_PARTS_H

#include "merge/merge.h"

/* documents.c: puts the documents in their own order, each once. */
bool merge_sort_documents(struct merge *m);
/* who.c: names of documents → entities of the merge. */
bool merge_names(struct merge *m);
/* Makes one entity of the two names, where their ids do not say otherwise; merge_entities then lists the entities anew. */
void merge_join_names(struct merge *m, uint32_t a, uint32_t b);
/* While names are joined: the first of all that are joined to this one. */
static inline uint32_t merge_root(const struct merge *m, uint32_t name)
{
    while (m->names.at[name].entity != name)
        name = m->names.at[name].entity;
    return name;
}
/* entities.c */
bool merge_entities(struct merge *m);
/* How many names two documents have in common, places aside. */
uint32_t merge_common(const struct merge *m, uint32_t a, uint32_t b);
/* How many a document has. */
static inline uint32_t merge_named(const struct merge *m, uint32_t document)
{
    return m->first_context[document + 1] - m->first_context[document];
}

/* points.c: how much speaks for it that two accounts are of one event. */
enum { MERGE_ENOUGH = 6, MERGE_EXCLUDED = -1000, NO_DAY = INT32_MAX };
struct measures {
    const struct merge *m;
    int32_t *first, *last;              /* [accounts] days since 1970; NO_DAY where open */
    int32_t *document_day;              /* [documents] */
    bool *sole;                         /* [accounts] the only one of its type in its document */
    uint8_t *script;                    /* [entities] what merge_script says of all its names */
};
/* From MERGE_EXCLUDED (it can't be) over MERGE_ENOUGH (it is) upwards. */
int merge_points(const struct measures *w, uint32_t a, uint32_t b);
/* The day that a date begins with, or NO_DAY. */
int32_t merge_day(struct str date);
/* Whether the account tells the day. */
bool merge_told_day(const struct measures *w, uint32_t account);
/* Bits: 1 Han, 2 letters with case. */
uint8_t merge_script(const struct model *model, struct str text);
/* Whether two entities may be one, under names that nobody has put side by side. */
bool merge_incomparable(const struct measures *w, uint32_t a, uint32_t b);
/* The entity that fills a role, or NONE where none does, or several. */
uint32_t merge_only_filler(const struct merge *m, const struct account *a, uint16_t role);

/* Two amounts of which one may be the other, rounded. */
bool merge_nearly_equal(const struct value *a, const struct value *b);

/* match.c: accounts → events. */
bool merge_match(struct merge *m);
/* settle.c: what an event is, from all that is told of it. */
bool merge_settle(struct merge *m);
/* order.c: the order of the events. */
bool merge_order(struct merge *m);

#endif
