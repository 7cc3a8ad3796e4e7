/*
 * One line for an event, from its type's template: {role} is the names that fill the role, {trigger} the word that told
 * it; a bracket whose role is missing is left out, and so is any part in [ … ]. {trigger:a|b} is the word where it is one
 * of these, else missing; {trigger!a|b} writes nothing, and is missing where the word is one of them, {trigger=a|b} where it is none. {change+} writes an
 * amount with the sign of where it went: -4.6%. {target!} writes nothing, and is missing where somebody fills the role.
 * {buyer|buys|buy} is the first word where one fills the role, else the second.
 */
#include "base/utf8.h"
#include "timeline/parts.h"

typedef VEC(char) text;

struct summariser { struct builder_of_timeline *t; const struct happening *h; uint8_t language; struct str list_mark, last_mark; bool full; };

static void add(struct summariser *s, text *out, struct str part)
{
    for (uint32_t i = 0; i < part.len; i++) {
        char *slot = vec_push(s->t->arena, out);
        if (!slot) {
            s->full = true;
            return;
        }
        *slot = part.ptr[i];
    }
}

/* An entity by its best name; anything else as it stands, at the front of the line with a capital. */
static struct str argument_text(const struct summariser *s, const struct argument *a, bool first)
{
    const struct links *links = s->t->links;
    if (a->reference == NONE)
        return document_text(s->t->d, s->t->mentions->list.at[a->mention].span);
    const struct reference *r = &links->references.at[a->reference];
    if (r->entity != NONE)
        return links->entities.at[r->entity].name;
    struct str text = arena_str(s->t->arena, document_text(s->t->d, r->span));
    if (first && text.len && r->form != FORM_NAME && text.ptr[0] >= 'a' && text.ptr[0] <= 'z')
        ((char *)text.ptr)[0] = (char)(text.ptr[0] - 'a' + 'A');
    return text;
}

/* A pronoun that stands for nobody says no more in the line than nothing: "Acquisition of B", not "They acquire B". */
static bool fills(const struct summariser *s, const struct argument *a, struct str role)
{
    const struct reference *r = a->reference == NONE ? NULL : &s->t->links->references.at[a->reference];
    if (r && r->form == FORM_PRONOUN && r->entity == NONE)
        return false;
    return str_equal(model_str(s->t->m, s->t->m->role_names[a->role]), role);
}

/* Whether a noun phrase is of more than one, by the table `plural_noun` of the language: its last word, or how that ends. */
static bool is_plural(const struct summariser *s, const struct reference *r)
{
    const struct table *t = model_table(s->t->m, s->language, STR("plural_noun"));
    struct units text = units_at(document_units(s->t->d), r->span);
    uint32_t begin = text.len;
    struct str number;
    while (begin && text.at[begin - 1] != ' ')
        begin--;
    if (r->plural || r->entity != NONE || !t)
        return r->plural && r->entity == NONE;
    for (uint32_t at = begin; at < text.len; at = at < text.len - 2 && text.len > 2 ? text.len - 2 : at + 1)
        if (model_table_find(s->t->m, t, (struct units){ text.at + at, text.len - at }, &number))
            return str_equal(number, STR("many"));
    return false;
}

/* Rockford, Illinois is one place. */
static bool is_place(const struct summariser *s, const struct argument *a)
{
    return a->reference != NONE && s->t->links->references.at[a->reference].type == TYPE_PLACE;
}

/* {buyer|buys|buy} */
static void add_verb(struct summariser *s, text *out, struct str name)
{
    struct str role = str_cut(&name, '|'), one = str_cut(&name, '|');
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->h->arguments.count; i++) {
        const struct argument *a = &s->h->arguments.at[i];
        if (fills(s, a, role))
            count += a->reference != NONE && is_plural(s, &s->t->links->references.at[a->reference]) ? 2 : 1;
    }
    add(s, out, count > 1 ? name : one);
}

/* Whether the text is the word once its script is folded, as the rules' words are written: 洩露 is 泄露. */
static bool reads_as(const struct document *d, struct span text, struct str word)
{
    uint32_t at = text.begin, c;
    bool bad;
    for (; word.len && at < text.end; at++) {
        word = str_skip(word, utf8_read(word, &c, &bad));
        if (d->norm[at] != c)
            return false;
    }
    return !word.len && at == text.end;
}

/* `rest` is what stands behind "trigger" in the template: nothing, or a list of the words that count (: or =) or don't (!). */
static bool add_trigger(struct summariser *s, text *out, struct str rest)
{
    struct span trigger = s->t->events->list.at[s->h->fullest].trigger;
    bool refused = str_starts(rest, STR("!")), silent = refused || str_starts(rest, STR("=")), listed = !rest.len;
    for (rest = str_skip(rest, rest.len != 0); rest.len;)
        listed |= reads_as(s->t->d, trigger, str_cut(&rest, '|'));
    if (listed && !silent)
        add(s, out, document_text(s->t->d, trigger));
    return listed != refused;
}

