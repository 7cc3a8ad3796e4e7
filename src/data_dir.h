/* Where the shipped rules and gazetteers are, and where the compiled model is kept. */
#ifndef DATA_DIR_H
#define DATA_DIR_H

#include "model/model.h"

/*
 * The folder that holds rules/ and gazetteers/: $EXTRACT_DATA; beside the program (../share/extract when installed, ..
 * in the build tree); where the library was installed. NULL where none is there.
 */
const char *data_dir_find(struct arena *arena);
/* A file in $EXTRACT_CACHE, $XDG_CACHE_HOME/extract or ~/.cache/extract, named after the folders; NULL where there is no such place. */
const char *data_cache_file(const struct model_sources *sources, struct arena *arena);

#endif
