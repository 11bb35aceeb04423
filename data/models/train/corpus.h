/** Hand-tagged texts as the program sees them: its own words, sentences and facts. */
#ifndef TRAIN_CORPUS_H
#define TRAIN_CORPUS_H

#include <shabaka/gazetteer.h>

#include "tagger/memory.h"
#include "tagger/tagger.h"

typedef struct sentence {
    size_t count;
    shb_tag_word *words;
    uint8_t *gaps; /* before each word; GAP_LINE for the first */
    uint8_t *tags; /* TAG_... by hand */
    char *text;    /* folded words, 0-separated, for lists: one run, by `at` */
    uint32_t *at;  /* offset of each word in text */
    uint32_t *tails;   /* shb_tag_tail() of each word */
    float *chances;    /* of each tag of each word, by a tagger that has not seen it */
    uint32_t *keys[2]; /* of the word in a table of classes; without proclitics */
    uint32_t document; /* 0, 1, ... over all files; some 20 sentences */
    uint32_t file;
    bool hidden; /* a copy that does not know the listed persons */
} sentence;

typedef struct corpus {
    sentence *items;
    size_t count, capacity;
    uint32_t documents, files;
    const shb_word_classes *classes;
} corpus;

/** Adds each sentence twice: as it is, and as if no person were listed. Exits with a
 * message where a file cannot be read. */
void corpus_read(corpus *c, const shb_gazetteer *gazetteer, const char *path);
/** How often words are names: again, from a table that has been counted since. */
void corpus_classify(corpus *c);

/** What was seen of the words in the sentences before; and what is from now on, by the
 * chances of every tag. */
void corpus_recall(shb_tag_memory *memory, sentence *s);
void corpus_remember(shb_tag_memory *memory, const sentence *s, const float *chances);
/** For all sentences that are used (or none), by their chances, from those before. */
void corpus_recall_all(corpus *c, const bool *use, uint32_t window);
void corpus_forget_seen(corpus *c);

void *need(void *p);
void fail(const char *what, const char *file);

/** Place i of a sentence, as the features want it. */
shb_tag_place place_of(const sentence *s, size_t i);

#endif
