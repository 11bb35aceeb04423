/**
 * @file parallel.h
 * The same work for many numbers, on several threads.
 */
#ifndef SHB_BASE_PARALLEL_H
#define SHB_BASE_PARALLEL_H

#include <shabaka/status.h>

/** Work on item `i`; what it writes is its own. Reports no error but by its status. */
typedef shb_status shb_item_work(void *user, size_t i);

/**
 * Do all items from 0 to n - 1, in any order, on ctx->jobs threads (0: one a processor).
 * Errors: SHB_ENOMEM if one of them says so; SHB_ECANCELLED where the caller asks to stop
 */
shb_status shb_parallel(shb_ctx *ctx, size_t n, shb_item_work *work, void *user);

#endif
