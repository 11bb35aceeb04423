#include <shabaka/measures.h>

#include <math.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "network/bridge.h"
#include "network/own_measures.h"

/* One value a node into out, which comes empty. */
typedef igraph_error_t computation(const shb_graph *g, igraph_vector_t *out);

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

/* A new measure is one function and one line here. */
/* clang-format off */
#define MEASURES(M) \
  /* name, how, uses, parameter (what, standard, least, most; WHOLE numbers), formula, says, source */ \
  M(degree, OWN(degree), 0, NONE, "k_i", \
    "number of others it is tied to, 0 to n-1", \
    "Freeman 1978, doi:10.1016/0378-8733(78)90021-7") \
  M(strength, OWN(strength), WEIGHT, NONE, "s_i = sum_j w_ij", \
    "sum of the weights of its ties, from 0", \
    "Barrat et al. 2004, doi:10.1073/pnas.0400087101") \
  M(betweenness, OWN(betweenness), DISTANCE, NONE, \
    "2 / ((n-1)(n-2)) sum_j<k g_jk(i) / g_jk, g the shortest ways", \
    "share of the shortest ways between pairs of others that pass through it, 0 to 1", \
    "Freeman 1977, doi:10.2307/3033543; Brandes 2001, doi:10.1080/0022250X.2001.9990249") \
  M(betweenness_sampled, OWN(betweenness_sampled), DISTANCE, NONE, "the same", \
    "the same from 2,000 nodes drawn evenly: within 0.0304 of it, " \
    "with a probability of 0.95 for each node; for large networks", \
    "Brandes and Pich 2007, doi:10.1142/S0218127407018403; " \
    "Hoeffding 1963, doi:10.1080/01621459.1963.10500830") \
  M(closeness, OWN(closeness), DISTANCE, NONE, "r / sum_j d_ij, r those reached", \
    "1 / mean distance to those it can reach in its own component, above 0; " \
    "none if it reaches nobody", \
    "Freeman 1978, doi:10.1016/0378-8733(78)90021-7") \
  M(harmonic, OWN(harmonic), DISTANCE, NONE, "1 / (n-1) sum_j 1 / d_ij", \
    "mean of 1 / distance to all others, from 0; whom it cannot reach counts as 0", \
    "Marchiori and Latora 2000, doi:10.1016/S0378-4371(00)00311-3; " \
    "Boldi and Vigna 2014, doi:10.1080/15427951.2013.865686") \
  M(reach, OWN(reach), 0, WHOLE("steps", 2, 1, 1e9), "|{j: d_ij <= X}| / (n-1)", \
    "share of the others within X steps, without weights, 0 to 1", \
    "Borgatti 2006, doi:10.1007/s10588-006-7084-x") \
  M(eigenvector, OWN(eigenvector), WEIGHT, NONE, "lambda x = W x, largest lambda", \
    "tied to those who score high themselves, 0 to 1 (the highest); " \
    "0 outside the leading component", \
    "Bonacich 1972, doi:10.1080/0022250X.1972.9989806") \
  M(katz, OWN(katz), WEIGHT, \
    WITH("what a step keeps, in parts of 1 / lambda", .85, 0, .999), \
    "x = 1 + X / lambda W x, lambda the largest eigenvalue; over the highest", \
    "all walks that end there, longer ones for less, above 0 to 1 (the highest)", \
    "Katz 1953, doi:10.1007/BF02289026") \
  M(pagerank, OWN(pagerank), WEIGHT, WITH("how often the walker goes on", .85, 0, .999), \
    "x_i = (1-X) / n + X sum_j w_ij / s_j x_j", \
    "share of the visits of a random walker that starts anew 15 times in 100, sums to 1", \
    "Brin and Page 1998, doi:10.1016/S0169-7552(98)00110-X") \
  M(pagerank_from, OWN(pagerank_from), WEIGHT | SHB_USES_FROM, \
    WITH("how often the walker goes on", .85, 0, .999), \
    "x_i = (1-X) [i in F] / |F| + X sum_j w_ij / s_j x_j", \
    "the same for a walker that always starts anew at one of --from: near to them, sums " \
    "to 1", \
    "Haveliwala 2002, doi:10.1145/511446.511513") \
  M(coreness, OWN(coreness), 0, NONE, "largest k of a k-core with i", \
    "largest k so that it is in a group where each has k ties, without weights, 0 to n-1", \
    "Seidman 1983, doi:10.1016/0378-8733(83)90028-X") \
  M(clustering, IGRAPH(clustering), WEIGHT, NONE, \
    "1 / (s_i (k_i-1)) sum_jk (w_ij + w_ik) / 2 over tied j, k", \
    "weighted share of pairs of its neighbours that are tied, 0 to 1; " \
    "none below 2 neighbours", \
    "Barrat et al. 2004, doi:10.1073/pnas.0400087101") \
  M(clustering_onnela, OWN(clustering_onnela), WEIGHT, NONE, \
    "1 / (k_i (k_i-1)) sum_jk (w_ij w_ik w_jk)^(1/3) / max w", \
    "how strong the triangles around it are, 0 to 1; none below 2 neighbours", \
    "Onnela et al. 2005, doi:10.1103/PhysRevE.71.065103") \
  M(transitivity_local, IGRAPH(transitivity_local), 0, NONE, \
    "tied pairs of neighbours / (k_i (k_i-1) / 2)", \
    "share of pairs of its neighbours that are tied, 0 to 1; none below 2 neighbours", \
    "Watts and Strogatz 1998, doi:10.1038/30918") \
  M(constraint, IGRAPH(constraint), WEIGHT, NONE, \
    "sum_j (p_ij + sum_k p_ik p_kj)^2, p_ij = w_ij / s_i", \
    "how much its ties are tied to each other (low: a broker), above 0 to about 1.1; " \
    "none without ties", \
    "Burt 2004, doi:10.1086/421787") \
  M(effective_size, OWN(effective_size), WEIGHT, NONE, \
    "sum_j (1 - sum_k p_ik m_jk), m_jk = w_jk / max_l w_jl", \
    "its ties less those that others of them make redundant (high: a broker), 1 to k_i " \
    "at most; none without ties", \
    "Burt 1992, doi:10.4159/9780674029095") \
  M(eccentricity, OWN(eccentricity), DISTANCE, NONE, "max_j d_ij", \
    "distance to the farthest it can reach, from 0", \
    "Hage and Harary 1995, doi:10.1016/0378-8733(94)00248-9") \
  M(cutpoint, OWN(cutpoint), 0, NONE, "components without i - components with i", \
    "how many more pieces its component falls into without it, from 0 (no cutpoint)", \
    "Hopcroft and Tarjan 1973, doi:10.1145/362248.362272") \
  M(participation, OWN(participation), WEIGHT | SHB_USES_GROUPS, NONE, \
    "1 - sum_g (s_ig / s_i)^2, s_ig to group g", \
    "how evenly its ties go to all groups, 0 (to one) to below 1; none without ties", \
    "Guimera and Amaral 2005, doi:10.1038/nature03288") \
  M(within_group, OWN(within_group), WEIGHT | SHB_USES_GROUPS, NONE, \
    "(s_ig - mean of its group g) / standard deviation in g", \
    "ties inside its group, in standard deviations above the group's mean; " \
    "0 where all are alike", \
    "Guimera and Amaral 2005, doi:10.1038/nature03288") \
  M(role, OWN(role), WEIGHT | SHB_USES_GROUPS, NONE, \
    "regions of within_group (2.5) and participation (.05 .62 .80; .30 .75)", \
    "1 ultra-peripheral, 2 peripheral, 3 connector, 4 kinless; 5 provincial hub, " \
    "6 connector hub, 7 kinless hub", \
    "Guimera and Amaral 2005, doi:10.1038/nature03288")

