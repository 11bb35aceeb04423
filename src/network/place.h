/**
 * @file place.h
 * Positions for the nodes of one connected network, and networks cut into parts for it.
 */
#ifndef SHB_NETWORK_PLACE_H
#define SHB_NETWORK_PLACE_H

#include <shabaka/network.h>

typedef struct shb_point {
    double x, y;
} shb_point;

/** A network cut by a number for each node; edges between parts belong to none. */
typedef struct shb_parts {
    size_t count;
    size_t *node_starts; /**< part i has nodes[node_starts[i]] up to node_starts[i + 1] */
    uint32_t *nodes;     /**< in each part ascending */
    uint32_t *places;    /**< a node's place in `nodes` less its part's start */
    size_t *edge_starts;
    shb_edge *edges; /**< between nodes counted from 0 in each part */
} shb_parts;

/** @param numbers  the part of each node, from 1 to count */
shb_status shb_parts_init(shb_ctx *ctx, const shb_network *net, const uint32_t *numbers,
                          size_t count, shb_parts *out);
void shb_parts_done(shb_parts *parts);

/** Part i (from 0) as a network that has n_nodes and edges only; borrowed. */
shb_network shb_part(const shb_parts *parts, size_t i);

/**
 * Positions of the nodes of a connected network, in a scale of their own, wider than
 * high.
 *
 * Up to 40 nodes by springs between all pairs (Kamada and Kawai 1989,
 * doi:10.1016/0020-0190(89)90102-6). Above by communities: these are placed as if they
 * were nodes, each is given a disc with its share of the room, and its nodes are placed
 * in there by springs or, past 150, by forces (Fruchterman and Reingold 1991,
 * doi:10.1002/spe.4380211102); then each disc is turned towards its neighbours. Up to 150
 * nodes that is only where springs between all pairs begin, longer ones between
 * communities than inside: small pictures have no need of islands, and ties stay short.
 *
 * @param quick  for many nodes: fewer rounds
 * @param out    n_nodes points
 * Errors: SHB_ENOMEM, SHB_EIGRAPH, SHB_ECANCELLED
 */
shb_status shb_place(shb_ctx *ctx, const shb_network *net, bool quick, shb_point *out);

/** Move discs apart until, after 300 rounds at most, none is nearer than gap to another.
 */
shb_status shb_part_discs(shb_ctx *ctx, shb_point *centres, const double *radii, size_t n,
                          double gap);

#endif
