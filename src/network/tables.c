#include "network/tables.h"

#include <math.h>

#include "base/alloc.h"

void shb_tables_done(shb_tables *tables) {
    shb_free(tables->named);
    shb_free(tables->together);
    *tables = (shb_tables){0};
}

static shb_status no_counts(shb_ctx *ctx, const char *what) {
    return shb_fail(ctx, SHB_ENOTFOUND, NULL,
                    "this network carries no %s: use the .json or .graphml that 'shabaka "
                    "build' wrote, without --bare",
                    what);
}

/* A count: a whole number that doubles hold exactly. */
static bool is_count(double value) {
    return value >= 0 && value <= 9007199254740992.0 && value == floor(value);
}

static shb_status contradiction(shb_ctx *ctx, const shb_network *net, size_t edge) {
    return shb_fail(ctx, SHB_EUNSUITED, NULL,
                    "the counts of '%s' and '%s' contradict each other: no network of "
                    "ours, or changed by another program",
                    net->nodes[net->edges[edge].a].id, net->nodes[net->edges[edge].b].id);
}

static shb_status fill(shb_ctx *ctx, const shb_network *net, shb_tables *t) {
    const shb_column *named = shb_node_column(net, "sentences");
    const shb_column *kept = shb_edge_column(net, "units");
    if (!named && net->n_nodes)
        return no_counts(ctx, "counts of units");
    for (size_t v = 0; v < net->n_nodes; v++) {
        double n = shb_cell_number(named, v);
        if (!is_count(n) || n > (double)t->total)
            return shb_fail(ctx, SHB_EUNSUITED, NULL,
                            "the count of '%s' is none: changed by another program?",
                            net->nodes[v].id);
        t->named[v] = (uint64_t)n;
    }
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        double n = kept ? shb_cell_number(kept, e) : edge->weight;
        uint64_t i = t->named[edge->a], j = t->named[edge->b];
        if (!is_count(n) || n < 1 || n > (double)i || n > (double)j ||
            (double)i + (double)j - n > (double)t->total)
            return contradiction(ctx, net, e);
        t->together[e] = (uint64_t)n;
    }
    return SHB_OK;
}

shb_status shb_tables_init(shb_ctx *ctx, const shb_network *net, shb_tables *out) {
    const shb_margins *m = &net->margins;
    shb_tables t = {
        .total = m->units, .sizes = m->unit_sizes, .n_sizes = m->n_unit_sizes};
    if (t.total == 0 && net->n_nodes) /* no texts name nobody: nothing is missing */
        return no_counts(ctx, "margins");
    t.named = shb_alloc_array(net->n_nodes, sizeof *t.named);
    t.together = shb_alloc_array(net->n_edges, sizeof *t.together);
    shb_status st = t.named && t.together ? fill(ctx, net, &t) : shb_fail_memory(ctx);
    if (st == SHB_OK)
        *out = t;
    else
        shb_tables_done(&t);
    return st;
}
