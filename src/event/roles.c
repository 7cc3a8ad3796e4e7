/* Who takes part: from the groups of the pattern, from the topic, and from the clause where that is unambiguous. */
#include "event/parts.h"

const struct event_role *role_of(const struct finder *f, uint16_t type, uint16_t role)
{
    const struct event_type *event = &f->m->events[type];
    for (uint32_t i = 0; i < event->role_count; i++)
        if (f->m->roles[event->first_role + i].role == role)
            return &f->m->roles[event->first_role + i];
    return NULL;
}

static bool is_value_type(uint8_t type) { return type >= TYPE_DATE; }

static bool has_role(const struct event *e, uint16_t role)
{
    for (uint32_t i = 0; i < e->arguments.count; i++)
        if (e->arguments.at[i].role == role)
            return true;
    return false;
}

/* Whether the event has this mention already, or this entity, in any role. */
static bool takes_part(const struct finder *f, const struct event *e, uint32_t reference)
{
    const struct reference *r = &f->links->references.at[reference];
    for (uint32_t i = 0; i < e->arguments.count; i++) {
        const struct argument *a = &e->arguments.at[i];
        if (a->reference == reference || (a->mention != NONE && a->mention == r->mention))
            return true;
        if (a->reference != NONE && r->entity != NONE && f->links->references.at[a->reference].entity == r->entity)
            return true;
    }
    return false;
}

static bool add_argument(struct finder *f, struct event *e, uint16_t role, uint32_t reference, enum filled_by by)
{
    const struct reference *r = &f->links->references.at[reference];
    struct argument *a = vec_push(f->arena, &e->arguments);
    if (!a)
        return false;
    bool value = is_value_type(r->type);
    *a = (struct argument){ role, (uint8_t)by, value ? NONE : reference, value ? r->mention : NONE };
    return true;
}

static bool allows(const struct event_role *role, uint8_t type) { return role && (role->types >> type & 1); }

/* Whether it may fill the role: its type, and, of an amount, what it is an amount of. */
static bool fits(const struct finder *f, const struct event_role *role, const struct reference *r)
{
    if (!allows(role, r->type))
        return false;
    struct str unit = model_str(f->m, role->unit), own = r->mention == NONE ? STR("") : f->values->of[r->mention].unit;
    return !unit.len || !own.len || r->type != TYPE_QUANTITY || str_equal(own, unit);
}

/* The two that took part in an event, where they were two: countries where `places` is true. */
static bool two_of(const struct finder *f, const struct event *e, bool places, uint32_t pair[2])
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < e->arguments.count; i++) {
        uint32_t reference = e->arguments.at[i].reference;
        const struct reference *r = reference == NONE ? NULL : &f->links->references.at[reference];
        bool where = str_equal(model_str(f->m, f->m->role_names[e->arguments.at[i].role]), STR("place"));
        if (!r || where || r->entity == NONE)
            continue;
        if (count == 2 || (places && r->type != TYPE_PLACE))
            return false;
        pair[count++] = reference;
    }
    return count == 2;
}

/* Whom a noun phrase for two stands for: as link/ says, else the two of an event of the sentences before, in the same paragraph. */
static bool pair_of(const struct finder *f, const struct event *e, const struct reference *r, uint32_t pair[2])
{
    enum { PAIR_BACK = 2 };
    memcpy(pair, r->pair, sizeof r->pair);
    if (pair[0] != NONE || !r->plural || r->form != FORM_NOMINAL)
        return pair[0] != NONE;
    for (uint32_t i = f->out->list.count; i-- > 0;) {
        const struct event *before = &f->out->list.at[i];
        if (before->sentence + PAIR_BACK < e->sentence
            || f->d->sentences.at[before->sentence].block != f->d->sentences.at[e->sentence].block)
            return false;
        if (before->sentence < e->sentence && two_of(f, before, r->type == TYPE_PLACE, pair))
            return true;
    }
    return false;
}

