/*
 * --explain --at OFFSET: why something, or nothing, was found at one place: the sentence, what was taken there, every
 * candidate with its evidence, and, for the case that there is none, which words of rules and gazetteers were seen.
 */
#include "decide/features.h"
#include "write/parts.h"

/* A stretch of text, shortened in its middle where it is long; the quotation marks are ours. */
static void put_quoted(const struct analysis *a, struct span s, struct output *out)
{
    enum { LONGEST = 60, HALF = 28 };
    const struct document *d = a->document;
    struct str whole = document_text(d, s);
    if (span_len(s) <= LONGEST) {
        output_printf(out, "'%.*s'", STR_ARG(whole));
        return;
    }
    struct str front = document_text(d, (struct span){ s.begin, s.begin + HALF });
    struct str back = document_text(d, (struct span){ s.end - HALF, s.end });
    output_printf(out, "'%.*s … %.*s'", STR_ARG(front), STR_ARG(back));
}

static bool holds(struct span s, uint32_t offset) { return s.begin <= offset && offset < s.end; }

/* "rule zh.money.scaled (rules/zh/money.yaml:12)", "entry 星河科技 (gazetteers/zh/companies.tsv:17)" */
static void put_origin(const struct model *m, const struct candidate *c, struct output *out)
{
    const struct entry *entry = candidate_entry(m, c);
    if (c->rule < m->rule_count) {
        const struct rule *rule = &m->rules[c->rule];
        output_printf(out, ", rule %.*s (%.*s:%u)", STR_ARG(model_str(m, rule->id)), STR_ARG(model_str(m, rule->file)),
                      rule->line);
    }
    if (entry)
        output_printf(out, ", entry %.*s (%.*s:%u)", STR_ARG(model_str(m, entry->name)),
                      STR_ARG(model_str(m, entry->file)), entry->line);
}

struct told_feature { const struct model *m; uint8_t type; struct output *out; };

static void put_feature(void *context, struct str feature)
{
    const struct told_feature *told = context;
    const float *weight = model_feature(told->m, feature);
    if (weight && weight[told->type] != 0)
        output_printf(told->out, "            %+7.2f  %.*s\n", (double)weight[told->type], STR_ARG(feature));
}

static void put_evidence(const struct analysis *a, const struct candidate *c, uint32_t sentence, struct output *out)
{
    const struct model *m = a->model;
    for (uint32_t i = 0; i < c->evidence_count; i++) {
        const struct evidence *evidence = &c->evidence[i];
        output_printf(out, "        %+7.2f  %.*s", (double)evidence->weight, STR_ARG(evidence_text(evidence->name)));
        if (evidence->group != GROUP_NONE)
            output_printf(out, " (%.*s)", STR_ARG(model_group_name(m, evidence->group)));
        output_add(out, STR("\n"));
        if (evidence->name == EVIDENCE_learnt)
            features_of(&a->mentions.views[sentence], c, put_feature, &(struct told_feature){ m, c->type, out });
    }
}

/* The mention that this candidate became, or the first that it lost to; NULL where neither is. */
static const struct mention *winner_of(const struct analysis *a, const struct candidate *c, uint32_t sentence, bool *itself)
{
    const struct mentions *mentions = &a->mentions;
    uint32_t end = mentions->first ? mentions->first[sentence + 1] : 0;
    for (uint32_t i = mentions->first ? mentions->first[sentence] : 0; i < end; i++) {
        const struct mention *m = &mentions->list.at[i];
        if (!span_overlaps(m->span, c->span))
            continue;
        *itself = m->from && candidate_is(c, m->from);
        return m;
    }
    return NULL;
}

