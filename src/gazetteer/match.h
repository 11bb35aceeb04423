/**
 * @file match.h
 * What form of the gazetteer begins at a word, proclitics and case considered.
 */
#ifndef SHB_GAZETTEER_MATCH_H
#define SHB_GAZETTEER_MATCH_H

#include "gazetteer/compiled.h"

typedef struct shb_match {
    uint32_t form;
    uint32_t first, last; /* tokens */
    uint32_t start, end;  /* bytes, proclitics left out */
    uint8_t clitics;      /* letters taken off */
    bool melted;          /* lil-: the article melted into the preposition */
} shb_match;

/**
 * Note on each token of a run which of its readings may begin a form, and fetch what the
 * look-up will need. Once before shb_match_at() of these tokens.
 * @param names_only  forms that only patterns use are none: see FORM_NO_NAME
 */
void shb_match_prepare(const shb_gazetteer *gazetteer, shb_tokens *tokens, size_t from,
                       size_t to, bool names_only);

/**
 * The longest form that begins at token i and ends before token `limit`.
 * Arabic: first the word as it is, then without waw or fa, then without ba, kaf or lam,
 * then lil- as al-; what is left has four letters, or goes on, or may be short.
 */
bool shb_match_at(const shb_gazetteer *gazetteer, const shb_tokens *tokens, size_t i,
                  size_t limit, shb_match *out);

#endif