/* Adds a participant, or the two that it stands for, where the role allows them. */
static bool add_participant(struct finder *f, struct event *e, uint16_t role, uint32_t reference, enum filled_by by)
{
    const struct event_role *r = role_of(f, e->type, role);
    uint32_t pair[2];
    bool two = pair_of(f, e, &f->links->references.at[reference], pair);
    for (uint32_t i = 0; two && i < 2; i++)
        if (allows(r, f->links->references.at[pair[i]].type) && !takes_part(f, e, pair[i])
            && !add_argument(f, e, role, pair[i], by))
            return false;
    return two || add_argument(f, e, role, reference, by);
}

/* Whether a word of the class ends, or begins, at a place in the sentence. */
static bool has_word(const struct finder *f, uint32_t sentence, struct str name, uint32_t at, bool ends)
{
    for (uint32_t i = f->scan->first_hit[sentence]; i < f->scan->first_hit[sentence + 1]; i++) {
        struct span span = f->scan->hits.at[i].span;
        if ((ends ? span.end : span.begin) != at)
            continue;
        const struct literal *l = &f->m->literals[f->scan->hits.at[i].literal];
        for (uint32_t u = 0; u < l->use_count; u++) {
            const struct use *use = &f->m->uses[l->first_use + u];
            if (use->kind == USE_CLASS && str_equal(model_str(f->m, f->m->classes[use->ref].name), name))
                return true;
        }
    }
    return false;
}

/* Whether a preposition stands before the name (据新华社, 对华为): the class `governs`. Such a name is the subject of nothing that follows. */
static bool is_governed(const struct finder *f, const struct reference *r)
{
    uint32_t begin = r->span.begin;
    while (begin && f->d->kind[begin - 1] == CHAR_SPACE)
        begin--;
    return has_word(f, r->sentence, STR("governs"), begin, true);
}

/*
 * Whether a noun phrase without a name opens the match, in front of the trigger, where it would be the subject, and a
 * preposition governs it (during a mission … sues): it, or the longer phrase of which it is the end.
 */
static bool is_no_subject(struct finder *f, struct span cells, const struct event *e, uint32_t phrase)
{
    const struct reference *r = &f->links->references.at[phrase];
    struct span whole;
    if (r->span.end > e->trigger.begin || !matcher_group(f->matcher, 0, &whole)
        || whole.begin != cells.begin)
        return false;
    if (is_governed(f, r))
        f->no_subject = r->span.end;
    return f->no_subject == r->span.end;
}

/* "The largest bank in the United States, Bank of America, said": a place and a comma before somebody is no member beside him. */
static bool is_place_before(const struct finder *f, const struct tape *tape, struct span cells)
{
    enum { PLACE_COMMA_BLANK_NAME = 4 };
    const struct reference *first = cell_reference(f, tape, cells.begin), *last = cell_reference(f, tape, cells.end - 1);
    return span_len(cells) == PLACE_COMMA_BLANK_NAME && first && last && first->type == TYPE_PLACE && last->type != TYPE_PLACE
           && f->d->norm[tape->cells[cells.begin + 1].span.begin] == ',';
}

/* Each member of a coordination takes the role; words that hold nobody are a noun phrase, which takes it as it stands. */
static bool add_cells(struct finder *f, const struct tape *tape, struct span cells, uint16_t role, struct event *e)
{
    const struct event_role *r = role_of(f, e->type, role);
    uint32_t phrase = NONE;
    /* A phrase may hold a name (NATO soldiers), but ends in a word. */
    uint32_t last = tape->cells[cells.end - 1].reference;
    bool named = last != NONE && allows(r, f->links->references.at[last].type);
    if (!named && r && !(r->types >> TYPE_TITLE & 1)) {
        if (!phrase_add(f, tape_span(tape, cells), e->trigger, r->types, last != NONE, &phrase))
            return false;
        return phrase == NONE || is_no_subject(f, cells, e, phrase) || takes_part(f, e, phrase) || add_argument(f, e, role, phrase, BY_PATTERN);
    }
    for (uint32_t i = is_place_before(f, tape, cells) ? cells.end - 1 : cells.begin; i < cells.end; i++) {
        uint32_t reference = tape->cells[i].reference;
        if (reference != NONE && fits(f, r, &f->links->references.at[reference]) && !takes_part(f, e, reference)
            && !add_participant(f, e, role, reference, BY_PATTERN))
            return false;
    }
    return true;
}

