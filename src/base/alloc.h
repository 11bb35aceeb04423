/**
 * @file alloc.h
 * The only place that calls malloc: overflow-checked, and a test can make the n-th call
 * fail.
 */
#ifndef SHB_BASE_ALLOC_H
#define SHB_BASE_ALLOC_H

#include <shabaka/status.h>

void *shb_alloc(size_t size);                 /**< never NULL for size 0 */
void *shb_alloc_array(size_t n, size_t size); /**< zeroed; NULL on overflow */
/** A table that is read here and there: zeroed, in huge pages where the system has them,
 * for a look-up in small ones waits for the page table, too. Free with shb_free(). */
void *shb_alloc_table(size_t n, size_t size);
void *shb_realloc_array(void *p, size_t n, size_t size);
void shb_free(void *p);
/** Give back to the system what is free, where the system can be told. */
void shb_alloc_trim(void);
char *shb_strdup(const char *text);
char *shb_strndup(const char *text, size_t len);

/**
 * Make room for `needed` items, growing by half; sets *items and *capacity.
 * Use as shb_grow(ctx, (void **)&v, &cap, n + 1, sizeof *v).
 */
shb_status shb_grow(shb_ctx *ctx, void **items, size_t *capacity, size_t needed,
                    size_t item_size);

/** Fail the n-th allocation from now (1 = next) and, if persistent, all after it; 0 =
 * off. */
void shb_alloc_fail_after(long n, bool persistent);

#endif
