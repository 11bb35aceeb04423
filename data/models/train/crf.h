/** Training of the conditional random field: exact gradients, AdaGrad (Duchi, Hazan and
 * Singer 2011), one sentence a step. */
#ifndef TRAIN_CRF_H
#define TRAIN_CRF_H

#include "corpus.h"
#include "tagger/model.h"

/** Features of place i as 32-bit hashes; returns how many, at most MAX_FEATURES. */
enum { MAX_FEATURES = 256 };
typedef size_t feature_maker(const sentence *s, size_t i, uint32_t *out);

typedef struct crf_options {
    feature_maker *features;
    const bool *use; /* of each sentence; NULL: all */
    int passes;
    int models; /* trained in other orders of the sentences, and averaged */
    float rate;
    float l2;
    float boldness; /* taken off the score of being in no name, in the model, too */
    float drop;     /* share of the features that are left out at random, every time */
    int averaged;   /* over that many passes, the last ones */
    float least_weight; /* features without a larger weight are left out, too */
    unsigned least; /* features seen less often are left out */
    uint64_t seed;
} crf_options;

typedef struct crf {
    feature_maker *features;
    uint32_t *keys; /* open addressing: key -> row */
    uint32_t *rows;
    size_t n_slots, n_rows, n_kept;
    float *weights;                  /* N_TAGS a row */
    float pairs[N_TAGS + 1][N_TAGS]; /* the last row: from the start */
} crf;

void crf_train(crf *model, const corpus *c, const crf_options *options);
void crf_free(crf *model);

/** The likeliest tags; tags has room for s->count. */
void crf_tag(const crf *model, const sentence *s, uint8_t *tags);

/** N_TAGS chances a word. */
void crf_marginals(const crf *model, const sentence *s, float *out);

/** That words first..last, and no more, are a name that begins with tags[first]; by the
 * forward and backward chances, as the program does it. */
typedef struct crf_span {
    size_t first, last;
    double confidence;
} crf_span;
/** The spans of tags that crf_tag() gave; out has room for s->count. */
size_t crf_spans(const crf *model, const sentence *s, const uint8_t *tags, crf_span *out);

/** A model as the program reads it, with 8-bit weights; free with shb_tagger_free(). */
shb_tagger *crf_compile(const crf *model, const shb_word_classes *classes,
                        const float calibration[2]);
void tagger_write(const shb_tagger *tagger, const char *path);

#endif
