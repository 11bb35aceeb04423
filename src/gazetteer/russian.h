/**
 * @file russian.h
 * Russian declension of folded names: the forms are made, endings are never stripped.
 */
#ifndef SHB_GAZETTEER_RUSSIAN_H
#define SHB_GAZETTEER_RUSSIAN_H

#include "gazetteer/lexicon.h"

typedef enum shb_russian_class {
    RUSSIAN_PHRASE, /* adjectives and the first noun decline, the rest stays */
    RUSSIAN_MAN,    /* every part declines as a man's name */
    RUSSIAN_WOMAN,
    RUSSIAN_MAN_LAST, /* only the last part, as in Chinese and Korean names */
    RUSSIAN_FIXED
} shb_russian_class;

enum { RUSSIAN_MAX_FORMS = 24 };

/**
 * All case forms of a nominative phrase, the nominative first, each once.
 * @return how many (at most RUSSIAN_MAX_FORMS)
 */
size_t shb_russian_decline(const shb_phrase *nominative, shb_russian_class how,
                           shb_phrase out[RUSSIAN_MAX_FORMS]);

/** All forms of an adjective in all genders, from the masculine nominative. */
size_t shb_russian_adjective(const shb_phrase *masculine,
                             shb_phrase out[RUSSIAN_MAX_FORMS]);

#endif
