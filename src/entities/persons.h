/**
 * @file persons.h
 * The register of the persons whom the patterns find in one text: one for each name,
 * however it is written. Order: name_parts (a find to its words) -> persons (find to
 * person) -> surnames (the surname alone, elsewhere in the text).
 */
#ifndef SHB_ENTITIES_PERSONS_H
#define SHB_ENTITIES_PERSONS_H

#include "entities/patterns.h"

enum { PERSON_MAX_FORMS = 12, NAME_MAX_LABEL = 256, NAME_MAX_PARTS = 8 };

/** A name taken apart: its words, as they are compared and as they are shown. */
typedef struct shb_name_parts {
    shb_phrase_word words[NAME_MAX_PARTS];
    char label[NAME_MAX_LABEL]; /* UTF-8, not terminated */
    size_t count, label_length;
    bool initials; /* no given name but its initial */
} shb_name_parts;

typedef struct shb_person {
    const char *key; /* folded words of the name, of the nominative in Russian */
    uint64_t forms[PERSON_MAX_FORMS]; /* hashes of the surname, in any case */
    size_t n_forms;
    uint64_t given;         /* hash of the first word of two and more, or 0 */
    uint32_t entity, first; /* first: its first token in the text */
    uint32_t same_family;   /* another person of that surname, or SHB_NO_ENTITY */
    uint8_t initial;        /* folded first letter of the given name, or 0 */
    bool searched;          /* the surname alone is looked for */
    bool asked, outshone;   /* is a listed person of that surname meant instead? */
} shb_person;

typedef struct shb_persons {
    shb_patterns *patterns; /* borrowed */
    shb_person *items;
    size_t count, capacity;
    shb_map by_key, by_family;
} shb_persons;

/**
 * name_parts.c: the words that identify: without middle initials and patronymics,
 * initials cut to the first letter and put before the surname, all in the nominative
 * where one is given (it may be NULL).
 * @return false where no such words are left, or too many
 */
bool shb_take_apart(const shb_patterns *p, const shb_found *found,
                    const shb_phrase *nominative, shb_name_parts *out);

void shb_persons_init(shb_persons *persons, shb_patterns *patterns);
void shb_persons_done(shb_persons *persons);

/** persons.c: give every find from number `from` on its person and its entity. */
shb_status shb_name_finds(shb_persons *persons, size_t from);

/**
 * surnames.c: the surname of a person, again, anywhere in the text: the last bearer
 * before, else the first after. The finds are in order of tokens; new ones come behind
 * them.
 */
shb_status shb_find_surnames(shb_persons *persons);

/** persons.c: the register's person that is a listed entity; made where it has none. */
shb_status shb_person_of(shb_persons *persons, uint32_t entity, size_t token,
                         uint32_t *out);

/** word_surnames.c: surnames that are ordinary Arabic words, behind "said" or a title. */
shb_status shb_find_word_surnames(shb_persons *persons);
/** Who of those named in full has the token for a surname: the last one before, else the
 * first after; or SHB_NO_ENTITY. */
uint32_t shb_bearer_of_word(const shb_work *work, size_t token);
/** word_surnames.c: whom the short form means that candidate k is, "von der Leyen": him
 * whom the text names in full, else who is so called anywhere; or SHB_NO_ENTITY. */
uint32_t shb_bearer_of_short(const shb_work *work, size_t k);
/** Are the two tokens the short forms of two persons whom the text names in full: "told
 * Singh Zardari"? */
bool shb_are_two_bearers(const shb_patterns *p, size_t first, size_t last);

#endif
