/**
 * @file units.h
 * What needs the units themselves: resampling, random networks, edges over time.
 */
#ifndef SHB_CLI_UNITS_H
#define SHB_CLI_UNITS_H

#include "cli/associate.h"

/** Of a usage error, with the option's name and its value. */
#define CLI_NO_PERIOD                                                                    \
    "--%s is day, week, month, quarter, year or ascending dates YYYY-MM-DD,..., not "    \
    "'%s'"

typedef struct cli_unit_values {
    uint32_t bootstrap, jackknife, fdsm, seed;
    const char *resample, *trend, *burst;
} cli_unit_values;

#define CLI_UNIT_DEFAULTS                                                                \
    { .seed = 1, .resample = "strength,degree,pagerank" }

extern const cli_option cli_unit_group[];

/** Check them, and say what the counting must keep. 0 or an exit status. */
int cli_units_needs(cli_run *run, const cli_unit_values *values,
                    const cli_association_values *association, shb_count_options *count);
/** Compute what they ask for, before the edges are weighed anew. 0 or an exit status. */
int cli_units(cli_run *run, shb_network *net, const cli_unit_values *values,
              const cli_association_values *association);

#endif
