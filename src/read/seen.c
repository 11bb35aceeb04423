#include "read/seen.h"

#include "base/alloc.h"
#include "base/map.h"

static shb_seen_slot *find(const shb_seen *seen, shb_seen_slot thing) {
    size_t mask = seen->capacity - 1;
    for (size_t i = thing.high & mask;; i = (i + 1) & mask) {
        shb_seen_slot *slot = &seen->slots[i];
        bool empty = slot->high == 0 && slot->low == 0;
        if (empty || (slot->high == thing.high && slot->low == thing.low))
            return slot;
    }
}

static shb_status enlarge(shb_ctx *ctx, shb_seen *seen) {
    shb_seen larger = {NULL, seen->capacity ? seen->capacity * 2 : 64, seen->count};
    larger.slots = shb_alloc_array(larger.capacity, sizeof *larger.slots);
    if (!larger.slots)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < seen->capacity; i++)
        if (seen->slots[i].high || seen->slots[i].low)
            *find(&larger, seen->slots[i]) = seen->slots[i];
    shb_free(seen->slots);
    *seen = larger;
    return SHB_OK;
}

shb_status shb_seen_add(shb_ctx *ctx, shb_seen *seen, const void *data, size_t len,
                        bool *again) {
    if ((seen->count + 1) * 4 > seen->capacity * 3) {
        shb_status st = enlarge(ctx, seen);
        if (st != SHB_OK)
            return st;
    }
    /* The second half starts from the first, which is secret: so it is keyed as well. */
    shb_seen_slot thing = {shb_hash_keyed(data, len), 0};
    thing.low = shb_hash_stable(thing.high, data, len) | 1;
    shb_seen_slot *slot = find(seen, thing);
    *again = slot->low != 0;
    if (!*again) {
        *slot = thing;
        seen->count++;
    }
    return SHB_OK;
}

void shb_seen_done(shb_seen *seen) {
    shb_free(seen->slots);
    *seen = (shb_seen)SHB_SEEN_INIT;
}
