#include "cli/associate.h"

#include <stdlib.h>
#include <string.h>

#include "cli/networks.h"

static bool knows_association(const char *name) {
    return shb_association_by_name(name) != NULL;
}

static bool knows_associations(const char *name) {
    return strcmp(name, "all") == 0 || knows_association(name);
}

#define AT(member) offsetof(cli_association_values, member)
const cli_option cli_association_group[] = {
    {"", 0, 0, 0, NULL, "Associations"},
    {"measures", 0, CLI_NAMES, AT(measures), "NAME,...|all",
     "add association measures as columns of the edges; all: those of the counts "
     "(below)",
     knows_associations},
    {"weight", 0, CLI_TEXT, AT(weight), "NAME",
     "weigh edges by that measure; edges not above 0 are dropped", knows_association},
    {NULL, 0, 0, 0, NULL, NULL},
};

static int unknown(cli_run *run, const char *name) {
    return cli_usage(
        run, "unknown association measure '%s'; 'shabaka help build' lists them", name);
}

static int add_column(cli_run *run, shb_network *net, const shb_association *measure) {
    shb_column *column;
    double *values = malloc((net->n_edges + 1) * sizeof *values);
    int status = 0;
    if (!values)
        status = (shb_fail_memory(&run->ctx), cli_failed(run));
    else if (shb_association_compute(&run->ctx, net, measure, values) != SHB_OK ||
             shb_edge_column_add(&run->ctx, net, measure->name, SHB_DOUBLE, &column) !=
                 SHB_OK)
        status = cli_failed(run);
    else
        memcpy(column->cells.doubles, values, net->n_edges * sizeof *values);
    free(values);
    return status;
}

static int add_columns(cli_run *run, shb_network *net, const cli_association_values *v) {
    size_t n;
    const shb_association *all = shb_associations(&n);
    int status = 0;
    if (strcmp(v->measures, "all") == 0) {
        for (size_t i = 0; !status && i < n; i++)
            if (!all[i].of_units)
                status = add_column(run, net, &all[i]);
        return status;
    }
    for (const char *list = v->measures; !status && *list;) {
        char name[64];
        size_t len = strcspn(list, ",");
        snprintf(name, sizeof name, "%.*s", (int)len, list);
        const shb_association *measure = shb_association_by_name(name);
        status = measure ? add_column(run, net, measure) : unknown(run, name);
        list += len + (list[len] == ',');
    }
    return status;
}

static bool names(const char *list, const char *name) {
    size_t len = strlen(name);
    for (const char *at = list; at && *at; at += strcspn(at, ","), at += *at == ',')
        if (strncmp(at, name, len) == 0 && (!at[len] || at[len] == ','))
            return true;
    return false;
}

int cli_association_needs(cli_run *run, const cli_association_values *v,
                          shb_count_options *count) {
    bool decay = names(v->measures, "decay") || names(v->weight, "decay");
    if (decay && count->unit != SHB_UNIT_WINDOW)
        return cli_usage(run, "decay is of distances inside a window: it needs --unit "
                              "window:N");
    count->keep_sentences |= decay;
    count->keep_units |=
        decay || names(v->measures, "fractional") || names(v->weight, "fractional");
    return 0;
}

int cli_associate(cli_run *run, shb_network **net, const cli_association_values *v) {
    const shb_association *weight = v->weight ? shb_association_by_name(v->weight) : NULL;
    size_t dropped = 0;
    int status = 0;
    if (v->weight && !weight)
        return unknown(run, v->weight);
    if (v->measures) {
        if ((status = add_columns(run, *net, v)) ||
            (status = cli_step(run, *net, "{\"do\":\"measures\",\"names\":\"%s\"}",
                               v->measures)))
            return status;
    }
    if (!weight)
        return 0;
    if (shb_association_weigh(&run->ctx, net, weight, &dropped) != SHB_OK)
        return cli_failed(run);
    cli_say(run, "edges are weighed by %s; not above 0 and dropped: %zu\n", weight->name,
            dropped);
    return cli_step(run, *net, "{\"do\":\"weight\",\"dropped\":%zu,\"measure\":\"%s\"}",
                    dropped, weight->name);
}
