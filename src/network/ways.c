#include "network/ways.h"

#include <math.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/random.h"

/* ---- rows of arcs ---- */

void shb_ways_done(shb_ways *ways) {
    shb_free(ways->starts);
    shb_free(ways->arcs);
    *ways = (shb_ways){0};
}

shb_status shb_ways_init(shb_ctx *ctx, const shb_network *net, const double *lengths,
                         shb_ways *out) {
    size_t n = net->n_nodes;
    shb_ways w = {n, shb_alloc_array(n + 2, sizeof *w.starts),
                  shb_alloc_array(2 * net->n_edges, sizeof *w.arcs), !lengths};
    if (!w.starts || !w.arcs) {
        shb_ways_done(&w);
        return shb_fail_memory(ctx);
    }
    for (size_t e = 0; e < net->n_edges; e++) {
        w.starts[net->edges[e].a + 2u]++;
        w.starts[net->edges[e].b + 2u]++;
    }
    for (size_t v = 2; v < n + 2; v++)
        w.starts[v] += w.starts[v - 1];
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        double length = lengths ? lengths[e] : 1;
        w.arcs[w.starts[edge->a + 1u]++] = (shb_arc){edge->b, (uint32_t)e, length};
        w.arcs[w.starts[edge->b + 1u]++] = (shb_arc){edge->a, (uint32_t)e, length};
    }
    *out = w;
    return SHB_OK;
}

/* ---- one search ---- */

void shb_search_done(shb_search *s) {
    shb_free(s->distance);
    shb_free(s->ways);
    shb_free(s->order);
    shb_free(s->heap);
    shb_free(s->place);
    *s = (shb_search){0};
}

shb_status shb_search_init(shb_ctx *ctx, const shb_ways *ways, shb_search *out) {
    size_t n = ways->n;
    shb_search s = {.distance = shb_alloc_array(n, sizeof *s.distance),
                    .ways = shb_alloc_array(n, sizeof *s.ways),
                    .order = shb_alloc_array(n, sizeof *s.order),
                    .heap = shb_alloc_array(n, sizeof *s.heap),
                    .place = shb_alloc_array(n, sizeof *s.place)};
    if (!s.distance || !s.ways || !s.order || !s.heap || !s.place) {
        shb_search_done(&s);
        return shb_fail_memory(ctx);
    }
    for (size_t v = 0; v < n; v++)
        s.distance[v] = INFINITY;
    *out = s;
    return SHB_OK;
}

static inline bool is_tie(double a, double b) {
    return a == b || fabs(a - b) <= 1e-10 * (a + b);
}

/* A heap of nodes with four children each: shallower than one with two. */
enum { CHILDREN = 4 };

static void rise(shb_search *s, uint32_t v, uint32_t at) {
    double key = s->distance[v];
    while (at > 0) {
        uint32_t above = (at - 1) / CHILDREN, u = s->heap[above];
        if (s->distance[u] <= key)
            break;
        s->heap[at] = u;
        s->place[u] = at;
        at = above;
    }
    s->heap[at] = v;
    s->place[v] = at;
}

static uint32_t take_nearest(shb_search *s) {
    uint32_t nearest = s->heap[0], v = s->heap[--s->n_heap], at = 0;
    double key = s->distance[v];
    for (size_t first; (first = (size_t)at * CHILDREN + 1) < s->n_heap;) {
        size_t end = first + CHILDREN < s->n_heap ? first + CHILDREN : s->n_heap;
        uint32_t least = (uint32_t)first;
        double best = s->distance[s->heap[first]];
        for (size_t i = first + 1; i < end; i++)
            if (s->distance[s->heap[i]] < best) {
                best = s->distance[s->heap[i]];
                least = (uint32_t)i;
            }
        if (best >= key)
            break;
        s->heap[at] = s->heap[least];
        s->place[s->heap[at]] = at;
        at = least;
    }
    s->heap[at] = v;
    s->place[v] = at;
    return nearest;
}

static void search_by_length(const shb_ways *w, shb_search *s, uint32_t from,
                             double limit) {
    s->n_heap = 1;
    s->heap[0] = from;
    s->place[from] = 0;
    while (s->n_heap) {
        uint32_t v = take_nearest(s);
        double here = s->distance[v];
        s->order[s->n_reached++] = v;
        if (here > limit)
            break;
        for (const shb_arc *arc = w->arcs + w->starts[v],
                           *end = w->arcs + w->starts[v + 1u];
             arc < end; arc++) {
            double there = here + arc->length, old = s->distance[arc->to];
            if (isinf(old)) {
                s->distance[arc->to] = there;
                s->ways[arc->to] = s->ways[v];
                rise(s, arc->to, (uint32_t)s->n_heap++);
            } else if (is_tie(there, old)) {
                s->ways[arc->to] += s->ways[v];
            } else if (there < old) {
                s->distance[arc->to] = there;
                s->ways[arc->to] = s->ways[v];
                rise(s, arc->to, s->place[arc->to]);
            }
        }
    }
    /* What still waits was touched, too. */
    for (size_t i = 0; i < s->n_heap; i++)
        s->order[s->n_reached + i] = s->heap[i];
}

