/* compare: what changed between two networks. */
#include <math.h>
#include <stdlib.h>

#include "cli/networks.h"
#include "cli/permute.h"
#include "cli/table.h"

typedef struct compare_values {
    cli_common common;
    uint32_t top;
    bool groups, moved;
    const char *ranks;
    cli_count_values count;
    cli_permute_values test;
} compare_values;
static const compare_values compare_defaults = {
    .top = 20,
    .count = CLI_COUNT_DEFAULTS,
    .test = {.seed = 1, .least = 1, .by = "strength,degree,pagerank", .correct = "bh"}};
#define TEST(member) offsetof(compare_values, test.member)
static const cli_option compare_options[] = {
    {"top", 'n', CLI_COUNT, offsetof(compare_values, top), "N",
     "rows of each kind of change; 0: all (20)"},
    {"groups", 0, CLI_FLAG, offsetof(compare_values, groups), NULL,
     "print how alike the groups of the nodes of both are: those of the files (groups "
     "-o), else leiden's; NMI, ARI, VI"},
    {"moved", 0, CLI_FLAG, offsetof(compare_values, moved), NULL,
     "print who left the group that most of its group are in now"},
    {"ranks", 0, CLI_TEXT, offsetof(compare_values, ranks), "MEASURE",
     "shifts of rank by that measure instead, of nodes that are among the first N of "
     "either network (--top)"},
    {"", 0, 0, 0, NULL, "Permutation test, of the mention lines of two sets of texts"},
    {"permute", 0, CLI_COUNT, TEST(permute), "N",
     "OLD and NEW are mention lines: shuffle the labels of their texts N times, and tell "
     "how often chance makes differences as large"},
    {"split", 0, CLI_TEXT, TEST(split), "DATE",
     "one file of lines instead: texts before DATE against those of DATE and later"},
    {"by", 0, CLI_NAMES, TEST(by), "MEASURE,...",
     "measures of nodes to test beside the shares of units (strength,degree,pagerank; "
     "also betweenness, betweenness_sampled, harmonic, coreness)"},
    {"least", 0, CLI_COUNT, TEST(least), "N",
     "test names and ties that N units name or more, in both sets together (1): the "
     "fewer the tests, the smaller the q"},
    {"correct", 0, CLI_TEXT, TEST(correct), "none|bh|holm",
     "correct p for many tests, each measure for itself: false discovery rate, or any "
     "false one (bh)"},
    {"seed", 0, CLI_COUNT, TEST(seed), "S", "of the shuffles (1)"},
    {"labels", 0, CLI_TEXT, TEST(labels), "ar|en|ru|source",
     "language of the labels (that of most of the texts)"},
    {"", 0, 0, 0, NULL, "Counting, for the permutation test"},
    CLI_GROUP_AT(offsetof(compare_values, count), cli_count_group),
    {NULL, 0, 0, 0, NULL, NULL},
};

/* ---- groups ---- */

/* One network's groups; arrays are owned. */
typedef struct side {
    const shb_network *net;
    uint32_t *groups;
    size_t n_groups;
    char **names;
    uint32_t *shared; /* groups of the nodes of both */
} side;

/* What both networks have; nodes are sorted by id, so these come in the same order. */
typedef struct both {
    side before, after;
    uint32_t *nodes; /* of the later network */
    bool *moved;
    size_t count;
} both;

static void side_done(side *s) {
    for (size_t g = 0; s->names && g < s->n_groups; g++)
        free(s->names[g]);
    free(s->names);
    free(s->groups);
    free(s->shared);
}

static shb_status side_init(shb_ctx *ctx, side *s) {
    size_t n = s->net->n_nodes;
    s->groups = calloc(n + 1, sizeof *s->groups);
    s->shared = calloc(n + 1, sizeof *s->shared);
    s->names = calloc(n + 1, sizeof *s->names);
    if (!s->groups || !s->shared || !s->names)
        return shb_fail_memory(ctx);
    shb_status st = shb_groups_of(ctx, s->net, s->groups, &s->n_groups, NULL);
    return st == SHB_OK
               ? shb_groups_name(ctx, s->net, s->groups, s->n_groups, 3, ", ", s->names)
               : st;
}

