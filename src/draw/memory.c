/* SPDX-License-Identifier: MIT */
/* Memory that is there or ends the program, texts that grow, and the end. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "draw/draw.h"

void die(int status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fputs("shabaka-draw: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    /* at once: what half of the drawing library left behind is not to be tidied up */
    fflush(stderr);
    _exit(status);
}

void *need(void *old, size_t n, size_t size) {
    void *p =
        size && n > (size_t)-1 / size ? NULL : realloc(old, n && size ? n * size : 1);
    if (!p)
        die(1, "memory ran out");
    return p;
}

void text_add(text *to, const char *bytes) {
    size_t len = strlen(bytes);
    if (to->len + len >= to->room) {
        to->room = (to->len + len + 1) * 2;
        to->bytes = need(to->bytes, to->room, 1);
    }
    memcpy(to->bytes + to->len, bytes, len + 1);
    to->len += len;
}

void text_format(text *to, const char *format, ...) {
    char small[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof small)
        die(1, "a text is too long for its place");
    text_add(to, small);
}
