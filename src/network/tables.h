/**
 * @file tables.h
 * The counts that a network carries: for each edge the 2x2 table of its two entities.
 */
#ifndef SHB_NETWORK_TABLES_H
#define SHB_NETWORK_TABLES_H

#include <shabaka/associations.h>

/** Counts by units; arrays are owned. */
typedef struct shb_tables {
    uint64_t total;        /**< N */
    uint64_t *named;       /**< n_i of each node */
    uint64_t *together;    /**< n_ij of each edge */
    const uint64_t *sizes; /**< sizes[k]: units that name k entities; borrowed */
    size_t n_sizes;
} shb_tables;

/**
 * Errors: SHB_ENOTFOUND where the network carries no counts; SHB_EUNSUITED where they
 * contradict each other (n_ij above n_i, n_i above N)
 */
shb_status shb_tables_init(shb_ctx *ctx, const shb_network *net, shb_tables *out);
void shb_tables_done(shb_tables *tables);

#endif
