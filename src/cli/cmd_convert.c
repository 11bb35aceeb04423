/* convert: a network in other formats. */
#include "cli/cli.h"

#include <string.h>

typedef struct convert_values {
    cli_common common;
    cli_export_values export;
    cli_association_values association;
} convert_values;
static const cli_option convert_options[] = {
    CLI_EXPORT_OPTIONS(convert_values),
    {"labels", 0, CLI_TEXT, offsetof(convert_values, export.labels), "ar|en|ru",
     "show the labels of that language"},
    CLI_ASSOCIATION_OPTIONS(convert_values),
    {NULL, 0, 0, 0, NULL, NULL},
};

static int run_convert(cli_run *run, void *user) {
    convert_values *v = user;
    bool known = !v->export.labels;
    if (v->export.outputs.count == 0)
        return cli_usage(run, "say where to write it: -o FILE");
    for (shb_lang lang = 0; !known && lang < SHB_N_LANGS; lang++)
        known = strcmp(v->export.labels, shb_lang_name(lang)) == 0;
    if (!known)
        return cli_usage(run, "--labels is ar, en or ru, not '%s'", v->export.labels);
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
