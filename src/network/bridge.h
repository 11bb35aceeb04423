/**
 * @file bridge.h
 * The one place where a network becomes an igraph_t and igraph's codes become statuses.
 *
 * All work with igraph happens in a function handed to shb_graph_run(). While it runs,
 * our handlers are igraph's, its random numbers start from the seed given, and whatever
 * igraph reports lands in the context; afterwards the caller's handlers and generator are
 * back. Inside, write as igraph itself is written: IGRAPH_CHECK, IGRAPH_FINALLY.
 *
 * igraph as packaged shares one stack of things to free between all threads: one section
 * at a time, on one thread.
 */
#ifndef SHB_NETWORK_BRIDGE_H
#define SHB_NETWORK_BRIDGE_H

#include <igraph.h>
#include <shabaka/measures.h>

/** A network as igraph sees it; node and edge numbers are the network's own. */
typedef struct shb_graph {
    shb_ctx *ctx;
    const shb_network *net;
    igraph_t graph;
    igraph_vector_t weights; /**< one an edge */
    igraph_vector_t ways;    /**< lengths of the edges; empty if all are 1 */
    const igraph_vector_t
        *lengths; /**< &ways, or NULL if all are 1: as igraph wants it */
} shb_graph;

/**
 * What to do with the graph. May keep results through user; leaves igraph's stack of
 * things to free as it found it.
 */
typedef igraph_error_t shb_graph_work(const shb_graph *graph, void *user);

/**
 * Build the graph, do the work, take the graph down.
 *
 * @param net       only n_nodes, edges and n_edges are looked at
 * @param distance  how `lengths` come from weights
 * @param seed      of igraph's random numbers during the work
 *
 * Errors: SHB_ENOMEM; SHB_ECANCELLED (where igraph asks: not in all that it does);
 *         SHB_EIGRAPH with igraph's reason, also for what would have aborted the process
 */
shb_status shb_graph_run(shb_ctx *ctx, const shb_network *net, shb_distance distance,
                         uint32_t seed, shb_graph_work *work, void *user);

/** The length of each edge into out, finite and above 0. */
void shb_network_lengths(const shb_network *net, shb_distance distance, double *out);

/** The largest weight; 0 without edges. */
double shb_network_max_weight(const shb_network *net);

#endif
