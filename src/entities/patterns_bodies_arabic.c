/*
 * Organizations in Arabic that no list has: a head and its complement (the company of X),
 * a head with the article, whose it is and what for (the General Authority for Civil
 * Aviation), a centre of a name and a field (the Gulf Centre for Studies), a committee of
 * a parliament.
 */
#include "entities/bodies.h"
#include "entities/patterns.h"

#include <string.h>

#include "text/arabic_letters.h"
#include "text/spells.h"

enum { MAX_COMPLEMENT = 4, MAX_OWNERS = 2, MAX_TO_FIELD = 4 };

static bool is_near(const shb_patterns *p, size_t i) {
    return shb_token_gap(&p->work->tokens, i) == GAP_SPACE;
}

/* Letters of token i before its own: wa-, bi-, li- and two of them. */
static size_t proclitics(const shb_patterns *p, size_t i) {
    uint32_t c = p->candidate[i];
    bool own = c != SHB_NO_ENTITY && p->work->candidates[c].first == i;
    return own ? p->work->candidates[c].clitics : 0;
}

static bool spells_from(const shb_patterns *p, size_t i, size_t skip, const char *word) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    return token->length > skip &&
           shb_spell(letters + skip, token->length - skip, word, strlen(word));
}

static bool among_from(const shb_patterns *p, size_t i, size_t skip,
                       const char *const *words, size_t n) {
    for (size_t k = 0; k < n; k++)
        if (spells_from(p, i, skip, words[k]))
            return true;
    return false;
}
#define AMONG_FROM(p, i, skip, words)                                                    \
    among_from(p, i, skip, words, sizeof(words) / sizeof *(words))

static bool has_article(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    for (size_t skip = 0; skip < 2 && token->length > 3 + skip; skip++)
        if (letters[skip + 1] == LAM && (letters[skip] == ALEF || letters[skip] == LAM))
            return skip == 0 || letters[0] != WAW;
    return false;
}

/* wal-: "and the heritage" */
static bool has_joined_article(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    return token->length > 5 && letters[0] == WAW && letters[1] == ALEF &&
           letters[2] == LAM;
}

/* lil-: "a company for production" is described, not named. */
static bool is_for(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    return token->length > 3 && letters[0] == LAM && letters[1] == LAM;
}

/* "in the province": what the name stands in is no part of it. */
static bool is_place(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    uint32_t c = p->candidate[i];
    bool in = letters[0] == FOLD_AR(0x628);
    return in &&
           (c != SHB_NO_ENTITY ? p->work->candidates[c].clitics > 0
                               : token->length > 4 && letters[1] == FOLD_AR(0x627) &&
                                     letters[2] == FOLD_AR(0x644));
}

/* Heads that take any unknown word; the others ask for words with the article. */
static bool takes_unknown(const shb_patterns *p, size_t head) {
    static const char *const heads[] = {"جامعة", "مؤسسة", "شركة", "صحيفة", "قناة",
                                        "مجلة",  "وكالة", "بنك",  "مصرف",  "معهد"};
    return AMONG_FROM(p, head, proclitics(p, head), heads);
}

static bool names_behind(const shb_patterns *p, size_t i, size_t end) {
    return i < end && is_near(p, i) &&
           (p->kinds[i] & (WORD_GIVEN | IS_NAME | IS_SHORT | WORD_LINK | IS_KNOWN));
}

static bool is_feminine(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    return p->work->tokens.folded[token->folded + token->length - 1u] == TA_MARBUTA;
}

/* "Jameel & Sons": the token that ends the company's name, or `last`. */
static size_t with_partners(const shb_patterns *p, size_t last, size_t end) {
    static const char *const words[] = {"وأولاده", "وأبناؤه", "وأبنائه", "وإخوانه",
                                        "وإخوته",  "وشركاه",  "وشركاؤه", "وشركاهم"};
    const bool goes_with_it = last + 1 < end && is_near(p, last + 1) &&
                              TOKEN_IS_ONE_OF(p->work, last + 1, words);
    return last + goes_with_it;
}

