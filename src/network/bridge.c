#include "network/bridge.h"

#include <assert.h>
#include <float.h>
#include <math.h>
#include <setjmp.h>

#include "base/alloc.h"

/* igraph's handlers get no user pointer, so the section under way is kept here. */
static struct {
    shb_ctx *ctx;
    jmp_buf escape;
    bool escaping;
} section;

static shb_status record(igraph_error_t code, const char *reason) {
    switch (code) {
    case IGRAPH_ENOMEM:
        return shb_fail_memory(section.ctx);
    case IGRAPH_INTERRUPTED:
        return shb_fail(section.ctx, SHB_ECANCELLED, NULL, "interrupted");
    default:
        return shb_fail(section.ctx, SHB_EIGRAPH, NULL, "igraph: %s",
                        reason && *reason ? reason : igraph_strerror(code));
    }
}

/* One failure comes here once for each level that it passes; the first has the reason. */
static void on_error(const char *reason, const char *file, int line,
                     igraph_error_t code) {
    (void)file;
    (void)line;
    record(code, reason);
    IGRAPH_FINALLY_FREE();
}

static void on_warning(const char *reason, const char *file, int line) {
    (void)file;
    (void)line;
    shb_notify(section.ctx, SHB_NOTICE_WARNING, NULL, 0, 0, "igraph: %s", reason);
}

/*
 * A broken promise inside igraph. It must not return, and we must not abort. Freeing
 * comes before the jump, while the frames that hold what is freed are alive; if it is
 * what fails, the rest leaks.
 */
static void on_fatal(const char *reason, const char *file, int line) {
    (void)file;
    (void)line;
    record(IGRAPH_EINTERNAL, reason);
    if (!section.escaping) {
        section.escaping = true;
        IGRAPH_FINALLY_FREE();
    }
    longjmp(section.escape, 1);
}

/* igraph leaves its stack as it is when interrupted: freeing it is the handler's part. */
static igraph_error_t on_interruption(void *data) {
    (void)data;
    if (shb_check_cancel(section.ctx) == SHB_OK)
        return IGRAPH_SUCCESS;
    IGRAPH_FINALLY_FREE();
    return IGRAPH_INTERRUPTED;
}

double shb_network_max_weight(const shb_network *net) {
    double max = 0;
    for (size_t e = 0; e < net->n_edges; e++)
        max = fmax(max, net->edges[e].weight);
    return max;
}

/* Finite and above 0 for any weight that is: igraph takes no other length. */
static double length_of(double weight, double max, shb_distance distance) {
    double length = 1;
    if (distance == SHB_DISTANCE_INVERSE)
        length = 1 / weight;
    else if (distance == SHB_DISTANCE_LOG)
        length = log(max / weight) + log1p(1 / max); /* = -log(weight / (max + 1)) */
    return fmin(fmax(length, DBL_MIN), 1e100);
}

void shb_network_lengths(const shb_network *net, shb_distance distance, double *out) {
    double max = shb_network_max_weight(net);
    for (size_t e = 0; e < net->n_edges; e++)
        out[e] = length_of(net->edges[e].weight, max, distance);
}

static igraph_error_t fill(shb_graph *g, shb_distance distance) {
    const shb_network *net = g->net;
    igraph_integer_t n_edges = (igraph_integer_t)net->n_edges;
    IGRAPH_CHECK(igraph_vector_init(&g->weights, n_edges));
    IGRAPH_FINALLY(igraph_vector_destroy, &g->weights);
    bool weighted = distance != SHB_DISTANCE_NONE;
    IGRAPH_CHECK(igraph_vector_init(&g->ways, weighted ? n_edges : 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &g->ways);
    g->lengths = weighted ? &g->ways : NULL;

    igraph_vector_int_t ends;
    IGRAPH_CHECK(igraph_vector_int_init(&ends, 2 * n_edges));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &ends);
    for (igraph_integer_t e = 0; e < n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        VECTOR(ends)[2 * e] = edge->a;
        VECTOR(ends)[2 * e + 1] = edge->b;
        VECTOR(g->weights)[e] = edge->weight;
    }
    if (weighted)
        shb_network_lengths(net, distance, VECTOR(g->ways));
    IGRAPH_CHECK(igraph_create(&g->graph, &ends, (igraph_integer_t)net->n_nodes,
                               IGRAPH_UNDIRECTED));
    igraph_vector_int_destroy(&ends);
    IGRAPH_FINALLY_CLEAN(1);
    IGRAPH_FINALLY(igraph_destroy, &g->graph);
    return IGRAPH_SUCCESS;
}

