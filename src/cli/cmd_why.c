/* why: the sentences behind a node, an edge, or the shortest way. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/networks.h"
#include "cli/table.h"

typedef struct values {
    cli_common common;
    const char *distance, *way, *via;
    uint32_t top;
} values;

static const values defaults = {.top = 10};

static const cli_option options[] = {
    {"top", 'n', CLI_COUNT, offsetof(values, top), "N",
     "ties shown of a node, sentences of an edge, nodes of --via; 0: all (10)"},
    {"via", 0, CLI_NAMES, offsetof(values, via), "TYPE,...|all",
     "whom both A and B are tied to, of these types, the strongest first, with a "
     "sentence for either tie"},
    {"way", 0, CLI_TEXT, offsetof(values, way), "shortest|strongest",
     "the way from A to B, also where they are named together: the shortest by "
     "--distance, or the one whose weakest tie is strongest (Pollack 1960, "
     "doi:10.1287/opre.8.5.733)"},
    {"distance", 0, CLI_TEXT, offsetof(values, distance), "inverse|log|none",
     "length of an edge for the shortest way (inverse)"},
    {NULL, 0, 0, 0, NULL, NULL},
};

typedef struct printer {
    cli_run *run;
    const shb_network *net;
    shb_output *out;
    bool json, colours;
    uint32_t limit;
} printer;

/* The sentence with the names of both nodes marked. */
static void print_marked(const printer *p, const shb_evidence *e, uint32_t a,
                         uint32_t b) {
    size_t at = 0, len = strlen(e->text);
    for (size_t i = 0; i < e->n_marked; i++) {
        const shb_marked *m = &e->marked[i];
        if ((m->node != a && m->node != b) || m->start < at || m->end > len)
            continue;
        shb_put_plain(p->out, (shb_str){e->text + at, m->start - at});
        shb_puts(p->out, p->colours ? "\033[1m" : "[");
        shb_put_plain(p->out, (shb_str){e->text + m->start, m->end - m->start});
        shb_puts(p->out, p->colours ? "\033[0m" : "]");
        at = m->end;
    }
    shb_put_plain(p->out, (shb_str){e->text + at, len - at});
    shb_putc(p->out, '\n');
}

static void print_sentence(const printer *p, const shb_evidence *e, uint32_t a,
                           uint32_t b) {
    shb_puts(p->out, "  ");
    if (e->date && e->date[0])
        shb_printf(p->out, "%s  ", e->date);
    shb_put_plain(p->out, (shb_str){e->doc, strlen(e->doc)});
    shb_printf(p->out, ", sentence %u (bytes %llu-%llu)\n    ", e->sentence,
               (unsigned long long)e->start, (unsigned long long)e->end);
    print_marked(p, e, a, b);
}

static const char *edge_text(const shb_network *net, const char *name, size_t edge) {
    const shb_column *column = shb_edge_column(net, name);
    return column && column->type == SHB_STRING ? column->cells.strings[edge] : NULL;
}

static void print_edge_head(const printer *p, size_t edge) {
    const shb_network *net = p->net;
    const shb_edge *e = &net->edges[edge];
    char weight[32];
    weight[shb_double_text(e->weight, weight)] = '\0';
    shb_put_plain(p->out,
                  (shb_str){net->nodes[e->a].label, strlen(net->nodes[e->a].label)});
    shb_puts(p->out, " — ");
    shb_put_plain(p->out,
                  (shb_str){net->nodes[e->b].label, strlen(net->nodes[e->b].label)});
    shb_printf(p->out, ": weight %s", weight);
    const shb_column *documents = shb_edge_column(net, "documents");
    double n = documents ? shb_cell_number(documents, edge) : 0;
    if (n > 0)
        shb_printf(p->out, ", %.0f %s", n, n == 1 ? "text" : "texts");
    const char *first = edge_text(net, "first", edge),
               *last = edge_text(net, "last", edge);
    if (first && last)
        shb_printf(p->out, strcmp(first, last) ? ", %s to %s" : ", %s", first, last);
    shb_putc(p->out, '\n');
}

