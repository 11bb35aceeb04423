/**
 * @file endings.h
 * One Russian word of a person's name: what it may be in the nominative.
 */
#ifndef SHB_ENTITIES_ENDINGS_H
#define SHB_ENTITIES_ENDINGS_H

#include "entities/patterns.h"

enum { NOM = 1, GEN = 2, DAT = 4, ACC = 8, INS = 16, PREP = 32, ANY = 63 };
enum { MAN = 1, WOMAN = 2, BOTH = 3 };

/* What a word may be in the nominative. */
typedef struct shb_option {
    shb_phrase_word word;
    uint8_t cases, genders;
    bool common_given; /* among the common given names */
    bool unknown;      /* not in the list of name words */
    float weight;      /* beside the other options */
} shb_option;
enum { MAX_OPTIONS = 10 };

/** The options of a word, itself first. @param given  a given name, not a surname */
size_t shb_russian_options(const shb_name_words *words, const uint8_t *letters, size_t n,
                           bool given, shb_option out[MAX_OPTIONS]);

/** Has it the ending of a Russian surname? */
bool shb_is_usual_surname(const shb_phrase_word *word);
/** A given name that is rather a woman's, though some case of a man's is the same. */
bool shb_is_rather_womans(const shb_phrase_word *word);
bool shb_ends_in_vowel(const shb_phrase_word *word);
uint64_t shb_phrase_word_hash(const shb_phrase_word *word);

#endif
