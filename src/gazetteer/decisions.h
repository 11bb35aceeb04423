/**
 * @file decisions.h
 * A user's files of decisions about names, made into lines of a gazetteer.
 */
#ifndef SHB_GAZETTEER_DECISIONS_H
#define SHB_GAZETTEER_DECISIONS_H

#include "gazetteer/compiled.h"

/**
 * Read the decisions in all files and write what they ask for as lines of the gazetteer's
 * own format: `same` as another id, `rename` as labels, `name` as a name, `not` as an
 * entity or a name to be left out. What is the same as the same is the same: the first
 * that its line names and a list knows stands for all, else the first. `different` as a pair, which also contradicts.
 * A name of `not` that is not listed is told as a warning.
 *
 * @param known    resolves the names that lines use
 * @param decided  the decisions; free with shb_decided_done(), untouched on failure
 * Errors: SHB_ENOTFOUND (no such file; an unknown name, with its line), SHB_ESYNTAX (file
 * and line; no UTF-8; contradictions with all their lines; a name of several; two types),
 * SHB_ENOMEM
 */
shb_status shb_decisions_translate(shb_ctx *ctx, const char *const *files, size_t n_files,
                                   const shb_gazetteer *known, shb_output *out,
                                   shb_decided *decided);

void shb_decided_done(shb_decided *decided);

#endif