#define EDGE_MEASURES(M) \
  M(betweenness, OWN(edge_betweenness), DISTANCE, NONE, \
    "2 / (n(n-1)) sum_j<k g_jk(e) / g_jk, g the shortest ways", \
    "share of the shortest ways between all pairs that pass along it, 0 to 1", \
    "Girvan and Newman 2002, doi:10.1073/pnas.122653799; " \
    "Brandes 2001, doi:10.1080/0022250X.2001.9990249") \
  M(bridge, OWN(edge_bridge), 0, NONE, "min(n_a, n_b) of the sides that it alone joins", \
    "how many nodes at least are cut off without it, from 0 (no bridge)", \
    "Tarjan 1974, doi:10.1016/0020-0190(74)90003-9") \
  M(shared, OWN(edge_shared), 0, NONE, "|N(a) and N(b)|", \
    "how many others both its ends are tied to, from 0", \
    "Granovetter 1973, doi:10.1086/225469") \
  M(overlap, OWN(edge_overlap), 0, NONE, \
    "|N(a) and N(b)| / (k_a - 1 + k_b - 1 - |N(a) and N(b)|)", \
    "share of both ends' other ties that lead to the same, 0 (between groups) to 1; " \
    "none where they have no other", \
    "Onnela et al. 2007, doi:10.1073/pnas.0610245104")
/* clang-format on */

