/*
 * An example is a map: `text`, what must come out, and fields that it must have, named as in the JSON. The pipeline runs
 * on the text, and its JSON is searched: so an example says what a user would see, whichever rule wins.
 */
#include "check/check.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>

struct checker {
    run_fn *run;
    void *context;
    struct error_list *found;
    struct check *count;
    struct str id, type;                /* of the rule; of its mentions or events */
    const char *const *fields;          /* keys of an example that are no fields of the JSON */
};

static bool is_text(const cJSON *value, struct str text)
{
    return cJSON_IsString(value) && str_equal(str_from(value->valuestring), text);
}

static const cJSON *get(const cJSON *object, const char *key) { return cJSON_GetObjectItemCaseSensitive(object, key); }

static bool same_value(const cJSON *value, struct str expected)
{
    if (cJSON_IsString(value))
        return is_text(value, expected);
    if (cJSON_IsBool(value))
        return str_equal(expected, cJSON_IsTrue(value) ? STR("true") : STR("false"));
    if (!cJSON_IsNumber(value) || !expected.len)
        return false;
    char *end;
    double number = strtod(expected.ptr, &end);     /* texts of the YAML tree end with a NUL */
    return *end == '\0' && fabs(number - value->valuedouble) <= 1e-9 * fmax(1, fabs(number));
}

/* The mention of this id. */
static const cJSON *mention_of(const cJSON *json, const cJSON *id)
{
    const cJSON *mention;
    cJSON_ArrayForEach(mention, get(json, "mentions"))
        if (cJSON_IsString(id) && is_text(get(mention, "id"), str_from(id->valuestring)))
            return mention;
    return NULL;
}

static const cJSON *entity_of(const cJSON *json, const cJSON *id)
{
    const cJSON *entity;
    cJSON_ArrayForEach(entity, get(json, "entities"))
        if (cJSON_IsString(id) && is_text(get(entity, "id"), str_from(id->valuestring)))
            return entity;
    return NULL;
}

/* Whether an argument or a source is what the example calls it: its text there, or a name of its entity. */
static bool is_called(const cJSON *json, const cJSON *argument, struct str expected)
{
    const cJSON *mention = mention_of(json, get(argument, "mention")), *entity = entity_of(json, get(argument, "entity")), *alias;
    if (is_text(get(mention, "text"), expected) || is_text(get(entity, "name"), expected))
        return true;
    cJSON_ArrayForEach(alias, get(entity, "aliases"))
        if (is_text(alias, expected))
            return true;
    return false;
}

static bool is_plain_key(const struct checker *c, struct str key)
{
    for (const char *const *k = c->fields; *k; k++)
        if (str_equal(key, str_from(*k)))
            return true;
    return false;
}

/* --- mentions ------------------------------------------------------------------------------------------------------------- */

static bool has_fields(const struct checker *c, const cJSON *object, const struct yaml *example)
{
    for (uint32_t i = 0; i < example->count; i++) {
        if (is_plain_key(c, example->keys[i]->text))
            continue;
        const cJSON *value = get(object, example->keys[i]->text.ptr);
        if (!same_value(value, example->items[i]->text))
            return false;
    }
    return true;
}

static bool finds_mention(const struct checker *c, const cJSON *json, const struct yaml *example)
{
    struct str finds = yaml_text(example, "finds", c->found);
    const cJSON *mention;
    cJSON_ArrayForEach(mention, get(json, "mentions"))
        if (is_text(get(mention, "text"), finds) && (!c->type.len || is_text(get(mention, "type"), c->type))
            && has_fields(c, mention, example))
            return true;
    return false;
}

/* A rule of several patterns has a number behind its id. */
static bool is_pattern_of(struct str name, struct str id)
{
    if (!str_starts(name, id))
        return false;
    struct str rest = str_skip(name, id.len);
    return !rest.len || (rest.ptr[0] == '.' && strspn(rest.ptr + 1, "0123456789") + 1 == rest.len);
}

