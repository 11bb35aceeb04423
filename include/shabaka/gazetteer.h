/**
 * @file gazetteer.h
 * The names that the program knows, compiled for matching. Immutable once loaded, so that
 * all threads may share it.
 */
#ifndef SHABAKA_GAZETTEER_H
#define SHABAKA_GAZETTEER_H

#include <shabaka/output.h>
#include <shabaka/status.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum shb_type { SHB_PERSON, SHB_STATE, SHB_ORGANIZATION } shb_type;
#define SHB_N_TYPES 3

typedef enum shb_lang { SHB_AR, SHB_EN, SHB_RU } shb_lang;
#define SHB_N_LANGS 3
#define SHB_NO_ENTITY UINT32_MAX

SHB_API const char *shb_type_name(shb_type type); /**< "person" ... */
SHB_API bool shb_type_parse(const char *name, shb_type *out);
SHB_API const char *shb_lang_name(shb_lang lang); /**< "ar" ... */

typedef struct shb_gazetteer shb_gazetteer;

/** One entity; strings are borrowed from the gazetteer. */
typedef struct shb_entity {
    const char *id;
    shb_type type;
    const char *labels[SHB_N_LANGS]; /**< first name of each language, or NULL */
} shb_entity;

/**
 * Load and compile JSON-lines files, in the order given.
 * Errors: SHB_ENOTFOUND, SHB_EIO, SHB_ESYNTAX (file and line), SHB_ENOMEM
 */
SHB_API shb_status shb_gazetteer_load(shb_ctx *ctx, const char *const *files,
                                      size_t n_files, shb_gazetteer **out);
/**
 * The same, with a user's decisions about names: a text file of lines `same A B`,
 * `different A B`, `not NAME`, `rename A = text`, `name A = text`; A and B are ids or
 * names, quoted where they hold spaces; # begins a comment. Errors: as above;
 * SHB_ENOTFOUND for an unknown name, SHB_ESYNTAX for a line that is none or that
 * contradicts another, with the lines
 */
SHB_API shb_status shb_gazetteer_load_decided(shb_ctx *ctx, const char *const *files,
                                              size_t n_files, const char *decisions,
                                              shb_gazetteer **out);
/** The gazetteers that are shipped with the program. */
SHB_API shb_status shb_gazetteer_load_shipped(shb_ctx *ctx, shb_gazetteer **out);
SHB_API void shb_gazetteer_free(shb_gazetteer *gazetteer);

SHB_API size_t
shb_gazetteer_count(const shb_gazetteer *gazetteer); /**< listed entities */
/** All indices are below this: the listed ones first, then bodies made for each state. */
SHB_API size_t shb_gazetteer_size(const shb_gazetteer *gazetteer);
SHB_API size_t shb_gazetteer_names(const shb_gazetteer *gazetteer); /**< written forms */
SHB_API const shb_entity *shb_gazetteer_entity(const shb_gazetteer *gazetteer,
                                               uint32_t i);

/** Index of an id, or SHB_NO_ENTITY. */
SHB_API uint32_t shb_gazetteer_by_id(const shb_gazetteer *gazetteer, const char *id);

/**
 * How alike are two names, once folded (case, vowel marks, variants of letters)? 1: they
 * are the same; else the share of letters that stay where the one is edited into the
 * other, or into a word of it. 0 where one has no letter.
 */
SHB_API shb_status shb_name_likeness(shb_ctx *ctx, const char *query, const char *name,
                                     double *out);

/**
 * Entities that a text in any of the scripts may name, as the matcher would match it.
 * @param out   at most max indices, in file order
 * @return how many were found
 */
SHB_API size_t shb_gazetteer_find(const shb_gazetteer *gazetteer, shb_str name,
                                  uint32_t *out, size_t max);
/** The same for a query, in which case does not matter where none is named as written. */
SHB_API size_t shb_gazetteer_find_any_case(const shb_gazetteer *gazetteer, shb_str name,
                                           uint32_t *out, size_t max);

/**
 * Tell through ctx->notice (warnings) every name that several entities bear without a
 * rule that decides; such a name goes to the first of them in file order.
 * @param problems  how many
 */
SHB_API shb_status shb_gazetteer_check(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                                       size_t *problems);

/** A digest of all that was loaded: 16 hexadecimal digits. */
SHB_API const char *shb_gazetteer_digest(const shb_gazetteer *gazetteer);

/** Folder of the shipped data: $SHABAKA_DATA, beside the uninstalled program, or
 * installed. */
SHB_API shb_status shb_data_path(shb_ctx *ctx, const char *relative, char *out,
                                 size_t size);

#ifdef __cplusplus
}
#endif
#endif
