/* Persons and organizations that no list has, in three languages. */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include <shabaka/mentions.h>

#include "base/alloc.h"
#include "entities/patterns.h"
#include "gazetteer/name_words.h"

static shb_gazetteer *gazetteer;

/* States, and listed persons whom the patterns must leave alone. */
static const char lines[] =
    "{\"id\":\"state:JO\",\"type\":\"state\",\"names\":{\"en\":[\"Jordan\"],\"ru\":"
    "[\"Иордания\"],\"ar\":[\"الأردن\"]},\"adjectives\":{\"en\":[\"Jordanian\"],\"ar\":"
    "[\"أردني\"],\"ru\":[\"иорданский\"]}}\n"
    "{\"id\":\"state:CN\",\"type\":\"state\",\"names\":{\"en\":[\"China\"],\"ru\":"
    "[\"Китай\"],\"ar\":[\"الصين\"]},\"adjectives\":{\"en\":[\"Chinese\"],\"ar\":"
    "[\"صيني\"],\"ru\":[\"китайский\"]}}\n"
    "{\"id\":\"state:FR\",\"type\":\"state\",\"names\":{\"en\":[\"France\"],\"ru\":"
    "[\"Франция\"],\"ar\":[\"فرنسا\"]},\"adjectives\":{\"en\":[\"French\"],\"ar\":"
    "[\"فرنسي\"],\"ru\":[\"французский\"]}}\n"
    "{\"id\":\"state:QA\",\"type\":\"state\",\"names\":{\"en\":[\"Qatar\"],\"ru\":"
    "[\"Катар\"],\"ar\":[\"قطر\"]}}\n"
    "{\"id\":\"person:donald-trump\",\"type\":\"person\",\"gender\":\"m\",\"names\":{"
    "\"en\":"
    "[\"Donald Trump\"],\"ru\":[\"Дональд Трамп\"],\"ar\":[\"دونالد ترامب\"]},\"alone\":"
    "{\"en\":[\"Trump\"],\"ru\":[\"Трамп\"],\"ar\":[\"ترامب\"]}}\n"
    "{\"id\":\"person:wang-yi\",\"type\":\"person\",\"gender\":\"m\",\"order\":"
    "\"family-first\",\"names\":{\"en\":[\"Wang Yi\"],\"ru\":[\"Ван И\"],\"ar\":"
    "[\"وانغ يي\"]}}\n";

static int load(void **state) {
    (void)state;
    static char path[] = "/tmp/shabaka-patterns-XXXXXX";
    shb_ctx ctx = SHB_CTX_INIT;
    int fd = mkstemp(path);
    if (fd < 0)
        return -1;
    FILE *file = fdopen(fd, "w");
    fputs(lines, file);
    fclose(file);
    const char *files[] = {path};
    shb_status st = shb_gazetteer_load(&ctx, files, 1, &gazetteer);
    if (st != SHB_OK)
        fprintf(stderr, "%s\n", ctx.err.text);
    remove(path);
    return st == SHB_OK ? 0 : -1;
}

static int unload(void **state) {
    (void)state;
    shb_gazetteer_free(gazetteer);
    return 0;
}

/* "written=label; written=label" of all mentions of a type, in order. */
static void found(const char *text, shb_find find, shb_type type, char *out,
                  size_t size) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_annotate_options options = SHB_ANNOTATE_OPTIONS_INIT;
    shb_annotator *annotator;
    shb_annotation annotation;
    shb_doc doc = {.id = {"t", 1}, .text = {text, strlen(text)}};
    options.find = find;
    assert_int_equal(shb_annotator_new(&ctx, gazetteer, &options, &annotator), SHB_OK);
    assert_int_equal(shb_annotate(&ctx, annotator, &doc, &annotation), SHB_OK);
    size_t n = 0;
    out[0] = '\0';
    for (size_t i = 0; i < annotation.n_mentions; i++) {
        const shb_mention *m = &annotation.mentions[i];
        const shb_entity_ref *entity = &annotation.entities[m->entity];
        assert_true(m->start < m->end && m->end <= doc.text.len);
        assert_true(i == 0 || annotation.mentions[i - 1].end <= m->start);
        if (entity->type != type)
            continue;
        n += (size_t)snprintf(out + n, size - n, "%s%.*s=%s", n ? "; " : "",
                              (int)(m->end - m->start), text + m->start, entity->label);
    }
    shb_annotator_free(annotator);
}

