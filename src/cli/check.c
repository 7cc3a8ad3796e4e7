/* --check: the model was read without a mistake; now the examples. */
#include <stdio.h>

#include "cli/cli.h"

int check_run(const struct options *options, const struct extract_model *model)
{
    struct extract_check check;
    struct extract_error error = { 0 };
    if (!extract_check_rules(model, &options->sources, &check, &error)) {
        complain("%s", error.message);
        return EXIT_SOME_FAILED;
    }
    printf("%zu rules, %zu examples, %zu failed\n", check.rules, check.examples, check.failures);
    return check.failures ? EXIT_BAD_RULES : EXIT_FINE;
}
