/**
 * @file entities.h
 * The entities that were met, numbered in the order of their first coming, and how often
 * each was so labelled and so written.
 */
#ifndef SHB_COOCCURRENCE_ENTITIES_H
#define SHB_COOCCURRENCE_ENTITIES_H

#include <shabaka/mentions.h>

#include "base/arena.h"
#include "base/map.h"

#define SHB_N_HOW 5

/** The two kinds of words that are counted for an entity. */
typedef enum shb_word { SHB_WORD_LABEL, SHB_WORD_WRITTEN } shb_word;
#define SHB_N_WORDS 2

typedef struct shb_counted {
    const char *id;
    uint32_t gazetteer;     /**< index, or SHB_NO_ENTITY */
    uint64_t last_document; /**< number of the last document that named it, from 1 */
    uint64_t mentions, units, documents;
    uint64_t how[SHB_N_HOW], types[SHB_N_TYPES]; /**< mentions by shb_how, shb_type */
    float confidence; /**< the highest that the tagger gave; 0 where it gave none */
    bool made_person; /**< shb_is_made_person() */
    uint8_t walks;    /**< of life: shb_walks_before() */
    bool joined;      /**< others were joined to it */
    uint32_t same_as; /**< joined to the entity of this number - 1; 0: to none */
    uint32_t last_tally[SHB_N_WORDS]; /**< tally + 1: mostly the next one too */
} shb_counted;

typedef struct shb_tally {
    uint32_t entity;
    shb_word word;
    shb_str text; /**< NUL follows */
    uint64_t count;
} shb_tally;

enum { SHB_RECENT_TALLIES = 1 << 12 };
typedef struct shb_entities {
    const shb_gazetteer *gazetteer; /**< may be NULL */
    shb_arena strings;
    shb_map by_id;
    uint32_t *by_gazetteer; /**< index + 1, 0 where not met; NULL without gazetteer */
    shb_counted *items;
    size_t count, capacity;
    shb_map by_word;
    shb_tally *tallies;
    size_t n_tallies, tallies_capacity;
    uint32_t recent[SHB_RECENT_TALLIES]; /**< tally + 1 by a few bytes of its text */
    char *key; /**< room to make the key of a word in */
    size_t key_capacity;
} shb_entities;

/** The number of an entity; what the gazetteer knows by its id counts as listed, and is
 * what the user decided that it is: another, or left out (*out is SHB_NO_ENTITY). */
shb_status shb_entities_number(shb_ctx *ctx, shb_entities *entities, const char *id,
                               uint32_t gazetteer, uint32_t *out);

/** Count a label or a written form; white space in it counts as one space. */
shb_status shb_entities_tally(shb_ctx *ctx, shb_entities *entities, uint32_t entity,
                              shb_word word, shb_str text, uint64_t count);

/** Ties to the smallest bytes. */
bool shb_is_commoner(const shb_tally *x, const shb_tally *y);

/** The commonest word of each entity, ties to the smallest bytes; NULL where none. */
void shb_entities_commonest(const shb_entities *entities, shb_word word,
                            const shb_tally **out);

/** Its type by the gazetteer, else that of most mentions. */
shb_type shb_entities_type(const shb_entities *entities, uint32_t entity);

void shb_entities_done(shb_entities *entities);

#endif
