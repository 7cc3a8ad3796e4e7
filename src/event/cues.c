/* Cues: what the words around a trigger say of the event. They see the tape with the trigger drawn as one symbol. */
#include "event/parts.h"

/* A copy of the tape in which the trigger is TAPE_EVENT. *cell is where that stands. */
static bool mark_event(struct finder *f, const struct tape *tape, struct span trigger, struct tape *out, uint32_t *cell)
{
    struct span cells = tape_cells_of(tape, trigger);
    uint32_t length = tape->text.len - span_len(cells) + 1;
    uint32_t *text = arena_alloc(f->arena, sizeof *text, length + 1);
    struct tape_cell *copy = arena_alloc(f->arena, sizeof *copy, length + 1);
    if (!text || !copy || !span_len(cells))
        return false;
    memcpy(text, tape->text.at, cells.begin * sizeof *text);
    memcpy(copy, tape->cells, cells.begin * sizeof *copy);
    text[cells.begin] = TAPE_EVENT;
    copy[cells.begin] = (struct tape_cell){ trigger, NONE };
    memcpy(text + cells.begin + 1, tape->text.at + cells.end, (tape->text.len - cells.end) * sizeof *text);
    memcpy(copy + cells.begin + 1, tape->cells + cells.end, (tape->text.len - cells.end) * sizeof *copy);
    *out = (struct tape){ tape->sentence, tape->quote, { text, length }, copy };
    *cell = cells.begin;
    return true;
}

/* Whether the rule has a match that holds the cell; the matcher then holds it. */
static bool matches_over(struct finder *f, uint32_t rule, const struct tape *tape, uint32_t cell)
{
    struct span whole = { 0, 0 };
    for (uint32_t start = 0; start <= cell; start = whole.begin + 1) {
        if (!matcher_find(f->matcher, rule, tape->text, start, false, &whole) || whole.begin > cell)
            return false;
        if (whole.end > cell)
            return true;
    }
    return false;
}

/* The reference that a group of the rule holds, or NONE. */
static uint32_t held_by(const struct finder *f, uint32_t rule, const struct tape *tape, enum group_name name)
{
    const struct rule *r = &f->m->rules[rule];
    struct span cells;
    for (uint32_t i = 0; i < r->group_count; i++) {
        const struct rule_group *group = &f->m->groups[r->first_group + i];
        if (group->name == name && matcher_group(f->matcher, group->number, &cells))
            return tape->cells[cells.begin].reference;
    }
    return NONE;
}

/* --- speakers ------------------------------------------------------------------------------------------------------------------- */

/* The cell that a quotation is drawn as, or NONE. */
static uint32_t quote_cell(const struct tape *tape, struct span quote)
{
    for (uint32_t i = 0; i < tape->text.len; i++)
        if (tape->text.at[i] == TAPE_QUOTE && span_overlaps(tape->cells[i].span, quote))
            return i;
    return NONE;
}

static bool find_speaker(struct finder *f, uint32_t rules_of, struct tape_part part, uint32_t quote, struct speaker *out)
{
    struct tape tape;
    if (!event_draw(f, part, &tape))
        return false;
    uint32_t cell = quote_cell(&tape, f->d->quotes.at[quote].span);
    float best = 0;
    for (uint32_t i = f->scan->first_tape_rule[rules_of]; cell != NONE && i < f->scan->first_tape_rule[rules_of + 1]; i++) {
        uint32_t rule = f->scan->tape_rules.at[i];
        const struct rule *r = &f->m->rules[rule];
        if (r->kind != RULE_CUE || r->cue != CUE_SOURCE || r->weight <= best || !matches_over(f, rule, &tape, cell))
            continue;
        uint32_t source = held_by(f, rule, &tape, GROUP_source);
        if (source != NONE) {
            best = r->weight;
            *out = (struct speaker){ true, source, rule };
        }
    }
    return true;
}

/*
 * Who speaks: the sentence says so, or the one before, which ends in a colon; or the quotation goes on with the last
 * one of its paragraph.
 */
