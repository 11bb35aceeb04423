/**
 * @file random.h
 * Random numbers that are the same on every machine: streams from a seed.
 * Source: SplitMix64: Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195; below():
 *         Lemire 2019, doi:10.1145/3230636
 */
#ifndef SHB_BASE_RANDOM_H
#define SHB_BASE_RANDOM_H

#include <stdint.h>

/** The finalizer of SplitMix64. */
static inline uint64_t shb_mix64(uint64_t x) {
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

/** The next number of the stream that began with *state = seed. */
static inline uint64_t shb_random_next(uint64_t *state) {
    return shb_mix64(*state += 0x9e3779b97f4a7c15u);
}

/** The stream of one part (a replicate, a trial) of the work under a seed. */
static inline uint64_t shb_random_stream(uint64_t seed, uint64_t part) {
    return shb_mix64(shb_mix64(seed + 0x9e3779b97f4a7c15u) + part);
}

/** From 0 to n - 1; n > 0. */
static inline uint32_t shb_random_below(uint64_t *state, uint32_t n) {
    uint64_t product = (shb_random_next(state) >> 32) * n;
    if ((uint32_t)product < n)
        for (uint32_t least = -n % n; (uint32_t)product < least;)
            product = (shb_random_next(state) >> 32) * n;
    return (uint32_t)(product >> 32);
}

/** 0 or more, below 1. */
static inline double shb_random_share(uint64_t *state) {
    return (double)(shb_random_next(state) >> 11) * 0x1p-53;
}

#endif