#define DISTANCE SHB_USES_DISTANCE
#define WEIGHT SHB_USES_WEIGHT
#define NONE NULL, 0, 0, 0, false
#define WITH(what, standard, least, most) what, standard, least, most, false
#define WHOLE(what, standard, least, most) what, standard, least, most, true
#define DESCRIPTION(name, how, uses, parameter, formula, summary, source)                \
    {#name, formula, summary, source, uses, parameter},
static const shb_measure measures[] = {MEASURES(DESCRIPTION)};
static const shb_measure edge_measures[] = {EDGE_MEASURES(DESCRIPTION)};
#undef NONE
#undef WITH
#undef WHOLE

/* One of both. */
typedef struct how {
    computation *igraph;
    shb_own_measure *own;
} how;

#define IGRAPH(f)                                                                        \
    { f, NULL }
#define OWN(f)                                                                           \
    { NULL, shb_##f }
#define HOW(name, how, ...) how,
static const how hows[] = {MEASURES(HOW)};
static const how edge_hows[] = {EDGE_MEASURES(HOW)};
enum {
    N_MEASURES = sizeof measures / sizeof *measures,
    N_EDGE_MEASURES = sizeof edge_measures / sizeof *edge_measures
};

const shb_measure *shb_measures(size_t *count) {
    *count = N_MEASURES;
    return measures;
}

const shb_measure *shb_edge_measures(size_t *count) {
    *count = N_EDGE_MEASURES;
    return edge_measures;
}

static const shb_measure *by_name(const shb_measure *table, size_t n, const char *name) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(table[i].name, name) == 0)
            return &table[i];
    return NULL;
}

const shb_measure *shb_measure_by_name(const char *name) {
    return by_name(measures, N_MEASURES, name);
}

const shb_measure *shb_edge_measure_by_name(const char *name) {
    return by_name(edge_measures, N_EDGE_MEASURES, name);
}

/* The options with what they leave out; @param groups  n_nodes numbers, if wanted */
static shb_status fill_options(shb_ctx *ctx, const shb_network *net,
                               const shb_measure *measure,
                               const shb_measure_options *given, uint32_t *groups,
                               shb_measure_options *out) {
    shb_measure_options options = SHB_MEASURE_OPTIONS_INIT;
    if (given)
        options = *given;
    if (options.parameter < 0 || !measure->parameter)
        options.parameter = measure->standard;
    if (!(options.parameter >= measure->least && options.parameter <= measure->most))
        return shb_fail(ctx, SHB_EINVALID, NULL, "the parameter of %s is %g to %g: %s",
                        measure->name, measure->least, measure->most, measure->parameter);
    for (size_t i = 0; i < options.n_from; i++)
        if (options.from[i] >= net->n_nodes)
            return shb_fail(ctx, SHB_EINVALID, NULL, "no such node");
    shb_status st = SHB_OK;
    if (measure->uses & SHB_USES_GROUPS && !options.groups) {
        st = shb_groups_of(ctx, net, groups, NULL, NULL);
        options.groups = groups;
    }
    for (size_t v = 0; st == SHB_OK && options.groups && v < net->n_nodes; v++)
        if (options.groups[v] > net->n_nodes)
            st = shb_fail(ctx, SHB_EINVALID, NULL, "a group has too large a number");
    *out = options;
    return st;
}

static shb_status run(shb_ctx *ctx, const shb_network *net, const shb_measure *measure,
                      const how *h, const shb_measure_options *given, size_t n,
                      double *out) {
    shb_measure_options options;
    double *values = shb_alloc_array(n, sizeof *values);
    uint32_t *groups = shb_alloc_array(net->n_nodes, sizeof *groups);
    shb_status st = values && groups ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK)
        st = fill_options(ctx, net, measure, given, groups, &options);
    if (st == SHB_OK && h->own) {
        st = h->own(ctx, net, &options, values);
    } else if (st == SHB_OK) {
        job j = {h->igraph, values};
        st = shb_graph_run(ctx, net, options.distance, 1, compute, &j);
    }
    for (size_t i = 0; st == SHB_OK && i < n; i++)
        out[i] = isfinite(values[i]) ? shb_round9(values[i]) : NAN;
    shb_free(groups);
    shb_free(values);
    return st;
}

shb_status shb_measure_compute(shb_ctx *ctx, const shb_network *net,
                               const shb_measure *measure,
                               const shb_measure_options *options, double *out) {
    const shb_measure *known = measure ? shb_measure_by_name(measure->name) : NULL;
    if (!known)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such measure");
    if (net->n_nodes == 0)
        return SHB_OK;
    return run(ctx, net, known, &hows[known - measures], options, net->n_nodes, out);
}

shb_status shb_edge_measure_compute(shb_ctx *ctx, const shb_network *net,
                                    const shb_measure *measure,
                                    const shb_measure_options *options, double *out) {
    const shb_measure *known = measure ? shb_edge_measure_by_name(measure->name) : NULL;
    if (!known)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such measure of edges");
    if (net->n_edges == 0)
        return SHB_OK;
    return run(ctx, net, known, &edge_hows[known - edge_measures], options, net->n_edges,
               out);
}
