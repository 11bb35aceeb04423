#include <shabaka/resampling.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <shabaka/methods.h>
#include <shabaka/output.h>

#include "base/alloc.h"
#include "base/random.h"
#include "network/contributions.h"
#include "network/tails.h"

enum { MOST_MEASURES = 16, FIRST = 100, LEAST_REPLICATES = 20 };

/* ---- the documents of a replicate ---- */

struct draws {
    uint32_t n; /* documents */
    uint32_t *times;
    uint32_t *group; /* of the jackknife; NULL: bootstrap */
    uint32_t seed;
};

static void draw(struct draws *draws, uint32_t replicate) {
    uint64_t state = shb_random_stream(draws->seed, replicate);
    memset(draws->times, 0, draws->n * sizeof *draws->times);
    for (uint32_t d = 0; d < draws->n; d++) {
        if (draws->group)
            draws->times[d] = draws->group[d] != replicate;
        else
            draws->times[shb_random_below(&state, draws->n)]++;
    }
}

/* The documents in an order drawn by the seed, dealt out one by one. */
static shb_status deal(shb_ctx *ctx, struct draws *draws, uint32_t groups) {
    uint64_t state = shb_random_stream(draws->seed, 0);
    uint32_t *order = shb_alloc_array(draws->n, sizeof *order);
    draws->group = shb_alloc_array(draws->n, sizeof *draws->group);
    if (!order || !draws->group) {
        shb_free(order);
        return shb_fail_memory(ctx);
    }
    for (uint32_t d = 0; d < draws->n; d++)
        order[d] = d;
    for (uint32_t d = 0; d < draws->n; d++) {
        uint32_t other = d + shb_random_below(&state, draws->n - d), drawn = order[other];
        order[other] = order[d];
        draws->group[drawn] = d % groups;
    }
    shb_free(order);
    return SHB_OK;
}

/* ---- what is gathered of one measure ---- */

struct gathered {
    const shb_measure *measure;
    double *values, *ranks; /* of the replicate at hand */
    shb_tails of_values, of_ranks;
    double *mean, *squares; /* of the jackknife: Welford 1962, doi:10.2307/1266577 */
    uint32_t *first;        /* nodes, by falling measure of the whole network */
    size_t n_first;
    uint32_t *twice; /* first by first: how often it outranks, ties as 1 of 2 */
};

struct resampling {
    shb_network *net;
    const shb_resample_options *options;
    struct draws draws;
    bool leaves_out; /* the jackknife */
    shb_contributions contributions;
    shb_network replicate; /* borrows all but its edges */
    double *weights;
    uint32_t *present; /* by edge: how many replicates have it */
    struct gathered of[MOST_MEASURES];
    size_t n_measures;
};

struct ranked {
    double value;
    uint32_t node;
};

static int by_falling(const void *left, const void *right) {
    const struct ranked *x = left, *y = right;
    if (x->value != y->value)
        return x->value > y->value ? -1 : 1;
    return (x->node > y->node) - (x->node < y->node);
}

/* Nodes by falling value into order, 1 + how many are above into ranks; either may be
 * NULL. */
static shb_status rank_nodes(shb_ctx *ctx, const double *values, size_t n,
                             uint32_t *order, double *ranks) {
    struct ranked *list = shb_alloc_array(n, sizeof *list);
    if (!list)
        return shb_fail_memory(ctx);
    for (size_t v = 0; v < n; v++)
        list[v] = (struct ranked){values[v], (uint32_t)v};
    if (n)
        qsort(list, n, sizeof *list, by_falling);
    for (size_t i = 0, rank = 0; i < n; i++) {
        if (i == 0 || list[i].value != list[i - 1].value)
            rank = i + 1;
        if (order)
            order[i] = list[i].node;
        if (ranks)
            ranks[list[i].node] = (double)rank;
    }
    shb_free(list);
    return SHB_OK;
}

