/*
 * Names that are words of the language's grammar: "He" of He Lifeng, "To" of To Lam,
 * Arabic "that" of Ahn Gyu-back.
 */
#include "entities/work.h"
#include "text/arabic_letters.h"

static unsigned known(const shb_work *work, size_t i) {
    return shb_name_word(&work->gazetteer->name_words, work->tokens.items[i].hash);
}

/* "Mr. He", "Premier Li" */
static bool follows_title(const shb_work *work, size_t i) {
    shb_gap gap = shb_token_gap(&work->tokens, i);
    return (gap == GAP_SPACE || gap == GAP_DOT) &&
           (shb_token_classes(work, i - 1) & WORD_TITLE);
}

/* Is the token inside quotes that have been opened on its line? */
static bool is_quoted(const shb_work *work, size_t i) {
    enum { FARTHEST = 2000 };
    static const char *const opening[] = {"«", "“", "„"}, *const closing[] = {"»", "”"};
    const char *text = work->tokens.text;
    const size_t end = work->tokens.items[i].start;
    size_t at = end > FARTHEST ? end - FARTHEST : 0;
    int straight = 0, open = 0;
    for (; at < end; at++) {
        if (text[at] == '\n')
            straight = open = 0;
        straight ^= text[at] == '"';
        for (size_t k = 0; k < sizeof opening / sizeof *opening; k++)
            open += end - at >= strlen(opening[k]) &&
                    memcmp(text + at, opening[k], strlen(opening[k])) == 0;
        for (size_t k = 0; k < sizeof closing / sizeof *closing; k++)
            open -= end - at >= strlen(closing[k]) &&
                    memcmp(text + at, closing[k], strlen(closing[k])) == 0;
    }
    return straight || open > 0;
}

/* "Wa-qala Li inna", "iltaqa Li ra'isat al-wuzara'": outside quotes the news hardly says
 * "to me", but it names Li, whom the text has in full. Beside rare words he is another.
 */
static bool is_li(const shb_work *work, size_t i, size_t start) {
    const unsigned word = NAME_COMMON | NAME_FUNCTION | NAME_ENDS;
    if (i == start || i + 1 >= work->tokens.count || !shb_token_is(work, i, "لي") ||
        shb_token_gap(&work->tokens, i) != GAP_SPACE ||
        shb_token_is(work, i - 1, "بالنسبة"))
        return false;
    const bool named_before =
        (known(work, i - 1) & (NAME_WORD | NAME_COMMON)) == NAME_WORD &&
        !(shb_token_classes(work, i - 1) & (WORD_SAY | WORD_TITLE));
    const uint8_t *next = work->tokens.folded + work->tokens.items[i + 1].folded;
    const bool article = next[0] == ALEF && next[1] == LAM;
    const bool goes_on = shb_token_gap(&work->tokens, i + 1) <= GAP_HYPHEN &&
                         !(known(work, i + 1) & word) && !article &&
                         !shb_token_classes(work, i + 1);
    return !named_before && !goes_on && !is_quoted(work, i);
}

bool shb_is_function_word(const shb_work *work, size_t i, size_t start) {
    const uint8_t flags = work->tokens.items[i].flags;
    if (!(known(work, i) & NAME_FUNCTION))
        return false;
    if (flags & TOKEN_ARABIC)
        return !is_li(work, i, start);
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
