/* Figures of the network as a whole, and neighbourhoods. */
#include <shabaka/measures.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "base/map.h"
#include "network/bridge.h"
#include "network/steps.h"

/* Of all pairs of nodes that reach each other: the steps between them. */
typedef struct distances {
    uint64_t pairs, sum, max; /* each pair counts twice, once from either end */
} distances;

static void add_distance(void *user, uint32_t node, uint32_t first, uint64_t from,
                         uint64_t steps) {
    distances *d = user;
    uint64_t pairs = (uint64_t)__builtin_popcountll(from);
    (void)node;
    (void)first;
    d->pairs += pairs;
    d->sum += pairs * steps;
    d->max = steps > d->max ? steps : d->max;
}

typedef struct job {
    const uint32_t *types; /* or NULL */
    double transitivity, by_type, by_degree;
} job;

static igraph_error_t assortativity(const shb_graph *g, const uint32_t *types,
                                    double *out) {
    igraph_integer_t n = (igraph_integer_t)g->net->n_nodes;
    igraph_vector_int_t numbers;
    IGRAPH_CHECK(igraph_vector_int_init(&numbers, n));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &numbers);
    for (igraph_integer_t v = 0; v < n; v++)
        VECTOR(numbers)[v] = types[v];
    IGRAPH_CHECK(
        igraph_assortativity_nominal(&g->graph, &numbers, out, IGRAPH_UNDIRECTED, true));
    igraph_vector_int_destroy(&numbers);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

static igraph_error_t measure_shape(const shb_graph *g, void *user) {
    job *j = user;
    IGRAPH_CHECK(igraph_transitivity_undirected(&g->graph, &j->transitivity,
                                                IGRAPH_TRANSITIVITY_NAN));
    if (j->types)
        IGRAPH_CHECK(assortativity(g, j->types, &j->by_type));
    IGRAPH_CHECK(igraph_assortativity_degree(&g->graph, &j->by_degree, false));
    return IGRAPH_SUCCESS;
}

/* Types as small integers into out; *complete is false where one is missing. */
static shb_status number_types(shb_ctx *ctx, const shb_network *net, uint32_t *out,
                               bool *complete) {
    const shb_column *types = shb_node_column(net, "type");
    *complete = types && types->type == SHB_STRING;
    shb_map numbers = SHB_MAP_INIT;
    shb_status st = SHB_OK;
    for (size_t v = 0; st == SHB_OK && *complete && v < net->n_nodes; v++) {
        const char *type = types->cells.strings[v];
        *complete = type != NULL;
        if (!type)
            break;
        out[v] = shb_map_get(&numbers, type, strlen(type));
        if (out[v] == SHB_MAP_NONE) {
            out[v] = (uint32_t)numbers.count;
            st = shb_map_set(ctx, &numbers, type, strlen(type), out[v]);
        }
    }
    shb_map_done(&numbers);
    return st;
}

void shb_degrees(const shb_network *net, uint64_t *out) {
    memset(out, 0, net->n_nodes * sizeof *out);
    for (size_t e = 0; e < net->n_edges; e++) {
        out[net->edges[e].a]++;
        out[net->edges[e].b]++;
    }
}

static int ascending(const void *a, const void *b) {
    uint64_t p = *(const uint64_t *)a, q = *(const uint64_t *)b;
    return (p > q) - (p < q);
}

static shb_status count_simple(shb_ctx *ctx, const shb_network *net, shb_shape *shape) {
    size_t count = net->n_nodes;
    double n = (double)count, m = (double)net->n_edges;
    uint64_t *degrees = shb_alloc_array(count, sizeof *degrees);
    if (!degrees)
        return shb_fail_memory(ctx);
    shape->nodes = count;
    shape->edges = net->n_edges;
    shape->density = n > 1 ? shb_round9(2 * m / (n * (n - 1))) : NAN;
    shape->mean_degree = n > 0 ? shb_round9(2 * m / n) : NAN;
    for (size_t e = 0; e < net->n_edges; e++)
        shape->total_weight += net->edges[e].weight;
    shape->total_weight = shb_round9(shape->total_weight);
    shb_degrees(net, degrees);
    qsort(degrees, count, sizeof *degrees, ascending);
    while (shape->isolates < count && degrees[shape->isolates] == 0)
        shape->isolates++;
    shape->median_degree = shape->highest_degree = NAN;
    if (count) {
        shape->median_degree =
            (double)(degrees[(count - 1) / 2] + degrees[count / 2]) / 2;
        shape->highest_degree = (double)degrees[count - 1];
    }
    shb_free(degrees);
    return SHB_OK;
}

static double rounded(double value) { return isfinite(value) ? shb_round9(value) : NAN; }

shb_status shb_shape_compute(shb_ctx *ctx, const shb_network *net, shb_shape *out) {
    const shb_group_method *leiden = shb_group_method_by_name("leiden");
    shb_shape shape = {0};
    distances d = {0, 0, 0};
    job j = {NULL, NAN, NAN, NAN};
    bool typed = false;
    uint32_t *numbers = shb_alloc_array(net->n_nodes, sizeof *numbers);
    shb_status st = numbers ? SHB_OK : shb_fail_memory(ctx);
    if (st != SHB_OK || (st = count_simple(ctx, net, &shape)) != SHB_OK ||
        (st = shb_components(ctx, net, numbers, &shape.components)) != SHB_OK)
        goto done;
    for (size_t v = 0; v < net->n_nodes; v++)
        shape.largest += numbers[v] == 1; /* they are numbered by falling size */

    if ((st = shb_steps(ctx, net, UINT64_MAX, add_distance, &d)) != SHB_OK ||
        (st = number_types(ctx, net, numbers, &typed)) != SHB_OK)
        goto done;
    j.types = typed ? numbers : NULL;
    if (net->n_edges)
        st = shb_graph_run(ctx, net, SHB_DISTANCE_NONE, 1, measure_shape, &j);
    if (st != SHB_OK)
        goto done;
    shape.diameter = d.pairs ? (double)d.max : NAN;
    shape.mean_distance = d.pairs ? rounded((double)d.sum / (double)d.pairs) : NAN;
    shape.transitivity = rounded(j.transitivity);
    shape.assortativity_type = rounded(j.by_type);
    shape.assortativity_degree = rounded(j.by_degree);

    st = shb_groups_compute(ctx, net, leiden, 1, 1, numbers, &shape.groups,
                            &shape.modularity);
    if (st == SHB_OK)
        *out = shape;
done:
    shb_free(numbers);
    return st;
}

/* ---- neighbourhoods ---- */

shb_status shb_ego(shb_ctx *ctx, const shb_network *net, uint32_t centre, uint32_t steps,
                   bool *out) {
    size_t n = net->n_nodes;
    if (centre >= n)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such node");
    shb_neighbours list = {NULL, NULL};
    size_t reached = 1, passed = 0;
    uint32_t *queue = shb_alloc_array(n, sizeof *queue);
    shb_status st = queue ? shb_neighbours_init(ctx, net, &list) : shb_fail_memory(ctx);
    if (st != SHB_OK)
        goto done;
    memset(out, 0, n * sizeof *out);
    queue[0] = centre;
    out[centre] = true;
    for (; steps > 0 && passed < reached; steps--) {
        for (size_t ring = reached; passed < ring; passed++) {
            uint32_t v = queue[passed];
            for (size_t i = list.starts[v]; i < list.starts[v + 1]; i++) {
                uint32_t u = list.targets[i];
                if (!out[u])
                    queue[reached++] = u;
                out[u] = true;
            }
        }
    }
done:
    shb_neighbours_done(&list);
    shb_free(queue);
    return st;
}
