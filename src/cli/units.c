/* What needs the units themselves: resampling. */
#include "cli/cli.h"

#include <string.h>

/* The weights that replicates get: those of the network, where they can be resampled. */
static const char *weight_of(const cli_association_values *association) {
    return association->weight ? association->weight : "count";
}

int cli_units_needs(cli_run *run, const cli_unit_values *v,
                    const cli_association_values *association, shb_count_options *count) {
    bool resamples = v->bootstrap || v->jackknife;
    const char *weight = weight_of(association);
    const shb_association *measure = shb_association_by_name(weight);
    if (resamples && measure && !measure->of_units && strcmp(weight, "count") != 0)
        return cli_usage(run,
                         "--bootstrap and --jackknife take edges weighed by count, "
                         "fractional or decay, not '%s'",
                         weight);
    count->keep_units |= resamples;
    return 0;
}

int cli_units(cli_run *run, shb_network *net, const cli_unit_values *v,
              const cli_association_values *association) {
    shb_resample_options options = SHB_RESAMPLE_OPTIONS_INIT;
    options.seed = v->seed;
    options.measures = v->resample;
    options.weight = weight_of(association);
    options.replicates = v->bootstrap;
    if (v->bootstrap && shb_network_bootstrap(&run->ctx, net, &options) != SHB_OK)
        return cli_failed(run);
    options.replicates = v->jackknife;
    if (v->jackknife && shb_network_jackknife(&run->ctx, net, &options) != SHB_OK)
        return cli_failed(run);
    return 0;
}
