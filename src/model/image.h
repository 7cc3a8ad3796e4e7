/* The image: all sections of a model in one block that can be written to a file and mapped. Used only in src/model. */
#ifndef MODEL_IMAGE_H
#define MODEL_IMAGE_H

#include "model/build.h"

/* Lays the sections in a row, in memory of malloc; NULL where there is none. `key` names the sources it was made from. */
char *image_make(const struct builder *b, uint64_t key, size_t *size);
/* Whether the bytes are a whole image of this version, made from these sources. */
bool image_check(const char *image, size_t size, uint64_t key);
/* Sets the views of `m` into its image, which must have been checked. */
void image_open(struct model *m);

/* A cache file: maps it, or gives false. The file is written aside, then renamed. */
bool cache_map(const char *path, uint64_t key, struct str *image);
void cache_write(const char *path, const char *image, size_t size);

#endif
