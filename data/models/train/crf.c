#include "crf.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct prepared {
    uint32_t *rows;  /* of all places, one after the other */
    uint32_t *first; /* of each place; one more at the end */
} prepared;

typedef struct trainer {
    crf *model;
    float *squares; /* of gradients, N_TAGS a row */
    float pair_squares[N_TAGS + 1][N_TAGS];
    float rate, l2, drop;
    uint64_t seed;
    prepared some; /* what is left of a sentence's features */
    size_t some_places, some_rows;
    double *local, *forward, *backward, *marginal;
    size_t room;
} trainer;

static uint64_t next_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

static uint32_t slot_of(const crf *m, uint32_t key) {
    uint32_t i = key & (uint32_t)(m->n_slots - 1);
    while (m->keys[i] && m->keys[i] != key)
        i = (i + 1) & (uint32_t)(m->n_slots - 1);
    return i;
}

static void count_features(crf *m, const corpus *c, const crf_options *o) {
    uint32_t features[MAX_FEATURES];
    m->n_slots = (size_t)1 << 25;
    m->keys = need(calloc(m->n_slots, sizeof *m->keys));
    m->rows = need(calloc(m->n_slots, sizeof *m->rows));
    for (size_t k = 0; k < c->count; k++)
        for (size_t i = 0; (!o->use || o->use[k]) && i < c->items[k].count; i++) {
            size_t n = o->features(&c->items[k], i, features);
            for (size_t f = 0; f < n; f++) {
                uint32_t slot = slot_of(m, features[f]);
                m->keys[slot] = features[f];
                m->rows[slot]++;
            }
        }
    for (size_t i = 0; i < m->n_slots; i++)
        if (m->keys[i])
            m->rows[i] = m->rows[i] >= o->least ? (uint32_t)m->n_rows++ : UINT32_MAX;
    m->weights = need(calloc(m->n_rows * N_TAGS, sizeof *m->weights));
}

static size_t rows_of(const crf *m, const sentence *s, size_t i, uint32_t *out) {
    uint32_t features[MAX_FEATURES];
    size_t n = m->features(s, i, features), used = 0;
    for (size_t f = 0; f < n; f++) {
        uint32_t slot = slot_of(m, features[f]);
        if (m->keys[slot] && m->rows[slot] != UINT32_MAX)
            out[used++] = m->rows[slot];
    }
    return used;
}

static prepared prepare(const crf *m, const sentence *s) {
    prepared p = {NULL, need(calloc(s->count + 1, sizeof *p.first))};
    uint32_t rows[MAX_FEATURES];
    size_t used = 0, capacity = 0;
    for (size_t i = 0; i < s->count; i++) {
        size_t n = rows_of(m, s, i, rows);
        if (used + n > capacity) {
            capacity = 2 * (used + n);
            p.rows = need(realloc(p.rows, capacity * sizeof *p.rows));
        }
        memcpy(p.rows + used, rows, n * sizeof *rows);
        used += n;
        p.first[i + 1] = (uint32_t)used;
    }
    p.rows = need(realloc(p.rows, (used + 1) * sizeof *p.rows));
    return p;
}

static void scores_of(const crf *m, const prepared *p, size_t i, float out[N_TAGS]) {
    memset(out, 0, N_TAGS * sizeof *out);
    for (uint32_t f = p->first[i]; f < p->first[i + 1]; f++) {
        const float *row = m->weights + (size_t)p->rows[f] * N_TAGS;
        for (size_t t = 0; t < N_TAGS; t++)
            out[t] += row[t];
    }
}

static void make_room(trainer *t, size_t n) {
    if (n <= t->room)
        return;
    t->room = 2 * n;
    t->local = need(realloc(t->local, t->room * N_TAGS * sizeof(double)));
    t->forward = need(realloc(t->forward, t->room * N_TAGS * sizeof(double)));
    t->backward = need(realloc(t->backward, t->room * N_TAGS * sizeof(double)));
    t->marginal = need(realloc(t->marginal, t->room * N_TAGS * sizeof(double)));
}

static void step(trainer *t, float *weight, float *squares, double gradient) {
    float g = (float)gradient + t->l2 * *weight;
    *squares += g * g;
    *weight -= t->rate * g / (sqrtf(*squares) + 1e-6f);
}

/* Without some features, so that the rarer ones learn to do without the others (Srivastava
 * et al. 2014). */
