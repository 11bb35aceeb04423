/**
 * @file measures.h
 * Centralities, communities, shape, ways, and what changed: igraph behind plain arrays.
 * To be called from one thread at a time.
 */
#ifndef SHABAKA_MEASURES_H
#define SHABAKA_MEASURES_H

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

typedef struct shb_measure {
    const char *name;    /**< "betweenness": also the column's name */
    const char *summary; /**< one line: what it says, and its range */
    const char *source;  /**< author, year, DOI */
    bool uses_distance, uses_weight;
} shb_measure;

/** All node measures, in the order of the help. */
SHB_API const shb_measure *shb_measures(size_t *count);
SHB_API const shb_measure *shb_measure_by_name(const char *name);

/**
 * Compute one measure.
 * @param out  n_nodes values, rounded to 9 significant digits; NaN where undefined
 * Errors: SHB_EIGRAPH, SHB_ECANCELLED, SHB_ENOMEM
 */
SHB_API shb_status shb_measure_compute(shb_ctx *ctx, const shb_network *net,
                                       const shb_measure *measure, shb_distance distance,
                                       double *out);

/** A way to find communities. */
typedef struct shb_group_method {
    const char *name, *summary, *source;
} shb_group_method;
SHB_API const shb_group_method *shb_group_methods(size_t *count);
SHB_API const shb_group_method *shb_group_method_by_name(const char *name);

/**
 * Communities, numbered from 1 by falling size, then by smallest node.
 * @param out         n_nodes numbers
 * @param n_groups,modularity  may be NULL; modularity is weighted, NaN without edges
 */
SHB_API shb_status shb_groups_compute(shb_ctx *ctx, const shb_network *net,
                                      const shb_group_method *method, double resolution,
                                      uint32_t seed, uint32_t *out, size_t *n_groups,
                                      double *modularity);

/** Network-level figures; NaN where undefined. */
typedef struct shb_shape {
    size_t nodes, edges, components, largest, isolates;
    double density, mean_degree, total_weight, transitivity, diameter, mean_distance,
        assortativity_type, modularity;
    size_t groups;
} shb_shape;
SHB_API shb_status shb_shape_compute(shb_ctx *ctx, const shb_network *net,
                                     shb_shape *out);

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

/** Nodes within `steps` of a node: flags of n_nodes. */
SHB_API shb_status shb_ego(shb_ctx *ctx, const shb_network *net, uint32_t centre,
                           uint32_t steps, bool *out);

/**
 * Positions (x, y columns), sizes by strength (size), groups (group) and colours (color)
 * for the formats that show them; columns that are there already are kept unless `again`.
 * From the network alone, the same every time. Past 5,000 nodes a faster layout.
 * @param fast  true where the faster one was used; may be NULL
 */
SHB_API shb_status shb_network_lay_out(shb_ctx *ctx, shb_network *net, bool again,
                                       bool *fast);

typedef enum shb_change { SHB_CAME, SHB_WENT, SHB_ROSE, SHB_FELL } shb_change;

/** One changed node or edge. old/new: mentions of a node, weight of an edge; NaN =
 * absent. */
typedef struct shb_difference {
    shb_change change;
    const char *a, *b; /**< node ids, b NULL for a node; borrowed from the networks */
    const char *label_a, *label_b;
    double before, after;
    double g2;   /**< log-likelihood of the counts beside the units of both networks,
                    negative   where its share of them fell, though the count may have risen;
                    NaN where   a network carries no counts */
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
