#include "network/place.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "network/bridge.h"

/* ---- parts ---- */

void shb_parts_done(shb_parts *parts) {
    shb_free(parts->node_starts);
    shb_free(parts->nodes);
    shb_free(parts->places);
    shb_free(parts->edge_starts);
    shb_free(parts->edges);
    memset(parts, 0, sizeof *parts);
}

/* Counts in starts[1...] become where each part starts, one cell late: see callers. */
static void add_up(size_t *starts, size_t count) {
    for (size_t i = 0; i < count; i++)
        starts[i + 1] += starts[i];
}

shb_status shb_parts_init(shb_ctx *ctx, const shb_network *net, const uint32_t *numbers,
                          size_t count, shb_parts *out) {
    shb_parts p = {.count = count};
    p.node_starts = shb_alloc_array(count + 2, sizeof *p.node_starts);
    p.edge_starts = shb_alloc_array(count + 2, sizeof *p.edge_starts);
    p.nodes = shb_alloc_array(net->n_nodes, sizeof *p.nodes);
    p.places = shb_alloc_array(net->n_nodes, sizeof *p.places);
    p.edges = shb_alloc_array(net->n_edges, sizeof *p.edges);
    if (!p.node_starts || !p.edge_starts || !p.nodes || !p.places || !p.edges) {
        shb_parts_done(&p);
        return shb_fail_memory(ctx);
    }
    /* part i is counted in cell i + 2, so that filling it leaves its start in cell i */
    for (size_t v = 0; v < net->n_nodes; v++)
        p.node_starts[numbers[v] + 1]++;
    add_up(p.node_starts, count + 1);
    for (size_t v = 0; v < net->n_nodes; v++) {
        size_t *next = &p.node_starts[numbers[v]];
        p.places[v] = (uint32_t)*next;
        p.nodes[(*next)++] = (uint32_t)v;
    }
    for (size_t v = 0; v < net->n_nodes; v++)
        p.places[v] -= (uint32_t)p.node_starts[numbers[v] - 1];
    for (size_t e = 0; e < net->n_edges; e++)
        if (numbers[net->edges[e].a] == numbers[net->edges[e].b])
            p.edge_starts[numbers[net->edges[e].a] + 1]++;
    add_up(p.edge_starts, count + 1);
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        if (numbers[edge->a] == numbers[edge->b])
            p.edges[p.edge_starts[numbers[edge->a]]++] =
                (shb_edge){p.places[edge->a], p.places[edge->b], edge->weight};
    }
    *out = p;
    return SHB_OK;
}

shb_network shb_part(const shb_parts *parts, size_t i) {
    return (shb_network){
        .n_nodes = parts->node_starts[i + 1] - parts->node_starts[i],
        .edges = parts->edges + parts->edge_starts[i],
        .n_edges = parts->edge_starts[i + 1] - parts->edge_starts[i],
    };
}

/* ---- by igraph ---- */

typedef struct job job;
typedef igraph_error_t placer(const shb_graph *g, const job *j,
                              const igraph_vector_t *pulls, igraph_matrix_t *places);

struct job {
    placer *place;
    shb_point *points;       /* out; also in, where there are communities */
    const uint32_t *numbers; /* the community of each node, or NULL */
};

/* From where the points are, or from a circle. */
static igraph_error_t start_places(const shb_graph *g, const job *j,
                                   igraph_matrix_t *places) {
    if (!j->numbers)
        return igraph_layout_circle(&g->graph, places, igraph_vss_all());
    igraph_integer_t n = (igraph_integer_t)g->net->n_nodes;
    IGRAPH_CHECK(igraph_matrix_resize(places, n, 2));
    for (igraph_integer_t v = 0; v < n; v++) {
        MATRIX(*places, v, 0) = j->points[v].x;
        MATRIX(*places, v, 1) = j->points[v].y;
    }
    return IGRAPH_SUCCESS;
}