static void json_sentence(const printer *p, const shb_evidence *e) {
    shb_puts(p->out, "{\"doc\": ");
    shb_put_json_z(p->out, e->doc);
    if (e->date && e->date[0])
        shb_printf(p->out, ", \"date\": \"%s\"", e->date);
    shb_printf(p->out, ", \"sentence\": %u, \"start\": %llu, \"end\": %llu, \"text\": ",
               e->sentence, (unsigned long long)e->start, (unsigned long long)e->end);
    shb_put_json_z(p->out, e->text);
    shb_puts(p->out, ", \"mentions\": [");
    for (size_t i = 0; i < e->n_marked; i++) {
        shb_puts(p->out, i ? ", {\"entity\": " : "{\"entity\": ");
        shb_put_json_z(p->out, p->net->nodes[e->marked[i].node].id);
        shb_printf(p->out, ", \"start\": %u, \"end\": %u}", e->marked[i].start,
                   e->marked[i].end);
    }
    shb_puts(p->out, "]}");
}

/* "one with person:x-...: محمد سعيد, Mohammed Saeed": spellings that build joined */
static void print_joined(const printer *p, uint32_t node) {
    static const char *const labels[] = {"label_ar", "label_en", "label_ru"};
    const char *ids = cli_node_text(p->net, "same_as", node), *comma = ": ";
    if (!ids)
        return;
    shb_puts(p->out, "  one with ");
    shb_put_plain(p->out, (shb_str){ids, strlen(ids)});
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const char *label = cli_node_text(p->net, labels[i], node);
        if (!label)
            continue;
        shb_puts(p->out, comma);
        shb_put_plain(p->out, (shb_str){label, strlen(label)});
        comma = ", ";
    }
    shb_puts(p->out, "\n");
}

static void print_edge(const printer *p, size_t edge, uint32_t limit, bool first) {
    const shb_network *net = p->net;
    const shb_edge *e = &net->edges[edge];
    const shb_supports *supports = net->supports ? &net->supports[edge] : NULL;
    size_t n = supports ? supports->count : 0;
    if (limit && n > limit)
        n = limit;
    if (p->json) {
        shb_puts(p->out, first ? "\n {\"a\": " : ",\n {\"a\": ");
        shb_put_json_z(p->out, net->nodes[e->a].id);
        shb_puts(p->out, ", \"b\": ");
        shb_put_json_z(p->out, net->nodes[e->b].id);
        shb_puts(p->out, ", \"weight\": ");
        shb_put_double(p->out, e->weight);
        shb_puts(p->out, ", \"evidence\": [");
        for (size_t i = 0; i < n; i++) {
            shb_puts(p->out, i ? ", " : "");
            json_sentence(p, &net->evidence[supports->items[i].first]);
            if (supports->items[i].second != supports->items[i].first) {
                shb_puts(p->out, ", ");
                json_sentence(p, &net->evidence[supports->items[i].second]);
            }
        }
        shb_puts(p->out, "]}");
        return;
    }
    print_edge_head(p, edge);
    print_joined(p, e->a);
    print_joined(p, e->b);
    for (size_t i = 0; i < n; i++) {
        const shb_support *s = &supports->items[i];
        print_sentence(p, &net->evidence[s->first], e->a, e->b);
        if (s->second != s->first)
            print_sentence(p, &net->evidence[s->second], e->a, e->b);
    }
    if (n == 0)
        shb_puts(p->out, "  (the file keeps no sentences: build it with --evidence N)\n");
}

static const shb_network *ranked;

static int by_weight(const void *x, const void *y) {
    size_t a = *(const size_t *)x, b = *(const size_t *)y;
    double u = ranked->edges[a].weight, v = ranked->edges[b].weight;
    return u != v ? (u > v ? -1 : 1) : (a > b) - (a < b);
}

