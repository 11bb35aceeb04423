/* The one order that every network has: same content, same bytes. */
#include <shabaka/network.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct ranked_node {
    const char *id;
    uint32_t old;
};

struct ranked_edge {
    uint32_t a, b;
    size_t old;
    bool turned; /* a and b changed places, and so must each support */
};

struct ranked_evidence {
    const shb_evidence *piece;
    uint32_t old;
};

/* All that is needed is allocated first, so that the changes themselves cannot fail. */
struct plan {
    struct ranked_node *nodes;
    struct ranked_edge *edges;
    struct ranked_evidence *evidence;
    uint32_t *new_node, *new_evidence; /* by old index */
    shb_support **joined;              /* by first edge of a run of parallel ones */
    char *scratch;
    size_t n_edges; /* without loops */
};

static int by_id(const void *left, const void *right) {
    const struct ranked_node *x = left, *y = right;
    int order = strcmp(x->id, y->id);
    return order ? order : (x->old > y->old) - (x->old < y->old);
}

static int by_ends(const void *left, const void *right) {
    const struct ranked_edge *x = left, *y = right;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    if (x->b != y->b)
        return x->b < y->b ? -1 : 1;
    return (x->old > y->old) - (x->old < y->old);
}

static int by_place(const void *left, const void *right) {
    const struct ranked_evidence *x = left, *y = right;
    int order = strcmp(x->piece->date, y->piece->date);
    if (order == 0)
        order = strcmp(x->piece->doc, y->piece->doc);
    if (order)
        return order;
    if (x->piece->start != y->piece->start)
        return x->piece->start < y->piece->start ? -1 : 1;
    return (x->old > y->old) - (x->old < y->old);
}

