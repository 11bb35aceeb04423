/* build: texts to network. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/counting.h"
#include "cli/export.h"
#include "cli/texts.h"
#include "cli/units.h"

typedef struct values {
    cli_common common;
    cli_text_values texts;
    cli_export_values export;
    cli_association_values association;
    cli_unit_values of_units;
    cli_count_values count;
    const char *mentions, *evidence, *since, *until, *slice;
    uint32_t rolling;
} values;

static const values defaults = {
    .count = CLI_COUNT_DEFAULTS, .rolling = 1, .of_units = CLI_UNIT_DEFAULTS};

#define AT(member) offsetof(values, member)
static const cli_option options[] = {
    CLI_GROUP_AT(AT(export), cli_export_group),
    {"labels", 0, CLI_TEXT, AT(export.labels), "ar|en|ru|source",
     "language of the labels (that of most of the texts)"},
    {"", 0, 0, 0, NULL, "Counting"},
    CLI_GROUP_AT(AT(count), cli_count_group),
    {"evidence", 0, CLI_TEXT, AT(evidence), "N|all|0",
     "sentences kept for each edge (5)"},
    {"since", 0, CLI_TEXT, AT(since), "DATE", "only texts of that date or later"},
    {"until", 0, CLI_TEXT, AT(until), "DATE", "only texts of that date or earlier"},
    {"slice", 0, CLI_TEXT, AT(slice), "PERIOD",
     "a network a period, each as --since and --until would make it: day, week, month, "
     "quarter, year or DATE,DATE,...; net.json becomes net.2015-01.json"},
    {"rolling", 0, CLI_SOME, AT(rolling), "K",
     "each slice is a window of K periods, one period after the last (1)", NULL, "slice"},
    {"mentions", 0, CLI_FILE, AT(mentions), "FILE",
     "count the mention lines in FILE (- is standard input) instead of texts"},
    CLI_GROUP_AT(AT(association), cli_association_group),
    CLI_GROUP_AT(AT(of_units), cli_unit_group),
    CLI_GROUP_AT(AT(texts), cli_text_group),
    {NULL, 0, 0, 0, NULL, NULL},
};

static bool parse_evidence(const char *text, uint32_t *out) {
    char *end;
    if (!text)
        return true;
    if (strcmp(text, "all") == 0) {
        *out = SHB_EVIDENCE_ALL;
        return true;
    }
    unsigned long n = strtoul(text, &end, 10);
    *out = (uint32_t)n;
    return *text && !*end && n < UINT32_MAX && *text != '-';
}

static int count_options(cli_run *run, const values *v, shb_count_options *count) {
    int status = cli_count_options(run, &v->count, count);
    if (status)
        return status;
    if (!parse_evidence(v->evidence, &count->evidence))
        return cli_usage(run, "--evidence is a number, all or 0, not '%s'", v->evidence);
    if (!cli_date(v->since, count->since))
        return cli_usage(run, "--since takes YYYY-MM-DD, not '%s'", v->since);
    if (!cli_date(v->until, count->until))
        return cli_usage(run, "--until takes YYYY-MM-DD, not '%s'", v->until);
    if (*count->since && *count->until && strcmp(count->since, count->until) > 0)
        return cli_usage(run, "--since %s is after --until %s", count->since,
                         count->until);
    return 0;
}

/* How many nodes of a type were found how: "12 persons (9 gazetteer, 3 pattern)". */
static void say_nodes(cli_run *run, const shb_network *net) {
    const shb_column *type = shb_node_column(net, "type"),
                     *found = shb_node_column(net, "found");
    for (shb_type t = 0; type && t < SHB_N_TYPES; t++) {
        size_t n = 0, by[SHB_HOW_OTHER + 1] = {0};
        for (size_t i = 0; i < net->n_nodes; i++) {
            if (!type->cells.strings[i] ||
                strcmp(type->cells.strings[i], shb_type_name(t)) != 0)
                continue;
            n++;
            for (shb_how how = 0; found && how <= SHB_HOW_OTHER; how++)
                if (found->cells.strings[i] &&
                    strcmp(found->cells.strings[i], shb_how_name(how)) == 0)
                    by[how]++;
        }
        cli_say(run, "  %-13s %6zu", shb_type_name(t), n);
        const char *before = "   ";
        for (shb_how how = 0; how <= SHB_HOW_OTHER; how++)
            if (by[how]) {
                cli_say(run, "%s%zu by %s", before, by[how], shb_how_name(how));
                before = ", ";
            }
        cli_say(run, "\n");
    }
}

