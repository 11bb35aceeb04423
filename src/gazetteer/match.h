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
 * Note on each token which of its readings may begin a form, list those of which one may
 * (shb_tokens.asked), and fetch what the look-up will need. Once before shb_match_at() of
 * these tokens.
 * @param names_only  forms that only patterns use are none: see FORM_NO_NAME
 */
void shb_match_prepare(const shb_gazetteer *gazetteer, shb_tokens *tokens,
                       bool names_only);

/**
 * The longest form that begins at token i and ends before token `limit`.
 * Arabic: first the word as it is, then without waw or fa, then without ba, kaf or lam,
 * then lil- as al-; what is left has four letters, or goes on, or may be short. By the
 * words' hashes: shb_match_holds() says whether the letters agree.
 */
bool shb_match_at(const shb_gazetteer *gazetteer, const shb_tokens *tokens, size_t i,
                  size_t limit, shb_match *out);

/** Do the words of the form stand at the tokens? They do but for a collision of hashes.
 */
bool shb_match_holds(const shb_lexicon *lexicon, const shb_tokens *tokens,
                     const shb_match *match);

#endif
