#include "cli/units.h"

#include <stdlib.h>
#include <string.h>

#include "cli/networks.h"

#define AT(member) offsetof(cli_unit_values, member)
const cli_option cli_unit_group[] = {
    {"", 0, 0, 0, NULL, "How sure it is"},
    {"fdsm", 0, CLI_SOME, AT(fdsm), "TRIALS",
     "in how many random networks of the same units and names a pair meets as "
     "often: column p_fdsm, at least 1/(TRIALS+1), for filter --backbone fdsm"},
    {"bootstrap", 0, CLI_SOME, AT(bootstrap), "N",
     "draw the texts N times anew: 95 % intervals of measures and ranks, share of "
     "the draws that have an edge (presence)"},
    {"jackknife", 0, CLI_SOME, AT(jackknife), "G",
     "leave out each of G groups of texts: standard errors of measures"},
    {"resample", 0, CLI_TEXT, AT(resample), "MEASURE,...",
     "measures for both (strength,degree,pagerank; also betweenness, "
     "betweenness_sampled, harmonic, coreness), and for --bootstrap groups: do "
     "they hold (columns group_stability, together)",
     NULL, "bootstrap|jackknife"},
    {"seed", 0, CLI_COUNT, AT(seed), "S", "of all that is drawn (1)", NULL,
     "bootstrap|jackknife|fdsm"},
    {"", 0, 0, 0, NULL, "Edges over time"},
    {"trend", 0, CLI_TEXT, AT(trend), "PERIOD",
     "do the shares of the units by PERIOD (as --slice) rise or fall: "
     "z, p, q of the Cochran-Armitage test as columns trend, trend_p, "
     "trend_q"},
    {"burst", 0, CLI_TEXT, AT(burst), "PERIOD[/S[/G]]",
     "bursts by Kleinberg's automaton, S times the usual share (2), cost G of a "
     "beginning (1): columns bursts, burst, burst_first, burst_last"},
    {NULL, 0, 0, 0, NULL, NULL},
};

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

/* Replicates get the weights of the network. */
static shb_resample_options resample_options(const cli_unit_values *v,
                                             const cli_association_values *association,
                                             uint32_t replicates) {
    return (shb_resample_options){replicates, v->seed, v->resample,
                                  association->weight ? association->weight : "count"};
}

int cli_units_needs(cli_run *run, const cli_unit_values *v,
                    const cli_association_values *association, shb_count_options *count) {
    shb_resample_options bootstrap = resample_options(v, association, v->bootstrap);
    shb_resample_options jackknife = resample_options(v, association, v->jackknife);
    if ((v->bootstrap && shb_resample_check(&run->ctx, &bootstrap, false) != SHB_OK) ||
        (v->jackknife && shb_resample_check(&run->ctx, &jackknife, true) != SHB_OK))
        return cli_failed(run);
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
    count->keep_units |= v->bootstrap || v->jackknife || v->trend || v->burst || v->fdsm;
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

/* How far the groups of the draws are those of the whole. */
static int say_groups(cli_run *run, const shb_network *net) {
    shb_resampled found;
    if (shb_network_resampled(&run->ctx, net, &found) != SHB_OK)
        return cli_failed(run);
    if (found.groups && found.nmi >= 0)
        cli_say(run,
                "groups of %u draws of the texts beside the %u of all: NMI %.2f (%.2f to "
                "%.2f)\n",
                found.replicates, found.groups, found.nmi, found.nmi_low, found.nmi_high);
    return 0;
}

int cli_units(cli_run *run, shb_network *net, const cli_unit_values *v,
              const cli_association_values *association) {
    enum { FEW = 20 };
    shb_resample_options bootstrap = resample_options(v, association, v->bootstrap);
    shb_resample_options jackknife = resample_options(v, association, v->jackknife);
    if ((v->bootstrap && shb_network_bootstrap(&run->ctx, net, &bootstrap) != SHB_OK) ||
        (v->jackknife && shb_network_jackknife(&run->ctx, net, &jackknife) != SHB_OK))
        return cli_failed(run);
    if ((v->bootstrap || v->jackknife) && net->margins.documents < FEW)
        cli_say(run, "texts %llu: intervals and errors from so few are too narrow\n",
                (unsigned long long)net->margins.documents);
    int status = v->bootstrap ? say_groups(run, net) : 0;
    if (!status && v->fdsm)
        status = add_fdsm(run, net, v->fdsm, v->seed);
    if (!status && v->trend)
        status = add_trend(run, net, v->trend);
    return status || !v->burst ? status : add_burst(run, net, v->burst);
}
