/**
 * @file alike.h
 * Foreign names in Arabic letters, which every desk transliterates in its own way:
 * غريفيث and جريفيثس, كلينتون and كلنتون, تشومسكي and شومسكي.
 *
 * No list has them all, and a list of all of them would be long. So a person whom a
 * pattern or the tagger found is compared with the listed ones: two names are the same
 * spelled otherwise when
 *  - their consonants are the same, at least five, with غ as ج, ط and ث as ت, ذ as د,
 *    تش as ش, doubled ones as one; the names begin alike, and so do their last words;
 *  - their letters differ at two places at most (three in long names), those of a word up
 *    to five letters at one, of one under four at none;
 *  - no word of the one that the other lacks is a word of another listed person's name:
 *    a Mark is no Marco (so the more persons a list has, the fewer spellings are taken);
 *  - the listed person's state is known and none of the Arab League: Arab names have one
 *    spelling, and a letter more is another name;
 *  - one listed person alone is so near.
 * Names of one word are never compared.
 *
 * Russian news wavers between э and е and doubles consonants or not: Ненси Пелоси, Тони
 * Эббот. There a name is the listed person's whose label it is but for these letters.
 */
#ifndef SHB_GAZETTEER_ALIKE_H
#define SHB_GAZETTEER_ALIKE_H

#include "gazetteer/lexicon.h"

typedef struct shb_alike_name {
    uint64_t key;  /* of the consonants; of a Russian label's letters */
    uint32_t form; /* SHB_NO_FORM: a Russian label */
    uint32_t entity;
} shb_alike_name;

typedef struct shb_alike_word {
    uint64_t hash;
    uint32_t entity; /* SHB_NO_ENTITY: of several */
    uint32_t unused; /* 0: also written to files */
} shb_alike_word;

typedef struct shb_alike {
    shb_alike_name *names; /* by key */
    shb_alike_word *words; /* of listed persons' names in Arabic, by hash */
    size_t n_names, n_words;
} shb_alike;

/** After the lexicon is compiled. */
shb_status shb_alike_make(shb_ctx *ctx, shb_gazetteer *gazetteer);
void shb_alike_done(shb_alike *alike);

/** The listed person whose name this is in another spelling, or SHB_NO_ENTITY. */
uint32_t shb_alike_person(const shb_gazetteer *gazetteer, const shb_phrase_word *words,
                          size_t n_words);

#endif
