/*
 * The pipeline: how a text becomes a timeline, and the public calls around it (include/extract.h is the manual).
 *
 *     bytes ─read▶ document ─scan▶ candidates ─decide▶ mentions ─value▶ values ─link▶ entities ─event▶ events ─timeline▶
 */
#define _DEFAULT_SOURCE     /* access */
#include "extract.h"

#include "check/check.h"
#include "data_dir.h"
#include "write/write.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Memory of one document: so much, and so much for each byte of its text, never more than the whole arena. */
#define ARENA_LIMIT ((size_t)16 << 30)
#define ARENA_LEAST ((size_t)64 << 20)
#define ARENA_PER_BYTE ((size_t)1500)
#define ARENA_KEPT ((size_t)64 << 20)
#define TEXT_LIMIT ((size_t)256 << 20)

struct extract_model { struct model *model; };
struct extract_result { struct analysis analysis; };

struct extract_worker {
    const struct model *model;
    struct matcher *matcher;
    struct arena arena;
    struct extract_result result;
};

static bool refuse(struct extract_error *error, enum extract_status status, const char *message)
{
    error->status = status;
    snprintf(error->message, sizeof error->message, "%s", message);
    return false;
}

/* --- the model ---------------------------------------------------------------------------------------------------------- */

static void report_all(const struct extract_sources *sources, const struct error_list *found)
{
    for (uint32_t i = 0; sources && sources->report && i < found->errors.count; i++) {
        char line[640];
        error_format(&found->errors.at[i], line, sizeof line);
        sources->report(sources->context, line);
    }
}

/* The shipped folder and the user's. */
static bool list_folders(struct arena *arena, const char *data, const char *name, const char *const *more, size_t count,
                         const char *const **out)
{
    const char **list = arena_alloc(arena, sizeof *list, count + 1);
    struct str shipped = arena_printf(arena, "%s/%s", data, name);
    if (!list || !shipped.ptr)
        return false;
    list[0] = shipped.ptr;
    for (size_t i = 0; i < count; i++)
        list[i + 1] = more[i];
    *out = list;
    return true;
}

/* The folders to read, in their order. */
static bool find_sources(const struct extract_sources *given, struct arena *arena, struct model_sources *out,
                         struct extract_error *error)
{
    static const struct extract_sources shipped_alone = { 0 };
    const struct extract_sources *s = given ? given : &shipped_alone;
    const char *data = s->data ? s->data : data_dir_find(arena);
    if (!data)
        return refuse(error, EXTRACT_MODEL, "no folder with rules/ and gazetteers/ was found: set EXTRACT_DATA to it");
    *out = (struct model_sources){
        .rules_count = (uint32_t)s->rules_count + 1, .gazetteers_count = (uint32_t)s->gazetteers_count + 1, .shipped = 1,
        .keep_going = s->keep_going,
    };
    if (!list_folders(arena, data, "rules", s->rules, s->rules_count, &out->rules)
        || !list_folders(arena, data, "gazetteers", s->gazetteers, s->gazetteers_count, &out->gazetteers))
        return refuse(error, EXTRACT_MEMORY, "out of memory");
    out->cache = s->cache ? (*s->cache ? s->cache : NULL) : data_cache_file(out, arena);
    return true;
}

struct extract_model *extract_model_load(const struct extract_sources *sources, struct extract_error *error)
{
    struct arena arena;
    struct error_list found = { .arena = &arena };
    struct extract_model *made = calloc(1, sizeof *made);
    if (!made || !arena_init(&arena, ARENA_LEAST)) {
        free(made);
        refuse(error, EXTRACT_MEMORY, "out of memory");
        return NULL;
    }
    *error = (struct extract_error){ 0 };
    struct model_sources folders;
    if (find_sources(sources, &arena, &folders, error)) {
        made->model = model_load(&folders, &found);
        if (!made->model)
            refuse(error, EXTRACT_MODEL, "the rules or gazetteers have mistakes");
    }
    report_all(sources, &found);
    arena_free(&arena);
    if (made->model)
        return made;
    free(made);
    return NULL;
}

void extract_model_free(struct extract_model *model)
{
    if (model)
        model_free(model->model);
    free(model);
}

