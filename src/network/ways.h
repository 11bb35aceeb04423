/**
 * @file ways.h
 * Shortest ways from every node, in parallel: own code, on rows of arcs.
 */
#ifndef SHB_NETWORK_WAYS_H
#define SHB_NETWORK_WAYS_H

#include <shabaka/network.h>

/** A tie seen from one of its ends. */
typedef struct shb_arc {
    uint32_t to, edge;
    double length;
} shb_arc;

/** The arcs of node v are arcs[starts[v]] to arcs[starts[v + 1] - 1], by edge. */
typedef struct shb_ways {
    size_t n;
    size_t *starts;
    shb_arc *arcs;
    bool steps; /**< all lengths are 1 */
} shb_ways;

/** @param lengths  one an edge, above 0; NULL: all 1. Free with shb_ways_done(). */
shb_status shb_ways_init(shb_ctx *ctx, const shb_network *net, const double *lengths,
                         shb_ways *out);
void shb_ways_done(shb_ways *ways);

/**
 * One search at a time: after shb_search_from(), `order` holds the nodes reached, nearest
 * first, and `distance` theirs (infinity elsewhere).
 */
typedef struct shb_search {
    double *distance;
    double *ways; /**< how many shortest ways lead there */
    uint32_t *order;
    size_t n_reached;
    uint32_t *heap, *place;
    size_t n_heap;
} shb_search;

shb_status shb_search_init(shb_ctx *ctx, const shb_ways *ways, shb_search *out);
void shb_search_done(shb_search *search);

/**
 * From one node to all within `limit`. Two ways whose lengths differ by less than 1 in
 * 10^10 are equally short, as igraph has it.
 * Source: Dijkstra 1959, doi:10.1007/BF01386390; breadth first where all lengths are 1
 */
void shb_search_from(const shb_ways *ways, shb_search *search, uint32_t from,
                     double limit);

/** What is wanted of all searches; n values each (one an edge: edge_...), or NULL. */
typedef struct shb_way_sums {
    double *betweenness; /**< sum over pairs of the share of shortest ways through it */
    double *edge_betweenness; /**< likewise, their ends' own way included */
    double *closeness; /**< 1 / mean distance to those reached; NaN if it reaches none */
    double *harmonic;  /**< mean of 1 / distance to all others */
    double *eccentricity;
} shb_way_sums;

/**
 * Search from every node, or from `sample` nodes drawn evenly (betweenness alone, then
 * scaled up), on ctx->jobs threads (0: one a processor). The sums are the same to the
 * last bit for any number of threads. Betweenness of nodes and of edges are two searches.
 *
 * Source: Brandes 2001, doi:10.1080/0022250X.2001.9990249; sampling: Brandes and Pich
 *         2007, doi:10.1142/S0218127407018403
 * Errors: SHB_ENOMEM, SHB_ECANCELLED
 */
shb_status shb_ways_sum(shb_ctx *ctx, const shb_ways *ways, size_t sample,
                        const shb_way_sums *out);

/**
 * Sum over pairs of a source and a target of the share of shortest ways through each
 * node, the ends' own left out.
 * @param targets  n flags
 * @param out      n values
 */
shb_status shb_ways_between(shb_ctx *ctx, const shb_ways *ways, const uint32_t *sources,
                            size_t n_sources, const bool *targets, double *out);

#endif
