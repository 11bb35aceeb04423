/*
 * Word vectors from running text, for the tagger: skip-gram with negative samples
 * (Mikolov et al. 2013, arXiv:1310.4546), with outputs of their own for each place of the
 * neighbours (Ling et al. 2015, 10.3115/v1/N15-1142).
 *
 * usage: vectors [-n WORDS] [-i PASSES] -o OUT TEXT...
 *
 * OUT: uint32 words, uint32 DIMENSIONS; a word's key (uint32) and its floats, one after
 * the other. TEXT: what `shabaka build` reads. The same input gives the same vectors.
 */
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"
#include "vectors.h"

enum { WINDOW = 2, PLACES = 2 * WINDOW, NEGATIVE = 5, DRAWS = 1 << 22, RUN = 1000 };
enum { STEPS_OF_ONE = 64, FARTHEST = 8, CURVE = 2 * FARTHEST * STEPS_OF_ONE, FEW = 200 };

static const double often = 1e-3; /* commoner words are left out now and then */
static const float first_rate = .025f, last_rate = .0001f;

typedef float four __attribute__((vector_size(16)));
enum { FOURS = DIMENSIONS / 4 };

typedef struct model {
    four (*in)[FOURS], (*out)[PLACES][FOURS];
    uint32_t *drawn; /* words, each as often as it is to be a negative sample */
    float curve[CURVE];
    uint64_t random;
} model;

static uint32_t draw(model *m) {
    m->random = m->random * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(m->random >> 33);
}

static void prepare(model *m, const uint32_t *counts, size_t n_words) {
    m->random = 1;
    m->in = need(aligned_alloc(64, (n_words + 1) * sizeof *m->in));
    m->out = need(aligned_alloc(64, (n_words + 1) * sizeof *m->out));
    memset(m->out, 0, (n_words + 1) * sizeof *m->out);
    for (size_t w = 0; w <= n_words; w++)
        for (size_t k = 0; k < DIMENSIONS; k++)
            m->in[w][k / 4][k % 4] =
                ((float)draw(m) / (float)(1u << 31) - .5f) / DIMENSIONS;
    for (int i = 0; i < CURVE; i++)
        m->curve[i] = 1 / (1 + expf(-(float)(i - CURVE / 2) / STEPS_OF_ONE));
    m->drawn = need(malloc(DRAWS * sizeof *m->drawn));
    double all = 0, sum = 0;
    for (size_t w = 1; w <= n_words; w++)
        all += pow(counts[w], .75);
    uint32_t word = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        while (word < n_words && (word == 0 || (double)i / DRAWS > sum))
            sum += pow(counts[++word], .75) / all;
        m->drawn[i] = word;
    }
}

static float likely(const model *m, float x) {
    int at = (int)(x * STEPS_OF_ONE) + CURVE / 2;
    return x >= FARTHEST ? 1 : x <= -FARTHEST ? 0 : m->curve[at < 0 ? 0 : at];
}

/* From a word, learn which one is at a place beside it. */
static void learn(model *m, uint32_t word, uint32_t other, size_t place, float rate) {
    four *x = m->in[word], error[FOURS];
    memset(error, 0, sizeof error);
    for (int k = 0; k <= NEGATIVE; k++) {
        uint32_t guess = k ? m->drawn[draw(m) % DRAWS] : other;
        if (k && guess == other)
            continue;
        four *y = m->out[guess][place], sums = {0};
        for (size_t i = 0; i < FOURS; i++)
            sums += x[i] * y[i];
        float dot = sums[0] + sums[1] + sums[2] + sums[3];
        float step = ((float)(k == 0) - likely(m, dot)) * rate;
        for (size_t i = 0; i < FOURS; i++) {
            error[i] += step * y[i];
            y[i] += step * x[i];
        }
    }
    for (size_t i = 0; i < FOURS; i++)
        x[i] += error[i];
}

static void learn_run(model *m, const uint32_t *run, size_t n, float rate) {
    for (size_t i = 0; i < n; i++)
        for (size_t place = 0; place < PLACES; place++) {
            size_t k =
                i + place - WINDOW + (place >= WINDOW); /* wraps before the first */
            if (k < n)
                learn(m, run[k], run[i], place, rate);
        }
}

/* The next run of words, never over an end of a text unless it is short. */
static size_t next_run(model *m, const text *c, const uint32_t *counts,
                       const uint32_t *keys, size_t *at, uint32_t *run) {
    size_t n = 0;
    while (*at < c->count && n < RUN) {
        uint32_t word = c->words[(*at)++];
        if (word == RARE)
            continue;
        if (keys[word] == TEXT_END && n > FEW)
            break;
        double share = (double)counts[word] / (double)c->count;
        double kept = share > often ? sqrt(often / share) + often / share : 1;
        if (kept >= 1 || (draw(m) & 0xffffff) / (double)(1 << 24) <= kept)
            run[n++] = word;
    }
    return n;
}

int main(int argc, char **argv) {
    size_t n_words = 120000;
    int passes = 4, option;
    const char *path = NULL;
    while ((option = getopt(argc, argv, "n:i:o:")) != -1) {
        if (option == 'n')
            n_words = strtoul(optarg, NULL, 10);
        else if (option == 'i')
            passes = atoi(optarg);
        else if (option == 'o')
            path = optarg;
        else
            return 2;
    }
    if (!path || optind == argc) {
        fputs("usage: vectors [-n WORDS] [-i PASSES] -o OUT TEXT...\n", stderr);
        return 2;
    }
    text c = {NULL, 0, 0};
    text_read(&c, argv + optind, (size_t)(argc - optind));
    uint32_t *keys = text_number(&c, &n_words), run[RUN];
    uint32_t *counts = need(calloc(n_words + 1, sizeof *counts));
    for (size_t i = 0; i < c.count; i++)
        counts[c.words[i]]++;
    static model m;
    prepare(&m, counts, n_words);
    for (int pass = 0; pass < passes; pass++)
        for (size_t at = 0, n; at < c.count;) {
            double done = (pass + (double)at / (double)c.count) / passes;
            float rate = first_rate * (float)(1 - done);
            n = next_run(&m, &c, counts, keys, &at, run);
            learn_run(&m, run, n, rate < last_rate ? last_rate : rate);
        }
    FILE *out = fopen(path, "wb");
    if (!out) {
        perror(path);
        return 1;
    }
    uint32_t sizes[2] = {(uint32_t)n_words, DIMENSIONS};
    fwrite(sizes, sizeof *sizes, 2, out);
    for (size_t w = 1; w <= n_words; w++) {
        fwrite(&keys[w], sizeof *keys, 1, out);
        fwrite(m.in[w], sizeof(float), DIMENSIONS, out);
    }
    bool bad = ferror(out) != 0;
    bad |= fclose(out) != 0;
    return bad;
}
