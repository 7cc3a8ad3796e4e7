/* --check: reads everything, runs every example. */
#include <stdio.h>

#include "cli/cli.h"

int check_run(const struct options *options)
{
    struct extract_check check;
    struct extract_error error = { 0 };
    if (!extract_check_rules(&options->sources, &check, &error)) {
        complain("%s", error.message);
        return error.status == EXTRACT_MODEL ? EXIT_BAD_RULES : EXIT_SOME_FAILED;
    }
    printf("%zu rules, %zu examples, %zu failed\n", check.rules, check.examples, check.failures);
    return check.failures ? EXIT_BAD_RULES : EXIT_FINE;
}
