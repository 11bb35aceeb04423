#include "network/backbone_units.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "network/chance.h"

shb_status shb_fixedrow(shb_ctx *ctx, const shb_network *net, const shb_tables *t,
                        double *p) {
    shb_status st = SHB_OK;
    for (size_t e = 0; st == SHB_OK && e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        if (e % 4096 == 0)
            st = shb_check_cancel(ctx);
        p[e] = shb_hypergeometric_tail(t->together[e], t->total, t->named[edge->a],
                                       t->named[edge->b]);
    }
    return st;
}

/* ---- the bipartite configuration model ---- */

/* All entities named equally often, or all units of one size: one unknown for all. */
typedef struct class {
    double degree; /* units that name such an entity; entities that such a unit names */
    double members;
    double x; /* p = x y / (1 + x y) */
} class;

typedef struct model {
    class *entities, *units;
    size_t n_entities, n_units;
    uint32_t *class_of; /* of each node */
} model;

static void model_done(model *m) {
    shb_free(m->entities);
    shb_free(m->units);
    shb_free(m->class_of);
}

static int by_value(const void *left, const void *right) {
    const uint64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

/* Rows and columns of one matrix have one sum. */
static shb_status check_whole(shb_ctx *ctx, const shb_network *net, const shb_tables *t) {
    double by_units = 0, by_entities = 0;
    for (size_t k = 1; k < t->n_sizes; k++)
        by_units += (double)k * (double)t->sizes[k];
    for (size_t v = 0; v < net->n_nodes; v++)
        by_entities += (double)t->named[v];
    if (by_units == by_entities)
        return SHB_OK;
    return shb_fail(ctx, SHB_EUNSUITED, NULL,
                    "sdsm needs the sizes of the units, which here are of %.0f namings "
                    "while the nodes have %.0f: nodes were taken out of this network. "
                    "Let 'shabaka build' leave them out (--type, --min-mentions), or take "
                    "the backbone first and the part of it then",
                    by_units, by_entities);
}

static shb_status find_classes(shb_ctx *ctx, const shb_network *net, const shb_tables *t,
                               model *m) {
    size_t n = net->n_nodes;
    uint64_t *sorted = shb_alloc_array(n, sizeof *sorted);
    m->entities = shb_alloc_array(n + 1, sizeof *m->entities);
    m->units = shb_alloc_array(t->n_sizes, sizeof *m->units);
    m->class_of = shb_alloc_array(n, sizeof *m->class_of);
    if (!sorted || !m->entities || !m->units || !m->class_of) {
        shb_free(sorted);
        return shb_fail_memory(ctx);
    }
    for (size_t k = 1; k < t->n_sizes; k++)
        if (t->sizes[k])
            m->units[m->n_units++] = (class){(double)k, (double)t->sizes[k], 0};
    for (size_t v = 0; v < n; v++)
        sorted[v] = t->named[v];
    qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t v = 0; v < n; v++) {
        if (sorted[v] == 0)
            continue;
        if (m->n_entities == 0 ||
            m->entities[m->n_entities - 1].degree != (double)sorted[v])
            m->entities[m->n_entities++] = (class){(double)sorted[v], 0, 0};
        m->entities[m->n_entities - 1].members++;
    }
    shb_free(sorted);
    for (size_t v = 0; v < n; v++) {
        size_t low = 0, high = m->n_entities;
        while (low + 1 < high) {
            size_t middle = (low + high) / 2;
            *(m->entities[middle].degree <= (double)t->named[v] ? &low : &high) = middle;
        }
        m->class_of[v] = (uint32_t)low;
    }
    return SHB_OK;
}

/* How often one of the class is named, or how many it names, as the unknowns stand; and
 * by how much that grows with log x. */
static double expected_degree(double x, const class *others, size_t n, double *slope) {
    double sum = 0;
    *slope = 0;
    for (size_t i = 0; i < n; i++) {
        double odds = x * others[i].x, p = odds / (1 + odds);
        sum += others[i].members * p;
        *slope += others[i].members * p / (1 + odds);
    }
    return sum;
}

/* Newton steps on log x for one class, the other side held. @return the largest fault */
static double improve(class *classes, size_t n, const class *others, size_t n_others) {
    double worst = 0;
    for (size_t i = 0; i < n; i++) {
        double slope, most = 0;
        for (size_t k = 0; k < n_others; k++)
            most += others[k].members;
        double wanted = fmin(classes[i].degree, most * (1 - 1e-12));
        double fault = expected_degree(classes[i].x, others, n_others, &slope) - wanted;
        worst = fmax(worst, fabs(fault) / wanted);
        for (int step = 0; step < 50 && fabs(fault) > 1e-13 * wanted; step++) {
            double move = slope > 0 ? fault / slope : 0;
            classes[i].x *= exp(-fmax(-2, fmin(2, move)));
            fault = expected_degree(classes[i].x, others, n_others, &slope) - wanted;
        }
    }
    return worst;
}

static shb_status solve(shb_ctx *ctx, model *m) {
    enum { MOST_ROUNDS = 20000 };
    const double CLOSE = 1e-10;
    double names = 0;
    for (size_t i = 0; i < m->n_entities; i++)
        names += m->entities[i].degree * m->entities[i].members;
    for (size_t i = 0; i < m->n_entities; i++)
        m->entities[i].x = m->entities[i].degree / sqrt(names);
    for (size_t i = 0; i < m->n_units; i++)
        m->units[i].x = m->units[i].degree / sqrt(names);
    double fault = 1;
    shb_status st = SHB_OK;
    for (int round = 0; st == SHB_OK && round < MOST_ROUNDS && fault > CLOSE; round++) {
        st = shb_check_cancel(ctx);
        fault = improve(m->entities, m->n_entities, m->units, m->n_units);
        fault = fmax(fault, improve(m->units, m->n_units, m->entities, m->n_entities));
    }
    if (st == SHB_OK && fault > 1e-6)
        st = shb_fail(ctx, SHB_EUNSUITED, NULL,
                      "the null model of this network could not be solved: its margins "
                      "may not be those of its units");
    return st;
}

shb_status shb_sdsm(shb_ctx *ctx, const shb_network *net, const shb_tables *t,
                    double *p) {
    model m = {0};
    shb_trials *trials = NULL;
    shb_status st = check_whole(ctx, net, t);
    if (st == SHB_OK)
        st = find_classes(ctx, net, t, &m);
    if (st == SHB_OK && m.n_units > 0)
        st = solve(ctx, &m);
    if (st == SHB_OK && !(trials = shb_alloc_array(m.n_units, sizeof *trials)))
        st = shb_fail_memory(ctx);
    for (size_t e = 0; st == SHB_OK && e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        double x = m.entities[m.class_of[edge->a]].x,
               z = m.entities[m.class_of[edge->b]].x;
        if (e % 256 == 0)
            st = shb_check_cancel(ctx);
        for (size_t u = 0; u < m.n_units; u++) {
            double y = m.units[u].x;
            trials[u] = (shb_trials){(uint64_t)m.units[u].members,
                                     x * y / (1 + x * y) * z * y / (1 + z * y)};
        }
        p[e] = shb_poisson_binomial_tail(t->together[e], trials, m.n_units);
    }
    shb_free(trials);
    model_done(&m);
    return st;
}