struct extract_model_counts extract_model_count(const struct extract_model *model)
{
    const struct model *m = model->model;
    return (struct extract_model_counts){ m->rule_count, m->entry_count, m->literal_count, m->event_count, m->image.len,
                                          m->from_cache };
}

static struct extract_text public_text(struct str s) { return (struct extract_text){ s.ptr, s.len }; }

struct extract_text extract_model_event_type(const struct extract_model *model, size_t i)
{
    const struct model *m = model->model;
    return public_text(i < m->event_count ? model_str(m, m->events[i].name) : STR(""));
}

/* --- running it ---------------------------------------------------------------------------------------------------------- */

struct extract_worker *extract_worker_new(const struct extract_model *model)
{
    struct extract_worker *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->model = model->model;
    w->matcher = matcher_new(model->model);
    if (w->matcher && arena_init(&w->arena, ARENA_LIMIT))
        return w;
    extract_worker_free(w);
    return NULL;
}

void extract_worker_free(struct extract_worker *worker)
{
    if (!worker)
        return;
    matcher_free(worker->matcher);
    arena_free(&worker->arena);
    free(worker);
}

bool extract_profile_start(struct extract_worker *worker) { return matcher_measure(worker->matcher); }

struct extract_cost extract_profile_at(const struct extract_worker *worker, size_t i)
{
    struct rule_cost cost = matcher_cost(worker->matcher, (uint32_t)i);
    struct str id = model_str(worker->model, worker->model->rules[i].id);
    return (struct extract_cost){ public_text(id), cost.tries, cost.found, cost.nanoseconds };
}

static struct str optional(const char *text) { return text ? str_from(text) : STR(""); }

/* Matches that reached their bound found nothing: the reader of the result must know. */
static bool warn_given_up(struct extract_worker *w, struct document *d, uint64_t before)
{
    uint64_t count = matcher_given_up(w->matcher) - before;
    struct warning *warning = count ? vec_push(&w->arena, &d->warnings) : NULL;
    if (!count)
        return true;
    if (!warning)
        return false;
    *warning = (struct warning){ NONE, arena_printf(&w->arena, "%llu matches of rules reached their bound and were given up",
                                                    (unsigned long long)count) };
    return warning->message.ptr != NULL;
}

bool extract_date_valid(const char *date) { return document_date_valid(optional(date)); }

static bool warn_date(struct extract_worker *w, struct document *d)
{
    if (!d->given_date.len || document_date_valid(d->given_date))
        return true;
    struct warning *warning = vec_push(&w->arena, &d->warnings);
    if (!warning)
        return false;
    *warning = (struct warning){ NONE, arena_printf(&w->arena, "the date given, '%.*s', is none: 2024-05-12 was expected; it is left out",
                                                    STR_ARG(d->given_date)) };
    d->given_date = STR("");
    return warning->message.ptr != NULL;
}

static bool run(struct extract_worker *w, const struct extract_input *input, struct error *err)
{
    struct analysis *a = &w->result.analysis;
    struct str bytes = { input->text, (uint32_t)input->length }, text, encoding;
    struct document *d;
    *a = (struct analysis){ .model = w->model };
    if (!encoding_decode(bytes, &w->arena, &text, &encoding, err)
        || !document_read(w->model, text, optional(input->id), optional(input->title), optional(input->date), &w->arena, &d, err))
        return false;
    if (!warn_date(w, d))
        return fail_full(err);
    a->document = d;
    uint64_t given_up = matcher_given_up(w->matcher);
    bool good = scan_run(w->model, w->matcher, d, &w->arena, &a->scan, err)
           && decide_run(w->model, d, &a->scan, &w->arena, &a->mentions, err)
           && value_run(w->model, d, &a->mentions, &w->arena, &a->values, err)
           && link_run(w->model, w->matcher, d, &a->scan, &a->mentions, &a->values, &w->arena, &a->links, err)
           && event_run(w->model, w->matcher, d, &a->scan, &a->mentions, &a->values, &a->links, &w->arena, &a->events, err)
           && timeline_run(w->model, d, &a->mentions, &a->values, &a->links, &a->events, &w->arena, &a->timeline, err);
    return good && (warn_given_up(w, d, given_up) || fail_full(err));
}

