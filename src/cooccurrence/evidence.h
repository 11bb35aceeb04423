/**
 * @file evidence.h
 * Which sentences are kept for a pair, whatever the order in which they come: those of
 * the smallest keys. A key is (which of its document's occurrences of the pair it is,
 * date, document, sentence): the earliest, and spread over documents before a second one
 * is taken from any. Undated documents come last.
 */
#ifndef SHB_COOCCURRENCE_EVIDENCE_H
#define SHB_COOCCURRENCE_EVIDENCE_H

#include <shabaka/status.h>

/** An entity's name in a sentence. */
typedef struct shb_name {
    uint32_t entity;
    uint32_t start, end; /**< bytes into the sentence's text */
} shb_name;

/** A sentence: as given to shb_evidence_keep() all its members are borrowed. */
typedef struct shb_kept {
    uint32_t holders; /**< how many occurrences and callers hold it */
    uint32_t date;    /**< yyyymmdd, 0 where unknown */
    uint32_t number;  /**< in its document */
    uint32_t start, end;
    shb_str doc, text;
    const shb_name *names;
    size_t n_names;
} shb_kept;

/** One occurrence of a pair (a, b), a < b. */
typedef struct shb_occurrence {
    uint32_t ordinal;       /**< among its document's occurrences of the pair */
    uint32_t date;          /**< that of its sentences, here too as it mostly decides */
    uint32_t first, second; /**< kept sentences: first names a, second b */
} shb_occurrence;

/** A heap with the largest key on top, once it is full. */
typedef struct shb_occurrences {
    uint32_t count, capacity;
    shb_occurrence items[];
} shb_occurrences;

typedef struct shb_evidence_store {
    uint32_t limit; /**< occurrences a pair; UINT32_MAX: all */
    shb_kept **kept;
    size_t n_kept, kept_capacity;
    uint32_t *gaps; /**< free places in kept */
    size_t n_gaps, gaps_capacity;
    shb_occurrences **of_pair; /**< by the pair's row; NULL where none */
    size_t n_pairs, pairs_capacity;
} shb_evidence_store;

/** Would an occurrence of this key be kept? The sentence is left out: an ordinal tells
 * enough. */
bool shb_evidence_wants(const shb_evidence_store *store, uint32_t pair, uint32_t ordinal,
                        uint32_t date, shb_str doc);

/** Copy a sentence into the store, held once by the caller until shb_evidence_release().
 */
shb_status shb_evidence_keep(shb_ctx *ctx, shb_evidence_store *store,
                             const shb_kept *sentence, uint32_t *out);
void shb_evidence_release(shb_evidence_store *store, uint32_t sentence);

/** Add an occurrence that shb_evidence_wants(); the largest key goes where there are too
 * many. */
shb_status shb_evidence_add(shb_ctx *ctx, shb_evidence_store *store, uint32_t pair,
                            shb_occurrence occurrence);

void shb_evidence_done(shb_evidence_store *store);

#endif
