/* Russian declension: the forms that a nominative must give. */
#include "unit.h"

#include "gazetteer/russian.h"

static const struct {
    shb_russian_class how;
    const char *nominative;
    const char *forms; /* some that must be among them, parted by | */
    const char *never; /* some that must not */
} rows[] = {
    {RUSSIAN_PHRASE, "Россия", "России|Россию|Россией", "Россие"},
    {RUSSIAN_PHRASE, "Китай", "Китая|Китаю|Китаем|Китае", "Китаи"},
    {RUSSIAN_PHRASE, "Иран", "Ирана|Ирану|Ираном|Иране", ""},
    {RUSSIAN_PHRASE, "Украина", "Украины|Украине|Украину|Украиной", "Украин"},
    {RUSSIAN_PHRASE, "Япония", "Японии|Японию|Японией", ""},
    {RUSSIAN_PHRASE, "Турция", "Турции|Турцию|Турцией", ""},
    {RUSSIAN_PHRASE, "Египет", "Египта|Египту|Египтом|Египте", "Египета"},
    {RUSSIAN_PHRASE, "Израиль", "Израиля|Израилю|Израилем|Израиле", ""},
    {RUSSIAN_PHRASE, "Беларусь", "Беларуси|Беларусью", ""},
    {RUSSIAN_PHRASE, "Кремль", "Кремля|Кремлю|Кремлем|Кремле", ""},
    {RUSSIAN_PHRASE, "Саудовская Аравия",
     "Саудовской Аравии|Саудовскую Аравию|Саудовской Аравией", "Саудовская Аравии"},
    {RUSSIAN_PHRASE, "Соединённые Штаты",
     "Соединённых Штатов|Соединённым Штатам|Соединёнными Штатами|Соединённых Штатах", ""},
    {RUSSIAN_PHRASE, "Белый дом", "Белого дома|Белому дому|Белым домом|Белом доме", ""},
    {RUSSIAN_PHRASE, "Европейский союз",
     "Европейского союза|Европейскому союзу|Европейским союзом", ""},
    {RUSSIAN_PHRASE, "Организация Объединённых Наций",
     "Организации Объединённых Наций|Организацию Объединённых Наций", ""},
    {RUSSIAN_PHRASE, "Совет Безопасности",
     "Совета Безопасности|Совету Безопасности|Советом Безопасности", ""},
    {RUSSIAN_PHRASE, "министерство обороны",
     "министерства обороны|министерству обороны|министерством обороны", ""},
    {RUSSIAN_PHRASE, "Москва", "Москвы|Москве|Москву|Москвой", ""},
    {RUSSIAN_PHRASE, "Прага", "Праги|Праге|Прагу|Прагой", "Прагы"},
    {RUSSIAN_PHRASE, "Нидерланды", "Нидерландов|Нидерландам|Нидерландами", ""},
    {RUSSIAN_PHRASE, "Филиппины", "Филиппин|Филиппинам|Филиппинах", "Филиппинов"},
    {RUSSIAN_PHRASE, "Рабочая партия Курдистана",
     "Рабочей партии Курдистана|Рабочую партию Курдистана|Рабочей партией Курдистана",
     "Рабочой партии Курдистана"},
    {RUSSIAN_PHRASE, "Высшая школа экономики", "Высшей школы экономики", ""},
    {RUSSIAN_PHRASE, "Большая двадцатка", "Большой двадцатки|Большую двадцатку", ""},
    {RUSSIAN_PHRASE, "Джебхат ан-Нусра",
     "Джебхат ан-Нусры|Джебхат ан-Нусре|Джебхат ан-Нусру|Джебхат ан-Нусрой", ""},
    {RUSSIAN_PHRASE, "Чили", "Чили", "Чилей"},
    {RUSSIAN_PHRASE, "Токио", "Токио", "Токиа"},
    {RUSSIAN_PHRASE, "США", "США", "США-"},
    {RUSSIAN_PHRASE, "НАТО", "НАТО", "НАТА"},
    {RUSSIAN_MAN, "Владимир Путин",
     "Владимира Путина|Владимиру Путину|Владимиром Путиным|Владимире Путине", ""},
    {RUSSIAN_MAN, "Сергей Лавров", "Сергея Лаврова|Сергею Лаврову|Сергеем Лавровым", ""},
    {RUSSIAN_MAN, "Дмитрий Песков", "Дмитрия Пескова|Дмитрием Песковым", ""},
    {RUSSIAN_MAN, "Дональд Трамп",
     "Дональда Трампа|Дональду Трампу|Дональдом Трампом|Дональде Трампе",
     "Дональдом Трампым"},
    {RUSSIAN_MAN, "Олаф Шольц", "Олафа Шольца|Олафом Шольцем", ""},
    {RUSSIAN_MAN, "Владимир Зеленский",
     "Владимира Зеленского|Владимиру Зеленскому|Владимиром Зеленским|Владимире Зеленском",
     ""},
    {RUSSIAN_MAN, "Пётр Порошенко", "Петра Порошенко|Петру Порошенко|Петром Порошенко",
     "Порошенки"},
    {RUSSIAN_MAN, "Павел Дуров", "Павла Дурова|Павлом Дуровым", ""},
    {RUSSIAN_MAN, "Михаил Саакашвили", "Михаила Саакашвили|Михаилом Саакашвили", ""},
    {RUSSIAN_MAN, "Реджеп Тайип Эрдоган",
     "Реджепа Тайипа Эрдогана|Реджепом Тайипом Эрдоганом", ""},
    {RUSSIAN_MAN, "Никола Пашинян", "Николы Пашиняна", ""},
    {RUSSIAN_MAN, "Владимир Владимирович Путин", "Владимира Владимировича Путина", ""},
    {RUSSIAN_WOMAN, "Мария Захарова", "Марии Захаровой|Марию Захарову|Марией Захаровой",
     "Марии Захаровы"},
    {RUSSIAN_WOMAN, "Ангела Меркель",
     "Ангелы Меркель|Ангеле Меркель|Ангелу Меркель|Ангелой Меркель", "Ангелы Меркели"},
    {RUSSIAN_WOMAN, "Тереза Мэй", "Терезы Мэй|Терезе Мэй|Терезу Мэй|Терезой Мэй",
     "Терезы Мэя"},
    {RUSSIAN_WOMAN, "Хиллари Клинтон", "Хиллари Клинтон", "Хиллари Клинтона"},
    {RUSSIAN_WOMAN, "Валентина Матвиенко", "Валентины Матвиенко|Валентину Матвиенко", ""},
    {RUSSIAN_MAN_LAST, "Си Цзиньпин",
     "Си Цзиньпина|Си Цзиньпину|Си Цзиньпином|Си Цзиньпине", ""},
    {RUSSIAN_MAN_LAST, "Ким Чен Ын", "Ким Чен Ына|Ким Чен Ыну|Ким Чен Ыном",
     "Кима Чен Ына"},
    {RUSSIAN_FIXED, "Иран", "Иран", "Ирана"},
};

