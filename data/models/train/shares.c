#include "shares.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vectors.h"

/* One output for no name, persons, places, organizations, others. */
enum { HIDDEN = 24, OUTPUTS = 5, PARTS = 5, PASSES = 8 };

struct word_vectors {
    float (*of)[DIMENSIONS]; /* of each slot of the table */
    bool *known;
};

/* A weight, and the sum of its squared gradients (AdaGrad). */
typedef struct weight {
    float is, squares;
} weight;

typedef struct network {
    weight first[HIDDEN][DIMENSIONS + 1], second[OUTPUTS][HIDDEN + 1]; /* last: offset */
} network;

word_vectors *vectors_read(const char *path, const shb_word_classes *classes) {
    word_vectors *v = need(calloc(1, sizeof *v));
    v->of = need(calloc(classes->n_slots, sizeof *v->of));
    v->known = need(calloc(classes->n_slots, 1));
    uint32_t sizes[2], key;
    double mean[DIMENSIONS] = {0}, count = 0;
    FILE *in = fopen(path, "rb");
    if (!in || fread(sizes, sizeof *sizes, 2, in) != 2 || sizes[1] != DIMENSIONS)
        fail("no vectors", path);
    for (uint32_t i = 0; i < sizes[0]; i++) {
        float own[DIMENSIONS];
        if (fread(&key, sizeof key, 1, in) != 1 ||
            fread(own, sizeof *own, DIMENSIONS, in) != DIMENSIONS)
            fail("no vectors", path);
        const shb_word_class *slot = shb_word_class_of(classes, key);
        if (!slot->word)
            continue;
        size_t at = (size_t)(slot - classes->slots);
        memcpy(v->of[at], own, sizeof own);
        v->known[at] = true;
        count++;
        for (size_t k = 0; k < DIMENSIONS; k++)
            mean[k] += (double)own[k];
    }
    fclose(in);
    static const double length = 3;
    for (size_t w = 0; w < classes->n_slots; w++) {
        double squares = 1e-9;
        for (size_t k = 0; v->known[w] && k < DIMENSIONS; k++) {
            v->of[w][k] -= (float)(mean[k] / count);
            squares += (double)(v->of[w][k] * v->of[w][k]);
        }
        for (size_t k = 0; k < DIMENSIONS; k++)
            v->of[w][k] *= (float)(length / sqrt(squares));
    }
    return v;
}

static float random_weight(uint64_t *state) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return ((float)(*state >> 40) / (float)(1 << 24) - .5f) * .2f;
}

static void begin(network *m) {
    uint64_t state = 7;
    memset(m, 0, sizeof *m);
    for (size_t a = 0; a < HIDDEN; a++)
        for (size_t k = 0; k < DIMENSIONS; k++)
            m->first[a][k].is = random_weight(&state);
    for (size_t o = 0; o < OUTPUTS; o++)
        for (size_t a = 0; a < HIDDEN; a++)
            m->second[o][a].is = random_weight(&state);
}

static void guess(const network *m, const float *x, float hidden[HIDDEN],
                  float chances[OUTPUTS]) {
    float most = -1e9f, sum = 0;
    for (size_t a = 0; a < HIDDEN; a++) {
        float in = m->first[a][DIMENSIONS].is;
        for (size_t k = 0; k < DIMENSIONS; k++)
            in += m->first[a][k].is * x[k];
        hidden[a] = tanhf(in);
    }
    for (size_t o = 0; o < OUTPUTS; o++) {
        float in = m->second[o][HIDDEN].is;
        for (size_t a = 0; a < HIDDEN; a++)
            in += m->second[o][a].is * hidden[a];
        chances[o] = in;
        most = in > most ? in : most;
    }
    for (size_t o = 0; o < OUTPUTS; o++)
        sum += chances[o] = expf(chances[o] - most);
    for (size_t o = 0; o < OUTPUTS; o++)
        chances[o] /= sum;
}

static void step(weight *w, float gradient) {
    static const float rate = .03f;
    w->squares += gradient * gradient;
    w->is -= rate * gradient / (sqrtf(w->squares) + 1e-5f);
}

/* A word that is so often of each kind. */
static void learn(network *m, const float *x, const float seen[OUTPUTS]) {
    float hidden[HIDDEN], chances[OUTPUTS], back[HIDDEN] = {0}, all = 0;
    for (size_t o = 0; o < OUTPUTS; o++)
        all += seen[o];
    float heed = all > 9 ? 3 : sqrtf(all);
    guess(m, x, hidden, chances);
    for (size_t o = 0; o < OUTPUTS; o++) {
        float gradient = (chances[o] - seen[o] / all) * heed;
        for (size_t a = 0; a < HIDDEN; a++) {
            back[a] += gradient * m->second[o][a].is;
            step(&m->second[o][a], gradient * hidden[a]);
        }
        step(&m->second[o][HIDDEN], gradient);
    }
    for (size_t a = 0; a < HIDDEN; a++) {
        float gradient = back[a] * (1 - hidden[a] * hidden[a]);
        step(&m->first[a][DIMENSIONS], gradient);
        for (size_t k = 0; k < DIMENSIONS; k++)
            step(&m->first[a][k], gradient * x[k]);
    }
}

static uint8_t level(float chance) {
    static const float bounds[] = {.02f, .06f, .15f, .3f, .5f, .7f, .88f};
    uint8_t out = 1;
    while (out <= 7 && chance >= bounds[out - 1])
        out++;
    return out;
}

static uint32_t part_of(uint32_t word) { return (word * 2654435761u >> 16) % PARTS; }

void shares_guess(const word_vectors *v, const corpus *c, const bool *use,
                  shb_word_classes *classes) {
    float(*seen)[OUTPUTS] = need(calloc(classes->n_slots, sizeof *seen));
    bool *any = need(calloc(classes->n_slots, 1));
    for (size_t k = 0; k < c->count; k++) {
        const sentence *s = &c->items[k];
        for (size_t i = 0; use[k] && !s->hidden && i < s->count; i++) {
            const shb_word_class *found = shb_word_class_of(classes, s->keys[0][i]);
            if (!found->word && s->keys[1][i])
                found = shb_word_class_of(classes, s->keys[1][i]);
            size_t at = (size_t)(found - classes->slots);
            any[at] = found->word && v->known[at];
            seen[at][(s->tags[i] + 1) / 2]++;
        }
    }
    static network m;
    for (uint32_t part = 0; part < PARTS; part++) {
        begin(&m);
        for (int pass = 0; pass < PASSES; pass++)
            for (size_t w = 0; w < classes->n_slots; w++)
                if (any[w] && part_of(classes->slots[w].word) != part)
                    learn(&m, v->of[w], seen[w]);
        for (size_t w = 0; w < classes->n_slots; w++) {
            shb_word_class *word = &classes->slots[w];
            float hidden[HIDDEN], chances[OUTPUTS];
            if (!v->known[w] || part_of(word->word) != part)
                continue;
            guess(&m, v->of[w], hidden, chances);
            word->person = level(chances[1]);
            word->organization = level(2 * chances[3]); /* seldom surer than a half */
        }
    }
    free(seen);
    free(any);
}
