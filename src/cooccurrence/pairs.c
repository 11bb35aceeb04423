#include "cooccurrence/pairs.h"

#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/random.h"

enum { FIRST_SLOTS = 256 };

static inline size_t slot_of(const shb_pairs *pairs, uint64_t key) {
    return shb_mix64(key ^ pairs->secret) & (pairs->n_slots - 1);
}

static shb_status enlarge(shb_ctx *ctx, shb_pairs *pairs) {
    size_t n_slots = pairs->n_slots ? pairs->n_slots * 2 : FIRST_SLOTS;
    uint32_t *slots = shb_alloc_array(n_slots, sizeof *slots);
    if (!slots)
        return shb_fail_memory(ctx);
    if (!pairs->slots)
        pairs->secret = shb_hash_keyed("pairs", 5);
    shb_free(pairs->slots);
    pairs->slots = slots;
    pairs->n_slots = n_slots;
    for (size_t row = 0; row < pairs->count; row++) {
        size_t i = slot_of(pairs, pairs->rows[row].key);
        while (slots[i])
            i = (i + 1) & (n_slots - 1);
        slots[i] = (uint32_t)row + 1;
    }
    return SHB_OK;
}

static shb_status add_row(shb_ctx *ctx, shb_pairs *pairs, uint64_t key, size_t slot,
                          uint32_t *out) {
    if (pairs->count >= UINT32_MAX - 1)
        return shb_fail(ctx, SHB_ELIMIT, NULL, "more than 4 thousand million pairs");
    shb_status st = shb_grow(ctx, (void **)&pairs->rows, &pairs->capacity,
                             pairs->count + 1, sizeof *pairs->rows);
    if (st != SHB_OK)
        return st;
    pairs->rows[pairs->count] = (shb_pair){key, 0, 0, 0, 0};
    *out = (uint32_t)pairs->count++;
    pairs->slots[slot] = *out + 1;
    return SHB_OK;
}

shb_status shb_pairs_row(shb_ctx *ctx, shb_pairs *pairs, uint64_t key, uint32_t *out) {
    if ((pairs->count + 1) * 3 > pairs->n_slots * 2) {
        shb_status st = enlarge(ctx, pairs);
        if (st != SHB_OK)
            return st;
    }
    size_t i = slot_of(pairs, key);
    for (; pairs->slots[i]; i = (i + 1) & (pairs->n_slots - 1)) {
        uint32_t row = pairs->slots[i] - 1;
        if (pairs->rows[row].key == key) {
            *out = row;
            return SHB_OK;
        }
    }
    return add_row(ctx, pairs, key, i, out);
}

void shb_pairs_prefetch(const shb_pairs *pairs, uint64_t key) {
#if defined(__GNUC__)
    if (pairs->n_slots)
        __builtin_prefetch(&pairs->slots[slot_of(pairs, key)]);
#else
    (void)pairs, (void)key;
#endif
}

void shb_pairs_reset(shb_pairs *pairs) {
    if (pairs->count > pairs->n_slots / 8) {
        memset(pairs->slots, 0, pairs->n_slots * sizeof *pairs->slots);
    } else {
        /* A slot emptied before does not stop the search: it goes on to the row's own. */
        for (size_t row = 0; row < pairs->count; row++) {
            size_t i = slot_of(pairs, pairs->rows[row].key);
            while (pairs->slots[i] != row + 1)
                i = (i + 1) & (pairs->n_slots - 1);
            pairs->slots[i] = 0;
        }
    }
    pairs->count = 0;
}

void shb_pairs_done(shb_pairs *pairs) {
    shb_free(pairs->rows);
    shb_free(pairs->slots);
    *pairs = (shb_pairs)SHB_PAIRS_INIT;
}
