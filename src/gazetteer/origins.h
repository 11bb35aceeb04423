/**
 * @file origins.h
 * From which listed name each written form was made, and how: for explanations only.
 */
#ifndef SHB_GAZETTEER_ORIGINS_H
#define SHB_GAZETTEER_ORIGINS_H

#include "gazetteer/lexicon.h"

/** How a form is made from a listed name. */
typedef enum shb_made {
    MADE_AS_LISTED,
    MADE_TOGETHER, /* Abd Allah as one word */
    MADE_APART,    /* and as two */
    MADE_HA,       /* final ta marbuta as ha */
    MADE_DECLINED,
    MADE_NISBA,    /* article, feminine */
    MADE_DUAL,     /* two heads in one, in Arabic */
    MADE_RESPELLED /* organisation, co-operation */
} shb_made;

typedef struct shb_origin {
    uint32_t form, order;
    shb_sense sense;
    shb_made made;
    bool derived; /* `listed` is the family name, taken out of a full name */
    const char *listed;
} shb_origin;

typedef struct shb_origins {
    shb_origin *items;
    size_t count, capacity;
} shb_origins;

shb_status shb_origins_add(shb_ctx *ctx, shb_origins *origins, shb_origin origin);
/** @param numbers  the new number of each form */
void shb_origins_sort(shb_origins *origins, const uint32_t *numbers);
/** The first origin of a form's sense, or NULL. */
const shb_origin *shb_origins_find(const shb_origins *origins, uint32_t form,
                                   const shb_sense *sense);
void shb_origins_done(shb_origins *origins);

#endif
