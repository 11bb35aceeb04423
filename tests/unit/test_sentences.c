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

static void test_rows(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_sentences sentences = SHB_SENTENCES_INIT;
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char got[1024] = "";
        size_t used = 0;
        assert_int_equal(
            shb_split_sentences(&ctx, &sentences, rows[i].text, strlen(rows[i].text)),
            SHB_OK);
        for (size_t k = 0; k < sentences.count; k++)
            used +=
                (size_t)snprintf(got + used, sizeof got - used, "%s%.*s", k ? "|" : "",
                                 (int)(sentences.items[k].end - sentences.items[k].start),
                                 rows[i].text + sentences.items[k].start);
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
        cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_no_text_takes_long),
        cmocka_unit_test(test_long_run_is_cut_at_a_space),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