static const prepared *without_some(trainer *t, const prepared *p, size_t n) {
    const uint32_t limit = (uint32_t)((double)t->drop * UINT32_MAX);
    if (n + 1 > t->some_places) {
        t->some_places = 2 * (n + 1);
        t->some.first = need(realloc(t->some.first, t->some_places * sizeof(uint32_t)));
    }
    if (p->first[n] + 1 > t->some_rows) {
        t->some_rows = 2 * ((size_t)p->first[n] + 1);
        t->some.rows = need(realloc(t->some.rows, t->some_rows * sizeof(uint32_t)));
    }
    uint32_t used = 0;
    for (size_t i = 0; i < n; i++) {
        t->some.first[i] = used;
        for (uint32_t f = p->first[i]; f < p->first[i + 1]; f++)
            if ((uint32_t)next_random(&t->seed) >= limit)
                t->some.rows[used++] = p->rows[f];
    }
    t->some.first[n] = used;
    return &t->some;
}

static void learn(trainer *t, const sentence *s, const prepared *p) {
    crf *m = t->model;
    size_t n = s->count;
    if (t->drop > 0)
        p = without_some(t, p, n);
    make_room(t, n);
    double chance[N_TAGS + 1][N_TAGS];
    for (unsigned a = 0; a <= N_TAGS; a++)
        for (unsigned b = 0; b < N_TAGS; b++)
            chance[a][b] = shb_tag_follows(a, b) ? exp((double)m->pairs[a][b]) : 0;
    for (size_t i = 0; i < n; i++) {
        float scores[N_TAGS];
        scores_of(m, p, i, scores);
        float most = scores[0];
        for (size_t k = 1; k < N_TAGS; k++)
            most = scores[k] > most ? scores[k] : most;
        for (size_t k = 0; k < N_TAGS; k++)
            t->local[i * N_TAGS + k] = exp((double)(scores[k] - most));
    }
    for (size_t i = 0; i < n; i++) {
        double *own = t->forward + i * N_TAGS, sum = 0;
        for (size_t k = 0; k < N_TAGS; k++) {
            double in = 0;
            if (i == 0)
                in = chance[N_TAGS][k];
            else
                for (size_t a = 0; a < N_TAGS; a++)
                    in += own[a - N_TAGS] * chance[a][k];
            own[k] = in * t->local[i * N_TAGS + k];
            sum += own[k];
        }
        for (size_t k = 0; k < N_TAGS; k++) {
            own[k] /= sum;
            t->local[i * N_TAGS + k] /= sum;
        }
    }
    for (size_t k = 0; k < N_TAGS; k++)
        t->backward[(n - 1) * N_TAGS + k] = 1;
    for (size_t i = n - 1; i-- > 0;)
        for (size_t k = 0; k < N_TAGS; k++) {
            double sum = 0;
            for (size_t b = 0; b < N_TAGS; b++)
                sum += chance[k][b] * t->local[(i + 1) * N_TAGS + b] *
                       t->backward[(i + 1) * N_TAGS + b];
            t->backward[i * N_TAGS + k] = sum;
        }
    double expected[N_TAGS + 1][N_TAGS] = {{0}};
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < N_TAGS; k++)
            t->marginal[i * N_TAGS + k] =
                t->forward[i * N_TAGS + k] * t->backward[i * N_TAGS + k];
        for (size_t k = 0; i == 0 && k < N_TAGS; k++)
            expected[N_TAGS][k] += t->marginal[k];
        for (size_t a = 0; i > 0 && a < N_TAGS; a++)
            for (size_t k = 0; k < N_TAGS; k++)
                expected[a][k] += t->forward[(i - 1) * N_TAGS + a] * chance[a][k] *
                                  t->local[i * N_TAGS + k] * t->backward[i * N_TAGS + k];
        expected[i ? s->tags[i - 1] : N_TAGS][s->tags[i]] -= 1;
    }
    for (size_t i = 0; i < n; i++) {
        double *gradient = t->marginal + i * N_TAGS;
        gradient[s->tags[i]] -= 1;
        for (uint32_t f = p->first[i]; f < p->first[i + 1]; f++) {
            size_t row = (size_t)p->rows[f] * N_TAGS;
            for (size_t k = 0; k < N_TAGS; k++)
                if (fabs(gradient[k]) > 1e-4)
                    step(t, m->weights + row + k, t->squares + row + k, gradient[k]);
        }
    }
    for (unsigned a = 0; a <= N_TAGS; a++)
        for (unsigned b = 0; b < N_TAGS; b++)
            if (shb_tag_follows(a, b) && fabs(expected[a][b]) > 1e-6)
                step(t, &m->pairs[a][b], &t->pair_squares[a][b], expected[a][b]);
}

