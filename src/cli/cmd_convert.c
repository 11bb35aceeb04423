/* convert: a network in other formats. */
#include <string.h>

#include "cli/associate.h"
#include "cli/export.h"
#include "cli/networks.h"

typedef struct convert_values {
    cli_common common;
    cli_export_values export;
    cli_association_values association;
} convert_values;
static const cli_option convert_options[] = {
    CLI_GROUP_AT(offsetof(convert_values, export), cli_relabel_group),
    CLI_GROUP_AT(offsetof(convert_values, association), cli_association_group),
    {NULL, 0, 0, 0, NULL, NULL},
};

static int run_convert(cli_run *run, void *user) {
    convert_values *v = user;
    if (v->export.outputs.count == 0)
        return cli_usage(run, "say where to write it: -o FILE");
    shb_network *net = NULL;
    int status = cli_load(run, v->common.words.items[0], &net);
    if (!status)
        status = cli_associate(run, &net, &v->association);
    if (!status)
        status = cli_save(run, net, &v->export);
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_convert = {
    "convert",
    "GRAPH -o FILE",
    "a network in other formats",
    "Reads a network, by its content, and writes it in other formats. What a format "
    "cannot\n"
    "hold is left out. Pictures, pages, sheets of evidence, DOT and edges as JSON lines "
    "are\n"
    "written and not read; all that is read may be gzip or zstd compressed.",
    "shabaka convert net.graphml -o net.gexf -o net.csv\n"
    "shabaka convert other.graphml --layout given -o net.json\n"
    "shabaka convert net.json --page a4 --labels ar -o net.pdf\n"
    "shabaka convert net.json --chart top:betweenness -o top.svg",
    convert_options,
    NULL,
    sizeof(convert_values),
    1,
    1,
    false,
    run_convert};