bool roles_from_match(struct finder *f, uint32_t rule, const struct tape *tape, struct event *e)
{
    const struct rule *r = &f->m->rules[rule];
    for (uint32_t i = 0; i < r->group_count; i++) {
        const struct rule_group *group = &f->m->groups[r->first_group + i];
        struct span cells;
        if (group->name >= GROUP_COUNT && matcher_group(f->matcher, group->number, &cells)
            && !add_cells(f, tape, cells, (uint16_t)(group->name - GROUP_COUNT), e))
            return false;
    }
    return true;
}

/* --- the topic ----------------------------------------------------------------------------------------------------------------- */

/* Who and where of a dateline (新华社东京5月8日电) act in nothing that follows. */
static bool before_dateline(const struct finder *f, const struct reference *r)
{
    return value_in_dateline(f->values, f->mentions, r->sentence, r->span);
}

/* A capital and a small letter that no mention holds, a foreign name that nobody knows, in a language that has no capitals. */
static bool is_stranger(const struct finder *f, const struct tape *tape, uint32_t cell)
{
    uint32_t at = tape->cells[cell].span.begin;
    return !cell_reference(f, tape, cell) && f->d->kind[at] == CHAR_UPPER && at + 1 < f->d->length && f->d->kind[at + 1] == CHAR_LOWER;
}

/* Whether a clause that begins here is opened by such a name, whatever dates stand before it. */
static bool opened_by_stranger(const struct finder *f, const struct tape *tape, uint32_t begin, uint32_t end)
{
    while (begin < end && cell_reference(f, tape, begin) && cell_reference(f, tape, begin)->type == TYPE_DATE)
        begin++;
    return begin < end && is_stranger(f, tape, begin);
}

/* Whether somebody acts in front of `before`: whom the sentence before was about is not its subject then. */
static bool has_own_actor(const struct finder *f, const struct tape *tape, uint32_t before)
{
    for (uint32_t i = 0; i < before; i++) {
        const struct reference *r = cell_reference(f, tape, i);
        if (r && (r->type == TYPE_PERSON || r->type == TYPE_COMPANY || r->type == TYPE_ORGANIZATION) && !r->plural && !is_governed(f, r) && !before_dateline(f, r))
            return true;
    }
    return false;
}

/* The same of somebody who has no name (一名男子), in front of the trigger. */
static bool has_faint_actor(const struct finder *f, const struct event *e)
{
    const struct reference *all = f->links->references.at;
    uint32_t i = reference_from(all, f->drawn, f->d->sentences.at[e->sentence].span.begin);
    for (; i < f->drawn && all[i].span.begin < e->trigger.begin; i++)
        if (all[i].faint && all[i].type <= TYPE_ORGANIZATION && !is_governed(f, &all[i]))
            return true;
    return false;
}

/* 在甲、乙和丙: whom the same preposition governs as the one before, NULL where none does. */
static bool goes_on(const struct finder *f, const struct reference *before, const struct reference *r)
{
    return before && r->span.begin == before->span.end + 1
           && (f->d->kind[before->span.end] == CHAR_PUNCT || has_word(f, r->sentence, STR("function_word"), r->span.begin, true));
}

/*
 * The first that can act in the clause of a tape that ends before `end`, with at most `lead` other characters in front of
 * it: 但马斯克…, but not 已与马斯克…; *end becomes where that clause begins.
 */
