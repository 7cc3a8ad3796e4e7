/*
 * A JSON text as a tree of views, read in one pass. Private to merge/.
 *
 * Why not cJSON, which reads the JSON of examples and of JSONL: its numbers are doubles, and an amount that went through one is
 * no longer exact. Here a number stays the text that it is. Deeper than TREE_MAX_DEPTH is refused, so that no input exhausts the stack.
 */
#ifndef MERGE_TREE_H
#define MERGE_TREE_H

#include "base/arena.h"
#include "base/error.h"

enum { TREE_MAX_DEPTH = 32 };
enum tree_kind { TREE_NULL, TREE_TRUE, TREE_FALSE, TREE_NUMBER, TREE_TEXT, TREE_ARRAY, TREE_OBJECT };

/* `text`: of a number as it stands, of a string with its escapes undone. Children are a list. */
struct tree { enum tree_kind kind; struct str key, text; const struct tree *first, *next; };

/**
 * text     kept as views where nothing is escaped: must outlive the tree
 * returns  false with ERR_SYNTAX (column: the byte, from 1) or ERR_LIMIT where the arena is full
 */
bool tree_read(struct str text, struct arena *arena, const struct tree **out, struct error *err);

/* The member of this name; NULL where there is none, or where `object` (which may be NULL) is no object. */
const struct tree *tree_find(const struct tree *object, const char *key);
/* The members of an array; NULL for anything else. */
const struct tree *tree_list(const struct tree *object, const char *key);
/* The text of a member, empty where it is none. */
struct str tree_text(const struct tree *object, const char *key);
/* A whole number from 0 on, or `otherwise`. */
uint32_t tree_count(const struct tree *object, const char *key, uint32_t otherwise);

#endif
