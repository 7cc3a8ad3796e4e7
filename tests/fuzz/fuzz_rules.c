/* A rule file of any bytes is read or refused with its mistakes; what is left of it can be used. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_file("rules/fuzz.yaml", bytes, size);
    return 0;
}