/*
 * A tie of pull 1 is to be 2.2 long, one of pull 5 to be 1 long; longer between
 * communities, so that these can be told apart.
 */
static igraph_error_t by_springs(const shb_graph *g, const job *j,
                                 const igraph_vector_t *pulls, igraph_matrix_t *places) {
    const double BETWEEN = 1.6;
    igraph_integer_t n = (igraph_integer_t)g->net->n_nodes;
    igraph_vector_t lengths;
    IGRAPH_CHECK(igraph_vector_init_copy(&lengths, pulls));
    IGRAPH_FINALLY(igraph_vector_destroy, &lengths);
    for (size_t e = 0; e < g->net->n_edges; e++) {
        const shb_edge *edge = &g->net->edges[e];
        bool between = j->numbers && j->numbers[edge->a] != j->numbers[edge->b];
        VECTOR(lengths)[e] = (2.5 - .3 * VECTOR(lengths)[e]) * (between ? BETWEEN : 1);
    }
    IGRAPH_CHECK(start_places(g, j, places));
    IGRAPH_CHECK(igraph_layout_kamada_kawai(&g->graph, places, true, 50 * n, 0, (double)n,
                                            &lengths, NULL, NULL, NULL, NULL));
    igraph_vector_destroy(&lengths);
    IGRAPH_FINALLY_CLEAN(1);
    return IGRAPH_SUCCESS;
}

static igraph_error_t by_forces_for(const shb_graph *g, const igraph_vector_t *pulls,
                                    igraph_integer_t rounds, igraph_matrix_t *places) {
    return igraph_layout_fruchterman_reingold(
        &g->graph, places, false, rounds, sqrt((double)g->net->n_nodes),
        IGRAPH_LAYOUT_AUTOGRID, pulls, NULL, NULL, NULL, NULL);
}

static igraph_error_t by_forces(const shb_graph *g, const job *j,
                                const igraph_vector_t *pulls, igraph_matrix_t *places) {
    (void)j;
    return by_forces_for(g, pulls, 300, places);
}

static igraph_error_t by_forces_quickly(const shb_graph *g, const job *j,
                                        const igraph_vector_t *pulls,
                                        igraph_matrix_t *places) {
    (void)j;
    return by_forces_for(g, pulls, 100, places);
}

static igraph_error_t place(const shb_graph *g, void *user) {
    job *j = user;
    igraph_vector_t pulls;
    igraph_matrix_t places;
    IGRAPH_CHECK(igraph_vector_init_copy(&pulls, &g->weights));
    IGRAPH_FINALLY(igraph_vector_destroy, &pulls);
    IGRAPH_CHECK(igraph_matrix_init(&places, 0, 0));
    IGRAPH_FINALLY(igraph_matrix_destroy, &places);
    double max = shb_network_max_weight(g->net);
    for (size_t e = 0; e < g->net->n_edges; e++)
        VECTOR(pulls)[e] = 1 + 4 * log1p(VECTOR(pulls)[e]) / log1p(max);
    IGRAPH_CHECK(j->place(g, j, &pulls, &places));
    for (size_t v = 0; v < g->net->n_nodes; v++)
        j->points[v] = (shb_point){MATRIX(places, v, 0), MATRIX(places, v, 1)};
    igraph_matrix_destroy(&places);
    igraph_vector_destroy(&pulls);
    IGRAPH_FINALLY_CLEAN(2);
    return IGRAPH_SUCCESS;
}

/* ---- by communities ---- */

enum {
    ONE_GROUP = 40, /* nodes up to which communities are not looked for */
    SMALL = 150     /* nodes up to which springs between all pairs look best */
};

static shb_status place_whole(shb_ctx *ctx, const shb_network *net, bool quick,
                              shb_point *out) {
    if (net->n_nodes == 1) {
        out[0] = (shb_point){0, 0};
        return SHB_OK;
    }
    placer *forces = quick ? by_forces_quickly : by_forces;
    job j = {net->n_nodes <= SMALL ? by_springs : forces, out, NULL};
    return shb_graph_run(ctx, net, SHB_DISTANCE_NONE, 1, place, &j);
}

