#include "base/text.h"

#include <string.h>

#include "base/alloc.h"

shb_status shb_text_copy(shb_ctx *ctx, const char *text, size_t len, char **out) {
    char *copy = shb_strndup(text, len);
    if (!copy)
        return shb_fail_memory(ctx);
    *out = copy;
    return SHB_OK;
}

shb_status shb_text_replace(shb_ctx *ctx, char **text, const char *with) {
    char *old = *text;
    shb_status st = shb_text_copy(ctx, with, strlen(with), text);
    if (st == SHB_OK)
        shb_free(old);
    return st;
}

shb_status shb_text_take(shb_ctx *ctx, shb_output *sink, char **out) {
    shb_str bytes = shb_output_bytes(sink);
    char *copy = shb_strndup(bytes.data, bytes.len);
    shb_status st = shb_output_close(ctx, sink);
    if (st == SHB_OK && !copy)
        st = shb_fail_memory(ctx);
    if (st == SHB_OK)
        *out = copy;
    else
        shb_free(copy);
    return st;
}
