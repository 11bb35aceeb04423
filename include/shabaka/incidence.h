/**
 * @file incidence.h
 * The units of counting themselves: which unit of which document names which nodes. The
 * counting keeps them where it is asked to (shb_count_options.keep_units), in memory
 * alone: no file holds them. What is computed from them stays as columns and record.
 *
 * Canonical order: documents by id, then date, set and what they name; units as in the
 * text.
 */
#ifndef SHABAKA_INCIDENCE_H
#define SHABAKA_INCIDENCE_H

#include <shabaka/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Row r names nodes[starts[r]] to nodes[starts[r + 1] - 1], ascending, each once. */
typedef struct shb_rows {
    size_t count;
    size_t *starts; /**< and one more */
    uint32_t *nodes;
    uint32_t *sentences; /**< number of its first sentence in the document */
} shb_rows;

typedef struct shb_document {
    char *id;
    uint32_t date;           /**< yyyymmdd, 0 where unknown */
    uint32_t set;            /**< see shb_count_options.set */
    uint64_t n_units;        /**< all of its units, also those without a row */
    size_t units, sentences; /**< its first rows; the next document's are the end */
} shb_document;

typedef struct shb_incidence {
    size_t n_documents;
    shb_document *documents; /**< and one more, that ends the rows */
    shb_rows units;          /**< those that name somebody and count in pairs */
    shb_rows sentences;      /**< that name somebody; where they were kept, too */
    uint32_t reach;          /**< sentences a unit spans at most, 0: no such limit */
    bool overlaps;           /**< units share sentences: windows */
} shb_incidence;

/** Takes NULL. */
SHB_API void shb_incidence_free(shb_incidence *incidence);

#ifdef __cplusplus
}
#endif
#endif