/* A short head of a ministry, al-Kharijiyya, that is none: "for Foreign Affairs". */
static bool is_portfolio(const shb_patterns *p, size_t i) {
    uint32_t c = p->candidate[i];
    return c != SHB_NO_ENTITY && p->work->candidates[c].body != SHB_NO_ENTITY &&
           !shb_is_mention(&p->work->candidates[c]);
}

/* -i, -iyya, -a: what agrees with the nouns of a purpose. */
static bool may_agree(const shb_patterns *p, size_t i) {
    if (shb_token_is(p->work, i, "العام"))
        return true;
    const shb_token *token = &p->work->tokens.items[i];
    uint8_t last = p->work->tokens.folded[token->folded + token->length - 1u];
    return last == YA || last == TA_MARBUTA;
}

/* Behind the noun at token `last` of a body's name: how many tokens more, "and Customs".
 * Behind a name, a city, it is another's. */
static size_t goes_on(const shb_patterns *p, size_t last, size_t end) {
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
static size_t behind_article(const shb_patterns *p, size_t i) {
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
static bool heads_definite(const shb_patterns *p, size_t i) {
    static const char *const heads[] = {
        "هيئة",  "لجنة",  "مجلس",  "جهاز",   "اتحاد",  "رابطة", "صندوق", "فيدرالية",
        "جمعية", "مؤسسة", "منظمة", "وكالة",  "مركز",   "معهد",  "شركة",  "أكاديمية",
        "منتدى", "غرفة",  "بعثة",  "مديرية", "مفوضية", "مرصد",  "شبكة",  "إدارة",
        "جبهة",  "محكمة", "نقابة", "ائتلاف", "مكتب",   "جامعة", "بنك",   "مصرف",
        "أمانة", "مصلحة", "دار",   "مجموعة", "مجلة"};
    size_t skip = behind_article(p, i);
    return skip > 0 && !(p->kinds[i] & IS_TAKEN) && AMONG_FROM(p, i, skip, heads);
}

/* "Economic and Social": a second adjective, joined to one that ends as it does. */
static size_t second_adjective(const shb_patterns *p, size_t last, size_t end) {
    const size_t i = last + 1;
    const uint32_t other =
        IS_KNOWN | IS_TAKEN | IS_END | WORD_TITLE | WORD_SAY | WORD_HEAD | WORD_OFFICE;
    if (i >= end || !is_near(p, i) || !has_joined_article(p, i) ||
        !has_article(p, last) || is_for(p, last) || (p->kinds[i] & other) ||
        (p->kinds[last] & IS_ADJECTIVE) || shb_describes_body(p, i))
        return 0;
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *a = p->work->tokens.folded + token->folded + token->length;
    const uint8_t *b = p->work->tokens.folded + token[-1].folded + token[-1].length;
    const bool alike =
        a[-1] == b[-1] &&
        (a[-1] == YA || (a[-1] == TA_MARBUTA && a[-2] == YA && b[-2] == YA));
    return alike && !heads_definite(p, i);
}

/* -iyya, with the article: an adjective, though it be a head as well, "academic". */
static bool is_nisba(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *end = p->work->tokens.folded + token->folded + token->length;
    return end[-1] == TA_MARBUTA && end[-2] == YA;
}

/* "The Mashreq Bank the highest", "the Gulf Company Fahd bin", "the institute of
 * antiquities in Delhi": behind a word with the article an ordinary word, a given name,
 * or one behind a proclitic. */
static bool is_bare(const shb_patterns *p, size_t i) {
    const uint32_t named = IS_NAME | WORD_GIVEN | WORD_CITY | IS_PLACE;
    const shb_token *token = &p->work->tokens.items[i];
    const bool complete = (p->kinds[i - 1] & (IS_COMMON | IS_ADJECTIVE | IS_STATE)) ||
                          is_for(p, i - 1) || (p->kinds[i - 1] & WORD_CITY);
    return ((p->kinds[i] & (IS_COMMON | WORD_GIVEN)) && !(p->kinds[i] & WORD_LINK)) ||
           (complete && !(p->kinds[i] & named) &&
            shb_is_proclitic(p->work->tokens.folded[token->folded]));
}

/* "Capital", "Press": the last word of a foreign name that begins with the article. */
static bool ends_foreign(const shb_patterns *p, size_t i) {
    static const char *const words[] = {
        "كابيتال", "برس",  "بريس",  "جروب",    "غروب", "هولدينغ", "هولدنغ", "ليمتد",
        "ليميتد",  "كورب", "نيوز",  "تايمز",   "بوست", "ريفيو",   "تي",     "إف",
        "بلس",     "لايف", "سبورت", "أونلاين", "فاشن", "موتورز",  "باور",   "جلف"};
    return TOKEN_IS_ONE_OF(p->work, i, words);
}

/* "for Culture and Heritage", "for Technical Training". */
static size_t end_of_purpose(const shb_patterns *p, size_t last, size_t end) {
    const uint32_t other =
        IS_KNOWN | IS_TAKEN | IS_END | WORD_TITLE | WORD_SAY | WORD_HEAD | WORD_OFFICE;
    const size_t noun = last;
    bool joined = false;
    for (; last + 1 < end && is_near(p, last + 1); last++) {
        const size_t more_fields = goes_on(p, last, end);
        if (more_fields) {
            last += more_fields - 1;
            joined = true;
            continue;
        }
        bool also = !joined && has_joined_article(p, last + 1);
        bool more =
            has_article(p, last + 1) && !is_for(p, last + 1) && !is_place(p, last + 1);
        if ((!also && !more) ||
            ((p->kinds[last + 1] & other) && !(more && is_portfolio(p, last + 1))) ||
            (also && heads_definite(p, last + 1)) || shb_describes_body(p, last + 1) ||
            ((joined || (also && last > noun)) && !may_agree(p, last + 1)))
            break;
        joined |= also;
    }
    return last;
}

/* "general", "national", "Egyptian": whose a body is. */
static bool says_whose(const shb_patterns *p, size_t i) {
    static const char *const owners[] = {
        "عامة",    "عام",     "وطنية",   "وطني",    "قومية",   "قومي",     "عليا",
        "أعلى",    "عربية",   "عربي",    "دولية",   "دولي",    "عالمية",   "عالمي",
        "إسلامية", "إسلامي",  "مركزية",  "مركزي",   "أوروبية", "أوروبي",   "أوربية",
        "أوربي",   "إقليمية", "إقليمي",  "اتحادية", "اتحادي",  "فيدرالية", "فيدرالي",
        "ملكية",   "ملكي",    "أفريقية", "أفريقي",  "آسيوية",  "آسيوي",    "خليجية",
        "خليجي",   "مستقلة",  "مستقل",   "أممية",   "سعودية",  "خيرية",    "أهلية",
        "عالي",    "علمية",   "تعاونية", "دائمة"};
    size_t skip = behind_article(p, i);
    return skip == 2 && !(p->kinds[i] & IS_TAKEN) &&
           ((p->kinds[i] & IS_ADJECTIVE) || AMONG_FROM(p, i, skip, owners));
}

/* li-: "for the combating of", "for the affairs of": a noun that names what a body does.
 */
static bool is_for_work_of(const shb_patterns *p, size_t i) {
    static const char *const works[] = {
        "مكافحة",  "شؤون",   "شئون",   "حقوق",   "كرة",    "حماية",  "رعاية",  "تنمية",
        "تطوير",   "تنظيم",  "مراقبة", "إدارة",  "دراسات", "بحوث",   "أبحاث",  "تنسيق",
        "إغاثة",   "دعم",    "تحرير",  "ضمان",   "تشجيع",  "أصدقاء", "علوم",   "سلامة",
        "أمن",     "إصلاح",  "تقويم",  "صناعة",  "مقاومة", "كتاب",   "نقابات", "منتجي",
        "مصدري",   "ألعاب",  "رياضة",  "مساعدة", "نصرة",   "مناهضة", "نزع",    "حظر",
        "معلومات", "حفظ",    "إعمار",  "إنعاش",  "تعليم",  "خدمة",   "صحة",    "هندسة",
        "صوامع",   "تحلية",  "تقنية",  "كفاءة",  "بيوت",   "ركوب",   "علم",    "أمراض",
        "خدمات",   "اعتماد", "قصور",   "زراعة",  "علماء",  "شركات",  "تمويل",  "منتجات",
        "حلول",    "براءات", "رواد",   "مشاريع", "تصنيف",  "دراسة",  "قوى",    "حرس",
        "تكييف",   "جمعيات"};
    const shb_token *token = &p->work->tokens.items[i];
    return token->length > 3 && p->work->tokens.folded[token->folded + 1u] != LAM &&
           AMONG_FROM(p, i, 1, works);
}

/* Where the name ends that what it is for, at token i, goes on with; i where it is none.
 */
static size_t end_of_work(const shb_patterns *p, size_t i, size_t end) {
    const uint32_t other = IS_END | IS_TAKEN | WORD_TITLE | WORD_SAY;
    if (i + 1 >= end || !is_near(p, i + 1) || (p->kinds[i + 1] & other))
        return i;
    uint32_t c = p->candidate[i + 1];
    if (c != SHB_NO_ENTITY && p->work->candidates[c].first == i + 1 &&
        p->work->candidates[c].clitics == 0 && shb_is_mention(&p->work->candidates[c]))
        return p->work->candidates[c].last; /* "of Friends of the United Nations" */
    return has_article(p, i + 1) && !is_for(p, i + 1) ? end_of_purpose(p, i, end) : i;
}

/* "The Arab Organization for Tourism", "the National Authority for the Combating of
 * Corruption": with the article only so, an adjective or two that say whose it is and
 * then, at token i, what for. */
static shb_status by_purpose(shb_patterns *p, size_t sentence, size_t i, size_t *behind) {
    size_t start = p->work->sentence_tokens[sentence];
    size_t end = p->work->sentence_tokens[sentence + 1];
    size_t head = i, owners = 0;
    while (head > start + 1 && owners < MAX_OWNERS && is_near(p, head) &&
           says_whose(p, head - 1) && !(owners > 0 && heads_definite(p, head - 1))) {
        head--;
        owners++;
    }
    if (owners == 0 || head == start || !is_near(p, head) || !is_near(p, i) ||
        !heads_definite(p, --head))
        return SHB_OK;
    for (size_t k = head; k < i; k++)
        if (shb_in_mention(p, k, false))
            return SHB_OK;
    size_t last = i;
    if (shb_describes_body(p, i))
        return SHB_OK; /* "the general secretariat of the festival" */
    if (is_for(p, i) && !(p->kinds[i] & (IS_KNOWN | WORD_TITLE)))
        last = end_of_purpose(p, i, end);
    else if (!is_for_work_of(p, i) || (last = end_of_work(p, i, end)) == i)
        return SHB_OK;
    const shb_token *token = &p->work->tokens.items[head];
    if (behind_article(p, head) == 3)
        p->kinds[head] |= IS_CLITIC; /* bil-, fal- */
    else if (p->work->tokens.folded[token->folded] != ALEF &&
             p->work->tokens.folded[token->folded] != LAM)
        return SHB_OK;
    *behind = last;
    return shb_take_body(p, sentence, head, last);
}

/* "for Studies", "for Humanitarian Relief": the fields of centres and foundations. */
static bool is_for_field(const shb_patterns *p, size_t i) {
    static const char *const fields[] = {
        "دراسات", "بحوث",  "أبحاث", "إغاثة",   "إعلام",   "حوار",      "سياسات",
        "سلام",   "علوم",  "ثقافة", "فنون",    "تاريخ",   "استشارات",  "استثمار",
        "ترجمة",  "شرق",   "تنمية", "معلومات", "تدريب",   "ديمقراطية", "ديموقراطية",
        "توثيق",  "صحافة", "نشر",   "أعمال",   "ابتكار",  "تقنية",     "تكنولوجيا",
        "طاقة",   "أمن",   "دفاع",  "حقوق",    "استطلاع", "استطلاعات", "صناعة",
        "صناعات", "سياحة", "تجارة", "طيران",   "اتصالات", "خدمات",     "موهبة"};
    return AMONG_FROM(p, i, is_for(p, i) ? 2 : 1, fields);
}

static bool heads_centre(const shb_patterns *p, size_t i, size_t skip) {
    static const char *const heads[] = {"مركز",     "معهد",  "مؤسسة", "شركة", "مجموعة",
                                        "أكاديمية", "منتدى", "شبكة",  "دار",  "هيئة",
                                        "مدينة",    "جمعية", "مكتب",  "بيت"};
    return AMONG_FROM(p, i, skip, heads);
}

/* The letter before the head of a centre, wa-, bi-: 0 or 1; 2 where it heads none. */
static size_t before_centre(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    if (heads_centre(p, i, 0))
        return 0;
    return shb_is_proclitic(p->work->tokens.folded[token->folded]) &&
                   heads_centre(p, i, 1)
               ? 1
               : 2;
}

/* "The Gulf Centre for Studies", "the King Salman Centre for Relief": a head, what it is
 * called, and at token i its field. What only describes it is an ordinary word without
 * the article. */
static shb_status by_field(shb_patterns *p, size_t sentence, size_t i, size_t *behind) {
    const uint32_t other = IS_END | IS_TAKEN | WORD_SAY | WORD_OFFICE;
    const uint32_t called =
        IS_NAME | WORD_GIVEN | WORD_CITY | WORD_PLACE | IS_PLACE | IS_KNOWN;
    size_t start = p->work->sentence_tokens[sentence];
    size_t end = p->work->sentence_tokens[sentence + 1];
    size_t head = i;
    bool named = false;
    for (size_t n = 0; head > start && n < MAX_TO_FIELD && is_near(p, head); n++) {
        head--;
        if (n > 0 && before_centre(p, head) < 2)
            break;
        uint32_t k = p->kinds[head];
        bool plain = (k & IS_COMMON) && !(k & called) && !has_article(p, head);
        if ((k & other) || plain || is_for(p, head) || is_place(p, head) ||
            shb_in_mention(p, head, false))
            return SHB_OK;
        named = true;
    }
    if (!named || head + 1 >= i || before_centre(p, head) == 2 ||
        (p->kinds[head] & IS_TAKEN))
        return SHB_OK;
    /* "a general's centre"; but "the King's". A city is one of a king's alone. */
    bool title = p->kinds[head + 1] & WORD_TITLE;
    static const char *const towns[] = {"مدينة", "بمدينة", "ومدينة", "لمدينة"};
    if ((title && !has_article(p, head + 1)) ||
        (TOKEN_IS_ONE_OF(p->work, head, towns) && !title))
        return SHB_OK;
    *behind = is_for(p, i) ? end_of_purpose(p, i, end) : end_of_work(p, i, end);
    if (before_centre(p, head) == 1)
        p->kinds[head] |= IS_CLITIC;
    return shb_take_body(p, sentence, head, *behind);
}

/* A parliament, a ministry, listed by its own name or not. */
static bool is_body_of_state(const shb_patterns *p, const shb_candidate *c) {
    return c->body != SHB_NO_ENTITY ||
           (shb_is_mention(c) && c->entity < LOCAL_ENTITY &&
            shb_work_type(p->work, c->entity) == SHB_ORGANIZATION &&
            p->work->gazetteer->more[c->entity].owner != SHB_NO_ENTITY);
}

/* A parliament's committee: "of foreign relations", "of the armed forces"; of others the
 * parliament stands behind. */
static shb_status committee(shb_patterns *p, size_t sentence, size_t i, size_t *behind) {
    static const char *const words[] = {"لجنة", "ولجنة", "بلجنة", "للجنة"};
    static const char *const foreign[] = {"الشؤون", "العلاقات", "الشئون"};
    static const char *const sure[] = {"القوات", "الاستخبارات"};
    static const char *const armed[] = {"المسلحة"};
    static const char *const abroad[] = {"الخارجية"};
    static const char *const in[] = {"في"};
    size_t end = p->work->sentence_tokens[sentence + 1];
    if (!TOKEN_IS_ONE_OF(p->work, i, words) || i + 2 >= end || !is_near(p, i + 1) ||
        !has_article(p, i + 1) || (p->kinds[i] & IS_TAKEN) || shb_in_mention(p, i, false))
        return SHB_OK;
    size_t last = i + 1;
    bool known = is_near(p, i + 2) && ((TOKEN_IS_ONE_OF(p->work, i + 1, foreign) &&
                                        TOKEN_IS_ONE_OF(p->work, i + 2, abroad)) ||
                                       (TOKEN_IS_ONE_OF(p->work, i + 1, sure) &&
                                        TOKEN_IS_ONE_OF(p->work, i + 2, armed)));
    while (
        last + 1 < end && last < i + 4 && is_near(p, last + 1) &&
        (has_joined_article(p, last + 1) ||
         (has_article(p, last + 1) && !is_for(p, last + 1) && !is_place(p, last + 1))) &&
        !(p->kinds[last + 1] & (IS_TAKEN | WORD_TITLE | IS_END)))
        last++;
    size_t house = last + 1;
    if (house < end && is_near(p, house) && TOKEN_IS_ONE_OF(p->work, house, in))
        house++;
    uint32_t c = house < end && is_near(p, house) ? p->candidate[house] : SHB_NO_ENTITY;
    bool of_house = c != SHB_NO_ENTITY && is_body_of_state(p, &p->work->candidates[c]) &&
                    (house > last + 1 || p->work->candidates[c].clitics > 0);
    if (!known && !of_house)
        return SHB_OK;
    if (!of_house) {
        last = i + 2;
        last += goes_on(p, last, end);
    }
    if (p->work->tokens.items[i].length > 4)
        p->kinds[i] |= IS_CLITIC;
    *behind = last;
    return shb_take_body(p, sentence, i, last);
}

shb_status shb_find_arabic_purpose(shb_patterns *p, size_t sentence, size_t i,
                                   size_t *behind) {
    const shb_token *token = &p->work->tokens.items[i];
    uint8_t letter = p->work->tokens.folded[token->folded];
    bool li = letter == LAM && token->length > 3;
    if ((!li && letter != WAW && letter != BA) || (p->kinds[i] & (IS_TAKEN | IS_END)))
        return SHB_OK;
    size_t n = p->n_found;
    shb_status st = committee(p, sentence, i, behind);
    if (st == SHB_OK && li && p->n_found == n)
        st = by_purpose(p, sentence, i, behind);
    if (st == SHB_OK && li && p->n_found == n && is_for_field(p, i))
        st = by_field(p, sentence, i, behind);
    return st;
}

/* "A private company", "a German institute": no name of theirs. */
static bool describes(const shb_patterns *p, size_t head, size_t i) {
    const uint32_t named = IS_NAME | WORD_GIVEN | WORD_CITY | IS_PLACE;
    bool agrees = i == head + 1 && is_feminine(p, head) && is_feminine(p, i);
    return (p->kinds[i] & IS_ADJECTIVE) || (agrees && !(p->kinds[i] & named));
}

/* "Central", "Islamic", "Commercial", with the article. */
static bool is_kind_of_body(const shb_patterns *p, size_t i) {
    static const char *const kinds[] = {
        "مركزي",  "وطني",  "دولي",   "تجاري", "إسلامي",   "صناعي",    "عقاري",
        "زراعي",  "أهلي",  "وطنية",  "دولية", "تجارية",   "إسلامية",  "صناعية",
        "عقارية", "أهلية", "مفتوحة", "قابضة", "استثماري", "استثمارية"};
    size_t skip = behind_article(p, i);
    return skip == 2 && !(p->kinds[i] & (IS_TAKEN | IS_KNOWN)) &&
           AMONG_FROM(p, i, skip, kinds);
}

/* "The Central Bank of Kuwait", the state between the words: that state's. */
static bool is_central_bank(const shb_patterns *p, size_t head, size_t last) {
    static const char *const banks[] = {"بنك", "مصرف"};
    static const char *const central[] = {"المركزي"};
    return AMONG_FROM(p, head, proclitics(p, head), banks) &&
           TOKEN_IS_ONE_OF(p->work, last, central);
}

shb_status shb_find_arabic_body(shb_patterns *p, size_t sentence, size_t head,
                                size_t *behind) {
    size_t end = p->work->sentence_tokens[sentence + 1], last = head;
    uint32_t owner = SHB_NO_ENTITY;
    size_t limit = head + MAX_COMPLEMENT;
    bool unknown = takes_unknown(p, head), joined = false;
    static const char *const clubs[] = {"الأدبي", "الثقافي", "التطوعي", "الاجتماعي"};
    /* A movement of lorries, a centre for tourists: in quotes only. */
    if (has_article(p, head) || has_joined_article(p, head) ||
        (p->kinds[head] & WORD_COMMON))
        return SHB_OK;
    for (size_t i = head + 1; i < end && i <= limit && is_near(p, i); i++) {
        const size_t more = last > head ? goes_on(p, last, end) : 0;
        if (more) {
            last += more;
            limit += more;
            i = last;
            joined = true;
            continue;
        }
        if (i > head + 2 && second_adjective(p, last, end)) {
            last = i;
            limit++;
            continue;
        }
        uint32_t k = p->kinds[i];
        if ((k & (IS_END | WORD_SAY | IS_TAKEN)) || shb_in_mention(p, i, false) ||
            shb_token_is(p->work, i, "ال") ||
            (joined && !(has_article(p, i) && may_agree(p, i))) ||
            shb_describes_body(p, i) ||
            (i == head + 1 && (shb_is_any_body(p, i) || is_for(p, i))))
            break;
        /* The King Saud University bears a title. */
        if ((k & WORD_TITLE) &&
            (i > head + 1 || !has_article(p, i) || !names_behind(p, i + 1, end)))
            break;
        if (is_place(p, i) || shb_is_future_verb(p, i, i - head))
            break;
        /* A club has one word: "the Ahli club" signs "the player". */
        if (i > head + 1 && shb_token_is(p->work, head, "نادي") &&
            !(k & (IS_ADJECTIVE | WORD_GIVEN)) && !TOKEN_IS_ONE_OF(p->work, i, clubs))
            break;
        /* "the electricity company, the centre", "the company's head office" */
        if (i > head + 1 && heads_definite(p, i) && !is_nisba(p, i))
            break;
        bool state = shb_in_mention(p, i, true);
        bool name =
            (k & (IS_NAME | WORD_GIVEN | WORD_LINK | WORD_CITY)) || !(k & IS_COMMON);
        const bool father = unknown && (p->kinds[i - 1] & WORD_LINK);
        if (i > head + 1 && (p->kinds[i - 1] & (WORD_TITLE | WORD_LINK)) &&
            (name || father)) {
            last = i; /* King Saud; Imam Muhammad bin Saud; Salim bin Mahfouz */
            continue;
        }
        if (i > head + 1 && has_article(p, i - 1) && !has_article(p, i) && !state &&
            !ends_foreign(p, i) && is_bare(p, i))
            break;
        /* "University of Oxford", but not "a private one". */
        bool plain =
            i == head + 1 && shb_token_is(p->work, head, "جامعة") && !is_feminine(p, i);
        if (!has_article(p, i) && !state &&
            (!(unknown && (name || plain) && !(k & IS_CLITIC)) || describes(p, head, i)))
            break;
        last = i;
        if (state) {
            last = p->work->candidates[p->candidate[i]].last;
            /* "the Commercial Bank of Kuwait" */
            if (last + 1 < end && is_near(p, last + 1) && is_kind_of_body(p, last + 1))
                last++;
            owner = p->work->candidates[p->candidate[i]].entity;
            break;
        }
    }
    /* "the foundation of King", whose name is listed; "of Salim bin" */
    while (last > head && (p->kinds[last] & WORD_LINK))
        last--;
    if (last > head &&
        ((p->kinds[last] & WORD_TITLE) || shb_is_described_body(p, head, last, end)))
        last = head;
    if (last > head)
        last = with_partners(p, last, end);
    *behind = last;
    shb_status st = last > head ? shb_take_body(p, sentence, head, last) : SHB_OK;
    if (st == SHB_OK && owner != SHB_NO_ENTITY && is_central_bank(p, head, last)) {
        const shb_gazetteer *gazetteer = p->work->gazetteer;
        uint32_t body = shb_body_named(gazetteer, "central-bank");
        if (body < gazetteer->n_bodies)
            p->found[p->n_found - 1].entity = shb_body_entity(gazetteer, body, owner);
    }
    return st;
}
