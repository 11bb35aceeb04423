/**
 * @file names.h
 * What nodes and columns are called in a format that reserves names or signs.
 */
#ifndef SHB_EXPORT_NAMES_H
#define SHB_EXPORT_NAMES_H

#include <shabaka/network.h>
#include <shabaka/output.h>

typedef enum shb_side { SHB_OF_NODES, SHB_OF_EDGES } shb_side;

/** A lower-case NMTOKEN made of any text; "_" for each sign that cannot stay; free *out.
 */
shb_status shb_nmtoken_make(shb_ctx *ctx, const char *text, char **out);

/**
 * How nodes are named. The ids of our own networks can stand in every format. Where one
 * of a network from elsewhere cannot (no NMTOKEN, a keyword of DOT, or e0, e1... as our
 * edges are called), all nodes are called n0, n1... and keep their ids in a column.
 */
bool shb_ids_fit(const shb_network *net);

#define SHB_ORIGINAL_ID "original_id"

/** A column as it is written. */
typedef struct shb_field {
    const shb_column *column; /**< NULL: the ids that had to be replaced */
    char *name;
} shb_field;

typedef struct shb_fields {
    shb_field *items;
    size_t count;
} shb_fields;

/** What a format does with columns. */
typedef struct shb_field_rules {
    const char *const
        *reserved; /**< names that mean something else there; NULL ends it */
    bool (*left_out)(const shb_network *net,
                     const shb_column *column); /**< may be NULL */
    bool (*kept)(const shb_network *net,
                 const shb_column *column); /**< though reserved */
} shb_field_rules;

/**
 * The columns of one side under names that are free in a format: "size" becomes
 * "size_value". Free with shb_fields_done(), also on failure.
 * @param with_ids  an additional last field for the ids that had to be replaced
 */
shb_status shb_fields_make(shb_ctx *ctx, const shb_network *net, shb_side side,
                           const shb_field_rules *rules, bool with_ids, shb_fields *out);
void shb_fields_done(shb_fields *fields);

/** Is it one of x, y, size (numbers) and color ("#rrggbb"), as all that draw mean them?
 */
bool shb_is_drawing(const shb_network *net, const shb_column *column);

/** The drawing column of that name, or NULL. */
const shb_column *shb_drawing_column(const shb_network *net, const char *name);

/** Nothing in the cell, or no finite number. */
bool shb_cell_is_missing(const shb_column *column, size_t row);

/** A cell that is there, its text by put_text. */
void shb_put_cell(shb_output *out, const shb_column *column, size_t row,
                  void (*put_text)(shb_output *out, const char *text));

/** Is it "#rrggbb"? */
bool shb_is_color(const char *text);

/** Red, green and blue, 0 to 255, of "#rrggbb". */
void shb_color_parts(const char *color, unsigned parts[3]);

#endif
