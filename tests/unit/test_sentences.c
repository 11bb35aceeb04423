/* Sentence bounds in three languages. */
#include "unit.h"

#include <stdlib.h>
#include <time.h>

#include "text/sentences.h"

/* A text and its sentences, parted by |. */
static const struct {
    const char *text, *sentences;
} rows[] = {
    /* any language */
    {"", ""},
    {"   \n\n\t ", ""},
    {"One. Two.", "One.|Two."},
    {"No stop at the end", "No stop at the end"},
    {"A headline\nThe first sentence. The second.\n",
     "A headline|The first sentence.|The second."},
    {"Windows lines\r\nare two.\r\n", "Windows lines|are two."},
    {"Line\xe2\x80\xa8separator", "Line|separator"},
    {"It rose 3.5 percent to 1,000.25. Good.", "It rose 3.5 percent to 1,000.25.|Good."},
    {"Really?! Yes!! Why? Because.", "Really?!|Yes!!|Why?|Because."},
    {"He waited... Then he left.", "He waited...|Then he left."},
    {"He waited\xe2\x80\xa6 Then he left.", "He waited\xe2\x80\xa6 Then he left."},
    {"Text (and so on .. with more) goes on. End.",
     "Text (and so on .. with more) goes on.|End."},
    {"First.. Second.", "First..|Second."},
    {"See example.com for more. End.", "See example.com for more.|End."},
    {"1. Point one\n2. Point two", "1. Point one|2. Point two"},
    {"He said \"Go.\" Then he went.", "He said \"Go.\"|Then he went."},
    {"\xe2\x80\x9cGo!\xe2\x80\x9d Smith left.",
     "\xe2\x80\x9cGo!\xe2\x80\x9d|Smith left."},
    {"\xe2\x80\x9cGo?\xe2\x80\x9d he asked. End.",
     "\xe2\x80\x9cGo?\xe2\x80\x9d he asked.|End."},
    /* English */
    {"Mr. Smith met Dr. Jones. They spoke.", "Mr. Smith met Dr. Jones.|They spoke."},
    {"The U.S. Senate met. It rose.", "The U.S. Senate met.|It rose."},
    {"He left the U.S. The Senate met.", "He left the U.S.|The Senate met."},
    {"He left the US. Washington was calm.", "He left the US.|Washington was calm."},
    {"Nobody told us. Paris waited.", "Nobody told us.|Paris waited."},
    {"He wrote so on X. Kyiv agreed.", "He wrote so on X.|Kyiv agreed."},
    {"There is a plan B. The minister knows.", "There is a plan B.|The minister knows."},
    {"Francis X. Suarez spoke. It rained.", "Francis X. Suarez spoke.|It rained."},
    {"J. K. Rowling wrote. She left.", "J. K. Rowling wrote.|She left."},
    {"George W. Bush spoke. OK.", "George W. Bush spoke.|OK."},
    {"It opens at 5 p.m. ET on Monday. Come.", "It opens at 5 p.m. ET on Monday.|Come."},
    {"On Oct. 4 it rained. On Nov. 5 not.", "On Oct. 4 it rained.|On Nov. 5 not."},
    {"Apple Inc. said so. Fine.", "Apple Inc. said so.|Fine."},
    {"Gen. Mark Milley and Sen. John McCain met. End.",
     "Gen. Mark Milley and Sen. John McCain met.|End."},
    /* Russian */
    {"В 2016 г. Китай вырос. Это много.", "В 2016 г. Китай вырос.|Это много."},
    {"Он живёт в г. Москва. Там холодно.", "Он живёт в г. Москва.|Там холодно."},
    {"Завод им. Ленина закрыт. Да.", "Завод им. Ленина закрыт.|Да."},
    {"А. С. Пушкин писал. Его читали.", "А. С. Пушкин писал.|Его читали."},
    {"Он назвал его А. Но тот молчал.", "Он назвал его А.|Но тот молчал."},
    {"Дж. Байден приехал. Его ждали.", "Дж. Байден приехал.|Его ждали."},
    {"Цена 5 тыс. руб. за штуку. Дорого.", "Цена 5 тыс. руб. за штуку.|Дорого."},
    {"«Кто там?» — спросил он. Тишина.", "«Кто там?» — спросил он.|Тишина."},
    {"«Уходи!» Он ушёл.", "«Уходи!»|Он ушёл."},
    /* Arabic */
    {"وصل الوفد اليوم. وغادر غدا.", "وصل الوفد اليوم.|وغادر غدا."},
    {"هل وصل؟ نعم وصل.", "هل وصل؟|نعم وصل."},
    {"قال د. محمد علي ذلك. ثم خرج.", "قال د. محمد علي ذلك.|ثم خرج."},
    {"ولد عام 2015م. ثم سافر.", "ولد عام 2015م.|ثم سافر."},
    {"كان ذلك عام 1436هـ. ثم انتهى.", "كان ذلك عام 1436هـ.|ثم انتهى."},
    {"شكر الوزير؛ ثم غادر: إلى بيته.", "شكر الوزير؛ ثم غادر: إلى بيته."},
    {"قال أيضًا. ثم سكت.", "قال أيضًا.|ثم سكت."},
    {"«انتهى الأمر.» ثم خرج.", "«انتهى الأمر.»|ثم خرج."},
};

