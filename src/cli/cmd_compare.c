/* compare: what changed between two networks. */
#include "cli/cli.h"

#include <math.h>
#include <stdlib.h>

typedef struct compare_values {
    cli_common common;
    uint32_t top;
    const char *ranks;
} compare_values;
static const compare_values compare_defaults = {.top = 20};
static const cli_option compare_options[] = {
    {"top", 'n', CLI_COUNT, offsetof(compare_values, top), "N",
     "rows of each kind of change; 0: all (20)"},
    {"ranks", 0, CLI_TEXT, offsetof(compare_values, ranks), "MEASURE",
     "shifts of rank by that measure instead, of nodes that are among the first N of "
     "either network (--top)"},
    {NULL, 0, 0, 0, NULL, NULL},
};

/* More counts of more units may be a smaller share of them. */
static const char *share(const shb_difference *d) {
    return isnan(d->g2) ? NULL : d->g2 > 0 ? "rose" : d->g2 < 0 ? "fell" : "same";
}

/* ---- shifts of rank ---- */

typedef struct ranking {
    shb_network *net;
    double *values;
    uint32_t *order; /* nodes by falling value */
    size_t *rank;    /* of each node: 1 + how many are above it */
} ranking;

static int rank_nodes(cli_run *run, shb_network *net, const shb_measure *measure,
                      ranking *out) {
    size_t n = net->n_nodes;
    *out = (ranking){net, malloc((n + 1) * sizeof *out->values), NULL,
                     malloc((n + 1) * sizeof *out->rank)};
    if (!out->values || !out->rank) {
        shb_fail_memory(&run->ctx);
        return cli_failed(run);
    }
    if (shb_measure_compute(&run->ctx, net, measure, SHB_DISTANCE_INVERSE, out->values) !=
            SHB_OK ||
        !(out->order = cli_order(run, out->values, n)))
        return cli_failed(run);
    for (size_t i = 0, rank = 0; i < n; i++) {
        uint32_t v = out->order[i];
        if (i == 0 || out->values[v] != out->values[out->order[i - 1]])
            rank = i + 1;
        out->rank[v] = rank;
    }
    return 0;
}

static void ranking_done(ranking *r) {
    free(r->values);
    free(r->order);
    free(r->rank);
}

static bool is_shown(const ranking *r, uint32_t node, uint32_t top) {
    return node != UINT32_MAX && (top == 0 || r->rank[node] <= top);
}

static double number_of(const ranking *r, uint32_t node, bool rank) {
    return node == UINT32_MAX ? NAN : rank ? (double)r->rank[node] : r->values[node];
}

/* One row; nodes may be missing on one side. */
static bool put_shift(cli_table *table, const ranking *before, uint32_t was,
                      const ranking *after, uint32_t is) {
    const shb_node *node =
        is != UINT32_MAX ? &after->net->nodes[is] : &before->net->nodes[was];
    double from = number_of(before, was, true), to = number_of(after, is, true);
    return cli_table_text(table, table->json ? node->id : node->label) &&
           cli_table_number(table, from) && cli_table_number(table, to) &&
           cli_table_number(table, from - to) &&
           cli_table_number(table, number_of(before, was, false)) &&
           cli_table_number(table, number_of(after, is, false));
}

static int print_shifts(cli_run *run, const compare_values *v, shb_network *old,
                        shb_network *new) {
    static const cli_column columns[] = {
        {"node", "node", CELL_TEXT},          {"rank before", "rank_before", CELL_NUMBER},
        {"after", "rank_after", CELL_NUMBER}, {"rose by", "rose_by", CELL_NUMBER},
        {"before", "before", CELL_NUMBER},    {"after", "after", CELL_NUMBER}};
    const shb_measure *measure = shb_measure_by_name(v->ranks);
    ranking before = {0}, after = {0};
    if (!measure)
        return cli_usage(run, "unknown measure '%s'", v->ranks);
    int status = rank_nodes(run, old, measure, &before);
    if (!status)
        status = rank_nodes(run, new, measure, &after);
    cli_table table;
    cli_table_start(&table, columns, 6, v->common.json);
    bool ok = !status;
    for (size_t i = 0; ok && i < new->n_nodes; i++) {
        uint32_t is = after.order[i], was = shb_network_node(old, new->nodes[is].id);
        if (is_shown(&after, is, v->top) || is_shown(&before, was, v->top))
            ok = put_shift(&table, &before, was, &after, is);
    }
    /* Those that went, in their old order. */
    for (size_t i = 0; ok && i < old->n_nodes; i++) {
        uint32_t was = before.order[i];
        if (is_shown(&before, was, v->top) &&
            shb_network_node(new, old->nodes[was].id) == UINT32_MAX)
            ok = put_shift(&table, &before, was, &after, UINT32_MAX);
    }
    ranking_done(&before);
    ranking_done(&after);
    if (ok)
        return cli_table_end(run, &table);
    cli_table_free(&table);
    return status ? status : (shb_fail_memory(&run->ctx), cli_failed(run));
}

