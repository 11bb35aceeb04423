/* SPDX-License-Identifier: MIT */
/*
 * shabaka-draw: a picture's description in, its bytes out.
 *
 * A program of its own, so that a crash, a hang or the hunger of the drawing library ends
 * here and never costs a network that took hours to build.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "draw/draw.h"

static const char usage[] = "usage: shabaka-draw svg|png|pdf|dot [--dpi N]";

static void limit(int what, rlim_t most) {
    struct rlimit now;
    if (getrlimit(what, &now) == 0 &&
        (now.rlim_max == RLIM_INFINITY || most < now.rlim_max))
        setrlimit(what, &(struct rlimit){most, most});
}

static void limit_everything(void) {
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, DRAW_SECONDS);
#if !defined(__SANITIZE_ADDRESS__) /* which reserves terabytes for its shadow */
    limit(RLIMIT_AS, (rlim_t)DRAW_MEMORY << 20);
#endif
}

/* Variables by which somebody could make the libraries load other code or fonts. */
static void forget_environment(void) {
    static const char *const names[] = {
        "GVBINDIR",        "GV_FILE_PATH",    "GVIMAGEPATH",        "LTDL_LIBRARY_PATH",
        "FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT", "PANGOCAIRO_BACKEND",
        "DOTFONTPATH",     "GDFONTPATH",      "FC_DEBUG",           "SERVER_NAME",
        "CAIRO_DEBUG_PDF",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unsetenv(names[i]);
    setenv("TZ", "UTC0", 1); /* the date in a PDF is as long everywhere */
}

static unsigned parse_dpi(const char *value) {
    char *end;
    errno = 0;
    unsigned long dpi = strtoul(value, &end, 10);
    if (errno || *end || end == value || dpi < DRAW_MIN_DPI || dpi > DRAW_MAX_DPI)
        die(2, "--dpi '%s' is no whole number from %d to %d", value, DRAW_MIN_DPI,
            DRAW_MAX_DPI);
    return (unsigned)dpi;
}

int main(int argc, char **argv) {
    unsigned dpi = 110;
    const char *wanted = argc > 1 ? argv[1] : "";
    if (argc == 4 && strcmp(argv[2], "--dpi") == 0)
        dpi = parse_dpi(argv[3]);
    else if (argc != 2)
        die(2, "%s", usage);
    if (!knows_format(wanted))
        die(2, "there is no format '%s'; %s", wanted, usage);
    limit_everything();
    forget_environment();
    size_t len;
    char *input = read_input(&len);
    picture p = read_picture(input, len);
    draw_picture(&p, wanted, dpi);
    /* not exit(): plugins are unloaded in their own order, and the work is done */
    _exit(0);
}
