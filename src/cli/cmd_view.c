/* view: a network in the browser. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/export.h"
#include "cli/networks.h"

extern char **environ;

typedef struct view_values {
    cli_common common;
} view_values;

enum { PATIENCE = 20 }; /* tenths of a second until a browser is taken to be open */

/* Did it end well, or is it still at work? Some xdg-open stay as long as the browser. */
static bool seems_good(pid_t child) {
    const struct timespec tenth = {0, 100 * 1000 * 1000};
    for (int i = 0; i < PATIENCE; i++) {
        int how = 0;
        pid_t ended = waitpid(child, &how, WNOHANG);
        if (ended != 0)
            return ended == child && how == 0;
        nanosleep(&tenth, NULL);
    }
    return true;
}

/* What a browser says is none of our output. */
static bool open_in_browser(char *path) {
    char *args[] = {"xdg-open", path, NULL};
    posix_spawn_file_actions_t actions;
    pid_t child;
    if (!getenv("DISPLAY") && !getenv("WAYLAND_DISPLAY"))
        return false;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return false;
    bool good = true;
    for (int fd = STDIN_FILENO; good && fd <= STDERR_FILENO; fd++)
        good =
            posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0) == 0;
    good = good && posix_spawnp(&child, args[0], &actions, NULL, args, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    return good && seems_good(child);
}

/* A folder of its own, which nobody else may read, in $TMPDIR or /tmp. */
static int make_folder(cli_run *run, char *out, size_t size) {
    const char *place = getenv("TMPDIR");
    if (!place || place[0] != '/')
        place = "/tmp";
    int len = snprintf(out, size, "%s/shabaka-XXXXXX", place);
    if (len > 0 && (size_t)len < size && mkdtemp(out))
        return 0;
    shb_fail_errno(&run->ctx, errno, NULL, "cannot make a folder in '%s'", place);
    return cli_failed(run);
}

static int run_view(cli_run *run, void *user) {
    view_values *v = user;
    shb_network *net = NULL;
    char folder[PATH_MAX], path[PATH_MAX + 16];
    int status = cli_load(run, v->common.words.items[0], &net);
    if (!status)
        status = make_folder(run, folder, sizeof folder);
    if (!status) {
        snprintf(path, sizeof path, "%s/network.html", folder);
        cli_export_values out = {.outputs = {.count = 1}};
        out.outputs.items[0] = (cli_output){path, shb_format_by_name("html")};
        status = cli_save(run, net, &out);
        if (status)
            rmdir(folder);
    }
    shb_network_free(net);
    if (status)
        return status;
    printf("%s\n", path);
    fflush(stdout);
    if (!open_in_browser(path))
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
