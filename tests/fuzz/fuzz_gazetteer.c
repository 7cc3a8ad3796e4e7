/* A gazetteer of any bytes is read or refused with its mistakes; what is left of it can be used. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    fuzz_file("gazetteers/zh/fuzz.tsv", bytes, size);
    return 0;
}
