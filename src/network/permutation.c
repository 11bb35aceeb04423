#include <shabaka/permutation.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "base/parallel.h"
#include "base/random.h"
#include "network/chance.h"
#include "network/replicate.h"

enum { LEAST_PERMUTATIONS = 19, MOST_PERMUTATIONS = 1000000 };

/*
 * All that is tested lies in one row of numbers: shares of nodes, then each measure of
 * nodes, then shares of edges.
 */
struct shuffling {
    const shb_network *net;
    const shb_permute_options *options;
    const shb_ctx *ctx;
    shb_contributions contributions;
    const shb_measure *measures[SHB_MOST_REPLICATED];
    size_t n_measures, width;
    uint32_t *labels; /* 1 of each document of the later set */
    uint32_t n_documents, n_later;
    double *before, *after; /* as the labels are */
    struct shuffle *shuffles;
    size_t done;
};

/* One dealing out of the documents: after - before, a row. */
struct shuffle {
    double *difference;
    shb_error err;
};

/* ---- one dealing out ---- */

/* As many of the later set as there are, in an order drawn by the seed. */
static shb_status deal(shb_ctx *ctx, const struct shuffling *s, uint32_t permutation,
                       uint32_t *labels) {
    uint64_t state = shb_random_stream(s->options->seed, permutation);
    uint32_t *order = shb_alloc_array(s->n_documents, sizeof *order);
    if (!order)
        return shb_fail_memory(ctx);
    for (uint32_t d = 0; d < s->n_documents; d++)
        order[d] = d;
    memset(labels, 0, s->n_documents * sizeof *labels);
    for (uint32_t d = 0; d < s->n_later; d++) {
        uint32_t other = d + shb_random_below(&state, s->n_documents - d);
        labels[order[other]] = 1;
        order[other] = order[d];
    }
    shb_free(order);
    return SHB_OK;
}

/* The share of the units of one set that name each node. */
static void share_nodes(const struct shuffling *s, const uint32_t *chosen, double *out) {
    const shb_incidence *all = s->net->incidence;
    double units = 0;
    memset(out, 0, s->net->n_nodes * sizeof *out);
    for (size_t d = 0; d < all->n_documents; d++) {
        const shb_document *document = &all->documents[d];
        if (!chosen[d])
            continue;
        units += (double)document->n_units;
        for (size_t i = all->units.starts[document->units];
             i < all->units.starts[document[1].units]; i++)
            out[all->units.nodes[i]]++;
    }
    for (size_t v = 0; v < s->net->n_nodes && units > 0; v++)
        out[v] /= units;
}

static double units_of(const struct shuffling *s, const uint32_t *chosen) {
    double units = 0;
    for (size_t d = 0; d < s->n_documents; d++)
        units += chosen[d] ? (double)s->net->incidence->documents[d].n_units : 0;
    return units;
}

/* The row of one set. */
static shb_status measure_set(shb_ctx *ctx, const struct shuffling *s,
                              const uint32_t *chosen, double *row) {
    size_t n = s->net->n_nodes;
    double units = units_of(s, chosen);
    shb_replicate made;
    shb_status st = shb_replicate_make(ctx, s->net, &s->contributions, chosen, &made);
    share_nodes(s, chosen, row);
    row += n;
    for (size_t m = 0; m < s->n_measures && st == SHB_OK; m++, row += n)
        st = shb_measure_compute(ctx, &made.net, s->measures[m], NULL, row);
    for (size_t e = 0; e < s->net->n_edges && st == SHB_OK; e++)
        row[e] = units > 0 ? made.weights[e] / units : 0;
    shb_replicate_done(&made);
    return st;
}

/* @param labels  turned round and back */
static shb_status measure_sets(shb_ctx *ctx, const struct shuffling *s, uint32_t *labels,
                               double *before, double *after) {
    shb_status st = measure_set(ctx, s, labels, after);
    for (size_t d = 0; d < s->n_documents; d++)
        labels[d] = !labels[d];
    if (st == SHB_OK)
        st = measure_set(ctx, s, labels, before);
    for (size_t d = 0; d < s->n_documents; d++)
        labels[d] = !labels[d];
    return st;
}

static shb_status work_off(void *user, size_t i) {
    struct shuffling *s = user;
    struct shuffle *own = &s->shuffles[i];
    shb_ctx ctx = {.cancel = s->ctx->cancel, .jobs = 1};
    uint32_t *labels = shb_alloc_array(s->n_documents, sizeof *labels);
    double *before = shb_alloc_array(s->width, sizeof *before);
    shb_status st = labels && before ? SHB_OK : shb_fail_memory(&ctx);
    if (st == SHB_OK)
        st = deal(&ctx, s, (uint32_t)(s->done + i), labels);
    if (st == SHB_OK)
        st = measure_sets(&ctx, s, labels, before, own->difference);
    for (size_t k = 0; st == SHB_OK && k < s->width; k++)
        own->difference[k] -= before[k];
    own->err = ctx.err;
    shb_free(before);
    shb_free(labels);
    return st;
}

