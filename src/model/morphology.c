/*
 * Inflection of triggers: rules/<language>/morphology.yaml has, for each form, a list of [ending, replacement] of which
 * the first that matches the end of the verb counts, and a table of irregular words. Languages without the file do not
 * inflect.
 */
#include "model/build.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

static const char *const form_names[VERB_FORMS] = { "base", "third", "past", "participle", "ing", "noun" };

/* The word with the part that `ending` matches replaced; false where it does not match, or is no pattern. */
static bool replace(struct builder *b, const struct yaml *ending, struct str replacement, struct str word, struct str *out)
{
    int error;
    PCRE2_SIZE offset, length = 256;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)ending->text.ptr, ending->text.len, PCRE2_UTF, &error, &offset, NULL);
    if (!code) {
        PCRE2_UCHAR message[128];
        pcre2_get_error_message(error, message, sizeof message);
        return error_add(b->found, ending->at, "bad pattern: %s", (const char *)message);
    }
    PCRE2_UCHAR result[256], with[64];
    size_t n = 0;
    for (uint32_t i = 0; i < replacement.len && n + 2 < sizeof with; i++)     /* \1 → $1, as PCRE2 writes it */
        with[n++] = replacement.ptr[i] == '\\' ? '$' : (PCRE2_UCHAR)replacement.ptr[i];
    int count = pcre2_substitute(code, (PCRE2_SPTR)word.ptr, word.len, 0, 0, NULL, NULL, with, n, result, &length);
    pcre2_code_free(code);
    if (count <= 0)
        return false;
    *out = arena_str(b->arena, (struct str){ (const char *)result, (uint32_t)length });
    return true;
}

static struct str irregular(struct builder *b, const struct morphology *m, struct str verb, enum verb_form form)
{
    const struct yaml *forms = verb.ptr ? yaml_get(m->irregular, arena_str(b->arena, verb).ptr) : NULL;
    const struct yaml *word = yaml_get(forms, form_names[form]);
    /* A verb with an irregular past of its own has that as its participle, unless it says otherwise. */
    if (!word && form == VERB_PARTICIPLE)
        word = yaml_get(forms, form_names[VERB_PAST]);
    return word && word->kind == YAML_TEXT ? word->text : STR("");
}

struct str verb_inflect(struct builder *b, uint8_t language, struct str verb, enum verb_form form)
{
    if (form == VERB_BASE || language >= MAX_LANGUAGES)
        return form == VERB_BASE ? verb : STR("");
    const struct morphology *m = &b->morphology[language];
    struct str tail = verb, head = str_cut(&tail, ' '), word = irregular(b, m, head, form);
    const struct yaml *rules = m->forms[form];
    if (!rules && form == VERB_PARTICIPLE)
        rules = m->forms[VERB_PAST];
    for (uint32_t i = 0; !word.len && rules && i < rules->count; i++) {
        const struct yaml *pair = rules->items[i];
        if (pair->kind == YAML_LIST && pair->count == 2 && pair->items[0]->kind == YAML_TEXT
            && pair->items[1]->kind == YAML_TEXT && replace(b, pair->items[0], pair->items[1]->text, head, &word))
            break;
    }
    if (!word.len || !tail.len)
        return word;
    return arena_printf(b->arena, "%.*s %.*s", STR_ARG(word), STR_ARG(tail));
}
