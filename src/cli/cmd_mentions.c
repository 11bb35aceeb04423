#include "cli/cli.h"

typedef struct values {
    cli_common common;
    cli_text_values texts;
} values;

static const cli_option options[] = {
    CLI_TEXT_OPTIONS(values),
    {NULL, 0, 0, 0, NULL, NULL},
};

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
        status = cli_done(run);
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
    "--mentions' builds a network from such lines, whoever wrote them.",
    "shabaka mentions article.txt\n"
    "shabaka mentions news.jsonl --find gazetteer | head",
    options,
    NULL,
    sizeof(values),
    0,
    UINT32_MAX,
    false,
    run_mentions,
};
