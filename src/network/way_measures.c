/* Measures over shortest ways. */
#include "network/own_measures.h"

#include <shabaka/output.h>

#include "base/alloc.h"
#include "network/bridge.h"
#include "network/ways.h"

static shb_status init_ways(shb_ctx *ctx, const shb_network *net, shb_distance distance,
                            shb_ways *out) {
    bool steps = distance == SHB_DISTANCE_NONE;
    double *lengths = shb_alloc_array(net->n_edges, sizeof *lengths);
    if (!lengths)
        return shb_fail_memory(ctx);
    shb_network_lengths(net, distance, lengths);
    shb_status st = shb_ways_init(ctx, net, steps ? NULL : lengths, out);
    shb_free(lengths);
    return st;
}

/* Searches from all nodes, or a sample, into the one array that `place` names. */
static shb_status by_ways(shb_ctx *ctx, const shb_network *net, shb_distance distance,
                          double **(*place)(shb_way_sums *sums), size_t sample,
                          double *out) {
    shb_ways ways = {0};
    shb_way_sums sums = {0};
    shb_status st = init_ways(ctx, net, distance, &ways);
    *place(&sums) = out;
    if (st == SHB_OK)
        st = shb_ways_sum(ctx, &ways, sample, &sums);
    shb_ways_done(&ways);
    return st;
}

static double **place_betweenness(shb_way_sums *sums) { return &sums->betweenness; }
static double **place_edges(shb_way_sums *sums) { return &sums->edge_betweenness; }
static double **place_closeness(shb_way_sums *sums) { return &sums->closeness; }
static double **place_harmonic(shb_way_sums *sums) { return &sums->harmonic; }
static double **place_eccentricity(shb_way_sums *sums) { return &sums->eccentricity; }

static shb_status betweenness_from(shb_ctx *ctx, const shb_network *net,
                                   shb_distance distance, size_t sample, double *out) {
    double n = (double)net->n_nodes;
    shb_status st = by_ways(ctx, net, distance, place_betweenness, sample, out);
    for (size_t v = 0; st == SHB_OK && n > 2 && v < net->n_nodes; v++)
        out[v] *= 2 / ((n - 1) * (n - 2));
    return st;
}

shb_status shb_betweenness(shb_ctx *ctx, const shb_network *net,
                           const shb_measure_options *options, double *out) {
    return betweenness_from(ctx, net, options->distance, 0, out);
}

/* Hoeffding 1963: sqrt(ln(2 / .05) / (2 * 2000)) = .0304. */
shb_status shb_betweenness_sampled(shb_ctx *ctx, const shb_network *net,
                                   const shb_measure_options *options, double *out) {
    return betweenness_from(ctx, net, options->distance, 2000, out);
}

shb_status shb_edge_betweenness(shb_ctx *ctx, const shb_network *net,
                                const shb_measure_options *options, double *out) {
    double n = (double)net->n_nodes;
    shb_status st = by_ways(ctx, net, options->distance, place_edges, 0, out);
    for (size_t e = 0; st == SHB_OK && e < net->n_edges; e++)
        out[e] *= 2 / (n * (n - 1));
    return st;
}

shb_status shb_closeness(shb_ctx *ctx, const shb_network *net,
                         const shb_measure_options *options, double *out) {
    return by_ways(ctx, net, options->distance, place_closeness, 0, out);
}

shb_status shb_harmonic(shb_ctx *ctx, const shb_network *net,
                        const shb_measure_options *options, double *out) {
    return by_ways(ctx, net, options->distance, place_harmonic, 0, out);
}

shb_status shb_eccentricity(shb_ctx *ctx, const shb_network *net,
                            const shb_measure_options *options, double *out) {
    return by_ways(ctx, net, options->distance, place_eccentricity, 0, out);
}

shb_status shb_between_groups(shb_ctx *ctx, const shb_network *net,
                              const uint32_t *groups, uint32_t a, uint32_t b,
                              shb_distance distance, double *between, double *to_a,
                              double *to_b) {
    size_t n = net->n_nodes, n_sources = 0, n_targets = 0;
    shb_ways ways = {0};
    uint32_t *sources = shb_alloc_array(n, sizeof *sources);
    bool *targets = shb_alloc_array(n, sizeof *targets);
    shb_status st = sources && targets ? SHB_OK : shb_fail_memory(ctx);
    for (uint32_t v = 0; st == SHB_OK && v < n; v++) {
        to_a[v] = to_b[v] = 0;
        if (groups[v] == a)
            sources[n_sources++] = v;
        n_targets += targets[v] = groups[v] == b;
    }
    if (st == SHB_OK && (a == b || !n_sources || !n_targets))
        st = shb_fail(ctx, SHB_EINVALID, NULL, "these are no two groups");
    if (st == SHB_OK)
        st = init_ways(ctx, net, distance, &ways);
    if (st == SHB_OK)
        st = shb_ways_between(ctx, &ways, sources, n_sources, targets, between);
    for (size_t v = 0; st == SHB_OK && v < n; v++)
        between[v] = shb_round9(between[v] / ((double)n_sources * (double)n_targets));
    for (size_t e = 0; st == SHB_OK && e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        to_a[edge->a] += groups[edge->b] == a ? edge->weight : 0;
        to_b[edge->a] += groups[edge->b] == b ? edge->weight : 0;
        to_a[edge->b] += groups[edge->a] == a ? edge->weight : 0;
        to_b[edge->b] += groups[edge->a] == b ? edge->weight : 0;
    }
    shb_ways_done(&ways);
    shb_free(sources);
    shb_free(targets);
    return st;
}
