/**
 * @file texts.h
 * Texts in, and the names looked for in them: options of every command that reads texts.
 */
#ifndef SHB_CLI_TEXTS_H
#define SHB_CLI_TEXTS_H

#include "cli/run.h"

typedef struct cli_text_values {
    cli_list gazetteer, decisions;
    const char *gazetteer_only, *find, *capitals, *adjectives;
    const char *encoding, *text_field, *id_field, *date_field, *title_field, *files_from;
    bool strict, not_compiled, origins; /* origins: see shb_gazetteer_options */
} cli_text_values;

extern const cli_option cli_text_group[];

/** The files that the options name, the shipped ones first; 0: these are not there. */
size_t cli_gazetteer_files(cli_run *run, const cli_text_values *texts,
                           const char *files[3 + 256]);
/** "2024-01-31"; NULL leaves `out` as it is. False: it is no date. */
bool cli_date(const char *text, char out[11]);
/** Load the gazetteers that the options name. 0 or an exit status. */
int cli_load_gazetteer(cli_run *run, const cli_text_values *texts, shb_gazetteer **out);
/** Fill the pipeline's reading and finding options. 0 or an exit status. */
int cli_text_options(cli_run *run, const cli_text_values *texts, uint32_t jobs,
                     shb_pipeline_options *out);
/** The inputs: words and --files-from. Free with cli_free_paths(). 0 or an exit status.
 */
int cli_paths(cli_run *run, const cli_list *words, const char *files_from, char ***out,
              size_t *count);
void cli_free_paths(char **paths, size_t count);

#endif