const struct extract_result *extract_run(struct extract_worker *worker, const struct extract_input *input,
                                         struct extract_error *error)
{
    struct error err = { 0 };
    char line[512];
    *error = (struct extract_error){ 0 };
    if (input->length > TEXT_LIMIT) {
        refuse(error, EXTRACT_INPUT, "the text is larger than 256 MB");
        return NULL;
    }
    arena_reset(&worker->arena, ARENA_KEPT);
    struct arena whole = worker->arena;
    size_t bound = ARENA_LEAST + input->length * ARENA_PER_BYTE;
    if (bound < (size_t)(whole.end - whole.begin))
        worker->arena.end = whole.begin + bound;
    bool good = run(worker, input, &err);
    worker->arena.end = whole.end;
    if (good)
        return &worker->result;
    error_format(&err, line, sizeof line);
    refuse(error, err.kind == ERR_MEMORY ? EXTRACT_MEMORY : EXTRACT_INPUT, line);
    return NULL;
}

/* --- checking the rules ------------------------------------------------------------------------------------------------------ */

struct checking { struct extract_worker *worker; struct check count; };

static char *run_example(void *context, struct str text, struct str date)
{
    struct checking *c = context;
    struct extract_error error;
    struct extract_input input = { .text = text.ptr, .length = text.len, .id = "example", .date = date.len ? date.ptr : NULL };
    const struct extract_result *result = extract_run(c->worker, &input, &error);
    struct extract_json_options everything = { .explain = true, .types = "person,company,organization,place,product,title,date,money,percent,"
                                                        "quantity,number,ordinal" };
    return result ? extract_json(result, &everything, NULL) : NULL;
}

static void check_root(void *context, const struct yaml *root, struct error_list *found)
{
    struct checking *c = context;
    check_file(root, run_example, c, found, &c->count);
}

/* The folders, and that of the names in examples, where there is one. Never cached: a check is of what the files say now. */
static bool add_example_names(struct arena *arena, struct model_sources *sources)
{
    const char **list = arena_alloc(arena, sizeof *list, sources->gazetteers_count + 1);
    struct str names = arena_printf(arena, "%s/examples", sources->rules[0]);
    if (!list || !names.ptr)
        return false;
    memcpy(list, sources->gazetteers, sources->gazetteers_count * sizeof *list);
    list[sources->gazetteers_count] = names.ptr;
    sources->gazetteers = list;
    sources->gazetteers_count += !access(names.ptr, F_OK);
    sources->cache = NULL;
    return true;
}

static bool check_all(const struct extract_sources *given, struct arena *arena, struct error_list *found,
                      struct check *count, struct extract_error *error)
{
    struct model_sources sources;
    struct extract_model checked = { 0 };
    if (!find_sources(given, arena, &sources, error))
        return false;
    if (!add_example_names(arena, &sources))
        return refuse(error, EXTRACT_MEMORY, "out of memory");
    checked.model = model_load(&sources, found);
    if (!checked.model)
        return refuse(error, EXTRACT_MODEL, "the rules or gazetteers have mistakes");
    struct checking c = { .worker = extract_worker_new(&checked) };
    bool good = c.worker && model_read_rules(&sources, found, check_root, &c);
    *count = c.count;
    extract_worker_free(c.worker);
    model_free(checked.model);
    return good || refuse(error, EXTRACT_MEMORY, "out of memory");
}

bool extract_check_rules(const struct extract_sources *sources, struct extract_check *out, struct extract_error *error)
{
    struct arena arena;
    struct error_list found = { .arena = &arena };
    struct check count = { 0 };
    *error = (struct extract_error){ 0 };
    if (!arena_init(&arena, ARENA_LEAST))
        return refuse(error, EXTRACT_MEMORY, "out of memory");
    bool good = check_all(sources, &arena, &found, &count, error);
    report_all(sources, &found);
    *out = (struct extract_check){ count.rules, count.examples, count.failures + (found.errors.count > count.failures) };
    arena_free(&arena);
    return good;
}

