/* compare --permute: two sets of texts, from their mention lines. */
#include "cli/permute.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/table.h"
#include "cli/texts.h"

/* "2015-06-30" to 20150630; 0 where it is no day. */
static uint32_t day_of(const char *text) {
    char date[11];
    uint32_t day = 0;
    if (!cli_date(text, date))
        return 0;
    for (; *text; text++)
        if (*text != '-')
            day = 10 * day + (uint32_t)(*text - '0');
    return day;
}

/* The lines of one set, counted; those that are there already are joined to them. */
static shb_status add_set(cli_run *run, const shb_gazetteer *gazetteer, const char *path,
                          const shb_pipeline_options *options, shb_slices **slices) {
    shb_slices *own = NULL;
    shb_pipeline_totals totals;
    shb_status st =
        shb_count_all(&run->ctx, gazetteer, NULL, 0, path, options, &own, &totals);
    if (st == SHB_OK && *slices) {
        st = shb_slices_merge(&run->ctx, *slices, own);
        shb_slices_free(own);
    } else {
        *slices = own;
    }
    return st;
}

/* Both sets in one network that keeps its units. */
static int count_both(cli_run *run, const cli_permute_values *v, const cli_list *files,
                      const shb_pipeline_options *chosen, shb_network **out) {
    static const cli_text_values shipped = {0};
    shb_pipeline_options options = *chosen;
    shb_gazetteer *gazetteer = NULL;
    shb_slices *slices = NULL;
    shb_slice slice;
    int status = cli_load_gazetteer(run, &shipped, &gazetteer);
    shb_status st = SHB_OK;
    for (size_t i = 0; !status && st == SHB_OK && i < files->count; i++) {
        options.count.set = (uint32_t)i;
        st = add_set(run, gazetteer, files->items[i], &options, &slices);
    }
    if (!status && st == SHB_OK)
        st = shb_slices_take(&run->ctx, slices, v->labels, &slice, out);
    if (!status && st != SHB_OK)
        status = cli_failed(run);
    if (!status && slice.totals.documents_outside)
        cli_say(run, "texts without a date, left out: %llu\n",
                (unsigned long long)slice.totals.documents_outside);
    shb_slices_free(slices);
    shb_gazetteer_free(gazetteer);
    return status;
}

/* Say how large the sets are: what is a share of what. */
static void say_sets(cli_run *run, const shb_network *net, uint32_t permutations) {
    unsigned long long texts[2] = {0}, units[2] = {0};
    for (size_t d = 0; d < net->incidence->n_documents; d++) {
        const shb_document *document = &net->incidence->documents[d];
        texts[document->set]++;
        units[document->set] += document->n_units;
    }
    cli_say(
        run,
        "before: %llu texts, %llu units; after: %llu texts, %llu units; labels of the "
        "texts shuffled %u times: no p under %.3g\n",
        texts[0], units[0], texts[1], units[1], permutations, 2 / (1. + permutations));
}

static bool put(cli_table *table, const shb_network *net, const shb_tested *t) {
    const shb_node *a = &net->nodes[t->a];
    const shb_node *b = t->b == UINT32_MAX ? NULL : &net->nodes[t->b];
    return cli_table_text(table, b ? "edge" : "node") &&
           cli_table_text(table, t->measure) &&
           cli_table_text(table, table->json ? a->id : a->label) &&
           cli_table_text(table, !b            ? NULL
                                 : table->json ? b->id
                                               : b->label) &&
           cli_table_number(table, t->before) && cli_table_number(table, t->after) &&
           cli_table_number(table, t->by_chance) && cli_table_number(table, t->p) &&
           cli_table_number(table, t->q);
}

static int print(cli_run *run, const shb_network *net, const shb_tested *list, size_t n,
                 uint32_t top, bool json) {
    static const cli_column columns[] = {{"what", "what", CELL_TEXT},
                                         {"measure", "measure", CELL_TEXT},
                                         {"a", "a", CELL_TEXT},
                                         {"b", "b", CELL_TEXT},
                                         {"before", "before", CELL_NUMBER},
                                         {"after", "after", CELL_NUMBER},
                                         {"chance", "by_chance", CELL_NUMBER},
                                         {"p", "p", CELL_NUMBER},
                                         {"q", "q", CELL_NUMBER}};
    cli_table table;
    bool ok = true;
    size_t row = 0;
    cli_table_start(&table, columns, sizeof columns / sizeof *columns, json);
    for (size_t i = 0; ok && i < n; i++) {
        bool same = i && strcmp(list[i].measure, list[i - 1].measure) == 0 &&
                    (list[i].b == UINT32_MAX) == (list[i - 1].b == UINT32_MAX);
        row = same ? row + 1 : 0;
        if (top == 0 || row < top)
            ok = put(&table, net, &list[i]);
    }
    if (ok)
        return cli_table_end(run, &table);
    cli_table_free(&table);
    shb_fail_memory(&run->ctx);
    return cli_failed(run);
}

static bool is_correction(const char *name, shb_correction *out) {
    for (*out = 0; *out < SHB_N_CORRECTIONS; ++*out)
        if (strcmp(name, shb_correction_name(*out)) == 0)
            return true;
    return false;
}

static int read_options(cli_run *run, const cli_permute_values *v,
                        const cli_count_values *count, size_t n_files,
                        shb_permute_options *permute, shb_pipeline_options *options) {
    *permute = (shb_permute_options){v->permute, v->seed, v->by, v->least, 0};
    *options = (shb_pipeline_options)SHB_PIPELINE_OPTIONS_INIT;
    options->count.evidence = 0;
    options->count.keep_units = true;
    if (n_files != (v->split ? 1 : 2))
        return cli_usage(run, v->split ? "--split takes one file of mention lines"
                                       : "it takes OLD NEW");
    if (v->split && !day_of(v->split))
        return cli_usage(run, "--split takes YYYY-MM-DD, not '%s'", v->split);
    if (v->split)
        strcpy(options->count.since, "0001-01-01"); /* undated texts are out */
    if (!is_correction(v->correct, &permute->correction))
        return cli_usage(run, "--correct is none, bh or holm, not '%s'", v->correct);
    if (shb_permute_check(&run->ctx, permute) != SHB_OK)
        return cli_failed(run);
    return cli_count_options(run, count, &options->count);
}

int cli_permute(cli_run *run, const cli_permute_values *v, const cli_count_values *count,
                const cli_list *files, uint32_t top, bool json) {
    shb_permute_options permute;
    shb_pipeline_options options;
    shb_network *net = NULL;
    shb_tested *list = NULL;
    size_t n = 0;
    int status = read_options(run, v, count, files->count, &permute, &options);
    if (!status)
        status = count_both(run, v, files, &options, &net);
    for (size_t d = 0; !status && v->split && d < net->incidence->n_documents; d++) {
        shb_document *document = &net->incidence->documents[d];
        document->set = document->date >= day_of(v->split);
    }
    if (!status && shb_network_permute(&run->ctx, net, &permute, &list, &n) != SHB_OK)
        status = cli_failed(run);
    if (!status) {
        say_sets(run, net, v->permute);
        status = print(run, net, list, n, top, json);
    }
    free(list);
    shb_network_free(net);
    return status;
}
