/* A network of n nodes named "n000000", "n000001"... from a list of edges, for tests. */
#ifndef SMALL_NETWORK_H
#define SMALL_NETWORK_H

#include <shabaka/network.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/** Edges must be in canonical order. Aborts if memory runs out. */
static inline shb_network *small_network(size_t n, const shb_edge *edges,
                                         size_t n_edges) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = NULL;
    if (shb_network_new(&ctx, &net) != SHB_OK)
        abort();
    net->nodes = shb_alloc_array(n, sizeof *net->nodes);
    net->edges = shb_alloc_array(n_edges, sizeof *net->edges);
    if (!net->nodes || !net->edges)
        abort();
    for (size_t v = 0; v < n; v++) {
        char id[32];
        snprintf(id, sizeof id, "n%06zu", v);
        net->nodes[v].id = shb_strdup(id);
        net->nodes[v].label = shb_strdup(id);
        if (!net->nodes[v].id || !net->nodes[v].label)
            abort();
    }
    for (size_t e = 0; e < n_edges; e++)
        net->edges[e] = edges[e];
    net->n_nodes = n;
    net->n_edges = n_edges;
    return net;
}

/** Each node tied to the next, and the last to the first. */
static inline shb_network *ring_network(size_t n) {
    shb_edge *edges = shb_alloc_array(n, sizeof *edges);
    if (!edges)
        abort();
    edges[0] = (shb_edge){0, 1, 1};
    edges[1] = (shb_edge){0, (uint32_t)n - 1, 1};
    for (size_t e = 2; e < n; e++)
        edges[e] = (shb_edge){(uint32_t)e - 1, (uint32_t)e, 1};
    shb_network *net = small_network(n, edges, n);
    shb_free(edges);
    return net;
}

/** Aborts if memory runs out. */
static inline void set_label(shb_network *net, size_t node, const char *label) {
    shb_free(net->nodes[node].label);
    if (!(net->nodes[node].label = shb_strdup(label)))
        abort();
}

/** A column of the nodes; NULL cells stay empty. */
static inline void set_strings(shb_network *net, const char *name,
                               const char *const *cells) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_column *column;
    if (shb_node_column_add(&ctx, net, name, SHB_STRING, &column) != SHB_OK)
        abort();
    for (size_t v = 0; v < net->n_nodes; v++)
        if (cells[v] && shb_cell_set_string(&ctx, column, v, cells[v]) != SHB_OK)
            abort();
}

#endif
