/* Nodes and edges without which the network falls into more pieces. */
#include "network/own_measures.h"

#include <string.h>

#include "base/alloc.h"
#include "network/steps.h"

/* Nodes in the order in which a search that goes deep first finds them. */
typedef struct forest {
    uint32_t *order;  /* node */
    uint32_t *found;  /* node -> its place in the order */
    uint32_t *parent; /* itself: a root */
    uint32_t *low;    /* least place that its descendants are tied to, past its parent */
    uint32_t *size;   /* descendants and itself */
    uint32_t *root;
} forest;

enum { NOT_FOUND = UINT32_MAX };

static void forest_done(forest *f) {
    shb_free(f->order);
    shb_free(f->found);
    shb_free(f->parent);
    shb_free(f->low);
    shb_free(f->size);
    shb_free(f->root);
}

/* @param cursor  where each node's list of neighbours is read next */
static size_t grow(forest *f, const shb_neighbours *list, size_t *cursor, uint32_t root,
                   size_t count) {
    uint32_t v = root;
    f->parent[root] = f->root[root] = root;
    f->found[root] = (uint32_t)count;
    f->order[count++] = root;
    for (;;) {
        if (cursor[v] < list->starts[v + 1u]) {
            uint32_t u = list->targets[cursor[v]++];
            if (f->found[u] != NOT_FOUND)
                continue;
            f->parent[u] = v;
            f->root[u] = root;
            f->found[u] = (uint32_t)count;
            f->order[count++] = u;
            v = u;
        } else if (v != root) {
            v = f->parent[v];
        } else {
            return count;
        }
    }
}

/* Last found first, so that descendants come before their ancestors. */
static void find_low(forest *f, const shb_neighbours *list, size_t n) {
    for (size_t i = 0; i < n; i++) {
        f->low[i] = f->found[i];
        f->size[i] = 1;
    }
    for (size_t i = n; i-- > 0;) {
        uint32_t v = f->order[i], parent = f->parent[v];
        for (size_t k = list->starts[v]; k < list->starts[v + 1u]; k++) {
            uint32_t u = list->targets[k];
            if (u != parent && f->found[u] < f->low[v])
                f->low[v] = f->found[u];
        }
        if (parent == v)
            continue;
        f->size[parent] += f->size[v];
        if (f->low[v] < f->low[parent])
            f->low[parent] = f->low[v];
    }
}

static shb_status forest_init(shb_ctx *ctx, const shb_network *net, forest *f) {
    size_t n = net->n_nodes, count = 0;
    shb_neighbours list = {NULL, NULL};
    size_t *cursor = shb_alloc_array(n, sizeof *cursor);
    uint32_t **arrays[] = {&f->order, &f->found, &f->parent, &f->low, &f->size, &f->root};
    bool ok = cursor != NULL;
    for (size_t i = 0; i < 6; i++)
        ok &= (*arrays[i] = shb_alloc_array(n, sizeof **arrays[i])) != NULL;
    shb_status st = ok ? shb_neighbours_init(ctx, net, &list) : shb_fail_memory(ctx);
    if (st == SHB_OK) {
        memcpy(cursor, list.starts, n * sizeof *cursor);
        for (size_t v = 0; v < n; v++)
            f->found[v] = NOT_FOUND;
        for (uint32_t v = 0; v < n; v++)
            if (f->found[v] == NOT_FOUND)
                count = grow(f, &list, cursor, v, count);
        find_low(f, &list, n);
    }
    shb_neighbours_done(&list);
    shb_free(cursor);
    return st;
}

shb_status shb_cutpoint(shb_ctx *ctx, const shb_network *net,
                        const shb_measure_options *options, double *out) {
    (void)options;
    forest f = {0};
    shb_status st = forest_init(ctx, net, &f);
    memset(out, 0, net->n_nodes * sizeof *out);
    for (uint32_t v = 0; st == SHB_OK && v < net->n_nodes; v++) {
        uint32_t parent = f.parent[v];
        if (parent != v && f.low[v] >= f.found[parent])
            out[parent]++;
    }
    /* A root's first child is no piece more. */
    for (uint32_t v = 0; st == SHB_OK && v < net->n_nodes; v++)
        if (f.parent[v] == v && out[v] > 0)
            out[v]--;
    forest_done(&f);
    return st;
}

shb_status shb_edge_bridge(shb_ctx *ctx, const shb_network *net,
                           const shb_measure_options *options, double *out) {
    (void)options;
    forest f = {0};
    shb_status st = forest_init(ctx, net, &f);
    memset(out, 0, net->n_edges * sizeof *out);
    for (uint32_t v = 0; st == SHB_OK && v < net->n_nodes; v++) {
        uint32_t parent = f.parent[v];
        if (parent == v || f.low[v] <= f.found[parent])
            continue;
        uint32_t below = f.size[v], above = f.size[f.root[v]] - below;
        out[shb_network_edge(net, v, parent)] = below < above ? below : above;
    }
    forest_done(&f);
    return st;
}
