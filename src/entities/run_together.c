/* "Netanyahusaid", "KochHead": a name and the next word, as pages give them whose links
 * were taken out with the space beside them. No name is read in them. */
#include "entities/patterns.h"

#include <string.h>

enum { LEAST_NAME = 4, LEAST_WORD = 3, MOST_LETTERS = 40 };

static bool is_listed(const shb_patterns *p, uint64_t hash) {
    const shb_lexicon *lexicon = &p->work->gazetteer->lexicon;
    const shb_lexicon_slot *slot = shb_lexicon_slot_of(lexicon, shb_key_next(0, hash));
    return slot && slot->form != SHB_NO_FORM;
}

static bool is_given(const shb_patterns *p, uint64_t hash) {
    return (shb_lexicon_word(&p->work->gazetteer->lexicon, hash) & WORD_GIVEN) ||
           (shb_name_word(&p->work->gazetteer->name_words, hash) & NAME_GIVEN);
}

/* Words that often stand behind a name: conjunctions, auxiliaries, verbs in the past,
 * adverbs. */
static bool goes_on(const shb_name_words *words, const uint8_t *letters, size_t n) {
    static const char *const small[] = {"and",  "but",   "for",   "has",  "last",
                                        "says", "spoke", "stood", "that", "told",
                                        "took", "was",   "who",   "will"};
    const uint8_t *end = letters + n;
    for (size_t k = 0; k < sizeof small / sizeof *small; k++)
        if (strlen(small[k]) == n && memcmp(letters, small[k], n) == 0)
            return true;
    const bool past = n >= 5 && end[-2] == 'e' && end[-1] == 'd';
    const bool adverb = n >= 7 && end[-2] == 'l' && end[-1] == 'y';
    return (past || adverb) &&
           (shb_name_word(words, shb_word_hash(letters, n)) & NAME_COMMON);
}

/* Where inside the word a capital stands behind a small letter, in letters; 0: nowhere.
 */
static size_t inner_capital(const shb_tokens *tokens, const shb_token *token) {
    if (token->end - token->start != token->length)
        return 0; /* accents, apostrophes: letters are not bytes */
    static const char *const parts[] = {"Van", "Von", "Mac", "Del", "San"};
    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
        if (memcmp(tokens->text + token->start, parts[k], 3) == 0)
            return 0;
    for (uint32_t at = token->start + 3; at + LEAST_WORD < token->end; at++)
        if (tokens->text[at] >= 'A' && tokens->text[at] <= 'Z' &&
            tokens->text[at - 1] >= 'a')
            return at - token->start;
    return 0;
}

bool shb_is_run_together(const shb_patterns *p, size_t i, bool person) {
    const shb_token *token = &p->work->tokens.items[i];
    const size_t n = token->length;
    const uint32_t whole = IS_NAME | IS_COMMON | IS_KNOWN | IS_SHORT | WORD_GIVEN;
    if (!(token->flags & TOKEN_LATIN) || (p->kinds[i] & whole) || n > MOST_LETTERS ||
        n < LEAST_NAME + LEAST_WORD)
        return false;
    const shb_name_words *words = &p->work->gazetteer->name_words;
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    const size_t capital = inner_capital(&p->work->tokens, token);
    if (capital && !person)
        return false; /* "BlackRock" */
    if (capital) {
        const uint64_t rest = shb_word_hash(letters + capital, n - capital);
        const uint64_t name = shb_word_hash(letters, capital);
        /* "AnnMarie" */
        if (is_given(p, name) && is_given(p, rest))
            return false;
        return (shb_name_word(words, rest) & NAME_COMMON) || is_listed(p, rest);
    }
    for (size_t k = LEAST_NAME; k + LEAST_WORD <= n; k++) {
        const uint64_t name = shb_word_hash(letters, k);
        /* "Musaid", "Boussaid" */
        const bool said = k > LEAST_NAME && n - k == 4 && !memcmp(letters + k, "said", 4);
        if ((said || goes_on(words, letters + k, n - k)) &&
            ((shb_name_word(words, name) & NAME_WORD) || is_listed(p, name)))
            return true;
    }
    return false;
}