/* Forget features none of whose weights is large. */
static void prune(crf *m, float least) {
    for (size_t i = 0; i < m->n_rows; i++) {
        float *weights = m->weights + i * N_TAGS, most = 0;
        for (size_t k = 0; k < N_TAGS; k++)
            most = fabsf(weights[k]) > most ? fabsf(weights[k]) : most;
        if (most < least)
            memset(weights, 0, N_TAGS * sizeof *weights);
        else
            m->n_kept++;
    }
}

void crf_train(crf *model, const corpus *c, const crf_options *o) {
    *model = (crf){.features = o->features};
    count_features(model, c, o);
    trainer t = {.model = model, .rate = o->rate, .l2 = o->l2, .drop = o->drop, .seed = o->seed + 77};
    t.squares = need(calloc(model->n_rows * N_TAGS, sizeof *t.squares));
    prepared *p = need(calloc(c->count, sizeof *p));
    size_t *order = need(malloc(c->count * sizeof *order)), n = 0;
    for (size_t k = 0; k < c->count; k++)
        if ((!o->use || o->use[k]) && c->items[k].count) {
            p[k] = prepare(model, &c->items[k]);
            order[n++] = k;
        }
    size_t n_weights = model->n_rows * N_TAGS, n_pairs = sizeof model->pairs / sizeof(float);
    float *sums = need(calloc(n_weights + n_pairs, sizeof *sums));
    uint64_t seed = o->seed;
    int models = o->models > 1 ? o->models : 1;
    for (int m = 0; m < models; m++) {
        float *pairs = &model->pairs[0][0];
        memset(model->weights, 0, n_weights * sizeof *model->weights);
        memset(t.squares, 0, n_weights * sizeof *t.squares);
        memset(pairs, 0, sizeof model->pairs);
        memset(t.pair_squares, 0, sizeof t.pair_squares);
        for (int pass = 0; pass < o->passes; pass++) {
            for (size_t i = n; i > 1; i--) {
                size_t other = next_random(&seed) % i, own = order[i - 1];
                order[i - 1] = order[other];
                order[other] = own;
            }
            for (size_t i = 0; i < n; i++)
                learn(&t, &c->items[order[i]], &p[order[i]]);
            if (pass < o->passes - o->averaged)
                continue;
            /* Half of what all features together weigh more than those left in training. */
            const float times = (float)(models * o->averaged);
            for (size_t i = 0; i < n_weights; i++)
                sums[i] += model->weights[i] * (1 - o->drop / 2) / times;
            for (size_t i = 0; i < n_pairs; i++)
                sums[n_weights + i] += pairs[i] / times;
        }
    }
    memcpy(model->weights, sums, n_weights * sizeof *sums);
    memcpy(model->pairs, sums + n_weights, sizeof model->pairs);
    for (unsigned a = 0; a <= N_TAGS; a++)
        model->pairs[a][TAG_NONE] -= o->boldness;
    free(sums);
    for (size_t k = 0; k < c->count; k++) {
        free(p[k].rows);
        free(p[k].first);
    }
    prune(model, o->least_weight);
    free(p);
    free(order);
    free(t.squares);
    free(t.local);
    free(t.forward);
    free(t.backward);
    free(t.marginal);
    free(t.some.rows);
    free(t.some.first);
}

void crf_free(crf *m) {
    free(m->keys);
    free(m->rows);
    free(m->weights);
    *m = (crf){.features = NULL};
}

void crf_tag(const crf *m, const sentence *s, uint8_t *tags) {
    prepared p = prepare(m, s);
    float(*best)[N_TAGS] = need(malloc(s->count * sizeof *best));
    uint8_t(*from)[N_TAGS] = need(malloc(s->count * sizeof *from));
    for (size_t i = 0; i < s->count; i++) {
        float scores[N_TAGS];
        scores_of(m, &p, i, scores);
        for (unsigned k = 0; k < N_TAGS; k++) {
            float most = -1e30f;
            from[i][k] = 0;
            for (unsigned a = 0; i > 0 && a < N_TAGS; a++)
                if (shb_tag_follows(a, k) && best[i - 1][a] + m->pairs[a][k] > most) {
                    most = best[i - 1][a] + m->pairs[a][k];
                    from[i][k] = (uint8_t)a;
                }
            if (i == 0)
                most = shb_tag_follows(N_TAGS, k) ? m->pairs[N_TAGS][k] : -1e30f;
            best[i][k] = most + scores[k];
        }
    }
    uint8_t tag = 0;
    for (uint8_t k = 1; k < N_TAGS; k++)
        if (best[s->count - 1][k] > best[s->count - 1][tag])
            tag = k;
    for (size_t i = s->count; i-- > 0;) {
        tags[i] = tag;
        tag = from[i][tag];
    }
    free(best);
    free(from);
    free(p.rows);
    free(p.first);
}

