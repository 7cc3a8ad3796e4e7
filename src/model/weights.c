/*
 * rules/weights.tsv and rules/…/weights.tsv: `evidence  weight  why`, a line for each name of weights.h, and as many as were
 * learnt for features: `person:before=said  0.4  …`. Later files win.
 */
#include "model/weights.h"

#include "base/utf8.h"
#include "model/build.h"

#include <math.h>
#include <stdlib.h>

#define EVIDENCE_STR(id, text) STR_INIT(text),
static const struct str evidence_names[EVIDENCE_COUNT] = { EVIDENCE_NAMES(EVIDENCE_STR) };
#undef EVIDENCE_STR

struct str evidence_text(enum evidence_name name) { return evidence_names[name]; }

enum evidence_name evidence_find(struct str name)
{
    uint32_t i = 0;
    while (i < EVIDENCE_COUNT && !str_equal(evidence_names[i], name))
        i++;
    return (enum evidence_name)i;
}

/* FNV-1a; never 0, which marks an empty slot. */
uint64_t feature_hash(struct str feature)
{
    uint64_t h = 14695981039346656037u;
    for (uint32_t i = 0; i < feature.len; i++)
        h = (h ^ (uint8_t)feature.ptr[i]) * 1099511628211u;
    h ^= h >> 29;
    return h ? h : 1;
}

static bool number_of(struct str number, float *weight)
{
    char copy[32] = "", *end;
    if (number.len && number.len < sizeof copy)
        memcpy(copy, number.ptr, number.len);
    *weight = strtof(copy, &end);
    return number.len && !*end && end != copy && isfinite(*weight);
}

/* A feature and the type that it speaks for; false where the name is none of a feature. */
static bool feature_of(struct str name, struct feature_line *line)
{
    struct str rest = name, type = str_cut(&rest, ':');
    line->type = type_find(type);
    line->hash = feature_hash(rest);
    return rest.len && memchr(rest.ptr, '=', rest.len) && line->type != TYPE_NONE && line->type <= TYPE_PLACE;
}

static void read_weight(struct builder *b, struct place at, struct str line)
{
    struct str rest = line, name = str_cut(&rest, '\t'), number = str_trim(str_cut(&rest, '\t'));
    enum evidence_name evidence = evidence_find(str_trim(name));
    struct feature_line feature;
    if (evidence == EVIDENCE_COUNT && !feature_of(name, &feature)) {
        error_add(b->found, at, "unknown evidence '%.*s'", STR_ARG(name));
        return;
    }
    at.column += utf8_count(name) + 1;
    float weight;
    if (!number_of(number, &weight)) {
        error_add(b->found, at, "'%.*s' is no number", STR_ARG(number));
    } else if (evidence != EVIDENCE_COUNT) {
        b->weights[evidence] = weight;
    } else {
        struct feature_line *kept = vec_push(b->arena, &b->feature_lines);
        b->full |= !kept;
        feature.weight = weight;
        if (kept)
            *kept = feature;
    }
}

void weights_read(struct builder *b, uint32_t file)
{
    struct str rest = b->files.at[file].content;
    struct place at = { b->files.at[file].name, 0, 1 };
    while (rest.len) {
        struct str line = str_cut(&rest, '\n');
        at.line++;
        if (!str_trim(line).len || line.ptr[0] == '#' || at.line == 1)
            continue;
        read_weight(b, at, line);
    }
}

/* The slot of a hash, or the empty one where it belongs. `count` is a power of two, and not all slots are full. */
static uint32_t slot_of(const struct feature_weight *slots, uint32_t count, uint64_t hash)
{
    uint32_t at = (uint32_t)hash & (count - 1);
    while (slots[at].hash && slots[at].hash != hash)
        at = (at + 1) & (count - 1);
    return at;
}

const float *model_feature(const struct model *m, struct str feature)
{
    if (!m->feature_count)
        return NULL;
    const struct feature_weight *slot = &m->features[slot_of(m->features, m->feature_count, feature_hash(feature))];
    return slot->hash ? slot->weight : NULL;
}

static void features_finish(struct builder *b)
{
    uint32_t count = b->feature_lines.count ? 2 : 0;
    while (count < b->feature_lines.count * 2)
        count *= 2;
    while (b->features.count < count) {
        struct feature_weight *empty = vec_push(b->arena, &b->features);
        if (!empty) {
            b->full = true;
            return;
        }
    }
    for (uint32_t i = 0; i < b->feature_lines.count; i++) {
        const struct feature_line *line = &b->feature_lines.at[i];
        struct feature_weight *slot = &b->features.at[slot_of(b->features.at, count, line->hash)];
        slot->hash = line->hash;
        slot->weight[line->type] = line->weight;
    }
}

void weights_finish(struct builder *b)
{
    for (uint32_t i = 0; i < EVIDENCE_COUNT; i++)
        if (isnan(b->weights[i])) {
            error_add(b->found, (struct place){ STR("weights.tsv"), 0, 0 }, "no line for the evidence '%.*s'",
                      STR_ARG(evidence_names[i]));
            b->weights[i] = 0;
        }
    features_finish(b);
}
