/**
 * @file export.h
 * Networks out: options of every command that writes them.
 */
#ifndef SHB_CLI_EXPORT_H
#define SHB_CLI_EXPORT_H

#include "cli/run.h"

typedef struct cli_export_values {
    cli_outputs outputs; /* first, so that the option -o leads to all */
    const char *layout, *gexf_version, *labels, *page, *chart;
    cli_list title, highlight;
    bool bare;
    uint32_t dpi, draw;
} cli_export_values;

extern const cli_option cli_export_group[];
/** The same of networks that carry labels in several languages: and --labels. */
extern const cli_option cli_relabel_group[];

/** Before the work: would writing fail, as far as can be told? 0 or an exit status. */
int cli_check_export(cli_run *run, const cli_command *command, const cli_common *values);
/** Write all outputs, or none where it can be told that one fails. 0 or an exit status.
 */
int cli_save(cli_run *run, shb_network *net, const cli_export_values *values);

#endif