/* The sign of an amount that says where it went (下降4.6%), or nothing. */
static struct str sign_of(const struct summariser *s, const struct argument *a)
{
    struct str change = a->mention == NONE ? STR("") : s->t->values->of[a->mention].change;
    return str_equal(change, STR("down")) ? STR("-") : str_equal(change, STR("up")) ? STR("+") : STR("");
}

static bool add_role(struct summariser *s, text *out, struct str name)
{
    uint32_t count = 0, last = NONE;
    bool any = false, with_sign = name.len && name.ptr[name.len - 1] == '+';
    name.len -= with_sign;
    bool refused = name.len && name.ptr[name.len - 1] == '!';
    name.len -= refused;
    if (str_starts(name, STR("trigger")))
        return add_trigger(s, out, str_skip(name, sizeof "trigger" - 1));
    if (memchr(name.ptr, '|', name.len)) {
        add_verb(s, out, name);
        return true;
    }
    for (uint32_t i = 0; i < s->h->arguments.count; i++)
        last = fills(s, &s->h->arguments.at[i], name) ? i : last;
    for (uint32_t i = 0; i < s->h->arguments.count; i++) {
        const struct argument *a = &s->h->arguments.at[i];
        if (!fills(s, a, name))
            continue;
        any = true;
        if (refused)
            break;
        if (count++)
            add(s, out, i == last && !is_place(s, a) ? s->last_mark : s->list_mark);
        if (with_sign)
            add(s, out, sign_of(s, a));
        add(s, out, argument_text(s, a, !out->count));
    }
    return any != refused;
}

/* A bracket at the front of the template: what it holds, and the marks that stay around it where it is kept. */
struct bracket { struct str inside, open, close; uint32_t length; };

static bool bracket_at(struct str template, struct bracket *out)
{
    static const struct { struct str open, close; bool shown; } pairs[] = {
        { STR_INIT("["), STR_INIT("]"), false }, { STR_INIT("("), STR_INIT(")"), true },
        { STR_INIT("\xEF\xBC\x88"), STR_INIT("\xEF\xBC\x89"), true },   /* full width */
    };
    for (uint32_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct str open = pairs[i].open, close = pairs[i].close;
        for (uint32_t k = open.len; str_starts(template, open) && k + close.len <= template.len; k++)
            if (str_starts(str_skip(template, k), close)) {
                struct str none = STR("");
                *out = (struct bracket){ { template.ptr + open.len, k - open.len }, pairs[i].shown ? open : none,
                                         pairs[i].shown ? close : none, k + close.len };
                return true;
            }
    }
    return false;
}

/* False where a role is missing. */
static bool fill(struct summariser *s, struct str template, text *out)
{
    bool complete = true;
    while (template.len) {
        struct bracket bracket;
        text inside = { 0 };
        if (template.ptr[0] == '{') {
            template = str_skip(template, 1);
            complete &= add_role(s, out, str_cut(&template, '}'));
        } else if (bracket_at(template, &bracket)) {
            if (fill(s, bracket.inside, &inside)) {
                add(s, out, bracket.open);
                add(s, out, (struct str){ inside.at, inside.count });
                add(s, out, bracket.close);
            }
            template = str_skip(template, bracket.length);
        } else {
            add(s, out, str_head(template, 1));
            template = str_skip(template, 1);
        }
    }
    return complete;
}

/* Blanks left where a part went. */
static struct str tidy(text *t)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < t->count; i++)
        if (!(t->at[i] == ' ' && (kept == 0 || t->at[kept - 1] == ' ')))
            t->at[kept++] = t->at[i];
    return str_trim((struct str){ t->at, kept });
}

/* What stands between names: the rows `list` and, before the last name, `last` of the language's table `mark`. */
static void set_marks(struct summariser *s)
{
    static const uint32_t list[] = { 'l', 'i', 's', 't' }, last[] = { 'l', 'a', 's', 't' };
    const struct model *m = s->t->m;
    const struct table *t = model_table(m, s->language, STR("mark"));
    s->list_mark = STR(", ");
    if (t)
        model_table_find(m, t, (struct units){ list, sizeof list / sizeof *list }, &s->list_mark);
    s->last_mark = s->list_mark;
    if (t)
        model_table_find(m, t, (struct units){ last, sizeof last / sizeof *last }, &s->last_mark);
}

bool timeline_summarise(struct builder_of_timeline *t, struct happening *h)
{
    const struct event_type *type = &t->m->events[h->type];
    uint8_t language = t->d->language;
    struct str template = STR("");
    for (uint32_t i = 0; i < type->summary_count; i++) {
        const struct summary *each = &t->m->summaries[type->first_summary + i];
        if (each->language == language || !template.len)
            template = model_str(t->m, each->text);
    }
    struct summariser s = { .t = t, .h = h, .language = language };
    text line = { 0 };
    set_marks(&s);
    fill(&s, template, &line);
    h->summary = tidy(&line);
    return !s.full;
}
