/**
 * @file measures.h
 * Centralities, shape, ways, and what changed: igraph behind plain arrays.
 * To be called from one thread at a time.
 */
#ifndef SHABAKA_MEASURES_H
#define SHABAKA_MEASURES_H

#include <shabaka/groups.h>
#include <shabaka/network.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How an edge's weight becomes the length of a way along it. */
typedef enum shb_distance {
    SHB_DISTANCE_INVERSE, /**< 1 / weight */
    SHB_DISTANCE_LOG,     /**< -log(weight / (max weight + 1)) */
    SHB_DISTANCE_NONE     /**< 1 */
} shb_distance;

/** What a measure asks for. */
enum {
    SHB_USES_DISTANCE = 1, /**< lengths of ways */
    SHB_USES_WEIGHT = 2,   /**< weights as they are */
    SHB_USES_GROUPS = 4,   /**< a group for each node */
    SHB_USES_FROM = 8      /**< nodes to start from */
};

typedef struct shb_measure {
    const char *name;      /**< "betweenness": also the column's name */
    const char *formula;   /**< with w_ij the weights, d_ij the distances of i and j */
    const char *summary;   /**< one line: what it says, and its range */
    const char *source;    /**< author, year, DOI */
    unsigned uses;         /**< SHB_USES_... */
    const char *parameter; /**< what its parameter is, or NULL where it has none */
    double standard, least, most; /**< of the parameter */
    bool whole;                   /**< it is a whole number */
} shb_measure;

typedef struct shb_measure_options {
    shb_distance distance;
    double parameter;       /**< below 0: the measure's standard */
    const uint32_t *groups; /**< a number for each node; NULL: shb_groups_of() */
    const uint32_t *from;   /**< nodes to start from; none: all */
    size_t n_from;
} shb_measure_options;

#define SHB_MEASURE_OPTIONS_INIT                                                         \
    { .parameter = -1 }

/** All node measures, in the order of the help. */
SHB_API const shb_measure *shb_measures(size_t *count);
SHB_API const shb_measure *shb_measure_by_name(const char *name);

/**
 * Compute one measure.
 * @param options  NULL: all as they come
 * @param out      n_nodes values, rounded to 9 significant digits; NaN where undefined
 * Errors: SHB_EINVALID (a parameter or node out of range), SHB_EIGRAPH, SHB_ECANCELLED,
 *         SHB_ENOMEM
 */
SHB_API shb_status shb_measure_compute(shb_ctx *ctx, const shb_network *net,
                                       const shb_measure *measure,
                                       const shb_measure_options *options, double *out);

/** All edge measures, likewise; n_edges values. */
SHB_API const shb_measure *shb_edge_measures(size_t *count);
SHB_API const shb_measure *shb_edge_measure_by_name(const char *name);
SHB_API shb_status shb_edge_measure_compute(shb_ctx *ctx, const shb_network *net,
                                            const shb_measure *measure,
                                            const shb_measure_options *options,
                                            double *out);

/**
 * Who stands between two groups: for each node the share of the shortest ways from the
 * one's members to the other's that pass through it (0 to 1; 0 where no way leads), and
 * the weight of its own ties to either.
 * @param groups  a number for each node; a and b are two of them
 * @param between,to_a,to_b  n_nodes values
 * Source: Flom et al. 2004, Connections 26 (1), 62-70 (Q-measures)
 */
SHB_API shb_status shb_between_groups(shb_ctx *ctx, const shb_network *net,
                                      const uint32_t *groups, uint32_t a, uint32_t b,
                                      shb_distance distance, double *between,
                                      double *to_a, double *to_b);

/** Network-level figures; NaN where undefined. */
typedef struct shb_shape {
    size_t nodes, edges, components, largest, isolates;
    double density, mean_degree, median_degree, highest_degree, total_weight,
        transitivity, diameter, mean_distance;
    double assortativity_type;   /**< Newman 2003, doi:10.1103/PhysRevE.67.026126 */
    double assortativity_degree; /**< correlation of the degrees of an edge's ends; the
                                      same source */
    double modularity;           /**< of Leiden's groups */
    size_t groups;
} shb_shape;
SHB_API shb_status shb_shape_compute(shb_ctx *ctx, const shb_network *net,
                                     shb_shape *out);
/** The degree of each node: n_nodes numbers. */
SHB_API void shb_degrees(const shb_network *net, uint64_t *out);

