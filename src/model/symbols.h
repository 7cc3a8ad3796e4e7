/* The symbols of the tape: what a mention, a quotation and an event's trigger are drawn as, in a private-use plane. */
#ifndef MODEL_SYMBOLS_H
#define MODEL_SYMBOLS_H

enum {
    TAPE_BASE = 0x10F000,               /* + enum mention_type */
    TAPE_QUOTE = TAPE_BASE + 0x40,      /* a quotation of speech */
    TAPE_EVENT = TAPE_BASE + 0x41,      /* for cues: the trigger of the event in question */
    TAPE_PHRASE = TAPE_BASE + 0x80,     /* + the number of a noun phrase: in patterns alone, while they are expanded: one may begin here */
    TAPE_PHRASES = 64                   /* so many at most */
};

#endif
