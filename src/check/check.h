/* Check: the examples and counter-examples of rule files, run through the whole pipeline. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "model/yaml.h"

/* Runs the pipeline over one text and gives the JSON, of malloc; NULL where it fails. */
typedef char *run_fn(void *context, struct str text, struct str date);

struct check { uint32_t rules, examples, failures; };

/* Checks one rule file that was read; what fails is added to `found`, at its place. */
void check_file(const struct yaml *root, run_fn *run, void *context, struct error_list *found, struct check *count);

#endif
