/**
 * @file arabic_letters.h
 * Arabic letters by name, as they are folded.
 */
#ifndef SHB_TEXT_ARABIC_LETTERS_H
#define SHB_TEXT_ARABIC_LETTERS_H

#include "text/fold.h"

enum {
    HAMZA = FOLD_AR(0x621),
    ALEF = FOLD_AR(0x627),
    BA = FOLD_AR(0x628),
    TA_MARBUTA = FOLD_AR(0x629),
    TA = FOLD_AR(0x62a),
    DAL = FOLD_AR(0x62f),
    SHIN = FOLD_AR(0x634),
    AIN = FOLD_AR(0x639),
    FA = FOLD_AR(0x641),
    KAF = FOLD_AR(0x643),
    LAM = FOLD_AR(0x644),
    MIM = FOLD_AR(0x645),
    NUN = FOLD_AR(0x646),
    HA = FOLD_AR(0x647),
    WAW = FOLD_AR(0x648),
    YA = FOLD_AR(0x64a)
};

/** wa-, fa-, bi-, li-, ka-: may the folded letter be a proclitic? Asked of every word. */
static inline bool shb_is_proclitic(uint8_t letter) {
#define SHB_BIT(own) (UINT64_C(1) << ((own)-FOLD_ARABIC))
    const uint64_t proclitics =
        SHB_BIT(WAW) | SHB_BIT(FA) | SHB_BIT(BA) | SHB_BIT(LAM) | SHB_BIT(KAF);
#undef SHB_BIT
    const unsigned place = (unsigned)(letter - FOLD_ARABIC);
    return place < 64 && (proclitics >> place & 1);
}

#endif
