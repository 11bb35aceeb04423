#include "network/backbone_weights.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "network/chance.h"

/* Strength and degree of each node, and the sum of all weights. */
typedef struct ends {
    double *strength;
    uint32_t *degree;
    double total;
} ends;

static void ends_done(ends *s) {
    shb_free(s->strength);
    shb_free(s->degree);
}

static shb_status ends_init(shb_ctx *ctx, const shb_network *net, ends *out) {
    ends s = {shb_alloc_array(net->n_nodes, sizeof(double)),
              shb_alloc_array(net->n_nodes, sizeof(uint32_t)), 0};
    if (!s.strength || !s.degree) {
        ends_done(&s);
        return shb_fail_memory(ctx);
    }
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        s.strength[edge->a] += edge->weight;
        s.strength[edge->b] += edge->weight;
        s.degree[edge->a]++;
        s.degree[edge->b]++;
        s.total += edge->weight;
    }
    *out = s;
    return SHB_OK;
}

/* One value an edge from its two ends. */
typedef double test(const ends *s, const shb_edge *edge, double parameter);

static shb_status each_edge(shb_ctx *ctx, const shb_network *net, test *of,
                            double parameter, double *p) {
    ends s = {0};
    shb_status st = ends_init(ctx, net, &s);
    if (st != SHB_OK)
        return st;
    for (size_t e = 0; st == SHB_OK && e < net->n_edges; e++) {
        if (e % 1024 == 0)
            st = shb_check_cancel(ctx);
        p[e] = of(&s, &net->edges[e], parameter);
    }
    ends_done(&s);
    return st;
}

static shb_status need_counts(shb_ctx *ctx, const shb_network *net) {
    for (size_t e = 0; e < net->n_edges; e++)
        if (net->edges[e].weight != floor(net->edges[e].weight) ||
            net->edges[e].weight > 9007199254740992.0)
            return shb_fail(ctx, SHB_EUNSUITED, NULL,
                            "this backbone is for counts: the weight of '%s' and '%s' is "
                            "no whole number",
                            net->nodes[net->edges[e].a].id,
                            net->nodes[net->edges[e].b].id);
    return SHB_OK;
}

static double disparity_at(const ends *s, uint32_t node, double weight) {
    double share = weight / s->strength[node];
    return s->degree[node] > 1 ? pow(1 - share, s->degree[node] - 1.) : 1;
}

static double disparity(const ends *s, const shb_edge *e, double unused) {
    (void)unused;
    return fmin(disparity_at(s, e->a, e->weight), disparity_at(s, e->b, e->weight));
}

shb_status shb_disparity(shb_ctx *ctx, const shb_network *net, double *p) {
    return each_edge(ctx, net, disparity, 0, p);
}

/* As the authors' own program: each edge stands in both directions. */
static double noise_corrected(const ends *s, const shb_edge *e, double unused) {
    (void)unused;
    double n = 2 * s->total, i = s->strength[e->a], j = s->strength[e->b];
    double w = e->weight, mean = i * j / (n * n);
    double variance = i * j * (n - i) * (n - j) / (n * n * n * n * (n - 1));
    double kappa = n / (i * j), score = (kappa * w - 1) / (kappa * w + 1);
    double alpha = mean * mean / variance * (1 - mean) - mean;
    double beta = mean / variance * (1 - mean * mean) - (1 - mean);
    double posterior = (alpha + w) / (alpha + n + beta);
    double variance_w = posterior * (1 - posterior) * n;
    double d = 1 / (i * j) - n * (i + j) / (i * j * i * j);
    double change = 2 * (kappa + w * d) / ((kappa * w + 1) * (kappa * w + 1));
    double error = sqrt(variance_w) * fabs(change);
    return error > 0 ? shb_normal_tail(score / error) : score > 0 ? 0 : 1;
}

shb_status shb_noise_corrected(shb_ctx *ctx, const shb_network *net, double *p) {
    return each_edge(ctx, net, noise_corrected, 0, p);
}

static double mlf(const ends *s, const shb_edge *e, double unused) {
    (void)unused;
    double chance = s->strength[e->a] / s->total * (s->strength[e->b] / s->total) / 2;
    return shb_binomial_tail((uint64_t)e->weight, (uint64_t)s->total, chance);
}

shb_status shb_mlf(shb_ctx *ctx, const shb_network *net, double *p) {
    shb_status st = need_counts(ctx, net);
    return st == SHB_OK ? each_edge(ctx, net, mlf, 0, p) : st;
}

static double polya_at(const ends *s, uint32_t node, double weight, double a) {
    double k = s->degree[node], strength = s->strength[node];
    if (k < 2)
        return 1;
    return a > 0 ? shb_beta_binomial_tail((uint64_t)weight, (uint64_t)strength, 1 / a,
                                          (k - 1) / a)
                 : shb_binomial_tail((uint64_t)weight, (uint64_t)strength, 1 / k);
}

static double polya(const ends *s, const shb_edge *e, double a) {
    return fmin(polya_at(s, e->a, e->weight, a), polya_at(s, e->b, e->weight, a));
}

shb_status shb_polya(shb_ctx *ctx, const shb_network *net, double a, double *p) {
    shb_status st = need_counts(ctx, net);
    return st == SHB_OK ? each_edge(ctx, net, polya, a, p) : st;
}

/* ---- the rank of a tie among those of its end ---- */

typedef struct incidence {
    double weight;
    uint32_t node;
    size_t edge;
} incidence;

static int by_node_and_weight(const void *left, const void *right) {
    const incidence *a = left, *b = right;
    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return a->edge < b->edge ? -1 : a->edge > b->edge;
}

shb_status shb_lans(shb_ctx *ctx, const shb_network *net, double *p) {
    size_t n = 2 * net->n_edges;
    incidence *list = shb_alloc_array(n, sizeof *list);
    if (!list)
        return shb_fail_memory(ctx);
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        list[2 * e] = (incidence){edge->weight, edge->a, e};
        list[2 * e + 1] = (incidence){edge->weight, edge->b, e};
        p[e] = 1;
    }
    qsort(list, n, sizeof *list, by_node_and_weight);
    for (size_t from = 0, to; from < n; from = to) {
        size_t heavier = 0;
        for (to = from; to < n && list[to].node == list[from].node; to++)
            ;
        for (size_t i = from; i < to; i++) {
            if (i > from && list[i].weight != list[i - 1].weight)
                heavier = i - from;
            double share = (double)heavier / (double)(to - from);
            p[list[i].edge] = fmin(p[list[i].edge], share);
        }
    }
    shb_free(list);
    return SHB_OK;
}