/* A node alone: its strongest ties, each with one sentence. */
static int why_node(printer *p, uint32_t node) {
    const shb_network *net = p->net;
    size_t *ties = malloc((net->n_edges + 1) * sizeof *ties), n = 0;
    if (!ties) {
        shb_fail_memory(&p->run->ctx);
        return cli_failed(p->run);
    }
    for (size_t i = 0; i < net->n_edges; i++)
        if (net->edges[i].a == node || net->edges[i].b == node)
            ties[n++] = i;
    ranked = net;
    qsort(ties, n, sizeof *ties, by_weight);
    size_t shown = p->limit && n > p->limit ? p->limit : n;
    if (!p->json) {
        shb_put_plain(p->out,
                      (shb_str){net->nodes[node].label, strlen(net->nodes[node].label)});
        shb_printf(p->out, " (%s): %zu ties", net->nodes[node].id, n);
        shb_printf(p->out, shown < n ? ", the strongest %zu:\n" : "\n", shown);
        print_joined(p, node);
        shb_puts(p->out, "\n");
    }
    for (size_t i = 0; i < shown; i++) {
        print_edge(p, ties[i], 1, i == 0);
        if (!p->json && i + 1 < shown)
            shb_putc(p->out, '\n');
    }
    free(ties);
    return 0;
}

static double weakest_of(const shb_network *net, const uint32_t *way, size_t n) {
    double weakest = INFINITY;
    for (size_t i = 0; i + 1 < n; i++)
        weakest =
            fmin(weakest, net->edges[shb_network_edge(net, way[i], way[i + 1])].weight);
    return weakest;
}

/* "They are never named together; the shortest way has 2 steps:" */
static void print_way_head(const printer *p, const uint32_t *way, size_t n, bool strong) {
    char weight[32];
    weight[shb_double_text(weakest_of(p->net, way, n), weight)] = '\0';
    bool tied = shb_network_edge(p->net, way[0], way[n - 1]) != SIZE_MAX;
    shb_puts(p->out, tied ? "The " : "They are never named together; the ");
    shb_printf(p->out, "%s way has %zu step%s", strong ? "strongest" : "shortest", n - 1,
               n == 2 ? "" : "s");
    if (strong)
        shb_printf(p->out, ", its weakest tie weighs %s", weight);
    shb_puts(p->out, ":\n\n");
}

static int why_way(printer *p, uint32_t a, uint32_t b, shb_distance distance,
                   bool strong) {
    const shb_network *net = p->net;
    uint32_t *way = NULL;
    size_t n = 0;
    shb_status st = strong
                        ? shb_strongest_way(&p->run->ctx, net, a, b, &way, &n)
                        : shb_shortest_way(&p->run->ctx, net, a, b, distance, &way, &n);
    if (st != SHB_OK)
        return cli_failed(p->run);
    if (n < 2) {
        if (!p->json)
            shb_puts(p->out, "No way leads from one to the other.\n");
        free(way);
        return 0;
    }
    if (!p->json)
        print_way_head(p, way, n, strong);
    for (size_t i = 0; i + 1 < n; i++) {
        print_edge(p, shb_network_edge(net, way[i], way[i + 1]), p->limit, i == 0);
        if (!p->json && i + 2 < n)
            shb_putc(p->out, '\n');
    }
    free(way);
    return 0;
}

static void put_label(const printer *p, uint32_t node) {
    const char *label = p->net->nodes[node].label;
    shb_put_plain(p->out, (shb_str){label, strlen(label)});
}

/* One node between: its head, then both ties. */
static void print_common(const printer *p, const shb_common *c, const char *type,
                         bool first) {
    const shb_node *node = &p->net->nodes[c->node];
    if (p->json) {
        shb_puts(p->out, first ? "\n {\"via\": " : ",\n {\"via\": ");
        shb_put_json_z(p->out, node->id);
        shb_puts(p->out, ", \"label\": ");
        shb_put_json_z(p->out, node->label);
        shb_puts(p->out, ", \"strength\": ");
        shb_put_double(p->out, c->strength);
        shb_puts(p->out, ", \"ties\": [");
    } else {
        shb_putc(p->out, '\n');
        put_label(p, c->node);
        shb_printf(p->out, type ? " (%s)\n" : "\n", type);
    }
    print_edge(p, c->edge_a, 1, true);
    print_edge(p, c->edge_b, 1, false);
    if (p->json)
        shb_puts(p->out, "]}");
}

