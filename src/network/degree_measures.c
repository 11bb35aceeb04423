/* Ties counted: degree, strength, coreness. */
#include "network/own_measures.h"

#include <string.h>

#include "base/alloc.h"
#include "network/steps.h"

shb_status shb_degree(shb_ctx *ctx, const shb_network *net,
                      const shb_measure_options *options, double *out) {
    (void)ctx, (void)options;
    memset(out, 0, net->n_nodes * sizeof *out);
    for (size_t e = 0; e < net->n_edges; e++) {
        out[net->edges[e].a]++;
        out[net->edges[e].b]++;
    }
    return SHB_OK;
}

shb_status shb_strength(shb_ctx *ctx, const shb_network *net,
                        const shb_measure_options *options, double *out) {
    (void)ctx, (void)options;
    memset(out, 0, net->n_nodes * sizeof *out);
    for (size_t e = 0; e < net->n_edges; e++) {
        out[net->edges[e].a] += net->edges[e].weight;
        out[net->edges[e].b] += net->edges[e].weight;
    }
    return SHB_OK;
}

/* Nodes by the ties they have left; those of k begin at bins[k]. */
struct peeling {
    uint32_t *ties, *nodes, *place;
    size_t *bins;
};

static void peeling_done(struct peeling *p) {
    shb_free(p->ties);
    shb_free(p->nodes);
    shb_free(p->place);
    shb_free(p->bins);
}

static shb_status peeling_init(shb_ctx *ctx, const shb_neighbours *list, size_t n,
                               struct peeling *p) {
    p->ties = shb_alloc_array(n, sizeof *p->ties);
    p->nodes = shb_alloc_array(n, sizeof *p->nodes);
    p->place = shb_alloc_array(n, sizeof *p->place);
    p->bins = shb_alloc_array(n + 1, sizeof *p->bins);
    if (!p->ties || !p->nodes || !p->place || !p->bins)
        return shb_fail_memory(ctx);
    for (size_t v = 0; v < n; v++) {
        p->ties[v] = (uint32_t)(list->starts[v + 1] - list->starts[v]);
        p->bins[p->ties[v] + 1u]++;
    }
    for (size_t k = 1; k <= n; k++)
        p->bins[k] += p->bins[k - 1];
    for (size_t v = 0; v < n; v++) {
        p->place[v] = (uint32_t)p->bins[p->ties[v]]++;
        p->nodes[p->place[v]] = (uint32_t)v;
    }
    for (size_t k = n; k > 0; k--)
        p->bins[k] = p->bins[k - 1]; /* filling moved each to its end */
    p->bins[0] = 0;
    return SHB_OK;
}

/* One tie less: the node changes places with the first of its bin, which then ends
 * behind it. */
static void take_tie(struct peeling *p, uint32_t v) {
    uint32_t first = (uint32_t)p->bins[p->ties[v]]++, other = p->nodes[first];
    p->nodes[p->place[v]] = other;
    p->place[other] = p->place[v];
    p->nodes[first] = v;
    p->place[v] = first;
    p->ties[v]--;
}

/* Batagelj and Zaversnik 2003, arXiv:cs/0310049: whoever has the fewest ties goes next.
 */
shb_status shb_coreness(shb_ctx *ctx, const shb_network *net,
                        const shb_measure_options *options, double *out) {
    size_t n = net->n_nodes;
    shb_neighbours list = {0};
    struct peeling p = {0};
    (void)options;
    shb_status st = shb_neighbours_init(ctx, net, &list);
    if (st == SHB_OK)
        st = peeling_init(ctx, &list, n, &p);
    for (size_t i = 0; st == SHB_OK && i < n; i++) {
        uint32_t v = p.nodes[i];
        out[v] = p.ties[v];
        for (size_t k = list.starts[v]; k < list.starts[v + 1]; k++)
            if (p.ties[list.targets[k]] > p.ties[v])
                take_tie(&p, list.targets[k]);
    }
    peeling_done(&p);
    shb_neighbours_done(&list);
    return st;
}
