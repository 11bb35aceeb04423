/**
 * @file records.h
 * Files that hold many documents: JSON lines, CSV and TSV, one record at a time out of
 * the window, nothing copied.
 *
 * JSON lines: one object a line, strictly RFC 8259, nested at most 2048 deep; of a key
 * that comes twice the last counts. CSV and TSV: RFC 4180 with a header line; `,`, `;` or
 * tab, whichever the header has most of (TSV: tab); quotes have their meaning in TSV too.
 */
#ifndef SHB_READ_RECORDS_H
#define SHB_READ_RECORDS_H

#include "read/fields.h"
#include "read/kind.h"
#include "read/window.h"

typedef enum shb_value_kind {
    SHB_VALUE_ABSENT,
    SHB_VALUE_NULL,
    SHB_VALUE_STRING,
    SHB_VALUE_INTEGER, /**< as written */
    SHB_VALUE_OTHER
} shb_value_kind;

/** One field of a record, in the window's memory. */
typedef struct shb_value {
    char *data;
    size_t len;
    shb_value_kind kind;
    bool escaped; /**< as yet; never in what shb_records_next() gives */
} shb_value;

typedef struct shb_record {
    shb_value of[SHB_N_ROLES];
    uint64_t line; /**< where it begins, from 1 */
    uint64_t byte; /**< where it begins in the file; 0 where that is not known */
} shb_record;

typedef struct shb_csv_shape {
    char delimiter;
    size_t columns;
    size_t column_of[SHB_N_ROLES]; /**< SIZE_MAX: none */
} shb_csv_shape;

typedef struct shb_records {
    shb_window *window;
    shb_record_fields *fields;
    shb_format_kind kind;
    uint64_t max_record;
    uint64_t line; /* of window->data[start] */
    size_t used;   /* bytes of the record that was given out last */
    uint64_t used_lines;
    shb_csv_shape csv;
} shb_records;

/**
 * Begin with a window that is at the beginning of its input; all is borrowed.
 * Errors: those of shb_window_fill(); SHB_EENCODING, SHB_ESYNTAX and SHB_ELIMIT for a
 *         header that cannot be used
 */
shb_status shb_records_begin(shb_ctx *ctx, shb_records *records, shb_window *window,
                             shb_record_fields *fields, shb_format_kind kind,
                             uint64_t max_record);

/**
 * The next record; blank lines are passed over. After a failure the next call goes on
 * behind the record that failed, unless window->failed says that the input broke.
 *
 * @param done  true at the end, and out untouched
 * Errors: SHB_EENCODING, SHB_ESYNTAX, SHB_ELIMIT with line and byte; those of
 *         shb_window_fill()
 */
shb_status shb_records_next(shb_ctx *ctx, shb_records *records, shb_record *out,
                            bool *done);

/** Begin without a header: for records of which more than the four roles is wanted. */
void shb_records_begin_raw(shb_records *records, shb_window *window, shb_format_kind kind,
                           uint64_t max_record);

/**
 * The bytes of the next record that is not blank, checked to be UTF-8, its line end
 * included; in the window's memory until the next call, and may be changed there.
 *
 * @param line  where it begins, from 1
 * @param done  true at the end
 * Errors: those of shb_records_next(), which goes on in the same way
 */
shb_status shb_records_next_raw(shb_ctx *ctx, shb_records *records, char **data,
                                size_t *len, uint64_t *line, bool *done);

/** Is the first line that is not blank an object with a text field? May fill the window.
 */
shb_status shb_records_look_like_json(shb_ctx *ctx, shb_window *window,
                                      const char *const asked[SHB_N_ROLES],
                                      uint64_t max_record, bool *yes);

/** Why a record cannot be read, and where in it. */
typedef struct shb_fault {
    const char *why;
    size_t at;
} shb_fault;

/**
 * Take the wanted fields of one object; settles and marks fields as it finds them.
 * Values are as written: see shb_json_unescape().
 * @return false with *fault set
 */
bool shb_json_scan(char *line, size_t len, shb_record_fields *fields,
                   shb_value values[SHB_N_ROLES], shb_fault *fault);

/** Resolve the escapes of a scanned string in place; returns the new length. */
size_t shb_json_unescape(char *text, size_t len);

/** Where a scan for a record's end stands, so that it can go on when more bytes come. */
typedef struct shb_csv_state {
    bool in_quotes, after_quote, in_field;
} shb_csv_state;

/** Just past the record's line end in data[from..len), or SIZE_MAX if it is not there. */
size_t shb_csv_find_end(shb_csv_state *state, char delimiter, const char *data,
                        size_t from, size_t len);

/** The fields of one record, unquoted in place, one after another. */
typedef struct shb_csv_cursor {
    char *at, *end;
    char delimiter;
    bool ended; /**< after the last field */
    const char *why;
} shb_csv_cursor;

shb_csv_cursor shb_csv_fields(char *record, size_t len, char delimiter);
/** The next field while not ended; an empty one is SHB_VALUE_NULL. @return false with why
 */
bool shb_csv_next_field(shb_csv_cursor *cursor, shb_value *out);

/** What a header line has most of, outside quotes. */
char shb_csv_guess_delimiter(const char *line, size_t len);

/** Read a header: delimiter 0 means guess. False if there is no text field in it. */
bool shb_csv_header(char *line, size_t len, char delimiter, shb_record_fields *fields,
                    shb_csv_shape *out, shb_fault *fault);

/** Take the wanted fields of one record, without quotes. @return false with *fault set */
bool shb_csv_split(char *record, size_t len, const shb_csv_shape *shape,
                   shb_value values[SHB_N_ROLES], shb_fault *fault);

#endif
