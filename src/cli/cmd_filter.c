/* filter: a part of a network. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/export.h"
#include "cli/networks.h"

typedef struct filter_values {
    cli_common common;
    cli_export_values export;
    double min_weight;
    const char *type, *ego, *by, *backbone, *correct, *project;
    double alpha;
    uint32_t top, component;
    bool no_isolates;
} filter_values;
static const filter_values filter_defaults = {
    .by = "strength", .correct = "bh", .alpha = .05};

#define FILTER(member) offsetof(filter_values, member)
static const cli_option filter_options[] = {
    {"backbone", 0, CLI_TEXT, FILTER(backbone), "NAME[:X]",
     "edges that are more than chance, or hold the network together (below)"},
    {"alpha", 0, CLI_NUMBER, FILTER(alpha), "A",
     "keep edges whose corrected p is at most A (0.05)"},
    {"correct", 0, CLI_TEXT, FILTER(correct), "none|bh|holm",
     "correct p for many tests: false discovery rate, or any false one (bh)"},
    {"project", 0, CLI_TEXT, FILTER(project), "TYPE:VIA[:newman]",
     "tie nodes of TYPE through those of VIA that they are both tied to, and keep no "
     "other: weighed by how many these are, or each by 1 / (its ties to TYPE - 1) "
     "(Newman 2001, doi:10.1103/PhysRevE.64.016132)"},
    {"min-weight", 0, CLI_NUMBER, FILTER(min_weight), "W", "edges of weight W or more"},
    {"type", 0, CLI_NAMES, FILTER(type), "LIST", "nodes of these types"},
    {"ego", 0, CLI_TEXT, FILTER(ego), "NAME[:K]",
     "a node and all within K steps of it (1)"},
    {"component", 0, CLI_COUNT, FILTER(component), "N",
     "the N-th largest component; 1 is the largest"},
    {"top", 'n', CLI_COUNT, FILTER(top), "N", "the N most central nodes"},
    {"by", 0, CLI_TEXT, FILTER(by), "MEASURE[:X]", "measure of --top (strength)"},
    {"no-isolates", 0, CLI_FLAG, FILTER(no_isolates), NULL,
     "drop nodes that keep no edge"},
    CLI_GROUP_AT(FILTER(export), cli_relabel_group),
    {NULL, 0, 0, 0, NULL, NULL},
};

/* Replace *net by its part; 0 or an exit status. */
static int keep(cli_run *run, shb_network **net, const bool *nodes, const bool *edges) {
    shb_network *part = NULL;
    if (shb_network_part(&run->ctx, *net, nodes, edges, &part) != SHB_OK)
        return cli_failed(run);
    shb_network_free(*net);
    *net = part;
    return 0;
}

static int parse_backbone(cli_run *run, const filter_values *v,
                          const shb_backbone **backbone, shb_backbone_options *options) {
    char name[64], *end;
    size_t len = strcspn(v->backbone, ":");
    snprintf(name, sizeof name, "%.*s", (int)len, v->backbone);
    *backbone = shb_backbone_by_name(name);
    if (!*backbone)
        return cli_usage(run, "unknown backbone '%s'; 'shabaka help filter' lists them",
                         name);
    if (v->backbone[len]) {
        options->parameter = strtod(v->backbone + len + 1, &end);
        if (!(*backbone)->parameter)
            return cli_usage(run, "'%s' is no backbone: %s takes no number", v->backbone,
                             name);
        if (*end || end == v->backbone + len + 1 ||
            !(options->parameter >= (*backbone)->least && isfinite(options->parameter)))
            return cli_usage(
                run, "'%s' is no backbone: in %s:X, X is a number from %g, %s",
                v->backbone, name, (*backbone)->least, (*backbone)->parameter);
    }
    while (options->correction < SHB_N_CORRECTIONS &&
           strcmp(v->correct, shb_correction_name(options->correction)) != 0)
        options->correction++;
    if (options->correction == SHB_N_CORRECTIONS)
        return cli_usage(run, "--correct is none, bh or holm, not '%s'", v->correct);
    if (!(v->alpha > 0 && v->alpha <= 1))
        return cli_usage(run, "--alpha is above 0 and at most 1");
    options->alpha = v->alpha;
    return 0;
}

/* p and q as columns "p_sdsm", "q_sdsm". */
static int add_values(cli_run *run, shb_network *net, const char *prefix,
                      const char *backbone, const double *values) {
    char name[80];
    shb_column *column;
    snprintf(name, sizeof name, "%s_%s", prefix, backbone);
    if (shb_edge_column_add(&run->ctx, net, name, SHB_DOUBLE, &column) != SHB_OK)
        return cli_failed(run);
    memcpy(column->cells.doubles, values, net->n_edges * sizeof *values);
    return 0;
}