static const char *why_empty(const shb_pipeline_totals *totals) {
    const shb_count_totals *count = &totals->count;
    const struct {
        bool holds;
        const char *says;
    } reasons[] = {
        {totals->read.documents == 0, "there was no text to read"},
        {count->documents == 0 && count->documents_outside > 0,
         "no text was counted: all are outside --since and --until, or without a date"},
        {count->mentions > 0,
         "no name was left: see --type, --without and --min-mentions"},
        {true, "no name was found: are the texts in Arabic, English or Russian?"},
    };
    size_t i = 0;
    while (!reasons[i].holds)
        i++;
    return reasons[i].says;
}

static double share_of_two(const shb_margins *margins) {
    uint64_t two = 0;
    for (size_t k = 2; k < margins->n_unit_sizes; k++)
        two += margins->unit_sizes[k];
    return margins->units ? 100.0 * (double)two / (double)margins->units : 0;
}

static void say_summary(cli_run *run, const shb_network *net,
                        const shb_pipeline_totals *totals) {
    const shb_count_totals *count = &totals->count;
    const shb_read_totals *read = &totals->read;
    cli_say(run, "texts %llu, sentences %llu, units %llu (%.1f %% name two or more)\n",
            (unsigned long long)count->documents, (unsigned long long)count->sentences,
            (unsigned long long)count->units, share_of_two(&net->margins));
    cli_say(run, "nodes %zu, edges %zu\n", net->n_nodes, net->n_edges);
    say_nodes(run, net);
    if (count->documents_outside)
        cli_say(run, "texts outside --since and --until, or without a date: %llu\n",
                (unsigned long long)count->documents_outside);
    if (totals->doubtful)
        cli_say(run,
                "names that only the tagger found, once and unsure, left out: %llu "
                "(--min-confidence 0 keeps them)\n",
                (unsigned long long)totals->doubtful);
    if (totals->joined)
        cli_say(
            run,
            "unlisted persons whose spellings were joined: %llu (same_as; --spellings "
            "apart: not)\n",
            (unsigned long long)totals->joined);
    if (read->bad_dates)
        cli_say(run, "dates that could not be read: %llu\n",
                (unsigned long long)read->bad_dates);
    if (count->units_dropped)
        cli_say(run, "units that name more than 1,000, counted in no pair: %llu\n",
                (unsigned long long)count->units_dropped);
    if (read->skipped_files || read->skipped_records || read->duplicates)
        cli_say(run, "skipped: files %llu, records %llu; texts that came twice %llu\n",
                (unsigned long long)read->skipped_files,
                (unsigned long long)read->skipped_records,
                (unsigned long long)read->duplicates);
    if (net->n_nodes == 0)
        cli_say(run, "%s\n", why_empty(totals));
}

/* "net.json" of the slice "2015-01" is "net.2015-01.json". */
static char *slice_path(const cli_output *output, const char *slice) {
    size_t len = strlen(output->path), end = strlen(output->format->extension) + 1;
    size_t before =
        len > end && strcmp(output->path + len - end + 1, output->format->extension) == 0
            ? len - end
            : len;
    char *path = malloc(len + strlen(slice) + 2);
    if (path)
        sprintf(path, "%.*s.%s%s", (int)before, output->path, slice,
                output->path + before);
    return path;
}

