/*
 * Korean names in Cyrillic letters: a surname and two syllables, "Ли Сок Бэ", "Ли
 * Сок-бэ". After the tables of L. R. Kontsevich's transcription (2001) and what news
 * makes of it (дж for чж, without нъ).
 */
#include "entities/patterns.h"

#include <string.h>

#include "text/spells.h"

static const char *const surnames[] = {
    "ан",   "бан",  "бэ",   "ван",  "вон",  "им",  "кан",  "ки",  "ким", "ко",  "ку",
    "квак", "квон", "кён",  "ли",   "лим",  "лю",  "ма",   "мён", "мин", "мо",  "мок",
    "мун",  "на",   "нам",  "но",   "о",    "ок",  "ом",   "пак", "пан", "пё",  "пён",
    "пэ",   "пэк",  "рё",   "рим",  "рю",   "сим", "син",  "шин", "со",  "сок", "соль",
    "сон",  "тан",  "тхэ",  "у",    "ха",   "хан", "хван", "хё",  "хо",  "хон", "хён",
    "ча",   "чан",  "чжан", "чжин", "чжон", "чжу", "чи",   "чин", "чо",  "чой", "чон",
    "чу",   "чхве", "чхе",  "чхон", "чэ",   "чхэ", "ю",    "юк",  "юн",  "ян"};
static const char *const initials[] = {
    "кх", "кк", "тх", "тт", "пх", "пп", "сс", "чх", "чч", "чж", "дж", "к", "н",
    "т",  "р",  "л",  "м",  "п",  "с",  "ш",  "ч",  "г",  "д",  "б",  "х", ""};
static const char *const vowels[] = {"ый", "ае", "а", "я", "о", "е",
                                     "у",  "ю",  "ы", "и", "э"};
static const char *const finals[] = {"",  "нъ", "ль", "нг", "к", "н", "т",
                                     "л", "м",  "п",  "б",  "г", "й"};
/* Of the cases: the last syllable alone declines, that of a man. */
static const char *const endings[] = {"", "а", "у", "ом", "е", "я", "ю", "ем"};
#define COUNT(table) (sizeof(table) / sizeof *(table))

static int begins(const uint8_t *letters, size_t n, const char *text) {
    return shb_begin_with(letters, n, text, strlen(text));
}

static bool is_ending(const uint8_t *letters, size_t n, bool last) {
    for (size_t i = 0; i < (last ? COUNT(endings) : 1); i++)
        if (begins(letters, n, endings[i]) == (int)n)
            return true;
    return false;
}

static bool is_rhyme(const uint8_t *letters, size_t n, bool last) {
    for (size_t v = 0; v < COUNT(vowels); v++) {
        const int vowel = begins(letters, n, vowels[v]);
        for (size_t f = 0; vowel >= 0 && f < COUNT(finals); f++) {
            const int final = begins(letters + vowel, n - (size_t)vowel, finals[f]);
            if (final >= 0 && is_ending(letters + vowel + final,
                                        n - (size_t)vowel - (size_t) final, last))
                return true;
        }
        /* "Чхоля": the soft sign goes. */
        if (last && vowel >= 0 && begins(letters + vowel, n - (size_t)vowel, "л") == 1 &&
            is_ending(letters + vowel + 1, n - (size_t)vowel - 1, true))
            return true;
    }
    return false;
}

/* One syllable; the last of a name may have a case's ending. */
static bool is_syllable(const shb_patterns *p, size_t i, bool last) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    for (size_t k = 0; k < COUNT(initials); k++) {
        int n = begins(letters, token->length, initials[k]);
        if (n < 0)
            continue;
        if (is_rhyme(letters + n, token->length - (size_t)n, last) ||
            (begins(letters + n, token->length - (size_t)n, "в") == 1 &&
             is_rhyme(letters + n + 1, token->length - (size_t)n - 1, last)))
            return true;
    }
    return false;
}

static bool is_surname(const shb_patterns *p, size_t i) {
    for (size_t k = 0; k < COUNT(surnames); k++)
        if (shb_token_is(p->work, i, surnames[k]))
            return true;
    return false;
}

/* A short Cyrillic word in no other name; with a capital, unless a hyphen is before it.
 */
static bool is_part(const shb_patterns *p, size_t i, size_t most, bool joined) {
    const shb_token *token = &p->work->tokens.items[i];
    const shb_gap gap = shb_token_gap(&p->work->tokens, i);
    const bool capital = token->flags & TOKEN_CAPITAL;
    return token->length <= most && (token->flags & TOKEN_CYRILLIC) &&
           (!joined ||
            (capital ? gap == GAP_SPACE || gap == GAP_HYPHEN : gap == GAP_HYPHEN)) &&
           (joined || capital) &&
           (token->length == 1 || !(token->flags & TOKEN_CAPITALS)) &&
           !(p->kinds[i] & (IS_KNOWN | WORD_TITLE));
}

/* "Чхве Ён Сана", though Sana is a capital. */
static bool may_be_last(const shb_patterns *p, size_t i, size_t most) {
    return is_part(p, i, most, true) ||
           ((p->kinds[i] & IS_PLACE) && p->work->tokens.items[i].length <= most &&
            shb_token_gap(&p->work->tokens, i) == GAP_SPACE);
}

static bool is_name_at(const shb_patterns *p, size_t first, size_t end) {
    enum { LETTERS = 5, WITH_ENDING = 7 };
    /* "У Ле Пен" */
    if (first + 2 < end && p->candidate[first + 1] != SHB_NO_ENTITY &&
        p->candidate[first + 1] == p->candidate[first + 2])
        return false;
    return first + 2 < end && is_part(p, first, LETTERS, false) &&
           is_part(p, first + 1, LETTERS, true) &&
           shb_token_gap(&p->work->tokens, first + 1) == GAP_SPACE &&
           may_be_last(p, first + 2, WITH_ENDING) && is_surname(p, first) &&
           is_syllable(p, first + 1, false) && is_syllable(p, first + 2, true);
}

bool shb_is_korean_name(const shb_patterns *p, size_t first, size_t end) {
    /* "У Ли Сок Бэ": the preposition, then the name. */
    return is_name_at(p, first, end) &&
           !(p->work->tokens.items[first].length <= 2 && is_name_at(p, first + 1, end));
}
