/**
 * @file associate.h
 * --measures and --weight: association measures of a network's edges.
 */
#ifndef SHB_CLI_ASSOCIATE_H
#define SHB_CLI_ASSOCIATE_H

#include "cli/run.h"

typedef struct cli_association_values {
    const char *measures, *weight;
} cli_association_values;

extern const cli_option cli_association_group[];

/** What the counting must keep for these. 0 or an exit status. */
int cli_association_needs(cli_run *run, const cli_association_values *values,
                          shb_count_options *count);
/** Add the columns and weights asked for, and record it. 0 or an exit status. */
int cli_associate(cli_run *run, shb_network **net, const cli_association_values *values);

#endif
