/*
 * Names that are words of the language's grammar: "He" of He Lifeng, "To" of To Lam,
 * Arabic "that" of Ahn Gyu-back.
 */
#include "entities/work.h"

static unsigned known(const shb_work *work, size_t i) {
    return shb_name_word(&work->gazetteer->name_words, work->tokens.items[i].hash);
}

/* "Mr. He", "Premier Li" */
static bool follows_title(const shb_work *work, size_t i) {
    shb_gap gap = shb_token_gap(&work->tokens, i);
    return (gap == GAP_SPACE || gap == GAP_DOT) &&
           (shb_token_classes(work, i - 1) & WORD_TITLE);
}

/* "Wa-qala Li inna": what he said follows, so that the word behind the verb, which would
 * also be "to me" or "he", is who said it; but not in quotes. */
static bool has_said(const shb_work *work, size_t i, size_t start) {
    static const char *const names[] = {"لي", "هو"};
    static const char *const that[] = {"إن",   "أن",   "بأن",  "إنه", "أنه",
                                       "إنها", "أنها", "بأنه", "إنهم"};
    return i == start + 1 && TOKEN_IS_ONE_OF(work, i, names) &&
           i + 1 < work->tokens.count && TOKEN_IS_ONE_OF(work, i + 1, that) &&
           shb_token_gap(&work->tokens, i + 1) == GAP_SPACE &&
           (start == 0 || shb_token_gap(&work->tokens, start) != GAP_QUOTE) &&
           (shb_token_classes(work, start) & WORD_SAY);
}

bool shb_is_function_word(const shb_work *work, size_t i, size_t start) {
    const uint8_t flags = work->tokens.items[i].flags;
    if (!(known(work, i) & NAME_FUNCTION))
        return false;
    if (flags & TOKEN_ARABIC)
        return !has_said(work, i, start);
    if (i == start)
        return true;
    /* Russian has capitals inside a sentence for names alone: "the talks with To". */
    bool inside = (flags & TOKEN_CYRILLIC) && (flags & TOKEN_CAPITAL) &&
                  !(flags & TOKEN_CAPITALS) &&
                  shb_token_gap(&work->tokens, i) == GAP_SPACE;
    return !inside && !follows_title(work, i);
}

bool shb_opens_phrase(const shb_work *work, size_t i, size_t start, size_t end) {
    static const char *const prepositions[] = {"of", "on", "to",  "for", "from", "by",
                                               "на", "по", "для", "от",  "из"};
    return i == start && i + 1 < end && (known(work, i) & NAME_COMMON) &&
           !(work->tokens.items[i].flags & TOKEN_ARABIC) &&
           shb_token_gap(&work->tokens, i + 1) == GAP_SPACE &&
           TOKEN_IS_ONE_OF(work, i + 1, prepositions);
}