/* An option that nothing heeds would look as if it had been. */
static int check_options(cli_run *run, const filter_values *v) {
    const shb_backbone *backbone = NULL;
    shb_backbone_options options = SHB_BACKBONE_OPTIONS_INIT;
    options.correction = SHB_CORRECT_NONE;
    int status = v->backbone ? parse_backbone(run, v, &backbone, &options) : 0;
    if (status)
        return status;
    const struct {
        const char *option, *needs;
        bool there;
    } pairs[] = {{"alpha", "a --backbone that tests", backbone && backbone->tests},
                 {"correct", "a --backbone that tests", backbone && backbone->tests},
                 {"by", "--top N", v->top > 0}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (cli_given(run->command, &v->common, pairs[i].option) && !pairs[i].there)
            return cli_usage(run, "--%s needs %s", pairs[i].option, pairs[i].needs);
    if (cli_given(run->command, &v->common, "component") && v->component == 0)
        return cli_usage(run, "--component counts from 1, the largest");
    return 0;
}

static int filter_backbone(cli_run *run, const filter_values *v, shb_network **net,
                           bool *nodes, bool *edges) {
    const shb_backbone *backbone;
    shb_backbone_options options = SHB_BACKBONE_OPTIONS_INIT;
    options.correction = SHB_CORRECT_NONE;
    size_t n = (*net)->n_edges, kept = 0;
    double tests = 0;
    int status = parse_backbone(run, v, &backbone, &options);
    if (status)
        return status;
    double *p = calloc(2 * n + 1, sizeof *p), *q = p ? p + n : NULL;
    if (!p) {
        shb_fail_memory(&run->ctx);
        return cli_failed(run);
    }
    if (shb_backbone_compute(&run->ctx, *net, backbone, &options, p, q, edges, &tests) !=
        SHB_OK)
        status = cli_failed(run);
    if (!status && backbone->tests &&
        !(status = add_values(run, *net, "p", backbone->name, p)))
        status = add_values(run, *net, "q", backbone->name, q);
    free(p);
    for (size_t e = 0; e < n; e++)
        kept += edges[e];
    memset(nodes, true, (*net)->n_nodes);
    if (!status)
        status = keep(run, net, nodes, edges);
    if (status)
        return status;
    double parameter = options.parameter >= 0 ? options.parameter : backbone->standard;
    if (backbone->tests) {
        cli_say(run, "%s, alpha %g, %s over %.0f tests: %zu of %zu edges kept\n",
                backbone->name, v->alpha, v->correct, tests, kept, n);
        return cli_step(
            run, *net,
            "{\"alpha\":%.9g,\"backbone\":\"%s\",\"correct\":\"%s\","
            "\"do\":\"backbone\",\"edges\":%zu,\"kept\":%zu,\"parameter\":%.9g,"
            "\"tests\":%.0f}",
            v->alpha, backbone->name, v->correct, n, kept, parameter, tests);
    }
    cli_say(run, "%s: %zu of %zu edges kept\n", backbone->name, kept, n);
    return cli_step(run, *net,
                    "{\"backbone\":\"%s\",\"do\":\"backbone\",\"edges\":%zu,\"kept\":%zu,"
                    "\"parameter\":%.9g}",
                    backbone->name, n, kept, parameter);
}

/* Flags of the nodes of a type. 0 or an exit status. */
static int flag_type(cli_run *run, const shb_network *net, const char *name, bool *out) {
    const shb_column *column = shb_node_column(net, "type");
    shb_type type;
    if (!shb_type_parse(name, &type))
        return cli_usage(run, "--project takes person, state and organization, not '%s'",
                         name);
    if (!column || column->type != SHB_STRING)
        return cli_usage(run, "the nodes of this network have no type");
    for (size_t i = 0; i < net->n_nodes; i++)
        out[i] = column->cells.strings[i] && strcmp(column->cells.strings[i], name) == 0;
    return 0;
}

static int filter_project(cli_run *run, const filter_values *v, shb_network **net) {
    char text[64], *via, *weighing = NULL;
    snprintf(text, sizeof text, "%s", v->project);
    if ((via = strchr(text, ':')) != NULL) {
        *via++ = '\0';
        if ((weighing = strchr(via, ':')) != NULL)
            *weighing++ = '\0';
    }
    if (!via || (weighing && strcmp(weighing, "newman") != 0))
        return cli_usage(run, "--project is TYPE:VIA or TYPE:VIA:newman, not '%s'",
                         v->project);
    size_t n = (*net)->n_nodes;
    bool *ends = calloc(2 * n + 1, 1), *through = ends ? ends + n : NULL;
    shb_network *made = NULL;
    int status = ends ? 0 : (shb_fail_memory(&run->ctx), cli_failed(run));
    if (!status)
        status = flag_type(run, *net, text, ends);
    if (!status)
        status = flag_type(run, *net, via, through);
    if (!status && shb_network_project(&run->ctx, *net, ends, through, weighing != NULL,
                                       &made) != SHB_OK)
        status = cli_failed(run);
    free(ends);
    if (status)
        return status;
    shb_network_free(*net);
    *net = made;
    return cli_step(run, made,
                    "{\"do\":\"project\",\"ends\":\"%s\",%s\"through\":\"%s\"}", text,
                    weighing ? "\"newman\":\"newman\"," : "", via);
}

static int filter_type(cli_run *run, const filter_values *v, shb_network **net,
                       bool *nodes) {
    bool types[SHB_N_TYPES];
    if (!cli_types(v->type, types))
        return cli_usage(run, "--type takes person, state and organization, not '%s'",
                         v->type);
    const shb_column *column = shb_node_column(*net, "type");
    if (!column || column->type != SHB_STRING)
        return cli_usage(run, "the nodes of this network have no type");
    for (size_t i = 0; i < (*net)->n_nodes; i++) {
        shb_type type;
        const char *name = column->cells.strings[i];
        nodes[i] = name && shb_type_parse(name, &type) && types[type];
    }
    return keep(run, net, nodes, NULL);
}

static int filter_ego(cli_run *run, const filter_values *v, shb_network **net,
                      bool *nodes) {
    char name[512];
    uint32_t steps = 1, centre = 0;
    snprintf(name, sizeof name, "%s", v->ego);
    char *colon = strrchr(name, ':');
    if (colon && colon[1] && strspn(colon + 1, "0123456789") == strlen(colon + 1)) {
        steps = (uint32_t)atoi(colon + 1);
        *colon = '\0';
    }
    int status = cli_find_node(run, *net, name, &centre);
    if (status)
        return status;
    if (shb_ego(&run->ctx, *net, centre, steps, nodes) != SHB_OK)
        return cli_failed(run);
    return keep(run, net, nodes, NULL);
}

static int filter_component(cli_run *run, const filter_values *v, shb_network **net,
                            bool *nodes) {
    uint32_t *component = calloc((*net)->n_nodes + 1, sizeof *component);
    size_t n = 0;
    int status = 0;
    if (!component)
        status = (shb_fail_memory(&run->ctx), cli_failed(run));
    else if (shb_components(&run->ctx, *net, component, &n) != SHB_OK)
        status = cli_failed(run);
    if (!status && v->component > n)
        status = cli_usage(run, "--component %u: the network has %zu", v->component, n);
    for (size_t i = 0; !status && i < (*net)->n_nodes; i++)
        nodes[i] = component[i] == v->component;
    free(component);
    return status ? status : keep(run, net, nodes, NULL);
}

static int filter_top(cli_run *run, const filter_values *v, shb_network **net,
                      bool *nodes) {
    cli_measure by;
    size_t n = (*net)->n_nodes;
    int status = cli_find_measure(run, v->by, false, &by);
    if (status)
        return status;
    shb_measure_options options = SHB_MEASURE_OPTIONS_INIT;
    options.parameter = by.parameter;
    double *values = malloc((n + 1) * sizeof *values);
    uint32_t *order = NULL;
    if (!values)
        status = (shb_fail_memory(&run->ctx), cli_failed(run));
    else if (shb_measure_compute(&run->ctx, *net, by.measure, &options, values) !=
                 SHB_OK ||
             !(order = cli_order(run, values, n)))
        status = cli_failed(run);
    if (!status) {
        memset(nodes, 0, n * sizeof *nodes);
        for (size_t i = 0; i < n && i < v->top; i++)
            nodes[order[i]] = true;
    }
    free(values);
    free(order);
    return status ? status : keep(run, net, nodes, NULL);
}

/* "weight 3 or more, states": for the record. */
static int record_filter(cli_run *run, shb_network *net, const filter_values *v) {
    char what[1024] = "";
    size_t n = 0;
    const struct {
        bool said;
        const char *format, *text;
        double number;
    } parts[] = {{v->type, "type %s", v->type, 0},
                 {v->min_weight > 0, "weight >= %.9g", NULL, v->min_weight},
                 {v->ego, "around %s", v->ego, 0},
                 {v->component > 0, "component %.0f", NULL, v->component},
                 {v->top > 0, "the top %.0f by ", NULL, v->top},
                 {v->top > 0, "%s", v->by, 0},
                 {v->no_isolates, "%s", "no isolates", 0}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].said || n >= sizeof what)
            continue;
        bool joins = i == 5; /* what "by" waits for */
        n += (size_t)snprintf(what + n, sizeof what - n, "%s", n && !joins ? ", " : "");
        if (n < sizeof what && parts[i].text)
            n += (size_t)snprintf(what + n, sizeof what - n, parts[i].format,
                                  parts[i].text);
        else if (n < sizeof what)
            n += (size_t)snprintf(what + n, sizeof what - n, parts[i].format,
                                  parts[i].number);
    }
    for (char *p = what; *p; p++)
        if (*p == '"' || *p == '\\' || (unsigned char)*p < ' ')
            *p = '\'';
    return *what ? cli_step(run, net, "{\"do\":\"filter\",\"what\":\"%s\"}", what) : 0;
}

