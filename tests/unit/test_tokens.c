/* Folding and words. */
#include "unit.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "text/tokens.h"

static shb_tokens tokens = SHB_TOKENS_INIT;

static void split(const char *text) {
    shb_ctx ctx = SHB_CTX_INIT;
    assert_int_equal(shb_tokenize(&ctx, &tokens, text, strlen(text)), SHB_OK);
}

/* Pairs that are one word to the matcher. */
static void test_same_word(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"أردوغان", "اردوغان"},
        {"إيران", "ايران"},
        {"آسيا", "اسيا"},
        {"السيسي", "السيسى"},
        {"مسؤول", "مسوول"},
        {"رئيس", "رييس"},
        {"مُحَمَّد", "محمد"},
        {"الـصين", "الصين"},
        {"ﺭﻭﺳﻴﺎ", "روسيا"},
        {"گوگل", "غوغل"},
        {"پوتین", "بوتين"},
        {"Erdoğan", "erdogan"},
        {"Élysée", "elysee"},
        {"Straße", "strasse"},
        {"Ærø", "aero"},
        {"Łódź", "lodz"},
        {"Артём", "артем"},
        {"CША", "США"},
        {"U.S.", "US"},
        {"Nguyễn", "Nguyen"},
        {"٢٠٢٤", "2024"},
        {"Ho\xc2\xad"
         "me",
         "home"},
    };
    for (size_t i = 0; i < LENGTH(pairs); i++) {
        split(pairs[i][0]);
        assert_int_equal(tokens.count, 1);
        uint64_t hash = tokens.items[0].hash;
        split(pairs[i][1]);
        assert_int_equal(tokens.count, 1);
        if (hash != tokens.items[0].hash)
            fail_msg("'%s' and '%s' differ", pairs[i][0], pairs[i][1]);
    }
}

static void test_different_words(void **state) {
    (void)state;
    static const char *const pairs[][2] = {
        {"علي", "على"}, {"شي", "شيء"},     {"وحدة", "وحده"},  {"كييف", "كيف"},
        {"й", "и"},     {"أوبك+", "أوبك"}, {"تركيا", "تركي"}, {"G7", "G8"}};
    for (size_t i = 0; i < LENGTH(pairs); i++) {
        split(pairs[i][0]);
        uint64_t hash = tokens.items[0].hash;
        split(pairs[i][1]);
        if (hash == tokens.items[0].hash)
            fail_msg("'%s' and '%s' are one", pairs[i][0], pairs[i][1]);
    }
}

static void test_places_and_flags(void **state) {
    (void)state;
    const char *text =
        "The U.S., «НАТО» و\xd9\x80\"داعش\" met Iran's G7-team\nOPEC+ now. "
        "Fu'ad Qa\u2019ida\u2019s: She'll";
    static const struct {
        const char *word;
        uint8_t flags;
        shb_gap gap;
    } wanted[] = {
        {"The", TOKEN_CAPITAL | TOKEN_LATIN, GAP_LINE},
        {"U.S.", TOKEN_CAPITAL | TOKEN_CAPITALS | TOKEN_LATIN | TOKEN_DOTTED, GAP_SPACE},
        {"НАТО", TOKEN_CAPITAL | TOKEN_CAPITALS | TOKEN_CYRILLIC, GAP_COMMA},
        {"و\xd9\x80", TOKEN_ARABIC, GAP_QUOTE},
        {"داعش", TOKEN_ARABIC, GAP_QUOTE},
        {"met", TOKEN_LATIN, GAP_QUOTE},
        {"Iran", TOKEN_CAPITAL | TOKEN_LATIN, GAP_SPACE},
        {"s", TOKEN_LATIN, GAP_APOSTROPHE},
        {"G7", TOKEN_CAPITAL | TOKEN_CAPITALS | TOKEN_LATIN | TOKEN_DIGIT, GAP_SPACE},
        {"team", TOKEN_LATIN, GAP_HYPHEN},
        {"OPEC+", TOKEN_CAPITAL | TOKEN_CAPITALS | TOKEN_LATIN, GAP_LINE},
        {"now", TOKEN_LATIN, GAP_SPACE},
        {"Fu'ad", TOKEN_CAPITAL | TOKEN_LATIN, GAP_DOT},
        {"Qa\u2019ida", TOKEN_CAPITAL | TOKEN_LATIN, GAP_SPACE},
        {"s", TOKEN_LATIN, GAP_APOSTROPHE},
        {"She", TOKEN_CAPITAL | TOKEN_LATIN, GAP_OTHER},
        {"ll", TOKEN_LATIN, GAP_APOSTROPHE},
    };
    split(text);
    assert_int_equal(tokens.count, LENGTH(wanted));
    for (size_t i = 0; i < LENGTH(wanted); i++) {
        const shb_token *token = &tokens.items[i];
        char got[64];
        snprintf(got, sizeof got, "%.*s", (int)(token->end - token->start),
                 text + token->start);
        assert_string_equal(got, wanted[i].word);
        assert_int_equal(token->flags, wanted[i].flags);
        assert_int_equal(shb_token_gap(&tokens, i), wanted[i].gap);
    }
}

