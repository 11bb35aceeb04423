/**
 * @file group_runs.h
 * Communities found again and again, in one go.
 */
#ifndef SHB_NETWORK_GROUP_RUNS_H
#define SHB_NETWORK_GROUP_RUNS_H

#include <shabaka/groups.h>

/** @param labels  n_nodes numbers below n_nodes; valid during the call */
typedef void shb_each_grouping(void *user, uint32_t run, const uint32_t *labels,
                               double modularity);

/** Runs with seed, seed + 1, ...; each as shb_groups_compute() does it. */
shb_status shb_groups_each(shb_ctx *ctx, const shb_network *net,
                           const shb_group_method *method, double resolution,
                           uint32_t seed, uint32_t runs, shb_each_grouping *each,
                           void *user);

#endif
