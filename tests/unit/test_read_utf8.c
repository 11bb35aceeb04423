#include "test_read_support.h"

#include "base/utf8.h"
#include "read/utf8_check.h"

static size_t by_character(const char *data, size_t len) {
    for (size_t at = 0; at < len;) {
        size_t from = at;
        if (shb_utf8_next(data, len, &at) == SHB_BAD_CHAR)
            return from;
    }
    return len;
}

static void same_everywhere(const char *data, size_t len) {
    size_t wanted = by_character(data, len);
    assert_int_equal(shb_utf8_valid(data, len), wanted);
    assert_int_equal(shb_utf8_valid_portable(data, len), wanted);
}

static void test_plain(void **state) {
    (void)state;
    assert_int_equal(shb_utf8_valid("", 0), 0);
    assert_int_equal(shb_utf8_valid(ENDED_BY("abc")), 3);
    assert_int_equal(shb_utf8_valid(ENDED_BY("سلام мир \xf0\x9f\x98\x80")), 20);
    assert_int_equal(shb_utf8_valid(ENDED_BY("ab\xc0\x80")), 2);
    assert_int_equal(shb_utf8_valid(ENDED_BY("ab\xed\xa0\x80")), 2);
    assert_int_equal(shb_utf8_valid(ENDED_BY("ab\xf4\x90\x80\x80")), 2);
    assert_int_equal(shb_utf8_valid(ENDED_BY("abc\xd8")), 3);
}

/* All sequences of four bytes that matter, at places around the borders of blocks. */
static void test_all_sequences(void **state) {
    (void)state;
    static const unsigned char bytes[] = {0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f,
                                          0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1,
                                          0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff};
    static const size_t places[] = {0, 11, 12, 13, 14, 15, 16, 1020, 1021, 1022, 1023};
    enum { N = sizeof bytes };
    char data[1060];
    for (size_t p = 0; p < sizeof places / sizeof *places; p++) {
        memset(data, 'x', sizeof data);
        for (size_t i = 0; i < N * N * N * N; i++) {
            char *at = data + places[p];
            at[0] = (char)bytes[i % N];
            at[1] = (char)bytes[i / N % N];
            at[2] = (char)bytes[i / N / N % N];
            at[3] = (char)bytes[i / N / N / N];
            size_t from = places[p] > 32 ? 1000 : 0;
            if (places[p] > 32 && i % 16)
                continue;
            same_everywhere(data, places[p] + 4);
            same_everywhere(data + from, places[p] + 20 - from);
        }
    }
}

static void test_far_away(void **state) {
    (void)state;
    enum { LEN = 5000 };
    char data[LEN];
    for (size_t i = 0; i + 1 < LEN; i += 2)
        memcpy(data + i, "\xd8\xb4", 2);
    for (size_t bad = 0; bad < LEN; bad += 7) {
        char kept = data[bad];
        data[bad] = (char)0xff;
        assert_int_equal(shb_utf8_valid(data, LEN), bad & ~(size_t)1);
        data[bad] = kept;
    }
    assert_int_equal(shb_utf8_valid(data, LEN), LEN);
    assert_int_equal(shb_utf8_valid(data, LEN - 1), LEN - 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_all_sequences),
        cmocka_unit_test(test_far_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