/* Lines broken at a width, and lines that only look so. */
static const struct {
    const char *text, *sentences;
} wrapped[] = {
    {"The President of Russia Vladimir Putin met\nthe President of China Xi Jinping in\n"
     "Moscow on Monday.\n",
     "The President of Russia Vladimir Putin met\nthe President of China Xi Jinping in\n"
     "Moscow on Monday."},
    /* a headline stops short; sentences end in a line; an abbreviation at a line's end */
    {"Talks in Moscow\nThe President of Russia met on Monday with\nthe President of "
     "China. "
     "They spoke of the\ntrade between both of them and of what Mr.\nSmith wants. It "
     "rained "
     "all of that evening.\nThe end",
     "Talks in Moscow|The President of Russia met on Monday with\nthe President of "
     "China.|"
     "They spoke of the\ntrade between both of them and of what Mr.\nSmith wants.|It "
     "rained "
     "all of that evening.|The end"},
    /* paragraphs by empty lines, Windows lines, Russian */
    {"Президент России Владимир Путин\r\nвстретился вчера с президентом\r\nКитая в "
     "столице России. "
     "Они\r\nговорили.\r\n\r\nЗаголовок\r\n",
     "Президент России Владимир Путин\r\nвстретился вчера с президентом\r\n"
     "Китая в столице России.|Они\r\nговорили.|Заголовок"},
    /* Arabic has no small letters */
    {"التقى الرئيس الروسي فلاديمير بوتين اليوم\nالرئيس الصيني شي جين بينغ في العاصمة\n"
     "الروسية موسكو وبحثا سبل التعاون بين\nالبلدين. ثم غادر.",
     "التقى الرئيس الروسي فلاديمير بوتين اليوم\nالرئيس الصيني شي جين بينغ في العاصمة\n"
     "الروسية موسكو وبحثا سبل التعاون بين\nالبلدين.|ثم غادر."},
    /* items of a list in a wrapped text */
    {"The leaders agreed on Monday about these three\npoints, which all of them had "
     "signed "
     "before:\n- more of the trade between the two countries\n- an end of all the visas "
     "for "
     "the two countries\nand nothing else of what had been talked about\nbefore.",
     "The leaders agreed on Monday about these three\npoints, which all of them had "
     "signed "
     "before:|- more of the trade between the two countries|- an end of all the visas "
     "for "
     "the two countries\nand nothing else of what had been talked about\nbefore."},
    /* headlines, one a line */
    {"Putin meets Xi Jinping in Moscow on Monday\nBiden goes to Tokyo for talks on "
     "trade\n"
     "Macron wants new elections in the spring\nScholz says no",
     "Putin meets Xi Jinping in Moscow on Monday|Biden goes to Tokyo for talks on trade|"
     "Macron wants new elections in the spring|Scholz says no"},
    /* one sentence a line, the stops left out */
    {"the president met him\nthey spoke of the long war and of all the trade that both "
     "want\nhe left\nthe talks go on next week in some other place than this",
     "the president met him|they spoke of the long war and of all the trade that both "
     "want|he left|the talks go on next week in some other place than this"},
    /* paragraphs of one line each */
    {"The president met him on Monday in the town.\nthey spoke of the war and of the "
     "trade.\n"
     "he left the town on the day after that one.",
     "The president met him on Monday in the town.|they spoke of the war and of the "
     "trade.|"
     "he left the town on the day after that one."},
    /* verse */
    {"قفا نبك من ذكرى\nحبيب ومنزل\nبسقط اللوى بين\nالدخول فحومل",
     "قفا نبك من ذكرى|حبيب ومنزل|بسقط اللوى بين|الدخول فحومل"},
};

