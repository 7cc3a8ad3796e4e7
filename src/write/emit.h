/*
 * A writer of JSON that goes along: nothing is kept but how deep we are. Private to write/.
 *
 * Why not a library: amounts are exact decimals, which the doubles of cJSON cannot hold, and what is written may be
 * larger than memory for a tree of it. Well-formed always: ill-formed UTF-8 (in the name of a file, say) becomes U+FFFD.
 */
#ifndef WRITE_EMIT_H
#define WRITE_EMIT_H

#include "value/value.h"
#include "write/write.h"

enum { EMIT_MAX_DEPTH = 16 };

/* `line`: what is inside the innermost of these stands on one line, also where the rest is laid out for people. */
struct emit { struct output *out; bool pretty; uint32_t depth; bool filled[EMIT_MAX_DEPTH], line[EMIT_MAX_DEPTH]; };

/* A key is left out (KEYLESS) inside arrays. */
#define KEYLESS ((struct str){ 0 })

void emit_object(struct emit *e, struct str key);
void emit_array(struct emit *e, struct str key);
/* The same, on one line. */
void emit_short_object(struct emit *e, struct str key);
void emit_short_array(struct emit *e, struct str key);
void emit_end_object(struct emit *e);
void emit_end_array(struct emit *e);

void emit_text(struct emit *e, struct str key, struct str text);
/* Nothing at all where the text is empty. */
void emit_text_if(struct emit *e, struct str key, struct str text);
void emit_count(struct emit *e, struct str key, uint32_t count);
void emit_decimal(struct emit *e, struct str key, struct decimal value);
/* Two places behind the point, whatever the locale. */
void emit_hundredths(struct emit *e, struct str key, double value);
/* What a date or an amount means, as members of the object that is open. */
void emit_value(struct emit *e, enum mention_type type, const struct value *v);
/* An id: a letter and a number. */
void emit_id(struct emit *e, struct str key, char letter, uint32_t number);

#endif
