#include "network/contributions.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"

bool shb_share_by_name(const char *name, shb_share *out) {
    static const char *const names[] = {"count", "fractional", "decay"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0) {
            *out = (shb_share)i;
            return true;
        }
    return false;
}

shb_status shb_edge_starts(shb_ctx *ctx, const shb_network *net, size_t **out) {
    size_t *starts = shb_alloc_array(net->n_nodes + 1, sizeof *starts);
    if (!starts)
        return shb_fail_memory(ctx);
    for (size_t e = 0; e < net->n_edges; e++)
        starts[net->edges[e].a + 1u]++;
    for (size_t v = 0; v < net->n_nodes; v++)
        starts[v + 1] += starts[v];
    *out = starts;
    return SHB_OK;
}

uint32_t shb_edge_between(const shb_network *net, const size_t *starts, uint32_t a,
                          uint32_t b) {
    size_t low = starts[a], high = starts[a + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (net->edges[middle].b == b)
            return (uint32_t)middle;
        if (net->edges[middle].b < b)
            low = middle + 1;
        else
            high = middle;
    }
    return UINT32_MAX;
}

void shb_contributions_done(shb_contributions *c) {
    shb_free(c->starts);
    shb_free(c->items);
    *c = (shb_contributions){0};
}

/* What is being gathered. */
struct gathering {
    const shb_network *net;
    const size_t *edges_of;
    shb_contributions *out;
    size_t count, capacity;
};

static shb_status add(shb_ctx *ctx, struct gathering *g, uint32_t a, uint32_t b,
                      double weight) {
    uint32_t edge = a < b ? shb_edge_between(g->net, g->edges_of, a, b)
                          : shb_edge_between(g->net, g->edges_of, b, a);
    if (edge == UINT32_MAX)
        return SHB_OK;
    shb_status st = shb_grow(ctx, (void **)&g->out->items, &g->capacity, g->count + 1,
                             sizeof *g->out->items);
    if (st == SHB_OK)
        g->out->items[g->count++] = (shb_contribution){edge, weight};
    return st;
}

static shb_status add_unit(shb_ctx *ctx, struct gathering *g, const shb_rows *rows,
                           size_t r, double weight) {
    shb_status st = SHB_OK;
    for (size_t i = rows->starts[r]; i < rows->starts[r + 1]; i++)
        for (size_t j = i + 1; j < rows->starts[r + 1] && st == SHB_OK; j++)
            st = add(ctx, g, rows->nodes[i], rows->nodes[j], weight);
    return st;
}

static shb_status add_sentences(shb_ctx *ctx, struct gathering *g, const shb_rows *rows,
                                size_t r, size_t s, double weight) {
    shb_status st = SHB_OK;
    for (size_t i = rows->starts[r]; i < rows->starts[r + 1]; i++)
        for (size_t j = rows->starts[s]; j < rows->starts[s + 1] && st == SHB_OK; j++)
            if (rows->nodes[i] != rows->nodes[j])
                st = add(ctx, g, rows->nodes[i], rows->nodes[j], weight);
    return st;
}

static shb_status add_decayed(shb_ctx *ctx, struct gathering *g, size_t document) {
    const shb_incidence *all = g->net->incidence;
    const shb_rows *rows = &all->sentences;
    size_t end = all->documents[document + 1].sentences;
    shb_status st = SHB_OK;
    for (size_t r = all->documents[document].sentences; r < end && st == SHB_OK; r++) {
        st = add_unit(ctx, g, rows, r, 1);
        for (size_t s = r + 1; s < end && st == SHB_OK; s++) {
            uint32_t apart = rows->sentences[s] - rows->sentences[r];
            if (apart >= all->reach)
                break;
            st = add_sentences(ctx, g, rows, r, s, exp(-(double)apart));
        }
    }
    return st;
}

static double fractional(const shb_rows *rows, size_t r) {
    return 1 / ((double)(rows->starts[r + 1] - rows->starts[r]) - 1);
}

static shb_status add_document(shb_ctx *ctx, struct gathering *g, size_t document,
                               shb_share share) {
    const shb_incidence *all = g->net->incidence;
    shb_status st = SHB_OK;
    if (share == SHB_SHARE_DECAY)
        return add_decayed(ctx, g, document);
    for (size_t r = all->documents[document].units;
         r < all->documents[document + 1].units && st == SHB_OK; r++)
        st = add_unit(ctx, g, &all->units, r,
                      share == SHB_SHARE_COUNT ? 1 : fractional(&all->units, r));
    return st;
}

shb_status shb_contributions_make(shb_ctx *ctx, const shb_network *net, shb_share share,
                                  shb_contributions *out) {
    const shb_incidence *all = net->incidence;
    if (!all || (share == SHB_SHARE_DECAY && !all->sentences.count && all->units.count))
        return shb_fail(ctx, SHB_ENOTFOUND, NULL,
                        "this needs the %s themselves, which no file holds: ask 'shabaka "
                        "build' for it",
                        all ? "sentences" : "units");
    size_t *edges_of = NULL;
    shb_contributions made = {.n_documents = all->n_documents};
    struct gathering g = {.net = net, .out = &made};
    shb_status st = shb_edge_starts(ctx, net, &edges_of);
    made.starts = shb_alloc_array(all->n_documents + 1, sizeof *made.starts);
    if (st == SHB_OK && !made.starts)
        st = shb_fail_memory(ctx);
    g.edges_of = edges_of;
    for (size_t d = 0; d < all->n_documents && st == SHB_OK; d++) {
        st = d % 256 == 0 ? shb_check_cancel(ctx) : SHB_OK;
        if (st == SHB_OK)
            st = add_document(ctx, &g, d, share);
        made.starts[d + 1] = g.count;
    }
    shb_free(edges_of);
    if (st == SHB_OK)
        *out = made;
    else
        shb_contributions_done(&made);
    return st;
}
