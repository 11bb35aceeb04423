/**
 * @file reading.h
 * The inside of a reader, for the rooms that share it.
 */
#ifndef SHB_READ_READING_H
#define SHB_READ_READING_H

#include <shabaka/reader.h>

#include <sys/stat.h>

#include "read/date.h"
#include "read/records.h"
#include "read/seen.h"
#include "read/walk.h"

enum { DATE_SHOWN = 40, LINE_ROOM = 24 };

/* Where something was met first that is told once, at the end. */
typedef struct first_place {
    char *path;
    uint64_t line;
} first_place;

typedef enum file_state { NO_FILE, AT_TEXT, AT_RECORDS, AT_END } file_state;

struct shb_reader {
    char *encoding;
    char *asked[SHB_N_ROLES]; /* fields the user named */
    bool strict;
    uint64_t max_bytes, max_record;

    shb_walk *walk;
    shb_input input;
    shb_window window;
    shb_records records;
    shb_record_fields fields;
    shb_seen ids, documents; /* ids; ids with their texts */
    shb_read_totals totals;
    first_place clash, bad_date; /* an id of another text; a date that is none */
    char shown_date[DATE_SHOWN + 1];
    uint64_t done_bytes, total_bytes; /* of files that are behind us; of all */
    bool begun;

    /* the file being read */
    file_state state;
    const char *path; /* the walk's */
    shb_str path_id;  /* the same as valid UTF-8 */
    char path_date[SHB_DATE_SIZE];
    uint64_t file_documents, file_duplicates;
    uint64_t without_text, without_text_line; /* records before any that has text */

    uint64_t line; /* where the document begins in the file */

    /* what the document borrows */
    char *id;
    size_t id_capacity;
    char date[SHB_DATE_SIZE];

    shb_ctx inner; /* faults come here first: most are told and forgiven */
};

/** Of a plain file; 0 of others. */
static inline uint64_t shb_size_of(const struct stat *info) {
    return S_ISREG(info->st_mode) && info->st_size > 0 ? (uint64_t)info->st_size : 0;
}

/* documents.c: a document, where *got says so; without its last id and date. */

/** The whole file. */
shb_status shb_read_text(shb_ctx *ctx, shb_reader *r, shb_doc *doc, bool *got);
/** The next record; its faults come to r->inner. */
shb_status shb_read_record(shb_ctx *ctx, shb_reader *r, shb_doc *doc, bool *got,
                           bool *ended);

/** What is long is shown in part: so many bytes of it, whole characters. */
int shb_shown_of(shb_str text, size_t most);
/** Note that something was met here first. */
shb_status shb_remember_place(shb_ctx *ctx, const shb_reader *r, first_place *place);

#endif
