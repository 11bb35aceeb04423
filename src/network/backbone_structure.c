#include "network/backbone_structure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <shabaka/measures.h>

#include "base/alloc.h"
#include "network/ways.h"

/* ---- edges by falling weight, and what they join ---- */

typedef struct heavy {
    double weight;
    size_t edge;
} heavy;

static int by_weight(const void *left, const void *right) {
    const heavy *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

static shb_status heaviest_first(shb_ctx *ctx, const shb_network *net, heavy **out) {
    heavy *list = shb_alloc_array(net->n_edges, sizeof *list);
    if (!list)
        return shb_fail_memory(ctx);
    for (size_t e = 0; e < net->n_edges; e++)
        list[e] = (heavy){net->edges[e].weight, e};
    qsort(list, net->n_edges, sizeof *list, by_weight);
    *out = list;
    return SHB_OK;
}

static uint32_t root_of(uint32_t *parents, uint32_t v) {
    while (parents[v] != v)
        v = parents[v] = parents[parents[v]];
    return v;
}

static bool join(uint32_t *parents, uint32_t a, uint32_t b) {
    a = root_of(parents, a);
    b = root_of(parents, b);
    parents[a > b ? a : b] = a < b ? a : b;
    return a != b;
}

/* Kruskal; with equals, every edge that some maximum spanning forest holds is kept. */
static shb_status span(shb_ctx *ctx, const shb_network *net, bool equals, bool *keep) {
    heavy *list = NULL;
    uint32_t *parents = shb_alloc_array(net->n_nodes, sizeof *parents);
    shb_status st = parents ? heaviest_first(ctx, net, &list) : shb_fail_memory(ctx);
    for (uint32_t v = 0; st == SHB_OK && v < net->n_nodes; v++)
        parents[v] = v;
    for (size_t from = 0, to; st == SHB_OK && from < net->n_edges; from = to) {
        for (to = from; to < net->n_edges && list[to].weight == list[from].weight; to++) {
            const shb_edge *edge = &net->edges[list[to].edge];
            keep[list[to].edge] =
                equals && root_of(parents, edge->a) != root_of(parents, edge->b);
        }
        for (size_t i = from; i < to; i++) {
            const shb_edge *edge = &net->edges[list[i].edge];
            bool joined = join(parents, edge->a, edge->b);
            if (!equals)
                keep[list[i].edge] = joined;
        }
    }
    shb_free(parents);
    shb_free(list);
    return st;
}

shb_status shb_keep_spanning(shb_ctx *ctx, const shb_network *net, bool *keep) {
    return span(ctx, net, false, keep);
}

/* The widest way between two nodes runs along a maximum spanning forest: so a tie is as
 * wide as the widest exactly if some such forest holds it. */
shb_status shb_keep_ultrametric(shb_ctx *ctx, const shb_network *net, bool *keep) {
    return span(ctx, net, true, keep);
}

shb_status shb_keep_threshold(shb_ctx *ctx, const shb_network *net, double weight,
                              bool *keep) {
    (void)ctx;
    for (size_t e = 0; e < net->n_edges; e++)
        keep[e] = net->edges[e].weight >= weight;
    return SHB_OK;
}

shb_status shb_keep_core(shb_ctx *ctx, const shb_network *net, double k, bool *keep) {
    double *core = shb_alloc_array(net->n_nodes, sizeof *core);
    if (!core)
        return shb_fail_memory(ctx);
    shb_status st =
        shb_measure_compute(ctx, net, shb_measure_by_name("coreness"), NULL, core);
    for (size_t e = 0; st == SHB_OK && e < net->n_edges; e++)
        keep[e] = core[net->edges[e].a] >= k && core[net->edges[e].b] >= k;
    shb_free(core);
    return st;
}

shb_status shb_keep_top(shb_ctx *ctx, const shb_network *net, double n, bool *keep) {
    heavy *list = NULL;
    struct last {
        double taken, weight;
    } *last = shb_alloc_array(net->n_nodes, sizeof *last);
    shb_status st = last ? heaviest_first(ctx, net, &list) : shb_fail_memory(ctx);
    memset(keep, 0, net->n_edges);
    for (size_t i = 0; st == SHB_OK && i < net->n_edges; i++) {
        const shb_edge *edge = &net->edges[list[i].edge];
        uint32_t two[] = {edge->a, edge->b};
        for (int end = 0; end < 2; end++) {
            struct last *l = &last[two[end]];
            if (l->taken < n || edge->weight == l->weight)
                keep[list[i].edge] = true;
            if (l->taken < n)
                l->weight = edge->weight;
            l->taken++;
        }
    }
    shb_free(last);
    shb_free(list);
    return st;
}

/* ---- shortest ways ---- */

shb_status shb_keep_metric(shb_ctx *ctx, const shb_network *net, bool *keep) {
    const double ROUNDING = 1e-12; /* a sum may fall short of an equal one by so much */
    shb_ways ways = {0};
    shb_search search = {0};
    double *lengths = shb_alloc_array(net->n_edges, sizeof *lengths);
    shb_status st = lengths ? SHB_OK : shb_fail_memory(ctx);
    for (size_t e = 0; st == SHB_OK && e < net->n_edges; e++) {
        lengths[e] = 1 / net->edges[e].weight;
        keep[e] = true;
    }
    if (st == SHB_OK && (st = shb_ways_init(ctx, net, lengths, &ways)) == SHB_OK)
        st = shb_search_init(ctx, &ways, &search);
    for (uint32_t v = 0; st == SHB_OK && v < net->n_nodes; v++) {
        double longest = 0;
        if (v % 64 == 0 && (st = shb_check_cancel(ctx)) != SHB_OK)
            break;
        for (size_t i = ways.starts[v]; i < ways.starts[v + 1u]; i++)
            if (keep[ways.arcs[i].edge])
                longest = fmax(longest, ways.arcs[i].length);
        shb_search_from(&ways, &search, v, longest);
        for (size_t i = ways.starts[v]; i < ways.starts[v + 1u]; i++) {
            const shb_arc *arc = &ways.arcs[i];
            if (search.distance[arc->to] < arc->length * (1 - ROUNDING))
                keep[arc->edge] = false;
        }
    }
    shb_search_done(&search);
    shb_ways_done(&ways);
    shb_free(lengths);
    return st;
}
