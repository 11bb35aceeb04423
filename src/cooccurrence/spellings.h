/**
 * @file spellings.h
 * One unlisted person's spellings and scripts, joined at the end of a counting.
 *
 * Names are joined where they sound alike (text/sounds.h), stand in no text together, are
 * of no different walks of life by the words before them, told apart by no decision, and
 * where each of the group is like each other: a name that is like two that are not alike
 * joins neither.
 */
#ifndef SHB_COOCCURRENCE_SPELLINGS_H
#define SHB_COOCCURRENCE_SPELLINGS_H

#include "cooccurrence/entities.h"
#include "text/tokens.h"

/** An unlisted person, and a text that names him. */
typedef struct shb_appearance {
    uint32_t entity;
    uint64_t document; /**< hash of its id */
} shb_appearance;

typedef struct shb_appearances {
    shb_appearance *items;
    size_t count, capacity;
} shb_appearances;

/** Was the id made from type and name, and of a person's? Ids of others are theirs. */
bool shb_is_made_person(const char *id);

/** The walks of life, as bits, that the words before a name tell. */
shb_status shb_walks_before(shb_ctx *ctx, shb_tokens *scratch, shb_str text, size_t name,
                            uint8_t *out);

shb_status shb_appearances_add(shb_ctx *ctx, shb_appearances *all, uint32_t entity,
                               uint64_t document);

/**
 * Who is joined to whom.
 * @param appearances  sorted on the way
 * @param out          by entity: the one of the smallest id of its group; itself where it
 *                     is not joined
 */
shb_status shb_spellings_match(shb_ctx *ctx, const shb_entities *entities,
                               shb_appearances *appearances, uint32_t *out);

#endif
