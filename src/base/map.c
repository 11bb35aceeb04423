#include "base/map.h"

#include <pthread.h>
#include <string.h>
#include <sys/random.h>

#include "base/alloc.h"

static uint64_t key0, key1;
static pthread_once_t keyed = PTHREAD_ONCE_INIT;

static void make_key(void) {
    uint64_t key[2] = {0x736861626b610001u, 0x6e6574776f726b02u};
    /* Without entropy the fixed key still gives right answers. */
    if (getrandom(key, sizeof key, GRND_NONBLOCK) != (ssize_t)sizeof key)
        key[0] ^= (uint64_t)(uintptr_t)&key;
    key0 = key[0];
    key1 = key[1];
}

static inline uint64_t rotate(uint64_t x, int b) { return x << b | x >> (64 - b); }

#define SIP_ROUND                                                                        \
    do {                                                                                 \
        v0 += v1, v1 = rotate(v1, 13), v1 ^= v0, v0 = rotate(v0, 32);                    \
        v2 += v3, v3 = rotate(v3, 16), v3 ^= v2;                                         \
        v0 += v3, v3 = rotate(v3, 21), v3 ^= v0;                                         \
        v2 += v1, v1 = rotate(v1, 17), v1 ^= v2, v2 = rotate(v2, 32);                    \
    } while (0)

/* Aumasson and Bernstein 2012, doi:10.1007/978-3-642-34931-7_28, with 1 and 3 rounds. */
uint64_t shb_hash_keyed(const void *data, size_t len) {
    pthread_once(&keyed, make_key);
    uint64_t v0 = key0 ^ 0x736f6d6570736575u, v1 = key1 ^ 0x646f72616e646f6du;
    uint64_t v2 = key0 ^ 0x6c7967656e657261u, v3 = key1 ^ 0x7465646279746573u;
    const unsigned char *p = data;
    size_t left = len;
    for (; left >= 8; left -= 8, p += 8) {
        uint64_t m;
        memcpy(&m, p, 8);
        v3 ^= m;
        SIP_ROUND;
        v0 ^= m;
    }
    uint64_t m = 0;
    memcpy(&m, p, left);
    m |= (uint64_t)len << 56;
    v3 ^= m;
    SIP_ROUND;
    v0 ^= m;
    v2 ^= 0xff;
    SIP_ROUND;
    SIP_ROUND;
    SIP_ROUND;
    return v0 ^ v1 ^ v2 ^ v3;
}

static inline uint64_t eight(const unsigned char *p) {
    uint64_t bytes;
    memcpy(&bytes, p, 8);
    return bytes;
}

static inline uint64_t folded_product(uint64_t a, uint64_t b) {
    unsigned __int128 product = (unsigned __int128)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t shb_hash_text(const void *data, size_t len) {
    pthread_once(&keyed, make_key);
    const unsigned char *p = data;
    uint64_t lanes[] = {key0, key1, ~key0, ~key1};
    size_t left = len;
    for (; left >= 64; left -= 64, p += 64)
        for (size_t i = 0; i < 4; i++)
            lanes[i] = folded_product(eight(p + 16 * i) ^ key1 ^ SHB_HASH_SEED,
                                      eight(p + 16 * i + 8) ^ lanes[i]);
    uint64_t end[] = {lanes[0], lanes[1], lanes[2], lanes[3], shb_hash_keyed(p, left),
                      len};
    return shb_hash_keyed(end, sizeof end);
}

uint64_t shb_hash_stable(uint64_t seed, const void *data, size_t len) {
    const unsigned char *p = data;
    for (size_t i = 0; i < len; i++)
        seed = (seed ^ p[i]) * 0x100000001b3u;
    return seed;
}

static shb_map_slot *find(const shb_map *map, uint64_t hash, const char *key,
                          size_t len) {
    size_t mask = map->capacity - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        shb_map_slot *slot = &map->slots[i];
        if (!slot->key ||
            (slot->hash == hash && slot->len == len && memcmp(slot->key, key, len) == 0))
            return slot;
    }
}

uint32_t shb_map_get(const shb_map *map, const char *key, size_t len) {
    if (!map->capacity)
        return SHB_MAP_NONE;
    const shb_map_slot *slot = find(map, shb_hash_keyed(key, len), key, len);
    return slot->key ? slot->value : SHB_MAP_NONE;
}

static shb_status enlarge(shb_ctx *ctx, shb_map *map) {
    shb_map larger = {NULL, map->capacity ? map->capacity * 2 : 64, map->count};
    larger.slots = shb_alloc_array(larger.capacity, sizeof *larger.slots);
    if (!larger.slots)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].key)
            *find(&larger, map->slots[i].hash, map->slots[i].key, map->slots[i].len) =
                map->slots[i];
    shb_free(map->slots);
    *map = larger;
    return SHB_OK;
}

shb_status shb_map_set(shb_ctx *ctx, shb_map *map, const char *key, size_t len,
                       uint32_t value) {
    if ((map->count + 1) * 4 > map->capacity * 3) {
        shb_status st = enlarge(ctx, map);
        if (st != SHB_OK)
            return st;
    }
    uint64_t hash = shb_hash_keyed(key, len);
    shb_map_slot *slot = find(map, hash, key, len);
    if (!slot->key) {
        *slot = (shb_map_slot){key, len, hash, value};
        map->count++;
    } else {
        slot->value = value;
    }
    return SHB_OK;
}

void shb_map_done(shb_map *map) {
    shb_free(map->slots);
    *map = (shb_map)SHB_MAP_INIT;
}
