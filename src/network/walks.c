/* Scores that ties pass on: eigenvector, Katz, PageRank. */
#include "network/own_measures.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "network/bridge.h"
#include "network/leading.h"

/* To 9 places, not digits: a value that is small has fewer digits that mean anything. */
shb_status shb_eigenvector(shb_ctx *ctx, const shb_network *net,
                           const shb_measure_options *options, double *out) {
    (void)options;
    double value;
    shb_status st = shb_leading_vector(ctx, net, out, &value);
    for (size_t v = 0; st == SHB_OK && v < net->n_nodes; v++)
        out[v] = net->n_edges ? round(out[v] * 1e9) / 1e9 : NAN;
    return st;
}

/* What a tie passes on of what its ends have: from a to b, and back. */
struct passage {
    double there, back;
};

/* factor times the weights in `unit`s, or over the strengths where these are given. */
static shb_status make_passages(shb_ctx *ctx, const shb_network *net, double factor,
                                double unit, const double *strengths,
                                struct passage **out) {
    struct passage *list = shb_alloc_array(net->n_edges, sizeof *list);
    if (!list)
        return shb_fail_memory(ctx);
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        double there = edge->weight / (strengths ? strengths[edge->a] : unit);
        double back = edge->weight / (strengths ? strengths[edge->b] : unit);
        list[e] = (struct passage){factor * there, factor * back};
    }
    *out = list;
    return SHB_OK;
}

/* One pass: to += what each node has in `from`, along its ties. */
static void pass_on(const shb_network *net, const struct passage *passages,
                    const double *from, double *to) {
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        to[edge->b] += from[edge->a] * passages[e].there;
        to[edge->a] += from[edge->b] * passages[e].back;
    }
}

enum { MOST_PASSES = 5000 };
static const double STILL = 1e-14; /* share of the whole that the last pass moved */

/* x = 1 + alpha A x, by passes: each brings it nearer by the parameter. */
shb_status shb_katz(shb_ctx *ctx, const shb_network *net,
                    const shb_measure_options *options, double *out) {
    size_t n = net->n_nodes;
    double unit = shb_network_max_weight(net), value = 0, most = 1;
    double *next = shb_alloc_array(n, sizeof *next);
    struct passage *passages = NULL;
    shb_status st = next ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK)
        st = shb_leading_vector(ctx, net, out, &value);
    if (st == SHB_OK)
        st = make_passages(ctx, net, options->parameter / value, unit, NULL, &passages);
    for (size_t v = 0; v < n; v++)
        out[v] = 1;
    double moved = value > 0, whole = 1;
    for (int pass = 0; st == SHB_OK && pass < MOST_PASSES && moved > STILL * whole;
         pass++) {
        st = shb_check_cancel(ctx);
        for (size_t v = 0; v < n; v++)
            next[v] = 1;
        pass_on(net, passages, out, next);
        moved = whole = 0;
        for (size_t v = 0; v < n; v++) {
            moved += fabs(next[v] - out[v]);
            whole += next[v];
        }
        memcpy(out, next, n * sizeof *out);
    }
    for (size_t v = 0; v < n; v++)
        most = fmax(most, out[v]);
    for (size_t v = 0; v < n; v++)
        out[v] /= most;
    shb_free(passages);
    shb_free(next);
    return st;
}

/*
 * igraph's own adds up in parallel, so that its 9th digit depends on the run. This one
 * goes over the edges until nothing moves; each pass brings it nearer by the parameter.
 * @param start  where the walker starts, and starts anew; sums to 1
 */
static shb_status walk(shb_ctx *ctx, const shb_network *net, double damping,
                       const double *start, double *out) {
    size_t n = net->n_nodes;
    double moved = 1;
    double *strengths = shb_alloc_array(n, sizeof *strengths);
    double *next = shb_alloc_array(n, sizeof *next);
    struct passage *passages = NULL;
    shb_status st = strengths && next ? SHB_OK : shb_fail_memory(ctx);
    for (size_t e = 0; st == SHB_OK && e < net->n_edges; e++) {
        strengths[net->edges[e].a] += net->edges[e].weight;
        strengths[net->edges[e].b] += net->edges[e].weight;
    }
    if (st == SHB_OK)
        st = make_passages(ctx, net, damping, 1, strengths, &passages);
    memcpy(out, start, n * sizeof *out);
    for (int pass = 0; st == SHB_OK && pass < MOST_PASSES && moved > STILL; pass++) {
        st = shb_check_cancel(ctx);
        double lost = 0; /* what nodes without edges have, and it starts anew */
        for (size_t v = 0; v < n; v++)
            if (strengths[v] == 0)
                lost += out[v];
        for (size_t v = 0; v < n; v++)
            next[v] = (1 - damping + damping * lost) * start[v];
        pass_on(net, passages, out, next);
        moved = 0;
        for (size_t v = 0; v < n; v++)
            moved += fabs(next[v] - out[v]);
        memcpy(out, next, n * sizeof *out);
    }
    shb_free(passages);
    shb_free(strengths);
    shb_free(next);
    return st;
}

shb_status shb_pagerank_from(shb_ctx *ctx, const shb_network *net,
                             const shb_measure_options *options, double *out) {
    size_t n = net->n_nodes, n_from = options->n_from;
    double *start = shb_alloc_array(n, sizeof *start);
    if (!start)
        return shb_fail_memory(ctx);
    for (size_t v = 0; v < n; v++)
        start[v] = n_from ? 0 : 1 / (double)n;
    for (size_t i = 0; i < n_from; i++)
        start[options->from[i]] += 1 / (double)n_from;
    shb_status st = walk(ctx, net, options->parameter, start, out);
    shb_free(start);
    return st;
}

shb_status shb_pagerank(shb_ctx *ctx, const shb_network *net,
                        const shb_measure_options *options, double *out) {
    shb_measure_options everywhere = *options;
    everywhere.n_from = 0;
    return shb_pagerank_from(ctx, net, &everywhere, out);
}
