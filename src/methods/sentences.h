/**
 * @file sentences.h
 * The sentences of the paragraph, as a table.
 */
#ifndef SHB_METHODS_SENTENCES_H
#define SHB_METHODS_SENTENCES_H

#include <jansson.h>
#include <shabaka/gazetteer.h>
#include <shabaka/network.h>

/* What a sentence is about: the record of the counting, or one step after it. */
typedef struct subject {
    const shb_network *net;
    const json_t *made;
    const json_t *item; /* the step, or made itself */
    shb_lang lang;
} subject;

typedef bool condition(const subject *s);

/** {name} in a text stands for what the record says. */
typedef struct sentence {
    const char *step; /* NULL: of the counting; else the "do" of a step */
    condition *when;
    const char *text[SHB_N_LANGS];
} sentence;

/** Ends with one that has no condition. */
extern const sentence shb_sentences[];

#endif
