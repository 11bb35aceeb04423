/* What changed between two networks: both are in canonical order, so a merge finds it. */
#include <shabaka/measures.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "network/chance.h"

typedef struct differences {
    shb_difference *items;
    size_t count, capacity;
    size_t n_nodes, n_edges; /* in either network, changed or not */
} differences;

/* ---- are the counts more than chance apart? ---- */

/* All units; 0 where nodes have no counts: then no weight is one either. */
static double units_of(const shb_network *net) {
    return shb_node_column(net, "sentences") ? (double)net->margins.units : 0;
}

/* Units that name a node, or both ends of an edge; -1 where the network does not say. */
static double units_of_node(const shb_network *net, size_t node) {
    const shb_column *units = shb_node_column(net, "sentences");
    return units && net->margins.units ? shb_cell_number(units, node) : -1;
}

static double units_of_edge(const shb_network *net, size_t edge) {
    const shb_column *units = shb_edge_column(net, "units");
    double n = units ? shb_cell_number(units, edge) : net->edges[edge].weight;
    return net->margins.units && n == floor(n) ? n : -1;
}

static double one_cell(double observed, double expected) {
    return observed > 0 ? observed * log(observed / expected) : 0;
}

static void test(shb_difference *d, const shb_network *before, double x,
                 const shb_network *after, double y) {
    double n = units_of(before), m = units_of(after);
    double share = (x + y) / (n + m);
    d->g2 = d->p = d->q = d->units_before = d->units_after = NAN;
    if (n == 0 || m == 0 || !(x >= 0 && x <= n && y >= 0 && y <= m))
        return;
    d->units_before = x;
    d->units_after = y;
    if (!(x * m < y * n) && !(x * m > y * n)) {
        d->g2 = 0;
        d->p = 1;
        return;
    }
    double g2 = one_cell(x, n * share) + one_cell(y, m * share) +
                one_cell(n - x, n * (1 - share)) + one_cell(m - y, m * (1 - share));
    g2 = 2 * fmax(0, g2);
    d->p = erfc(sqrt(g2 / 2));
    d->g2 = y / m < x / n ? -g2 : g2;
}

/* q of the nodes, then of the edges: those that did not change count as tests, too. */
static shb_status correct(shb_ctx *ctx, differences *list, size_t from, size_t to,
                          size_t tests) {
    size_t n = to - from;
    double *p = shb_alloc_array(2 * n, sizeof *p);
    if (!p)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < n; i++)
        p[i] = list->items[from + i].p;
    shb_status st = shb_correct(ctx, p, n, (double)tests, CORRECT_BH, p + n);
    for (size_t i = 0; st == SHB_OK && i < n; i++)
        list->items[from + i].q = fmin(1, p[n + i]);
    for (size_t i = 0; i < n; i++)
        if (isnan(p[i]))
            list->items[from + i].q = NAN;
    shb_free(p);
    return st;
}

/* ---- differences ---- */

static shb_status add(shb_ctx *ctx, differences *list, shb_difference d) {
    shb_status st =
        shb_grow(ctx, (void **)&list->items, &list->capacity, list->count + 1, sizeof d);
    if (st == SHB_OK)
        list->items[list->count++] = d;
    return st;
}

/* Add d if it is a change; its kind is all that it lacks. */
static shb_status add_change(shb_ctx *ctx, differences *list, shb_difference d, bool was,
                             bool is) {
    if (was && is && !(d.before < d.after) && !(d.before > d.after))
        return SHB_OK;
    d.change = !was                 ? SHB_CAME
               : !is                ? SHB_WENT
               : d.after > d.before ? SHB_ROSE
                                    : SHB_FELL;
    return add(ctx, list, d);
}

static double count_of(const shb_column *counts, size_t node) {
    return counts ? shb_cell_number(counts, node) : NAN;
}