static shb_point middle_of(const shb_point *points, size_t n) {
    shb_point middle = {0, 0};
    for (size_t v = 0; v < n; v++) {
        middle.x += points[v].x / (double)n;
        middle.y += points[v].y / (double)n;
    }
    return middle;
}

/* Move to the middle and scale as if spread evenly over a disc of that radius. */
static void fit_disc(shb_point *points, size_t n, double radius) {
    shb_point middle = middle_of(points, n);
    double squares = 0;
    for (size_t v = 0; v < n; v++) {
        points[v].x -= middle.x;
        points[v].y -= middle.y;
        squares += points[v].x * points[v].x + points[v].y * points[v].y;
    }
    double scale = squares > 0 ? radius / sqrt(2 * squares / (double)n) : 0;
    for (size_t v = 0; v < n; v++) {
        points[v].x *= scale;
        points[v].y *= scale;
    }
}

static int by_ends(const void *a, const void *b) {
    const shb_edge *p = a, *q = b;
    if (p->a != q->a)
        return p->a > q->a ? 1 : -1;
    return (p->b > q->b) - (p->b < q->b);
}

/* The network of the parts; an edge is as heavy as all that it stands for. */
static shb_status join_parts(shb_ctx *ctx, const shb_network *net,
                             const uint32_t *numbers, size_t count, shb_network *out) {
    shb_network whole = {.n_nodes = count};
    whole.edges = shb_alloc_array(net->n_edges, sizeof *whole.edges);
    if (!whole.edges)
        return shb_fail_memory(ctx);
    size_t between = 0;
    for (size_t e = 0; e < net->n_edges; e++) {
        uint32_t a = numbers[net->edges[e].a] - 1, b = numbers[net->edges[e].b] - 1;
        if (a != b)
            whole.edges[between++] =
                (shb_edge){a < b ? a : b, a < b ? b : a, net->edges[e].weight};
    }
    if (between)
        qsort(whole.edges, between, sizeof *whole.edges, by_ends);
    for (size_t e = 0; e < between; e++) {
        shb_edge *last = whole.n_edges ? &whole.edges[whole.n_edges - 1] : NULL;
        if (last && by_ends(last, &whole.edges[e]) == 0)
            last->weight += whole.edges[e].weight;
        else
            whole.edges[whole.n_edges++] = whole.edges[e];
    }
    *out = whole;
    return SHB_OK;
}

/* Move two discs apart, the larger one less; false if they did not touch. */
static bool push(shb_point *p, double p_radius, shb_point *q, double q_radius, double gap,
                 double direction) {
    double dx = q->x - p->x, dy = q->y - p->y;
    double apart = hypot(dx, dy), missing = p_radius + q_radius + gap - apart;
    if (missing <= 0)
        return false;
    if (apart > 0) {
        dx /= apart;
        dy /= apart;
    } else { /* on one place: any direction, but the same every time */
        dx = cos(direction);
        dy = sin(direction);
    }
    double p_area = p_radius * p_radius, q_area = q_radius * q_radius;
    double p_share = missing * q_area / (p_area + q_area);
    double q_share = missing * p_area / (p_area + q_area);
    *p = (shb_point){p->x - p_share * dx, p->y - p_share * dy};
    *q = (shb_point){q->x + q_share * dx, q->y + q_share * dy};
    return true;
}

/* Shell's sort: from the second round on they are in order but for a few. */
static void sort_by_x(const shb_point *centres, uint32_t *order, size_t n) {
    for (size_t step = n / 2; step > 0; step /= 2)
        for (size_t i = step; i < n; i++) {
            uint32_t own = order[i];
            size_t at = i;
            for (; at >= step && centres[order[at - step]].x > centres[own].x; at -= step)
                order[at] = order[at - step];
            order[at] = own;
        }
}