static void put_fate(const struct analysis *a, const struct candidate *c, uint32_t sentence, struct output *out)
{
    bool itself = false;
    const struct mention *winner = winner_of(a, c, sentence, &itself);
    if (itself) {
        output_printf(out, "        taken, confidence %.2f\n", (double)winner->confidence);
        return;
    }
    if (!winner) {
        output_add(out, STR("        not taken: its evidence did not outweigh the ordinary reading of the words\n"));
        return;
    }
    output_printf(out, "        not taken: lost to %.*s ", STR_ARG(type_name(winner->type)));
    put_quoted(a, winner->span, out);
    if (winner->from)
        output_printf(out, " with score %.2f", (double)winner->from->score);
    output_add(out, STR("\n"));
}

static void put_candidate(const struct analysis *a, const struct candidate *c, uint32_t sentence, struct output *out)
{
    output_printf(out, "    %.*s ", STR_ARG(type_name(c->type)));
    put_quoted(a, c->span, out);
    output_printf(out, " %u-%u, score %.2f%s", c->span.begin, c->span.end, (double)c->score, c->weak ? ", weak" : "");
    put_origin(a->model, c, out);
    output_add(out, STR("\n"));
    put_evidence(a, c, sentence, out);
    put_fate(a, c, sentence, out);
}

static uint32_t put_candidates(const struct analysis *a, uint32_t sentence, uint32_t offset, struct output *out)
{
    enum { MOST = 40 };
    const struct mentions *mentions = &a->mentions;
    uint32_t count = 0, end = mentions->first_considered ? mentions->first_considered[sentence + 1] : 0;
    for (uint32_t i = mentions->first_considered ? mentions->first_considered[sentence] : 0; i < end; i++) {
        if (!holds(mentions->considered.at[i].span, offset))
            continue;
        if (!count)
            output_add(out, STR("  candidates:\n"));
        if (count++ < MOST)
            put_candidate(a, &mentions->considered.at[i], sentence, out);
    }
    if (count > MOST)
        output_printf(out, "    … and %u more\n", count - MOST);
    return count;
}

/* ---- words that were seen ---------------------------------------------------------------------------------------- */

static void put_use(const struct model *m, const struct use *use, struct output *out)
{
    switch (use->kind) {
    case USE_WORD:
        output_printf(out, ", an ordinary word (10^%.1f of all text)", (double)use->weight);
        return;
    case USE_NAME: {
        const struct entry *entry = &m->entries[m->aliases[use->ref].entry];
        output_printf(out, ", %sname of %.*s (%.*s:%u)", use->flags & USE_WEAK ? "weak " : "",
                      STR_ARG(model_str(m, entry->name)), STR_ARG(model_str(m, entry->file)), entry->line);
        return;
    }
    case USE_CLASS:
        output_printf(out, ", of class %.*s (%+.1f)", STR_ARG(model_str(m, m->classes[use->ref].name)), (double)use->weight);
        return;
    default:
        output_printf(out, ", a sign of rule %.*s", STR_ARG(rule_text(m, use->ref)));
    }
}

static void put_hit(const struct analysis *a, const struct hit *hit, struct output *out)
{
    enum { MOST = 12 };
    const struct literal *literal = &a->model->literals[hit->literal];
    output_add(out, STR("    "));
    put_quoted(a, hit->span, out);
    for (uint32_t i = 0; i < literal->use_count && i < MOST; i++)
        put_use(a->model, &a->model->uses[literal->first_use + i], out);
    output_add(out, literal->use_count > MOST ? STR(", …\n") : STR("\n"));
}

static void put_hits(const struct analysis *a, uint32_t sentence, uint32_t offset, struct output *out)
{
    enum { MOST = 40 };
    const struct scan *scan = &a->scan;
    uint32_t count = 0, end = scan->first_hit ? scan->first_hit[sentence + 1] : 0;
    for (uint32_t i = scan->first_hit ? scan->first_hit[sentence] : 0; i < end; i++) {
        if (!holds(scan->hits.at[i].span, offset))
            continue;
        if (!count)
            output_add(out, STR("  words that rules and gazetteers know here:\n"));
        if (count++ < MOST)
            put_hit(a, &scan->hits.at[i], out);
    }
    if (!count)
        output_add(out, STR("  no word of the rules and gazetteers stands here\n"));
}

