/**
 * @file seen.h
 * A set of things seen before, 16 bytes each however long they are: a keyed hash of 128
 * bits stands for the thing, so that two of 10^9 meet with probability 10^-20.
 */
#ifndef SHB_READ_SEEN_H
#define SHB_READ_SEEN_H

#include <shabaka/status.h>

typedef struct shb_seen_slot {
    uint64_t high, low; /* both 0: empty */
} shb_seen_slot;

typedef struct shb_seen {
    shb_seen_slot *slots;
    size_t capacity, count;
} shb_seen;

#define SHB_SEEN_INIT                                                                    \
    { NULL, 0, 0 }

/** Put a thing into the set. @param again  true if it was there. Errors: SHB_ENOMEM */
shb_status shb_seen_add(shb_ctx *ctx, shb_seen *seen, const void *data, size_t len,
                        bool *again);
void shb_seen_done(shb_seen *seen);

#endif
