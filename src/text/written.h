/**
 * @file written.h
 * In which of the three languages' letters a text is written, by its first thousand
 * bytes.
 */
#ifndef SHB_TEXT_WRITTEN_H
#define SHB_TEXT_WRITTEN_H

#include <shabaka/gazetteer.h>

#include <stdint.h>

enum { WRITTEN_BYTES = 1000 };

typedef struct shb_written {
    uint64_t sums; /* letters of each language, sixteen bits each */
    size_t left;   /* bytes that are still looked at */
    int most;      /* the language with most letters; -1: no letters yet */
} shb_written;

#define SHB_WRITTEN_INIT                                                                 \
    { 0, WRITTEN_BYTES, -1 }

/** The next part of the text. Can what comes change nothing any more? */
bool shb_written_add(shb_written *written, shb_str text);

#endif
