/** @file sound_bits.h  Each sound that a letter may stand for, as a bit. */
#ifndef SHB_TEXT_SOUND_BITS_H
#define SHB_TEXT_SOUND_BITS_H

/** Sounds. EMPHATIC and SECOND are none: they keep Arabic letters apart among themselves.
 */
enum {
    B = 1 << 0,
    P = 1 << 1,
    F = 1 << 2,
    V = 1 << 3,
    T = 1 << 4,
    D = 1 << 5,
    S = 1 << 6,
    Z = 1 << 7,
    SH = 1 << 8,
    ZH = 1 << 9,
    CH = 1 << 10,
    J = 1 << 11,
    G = 1 << 12,
    K = 1 << 13,
    KH = 1 << 14,
    H = 1 << 15,
    L = 1 << 16,
    M = 1 << 17,
    N = 1 << 18,
    R = 1 << 19,
    W = 1 << 20,
    Y = 1 << 21,
    A = 1 << 22,
    I = 1 << 23,
    U = 1 << 24,
    TH = 1 << 25,
    EMPHATIC = 1 << 26,
    SECOND = 1 << 27,
    VOWEL = A | I | U
};

#endif
