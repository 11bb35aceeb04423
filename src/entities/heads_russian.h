/**
 * @file heads_russian.h
 * The heads of Russian bodies and the adjectives before them, in any case.
 */
#ifndef SHB_ENTITIES_HEADS_RUSSIAN_H
#define SHB_ENTITIES_HEADS_RUSSIAN_H

#include "entities/patterns.h"

typedef enum shb_gender { MASCULINE, FEMININE, NEUTER } shb_gender;

/** A word that heads bodies: "институт". */
typedef struct shb_body_kind {
    const char *stem, *nominative; /* ending behind the stem */
    shb_gender gender;
} shb_body_kind;

/** The kind of body that the word heads, in any case of the singular, or NULL. */
const shb_body_kind *shb_russian_kind(const shb_patterns *p, size_t i);

/** The body's head behind its adjectives, from token first on; NULL: none.
 * @param all  also heads that make no body of the words behind them, in any name */
const shb_body_kind *shb_russian_head(const shb_patterns *p, size_t first, size_t end,
                                      bool all, size_t *head);

/** In no other name; an adjective of nationality and a region, "Дальнего Востока", may be
 * in a body's. */
bool shb_is_free_for_body(const shb_patterns *p, size_t i);

/** A Russian body's name, head and adjectives in the nominative, "им." spelled out.
 * @return its length, 0 where no head of a body is in it */
enum { BODY_MAX_LABEL = 400 };
size_t shb_russian_body_label(shb_work *work, size_t first, size_t last,
                              char out[BODY_MAX_LABEL]);

#endif