static igraph_error_t build_and_work(const shb_network *net, shb_distance distance,
                                     uint32_t seed, shb_graph_work *work, void *user) {
    igraph_rng_t ours;
    IGRAPH_CHECK(igraph_rng_init(&ours, &igraph_rngtype_mt19937));
    IGRAPH_FINALLY(igraph_rng_destroy, &ours);
    IGRAPH_CHECK(igraph_rng_seed(&ours, seed));
    igraph_rng_set_default(&ours);

    shb_graph g = {.ctx = section.ctx, .net = net};
    IGRAPH_CHECK(fill(&g, distance));
    IGRAPH_CHECK(work(&g, user));
    igraph_destroy(&g.graph);
    igraph_vector_destroy(&g.ways);
    igraph_vector_destroy(&g.weights);
    igraph_rng_destroy(&ours);
    IGRAPH_FINALLY_CLEAN(4);
    return IGRAPH_SUCCESS;
}

/* Apart, so that no local variable is alive across setjmp. */
static igraph_error_t guarded(const shb_network *net, shb_distance distance,
                              uint32_t seed, shb_graph_work *work, void *user) {
    if (setjmp(section.escape)) {
        IGRAPH_FINALLY_CLEAN(IGRAPH_FINALLY_STACK_SIZE());
        return IGRAPH_EINTERNAL;
    }
    return build_and_work(net, distance, seed, work, user);
}

/*
 * igraph 0.10 does not survive every failed allocation (Fruchterman-Reingold and Leiden
 * write out of bounds), so ask for what it may need before it starts.
 */
static shb_status check_memory(shb_ctx *ctx, const shb_network *net) {
    enum { FIXED = 1 << 24, NODE = 512, EDGE = 512 };
    void *probe = shb_alloc(FIXED + net->n_nodes * NODE + net->n_edges * EDGE);
    if (!probe)
        return shb_fail_memory(ctx);
    shb_free(probe);
    return SHB_OK;
}

shb_status shb_graph_run(shb_ctx *ctx, const shb_network *net, shb_distance distance,
                         uint32_t seed, shb_graph_work *work, void *user) {
    assert(!section.ctx);
    shb_status st = shb_check_cancel(ctx);
    if (st == SHB_OK)
        st = check_memory(ctx, net);
    if (st != SHB_OK)
        return st;

    section.ctx = ctx;
    section.escaping = false;
    igraph_error_handler_t *error = igraph_set_error_handler(on_error);
    igraph_warning_handler_t *warning = igraph_set_warning_handler(on_warning);
    igraph_fatal_handler_t *fatal = igraph_set_fatal_handler(on_fatal);
    igraph_interruption_handler_t *interruption =
        igraph_set_interruption_handler(on_interruption);
    /* 0.10.2 copies the generator that it is given, later versions keep the pointer:
     * this puts back what was there in both. */
    igraph_rng_t *generator = igraph_rng_default();
    igraph_rng_t generator_was = *generator;

    igraph_error_t code = guarded(net, distance, seed, work, user);
    if (code != IGRAPH_SUCCESS)
        st = record(code, NULL);
    assert(IGRAPH_FINALLY_STACK_EMPTY);

    igraph_rng_set_default(generator);
    *igraph_rng_default() = generator_was;
    igraph_set_interruption_handler(interruption);
    igraph_set_fatal_handler(fatal);
    igraph_set_warning_handler(warning);
    igraph_set_error_handler(error);
    section.ctx = NULL;
    return st;
}
