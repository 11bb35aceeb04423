/**
 * @file window.h
 * The part of an input that is in memory: what is not yet used, in one piece.
 */
#ifndef SHB_READ_WINDOW_H
#define SHB_READ_WINDOW_H

#include "read/input.h"

typedef struct shb_window {
    shb_input *input;
    char *data;
    size_t start, end, capacity; /* data[start..end) is not used yet */
    uint64_t offset;             /* of data[start] in the text, after conversion */
    bool ended;                  /* nothing more will come */
    bool failed;                 /* the input broke, rather than a record in it */
} shb_window;

#define SHB_WINDOW_INIT                                                                  \
    { NULL, NULL, 0, 0, 0, 0, false, false }

/** Begin with a newly opened input, which is borrowed. */
shb_status shb_window_begin(shb_ctx *ctx, shb_window *window, shb_input *input);

/** At least one byte more, or ended. What is there may move. Errors: shb_input_read() */
shb_status shb_window_fill(shb_ctx *ctx, shb_window *window);

/** The first n bytes are used. */
void shb_window_use(shb_window *window, size_t n);

void shb_window_done(shb_window *window);

#endif