/* ---- all of them ---- */

/* How many shuffles reach the difference, from either side, and their sum. */
struct tails {
    uint32_t above, below;
    double sum;
};

/* Differences that measures of 9 digits do not tell apart are the same. */
static void add(const struct shuffling *s, const double *difference, struct tails *out) {
    const double SAME = 4e-9;
    for (size_t k = 0; k < s->width; k++) {
        double observed = s->after[k] - s->before[k];
        double same = SAME * (s->after[k] + s->before[k]);
        out[k].above += difference[k] >= observed - same;
        out[k].below += difference[k] <= observed + same;
        out[k].sum += difference[k];
    }
}

static shb_status shuffle_all(shb_ctx *ctx, struct shuffling *s, struct tails *out) {
    enum { AT_A_TIME = 24 };
    struct shuffle shuffles[AT_A_TIME] = {{0}};
    uint32_t all = s->options->permutations;
    shb_status st = SHB_OK;
    for (size_t i = 0; i < AT_A_TIME && i < all && st == SHB_OK; i++)
        if (!(shuffles[i].difference = shb_alloc_array(s->width, sizeof(double))))
            st = shb_fail_memory(ctx);
    s->shuffles = shuffles;
    while (s->done < all && st == SHB_OK) {
        size_t n = all - s->done < AT_A_TIME ? all - s->done : AT_A_TIME;
        st = shb_parallel(ctx, n, work_off, s);
        for (size_t i = 0; i < n; i++) {
            if (ctx->err.status == SHB_OK)
                ctx->err = shuffles[i].err;
            if ((st = ctx->err.status) == SHB_OK)
                add(s, shuffles[i].difference, out);
        }
        s->done += n;
    }
    for (size_t i = 0; i < AT_A_TIME; i++)
        shb_free(shuffles[i].difference);
    return st;
}

/* ---- what comes of it ---- */

/* Rows of one measure to a list: node k, or edge k, where enough units name it. */
static size_t list_tested(const struct shuffling *s, const struct tails *tails,
                          size_t from, const char *measure, bool edges,
                          const double *counts, shb_tested *out) {
    size_t n = edges ? s->net->n_edges : s->net->n_nodes, used = 0;
    double all = s->options->permutations;
    for (size_t k = 0; k < n; k++) {
        const struct tails *t = &tails[from + k];
        uint32_t fewer = t->above < t->below ? t->above : t->below;
        if (counts[k] < s->options->least)
            continue;
        out[used++] = (shb_tested){
            .measure = measure,
            .a = edges ? s->net->edges[k].a : (uint32_t)k,
            .b = edges ? s->net->edges[k].b : UINT32_MAX,
            .before = shb_round9(s->before[from + k]),
            .after = shb_round9(s->after[from + k]),
            .by_chance = shb_round9(t->sum / all),
            .p = shb_round9(fmin(1, 2 * (1. + fewer) / (1. + all))),
        };
    }
    return used;
}

static double beyond_chance(const shb_tested *t) {
    return fabs(t->after - t->before - t->by_chance);
}

static int in_order(const void *left, const void *right) {
    const shb_tested *x = left, *y = right;
    double p = beyond_chance(x), q = beyond_chance(y);
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    if (p != q)
        return p > q ? -1 : 1;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

static shb_status correct(shb_ctx *ctx, shb_correction correction, shb_tested *list,
                          size_t n) {
    static const shb_correction_kind kinds[] = {CORRECT_NONE, CORRECT_BH, CORRECT_HOLM};
    double *p = shb_alloc_array(2 * n, sizeof *p);
    if (!p)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < n; i++)
        p[i] = list[i].p;
    shb_status st = shb_correct(ctx, p, n, (double)n, kinds[correction], p + n);
    for (size_t i = 0; i < n; i++)
        list[i].q = shb_round9(fmin(1, p[n + i]));
    if (st == SHB_OK && n)
        qsort(list, n, sizeof *list, in_order);
    shb_free(p);
    return st;
}

/* How many units name each node, or each edge, in both sets together. */
static shb_status count_units(shb_ctx *ctx, const struct shuffling *s, double **nodes,
                              double **edges) {
    const shb_rows *rows = &s->net->incidence->units;
    *nodes = shb_alloc_array(s->net->n_nodes, sizeof **nodes);
    *edges = shb_alloc_array(s->net->n_edges, sizeof **edges);
    if (!*nodes || !*edges)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < rows->starts[rows->count]; i++)
        (*nodes)[rows->nodes[i]]++;
    for (size_t i = 0; i < s->contributions.starts[s->n_documents]; i++)
        (*edges)[s->contributions.items[i].edge] += s->contributions.items[i].weight;
    return SHB_OK;
}