static bool has_rule(const struct checker *c, const cJSON *json)
{
    const cJSON *mention;
    cJSON_ArrayForEach(mention, get(json, "mentions")) {
        const cJSON *rule = get(mention, "rule");
        if (!cJSON_IsString(rule))
            continue;
        if (is_pattern_of(str_from(rule->valuestring), c->id))
            return true;
    }
    return false;
}

/* --- events ---------------------------------------------------------------------------------------------------------------- */

static bool told_by(const cJSON *event, struct str trigger)
{
    const cJSON *told;
    cJSON_ArrayForEach(told, get(event, "told"))
        if (is_text(get(get(told, "trigger"), "text"), trigger))
            return true;
    return false;
}

static bool has_argument(const cJSON *json, const cJSON *event, struct str role, struct str expected)
{
    const cJSON *argument;
    cJSON_ArrayForEach(argument, get(event, "arguments"))
        if (is_text(get(argument, "role"), role) && is_called(json, argument, expected))
            return true;
    return false;
}

/* One key of an example of an event: a field, its source, its date, the cue that says its order, or a role. */
static bool event_has(const cJSON *json, const cJSON *event, const struct yaml *key, const struct yaml *value)
{
    static const char *const fields[] = { "modality", "polarity", "status", "summary" };
    for (uint32_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (str_equal(key->text, str_from(fields[i])))
            return same_value(get(event, fields[i]), value->text);
    if (str_equal(key->text, STR("source")))
        return is_called(json, get(event, "source"), value->text);
    if (str_equal(key->text, STR("order")))
        return same_value(get(get(event, "why"), "placed"), value->text);
    if (str_equal(key->text, STR("when")))
        return same_value(get(get(event, "date"), "value"), value->text);
    for (uint32_t i = 0; yaml_each(value, i); i++)
        if (!has_argument(json, event, key->text, yaml_each(value, i)->text))
            return false;
    return true;
}

static bool event_fits(const struct checker *c, const cJSON *json, const cJSON *event, const struct yaml *example)
{
    const char *key = yaml_get(example, "event") ? "event" : "trigger";
    struct str trigger = yaml_text(example, key, c->found);
    if ((c->type.len && !is_text(get(event, "type"), c->type)) || (trigger.len && !told_by(event, trigger)))
        return false;
    for (uint32_t i = 0; i < example->count; i++)
        if (!is_plain_key(c, example->keys[i]->text) && !event_has(json, event, example->keys[i], example->items[i]))
            return false;
    return true;
}

static bool finds_event(const struct checker *c, const cJSON *json, const struct yaml *example)
{
    const cJSON *event;
    bool none = yaml_get(example, "generic") != NULL, any = false;
    cJSON_ArrayForEach(event, get(json, "events"))
        any |= event_fits(c, json, event, example);
    return any != none;
}

static bool has_event(const struct checker *c, const cJSON *json)
{
    const cJSON *event;
    cJSON_ArrayForEach(event, get(json, "events"))
        if (is_text(get(event, "type"), c->type))
            return true;
    return false;
}

/* --- names of one entity ------------------------------------------------------------------------------------------------------ */

static const cJSON *entity_named(const cJSON *json, struct str text)
{
    const cJSON *mention;
    cJSON_ArrayForEach(mention, get(json, "mentions"))
        if (is_text(get(mention, "text"), text) && get(mention, "entity"))
            return get(mention, "entity");
    return NULL;
}

static bool joins(const struct checker *c, const cJSON *json, const struct yaml *example)
{
    const cJSON *full = entity_named(json, yaml_text(example, "full", c->found));
    const cJSON *alias = entity_named(json, yaml_text(example, "alias", c->found));
    return cJSON_IsString(full) && cJSON_IsString(alias) && !strcmp(full->valuestring, alias->valuestring);
}

/* --- running them ----------------------------------------------------------------------------------------------------------------- */

typedef bool example_fn(const struct checker *c, const cJSON *json, const struct yaml *example);
typedef bool counter_fn(const struct checker *c, const cJSON *json);

static cJSON *run_text(struct checker *c, struct str text, struct str date)
{
    char *output = c->run(c->context, text, date);
    cJSON *json = output ? cJSON_Parse(output) : NULL;
    free(output);
    c->count->examples++;
    return json;
}

static void fails(struct checker *c, struct place at, const char *what, struct str text)
{
    c->count->failures++;
    error_add(c->found, at, "%.*s: %s: %.*s", STR_ARG(c->id), what, STR_ARG(text));
}

static void check_examples(struct checker *c, const struct yaml *rule, example_fn *fits)
{
    const struct yaml *examples = yaml_get(rule, "examples");
    for (uint32_t i = 0; examples && examples->kind == YAML_LIST && i < examples->count; i++) {
        const struct yaml *example = examples->items[i];
        struct str text = yaml_text(example, "text", c->found);
        if (example->kind != YAML_MAP || !text.len) {
            error_add(c->found, example->at, "an example is a map with a 'text'");
            c->count->failures++;
            continue;
        }
        cJSON *json = run_text(c, text, yaml_text(example, "date", c->found));
        if (!json || !fits(c, json, example))
            fails(c, example->at, "this example does not come out", text);
        cJSON_Delete(json);
    }
}

static void check_counter(struct checker *c, const struct yaml *rule, counter_fn *has)
{
    const struct yaml *counter = yaml_get(rule, "counter");
    for (uint32_t i = 0; counter && counter->kind == YAML_LIST && i < counter->count; i++) {
        const struct yaml *each = counter->items[i];
        struct str text = each->kind == YAML_TEXT ? each->text : yaml_text(each, "text", c->found);
        cJSON *json = run_text(c, text, STR(""));
        if (!json || has(c, json))
            fails(c, each->at, "this counter-example is found", text);
        cJSON_Delete(json);
    }
}

static void check_rule(struct checker *c, const struct yaml *rule, struct str type, example_fn *fits, counter_fn *has)
{
    c->count->rules++;
    c->id = yaml_text(rule, "id", c->found);
    c->type = type;
    if (!c->id.len)
        c->id = type;                   /* the patterns of an event are told by its name */
    check_examples(c, rule, fits);
    if (has)
        check_counter(c, rule, has);
}

static bool never(const struct checker *c, const cJSON *json) { (void)c; (void)json; return false; }

/* Rules of each language of a map {zh: [rule …], en: [rule …]}. */
static void check_lists(struct checker *c, const struct yaml *languages, const char *const *other_keys, example_fn *fits, counter_fn *has)
{
    for (uint32_t i = 0; languages && languages->kind == YAML_MAP && i < languages->count; i++) {
        bool other = languages->items[i]->kind != YAML_LIST;
        for (const char *const *k = other_keys; *k; k++)
            other |= str_equal(languages->keys[i]->text, str_from(*k));
        for (uint32_t n = 0; !other && n < languages->items[i]->count; n++)
            check_rule(c, languages->items[i]->items[n], yaml_text(languages->items[i]->items[n], "type", c->found), fits, has);
    }
}

void check_file(const struct yaml *root, run_fn *run, void *context, struct error_list *found, struct check *count)
{
    static const char *const mention_keys[] = { "text", "finds", "why", "date", NULL };
    static const char *const event_keys[] = { "text", "trigger", "event", "why", "date", "generic", NULL };
    static const char *const none[] = { NULL };
    struct checker c = { run, context, found, count, STR(""), STR(""), mention_keys };
    const struct yaml *rules = yaml_get(root, "rules"), *event = yaml_get(root, "event");
    for (uint32_t i = 0; rules && rules->kind == YAML_LIST && i < rules->count; i++)
        check_rule(&c, rules->items[i], yaml_text(rules->items[i], "type", found), finds_mention, has_rule);
    check_lists(&c, yaml_get(root, "nominals"), none, finds_mention, has_rule);
    check_lists(&c, yaml_get(root, "aliases"), none, joins, never);
    c.fields = event_keys;
    if (yaml_get(root, "cues"))
        check_lists(&c, root, none, finds_event, never);
    for (uint32_t i = 0; event && i < root->count; i++)
        if (yaml_get(root->items[i], "patterns") && yaml_get(root->items[i], "trigger"))
            check_rule(&c, root->items[i], event->text, finds_event, has_event);
}
