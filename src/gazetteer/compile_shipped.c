/* For the build: compiles the shipped names into the file that it is given. */
#include <stdio.h>
#include <unistd.h>

#include <shabaka/gazetteer.h>

int main(int argc, char **argv) {
    static char paths[SHB_N_SHIPPED][SHB_PATH_SIZE];
    const char *const files[SHB_N_SHIPPED] = {paths[0], paths[1], paths[2]};
    shb_gazetteer_options options = SHB_GAZETTEER_OPTIONS_INIT;
    shb_gazetteer *gazetteer = NULL;
    shb_ctx ctx = SHB_CTX_INIT;
    if (argc != 2) {
        fputs("usage: compile_shipped FILE\n", stderr);
        return 2;
    }
    unlink(
        argv[1]); /* one that fits would stay as it is, older than what it is made of */
    options.compiled = argv[1];
    options.listed_only = true;
    if (shb_gazetteer_shipped(&ctx, paths) != SHB_OK ||
        shb_gazetteer_load_with(&ctx, files, SHB_N_SHIPPED, &options, &gazetteer) !=
            SHB_OK) {
        char why[1024];
        fprintf(stderr, "%s\n", shb_error_format(&ctx.err, why, sizeof why));
        return 1;
    }
    shb_gazetteer_free(gazetteer);
    if (access(argv[1], R_OK) == 0)
        return 0;
    fprintf(stderr, "cannot write '%s'\n", argv[1]);
    return 1;
}