static void search_by_steps(const shb_ways *w, shb_search *s, uint32_t from) {
    s->order[0] = from;
    s->n_reached = 1;
    for (size_t next = 0; next < s->n_reached; next++) {
        uint32_t v = s->order[next];
        double there = s->distance[v] + 1;
        for (size_t i = w->starts[v]; i < w->starts[v + 1u]; i++) {
            uint32_t to = w->arcs[i].to;
            if (isinf(s->distance[to])) {
                s->distance[to] = there;
                s->ways[to] = s->ways[v];
                s->order[s->n_reached++] = to;
            } else if (s->distance[to] == there) {
                s->ways[to] += s->ways[v];
            }
        }
    }
}

void shb_search_from(const shb_ways *w, shb_search *s, uint32_t from, double limit) {
    for (size_t i = 0; i < s->n_reached + s->n_heap; i++)
        s->distance[s->order[i]] = INFINITY;
    s->n_reached = s->n_heap = 0;
    s->distance[from] = 0;
    s->ways[from] = 1;
    if (w->steps)
        search_by_steps(w, s, from);
    else
        search_by_length(w, s, from, limit);
}

/* ---- all searches ---- */

/*
 * Sources are cut into the same blocks whatever the number of threads; each block adds up
 * by itself, and the blocks are added in their order.
 */
enum { BLOCKS = 64 };

typedef struct all_searches {
    shb_ctx *ctx;
    const shb_ways *ways;
    const shb_way_sums *out;
    const uint32_t *sources; /* NULL: every node */
    size_t n_sources;
    const bool *targets; /* NULL: every node */
    double *through;     /* sums to add up, one a node or an edge; or NULL */
    size_t n_through;
    pthread_mutex_t lock;
    pthread_cond_t turn;
    size_t next_block, next_to_add;
    shb_status status;
} all_searches;

/* Dependencies of all targets on each node, or edge, farthest first. */
static void add_dependencies(const all_searches *all, const shb_search *s, double *share,
                             double *sum) {
    const shb_ways *w = all->ways;
    double *edges = all->out->edge_betweenness ? sum : NULL;
    for (size_t i = 0; i < s->n_reached; i++)
        share[s->order[i]] = 0;
    for (size_t i = s->n_reached; i-- > 1;) {
        uint32_t v = s->order[i];
        double own = !all->targets || all->targets[v];
        double here = s->distance[v], each = (own + share[v]) / s->ways[v];
        for (const shb_arc *arc = w->arcs + w->starts[v],
                           *end = w->arcs + w->starts[v + 1u];
             arc < end; arc++) {
            double there = s->distance[arc->to];
            if (!(there < here && is_tie(there + arc->length, here)))
                continue;
            share[arc->to] += s->ways[arc->to] * each;
            if (edges)
                edges[arc->edge] += s->ways[arc->to] * each;
        }
        if (!edges)
            sum[v] += share[v];
    }
}

static void add_distances(const all_searches *all, const shb_search *s, uint32_t from) {
    const shb_way_sums *out = all->out;
    double sum = 0, inverse = 0, farthest = 0;
    for (size_t i = 1; i < s->n_reached; i++) {
        double distance = s->distance[s->order[i]];
        sum += distance;
        inverse += 1 / distance;
        farthest = distance;
    }
    double n = (double)all->ways->n, reached = (double)s->n_reached - 1;
    if (out->closeness)
        out->closeness[from] = reached > 0 ? reached / sum : NAN;
    if (out->harmonic)
        out->harmonic[from] = n > 1 ? inverse / (n - 1) : 0;
    if (out->eccentricity)
        out->eccentricity[from] = farthest;
}

static shb_status search_block(all_searches *all, size_t block, shb_search *s,
                               double *share, double *sum) {
    size_t from = all->n_sources * block / BLOCKS;
    size_t to = all->n_sources * (block + 1) / BLOCKS;
    if (sum)
        memset(sum, 0, all->n_through * sizeof *sum);
    for (size_t i = from; i < to; i++) {
        uint32_t source = all->sources ? all->sources[i] : (uint32_t)i;
        if (all->ctx->cancel && *all->ctx->cancel)
            return SHB_ECANCELLED;
        shb_search_from(all->ways, s, source, INFINITY);
        if (sum)
            add_dependencies(all, s, share, sum);
        add_distances(all, s, source);
    }
    return SHB_OK;
}

