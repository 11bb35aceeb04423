#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MOST_THREADS = 64 };

typedef struct shared_work {
    shb_ctx *ctx;
    size_t n;
    shb_item_work *work;
    void *user;
    atomic_size_t next;
    atomic_int failed; /* a shb_status */
} shared_work;

static void *take_items(void *user) {
    shared_work *all = user;
    size_t i;
    while (!atomic_load(&all->failed) && (i = atomic_fetch_add(&all->next, 1)) < all->n) {
        shb_status st = all->ctx->cancel && *all->ctx->cancel ? SHB_ECANCELLED
                                                              : all->work(all->user, i);
        if (st != SHB_OK)
            atomic_store(&all->failed, (int)st);
    }
    return NULL;
}

shb_status shb_parallel(shb_ctx *ctx, size_t n, shb_item_work *work, void *user) {
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t wanted = ctx->jobs ? ctx->jobs : processors > 0 ? (size_t)processors : 1;
    size_t started = 0;
    pthread_t threads[MOST_THREADS];
    shared_work all = {.ctx = ctx, .n = n, .work = work, .user = user};
    while (started + 1 < wanted && started < MOST_THREADS && started + 1 < n &&
           pthread_create(&threads[started], NULL, take_items, &all) == 0)
        started++;
    take_items(&all);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    shb_status st = (shb_status)atomic_load(&all.failed);
    return st == SHB_ENOMEM ? shb_fail_memory(ctx)
           : st != SHB_OK   ? shb_check_cancel(ctx)
                            : SHB_OK;
}