static uint32_t subject_before(const struct finder *f, const struct tape *tape, uint32_t *end, uint32_t types, uint32_t lead)
{
    struct span clause = tape_clause(f, tape, *end - 1);
    uint32_t last = *end, others = 0;
    const struct reference *governed = NULL;
    *end = clause.begin;
    for (uint32_t i = clause.begin; i < last && others <= lead; i++) {
        const struct reference *r = cell_reference(f, tape, i);
        if (r && before_dateline(f, r))
            continue;
        if (r && (is_governed(f, r) || goes_on(f, governed, r)))
            governed = r;
        else if (r && (types >> r->type & 1))
            return tape->cells[i].reference;
        others += !r || r->type != TYPE_DATE;
    }
    return NONE;
}

/* Found where a clause is opened by a name that nobody knows: that is the subject. */
static const uint32_t STRANGER = NONE - 1;

static uint32_t topic_with_lead(const struct finder *f, const struct tape *tape, uint32_t before, uint32_t types, uint32_t lead)
{
    uint32_t end = before, found = NONE;
    while (end && found == NONE) {
        uint32_t at = end;
        found = subject_before(f, tape, &at, types, lead);
        if (found == NONE && opened_by_stranger(f, tape, at, end))
            return STRANGER;
        end = at == end ? end - 1 : at ? at - 1 : 0;
    }
    return found;
}

/* Who acts, of what a role allows: a place only where nobody else may. */
static uint32_t actors(uint32_t types)
{
    uint32_t others = types & ~(1u << TYPE_PLACE);
    return others ? others : types;
}

/* What opens a clause is its subject; where no clause is opened by one, the nearest clause's first stands for it, with few words before it; no place, which is then where. */
enum { LONGEST_LEAD = 4 };

static uint32_t topic_in(const struct finder *f, const struct tape *tape, uint32_t before, uint32_t types)
{
    uint32_t found = topic_with_lead(f, tape, before, types, 1);
    return found != NONE ? found : topic_with_lead(f, tape, before, actors(types), LONGEST_LEAD);
}

/* 超过15万人参与了投票: people who are counted open the clause, and act in it. */
static bool has_own_count(const struct finder *f, const struct tape *tape, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin, others = 0; i < end && others <= LONGEST_LEAD; i++) {
        const struct reference *r = cell_reference(f, tape, i);
        if (r && r->type == TYPE_QUANTITY && r->mention != NONE && str_equal(f->values->of[r->mention].unit, STR("person")))
            return !is_governed(f, r);
        if (r && r->type != TYPE_DATE)
            return false;
        others += !r;
    }
    return false;
}

/* The subject of the sentence before, in the same paragraph: that of its first clause that has one. */
static uint32_t topic_of_previous(struct finder *f, uint32_t sentence, uint32_t types)
{
    if (!sentence || f->d->sentences.at[sentence - 1].block != f->d->sentences.at[sentence].block)
        return NONE;
    struct span span = f->d->sentences.at[sentence - 1].span;
    const struct reference *all = f->links->references.at;
    uint32_t count = f->drawn;
    for (uint32_t i = reference_from(all, count, span.begin); i < count && all[i].span.begin < span.end; i++)
        if ((types >> all[i].type & 1) && !all[i].faint && document_quote_at(f->d, all[i].span, true) == NONE && !is_governed(f, &all[i]) && !before_dateline(f, &all[i]))
            return i;
    return NONE;
}

/* Somebody of the types, and not who reports it: 被曝裁员,甲社报道. */
static bool is_told_of(const struct finder *f, uint32_t reference, uint32_t types)
{
    const struct reference *r = &f->links->references.at[reference];
    return (types >> r->type & 1) && !r->faint && !r->plural && !has_word(f, r->sentence, STR("reports"), r->span.end, false);
}

/*
 * 被曝裁员,甲公司回应…: what opens a sentence may be told before who it is about, who then opens the next clause or, behind a mark
 * that is no full stop, the next sentence. Only where it begins with the trigger or with a word that no name begins with:
 * 丁克产子,甲落泪 has a subject that is in no list. No body: what was done is often followed by the body that tells of it.
 */
