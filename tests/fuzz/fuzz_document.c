/* A document of any bytes is read or refused, with a date and without. FUZZ_MODEL: the folder with rules/ and gazetteers/. */
#include "fuzz.h"

static struct extract_model *model;

int LLVMFuzzerInitialize(int *count, char ***arguments);
int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count, (void)arguments;
    struct extract_error error;
    struct extract_sources sources = { .data = getenv("FUZZ_MODEL"), .keep_going = true };
    model = extract_model_load(&sources, &error);
    return model ? 0 : (fputs(error.message, stderr), exit(1), 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_run(model, (const char *)bytes, size, size % 2 ? "2024-05-12" : NULL);
    return 0;
}