/* --- walking the result ---------------------------------------------------------------------------------------------------- */

static const struct links *links_of(const struct extract_result *r) { return &r->analysis.links; }

static const struct happening *happening_at(const struct extract_result *r, size_t i)
{
    const struct timeline *t = &r->analysis.timeline;
    return &t->happenings.at[t->order[i]];
}

size_t extract_entity_count(const struct extract_result *r) { return links_of(r)->entities.count; }
size_t extract_mention_count(const struct extract_result *r) { return links_of(r)->references.count; }
size_t extract_event_count(const struct extract_result *r) { return r->analysis.timeline.happenings.count; }

struct extract_entity extract_entity_at(const struct extract_result *r, size_t i)
{
    const struct entity *e = &links_of(r)->entities.at[i];
    const struct model *m = r->analysis.model;
    struct str id = e->entry == NONE ? STR("") : model_str(m, m->entries[e->entry].id);
    return (struct extract_entity){ public_text(type_name(e->type)), public_text(e->name), public_text(id), e->references.count };
}

static struct extract_text form_text(uint8_t form)
{
    static const struct str forms[] = { STR_INIT("name"), STR_INIT("nominal"), STR_INIT("pronoun") };
    return public_text(forms[form]);
}

struct extract_mention extract_mention_at(const struct extract_result *r, size_t i)
{
    const struct reference *ref = &links_of(r)->references.at[i];
    const struct value *v = ref->mention == NONE ? NULL : &r->analysis.values.of[ref->mention];
    struct extract_mention out = {
        .type = public_text(type_name(ref->type)), .text = public_text(document_text(r->analysis.document, ref->span)),
        .form = form_text(ref->form), .begin = ref->span.begin, .end = ref->span.end,
        .entity = ref->entity == NONE ? EXTRACT_NONE : ref->entity, .confidence = (double)ref->confidence,
    };
    if (v && v->valid) {
        out.value = public_text(v->date);
        out.has_number = v->has_number;
        out.coefficient = v->number.coefficient;
        out.exponent = v->number.exponent;
        out.unit = public_text(v->unit);
    }
    return out;
}

struct extract_event extract_event_at(const struct extract_result *r, size_t i)
{
    const struct happening *h = happening_at(r, i);
    const struct model *m = r->analysis.model;
    struct str actual = STR("actual"), positive = STR("positive");
    return (struct extract_event){
        public_text(model_str(m, m->events[h->type].name)), public_text(h->summary), public_text(h->value),
        public_text(h->modality.len ? h->modality : actual), public_text(h->polarity.len ? h->polarity : positive),
        h->arguments.count, i, (double)h->confidence,
    };
}

struct extract_argument extract_argument_at(const struct extract_result *r, size_t event, size_t i)
{
    const struct argument *a = &happening_at(r, event)->arguments.at[i];
    const struct model *m = r->analysis.model;
    uint32_t index = a->reference != NONE ? a->reference : links_of(r)->of_mention[a->mention];
    const struct reference *ref = &links_of(r)->references.at[index];
    return (struct extract_argument){
        public_text(model_str(m, m->role_names[a->role])), public_text(document_text(r->analysis.document, ref->span)),
        ref->entity == NONE ? EXTRACT_NONE : ref->entity, index,
    };
}

struct extract_text extract_document_date(const struct extract_result *r, struct extract_text *basis)
{
    if (basis)
        *basis = public_text(r->analysis.values.date.basis);
    return public_text(r->analysis.values.date.value);
}

/* --- writing it -------------------------------------------------------------------------------------------------------------- */

static bool read_types(const char *names, uint32_t *types, struct extract_error *error)
{
    struct str rest = optional(names);
    *types = 0;
    while (rest.len) {
        struct str name = str_trim(str_cut(&rest, ','));
        if (type_find(name) == TYPE_NONE) {
            error->status = EXTRACT_USE;
            snprintf(error->message, sizeof error->message, "unknown type '%.*s'", STR_ARG(name));
            return false;
        }
        *types |= 1u << type_find(name);
    }
    return true;
}

bool extract_types_valid(const char *types, struct extract_error *error)
{
    uint32_t ignored;
    return read_types(types, &ignored, error);
}

