/* compare: what changed between two networks. */
#include "cli/cli.h"

#include <math.h>
#include <stdlib.h>

typedef struct compare_values {
    cli_common common;
    uint32_t top;
} compare_values;
static const compare_values compare_defaults = {.top = 20};
static const cli_option compare_options[] = {
    {"top", 'n', CLI_COUNT, offsetof(compare_values, top), "N",
     "rows of each kind of change; 0: all (20)"},
    {NULL, 0, 0, 0, NULL, NULL},
};

/* More counts of more units may be a smaller share of them. */
static const char *share(const shb_difference *d) {
    return isnan(d->g2) ? NULL : d->g2 > 0 ? "rose" : d->g2 < 0 ? "fell" : "same";
}

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
    if (!status && (shb_networks_comparable(&run->ctx, old, new) != SHB_OK ||
                    shb_network_compare(&run->ctx, old, new, &list, &n) != SHB_OK))
        status = cli_failed(run);
    if (!status) {
        cli_table table;
        cli_table_start(&table, columns, sizeof columns / sizeof *columns,
                        v->common.json);
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
                 cli_table_number(&table, d->after) && cli_table_text(&table, share(d)) &&
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
            cli_say(run,
                    "shares are of %llu units in the old network, of %llu in the new\n",
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
    "edges, by Benjamini and Hochberg (1995). Networks of different units of counting, "
    "or "
    "of\n"
    "different weights, are refused.",
    "shabaka compare 2023.json 2024.json\nshabaka compare old.graphml new.graphml --json",
    compare_options,
    &compare_defaults,
    sizeof(compare_values),
    2,
    2,
    true,
    run_compare};