static int save_slice(cli_run *run, const values *v, const char *slice,
                      shb_network *net) {
    cli_export_values own = v->export;
    char *paths[sizeof own.outputs.items / sizeof *own.outputs.items] = {NULL};
    int status = 0;
    for (size_t i = 0; *slice && i < own.outputs.count && !status; i++) {
        own.outputs.items[i].path = paths[i] = slice_path(&own.outputs.items[i], slice);
        if (!paths[i])
            status = (shb_fail_memory(&run->ctx), cli_failed(run));
    }
    if (!status)
        status = cli_save(run, net, &own);
    for (size_t i = 0; i < own.outputs.count; i++)
        free(paths[i]);
    return status;
}

/* What comes after the counting, for each slice. */
static int finish_slices(cli_run *run, values *v, shb_slices *slices, const char *labels,
                         shb_pipeline_totals *totals) {
    size_t n = 0;
    for (;; n++) {
        shb_network *net = NULL;
        shb_slice slice;
        int status = 0;
        if (shb_slices_take(&run->ctx, slices, labels, &slice, &net) != SHB_OK)
            return cli_failed(run);
        if (!net)
            break;
        totals->count = slice.totals;
        totals->doubtful = slice.doubtful;
        totals->joined = slice.joined;
        if ((status = cli_units(run, net, &v->of_units, &v->association)) == 0 &&
            (status = cli_associate(run, &net, &v->association)) == 0 &&
            (status = save_slice(run, v, slice.name, net)) == 0) {
            if (*slice.name)
                cli_say(run, "%s: texts %llu, units %llu, nodes %zu, edges %zu\n",
                        slice.name, (unsigned long long)slice.totals.documents,
                        (unsigned long long)slice.totals.units, net->n_nodes,
                        net->n_edges);
            else
                say_summary(run, net, totals);
        }
        shb_network_free(net);
        if (status)
            return status;
    }
    if (shb_slices_outside(slices))
        cli_say(run, "texts outside --since and --until, or without a date: %llu\n",
                (unsigned long long)shb_slices_outside(slices));
    if (n == 0)
        cli_say(run,
                "no slice: no text has a date, or no window of that length is whole\n");
    return cli_done(run);
}

/* What reads texts, or finds names in them, has nothing to do with lines of mentions;
 * lists of names give these labels, and decisions hold for their ids. */
static int check_mentions(cli_run *run, const values *v) {
    static const char *const unheeded[] = {"encoding",   "text-field",  "id-field",
                                           "date-field", "title-field", "strict",
                                           "find",       "capitals",    "adjectives"};
    if (v->common.words.count || v->texts.files_from)
        return cli_usage(run, "--mentions reads no TEXT beside it");
    for (size_t i = 0; i < sizeof unheeded / sizeof *unheeded; i++)
        if (cli_given(run->command, &v->common, unheeded[i]))
            return cli_usage(run,
                             "--%s is for texts: give it to 'shabaka mentions', which "
                             "makes the lines",
                             unheeded[i]);
    return 0;
}

static int check_values(cli_run *run, const values *v) {
    static const char *const languages[] = {"ar", "en", "ru", "source"};
    bool known = !v->export.labels;
    if (v->export.outputs.count == 0)
        return cli_usage(run, "say where to write the network: -o FILE");
    if (v->common.words.count == 0 && !v->mentions && !v->texts.files_from)
        return cli_usage(run, "it needs TEXT...: files, folders or -");
    if (v->texts.find && strcmp(v->texts.find, "all") != 0 &&
        cli_given(run->command, &v->common, "min-confidence"))
        return cli_usage(run, "--min-confidence needs the tagger: --find all");
    int status = v->mentions ? check_mentions(run, v) : 0;
    if (status)
        return status;
    for (size_t i = 0; i < 4; i++)
        known |= v->export.labels && strcmp(v->export.labels, languages[i]) == 0;
    if (!known)
        return cli_usage(run, "--labels is ar, en, ru or source, not '%s'",
                         v->export.labels);
    for (size_t i = 0; v->slice && i < v->export.outputs.count; i++)
        if (strcmp(v->export.outputs.items[i].path, "-") == 0)
            return cli_usage(run, "--slice writes a file a slice, not to -");
    return 0;
}

static bool is_unlisted(const char *id) {
    static const char made[] = "person:x-";
    return id && strncmp(id, made, sizeof made - 1) == 0;
}

