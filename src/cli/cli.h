/* The command line: only src/cli knows argv, the streams and exit statuses. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "extract.h"

enum exit_status { EXIT_FINE = 0, EXIT_SOME_FAILED = 1, EXIT_WRONG_USE = 2, EXIT_BAD_RULES = 3 };
enum output_format { FORMAT_AUTO, FORMAT_JSON, FORMAT_JSONL, FORMAT_TEXT };
enum input_format { INPUT_AUTO, INPUT_TEXT, INPUT_JSONL };
enum task { TASK_EXTRACT, TASK_CHECK, TASK_LIST, TASK_HELP, TASK_VERSION };

enum { MAX_FOLDERS = 32, MAX_JOBS = 256 };

struct options {
    enum task task;
    enum output_format format;
    enum input_format input;
    const char *date, *output, *list;
    struct extract_json_options json;
    bool explain_at, profile, merge;
    size_t at;
    unsigned jobs;
    struct extract_sources sources;
    const char *rules[MAX_FOLDERS], *gazetteers[MAX_FOLDERS];
    char **files;
    int file_count;
};

/* options.c: false with a message on stderr for wrong use. */
bool options_read(int argc, char **argv, struct options *out);
void options_help(void);

/* One document to read. The texts are the document's own, of malloc. */
struct job {
    char *text; size_t length;
    char *id, *title, *date;
    const char *source; size_t line;        /* for messages */
    bool found;                             /* with --merge: the text is JSON that was made before */
};
void job_free(struct job *job);

/* input.c: the documents of all files, one after the other. */
struct input;
struct input *input_open(const struct options *options);
void input_close(struct input *input);
/* False at the end. What can't be read is told on stderr and counted. */
bool input_next(struct input *input, struct job *out);
size_t input_failures(const struct input *input);

/* batch.c: runs the documents on all threads, writes the results in their order. Returns an exit status. */
int batch_run(const struct options *options, const struct extract_model *model, struct input *input);

/* check.c: runs every example of the rules. Returns an exit status. */
int check_run(const struct options *options);

/* "extract: message" on stderr. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
