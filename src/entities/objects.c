/* States that a sentence is only about: behind "with", "against", "citizens of". */
#include "entities/bodies.h"

static bool is_article(const shb_work *work, size_t at) {
    static const char *const words[] = {"the", "a", "an", "its", "their", "neighbouring"};
    return TOKEN_IS_ONE_OF(work, at, words) &&
           shb_token_gap(&work->tokens, at) == GAP_SPACE;
}

/* "the Ambassador of Canada to Ukraine": he is received by the state that he is sent to.
 */
static bool is_ambassador_to(const shb_work *work, size_t to, size_t start) {
    enum { WORDS = 10 };
    static const char *const words[] = {"ambassador", "ambassadors", "envoy", "envoys"};
    for (size_t at = to; at-- > start && to - at <= WORDS;)
        if (TOKEN_IS_ONE_OF(work, at, words))
            return true;
    return false;
}

static bool is_english_object(const shb_work *work, size_t first, size_t start) {
    static const char *const before[] = {"on",     "to",      "from", "against",
                                         "with",   "over",    "into", "about",
                                         "toward", "towards", "onto"};
    static const char *const people[] = {"citizens", "citizen",   "nationals",
                                         "national", "residents", "resident"};
    const bool article = first - 1u > start && is_article(work, first - 1u);
    const size_t at = first - 1u - article;
    if (shb_token_gap(&work->tokens, at + 1u) != GAP_SPACE)
        return false;
    if (shb_token_is(work, at, "of"))
        return at > start && TOKEN_IS_ONE_OF(work, at - 1u, people);
    return TOKEN_IS_ONE_OF(work, at, before) &&
           (!shb_token_is(work, at, "to") || !is_ambassador_to(work, at, start));
}

/* "na Ukrainu", whither, not "na Ukraine", where. */
static bool is_accusative(const shb_work *work, const shb_candidate *c) {
    const shb_token *token = &work->tokens.items[c->last];
    const uint8_t end = work->tokens.folded[token->folded + token->length - 1u];
    if (c->adjective != SHB_NO_ENTITY)
        return end == FOLD_RU(0x44e);
    return end != FOLD_RU(0x435) && end != FOLD_RU(0x438) && end != FOLD_RU(0x445);
}

static bool is_russian_object(const shb_work *work, const shb_candidate *c) {
    static const char *const before[] = {
        "по",         "с",           "со",        "против",    "о",          "об",
        "обо",        "к",           "ко",        "от",        "из",         "про",
        "через",      "перед",       "отношении", "граждан",   "гражданина", "гражданами",
        "гражданину", "гражданином", "гражданах", "гражданку", "гражданки",  "гражданкой",
        "гражданка",  "гражданин",   "граждане",  "подданных"};
    const size_t at = c->first - 1u;
    if (shb_token_is(work, at, "на"))
        return is_accusative(work, c);
    return TOKEN_IS_ONE_OF(work, at, before);
}

/* Of names alone: the adjective behind a noun is as often the speaker's own, "in
 * cooperation with the Saudi universities". */
static bool is_arabic_object(const shb_work *work, const shb_candidate *c) {
    static const char *const before[] = {
        "مع",    "ضد",     "إلى",    "من",      "عن",      "على",      "بشأن", "حول",
        "تجاه",  "نحو",    "بحق",    "حيال",    "ضرب",     "بضرب",     "لضرب", "قصف",
        "بقصف",  "لقصف",   "مهاجمة", "بمهاجمة", "استهداف", "باستهداف", "غزو",  "بغزو",
        "زيارة", "لزيارة", "بزيارة", "اتهام",   "تهديد"};
    return c->adjective == SHB_NO_ENTITY && TOKEN_IS_ONE_OF(work, c->first - 1u, before);
}

bool shb_is_object(const shb_work *work, const shb_candidate *c) {
    const size_t start = work->sentence_tokens[c->sentence];
    if (c->first <= start || shb_token_gap(&work->tokens, c->first) != GAP_SPACE)
        return false;
    if (shb_is_arabic(work, c))
        return is_arabic_object(work, c);
    if (work->tokens.items[c->first].flags & TOKEN_CYRILLIC)
        return is_russian_object(work, c);
    return is_english_object(work, c->first, start);
}

bool shb_is_place_of_report(const shb_work *work, const shb_candidate *c) {
    static const char *const joins[] = {"and", "or", "и", "или"};
    return c->seat && c->clitics == 0 && c->first > work->sentence_tokens[c->sentence] &&
           shb_token_gap(&work->tokens, c->first) == GAP_SPACE &&
           !TOKEN_IS_ONE_OF(work, c->first - 1u, joins) && !shb_is_object(work, c);
}
