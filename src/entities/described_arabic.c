/* Bodies in Arabic that are only described, and what describes one behind its name. */
#include "entities/arabic_bodies.h"

bool shb_describes_body(const shb_patterns *p, size_t i) {
    return (shb_lexicon_word_beside(&p->work->gazetteer->lexicon,
                                    p->work->tokens.items[i].hash) &
            WORD_DESCRIBES) != 0;
}

/* The jury, the teaching staff, the defence: any court or school has one. */
static bool is_staff(const shb_patterns *p, size_t i) {
    static const char *const words[] = {
        "المحلفين", "التدريس",  "التدريب",  "الدفاع",   "المحكمة", "التحرير",  "الحكام",
        "الادعاء",  "المحامين", "الاقتراع", "البريد",   "الحكم",   "التحكيم",  "النظر",
        "الأمتعة",  "السيارة",  "القمامة",  "الذكريات", "الذاكرة", "المناسبات"};
    static const char *const heads[] = {"هيئة", "صندوق"};
    static const char *const powers[] = {"الرئاسة", "الحكم", "النظام", "الجيش", "الزواج"};
    if (shb_token_is(p->work, i - 1, "جماعة") && shb_token_is(p->work, i, "المسلمين"))
        return true;
    return shb_token_is(p->work, i - 1, "مؤسسة")
               ? TOKEN_IS_ONE_OF(p->work, i, powers)
               : TOKEN_IS_ONE_OF(p->work, i - 1, heads) &&
                     TOKEN_IS_ONE_OF(p->work, i, words);
}

/* "Another university", "the customer's bank": a word that names none, behind any head.
 */
static bool is_generic(const shb_patterns *p, size_t i) {
    static const char *const words[] = {
        "أخرى",    "آخر",     "كبرى",     "كبير",     "كبيرة",   "مرموقة",  "معترف",
        "معتمد",   "معتمدة",  "مملوك",    "مملوكة",   "مقره",    "مقرها",   "متخصصة",
        "متخصص",   "تابع",    "تابعة",    "خاص",      "خاصة",    "محلي",    "عالمي",
        "العميل",  "العملاء", "الزبون",   "المستفيد", "الدم",    "الأفكار", "الوزارة",
        "الدولة",  "السلطة",  "المخلوع",  "الحي",     "اللعبة",  "الملاك",  "المنطقة",
        "المسجد",  "المساجد", "المؤمنين", "الموقع",   "الصحيفة", "المدرسة", "الهيئة",
        "الجامعة", "الشركة",  "المتهم",   "السيول"};
    return TOKEN_IS_ONE_OF(p->work, i, words);
}

bool shb_is_any_body(const shb_patterns *p, size_t i) {
    return is_staff(p, i) || is_generic(p, i);
}

/* "The insurance company", with nothing behind: whose it is the reader knows. */
static bool is_trade(const shb_patterns *p, size_t i) {
    static const char *const words[] = {
        "التأمين",     "الطيران",    "الأبحاث", "النفط",     "العقارية",  "البيع",
        "المحاماة",    "الصيانة",    "الإنتاج", "السيارات",  "التنظيف",   "التوزيع",
        "الاستقدام",   "الاستشارات", "النقل",   "النظافة",   "المقاولات", "التقنية",
        "الأزياء",     "الطاقة",     "العقار",  "الاستثمار", "التطوير",   "الأدوية",
        "الطائرات",    "السياحة",    "الشحن",   "الحراسة",   "الأمن",     "البرمجيات",
        "التكنولوجيا", "التجزئة",    "التشغيل", "المنسوجات", "القهوة"};
    return TOKEN_IS_ONE_OF(p->work, i, words);
}

/* "The news agency", with nothing behind. */
static bool is_agency(const shb_patterns *p, size_t i) {
    static const char *const words[] = {"الأنباء", "الإنباء", "الإعلانات", "السفر"};
    return TOKEN_IS_ONE_OF(p->work, i, words);
}

/* Is what stands right behind a listed body's own name? */
static bool is_listed_behind(const shb_patterns *p, size_t i, size_t end) {
    const shb_gap gap = i < end ? shb_token_gap(&p->work->tokens, i) : GAP_COMMA;
    const uint32_t c = i < end ? p->candidate[i] : SHB_NO_ENTITY;
    if ((gap != GAP_SPACE && gap != GAP_QUOTE) || c == SHB_NO_ENTITY)
        return false;
    const shb_candidate *behind = &p->work->candidates[c];
    return behind->first == i && behind->clitics == 0 && shb_in_mention(p, i, false) &&
           shb_work_type(p->work, behind->entity) == SHB_ORGANIZATION;
}

bool shb_is_described_body(const shb_patterns *p, size_t head, size_t last, size_t end) {
    const uint32_t named = IS_NAME | WORD_GIVEN | WORD_CITY | WORD_PLACE | IS_SHORT;
    static const char *const company[] = {"شركة", "وشركة", "لشركة", "بشركة"};
    static const char *const others[] = {"مجموعة", "وكالة", "صحيفة", "قناة",  "مؤسسة",
                                         "مجلة",   "بنك",   "لبنك",  "لوكالة"};
    const bool of_trade = TOKEN_IS_ONE_OF(p->work, head, company);
    static const char *const agency[] = {"وكالة", "لوكالة", "ووكالة"};
    if (last == head + 1 &&
        (of_trade ? is_trade(p, last)
                  : TOKEN_IS_ONE_OF(p->work, head, agency) && is_agency(p, last)))
        return true;
    static const char *const kinds[] = {"الصحي", "الطبي", "الخاصة", "المحلية",
                                        "الأجنبية"};
    if (of_trade && last == head + 2 && is_trade(p, head + 1) &&
        TOKEN_IS_ONE_OF(p->work, last, kinds))
        return true; /* "the health insurance company" */
    if (!of_trade && !TOKEN_IS_ONE_OF(p->work, head, others))
        return false;
    for (size_t i = head + 1; i <= last; i++)
        if (!(of_trade && is_trade(p, i)) &&
            ((p->kinds[i] & named) ||
             (!(p->kinds[i] & (IS_COMMON | IS_ADJECTIVE | IS_STATE)) &&
              !has_article(p, i))))
            return false;
    /* "the oil company, the giant" */
    const size_t behind = last + 1;
    const bool praised = of_trade && behind < end && has_article(p, behind) &&
                         shb_token_gap(&p->work->tokens, behind) == GAP_SPACE &&
                         shb_describes_body(p, behind);
    /* "the Tunisian airline «Syphax»" */
    const bool quoted = of_trade && is_trade(p, head + 1) && behind < end &&
                        shb_token_gap(&p->work->tokens, behind) == GAP_QUOTE &&
                        (p->work->tokens.items[behind].flags & TOKEN_ARABIC);
    return praised || quoted || is_listed_behind(p, behind, end);
}
