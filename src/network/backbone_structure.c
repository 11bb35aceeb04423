#include "network/backbone_structure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <shabaka/measures.h>

#include "base/alloc.h"

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
    shb_status st = shb_measure_compute(ctx, net, shb_measure_by_name("coreness"),
                                        SHB_DISTANCE_NONE, core);
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

typedef struct arc {
    uint32_t to;
    double length;
    size_t edge;
} arc;

typedef struct search {
    size_t *starts; /* of each node in arcs, and one more */
    arc *arcs;
    double *distance;
    uint32_t *heap, *place; /* a binary heap of nodes; place + 1, or 0 outside */
    uint32_t *touched;
    size_t n_heap, n_touched;
} search;

static void search_done(search *s) {
    shb_free(s->starts);
    shb_free(s->arcs);
    shb_free(s->distance);
    shb_free(s->heap);
    shb_free(s->place);
    shb_free(s->touched);
}

static shb_status search_init(shb_ctx *ctx, const shb_network *net, search *s) {
    size_t n = net->n_nodes;
    *s = (search){.starts = shb_alloc_array(n + 2, sizeof *s->starts),
                  .arcs = shb_alloc_array(2 * net->n_edges, sizeof *s->arcs),
                  .distance = shb_alloc_array(n, sizeof *s->distance),
                  .heap = shb_alloc_array(n, sizeof *s->heap),
                  .place = shb_alloc_array(n, sizeof *s->place),
                  .touched = shb_alloc_array(n, sizeof *s->touched)};
    if (!s->starts || !s->arcs || !s->distance || !s->heap || !s->place || !s->touched)
        return shb_fail_memory(ctx);
    for (size_t e = 0; e < net->n_edges; e++) {
        s->starts[net->edges[e].a + 2u]++;
        s->starts[net->edges[e].b + 2u]++;
    }
    for (size_t v = 2; v < n + 2; v++)
        s->starts[v] += s->starts[v - 1];
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        s->arcs[s->starts[edge->a + 1u]++] = (arc){edge->b, 1 / edge->weight, e};
        s->arcs[s->starts[edge->b + 1u]++] = (arc){edge->a, 1 / edge->weight, e};
    }
    for (size_t v = 0; v < n; v++)
        s->distance[v] = INFINITY;
    return SHB_OK;
}

static void rise(search *s, uint32_t at) {
    uint32_t v = s->heap[at];
    for (; at > 0 && s->distance[s->heap[(at - 1) / 2]] > s->distance[v];
         at = (at - 1) / 2) {
        s->heap[at] = s->heap[(at - 1) / 2];
        s->place[s->heap[at]] = at + 1;
    }
    s->heap[at] = v;
    s->place[v] = at + 1;
}

static void sink(search *s, uint32_t at) {
    uint32_t v = s->heap[at];
    for (uint32_t child; (child = 2 * at + 1) < s->n_heap; at = child) {
        if (child + 1 < s->n_heap &&
            s->distance[s->heap[child + 1]] < s->distance[s->heap[child]])
            child++;
        if (s->distance[s->heap[child]] >= s->distance[v])
            break;
        s->heap[at] = s->heap[child];
        s->place[s->heap[at]] = at + 1;
    }
    s->heap[at] = v;
    s->place[v] = at + 1;
}

static void reach(search *s, uint32_t v, double distance) {
    if (!(distance < s->distance[v]))
        return;
    if (isinf(s->distance[v])) {
        s->touched[s->n_touched++] = v;
        s->heap[s->n_heap] = v;
        s->place[v] = (uint32_t)++s->n_heap;
    }
    s->distance[v] = distance;
    rise(s, s->place[v] - 1);
}

static uint32_t nearest(search *s) {
    uint32_t v = s->heap[0];
    s->heap[0] = s->heap[--s->n_heap];
    if (s->n_heap)
        sink(s, 0);
    return v;
}

/* Ways from one node, no longer than its own longest tie. */
static void search_from(search *s, uint32_t from, bool *keep) {
    double longest = 0;
    for (size_t i = s->starts[from]; i < s->starts[from + 1u]; i++)
        longest = fmax(longest, s->arcs[i].length);
    s->n_heap = s->n_touched = 0;
    reach(s, from, 0);
    while (s->n_heap) {
        uint32_t v = nearest(s);
        if (s->distance[v] > longest)
            break;
        for (size_t i = s->starts[v]; i < s->starts[v + 1u]; i++)
            reach(s, s->arcs[i].to, s->distance[v] + s->arcs[i].length);
    }
    /* A sum of lengths may fall short of an equal one by rounding. */
    for (size_t i = s->starts[from]; i < s->starts[from + 1u]; i++)
        if (s->distance[s->arcs[i].to] < s->arcs[i].length * (1 - 1e-12))
            keep[s->arcs[i].edge] = false;
    for (size_t i = 0; i < s->n_touched; i++)
        s->distance[s->touched[i]] = INFINITY;
}

shb_status shb_keep_metric(shb_ctx *ctx, const shb_network *net, bool *keep) {
    search s;
    shb_status st = search_init(ctx, net, &s);
    memset(keep, true, net->n_edges);
    for (uint32_t v = 0; st == SHB_OK && v < net->n_nodes; v++) {
        if (v % 64 == 0)
            st = shb_check_cancel(ctx);
        search_from(&s, v, keep);
    }
    search_done(&s);
    return st;
}
