/* methods: how a network was made. */
#include <string.h>

#include "cli/networks.h"
#include "cli/table.h"

typedef struct methods_values {
    cli_common common;
    const char *lang;
    bool bibtex;
} methods_values;
static const methods_values methods_defaults = {.lang = "en"};
static const cli_option methods_options[] = {
    {"lang", 0, CLI_TEXT, offsetof(methods_values, lang), "ar|en|ru", "language (en)"},
    {"bibtex", 0, CLI_FLAG, offsetof(methods_values, bibtex), NULL,
     "what to cite, as BibTeX, instead of the paragraph"},
    {NULL, 0, 0, 0, NULL, NULL},
};

static int run_methods(cli_run *run, void *user) {
    methods_values *v = user;
    shb_lang lang = 0;
    while (lang < SHB_N_LANGS && strcmp(shb_lang_name(lang), v->lang) != 0)
        lang++;
    if (lang == SHB_N_LANGS)
        return cli_usage(run, "--lang is ar, en or ru, not '%s'", v->lang);
    shb_network *net = NULL;
    int status = cli_load(run, v->common.words.items[0], &net);
    if (!status) {
        shb_output *out = cli_stdout(run);
        if (!out) {
            status = EXIT_FAILED;
        } else {
            shb_status st = v->bibtex ? shb_methods_cite(&run->ctx, net, out)
                                      : shb_methods_write(&run->ctx, net, lang, out);
            if (st != SHB_OK)
                status = cli_failed(run);
            int closed = cli_close(run, out);
            status = status ? status : closed;
        }
    }
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_methods = {
    "methods",
    "GRAPH",
    "how it was made, for a paper, with citations",
    "Prints a paragraph for the methods section of a paper, from the record that the "
    "network\n"
    "carries, with what to cite.",
    "shabaka methods net.graphml\nshabaka methods net.json --lang ar\nshabaka methods "
    "net.json --bibtex > net.bib",
    methods_options,
    &methods_defaults,
    sizeof(methods_values),
    1,
    1,
    false,
    run_methods};
