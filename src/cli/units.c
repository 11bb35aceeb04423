/* What needs the units themselves: resampling, random networks, edges over time. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

/* "month", "month/3" or "month/3/0.5". */
static bool parse_burst(const char *text, char period[4096], shb_periods *periods,
                        double *scale, double *gamma) {
    size_t len = strcspn(text, "/");
    char *end = (char *)text + len;
    snprintf(period, 4096, "%.*s", (int)len, text);
    *scale = 2;
    *gamma = 1;
    if (*end == '/')
        *scale = strtod(end + 1, &end);
    if (*end == '/')
        *gamma = strtod(end + 1, &end);
    return *end == '\0' && *scale > 1 && *gamma >= 0 &&
           shb_periods_parse(period, periods);
}

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
    shb_periods periods;
    double scale, gamma;
    char period[4096];
    if (v->fdsm && count->unit == SHB_UNIT_WINDOW && count->window > 1)
        return cli_usage(run, "--fdsm takes units that share no sentence, not windows");
    if (v->trend && !shb_periods_parse(v->trend, &periods))
        return cli_usage(run, CLI_NO_PERIOD, "trend", v->trend);
    if (v->burst && !parse_burst(v->burst, period, &periods, &scale, &gamma))
        return cli_usage(run,
                         "--burst is a period as of --slice, then /S above 1 and /G from "
                         "0 if wanted, not '%s'",
                         v->burst);
    count->keep_units |= resamples || v->trend || v->burst || v->fdsm;
    return 0;
}

static int add_fdsm(cli_run *run, shb_network *net, uint32_t trials, uint32_t seed) {
    if (shb_network_fdsm(&run->ctx, net, trials, seed) != SHB_OK)
        return cli_failed(run);
    cli_say(run, "fdsm, %u trials: no p can be under %.3g\n", trials, 1 / (1. + trials));
    return cli_step(run, net,
                    "{\"backbone\":\"fdsm\",\"do\":\"fdsm\",\"least\":%.9g,\"seed\":%u,"
                    "\"trials\":%u}",
                    1 / (1. + trials), seed, trials);
}

static int add_trend(cli_run *run, shb_network *net, const char *period) {
    shb_periods periods;
    if (!shb_periods_parse(period, &periods) ||
        shb_network_trend(&run->ctx, net, &periods) != SHB_OK)
        return cli_failed(run);
    return cli_step(run, net, "{\"do\":\"trend\",\"period\":\"%s\"}", period);
}

static int add_burst(cli_run *run, shb_network *net, const char *text) {
    shb_periods periods;
    double scale, gamma;
    char period[4096];
    if (!parse_burst(text, period, &periods, &scale, &gamma) ||
        shb_network_burst(&run->ctx, net, &periods, scale, gamma) != SHB_OK)
        return cli_failed(run);
    return cli_step(run, net,
                    "{\"do\":\"burst\",\"gamma\":%.9g,\"period\":\"%s\",\"scale\":%.9g}",
                    gamma, period, scale);
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
    int status = v->fdsm ? add_fdsm(run, net, v->fdsm, v->seed) : 0;
    if (!status && v->trend)
        status = add_trend(run, net, v->trend);
    return status || !v->burst ? status : add_burst(run, net, v->burst);
}
