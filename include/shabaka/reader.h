/**
 * @file reader.h
 * From paths to documents: files, folders, records, compression, encodings, dates.
 */
#ifndef SHABAKA_READER_H
#define SHABAKA_READER_H

#include <shabaka/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One text. Everything is borrowed from the reader until its next call. */
typedef struct shb_doc {
    shb_str id;    /**< path, record id, or PATH#LINE; no two documents share one */
    shb_str text;  /**< valid UTF-8 without BOM */
    shb_str title; /**< empty where none */
    shb_str date;  /**< "YYYY-MM-DD", or empty */
} shb_doc;

/** NULL members mean: guess. Initialise with SHB_READ_OPTIONS_INIT. */
typedef struct shb_read_options {
    const char *encoding; /**< ICU name of the texts' encoding, where they have no BOM */
    const char *text_field, *id_field, *date_field, *title_field;
    bool strict; /**< the first unreadable input or record is an error, not a notice */
    uint64_t max_bytes;  /**< decompressed bytes of one file; 0: 64 GiB */
    uint64_t max_record; /**< bytes of one plain text or record; 0: 1 GiB */
} shb_read_options;

#define SHB_READ_OPTIONS_INIT                                                            \
    { NULL, NULL, NULL, NULL, NULL, false, 0, 0 }

/** What was read and what was not. */
typedef struct shb_read_totals {
    uint64_t files, documents, bytes; /**< bytes of text after decompression */
    uint64_t skipped_files, skipped_records;
    uint64_t duplicates; /**< an id again with the same text: left out */
    uint64_t bad_dates;  /**< dates of records that mean no day; told once */
    uint64_t renamed;    /**< an id again with another text: named PATH#LINE */
} shb_read_totals;

/** A stream of documents in canonical order. */
typedef struct shb_reader shb_reader;

/**
 * Start reading. Paths are sorted by bytes, folders walked in name order; `-` is standard
 * input and comes last. Nothing is opened yet, but a named path that does not exist is an
 * error here.
 *
 * @param paths  borrowed for the call
 * @param out    free with shb_reader_free(); untouched on failure
 * Errors: SHB_ENOTFOUND, SHB_EINVALID (unknown encoding), SHB_ENOMEM
 */
SHB_API shb_status shb_reader_open(shb_ctx *ctx, const char *const *paths, size_t n_paths,
                                   const shb_read_options *options, shb_reader **out);

/**
 * The next document.
 *
 * What cannot be read is skipped and told through ctx->notice (SHB_NOTICE_SKIPPED) with
 * file, line, byte and reason, unless options.strict, when it is the error. An id that
 * was seen before is told: with the same text it is skipped too, with another text the
 * document is named PATH#LINE.
 *
 * @param doc   filled in; borrowed until the next call
 * @param done  true, and doc untouched, after the last document
 */
SHB_API shb_status shb_reader_next(shb_ctx *ctx, shb_reader *reader, shb_doc *doc,
                                   bool *done);

/** Totals so far; borrowed. */
SHB_API const shb_read_totals *shb_reader_totals(const shb_reader *reader);

/** Bytes of the inputs consumed so far and in all (0 where unknown), for progress. */
SHB_API void shb_reader_position(const shb_reader *reader, uint64_t *done_bytes,
                                 uint64_t *total_bytes);

SHB_API void shb_reader_free(shb_reader *reader);

/**
 * Why a file is passed over that is no text, by its first bytes (4,096 are enough): a
 * picture, an office document, a network; NULL where it may be one.
 * @return static, "is a PNG picture"
 */
SHB_API const char *shb_reader_not_text(const char *beginning, size_t len);

#ifdef __cplusplus
}
#endif
#endif
