/**
 * @file words.h
 * What the tagger sees of one word, whatever stands around it.
 */
#ifndef SHB_TAGGER_WORDS_H
#define SHB_TAGGER_WORDS_H

#include "text/tokens.h"

/** What the stages before know of a word, as the tagger's features take it: bits. */
enum {
    FACT_NAME = 1 << 0,       /* in the list of name words */
    FACT_LAST = 1 << 1,       /* there, but never the first of a name */
    FACT_GIVEN = 1 << 2,      /* a given name */
    FACT_COMMON = 1 << 3,     /* an ordinary word */
    FACT_OTHER = 1 << 4,      /* of another kind of name, or a name ends before it */
    FACT_TITLE = 1 << 5,      /* title of a person */
    FACT_OFFICE = 1 << 6,     /* the office in a title */
    FACT_SAY = 1 << 7,        /* a verb of saying */
    FACT_LINK = 1 << 8,       /* inside names: bin, von */
    FACT_HEAD = 1 << 9,       /* head of an organization's name */
    FACT_CITY = 1 << 10,      /* a city */
    FACT_STATE = 1 << 11,     /* in a listed state's name */
    FACT_BODY = 1 << 12,      /* in a listed organization's name */
    FACT_ADJECTIVE = 1 << 13, /* of nationality */
    FACT_INITIAL = 1 << 14,   /* "J." */
    FACT_PERSON = 1 << 15,    /* in a listed person's name */
    FACT_SHORT = 1 << 16, /* a listed person's short form, that waits for the full one */
    FACT_FOUND = 1 << 17, /* in a person that a pattern found */
    FACT_FIRST = 1 << 18, /* the first word of any of these */
    N_FACTS = 19,
    ALL_FACTS = (1 << N_FACTS) - 1,
    MAY_BE_NAME = 1 << 30, /* no feature: worth to be tagged */
    FACTS_OF_LISTED_PERSONS = FACT_PERSON | FACT_SHORT
};

enum { CLASS_SIZES = 3, AFFIXES = 4, NO_CLASS = 0 };

/** Classes of a word at three sizes, 1 and more; and how often an earlier tagger took it
 * for a part of a name in a large pile, by eighths and more: 0 is not known. */
typedef struct shb_word_class {
    uint32_t word; /* 0: an empty slot */
    uint16_t classes[CLASS_SIZES];
    uint8_t person, organization;
} shb_word_class;

/** Open addressing, a power of two. */
typedef struct shb_word_classes {
    shb_word_class *slots;
    size_t n_slots, count;
} shb_word_classes;

/** One word. Hashes are the same on every run. */
typedef struct shb_tag_word {
    uint32_t form, stem; /* hashes of the letters, digits as 0; without proclitics */
    uint32_t head[AFFIXES], tail[AFFIXES]; /* of the first, last 1..4 letters; 0: none */
    uint32_t facts;
    uint16_t classes[CLASS_SIZES];
    uint8_t kind;  /* the fact that counts most, 0..15 */
    uint8_t shape; /* case, article, digits, length */
    uint8_t person, organization;
    uint16_t seen; /* in what kinds of names, earlier in the text (memory.h) */
} shb_tag_word;

/** The key of a word in a table of classes: letters and, where scripts have it, case. */
uint32_t shb_tag_word_key(const shb_tokens *tokens, size_t i, size_t skip);

/** As the stem of a word. */
uint32_t shb_tag_word_stem(const shb_word_classes *classes, const shb_tokens *tokens,
                           size_t i);

/** Fill in a word, but for what was seen of it. */
void shb_tag_word_look(const shb_word_classes *classes, const shb_tokens *tokens,
                       size_t i, uint32_t facts, shb_tag_word *out);

/** How many letters of token i are Arabic proclitics, as far as letters and the table
 * tell. */
size_t shb_tag_proclitics(const shb_word_classes *classes, const shb_tokens *tokens,
                          size_t i);

/** The slot of a word, or an empty one. */
static inline shb_word_class *shb_word_class_of(const shb_word_classes *classes,
                                                uint32_t word) {
    size_t i = word & (classes->n_slots - 1);
    while (classes->slots[i].word && classes->slots[i].word != word)
        i = (i + 1) & (classes->n_slots - 1);
    return &classes->slots[i];
}

#endif