static shb_status tell(shb_ctx *ctx, const struct shuffling *s, const struct tails *tails,
                       shb_tested **out, size_t *count) {
    size_t n = s->net->n_nodes, from = 0, used = 0;
    double *nodes = NULL, *edges = NULL;
    shb_tested *list = shb_alloc_array(s->width, sizeof *list);
    shb_status st = list ? count_units(ctx, s, &nodes, &edges) : shb_fail_memory(ctx);
    for (size_t m = 0; m < s->n_measures + 2 && st == SHB_OK; m++) {
        bool of_edges = m > s->n_measures;
        const char *name = m == 0 || of_edges ? "share" : s->measures[m - 1]->name;
        size_t k = list_tested(s, tails, from, name, of_edges, of_edges ? edges : nodes,
                               list + used);
        st = correct(ctx, s->options->correction, list + used, k);
        used += k;
        from += n;
    }
    shb_free(nodes);
    shb_free(edges);
    if (st == SHB_OK) {
        *out = list;
        *count = used;
    } else {
        shb_free(list);
    }
    return st;
}

/* ---- from outside ---- */

shb_status shb_permute_check(shb_ctx *ctx, const shb_permute_options *options) {
    const shb_measure *measures[SHB_MOST_REPLICATED];
    size_t n;
    if (options->permutations < LEAST_PERMUTATIONS ||
        options->permutations > MOST_PERMUTATIONS)
        return shb_fail(ctx, SHB_EINVALID, NULL,
                        "a permutation test takes %d to 1,000,000 shuffles",
                        LEAST_PERMUTATIONS);
    return shb_replicate_measures(ctx, options->measures, measures, &n, NULL);
}

/* The labels as they are; no document may have both. */
static shb_status take_labels(shb_ctx *ctx, struct shuffling *s) {
    const shb_incidence *all = s->net->incidence;
    s->n_documents = (uint32_t)all->n_documents;
    s->labels = shb_alloc_array(s->n_documents, sizeof *s->labels);
    if (!s->labels)
        return shb_fail_memory(ctx);
    for (uint32_t d = 0; d < s->n_documents; d++) {
        const shb_document *document = &all->documents[d];
        s->n_later += s->labels[d] = document->set > 0;
        if (d && strcmp(document->id, document[-1].id) == 0 &&
            document->set != document[-1].set)
            return shb_fail(ctx, SHB_EUNSUITED, NULL,
                            "'%s' is in both sets of texts: labels can be shuffled only "
                            "where each text has one",
                            document->id);
    }
    if (s->n_later == 0 || s->n_later == s->n_documents)
        return shb_fail(ctx, SHB_EUNSUITED, NULL,
                        "no text in the %s set: there is nothing to compare",
                        s->n_later ? "earlier" : "later");
    return SHB_OK;
}

shb_status shb_network_permute(shb_ctx *ctx, const shb_network *net,
                               const shb_permute_options *options, shb_tested **out,
                               size_t *count) {
    struct shuffling s = {.net = net, .options = options, .ctx = ctx};
    struct tails *tails = NULL;
    shb_status st = shb_permute_check(ctx, options);
    if (st == SHB_OK)
        st = shb_replicate_measures(ctx, options->measures, s.measures, &s.n_measures,
                                    NULL);
    if (st == SHB_OK)
        st = shb_contributions_make(ctx, net, SHB_SHARE_COUNT, &s.contributions);
    if (st == SHB_OK)
        st = take_labels(ctx, &s);
    if (st == SHB_OK) {
        s.width = net->n_nodes * (1 + s.n_measures) + net->n_edges;
        s.before = shb_alloc_array(s.width, sizeof *s.before);
        s.after = shb_alloc_array(s.width, sizeof *s.after);
        tails = shb_alloc_array(s.width, sizeof *tails);
        st = s.before && s.after && tails ? SHB_OK : shb_fail_memory(ctx);
    }
    if (st == SHB_OK)
        st = measure_sets(ctx, &s, s.labels, s.before, s.after);
    if (st == SHB_OK)
        st = shuffle_all(ctx, &s, tails);
    if (st == SHB_OK)
        st = tell(ctx, &s, tails, out, count);
    shb_contributions_done(&s.contributions);
    shb_free(s.labels);
    shb_free(s.before);
    shb_free(s.after);
    shb_free(tails);
    return st;
}