shb_status shb_part_discs(shb_ctx *ctx, shb_point *centres, const double *radii, size_t n,
                          double gap) {
    enum { ROUNDS = 300 };
    uint32_t *order = shb_alloc_array(n, sizeof *order);
    if (!order)
        return shb_fail_memory(ctx);
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        order[i] = (uint32_t)i;
        largest = fmax(largest, radii[i]);
    }
    bool touched = true;
    for (int round = 0; round < ROUNDS && touched; round++) {
        touched = false;
        sort_by_x(centres, order, n);
        for (size_t i = 0; i < n; i++) {
            uint32_t p = order[i];
            for (size_t k = i + 1; k < n; k++) {
                uint32_t q = order[k];
                if (centres[q].x - centres[p].x > radii[p] + largest + gap)
                    break; /* so are all that follow */
                if (push(&centres[p], radii[p], &centres[q], radii[q], gap,
                         (double)p + (double)q))
                    touched = true;
            }
        }
    }
    shb_free(order);
    return SHB_OK;
}

/*
 * Spread the centres over a circle with room for twice the discs, and draw in those that
 * are far out. (Points spread evenly over a circle of radius R are R / sqrt(2) from its
 * middle, as squares go.)
 */
static void spread_discs(shb_point *centres, const double *radii, size_t n) {
    const double DRAW_IN = .7;
    double area = 0, squares = 0;
    shb_point middle = middle_of(centres, n);
    for (size_t i = 0; i < n; i++) {
        area += radii[i] * radii[i];
        centres[i].x -= middle.x;
        centres[i].y -= middle.y;
        squares += centres[i].x * centres[i].x + centres[i].y * centres[i].y;
    }
    double circle = sqrt(2 * area), now = sqrt(2 * squares / (double)n);
    for (size_t i = 0; i < n; i++) {
        double out = hypot(centres[i].x, centres[i].y);
        double scale = out > 0 ? circle * pow(out / now, DRAW_IN) / out : 0;
        centres[i].x *= scale;
        centres[i].y *= scale;
    }
}

/* Sums of w * <p, q> and w * p x q over pulls: how far to turn p's to look towards q's.
 */
typedef struct turn {
    double dot, cross, mirror_dot, mirror_cross; /* mirror: with p turned over first */
} turn;

static void add_pull(turn *t, shb_point p, shb_point q, double w) {
    t->dot += w * (p.x * q.x + p.y * q.y);
    t->cross += w * (p.x * q.y - p.y * q.x);
    t->mirror_dot += w * (-p.x * q.x + p.y * q.y);
    t->mirror_cross += w * (-p.x * q.y - p.y * q.x);
}

static shb_point turned(const turn *t, shb_point p) {
    bool mirror = hypot(t->mirror_dot, t->mirror_cross) > hypot(t->dot, t->cross);
    double c = mirror ? t->mirror_dot : t->dot, s = mirror ? t->mirror_cross : t->cross;
    double length = hypot(c, s), x = mirror ? -p.x : p.x;
    if (!(length > 0))
        return p;
    return (shb_point){(c * x - s * p.y) / length, (s * x + c * p.y) / length};
}

/* Turn each disc's nodes round its centre towards the discs that they are tied to. */
static shb_status turn_discs(shb_ctx *ctx, const shb_network *net,
                             const uint32_t *numbers, size_t count,
                             const shb_point *centres, shb_point *points) {
    turn *turns = shb_alloc_array(count, sizeof *turns);
    if (!turns)
        return shb_fail_memory(ctx);
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        uint32_t i = numbers[edge->a] - 1, k = numbers[edge->b] - 1;
        if (i == k)
            continue;
        double dx = centres[k].x - centres[i].x, dy = centres[k].y - centres[i].y;
        double apart = hypot(dx, dy), weight = log1p(edge->weight) / fmax(apart, 1e-9);
        add_pull(&turns[i], points[edge->a], (shb_point){dx, dy}, weight);
        add_pull(&turns[k], points[edge->b], (shb_point){-dx, -dy}, weight);
    }
    for (size_t v = 0; v < net->n_nodes; v++)
        points[v] = turned(&turns[numbers[v] - 1], points[v]);
    shb_free(turns);
    return SHB_OK;
}