/* ---- what was found ---------------------------------------------------------------------------------------------- */

static void put_event(const struct analysis *a, const struct event *event, struct output *out)
{
    const struct model *m = a->model;
    struct str type = event->type < m->event_count ? model_str(m, m->events[event->type].name) : STR("");
    output_printf(out, "  event %.*s, told by ", STR_ARG(type));
    put_quoted(a, event->trigger, out);
    output_printf(out, ", rule %.*s", STR_ARG(rule_text(m, event->rule)));
    if (event->rule < m->rule_count)
        output_printf(out, " (%.*s:%u)", STR_ARG(model_str(m, m->rules[event->rule].file)), m->rules[event->rule].line);
    output_add(out, event->telling ? STR("\n") : STR(", in a headline, list or table: not told for itself\n"));
}

static uint32_t put_found(const struct analysis *a, uint32_t offset, struct output *out)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < a->mentions.list.count; i++) {
        const struct mention *m = &a->mentions.list.at[i];
        if (!holds(m->span, offset))
            continue;
        output_printf(out, "  mention %.*s ", STR_ARG(type_name(m->type)));
        put_quoted(a, m->span, out);
        output_printf(out, " %u-%u, confidence %.2f\n", m->span.begin, m->span.end, (double)m->confidence);
        found++;
    }
    for (uint32_t i = 0; i < a->links.references.count; i++) {
        const struct reference *r = &a->links.references.at[i];
        if (r->mention != NONE || !holds(r->span, offset))
            continue;
        output_printf(out, "  %.*s %.*s ", STR_ARG(form_text(r->form)), STR_ARG(type_name(r->type)));
        put_quoted(a, r->span, out);
        if (r->rule != NONE)
            output_printf(out, ", rule %.*s\n", STR_ARG(rule_text(a->model, r->rule)));
        else
            output_add(out, STR(", where an event lacks somebody\n"));
        found++;
    }
    for (uint32_t i = 0; i < a->events.list.count; i++) {
        if (!holds(a->events.list.at[i].trigger, offset))
            continue;
        put_event(a, &a->events.list.at[i], out);
        found++;
    }
    return found;
}

static void put_sentence(const struct analysis *a, uint32_t sentence, struct output *out)
{
    static const char *const kinds[] = {
        [BLOCK_TITLE] = "a title", [BLOCK_HEADING] = "a heading", [BLOCK_PARAGRAPH] = "a paragraph",
        [BLOCK_LIST_ITEM] = "a list", [BLOCK_TABLE_ROW] = "a table", [BLOCK_QUOTATION] = "a quotation",
        [BLOCK_BYLINE] = "a byline",
    };
    const struct sentence *s = &a->document->sentences.at[sentence];
    output_printf(out, "  in sentence %u (%u-%u) of %s: ", sentence + 1, s->span.begin, s->span.end,
                  kinds[a->document->blocks.at[s->block].kind]);
    put_quoted(a, s->span, out);
    output_add(out, STR("\n"));
}

void write_why(const struct analysis *a, uint32_t offset, struct output *out)
{
    if (offset >= a->document->length) {
        output_printf(out, "offset %u: the text has only %u characters\n", offset, a->document->length);
        return;
    }
    output_printf(out, "offset %u ", offset);
    put_quoted(a, (struct span){ offset, offset + 1 }, out);
    output_add(out, STR("\n"));
    uint32_t sentence = document_sentence_at(a->document, offset);
    if (sentence == NONE) {
        output_add(out, STR("  between sentences: only a blank stands here\n"));
        return;
    }
    put_sentence(a, sentence, out);
    uint32_t found = put_found(a, offset, out);
    uint32_t candidates = put_candidates(a, sentence, offset, out);
    if (!found && !candidates)
        output_add(out, STR("  nothing was found: no rule matched here and no name of the gazetteers stands here\n"));
    put_hits(a, sentence, offset, out);
}
