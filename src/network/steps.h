/**
 * @file steps.h
 * Distances counted in steps: breadth first, from 64 nodes at once.
 */
#ifndef SHB_NETWORK_STEPS_H
#define SHB_NETWORK_STEPS_H

#include <shabaka/network.h>

/** The neighbours of node v are targets[starts[v]] up to targets[starts[v + 1] - 1],
 * ascending. */
typedef struct shb_neighbours {
    size_t *starts;
    uint32_t *targets;
} shb_neighbours;

/** Free with shb_neighbours_done(), also after a failure. */
shb_status shb_neighbours_init(shb_ctx *ctx, const shb_network *net, shb_neighbours *out);
void shb_neighbours_done(shb_neighbours *list);

/**
 * `node` is reached in `steps` steps (1 or more) by node first + i for each bit i of
 * `from`.
 */
typedef void shb_step_reached(void *user, uint32_t node, uint32_t first, uint64_t from,
                              uint64_t steps);

/**
 * Tell of every ordered pair of nodes that reach each other in `limit` steps at most.
 * Source: Then et al. 2014, doi:10.14778/2735496.2735507
 */
shb_status shb_steps(shb_ctx *ctx, const shb_network *net, uint64_t limit,
                     shb_step_reached *reached, void *user);

#endif
