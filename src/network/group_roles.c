/* Where a node stands among the groups: Guimera and Amaral 2005. */
#include "network/own_measures.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "network/ways.h"

/* For each node the strength of all its ties, of those inside its group, and its
 * participation. */
typedef struct places {
    double *strength, *inside, *participation;
} places;

static void places_done(places *p) {
    shb_free(p->strength);
    shb_free(p->inside);
    shb_free(p->participation);
}

/* @param to_group  zero for every group, and left so */
static void place(const shb_network *net, const shb_ways *w, const uint32_t *groups,
                  uint32_t v, double *to_group, places *p) {
    double sum = 0, squares = 0;
    for (size_t i = w->starts[v]; i < w->starts[v + 1u]; i++) {
        double weight = net->edges[w->arcs[i].edge].weight;
        to_group[groups[w->arcs[i].to]] += weight;
        sum += weight;
    }
    p->strength[v] = sum;
    p->inside[v] = to_group[groups[v]];
    for (size_t i = w->starts[v]; i < w->starts[v + 1u]; i++) {
        double *share = &to_group[groups[w->arcs[i].to]];
        squares += *share / sum * (*share / sum);
        *share = 0;
    }
    p->participation[v] = sum > 0 ? 1 - squares : NAN;
}

static shb_status places_init(shb_ctx *ctx, const shb_network *net,
                              const uint32_t *groups, places *p) {
    size_t n = net->n_nodes;
    shb_ways ways = {0};
    double *to_group = shb_alloc_array(n + 1, sizeof *to_group);
    *p = (places){shb_alloc_array(n, sizeof(double)), shb_alloc_array(n, sizeof(double)),
                  shb_alloc_array(n, sizeof(double))};
    bool ok = to_group && p->strength && p->inside && p->participation;
    shb_status st = ok ? shb_ways_init(ctx, net, NULL, &ways) : shb_fail_memory(ctx);
    for (uint32_t v = 0; st == SHB_OK && v < n; v++)
        place(net, &ways, groups, v, to_group, p);
    shb_ways_done(&ways);
    shb_free(to_group);
    return st;
}

/* How many standard deviations of its group each is above its group's mean. */
static shb_status standardize(shb_ctx *ctx, size_t n, const uint32_t *groups,
                              const double *inside, double *out) {
    const double ALIKE = 1e-12;
    double *mean = shb_alloc_array(n + 1, sizeof *mean);
    double *square = shb_alloc_array(n + 1, sizeof *square);
    double *size = shb_alloc_array(n + 1, sizeof *size);
    shb_status st = mean && square && size ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK) {
        for (size_t v = 0; v < n; v++) {
            size[groups[v]]++;
            mean[groups[v]] += inside[v];
        }
        for (size_t g = 0; g <= n; g++)
            mean[g] /= size[g];
        for (size_t v = 0; v < n; v++) {
            double apart = inside[v] - mean[groups[v]];
            square[groups[v]] += apart * apart;
        }
        for (size_t v = 0; v < n; v++) {
            uint32_t g = groups[v];
            double deviation = sqrt(square[g] / size[g]);
            bool alike = !(deviation > ALIKE * mean[g]);
            out[v] = alike ? 0 : (inside[v] - mean[g]) / deviation;
        }
    }
    shb_free(mean);
    shb_free(square);
    shb_free(size);
    return st;
}

shb_status shb_participation(shb_ctx *ctx, const shb_network *net,
                             const shb_measure_options *options, double *out) {
    places p;
    shb_status st = places_init(ctx, net, options->groups, &p);
    if (st == SHB_OK)
        memcpy(out, p.participation, net->n_nodes * sizeof *out);
    places_done(&p);
    return st;
}

shb_status shb_within_group(shb_ctx *ctx, const shb_network *net,
                            const shb_measure_options *options, double *out) {
    places p;
    shb_status st = places_init(ctx, net, options->groups, &p);
    if (st == SHB_OK)
        st = standardize(ctx, net->n_nodes, options->groups, p.inside, out);
    places_done(&p);
    return st;
}

/* The regions of the plane of both, as the source draws them. */
static double role_of(double within, double participation) {
    static const struct {
        bool hub;
        double up_to; /* participation */
    } roles[] = {{false, .05}, {false, .62}, {false, .80}, {false, 1},
                 {true, .30},  {true, .75},  {true, 1}};
    for (int i = 0; i < 7; i++)
        if (roles[i].hub == (within >= 2.5) && participation <= roles[i].up_to)
            return i + 1;
    return NAN;
}

shb_status shb_role(shb_ctx *ctx, const shb_network *net,
                    const shb_measure_options *options, double *out) {
    double *participation = shb_alloc_array(net->n_nodes, sizeof *participation);
    shb_status st = participation ? shb_participation(ctx, net, options, participation)
                                  : shb_fail_memory(ctx);
    if (st == SHB_OK)
        st = shb_within_group(ctx, net, options, out);
    for (size_t v = 0; st == SHB_OK && v < net->n_nodes; v++)
        out[v] = role_of(out[v], participation[v]);
    shb_free(participation);
    return st;
}