static shb_status place_by_groups(shb_ctx *ctx, const shb_network *net, bool quick,
                                  shb_point *out) {
    size_t n = net->n_nodes, count = 0;
    shb_parts parts = {0};
    shb_network whole = {0};
    uint32_t *numbers = shb_alloc_array(n, sizeof *numbers);
    shb_point *points = shb_alloc_array(n, sizeof *points);
    shb_point *centres = shb_alloc_array(n, sizeof *centres);
    double *radii = shb_alloc_array(n, sizeof *radii);
    shb_status st = numbers && points && centres && radii ? SHB_OK : shb_fail_memory(ctx);
    if (st != SHB_OK ||
        (st = shb_groups_compute(ctx, net, shb_group_method_by_name("leiden"), 1, 1,
                                 numbers, &count, NULL)) != SHB_OK ||
        (st = shb_parts_init(ctx, net, numbers, count, &parts)) != SHB_OK ||
        (st = join_parts(ctx, net, numbers, count, &whole)) != SHB_OK ||
        (st = place_whole(ctx, &whole, quick, centres)) != SHB_OK)
        goto done;
    for (size_t i = 0; i < count; i++) {
        shb_network part = shb_part(&parts, i);
        shb_point *own = points + parts.node_starts[i];
        radii[i] = sqrt((double)part.n_nodes);
        if ((st = place_whole(ctx, &part, quick, own)) != SHB_OK)
            goto done;
        fit_disc(own, part.n_nodes, radii[i]);
    }
    for (size_t i = 0; i < n; i++)
        out[parts.nodes[i]] = points[i];
    spread_discs(centres, radii, count);
    if ((st = shb_part_discs(ctx, centres, radii, count, 1)) == SHB_OK)
        st = turn_discs(ctx, net, numbers, count, centres, out);
    for (size_t v = 0; st == SHB_OK && v < n; v++) {
        out[v].x += centres[numbers[v] - 1].x;
        out[v].y += centres[numbers[v] - 1].y;
    }
    if (st == SHB_OK && n <= SMALL) {
        job j = {by_springs, out, numbers};
        st = shb_graph_run(ctx, net, SHB_DISTANCE_NONE, 1, place, &j);
    }
done:
    shb_free(whole.edges);
    shb_parts_done(&parts);
    shb_free(radii);
    shb_free(centres);
    shb_free(points);
    shb_free(numbers);
    return st;
}

/* Turn so that the longest way across lies: screens and pages are wide. */
static void lie_down(shb_point *points, size_t n) {
    shb_point middle = middle_of(points, n);
    double xx = 0, xy = 0, yy = 0;
    for (size_t v = 0; v < n; v++) {
        double x = points[v].x - middle.x, y = points[v].y - middle.y;
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    double angle = -.5 * atan2(2 * xy, xx - yy), c = cos(angle), s = sin(angle);
    for (size_t v = 0; v < n; v++) {
        double x = points[v].x - middle.x, y = points[v].y - middle.y;
        points[v] = (shb_point){c * x - s * y, s * x + c * y};
    }
}

shb_status shb_place(shb_ctx *ctx, const shb_network *net, bool quick, shb_point *out) {
    shb_status st = net->n_nodes <= ONE_GROUP ? place_whole(ctx, net, quick, out)
                                              : place_by_groups(ctx, net, quick, out);
    if (st == SHB_OK)
        lie_down(out, net->n_nodes);
    return st;
}
