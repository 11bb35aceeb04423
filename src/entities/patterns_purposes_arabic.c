/*
 * Organizations in Arabic that are shown by what they are for: a head with the article,
 * whose it is and what for (the General Authority for Civil Aviation), a centre of a name
 * and a field (the Gulf Centre for Studies), a committee of a parliament.
 */
#include "entities/arabic_bodies.h"

enum { MAX_OWNERS = 2, MAX_TO_FIELD = 4 };

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
            ((joined || (also && last > noun)) && !may_agree(p, last + 1)) ||
            (last > noun && !may_agree(p, last + 1) && !may_be_plural(p, last + 1)))
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
        "تكييف",   "جمعيات", "تأجير",  "تشغيل",  "تصنيع",  "إنتاج",  "توزيع",  "صيانة"};
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

size_t shb_with_purpose(const shb_patterns *p, size_t last, size_t end, bool of_state) {
    const size_t i = last + 1;
    const uint32_t other = IS_KNOWN | IS_TAKEN | IS_END | WORD_TITLE | WORD_SAY;
    if (i >= end || !is_near(p, i) || (p->kinds[i] & other) || shb_describes_body(p, i))
        return last;
    if (is_for(p, i))
        return of_state ? end_of_purpose(p, i, end) : last;
    const size_t work = is_for_work_of(p, i) ? end_of_work(p, i, end) : i;
    return work > i ? work : last;
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
    /* "the American administration": a government */
    static const char *const governments[] = {"الإدارة", "للإدارة", "والإدارة",
                                              "بالإدارة"};
    if (owners == 0 || head == start ||
        (TOKEN_IS_ONE_OF(p->work, head - 1, governments) &&
         (p->kinds[head] & IS_ADJECTIVE)) ||
        !is_near(p, head) || !is_near(p, i) || !heads_definite(p, --head))
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
        plain |= (k & IS_ADJECTIVE) && !has_article(p, head); /* "a Chinese company" */
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
