/* The fixed degree sequence model: random networks of the same margins, by trades. */
#include <shabaka/backbones.h>

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "base/random.h"
#include "network/backbone_units.h"
#include "network/contributions.h"

enum { TRADES_A_ROW = 10, MOST_JOBS = 64, MOST_TRIALS = 1000000 };

/* All threads' own. */
typedef struct model {
    const shb_network *net;
    const shb_rows *units;
    const size_t *edges_of;
    const uint32_t *observed; /* units that name both, by edge */
    uint32_t trials, seed, longest;
    atomic_uint next;
    atomic_bool failed;
} model;

/* A thread's. */
typedef struct worker {
    model *model;
    pthread_t thread;
    shb_ctx ctx;
    uint32_t *nodes;    /* of the rows, as units.nodes */
    uint32_t *room;     /* for two rows */
    uint32_t *together; /* of the trial at hand, by edge */
    uint32_t *reached;  /* trials in which it is as many as observed, or more */
} worker;

/*
 * What only one of two rows names is dealt out anew, each as many as before, and each way
 * as likely; both stay in order.
 */
static void trade(worker *w, uint64_t *random, uint32_t *a, size_t n_a, uint32_t *b,
                  size_t n_b) {
    size_t common = 0, i = 0, j = 0;
    while (i < n_a && j < n_b) {
        common += a[i] == b[j];
        uint32_t x = a[i], y = b[j];
        i += x <= y;
        j += y <= x;
    }
    uint32_t to_a = (uint32_t)(n_a - common), to_b = (uint32_t)(n_b - common);
    if (to_a == 0 || to_b == 0)
        return;
    uint32_t *new_a = w->room, *new_b = w->room + w->model->longest;
    size_t m_a = 0, m_b = 0;
    i = j = 0;
    while (i < n_a || j < n_b) {
        bool from_a = i < n_a && (j == n_b || a[i] <= b[j]);
        bool from_b = j < n_b && (i == n_a || b[j] <= a[i]);
        uint32_t node = from_a ? a[i] : b[j];
        bool into_a = from_a && from_b;
        if (into_a) {
            new_a[m_a++] = new_b[m_b++] = node;
        } else if (shb_random_below(random, to_a + to_b) < to_a) {
            new_a[m_a++] = node;
            to_a--;
        } else {
            new_b[m_b++] = node;
            to_b--;
        }
        i += from_a;
        j += from_b;
    }
    memcpy(a, new_a, n_a * sizeof *a);
    memcpy(b, new_b, n_b * sizeof *b);
}

static void count_pairs(worker *w) {
    const model *m = w->model;
    const shb_rows *units = m->units;
    memset(w->together, 0, m->net->n_edges * sizeof *w->together);
    for (size_t r = 0; r < units->count; r++)
        for (size_t i = units->starts[r]; i < units->starts[r + 1]; i++)
            for (size_t j = i + 1; j < units->starts[r + 1]; j++) {
                uint32_t edge =
                    shb_edge_between(m->net, m->edges_of, w->nodes[i], w->nodes[j]);
                if (edge != UINT32_MAX)
                    w->together[edge]++;
            }
}

static inline void fetch(const void *place) {
#if defined(__GNUC__)
    __builtin_prefetch(place);
#else
    (void)place;
#endif
}

/* Two different rows; they are drawn ahead, so that memory is asked for in time. */
typedef struct couple {
    uint32_t a, b;
} couple;

static couple draw_couple(const shb_rows *units, uint64_t *random) {
    uint32_t n = (uint32_t)units->count;
    couple c = {shb_random_below(random, n), shb_random_below(random, n - 1)};
    c.b += c.b >= c.a;
    fetch(&units->starts[c.a]);
    fetch(&units->starts[c.b]);
    return c;
}

static shb_status try_once(worker *w, uint32_t trial) {
    enum { AHEAD = 16 };
    const shb_rows *units = w->model->units;
    const size_t *starts = units->starts;
    uint64_t random = shb_random_stream(w->model->seed, trial);
    uint64_t trades = units->count > 1 ? (uint64_t)TRADES_A_ROW * units->count : 0;
    couple drawn[AHEAD];
    memcpy(w->nodes, units->nodes, starts[units->count] * sizeof *w->nodes);
    for (size_t k = 0; trades && k < AHEAD; k++)
        drawn[k] = draw_couple(units, &random);
    for (uint64_t k = 0; k < trades; k++) {
        if (k % 65536 == 0 && shb_check_cancel(&w->ctx) != SHB_OK)
            return SHB_ECANCELLED;
        couple c = drawn[k % AHEAD], soon = drawn[(k + AHEAD / 2) % AHEAD];
        fetch(&w->nodes[starts[soon.a]]);
        fetch(&w->nodes[starts[soon.b]]);
        trade(w, &random, w->nodes + starts[c.a], starts[c.a + 1] - starts[c.a],
              w->nodes + starts[c.b], starts[c.b + 1] - starts[c.b]);
        drawn[k % AHEAD] = draw_couple(units, &random);
    }
    count_pairs(w);
    for (size_t e = 0; e < w->model->net->n_edges; e++)
        w->reached[e] += w->together[e] >= w->model->observed[e];
    return SHB_OK;
}

static void *work(void *user) {
    worker *w = user;
    model *m = w->model;
    for (uint32_t trial; !m->failed && (trial = m->next++) < m->trials;)
        if (try_once(w, trial) != SHB_OK)
            m->failed = true;
    return NULL;
}

