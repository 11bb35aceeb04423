/* How the neighbours of a node, or of an edge's ends, are tied to each other. */
#include "network/own_measures.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "network/bridge.h"
#include "network/ways.h"

/* ---- triangles ---- */

/* edges[i] is opposite nodes[i] */
typedef struct triangle {
    uint32_t nodes[3], edges[3];
} triangle;

typedef void each_triangle(void *user, const triangle *t);

static size_t degree_of(const shb_ways *w, uint32_t v) {
    return w->starts[v + 1u] - w->starts[v];
}

static bool ranks_above(const shb_ways *w, uint32_t a, uint32_t b) {
    size_t p = degree_of(w, a), q = degree_of(w, b);
    return p != q ? p > q : a > b;
}

static void triangles_of(const shb_ways *w, uint32_t v, uint32_t *edge_to,
                         each_triangle *each, void *user) {
    const shb_arc *from = w->arcs + w->starts[v], *end = w->arcs + w->starts[v + 1u];
    for (const shb_arc *arc = from; arc < end; arc++)
        if (ranks_above(w, arc->to, v))
            edge_to[arc->to] = arc->edge + 1;
    for (const shb_arc *arc = from; arc < end; arc++) {
        uint32_t u = arc->to;
        if (!edge_to[u])
            continue;
        for (size_t i = w->starts[u]; i < w->starts[u + 1u]; i++) {
            uint32_t x = w->arcs[i].to;
            if (edge_to[x] && ranks_above(w, x, u)) {
                triangle t = {{v, u, x}, {w->arcs[i].edge, edge_to[x] - 1, arc->edge}};
                each(user, &t);
            }
        }
    }
    for (const shb_arc *arc = from; arc < end; arc++)
        edge_to[arc->to] = 0;
}

/*
 * Every triangle once, found from its corner of least degree: hubs cost no more than
 * others (Chiba and Nishizeki 1985, doi:10.1137/0214017).
 */
static shb_status for_triangles(shb_ctx *ctx, const shb_network *net, each_triangle *each,
                                void *user) {
    shb_ways ways = {0};
    uint32_t *edge_to = shb_alloc_array(net->n_nodes, sizeof *edge_to);
    shb_status st = edge_to ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK)
        st = shb_ways_init(ctx, net, NULL, &ways);
    for (uint32_t v = 0; st == SHB_OK && v < net->n_nodes; v++) {
        st = shb_check_cancel(ctx);
        triangles_of(&ways, v, edge_to, each, user);
    }
    shb_ways_done(&ways);
    shb_free(edge_to);
    return st;
}

static void count_ties(const shb_network *net, double *out) {
    memset(out, 0, net->n_nodes * sizeof *out);
    for (size_t e = 0; e < net->n_edges; e++) {
        out[net->edges[e].a]++;
        out[net->edges[e].b]++;
    }
}

/* ---- of nodes ---- */

typedef struct intensities {
    const shb_network *net;
    double unit, *sums;
} intensities;

static void add_intensity(void *user, const triangle *t) {
    intensities *all = user;
    double product = 1;
    for (int i = 0; i < 3; i++)
        product *= all->net->edges[t->edges[i]].weight / all->unit;
    for (int i = 0; i < 3; i++)
        all->sums[t->nodes[i]] += cbrt(product);
}

shb_status shb_clustering_onnela(shb_ctx *ctx, const shb_network *net,
                                 const shb_measure_options *options, double *out) {
    (void)options;
    double *ties = shb_alloc_array(net->n_nodes, sizeof *ties);
    if (!ties)
        return shb_fail_memory(ctx);
    intensities all = {net, shb_network_max_weight(net), out};
    memset(out, 0, net->n_nodes * sizeof *out);
    count_ties(net, ties);
    shb_status st = for_triangles(ctx, net, add_intensity, &all);
    for (size_t v = 0; v < net->n_nodes; v++)
        out[v] = ties[v] > 1 ? 2 * out[v] / (ties[v] * (ties[v] - 1)) : NAN;
    shb_free(ties);
    return st;
}

typedef struct redundancy {
    const shb_network *net;
    const double *strengths, *strongest; /* all ties, and the strongest tie, of a node */
    double *left;
} redundancy;

static void take_redundancy(void *user, const triangle *t) {
    redundancy *r = user;
    for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3, k = (i + 2) % 3;
        uint32_t self = t->nodes[i], one = t->nodes[j], other = t->nodes[k];
        double to_one = r->net->edges[t->edges[k]].weight;
        double to_other = r->net->edges[t->edges[j]].weight;
        double between = r->net->edges[t->edges[i]].weight;
        r->left[self] -= to_other / r->strengths[self] * (between / r->strongest[one]) +
                         to_one / r->strengths[self] * (between / r->strongest[other]);
    }
}

shb_status shb_effective_size(shb_ctx *ctx, const shb_network *net,
                              const shb_measure_options *options, double *out) {
    (void)options;
    double *strengths = shb_alloc_array(net->n_nodes, sizeof *strengths);
    double *strongest = shb_alloc_array(net->n_nodes, sizeof *strongest);
    shb_status st = strengths && strongest ? SHB_OK : shb_fail_memory(ctx);
    for (size_t e = 0; st == SHB_OK && e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        strengths[edge->a] += edge->weight;
        strengths[edge->b] += edge->weight;
        strongest[edge->a] = fmax(strongest[edge->a], edge->weight);
        strongest[edge->b] = fmax(strongest[edge->b], edge->weight);
    }
    count_ties(net, out);
    redundancy r = {net, strengths, strongest, out};
    if (st == SHB_OK)
        st = for_triangles(ctx, net, take_redundancy, &r);
    for (size_t v = 0; st == SHB_OK && v < net->n_nodes; v++)
        if (!(strengths[v] > 0))
            out[v] = NAN;
    shb_free(strengths);
    shb_free(strongest);
    return st;
}

/* ---- of edges ---- */

static void count_corner(void *user, const triangle *t) {
    double *counts = user;
    for (int i = 0; i < 3; i++)
        counts[t->edges[i]]++;
}

shb_status shb_edge_shared(shb_ctx *ctx, const shb_network *net,
                           const shb_measure_options *options, double *out) {
    (void)options;
    memset(out, 0, net->n_edges * sizeof *out);
    return for_triangles(ctx, net, count_corner, out);
}

shb_status shb_edge_overlap(shb_ctx *ctx, const shb_network *net,
                            const shb_measure_options *options, double *out) {
    double *ties = shb_alloc_array(net->n_nodes, sizeof *ties);
    if (!ties)
        return shb_fail_memory(ctx);
    count_ties(net, ties);
    shb_status st = shb_edge_shared(ctx, net, options, out);
    for (size_t e = 0; e < net->n_edges; e++)
        out[e] /= ties[net->edges[e].a] + ties[net->edges[e].b] - 2 - out[e];
    shb_free(ties);
    return st;
}
