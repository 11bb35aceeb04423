#include "read/window.h"

#include <string.h>

#include "base/alloc.h"

/* One huge record must not cost its memory for the rest of the run. */
static const size_t FIRST_ROOM = 2 * SHB_BLOCK, KEPT_ROOM = 64 * SHB_BLOCK;

shb_status shb_window_begin(shb_ctx *ctx, shb_window *w, shb_input *input) {
    if (w->capacity > KEPT_ROOM)
        shb_window_done(w);
    w->input = input;
    w->start = w->end = 0;
    w->offset = input->bom_len;
    w->ended = w->failed = false;
    return shb_grow(ctx, (void **)&w->data, &w->capacity, FIRST_ROOM, 1);
}

shb_status shb_window_fill(shb_ctx *ctx, shb_window *w) {
    if (w->ended)
        return SHB_OK;
    /* A record is moved to the front once; after that room is doubled, so that a long
     * one costs linear time. */
    if (w->start > 0) {
        memmove(w->data, w->data + w->start, w->end - w->start);
        w->end -= w->start;
        w->start = 0;
    }
    shb_status st = SHB_OK;
    if (w->capacity - w->end < SHB_BLOCK)
        st = shb_grow(ctx, (void **)&w->data, &w->capacity, w->capacity * 2, 1);
    size_t got = 0;
    if (st == SHB_OK)
        st = shb_input_read(ctx, w->input, w->data + w->end, w->capacity - w->end, &got);
    w->failed = st != SHB_OK;
    w->ended = got == 0;
    w->end += got;
    return st;
}

void shb_window_use(shb_window *w, size_t n) {
    w->start += n;
    w->offset += n;
}

void shb_window_done(shb_window *w) {
    shb_free(w->data);
    *w = (shb_window)SHB_WINDOW_INIT;
}
