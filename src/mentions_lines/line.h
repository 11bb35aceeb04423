/**
 * @file line.h
 * One JSON line of mentions, taken apart without a tree: the line's own bytes are decoded
 * in place, so nothing is copied and nothing can fail for want of memory but the array.
 */
#ifndef SHB_MENTIONS_LINES_LINE_H
#define SHB_MENTIONS_LINES_LINE_H

#include <shabaka/status.h>

#define SHB_NO_NUMBER UINT64_MAX

/** As it stands there: strings point into the line, data is NULL where there is none. */
typedef struct shb_line_mention {
    uint64_t start, end; /**< SHB_NO_NUMBER where missing */
    shb_str type, entity, label, how, mark;
    double confidence; /**< negative where missing */
} shb_line_mention;

typedef struct shb_line {
    shb_str doc, date, text;
    uint64_t paragraph, start, end; /**< SHB_NO_NUMBER where missing */
    bool has_mentions;
    shb_line_mention *mentions; /**< kept from line to line; shb_line_done() frees */
    size_t n_mentions, capacity;
} shb_line;

/**
 * Take a line apart. Members of other names are passed over, a member of the wrong kind
 * counts as missing, of two with one name the last counts.
 *
 * @param bytes  changed in place; must outlive what `line` points to
 * @param why    what is wrong, where the line is no JSON object; else NULL
 * Errors: SHB_ENOMEM only
 */
shb_status shb_line_parse(shb_ctx *ctx, char *bytes, size_t len, shb_line *line,
                          const char **why);
void shb_line_done(shb_line *line);

#endif