/* Those that every node has a value of, also one without edges. */
static bool is_for_all(const char *name) {
    static const char *const names[] = {
        "degree",   "strength", "betweenness", "betweenness_sampled",
        "harmonic", "pagerank", "coreness"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static shb_status choose_measures(shb_ctx *ctx, struct resampling *r) {
    for (const char *list = r->options->measures; *list;) {
        char name[64];
        size_t len = strcspn(list, ",");
        snprintf(name, sizeof name, "%.*s", (int)len, list);
        const shb_measure *measure = shb_measure_by_name(name);
        if (!measure || !is_for_all(name) || r->n_measures == MOST_MEASURES)
            return shb_fail(ctx, SHB_EINVALID, NULL,
                            "'%s' is no measure that every node has: degree, strength, "
                            "betweenness, betweenness_sampled, harmonic, pagerank, "
                            "coreness",
                            name);
        r->of[r->n_measures++].measure = measure;
        list += len + (list[len] == ',');
    }
    return SHB_OK;
}

static shb_status prepare(shb_ctx *ctx, struct resampling *r, struct gathered *g) {
    size_t n = r->net->n_nodes, replicates = r->options->replicates;
    g->values = shb_alloc_array(n, sizeof *g->values);
    g->ranks = shb_alloc_array(n, sizeof *g->ranks);
    if (!g->values || !g->ranks)
        return shb_fail_memory(ctx);
    if (r->leaves_out) {
        g->mean = shb_alloc_array(n, sizeof *g->mean);
        g->squares = shb_alloc_array(n, sizeof *g->squares);
        return g->mean && g->squares ? SHB_OK : shb_fail_memory(ctx);
    }
    g->n_first = n < FIRST ? n : FIRST;
    g->first = shb_alloc_array(n, sizeof *g->first);
    g->twice = shb_alloc_array(g->n_first * g->n_first, sizeof *g->twice);
    if (!g->first || !g->twice)
        return shb_fail_memory(ctx);
    shb_status st = shb_tails_init(ctx, n, replicates, &g->of_values);
    if (st == SHB_OK)
        st = shb_tails_init(ctx, n, replicates, &g->of_ranks);
    /* Of the same weights as the replicates have, whatever the network's are by now. */
    if (st == SHB_OK)
        st = shb_measure_compute(ctx, &r->replicate, g->measure, NULL,
                                 g->values);
    return st == SHB_OK ? rank_nodes(ctx, g->values, n, g->first, NULL) : st;
}

static shb_status gather(shb_ctx *ctx, struct resampling *r, struct gathered *g,
                         uint32_t replicate) {
    size_t n = r->net->n_nodes;
    shb_status st = shb_measure_compute(ctx, &r->replicate, g->measure,
                                        NULL, g->values);
    if (st != SHB_OK)
        return st;
    for (size_t v = 0; r->leaves_out && v < n; v++) {
        double off = g->values[v] - g->mean[v];
        g->mean[v] += off / (replicate + 1.);
        g->squares[v] += off * (g->values[v] - g->mean[v]);
    }
    if (r->leaves_out)
        return SHB_OK;
    if ((st = rank_nodes(ctx, g->values, n, NULL, g->ranks)) != SHB_OK)
        return st;
    shb_tails_add(&g->of_values, g->values);
    shb_tails_add(&g->of_ranks, g->ranks);
    for (size_t i = 0; i < g->n_first; i++)
        for (size_t j = i + 1; j < g->n_first; j++) {
            double a = g->ranks[g->first[i]], b = g->ranks[g->first[j]];
            g->twice[i * g->n_first + j] += a < b ? 2 : a == b;
        }
    return SHB_OK;
}

/* ---- replicates ---- */

/* @param replicate  or UINT32_MAX: every document once */
static void make_replicate(struct resampling *r, uint32_t replicate) {
    const shb_contributions *all = &r->contributions;
    size_t n = 0;
    memset(r->weights, 0, r->net->n_edges * sizeof *r->weights);
    if (replicate != UINT32_MAX)
        draw(&r->draws, replicate);
    for (size_t d = 0; d < all->n_documents; d++) {
        double times = replicate == UINT32_MAX ? 1 : r->draws.times[d];
        for (size_t i = all->starts[d]; times > 0 && i < all->starts[d + 1]; i++)
            r->weights[all->items[i].edge] += times * all->items[i].weight;
    }
    for (size_t e = 0; e < r->net->n_edges; e++)
        if (r->weights[e] > 0) {
            const shb_edge *edge = &r->net->edges[e];
            r->replicate.edges[n++] = (shb_edge){edge->a, edge->b, r->weights[e]};
            r->present[e] += replicate != UINT32_MAX;
        }
    r->replicate.n_edges = n;
}

static void resampling_done(struct resampling *r) {
    for (size_t m = 0; m < r->n_measures; m++) {
        struct gathered *g = &r->of[m];
        shb_tails_done(&g->of_values);
        shb_tails_done(&g->of_ranks);
        shb_free(g->values);
        shb_free(g->ranks);
        shb_free(g->mean);
        shb_free(g->squares);
        shb_free(g->first);
        shb_free(g->twice);
    }
    shb_contributions_done(&r->contributions);
    shb_free(r->draws.times);
    shb_free(r->draws.group);
    shb_free(r->replicate.edges);
    shb_free(r->weights);
    shb_free(r->present);
}

static shb_status run(shb_ctx *ctx, struct resampling *r) {
    const shb_network *net = r->net;
    shb_share share = SHB_SHARE_COUNT;
    shb_share_by_name(r->options->weight, &share);
    shb_status st = choose_measures(ctx, r);
    if (st == SHB_OK)
        st = shb_contributions_make(ctx, net, share, &r->contributions);
    if (st != SHB_OK)
        return st;
    r->draws.n = (uint32_t)net->incidence->n_documents;
    r->draws.times = shb_alloc_array(r->draws.n, sizeof *r->draws.times);
    if (!r->draws.times)
        return shb_fail_memory(ctx);
    if (r->leaves_out && (st = deal(ctx, &r->draws, r->options->replicates)) != SHB_OK)
        return st;
    r->replicate.nodes = net->nodes;
    r->replicate.n_nodes = net->n_nodes;
    r->replicate.edges = shb_alloc_array(net->n_edges, sizeof *r->replicate.edges);
    r->weights = shb_alloc_array(net->n_edges, sizeof *r->weights);
    r->present = shb_alloc_array(net->n_edges, sizeof *r->present);
    if (!r->replicate.edges || !r->weights || !r->present)
        return shb_fail_memory(ctx);
    make_replicate(r, UINT32_MAX);
    for (size_t m = 0; m < r->n_measures && st == SHB_OK; m++)
        st = prepare(ctx, r, &r->of[m]);
    for (uint32_t i = 0; i < r->options->replicates && st == SHB_OK; i++) {
        st = shb_check_cancel(ctx);
        make_replicate(r, i);
        for (size_t m = 0; m < r->n_measures && st == SHB_OK; m++)
            st = gather(ctx, r, &r->of[m], i);
    }
    return st;
}

/* ---- what is kept of them ---- */

static shb_status add_column(shb_ctx *ctx, shb_network *net, const char *measure,
                             const char *what, shb_column_type type, shb_column *out) {
    char name[96];
    shb_column *column;
    snprintf(name, sizeof name, "%s_%s", measure, what);
    shb_status st = shb_node_column_add(ctx, net, name, type, &column);
    if (st == SHB_OK)
        *out = *column; /* its cells stay where they are when columns are added */
    return st;
}

static shb_status keep_intervals(shb_ctx *ctx, struct resampling *r,
                                 const struct gathered *g) {
    shb_column low, high, first, last;
    const char *name = g->measure->name;
    shb_status st;
    if ((st = add_column(ctx, r->net, name, "low", SHB_DOUBLE, &low)) != SHB_OK ||
        (st = add_column(ctx, r->net, name, "high", SHB_DOUBLE, &high)) != SHB_OK ||
        (st = add_column(ctx, r->net, name, "rank_low", SHB_INT, &first)) != SHB_OK ||
        (st = add_column(ctx, r->net, name, "rank_high", SHB_INT, &last)) != SHB_OK)
        return st;
    for (size_t v = 0; v < r->net->n_nodes; v++) {
        double from, to;
        shb_tails_quantiles(&g->of_values, v, &from, &to);
        low.cells.doubles[v] = shb_round9(from);
        high.cells.doubles[v] = shb_round9(to);
        shb_tails_outside(&g->of_ranks, v, &from, &to);
        first.cells.ints[v] = (int64_t)from;
        last.cells.ints[v] = (int64_t)to;
    }
    return SHB_OK;
}

static shb_status keep_errors(shb_ctx *ctx, struct resampling *r,
                              const struct gathered *g) {
    shb_column column;
    double groups = r->options->replicates;
    shb_status st = add_column(ctx, r->net, g->measure->name, "se", SHB_DOUBLE, &column);
    for (size_t v = 0; st == SHB_OK && v < r->net->n_nodes; v++)
        column.cells.doubles[v] = shb_round9(sqrt((groups - 1) / groups * g->squares[v]));
    return st;
}

static shb_status keep_presence(shb_ctx *ctx, struct resampling *r) {
    shb_column *presence;
    shb_status st = shb_edge_column_add(ctx, r->net, "presence", SHB_DOUBLE, &presence);
    for (size_t e = 0; st == SHB_OK && e < r->net->n_edges; e++)
        presence->cells.doubles[e] =
            shb_round9(r->present[e] / (double)r->options->replicates);
    return st;
}

static void put_first(const struct resampling *r, const struct gathered *g,
                      shb_output *out) {
    shb_printf(out, "{\"measure\":\"%s\",\"ids\":[", g->measure->name);
    for (size_t i = 0; i < g->n_first; i++) {
        shb_puts(out, i ? "," : "");
        shb_put_json_z(out, r->net->nodes[g->first[i]].id);
    }
    shb_puts(out, "],\"twice\":[");
    for (size_t i = 0; i < g->n_first; i++) {
        shb_puts(out, i ? ",[" : "[");
        for (size_t j = i + 1; j < g->n_first; j++)
            shb_printf(out, "%s%u", j > i + 1 ? "," : "", g->twice[i * g->n_first + j]);
        shb_putc(out, ']');
    }
    shb_puts(out, "]}");
}

static shb_status record(shb_ctx *ctx, struct resampling *r) {
    const shb_resample_options *o = r->options;
    shb_output *out = NULL;
    shb_status st = shb_output_memory(ctx, &out);
    if (st != SHB_OK)
        return st;
    shb_printf(out,
               "{\"do\":\"%s\",\"measures\":\"%s\",\"replicates\":%u,\"seed\":%u,"
               "\"weight\":\"%s\"",
               r->leaves_out ? "jackknife" : "bootstrap", o->measures, o->replicates,
               o->seed, o->weight);
    for (size_t m = 0; !r->leaves_out && m < r->n_measures; m++) {
        shb_puts(out, m ? "," : ",\"outranks\":[");
        put_first(r, &r->of[m], out);
    }
    shb_puts(out, r->leaves_out || !r->n_measures ? "}" : "]}");
    shb_putc(out, '\0');
    st = shb_network_add_step(ctx, r->net, shb_output_bytes(out).data);
    shb_output_abandon(out);
    return st;
}

/* ---- from outside ---- */

shb_status shb_resample_check(shb_ctx *ctx, const shb_resample_options *options,
                              bool jackknife) {
    enum { MOST = 1000000 };
    struct resampling r = {.options = options};
    shb_share share;
    if (jackknife && options->replicates < 2)
        return shb_fail(ctx, SHB_EINVALID, NULL, "a jackknife takes two groups or more");
    if (!jackknife &&
        (options->replicates < LEAST_REPLICATES || options->replicates > MOST))
        return shb_fail(ctx, SHB_EINVALID, NULL,
                        "a bootstrap takes %d to 1,000,000 replicates", LEAST_REPLICATES);
    if (!shb_share_by_name(options->weight, &share))
        return shb_fail(ctx, SHB_EINVALID, NULL,
                        "weights by '%s' cannot be resampled: count, fractional, decay",
                        options->weight);
    return choose_measures(ctx, &r);
}

shb_status shb_network_bootstrap(shb_ctx *ctx, shb_network *net,
                                 const shb_resample_options *options) {
    struct resampling r = {.net = net, .options = options};
    shb_status st = shb_resample_check(ctx, options, false);
    r.draws.seed = options->seed;
    if (st == SHB_OK)
        st = run(ctx, &r);
    for (size_t m = 0; m < r.n_measures && st == SHB_OK; m++)
        st = keep_intervals(ctx, &r, &r.of[m]);
    if (st == SHB_OK && (st = keep_presence(ctx, &r)) == SHB_OK)
        st = record(ctx, &r);
    resampling_done(&r);
    return st;
}

shb_status shb_network_jackknife(shb_ctx *ctx, shb_network *net,
                                 const shb_resample_options *options) {
    shb_resample_options own = *options;
    struct resampling r = {.net = net, .options = &own, .leaves_out = true};
    shb_status st = shb_resample_check(ctx, options, true);
    size_t documents = net->incidence ? net->incidence->n_documents : own.replicates;
    if (own.replicates > documents)
        own.replicates = (uint32_t)documents;
    if (st == SHB_OK && own.replicates < 2) {
        shb_notify(ctx, SHB_NOTICE_WARNING, NULL, 0, 0,
                   "a jackknife takes at least two texts, to leave one out: no errors");
        return SHB_OK;
    }
    r.draws.seed = own.seed;
    if (st == SHB_OK)
        st = run(ctx, &r);
    for (size_t m = 0; m < r.n_measures && st == SHB_OK; m++)
        st = keep_errors(ctx, &r, &r.of[m]);
    if (st == SHB_OK)
        st = record(ctx, &r);
    resampling_done(&r);
    return st;
}
