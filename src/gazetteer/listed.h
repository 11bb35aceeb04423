/**
 * @file listed.h
 * Lines of a gazetteer's files, made into entities and their written forms.
 */
#ifndef SHB_GAZETTEER_LISTED_H
#define SHB_GAZETTEER_LISTED_H

#include "gazetteer/compiled.h"

/** An owner by its id, which a later line may make. */
typedef struct shb_owner_named {
    uint32_t entity;
    char *owner;
} shb_owner_named;

/** What is made while the lines of all files are taken. */
typedef struct shb_listing {
    shb_form_maker maker;
    shb_owner_named *owners;
    size_t n_owners, owners_capacity;
    uint64_t digest;
    bool own;        /* are these the user's own lists? */
    bool given_last; /* is this one, of Vietnam, called by the last word of the name? */
    bool family_also_first; /* is this one, of Japan, also called by it the other way? */
} shb_listing;

/** Take one line; `user` is an shb_listing. Errors: SHB_ESYNTAX, SHB_ENOMEM */
shb_status shb_take_listed(shb_ctx *ctx, void *user, const shb_json *line,
                           const char *file, uint64_t number);

#endif
