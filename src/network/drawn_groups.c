#include "network/drawn_groups.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

shb_status shb_drawn_groups_init(shb_ctx *ctx, const shb_network *whole,
                                 size_t replicates, shb_drawn_groups *g) {
    *g = (shb_drawn_groups){.n_nodes = whole->n_nodes, .n_edges = whole->n_edges};
    g->whole = shb_alloc_array(g->n_nodes, sizeof *g->whole);
    g->both = shb_alloc_array(g->n_edges, sizeof *g->both);
    g->together = shb_alloc_array(g->n_edges, sizeof *g->together);
    g->alike = shb_alloc_array(replicates, sizeof *g->alike);
    if (!g->whole || !g->both || !g->together || !g->alike)
        return shb_fail_memory(ctx);
    shb_status st = shb_groups_of(ctx, whole, g->whole, &g->n_groups, NULL);
    return st == SHB_OK ? shb_stays_init(ctx, g->whole, g->n_nodes, &g->stays) : st;
}

void shb_drawn_groups_done(shb_drawn_groups *g) {
    shb_stays_done(&g->stays);
    shb_free(g->whole);
    shb_free(g->both);
    shb_free(g->together);
    shb_free(g->alike);
    *g = (shb_drawn_groups){0};
}

static shb_status compare(shb_ctx *ctx, const shb_drawn_groups *g,
                          shb_draw_of_groups *draw) {
    uint32_t *before = shb_alloc_array(g->n_nodes, sizeof *before);
    uint32_t *after = shb_alloc_array(g->n_nodes, sizeof *after);
    size_t n = 0;
    shb_agreement alike;
    shb_status st = before && after ? SHB_OK : shb_fail_memory(ctx);
    for (size_t v = 0; st == SHB_OK && v < g->n_nodes; v++)
        if (draw->there[v]) {
            before[n] = g->whole[v];
            after[n++] = draw->labels[v];
        }
    if (st == SHB_OK)
        st = shb_groups_agreement(ctx, before, after, n, &alike);
    if (st == SHB_OK)
        draw->alike = alike.nmi;
    shb_free(before);
    shb_free(after);
    return st;
}

shb_status shb_drawn_groups_find(shb_ctx *ctx, const shb_drawn_groups *g,
                                 const shb_network *draw, uint32_t seed, void *lock,
                                 shb_draw_of_groups *out) {
    pthread_mutex_lock(lock);
    shb_status st = shb_groups_compute(ctx, draw, shb_group_method_by_name("leiden"), 1,
                                       seed, out->labels, NULL, NULL);
    pthread_mutex_unlock(lock);
    if (st != SHB_OK)
        return st;
    memset(out->there, 0, g->n_nodes * sizeof *out->there);
    for (size_t v = 0; v < g->n_nodes; v++)
        out->labels[v]--;
    for (size_t e = 0; e < draw->n_edges; e++)
        out->there[draw->edges[e].a] = out->there[draw->edges[e].b] = true;
    return compare(ctx, g, out);
}

void shb_drawn_groups_add(shb_drawn_groups *g, const shb_network *net,
                          const shb_draw_of_groups *draw) {
    shb_stays_add(&g->stays, draw->labels, draw->there);
    for (size_t e = 0; e < g->n_edges; e++) {
        uint32_t a = net->edges[e].a, b = net->edges[e].b;
        bool both = draw->there[a] && draw->there[b];
        g->both[e] += both;
        g->together[e] += both && draw->labels[a] == draw->labels[b];
    }
    g->alike[g->added++] = draw->alike;
}

static double share(uint32_t some, uint32_t all) {
    return all ? shb_round9((double)some / all) : NAN;
}

shb_status shb_drawn_groups_keep(shb_ctx *ctx, const shb_drawn_groups *g,
                                 shb_network *net) {
    shb_column *column;
    shb_status st = shb_node_column_add(ctx, net, "group", SHB_INT, &column);
    for (size_t v = 0; st == SHB_OK && v < g->n_nodes; v++)
        column->cells.ints[v] = g->whole[v];
    if (st == SHB_OK)
        st = shb_node_column_add(ctx, net, "group_stability", SHB_DOUBLE, &column);
    for (size_t v = 0; st == SHB_OK && v < g->n_nodes; v++)
        column->cells.doubles[v] = share(g->stays.stayed[v], g->stays.there[v]);
    if (st == SHB_OK)
        st = shb_edge_column_add(ctx, net, "together", SHB_DOUBLE, &column);
    for (size_t e = 0; st == SHB_OK && e < g->n_edges; e++)
        column->cells.doubles[e] = share(g->together[e], g->both[e]);
    return st;
}

static int by_size(const void *left, const void *right) {
    const double *x = left, *y = right;
    return (*x > *y) - (*x < *y);
}

static double quantile(const double *sorted, size_t n, double share) {
    double at = share * (double)(n - 1);
    size_t below = (size_t)at, above = below + 1 < n ? below + 1 : below;
    return sorted[below] + (at - (double)below) * (sorted[above] - sorted[below]);
}

/* Draws without a tie are alike in nothing. */
void shb_drawn_groups_put(shb_drawn_groups *g, shb_output *out) {
    size_t n = 0;
    double sum = 0;
    for (size_t i = 0; i < g->added; i++)
        if (!isnan(g->alike[i]))
            g->alike[n++] = g->alike[i];
    qsort(g->alike, n, sizeof *g->alike, by_size);
    for (size_t i = 0; i < n; i++)
        sum += g->alike[i];
    shb_printf(out, ",\"groups\":%zu", g->n_groups);
    if (n)
        shb_printf(out, ",\"nmi\":%.9g,\"nmi_high\":%.9g,\"nmi_low\":%.9g",
                   sum / (double)n, quantile(g->alike, n, .975),
                   quantile(g->alike, n, .025));
}