/* Wait for the blocks before, then add. */
static void hand_in(all_searches *all, size_t block, const double *sum, shb_status st) {
    pthread_mutex_lock(&all->lock);
    while (all->next_to_add != block)
        pthread_cond_wait(&all->turn, &all->lock);
    pthread_mutex_unlock(&all->lock);
    for (size_t i = 0; st == SHB_OK && sum && i < all->n_through; i++)
        all->through[i] += sum[i];
    pthread_mutex_lock(&all->lock);
    all->next_to_add++;
    if (all->status == SHB_OK)
        all->status = st;
    pthread_cond_broadcast(&all->turn);
    pthread_mutex_unlock(&all->lock);
}

static void *work(void *user) {
    all_searches *all = user;
    shb_search s = {0};
    shb_ctx quiet = SHB_CTX_INIT;
    bool sums = all->through != NULL;
    double *share = sums ? shb_alloc_array(all->ways->n, sizeof *share) : NULL;
    double *sum = sums ? shb_alloc_array(all->n_through, sizeof *sum) : NULL;
    shb_status st = shb_search_init(&quiet, all->ways, &s);
    if (sums && (!share || !sum))
        st = SHB_ENOMEM;
    for (;;) {
        pthread_mutex_lock(&all->lock);
        size_t block = all->next_block;
        bool more = block < BLOCKS && all->status == SHB_OK;
        all->next_block += more;
        pthread_mutex_unlock(&all->lock);
        if (!more)
            break;
        if (st == SHB_OK)
            st = search_block(all, block, &s, share, sum);
        hand_in(all, block, sum, st);
    }
    shb_search_done(&s);
    shb_free(share);
    shb_free(sum);
    return NULL;
}

static size_t threads_for(uint32_t jobs) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t n = jobs ? jobs : processors > 0 ? (size_t)processors : 1;
    return n < BLOCKS ? n : BLOCKS;
}

/* The first `count` of all nodes in a shuffled order: each as likely as any other. */
static uint32_t *draw_sources(size_t n, size_t count) {
    uint32_t *nodes = shb_alloc_array(n, sizeof *nodes);
    uint64_t state = 1;
    if (!nodes)
        return NULL;
    for (size_t v = 0; v < n; v++)
        nodes[v] = (uint32_t)v;
    for (size_t i = 0; i < count; i++) {
        size_t k = i + (size_t)(shb_random_next(&state) % (n - i));
        uint32_t swapped = nodes[i];
        nodes[i] = nodes[k];
        nodes[k] = swapped;
    }
    return nodes;
}

/* Run all searches; `scale` the sums. */
static shb_status run(all_searches *all, double scale) {
    size_t n_threads = threads_for(all->ctx->jobs), started = 0;
    pthread_t threads[BLOCKS];
    pthread_mutex_init(&all->lock, NULL);
    pthread_cond_init(&all->turn, NULL);
    if (all->through)
        memset(all->through, 0, all->n_through * sizeof *all->through);
    while (started + 1 < n_threads &&
           pthread_create(&threads[started], NULL, work, all) == 0)
        started++;
    work(all);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    if (all->status == SHB_ENOMEM)
        return shb_fail_memory(all->ctx);
    if (all->status != SHB_OK)
        return shb_check_cancel(all->ctx);
    for (size_t i = 0; all->through && i < all->n_through; i++)
        all->through[i] *= scale;
    return SHB_OK;
}

shb_status shb_ways_sum(shb_ctx *ctx, const shb_ways *ways, size_t sample,
                        const shb_way_sums *out) {
    size_t n = ways->n;
    bool sampled = sample > 0 && sample < n;
    uint32_t *sources = sampled ? draw_sources(n, sample) : NULL;
    if (sampled && !sources)
        return shb_fail_memory(ctx);
    all_searches all = {.ctx = ctx,
                        .ways = ways,
                        .out = out,
                        .sources = sources,
                        .n_sources = sampled ? sample : n,
                        .through = out->edge_betweenness ? out->edge_betweenness
                                                         : out->betweenness,
                        .n_through = out->edge_betweenness ? ways->starts[n] / 2 : n};
    shb_status st = run(&all, .5 * (double)n / (double)all.n_sources);
    shb_free(sources);
    return st;
}

shb_status shb_ways_between(shb_ctx *ctx, const shb_ways *ways, const uint32_t *sources,
                            size_t n_sources, const bool *targets, double *out) {
    shb_way_sums sums = {.betweenness = out};
    all_searches all = {.ctx = ctx,
                        .ways = ways,
                        .out = &sums,
                        .sources = sources,
                        .n_sources = n_sources,
                        .targets = targets,
                        .through = out,
                        .n_through = ways->n};
    return run(&all, 1);
}
