/** How likely each word is part of a name, by its vector: a small network with one hidden
 * layer learns it from the words of the hand-tagged texts. */
#ifndef TRAIN_SHARES_H
#define TRAIN_SHARES_H

#include "corpus.h"

typedef struct word_vectors word_vectors;

/** Vectors of the words in the table; exits with a message where there are none. */
word_vectors *vectors_read(const char *path, const shb_word_classes *classes);
/** Into person and organization of the table, from the sentences that are used. What is
 * said of a word comes from a network that has not seen it. */
void shares_guess(const word_vectors *v, const corpus *c, const bool *use,
                  shb_word_classes *classes);

#endif
