/* The symbols of the tape: what a mention, a quotation and an event's trigger are drawn as, in a private-use plane. */
#ifndef MODEL_SYMBOLS_H
#define MODEL_SYMBOLS_H

#include <stdint.h>

enum {
    TAPE_BASE = 0x10F000,               /* + enum mention_type */
    TAPE_QUOTE = TAPE_BASE + 0x3E,      /* a quotation of speech */
    TAPE_EVENT = TAPE_BASE + 0x3F,      /* for cues: the trigger of the event in question */
    TAPE_PHRASE = TAPE_BASE + 0x80,     /* + the number of a noun phrase: in patterns alone, while they are expanded: one may begin here */
    TAPE_PHRASES = 64                   /* so many at most */
};

/* Of a symbol that stands on a tape: its bit in a set; else 0. */
static inline uint64_t tape_symbol_bit(uint32_t unit)
{
    return unit >= TAPE_BASE && unit < TAPE_BASE + 64 ? UINT64_C(1) << (unit - TAPE_BASE) : 0;
}

#endif