typedef struct example {
    const char *text, *expected;
} example;

static void check(const example *examples, size_t n, shb_type type) {
    size_t wrong = 0;
    for (size_t i = 0; i < n; i++) {
        char got[2048];
        found(examples[i].text, SHB_FIND_PATTERNS, type, got, sizeof got);
        if (strcmp(got, examples[i].expected) != 0) {
            fprintf(stderr, "  %s\n    expected: %s\n    got:      %s\n",
                    examples[i].text, examples[i].expected, got);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}
#define CHECK(examples, type) check(examples, LENGTH(examples), type)

static void english_persons(void **state) {
    (void)state;
    static const example examples[] = {
        {"Yesterday Igor Petrenko arrived.", "Igor Petrenko=Igor Petrenko"},
        {"He met Maria Gonzalez and Peter Schmidt.",
         "Maria Gonzalez=Maria Gonzalez; Peter Schmidt=Peter Schmidt"},
        {"Robert J. Miller spoke. Later Miller left.",
         "Robert J. Miller=Robert Miller; Miller=Robert Miller"},
        {"According to Mr. Brown it rained.", "Brown=Brown"},
        {"Foreign Minister Zbyrko agreed.", "Zbyrko=Zbyrko"},
        {"The critic J. K. Norwood wrote it.", "J. K. Norwood=J. Norwood"},
        {"We saw Michael Jordan in Jordan.", "Michael Jordan=Michael Jordan"},
        {"Then Khalid bin Mahfouz spoke.", "Khalid bin Mahfouz=Khalid bin Mahfouz"},
        {"Ludwig van Houten's plan failed.", "Ludwig van Houten=Ludwig van Houten"},
        {"Republican Kevin Dorsey voted.", "Kevin Dorsey=Kevin Dorsey"},
        {"Donald Trump and Wang Yi met.", "Donald Trump=Donald Trump; Wang Yi=Wang Yi"},
        {"Last week Ivana Trump spoke. Trump smiled.",
         "Ivana Trump=Ivana Trump; Trump=Ivana Trump"},
        {"Donald Trump spoke before Ivana Trump. Trump smiled.",
         "Donald Trump=Donald Trump; Ivana Trump=Ivana Trump; Trump=Donald Trump"},
        {"President Trump smiled.", "Trump=Donald Trump"},
        {"Rain fell on Monday in Wellington Street.", ""},
        {"The Robert Miller Foundation gave money.", ""},
        {"They live in St. Louis County.", ""},
        {"The White House and the Supreme Court disagree.", ""},
        {"Black Friday and Good Friday differ.", ""},
        {"China and France signed in March.", ""},
        {"The company makes cars. The General Assembly met.", ""},
        {"Prime Minister and President both left.", ""},
        {"the prize went to nobody", ""},
        {"Nothing Compares To This Headline", ""},
    };
    CHECK(examples, SHB_PERSON);
}

static void russian_persons(void **state) {
    (void)state;
    static const example examples[] = {
        {"Вчера приехал Иван Петров.", "Иван Петров=Иван Петров"},
        {"Он говорил с Иваном Петровым.", "Иваном Петровым=Иван Петров"},
        {"Иван Петров ушёл. Слова Петрова ждут, Петрову верят.",
         "Иван Петров=Иван Петров; Петрова=Иван Петров; Петрову=Иван Петров"},
        {"Его встретила Анна Кузнецова. Кузнецовой рады.",
         "Анна Кузнецова=Анна Кузнецова; Кузнецовой=Анна Кузнецова"},
        {"О Сергее Михайловиче Кравцове пишут.",
         "Сергее Михайловиче Кравцове=Сергей Кравцов"},
        {"Доклад сделал В. В. Соколов.", "В. В. Соколов=В. Соколов"},
        {"Доклад сделал В.В. Соколов.", "В.В. Соколов=В. Соколов"},
        {"Виктор Соколов и В. Соколов одно лицо.",
         "Виктор Соколов=Виктор Соколов; В. Соколов=Виктор Соколов"},
        {"Список: Соколов В.В. и другие.", "Соколов В.В.=В. Соколов"},
        {"Это надо понять, сказал Дубровкин.", "Дубровкин=Дубровкин"},
        {"Встреча с Джоном Смитом прошла.", "Джоном Смитом=Джон Смит"},
        {"Пришла Марта Ковальская.", "Марта Ковальская=Марта Ковальская"},
        {"Письмо Марте Ковальской дошло.", "Марте Ковальской=Марта Ковальская"},
        {"Рассказ Льва Толстого известен.", "Льва Толстого=Лев Толстой"},
        {"Иоанна Мюллер и Жан-Пьер Дюваль здесь.",
         "Иоанна Мюллер=Иоанна Мюллер; Жан-Пьер Дюваль=Жан-Пьер Дюваль"},
        {"С Дональдом Трампом говорил Китай.", "Дональдом Трампом=Дональд Трамп"},
        {"Город Великий Устюг ждёт гостей.", ""},
        {"В понедельник Франция и Китай молчали.", ""},
        {"Министр обороны Франции молчал.", ""},
        {"На улице Ивана Франко тихо.", ""},
        {"Когда закончилась Вторая мировая война?", ""},
        {"Сказал слово и ушёл.", ""},
    };
    CHECK(examples, SHB_PERSON);
}

static void arabic_persons(void **state) {
    (void)state;
    static const example examples[] = {
        {"وصل جون سبيكتر أمس", "جون سبيكتر=جون سبيكتر"},
        {"قال الرئيس الفرنسي فرانسوا دوبريه إنه سعيد", "فرانسوا دوبريه=فرانسوا دوبريه"},
        {"التقى وزير الخارجية الأردني خالد المنصوري نظيره",
         "خالد المنصوري=خالد المنصوري"},
        {"حضر أحمد بن سعيد الكواري", "أحمد بن سعيد الكواري=أحمد بن سعيد الكواري"},
        {"وأكد محمود الدباغ ذلك. وقال الدباغ إنه يعلم",
         "محمود الدباغ=محمود الدباغ; الدباغ=محمود الدباغ"},
        {"تحدث ولجورج سبيكتر رأي", "جورج سبيكتر=جورج سبيكتر"},
        {"حضر ماجد العتيبي وعبد الله الشمري",
         "ماجد العتيبي=ماجد العتيبي; عبد الله الشمري=عبد الله الشمري"},
        {"جاء زين الدين بلحاج متأخرا", "زين الدين بلحاج=زين الدين بلحاج"},
        {"كتب كلاوس هوفمان رسالة", "كلاوس هوفمان=كلاوس هوفمان"},
        {"حضر سمير وماجد العتيبي", "ماجد العتيبي=ماجد العتيبي"},
        {"قال دونالد ترامب ذلك", "دونالد ترامب=دونالد ترامب"},
        {"المتحدث باسم الخارجية الصينية تشاو لي جيان أكد", "تشاو لي جيان=تشاو لي جيان"},
        {"افتتح مركز الملك فيصل أبوابه", ""},
        {"سار في شارع محمد محمود ليلا", ""},
        {"أعلن رئيس الوزراء أن الاجتماع انتهى", ""},
        {"قال مصدر إن الوضع هادئ", ""},
        {"وقعت الاتفاقية على طاولة المفاوضات", ""},
        {"لدينا كثير من العمل في المدينة", ""},
        {"زار الرئيس مدينة الملك عبد العزيز الطبية", ""},
        {"جاء باسم الشعب وحده", ""},
    };
    CHECK(examples, SHB_PERSON);
}

static void organizations(void **state) {
    (void)state;
    static const example examples[] = {
        {"He studied at the University of Ferndale.",
         "University of Ferndale=University of Ferndale"},
        {"She works for Ferndale University.", "Ferndale University=Ferndale University"},
        {"Shares of Norwood Corp fell.", "Norwood Corp=Norwood Corp"},
        {"The Bank of China lent money.", "Bank of China=Bank of China"},
        {"The bank of the river flooded.", ""},
        {"The Party goes on.", ""},
        {"Об этом сообщила компания «Ромашка».", "Ромашка=Ромашка"},
        {"Член партии «Новый путь» ушёл.", "Новый путь=Новый путь"},
        {"Он назвал это «Ромашкой».", ""},
        {"درس في جامعة قطر", "جامعة قطر=جامعة قطر"},
        {"تخرج من جامعة أكسفورد", "جامعة أكسفورد=جامعة أكسفورد"},
        {"أعلنت حركة \"الفجر الجديد\" ذلك", "الفجر الجديد=الفجر الجديد"},
        {"زادت حركة الشاحنات", ""},
    };
    CHECK(examples, SHB_ORGANIZATION);
}

static void states_inside_names_are_none(void **state) {
    (void)state;
    static const example examples[] = {
        {"We saw Michael Jordan in Jordan.", "Jordan=Jordan"},
        {"The Bank of China lent France money.", "France=France"},
        {"درس في جامعة قطر ثم سافر إلى فرنسا", "فرنسا=فرنسا"},
    };
    CHECK(examples, SHB_STATE);
}

static void one_person_has_one_entity_in_every_case(void **state) {
    (void)state;
    static const char text[] =
        "Александра Петрова ждали. С Александром Петровым говорили. "
        "Александру Петрову звонили.";
    char got[2048];
    found(text, SHB_FIND_PATTERNS, SHB_PERSON, got, sizeof got);
    assert_string_equal(got, "Александра Петрова=Александр Петров; "
                             "Александром Петровым=Александр Петров; "
                             "Александру Петрову=Александр Петров");
}

static void gazetteer_only_finds_no_patterns(void **state) {
    (void)state;
    char got[256];
    found("Igor Petrenko met Donald Trump.", SHB_FIND_GAZETTEER, SHB_PERSON, got,
          sizeof got);
    assert_string_equal(got, "Donald Trump=Donald Trump");
}

/* Names without end, stops, digits, marks: nothing breaks, spans stay in the text. */
static void odd_texts(void **state) {
    (void)state;
    static const char *const texts[] = {
        "",
        " ",
        ".",
        "Mr",
        "Mr.",
        "J.",
        "J. J. J. J. J. J.",
        "John",
        "John ",
        "John John",
        "John John John John John John John John John John",
        "Президент",
        "В.",
        "В.В.",
        "Иван",
        "сказал",
        "сказал Я",
        "بن",
        "بن بن بن بن",
        "أبو",
        "عبد",
        "الرئيس",
        "قال",
        "محمد بن",
        "محمد بن بن محمد",
        "لل",
        "و",
        "University",
        "University of",
        "University of the",
        "партия «",
        "партия «»",
        "партия «А",
        "حزب \"",
        "جامعة",
        "John\xcc\x81 Smith\xcc\x81",
        "Джон\xcc\x81 Смит",
        "John-John-John",
        "O'Brien O'Brien",
        "Иванов-Иванов В.В.В.",
        "محمـــد أحمـــد",
        "John 3 Smith",
        "Sen. Rep. Gov. Gen.",
    };
    char got[4096];
    for (size_t i = 0; i < LENGTH(texts); i++)
        for (shb_type type = 0; type < SHB_N_TYPES; type++)
            found(texts[i], SHB_FIND_PATTERNS, type, got, sizeof got);
}

static void memory_runs_out(void **state) {
    (void)state;
    static const char text[] =
        "Igor Petrenko came. Petrenko left. Иваном Петровым довольны. "
        "وصل جون سبيكتر أمس. Bank of Ferndale closed.";
    shb_doc doc = {.id = {"t", 1}, .text = {text, sizeof text - 1}};
    shb_annotate_options options = SHB_ANNOTATE_OPTIONS_INIT;
    options.find = SHB_FIND_PATTERNS;
    shb_status st = SHB_ENOMEM;
    for (long n = 1; st != SHB_OK && n < 500; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_annotator *annotator = NULL;
        shb_annotation annotation;
        shb_alloc_fail_after(n, false);
        st = shb_annotator_new(&ctx, gazetteer, &options, &annotator);
        if (st == SHB_OK)
            st = shb_annotate(&ctx, annotator, &doc, &annotation);
        shb_alloc_fail_after(0, false);
        assert_true(st == SHB_OK || st == SHB_ENOMEM);
        if (st == SHB_OK)
            assert_true(annotation.n_mentions >= 5);
        shb_annotator_free(annotator);
    }
    assert_int_equal(st, SHB_OK);
}

/* ------------------------------------------------------------------------- name words */

static void name_words_have_their_flags(void **state) {
    (void)state;
    static char path[] = "/tmp/shabaka-words-XXXXXX";
    shb_ctx ctx = SHB_CTX_INIT;
    shb_name_words words = {NULL, 0, 0};
    shb_tokens scratch = SHB_TOKENS_INIT;
    uint64_t digest = 0;
    int fd = mkstemp(path);
    FILE *file = fdopen(fd, "w");
    fputs("anna\n-kern\n+Ольга\nمحمد", file);
    fclose(file);
    assert_int_equal(shb_name_words_load(&ctx, &words, &scratch, path, NAME_WORD,
                                         NAME_WORD | NAME_LAST, &digest),
                     SHB_OK);
    remove(path);
    assert_int_equal(words.count, 4);
    assert_true(digest != 0);
    static const struct {
        const char *word;
        unsigned flags;
    } expected[] = {
        {"Anna", NAME_WORD},
        {"Kern", NAME_WORD | NAME_LAST},
        {"ольга", NAME_WORD | NAME_GIVEN},
        {"محمد", NAME_WORD},
        {"Anne", 0},
        {"ann", 0},
    };
    for (size_t i = 0; i < LENGTH(expected); i++) {
        assert_int_equal(
            shb_tokenize(&ctx, &scratch, expected[i].word, strlen(expected[i].word)),
            SHB_OK);
        assert_int_equal(shb_name_word(&words, scratch.items[0].hash), expected[i].flags);
    }
    assert_int_equal(shb_name_words_load(&ctx, &words, &scratch, "/nowhere/x.txt",
                                         NAME_WORD, NAME_WORD, &digest),
                     SHB_EIO);
    shb_tokens_done(&scratch);
    shb_name_words_done(&words);
    shb_name_words_done(&words);
}

static void patronymics(void **state) {
    (void)state;
    static const struct {
        const char *word;
        bool is;
    } words[] = {{"Сергеевич", true}, {"Ивановичем", true}, {"Петровна", true},
                 {"Ильичом", true},   {"Иванов", false},    {"Петрова", false},
                 {"Евич", false}};
    shb_ctx ctx = SHB_CTX_INIT;
    shb_tokens tokens = SHB_TOKENS_INIT;
    for (size_t i = 0; i < LENGTH(words); i++) {
        assert_int_equal(
            shb_tokenize(&ctx, &tokens, words[i].word, strlen(words[i].word)), SHB_OK);
        assert_int_equal(shb_russian_patronymic(tokens.folded, tokens.items[0].length),
                         words[i].is);
    }
    shb_tokens_done(&tokens);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(english_persons),
        cmocka_unit_test(russian_persons),
        cmocka_unit_test(arabic_persons),
        cmocka_unit_test(organizations),
        cmocka_unit_test(states_inside_names_are_none),
        cmocka_unit_test(one_person_has_one_entity_in_every_case),
        cmocka_unit_test(gazetteer_only_finds_no_patterns),
        cmocka_unit_test(odd_texts),
        cmocka_unit_test(memory_runs_out),
        cmocka_unit_test(name_words_have_their_flags),
        cmocka_unit_test(patronymics),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