static uint32_t topic_ahead(const struct finder *f, const struct tape *tape, uint32_t before, const struct event *e, uint32_t types)
{
    types &= 1u << TYPE_PERSON | 1u << TYPE_COMPANY | 1u << TYPE_PRODUCT;
    for (uint32_t i = 0; i < before; i++)
        if (cell_reference(f, tape, i) && cell_reference(f, tape, i)->type != TYPE_DATE)
            return NONE;
    uint32_t first = before;
    while (first < tape->text.len && cell_reference(f, tape, first) && cell_reference(f, tape, first)->type == TYPE_DATE)
        first++;
    uint32_t begin = first < tape->text.len ? tape->cells[first].span.begin : e->trigger.end;
    if (begin != e->trigger.begin && !has_word(f, tape->sentence, STR("told_first"), begin, false))
        return NONE;
    uint32_t i = tape_clause(f, tape, tape_cells_of(tape, e->trigger).begin).end + 1;
    while (i < tape->text.len && cell_reference(f, tape, i) && cell_reference(f, tape, i)->type == TYPE_DATE)
        i++;
    if (i < tape->text.len)
        return cell_reference(f, tape, i) && is_told_of(f, tape->cells[i].reference, types) ? tape->cells[i].reference : NONE;
    uint32_t next = tape->sentence + 1;
    if (next >= f->d->sentences.count || f->d->sentences.at[next].block != f->d->sentences.at[tape->sentence].block)
        return NONE;
    uint32_t at = f->d->sentences.at[next].span.begin;
    if (!at || f->d->norm[at - 1] == 0x3002)    /* 。 ends what is told */
        return NONE;
    uint32_t k = reference_from(f->links->references.at, f->drawn, at);
    return k < f->drawn && f->links->references.at[k].span.begin == at && is_told_of(f, k, types) ? k : NONE;
}

bool roles_from_topic(struct finder *f, uint32_t rule, const struct tape *tape, uint32_t before, struct event *e)
{
    const struct rule *r = &f->m->rules[rule];
    const struct event_role *role = r->flags & RULE_TOPIC ? role_of(f, e->type, r->topic) : NULL;
    if (!role || has_role(e, r->topic))
        return true;
    /* 这个产品获得投资, 我们调查了…: the clause has a subject that is nobody's name. */
    if (before < tape->text.len && has_word(f, tape->sentence, STR("own_subject"), tape->cells[before].span.begin, false))
        return true;
    bool people = role->types >> TYPE_PERSON & 1;
    if (people && has_own_count(f, tape, before, tape_cells_of(tape, e->trigger).begin))
        return true;
    bool stranger = opened_by_stranger(f, tape, before, tape->text.len);
    uint32_t topic = stranger ? STRANGER : topic_in(f, tape, before, role->types);
    if (topic == STRANGER)
        return true;
    if (topic == NONE && tape->quote == NONE && !has_own_actor(f, tape, before) && !has_faint_actor(f, e))
        topic = topic_of_previous(f, tape->sentence, actors(role->types));
    if (topic == NONE && tape->quote == NONE)
        topic = topic_ahead(f, tape, before, e, role->types);
    if (topic == NONE || takes_part(f, e, topic))
        return true;
    return add_participant(f, e, r->topic, topic, BY_TOPIC);
}

/* --- together ------------------------------------------------------------------------------------------------------------------- */

/* Whether the two have the same one in a role: who stands there beside it in one of them (passwords and names) is in it too. */
static bool shares_role(const struct event *a, const struct event *b, uint16_t role)
{
    for (uint32_t i = 0; i < a->arguments.count; i++)
        for (uint32_t k = 0; k < b->arguments.count; k++) {
            const struct argument *x = &a->arguments.at[i], *y = &b->arguments.at[k];
            if (x->role == role && y->role == role && x->reference != NONE && x->reference == y->reference)
                return true;
        }
    return false;
}

