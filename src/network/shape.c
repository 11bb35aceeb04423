/* Figures of the network as a whole, shortest ways, and neighbourhoods. */
#include <shabaka/measures.h>

#include <math.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "base/map.h"
#include "network/bridge.h"

/* ---- distances in steps ---- */

/* The neighbours of node v are targets[starts[v]] up to targets[starts[v + 1]]. */
typedef struct neighbours {
    size_t *starts;
    uint32_t *targets;
} neighbours;

static void neighbours_done(neighbours *list) {
    shb_free(list->starts);
    shb_free(list->targets);
}

static shb_status neighbours_init(shb_ctx *ctx, const shb_network *net,
                                  neighbours *list) {
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

/* Of all pairs of nodes that reach each other: the steps between them. */
typedef struct distances {
    uint64_t pairs, sum, max; /* each pair counts twice, once from either end */
} distances;

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

/* Pass fresh bits on to the neighbours; returns how many bits are new to their node. */
static uint64_t step(const neighbours *list, front *f) {
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
    uint64_t reached = 0;
    f->n_at = 0;
    for (size_t i = 0; i < f->n_next; i++) {
        uint32_t u = f->next_at[i];
        f->fresh[u] = f->next[u] & ~f->seen[u];
        f->seen[u] |= f->fresh[u];
        f->next[u] = 0;
        reached += (uint64_t)__builtin_popcountll(f->fresh[u]);
        if (f->fresh[u])
            f->at[f->n_at++] = u;
    }
    return reached;
}

/* Breadth first from 64 nodes at once. (Then et al. 2014, doi:10.14778/2735496.2735507)
 */
static shb_status distances_compute(shb_ctx *ctx, const shb_network *net,
                                    distances *out) {
    size_t n = net->n_nodes;
    neighbours list = {NULL, NULL};
    distances d = {0, 0, 0};
    front f;
    shb_status st = front_init(ctx, n, &f);
    if (st == SHB_OK)
        st = neighbours_init(ctx, net, &list);
    for (size_t first = 0; st == SHB_OK && first < n; first += 64) {
        st = shb_check_cancel(ctx);
        memset(f.seen, 0, n * sizeof *f.seen);
        f.n_at = 0;
        for (size_t v = first; v < first + 64 && v < n; v++) {
            f.seen[v] = f.fresh[v] = UINT64_C(1) << (v - first);
            f.at[f.n_at++] = (uint32_t)v;
        }
        for (uint64_t steps = 1, reached; (reached = step(&list, &f)) > 0; steps++) {
            d.pairs += reached;
            d.sum += reached * steps;
            d.max = steps > d.max ? steps : d.max;
        }
    }
    if (st == SHB_OK)
        *out = d;
    front_done(&f);
    neighbours_done(&list);
    return st;
}

/* ---- the shape ---- */

typedef struct job {
    const uint32_t *types; /* or NULL */
    double transitivity, assortativity;
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
        IGRAPH_CHECK(assortativity(g, j->types, &j->assortativity));
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

static shb_status count_simple(shb_ctx *ctx, const shb_network *net, shb_shape *shape) {
    double n = (double)net->n_nodes, m = (double)net->n_edges;
    bool *tied = shb_alloc_array(net->n_nodes, sizeof *tied);
    if (!tied)
        return shb_fail_memory(ctx);
    shape->nodes = net->n_nodes;
    shape->edges = net->n_edges;
    shape->density = n > 1 ? shb_round9(2 * m / (n * (n - 1))) : NAN;
    shape->mean_degree = n > 0 ? shb_round9(2 * m / n) : NAN;
    for (size_t e = 0; e < net->n_edges; e++) {
        shape->total_weight += net->edges[e].weight;
        tied[net->edges[e].a] = tied[net->edges[e].b] = true;
    }
    shape->total_weight = shb_round9(shape->total_weight);
    for (size_t v = 0; v < net->n_nodes; v++)
        shape->isolates += !tied[v];
    shb_free(tied);
    return SHB_OK;
}

static double rounded(double value) { return isfinite(value) ? shb_round9(value) : NAN; }

shb_status shb_shape_compute(shb_ctx *ctx, const shb_network *net, shb_shape *out) {
    const shb_group_method *leiden = shb_group_method_by_name("leiden");
    shb_shape shape = {0};
    distances d = {0, 0, 0};
    job j = {NULL, NAN, NAN};
    bool typed = false;
    uint32_t *numbers = shb_alloc_array(net->n_nodes, sizeof *numbers);
    shb_status st = numbers ? SHB_OK : shb_fail_memory(ctx);
    if (st != SHB_OK || (st = count_simple(ctx, net, &shape)) != SHB_OK ||
        (st = shb_components(ctx, net, numbers, &shape.components)) != SHB_OK)
        goto done;
    for (size_t v = 0; v < net->n_nodes; v++)
        shape.largest += numbers[v] == 1; /* they are numbered by falling size */

    if ((st = distances_compute(ctx, net, &d)) != SHB_OK ||
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
    shape.assortativity_type = rounded(j.assortativity);

    st = shb_groups_compute(ctx, net, leiden, 1, 1, numbers, &shape.groups,
                            &shape.modularity);
    if (st == SHB_OK)
        *out = shape;
done:
    shb_free(numbers);
    return st;
}

/* ---- ways and neighbourhoods ---- */

typedef struct way {
    uint32_t a, b;
    uint32_t *nodes; /* room for all */
    size_t count;
} way;

static igraph_error_t find_way(const shb_graph *g, void *user) {
    way *w = user;
    igraph_vector_int_t nodes;
    IGRAPH_CHECK(igraph_vector_int_init(&nodes, 0));
    IGRAPH_FINALLY(igraph_vector_int_destroy, &nodes);
    IGRAPH_CHECK(igraph_get_shortest_path_dijkstra(&g->graph, &nodes, NULL, w->a, w->b,
                                                   g->lengths, IGRAPH_ALL));
    w->count = (size_t)igraph_vector_int_size(&nodes);
    for (size_t i = 0; i < w->count; i++)
        w->nodes[i] = (uint32_t)VECTOR(nodes)[i];
    igraph_vector_int_destroy(&nodes);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

shb_status shb_shortest_way(shb_ctx *ctx, const shb_network *net, uint32_t a, uint32_t b,
                            shb_distance distance, uint32_t **out_nodes,
                            size_t *out_count) {
    if (a >= net->n_nodes || b >= net->n_nodes)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such node");
    way w = {a, b, shb_alloc_array(net->n_nodes, sizeof *w.nodes), 0};
    shb_status st = w.nodes ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK)
        st = shb_components(ctx, net, w.nodes, NULL);
    if (st == SHB_OK && w.nodes[a] == w.nodes[b])
        st = shb_graph_run(ctx, net, distance, 1, find_way, &w);
    if (st != SHB_OK || w.count == 0) {
        shb_free(w.nodes);
        w.nodes = NULL;
    }
    if (st == SHB_OK) {
        *out_nodes = w.nodes;
        *out_count = w.count;
    }
    return st;
}

shb_status shb_ego(shb_ctx *ctx, const shb_network *net, uint32_t centre, uint32_t steps,
                   bool *out) {
    size_t n = net->n_nodes;
    if (centre >= n)
        return shb_fail(ctx, SHB_EINVALID, NULL, "no such node");
    neighbours list = {NULL, NULL};
    size_t reached = 1, passed = 0;
    uint32_t *queue = shb_alloc_array(n, sizeof *queue);
    shb_status st = queue ? neighbours_init(ctx, net, &list) : shb_fail_memory(ctx);
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
    neighbours_done(&list);
    shb_free(queue);
    return st;
}
