/* Money, percentages, quantities, numbers and ordinals: what the groups of the rule say, and the hedges beside them. */
#include "value/timex.h"

static const struct decimal one = { 1, 0 };

/* The groups of one mention and the numerals that they are read with. */
struct amount {
    const struct value_context *c;
    const struct mention *mention;
    const struct table *numerals;
};

static const struct group *amount_group(const struct amount *a, uint16_t name)
{
    return group_of(a->mention->from->groups, a->mention->from->group_count, name);
}

static bool number_plain(const struct amount *a, const struct group *g, struct number *out)
{
    if (!g->value.len)
        return number_read(a->c->model, a->numerals, units_at(document_units(a->c->document), g->span), out);
    *out = (struct number){ .scale = one, .tail = one };
    if (!decimal_read(g->value, &out->min))
        return false;
    out->max = out->min;
    return true;
}

static bool number_scaled(struct number *n, struct decimal by)
{
    return decimal_multiply(n->min, by, &n->min) && decimal_multiply(n->max, by, &n->max);
}

/* A rule may take the scale apart: (?<number>1.2)(?<scale>亿). */
static bool amount_number(const struct amount *a, uint16_t name, struct number *out)
{
    const struct group *g = amount_group(a, name), *scale = NULL;
    struct decimal by = one;
    if (name == GROUP_number || name == GROUP_number2)
        scale = amount_group(a, name == GROUP_number ? GROUP_scale : GROUP_scale2);
    return g && number_plain(a, g, out) && (!scale || (decimal_read(scale->value, &by) && number_scaled(out, by)));
}

/* USD/100 divides; km/h does not. */
static bool divides(struct str text, uint32_t at)
{
    return text.ptr[at] == '/' && at + 1 < text.len && text.ptr[at + 1] >= '0' && text.ptr[at + 1] <= '9';
}

/* "CNY/100", "percent*10": a name and what one of it counts. */
static bool unit_read(struct str text, struct str *name, struct decimal *by)
{
    uint32_t length = 0;
    *by = one;
    while (length < text.len && text.ptr[length] != '*' && !divides(text, length))
        length++;
    *name = str_head(text, length);
    if (length == text.len)
        return name->len > 0;
    if (!decimal_read(str_skip(text, length + 1), by))
        return false;
    if (text.ptr[length] == '/') {
        /* Parts of a currency are tenths, hundredths and thousandths. */
        if (by->coefficient != 1 || by->exponent < 0)
            return false;
        by->exponent = (int16_t)-by->exponent;
    }
    return true;
}

static void number_negate(struct number *n)
{
    struct decimal low = n->min;
    n->min = (struct decimal){ -n->max.coefficient, n->max.exponent };
    n->max = (struct decimal){ -low.coefficient, low.exponent };
}

/* Hedges: 3000多 and 近3000 may stand together; what the number says itself comes first. */
static void about_set(const struct amount *a, const struct number *n, struct value *out)
{
    if (n->more)
        out->about = STR("more");
    else if (!context_before(a->c, a->mention, STR("hedge_before"), &out->about))
        context_after(a->c, a->mention, STR("hedge_after"), &out->about);
}

static bool numbers_set(const struct amount *a, struct number first, const struct number *second, struct value *out)
{
    about_set(a, &first, out);
    out->valid = true;
    if (!second && (first.more || decimal_compare(first.min, first.max) == 0)) {
        out->has_number = true;
        out->number = first.min;
        return true;
    }
    out->has_range = true;
    out->min = first.min;
    out->max = second ? second->max : first.max;
    return out->valid = decimal_compare(out->min, out->max) <= 0;
}

/* ---- currencies ------------------------------------------------------------------------------------------------- */

/* The default of a family of currencies that share a sign, in the language of the text. */
static struct str family_default(const struct amount *a, struct str family)
{
    const struct table *t = context_table(a->c, a->mention, STR("currency_default"));
    struct str code = { NULL, 0 };
    if (t)
        context_row(a->c, t, family, &code);
    return code;
}

