#include "network/gathered.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"

enum { FIRST = 100 };

struct ranked {
    double value;
    uint32_t node;
};

static int by_falling(const void *left, const void *right) {
    const struct ranked *x = left, *y = right;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

/* Nodes by falling value into order, 1 + how many are above into ranks; either may be
 * NULL. */
static shb_status rank_nodes(shb_ctx *ctx, const double *values, size_t n,
                             uint32_t *order, double *ranks) {
    struct ranked *list = shb_alloc_array(n, sizeof *list);
    if (!list)
        return shb_fail_memory(ctx);
    for (size_t v = 0; v < n; v++)
        list[v] = (struct ranked){values[v], (uint32_t)v};
    if (n)
        qsort(list, n, sizeof *list, by_falling);
    for (size_t i = 0, rank = 0; i < n; i++) {
        if (i == 0 || list[i].value != list[i - 1].value)
            rank = i + 1;
        if (order)
            order[i] = list[i].node;
        if (ranks)
            ranks[list[i].node] = (double)rank;
    }
    shb_free(list);
    return SHB_OK;
}

shb_status shb_ranks(shb_ctx *ctx, const double *values, size_t n, double *out) {
    return rank_nodes(ctx, values, n, NULL, out);
}

shb_status shb_gathered_init(shb_ctx *ctx, const shb_measure *measure, size_t n,
                             const double *whole, size_t replicates, shb_gathered *g) {
    *g = (shb_gathered){.measure = measure, .n = n};
    if (!whole) {
        g->mean = shb_alloc_array(n, sizeof *g->mean);
        g->squares = shb_alloc_array(n, sizeof *g->squares);
        return g->mean && g->squares ? SHB_OK : shb_fail_memory(ctx);
    }
    g->n_first = n < FIRST ? n : FIRST;
    g->first = shb_alloc_array(n, sizeof *g->first);
    g->twice = shb_alloc_array(g->n_first * g->n_first, sizeof *g->twice);
    if (!g->first || !g->twice)
        return shb_fail_memory(ctx);
    shb_status st = shb_tails_init(ctx, n, replicates, &g->of_values);
    if (st == SHB_OK)
        st = shb_tails_init(ctx, n, replicates, &g->of_ranks);
    return st == SHB_OK ? rank_nodes(ctx, whole, n, g->first, NULL) : st;
}

void shb_gathered_done(shb_gathered *g) {
    shb_tails_done(&g->of_values);
    shb_tails_done(&g->of_ranks);
    shb_free(g->mean);
    shb_free(g->squares);
    shb_free(g->first);
    shb_free(g->twice);
    *g = (shb_gathered){0};
}

void shb_gathered_add(shb_gathered *g, const double *values, const double *ranks) {
    g->added++;
    for (size_t v = 0; g->mean && v < g->n; v++) {
        double off = values[v] - g->mean[v];
        g->mean[v] += off / (double)g->added;
        g->squares[v] += off * (values[v] - g->mean[v]);
    }
    if (g->mean)
        return;
    shb_tails_add(&g->of_values, values);
    shb_tails_add(&g->of_ranks, ranks);
    for (size_t i = 0; i < g->n_first; i++)
        for (size_t j = i + 1; j < g->n_first; j++) {
            double a = ranks[g->first[i]], b = ranks[g->first[j]];
            g->twice[i * g->n_first + j] += a < b ? 2 : a == b;
        }
}

/* ---- what is kept of it ---- */

static shb_status add_column(shb_ctx *ctx, shb_network *net, const char *measure,
                             const char *what, shb_column_type type, shb_column *out) {
    char name[96];
    shb_column *column;
    snprintf(name, sizeof name, "%s_%s", measure, what);
    shb_status st = shb_node_column_add(ctx, net, name, type, &column);
    if (st == SHB_OK)
        *out = *column; /* its cells stay where they are when columns are added */
    return st;
}

static shb_status keep_intervals(shb_ctx *ctx, const shb_gathered *g, shb_network *net) {
    shb_column low, high, first, last;
    const char *name = g->measure->name;
    shb_status st;
    if ((st = add_column(ctx, net, name, "low", SHB_DOUBLE, &low)) != SHB_OK ||
        (st = add_column(ctx, net, name, "high", SHB_DOUBLE, &high)) != SHB_OK ||
        (st = add_column(ctx, net, name, "rank_low", SHB_INT, &first)) != SHB_OK ||
        (st = add_column(ctx, net, name, "rank_high", SHB_INT, &last)) != SHB_OK)
        return st;
    for (size_t v = 0; v < g->n; v++) {
        double from, to;
        shb_tails_quantiles(&g->of_values, v, &from, &to);
        low.cells.doubles[v] = shb_round9(from);
        high.cells.doubles[v] = shb_round9(to);
        shb_tails_outside(&g->of_ranks, v, &from, &to);
        first.cells.ints[v] = (int64_t)from;
        last.cells.ints[v] = (int64_t)to;
    }
    return SHB_OK;
}

static shb_status keep_errors(shb_ctx *ctx, const shb_gathered *g, shb_network *net) {
    shb_column column;
    double groups = (double)g->added;
    shb_status st = add_column(ctx, net, g->measure->name, "se", SHB_DOUBLE, &column);
    for (size_t v = 0; st == SHB_OK && v < g->n; v++)
        column.cells.doubles[v] = shb_round9(sqrt((groups - 1) / groups * g->squares[v]));
    return st;
}

shb_status shb_gathered_keep(shb_ctx *ctx, const shb_gathered *g, shb_network *net) {
    return g->mean ? keep_errors(ctx, g, net) : keep_intervals(ctx, g, net);
}

void shb_gathered_put_first(const shb_gathered *g, const shb_network *net,
                            shb_output *out) {
    shb_printf(out, "{\"measure\":\"%s\",\"ids\":[", g->measure->name);
    for (size_t i = 0; i < g->n_first; i++) {
        shb_puts(out, i ? "," : "");
        shb_put_json_z(out, net->nodes[g->first[i]].id);
    }
    shb_puts(out, "],\"twice\":[");
    for (size_t i = 0; i < g->n_first; i++) {
        shb_puts(out, i ? ",[" : "[");
        for (size_t j = i + 1; j < g->n_first; j++)
            shb_printf(out, "%s%u", j > i + 1 ? "," : "", g->twice[i * g->n_first + j]);
        shb_putc(out, ']');
    }
    shb_puts(out, "]}");
}
