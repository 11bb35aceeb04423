/**
 * @file rare.h
 * Where the names were met that may be left out at the end, being too rare: so that in the
 * end units and documents have the sizes that they have in the network, without all units
 * being kept.
 */
#ifndef SHB_COOCCURRENCE_RARE_H
#define SHB_COOCCURRENCE_RARE_H

#include <shabaka/status.h>

/** A name, and a unit or document that names it. */
typedef struct shb_rare {
    uint64_t place; /**< its number; all names of one place stand in a row */
    uint32_t entity, size; /**< of the place: entities that it names in all */
} shb_rare;

typedef struct shb_rares {
    shb_rare *items;
    size_t count, capacity;
} shb_rares;

shb_status shb_rares_add(shb_ctx *ctx, shb_rares *rares, uint64_t place, uint32_t entity,
                         uint32_t size);

/**
 * @param numbers  of from's entities in `into`
 * @param offset   added to from's places: how many there are in `into`
 */
shb_status shb_rares_merge(shb_ctx *ctx, shb_rares *into, const shb_rares *from,
                           const uint32_t *numbers, uint64_t offset);

/**
 * Take those who are no nodes out of sizes[k], the places that name k.
 * @param nodes  by entity; UINT32_MAX: no node
 */
void shb_rares_leave_out(const shb_rares *rares, const uint32_t *nodes, uint64_t *sizes);

#endif