/** Component number of each node, from 1 by falling size. */
SHB_API shb_status shb_components(shb_ctx *ctx, const shb_network *net, uint32_t *out,
                                  size_t *count);

/**
 * The shortest way from a to b.
 * @param out_nodes  the nodes on it, a first; free with free(); NULL and 0 if there is
 * none
 */
SHB_API shb_status shb_shortest_way(shb_ctx *ctx, const shb_network *net, uint32_t a,
                                    uint32_t b, shb_distance distance,
                                    uint32_t **out_nodes, size_t *out_count);

/**
 * The strongest way from a to b: its weakest tie is as heavy as any way's; of such ways
 * one of the fewest steps.
 * @param out_nodes  as of shb_shortest_way()
 * Source: Pollack 1960, doi:10.1287/opre.8.5.733
 */
SHB_API shb_status shb_strongest_way(shb_ctx *ctx, const shb_network *net, uint32_t a,
                                     uint32_t b, uint32_t **out_nodes, size_t *out_count);

/** A node that two others are both tied to. */
typedef struct shb_common {
    uint32_t node;
    size_t edge_a, edge_b; /**< to the one, to the other */
    double strength;       /**< the lesser of their weights */
} shb_common;

/**
 * All nodes that a and b are both tied to, by falling strength, then by the greater of
 * the weights, then by number.
 * @param out  free with free()
 */
SHB_API shb_status shb_common_neighbours(shb_ctx *ctx, const shb_network *net, uint32_t a,
                                         uint32_t b, shb_common **out, size_t *count);

/**
 * A network of some nodes, tied through others that they are both tied to. The weight is
 * how many these are; or each of them counts 1 / (k - 1), k its ties to such nodes, so
 * that who ties everybody ties them less. Edge columns: "through", how many, and "via",
 * the labels of the five strongest. Counts by units ("sentences") and evidence go: they
 * are not of these ties.
 *
 * @param ends,through  n_nodes flags; a node that is both ties, and is tied
 * Source: Newman 2001, doi:10.1103/PhysRevE.64.016132
 */
SHB_API shb_status shb_network_project(shb_ctx *ctx, const shb_network *net,
                                       const bool *ends, const bool *through,
                                       bool by_share, shb_network **out);

/** Nodes within `steps` of a node: flags of n_nodes. */
SHB_API shb_status shb_ego(shb_ctx *ctx, const shb_network *net, uint32_t centre,
                           uint32_t steps, bool *out);

/** The colour of nodes without ties, or in communities past the palette's end. */
#define SHB_REST_COLOR "#9aa0a6"

/**
 * Positions (x, y columns), sizes by strength (size), groups (group) and colours (color)
 * for the formats that show them; columns that are there already are kept unless `again`.
 * From the network alone, the same every time. Past 5,000 nodes a faster layout.
 * @param fast  true where the faster one was used; may be NULL
 */
SHB_API shb_status shb_network_lay_out(shb_ctx *ctx, shb_network *net, bool again,
                                       bool *fast);

typedef enum shb_change { SHB_CAME, SHB_WENT, SHB_ROSE, SHB_FELL } shb_change;

/** One changed node or edge. before/after: units that name a node (its mentions, where a
 * network has no counts of units), weight of an edge; NaN = absent. */
typedef struct shb_difference {
    shb_change change;
    const char *a, *b; /**< node ids, b NULL for a node; borrowed from the networks */
    const char *label_a, *label_b;
    double before, after;
    double units_before, units_after; /**< the counts that g2 is of; NaN: none */
    double g2;   /**< log-likelihood of the counts beside the units of both networks,
                    negative   where its share of them fell, though the count may have
                    risen;   NaN where   a network carries no counts */
    double p, q; /**< of g2 with one degree of freedom; q: false discovery rate over all
                      nodes, or all edges, of both networks */
} shb_difference;

/**
 * Differences between two networks, edges and nodes; free *out with free(). Counts of
 * units are tested by log-likelihood: Dunning 1993, https://aclanthology.org/J93-1003;
 * Rayson and Garside 2000, doi:10.3115/1117729.1117730.
 */
SHB_API shb_status shb_network_compare(shb_ctx *ctx, const shb_network *before,
                                       const shb_network *after, shb_difference **out,
                                       size_t *count);

#ifdef __cplusplus
}
#endif
#endif