static shb_status worker_init(shb_ctx *ctx, model *m, worker *w) {
    size_t n_edges = m->net->n_edges;
    w->model = m;
    w->ctx.cancel = ctx->cancel;
    w->nodes = shb_alloc_array(m->units->starts[m->units->count], sizeof *w->nodes);
    w->room = shb_alloc_array(2 * (size_t)m->longest, sizeof *w->room);
    w->together = shb_alloc_array(n_edges, sizeof *w->together);
    w->reached = shb_alloc_array(n_edges, sizeof *w->reached);
    return w->nodes && w->room && w->together && w->reached ? SHB_OK
                                                            : shb_fail_memory(ctx);
}

static void worker_done(worker *w) {
    shb_free(w->nodes);
    shb_free(w->room);
    shb_free(w->together);
    shb_free(w->reached);
}

/* Each trial has random numbers of its own, and only sums are kept: any number of threads
 * gives the same. @param reached  n_edges sums */
static shb_status run(shb_ctx *ctx, model *m, uint32_t *reached) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t jobs = ctx->jobs ? ctx->jobs : processors > 0 ? (size_t)processors : 1;
    size_t n = 0, started = 0;
    worker workers[MOST_JOBS];
    shb_status st = SHB_OK;
    memset(workers, 0, sizeof workers);
    while (n < jobs && n < MOST_JOBS && st == SHB_OK)
        st = worker_init(ctx, m, &workers[n++]);
    for (started = 1; st == SHB_OK && started < n; started++)
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]) != 0)
            break; /* fewer threads give the same result */
    if (st == SHB_OK)
        work(&workers[0]);
    for (size_t i = 1; st == SHB_OK && i < started; i++)
        pthread_join(workers[i].thread, NULL);
    if (st == SHB_OK && m->failed)
        st = shb_check_cancel(ctx);
    for (size_t i = 0; i < n; i++) {
        for (size_t e = 0; st == SHB_OK && e < m->net->n_edges; e++)
            reached[e] += workers[i].reached[e];
        worker_done(&workers[i]);
    }
    return st;
}

/* The counts of the edges by the units themselves: the weights may be others by now. */
static shb_status observe(shb_ctx *ctx, const shb_network *net, uint32_t *observed) {
    shb_contributions all;
    shb_status st = shb_contributions_make(ctx, net, SHB_SHARE_COUNT, &all);
    for (size_t i = 0; st == SHB_OK && i < all.starts[all.n_documents]; i++)
        observed[all.items[i].edge]++;
    if (st == SHB_OK)
        shb_contributions_done(&all);
    return st;
}

shb_status shb_network_fdsm(shb_ctx *ctx, shb_network *net, uint32_t trials,
                            uint32_t seed) {
    if (trials == 0 || trials > MOST_TRIALS)
        return shb_fail(ctx, SHB_EINVALID, NULL, "fdsm takes 1 to 1,000,000 trials");
    if (net->incidence && net->incidence->overlaps)
        return shb_fail(ctx, SHB_EINVALID, NULL,
                        "fdsm takes units that share no sentence, not windows");
    size_t *edges_of = NULL;
    uint32_t *observed = shb_alloc_array(net->n_edges, sizeof *observed);
    uint32_t *reached = shb_alloc_array(net->n_edges, sizeof *reached);
    shb_column *p;
    shb_status st =
        observed && reached ? observe(ctx, net, observed) : shb_fail_memory(ctx);
    if (st == SHB_OK && net->incidence->units.count >= UINT32_MAX)
        st = shb_fail(ctx, SHB_ELIMIT, NULL, "more than 4 thousand million units");
    if (st == SHB_OK)
        st = shb_edge_starts(ctx, net, &edges_of);
    if (st == SHB_OK) {
        const shb_rows *units = &net->incidence->units;
        model m = {net, units, edges_of, observed, trials, seed, 1, 0, false};
        for (size_t r = 0; r < units->count; r++)
            if (units->starts[r + 1] - units->starts[r] > m.longest)
                m.longest = (uint32_t)(units->starts[r + 1] - units->starts[r]);
        st = run(ctx, &m, reached);
    }
    if (st == SHB_OK)
        st = shb_edge_column_add(ctx, net, "p_fdsm", SHB_DOUBLE, &p);
    for (size_t e = 0; st == SHB_OK && e < net->n_edges; e++)
        p->cells.doubles[e] = shb_round9((1. + reached[e]) / (1. + trials));
    shb_free(edges_of);
    shb_free(observed);
    shb_free(reached);
    return st;
}

shb_status shb_fdsm(shb_ctx *ctx, const shb_network *net, double *p) {
    const shb_column *tried = shb_edge_column(net, "p_fdsm");
    if (!tried)
        return shb_fail(ctx, SHB_ENOTFOUND, NULL,
                        "fdsm needs the units themselves, which no file holds: ask "
                        "'shabaka build --fdsm TRIALS' for it");
    for (size_t e = 0; e < net->n_edges; e++) {
        p[e] = shb_cell_number(tried, e);
        if (!(p[e] > 0 && p[e] <= 1))
            return shb_fail(ctx, SHB_EINVALID, NULL,
                            "the column p_fdsm holds no p: changed by another program?");
    }
    return SHB_OK;
}
