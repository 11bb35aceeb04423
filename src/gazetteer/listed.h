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

/** Where the user's own lists name an entity first; file 0: nowhere. */
typedef struct shb_own_line {
    uint32_t file, line;
} shb_own_line;

/** What is made while the lines of all files are taken. */
typedef struct shb_listing {
    shb_form_maker maker;
    shb_owner_named *owners;
    size_t n_owners, owners_capacity;
    uint64_t digest;
    bool own;                /* are these the user's own lists? */
    uint32_t file;           /* number of the one that is read, from 1 */
    size_t findable;         /* names so far by which an entity is found */
    shb_own_line *own_lines; /* by entity */
    size_t n_own_lines, own_lines_capacity;
    struct {
        uint64_t count, line, before;
        uint32_t entity;
    } repeats; /* of the file that is read: lines of one id, and the first of them */
    bool given_last; /* is this one, of Vietnam, called by the last word of the name? */
    bool family_also_first; /* is this one, of Japan, also called by it the other way? */
} shb_listing;

/* own.c: what may be wrong with the user's own lines, told once */

/** A line names the entity: is it another's of the same list? */
shb_status shb_own_line_taken(shb_ctx *ctx, shb_listing *l, uint32_t entity,
                              uint64_t number);
/** At the end of each file. */
void shb_own_tell_repeats(shb_ctx *ctx, shb_listing *l, const char *file);
/** Two entities of such lists with one name; after the forms are compiled. */
void shb_own_tell_twins(shb_ctx *ctx, const shb_listing *l, const char *const *files);
/** A line that brings no name by which its entity, which may be new, is found. */
void shb_own_tell_nameless(shb_ctx *ctx, const shb_json *line, bool is_new,
                           const char *file, uint64_t number);

/** Take one line; `user` is an shb_listing. Errors: SHB_ESYNTAX, SHB_ENOMEM */
shb_status shb_take_listed(shb_ctx *ctx, void *user, const shb_json *line,
                           const char *file, uint64_t number);

#endif
