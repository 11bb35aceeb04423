/** The features of a plain tagger, to compare with: words, affixes, shapes, titles,
 * countries, name list, and word classes where they are given. */
#ifndef TRAIN_BASELINE_H
#define TRAIN_BASELINE_H

#include "corpus.h"

/** Reads FOLDER/titles.tsv and FOLDER/names.latin-*.tsv. */
void baseline_lists(const char *folder);
/** Are word classes among the features? */
extern bool baseline_classes;

size_t baseline_features(const sentence *s, size_t i, uint32_t *out);

#endif
