/**
 * @file names.h
 * gazetteer explain and suggest: why a name is who, and which names no list has.
 */
#ifndef SHB_CLI_NAMES_H
#define SHB_CLI_NAMES_H

#include "cli/texts.h"

/** The words of a command as names or sentences, of that date ("": none): a table of what
 * each name in them is. An exit status. */
int cli_explain_names(cli_run *run, const cli_common *common, const char *date,
                      const shb_gazetteer *gazetteer);
typedef struct cli_suggest_values {
    const char *mentions; /**< lines instead of texts, or NULL */
    const char *path;     /**< to write, NULL: standard output */
    bool types[SHB_N_TYPES];
    double min_confidence; /**< as for build */
    uint32_t jobs;
} cli_suggest_values;

/** gazetteer suggest: lines of the names in texts, or in mention lines, that no list
 * has. */
int cli_suggest(cli_run *run, const cli_list *texts, const cli_text_values *how,
                const cli_suggest_values *v, const shb_gazetteer *gazetteer);

#endif
