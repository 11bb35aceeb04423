/* What lies between two nodes: ways, and others that both are tied to. */
#include <shabaka/measures.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "network/bridge.h"
#include "network/ways.h"

/* ---- the shortest way ---- */

typedef struct way {
    uint32_t a, b;
    uint32_t *nodes; /* room for all */
    size_t count;
} way;

static igraph_error_t find_way(const shb_graph *g, void *user) {
    way *w = user;
    igraph_vector_int_t nodes;
    IGRAPH_CHECK(igraph_vector_int_init(&nodes, 0));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &nodes);
    IGRAPH_CHECK(igraph_get_shortest_path_dijkstra(&g->graph, &nodes, NULL, w->a, w->b,
                                                   g->lengths, IGRAPH_ALL));
    w->count = (size_t)igraph_vector_int_size(&nodes);
    for (size_t i = 0; i < w->count; i++)
        w->nodes[i] = (uint32_t)VECTOR(nodes)[i];
    igraph_vector_int_destroy(&nodes);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

shb_status shb_shortest_way(shb_ctx *ctx, const shb_network *net, uint32_t a, uint32_t b,
                            shb_distance distance, uint32_t **out_nodes,
                            size_t *out_count) {
    if (a >= net->n_nodes || b >= net->n_nodes)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such node");
    way w = {a, b, shb_alloc_array(net->n_nodes, sizeof *w.nodes), 0};
    shb_status st = w.nodes ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK)
        st = shb_components(ctx, net, w.nodes, NULL);
    if (st == SHB_OK && w.nodes[a] == w.nodes[b])
        st = shb_graph_run(ctx, net, distance, 1, find_way, &w);
    if (st != SHB_OK || w.count == 0) {
        shb_free(w.nodes);
        w.nodes = NULL;
    }
    if (st == SHB_OK) {
        *out_nodes = w.nodes;
        *out_count = w.count;
    }
    return st;
}

/* ---- the strongest way ---- */

static uint32_t root_of(uint32_t *parents, uint32_t v) {
    while (parents[v] != v)
        v = parents[v] = parents[parents[v]];
    return v;
}

static int heaviest_first(const void *x, const void *y) {
    const shb_edge *p = x, *q = y;
    return (p->weight < q->weight) - (p->weight > q->weight);
}

/* Join ends from the heaviest tie down until a and b hang together: that tie's weight, or
 * 0 if they never do. */
static shb_status find_weakest(shb_ctx *ctx, const shb_network *net, uint32_t a,
                               uint32_t b, double *out) {
    size_t n = net->n_nodes, m = net->n_edges;
    uint32_t *parents = shb_alloc_array(n, sizeof *parents);
    shb_edge *edges = shb_alloc_array(m, sizeof *edges);
    shb_status st = parents && edges ? SHB_OK : shb_fail_memory(ctx);
    *out = 0;
    if (st == SHB_OK) {
        for (size_t v = 0; v < n; v++)
            parents[v] = (uint32_t)v;
        for (size_t e = 0; e < m; e++)
            edges[e] = net->edges[e];
        qsort(edges, m, sizeof *edges, heaviest_first);
        for (size_t e = 0; e < m && root_of(parents, a) != root_of(parents, b); e++) {
            parents[root_of(parents, edges[e].a)] = root_of(parents, edges[e].b);
            *out = edges[e].weight;
        }
        if (root_of(parents, a) != root_of(parents, b))
            *out = 0;
    }
    shb_free(parents);
    shb_free(edges);
    return st;
}

/* From b back to a in as few steps as ties of that weight allow. */
static shb_status walk_back(shb_ctx *ctx, const shb_network *net, uint32_t a, uint32_t b,
                            double least, way *w) {
    shb_ways ways = {0};
    uint32_t *queue = shb_alloc_array(net->n_nodes, sizeof *queue);
    uint32_t *from = shb_alloc_array(net->n_nodes, sizeof *from); /* + 1; 0: not found */
    size_t passed = 0, found = 1;
    shb_status st = queue && from ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK)
        st = shb_ways_init(ctx, net, NULL, &ways);
    if (st == SHB_OK) {
        queue[0] = b;
        from[b] = b + 1;
    }
    for (; st == SHB_OK && passed < found && !from[a]; passed++) {
        uint32_t v = queue[passed];
        for (size_t i = ways.starts[v]; i < ways.starts[v + 1u]; i++) {
            const shb_arc *arc = &ways.arcs[i];
            if (net->edges[arc->edge].weight < least || from[arc->to])
                continue;
            from[arc->to] = v + 1;
            queue[found++] = arc->to;
        }
    }
    if (st == SHB_OK)
        for (uint32_t v = a;; v = from[v] - 1) {
            w->nodes[w->count++] = v;
            if (v == b)
                break;
        }
    shb_ways_done(&ways);
    shb_free(queue);
    shb_free(from);
    return st;
}

shb_status shb_strongest_way(shb_ctx *ctx, const shb_network *net, uint32_t a, uint32_t b,
                             uint32_t **out_nodes, size_t *out_count) {
    if (a >= net->n_nodes || b >= net->n_nodes)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such node");
    way w = {a, b, shb_alloc_array(net->n_nodes, sizeof *w.nodes), 0};
    double least = 0;
    shb_status st = w.nodes ? find_weakest(ctx, net, a, b, &least) : shb_fail_memory(ctx);
    if (st == SHB_OK && (a == b || least > 0))
        st = walk_back(ctx, net, a, b, least, &w);
    if (st != SHB_OK || w.count == 0) {
        shb_free(w.nodes);
        w.nodes = NULL;
    }
    if (st == SHB_OK) {
        *out_nodes = w.nodes;
        *out_count = w.count;
    }
    return st;
}

/* ---- common neighbours ---- */

static double stronger(const shb_network *net, const shb_common *c) {
    return fmax(net->edges[c->edge_a].weight, net->edges[c->edge_b].weight);
}

static int by_strength(const void *x, const void *y, void *user) {
    const shb_network *net = user;
    const shb_common *p = x, *q = y;
    double one = stronger(net, p), other = stronger(net, q);
    if (p->strength < q->strength || p->strength > q->strength)
        return p->strength < q->strength ? 1 : -1;
    if (one < other || one > other)
        return one < other ? 1 : -1;
    return (p->node > q->node) - (p->node < q->node);
}

shb_status shb_common_neighbours(shb_ctx *ctx, const shb_network *net, uint32_t a,
                                 uint32_t b, shb_common **out, size_t *count) {
    if (a >= net->n_nodes || b >= net->n_nodes)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such node");
    size_t n = 0;
    size_t *to_a = shb_alloc_array(net->n_nodes, sizeof *to_a); /* edge + 1 */
    shb_common *list = shb_alloc_array(net->n_nodes, sizeof *list);
    if (!to_a || !list) {
        shb_free(to_a);
        shb_free(list);
        return shb_fail_memory(ctx);
    }
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        if (edge->a == a || edge->b == a)
            to_a[edge->a == a ? edge->b : edge->a] = e + 1;
    }
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        if (edge->a != b && edge->b != b)
            continue;
        uint32_t node = edge->a == b ? edge->b : edge->a;
        if (to_a[node])
            list[n++] =
                (shb_common){node, to_a[node] - 1, e,
                             fmin(net->edges[to_a[node] - 1].weight, edge->weight)};
    }
    shb_free(to_a);
    if (n)
        qsort_r(list, n, sizeof *list, by_strength, (void *)net);
    *out = list;
    *count = n;
    return SHB_OK;
}
