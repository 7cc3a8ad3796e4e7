/*
 * Aho–Corasick (1975) over folded code points, as a double array (Aoe 1989). A code of the alphabet is a rank by
 * frequency, so that common characters have small codes and the array stays dense; code 0 is in no literal.
 *
 * A state s goes to t = base[s] + code where check[t] == s. `fail` is the state of the longest proper suffix; `out` the
 * longest literal that ends at the state, and `shorter` of a literal the next one that ends there too.
 */
#include "model/build.h"

#include <stdlib.h>

enum { ROOT = 1, CODES = 0x10000 };

struct sorted { const uint32_t *codes; uint32_t len, literal; };

struct trie_node { uint32_t code, first_child, next_sibling, state, literal; };

struct double_array {
    struct builder *b;
    struct automaton_state *states;
    uint32_t count;                 /* slots that exist */
    uint8_t *used;
    uint32_t *next_free;            /* free slots in ascending order, from next_free[0]; NONE ends */
    uint32_t *previous_free;
    uint32_t capacity, cursor;      /* cursor: where the search for a node of several children begins */
};

enum { PATIENCE = 32 };             /* where more free slots were tried in vain, the cursor moves on */

struct ranked { uint32_t unit, count; };

static int ranked_compare(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

/* Returns how many codes there are; 0 where the arena is full. */
static uint32_t rank_codes(struct builder *b, uint16_t *code_of)
{
    struct ranked *ranks = arena_alloc(b->arena, sizeof *ranks, CODES);
    if (!ranks)
        return 0;
    for (uint32_t i = 0; i < CODES; i++)
        ranks[i].unit = i;
    for (uint32_t i = 0; i < b->literals.count; i++) {
        struct units text = b->literal_texts.at[i];
        for (uint32_t k = 0; k < text.len; k++)
            if (text.at[k] < CODES)
                ranks[text.at[k]].count++;
    }
    qsort(ranks, CODES, sizeof *ranks, ranked_compare);
    uint32_t codes = 0;
    for (; codes < CODES - 1 && ranks[codes].count; codes++)
        code_of[ranks[codes].unit] = (uint16_t)(codes + 1);
    return codes + 1;
}

static int sorted_compare(const void *left, const void *right)
{
    const struct sorted *a = left, *b = right;
    for (uint32_t i = 0; i < a->len && i < b->len; i++)
        if (a->codes[i] != b->codes[i])
            return a->codes[i] < b->codes[i] ? -1 : 1;
    return (a->len > b->len) - (a->len < b->len);
}

/* Literals as sorted sequences of codes. One with a character outside the BMP can never be seen and is left out. */
static struct sorted *sort_literals(struct builder *b, const uint16_t *code_of, uint32_t *count)
{
    struct sorted *list = arena_alloc(b->arena, sizeof *list, b->literals.count + 1);
    for (uint32_t i = 0; list && i < b->literals.count; i++) {
        struct units text = b->literal_texts.at[i];
        uint32_t *codes = arena_alloc(b->arena, sizeof *codes, text.len + 1);
        if (!codes)
            return NULL;
        bool seen = text.len > 0;
        for (uint32_t k = 0; k < text.len; k++) {
            codes[k] = text.at[k] < CODES ? code_of[text.at[k]] : 0;
            seen &= codes[k] != 0;
        }
        if (seen)
            list[(*count)++] = (struct sorted){ codes, text.len, i };
    }
    if (!list)
        return NULL;
    qsort(list, *count, sizeof *list, sorted_compare);
    return list;
}

/* Sorted sequences → a trie; children in ascending order of their codes. */
static bool trie_build(struct builder *b, const struct sorted *list, uint32_t count, struct trie_node **nodes,
                       uint32_t *node_count)
{
    VEC(struct trie_node) trie = { 0 };
    uint32_t path[256], depth = 0;
    struct trie_node *root = vec_push(b->arena, &trie);
    if (!root)
        return false;
    *root = (struct trie_node){ 0, NONE, NONE, ROOT, NONE };
    VEC(uint32_t) last = { 0 };             /* the last child of each node, to append behind */
    uint32_t *root_last = vec_push(b->arena, &last);
    if (!root_last)
        return false;
    *root_last = NONE;
    path[0] = 0;
    for (uint32_t i = 0; i < count; i++) {
        const struct sorted *s = &list[i];
        uint32_t len = s->len < 255 ? s->len : 255, shared = 0;
        while (i && shared < len && shared < depth && shared < list[i - 1].len && list[i - 1].codes[shared] == s->codes[shared])
            shared++;
        for (depth = shared; depth < len; depth++) {
            struct trie_node *node = vec_push(b->arena, &trie);
            uint32_t *node_last = vec_push(b->arena, &last);
            if (!node || !node_last)
                return false;
            uint32_t id = trie.count - 1, parent = path[depth];
            *node = (struct trie_node){ s->codes[depth], NONE, NONE, 0, NONE };
            *node_last = NONE;
            if (last.at[parent] == NONE)
                trie.at[parent].first_child = id;
            else
                trie.at[last.at[parent]].next_sibling = id;
            last.at[parent] = id;
            path[depth + 1] = id;
        }
        if (s->len == len)
            trie.at[path[depth]].literal = s->literal;
    }
    *nodes = trie.at;
    *node_count = trie.count;
    return true;
}

static bool fits(const struct double_array *d, const struct trie_node *trie, uint32_t first_child, uint32_t base)
{
    for (uint32_t child = first_child; child != NONE; child = trie[child].next_sibling)
        if (d->used[base + trie[child].code])
            return false;
    return true;
}

/*
 * A base from which every child of the node falls on a free slot. An only child takes the first free slot; where there
 * are several, the search begins at a cursor that leaves crowded stretches behind (as in Kudo's Darts).
 */
static uint32_t base_find(struct double_array *d, const struct trie_node *trie, uint32_t first_child)
{
    bool only = trie[first_child].next_sibling == NONE;
    while (d->used[d->cursor])
        d->cursor = d->next_free[d->cursor];
    uint32_t lowest = trie[first_child].code, tried = 0, slot = only ? d->next_free[0] : d->cursor;
    while (slot + CODES < d->capacity) {
        if (++tried && fits(d, trie, first_child, slot - lowest)) {
            if (tried > PATIENCE)
                d->cursor = slot;
            return slot - lowest;
        }
        slot = d->next_free[slot];
    }
    return NONE;
}

static void take_slot(struct double_array *d, uint32_t slot)
{
    d->used[slot] = 1;
    /* The slot keeps its own link forward, for a cursor that stands on it. */
    d->next_free[d->previous_free[slot]] = d->next_free[slot];
    if (d->next_free[slot] != NONE)
        d->previous_free[d->next_free[slot]] = d->previous_free[slot];
    if (slot >= d->count)
        d->count = slot + 1;
}

static bool place_children(struct double_array *d, struct trie_node *trie, uint32_t node)
{
    uint32_t state = trie[node].state, base = base_find(d, trie, trie[node].first_child);
    if (base == NONE)
        return false;
    d->states[state].base = (int32_t)base;
    for (uint32_t child = trie[node].first_child; child != NONE; child = trie[child].next_sibling) {
        uint32_t slot = base + trie[child].code;
        take_slot(d, slot);
        d->states[slot].check = state;
        trie[child].state = slot;
    }
    return true;
}

static uint32_t step(const struct automaton_state *states, uint32_t state, uint32_t code)
{
    uint32_t next = (uint32_t)states[state].base + code;
    return states[state].base && states[next].check == state ? next : 0;
}

/* Where the automaton goes on when `code` does not continue `state`. */
static uint32_t fail_of(const struct automaton_state *states, uint32_t state, uint32_t code)
{
    while (state != ROOT) {
        state = states[state].fail;
        uint32_t next = step(states, state, code);
        if (next)
            return next;
    }
    return ROOT;
}

/* Breadth first, so that the state that a fail leads to is always done before. */
static bool link_states(struct double_array *d, struct trie_node *trie, uint32_t node_count)
{
    struct builder *b = d->b;
    uint32_t *queue = arena_alloc(b->arena, sizeof *queue, node_count + 1), head = 0, tail = 0;
    if (!queue)
        return false;
    queue[tail++] = 0;
    while (head < tail) {
        uint32_t node = queue[head++];
        if (trie[node].first_child == NONE)
            continue;
        if (!place_children(d, trie, node))
            return false;
        for (uint32_t child = trie[node].first_child; child != NONE; child = trie[child].next_sibling)
            queue[tail++] = child;
    }
    d->states[ROOT].fail = ROOT;
    d->states[ROOT].out = NONE;
    for (head = 0; head < tail; head++) {
        struct automaton_state *from = &d->states[trie[queue[head]].state];
        for (uint32_t child = trie[queue[head]].first_child; child != NONE; child = trie[child].next_sibling) {
            struct automaton_state *to = &d->states[trie[child].state];
            to->fail = fail_of(d->states, (uint32_t)(from - d->states), trie[child].code);
            to->out = d->states[to->fail].out;
            if (trie[child].literal != NONE) {
                b->literals.at[trie[child].literal].shorter = to->out;
                to->out = trie[child].literal;
            }
        }
    }
    return true;
}

bool automaton_build(struct builder *b)
{
    uint16_t *code_of = arena_alloc(b->arena, sizeof *code_of, CODES);
    struct trie_node *trie;
    uint32_t count = 0, node_count = 0, codes = code_of ? rank_codes(b, code_of) : 0;
    if (!codes)
        return false;
    struct sorted *list = sort_literals(b, code_of, &count);
    if (!list || !trie_build(b, list, count, &trie, &node_count))
        return false;
    struct double_array d = { .b = b, .count = ROOT + codes, .capacity = node_count * 2 + 3 * CODES };
    d.states = arena_alloc(b->arena, sizeof *d.states, d.capacity);
    d.used = arena_alloc(b->arena, 1, d.capacity);
    d.next_free = arena_alloc(b->arena, sizeof *d.next_free, d.capacity);
    d.previous_free = arena_alloc(b->arena, sizeof *d.previous_free, d.capacity);
    if (!d.states || !d.used || !d.next_free || !d.previous_free)
        return false;
    for (uint32_t i = 0; i < d.capacity; i++) {
        d.next_free[i] = i + 1 < d.capacity ? i + 1 : NONE;
        d.previous_free[i] = i ? i - 1 : 0;
    }
    /* Slots begin behind the largest code, so that no base is below 1. */
    d.next_free[0] = d.cursor = ROOT + codes;
    d.previous_free[ROOT + codes] = 0;
    if (!link_states(&d, trie, node_count))
        return false;
    for (uint32_t c = 0; c < CODES; c++)
        b->code[c] = code_of[b->lower[c]];
    /* base + code of the last state must not look beyond the array. */
    b->states.at = d.states;
    b->states.count = b->states.capacity = d.count + CODES < d.capacity ? d.count + CODES : d.capacity;
    return true;
}
