/* The data that comes with the program. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <shabaka/gazetteer.h>

#ifndef SHB_DATA_DIR
#define SHB_DATA_DIR "/usr/local/share/shabaka"
#endif
#ifndef SHB_SOURCE_DATA_DIR
#define SHB_SOURCE_DATA_DIR ""
#endif

shb_status shb_data_path(shb_ctx *ctx, const char *relative, char *out, size_t size) {
    const char *given = getenv("SHABAKA_DATA");
    const char *folders[] = {given ? given : "", SHB_SOURCE_DATA_DIR, SHB_DATA_DIR};
    /* The source tree counts only for a program that still stands in its build folder. */
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    bool installed = n > 0 && (self[n] = '\0', strstr(self, "/bin/shabaka") != NULL);
    for (size_t i = given ? 0 : installed ? 2 : 1; i < 3; i++) {
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

shb_status shb_gazetteer_load_shipped(shb_ctx *ctx, shb_gazetteer **out) {
    static const char *const names[] = {"gazetteer/states.jsonl",
                                        "gazetteer/organizations.jsonl",
                                        "gazetteer/persons.jsonl"};
    char paths[3][PATH_MAX];
    const char *files[3];
    for (size_t i = 0; i < 3; i++) {
        shb_status st = shb_data_path(ctx, names[i], paths[i], sizeof paths[i]);
        if (st != SHB_OK)
            return st;
        files[i] = paths[i];
    }
    return shb_gazetteer_load(ctx, files, 3, out);
}
