/**
 * @file random.h
 * Random numbers that are the same on every machine, from a state of one number.
 */
#ifndef SHB_BASE_RANDOM_H
#define SHB_BASE_RANDOM_H

#include <stdint.h>

/** SplitMix64 (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195). */
static inline uint64_t shb_random(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

/** 0 or more, below 1. */
static inline double shb_random_share(uint64_t *state) {
    return (double)(shb_random(state) >> 11) * 0x1p-53;
}

#endif
