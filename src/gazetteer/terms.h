/**
 * @file terms.h
 * Terms of office: who held what in which years, so that a text's date tells predecessor
 * from successor.
 */
#ifndef SHB_GAZETTEER_TERMS_H
#define SHB_GAZETTEER_TERMS_H

#include <shabaka/status.h>

#include <stddef.h>
#include <stdint.h>

struct shb_gazetteer;
struct json_t;

/** A term of office; the years are part of it. */
typedef struct shb_term {
    uint32_t entity;
    uint32_t offices;  /* bits, as in shb_entity_more */
    uint16_t from, to; /* to: TERM_OPEN while it goes on, or nobody knows */
} shb_term;

enum { TERM_OPEN = UINT16_MAX };

/** By entity, once they are sorted. */
typedef struct shb_terms {
    shb_term *items;
    size_t count, capacity;
} shb_terms;

/** The terms with a first year that an entity's line names. */
shb_status shb_terms_add(shb_ctx *ctx, struct shb_gazetteer *gazetteer, uint32_t entity,
                         const struct json_t *line);
void shb_terms_sort(shb_terms *terms);
void shb_terms_done(shb_terms *terms);

/** Where a year lies: TERM_NONE where no years are known, TERM_PAST also between two. */
typedef enum shb_term_time { TERM_NONE, TERM_AHEAD, TERM_PAST, TERM_NOW } shb_term_time;

/** Of the person's terms in any of these offices, seen from that year. */
shb_term_time shb_term_at(const shb_terms *terms, uint32_t entity, uint32_t offices,
                          unsigned year);

#endif
