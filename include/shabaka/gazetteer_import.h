/**
 * @file gazetteer_import.h
 * Other people's lists of names, as lines of the gazetteer's own format.
 */
#ifndef SHABAKA_GAZETTEER_IMPORT_H
#define SHABAKA_GAZETTEER_IMPORT_H

#include <shabaka/gazetteer.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Initialise with SHB_IMPORT_OPTIONS_INIT. */
typedef struct shb_import_options {
    const char *type; /**< of all that do not say theirs: "person" ..., or NULL */
    const char
        *classes; /**< a file of Wikidata classes beside the shipped one, or NULL */
} shb_import_options;

#define SHB_IMPORT_OPTIONS_INIT                                                          \
    { NULL, NULL }

typedef struct shb_import_totals {
    uint64_t lines, bytes;
    uint64_t entities[SHB_N_TYPES]; /**< lines written, by type */
    uint64_t names;
    uint64_t repeated;      /**< lines written that add to an id of an earlier line */
    uint64_t passed_over;   /**< understood, but no person, state or organization */
    uint64_t skipped;       /**< not understood; each reason is a notice */
    uint64_t dropped_names; /**< without a letter of our scripts, or too long */
} shb_import_totals;

/**
 * Read lists and write gazetteer lines, in the order of the input, one line at a time.
 *
 * Each line of a file may be: an entity of our own format; a Wikidata entity (also with
 * the brackets and commas of a dump); a FollowTheMoney entity; any other JSON object, or
 * a record of a CSV or TSV file, whose fields are known by common names, which is told
 * through ctx->notice. Files may be gzip or zstd compressed; "-" is standard input.
 * What is skipped is told at the end of each file, by reason.
 *
 * Memory: the longest line, and about 50 bytes an id (to tell those that come again).
 * Errors: SHB_EIO, SHB_ENOTFOUND, SHB_EINVALID (options), SHB_ENOMEM; SHB_ESYNTAX where
 *         a table has no column of names, or nothing at all could be understood
 */
SHB_API shb_status shb_gazetteer_import(shb_ctx *ctx, const char *const *files,
                                        size_t n_files, const shb_import_options *options,
                                        shb_output *out, shb_import_totals *totals);

#ifdef __cplusplus
}
#endif
#endif
