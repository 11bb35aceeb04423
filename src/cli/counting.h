/**
 * @file counting.h
 * How mentions become counts: options of every command that counts.
 */
#ifndef SHB_CLI_COUNTING_H
#define SHB_CLI_COUNTING_H

#include "cli/run.h"

typedef struct cli_count_values {
    const char *unit, *without, *type, *spellings;
    uint32_t min_mentions;
    double min_confidence;
} cli_count_values;

#define CLI_COUNT_DEFAULTS                                                               \
    { .min_mentions = 1, .min_confidence = 0.8 }

extern const cli_option cli_count_group[];

/** Into out, whose other members stay as they are. @return 0 or a usage error's status */
int cli_count_options(cli_run *run, const cli_count_values *values,
                      shb_count_options *out);

#endif