/* An unlisted person has an id a spelling, and a decision is about one of them. */
static void say_spellings(cli_run *run, const shb_gazetteer *gazetteer) {
    size_t n, count = 0;
    const shb_decision *decided = shb_gazetteer_decisions(gazetteer, &n), *first = NULL;
    for (size_t i = 0; i < n; i++) {
        const shb_decision *d = &decided[i];
        bool about = d->kind == SHB_DECIDED_SAME || d->kind == SHB_DECIDED_NOT ||
                     d->kind == SHB_DECIDED_RENAME;
        if (!about || (!is_unlisted(d->a) && !is_unlisted(d->b)))
            continue;
        first = first ? first : d;
        count++;
    }
    if (first)
        shb_notify(
            &run->ctx, SHB_NOTICE_INFO, first->file, first->line, 0,
            "decisions about the id of an unlisted person: %zu; each holds for that "
            "spelling alone, which is joined to no other any more: those in its "
            "same_as want lines of their own ('same' with each, or 'not')",
            count);
}

static int run_build(cli_run *run, void *user) {
    values *v = user;
    shb_pipeline_options options_;
    shb_periods periods;
    int status = check_values(run, v);
    if (status ||
        (status = cli_text_options(run, &v->texts, v->common.jobs, &options_)) ||
        (status = count_options(run, v, &options_.count)))
        return status;
    if ((status = cli_association_needs(run, &v->association, &options_.count)) ||
        (status = cli_units_needs(run, &v->of_units, &v->association, &options_.count)))
        return status;
    /* A dynamic file gets its weights day by day from the units. */
    for (size_t i = 0; i < v->export.outputs.count; i++)
        options_.count.keep_units |=
            strcmp(v->export.outputs.items[i].format->name, "gexf-dynamic") == 0;
    if (v->slice && !shb_periods_parse(v->slice, &periods))
        return cli_usage(run, CLI_NO_PERIOD, "slice", v->slice);
    options_.slice.periods = v->slice ? &periods : NULL;
    options_.slice.rolling = v->slice ? v->rolling : 1;
    const char *labels = v->export.labels;
    v->export.labels = NULL; /* the network has them already */

    shb_gazetteer *gazetteer = NULL;
    shb_slices *slices = NULL;
    shb_pipeline_totals totals;
    char **paths = NULL;
    size_t n_paths = 0;
    if ((status =
             cli_paths(run, &v->common.words, v->texts.files_from, &paths, &n_paths)))
        return status;
    if ((status = cli_load_gazetteer(run, &v->texts, &gazetteer)))
        goto done;
    if (options_.count.join_spellings)
        say_spellings(run, gazetteer);
    if (shb_count_all(&run->ctx, gazetteer, (const char *const *)paths, n_paths,
                      v->mentions, &options_, &slices, &totals) != SHB_OK)
        status = cli_failed(run);
    else
        status = finish_slices(run, v, slices, labels, &totals);
done:
    shb_slices_free(slices);
    shb_gazetteer_free(gazetteer);
    cli_free_paths(paths, n_paths);
    return status;
}

const cli_command cli_build = {
    "build",
    "TEXT... -o FILE",
    "texts to network: the main job",
    "Reads texts, finds the people, states and organizations that they name, counts who "
    "is\n"
    "named with whom in one sentence, and writes the network. TEXT is a file, a folder "
    "or -\n"
    "(standard input): plain text, or records (.jsonl, .csv, .tsv), also gzip or zstd\n"
    "compressed. A line break ends a sentence and a paragraph; but where lines are "
    "broken\n"
    "at a width (most end without a sentence's end, the next goes on, all are of like\n"
    "length), sentences go on over them, and paragraphs end at empty or short lines. A\n"
    "closing summary goes to standard error.",
    "shabaka build articles/ -o net.graphml -o net.svg\n"
    "shabaka build news.jsonl.gz --since 2022-01-01 --labels en -o net.gexf\n"
    "shabaka mentions articles/ | shabaka build --mentions - -o net.json",
    options,
    &defaults,
    sizeof(values),
    0,
    UINT32_MAX,
    false,
    run_build,
};
