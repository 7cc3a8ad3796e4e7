/* The builder's memory: interned strings, folded units, literals and what they mean. */
#include "base/utf8.h"
#include "model/build.h"

#include <math.h>
#include <stdlib.h>

enum { FIRST_SLOTS = 1 << 12 };

/* FNV-1a; the tables are for one load of our own files, not for hostile keys. */
static uint32_t hash_bytes(const void *bytes, size_t count)
{
    const unsigned char *p = bytes;
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < count; i++)
        h = (h ^ p[i]) * 16777619u;
    return h ^ h >> 15;
}

/* A table of indexes + 1 that doubles where it is half full; `hash_of` tells where an index belongs. */
static bool slots_grow(struct builder *b, uint32_t **slots, uint32_t *slot_count, uint32_t used,
                       uint32_t (*hash_of)(struct builder *, uint32_t))
{
    if (used * 2 < *slot_count)
        return true;
    uint32_t wanted = *slot_count ? *slot_count * 2 : FIRST_SLOTS;
    uint32_t *grown = arena_alloc(b->arena, sizeof *grown, wanted);
    if (!grown) {
        b->full = true;
        return false;
    }
    for (uint32_t i = 0; i < used; i++) {
        uint32_t at = hash_of(b, i) & (wanted - 1);
        while (grown[at])
            at = (at + 1) & (wanted - 1);
        grown[at] = i + 1;
    }
    *slots = grown;
    *slot_count = wanted;
    return true;
}

static uint32_t string_hash(struct builder *b, uint32_t i)
{
    return hash_bytes(b->strings.at + b->string_refs.at[i].at, b->string_refs.at[i].len);
}

static struct text_ref strings_append(struct builder *b, struct str text)
{
    struct text_ref ref = { b->strings.count, text.len };
    while (b->strings.capacity - b->strings.count < text.len)
        if (!vec_reserve(b->arena, &b->strings.at, &b->strings.capacity, 1)) {
            b->full = true;
            return (struct text_ref){ 0, 0 };
        }
    if (text.len)
        memcpy(b->strings.at + b->strings.count, text.ptr, text.len);
    b->strings.count += text.len;
    return ref;
}

struct text_ref store_text(struct builder *b, struct str text)
{
    if (!slots_grow(b, &b->string_slots, &b->string_slot_count, b->string_refs.count, string_hash))
        return (struct text_ref){ 0, 0 };
    uint32_t mask = b->string_slot_count - 1, at = hash_bytes(text.ptr, text.len) & mask;
    for (; b->string_slots[at]; at = (at + 1) & mask) {
        struct text_ref ref = b->string_refs.at[b->string_slots[at] - 1];
        if (str_equal((struct str){ b->strings.at + ref.at, ref.len }, text))
            return ref;
    }
    struct text_ref ref = strings_append(b, text);
    struct text_ref *kept = vec_push(b->arena, &b->string_refs);
    if (!kept) {
        b->full = true;
        return ref;
    }
    *kept = ref;
    b->string_slots[at] = b->string_refs.count;
    return ref;
}

struct unit_ref store_units(struct builder *b, struct units text)
{
    struct unit_ref ref = { b->units.count, text.len };
    while (b->units.capacity - b->units.count < text.len)
        if (!vec_reserve(b->arena, &b->units.at, &b->units.capacity, sizeof *b->units.at)) {
            b->full = true;
            return (struct unit_ref){ 0, 0 };
        }
    if (text.len)
        memcpy(b->units.at + b->units.count, text.at, text.len * sizeof *text.at);
    b->units.count += text.len;
    return ref;
}

struct units fold_text(struct builder *b, struct str text)
{
    uint32_t *out = arena_alloc(b->arena, sizeof *out, (size_t)text.len + 1);
    if (!out) {
        b->full = true;
        return (struct units){ NULL, 0 };
    }
    uint32_t count = 0;
    while (text.len) {
        uint32_t c;
        bool bad = false;
        text = str_skip(text, utf8_read(text, &c, &bad));
        out[count++] = c < 0x10000 && b->norm ? b->norm[c] : c;
    }
    return (struct units){ out, count };
}

struct units lower_units(struct builder *b, struct units text)
{
    uint32_t *out = arena_alloc(b->arena, sizeof *out, (size_t)text.len + 1);
    if (!out) {
        b->full = true;
        return (struct units){ NULL, 0 };
    }
    for (uint32_t i = 0; i < text.len; i++)
        out[i] = text.at[i] < 0x10000 ? b->lower[text.at[i]] : text.at[i];
    return (struct units){ out, text.len };
}

static uint32_t literal_hash(struct builder *b, uint32_t i)
{
    return hash_bytes(b->literal_texts.at[i].at, b->literal_texts.at[i].len * sizeof(uint32_t));
}

/* The slot that holds the literal, or the empty one where it belongs. */
static uint32_t literal_slot(const struct builder *b, struct units folded)
{
    uint32_t mask = b->literal_slot_count - 1, at = hash_bytes(folded.at, folded.len * sizeof(uint32_t)) & mask;
    for (; b->literal_slots[at]; at = (at + 1) & mask) {
        struct units seen = b->literal_texts.at[b->literal_slots[at] - 1];
        if (seen.len == folded.len && !memcmp(seen.at, folded.at, folded.len * sizeof(uint32_t)))
            break;
    }
    return at;
}

