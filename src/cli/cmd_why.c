/* why: the sentences behind a node, an edge, or the shortest way. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct values {
    cli_common common;
    const char *distance;
    uint32_t top;
} values;

static const values defaults = {.top = 10};

static const cli_option options[] = {
    {"top", 'n', CLI_COUNT, offsetof(values, top), "N",
     "ties shown of a node, sentences of an edge; 0: all (10)"},
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
        shb_printf(p->out, shown < n ? ", the strongest %zu:\n\n" : "\n\n", shown);
    }
    for (size_t i = 0; i < shown; i++) {
        print_edge(p, ties[i], 1, i == 0);
        if (!p->json && i + 1 < shown)
            shb_putc(p->out, '\n');
    }
    free(ties);
    return 0;
}

static int why_way(printer *p, uint32_t a, uint32_t b, shb_distance distance) {
    const shb_network *net = p->net;
    uint32_t *way = NULL;
    size_t n = 0;
    if (shb_shortest_way(&p->run->ctx, net, a, b, distance, &way, &n) != SHB_OK)
        return cli_failed(p->run);
    if (n < 2) {
        if (!p->json)
            shb_puts(p->out, "No way leads from one to the other.\n");
        free(way);
        return 0;
    }
    if (!p->json)
        shb_printf(p->out,
                   "They are never named together; the shortest way has %zu steps:\n\n",
                   n - 1);
    for (size_t i = 0; i + 1 < n; i++) {
        print_edge(p, shb_network_edge(net, way[i], way[i + 1]), p->limit, i == 0);
        if (!p->json && i + 2 < n)
            shb_putc(p->out, '\n');
    }
    free(way);
    return 0;
}

static int run_why(cli_run *run, void *user) {
    values *v = user;
    shb_distance distance;
    if (!cli_distance(v->distance, &distance))
        return cli_usage(run, "--distance is inverse, log or none, not '%s'",
                         v->distance);
    shb_network *net = NULL;
    uint32_t a = 0, b = 0;
    int status = cli_load(run, v->common.words.items[0], &net);
    bool pair = v->common.words.count == 3;
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
        size_t edge = pair ? shb_network_edge(net, a, b) : SIZE_MAX;
        if (!pair)
            status = why_node(&p, a);
        else if (edge != SIZE_MAX)
            print_edge(&p, edge, p.limit, true);
        else
            status = why_way(&p, a, b, distance);
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
    "them, with its sentences. A alone: its strongest ties. A and B are ids or names in "
    "any\n"
    "script.",
    "shabaka why net.json بوتين Xi\nshabaka why net.graphml state:RU organization:brics\n"
    "shabaka why net.json Лавров --top 3",
    options,
    &defaults,
    sizeof(values),
    2,
    3,
    true,
    run_why,
};
