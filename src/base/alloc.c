#include "base/alloc.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static atomic_long fail_after;
static atomic_bool fail_persistent;

void shb_alloc_fail_after(long n, bool persistent) {
    atomic_store(&fail_persistent, persistent);
    atomic_store(&fail_after, n);
}

static bool must_fail(void) {
    long left = atomic_load_explicit(&fail_after, memory_order_relaxed);
    if (left == 0)
        return false;
    if (left == 1 && atomic_load(&fail_persistent))
        return true;
    return atomic_fetch_sub(&fail_after, 1) == 1;
}

void *shb_alloc(size_t size) { return must_fail() ? NULL : malloc(size ? size : 1); }

void *shb_alloc_array(size_t n, size_t size) {
    return must_fail() ? NULL : calloc(n ? n : 1, size ? size : 1);
}

void *shb_alloc_table(size_t n, size_t size) {
    const size_t huge = (size_t)2 << 20;
    void *table = NULL;
    if (n < huge / 2 / (size ? size : 1))
        return shb_alloc_array(n, size);
    if (n > (SIZE_MAX - huge) / size || must_fail())
        return NULL;
    size_t bytes = (n * size + huge - 1) / huge * huge;
    if (posix_memalign(&table, huge, bytes) != 0)
        return NULL;
    (void)madvise(table, bytes, MADV_HUGEPAGE);
    return memset(table, 0, bytes);
}

void *shb_realloc_array(void *p, size_t n, size_t size) {
    if (size && n > SIZE_MAX / size)
        return NULL;
    return must_fail() ? NULL : realloc(p, n && size ? n * size : 1);
}

void shb_free(void *p) { free(p); }

void shb_alloc_trim(void) {
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

char *shb_strndup(const char *text, size_t len) {
    char *copy = shb_alloc(len + 1);
    if (copy) {
        memcpy(copy, text, len);
        copy[len] = '\0';
    }
    return copy;
}

char *shb_strdup(const char *text) { return shb_strndup(text, strlen(text)); }

shb_status shb_grow(shb_ctx *ctx, void **items, size_t *capacity, size_t needed,
                    size_t item_size) {
    if (needed <= *capacity)
        return SHB_OK;
    size_t larger = *capacity + *capacity / 2 + 8;
    if (larger < needed)
        larger = needed;
    void *moved = shb_realloc_array(*items, larger, item_size);
    if (!moved)
        return shb_fail_memory(ctx);
    *items = moved;
    *capacity = larger;
    return SHB_OK;
}
