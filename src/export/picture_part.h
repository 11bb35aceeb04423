/**
 * @file picture_part.h
 * What of a network fits into one picture.
 */
#ifndef SHB_EXPORT_PICTURE_PART_H
#define SHB_EXPORT_PICTURE_PART_H

#include <shabaka/network.h>

/** Which nodes and edges are drawn. Free with shb_picture_part_done(). */
typedef struct shb_picture_part {
    uint32_t *nodes; /**< marked ones first, then those near them, then by strength */
    size_t n_nodes;
    size_t plates; /**< so many of them have room for their names, the others are dots */
    size_t *edges; /**< lightest first */
    size_t n_edges;
    size_t ties;       /**< edges among the nodes, drawn or not */
    uint32_t *places;  /**< of every node of the network, in nodes; or UINT32_MAX */
    double *strengths; /**< of every node of the network: sum of its edges' weights */
    size_t isolates;   /**< nodes without any edge: left out where others have one */
} shb_picture_part;

/**
 * Choose the strongest nodes, up to a limit, but the marked ones and their strongest
 * neighbours (a third of all at most) in any case; and of the edges among them the two
 * strongest of each node and all of a marked one, then the strongest of all, until there
 * are about three a node: more is a hairball on paper. Left out is what says nothing:
 * nodes without edges, and islands of which no node has its name shown.
 */
shb_status shb_picture_choose(shb_ctx *ctx, const shb_network *net, size_t limit,
                              const uint32_t *marked, size_t n_marked,
                              shb_picture_part *out);
void shb_picture_part_done(shb_picture_part *part);

#endif
