/* What an Arabic body works on, joined with "and": the name goes on. */
#include "entities/bodies.h"
#include "text/arabic_letters.h"

static const uint8_t *letters_of(const shb_work *work, size_t i) {
    return work->tokens.folded + work->tokens.items[i].folded;
}

static bool has_article(const uint8_t *letters, size_t n) {
    return n > 3 && letters[0] == ALEF && letters[1] == LAM;
}

size_t shb_joined_field(const shb_work *work, size_t i, size_t end) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = letters_of(work, i);
    if (i >= end || token->length < 4 || letters[0] != WAW ||
        shb_token_gap(&work->tokens, i) != GAP_SPACE)
        return 0;
    const uint64_t noun = shb_word_hash(letters + 1, token->length - 1u);
    if (!(shb_lexicon_word_beside(&work->gazetteer->lexicon, noun) & WORD_FIELD))
        return 0;
    if (has_article(letters + 1, token->length - 1u))
        return 1;
    /* Without the article the noun that it governs is behind it. */
    const bool governs =
        i + 1 < end && shb_token_gap(&work->tokens, i + 1) == GAP_SPACE &&
        has_article(letters_of(work, i + 1), work->tokens.items[i + 1].length) &&
        !(shb_token_classes(work, i + 1) & (WORD_TITLE | WORD_HEAD));
    return governs ? 2 : 0;
}
