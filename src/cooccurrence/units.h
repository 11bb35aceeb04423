/**
 * @file units.h
 * The units themselves, kept for what their counts alone do not tell.
 */
#ifndef SHB_COOCCURRENCE_UNITS_H
#define SHB_COOCCURRENCE_UNITS_H

#include <shabaka/incidence.h>

typedef struct shb_unit_row {
    size_t end; /**< of its entities */
    uint32_t sentence;
} shb_unit_row;

typedef struct shb_unit_rows {
    shb_unit_row *rows;
    size_t count, capacity;
    uint32_t *entities;
    size_t n_entities, entities_capacity;
} shb_unit_rows;

typedef struct shb_unit_document {
    char *id;
    uint32_t date, set;
    uint64_t n_units;
    size_t units_end, sentences_end; /**< of its rows */
} shb_unit_document;

typedef struct shb_unit_store {
    shb_unit_document *documents;
    size_t n_documents, documents_capacity;
    shb_unit_rows units, sentences;
} shb_unit_store;

/** Add a row: `size` entities in the upper halves of named[starts[0..size - 1]]. */
shb_status shb_unit_rows_add(shb_ctx *ctx, shb_unit_rows *rows, const uint64_t *named,
                             const size_t *starts, size_t size, uint32_t sentence);

/** End a document: the rows added since the last one are its own. */
shb_status shb_unit_store_end(shb_ctx *ctx, shb_unit_store *store, shb_str id,
                              uint32_t date, uint32_t set, uint64_t n_units);

/** @param numbers  of from's entities in `into` */
shb_status shb_unit_store_merge(shb_ctx *ctx, shb_unit_store *into,
                                const shb_unit_store *from, const uint32_t *numbers);

/**
 * In canonical order, by node.
 * @param nodes  by entity; UINT32_MAX: no node
 * @param out    free with shb_incidence_free()
 */
shb_status shb_unit_store_incidence(shb_ctx *ctx, const shb_unit_store *store,
                                    const uint32_t *nodes, shb_incidence **out);

void shb_unit_store_done(shb_unit_store *store);

#endif