static bool speaker_of(struct finder *f, uint32_t quote, struct speaker *out)
{
    struct speaker *kept = &f->speakers[quote];
    if (!kept->known) {
        *kept = (struct speaker){ true, NONE, NONE };
        struct span span = f->d->quotes.at[quote].span;
        uint32_t s = document_sentence_at(f->d, span.begin);
        if (s == NONE)
            return true;
        struct tape_part part = { .span = f->d->sentences.at[s].span, .sentence = s, .quote = f->d->quotes.at[quote].parent };
        while (part.quote != NONE && !f->d->quotes.at[part.quote].speech)
            part.quote = f->d->quotes.at[part.quote].parent;
        if (part.span.end < span.end)
            part.span.end = span.end;
        if (!find_speaker(f, s, part, quote, kept))
            return false;
        bool colon = s && f->d->norm[f->d->sentences.at[s - 1].span.end - 1] == ':';
        if (kept->reference == NONE && colon) {
            part.span.begin = f->d->sentences.at[s - 1].span.begin;
            if (!find_speaker(f, s - 1, part, quote, kept))
                return false;
        }
        bool alone = f->d->sentences.at[s].span.begin == span.begin;
        if (kept->reference == NONE && alone && quote && f->speakers[quote - 1].known
            && f->d->quotes.at[quote - 1].span.end + 2 >= span.begin)
            *kept = f->speakers[quote - 1];
    }
    *out = *kept;
    return true;
}

static bool is_about(const struct model *m, const struct rule *r, uint16_t type)
{
    bool named = false;
    for (uint32_t i = 0; i < r->about_count && !named; i++)
        named = str_equal(model_str(m, m->within[r->first_about + i]), model_str(m, m->events[type].name));
    return !r->about_count || named != ((r->flags & RULE_EXCEPT) != 0);
}

/* --- moods ---------------------------------------------------------------------------------------------------------------------- */

/* What was cancelled, refused or denied did not come about, though it was planned or no cue of modality says so; but an offer was made. */
static void mood_of_status(const struct finder *f, struct event *e)
{
    static const struct { struct str status, modality; } moods[] = {
        { STR_INIT("cancelled"), STR_INIT("refused") },
        { STR_INIT("refused"), STR_INIT("refused") },
        { STR_INIT("denied"), STR_INIT("denied") },
    };
    if (f->m->events[e->type].stands || (e->modality.len && !str_equal(e->modality, STR("planned"))))
        return;
    for (uint32_t i = 0; i < sizeof moods / sizeof *moods; i++)
        if (str_equal(e->status, moods[i].status)) {
            e->modality = moods[i].modality;
            e->modality_rule = e->status_rule;
        }
}

/* --- all of it -------------------------------------------------------------------------------------------------------------------- */

bool cues_read(struct finder *f, const struct tape *tape, struct event *e, bool *generic)
{
    struct tape marked;
    uint32_t cell, s = tape->sentence;
    float best[CUE_COUNT] = { 0 };
    if (!mark_event(f, tape, e->trigger, &marked, &cell))
        return false;
    for (uint32_t i = f->scan->first_tape_rule[s]; i < f->scan->first_tape_rule[s + 1]; i++) {
        uint32_t rule = f->scan->tape_rules.at[i];
        const struct rule *r = &f->m->rules[rule];
        if (r->kind != RULE_CUE || r->weight <= best[r->cue] || !is_about(f->m, r, e->type) || !matches_over(f, rule, &marked, cell))
            continue;
        struct str value = model_str(f->m, r->value);
        if (r->cue == CUE_ORDER && str_equal(value, STR("echo"))) {     /* says nothing of when: any other cue of order may too */
            e->definite = true;
            continue;
        }
        if (r->cue == CUE_ORDER && str_equal(value, STR("each"))) {
            e->each = true;
            continue;
        }
        uint32_t told = held_by(f, rule, &marked, GROUP_told);
        if (told != NONE)
            e->told_on = told;
        uint32_t source = r->cue == CUE_SOURCE ? held_by(f, rule, &marked, GROUP_source) : NONE;
        if (r->cue == CUE_SOURCE && source == NONE)
            continue;
        best[r->cue] = r->weight;
        if (r->cue == CUE_MODALITY) {
            e->modality = str_equal(value, STR("actual")) ? STR("") : value;      /* a fact is one that no other cue makes less of */
            e->modality_rule = rule;
        } else if (r->cue == CUE_POLARITY) {
            e->polarity = value;
            e->polarity_rule = rule;
        } else if (r->cue == CUE_STATUS) {
            e->status = value;
            e->status_rule = rule;
        } else if (r->cue == CUE_ORDER) {
            e->order = value;
            e->order_rule = rule;
        } else if (r->cue == CUE_SOURCE) {
            e->source = source;
            e->source_rule = rule;
        } else if (r->cue == CUE_GENERIC) {
            *generic = true;
        }
    }
    mood_of_status(f, e);
    struct speaker speaker = { 0 };
    if (e->source == NONE && e->quote != NONE) {
        if (!speaker_of(f, e->quote, &speaker))
            return false;
        e->source = speaker.reference;
        e->source_rule = speaker.rule;
    }
    return true;
}
