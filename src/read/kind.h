/**
 * @file kind.h
 * What a file is: records by its name, something that is no text by its first bytes.
 */
#ifndef SHB_READ_KIND_H
#define SHB_READ_KIND_H

#include <shabaka/status.h>

typedef enum shb_format_kind {
    SHB_PLAIN_TEXT,
    SHB_JSON_LINES,
    SHB_CSV, /**< delimiter by its header line */
    SHB_TSV
} shb_format_kind;

/** By the extension under .gz or .zst. */
shb_format_kind shb_kind_by_name(const char *path);

/** Does the name say JSON, but not JSON lines? */
bool shb_kind_is_json(const char *path);

/**
 * What a file is that is no text, or NULL: "is a PNG picture".
 * @param tool  what makes text of it, or NULL
 */
const char *shb_kind_not_text(shb_str beginning, const char **tool);

#endif