static shb_status compare_nodes(shb_ctx *ctx, const shb_network *before,
                                const shb_network *after, differences *list) {
    /* What is shown is what is tested. */
    const char *shown =
        units_of(before) > 0 && units_of(after) > 0 ? "sentences" : "mentions";
    const shb_column *old_counts = shb_node_column(before, shown);
    const shb_column *new_counts = shb_node_column(after, shown);
    shb_status st = SHB_OK;
    size_t i = 0, j = 0;
    while (st == SHB_OK && (i < before->n_nodes || j < after->n_nodes)) {
        int order = i == before->n_nodes ? 1
                    : j == after->n_nodes
                        ? -1
                        : strcmp(before->nodes[i].id, after->nodes[j].id);
        bool was = order <= 0, is = order >= 0;
        const shb_node *node = is ? &after->nodes[j] : &before->nodes[i];
        shb_difference d = {.a = node->id, .label_a = node->label};
        d.before = was ? count_of(old_counts, i) : NAN;
        d.after = is ? count_of(new_counts, j) : NAN;
        test(&d, before, was ? units_of_node(before, i) : 0, after,
             is ? units_of_node(after, j) : 0);
        list->n_nodes++;
        st = add_change(ctx, list, d, was, is);
        i += was;
        j += is;
    }
    return st;
}

static int order_edges(const shb_network *before, size_t i, const shb_network *after,
                       size_t j) {
    if (i == before->n_edges || j == after->n_edges)
        return i == before->n_edges ? 1 : -1;
    const shb_edge *p = &before->edges[i], *q = &after->edges[j];
    int order = strcmp(before->nodes[p->a].id, after->nodes[q->a].id);
    return order ? order : strcmp(before->nodes[p->b].id, after->nodes[q->b].id);
}

static shb_status compare_edges(shb_ctx *ctx, const shb_network *before,
                                const shb_network *after, differences *list) {
    shb_status st = SHB_OK;
    size_t i = 0, j = 0;
    while (st == SHB_OK && (i < before->n_edges || j < after->n_edges)) {
        int order = order_edges(before, i, after, j);
        bool was = order <= 0, is = order >= 0;
        const shb_network *net = is ? after : before;
        const shb_edge *edge = is ? &after->edges[j] : &before->edges[i];
        shb_difference d = {
            .a = net->nodes[edge->a].id,
            .b = net->nodes[edge->b].id,
            .label_a = net->nodes[edge->a].label,
            .label_b = net->nodes[edge->b].label,
            .before = was ? before->edges[i].weight : NAN,
            .after = is ? after->edges[j].weight : NAN,
        };
        test(&d, before, was ? units_of_edge(before, i) : 0, after,
             is ? units_of_edge(after, j) : 0);
        list->n_edges++;
        st = add_change(ctx, list, d, was, is);
        i += was;
        j += is;
    }
    return st;
}

static double or_0(double value) { return isnan(value) ? 0 : value; }

static double extent(const shb_difference *d) {
    return fabs(or_0(d->after) - or_0(d->before));
}

/* Nodes, then edges; came, went, rose, fell; the largest change first; then ids. */
static int in_order(const void *a, const void *b) {
    const shb_difference *p = a, *q = b;
    if (!p->b != !q->b)
        return p->b ? 1 : -1;
    if (p->change != q->change)
        return p->change > q->change ? 1 : -1;
    double x = extent(p), y = extent(q);
    if (x < y || x > y)
        return x < y ? 1 : -1;
    int order = strcmp(p->a, q->a);
    return order || !p->b ? order : strcmp(p->b, q->b);
}

shb_status shb_network_compare(shb_ctx *ctx, const shb_network *before,
                               const shb_network *after, shb_difference **out,
                               size_t *count) {
    differences list = {0};
    shb_status st = compare_nodes(ctx, before, after, &list);
    size_t n_nodes = list.count;
    if (st == SHB_OK)
        st = compare_edges(ctx, before, after, &list);
    if (st == SHB_OK)
        st = correct(ctx, &list, 0, n_nodes, list.n_nodes);
    if (st == SHB_OK)
        st = correct(ctx, &list, n_nodes, list.count, list.n_edges);
    if (st != SHB_OK) {
        shb_free(list.items);
        return st;
    }
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, in_order);
    *out = list.items;
    *count = list.count;
    return SHB_OK;
}
