/** Running text as numbers of words. */
#ifndef TRAIN_TEXT_H
#define TRAIN_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "text/tokens.h"

enum { RARE = 0, TEXT_END = 2 + GAP_LINE };

typedef struct text {
    uint32_t *words; /* keys, then numbers from 1; RARE: any other word */
    size_t count, capacity;
} text;

void *need(void *p);

/** Words and punctuation of what `shabaka build` reads; TEXT_END after each text. Exits
 * with a message where a file cannot be read. */
void text_read(text *c, char **paths, size_t n);
/** Numbers the commonest words from 1; returns their keys. */
uint32_t *text_number(text *c, size_t *n_words);

#endif