void crf_marginals(const crf *m, const sentence *s, float *out) {
    prepared p = prepare(m, s);
    size_t n = s->count;
    double *local = need(calloc(n * N_TAGS * 3, sizeof *local));
    double *forward = local + n * N_TAGS, *backward = forward + n * N_TAGS;
    double chance[N_TAGS + 1][N_TAGS];
    for (unsigned a = 0; a <= N_TAGS; a++)
        for (unsigned b = 0; b < N_TAGS; b++)
            chance[a][b] = shb_tag_follows(a, b) ? exp((double)m->pairs[a][b]) : 0;
    for (size_t i = 0; i < n; i++) {
        float scores[N_TAGS];
        scores_of(m, &p, i, scores);
        float most = scores[0];
        for (size_t k = 1; k < N_TAGS; k++)
            most = scores[k] > most ? scores[k] : most;
        for (size_t k = 0; k < N_TAGS; k++)
            local[i * N_TAGS + k] = exp((double)(scores[k] - most));
    }
    for (size_t i = 0; i < n; i++) {
        double *own = forward + i * N_TAGS, sum = 0;
        for (size_t k = 0; k < N_TAGS; k++) {
            double in = 0;
            if (i == 0)
                in = chance[N_TAGS][k];
            else
                for (size_t a = 0; a < N_TAGS; a++)
                    in += own[a - N_TAGS] * chance[a][k];
            own[k] = in * local[i * N_TAGS + k];
            sum += own[k];
        }
        for (size_t k = 0; k < N_TAGS; k++) {
            own[k] /= sum;
            local[i * N_TAGS + k] /= sum;
        }
    }
    for (size_t k = 0; k < N_TAGS; k++)
        backward[(n - 1) * N_TAGS + k] = 1;
    for (size_t i = n - 1; i-- > 0;)
        for (size_t k = 0; k < N_TAGS; k++) {
            double sum = 0;
            for (size_t b = 0; b < N_TAGS; b++)
                sum += chance[k][b] * local[(i + 1) * N_TAGS + b] * backward[(i + 1) * N_TAGS + b];
            backward[i * N_TAGS + k] = sum;
        }
    for (size_t i = 0; i < n * N_TAGS; i++)
        out[i] = (float)(forward[i] * backward[i]);
    free(local);
    free(p.rows);
    free(p.first);
}

static double log_sum(double a, double b) {
    double most = a > b ? a : b;
    return most <= -1e29 ? most : most + log1p(exp((a > b ? b : a) - most));
}

/* The log of the sum over all ways of tagging, through the tags of first..last where
 * `tags` is given: and then no further. */
static double log_mass(const crf *m, const float (*scores)[N_TAGS], size_t n,
                       const uint8_t *tags, size_t first, size_t last) {
    double before[N_TAGS], now[N_TAGS], sum = -1e30;
    for (size_t i = 0; i < n; i++) {
        for (unsigned k = 0; k < N_TAGS; k++) {
            bool open = !tags || i < first || i > last + 1 ||
                        (i <= last ? k == tags[i] : k != (tags[first] | 1u) + 1u);
            now[k] = i == 0 && shb_tag_follows(N_TAGS, k) ? (double)m->pairs[N_TAGS][k] : -1e30;
            for (unsigned a = 0; i > 0 && a < N_TAGS; a++)
                if (shb_tag_follows(a, k))
                    now[k] = log_sum(now[k], before[a] + (double)m->pairs[a][k]);
            now[k] = open ? now[k] + (double)scores[i][k] : -1e30;
        }
        memcpy(before, now, sizeof before);
    }
    for (unsigned k = 0; k < N_TAGS; k++)
        sum = log_sum(sum, before[k]);
    return sum;
}

size_t crf_spans(const crf *m, const sentence *s, const uint8_t *tags, crf_span *out) {
    size_t n = 0;
    prepared p = prepare(m, s);
    float(*scores)[N_TAGS] = need(malloc((s->count + 1) * sizeof *scores));
    for (size_t i = 0; i < s->count; i++)
        scores_of(m, &p, i, scores[i]);
    const float(*known)[N_TAGS] = (const float(*)[N_TAGS])scores;
    double all = log_mass(m, known, s->count, NULL, 0, 0);
    for (size_t i = 0; i < s->count; i++) {
        if (tags[i] % 2 == 0)
            continue;
        size_t last = i;
        while (last + 1 < s->count && tags[last + 1] == tags[i] + 1)
            last++;
        out[n++] = (crf_span){i, last, exp(log_mass(m, known, s->count, tags, i, last) - all)};
    }
    free(scores);
    free(p.rows);
    free(p.first);
    return n;
}
