/* Words that are a state and an adjective of its nationality. */
#include "entities/work.h"

#include <string.h>

#include "text/arabic_letters.h"

bool shb_previous_has_article(const shb_work *work, const shb_candidate *c) {
    if (c->first == work->sentence_tokens[c->sentence])
        return false;
    const shb_token *token = &work->tokens.items[c->first - 1];
    const uint8_t *p = work->tokens.folded + token->folded;
    size_t n = token->length;
    static const uint8_t alef_lam[] = {ALEF, LAM};
    static const uint8_t lam_lam[] = {LAM, LAM};
    if (shb_token_gap(&work->tokens, c->first) != GAP_SPACE)
        return false;
    for (size_t skip = 0; skip < 2 && n > skip + 3; skip++)
        if (memcmp(p + skip, alef_lam, 2) == 0 || memcmp(p + skip, lam_lam, 2) == 0)
            return true;
    return false;
}

/* "the Gulf and Saudi rules": wa- and another adjective with the article before. */
static bool joins_adjective(const shb_work *work, const shb_candidate *c) {
    if (c->first == work->sentence_tokens[c->sentence] ||
        shb_token_gap(&work->tokens, c->first) != GAP_SPACE ||
        work->tokens.folded[work->tokens.items[c->first].folded] != WAW)
        return false;
    const shb_candidate *before = c - 1;
    bool nationality = c > work->candidates && before->last + 1 == c->first &&
                       before->adjective != SHB_NO_ENTITY &&
                       before->entity == SHB_NO_ENTITY && before->clitics == 0;
    return nationality || shb_token_is(work, c->first - 1, "الخليجية");
}

/* Al-suudiyya after a word with the article is its adjective; suriya after an indefinite
 * feminine is. Both measured on Arabic news. */
bool shb_reads_as_adjective(const shb_work *work, const shb_candidate *c) {
    const shb_token *token = &work->tokens.items[c->first];
    if (c->first != c->last || !(token->flags & TOKEN_ARABIC))
        return false;
    if (c->clitics)
        return joins_adjective(work, c);
    const uint8_t *p = work->tokens.folded + token->folded;
    bool definite = token->length > 3 && p[0] == ALEF && p[1] == LAM;
    if (definite)
        return shb_previous_has_article(work, c) &&
               !shb_token_is(work, c->first - 1, "العربية") &&
               !shb_token_is(work, c->first - 1, "المملكة");
    if (c->first == work->sentence_tokens[c->sentence] ||
        shb_token_gap(&work->tokens, c->first) != GAP_SPACE)
        return false;
    const shb_token *before = &work->tokens.items[c->first - 1];
    const uint8_t *q = work->tokens.folded + before->folded;
    size_t n = before->length;
    if (n < 3 || (q[0] == ALEF && q[1] == LAM))
        return false;
    static const char *const nouns[] = {"مصادر", "مناطق", "غير",
                                        "أطراف", "فصائل", "قوات"};
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (shb_token_is(work, c->first - 1, nouns[i]))
            return true;
    bool feminine = q[n - 1] == TA_MARBUTA || (q[n - 1] == TA && q[n - 2] == ALEF);
    /* "the government of Syria", "to the city of": a construct that names the state. */
    static const char *const owners[] = {"حكومة", "دولة", "جمهورية", "سيادة", "عاصمة"};
    for (size_t i = 0; i < sizeof owners / sizeof *owners; i++)
        if (shb_token_is(work, c->first - 1, owners[i]))
            return false;
    return feminine;
}

void shb_count_adjectives(shb_work *work) {
    for (size_t i = 0; i < work->n_candidates; i++) {
        shb_candidate *c = &work->candidates[i];
        if (c->adjective == SHB_NO_ENTITY || c->entity != SHB_NO_ENTITY || c->eaten ||
            c->body != SHB_NO_ENTITY)
            continue;
        c->entity = c->adjective;
        c->why = SHB_WHY_ADJECTIVE;
        c->how = SHB_HOW_GAZETTEER;
    }
}