/* What money elsewhere in the document is said to be, where that is one member of the family alone. */
static struct str family_in_document(const struct amount *a, struct str family)
{
    enum { LOOKED_AT = 2000 };          /* enough for any article; a book of prices must not cost its square */
    const struct mentions *all = a->c->mentions;
    struct str name = arena_printf(a->c->arena, "family_%.*s", STR_ARG(family)), found = { NULL, 0 }, code, row;
    const struct table *t = name.ptr ? context_table(a->c, a->mention, name) : NULL;
    struct decimal by;
    for (uint32_t i = 0; t && i < all->list.count && i < LOOKED_AT; i++) {
        const struct mention *other = &all->list.at[i];
        const struct group *g = group_of(other->from->groups, other->from->group_count, GROUP_currency);
        if (other->type != TYPE_MONEY || !g || !unit_read(g->value, &code, &by) || !context_row(a->c, t, code, &row))
            continue;
        if (found.len && !str_equal(found, row))
            return (struct str){ NULL, 0 };
        found = row;
    }
    return found;
}

static struct str country_of(const struct model *m, const struct mention *mention)
{
    const struct entry *entry = mention->alias == NONE ? NULL : &m->entries[m->aliases[mention->alias].entry];
    for (uint32_t i = 0; entry && i < entry->attribute_count; i++)
        if (str_equal(model_str(m, m->attributes[entry->first_attribute + i].key), STR("country")))
            return model_str(m, m->attributes[entry->first_attribute + i].value);
    return (struct str){ NULL, 0 };
}

/* The member of the family whose country the names of the document are of, where more than half of them agree on one. */
static struct str family_by_place(const struct amount *a, struct str family)
{
    enum { LOOKED_AT = 2000, LEAST = 2, MEMBERS = 8 };
    const struct mentions *all = a->c->mentions;
    struct str name = arena_printf(a->c->arena, "place_%.*s", STR_ARG(family)), row;
    const struct table *t = name.ptr ? context_table(a->c, a->mention, name) : NULL;
    struct { struct str code; uint32_t count; } votes[MEMBERS] = { 0 };
    uint32_t known = 0, sum = 0, best = 0;
    for (uint32_t i = 0; t && i < all->list.count && i < LOOKED_AT; i++) {
        struct str country = country_of(a->c->model, &all->list.at[i]);
        if (!country.len || !context_row(a->c, t, country, &row))
            continue;
        uint32_t v = 0;
        while (v < known && !str_equal(votes[v].code, row))
            v++;
        if (v == MEMBERS)
            continue;
        known += v == known;
        votes[v].code = row;
        votes[v].count++;
        sum++;
        best = votes[v].count > votes[best].count ? v : best;
    }
    bool plain = votes[best].count >= LEAST && votes[best].count * 2 > sum;
    return plain ? votes[best].code : (struct str){ NULL, 0 };
}

static bool is_family(struct str currency) { return currency.len && currency.ptr[0] == '~'; }

/* ISO 4217, from one or two words for it (人民币…元): the clearer one counts. */
static bool currency_set(const struct amount *a, struct value *out, struct decimal *by)
{
    const struct group *g = amount_group(a, GROUP_currency), *second = amount_group(a, GROUP_currency2);
    struct decimal other;
    if (!g || !unit_read(g->value, &out->unit, by))
        return false;
    struct str code;
    if (second && unit_read(second->value, &code, &other) && (is_family(out->unit) || !is_family(code))) {
        out->unit = code;
        *by = other;
    }
    const struct table *coins = model_table(a->c->model, LANGUAGE_ANY, STR("coin_code"));
    if (!is_family(out->unit)) {
        if (coins)
            context_row(a->c, coins, out->unit, &out->currency_basis);
        return true;
    }
    struct str family = str_skip(out->unit, 1);
    out->unit = family_in_document(a, family);
    out->currency_basis = STR("document");
    if (!out->unit.len) {
        out->unit = family_by_place(a, family);
        out->currency_basis = STR("place");
    }
    if (!out->unit.len) {
        out->unit = family_default(a, family);
        out->currency_basis = STR("language");
    }
    return out->unit.len > 0;
}

/* 123元4角5分, $20 and 43 cents: the minor units beside the first. */
static bool minor_add(const struct amount *a, uint16_t count, uint16_t unit, int16_t otherwise, struct number *n)
{
    const struct group *g = amount_group(a, unit);
    struct number minor;
    struct str name;
    struct decimal by = { 1, otherwise };
    if (!amount_group(a, count))
        return true;
    if (!amount_number(a, count, &minor) || (g && !unit_read(g->value, &name, &by)) || !number_scaled(&minor, by))
        return false;
    return decimal_add(n->min, minor.min, &n->min) && decimal_add(n->max, minor.max, &n->max);
}

