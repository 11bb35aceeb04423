/**
 * @file arabic_bodies.h
 * What the rooms ask of a word that may be in an Arabic body's name.
 */
#ifndef SHB_ENTITIES_ARABIC_BODIES_H
#define SHB_ENTITIES_ARABIC_BODIES_H

#include <string.h>

#include "entities/bodies.h"
#include "entities/patterns.h"
#include "text/arabic_letters.h"
#include "text/spells.h"

static inline bool is_near(const shb_patterns *p, size_t i) {
    return shb_token_gap(&p->work->tokens, i) == GAP_SPACE;
}

/* Letters of token i before its own: wa-, bi-, li- and two of them. */
static inline size_t proclitics(const shb_patterns *p, size_t i) {
    uint32_t c = p->candidate[i];
    bool own = c != SHB_NO_ENTITY && p->work->candidates[c].first == i;
    return own ? p->work->candidates[c].clitics : 0;
}

static inline bool spells_from(const shb_patterns *p, size_t i, size_t skip,
                               const char *word) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    return token->length > skip &&
           shb_spell(letters + skip, token->length - skip, word, strlen(word));
}

static inline bool among_from(const shb_patterns *p, size_t i, size_t skip,
                              const char *const *words, size_t n) {
    for (size_t k = 0; k < n; k++)
        if (spells_from(p, i, skip, words[k]))
            return true;
    return false;
}
#define AMONG_FROM(p, i, skip, words)                                                    \
    among_from(p, i, skip, words, sizeof(words) / sizeof *(words))

static inline bool has_article(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    if (token->length > 3 && letters[1] == LAM &&
        (letters[0] == ALEF || letters[0] == LAM))
        return !shb_bears_hamza(p->work, i);
    return token->length > 4 && letters[2] == LAM &&
           (letters[1] == ALEF || letters[1] == LAM) && letters[0] != WAW &&
           shb_is_proclitic(letters[0]);
}

/* wal-: "and the heritage" */
static inline bool has_joined_article(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    return token->length > 5 && letters[0] == WAW && letters[1] == ALEF &&
           letters[2] == LAM;
}

/* lil-: "a company for production" is described, not named. */
static inline bool is_for(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    return token->length > 3 && letters[0] == LAM && letters[1] == LAM;
}

/* "in the province": what the name stands in is no part of it. */
static inline bool is_place(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    uint32_t c = p->candidate[i];
    bool in = letters[0] == FOLD_AR(0x628);
    return in &&
           (c != SHB_NO_ENTITY ? p->work->candidates[c].clitics > 0
                               : token->length > 4 && letters[1] == FOLD_AR(0x627) &&
                                     letters[2] == FOLD_AR(0x644));
}

/* A short head of a ministry, al-Kharijiyya, that is none: "for Foreign Affairs". */
static inline bool is_portfolio(const shb_patterns *p, size_t i) {
    uint32_t c = p->candidate[i];
    return c != SHB_NO_ENTITY && p->work->candidates[c].body != SHB_NO_ENTITY &&
           !shb_is_mention(&p->work->candidates[c]);
}

/* -i, -iyya, -a: what agrees with the nouns of a purpose. */
static inline bool may_agree(const shb_patterns *p, size_t i) {
    if (shb_token_is(p->work, i, "العام"))
        return true;
    const shb_token *token = &p->work->tokens.items[i];
    uint8_t last = p->work->tokens.folded[token->folded + token->length - 1u];
    return last == YA || last == TA_MARBUTA;
}

/* Behind the noun at token `last` of a body's name: how many tokens more, "and Customs".
 * Behind a name, a city, it is another's. */
static inline size_t goes_on(const shb_patterns *p, size_t last, size_t end) {
    const uint32_t named = IS_NAME | WORD_GIVEN | WORD_LINK | WORD_CITY | IS_PLACE;
    const size_t n = last + 1 < end ? shb_joined_field(p->work, last + 1, end) : 0;
    if (n == 0 || !(has_article(p, last) || has_joined_article(p, last)) ||
        (!(p->kinds[last] & IS_COMMON) && (p->kinds[last] & named)))
        return 0;
    for (size_t i = last + 1; i <= last + n; i++)
        if ((p->kinds[i] & (IS_TAKEN | IS_END | WORD_SAY)) ||
            shb_in_mention(p, i, false) || shb_in_mention(p, i, true))
            return 0;
    return n;
}

/* The first letter behind the article of token i, proclitics before it; 0 without one. */
static inline size_t behind_article(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    for (size_t skip = 0; skip < 3 && token->length > skip + 3; skip++) {
        if (letters[skip + 1] == LAM && (letters[skip] == ALEF || letters[skip] == LAM))
            return skip + 2;
        if (!shb_is_proclitic(letters[skip]))
            break;
    }
    return 0;
}

/* "the Authority", "the Fund" */
static inline bool heads_definite(const shb_patterns *p, size_t i) {
    static const char *const heads[] = {
        "هيئة",  "لجنة",  "مجلس",  "جهاز",   "اتحاد",  "رابطة", "صندوق", "فيدرالية",
        "جمعية", "مؤسسة", "منظمة", "وكالة",  "مركز",   "معهد",  "شركة",  "أكاديمية",
        "منتدى", "غرفة",  "بعثة",  "مديرية", "مفوضية", "مرصد",  "شبكة",  "إدارة",
        "جبهة",  "محكمة", "نقابة", "ائتلاف", "مكتب",   "جامعة", "بنك",   "مصرف",
        "أمانة", "مصلحة", "دار",   "مجموعة", "مجلة"};
    size_t skip = behind_article(p, i);
    return skip > 0 && !(p->kinds[i] & IS_TAKEN) && AMONG_FROM(p, i, skip, heads);
}

/* -in, -un, a state, or an adjective without an ending: what may follow a noun, too. */
static inline bool may_be_plural(const shb_patterns *p, size_t i) {
    static const char *const words[] = {
        "الأوسط", "العرب",   "العليا",  "الكبير",  "الأخضر",  "الأحمر",  "الحر",
        "الأعلى", "الجديد",  "المتحد",  "المشترك", "المستمر", "المستقل", "المفتوح",
        "الموحد", "المتقدم", "المحدود", "الأدنى",  "القديم",  "الشامل",  "الخاص"};
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *end = p->work->tokens.folded + token->folded + token->length;
    const uint8_t before =
        p->work->tokens.folded[token[-1].folded + token[-1].length - 1u];
    const bool plural = end[-1] == NUN && (end[-2] == YA || end[-2] == WAW) &&
                        (before == NUN || is_for(p, i - 1));
    return plural || shb_in_mention(p, i, true) || TOKEN_IS_ONE_OF(p->work, i, words);
}

#endif
