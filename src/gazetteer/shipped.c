/* The data that comes with the program. */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gazetteer/image.h"

#ifndef SHB_DATA_DIR
#define SHB_DATA_DIR "/usr/local/share/shabaka"
#endif
#ifndef SHB_SOURCE_DATA_DIR
#define SHB_SOURCE_DATA_DIR ""
#endif
#ifndef SHB_BUILD_DIR
#define SHB_BUILD_DIR ""
#endif

/* The source tree counts only for a program that still stands in its build folder. */
static bool is_installed(void) {
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    return n > 0 && (self[n] = '\0', strstr(self, "/bin/shabaka") != NULL);
}

shb_status shb_data_path(shb_ctx *ctx, const char *relative, char *out, size_t size) {
    const char *given = getenv("SHABAKA_DATA");
    const char *folders[] = {given ? given : "", SHB_SOURCE_DATA_DIR, SHB_DATA_DIR};
    if (given && *given && access(given, R_OK | X_OK) != 0)
        return shb_fail_errno(ctx, errno, given, "SHABAKA_DATA: cannot open '%s'", given);
    for (size_t i = given ? 0 : is_installed() ? 2 : 1; i < 3; i++) {
        if (!folders[i][0])
            continue;
        snprintf(out, size, "%s/%s", folders[i], relative);
        if (access(out, R_OK) == 0)
            return SHB_OK;
    }
    return shb_fail(ctx, SHB_ENOTFOUND, NULL,
                    "the shipped data is not there: cannot find '%s' in '%s'; set "
                    "SHABAKA_DATA to the folder that holds it",
                    relative, SHB_DATA_DIR);
}

bool shb_shipped_compiled(char *out, size_t size) {
    const char *folder = is_installed() ? SHB_DATA_DIR "/gazetteer" : SHB_BUILD_DIR;
    if (getenv("SHABAKA_DATA") || !*folder)
        return false;
    int n = snprintf(out, size, "%s/names.compiled", folder);
    return n > 0 && (size_t)n < size && access(out, R_OK) == 0;
}

shb_status shb_gazetteer_shipped(shb_ctx *ctx, char paths[SHB_N_SHIPPED][SHB_PATH_SIZE]) {
    static const char *const names[SHB_N_SHIPPED] = {"gazetteer/states.jsonl",
                                                     "gazetteer/organizations.jsonl",
                                                     "gazetteer/persons.jsonl"};
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < SHB_N_SHIPPED; i++)
        st = shb_data_path(ctx, names[i], paths[i], SHB_PATH_SIZE);
    return st;
}

shb_status shb_gazetteer_load_shipped(shb_ctx *ctx, shb_gazetteer **out) {
    char paths[SHB_N_SHIPPED][SHB_PATH_SIZE];
    const char *const files[SHB_N_SHIPPED] = {paths[0], paths[1], paths[2]};
    shb_status st = shb_gazetteer_shipped(ctx, paths);
    return st == SHB_OK ? shb_gazetteer_load(ctx, files, SHB_N_SHIPPED, out) : st;
}
