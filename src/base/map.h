/**
 * @file map.h
 * Hash map from byte strings to small integers: names become integers once.
 */
#ifndef SHB_BASE_MAP_H
#define SHB_BASE_MAP_H

#include <shabaka/status.h>

#define SHB_MAP_NONE UINT32_MAX

typedef struct shb_map_slot {
    const char *key;
    size_t len;
    uint64_t hash;
    uint32_t value;
} shb_map_slot;

/** Keys are borrowed and must outlive the map. */
typedef struct shb_map {
    shb_map_slot *slots;
    size_t capacity, count;
} shb_map;

#define SHB_MAP_INIT                                                                     \
    { NULL, 0, 0 }

/** A keyed hash (SipHash-1-3, one random key a process): crafted keys cannot collide it.
 */
uint64_t shb_hash_keyed(const void *data, size_t len);
/** Keyed as well, for long texts: products of 64 bits, folded to 64 (four chains of
 * them, so that they do not wait for each other), and the keyed hash of these. */
uint64_t shb_hash_text(const void *data, size_t len);
/** FNV-1a, 64 bit, the same on every run: for ids and digests, never for tables of user
 * keys. */
uint64_t shb_hash_stable(uint64_t seed, const void *data, size_t len);
#define SHB_HASH_SEED 0xcbf29ce484222325u

uint32_t shb_map_get(const shb_map *map, const char *key, size_t len);
/** Set the value of a key. The key's bytes are borrowed. */
shb_status shb_map_set(shb_ctx *ctx, shb_map *map, const char *key, size_t len,
                       uint32_t value);
void shb_map_done(shb_map *map);

#endif