static int run_filter(cli_run *run, void *user) {
    filter_values *v = user;
    if (v->export.outputs.count == 0)
        return cli_usage(run, "say where to write the part: -o FILE");
    int status = check_options(run, v);
    if (status)
        return status;
    shb_network *net = NULL;
    if ((status = cli_load(run, v->common.words.items[0], &net)))
        return status;
    bool *nodes = calloc(net->n_nodes + 1, 1), *edges = calloc(net->n_edges + 1, 1);
    if (!nodes || !edges)
        status = (shb_fail_memory(&run->ctx), cli_failed(run));
    if (!status && v->backbone)
        status = filter_backbone(run, v, &net, nodes, edges);
    if (!status && v->project) {
        status = filter_project(run, v, &net);
        free(edges); /* there may be more than there were */
        edges = calloc(net->n_edges + 1, 1);
        if (!status && !edges)
            status = (shb_fail_memory(&run->ctx), cli_failed(run));
    }
    if (!status && v->type)
        status = filter_type(run, v, &net, nodes);
    if (!status && v->min_weight > 0) {
        for (size_t i = 0; i < net->n_nodes; i++)
            nodes[i] = true;
        for (size_t i = 0; i < net->n_edges; i++)
            edges[i] = net->edges[i].weight >= v->min_weight;
        status = keep(run, &net, nodes, edges);
    }
    if (!status && v->ego)
        status = filter_ego(run, v, &net, nodes);
    if (!status && v->component)
        status = filter_component(run, v, &net, nodes);
    if (!status && v->top)
        status = filter_top(run, v, &net, nodes);
    if (!status && v->no_isolates) {
        memset(nodes, 0, net->n_nodes);
        for (size_t i = 0; i < net->n_edges; i++)
            nodes[net->edges[i].a] = nodes[net->edges[i].b] = true;
        status = keep(run, &net, nodes, NULL);
    }
    if (!status)
        status = record_filter(run, net, v);
    if (!status) {
        /* A part is drawn for itself. */
        static const char *const look[] = {"x",     "y",          "size",
                                           "group", "group_name", "color"};
        for (size_t i = 0; i < 6 && !v->export.layout; i++)
            shb_node_column_drop(net, look[i]);
        status = cli_save(run, net, &v->export);
    }
    if (!status)
        cli_say(run, "nodes %zu, edges %zu\n", net->n_nodes, net->n_edges);
    free(nodes);
    free(edges);
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_filter = {
    "filter",
    "GRAPH -o FILE",
    "a part of it, or the ties that are more than chance",
    "Writes the part of a network that passes all conditions, which are applied in this\n"
    "order: backbone, project, type, weight, ego, component, top, isolates. GRAPH may be "
    "- and\n"
    "-o too, so that commands chain. A backbone keeps every node, unless --no-isolates; "
    "p and\n"
    "corrected p become columns of the edges (p_sdsm, q_sdsm). A test of units "
    "(fixedrow,\n"
    "sdsm) is one of all pairs of nodes, a test of weights one of all edges.",
    "shabaka filter net.json --backbone sdsm --alpha 0.01 -o sure.graphml\n"
    "shabaka filter net.json --min-weight 3 --no-isolates -o strong.svg\n"
    "shabaka filter net.json --ego Putin:1 -o putin.gexf\n"
    "shabaka filter net.json --project person:organization --no-isolates -o "
    "persons.json\n"
    "shabaka filter net.json --type state -o - | shabaka rank - --by betweenness",
    filter_options,
    &filter_defaults,
    sizeof(filter_values),
    1,
    1,
    false,
    run_filter};
