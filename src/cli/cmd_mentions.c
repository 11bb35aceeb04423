/* mentions: every sentence and mention, as JSON lines. */
#include <string.h>

#include "cli/table.h"
#include "cli/texts.h"

typedef struct values {
    cli_common common;
    cli_text_values texts;
    const char *report;
} values;

static const cli_option options[] = {
    {"report", 0, CLI_WRITTEN, offsetof(values, report), "FILE",
     "write a table of what decided how many mentions to FILE (- is standard error)"},
    CLI_GROUP_AT(offsetof(values, texts), cli_text_group),
    {NULL, 0, 0, 0, NULL, NULL},
};

static void put_row(shb_output *out, const char *name, uint64_t count, uint64_t of,
                    const char *text) {
    shb_printf(out, "%-14s %10llu  %5.1f %%  %s\n", name, (unsigned long long)count,
               of ? 100 * (double)count / (double)of : 0, text);
}

/* Every deciding rule, also those that never did: tables of two runs can be compared. */
static int report(cli_run *run, const char *path, const shb_pipeline_totals *totals) {
    static const char *const titles[] = {"mentions", "none"};
    shb_output *out = NULL;
    bool chatter = strcmp(path, "-") == 0;
    if ((chatter ? shb_output_memory(&run->ctx, &out)
                 : shb_output_open(&run->ctx, path, &out)) != SHB_OK)
        return cli_failed(run);
    for (int none = 0; none < 2; none++) {
        shb_why from = none ? SHB_WHY_FIRST_NOT : SHB_WHY_NONE + 1;
        shb_why to = none ? SHB_N_WHYS : SHB_WHY_FIRST_NOT;
        uint64_t sum = 0;
        for (shb_why why = from; why < to; why++)
            sum += totals->decided[why];
        put_row(out, titles[none], sum, sum,
                none ? "names and words looked at that are no mention" : "");
        for (shb_why why = from; why < to; why++)
            put_row(out, shb_why_name(why), totals->decided[why], sum, shb_why_text(why));
    }
    if (!chatter)
        return shb_output_close(&run->ctx, out) == SHB_OK ? 0 : cli_failed(run);
    shb_str bytes = shb_output_bytes(out);
    fwrite(bytes.data, 1, bytes.len, stderr);
    shb_output_abandon(out);
    return 0;
}

static int run_mentions(cli_run *run, void *user) {
    values *v = user;
    if (v->common.words.count == 0 && !v->texts.files_from)
        return cli_usage(run, "it needs TEXT...: files, folders or -");
    shb_pipeline_options options_;
    int status = cli_text_options(run, &v->texts, v->common.jobs, &options_);
    if (status)
        return status;
    shb_gazetteer *gazetteer = NULL;
    shb_output *out = NULL;
    char **paths = NULL;
    size_t n_paths = 0;
    if ((status =
             cli_paths(run, &v->common.words, v->texts.files_from, &paths, &n_paths)))
        return status;
    if ((status = cli_load_gazetteer(run, &v->texts, &gazetteer)))
        goto done;
    status = EXIT_FAILED;
    if (!(out = cli_stdout(run)))
        goto done;
    shb_pipeline_totals totals;
    shb_status st = shb_annotate_all(&run->ctx, gazetteer, (const char *const *)paths,
                                     n_paths, &options_, out, &totals);
    if (st != SHB_OK) {
        shb_ctx quiet = SHB_CTX_INIT; /* the lines so far; one error is enough */
        shb_output_close(&quiet, out);
        status = cli_failed(run);
    } else if ((status = cli_close(run, out)) == 0) {
        if (totals.read.documents == 0)
            shb_notify(&run->ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                       "there was no text to read");
        status = cli_done(run);
        if (v->report) {
            int failed = report(run, v->report, &totals);
            status = failed ? failed : status;
        }
    }
done:
    shb_gazetteer_free(gazetteer);
    cli_free_paths(paths, n_paths);
    return status;
}

const cli_command cli_mentions = {
    "mentions",
    "TEXT...",
    "every sentence and mention, as JSON lines",
    "Prints one JSON object a sentence: its document, its place in bytes, its text, and "
    "the\n"
    "mentions in it with type, entity, label and how each was found. 'shabaka build\n"
    "--mentions' builds a network from such lines, whoever wrote them. A line break ends "
    "a\n"
    "sentence, but for texts whose lines are broken at a width ('shabaka help build').",
    "shabaka mentions article.txt\n"
    "shabaka mentions news.jsonl --find gazetteer | head\n"
    "shabaka mentions news.jsonl --report decided.txt > mentions.jsonl",
    options,
    NULL,
    sizeof(values),
    0,
    UINT32_MAX,
    false,
    run_mentions,
};
