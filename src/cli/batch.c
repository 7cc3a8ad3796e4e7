/*
 * Documents in parallel, results in order: a batch is read, its documents are taken by the threads one by one, and what
 * they made is written in the order of the input. Memory is that of one batch.
 */
#define _DEFAULT_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/cli.h"

enum { PER_THREAD = 16 };

struct item { struct job job; char *output; size_t length; char *problem; };

struct batch {
    const struct options *options;
    enum output_format format;
    unsigned columns;
    bool colour;
    struct item *items;
    size_t count;
    struct extract_merge *merge;        /* or NULL */
    atomic_size_t next;
};

struct thread { struct batch *batch; struct extract_worker *worker; pthread_t id; };

static char *render(const struct batch *b, const struct extract_result *result, size_t *length)
{
    if (b->merge)
        return extract_json(result, &(struct extract_json_options){ .offsets = b->options->json.offsets, .types = b->options->json.types }, length);
    if (b->options->explain_at)
        return extract_why(result, b->options->at, length);
    if (b->format == FORMAT_TEXT)
        return extract_table(result, b->columns, b->colour, length);
    return extract_json(result, &b->options->json, length);
}

static void run_item(struct batch *b, struct extract_worker *worker, struct item *item)
{
    struct extract_error error;
    if (item->job.found)                /* there is nothing to do */
        return;
    struct extract_input input = {
        item->job.text, item->job.length, item->job.id, item->job.title,
        item->job.date ? item->job.date : b->options->date,
    };
    const struct extract_result *result = extract_run(worker, &input, &error);
    if (result)
        item->output = render(b, result, &item->length);
    if (!item->output)
        item->problem = strdup(result ? "out of memory" : error.message);
}

static void *run_thread(void *argument)
{
    struct thread *t = argument;
    for (;;) {
        size_t i = atomic_fetch_add(&t->batch->next, 1);
        if (i >= t->batch->count)
            return NULL;
        run_item(t->batch, t->worker, &t->batch->items[i]);
    }
}

