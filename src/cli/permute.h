/**
 * @file permute.h
 * compare --permute: do two sets of texts differ by more than chance?
 */
#ifndef SHB_CLI_PERMUTE_H
#define SHB_CLI_PERMUTE_H

#include "cli/counting.h"

typedef struct cli_permute_values {
    uint32_t permute, seed, least;
    const char *by, *split, *correct, *labels;
} cli_permute_values;

/** Do two sets of texts differ by more than chance? @param files  of mention lines */
int cli_permute(cli_run *run, const cli_permute_values *values,
                const cli_count_values *count, const cli_list *files, uint32_t top,
                bool json);

#endif
