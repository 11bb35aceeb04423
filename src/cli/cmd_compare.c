/* compare: what changed between two networks. */
#include "cli/cli.h"

#include <stdlib.h>

typedef struct compare_values {
    cli_common common;
    uint32_t top;
    bool groups;
} compare_values;
static const compare_values compare_defaults = {.top = 20};
static const cli_option compare_options[] = {
    {"top", 'n', CLI_COUNT, offsetof(compare_values, top), "N",
     "rows of each kind of change; 0: all (20)"},
    {"groups", 0, CLI_FLAG, offsetof(compare_values, groups), NULL,
     "print how alike the groups of the nodes of both are: those of the files (groups "
     "-o), else leiden's; NMI, ARI, VI"},
    {NULL, 0, 0, 0, NULL, NULL},
};

/* ---- groups ---- */

/* The groups of the nodes of both networks, and how many groups each network has. */
typedef struct shared {
    uint32_t *all, *before, *after; /* all: room for either network's */
    size_t count, n_before, n_after;
} shared;

static shb_status find_shared(shb_ctx *ctx, const shb_network *old,
                              const shb_network *new, shared *s) {
    uint32_t *kept = s->before;
    shb_status st = shb_groups_of(ctx, old, s->all, &s->n_before, NULL);
    for (size_t i = 0; st == SHB_OK && i < old->n_nodes; i++)
        if (shb_network_node(new, old->nodes[i].id) != UINT32_MAX)
            kept[s->count++] = s->all[i];
    if (st == SHB_OK)
        st = shb_groups_of(ctx, new, s->all, &s->n_after, NULL);
    /* Nodes are sorted by id: the shared ones come in the same order. */
    for (size_t i = 0, k = 0; st == SHB_OK && i < new->n_nodes; i++)
        if (shb_network_node(old, new->nodes[i].id) != UINT32_MAX)
            s->after[k++] = s->all[i];
    return st;
}

static int compare_groups(cli_run *run, const compare_values *v, const shb_network *old,
                          const shb_network *new) {
    static const cli_column columns[] = {{"figure", "figure", CELL_TEXT},
                                         {"value", "value", CELL_NUMBER}};
    size_t most = old->n_nodes > new->n_nodes ? old->n_nodes : new->n_nodes;
    shared s = {calloc(most + 1, sizeof *s.all),
                calloc(most + 1, sizeof *s.all),
                calloc(most + 1, sizeof *s.all),
                0,
                0,
                0};
    shb_agreement alike;
    int status = 0;
    if (!s.all || !s.before || !s.after)
        status = (shb_fail_memory(&run->ctx), cli_failed(run));
    else if (find_shared(&run->ctx, old, new, &s) != SHB_OK ||
             shb_groups_agreement(&run->ctx, s.before, s.after, s.count, &alike) !=
                 SHB_OK)
        status = cli_failed(run);
    if (!status) {
        const struct {
            const char *name;
            double value;
        } rows[] = {{"nodes in both", (double)s.count},
                    {"groups before", (double)s.n_before},
                    {"groups after", (double)s.n_after},
                    {"nmi", alike.nmi},
                    {"ari", alike.ari},
                    {"vi", alike.vi}};
        cli_table table;
        cli_table_start(&table, columns, 2, v->common.json);
        bool ok = true;
        for (size_t i = 0; ok && i < sizeof rows / sizeof *rows; i++)
            ok = cli_table_text(&table, rows[i].name) &&
                 cli_table_number(&table, rows[i].value);
        status = ok ? cli_table_end(run, &table) : EXIT_FAILED;
    }
    free(s.all);
    free(s.before);
    free(s.after);
    return status;
}

/* ---- differences ---- */

static int print_differences(cli_run *run, const compare_values *v,
                             const shb_network *old, const shb_network *new) {
    static const char *const changes[] = {"came", "went", "rose", "fell"};
    static const cli_column columns[] = {{"change", "change", CELL_TEXT},
                                         {"what", "what", CELL_TEXT},
                                         {"a", "a", CELL_TEXT},
                                         {"b", "b", CELL_TEXT},
                                         {"before", "before", CELL_NUMBER},
                                         {"after", "after", CELL_NUMBER},
                                         {"g2", "g2", CELL_NUMBER},
                                         {"p", "p", CELL_NUMBER},
                                         {"q", "q", CELL_NUMBER}};
    shb_difference *list = NULL;
    size_t n = 0, shown[2][4] = {{0}}, all[2][4] = {{0}};
    if (shb_network_compare(&run->ctx, old, new, &list, &n) != SHB_OK)
        return cli_failed(run);
    cli_table table;
    cli_table_start(&table, columns, 9, v->common.json);
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
             cli_table_number(&table, shb_round9(d->g2)) &&
             cli_table_number(&table, shb_round9(d->p)) &&
             cli_table_number(&table, shb_round9(d->q));
    }
    free(list);
    int status = ok ? cli_table_end(run, &table) : EXIT_FAILED;
    for (int edge = 0; edge < 2; edge++)
        cli_say(run, "%s: %zu came, %zu went, %zu rose, %zu fell\n",
                edge ? "edges" : "nodes", all[edge][0], all[edge][1], all[edge][2],
                all[edge][3]);
    return status;
}

static int run_compare(cli_run *run, void *user) {
    const compare_values *v = user;
    shb_network *old = NULL, *new = NULL;
    int status = cli_load(run, v->common.words.items[0], &old);
    if (!status)
        status = cli_load(run, v->common.words.items[1], &new);
    if (!status)
        status = v->groups ? compare_groups(run, v, old, new)
                           : print_differences(run, v, old, new);
    shb_network_free(old);
    shb_network_free(new);
    return status ? status : cli_done(run);
}

const cli_command cli_compare = {
    "compare",
    "OLD NEW",
    "what changed between two networks",
    "Lists nodes and edges that came, went, rose and fell: mentions of nodes, weights "
    "of\n"
    "edges. g2 is the log-likelihood (Dunning 1993) of the counts beside all units of "
    "both\n"
    "networks, negative where the share fell; p of one degree of freedom; q is corrected "
    "for\n"
    "all nodes, or all edges, by Benjamini and Hochberg (1995).",
    "shabaka compare 2023.json 2024.json\nshabaka compare old.graphml new.graphml "
    "--json\n"
    "shabaka compare old.json new.json --groups",
    compare_options,
    &compare_defaults,
    sizeof(compare_values),
    2,
    2,
    true,
    run_compare};
