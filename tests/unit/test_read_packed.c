/* gzip and zstd: every way in which such a file may be broken is found. */
#include "test_read_support.h"

static run r;

static void test_gzip(void **state) {
    (void)state;
    put_gzip("a.txt.gz", ENDED_BY("hello"));
    put_gzip("b.jsonl.gz", ENDED_BY("{\"text\": \"one\"}\n{\"text\": \"two\"}\n"));
    put_gzip("c.csv", ENDED_BY("text\nthree\n")); /* by content, not by name */
    put_gzip("d.gz", "", 0);
    const char *paths[] = {"a.txt.gz", "b.jsonl.gz", "c.csv", "d.gz"};
    read_paths(&r, NULL, 4, paths);
    assert_string_equal(r.docs,
                        "a.txt.gz|||hello\nb.jsonl.gz#1|||one\nb.jsonl.gz#2|||two\n"
                        "c.csv#2|||three\n");
    assert_string_equal(r.notices, "");
    assert_int_equal(r.totals.files, 4);
}

static void test_members(void **state) {
    (void)state;
    unsigned char packed[1000];
    size_t n = gzip_member("one ", 4, packed, 500);
    n += gzip_member("", 0, packed + n, 500);
    n += gzip_member("two", 3, packed + n, 300);
    put_file("a.gz", (char *)packed, n);
    read_path(&r, NULL, "a.gz");
    assert_string_equal(r.docs, "a.gz|||one two\n");
    memset(packed + n, 0, 100); /* padding, as on tapes */
    put_file("a.gz", (char *)packed, n + 100);
    read_path(&r, NULL, "a.gz");
    assert_string_equal(r.docs, "a.gz|||one two\n");
    assert_string_equal(r.notices, "");
    packed[n + 50] = 'x';
    put_file("a.gz", (char *)packed, n + 100);
    read_path(&r, NULL, "a.gz");
    assert_string_equal(r.docs, "");
    assert_has(r.notices, "other bytes after the end");
    packed[n] = 0x1f;
    put_file("a.gz", (char *)packed, n + 20);
    read_path(&r, NULL, "a.gz");
    assert_string_equal(r.docs, "");
    assert_has(r.notices, "other bytes after the end");
}

static void cut_everywhere(const char *path, const unsigned char *packed, size_t n) {
    for (size_t cut = 0; cut <= n; cut++) {
        put_file(path, (const char *)packed, cut);
        read_path(&r, NULL, path);
        assert_int_equal(r.status, SHB_OK);
        if (cut == n)
            assert_string_equal(r.notices, "");
        else if (cut > 4)
            assert_has(r.notices, "is cut off: get it again");
        if (cut > 4 && cut < n)
            assert_int_equal(r.totals.skipped_files, 1);
    }
    assert_int_equal(r.totals.documents, 2);
}

static const char two_records[] = "{\"text\": \"one\"}\n{\"text\": \"two\"}\n";

static void test_cut_off(void **state) {
    (void)state;
    unsigned char packed[500];
    size_t n = gzip_member(two_records, sizeof two_records - 1, packed, sizeof packed);
    cut_everywhere("a.jsonl", packed, n);
    n = ZSTD_compress(packed, sizeof packed, two_records, sizeof two_records - 1, 3);
    assert_false(ZSTD_isError(n));
    cut_everywhere("a.jsonl", packed, n);
}

/* Every changed bit of the data is found by the checksum, but for a few that only fill up
 * the last byte. */
static void test_damaged(void **state) {
    (void)state;
    unsigned char packed[500];
    size_t n = gzip_member(two_records, sizeof two_records - 1, packed, sizeof packed);
    char whole[100];
    int kept = 0;
    snprintf(whole, sizeof whole, "a.txt|||%s\n", two_records);
    for (size_t at = 10; at < n; at++) {
        for (int bit = 0; bit < 8; bit++) {
            packed[at] ^= (unsigned char)(1 << bit);
            put_file("a.txt", (char *)packed, n);
            read_path(&r, NULL, "a.txt");
            if (r.docs[0])
                assert_string_equal(r.docs, whole);
            kept += r.docs[0] != '\0';
            assert_int_equal(r.totals.skipped_files + r.totals.documents, 1);
            packed[at] ^= (unsigned char)(1 << bit);
        }
    }
    assert_true(kept < 8);
}

