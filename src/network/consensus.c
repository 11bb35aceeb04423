/* What many runs agree on, and how far. */
#include <shabaka/measures.h>

#include <math.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "network/group_runs.h"
#include "network/stays.h"

/* ---- stability ---- */

static void add_stays(void *user, uint32_t run, const uint32_t *labels,
                      double modularity) {
    (void)run;
    (void)modularity;
    shb_stays_add(user, labels, NULL);
}

shb_status shb_groups_stability(shb_ctx *ctx, const shb_network *net,
                                const shb_group_method *method, double resolution,
                                uint32_t seed, uint32_t runs, const uint32_t *groups,
                                double *out) {
    size_t n = net->n_nodes;
    shb_stays stays;
    shb_status st = shb_stays_init(ctx, groups, n, &stays);
    if (st == SHB_OK)
        st = shb_groups_each(ctx, net, method, resolution, seed, runs, add_stays, &stays);
    for (size_t v = 0; st == SHB_OK && v < n; v++)
        out[v] = shb_round9((double)stays.stayed[v] / runs);
    shb_stays_done(&stays);
    return st;
}

/* ---- consensus ---- */

typedef struct pair {
    uint32_t a, b, together; /* runs that put both into one group */
    bool kept;
} pair;

typedef struct pairs {
    pair *items;
    size_t count;
} pairs;

static shb_status list_pairs(shb_ctx *ctx, const shb_network *net, pairs *out) {
    enum { FEW_NODES = 1000 };
    size_t n = net->n_nodes, k = 0;
    bool all = n <= FEW_NODES;
    out->count = all && n ? n * (n - 1) / 2 : all ? 0 : net->n_edges;
    out->items = shb_alloc_array(out->count, sizeof *out->items);
    if (!out->items)
        return shb_fail_memory(ctx);
    for (uint32_t a = 0; all && a < n; a++)
        for (uint32_t b = a + 1; b < n; b++)
            out->items[k++] = (pair){.a = a, .b = b};
    for (size_t e = 0; !all && e < net->n_edges; e++)
        out->items[e] = (pair){.a = net->edges[e].a, .b = net->edges[e].b};
    return SHB_OK;
}

static void count_together(void *user, uint32_t run, const uint32_t *labels,
                           double modularity) {
    pairs *list = user;
    (void)run;
    (void)modularity;
    for (size_t i = 0; i < list->count; i++)
        list->items[i].together += labels[list->items[i].a] == labels[list->items[i].b];
}

/*
 * Keep pairs that half of the runs put together, and of a node that has none the one that
 * most do. True: all runs agree on what is kept.
 * @param best  n numbers
 */
static bool choose(pairs *list, uint32_t runs, size_t n, size_t *best) {
    const size_t NONE = SIZE_MAX, SETTLED = SIZE_MAX - 1;
    bool agreed = true;
    for (size_t v = 0; v < n; v++)
        best[v] = NONE;
    for (size_t i = 0; i < list->count; i++) {
        pair *p = &list->items[i];
        uint32_t ends[] = {p->a, p->b};
        p->kept = p->together > 0 && 2 * (uint64_t)p->together >= runs;
        for (int k = 0; k < 2; k++) {
            size_t *b = &best[ends[k]];
            if (p->kept)
                *b = SETTLED;
            else if (*b != SETTLED && p->together > 0 &&
                     (*b == NONE || p->together > list->items[*b].together))
                *b = i;
        }
    }
    for (size_t v = 0; v < n; v++)
        if (best[v] < SETTLED)
            list->items[best[v]].kept = true;
    for (size_t i = 0; i < list->count && agreed; i++)
        agreed = !list->items[i].kept || list->items[i].together == runs;
    return agreed;
}

static void join_kept(const pairs *list, uint32_t runs, shb_network *out) {
    out->n_edges = 0;
    for (size_t i = 0; i < list->count; i++) {
        const pair *p = &list->items[i];
        if (p->kept)
            out->edges[out->n_edges++] =
                (shb_edge){p->a, p->b, (double)p->together / runs};
    }
}

/* Newman and Girvan 2004, weighted; groups are numbered from 1. */
static shb_status find_modularity(shb_ctx *ctx, const shb_network *net,
                                  const uint32_t *groups, double *out) {
    double *ends = shb_alloc_array(net->n_nodes + 1, sizeof *ends), all = 0, inside = 0;
    if (!ends)
        return shb_fail_memory(ctx);
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        all += edge->weight;
        inside += groups[edge->a] == groups[edge->b] ? edge->weight : 0;
        ends[groups[edge->a]] += edge->weight;
        ends[groups[edge->b]] += edge->weight;
    }
    double modularity = inside / all;
    for (size_t g = 1; g <= net->n_nodes; g++)
        modularity -= ends[g] / (2 * all) * (ends[g] / (2 * all));
    *out = isfinite(modularity) ? shb_round9(modularity) : NAN;
    shb_free(ends);
    return SHB_OK;
}

shb_status shb_groups_consensus(shb_ctx *ctx, const shb_network *net,
                                const shb_group_method *method, double resolution,
                                uint32_t seed, uint32_t runs, uint32_t *out,
                                size_t *n_groups, double *modularity, size_t *rounds) {
    enum { MOST_ROUNDS = 50 };
    /* Shares are no weights of the network: half of the runs is what joins a pair. */
    const double HALF = .5;
    bool by_weight = method && strcmp(method->name, "cpm") == 0;
    pairs list = {0};
    shb_network agreed = {.n_nodes = net->n_nodes};
    size_t *best = shb_alloc_array(net->n_nodes, sizeof *best), round = 0;
    uint32_t *groups = shb_alloc_array(net->n_nodes, sizeof *groups);
    shb_status st = best && groups ? list_pairs(ctx, net, &list) : shb_fail_memory(ctx);
    if (st == SHB_OK &&
        !(agreed.edges = shb_alloc_array(list.count, sizeof *agreed.edges)))
        st = shb_fail_memory(ctx);
    for (bool done = false; st == SHB_OK && !done && round < MOST_ROUNDS; round++) {
        for (size_t i = 0; i < list.count; i++)
            list.items[i].together = 0;
        st = shb_groups_each(ctx, round ? &agreed : net, method,
                             round && by_weight ? HALF : resolution, seed, runs,
                             count_together, &list);
        if (st == SHB_OK)
            done = choose(&list, runs, net->n_nodes, best);
        join_kept(&list, runs, &agreed);
    }
    if (st == SHB_OK)
        st = shb_components(ctx, &agreed, groups, n_groups);
    if (st == SHB_OK && modularity)
        st = find_modularity(ctx, net, groups, modularity);
    if (st == SHB_OK) {
        memcpy(out, groups, net->n_nodes * sizeof *out);
        if (rounds)
            *rounds = round;
    }
    shb_free(agreed.edges);
    shb_free(list.items);
    shb_free(groups);
    shb_free(best);
    return st;
}