static void run_batch(struct batch *b, struct thread *threads, unsigned count)
{
    unsigned started = 1;
    atomic_store(&b->next, 0);
    for (; started < count && started < b->count; started++)
        if (pthread_create(&threads[started].id, NULL, run_thread, &threads[started]))
            break;
    run_thread(&threads[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(threads[i].id, NULL);
}

static bool write_failed(const struct options *o)
{
    complain("%s: can't be written: %s", o->output ? o->output : "standard output", strerror(errno));
    return false;
}

static void tell_problem(const struct item *item, const char *problem, size_t *failures)
{
    (*failures)++;
    if (item->job.line)
        complain("%s:%zu:1: %s", item->job.source, item->job.line, problem);
    else
        complain("%s: %s", item->job.source, problem);
}

/* What a document gave, or what was wrong with it. False where the output can't be written. */
static bool write_item(const struct batch *b, const struct item *item, FILE *out, size_t *failures)
{
    struct extract_error error;
    if (item->problem) {
        tell_problem(item, item->problem, failures);
        return true;
    }
    if (!b->merge)
        return fwrite(item->output, 1, item->length, out) == item->length;
    const char *json = item->job.found ? item->job.text : item->output;
    if (!extract_merge_add(b->merge, json, item->job.found ? item->job.length : item->length, &error))
        tell_problem(item, error.message, failures);
    return true;
}

/* The one result of all documents. */
static bool write_merge(struct batch *b, FILE *out, size_t *failures)
{
    struct extract_error error;
    size_t length;
    char *text = b->format == FORMAT_TEXT ? extract_merge_table(b->merge, b->columns, b->colour, &length, &error)
                                          : extract_merge_json(b->merge, b->options->json.pretty, &length, &error);
    if (!text) {
        complain("%s", error.message);
        (*failures)++;
        return true;
    }
    bool good = fwrite(text, 1, length, out) == length;
    extract_free(text);
    return good || write_failed(b->options);
}

static void free_items(struct batch *b)
{
    for (size_t i = 0; i < b->count; i++) {
        job_free(&b->items[i].job);
        extract_free(b->items[i].output);
        free(b->items[i].problem);
        b->items[i] = (struct item){ 0 };
    }
    b->count = 0;
}

static bool run_all(struct batch *b, struct thread *threads, unsigned count, struct input *input, FILE *out, size_t *failures)
{
    size_t most = (size_t)count * PER_THREAD;
    bool more = true, good = true;
    while (more && good) {
        while (b->count < most && (more = input_next(input, &b->items[b->count].job)))
            b->count++;
        run_batch(b, threads, count);
        for (size_t i = 0; i < b->count && good; i++)
            good = write_item(b, &b->items[i], out, failures);
        free_items(b);
        if (!good || (b->options->input == INPUT_JSONL && fflush(out)))
            return write_failed(b->options);
    }
    return true;
}

static unsigned terminal_columns(void)
{
    struct winsize size;
    return !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col >= 40 ? size.ws_col : 100;
}

static void choose_format(struct batch *b)
{
    const struct options *o = b->options;
    bool terminal = !o->output && isatty(STDOUT_FILENO);
    const char *term = getenv("TERM");
    b->format = o->format != FORMAT_AUTO ? o->format : terminal && !o->json.explain ? FORMAT_TEXT : FORMAT_JSON;
    b->columns = terminal ? terminal_columns() : 100;
    b->colour = terminal && !getenv("NO_COLOR") && !(term && !strcmp(term, "dumb"));
}

static bool make_workers(struct thread *threads, unsigned count, struct batch *b, const struct extract_model *model)
{
    for (unsigned i = 0; i < count; i++) {
        threads[i].batch = b;
        threads[i].worker = extract_worker_new(model);
        if (!threads[i].worker || (b->options->profile && !extract_profile_start(threads[i].worker))) {
            complain("out of memory");
            return false;
        }
    }
    return true;
}

static bool make_merge(struct batch *b, const struct extract_model *model)
{
    b->merge = b->options->merge ? extract_merge_new(model) : NULL;
    if (b->merge || !b->options->merge)
        return true;
    complain("out of memory");
    return false;
}

/* --- profile -------------------------------------------------------------------------------------------------------------- */

static int cost_compare(const void *left, const void *right)
{
    const struct extract_cost *a = left, *b = right;
    return (a->nanoseconds < b->nanoseconds) - (a->nanoseconds > b->nanoseconds);
}

/* The dearest rules, over all threads. */
static void print_profile(const struct thread *threads, unsigned count, size_t rules)
{
    enum { SHOWN = 40 };
    struct extract_cost *costs = calloc(rules + 1, sizeof *costs);
    double total = 0;
    if (!costs)
        return;
    for (size_t i = 0; i < rules; i++)
        for (unsigned t = 0; t < count; t++) {
            struct extract_cost cost = extract_profile_at(threads[t].worker, i);
            costs[i].rule = cost.rule;
            costs[i].tries += cost.tries;
            costs[i].found += cost.found;
            costs[i].nanoseconds += cost.nanoseconds;
            total += (double)cost.nanoseconds;
        }
    qsort(costs, rules, sizeof *costs, cost_compare);
    fprintf(stderr, "%9s %6s %10s %9s  rule\n", "ms", "share", "tries", "found");
    for (size_t i = 0; i < rules && i < SHOWN && costs[i].tries; i++)
        fprintf(stderr, "%9.1f %5.1f%% %10llu %9llu  %.*s\n", (double)costs[i].nanoseconds / 1e6,
                100 * (double)costs[i].nanoseconds / total, (unsigned long long)costs[i].tries,
                (unsigned long long)costs[i].found, (int)costs[i].rule.length, costs[i].rule.ptr);
    free(costs);
}

int batch_run(const struct options *options, const struct extract_model *model, struct input *input)
{
    struct batch b = { .options = options };
    size_t failures = 0;
    bool good = false;
    FILE *out = options->output ? fopen(options->output, "wb") : stdout;
    struct thread *threads = calloc(options->jobs, sizeof *threads);
    b.items = calloc((size_t)options->jobs * PER_THREAD, sizeof *b.items);
    choose_format(&b);
    if (!out)
        write_failed(options);
    else if (threads && b.items && make_workers(threads, options->jobs, &b, model) && make_merge(&b, model))
        good = run_all(&b, threads, options->jobs, input, out, &failures);
    if (good && b.merge)
        good = write_merge(&b, out, &failures);
    if (good && options->profile)
        print_profile(threads, options->jobs, extract_model_count(model).rules);
    free_items(&b);
    extract_merge_free(b.merge);
    for (unsigned i = 0; threads && i < options->jobs; i++)
        extract_worker_free(threads[i].worker);
    if (out && (out == stdout ? fflush(out) : fclose(out)) && good)
        good = write_failed(options);
    free(threads);
    free(b.items);
    return good && !failures && !input_failures(input) ? EXIT_FINE : EXIT_SOME_FAILED;
}
