/** How many names a tagger finds, and how often it is right when it is so sure. */
#ifndef TRAIN_MEASURE_H
#define TRAIN_MEASURE_H

#include <stdio.h>

#include "crf.h"

enum { N_TYPES = 3 }; /* PER, LOC, ORG */

typedef struct judged {
    double confidence;
    bool right;
    uint8_t fold;
} judged;

typedef struct tally {
    size_t gold[N_TYPES], found[N_TYPES], right[N_TYPES];
    judged *spans; /* persons and organizations found */
    size_t n_spans, capacity;
    uint8_t fold; /* at hand */
} tally;

/** Tags the sentences of `use`; `verbose` prints those with mistakes. Each knows what the
 * tagger was sure of in `window` sentences before; 0: in none. */
void tally_count(const crf *model, corpus *c, const bool *use, uint32_t window,
                 bool verbose, tally *t);
void tally_print(const char *name, const tally *t);
/** Prints what the model says, and what a calibration says that has not seen the fold;
 * the tally's own confidences are the latter then. */
void tally_calibrate(tally *t, int folds);

/** To and from another process; exit with a message where that fails. */
void tally_write(const tally *t, FILE *out);
void tally_add(tally *t, FILE *in);

#endif