bool roles_merge(struct finder *f, struct event *into, const struct event *from)
{
    struct event before = *into;
    for (uint32_t i = 0; i < from->arguments.count; i++) {
        const struct argument *a = &from->arguments.at[i];
        bool known = (has_role(&before, a->role) && !shares_role(&before, from, a->role))
                     || (a->reference != NONE && takes_part(f, into, a->reference));
        for (uint32_t k = 0; k < into->arguments.count && a->mention != NONE; k++)
            known |= into->arguments.at[k].mention == a->mention;
        struct argument *slot = known ? NULL : vec_push(f->arena, &into->arguments);
        if (!known && !slot)
            return false;
        if (slot)
            *slot = *a;
    }
    return true;
}

/* A role named period: what results are told for. Other roles of dates (the term of a sentence) are filled by patterns alone. */
bool role_is_period(const struct finder *f, uint16_t role)
{
    return str_equal(model_str(f->m, f->m->role_names[role]), STR("period"));
}

/* A quarter, a year, not the day or the week in which something happened. */
static bool is_period(const struct finder *f, const struct reference *r)
{
    const struct value *v = r->mention == NONE ? NULL : &f->values->of[r->mention];
    bool week = v && v->date.len && memchr(v->date.ptr, 'W', v->date.len);
    return v && !week && v->valid && v->timex == TIMEX_DATE && v->begin.len && !str_equal(v->begin, v->until);
}

/* The last period of the sentence before, where a semicolon joins the two. */
static uint32_t period_before(const struct finder *f, uint32_t sentence)
{
    const struct sentence *s = f->d->sentences.at;
    if (!sentence || s[sentence - 1].block != s[sentence].block || f->d->norm[s[sentence - 1].span.end - 1] != ';')
        return NONE;
    const struct reference *all = f->links->references.at;
    uint32_t i = reference_from(all, f->drawn, s[sentence].span.begin);
    while (i-- > 0 && all[i].sentence + 1 >= sentence)
        if (all[i].type == TYPE_DATE && is_period(f, &all[i]))
            return i;
    return NONE;
}

/*
 * The nearest period before the trigger in its sentence, else the nearest behind it in the clause, else that of the sentence
 * that this one goes on.
 */
static uint32_t find_period(const struct finder *f, const struct tape *tape, struct span clause, uint32_t trigger)
{
    for (uint32_t i = trigger; i-- > 0;) {
        const struct reference *r = cell_reference(f, tape, i);
        if (r && r->type == TYPE_DATE && is_period(f, r))
            return tape->cells[i].reference;
    }
    for (uint32_t i = trigger; i < clause.end; i++) {
        const struct reference *r = cell_reference(f, tape, i);
        if (r && r->type == TYPE_DATE && is_period(f, r))
            return tape->cells[i].reference;
    }
    return period_before(f, tape->sentence);
}

/* 教育部的动作: who only has what is told of does not do it himself (class `possessive`). */
static bool is_owner(const struct finder *f, const struct reference *r)
{
    return r->type <= TYPE_PRODUCT && has_word(f, r->sentence, STR("possessive"), r->span.end, false);
}

/* The only reference of the role's types in the clause that does not take part yet, or NONE. */
static uint32_t only_one(const struct finder *f, const struct tape *tape, struct span clause, const struct event_role *role,
                         const struct event *e)
{
    uint32_t found = NONE;
    for (uint32_t i = clause.begin; i < clause.end; i++) {
        const struct reference *r = cell_reference(f, tape, i);
        if (!r || !allows(role, r->type) || is_governed(f, r) || is_owner(f, r) || takes_part(f, e, tape->cells[i].reference))
            continue;
        if (found != NONE)
            return NONE;
        found = tape->cells[i].reference;
    }
    return found;
}