/* The path for blocks of ASCII finds what the path letter by letter finds: a letter of
 * another script every few characters keeps a text off the fast path. */
static void test_ascii_blocks_change_nothing(void **state) {
    (void)state;
    static const char letters[] = "abcXYZ019 .,-'+\n\"()  U.S. ";
    enum { SIZE = 600, RUNS = 300 };
    shb_tokens plain = SHB_TOKENS_INIT;
    shb_ctx ctx = SHB_CTX_INIT;
    srand(7);
    for (int run = 0; run < RUNS; run++) {
        char text[SIZE + 1], mixed[3 * SIZE];
        size_t place[SIZE + 1], n = 0;
        for (size_t i = 0; i < SIZE; i++)
            text[i] = letters[(size_t)rand() % (sizeof letters - 1)];
        text[SIZE] = '\0';
        /* A soft hyphen vanishes inside words; put one after every seventh letter, but
         * not behind an apostrophe, where the letters are counted. */
        for (size_t i = 0; i < SIZE; i++) {
            place[i] = n;
            mixed[n++] = text[i];
            bool letter = (text[i] >= 'a' && text[i] <= 'z') || text[i] == 'X';
            bool next = i + 1 < SIZE && text[i + 1] >= 'a' && text[i + 1] <= 'z';
            size_t back = i < 8 ? i : 8;
            bool counted = memchr(text + i - back, '\'', back) != NULL;
            if (letter && next && i % 2 == 0 && !counted) {
                mixed[n++] = (char)0xc2;
                mixed[n++] = (char)0xad;
            }
        }
        place[SIZE] = n;
        assert_int_equal(shb_tokenize(&ctx, &plain, text, SIZE), SHB_OK);
        assert_int_equal(shb_tokenize(&ctx, &tokens, mixed, n), SHB_OK);
        assert_int_equal(plain.count, tokens.count);
        for (size_t i = 0; i < plain.count; i++) {
            assert_int_equal(plain.items[i].hash, tokens.items[i].hash);
            assert_int_equal(plain.items[i].flags, tokens.items[i].flags);
            assert_int_equal(place[plain.items[i].start], tokens.items[i].start);
        }
    }
    shb_tokens_done(&plain);
}

static int finish(void **state) {
    (void)state;
    shb_tokens_done(&tokens);
    return 0;
}

/* Words in a long text are taken a block at a time, those of a short one letter by
 * letter: both must see the same. */
static void test_blocks_see_the_same_words(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "ال", "ص", "ين", "على", "ى", "أ",  "ُ",    "ـ",   "،",        "؟", "ي",
        "لل", "٣", "گ",  "Р",   "у", "сс", "кий", "ё",   "Ё",        "й", "ґ",
        "І",  "–", "«",  "»",   "’", "a",  "B",   "USA", "é",        "7", ".",
        "+",  "-", " ",  " ",   " ", " ",  "\n",  "中",  "\xc2\xad", "ь", "ﷺ"};
    uint32_t chance = 12345;
    for (int round = 0; round < 40000; round++) {
        char text[256] = "";
        size_t n = 0;
        while (n < 48) {
            chance = chance * 1664525 + 1013904223;
            const char *piece = pieces[(chance >> 8) % LENGTH(pieces)];
            memcpy(text + n, piece, strlen(piece));
            n += strlen(piece);
        }
        text[n] = '\0';
        split(text);
        shb_token alone[64];
        uint8_t letters[256];
        size_t count = tokens.count;
        assert_true(count <= LENGTH(alone));
        size_t used = 0;
        for (size_t i = 0; i < count; i++) {
            alone[i] = tokens.items[i];
            memcpy(letters + used, tokens.folded + alone[i].folded, alone[i].length);
            used += alone[i].length;
        }
        memset(text + n, ' ', 128);
        text[n + 128] = '\0';
        split(text);
        assert_int_equal(tokens.count, count);
        used = 0;
        for (size_t i = 0; i < count; i++) {
            const shb_token *token = &tokens.items[i];
            assert_true(token->hash == alone[i].hash);
            assert_int_equal(token->start, alone[i].start);
            assert_int_equal(token->end, alone[i].end);
            assert_int_equal(token->length, alone[i].length);
            assert_int_equal(token->flags, alone[i].flags);
            assert_memory_equal(letters + used, tokens.folded + token->folded,
                                token->length);
            used += token->length;
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_word),
        cmocka_unit_test(test_different_words),
        cmocka_unit_test(test_blocks_see_the_same_words),
        cmocka_unit_test(test_places_and_flags),
        cmocka_unit_test(test_ascii_blocks_change_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, finish);
}
