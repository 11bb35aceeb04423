/**
 * @file draft.h
 * A network while it is read from someone's file: nodes and edges in the file's order,
 * columns that grow, cells given as text; and a count of all that had to be mended.
 */
#ifndef SHB_EXPORT_DRAFT_H
#define SHB_EXPORT_DRAFT_H

#include "base/map.h"
#include "export/names.h"

/** What was mended, each told once by shb_draft_take(). */
typedef struct shb_mended {
    size_t directed, bad_values, same_ids, unknown_ends, nested, hyperedges, graphs, rows;
} shb_mended;

typedef struct shb_draft {
    const char *file;
    shb_network *net; /**< without columns until shb_draft_finish() */
    shb_columns columns[2];
    size_t *column_rows[2]; /**< cells that each column has room for */
    shb_map by_id;
    bool *declared; /**< by node: it stood in the file itself, not only at an edge */
    size_t node_capacity, declared_capacity, edge_capacity;
    bool is_ours; /**< columns r, g and b are what they say, and no color */
    shb_mended mended;
} shb_draft;

/** @param file  for the messages; borrowed. Free with shb_draft_done(), also on failure.
 */
shb_status shb_draft_begin(shb_ctx *ctx, shb_draft *draft, const char *file);
void shb_draft_done(shb_draft *draft);

/**
 * The node of that id, made where there is none.
 * @param declare  it stands here as a node, not as an edge's end
 */
shb_status shb_draft_node(shb_ctx *ctx, shb_draft *draft, const char *id, bool declare,
                          uint32_t *out);

/** A node's label; the last one counts, an empty one not. */
shb_status shb_draft_label(shb_ctx *ctx, shb_draft *draft, uint32_t node,
                           const char *text);

/** An edge of weight 1. */
shb_status shb_draft_edge(shb_ctx *ctx, shb_draft *draft, uint32_t a, uint32_t b,
                          size_t *out);
/** The same between nodes given by their ids, which need no declaring. */
shb_status shb_draft_tie(shb_ctx *ctx, shb_draft *draft, const char *source,
                         const char *target, size_t *out);

/** A weight written as text, as every reader takes it: false where it is none that
 * shb_weight_fits(), as "abc", "3,5", "0" or "1e999". */
bool shb_weight_parse(const char *text, double *out);

/** An edge's weight; blank is none, and 1. One that is no weight drops the edge. */
void shb_draft_weight(shb_draft *draft, size_t edge, const char *text);

#define SHB_NO_WEIGHT "edges whose weight is no number from 1e-300 to 1e300 were left out"

/** A new column; its name is made a lower-case NMTOKEN that no other has. */
shb_status shb_draft_column(shb_ctx *ctx, shb_draft *draft, shb_side side,
                            const char *name, shb_column_type type, size_t *out);

/** Put a value into a cell; one that does not fit the type stays out. */
shb_status shb_draft_cell(shb_ctx *ctx, shb_draft *draft, shb_side side, size_t column,
                          size_t row, const char *text);

/** All columns to their full length and into the network, still in the file's order. */
shb_status shb_draft_finish(shb_ctx *ctx, shb_draft *draft);

/**
 * Nodes without label take it from a column `name`, else their id; columns r, g and b
 * become color; everything comes into canonical order; what was mended is told.
 * @param out  free with shb_network_free()
 */
shb_status shb_draft_take(shb_ctx *ctx, shb_draft *draft, shb_network **out);

#endif
