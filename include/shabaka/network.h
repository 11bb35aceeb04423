/**
 * @file network.h
 * The network: nodes, edges, typed columns, evidence, margins, and how it was made.
 *
 * Undirected, no loops, no parallel edges. Canonical order: nodes by id (bytes), edges by
 * (a, b) with a < b; every function keeps it. Everything but id, label and weight is a
 * column, so that a network from elsewhere keeps all it came with.
 */
#ifndef SHABAKA_NETWORK_H
#define SHABAKA_NETWORK_H

#include <shabaka/incidence.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum shb_column_type {
    SHB_INT,
    SHB_DOUBLE,
    SHB_STRING,
    SHB_BOOL
} shb_column_type;

#define SHB_MISSING_INT                                                                  \
    INT64_MIN /**< in SHB_INT and SHB_BOOL columns; NaN in doubles                       \
               */

/**
 * A named column; one cell a node or edge. Names are lower-case NMTOKENs, unique ignoring
 * case. Ours on nodes: type, mentions, sentences (units of counting that name it),
 * documents, label_ar, label_en, label_ru, found (how), same_as, and where they were
 * made: x, y, size, color ("#rrggbb"), group, and measures by their own names. On edges:
 * documents, first, last ("YYYY-MM-DD"), and association measures.
 */
typedef struct shb_column {
    char *name;
    shb_column_type type;
    union {
        int64_t *ints; /**< SHB_INT, SHB_BOOL */
        double *doubles;
        char **strings; /**< owned; NULL = missing */
    } cells;
} shb_column;

typedef struct shb_columns {
    shb_column *items;
    size_t count;
} shb_columns;

typedef struct shb_node {
    char *id;
    char *label;
} shb_node;

typedef struct shb_edge {
    uint32_t a, b; /**< node indices, a < b */
    double weight; /**< see shb_weight_fits() */
} shb_edge;

/**
 * May it be a weight? A number from 1e-300 to 1e300, so that neither its inverse nor the
 * sum of all weights leaves the range of doubles.
 */
SHB_API bool shb_weight_fits(double weight);

/** A name inside an evidence sentence. */
typedef struct shb_marked {
    uint32_t node;
    uint32_t start, end; /**< bytes into the sentence's text */
} shb_marked;

/** A sentence kept as evidence; each is stored once. Sorted by date, doc, start. */
typedef struct shb_evidence {
    char *doc, *date;    /**< date "" where unknown */
    uint32_t sentence;   /**< its number in the document */
    uint64_t start, end; /**< bytes into the document */
    char *text;
    shb_marked *marked; /**< by start */
    size_t n_marked;
} shb_evidence;

/** One piece of evidence for an edge: two sentences of one unit, mostly the same one. */
typedef struct shb_support {
    uint32_t first, second; /**< indices into shb_network.evidence */
} shb_support;

typedef struct shb_supports {
    shb_support *items;
    size_t count;
} shb_supports;

/**
 * Margins of the counts. sizes[k] = units that name k nodes (k up to n_sizes - 1), of the
 * network as it was built: a part of it keeps the margins of the whole.
 */
typedef struct shb_margins {
    uint64_t documents, units;
    uint64_t *unit_sizes;
    size_t n_unit_sizes;
    uint64_t *document_sizes;
    size_t n_document_sizes;
} shb_margins;

typedef struct shb_network {
    shb_node *nodes;
    size_t n_nodes;
    shb_edge *edges;
    size_t n_edges;
    shb_columns node_columns, edge_columns;
    shb_evidence *evidence;
    size_t n_evidence;
    shb_supports *supports; /**< one an edge, or NULL where there is no evidence at all */
    shb_margins margins;    /**< all zero for a network from elsewhere */
    char *made;             /**< how it was made: a JSON object as text, or NULL */
    shb_incidence *incidence; /**< the units, where they were kept; parts have none */
} shb_network;

/** An empty network. Free with shb_network_free(). */
SHB_API shb_status shb_network_new(shb_ctx *ctx, shb_network **out);
SHB_API void shb_network_free(shb_network *net);

/** Index of a node id, by binary search, or UINT32_MAX. */
SHB_API uint32_t shb_network_node(const shb_network *net, const char *id);
/** Index of the edge between two nodes in any order, or SIZE_MAX. */
SHB_API size_t shb_network_edge(const shb_network *net, uint32_t a, uint32_t b);

/** The column of that name, or NULL; borrowed. */
SHB_API shb_column *shb_node_column(const shb_network *net, const char *name);
SHB_API shb_column *shb_edge_column(const shb_network *net, const char *name);

/**
 * A new column with all cells missing, in place of any of that name.
 * @param out borrowed, valid until the next column is added
 */
SHB_API shb_status shb_node_column_add(shb_ctx *ctx, shb_network *net, const char *name,
                                       shb_column_type type, shb_column **out);
SHB_API shb_status shb_edge_column_add(shb_ctx *ctx, shb_network *net, const char *name,
                                       shb_column_type type, shb_column **out);
SHB_API void shb_node_column_drop(shb_network *net, const char *name);
SHB_API void shb_edge_column_drop(shb_network *net, const char *name);
/** Store a copy of text in a string cell. */
SHB_API shb_status shb_cell_set_string(shb_ctx *ctx, shb_column *column, size_t row,
                                       const char *text);
/** A cell as a number; NaN where missing or not a number. */
SHB_API double shb_cell_number(const shb_column *column, size_t row);

/**
 * Sort nodes and edges into canonical order with all that hangs on them, join parallel
 * edges (weights add), drop loops. Readers and the counting call it once.
 * @param joined,loops  how many were joined or dropped; may be NULL
 * Errors: SHB_ELIMIT where weights that are joined do not fit; SHB_EINVALID, SHB_ENOMEM
 */
SHB_API shb_status shb_network_canonical(shb_ctx *ctx, shb_network *net, size_t *joined,
                                         size_t *loops);

/**
 * The part that keeps marked nodes and edges (an edge also needs both its ends; evidence
 * that supports nothing any more goes). Margins and made are copied.
 * @param keep_nodes  n_nodes flags
 * @param keep_edges  n_edges flags, or NULL for all
 */
SHB_API shb_status shb_network_part(shb_ctx *ctx, const shb_network *net,
                                    const bool *keep_nodes, const bool *keep_edges,
                                    shb_network **out);

#ifdef __cplusplus
}
#endif
#endif