double literal_share(const struct builder *b, struct units text)
{
    enum { LONGEST = 24 };
    uint32_t lower[LONGEST];
    while (text.len && text.at[0] == ' ')
        text = (struct units){ text.at + 1, text.len - 1 };
    while (text.len && text.at[text.len - 1] == ' ')
        text.len--;
    if (!text.len || text.len > LONGEST || !b->literal_slot_count)
        return 0;
    for (uint32_t i = 0; i < text.len; i++)
        lower[i] = text.at[i] < 0x10000 ? b->lower[text.at[i]] : text.at[i];
    uint32_t slot = b->literal_slots[literal_slot(b, (struct units){ lower, text.len })];
    double share = 0;
    for (uint32_t i = slot ? b->pending_first.at[slot - 1] : NONE; i != NONE; i = b->pending.at[i].next)
        if (b->pending.at[i].use.kind == USE_WORD)
            share = fmax(share, pow(10, (double)b->pending.at[i].use.weight));
    return share;
}

uint32_t literal_id(struct builder *b, struct units text)
{
    struct units folded = lower_units(b, text);
    if (!folded.len || !slots_grow(b, &b->literal_slots, &b->literal_slot_count, b->literals.count, literal_hash))
        return NONE;
    uint32_t at = literal_slot(b, folded);
    if (b->literal_slots[at])
        return b->literal_slots[at] - 1;
    struct literal *literal = vec_push(b->arena, &b->literals);
    uint32_t *first = vec_push(b->arena, &b->pending_first);
    struct units *text_kept = vec_push(b->arena, &b->literal_texts);
    if (!literal || !first || !text_kept) {
        b->full = true;
        return NONE;
    }
    *literal = (struct literal){ .length = folded.len, .shorter = NONE };
    *text_kept = folded;
    *first = NONE;
    b->literal_slots[at] = b->literals.count;
    return b->literals.count - 1;
}

void literal_use(struct builder *b, struct units text, struct use use)
{
    uint32_t id = literal_id(b, text);
    if (id == NONE)
        return;
    for (uint32_t i = b->pending_first.at[id]; i != NONE; i = b->pending.at[i].next)
        if (b->pending.at[i].use.kind == use.kind && b->pending.at[i].use.ref == use.ref)
            return;
    struct pending_use *pending = vec_push(b->arena, &b->pending);
    if (!pending) {
        b->full = true;
        return;
    }
    *pending = (struct pending_use){ use, b->pending_first.at[id] };
    b->pending_first.at[id] = b->pending.count - 1;
}

uint8_t language_id(struct builder *b, struct str code)
{
    if (!code.len || str_equal(code, STR("any")))
        return LANGUAGE_ANY;
    for (uint32_t i = 0; i < b->languages.count; i++) {
        struct text_ref ref = b->languages.at[i].code;
        if (str_equal((struct str){ b->strings.at + ref.at, ref.len }, code))
            return (uint8_t)i;
    }
    if (b->languages.count == MAX_LANGUAGES)
        return LANGUAGE_ANY;
    struct language *language = vec_push(b->arena, &b->languages);
    if (!language) {
        b->full = true;
        return LANGUAGE_ANY;
    }
    language->code = store_text(b, code);
    return (uint8_t)(b->languages.count - 1);
}

/* Uses of one literal, in an order that does not depend on the order of the files. */
static int use_compare(const void *left, const void *right)
{
    const struct use *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return (a->ref > b->ref) - (a->ref < b->ref);
}

/* Keys of one table in the order of their code points, for the binary search of model_table_find. */
struct keyed_row { struct units key; struct table_row row; };

static int row_compare(const void *left, const void *right)
{
    struct units a = ((const struct keyed_row *)left)->key, b = ((const struct keyed_row *)right)->key;
    for (uint32_t i = 0; i < a.len && i < b.len; i++)
        if (a.at[i] != b.at[i])
            return a.at[i] < b.at[i] ? -1 : 1;
    return (a.len > b.len) - (a.len < b.len);
}

static bool sort_rows(struct builder *b)
{
    struct keyed_row *keyed = arena_alloc(b->arena, sizeof *keyed, b->rows.count + 1);
    if (!keyed)
        return false;
    for (uint32_t t = 0; t < b->tables.count; t++) {
        struct table *table = &b->tables.at[t];
        for (uint32_t i = 0; i < table->row_count; i++) {
            struct table_row row = b->rows.at[table->first_row + i];
            keyed[i] = (struct keyed_row){ { b->units.at + row.key.at, row.key.len }, row };
        }
        qsort(keyed, table->row_count, sizeof *keyed, row_compare);
        for (uint32_t i = 0; i < table->row_count; i++)
            b->rows.at[table->first_row + i] = keyed[i].row;
    }
    return true;
}

bool store_finish(struct builder *b)
{
    if (!sort_rows(b))
        return false;
    for (uint32_t i = 0; i < b->literals.count; i++) {
        struct literal *literal = &b->literals.at[i];
        literal->first_use = b->uses.count;
        for (uint32_t p = b->pending_first.at[i]; p != NONE; p = b->pending.at[p].next) {
            struct use *use = vec_push(b->arena, &b->uses);
            if (!use)
                return false;
            *use = b->pending.at[p].use;
        }
        literal->use_count = b->uses.count - literal->first_use;
        qsort(b->uses.at + literal->first_use, literal->use_count, sizeof *b->uses.at, use_compare);
    }
    return !b->full;
}