static int by_start(const void *left, const void *right) {
    const shb_marked *x = left, *y = right;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

static int by_sentences(const void *left, const void *right) {
    const shb_support *x = left, *y = right;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return (x->second > y->second) - (x->second < y->second);
}

static void plan_done(struct plan *plan) {
    for (size_t i = 0; plan->joined && i < plan->n_edges; i++)
        shb_free(plan->joined[i]);
    shb_free(plan->joined);
    shb_free(plan->nodes);
    shb_free(plan->edges);
    shb_free(plan->evidence);
    shb_free(plan->new_node);
    shb_free(plan->new_evidence);
    shb_free(plan->scratch);
}

static shb_status check_references(shb_ctx *ctx, const shb_network *net) {
    bool whole = true;
    for (size_t i = 0; i < net->n_edges; i++)
        whole = whole && net->edges[i].a < net->n_nodes && net->edges[i].b < net->n_nodes;
    for (size_t i = 0; net->supports && i < net->n_edges; i++)
        for (size_t j = 0; j < net->supports[i].count; j++)
            whole = whole && net->supports[i].items[j].first < net->n_evidence &&
                    net->supports[i].items[j].second < net->n_evidence;
    for (size_t i = 0; i < net->n_evidence; i++)
        for (size_t j = 0; j < net->evidence[i].n_marked; j++)
            whole = whole && net->evidence[i].marked[j].node < net->n_nodes;
    if (!whole)
        return shb_fail(ctx, SHB_EINVALID, NULL, "the network refers to what it lacks");
    return SHB_OK;
}

static shb_status plan_allocate(shb_ctx *ctx, const shb_network *net, struct plan *plan) {
    size_t most = net->n_nodes > net->n_edges ? net->n_nodes : net->n_edges;
    if (net->n_evidence > most)
        most = net->n_evidence;
    plan->nodes = shb_alloc_array(net->n_nodes, sizeof *plan->nodes);
    plan->edges = shb_alloc_array(net->n_edges, sizeof *plan->edges);
    plan->evidence = shb_alloc_array(net->n_evidence, sizeof *plan->evidence);
    plan->new_node = shb_alloc_array(net->n_nodes, sizeof *plan->new_node);
    plan->new_evidence = shb_alloc_array(net->n_evidence, sizeof *plan->new_evidence);
    plan->joined = shb_alloc_array(net->n_edges, sizeof *plan->joined);
    plan->scratch = shb_realloc_array(NULL, most, sizeof(shb_evidence));
    if (!plan->nodes || !plan->edges || !plan->evidence || !plan->new_node ||
        !plan->new_evidence || !plan->joined || !plan->scratch)
        return shb_fail_memory(ctx);
    return SHB_OK;
}

static void rank(const shb_network *net, struct plan *plan) {
    for (size_t i = 0; i < net->n_nodes; i++)
        plan->nodes[i] = (struct ranked_node){net->nodes[i].id, (uint32_t)i};
    qsort(plan->nodes, net->n_nodes, sizeof *plan->nodes, by_id);
    for (size_t i = 0; i < net->n_nodes; i++)
        plan->new_node[plan->nodes[i].old] = (uint32_t)i;
    for (size_t i = 0; i < net->n_evidence; i++)
        plan->evidence[i] = (struct ranked_evidence){&net->evidence[i], (uint32_t)i};
    qsort(plan->evidence, net->n_evidence, sizeof *plan->evidence, by_place);
    for (size_t i = 0; i < net->n_evidence; i++)
        plan->new_evidence[plan->evidence[i].old] = (uint32_t)i;
    for (size_t i = 0; i < net->n_edges; i++) {
        uint32_t a = plan->new_node[net->edges[i].a], b = plan->new_node[net->edges[i].b];
        if (a != b)
            plan->edges[plan->n_edges++] =
                (struct ranked_edge){a < b ? a : b, a < b ? b : a, i, a > b};
    }
    qsort(plan->edges, plan->n_edges, sizeof *plan->edges, by_ends);
}

static size_t run_end(const struct plan *plan, size_t from) {
    size_t to = from + 1;
    while (to < plan->n_edges && plan->edges[to].a == plan->edges[from].a &&
           plan->edges[to].b == plan->edges[from].b)
        to++;
    return to;
}

/* Room for the supports of parallel edges; filled when their indices are the new ones. */
static shb_status plan_joins(shb_ctx *ctx, const shb_network *net, struct plan *plan) {
    for (size_t from = 0, to; net->supports && from < plan->n_edges; from = to) {
        size_t total = 0;
        to = run_end(plan, from);
        for (size_t i = from; i < to; i++)
            total += net->supports[plan->edges[i].old].count;
        if (to - from == 1 || total == 0)
            continue;
        plan->joined[from] = shb_alloc_array(total, sizeof **plan->joined);
        if (!plan->joined[from])
            return shb_fail_memory(ctx);
    }
    return SHB_OK;
}

static double joined_weight(const shb_network *net, const struct plan *plan, size_t from,
                            size_t to) {
    double weight = 0;
    for (size_t i = from; i < to; i++)
        weight += net->edges[plan->edges[i].old].weight;
    return weight;
}

static shb_status check_sums(shb_ctx *ctx, const shb_network *net,
                             const struct plan *plan) {
    for (size_t from = 0, to; from < plan->n_edges; from = to) {
        to = run_end(plan, from);
        if (to - from > 1 && !shb_weight_fits(joined_weight(net, plan, from, to)))
            return shb_fail(ctx, SHB_ELIMIT, NULL,
                            "the weights of the parallel edges between '%.80s' and "
                            "'%.80s' add up to more than 1e300",
                            plan->nodes[plan->edges[from].a].id,
                            plan->nodes[plan->edges[from].b].id);
    }
    return SHB_OK;
}

/* ---- the changes ---- */

static void reorder_nodes(shb_network *net, const struct plan *plan) {
    if (net->n_nodes == 0)
        return;
    memcpy(plan->scratch, net->nodes, net->n_nodes * sizeof *net->nodes);
    const shb_node *old = (const shb_node *)(const void *)plan->scratch;
    for (size_t i = 0; i < net->n_nodes; i++)
        net->nodes[i] = old[plan->nodes[i].old];
    for (size_t c = 0; c < net->node_columns.count; c++) {
        int64_t *cells = net->node_columns.items[c].cells.ints;
        memcpy(plan->scratch, cells, net->n_nodes * 8);
        for (size_t i = 0; i < net->n_nodes; i++)
            memcpy(&cells[i], plan->scratch + (size_t)plan->nodes[i].old * 8, 8);
    }
}

static void reorder_evidence(shb_network *net, const struct plan *plan) {
    if (net->n_evidence == 0)
        return;
    memcpy(plan->scratch, net->evidence, net->n_evidence * sizeof *net->evidence);
    const shb_evidence *old = (const shb_evidence *)(const void *)plan->scratch;
    for (size_t i = 0; i < net->n_evidence; i++) {
        shb_evidence *piece = &net->evidence[i];
        *piece = old[plan->evidence[i].old];
        for (size_t j = 0; j < piece->n_marked; j++)
            piece->marked[j].node = plan->new_node[piece->marked[j].node];
        if (piece->n_marked > 1)
            qsort(piece->marked, piece->n_marked, sizeof *piece->marked, by_start);
    }
}

static bool cell_is_missing(const shb_column *column, size_t row) {
    if (column->type == SHB_STRING)
        return !column->cells.strings[row];
    if (column->type == SHB_DOUBLE)
        return isnan(column->cells.doubles[row]);
    return column->cells.ints[row] == SHB_MISSING_INT;
}

/* Of parallel edges the first that has a value gives it. */
static void reorder_edge_column(shb_column *column, size_t rows,
                                const struct plan *plan) {
    int64_t *cells = column->cells.ints;
    bool *taken = (bool *)plan->scratch + rows * 8;
    memset(taken, 0, rows * sizeof *taken);
    size_t place = 0;
    for (size_t from = 0, to; from < plan->n_edges; from = to, place++) {
        size_t best = from;
        to = run_end(plan, from);
        while (best + 1 < to && cell_is_missing(column, plan->edges[best].old))
            best++;
        memcpy(plan->scratch + place * 8, &cells[plan->edges[best].old], 8);
        taken[plan->edges[best].old] = true;
    }
    for (size_t i = 0; column->type == SHB_STRING && i < rows; i++)
        if (!taken[i])
            shb_free(column->cells.strings[i]);
    memcpy(cells, plan->scratch, place * 8);
}

static void tidy_supports(shb_supports *supports) {
    size_t kept = 0;
    if (supports->count > 1)
        qsort(supports->items, supports->count, sizeof *supports->items, by_sentences);
    for (size_t i = 0; i < supports->count; i++)
        if (i == 0 || by_sentences(&supports->items[i], &supports->items[i - 1]) != 0)
            supports->items[kept++] = supports->items[i];
    supports->count = kept;
}

static void reorder_supports(shb_network *net, struct plan *plan) {
    shb_supports *old = (shb_supports *)(void *)plan->scratch;
    memcpy(old, net->supports, net->n_edges * sizeof *old);
    size_t place = 0;
    for (size_t from = 0, to; from < plan->n_edges; from = to, place++) {
        shb_supports *all = &net->supports[place];
        to = run_end(plan, from);
        *all = (shb_supports){plan->joined[from], 0};
        if (!all->items)
            all->items = old[plan->edges[from].old].items;
        for (size_t i = from; i < to; i++) {
            shb_supports *one = &old[plan->edges[i].old];
            for (size_t j = 0; j < one->count; j++) {
                uint32_t first = plan->new_evidence[one->items[j].first];
                uint32_t second = plan->new_evidence[one->items[j].second];
                all->items[all->count++] = plan->edges[i].turned
                                               ? (shb_support){second, first}
                                               : (shb_support){first, second};
            }
            if (one->items == all->items)
                one->items = NULL;
        }
        plan->joined[from] = NULL;
        tidy_supports(all);
    }
    for (size_t i = 0; i < net->n_edges; i++)
        shb_free(old[i].items);
}

static void reorder_edges(shb_network *net, struct plan *plan) {
    if (net->n_edges == 0)
        return;
    if (net->supports)
        reorder_supports(net, plan);
    for (size_t c = 0; c < net->edge_columns.count; c++)
        reorder_edge_column(&net->edge_columns.items[c], net->n_edges, plan);
    memcpy(plan->scratch, net->edges, net->n_edges * sizeof *net->edges);
    const shb_edge *old = (const shb_edge *)(const void *)plan->scratch;
    size_t place = 0;
    for (size_t from = 0, to; from < plan->n_edges; from = to, place++) {
        double weight = 0;
        to = run_end(plan, from);
        for (size_t i = from; i < to; i++)
            weight += old[plan->edges[i].old].weight;
        net->edges[place] = (shb_edge){plan->edges[from].a, plan->edges[from].b, weight};
    }
    net->n_edges = place;
}

shb_status shb_network_canonical(shb_ctx *ctx, shb_network *net, size_t *joined,
                                 size_t *loops) {
    struct plan plan = {0};
    shb_status st = check_references(ctx, net);
    if (st != SHB_OK || (st = plan_allocate(ctx, net, &plan)) != SHB_OK)
        goto done;
    rank(net, &plan);
    if ((st = check_sums(ctx, net, &plan)) != SHB_OK ||
        (st = plan_joins(ctx, net, &plan)) != SHB_OK)
        goto done;
    size_t before = net->n_edges;
    reorder_nodes(net, &plan);
    reorder_evidence(net, &plan);
    reorder_edges(net, &plan);
    if (joined)
        *joined = plan.n_edges - net->n_edges;
    if (loops)
        *loops = before - plan.n_edges;
done:
    plan_done(&plan);
    return st;
}