/* ---- what came, went, rose and fell ---- */

static int run_compare(cli_run *run, void *user) {
    compare_values *v = user;
    static const char *const changes[] = {"came", "went", "rose", "fell"};
    static const cli_column columns[] = {{"count", "change", CELL_TEXT},
                                         {"what", "what", CELL_TEXT},
                                         {"a", "a", CELL_TEXT},
                                         {"b", "b", CELL_TEXT},
                                         {"before", "before", CELL_NUMBER},
                                         {"after", "after", CELL_NUMBER},
                                         {"share", "share", CELL_TEXT},
                                         {"g2", "g2", CELL_NUMBER},
                                         {"p", "p", CELL_NUMBER},
                                         {"q", "q", CELL_NUMBER}};
    shb_network *old = NULL, *new = NULL;
    shb_difference *list = NULL;
    size_t n = 0;
    int status = cli_load(run, v->common.words.items[0], &old);
    if (!status)
        status = cli_load(run, v->common.words.items[1], &new);
    if (!status && shb_networks_comparable(&run->ctx, old, new) != SHB_OK)
        status = cli_failed(run);
    if (!status && v->ranks) {
        status = print_shifts(run, v, old, new);
        shb_network_free(old);
        shb_network_free(new);
        return status ? status : cli_done(run);
    }
    if (!status && shb_network_compare(&run->ctx, old, new, &list, &n) != SHB_OK)
        status = cli_failed(run);
    if (!status) {
        cli_table table;
        cli_table_start(&table, columns, sizeof columns / sizeof *columns, v->common.json);
        size_t shown[2][4] = {{0}}, all[2][4] = {{0}};
        bool ok = true;
        for (size_t i = 0; ok && i < n; i++) {
            const shb_difference *d = &list[i];
            bool edge = d->b != NULL;
            all[edge][d->change]++;
            if (v->top && shown[edge][d->change] == v->top)
                continue;
            shown[edge][d->change]++;
            ok = cli_table_text(&table, changes[d->change]) &&
                 cli_table_text(&table, edge ? "edge" : "node") &&
                 cli_table_text(&table, v->common.json ? d->a : d->label_a) &&
                 cli_table_text(&table, v->common.json ? d->b : d->label_b) &&
                 cli_table_number(&table, d->before) &&
                 cli_table_number(&table, d->after) &&
                 cli_table_text(&table, share(d)) &&
                 cli_table_number(&table, shb_round9(d->g2)) &&
                 cli_table_number(&table, shb_round9(d->p)) &&
                 cli_table_number(&table, shb_round9(d->q));
        }
        status = ok ? cli_table_end(run, &table) : EXIT_FAILED;
        for (int edge = 0; edge < 2; edge++)
            cli_say(run, "%s: %zu came, %zu went, %zu rose, %zu fell\n",
                    edge ? "edges" : "nodes", all[edge][0], all[edge][1], all[edge][2],
                    all[edge][3]);
        if (old->margins.units && new->margins.units)
            cli_say(run, "shares are of %llu units in the old network, of %llu in the new\n",
                    (unsigned long long)old->margins.units,
                    (unsigned long long)new->margins.units);
    }
    free(list);
    shb_network_free(old);
    shb_network_free(new);
    return status ? status : cli_done(run);
}

const cli_command cli_compare = {
    "compare",
    "OLD NEW",
    "what changed between two networks",
    "Lists nodes and edges whose count came, went, rose or fell: mentions of nodes, "
    "weights\n"
    "of edges. `share` says what became of the count beside all units of its network: it "
    "may\n"
    "fall where the count rose. g2 is the log-likelihood (Dunning 1993) of the shares, "
    "negative\n"
    "where the share fell; p of one degree of freedom; q is corrected for all nodes, or "
    "all\n"
    "edges, by Benjamini and Hochberg (1995). Networks of different units of counting, or "
    "of\n"
    "different weights, are refused.",
    "shabaka compare 2023.json 2024.json\nshabaka compare old.graphml new.graphml --json\n"
    "shabaka compare net.2023.json net.2024.json --ranks pagerank --top 10",
    compare_options,
    &compare_defaults,
    sizeof(compare_values),
    2,
    2,
    true,
    run_compare};
