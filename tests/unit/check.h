/* cmocka, without its macro fail(): that is a function of base/error.h. Include this first. */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>
#undef fail

#include "base/str.h"

/* The text is exactly this; shows both where it is not. */
#define assert_text(text, expected) check_text((text), (expected), __FILE__, __LINE__)

static inline void check_text(struct str text, const char *expected, const char *file, int line)
{
    if (str_equal(text, str_from(expected)))
        return;
    print_error("expected: %s\n     got: %.*s\n", expected, STR_ARG(text));
    _fail(file, line);
}

#endif
