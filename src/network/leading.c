#include "network/leading.h"

#include <math.h>
#include <string.h>

#include <shabaka/measures.h>

#include "base/alloc.h"
#include "network/place.h"

static double dot(const double *a, const double *b, size_t n) {
    double sum = 0;
    for (size_t v = 0; v < n; v++)
        sum += a[v] * b[v];
    return sum;
}

/* to += factor * from */
static void add_times(double *to, double factor, const double *from, size_t n) {
    for (size_t v = 0; v < n; v++)
        to[v] += factor * from[v];
}

static void scale(double *a, double factor, size_t n) {
    for (size_t v = 0; v < n; v++)
        a[v] *= factor;
}

/* out = the weights, in parts of `unit`, times x */
static void multiply(const shb_network *net, double unit, const double *x, double *out) {
    memset(out, 0, net->n_nodes * sizeof *out);
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        double weight = edge->weight / unit;
        out[edge->a] += weight * x[edge->b];
        out[edge->b] += weight * x[edge->a];
    }
}

/*
 * Climb the Rayleigh quotient x'Ax / x'x of a connected network. Each step goes to the
 * top of the plane of x and the direction d, which is the slope corrected by the last
 * direction.
 * @param room  for 4 n values
 */
static shb_status climb(shb_ctx *ctx, const shb_network *net, double unit, double *room,
                        double *x, double *out) {
    enum { MOST_STEPS = 10000, PATIENCE = 100 };
    const double FLAT = 1e-14; /* of the quotient: nothing left but rounding */
    size_t n = net->n_nodes;
    double *image = room, *slope = room + n, *last = room + 2 * n, *d = room + 3 * n;
    double quotient = 0, last_square = 0, least = INFINITY;
    int since_least = 0;
    shb_status st = SHB_OK;
    memset(d, 0, n * sizeof *d);
    for (int step = 0; st == SHB_OK && step < MOST_STEPS; step++) {
        st = shb_check_cancel(ctx);
        scale(x, 1 / sqrt(dot(x, x, n)), n);
        multiply(net, unit, x, image);
        quotient = dot(x, image, n);
        memcpy(slope, image, n * sizeof *slope);
        add_times(slope, -quotient, x, n);
        double square = dot(slope, slope, n);
        since_least = square < least ? 0 : since_least + 1;
        least = fmin(least, square);
        if (sqrt(square) <= FLAT * quotient || since_least > PATIENCE)
            break;
        double turn = step ? (square - dot(slope, last, n)) / last_square : 0;
        scale(d, fmax(0, turn), n);
        add_times(d, 1, slope, n);
        add_times(d, -dot(d, x, n), x, n);
        double length = sqrt(dot(d, d, n));
        if (!(length > 0))
            break;
        memcpy(last, slope, n * sizeof *last);
        last_square = square;

        double *d_image = slope; /* the slope is kept in last */
        multiply(net, unit, d, d_image);
        double across = dot(image, d, n) / length;
        double own = dot(d, d_image, n) / (length * length);
        double angle = .5 * atan2(2 * across, quotient - own);
        scale(x, cos(angle), n);
        add_times(x, sin(angle) / length, d, n);
    }
    *out = quotient;
    return st;
}

/* The strengths, a start for climb(); returns the largest: no eigenvalue is larger. */
static double find_strengths(const shb_network *net, double unit, double *strengths) {
    double largest = 0;
    memset(strengths, 0, net->n_nodes * sizeof *strengths);
    for (size_t e = 0; e < net->n_edges; e++) {
        strengths[net->edges[e].a] += net->edges[e].weight / unit;
        strengths[net->edges[e].b] += net->edges[e].weight / unit;
    }
    for (size_t v = 0; v < net->n_nodes; v++)
        largest = fmax(largest, strengths[v]);
    return largest;
}

static void scale_to_1(double *x, size_t n) {
    double most = 0;
    for (size_t v = 0; v < n; v++)
        most = fmax(most, fabs(x[v]));
    for (size_t v = 0; v < n; v++)
        x[v] = fabs(x[v]) / most;
}

shb_status shb_leading_vector(shb_ctx *ctx, const shb_network *net, double *out,
                              double *value) {
    const double TIE = 1e-9;
    size_t n = net->n_nodes, count = 0;
    double unit = 0, best = 0;
    shb_parts parts = {0};
    uint32_t *numbers = shb_alloc_array(n, sizeof *numbers);
    double *vectors = shb_alloc_array(n, sizeof *vectors); /* in the order of the parts */
    double *values = shb_alloc_array(n, sizeof *values);   /* one a part */
    double *room = shb_alloc_array(4 * n, sizeof *room);
    shb_status st = numbers && vectors && values && room ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK)
        st = shb_components(ctx, net, numbers, &count);
    if (st == SHB_OK)
        st = shb_parts_init(ctx, net, numbers, count, &parts);
    for (size_t e = 0; e < net->n_edges; e++)
        unit = fmax(unit, net->edges[e].weight);
    for (size_t i = 0; st == SHB_OK && i < count; i++) {
        shb_network part = shb_part(&parts, i);
        double *x = vectors + parts.node_starts[i];
        double bound = find_strengths(&part, unit, x);
        if (!(bound > 0) || bound < best * (1 - TIE))
            continue;
        st = climb(ctx, &part, unit, room, x, &values[i]);
        scale_to_1(x, part.n_nodes);
        best = fmax(best, values[i]);
    }
    for (size_t i = 0; st == SHB_OK && i < n; i++) {
        uint32_t v = parts.nodes[i];
        bool leads = best > 0 && values[numbers[v] - 1] >= best * (1 - TIE);
        out[v] = leads ? vectors[i] : 0;
    }
    *value = best;
    shb_parts_done(&parts);
    shb_free(room);
    shb_free(values);
    shb_free(vectors);
    shb_free(numbers);
    return st;
}
