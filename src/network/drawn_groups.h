/**
 * @file drawn_groups.h
 * Do the groups hold when the documents are drawn anew? Groups of every draw beside those
 * of the whole network; who has no tie in a draw has no group there.
 */
#ifndef SHB_NETWORK_DRAWN_GROUPS_H
#define SHB_NETWORK_DRAWN_GROUPS_H

#include <shabaka/groups.h>
#include <shabaka/output.h>

#include "network/stays.h"

typedef struct shb_drawn_groups {
    size_t n_nodes, n_edges, n_groups;
    uint32_t *whole; /**< of the whole network */
    shb_stays stays;
    uint32_t *both, *together; /**< by edge: draws in which both ends have a tie, and of
                                    these such as have them in one group */
    double *alike;             /**< each draw's agreement with the whole */
    size_t added;
} shb_drawn_groups;

/** Groups of one draw. */
typedef struct shb_draw_of_groups {
    uint32_t *labels; /**< n_nodes numbers below n_nodes */
    bool *there;      /**< n_nodes flags */
    double alike;     /**< NMI over those that are there */
} shb_draw_of_groups;

/** @param whole  the network as a draw of every document once. Free with
 *                shb_drawn_groups_done(), also after a failure */
shb_status shb_drawn_groups_init(shb_ctx *ctx, const shb_network *whole,
                                 size_t replicates, shb_drawn_groups *out);
void shb_drawn_groups_done(shb_drawn_groups *groups);

/**
 * By Leiden, resolution 1.
 * @param lock  pthread_mutex_t, held where igraph works
 * @param out   its arrays are the caller's
 */
shb_status shb_drawn_groups_find(shb_ctx *ctx, const shb_drawn_groups *groups,
                                 const shb_network *draw, uint32_t seed, void *lock,
                                 shb_draw_of_groups *out);

/** One draw more. @param net  whose edges `both` and `together` are of */
void shb_drawn_groups_add(shb_drawn_groups *groups, const shb_network *net,
                          const shb_draw_of_groups *draw);

/** Columns: group and group_stability of nodes, together of edges. */
shb_status shb_drawn_groups_keep(shb_ctx *ctx, const shb_drawn_groups *groups,
                                 shb_network *net);

/** For the record: the members groups, nmi, nmi_low, nmi_high. */
void shb_drawn_groups_put(shb_drawn_groups *groups, shb_output *out);

#endif
