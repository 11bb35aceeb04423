/**
 * @file sounds.h
 * A person's name as sounds, to tell whether two spellings, in one script or in two, are
 * of one name: word by word, each letter as the set of sounds that it may stand for.
 *
 * Within one script only doubled letters, final ta marbuta and the like may differ. From
 * script to script sounds must be able to agree; a vowel inside a word that Arabic does
 * not write may be any.
 */
#ifndef SHB_TEXT_SOUNDS_H
#define SHB_TEXT_SOUNDS_H

#include "text/tokens.h"

enum {
    SOUNDS_MAX = 64,
    SOUND_WORDS_MAX = 6,
    SOUND_KEY_MAX = SOUNDS_MAX + SOUND_WORDS_MAX
};

typedef struct shb_sound {
    uint32_t may_be; /**< a bit for each sound */
    bool optional;   /**< other scripts may leave it out */
} shb_sound;

typedef struct shb_sounds {
    uint8_t script; /**< TOKEN_LATIN, TOKEN_ARABIC or TOKEN_CYRILLIC */
    uint8_t n_words;
    uint8_t ends[SOUND_WORDS_MAX];  /**< of each word, in sounds */
    uint8_t given[SOUND_WORDS_MAX]; /**< which common given name it is, or 0 */
    shb_sound items[SOUNDS_MAX];
} shb_sounds;

/** False: of fewer than two words, too short or of too common words to be sure of, too
 * long, or of letters that tell no sounds. */
bool shb_sounds_of(const shb_tokens *name, shb_sounds *out);

/** Consonants by place of articulation. */
typedef struct shb_sound_key {
    uint8_t length;
    char letters[SOUND_KEY_MAX];
} shb_sound_key;

/** The same for all names that are alike. */
shb_sound_key shb_sounds_key(const shb_sounds *name);
/** The same of the last word alone. */
shb_sound_key shb_sounds_last_key(const shb_sounds *name);
/** Below, at or above 0, as memcmp(). */
int shb_sound_key_order(const shb_sound_key *a, const shb_sound_key *b);

/** Are both spellings of one name? Symmetric. */
bool shb_sounds_alike(const shb_sounds *a, const shb_sounds *b);

/** Are they, but that the given name of one is cut short: Ben and Benjamin? Symmetric. */
bool shb_sounds_cut_short(const shb_sounds *a, const shb_sounds *b);

#endif