static void split_to(const char *text, shb_sentences *sentences, char *got, size_t size) {
    shb_ctx ctx = SHB_CTX_INIT;
    size_t used = 0;
    got[0] = '\0';
    assert_int_equal(shb_split_sentences(&ctx, sentences, text, strlen(text)), SHB_OK);
    for (size_t k = 0; k < sentences->count; k++)
        used +=
            (size_t)snprintf(got + used, size - used, "%s%.*s", k ? "|" : "",
                             (int)(sentences->items[k].end - sentences->items[k].start),
                             text + sentences->items[k].start);
}

static void test_wrapped(void **state) {
    (void)state;
    shb_sentences sentences = SHB_SENTENCES_INIT;
    char got[1024];
    for (size_t i = 0; i < LENGTH(wrapped); i++) {
        split_to(wrapped[i].text, &sentences, got, sizeof got);
        assert_string_equal(got, wrapped[i].sentences);
    }
    /* Paragraphs: by empty lines and by lines that stop short. */
    split_to(wrapped[1].text, &sentences, got, sizeof got);
    static const uint32_t paragraphs[] = {0, 1, 1, 1, 1, 2};
    for (size_t k = 0; k < sentences.count; k++)
        assert_int_equal(sentences.items[k].paragraph, paragraphs[k]);
    shb_sentences_done(&sentences);
}

static void test_rows(void **state) {
    (void)state;
    shb_sentences sentences = SHB_SENTENCES_INIT;
    char got[1024];
    for (size_t i = 0; i < LENGTH(rows); i++) {
        split_to(rows[i].text, &sentences, got, sizeof got);
        assert_string_equal(got, rows[i].sentences);
    }
    shb_sentences_done(&sentences);
}

static void test_paragraphs(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_sentences sentences = SHB_SENTENCES_INIT;
    const char *text = "Head\n\nOne. Two.\nThree.";
    static const uint32_t paragraphs[] = {0, 1, 1, 2};
    assert_int_equal(shb_split_sentences(&ctx, &sentences, text, strlen(text)), SHB_OK);
    assert_int_equal(sentences.count, LENGTH(paragraphs));
    for (size_t i = 0; i < LENGTH(paragraphs); i++)
        assert_int_equal(sentences.items[i].paragraph, paragraphs[i]);
    shb_sentences_done(&sentences);
}

/* Patterns that would be quadratic if a decision looked as far as it could. */
static void test_no_text_takes_long(void **state) {
    (void)state;
    static const char *const pieces[] = {"a.",  ". ", "x",         "\" ",
                                         "(..", "!?", "\xd8\xaf.", "\xe2\x80\x80"};
    enum { SIZE = 3000000 };
    shb_ctx ctx = SHB_CTX_INIT;
    shb_sentences sentences = SHB_SENTENCES_INIT;
    char *text = malloc(SIZE + 8);
    for (size_t p = 0; p < LENGTH(pieces); p++) {
        size_t n = 0, len = strlen(pieces[p]);
        while (n < SIZE) {
            memcpy(text + n, pieces[p], len);
            n += len;
        }
        clock_t start = clock();
        assert_int_equal(shb_split_sentences(&ctx, &sentences, text, n), SHB_OK);
        /* Quadratic would be minutes; sanitizers and valgrind have room. */
        assert_true((double)(clock() - start) / CLOCKS_PER_SEC < 20);
        for (size_t i = 0; i < sentences.count; i++)
            assert_true(sentences.items[i].end - sentences.items[i].start <=
                        SHB_SENTENCE_LIMIT);
    }
    free(text);
    shb_sentences_done(&sentences);
}

static void test_long_run_is_cut_at_a_space(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_sentences sentences = SHB_SENTENCES_INIT;
    size_t n = SHB_SENTENCE_LIMIT * 5 / 2;
    char *text = malloc(n);
    for (size_t i = 0; i < n; i++)
        text[i] = i % 7 == 6 ? ' ' : 'x';
    assert_int_equal(shb_split_sentences(&ctx, &sentences, text, n), SHB_OK);
    assert_int_equal(sentences.count, 3);
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(text[sentences.items[i].end], ' ');
    free(text);
    shb_sentences_done(&sentences);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_wrapped),
        cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_no_text_takes_long),
        cmocka_unit_test(test_long_run_is_cut_at_a_space),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
