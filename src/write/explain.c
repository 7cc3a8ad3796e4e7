/* --explain: for each mention and event the rule or entry, the evidence with its weights, and what it won against. */
#include "decide/features.h"
#include "write/parts.h"

/* "rules/zh/money.yaml:12" */
static void put_place(struct json *j, struct str key, struct text_ref file, uint32_t line)
{
    struct str name = model_str(j->analysis->model, file);
    struct output place = { 0 };
    output_printf(&place, "%.*s:%u", STR_ARG(name), line);
    if (place.ptr)
        emit_text(&j->emit, key, (struct str){ place.ptr, (uint32_t)place.len });
    j->emit.out->full |= place.full;
    output_free(&place);
}

/* The id of the rule, and the place where it stands. */
static void put_rule(struct json *j, struct str key, uint32_t rule)
{
    const struct model *m = j->analysis->model;
    if (rule >= m->rule_count)
        return;
    emit_text(&j->emit, key, model_str(m, m->rules[rule].id));
}

static void put_origin(struct json *j, const struct candidate *c)
{
    const struct model *m = j->analysis->model;
    put_rule(j, STR("rule"), c->rule);
    if (c->rule < m->rule_count)
        put_place(j, STR("file"), m->rules[c->rule].file, m->rules[c->rule].line);
    const struct entry *entry = candidate_entry(m, c);
    if (entry)
        put_place(j, STR("entry"), entry->file, entry->line);
}

struct told_feature { struct json *j; uint8_t type; };

static void put_feature(void *context, struct str feature)
{
    const struct told_feature *told = context;
    const float *weight = model_feature(told->j->analysis->model, feature);
    if (!weight || weight[told->type] == 0)
        return;
    emit_short_object(&told->j->emit, KEYLESS);
    emit_text(&told->j->emit, STR("feature"), feature);
    emit_hundredths(&told->j->emit, STR("weight"), (double)weight[told->type]);
    emit_end_object(&told->j->emit);
}

/* What was learnt, feature by feature. */
static void put_features(struct json *j, const struct mention *m)
{
    struct told_feature told = { j, m->from->type };
    emit_array(&j->emit, STR("features"));
    features_of(&j->analysis->mentions.views[m->sentence], m->from, put_feature, &told);
    emit_end_array(&j->emit);
}

static void put_evidence(struct json *j, const struct mention *m)
{
    const struct candidate *c = m->from;
    emit_array(&j->emit, STR("evidence"));
    for (uint32_t i = 0; i < c->evidence_count; i++) {
        const struct evidence *evidence = &c->evidence[i];
        emit_short_object(&j->emit, KEYLESS);
        emit_text(&j->emit, STR("name"), evidence_text(evidence->name));
        if (evidence->group != GROUP_NONE)
            emit_text_if(&j->emit, STR("group"), model_group_name(j->analysis->model, evidence->group));
        emit_hundredths(&j->emit, STR("weight"), (double)evidence->weight);
        if (evidence->name == EVIDENCE_learnt)
            put_features(j, m);
        emit_end_object(&j->emit);
    }
    emit_end_array(&j->emit);
    emit_hundredths(&j->emit, STR("score"), (double)c->score);
}

static void put_loser(struct json *j, const struct candidate *c)
{
    emit_short_object(&j->emit, KEYLESS);
    emit_text(&j->emit, STR("type"), type_name(c->type));
    json_span(j, c->span, true);
    put_origin(j, c);
    emit_hundredths(&j->emit, STR("score"), (double)c->score);
    emit_end_object(&j->emit);
}

/* The other candidates of the sentence that wanted some of the same text. */
static void put_losers(struct json *j, const struct mention *m)
{
    const struct mentions *mentions = &j->analysis->mentions;
    emit_array(&j->emit, STR("over"));
    uint32_t first = mentions->first_considered ? mentions->first_considered[m->sentence] : 0;
    uint32_t end = mentions->first_considered ? mentions->first_considered[m->sentence + 1] : 0;
    for (uint32_t i = first; i < end; i++) {
        const struct candidate *c = &mentions->considered.at[i];
        if (span_overlaps(c->span, m->span) && !(m->from && candidate_is(c, m->from)))
            put_loser(j, c);
    }
    emit_end_array(&j->emit);
}

void json_why_mention(struct json *j, const struct mention *m)
{
    if (!m->from)
        return;
    emit_object(&j->emit, STR("why"));
    put_origin(j, m->from);
    put_evidence(j, m);
    put_losers(j, m);
    emit_end_object(&j->emit);
}

/* The rule of the event in whose role a noun phrase stands as it is; NONE where no telling has it. Events are in the order of the text. */
static uint32_t rule_of_phrase(const struct analysis *a, const struct reference *r)
{
    const struct event *all = a->events.list.at;
    uint32_t index = (uint32_t)(r - a->links.references.at), low = 0, high = a->events.list.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (all[middle].sentence < r->sentence)
            low = middle + 1;
        else
            high = middle;
    }
    for (uint32_t i = low; i < a->events.list.count && all[i].sentence == r->sentence; i++)
        for (uint32_t k = 0; k < all[i].arguments.count; k++)
            if (all[i].arguments.at[k].reference == index)
                return all[i].rule;
    return NONE;
}

void json_why_reference(struct json *j, const struct reference *r)
{
    const struct model *m = j->analysis->model;
    uint32_t rule = r->rule < m->rule_count ? r->rule : rule_of_phrase(j->analysis, r);
    emit_short_object(&j->emit, STR("why"));
    if (rule < m->rule_count) {
        put_rule(j, STR("rule"), rule);
        put_place(j, STR("file"), m->rules[rule].file, m->rules[rule].line);
    }
    emit_end_object(&j->emit);
}

static struct str filled_by_text(uint8_t by)
{
    static const struct str names[] = { [BY_PATTERN] = STR_INIT("pattern"), [BY_FALLBACK] = STR_INIT("type"),
                                        [BY_TOPIC] = STR_INIT("topic") };
    return by < sizeof names / sizeof *names ? names[by] : STR("");
}

/* How each argument of the fullest telling came to its role. */
static void put_roles(struct json *j, const struct event *event)
{
    emit_short_object(&j->emit, STR("roles"));
    for (uint32_t i = 0; i < event->arguments.count; i++) {
        bool again = false;         /* a role that several fill is told once: JSON has each key once */
        for (uint32_t k = 0; k < i && !again; k++)
            again = event->arguments.at[k].role == event->arguments.at[i].role;
        if (!again)
            emit_text(&j->emit, role_text(j->analysis->model, event->arguments.at[i].role),
                      filled_by_text(event->arguments.at[i].by));
    }
    emit_end_object(&j->emit);
}

void json_why_event(struct json *j, const struct happening *h)
{
    const struct model *m = j->analysis->model;
    if (!h->told.count)
        return;
    const struct event *event = &j->analysis->events.list.at[h->fullest];
    emit_object(&j->emit, STR("why"));
    put_rule(j, STR("rule"), event->rule);
    if (event->rule < m->rule_count)
        put_place(j, STR("file"), m->rules[event->rule].file, m->rules[event->rule].line);
    put_roles(j, event);
    put_rule(j, STR("modality"), event->modality_rule);
    put_rule(j, STR("polarity"), event->polarity_rule);
    put_rule(j, STR("source"), h->source_rule);
    put_rule(j, STR("order"), event->order_rule);
    emit_text_if(&j->emit, STR("placed"), event->order);
    emit_text(&j->emit, STR("date"), date_basis_text(h->date_basis));
    emit_end_object(&j->emit);
}
