/**
 * @file fold.h
 * One byte for each letter that names are written with, whatever its case, accents or
 * Arabic spelling; everything that matching sees has gone through here.
 *
 * Arabic: alef forms are one, hamza carriers become their carrier, final ya forms are
 * one, Persian letters become their Arabic neighbours, presentation forms are resolved;
 * tatweel, vowel signs and invisible controls vanish. Latin: case and diacritics vanish.
 * Cyrillic: case vanishes, yo is ye. Digits of all three scripts are ASCII digits.
 */
#ifndef SHB_TEXT_FOLD_H
#define SHB_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    FOLD_ARABIC = 0x80,   /* code of U+0620 */
    FOLD_CYRILLIC = 0xc0, /* code of U+0430 */
    FOLD_OTHER = 0x7f     /* any letter that no name of ours is written with */
};

/* High byte of an entry. */
enum {
    FOLD_UPPER = 0x0100, /* capital; set on digits too, which have no case */
    FOLD_LATIN_LETTER = 0x0200,
    FOLD_ARABIC_LETTER = 0x0400,
    FOLD_CYRILLIC_LETTER = 0x0800,
    FOLD_DIGIT = 0x1000,
    FOLD_DROP = 0x2000,    /* a mark that vanishes inside and around words */
    FOLD_STRANGE = 0x4000, /* FOLD_OTHER */
    FOLD_TWO = 0x8000      /* two letters: the code is an index into fold_pairs */
};

/** Entries for U+0000..U+07FF: folded byte (0 = no letter) and flags. */
extern uint16_t shb_fold_table[0x800];
/** The folded byte where the entry is a letter of one of the three scripts and nothing
 * more (a capital, perhaps), else 0. */
extern uint8_t shb_fold_plain[0x800];
/** The two letters of a FOLD_TWO entry. */
extern const char shb_fold_pairs[][3];

/** The same past U+07FF; slower. */
uint16_t shb_fold_rest(uint32_t c);

/** The same for any character. */
static inline uint16_t shb_fold_char(uint32_t c) {
    return c < 0x800 ? shb_fold_table[c] : shb_fold_rest(c);
}

/** The letters that a character folds to; returns how many, 0 to 2. */
static inline size_t shb_fold_letters(uint32_t c, uint8_t out[2]) {
    const uint16_t entry = shb_fold_char(c);
    const bool two = entry & FOLD_TWO;
    out[0] = two ? (uint8_t)shb_fold_pairs[entry & 0xff][0] : (uint8_t)entry;
    out[1] = two ? (uint8_t)shb_fold_pairs[entry & 0xff][1] : 0;
    return two ? 2 : out[0] != 0;
}

/** Fill the table; cheap after the first call, safe from any thread. */
void shb_fold_init(void);

/** An Arabic letter's folded code, from its code point. */
#define FOLD_AR(c) ((uint8_t)(FOLD_ARABIC + ((c)-0x620)))
/** A Cyrillic small letter's folded code. */
#define FOLD_RU(c) ((uint8_t)(FOLD_CYRILLIC + ((c)-0x430)))

#endif
