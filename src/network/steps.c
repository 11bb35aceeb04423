#include "network/steps.h"

#include <string.h>

#include "base/alloc.h"
#include "network/own_measures.h"

void shb_neighbours_done(shb_neighbours *list) {
    shb_free(list->starts);
    shb_free(list->targets);
}

shb_status shb_neighbours_init(shb_ctx *ctx, const shb_network *net,
                               shb_neighbours *list) {
    size_t n = net->n_nodes;
    list->starts = shb_alloc_array(n + 2, sizeof *list->starts);
    list->targets = shb_alloc_array(2 * net->n_edges, sizeof *list->targets);
    if (!list->starts || !list->targets)
        return shb_fail_memory(ctx);
    size_t *next = list->starts + 1; /* once filled, each has moved up to its own end */
    for (size_t e = 0; e < net->n_edges; e++) {
        next[net->edges[e].a + 1]++;
        next[net->edges[e].b + 1]++;
    }
    for (size_t v = 0; v < n; v++)
        next[v + 1] += next[v];
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        list->targets[next[edge->a]++] = edge->b;
        list->targets[next[edge->b]++] = edge->a;
    }
    return SHB_OK;
}

/* For each node one bit for each of 64 nodes that ways start from. */
typedef struct front {
    uint64_t *seen;         /* from whom it has been reached */
    uint64_t *fresh;        /* of these, in the last step */
    uint64_t *next;         /* in the step under way */
    uint32_t *at, *next_at; /* the nodes with fresh bits, with next bits */
    size_t n_at, n_next;
} front;

static void front_done(front *f) {
    shb_free(f->seen);
    shb_free(f->fresh);
    shb_free(f->next);
    shb_free(f->at);
    shb_free(f->next_at);
}

static shb_status front_init(shb_ctx *ctx, size_t n, front *f) {
    *f = (front){0};
    f->seen = shb_alloc_array(n, sizeof *f->seen);
    f->fresh = shb_alloc_array(n, sizeof *f->fresh);
    f->next = shb_alloc_array(n, sizeof *f->next);
    f->at = shb_alloc_array(n, sizeof *f->at);
    f->next_at = shb_alloc_array(n, sizeof *f->next_at);
    if (f->seen && f->fresh && f->next && f->at && f->next_at)
        return SHB_OK;
    return shb_fail_memory(ctx);
}

/* Pass fresh bits on to the neighbours; the nodes with bits new to them are in `at`. */
static void step(const shb_neighbours *list, front *f) {
    f->n_next = 0;
    for (size_t i = 0; i < f->n_at; i++) {
        uint32_t v = f->at[i];
        for (size_t k = list->starts[v]; k < list->starts[v + 1]; k++) {
            uint32_t u = list->targets[k];
            if (!f->next[u])
                f->next_at[f->n_next++] = u;
            f->next[u] |= f->fresh[v];
        }
    }
    f->n_at = 0;
    for (size_t i = 0; i < f->n_next; i++) {
        uint32_t u = f->next_at[i];
        f->fresh[u] = f->next[u] & ~f->seen[u];
        f->seen[u] |= f->fresh[u];
        f->next[u] = 0;
        if (f->fresh[u])
            f->at[f->n_at++] = u;
    }
}

shb_status shb_steps(shb_ctx *ctx, const shb_network *net, uint64_t limit,
                     shb_step_reached *reached, void *user) {
    size_t n = net->n_nodes;
    shb_neighbours list = {NULL, NULL};
    front f;
    shb_status st = front_init(ctx, n, &f);
    if (st == SHB_OK)
        st = shb_neighbours_init(ctx, net, &list);
    for (size_t first = 0; st == SHB_OK && first < n; first += 64) {
        st = shb_check_cancel(ctx);
        memset(f.seen, 0, n * sizeof *f.seen);
        f.n_at = 0;
        for (size_t v = first; v < first + 64 && v < n; v++) {
            f.seen[v] = f.fresh[v] = UINT64_C(1) << (v - first);
            f.at[f.n_at++] = (uint32_t)v;
        }
        for (uint64_t steps = 1; steps <= limit && f.n_at; steps++) {
            step(&list, &f);
            for (size_t i = 0; i < f.n_at; i++)
                reached(user, f.at[i], (uint32_t)first, f.fresh[f.at[i]], steps);
        }
    }
    front_done(&f);
    shb_neighbours_done(&list);
    return st;
}

/* ---- reach ---- */

static void count_reached(void *user, uint32_t node, uint32_t first, uint64_t from,
                          uint64_t steps) {
    double *counts = user;
    (void)node;
    (void)steps;
    for (; from; from &= from - 1)
        counts[first + (uint32_t)__builtin_ctzll(from)]++;
}

shb_status shb_reach(shb_ctx *ctx, const shb_network *net,
                     const shb_measure_options *options, double *out) {
    size_t n = net->n_nodes;
    memset(out, 0, n * sizeof *out);
    shb_status st = shb_steps(ctx, net, (uint64_t)options->parameter, count_reached, out);
    for (size_t v = 0; v < n; v++)
        out[v] /= (double)n - 1; /* 0 / 0 where it is alone */
    return st;
}
