/* Options: one table, which serves the parser and the help. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

void complain(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("extract: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}

struct choice { const char *name; int value; };

/* Sets *out to the value of a name; else tells which names there are. */
static bool choose(const char *option, const char *name, const struct choice *choices, int *out)
{
    for (const struct choice *c = choices; c->name; c++)
        if (!strcmp(c->name, name)) {
            *out = c->value;
            return true;
        }
    fprintf(stderr, "extract: %s: unknown value '%s'; there is", option, name);
    for (const struct choice *c = choices; c->name; c++)
        fprintf(stderr, "%s %s", c == choices ? "" : ",", c->name);
    fputc('\n', stderr);
    return false;
}

static bool read_count(const char *option, const char *text, unsigned long most, unsigned long *out)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);
    if (!*text || *end || *text == '-' || value > most) {
        complain("%s: '%s' is no number from 0 to %lu", option, text, most);
        return false;
    }
    *out = value;
    return true;
}

/* --- what each option does ------------------------------------------------------------------------------------------------ */

static bool set_date(struct options *o, const char *value)
{
    bool plain = strlen(value) >= 4 && strspn(value, "0123456789") >= 4 && !strchr(value, '/');
    if (!plain || !extract_date_valid(value)) {
        complain("--date: '%s' is no date: write 2024-05-12, 2024-05-12T08:30, 2024-05 or 2024", value);
        return false;
    }
    o->date = value;
    return true;
}

static bool set_format(struct options *o, const char *value)
{
    static const struct choice choices[] = { { "json", FORMAT_JSON }, { "jsonl", FORMAT_JSONL }, { "text", FORMAT_TEXT }, { NULL, 0 } };
    int format;
    if (!choose("--format", value, choices, &format))
        return false;
    o->format = (enum output_format)format;
    return true;
}

static bool set_input(struct options *o, const char *value)
{
    static const struct choice choices[] = { { "auto", INPUT_AUTO }, { "text", INPUT_TEXT }, { "jsonl", INPUT_JSONL }, { NULL, 0 } };
    int input;
    if (!choose("--input", value, choices, &input))
        return false;
    o->input = (enum input_format)input;
    return true;
}

static bool set_offsets(struct options *o, const char *value)
{
    static const struct choice choices[] = { { "codepoint", EXTRACT_CODE_POINTS }, { "byte", EXTRACT_BYTES },
                                             { "utf16", EXTRACT_UTF16 }, { NULL, 0 } };
    int offsets;
    if (!choose("--offsets", value, choices, &offsets))
        return false;
    o->json.offsets = (enum extract_offsets)offsets;
    return true;
}

static bool set_output(struct options *o, const char *value) { o->output = value; return true; }

static bool set_jobs(struct options *o, const char *value)
{
    unsigned long jobs;
    if (!read_count("--jobs", value, MAX_JOBS, &jobs))
        return false;
    o->jobs = jobs ? (unsigned)jobs : 1;
    return true;
}

static bool set_types(struct options *o, const char *value)
{
    struct extract_error error;
    o->json.types = value;
    if (extract_types_valid(value, &error))
        return true;
    complain("--types: %s", error.message);
    return false;
}

static bool add_folder(const char *option, const char **list, size_t *count, const char *value)
{
    if (*count == MAX_FOLDERS) {
        complain("%s: more than %d folders", option, MAX_FOLDERS);
        return false;
    }
    list[(*count)++] = value;
    return true;
}

static bool add_rules(struct options *o, const char *value)
{
    return add_folder("--rules", o->rules, &o->sources.rules_count, value);
}

static bool add_gazetteers(struct options *o, const char *value)
{
    return add_folder("--gazetteers", o->gazetteers, &o->sources.gazetteers_count, value);
}

static bool set_at(struct options *o, const char *value)
{
    unsigned long at;
    if (!read_count("--at", value, UINT32_MAX, &at))
        return false;
    o->at = at;
    o->explain_at = true;
    return true;
}

static bool set_list(struct options *o, const char *value)
{
    static const struct choice choices[] = { { "types", 0 }, { "rules", 0 }, { "events", 0 }, { "gazetteers", 0 }, { NULL, 0 } };
    int ignored;
    o->task = TASK_LIST;
    o->list = value;
    return choose("--list", value, choices, &ignored);
}

static bool set_pretty(struct options *o, const char *value) { (void)value; o->json.pretty = true; return true; }
static bool set_explain(struct options *o, const char *value) { (void)value; o->json.explain = true; return true; }
static bool set_check(struct options *o, const char *value) { (void)value; o->task = TASK_CHECK; return true; }
static bool set_keep_going(struct options *o, const char *value) { (void)value; o->sources.keep_going = true; return true; }
static bool set_no_cache(struct options *o, const char *value) { (void)value; o->sources.cache = ""; return true; }
static bool set_profile(struct options *o, const char *value) { (void)value; o->profile = true; return true; }
static bool set_merge(struct options *o, const char *value) { (void)value; o->merge = true; return true; }
static bool set_help(struct options *o, const char *value) { (void)value; o->task = TASK_HELP; return true; }
static bool set_version(struct options *o, const char *value) { (void)value; o->task = TASK_VERSION; return true; }