static void test_records_before_the_fault(void **state) {
    (void)state;
    enum { RECORDS = 50000 };
    char *file = malloc(RECORDS * 64), *p = file;
    for (int i = 0; i < RECORDS; i++)
        p += sprintf(p, "{\"id\": %d, \"text\": \"%d\"}\n", i, i * 7919 % 10007);
    size_t len = (size_t)(p - file);
    unsigned char *packed = malloc(len);
    size_t n = gzip_member(file, len, packed, len);
    put_file("a.jsonl.gz", (char *)packed, n / 2);
    shb_ctx ctx = SHB_CTX_INIT;
    shb_reader *reader = NULL;
    const char *path = "a.jsonl.gz";
    bool done = false;
    shb_doc doc;
    assert_int_equal(shb_reader_open(&ctx, &path, 1, NULL, &reader), SHB_OK);
    while (!done)
        assert_int_equal(shb_reader_next(&ctx, reader, &doc, &done), SHB_OK);
    const shb_read_totals *totals = shb_reader_totals(reader);
    assert_true(totals->documents > RECORDS / 3 && totals->documents < RECORDS);
    assert_int_equal(totals->skipped_files, 1);
    assert_int_equal(totals->skipped_records, 0);
    assert_int_equal(totals->files, 1);
    shb_reader_free(reader);
    put_file("a.txt.gz", (char *)packed, n / 2); /* of a text nothing is left */
    read_path(&r, NULL, "a.txt.gz");
    assert_string_equal(r.docs, "");
    shb_read_options strict = SHB_READ_OPTIONS_INIT;
    strict.strict = true;
    read_path(&r, &strict, "a.txt.gz");
    assert_int_equal(r.status, SHB_ESYNTAX);
    assert_int_equal(r.err.byte, n / 2);
    free(packed);
    free(file);
}

static void test_zstd(void **state) {
    (void)state;
    unsigned char packed[500];
    size_t n = ZSTD_compress(packed, 200, "one ", 4, 3);
    n += ZSTD_compress(packed + n, 200, "two", 3, 3);
    put_file("a.txt.zst", (char *)packed, n);
    read_path(&r, NULL, "a.txt.zst");
    assert_string_equal(r.docs, "a.txt.zst|||one two\n");
    memcpy(packed + n, "junk!", 5);
    put_file("a.txt.zst", (char *)packed, n + 5);
    read_path(&r, NULL, "a.txt.zst");
    assert_string_equal(r.docs, "");
    assert_has(r.notices, "other bytes after the end of the compressed data");
    static const char wide[] = "\x28\xb5\x2f\xfd\x00\xa8xxxxxxxx"; /* window of 2 GiB */
    put_file("a.txt.zst", wide, sizeof wide - 1);
    read_path(&r, NULL, "a.txt.zst");
    assert_has(r.notices, "needs more than 128 MiB to unpack");
}

static void test_bomb(void **state) {
    (void)state;
    enum { PIECE = 1 << 20, PIECES = 200 };
    char *spaces = malloc(PIECE);
    memset(spaces, ' ', PIECE);
    ZSTD_CCtx *z = ZSTD_createCCtx();
    char *packed = malloc(PIECE);
    ZSTD_outBuffer out = {packed, PIECE, 0};
    for (int i = 0; i < PIECES; i++) {
        ZSTD_inBuffer in = {spaces, PIECE, 0};
        while (in.pos < in.size)
            assert_false(
                ZSTD_isError(ZSTD_compressStream2(z, &out, &in, ZSTD_e_continue)));
    }
    ZSTD_inBuffer none = {NULL, 0, 0};
    assert_int_equal(ZSTD_compressStream2(z, &out, &none, ZSTD_e_end), 0);
    put_file("a.txt", packed, out.pos);
    ZSTD_freeCCtx(z);
    free(packed);
    free(spaces);
    read_path(&r, NULL, "a.txt");
    assert_string_equal(r.docs, "");
    assert_has(r.notices, "unpacks to more than 2000 times its size");
}

static void test_twice(void **state) {
    (void)state;
    unsigned char packed[500], again[1000];
    size_t n = gzip_member("text", 4, packed, sizeof packed);
    put_file("a.gz.gz", (char *)again, gzip_member(packed, n, again, sizeof again));
    read_path(&r, NULL, "a.gz.gz");
    assert_has(r.notices, "is compressed twice");
}

#define IN_FOLDER(test)                                                                  \
    cmocka_unit_test_setup_teardown(test, enter_test_folder, leave_test_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_gzip),
        IN_FOLDER(test_members),
        IN_FOLDER(test_cut_off),
        IN_FOLDER(test_damaged),
        IN_FOLDER(test_records_before_the_fault),
        IN_FOLDER(test_zstd),
        IN_FOLDER(test_bomb),
        IN_FOLDER(test_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