static char *take_output(struct output *out, size_t *length)
{
    output_add(out, (struct str){ "", 1 });     /* the NUL */
    if (out->full) {
        output_free(out);
        return NULL;
    }
    if (length)
        *length = out->len - 1;
    return out->ptr;
}

char *extract_json(const struct extract_result *result, const struct extract_json_options *options, size_t *length)
{
    static const enum offset_unit units[] = { OFFSET_CODE_POINT, OFFSET_BYTE, OFFSET_UTF16 };
    struct write_options write = { .types = ~(1u << TYPE_NUMBER | 1u << TYPE_ORDINAL) };
    struct extract_error ignored;
    struct output out = { 0 };
    if (options) {
        write.offsets = units[options->offsets];
        write.pretty = options->pretty;
        write.explain = options->explain;
        if (options->types && !read_types(options->types, &write.types, &ignored))
            return NULL;
    }
    write_json(&result->analysis, &write, &out);
    return take_output(&out, length);
}

char *extract_table(const struct extract_result *result, unsigned columns, bool colour, size_t *length)
{
    struct output out = { 0 };
    write_text(&result->analysis, columns, colour, &out);
    return take_output(&out, length);
}

char *extract_why(const struct extract_result *result, size_t offset, size_t *length)
{
    struct output out = { 0 };
    write_why(&result->analysis, offset < UINT32_MAX ? (uint32_t)offset : UINT32_MAX, &out);
    return take_output(&out, length);
}

/* --- many documents, one timeline --------------------------------------------------------------------------------------------- */

struct extract_merge { struct merge *merge; bool done; };

struct extract_merge *extract_merge_new(const struct extract_model *model)
{
    struct extract_merge *made = calloc(1, sizeof *made);
    if (made && (made->merge = merge_new(model->model)))
        return made;
    free(made);
    return NULL;
}

void extract_merge_free(struct extract_merge *merge)
{
    if (merge)
        merge_free(merge->merge);
    free(merge);
}

bool extract_merge_accepts(const char *json, size_t length)
{
    return length <= UINT32_MAX && merge_accepts((struct str){ json, (uint32_t)length });
}

static bool refuse_error(struct extract_error *error, const struct error *err)
{
    char line[512];
    error_format(err, line, sizeof line);
    return refuse(error, err->kind == ERR_MEMORY ? EXTRACT_MEMORY : EXTRACT_INPUT, line);
}

bool extract_merge_add(struct extract_merge *merge, const char *json, size_t length, struct extract_error *error)
{
    struct error err = { 0 };
    *error = (struct extract_error){ 0 };
    if (merge->done || length > UINT32_MAX)
        return refuse(error, merge->done ? EXTRACT_USE : EXTRACT_INPUT, merge->done ? "the merge is finished" : "the JSON is larger than 4 GB");
    return merge_add(merge->merge, (struct str){ json, (uint32_t)length }, &err) || refuse_error(error, &err);
}

static bool finish(struct extract_merge *merge, struct extract_error *error)
{
    struct error err = { 0 };
    *error = (struct extract_error){ 0 };
    if (!merge->done && !merge_run(merge->merge, &err))
        return refuse_error(error, &err);
    merge->done = true;
    return true;
}

static char *take_merged(struct output *out, size_t *length, struct extract_error *error)
{
    char *text = take_output(out, length);
    if (!text)
        refuse(error, EXTRACT_MEMORY, "out of memory");
    return text;
}

char *extract_merge_json(struct extract_merge *merge, bool pretty, size_t *length, struct extract_error *error)
{
    struct output out = { 0 };
    if (!finish(merge, error))
        return NULL;
    write_merged_json(merge->merge, pretty, &out);
    return take_merged(&out, length, error);
}

char *extract_merge_table(struct extract_merge *merge, unsigned columns, bool colour, size_t *length, struct extract_error *error)
{
    struct output out = { 0 };
    if (!finish(merge, error))
        return NULL;
    write_merged_text(merge->merge, columns, colour, &out);
    return take_merged(&out, length, error);
}

void extract_free(char *text) { free(text); }
