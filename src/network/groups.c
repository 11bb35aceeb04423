/* Communities and components: numbers for nodes, the largest group first. */
#include <shabaka/measures.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "network/bridge.h"
#include "network/group_runs.h"

/* ---- numbering ---- */

typedef struct tally {
    uint32_t label, size, first; /* first: its smallest node */
} tally;

static int by_size(const void *a, const void *b) {
    const tally *p = a, *q = b;
    if (p->size != q->size)
        return p->size > q->size ? -1 : 1;
    return (p->first > q->first) - (p->first < q->first);
}

/* Number labels (each below n) from 1 by falling size, then by smallest node. */
static shb_status renumber(shb_ctx *ctx, const uint32_t *labels, size_t n, uint32_t *out,
                           size_t *count) {
    shb_status st = SHB_OK;
    size_t used = 0;
    tally *tallies = shb_alloc_array(n, sizeof *tallies);
    uint32_t *numbers = shb_alloc_array(n, sizeof *numbers);
    if (!tallies || !numbers) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    for (size_t v = 0; v < n; v++) {
        tally *t = &tallies[labels[v]];
        if (t->size++ == 0)
            t->first = (uint32_t)v;
    }
    for (size_t label = 0; label < n; label++) {
        if (tallies[label].size == 0)
            continue;
        tallies[used] = tallies[label];
        tallies[used++].label = (uint32_t)label;
    }
    qsort(tallies, used, sizeof *tallies, by_size);
    for (size_t i = 0; i < used; i++)
        numbers[tallies[i].label] = (uint32_t)i + 1;
    for (size_t v = 0; v < n; v++)
        out[v] = numbers[labels[v]];
    if (count)
        *count = used;
done:
    shb_free(numbers);
    shb_free(tallies);
    return st;
}

/* ---- components ---- */

/* The root of v's tree; every second node on the way is hung one higher. */
static uint32_t root_of(uint32_t *parents, uint32_t v) {
    while (parents[v] != v)
        v = parents[v] = parents[parents[v]];
    return v;
}

shb_status shb_components(shb_ctx *ctx, const shb_network *net, uint32_t *out,
                          size_t *count) {
    uint32_t *parents = shb_alloc_array(net->n_nodes, sizeof *parents);
    if (!parents)
        return shb_fail_memory(ctx);
    for (size_t v = 0; v < net->n_nodes; v++)
        parents[v] = (uint32_t)v;
    for (size_t e = 0; e < net->n_edges; e++) {
        uint32_t a = root_of(parents, net->edges[e].a);
        uint32_t b = root_of(parents, net->edges[e].b);
        if (a < b)
            parents[b] = a;
        else
            parents[a] = b;
    }
    for (size_t v = 0; v < net->n_nodes; v++)
        parents[v] = root_of(parents, (uint32_t)v);
    shb_status st = renumber(ctx, parents, net->n_nodes, out, count);
    shb_free(parents);
    return st;
}

/* ---- communities ---- */

typedef struct search {
    const shb_graph *g;
    const igraph_vector_t *weights; /* whole numbers: see whole_weights() */
    double unit;                    /* what a weight of 1 is there */
    double resolution;
} search;

/* A group's label for each node. */
typedef igraph_error_t grouping(const search *s, igraph_vector_int_t *groups);

/*
 * The constant Potts model by Leiden: what pairs weigh inside the groups, less what is
 * due for their node weights (1 each where NULL) times the resolution. A run is some
 * rounds that start from the last one's groups; it is repeated until it finds nothing
 * better (igraph's own "until stable" stops too early).
 */
static igraph_error_t potts(const search *s, const igraph_vector_t *node_weights,
                            double resolution, igraph_vector_int_t *groups) {
    enum { ROUNDS = 2, MOST_RUNS = 50 };
    const double RANDOMNESS = .01, BETTER = 1e-10;
    double quality = -INFINITY, last;
    int run = 0;
    do {
        last = quality;
        IGRAPH_CHECK(igraph_community_leiden(&s->g->graph, s->weights, node_weights,
                                             resolution, RANDOMNESS, run > 0, ROUNDS,
                                             groups, NULL, &quality));
    } while (++run < MOST_RUNS && quality > last + BETTER);
    return IGRAPH_SUCCESS;
}