/* Whom both are tied to. */
static int why_via(printer *p, uint32_t a, uint32_t b, const char *list) {
    const shb_network *net = p->net;
    const shb_column *column = shb_node_column(net, "type");
    bool types[SHB_N_TYPES], all = strcmp(list, "all") == 0;
    shb_common *common = NULL;
    size_t n = 0, kept = 0;
    if (!all && !cli_types(list, types))
        return cli_usage(
            p->run, "--via takes person, state, organization or all, not '%s'", list);
    if (!all && (!column || column->type != SHB_STRING))
        return cli_usage(p->run, "the nodes of this network have no type: --via all");
    if (shb_common_neighbours(&p->run->ctx, net, a, b, &common, &n) != SHB_OK)
        return cli_failed(p->run);
    for (size_t i = 0; i < n; i++) {
        const char *name = all ? NULL : column->cells.strings[common[i].node];
        shb_type type;
        if (all || (name && shb_type_parse(name, &type) && types[type]))
            common[kept++] = common[i];
    }
    size_t shown = p->limit && kept > p->limit ? p->limit : kept;
    if (!p->json) {
        put_label(p, a);
        shb_puts(p->out, " and ");
        put_label(p, b);
        shb_printf(p->out, " share %zu", kept);
        shb_printf(p->out, shown < kept ? ", the strongest %zu:\n" : ":\n", shown);
    }
    for (size_t i = 0; i < shown; i++)
        print_common(p, &common[i],
                     column && column->type == SHB_STRING
                         ? column->cells.strings[common[i].node]
                         : NULL,
                     i == 0);
    free(common);
    return 0;
}

/* What the values ask for, of one node or of two. */
static int answer(printer *p, const values *v, uint32_t a, uint32_t b, bool pair,
                  shb_distance distance) {
    size_t edge = pair ? shb_network_edge(p->net, a, b) : SIZE_MAX;
    if (!pair)
        return why_node(p, a);
    if (v->via)
        return why_via(p, a, b, v->via);
    if (edge == SIZE_MAX || v->way)
        return why_way(p, a, b, distance, v->way && strcmp(v->way, "strongest") == 0);
    print_edge(p, edge, p->limit, true);
    return 0;
}

static int run_why(cli_run *run, void *user) {
    values *v = user;
    shb_distance distance;
    if (!cli_distance(v->distance, &distance))
        return cli_usage(run, "--distance is inverse, log or none, not '%s'",
                         v->distance);
    if (v->way && strcmp(v->way, "shortest") != 0 && strcmp(v->way, "strongest") != 0)
        return cli_usage(run, "--way is shortest or strongest, not '%s'", v->way);
    bool pair = v->common.words.count == 3;
    if (!pair && (v->way || v->via))
        return cli_usage(run, "%s needs two names", v->way ? "--way" : "--via");
    shb_network *net = NULL;
    uint32_t a = 0, b = 0;
    int status = cli_load(run, v->common.words.items[0], &net);
    if (!status)
        status = cli_find_node(run, net, v->common.words.items[1], &a);
    if (!status && pair)
        status = cli_find_node(run, net, v->common.words.items[2], &b);
    if (!status && pair && a == b)
        status = cli_usage(run, "both names are '%s'", net->nodes[a].id);
    if (!status) {
        printer p = {run,   net, cli_stdout(run), v->common.json, cli_colours(stdout),
                     v->top};
        if (!p.out) {
            shb_network_free(net);
            return EXIT_FAILED;
        }
        if (p.json)
            shb_puts(p.out, "[");
        status = answer(&p, v, a, b, pair, distance);
        if (p.json)
            shb_puts(p.out, "\n]\n");
        int closed = cli_close(run, p.out);
        status = status ? status : closed;
    }
    shb_network_free(net);
    return status ? status : cli_done(run);
}

const cli_command cli_why = {
    "why",
    "GRAPH A [B]",
    "the sentences behind a node, an edge, or the shortest way",
    "Prints the sentences that name A and B together, with document, date and place, "
    "the\n"
    "names marked. Where they are never named together it shows the shortest way "
    "between\n"
    "them, with its sentences. A alone: its strongest ties. --via: whom both are tied "
    "to. A\n"
    "and B are ids or names in any script.",
    "shabaka why net.json بوتين Xi\nshabaka why net.graphml state:RU organization:brics\n"
    "shabaka why net.json Лавров --top 3\n"
    "shabaka why net.json Iran Россия --via organization\n"
    "shabaka why net.json Iran Brazil --way strongest",
    options,
    &defaults,
    sizeof(values),
    2,
    3,
    true,
    run_why,
};
