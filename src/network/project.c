/* Nodes tied through others: one side of a network of two. */
#include <shabaka/measures.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "network/ways.h"

enum { NAMED = 5 }; /* of those that tie a pair */

/* One way of two steps from a node. */
typedef struct hop {
    uint32_t to, via;
    double strength, share;
} hop;

typedef struct tie {
    shb_edge edge; /* between nodes of the whole network */
    int64_t shared;
    uint32_t via[NAMED];
} tie;

typedef struct projection {
    const shb_network *net;
    const bool *ends, *through;
    shb_ways ways;
    hop *hops;
    size_t n_hops, hops_capacity;
    tie *ties;
    size_t n_ties, ties_capacity;
} projection;

static int by_end(const void *x, const void *y) {
    const hop *p = x, *q = y;
    if (p->to != q->to)
        return p->to > q->to ? 1 : -1;
    if (p->strength < q->strength || p->strength > q->strength)
        return p->strength < q->strength ? 1 : -1;
    return (p->via > q->via) - (p->via < q->via);
}

/* Ties of `via` to nodes that it can tie. */
static size_t count_ends(const projection *p, uint32_t via) {
    size_t count = 0;
    for (size_t i = p->ways.starts[via]; i < p->ways.starts[via + 1u]; i++)
        count += p->ends[p->ways.arcs[i].to];
    return count;
}

/* All ways of two steps from `a` to nodes after it. */
static shb_status find_hops(shb_ctx *ctx, projection *p, const size_t *sizes,
                            uint32_t a) {
    const shb_ways *w = &p->ways;
    shb_status st = SHB_OK;
    p->n_hops = 0;
    for (size_t i = w->starts[a]; st == SHB_OK && i < w->starts[a + 1u]; i++) {
        uint32_t via = w->arcs[i].to;
        if (!p->through[via])
            continue;
        st = shb_grow(ctx, (void **)&p->hops, &p->hops_capacity, p->n_hops + sizes[via],
                      sizeof *p->hops);
        for (size_t k = w->starts[via]; st == SHB_OK && k < w->starts[via + 1u]; k++) {
            uint32_t to = w->arcs[k].to;
            double strength = fmin(p->net->edges[w->arcs[i].edge].weight,
                                   p->net->edges[w->arcs[k].edge].weight);
            if (to > a && p->ends[to])
                p->hops[p->n_hops++] =
                    (hop){to, via, strength, 1 / ((double)sizes[via] - 1)};
        }
    }
    return st;
}

static shb_status join_hops(shb_ctx *ctx, projection *p, uint32_t a, bool by_share) {
    shb_status st = SHB_OK;
    if (p->n_hops)
        qsort(p->hops, p->n_hops, sizeof *p->hops, by_end);
    for (size_t from = 0, to; st == SHB_OK && from < p->n_hops; from = to) {
        tie t = {{a, p->hops[from].to, 0}, 0, {0}};
        for (to = from; to < p->n_hops && p->hops[to].to == p->hops[from].to; to++) {
            if (t.shared < NAMED)
                t.via[t.shared] = p->hops[to].via;
            t.edge.weight += by_share ? p->hops[to].share : 1;
            t.shared++;
        }
        st = shb_grow(ctx, (void **)&p->ties, &p->ties_capacity, p->n_ties + 1, sizeof t);
        if (st == SHB_OK)
            p->ties[p->n_ties++] = t;
    }
    return st;
}

static shb_status find_ties(shb_ctx *ctx, projection *p, bool by_share) {
    size_t n = p->net->n_nodes;
    size_t *sizes = shb_alloc_array(n, sizeof *sizes);
    shb_status st =
        sizes ? shb_ways_init(ctx, p->net, NULL, &p->ways) : shb_fail_memory(ctx);
    for (uint32_t v = 0; st == SHB_OK && v < n; v++)
        sizes[v] = p->through[v] ? count_ends(p, v) : 0;
    for (uint32_t v = 0; st == SHB_OK && v < n; v++) {
        if (!p->ends[v])
            continue;
        st = shb_check_cancel(ctx);
        if (st == SHB_OK)
            st = find_hops(ctx, p, sizes, v);
        if (st == SHB_OK)
            st = join_hops(ctx, p, v, by_share);
    }
    shb_free(sizes);
    return st;
}

/* "BRICS, United Nations" */
static shb_status name_via(shb_ctx *ctx, const shb_network *net, const tie *t,
                           shb_column *column, size_t row) {
    char text[1024] = "";
    size_t used = 0;
    for (int i = 0; i < NAMED && i < t->shared; i++) {
        const char *label = net->nodes[t->via[i]].label;
        size_t len = strlen(label) + 2;
        if (used + len >= sizeof text)
            break;
        if (used)
            used = (size_t)(stpcpy(text + used, ", ") - text);
        used = (size_t)(stpcpy(text + used, label) - text);
    }
    return shb_cell_set_string(ctx, column, row, text);
}

/* The nodes alone, then the ties between them; numbers of nodes change. */
static shb_status assemble(shb_ctx *ctx, const projection *p, shb_network **out) {
    size_t n = p->net->n_nodes, next = 0;
    shb_network *made = NULL;
    bool *no_edges = shb_alloc_array(p->net->n_edges, sizeof *no_edges);
    uint32_t *number = shb_alloc_array(n, sizeof *number);
    shb_edge *edges = shb_alloc_array(p->n_ties, sizeof *edges);
    shb_column *through, *via;
    shb_status st = no_edges && number && edges ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK)
        st = shb_network_part(ctx, p->net, p->ends, no_edges, &made);
    if (st != SHB_OK)
        goto done;
    while (made->edge_columns.count)
        shb_edge_column_drop(made, made->edge_columns.items[0].name);
    shb_node_column_drop(made, "sentences"); /* no weight is a count of units now */
    shb_free(made->supports);                /* of no edge */
    made->supports = NULL;
    for (size_t v = 0; v < n; v++)
        number[v] = p->ends[v] ? (uint32_t)next++ : 0;
    for (size_t i = 0; i < p->n_ties; i++) {
        const shb_edge *edge = &p->ties[i].edge;
        edges[i] = (shb_edge){number[edge->a], number[edge->b], edge->weight};
    }
    shb_free(made->edges);
    made->edges = edges;
    made->n_edges = p->n_ties;
    edges = NULL;
    if ((st = shb_edge_column_add(ctx, made, "through", SHB_INT, &through)) != SHB_OK)
        goto done;
    for (size_t i = 0; i < p->n_ties; i++)
        through->cells.ints[i] = p->ties[i].shared;
    st = shb_edge_column_add(ctx, made, "via", SHB_STRING, &via);
    for (size_t i = 0; st == SHB_OK && i < p->n_ties; i++)
        st = name_via(ctx, p->net, &p->ties[i], via, i);
done:
    if (st == SHB_OK) {
        *out = made;
        made = NULL;
    }
    shb_network_free(made);
    shb_free(edges);
    shb_free(number);
    shb_free(no_edges);
    return st;
}

shb_status shb_network_project(shb_ctx *ctx, const shb_network *net, const bool *ends,
                               const bool *through, bool by_share, shb_network **out) {
    projection p = {.net = net, .ends = ends, .through = through};
    shb_status st = find_ties(ctx, &p, by_share);
    if (st == SHB_OK)
        st = assemble(ctx, &p, out);
    shb_ways_done(&p.ways);
    shb_free(p.hops);
    shb_free(p.ties);
    return st;
}
