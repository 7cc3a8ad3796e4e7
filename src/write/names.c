/* The words of the output that no rule gives. */
#include "write/parts.h"

static const struct str timex_names[] = {
    [TIMEX_NONE] = STR_INIT(""), [TIMEX_DATE] = STR_INIT("DATE"), [TIMEX_TIME] = STR_INIT("TIME"),
    [TIMEX_DURATION] = STR_INIT("DURATION"), [TIMEX_SET] = STR_INIT("SET"),
};
static const struct str form_names[] = {
    [FORM_NAME] = STR_INIT("name"), [FORM_NOMINAL] = STR_INIT("nominal"), [FORM_PRONOUN] = STR_INIT("pronoun"),
};
static const struct str basis_names[] = {
    [DATE_NONE] = STR_INIT("none"), [DATE_CLAUSE] = STR_INIT("clause"), [DATE_SENTENCE] = STR_INIT("sentence"),
    [DATE_NARRATIVE] = STR_INIT("narrative"), [DATE_DOCUMENT] = STR_INIT("document"),
};
static const struct str relation_names[] = {
    [RELATION_BEFORE] = STR_INIT("before"), [RELATION_UPDATES] = STR_INIT("updates"),
};

#define NAME_AT(table, i) ((i) < sizeof(table) / sizeof(table)[0] ? (table)[i] : STR(""))

struct str timex_text(enum timex_kind kind) { return NAME_AT(timex_names, kind); }
struct str form_text(enum mention_form form) { return NAME_AT(form_names, form); }
struct str date_basis_text(enum date_basis basis) { return NAME_AT(basis_names, basis); }
struct str relation_text(enum relation_kind kind) { return NAME_AT(relation_names, kind); }

struct str role_text(const struct model *m, uint16_t role)
{
    return role < m->role_name_count ? model_str(m, m->role_names[role]) : STR("");
}

struct str rule_text(const struct model *m, uint32_t rule)
{
    return rule < m->rule_count ? model_str(m, m->rules[rule].id) : STR("");
}

const struct entry *candidate_entry(const struct model *m, const struct candidate *c)
{
    return c->alias < m->alias_count ? &m->entries[m->aliases[c->alias].entry] : NULL;
}

bool candidate_is(const struct candidate *a, const struct candidate *b)
{
    return a == b || (span_equal(a->span, b->span) && a->type == b->type && a->rule == b->rule && a->alias == b->alias);
}

bool is_wikidata(struct str id)
{
    if (id.len < 2 || id.ptr[0] != 'Q')
        return false;
    for (uint32_t i = 1; i < id.len; i++)
        if (id.ptr[i] < '0' || id.ptr[i] > '9')
            return false;
    return true;
}

struct str modality_text(struct str modality) { return modality.len ? modality : STR("actual"); }
struct str polarity_text(struct str polarity) { return polarity.len ? polarity : STR("positive"); }
