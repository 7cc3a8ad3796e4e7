/*
 * The language of a sentence, by its script: which language has which script is the model's to say. Where several
 * languages share one, the words that no name begins or ends with (class function_word) decide.
 */
#include "read/parts.h"

struct script_count { uint64_t han, words; };

static struct script_count count_scripts(const struct document *d, const struct sentence *s)
{
    struct script_count count = { 0 };
    for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++) {
        count.han += d->tokens.at[i].kind == TOKEN_HAN;
        count.words += d->tokens.at[i].kind == TOKEN_WORD;
    }
    return count;
}

/* The first language of this script from `from` on, or the model's number of languages. */
static uint8_t language_of_script(const struct model *m, uint8_t script, uint8_t from)
{
    while (from < m->language_count && m->languages[from].script != script)
        from++;
    return from;
}

/* Adds one to the count of each language that has the text among its function words. */
static void count_function_word(const struct model *m, struct units word, uint32_t counts[static MAX_LANGUAGES])
{
    uint32_t literal = model_literal(m, word);
    if (literal == NONE)
        return;
    const struct literal *l = &m->literals[literal];
    for (uint32_t i = l->first_use; i < l->first_use + l->use_count; i++) {
        if (m->uses[i].kind != USE_CLASS)
            continue;
        const struct word_class *class = &m->classes[m->uses[i].ref];
        if (class->language < MAX_LANGUAGES && str_equal(model_str(m, class->name), STR("function_word")))
            counts[class->language]++;
    }
}

/* Of the languages of one script the one with most function words in the sentence; the first where none leads. */
static uint8_t language_by_words(const struct model *m, const struct document *d, const struct sentence *s, uint8_t script)
{
    uint8_t best = language_of_script(m, script, 0);
    if (best >= m->language_count)
        return 0;
    if (script == CHAR_HAN || language_of_script(m, script, (uint8_t)(best + 1)) >= m->language_count)
        return best;
    uint32_t counts[MAX_LANGUAGES] = { 0 };
    for (uint32_t i = s->first_token; i < s->first_token + s->token_count; i++)
        if (d->tokens.at[i].kind == TOKEN_WORD)
            count_function_word(m, units_at(document_units(d), d->tokens.at[i].span), counts);
    for (uint8_t i = (uint8_t)(best + 1); i < m->language_count && i < MAX_LANGUAGES; i++)
        if (m->languages[i].script == script && counts[i] > counts[best])
            best = i;
    return best;
}

/*
 * A Han character says about half as much as a word of letters. In a Chinese document names and brands are often
 * written in Latin letters, so that there a few Han characters are enough.
 */
static uint8_t script_of(struct script_count count, bool document_is_han)
{
    enum { HAN_IN_HAN_DOCUMENT = 4, WORD = 2 };
    uint64_t han = count.han * (document_is_han ? HAN_IN_HAN_DOCUMENT : 1);
    return count.han && han >= count.words * WORD ? CHAR_HAN : CHAR_LOWER;
}

void languages_find(const struct model *m, struct document *d)
{
    struct script_count all = { 0 };
    for (uint32_t i = 0; i < d->sentences.count; i++) {
        struct script_count count = count_scripts(d, &d->sentences.at[i]);
        all.han += count.han;
        all.words += count.words;
    }
    uint8_t script = script_of(all, false);
    uint32_t sentences[MAX_LANGUAGES] = { 0 };
    for (uint32_t i = 0; i < d->sentences.count; i++) {
        struct sentence *s = &d->sentences.at[i];
        struct script_count count = count_scripts(d, s);
        bool silent = !count.han && !count.words;
        s->language = language_by_words(m, d, s, silent ? script : script_of(count, script == CHAR_HAN));
        if (s->language < MAX_LANGUAGES)
            sentences[s->language]++;
    }
    uint8_t first = language_of_script(m, script, 0);
    d->language = first < m->language_count ? first : 0;
    for (uint8_t i = 0; i < m->language_count && i < MAX_LANGUAGES; i++)
        if (m->languages[i].script == script && sentences[i] > sentences[d->language])
            d->language = i;
}
