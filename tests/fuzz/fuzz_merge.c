/* JSON of any bytes is merged or refused, beside a good one; and what a merge writes, another merge reads. FUZZ_DATA: a small model. */
#include "fuzz.h"

static struct extract_model *model;

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count, (void)arguments;
    struct extract_error error;
    struct extract_sources sources = { .data = getenv("FUZZ_DATA"), .keep_going = true };
    model = extract_model_load(&sources, &error);
    return model ? 0 : (fputs(error.message, stderr), exit(1), 1);
}

static const char good[] =
    "{\"version\":1,\"document\":{\"id\":\"g\",\"date\":{\"value\":\"2024-05-12\",\"basis\":\"given\"}},\"entities\":[{\"id\":\"e1\",\"type\":\"company\",\"name\":\"甲\","
    "\"aliases\":[\"A B\"],\"mentions\":[\"m1\"]}],\"mentions\":[{\"id\":\"m1\",\"type\":\"company\",\"start\":0,\"end\":1,\"text\":\"甲\",\"entity\":\"e1\"}],"
    "\"events\":[{\"id\":\"v1\",\"type\":\"acquisition\",\"summary\":\"s\",\"date\":{\"value\":\"2024-05-11\",\"begin\":\"2024-05-11\",\"until\":\"2024-05-11\",\"basis\":\"clause\"},"
    "\"arguments\":[{\"role\":\"target\",\"entity\":\"e1\",\"mention\":\"m1\"}],\"told\":[{\"trigger\":{\"start\":1,\"end\":2,\"text\":\"t\"},\"sentence\":{\"start\":0,\"end\":3}}],"
    "\"confidence\":0.9}],\"timeline\":[{\"order\":1,\"event\":\"v1\"}],\"relations\":[],\"warnings\":[]}";

/* The JSON of a merge of what is given, or NULL. */
static char *merged(const char *const *texts, const size_t *lengths, size_t count, size_t *length, size_t *taken)
{
    struct extract_error error;
    struct extract_merge *merge = extract_merge_new(model);
    *taken = 0;
    for (size_t i = 0; merge && i < count; i++)
        *taken += extract_merge_add(merge, texts[i], lengths[i], &error);
    char *json = merge ? extract_merge_json(merge, lengths[0] % 2, length, &error) : NULL;
    extract_free(merge ? extract_merge_table(merge, 80, true, NULL, &error) : NULL);
    extract_merge_free(merge);
    return json;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const char *texts[] = { (const char *)bytes, good };
    size_t lengths[] = { size, sizeof good - 1 }, length = 0, taken, again;
    extract_merge_accepts(texts[0], size);
    char *json = merged(texts, lengths, 2, &length, &taken);
    const char *nested[] = { json };
    char *second = json ? merged(nested, &length, 1, &lengths[0], &again) : NULL;
    if (!json || !second || !again)
        abort();                        /* what was written must be read */
    extract_free(second);
    extract_free(json);
    return 0;
}
