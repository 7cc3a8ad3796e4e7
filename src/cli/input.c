/* Files, standard input, and JSONL → one document after the other. */
#define _GNU_SOURCE     /* getline */
#include <cjson/cJSON.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"

#define FILE_LIMIT ((size_t)256 << 20)

struct input {
    const struct options *options;
    int next;                           /* the next file */
    FILE *lines;                        /* JSONL that is being read, or NULL */
    const char *name;
    size_t line, failures;
    char *buffer;
    size_t capacity;
};

void job_free(struct job *job)
{
    free(job->text);
    free(job->id);
    free(job->title);
    free(job->date);
    *job = (struct job){ 0 };
}

struct input *input_open(const struct options *options)
{
    struct input *input = calloc(1, sizeof *input);
    if (input)
        input->options = options;
    return input;
}

static void close_lines(struct input *input)
{
    if (input->lines && input->lines != stdin)
        fclose(input->lines);
    input->lines = NULL;
}

void input_close(struct input *input)
{
    if (!input)
        return;
    close_lines(input);
    free(input->buffer);
    free(input);
}

size_t input_failures(const struct input *input) { return input->failures; }

static bool give_up(struct input *input, const char *what)
{
    complain("%s: %s", input->name, what);
    input->failures++;
    return false;
}

static bool is_jsonl(const struct options *options, const char *name)
{
    static const char *const endings[] = { ".jsonl", ".ndjson" };
    if (options->input != INPUT_AUTO)
        return options->input == INPUT_JSONL;
    for (uint32_t i = 0; i < 2; i++) {
        size_t length = strlen(name), ending = strlen(endings[i]);
        if (length > ending && !strcmp(name + length - ending, endings[i]))
            return true;
    }
    return false;
}

static bool read_whole(struct input *input, FILE *file, struct job *out)
{
    size_t capacity = 0;
    out->length = 0;
    for (;;) {
        if (out->length == capacity) {
            capacity = capacity ? capacity * 2 : 1 << 16;
            char *grown = realloc(out->text, capacity);
            if (!grown)
                return give_up(input, "out of memory");
            out->text = grown;
        }
        size_t count = fread(out->text + out->length, 1, capacity - out->length, file);
        out->length += count;
        if (out->length > FILE_LIMIT)
            return give_up(input, "larger than 256 MB");
        if (!count)
            break;
    }
    if (ferror(file))
        return give_up(input, strerror(errno));
    return out->length ? true : give_up(input, "empty: there is no text in it");
}

/* "dir/article.txt" → "article.txt": the output must not depend on where the file lies. */
static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash && slash[1] ? slash + 1 : path;
}

static char *copy_text(const cJSON *object, const char *key)
{
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
    return cJSON_IsString(value) ? strdup(value->valuestring) : NULL;
}

static bool take_line(struct input *input, const char *line, size_t length, struct job *out)
{
    char place[64];
    if (input->options->merge && extract_merge_accepts(line, length)) {
        *out = (struct job){ .source = input->name, .line = input->line, .text = strndup(line, length), .length = length, .found = true };
        return out->text || give_up(input, "out of memory");
    }
    cJSON *object = cJSON_ParseWithLength(line, length);
    *out = (struct job){ .source = input->name, .line = input->line };
    if (cJSON_IsObject(object)) {
        const cJSON *id = cJSON_GetObjectItemCaseSensitive(object, "id");
        snprintf(place, sizeof place, "%zu", input->line);
        out->text = copy_text(object, "text");
        out->title = copy_text(object, "title");
        out->date = copy_text(object, "date");
        if (cJSON_IsNumber(id))
            snprintf(place, sizeof place, "%.0f", id->valuedouble);
        out->id = cJSON_IsString(id) ? strdup(id->valuestring) : strdup(place);
    }
    bool is_object = cJSON_IsObject(object);
    cJSON_Delete(object);
    if (out->text) {
        out->length = strlen(out->text);
        return true;
    }
    job_free(out);
    complain("%s:%zu:1: %s, and was expected as {\"id\": …, \"text\": …}", input->name, input->line,
             is_object ? "there is no text in it" : "no JSON object");
    input->failures++;
    return false;
}

static bool next_line(struct input *input, struct job *out)
{
    ssize_t length;
    while ((length = getline(&input->buffer, &input->capacity, input->lines)) >= 0) {
        input->line++;
        if (strspn(input->buffer, " \t\r\n") == (size_t)length)
            continue;
        if (take_line(input, input->buffer, (size_t)length, out))
            return true;
    }
    if (ferror(input->lines))
        give_up(input, strerror(errno));
    close_lines(input);
    return false;
}

static bool open_next(struct input *input, struct job *out)
{
    const struct options *o = input->options;
    const char *name = o->file_count ? o->files[input->next] : "-";
    bool standard = !strcmp(name, "-");
    input->next++;
    input->name = standard ? "standard input" : name;
    FILE *file = standard ? stdin : fopen(name, "rb");
    if (!file)
        return give_up(input, strerror(errno));
    if (is_jsonl(o, name)) {
        input->lines = file;
        input->line = 0;
        return next_line(input, out);
    }
    *out = (struct job){ .source = input->name };
    out->id = strdup(standard ? "-" : base_name(name));
    bool good = read_whole(input, file, out);
    if (file != stdin)
        fclose(file);
    if (!good)
        job_free(out);
    out->found = good && o->merge && extract_merge_accepts(out->text, out->length);
    return good;
}

bool input_next(struct input *input, struct job *out)
{
    int count = input->options->file_count ? input->options->file_count : 1;
    if (input->lines && next_line(input, out))
        return true;
    while (input->next < count)
        if (open_next(input, out))
            return true;
    return false;
}