/* What stands beside the name that fills another role, in the noun phrase of an office: its body, or its title. */
static uint32_t beside(const struct finder *f, const struct event *e, const struct event_role *role)
{
    const struct reference *all = f->links->references.at;
    uint32_t name = NONE;
    for (uint32_t i = 0; i < e->arguments.count && name == NONE; i++)
        if (e->arguments.at[i].role == role->of)
            name = e->arguments.at[i].reference;
    if (name == NONE || all[name].form != FORM_NAME || all[name].entity == NONE)
        return NONE;
    uint32_t office = name;
    while (office-- > 0 && all[office].sentence == all[name].sentence)
        if (all[office].form == FORM_NOMINAL && all[office].type == TYPE_PERSON && all[office].entity == all[name].entity
            && all[office].span.end == all[name].span.begin)
            break;
    if (office == NONE || all[office].sentence != all[name].sentence)
        return NONE;
    for (uint32_t i = office + 1; i < f->drawn && all[i].span.begin < all[office].span.end; i++)
        if (allows(role, all[i].type) && (all[i].form == FORM_NAME || all[i].entity != NONE) && span_covers(all[office].span, all[i].span))
            return i;
    return NONE;
}

/*
 * Whether the event has many roles for such an amount (revenue, profit, loss), and no pattern told any of them: which of them
 * the amount is, nobody knows.
 */
static bool is_one_of_many(const struct finder *f, const struct event *e, const struct event_role *role)
{
    enum { MANY = 3 };
    const struct event_type *type = &f->m->events[e->type];
    uint32_t count = 0;
    bool told = false;
    for (uint32_t i = 0; i < type->role_count; i++) {
        const struct event_role *other = &f->m->roles[type->first_role + i];
        count += other->types == role->types;
        told |= other->types == role->types && has_role(e, other->role);
    }
    return count >= MANY && !told;
}

/* Amounts, and participants that the event must have. Others are left open: a wrong one is worse than none. */
bool roles_fill(struct finder *f, const struct tape *tape, struct event *e)
{
    const struct event_type *type = &f->m->events[e->type];
    struct span clause = tape_clause(f, tape, tape_cells_of(tape, e->trigger).begin);
    for (uint32_t i = 0; i < type->role_count; i++) {
        const struct event_role *role = &f->m->roles[type->first_role + i];
        bool period = role_is_period(f, role->role);
        bool amount = (role->types & ((1u << TYPE_MONEY) | (1u << TYPE_PERCENT))) && role->types < 1u << TYPE_NUMBER;
        if (has_role(e, role->role) || !(amount || period || role->required || role->of != NO_ROLE)
            || (amount && is_one_of_many(f, e, role)))
            continue;
        uint32_t trigger = tape_cells_of(tape, e->trigger).begin;
        uint32_t found = role->of != NO_ROLE ? beside(f, e, role) : period ? find_period(f, tape, clause, trigger) : only_one(f, tape, clause, role, e);
        if (found != NONE && !add_argument(f, e, role->role, found, BY_FALLBACK))
            return false;
    }
    return true;
}

/* A convoy that is attacked is not where it was attacked: of two roles that one noun phrase fills, the place goes. */
void roles_part(const struct finder *f, struct event *e)
{
    const struct reference *all = f->links->references.at;
    struct argument *a = e->arguments.at;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < e->arguments.count; i++) {
        bool twice = false;
        for (uint32_t k = 0; k < e->arguments.count && a[i].reference != NONE && all[a[i].reference].type == TYPE_PLACE && !twice; k++)
            twice = k != i && a[k].reference != NONE && all[a[k].reference].type != TYPE_PLACE
                    && span_equal(all[a[k].reference].span, all[a[i].reference].span);
        if (!twice)
            a[kept++] = a[i];
    }
    e->arguments.count = kept;
}

bool roles_complete(const struct finder *f, const struct event *e)
{
    const struct event_type *type = &f->m->events[e->type];
    for (uint32_t i = 0; i < type->role_count; i++)
        if (f->m->roles[type->first_role + i].required && !has_role(e, f->m->roles[type->first_role + i].role))
            return false;
    return e->arguments.count > 0;
}
