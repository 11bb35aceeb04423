/**
 * @file search.h
 * Where in an ordered array: what bsearch() does not tell of keys that are not there, or
 * there more than once.
 */
#ifndef SHB_BASE_SEARCH_H
#define SHB_BASE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

/** The first of n items that is not before the key; n where all are. */
static inline size_t
shb_lower_bound(const void *items, size_t n, size_t size, const void *key,
                bool (*is_before)(const void *item, const void *key)) {
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_before((const char *)items + middle * size, key))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#endif
