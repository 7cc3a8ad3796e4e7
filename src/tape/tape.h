/*
 * The tape: a sentence in which every mention is drawn together into one symbol of its type, so that a pattern reads
 * like the sentence pattern that it describes, and a gap counts words, not the letters of a name.
 *
 * On the tape: a name with the noun phrase and the bracketed gloss that belong to it is one symbol; other brackets are
 * left out; a title (首席执行官, CEO) stays text; a quotation of speech is one symbol, and read on a tape of its own; blanks beside Han characters are left out.
 */
#ifndef TAPE_TAPE_H
#define TAPE_TAPE_H

#include "decide/mention.h"
#include "model/symbols.h"

/* Something on the tape that can take part: a mention, or a noun phrase or pronoun that stands for an entity. */
struct reference {
    struct span span;
    uint8_t type, form;                 /* enum mention_type; enum mention_form */
    uint8_t plural, gender;             /* gender: 0 unknown, 'm', 'f', 'n' */
    uint32_t mention;                   /* index into mentions, or NONE for a noun phrase found by link/ */
    uint32_t entity;                    /* NONE before link/ has decided */
    uint32_t rule;                      /* of a nominal, or NONE */
    struct span head;                   /* of a nominal: its last word, which also ends the name that it stands for; else empty */
    uint32_t pair[2];                   /* of a noun phrase for two (中巴两国): the names that it stands for, as references, or NONE */
    struct span kind;                   /* of a nominal: what stands before the name that it stands for (电商平台甲 … 该平台), or empty */
    bool stranger;                      /* stands for nobody that has a name: its unit, workers */
    bool faint;                         /* a stranger that is drawn only where the tape is asked for such */
    bool latest;                        /* stands for the name told last (该股), whatever the subject was */
    bool other;                         /* never stands for the subject of its own clause (甲收购其股权); a role: tells of somebody outside (前甲公司工程师) */
    bool passing;                       /* a name that only tells where somebody comes from: no noun phrase goes back to it */
    uint32_t owner;                     /* of a role: the mention of whose it is (OpenAI in OpenAI首席执行官), or NONE */
    uint32_t sentence;
    float confidence;
};

/* One symbol or one code point. `reference` indexes the references it was drawn from, or NONE. */
struct tape_cell { struct span span; uint32_t reference; };

struct tape {
    uint32_t sentence;
    uint32_t quote;                     /* the quotation that this is the inside of, or NONE */
    struct units text;                  /* what patterns run on */
    const struct tape_cell *cells;      /* [text.len] */
};

/* The index of the first reference that begins at or behind an offset; `count` where none does. */
uint32_t reference_from(const struct reference *references, uint32_t count, uint32_t offset);

/* What is drawn: a stretch of the document, by rule one sentence, or the part of one that stands in a quotation. */
struct tape_part {
    struct span span;
    uint32_t sentence;
    uint32_t quote;                     /* the quotation that it is the inside of, or NONE */
    bool brackets;                      /* keep what stands in brackets */
    bool titles;                        /* keep a title in front of a person, which else belongs to the person */
    bool faint;                         /* draw faint noun phrases too */
};

/**
 * Draws a tape. O(length of the part).
 * references   all of the document, by begin (and of those that begin together the longest first), `count` of them
 * returns      false where the arena is full
 */
bool tape_draw(const struct model *m, const struct document *d, const struct reference *references, uint32_t count,
               struct tape_part part, struct arena *arena, struct tape *out);

/* The stretch of the document that cells [begin, end) were drawn from. */
struct span tape_span(const struct tape *tape, struct span cells);

#endif