/* With strengths as node weights it is modularity. */
static igraph_error_t leiden(const search *s, igraph_vector_int_t *groups) {
    igraph_vector_t strengths;
    IGRAPH_CHECK(igraph_vector_init(&strengths, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &strengths);
    IGRAPH_CHECK(igraph_strength(&s->g->graph, &strengths, igraph_vss_all(), IGRAPH_ALL,
                                 IGRAPH_NO_LOOPS, s->weights));
    IGRAPH_CHECK(
        potts(s, &strengths, s->resolution / igraph_vector_sum(&strengths), groups));
    igraph_vector_destroy(&strengths);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

static igraph_error_t cpm(const search *s, igraph_vector_int_t *groups) {
    const double MOST = 1e15; /* above any weight: each alone */
    return potts(s, NULL, fmin(s->resolution * s->unit, MOST), groups);
}

static igraph_error_t louvain(const search *s, igraph_vector_int_t *groups) {
    return igraph_community_multilevel(&s->g->graph, s->weights, s->resolution, groups,
                                       NULL, NULL);
}

static igraph_error_t infomap(const search *s, igraph_vector_int_t *groups) {
    enum { TRIALS = 10 };
    igraph_real_t length;
    return igraph_community_infomap(&s->g->graph, s->weights, NULL, TRIALS, groups,
                                    &length);
}

static igraph_error_t labelprop(const search *s, igraph_vector_int_t *groups) {
    return igraph_community_label_propagation(&s->g->graph, groups, IGRAPH_ALL,
                                              s->weights, NULL, NULL);
}

/* Interrupted, igraph leaves some memory of its own unfreed here. */
static igraph_error_t walktrap(const search *s, igraph_vector_int_t *groups) {
    enum { STEPS = 4 };
    igraph_matrix_int_t merges;
    igraph_vector_t modularity;
    IGRAPH_CHECK(igraph_matrix_int_init(&merges, 0, 0));
    IGRAPH_FINALLY(igraph_matrix_int_destroy, &merges);
    IGRAPH_CHECK(igraph_vector_init(&modularity, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &modularity);
    IGRAPH_CHECK(igraph_community_walktrap(&s->g->graph, s->weights, STEPS, &merges,
                                           &modularity, groups));
    igraph_vector_destroy(&modularity);
    igraph_matrix_int_destroy(&merges);
    IGRAPH_FINALLY_CLEAN(2);
    return IGRAPH_SUCCESS;
}

/* A new method is one function above and one line here. */
/* clang-format off */
#define METHODS(M) \
  /* name, takes a resolution, formula, says, source */ \
  M(leiden, true, "the most of Q = sum_g (w_gg / T - X (s_g / (2 T))^2), w_gg inside g, s_g strengths, T all weights", \
    "modularity by moving, refining and joining; groups hold together (default)", \
    "Traag et al. 2019, doi:10.1038/s41598-019-41695-z") \
  M(cpm, true, "the most of sum_g (w_gg - X n_g (n_g - 1) / 2), n_g nodes", \
    "constant Potts model by leiden: the mean weight of all pairs of a group is at " \
    "least the resolution", \
    "Traag et al. 2011, doi:10.1103/PhysRevE.84.016114; " \
    "Traag et al. 2019, doi:10.1038/s41598-019-41695-z") \
  M(louvain, true, "the most of Q, as leiden", \
    "modularity by moving and joining", \
    "Blondel et al. 2008, doi:10.1088/1742-5468/2008/10/P10008") \
  M(infomap, false, "the least of L = q H(Q) + sum_g p_g H(P_g), the bits a step of the walker takes", \
    "where a random walker stays long; takes no resolution", \
    "Rosvall and Bergstrom 2008, doi:10.1073/pnas.0706851105") \
  M(labelprop, false, "label of i = the l of the largest sum of w_ij over j of label l", \
    "each takes the label that most of its ties have; takes no resolution", \
    "Raghavan et al. 2007, doi:10.1103/PhysRevE.76.036106") \
  M(walktrap, false, "joins g, h of the least increase of sum_i r_ig^2, r between where walks of 4 steps end", \
    "joins those from whom short random walks end alike; takes no resolution", \
    "Pons and Latapy 2006, doi:10.7155/jgaa.00124")
/* clang-format on */

#define DESCRIPTION(name, resolves, formula, summary, source)                            \
    {#name, formula, summary, source, resolves},
#define FUNCTION(name, resolves, formula, summary, source) name,
static const shb_group_method methods[] = {METHODS(DESCRIPTION)};
static grouping *const functions[] = {METHODS(FUNCTION)};
enum { N_METHODS = sizeof methods / sizeof *methods };

const shb_group_method *shb_group_methods(size_t *count) {
    *count = N_METHODS;
    return methods;
}

const shb_group_method *shb_group_method_by_name(const char *name) {
    for (size_t i = 0; i < N_METHODS; i++)
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}

/*
 * Weights as whole numbers: as they are if they are whole, else in parts of the largest.
 * Sums of whole numbers are exact, so that moving a node there and back gains exactly
 * nothing. igraph's Louvain can go round for ever otherwise, its label propagation
 * rounds.
 */
static igraph_error_t whole_weights(const shb_graph *g, igraph_vector_t *out,
                                    double *unit) {
    const double PARTS = 1 << 24, LARGEST_WHOLE = 1LL << 40;
    double max = shb_network_max_weight(g->net);
    bool whole = max <= LARGEST_WHOLE;
    IGRAPH_CHECK(igraph_vector_update(out, &g->weights));
    for (size_t e = 0; e < g->net->n_edges && whole; e++)
        whole = VECTOR(*out)[e] == floor(VECTOR(*out)[e]);
    for (size_t e = 0; e < g->net->n_edges && !whole; e++)
        VECTOR(*out)[e] = fmax(1, round(VECTOR(*out)[e] / max * PARTS));
    *unit = whole ? 1 : PARTS / max;
    return IGRAPH_SUCCESS;
}

typedef struct job {
    grouping *find;
    double resolution;
    uint32_t seed, runs;
    shb_each_grouping *each;
    void *user;
    uint32_t *labels;
} job;

static igraph_error_t find_groups(const shb_graph *g, void *user) {
    job *j = user;
    igraph_vector_t weights;
    igraph_vector_int_t groups;
    IGRAPH_CHECK(igraph_vector_init(&weights, 0));
    IGRAPH_FINALLY(igraph_vector_destroy, &weights);
    IGRAPH_CHECK(igraph_vector_int_init(&groups, 0));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &groups);
    search s = {g, &weights, 1, j->resolution};
    IGRAPH_CHECK(whole_weights(g, &weights, &s.unit));
    for (uint32_t run = 0; run < j->runs; run++) {
        double modularity;
        IGRAPH_CHECK(igraph_allow_interruption(NULL));
        IGRAPH_CHECK(igraph_rng_seed(igraph_rng_default(), j->seed + run));
        IGRAPH_CHECK(j->find(&s, &groups));
        IGRAPH_CHECK(igraph_modularity(&g->graph, &groups, &weights, 1, IGRAPH_UNDIRECTED,
                                       &modularity));
        for (size_t v = 0; v < g->net->n_nodes; v++)
            j->labels[v] = (uint32_t)VECTOR(groups)[v];
        j->each(j->user, run, j->labels, modularity);
    }
    igraph_vector_int_destroy(&groups);
    igraph_vector_destroy(&weights);
    IGRAPH_FINALLY_CLEAN(2);
    return IGRAPH_SUCCESS;
}

shb_status shb_groups_each(shb_ctx *ctx, const shb_network *net,
                           const shb_group_method *method, double resolution,
                           uint32_t seed, uint32_t runs, shb_each_grouping *each,
                           void *user) {
    const shb_group_method *known =
        method ? shb_group_method_by_name(method->name) : NULL;
    if (!known)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such way to find groups");
    if (!(resolution >= 0 && isfinite(resolution)))
        return shb_fail(ctx, SHB_EINVALID, NULL, "the resolution must be 0 or more");
    if (runs == 0)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no run is asked for");
    shb_status st = SHB_OK;
    job j = {functions[known - methods], resolution, seed, runs, each, user, NULL};
    j.labels = shb_alloc_array(net->n_nodes, sizeof *j.labels);
    if (!j.labels)
        return shb_fail_memory(ctx);
    for (size_t v = 0; v < net->n_nodes; v++)
        j.labels[v] = (uint32_t)v;
    if (net->n_edges)
        st = shb_graph_run(ctx, net, SHB_DISTANCE_NONE, seed, find_groups, &j);
    for (uint32_t run = 0; run < runs && !net->n_edges; run++)
        each(user, run, j.labels, NAN); /* alone, and modularity is 0 / 0 */
    shb_free(j.labels);
    return st;
}

typedef struct one_run {
    uint32_t *labels;
    size_t n;
    double modularity;
} one_run;

static void keep_run(void *user, uint32_t run, const uint32_t *labels,
                     double modularity) {
    one_run *one = user;
    (void)run;
    memcpy(one->labels, labels, one->n * sizeof *labels);
    one->modularity = modularity;
}

shb_status shb_groups_compute(shb_ctx *ctx, const shb_network *net,
                              const shb_group_method *method, double resolution,
                              uint32_t seed, uint32_t *out, size_t *n_groups,
                              double *modularity) {
    one_run one = {shb_alloc_array(net->n_nodes, sizeof *one.labels), net->n_nodes, NAN};
    if (!one.labels)
        return shb_fail_memory(ctx);
    shb_status st =
        shb_groups_each(ctx, net, method, resolution, seed, 1, keep_run, &one);
    if (st == SHB_OK)
        st = renumber(ctx, one.labels, net->n_nodes, out, n_groups);
    if (st == SHB_OK && modularity)
        *modularity = isfinite(one.modularity) ? shb_round9(one.modularity) : NAN;
    shb_free(one.labels);
    return st;
}

/* ---- those that a network carries ---- */

typedef struct carried_group {
    int64_t number;
    uint32_t node;
} carried_group;

static int by_number(const void *a, const void *b) {
    const carried_group *p = a, *q = b;
    if (p->number != q->number)
        return p->number > q->number ? 1 : -1;
    return (p->node > q->node) - (p->node < q->node);
}

shb_status shb_groups_of(shb_ctx *ctx, const shb_network *net, uint32_t *out,
                         size_t *n_groups, bool *carried) {
    size_t n = net->n_nodes, count = 0;
    const shb_column *column = shb_node_column(net, "group");
    bool complete = column && column->type == SHB_INT;
    for (size_t v = 0; v < n && complete; v++)
        complete = column->cells.ints[v] != SHB_MISSING_INT;
    if (carried)
        *carried = complete;
    if (!complete)
        return shb_groups_compute(ctx, net, shb_group_method_by_name("leiden"), 1, 1, out,
                                  n_groups, NULL);
    carried_group *list = shb_alloc_array(n, sizeof *list);
    uint32_t *labels = shb_alloc_array(n, sizeof *labels);
    shb_status st = list && labels ? SHB_OK : shb_fail_memory(ctx);
    for (size_t v = 0; st == SHB_OK && v < n; v++)
        list[v] = (carried_group){column->cells.ints[v], (uint32_t)v};
    if (st == SHB_OK) {
        qsort(list, n, sizeof *list, by_number);
        for (size_t i = 0; i < n; i++)
            labels[list[i].node] =
                (uint32_t)(i && list[i].number != list[i - 1].number ? ++count : count);
        st = renumber(ctx, labels, n, out, n_groups);
    }
    shb_free(labels);
    shb_free(list);
    return st;
}
