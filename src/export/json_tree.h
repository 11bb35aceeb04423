/**
 * @file json_tree.h
 * jansson's tree of a whole file, and columns made from its objects.
 */
#ifndef SHB_EXPORT_JSON_TREE_H
#define SHB_EXPORT_JSON_TREE_H

#include <jansson.h>

#include <shabaka/network.h>

#include "base/arena.h"

/** A tree and the memory that all of it is in: never to be given to json_decref(). */
typedef struct shb_json_tree {
    json_t *root;
    shb_arena memory;
} shb_json_tree;

/** Errors: SHB_ESYNTAX (file, line), SHB_ELIMIT past 1 GiB, SHB_ENOMEM */
shb_status shb_json_tree_load(shb_ctx *ctx, shb_str bytes, const char *file,
                              shb_json_tree *out);
void shb_json_tree_done(shb_json_tree *tree);

/** A value as compact text, each number and string written as all of ours are; free *out.
 */
shb_status shb_json_tree_text(shb_ctx *ctx, const json_t *value, char **out);

/** A string, number or truth value as text into an arena; NULL where it is none of them.
 */
shb_status shb_json_scalar_text(shb_ctx *ctx, shb_arena *arena, const json_t *value,
                                const char **out);

/** Whose columns. */
typedef struct shb_json_rows {
    json_t **rows; /**< objects; what is none has no attributes */
    size_t count;
    const char *const *reserved; /**< names that are no columns; NULL ends it */
    const json_t *declared;      /**< [[name, type]...], or NULL */
    bool of_edges;
    const char *given_way; /**< a name that its writer made "NAME_value", or NULL */
} shb_json_rows;

/** Columns from all attributes of the rows. *nested: some values were left out. */
shb_status shb_json_columns(shb_ctx *ctx, shb_network *net, const shb_json_rows *rows,
                            bool *nested);

#endif
