/* A drawing program that a test writes, and the real one where SHABAKA_DRAW names it. */
#ifndef SHB_TESTS_FAKE_DRAW_H
#define SHB_TESTS_FAKE_DRAW_H

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

static char folder[] = "/tmp/shabaka-picture-XXXXXX";
static char script_path[64], seen_path[64];
static char *real; /* the real program's path, or NULL */

/* Makes SHABAKA_DRAW a shell script. */
static inline void fake(const char *body) {
    FILE *f = fopen(script_path, "w");
    assert_non_null(f);
    fprintf(f, "#!/bin/sh\n%s\n", body);
    fclose(f);
    assert_int_equal(chmod(script_path, 0700), 0);
    setenv("SHABAKA_DRAW", script_path, 1);
}

static inline void use_real(void) {
    if (!real)
        skip();
    setenv("SHABAKA_DRAW", real, 1);
}

static inline int make_folder(void **state) {
    (void)state;
    const char *named = getenv("SHABAKA_DRAW");
    real = named && access(named, X_OK) == 0 ? strdup(named) : NULL;
    if (!mkdtemp(folder))
        return -1;
    snprintf(script_path, sizeof script_path, "%s/draw", folder);
    snprintf(seen_path, sizeof seen_path, "%s/seen", folder);
    return 0;
}

static inline int drop_folder(void **state) {
    (void)state;
    unlink(script_path);
    unlink(seen_path);
    free(real);
    return rmdir(folder);
}

#endif
