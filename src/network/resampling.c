#include <shabaka/resampling.h>

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include <shabaka/methods.h>
#include <shabaka/output.h>

#include "base/alloc.h"
#include "base/parallel.h"
#include "base/random.h"
#include "network/drawn_groups.h"
#include "network/gathered.h"
#include "network/replicate.h"

enum { LEAST_REPLICATES = 20 };

/* ---- the documents of a replicate ---- */

struct draws {
    uint32_t n;      /* documents */
    uint32_t *group; /* of the jackknife; NULL: bootstrap */
    uint32_t seed;
};

static void draw(const struct draws *draws, uint32_t replicate, uint32_t *times) {
    uint64_t state = shb_random_stream(draws->seed, replicate);
    memset(times, 0, draws->n * sizeof *times);
    for (uint32_t d = 0; d < draws->n; d++) {
        if (draws->group)
            times[d] = draws->group[d] != replicate;
        else
            times[shb_random_below(&state, draws->n)]++;
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

/* ---- a replicate ---- */

/* What one replicate gives. */
struct sample {
    double *values, *ranks; /* of each measure, all nodes */
    bool *present;          /* by edge */
    shb_draw_of_groups groups;
    shb_error err;
};

struct resampling {
    shb_network *net;
    const shb_resample_options *options;
    const shb_ctx *ctx;
    struct draws draws;
    bool leaves_out; /* the jackknife */
    bool with_groups;
    shb_contributions contributions;
    uint32_t *present; /* by edge: how many replicates have it */
    const shb_measure *measures[SHB_MOST_REPLICATED];
    shb_gathered of[SHB_MOST_REPLICATED];
    size_t n_measures;
    shb_drawn_groups groups;
    pthread_mutex_t igraph; /* one at a time */
    struct sample *samples; /* of the replicates from `done` on */
    size_t done;
};

static shb_status sample_init(shb_ctx *ctx, const struct resampling *r,
                              struct sample *s) {
    size_t n = r->net->n_nodes;
    s->values = shb_alloc_array(n * r->n_measures, sizeof *s->values);
    s->ranks = shb_alloc_array(n * r->n_measures, sizeof *s->ranks);
    s->present = shb_alloc_array(r->net->n_edges, sizeof *s->present);
    s->groups.labels = shb_alloc_array(n, sizeof *s->groups.labels);
    s->groups.there = shb_alloc_array(n, sizeof *s->groups.there);
    return s->values && s->ranks && s->present && s->groups.labels && s->groups.there
               ? SHB_OK
               : shb_fail_memory(ctx);
}

static void sample_done(struct sample *s) {
    shb_free(s->values);
    shb_free(s->ranks);
    shb_free(s->present);
    shb_free(s->groups.labels);
    shb_free(s->groups.there);
}

static shb_status measure(shb_ctx *ctx, const struct resampling *r,
                          const shb_network *net, struct sample *s) {
    size_t n = net->n_nodes;
    shb_status st = SHB_OK;
    for (size_t m = 0; m < r->n_measures && st == SHB_OK; m++) {
        st = shb_measure_compute(ctx, net, r->measures[m], NULL, s->values + m * n);
        if (st == SHB_OK && !r->leaves_out)
            st = shb_ranks(ctx, s->values + m * n, n, s->ranks + m * n);
    }
    return st;
}

/* None of the measures that may be resampled asks igraph, which has one thread; groups
 * do, in turn. */
static shb_status work_off(void *user, size_t i) {
    struct resampling *r = user;
    struct sample *s = &r->samples[i];
    shb_ctx ctx = {.cancel = r->ctx->cancel, .jobs = 1};
    uint32_t replicate = (uint32_t)(r->done + i);
    shb_replicate made = {0};
    uint32_t *times = shb_alloc_array(r->draws.n, sizeof *times);
    shb_status st = times ? SHB_OK : shb_fail_memory(&ctx);
    if (st == SHB_OK) {
        draw(&r->draws, replicate, times);
        st = shb_replicate_make(&ctx, r->net, &r->contributions, times, &made);
    }
    for (size_t e = 0; st == SHB_OK && e < r->net->n_edges; e++)
        s->present[e] = made.weights[e] > 0;
    if (st == SHB_OK)
        st = measure(&ctx, r, &made.net, s);
    if (st == SHB_OK && r->with_groups)
        st = shb_drawn_groups_find(&ctx, &r->groups, &made.net,
                                   r->options->seed + replicate, &r->igraph, &s->groups);
    s->err = ctx.err;
    shb_replicate_done(&made);
    shb_free(times);
    return st;
}

static void gather(struct resampling *r, const struct sample *s) {
    size_t n = r->net->n_nodes;
    for (size_t m = 0; m < r->n_measures; m++)
        shb_gathered_add(&r->of[m], s->values + m * n, s->ranks + m * n);
    for (size_t e = 0; e < r->net->n_edges; e++)
        r->present[e] += s->present[e];
    if (r->with_groups)
        shb_drawn_groups_add(&r->groups, r->net, &s->groups);
}

/* ---- all of them ---- */

static shb_status choose_measures(shb_ctx *ctx, struct resampling *r) {
    return shb_replicate_measures(ctx, r->options->measures, r->measures, &r->n_measures,
                                  &r->with_groups);
}

static void resampling_done(struct resampling *r) {
    for (size_t m = 0; m < r->n_measures; m++)
        shb_gathered_done(&r->of[m]);
    shb_drawn_groups_done(&r->groups);
    shb_contributions_done(&r->contributions);
    shb_free(r->draws.group);
    shb_free(r->present);
}

/* Of the same weights as the replicates have, whatever the network's are by now. */
static shb_status prepare(shb_ctx *ctx, struct resampling *r) {
    uint32_t replicates = r->options->replicates;
    shb_replicate whole = {0};
    double *values = shb_alloc_array(r->net->n_nodes, sizeof *values);
    shb_status st = values ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK)
        st = shb_replicate_make(ctx, r->net, &r->contributions, NULL, &whole);
    for (size_t m = 0; m < r->n_measures && st == SHB_OK; m++) {
        st = shb_measure_compute(ctx, &whole.net, r->measures[m], NULL, values);
        if (st == SHB_OK)
            st = shb_gathered_init(ctx, r->measures[m], r->net->n_nodes,
                                   r->leaves_out ? NULL : values, replicates, &r->of[m]);
    }
    if (st == SHB_OK && r->with_groups)
        st = shb_drawn_groups_init(ctx, &whole.net, replicates, &r->groups);
    shb_replicate_done(&whole);
    shb_free(values);
    return st;
}

/* Worked off in parallel, some at a time, and gathered in their order. */
static shb_status run_all(shb_ctx *ctx, struct resampling *r) {
    enum { AT_A_TIME = 24 };
    struct sample samples[AT_A_TIME] = {{0}};
    uint32_t all = r->options->replicates;
    shb_status st = SHB_OK;
    for (size_t i = 0; i < AT_A_TIME && i < all && st == SHB_OK; i++)
        st = sample_init(ctx, r, &samples[i]);
    r->samples = samples;
    while (r->done < all && st == SHB_OK) {
        size_t n = all - r->done < AT_A_TIME ? all - r->done : AT_A_TIME;
        st = shb_parallel(ctx, n, work_off, r);
        for (size_t i = 0; i < n; i++) {
            if (ctx->err.status == SHB_OK)
                ctx->err = samples[i].err;
            if ((st = ctx->err.status) == SHB_OK)
                gather(r, &samples[i]);
        }
        r->done += n;
    }
    for (size_t i = 0; i < AT_A_TIME; i++)
        sample_done(&samples[i]);
    return st;
}

static shb_status run(shb_ctx *ctx, struct resampling *r) {
    shb_share share = SHB_SHARE_COUNT;
    shb_share_by_name(r->options->weight, &share);
    r->ctx = ctx;
    shb_status st = choose_measures(ctx, r);
    r->with_groups &= !r->leaves_out;
    if (st == SHB_OK)
        st = shb_contributions_make(ctx, r->net, share, &r->contributions);
    if (st != SHB_OK)
        return st;
    r->draws.n = (uint32_t)r->net->incidence->n_documents;
    r->present = shb_alloc_array(r->net->n_edges, sizeof *r->present);
    if (!r->present)
        return shb_fail_memory(ctx);
    if (r->leaves_out && (st = deal(ctx, &r->draws, r->options->replicates)) != SHB_OK)
        return st;
    pthread_mutex_init(&r->igraph, NULL);
    if ((st = prepare(ctx, r)) == SHB_OK)
        st = run_all(ctx, r);
    pthread_mutex_destroy(&r->igraph);
    return st;
}

/* ---- what is kept of them ---- */

static shb_status keep(shb_ctx *ctx, struct resampling *r) {
    shb_column *presence;
    shb_status st = SHB_OK;
    for (size_t m = 0; m < r->n_measures && st == SHB_OK; m++)
        st = shb_gathered_keep(ctx, &r->of[m], r->net);
    if (st != SHB_OK || r->leaves_out)
        return st;
    st = shb_edge_column_add(ctx, r->net, "presence", SHB_DOUBLE, &presence);
    for (size_t e = 0; st == SHB_OK && e < r->net->n_edges; e++)
        presence->cells.doubles[e] =
            shb_round9(r->present[e] / (double)r->options->replicates);
    return st == SHB_OK && r->with_groups ? shb_drawn_groups_keep(ctx, &r->groups, r->net)
                                          : st;
}

static shb_status record(shb_ctx *ctx, struct resampling *r) {
    const shb_resample_options *o = r->options;
    shb_output *out = NULL;
    shb_status st = shb_output_memory(ctx, &out);
    if (st != SHB_OK)
        return st;
    shb_printf(out, "{\"do\":\"%s\",\"measures\":\"",
               r->leaves_out ? "jackknife" : "bootstrap");
    for (size_t m = 0; m < r->n_measures; m++)
        shb_printf(out, "%s%s", m ? "," : "", r->measures[m]->name);
    shb_printf(out, "\",\"replicates\":%u,\"seed\":%u,\"weight\":\"%s\"", o->replicates,
               o->seed, o->weight);
    if (r->with_groups)
        shb_drawn_groups_put(&r->groups, out);
    for (size_t m = 0; !r->leaves_out && m < r->n_measures; m++) {
        shb_puts(out, m ? "," : ",\"outranks\":[");
        shb_gathered_put_first(&r->of[m], r->net, out);
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

/* All draws, into columns and the record; ends with the resampling. */
static shb_status resample(shb_ctx *ctx, struct resampling *r, shb_status st) {
    if (st == SHB_OK)
        st = run(ctx, r);
    if (st == SHB_OK && (st = keep(ctx, r)) == SHB_OK)
        st = record(ctx, r);
    resampling_done(r);
    return st;
}

shb_status shb_network_bootstrap(shb_ctx *ctx, shb_network *net,
                                 const shb_resample_options *options) {
    struct resampling r = {.net = net, .options = options};
    shb_status st = shb_resample_check(ctx, options, false);
    r.draws.seed = options->seed;
    return resample(ctx, &r, st);
}

shb_status shb_network_jackknife(shb_ctx *ctx, shb_network *net,
                                 const shb_resample_options *options) {
    shb_resample_options own = *options;
    struct resampling r = {.net = net, .options = &own, .leaves_out = true};
    shb_status st = shb_resample_check(ctx, options, true);
    size_t documents = net->incidence ? net->incidence->n_documents : own.replicates;
    if (st == SHB_OK && own.replicates > documents && documents > 1)
        shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                   "%u groups were asked for, there are %zu texts: each is left out once",
                   own.replicates, documents);
    if (own.replicates > documents)
        own.replicates = (uint32_t)documents;
    if (st == SHB_OK && own.replicates < 2) {
        shb_notify(ctx, SHB_NOTICE_WARNING, NULL, 0, 0,
                   "a jackknife takes at least two texts, to leave one out: no errors");
        return SHB_OK;
    }
    r.draws.seed = own.seed;
    return resample(ctx, &r, st);
}
