#include <malloc.h>
#include <signal.h>
#include <stdio.h>

#include "cli/cli.h"

static void report(void *context, const char *message)
{
    (void)context;
    fprintf(stderr, "%s\n", message);
}

static int list(const struct options *options, const struct extract_model *model)
{
    static const char *const types[] = { "person", "company", "organization", "place", "product", "title", "date", "money",
                                         "percent", "quantity", "number", "ordinal" };
    struct extract_model_counts counts = extract_model_count(model);
    if (options->list[0] == 't')
        for (unsigned i = 0; i < sizeof types / sizeof *types; i++)
            puts(types[i]);
    for (size_t i = 0; options->list[0] == 'e' && i < counts.events; i++) {
        struct extract_text name = extract_model_event_type(model, i);
        printf("%.*s\n", (int)name.length, name.ptr);
    }
    if (options->list[0] == 'r')
        printf("%zu rules\n", counts.rules);
    if (options->list[0] == 'g')
        printf("%zu entries, %zu literals, %.1f MB compiled%s\n", counts.entries, counts.literals, (double)counts.bytes / 1e6,
               counts.from_cache ? " (from the cache)" : "");
    return EXIT_FINE;
}

static int run(const struct options *options, const struct extract_model *model)
{
    if (options->task == TASK_LIST)
        return list(options, model);
    struct input *input = input_open(options);
    if (!input) {
        complain("out of memory");
        return EXIT_SOME_FAILED;
    }
    int status = batch_run(options, model, input);
    input_close(input);
    return status;
}

int main(int argc, char **argv)
{
    struct options options;
    struct extract_error error;
    if (!options_read(argc, argv, &options))
        return EXIT_WRONG_USE;
    if (options.task == TASK_HELP) {
        options_help();
        return EXIT_FINE;
    }
    if (options.task == TASK_VERSION) {
        puts("extract " EXTRACT_VERSION);
        return EXIT_FINE;
    }
    /* Compiling patterns takes and gives back much: without this the heap would shrink and grow hundreds of times. */
    mallopt(M_TOP_PAD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
    signal(SIGPIPE, SIG_IGN);           /* a closed pipe is an error of write, with a message */
    options.sources.report = report;
    if (options.task == TASK_CHECK)
        return check_run(&options);
    struct extract_model *model = extract_model_load(&options.sources, &error);
    if (!model) {
        complain("%s", error.message);
        return error.status == EXTRACT_MODEL ? EXIT_BAD_RULES : EXIT_SOME_FAILED;
    }
    int status = run(&options, model);
    extract_model_free(model);
    return status;
}
