/* Arabic words that are shown to be a name, or none of it, by their letters and those of
 * the words beside them. */
#include <string.h>

#include "entities/patterns.h"
#include "text/arabic_letters.h"

static const uint8_t *letters_of(const shb_work *work, size_t i) {
    return work->tokens.folded + work->tokens.items[i].folded;
}

bool shb_is_and_hamza(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    const char *text = work->tokens.text + token->start;
    return token->length > 4 && token->end - token->start >= 4 &&
           (memcmp(text, "\u0648\u0623", 4) == 0 || memcmp(text, "\u0648\u0625", 4) == 0);
}

bool shb_bears_hamza(const shb_work *work, size_t i) {
    const char *text = work->tokens.text + work->tokens.items[i].start;
    return text[0] == '\xd8' && (text[1] == '\xa3' || text[1] == '\xa5');
}

bool shb_ends_in_maqsura(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    return token->end - token->start >= 2 &&
           memcmp(work->tokens.text + token->end - 2, "\u0649", 2) == 0;
}

bool shb_is_of_pronoun(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = letters_of(p->work, i);
    const size_t n = token->length;
    if (!(token->flags & TOKEN_ARABIC) || n < 6 ||
        (letters[0] == ALEF && letters[1] == LAM))
        return false;
    const uint8_t *end = letters + n;
    const bool plural =
        end[-1] == MIM && (end[-2] == HA || end[-2] == FOLD_AR(0x643)); /* -hum, -kum */
    return plural || (end[-1] == ALEF && end[-2] == HA);
}

bool shb_ends_like_plural_verb(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *end = letters_of(p->work, i) + token->length;
    return token->length > 3 && end[-1] == ALEF && end[-2] == WAW;
}

bool shb_is_son_by_age(const shb_patterns *p, size_t son) {
    static const char *const words[] = {
        "العام",   "العامين", "الأعوام", "السنوات",   "السنة",   "الثالثة", "الرابعة",
        "الخامسة", "السادسة", "السابعة", "الثامنة",   "التاسعة", "العاشرة", "الثلاث",
        "الأربع",  "الخمس",   "الست",    "السبع",     "الثماني", "التسع",   "العشر",
        "العشرين", "العشرة",  "الفقيد",  "المرحوم",   "الشهيد",  "المتوفى", "الكاتب",
        "الفنان",  "الفنانة", "الراحل",  "الكاتبة",   "الجنوب",  "الشمال",  "الرئيس",
        "الملك",   "الأمير",  "الوزير",  "المليونير", "الشاعر",  "المغني"};
    return shb_token_is(p->work, son, "ابن") && son + 1 < p->work->tokens.count &&
           TOKEN_IS_ONE_OF(p->work, son + 1, words);
}

bool shb_is_surname_of_servant(const shb_patterns *p, size_t i, size_t end) {
    const uint32_t other = IS_KNOWN | IS_TAKEN | IS_END | IS_ADJECTIVE | WORD_TITLE |
                           WORD_SAY | WORD_HEAD | WORD_OFFICE | WORD_STOP;
    if (i >= end || !shb_joined(p, i) || p->work->tokens.items[i].length < 5 ||
        (p->kinds[i] & other) || shb_is_ordinal(p->work, i) || shb_describes_body(p, i))
        return false;
    const uint8_t *letters = letters_of(p->work, i);
    const uint8_t *last = letters + p->work->tokens.items[i].length - 1;
    static const char *const others[] = {"الشاب",  "الرجل",  "الطفل",  "الواقع", "الراحل",
                                         "الكبير", "الحاكم", "المؤسس", "الثلاثة"};
    if (TOKEN_IS_ONE_OF(p->work, i, others) ||
        (letters[2] == MIM && letters[3] == FOLD_AR(0x62a)))
        return false;                                                  /* "continuous" */
    const bool plural = last[0] == FOLD_AR(0x62a) && last[-1] == ALEF; /* -at */
    const bool nisba = last[0] == TA_MARBUTA && last[-1] == YA;        /* -iyya */
    return letters[0] == ALEF && letters[1] == LAM && !plural && !nisba;
}

bool shb_is_party_word(const shb_patterns *p, size_t i) {
    static const char *const words[] = {
        "الدولي",    "الديمقراطي", "الديموقراطي", "الجمهوري", "الوطني",   "الإسلامي",
        "العربي",    "المحلي",     "العالمي",     "الأوروبي", "الثقافي",  "الرياضي",
        "الفني",     "القانوني",   "الإعلامي",    "الرسمي",   "السياسي",  "العسكري",
        "الحالي",    "الأصلي",     "الاقتصادي",   "الصحافي",  "الصحفي",   "الأمني",
        "الاشتراكي", "المسيحي",    "اليهودي",     "الشيعي",   "السني",    "الحقوقي",
        "المسرحي",   "السينمائي",  "الروائي",     "الميداني", "التشكيلي", "الأكاديمي"};
    return TOKEN_IS_ONE_OF(p->work, i, words);
}

/* "and Turki al-Darbi", "(Turki al-Darbi": a word with the article behind what no noun
 * stands before. */
static bool is_before_family(const shb_patterns *p, size_t i, bool joined) {
    const shb_tokens *tokens = &p->work->tokens;
    const uint32_t other = IS_END | WORD_TITLE | WORD_STOP | WORD_HEAD;
    if (tokens->items[i + 1].length < 5 || (p->kinds[i + 1] & other))
        return false;
    const uint8_t *letters = letters_of(p->work, i + 1);
    const bool opens = joined || i == 0 || shb_token_gap(tokens, i) != GAP_SPACE ||
                       (p->kinds[i - 1] & WORD_SAY);
    return letters[0] == ALEF && letters[1] == LAM &&
           ((p->kinds[i + 1] & IS_LAST) || (opens && !(p->kinds[i + 1] & IS_COMMON)));
}

bool shb_is_given_here(const shb_patterns *p, size_t i, bool joined) {
    static const char *const sons[] = {"بن", "ابن", "آل"};
    static const char *const fathers[] = {"بن", "ابن", "أبو", "أبا", "أم"};
    const shb_tokens *tokens = &p->work->tokens;
    const uint8_t *letters = letters_of(p->work, i);
    if (!(tokens->items[i].flags & TOKEN_ARABIC) ||
        (letters[0] == ALEF && letters[1] == LAM))
        return false;
    if (i + 1 < tokens->count && shb_token_gap(tokens, i + 1) == GAP_SPACE &&
        (TOKEN_IS_ONE_OF(p->work, i + 1, sons) || is_before_family(p, i, joined)))
        return true;
    if (i == 0 || joined || shb_token_gap(tokens, i) != GAP_SPACE)
        return false;
    const uint8_t *before = letters_of(p->work, i - 1);
    const uint32_t k = p->kinds[i - 1];
    const bool definite = tokens->items[i - 1].length > 3 && before[0] == ALEF &&
                          before[1] == LAM; /* an adjective would have the article, too */
    return TOKEN_IS_ONE_OF(p->work, i - 1, fathers) ||
           (definite && (shb_token_classes(p->work, i - 1) & WORD_TITLE)) ||
           ((k & WORD_GIVEN) && !(k & WORD_COMMON));
}
