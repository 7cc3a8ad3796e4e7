/*
 * The order of the documents, which is none of the input: by date (those without one last), then by name, title and what they
 * tell. Names and accounts are put in this order with them. Of documents that tell the same, one is kept.
 */
#include "merge/parts.h"

#include <stdlib.h>

struct keyed { const struct merge *m; uint32_t document; const uint32_t *accounts, *first; };

static int compare_counts(uint32_t a, uint32_t b) { return (a > b) - (a < b); }

/* By what they say, never by numbers of the merge, which depend on what was read first. */
static int compare_accounts(const struct merge *m, const struct account *a, const struct account *b)
{
    int order = str_compare(m->types.at[a->type], m->types.at[b->type]);
    order = order ? order : str_compare(a->summary, b->summary);
    order = order ? order : str_compare(a->value, b->value);
    order = order ? order : compare_counts(a->triggers.count, b->triggers.count);
    for (uint32_t i = 0; !order && i < a->triggers.count; i++) {
        order = compare_counts(a->triggers.at[i].start, b->triggers.at[i].start);
        order = order ? order : compare_counts(a->triggers.at[i].sentence_start, b->triggers.at[i].sentence_start);
    }
    return order;
}

static int compare_documents(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
    const struct merged_document *x = &a->m->documents.at[a->document], *y = &b->m->documents.at[b->document];
    int order = compare_counts(!x->date.len, !y->date.len);
    order = order ? order : str_compare(x->date, y->date);
    order = order ? order : str_compare(x->id, y->id);
    order = order ? order : str_compare(x->title, y->title);
    order = order ? order : str_compare(x->language, y->language);
    uint32_t count = a->first[a->document + 1] - a->first[a->document];
    order = order ? order : compare_counts(count, b->first[b->document + 1] - b->first[b->document]);
    for (uint32_t i = 0; !order && i < count; i++)
        order = compare_accounts(a->m, &a->m->accounts.at[a->accounts[a->first[a->document] + i]],
                                 &b->m->accounts.at[b->accounts[b->first[b->document] + i]]);
    return order;
}

/* Indexes of things by document, each document's in their order: first[d] is where those of d begin. */
static bool group(struct merge *m, uint32_t count, size_t size, const void *things, uint32_t **list, uint32_t **first)
{
    uint32_t documents = m->documents.count;
    *list = arena_alloc(&m->arena, sizeof **list, (size_t)count + 1);
    *first = arena_alloc(&m->arena, sizeof **first, (size_t)documents + 2);
    if (!*list || !*first)
        return false;
    const char *at = things;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < count; i++) {
            uint32_t document;
            memcpy(&document, at + i * size, sizeof document);      /* the first member of both kinds */
            if (pass)
                (*list)[(*first)[document + 1]++] = i;
            else if (document + 2 <= documents)
                (*first)[document + 2]++;
            if (!pass && i + 1 == count)
                for (uint32_t d = 2; d <= documents; d++)
                    (*first)[d] += (*first)[d - 1];
        }
    return true;
}

/* What the sorted arrays are made of. */
struct sorter {
    struct merge *m;
    struct keyed *sorted;                               /* [documents] */
    uint32_t *accounts, *first_account, *names, *first_name;    /* by document, as they were */
    uint32_t *account_at, *name_at;                     /* where they are now; NONE for what was given twice */
    struct account *new_accounts;
    struct merged_name *new_names;
    struct merged_document *new_documents;
    uint32_t account_count, name_count, kept;
};

static bool make_room(struct sorter *s)
{
    struct merge *m = s->m;
    struct arena *arena = &m->arena;
    s->sorted = arena_alloc(arena, sizeof *s->sorted, (size_t)m->documents.count + 1);
    s->account_at = arena_alloc(arena, sizeof *s->account_at, (size_t)m->accounts.count + 1);
    s->name_at = arena_alloc(arena, sizeof *s->name_at, (size_t)m->names.count + 1);
    s->new_accounts = arena_alloc(arena, sizeof *s->new_accounts, (size_t)m->accounts.count + 1);
    s->new_names = arena_alloc(arena, sizeof *s->new_names, (size_t)m->names.count + 1);
    s->new_documents = arena_alloc(arena, sizeof *s->new_documents, (size_t)m->documents.count + 1);
    return s->sorted && s->account_at && s->name_at && s->new_accounts && s->new_names && s->new_documents
           && group(m, m->accounts.count, sizeof *m->accounts.at, m->accounts.at, &s->accounts, &s->first_account)
           && group(m, m->names.count, sizeof *m->names.at, m->names.at, &s->names, &s->first_name);
}

static void move_document(struct sorter *s, uint32_t old)
{
    struct merged_document *d = &s->new_documents[s->kept];
    *d = s->m->documents.at[old];
    d->first_account = s->account_count;
    d->first_name = s->name_count;
    for (uint32_t k = s->first_account[old]; k < s->first_account[old + 1]; k++) {
        struct account *a = &s->new_accounts[s->account_count];
        s->account_at[s->accounts[k]] = s->account_count++;
        *a = s->m->accounts.at[s->accounts[k]];
        a->document = s->kept;
        for (uint32_t i = 0; i < a->history.count; i++)
            a->history.at[i].document = s->kept;
    }
    for (uint32_t k = s->first_name[old]; k < s->first_name[old + 1]; k++) {
        s->name_at[s->names[k]] = s->name_count;
        s->new_names[s->name_count] = s->m->names.at[s->names[k]];
        s->new_names[s->name_count++].document = s->kept;
    }
    d->account_count = s->account_count - d->first_account;
    d->name_count = s->name_count - d->first_name;
    s->kept++;
}

/* What points at names and accounts. */
static void redirect(struct sorter *s)
{
    struct merge *m = s->m;
    uint32_t relations = 0;
    for (uint32_t i = 0; i < m->mentions.count; i++)
        if (m->mentions.at[i].name != NONE)
            m->mentions.at[i].name = s->name_at[m->mentions.at[i].name];
    for (uint32_t i = 0; i < m->relations.count; i++) {
        struct merged_relation r = m->relations.at[i];
        r.from = s->account_at[r.from];
        r.to = s->account_at[r.to];
        if (r.from == NONE || r.to == NONE)
            continue;
        r.document = s->new_accounts[r.from].document;
        m->relations.at[relations++] = r;
    }
    m->relations.count = relations;
}

bool merge_sort_documents(struct merge *m)
{
    struct sorter s = { .m = m };
    if (!make_room(&s))
        return false;
    for (uint32_t i = 0; i < m->documents.count; i++)
        s.sorted[i] = (struct keyed){ m, i, s.accounts, s.first_account };
    qsort(s.sorted, m->documents.count, sizeof *s.sorted, compare_documents);
    memset(s.account_at, 0xFF, sizeof *s.account_at * m->accounts.count);
    memset(s.name_at, 0xFF, sizeof *s.name_at * m->names.count);
    for (uint32_t i = 0; i < m->documents.count; i++)
        if (!i || compare_documents(&s.sorted[i - 1], &s.sorted[i]))
            move_document(&s, s.sorted[i].document);
    redirect(&s);
    m->accounts.at = s.new_accounts;
    m->accounts.count = m->accounts.capacity = s.account_count;
    m->names.at = s.new_names;
    m->names.count = m->names.capacity = s.name_count;
    m->documents.at = s.new_documents;
    m->documents.count = m->documents.capacity = s.kept;
    return true;
}