static bool same(const shb_phrase *a, const shb_phrase *b) {
    bool equal = a->count == b->count;
    for (size_t i = 0; equal && i < a->count; i++)
        equal = a->words[i].length == b->words[i].length &&
                memcmp(a->words[i].letters, b->words[i].letters, a->words[i].length) == 0;
    return equal;
}

static bool among(const char *form, size_t len, const shb_phrase *forms, size_t n) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_tokens tokens = SHB_TOKENS_INIT;
    shb_phrase wanted;
    bool found = false;
    assert_true(shb_phrase_parse(&ctx, &tokens, form, len, &wanted));
    for (size_t i = 0; i < n; i++)
        found |= same(&wanted, &forms[i]);
    shb_tokens_done(&tokens);
    return found;
}

static void test_declension(void **state) {
    (void)state;
    for (size_t i = 0; i < LENGTH(rows); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_tokens tokens = SHB_TOKENS_INIT;
        shb_phrase nominative, forms[RUSSIAN_MAX_FORMS];
        assert_true(shb_phrase_parse(&ctx, &tokens, rows[i].nominative,
                                     strlen(rows[i].nominative), &nominative));
        shb_tokens_done(&tokens);
        size_t n = shb_russian_decline(&nominative, rows[i].how, forms);
        assert_true(n >= 1 && n <= RUSSIAN_MAX_FORMS && same(&forms[0], &nominative));
        for (const char *p = rows[i].forms; *p;) {
            size_t len = strcspn(p, "|");
            if (!among(p, len, forms, n))
                fail_msg("%s lacks %.*s", rows[i].nominative, (int)len, p);
            p += len + (p[len] == '|');
        }
        if (rows[i].never[0] && strcmp(rows[i].never, "США-") != 0 &&
            among(rows[i].never, strlen(rows[i].never), forms, n))
            fail_msg("%s gives %s", rows[i].nominative, rows[i].never);
    }
}

static void test_adjectives(void **state) {
    (void)state;
    static const char *const wanted[] = {"российского", "российскому", "российским",
                                         "российском",  "российская",  "российской",
                                         "российскую",  "российское",  "российские",
                                         "российских",  "российскими"};
    shb_ctx ctx = SHB_CTX_INIT;
    shb_tokens tokens = SHB_TOKENS_INIT;
    shb_phrase masculine, forms[RUSSIAN_MAX_FORMS];
    assert_true(
        shb_phrase_parse(&ctx, &tokens, "российский", strlen("российский"), &masculine));
    shb_tokens_done(&tokens);
    size_t n = shb_russian_adjective(&masculine, forms);
    for (size_t i = 0; i < LENGTH(wanted); i++)
        if (!among(wanted[i], strlen(wanted[i]), forms, n))
            fail_msg("lacks %s", wanted[i]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_declension),
        cmocka_unit_test(test_adjectives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
