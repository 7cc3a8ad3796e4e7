/* A user of the installed library: the events of a file, a line each. cc example.c $(pkg-config --cflags --libs extract) */
#include <extract.h>
#include <stdio.h>
#include <stdlib.h>

static char *read_file(const char *path, size_t *length)
{
    enum { MOST = 1 << 20 };
    FILE *file = fopen(path, "rb");
    char *text = file ? malloc(MOST) : NULL;
    *length = text ? fread(text, 1, MOST, file) : 0;
    if (file)
        fclose(file);
    return text;
}

int main(int argc, char **argv)
{
    struct extract_error error = { 0 };
    struct extract_input input = { .id = argc > 1 ? argv[1] : "" };
    char *text = read_file(input.id, &input.length);
    struct extract_model *model = extract_model_load(NULL, &error);
    struct extract_worker *worker = model ? extract_worker_new(model) : NULL;
    input.text = text;
    const struct extract_result *result = worker && text ? extract_run(worker, &input, &error) : NULL;
    for (size_t i = 0; result && i < extract_event_count(result); i++) {
        struct extract_event event = extract_event_at(result, i);
        printf("%-12.*s %.*s: %.*s\n", (int)event.date.length, event.date.ptr, (int)event.type.length, event.type.ptr,
               (int)event.summary.length, event.summary.ptr);
        for (size_t k = 0; k < event.argument_count; k++) {
            struct extract_argument argument = extract_argument_at(result, i, k);
            printf("             %.*s = %.*s\n", (int)argument.role.length, argument.role.ptr, (int)argument.text.length,
                   argument.text.ptr);
        }
    }
    if (!result)
        fprintf(stderr, "%s: %s\n", input.id, text ? error.message : "can't be read");
    extract_worker_free(worker);
    extract_model_free(model);
    free(text);
    return result ? 0 : 1;
}