static shb_status both_init(shb_ctx *ctx, both *b) {
    const shb_network *new = b->after.net;
    shb_status st = side_init(ctx, &b->before);
    if (st == SHB_OK)
        st = side_init(ctx, &b->after);
    b->nodes = calloc(new->n_nodes + 1, sizeof *b->nodes);
    b->moved = calloc(new->n_nodes + 1, sizeof *b->moved);
    if (st == SHB_OK && (!b->nodes || !b->moved))
        st = shb_fail_memory(ctx);
    for (uint32_t i = 0; st == SHB_OK && i < new->n_nodes; i++) {
        uint32_t old = shb_network_node(b->before.net, new->nodes[i].id);
        if (old == UINT32_MAX)
            continue;
        b->nodes[b->count] = i;
        b->before.shared[b->count] = b->before.groups[old];
        b->after.shared[b->count++] = b->after.groups[i];
    }
    return st == SHB_OK ? shb_groups_moved(ctx, b->before.shared, b->after.shared,
                                           b->count, b->moved)
                        : st;
}

static int print_figures(cli_run *run, bool json, const both *b) {
    shb_agreement alike;
    size_t moved = 0;
    if (shb_groups_agreement(&run->ctx, b->before.shared, b->after.shared, b->count,
                             &alike) != SHB_OK)
        return cli_failed(run);
    for (size_t i = 0; i < b->count; i++)
        moved += b->moved[i];
    const cli_figure figures[] = {{"nodes in both", (double)b->count},
                                  {"moved", (double)moved},
                                  {"groups before", (double)b->before.n_groups},
                                  {"groups after", (double)b->after.n_groups},
                                  {"nmi", alike.nmi},
                                  {"ari", alike.ari},
                                  {"vi", alike.vi}};
    return cli_print_figures(run, json, figures, sizeof figures / sizeof *figures);
}

/* Who moved, the most mentioned first. */
static int print_moved(cli_run *run, bool json, uint32_t top, const both *b) {
    static const cli_column columns[] = {{"id", "id", CELL_TEXT},
                                         {"label", "label", CELL_TEXT},
                                         {"before", "before", CELL_TEXT},
                                         {"after", "after", CELL_TEXT}};
    const shb_network *new = b->after.net;
    const shb_column *mentions = shb_node_column(new, "mentions");
    double *weights = calloc(b->count + 1, sizeof *weights);
    for (size_t i = 0; weights && mentions && i < b->count; i++)
        weights[i] = shb_cell_number(mentions, b->nodes[i]);
    uint32_t *order = weights ? cli_order(run, weights, b->count) : NULL, rows = 0;
    free(weights);
    if (!order) {
        shb_fail_memory(&run->ctx);
        return cli_failed(run);
    }
    cli_table table;
    cli_table_start(&table, json ? columns : columns + 1, json ? 4 : 3, json);
    bool ok = true;
    for (size_t k = 0; ok && k < b->count && (top == 0 || rows < top); k++) {
        uint32_t i = order[k];
        const shb_node *node = &new->nodes[b->nodes[i]];
        if (!b->moved[i])
            continue;
        rows++;
        ok = (!json || cli_table_text(&table, node->id)) &&
             cli_table_text(&table, node->label) &&
             cli_table_text(&table, b->before.names[b->before.shared[i] - 1]) &&
             cli_table_text(&table, b->after.names[b->after.shared[i] - 1]);
    }
    free(order);
    return ok ? cli_table_end(run, &table) : EXIT_FAILED;
}

static int compare_groups(cli_run *run, const compare_values *v, const shb_network *old,
                          const shb_network *new) {
    both b = {.before.net = old, .after.net = new};
    int status = both_init(&run->ctx, &b) == SHB_OK ? 0 : cli_failed(run);
    if (!status)
        status = v->moved ? print_moved(run, v->common.json, v->top, &b)
                          : print_figures(run, v->common.json, &b);
    side_done(&b.before);
    side_done(&b.after);
    free(b.nodes);
    free(b.moved);
    return status;
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
    if (shb_measure_compute(&run->ctx, net, measure, NULL, out->values) != SHB_OK ||
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

/* ---- differences ---- */

/* More counts of more units may be a smaller share of them. */
static const char *share(const shb_difference *d) {
    return isnan(d->g2) ? NULL : d->g2 > 0 ? "rose" : d->g2 < 0 ? "fell" : "same";
}

static int print_differences(cli_run *run, const compare_values *v,
                             const shb_network *old, const shb_network *new) {
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
                                         {"q", "q", CELL_NUMBER},
                                         {"units before", "units_before", CELL_NUMBER},
                                         {"units after", "units_after", CELL_NUMBER}};
    enum { N_COLUMNS = sizeof columns / sizeof *columns };
    /* Weights that are no counts stand beside the counts that are tested. */
    bool weighed = shb_edge_column(old, "units") || shb_edge_column(new, "units");
    shb_difference *list = NULL;
    size_t n = 0, shown[2][4] = {{0}}, all[2][4] = {{0}};
    if (shb_network_compare(&run->ctx, old, new, &list, &n) != SHB_OK)
        return cli_failed(run);
    cli_table table;
    cli_table_start(&table, columns, weighed ? N_COLUMNS : N_COLUMNS - 2, v->common.json);
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
             cli_table_number(&table, d->before) && cli_table_number(&table, d->after) &&
             cli_table_text(&table, share(d)) &&
             cli_table_number(&table, shb_round9(d->g2)) &&
             cli_table_number(&table, shb_round9(d->p)) &&
             cli_table_number(&table, shb_round9(d->q)) &&
             (!weighed || (cli_table_number(&table, d->units_before) &&
                           cli_table_number(&table, d->units_after)));
    }
    free(list);
    int status = ok ? cli_table_end(run, &table) : EXIT_FAILED;
    for (int edge = 0; edge < 2; edge++)
        cli_say(run, "%s: %zu came, %zu went, %zu rose, %zu fell\n",
                edge ? "edges" : "nodes", all[edge][0], all[edge][1], all[edge][2],
                all[edge][3]);
    if (old->margins.units && new->margins.units)
        cli_say(run, "shares are of %llu units in the old network, of %llu in the new\n",
                (unsigned long long)old->margins.units,
                (unsigned long long)new->margins.units);
    return status;
}