static const struct option {
    char letter;
    const char *name, *value, *help;
    bool (*set)(struct options *o, const char *value);
} table[] = {
    { 'd', "date", "DATE", "date of the document, which relative dates are read against", set_date },
    { 'f', "format", "FORMAT", "json, jsonl or text (text on a terminal, else json)", set_format },
    { 'o', "output", "FILE", "write there instead of to standard output", set_output },
    { 0, "input", "FORMAT", "text, jsonl (one {\"id\", \"text\", \"date\", \"title\"} a line) or auto", set_input },
    { 'j', "jobs", "N", "documents in parallel; the output keeps the input's order", set_jobs },
    { 0, "merge", NULL, "one timeline of all documents; takes JSON made before, too", set_merge },
    { 0, "types", "LIST", "only these types of mentions, e.g. person,company,number", set_types },
    { 0, "offsets", "UNIT", "codepoint, byte or utf16", set_offsets },
    { 0, "pretty", NULL, "JSON for people", set_pretty },
    { 0, "explain", NULL, "why each thing was found: rule, entry, evidence", set_explain },
    { 0, "at", "OFFSET", "with --explain: why something, or nothing, was found there", set_at },
    { 0, "rules", "DIR", "more rules, which win over the shipped ones; repeatable", add_rules },
    { 0, "gazetteers", "DIR", "more gazetteers; repeatable", add_gazetteers },
    { 0, "check", NULL, "read every rule and gazetteer, run every example", set_check },
    { 0, "profile", NULL, "what each rule cost, the dearest first, on standard error", set_profile },
    { 0, "list", "WHAT", "types, rules, events or gazetteers", set_list },
    { 0, "keep-going", NULL, "leave out what is wrong in rules and gazetteers", set_keep_going },
    { 0, "no-cache", NULL, "compile the rules anew, keep nothing", set_no_cache },
    { 'h', "help", NULL, "this text", set_help },
    { 0, "version", NULL, "the version", set_version },
};
enum { OPTIONS = sizeof table / sizeof *table };

void options_help(void)
{
    puts("extract article.txt > events.json\n\n"
         "usage: extract [option…] [file…]        - or nothing: standard input\n\n"
         "Reads news in Chinese and English; writes the people, companies, amounts and dates in it, and what happened.\n");
    for (uint32_t i = 0; i < OPTIONS; i++) {
        const struct option *o = &table[i];
        char left[40];
        snprintf(left, sizeof left, "%s%c%s--%s %s", o->letter ? "-" : " ", o->letter ? o->letter : ' ', o->letter ? ", " : "  ",
                 o->name, o->value ? o->value : "");
        printf("  %-24s %s\n", left, o->help);
    }
    puts("\nExit status: 0 fine, 1 some input failed (the rest was written), 2 wrong use, 3 bad rules or gazetteers.");
}

/* --- reading argv ------------------------------------------------------------------------------------------------------------ */

static uint32_t common_prefix(const char *a, const char *b)
{
    uint32_t n = 0;
    while (a[n] && a[n] == b[n])
        n++;
    return n;
}

static const struct option *nearest(const char *name)
{
    const struct option *best = &table[0];
    for (uint32_t i = 1; i < OPTIONS; i++)
        if (common_prefix(table[i].name, name) > common_prefix(best->name, name))
            best = &table[i];
    return best;
}

static const struct option *find_long(const char *name, size_t length)
{
    for (uint32_t i = 0; i < OPTIONS; i++)
        if (strlen(table[i].name) == length && !strncmp(table[i].name, name, length))
            return &table[i];
    complain("unknown option '--%.*s'; did you mean --%s? (extract --help lists them)", (int)length, name, nearest(name)->name);
    return NULL;
}

static const struct option *find_letter(char letter)
{
    for (uint32_t i = 0; i < OPTIONS; i++)
        if (letter && table[i].letter == letter)
            return &table[i];
    complain("unknown option '-%c' (extract --help lists them)", letter);
    return NULL;
}

/* Takes one option, and its value from the same word or the next. */
static bool take(struct options *o, int argc, char **argv, int *at)
{
    const char *word = argv[*at], *value = NULL;
    const struct option *option;
    if (word[1] == '-') {
        const char *equals = strchr(word, '=');
        option = find_long(word + 2, equals ? (size_t)(equals - word) - 2 : strlen(word + 2));
        value = equals ? equals + 1 : NULL;
    } else {
        option = find_letter(word[1]);
        value = word[1] && word[2] ? word + 2 : NULL;
    }
    if (!option)
        return false;
    if (!option->value && value) {
        complain("--%s takes no value", option->name);
        return false;
    }
    if (option->value && !value) {
        if (*at + 1 >= argc) {
            complain("--%s needs a value: %s", option->name, option->value);
            return false;
        }
        value = argv[++*at];
    }
    return option->set(o, value);
}

bool options_read(int argc, char **argv, struct options *out)
{
    bool options_end = false;
    *out = (struct options){ .jobs = 1 };
    out->files = argv;                      /* compacted in place: never ahead of what is read */
    for (int i = 1; i < argc; i++) {
        if (!options_end && !strcmp(argv[i], "--"))
            options_end = true;
        else if (options_end || argv[i][0] != '-' || !argv[i][1])
            out->files[out->file_count++] = argv[i];
        else if (!take(out, argc, argv, &i))
            return false;
    }
    out->sources.rules = out->rules;
    out->sources.gazetteers = out->gazetteers;
    if (out->explain_at && !out->json.explain) {
        complain("--at belongs to --explain");
        return false;
    }
    if (out->merge && out->json.explain) {
        complain("--merge and --explain: one of them; explain a document by itself");
        return false;
    }
    return true;
}
