/* rules/weights.tsv: `evidence  weight  why`, one line for each name of weights.h. Later files win. */
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

static void read_weight(struct builder *b, struct place at, struct str line)
{
    struct str rest = line, name = str_trim(str_cut(&rest, '\t')), number = str_trim(str_cut(&rest, '\t'));
    enum evidence_name evidence = evidence_find(name);
    char copy[32] = "", *end;
    if (evidence == EVIDENCE_COUNT) {
        error_add(b->found, at, "unknown evidence '%.*s'", STR_ARG(name));
        return;
    }
    at.column += utf8_count(name) + 1;
    if (number.len && number.len < sizeof copy)
        memcpy(copy, number.ptr, number.len);
    double weight = strtod(copy, &end);
    if (!number.len || *end || !isfinite(weight))
        error_add(b->found, at, "'%.*s' is no number", STR_ARG(number));
    else
        b->weights[evidence] = (float)weight;
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

void weights_finish(struct builder *b)
{
    for (uint32_t i = 0; i < EVIDENCE_COUNT; i++)
        if (isnan(b->weights[i])) {
            error_add(b->found, (struct place){ STR("weights.tsv"), 0, 0 }, "no line for the evidence '%.*s'",
                      STR_ARG(evidence_names[i]));
            b->weights[i] = 0;
        }
}