/* What only --permute heeds. */
static int refuse_unheeded(cli_run *run, const compare_values *v) {
    static const char *const of_test[] = {
        "split", "by",   "least",   "correct",        "seed",         "labels",
        "unit",  "type", "without", "min-confidence", "min-mentions", "spellings"};
    for (size_t i = 0; !v->test.permute && i < sizeof of_test / sizeof *of_test; i++)
        if (cli_given(run->command, &v->common, of_test[i]))
            return cli_usage(run, "--%s goes with --permute", of_test[i]);
    if (v->test.permute && (v->groups || v->moved || v->ranks))
        return cli_usage(run, "--permute goes without --groups, --moved and --ranks");
    return 0;
}

static int run_compare(cli_run *run, void *user) {
    const compare_values *v = user;
    shb_network *old = NULL, *new = NULL;
    int status = refuse_unheeded(run, v);
    if (status)
        return status;
    if (v->test.permute) {
        status = cli_permute(run, &v->test, &v->count, &v->common.words, v->top,
                             v->common.json);
        return status ? status : cli_done(run);
    }
    if (v->common.words.count != 2)
        return cli_usage(run, "it takes OLD NEW");
    status = cli_load(run, v->common.words.items[0], &old);
    if (!status)
        status = cli_load(run, v->common.words.items[1], &new);
    if (!status && shb_networks_comparable(&run->ctx, old, new) != SHB_OK)
        status = cli_failed(run);
    if (!status)
        status = v->groups || v->moved ? compare_groups(run, v, old, new)
                 : v->ranks            ? print_shifts(run, v, old, new)
                                       : print_differences(run, v, old, new);
    shb_network_free(old);
    shb_network_free(new);
    return status ? status : cli_done(run);
}

const cli_command cli_compare = {
    "compare",
    "OLD NEW, or LINES --split DATE --permute N",
    "what changed between two networks",
    "Lists nodes and edges whose count came, went, rose or fell: units that name a node, "
    "weights\n"
    "of edges. `share` says what became of the count beside all units of its network: it "
    "may\n"
    "fall where the count rose. g2 is the log-likelihood (Dunning 1993) of the shares, "
    "negative\n"
    "where the share fell; p of one degree of freedom; q is corrected for all nodes, or "
    "all\n"
    "edges, by Benjamini and Hochberg (1995). Networks of different units of counting, "
    "or of\n"
    "different weights, are refused.\n"
    "g2 takes units as independent, and texts repeat themselves. --permute asks the "
    "texts: p is\n"
    "twice the smaller tail of the difference among N shuffles of their labels (Fisher "
    "1935),\n"
    "the labels as they are counted in (Phipson and Smyth 2010, "
    "doi:10.2202/1544-6115.1585);\n"
    "`chance` is the mean difference of the shuffles, not 0 where the sets differ in "
    "size.",
    "shabaka compare 2023.json 2024.json\nshabaka compare old.graphml new.graphml "
    "--json\n"
    "shabaka compare old.json new.json --groups\n"
    "shabaka compare old.json new.json --moved\n"
    "shabaka compare net.2023.json net.2024.json --ranks pagerank --top 10\n"
    "shabaka compare ours.jsonl theirs.jsonl --permute 9999 --least 10\n"
    "shabaka compare lines.jsonl --split 2013-01-01 --permute 999 --labels en",
    compare_options,
    &compare_defaults,
    sizeof(compare_values),
    1,
    2,
    true,
    run_compare};