static bool money_value(const struct amount *a, struct value *out)
{
    struct number first, second;
    struct decimal by;
    bool range = amount_group(a, GROUP_number2) != NULL;
    if (!currency_set(a, out, &by) || !amount_number(a, GROUP_number, &first)
        || (range && (!amount_number(a, GROUP_number2, &second) || !number_share_tail(&first, &second))))
        return false;
    if (!number_scaled(&first, by) || (range && !number_scaled(&second, by)))
        return false;
    /* Without a unit of its own the minor part counts tenths of the first's (三块二, 两毛五), then hundredths. */
    if (!minor_add(a, GROUP_minor, GROUP_minor_unit, (int16_t)(by.exponent - 1), &first)
        || !minor_add(a, GROUP_minor2, GROUP_minor_unit2, (int16_t)(by.exponent - 2), &first))
        return false;
    /* The minor parts of a range's second end: 五元六角-五元七角八分 */
    if (range && (!minor_add(a, GROUP_number3, GROUP_unit3, (int16_t)(by.exponent - 1), &second)
                  || !minor_add(a, GROUP_number4, GROUP_unit4, (int16_t)(by.exponent - 2), &second)))
        return false;
    if (amount_group(a, GROUP_sign))
        number_negate(&first);
    return numbers_set(a, first, range ? &second : NULL, out);
}

/* 每股0.35元, $80 a barrel */
static void per_set(const struct amount *a, struct value *out)
{
    if (!context_after(a->c, a->mention, STR("per_after"), &out->per))
        context_before(a->c, a->mention, STR("per_before"), &out->per);
}

/* ---- the others ------------------------------------------------------------------------------------------------- */

/* A quantity in the unit of its kind, from the table base_unit (km: m*1000). No base is better than one that overflows. */
static void base_set(const struct amount *a, struct value *out)
{
    const struct table *bases = model_table(a->c->model, LANGUAGE_ANY, STR("base_unit"));
    struct str row, unit;
    struct decimal by;
    if (!out->valid || !bases || !context_row(a->c, bases, out->unit, &row) || !unit_read(row, &unit, &by))
        return;
    struct decimal low = out->has_range ? out->min : out->number, high = out->has_range ? out->max : out->number;
    if (decimal_multiply(low, by, &out->base_min) && decimal_multiply(high, by, &out->base_max))
        out->base_unit = unit;
}

static bool unit_value(const struct amount *a, bool change, struct value *out)
{
    struct number first = { .min = one, .max = one, .scale = one, .tail = one }, second;
    struct decimal by;
    const struct group *unit = amount_group(a, GROUP_unit), *stated = amount_group(a, GROUP_change);
    bool range = amount_group(a, GROUP_number2) != NULL;
    if (!unit || !unit_read(unit->value, &out->unit, &by))
        return false;
    if (amount_group(a, GROUP_number) && !amount_number(a, GROUP_number, &first))
        return false;
    if (range && (!amount_number(a, GROUP_number2, &second) || !number_share_tail(&first, &second)))
        return false;
    if (!number_scaled(&first, by) || (range && !number_scaled(&second, by)))
        return false;
    if (amount_group(a, GROUP_sign))
        number_negate(&first);
    if (stated)
        out->change = stated->value;
    else if (change)
        context_near(a->c, a->mention, STR("change"),
                     (uint32_t)context_convention(a->c, a->mention, STR("change_reach"), 10), &out->change);
    return numbers_set(a, first, range ? &second : NULL, out);
}

static bool number_value(const struct amount *a, uint16_t group, struct value *out)
{
    struct number first, second;
    bool range = amount_group(a, GROUP_number2) != NULL;
    if (!amount_number(a, amount_group(a, group) ? group : GROUP_number, &first))
        return false;
    if (range && (!amount_number(a, GROUP_number2, &second) || !number_share_tail(&first, &second)))
        return false;
    if (amount_group(a, GROUP_sign))
        number_negate(&first);
    return numbers_set(a, first, range ? &second : NULL, out);
}

bool amount_value(struct value_context *c, const struct mention *mention, struct value *out)
{
    uint8_t language = mention->from->rule == NONE ? LANGUAGE_ANY : c->model->rules[mention->from->rule].language;
    struct amount a = { c, mention, model_table(c->model, language, STR("numeral")) };
    switch (mention->type) {
    case TYPE_MONEY: return money_value(&a, out) && (per_set(&a, out), true);
    case TYPE_PERCENT: return unit_value(&a, true, out);
    case TYPE_QUANTITY: return unit_value(&a, false, out) && (base_set(&a, out), true);
    case TYPE_NUMBER: return number_value(&a, GROUP_number, out);
    case TYPE_ORDINAL: return number_value(&a, GROUP_ordinal, out);
    default: return false;
    }
}
