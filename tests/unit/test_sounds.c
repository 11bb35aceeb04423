/* Which spellings are of one name, in one script and over two; and which are not. */
#include "unit.h"

#include "text/sounds.h"

static bool sounds(const char *name, shb_sounds *out) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_tokens tokens = SHB_TOKENS_INIT;
    assert_int_equal(shb_tokenize(&ctx, &tokens, name, strlen(name)), SHB_OK);
    bool told = shb_sounds_of(&tokens, out);
    shb_tokens_done(&tokens);
    return told;
}

static bool alike(const char *x, const char *y) {
    shb_sounds a, b;
    assert_true(sounds(x, &a));
    assert_true(sounds(y, &b));
    bool same = shb_sounds_alike(&a, &b);
    assert_int_equal(shb_sounds_alike(&b, &a), same);
    if (same) {
        shb_sound_key key_a = shb_sounds_key(&a), key_b = shb_sounds_key(&b);
        assert_int_equal(key_a.length, key_b.length);
        assert_memory_equal(key_a.letters, key_b.letters, key_a.length);
        assert_int_equal(shb_sound_key_order(&key_a, &key_b), 0);
    }
    return same;
}

static void test_one_name(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"عبد الله الغامدي", "عبدالله الغامدي"}, /* within Arabic */
        {"هاني أبو راس", "هاني أبوراس"},
        {"أسامة فقيه", "اسامه فقية"},
        {"رافاييل بينيتيز", "رافايل بينيتيز"},
        {"Mohammed al-Emadi", "Mohamed Al Emadi"}, /* within Latin */
        {"Yuliya Sokolovska", "Yulia Sokolovska"},
        {"Serhii Popko", "Serhiy Popko"},
        {"Alexander Abdel-Rahman", "Aleksandr Abdulrahman"},
        {"José Pallais", "Jose Pallais"},
        {"Мэттью Райкрофт", "Мэтью Райкрофт"}, /* within Cyrillic */
        {"Наталья Зазулина", "Наталия Зазулина"},
        {"Артём Деев", "Артем Деев"},
        {"محمود درويش", "Mahmoud Darwish"}, /* over two scripts */
        {"حسام بدران", "Hussam Badran"},
        {"أحمد السليطي", "Ahmed al-Sulaiti"},
        {"عبدالرحمن الفضلي", "Abdulrahman Al-Fadhli"},
        {"حسين الموسوي", "Hussein al-Musawi"},
        {"روبرت ليفنسون", "Robert Levinson"},
        {"جون باراسو", "John Barrasso"},
        {"سليمان الشمري", "Сулейман аш-Шаммари"},
        {"بابلو بيكاسو", "Пабло Пикассо"},
        {"Сергей Лебедев", "Sergei Lebedev"},
        {"Юрий Башмет", "Yury Bashmet"},
        {"Надежда Буянова", "Nadezhda Buyanova"},
        {"Джон Льюис", "John Lewis"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (!alike(pairs[i][0], pairs[i][1]))
            fail_msg("%s and %s are one name", pairs[i][0], pairs[i][1]);
}

static void test_false_friends(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"أحمد حامد العتيبي", "أحمد حمد العتيبي"}, /* one long vowel apart */
        {"محمد سالم", "محمود سالم"},
        {"غازي القرني", "جازي القرني"},
        {"علي السالم", "علي آل سالم"}, /* the clan is no article */
        {"علي الحسن", "علي حسن"},
        {"سعد الصبيعي", "سعد السبيعي"},
        {"محمد الغامدي", "أبو محمد الغامدي"},
        {"Maria Dupont", "Marie Dupont"},
        {"Hamad Badran", "Hamed Badran"},
        {"Michael Lee", "Michael Li"},
        {"Anna Larsson", "Anne Larsson"},
        {"Михаил Юревич", "Михаил Юрьевич"},
        {"Михаил Петров", "Михаил Петровский"},
        {"حسن عباس", "Hussein Abbass"}, /* Arabic writes one of two vowels */
        {"عمر الحسن", "Mira Al Hussein"},
        {"نامي قريرة", "Naomi Korir"},
        {"محمد اليحيى", "Mohammed al Jahjuh"},
        {"محمد علان", "Mohammed Elayyan"},
        {"Рудольф Назир", "Rudolf Nader"},
        {"سارة روديك", "Сергей Рудык"},
        {"Halima Hassan", "حليم حسن"}, /* the last vowel is written */
        {"Сергей Иванов", "Sergei Ivanova"},
        {"جورج واشنطن", "جورج واشنطن الابن"}, /* a word more */
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (alike(pairs[i][0], pairs[i][1]))
            fail_msg("%s and %s are two names", pairs[i][0], pairs[i][1]);
}

static void test_given_name_cut_short(void **state) {
    (void)state;
    static const struct {
        const char *one, *other;
        bool wanted;
    } pairs[] = {
        {"Ben Cardwell", "Benjamin Cardwell", true},
        {"Бенджамин Кардуэлл", "Бен Кардуэлл", true},
        {"Christopher Branwell", "Chris Branwell", true},
        {"Daniel Brandt", "Даниэл Брандт", false}, /* the same, not cut */
        {"Ben Cardwell", "Benjamin Carter", false},
        {"Ed Branwell", "Edward Branwell", false}, /* two sounds are too few */
        {"Ben Karl Cardwell", "Benjamin Karl Cardwell", false},
        {"بن كاردويل", "Benjamin Cardwell", false}, /* what begins what, Arabic hides */
    };
    for (size_t i = 0; i < LENGTH(pairs); i++) {
        shb_sounds a, b;
        assert_true(sounds(pairs[i].one, &a));
        assert_true(sounds(pairs[i].other, &b));
        if (shb_sounds_cut_short(&a, &b) != pairs[i].wanted ||
            shb_sounds_cut_short(&b, &a) != pairs[i].wanted)
            fail_msg("%s and %s", pairs[i].one, pairs[i].other);
        if (!pairs[i].wanted)
            continue;
        shb_sound_key key_a = shb_sounds_last_key(&a), key_b = shb_sounds_last_key(&b);
        assert_int_equal(key_a.length, key_b.length);
        assert_memory_equal(key_a.letters, key_b.letters, key_a.length);
        assert_int_equal(shb_sound_key_order(&key_a, &key_b), 0);
    }
}

static void test_no_full_name(void **state) {
    (void)state;
    static const char *const names[] = {
        "",      "Lavrov",    "عبد الله",      "Abdel Rahman",   "J. Smith", "Li Wu",
        "R2 D2", "Ali Yusuf", "Ahmed Mohamed", "Владимир Putin", "王 小明",  "Émile 7",
    };
    shb_sounds own;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (sounds(names[i], &own))
            fail_msg("'%s' tells too little", names[i]);
    char longest[700] = "";
    for (size_t i = 0; i < 60; i++)
        strcat(longest, "Karlamarta ");
    assert_false(sounds(longest, &own));
    strcpy(longest, "Karla ");
    for (size_t i = 0; i < 60; i++)
        strcat(longest, "marta");
    assert_false(sounds(longest, &own));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_name),
        cmocka_unit_test(test_false_friends),
        cmocka_unit_test(test_given_name_cut_short),
        cmocka_unit_test(test_no_full_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
