#include "network/replicate.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"

shb_status shb_replicate_make(shb_ctx *ctx, const shb_network *whole,
                              const shb_contributions *contributions,
                              const uint32_t *times, shb_replicate *out) {
    size_t n = 0;
    *out = (shb_replicate){.net = {.nodes = whole->nodes, .n_nodes = whole->n_nodes}};
    out->weights = shb_alloc_array(whole->n_edges, sizeof *out->weights);
    out->net.edges = shb_alloc_array(whole->n_edges, sizeof *out->net.edges);
    if (!out->weights || !out->net.edges)
        return shb_fail_memory(ctx);
    for (size_t d = 0; d < contributions->n_documents; d++) {
        double all = times ? times[d] : 1;
        size_t end = all > 0 ? contributions->starts[d + 1] : 0;
        for (size_t i = contributions->starts[d]; i < end; i++)
            out->weights[contributions->items[i].edge] +=
                all * contributions->items[i].weight;
    }
    for (size_t e = 0; e < whole->n_edges; e++)
        if (out->weights[e] > 0)
            out->net.edges[n++] =
                (shb_edge){whole->edges[e].a, whole->edges[e].b, out->weights[e]};
    out->net.n_edges = n;
    return SHB_OK;
}

void shb_replicate_done(shb_replicate *replicate) {
    shb_free(replicate->weights);
    shb_free(replicate->net.edges);
    *replicate = (shb_replicate){0};
}

static bool is_for_all(const char *name) {
    static const char *const names[] = {
        "degree",   "strength", "betweenness", "betweenness_sampled",
        "harmonic", "pagerank", "coreness"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

shb_status shb_replicate_measures(shb_ctx *ctx, const char *list, const shb_measure **out,
                                  size_t *count, bool *groups) {
    *count = 0;
    while (*list) {
        char name[64];
        size_t len = strcspn(list, ",");
        snprintf(name, sizeof name, "%.*s", (int)len, list);
        if (groups && strcmp(name, "groups") == 0)
            *groups = true;
        else if (!is_for_all(name) || *count == SHB_MOST_REPLICATED)
            return shb_fail(ctx, SHB_EINVALID, NULL,
                            "'%s' is no measure that every node has: degree, strength, "
                            "betweenness, betweenness_sampled, harmonic, pagerank, "
                            "coreness%s",
                            name, groups ? "; or groups" : "");
        else
            out[(*count)++] = shb_measure_by_name(name);
        list += len + (list[len] == ',');
    }
    return SHB_OK;
}
