#include <shabaka/measures.h>

#include <math.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "network/bridge.h"
#include "network/leading.h"
#include "network/ways.h"

/* One value a node into out, which comes empty. */
typedef igraph_error_t computation(const shb_graph *g, igraph_vector_t *out);

static igraph_error_t degree(const shb_graph *g, igraph_vector_t *out) {
    return igraph_strength(&g->graph, out, igraph_vss_all(), IGRAPH_ALL, IGRAPH_NO_LOOPS,
                           NULL);
}

static igraph_error_t strength(const shb_graph *g, igraph_vector_t *out) {
    return igraph_strength(&g->graph, out, igraph_vss_all(), IGRAPH_ALL, IGRAPH_NO_LOOPS,
                           &g->weights);
}

/*
 * igraph asks nobody whether to go on during some measures that take long: so they get a
 * few nodes at a time.
 */
typedef igraph_error_t of_nodes(const shb_graph *g, igraph_vs_t nodes,
                                igraph_vector_t *out);

static igraph_error_t in_portions(const shb_graph *g, of_nodes *compute,
                                  igraph_vector_t *out) {
    enum { LEAST = 64, MOST_PORTIONS = 256 };
    igraph_integer_t n = (igraph_integer_t)g->net->n_nodes;
    igraph_integer_t portion = LEAST + n / MOST_PORTIONS;
    igraph_vector_t part;
    IGRAPH_CHECK(igraph_vector_init(&part, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &part);
    for (igraph_integer_t from = 0; from < n; from += portion) {
        igraph_integer_t to = from + portion < n ? from + portion : n;
        IGRAPH_CHECK(igraph_allow_interruption(NULL));
        IGRAPH_CHECK(compute(g, igraph_vss_range(from, to), &part));
        IGRAPH_CHECK(igraph_vector_append(out, &part));
    }
    igraph_vector_destroy(&part);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

/* Own searches, in igraph's section: its own go over the nodes one after the other. */
static igraph_error_t by_ways(const shb_graph *g, igraph_vector_t *out,
                              double **(*place)(shb_way_sums *sums), size_t sample) {
    shb_ways ways;
    shb_way_sums sums = {0};
    igraph_integer_t n = (igraph_integer_t)g->net->n_nodes;
    IGRAPH_CHECK(igraph_vector_resize(out, n));
    *place(&sums) = VECTOR(*out);
    shb_status st =
        shb_ways_init(g->ctx, g->net, g->lengths ? VECTOR(*g->lengths) : NULL, &ways);
    if (st == SHB_OK) {
        st = shb_ways_sum(g->ctx, &ways, sample, g->ctx->jobs, &sums);
        shb_ways_done(&ways);
    }
    if (st != SHB_OK)
        IGRAPH_ERROR("", st == SHB_ENOMEM ? IGRAPH_ENOMEM : IGRAPH_INTERRUPTED);
    return IGRAPH_SUCCESS;
}

static double **place_betweenness(shb_way_sums *sums) { return &sums->betweenness; }
static double **place_closeness(shb_way_sums *sums) { return &sums->closeness; }
static double **place_harmonic(shb_way_sums *sums) { return &sums->harmonic; }
static double **place_eccentricity(shb_way_sums *sums) { return &sums->eccentricity; }

static igraph_error_t betweenness_from(const shb_graph *g, igraph_vector_t *out,
                                       size_t sample) {
    IGRAPH_CHECK(by_ways(g, out, place_betweenness, sample));
    double n = (double)g->net->n_nodes;
    if (n > 2)
        igraph_vector_scale(out, 2 / ((n - 1) * (n - 2)));
    return IGRAPH_SUCCESS;
}

static igraph_error_t betweenness(const shb_graph *g, igraph_vector_t *out) {
    return betweenness_from(g, out, 0);
}

/* Hoeffding 1963: sqrt(ln(2 / .05) / (2 * 2000)) = .0304. */
static igraph_error_t betweenness_sampled(const shb_graph *g, igraph_vector_t *out) {
    return betweenness_from(g, out, 2000);
}

static igraph_error_t closeness(const shb_graph *g, igraph_vector_t *out) {
    return by_ways(g, out, place_closeness, 0);
}

static igraph_error_t harmonic(const shb_graph *g, igraph_vector_t *out) {
    return by_ways(g, out, place_harmonic, 0);
}

static igraph_error_t eccentricity(const shb_graph *g, igraph_vector_t *out) {
    return by_ways(g, out, place_eccentricity, 0);
}

/* To 9 places, not digits: a value that is small has fewer digits that mean anything. */
static igraph_error_t eigenvector(const shb_graph *g, igraph_vector_t *out) {
    IGRAPH_CHECK(igraph_vector_resize(out, (igraph_integer_t)g->net->n_nodes));
    shb_status st = shb_leading_vector(g->ctx, g->net, VECTOR(*out));
    if (st != SHB_OK)
        IGRAPH_ERROR("", st == SHB_ENOMEM ? IGRAPH_ENOMEM : IGRAPH_INTERRUPTED);
    for (size_t v = 0; v < g->net->n_nodes; v++)
        VECTOR(*out)[v] = g->net->n_edges ? round(VECTOR(*out)[v] * 1e9) / 1e9 : NAN;
    return IGRAPH_SUCCESS;
}

/*
 * igraph's own adds up in parallel, so that its 9th digit depends on the run. This one
 * goes over the edges until nothing moves; each pass brings it nearer by DAMPING.
 */
static igraph_error_t pagerank(const shb_graph *g, igraph_vector_t *out) {
    enum { MOST_PASSES = 500 };
    const double DAMPING = .85, STILL = 1e-14;
    const shb_network *net = g->net;
    size_t n = net->n_nodes;
    igraph_vector_t strengths, next;
    IGRAPH_CHECK(igraph_vector_init(&strengths, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &strengths);
    IGRAPH_CHECK(igraph_vector_init(&next, (igraph_integer_t)n));
    IGRAPH_FINALLY(igraph_vector_destroy, &next);
    IGRAPH_CHECK(strength(g, &strengths));
    IGRAPH_CHECK(igraph_vector_resize(out, (igraph_integer_t)n));
    igraph_vector_fill(out, 1 / (double)n);

    double moved = 1;
    for (int pass = 0; pass < MOST_PASSES && moved > STILL; pass++) {
        IGRAPH_CHECK(igraph_allow_interruption(NULL));
        double lost = 0; /* what nodes without edges have, shared by all */
        for (size_t v = 0; v < n; v++)
            if (VECTOR(strengths)[v] == 0)
                lost += VECTOR(*out)[v];
        igraph_vector_fill(&next, (1 - DAMPING + DAMPING * lost) / (double)n);
        for (size_t e = 0; e < net->n_edges; e++) {
            const shb_edge *edge = &net->edges[e];
            double share_a = edge->weight / VECTOR(strengths)[edge->a];
            double share_b = edge->weight / VECTOR(strengths)[edge->b];
            VECTOR(next)[edge->b] += DAMPING * share_a * VECTOR(*out)[edge->a];
            VECTOR(next)[edge->a] += DAMPING * share_b * VECTOR(*out)[edge->b];
        }
        moved = 0;
        for (size_t v = 0; v < n; v++)
            moved += fabs(VECTOR(next)[v] - VECTOR(*out)[v]);
        IGRAPH_CHECK(igraph_vector_swap(&next, out));
    }
    igraph_vector_destroy(&next);
    igraph_vector_destroy(&strengths);
    IGRAPH_FINALLY_CLEAN(2);
    return IGRAPH_SUCCESS;
}

static igraph_error_t coreness(const shb_graph *g, igraph_vector_t *out) {
    igraph_integer_t n = (igraph_integer_t)g->net->n_nodes;
    igraph_vector_int_t cores;
    IGRAPH_CHECK(igraph_vector_int_init(&cores, 0));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &cores);
    IGRAPH_CHECK(igraph_coreness(&g->graph, &cores, IGRAPH_ALL));
    IGRAPH_CHECK(igraph_vector_resize(out, n));
    for (igraph_integer_t v = 0; v < n; v++)
        VECTOR(*out)[v] = (double)VECTOR(cores)[v];
    igraph_vector_int_destroy(&cores);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

static igraph_error_t clustering(const shb_graph *g, igraph_vector_t *out) {
    return igraph_transitivity_barrat(&g->graph, out, igraph_vss_all(), &g->weights,
                                      IGRAPH_TRANSITIVITY_NAN);
}

static igraph_error_t transitivity_local(const shb_graph *g, igraph_vector_t *out) {
    return igraph_transitivity_local_undirected(&g->graph, out, igraph_vss_all(),
                                                IGRAPH_TRANSITIVITY_NAN);
}

static igraph_error_t constraint_of(const shb_graph *g, igraph_vs_t nodes,
                                    igraph_vector_t *out) {
    return igraph_constraint(&g->graph, out, nodes, &g->weights);
}

static igraph_error_t constraint(const shb_graph *g, igraph_vector_t *out) {
    return in_portions(g, constraint_of, out);
}

/* A new measure is one function above and one line here. */
/* clang-format off */
#define MEASURES(M) \
  /* name, uses distance, uses weight, what it says and its range, source */ \
  M(degree, false, false, \
    "number of others it is tied to, 0 to n-1", \
    "Freeman 1978, doi:10.1016/0378-8733(78)90021-7") \
  M(strength, false, true, \
    "sum of the weights of its ties, from 0", \
    "Barrat et al. 2004, doi:10.1073/pnas.0400087101") \
  M(betweenness, true, false, \
    "share of the shortest ways between pairs of others that pass through it, 0 to 1", \
    "Freeman 1977, doi:10.2307/3033543; Brandes 2001, doi:10.1080/0022250X.2001.9990249") \
  M(betweenness_sampled, true, false,                                                     \
    "the same from 2,000 nodes drawn evenly: within 0.0304 of it, "                       \
    "with a probability of 0.95 for each node; for large networks",                       \
    "Brandes and Pich 2007, doi:10.1142/S0218127407018403; "                              \
    "Hoeffding 1963, doi:10.1080/01621459.1963.10500830")                                 \
  M(closeness, true, false, \
    "1 / mean distance to those it can reach in its own component, above 0; " \
    "none if it reaches nobody", \
    "Freeman 1978, doi:10.1016/0378-8733(78)90021-7") \
  M(harmonic, true, false, \
    "mean of 1 / distance to all others, from 0; whom it cannot reach counts as 0", \
    "Marchiori and Latora 2000, doi:10.1016/S0378-4371(00)00311-3; " \
    "Boldi and Vigna 2014, doi:10.1080/15427951.2013.865686") \
  M(eigenvector, false, true, \
    "tied to those who score high themselves, 0 to 1 (the highest); " \
    "0 outside the leading component", \
    "Bonacich 1972, doi:10.1080/0022250X.1972.9989806") \
  M(pagerank, false, true, \
    "share of the visits of a random walker that starts anew 15 times in 100, sums to 1", \
    "Brin and Page 1998, doi:10.1016/S0169-7552(98)00110-X") \
  M(coreness, false, false, \
    "largest k so that it is in a group where each has k ties, without weights, 0 to n-1", \
    "Seidman 1983, doi:10.1016/0378-8733(83)90028-X") \
  M(clustering, false, true, \
    "weighted share of pairs of its neighbours that are tied, 0 to 1; " \
    "none below 2 neighbours", \
    "Barrat et al. 2004, doi:10.1073/pnas.0400087101") \
  M(transitivity_local, false, false, \
    "share of pairs of its neighbours that are tied, 0 to 1; none below 2 neighbours", \
    "Watts and Strogatz 1998, doi:10.1038/30918") \
  M(constraint, false, true, \
    "how much its ties are tied to each other (low: a broker), above 0 to about 1.1; " \
    "none without ties", \
    "Burt 2004, doi:10.1086/421787") \
  M(eccentricity, true, false, \
    "distance to the farthest it can reach, from 0", \
    "Hage and Harary 1995, doi:10.1016/0378-8733(94)00248-9")
/* clang-format on */

#define DESCRIPTION(name, distance, weight, summary, source)                             \
    {#name, summary, source, distance, weight},
#define COMPUTATION(name, distance, weight, summary, source) name,
static const shb_measure measures[] = {MEASURES(DESCRIPTION)};
static computation *const computations[] = {MEASURES(COMPUTATION)};
enum { N_MEASURES = sizeof measures / sizeof *measures };

const shb_measure *shb_measures(size_t *count) {
    *count = N_MEASURES;
    return measures;
}

const shb_measure *shb_measure_by_name(const char *name) {
    for (size_t i = 0; i < N_MEASURES; i++)
        if (strcmp(measures[i].name, name) == 0)
            return &measures[i];
    return NULL;
}

typedef struct job {
    computation *compute;
    double *values;
} job;

static igraph_error_t compute(const shb_graph *g, void *user) {
    job *j = user;
    igraph_vector_t values;
    IGRAPH_CHECK(igraph_vector_init(&values, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &values);
    IGRAPH_CHECK(j->compute(g, &values));
    igraph_vector_copy_to(&values, j->values);
    igraph_vector_destroy(&values);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

shb_status shb_measure_compute(shb_ctx *ctx, const shb_network *net,
                               const shb_measure *measure, shb_distance distance,
                               double *out) {
    const shb_measure *known = measure ? shb_measure_by_name(measure->name) : NULL;
    if (!known)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such measure");
    if (net->n_nodes == 0)
        return SHB_OK;
    job j = {computations[known - measures], NULL};
    j.values = shb_alloc_array(net->n_nodes, sizeof *j.values);
    if (!j.values)
        return shb_fail_memory(ctx);
    shb_status st = shb_graph_run(ctx, net, distance, 1, compute, &j);
    for (size_t v = 0; st == SHB_OK && v < net->n_nodes; v++)
        out[v] = isfinite(j.values[v]) ? shb_round9(j.values[v]) : NAN;
    shb_free(j.values);
    return st;
}
