/* view: a network in the browser. */
#include "cli/cli.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

typedef struct view_values {
    cli_common common;
} view_values;

static int run_view(cli_run *run, void *user) {
    view_values *v = user;
    shb_network *net = NULL;
    int status = cli_load(run, v->common.words.items[0], &net);
    if (status)
        return status;
    char folder[] = "/tmp/shabaka-XXXXXX", path[64];
    const char *made = mkdtemp(folder);
    cli_export_values out = {.outputs = {.count = 1}};
    if (!made) {
        shb_fail_errno(&run->ctx, errno, NULL, "cannot make a folder in '/tmp'");
        status = cli_failed(run);
    } else {
        snprintf(path, sizeof path, "%s/network.html", folder);
        out.outputs.items[0] = (cli_output){path, shb_format_by_name("html")};
        status = cli_save(run, net, &out);
    }
    shb_network_free(net);
    if (status)
        return status;
    printf("%s\n", path);
    fflush(stdout);
    char *args[] = {"xdg-open", path, NULL};
    pid_t child;
    bool desktop = getenv("DISPLAY") || getenv("WAYLAND_DISPLAY");
    int how = 0;
    if (!desktop || posix_spawnp(&child, args[0], NULL, NULL, args, environ) != 0 ||
        waitpid(child, &how, 0) < 0 || how != 0)
        cli_say(run, "no browser could be opened here: open that file in one\n");
    return cli_done(run);
}

const cli_command cli_view = {"view",
                              "GRAPH",
                              "opens it as a page in the browser",
                              "Writes the network as one HTML page into a temporary "
                              "folder, prints its path, and opens\n"
                              "it with xdg-open where there is a desktop.",
                              "shabaka view net.graphml",
                              NULL,
                              NULL,
                              sizeof(view_values),
                              1,
                              1,
                              false,
                              run_view};
