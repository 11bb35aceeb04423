/**
 * @file stays.h
 * How often nodes stay with their group when groups are found again and again.
 */
#ifndef SHB_NETWORK_STAYS_H
#define SHB_NETWORK_STAYS_H

#include <shabaka/status.h>

typedef struct shb_stays {
    size_t n;
    const uint32_t *groups; /**< those asked about, borrowed */
    uint32_t *members;      /**< nodes, group after group */
    uint32_t *counts;       /**< of a label; all 0 between groups */
    uint32_t *there;        /**< how often each node was there */
    uint32_t *stayed;       /**< and was where most of its group were */
} shb_stays;

/** Free with shb_stays_done(), also after a failure. */
shb_status shb_stays_init(shb_ctx *ctx, const uint32_t *groups, size_t n, shb_stays *out);
void shb_stays_done(shb_stays *stays);

/**
 * Groups found once more. Of equally large parts of a group the one that is full first,
 * by number of node, is where most are.
 * @param labels  n numbers below n
 * @param there   n flags; NULL: all
 */
void shb_stays_add(shb_stays *stays, const uint32_t *labels, const bool *there);

#endif
