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
/** gazetteer suggest: lines of the names in texts, or in mention lines, that no list has,
 * of these types. */
int cli_suggest(cli_run *run, const cli_list *texts, const char *mentions,
                const cli_text_values *how, const bool types[SHB_N_TYPES], uint32_t jobs,
                const char *path, const shb_gazetteer *gazetteer);

#endif
