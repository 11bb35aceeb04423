/* Paths, plain text, compression, encodings, kinds of files, and what is told of them. */
#include "test_read_support.h"

#include <fcntl.h>
#include <pthread.h>

#include "base/alloc.h"

static run r;

static void test_nothing(void **state) {
    (void)state;
    read_paths(&r, NULL, 0, NULL);
    assert_int_equal(r.status, SHB_OK);
    assert_string_equal(r.docs, "");
    put_text("empty.txt", "");
    read_path(&r, NULL, "empty.txt");
    assert_string_equal(r.docs, "");
    assert_string_equal(r.notices, "");
    assert_int_equal(r.totals.files, 1);
    assert_int_equal(r.totals.documents, 0);
    put_file("bom.txt", ENDED_BY("\xef\xbb\xbf"));
    read_path(&r, NULL, "bom.txt");
    assert_string_equal(r.docs, "");
    assert_string_equal(r.notices, "");
    shb_reader_free(NULL);
}

static void test_missing(void **state) {
    (void)state;
    put_text("a.txt", "a");
    const char *paths[] = {"a.txt", "gone.txt"};
    read_paths(&r, NULL, 2, paths);
    assert_int_equal(r.status, SHB_ENOTFOUND);
    assert_string_equal(r.err.file, "gone.txt");
    assert_string_equal(r.docs, "");
    read_path(&r, NULL, "a.txt/b");
    assert_int_equal(r.status, SHB_ENOTFOUND);
    read_path(&r, NULL, "");
    assert_int_equal(r.status, SHB_ENOTFOUND);
    assert_int_equal(symlink("nowhere", "dangling"), 0);
    read_path(&r, NULL, "dangling");
    assert_int_equal(r.status, SHB_ENOTFOUND);
}

static void test_text_as_it_is(void **state) {
    (void)state;
    put_file("2024-10-22.txt", ENDED_BY("\xef\xbb\xbfone\r\nдва\n"));
    read_path(&r, NULL, "2024-10-22.txt");
    assert_string_equal(r.docs, "2024-10-22.txt|2024-10-22||one\r\nдва\n\n");
    assert_int_equal(r.totals.bytes, 12);
}

static void test_folders(void **state) {
    (void)state;
    assert_int_equal(mkdir("f", 0777) | mkdir("f/b", 0777) | mkdir("f/B", 0777), 0);
    put_text("f/z.txt", "z");
    put_text("f/b/1.txt", "b1");
    put_text("f/b/10.txt", "b10");
    put_text("f/b/2.txt", "b2");
    put_text("f/B/x", "Bx");
    put_text("f/.hidden", "no");
    put_text("f/b.txt", "b");
    put_text("e.txt", "e");
    const char *paths[] = {"f/", "e.txt"};
    read_paths(&r, NULL, 2, paths);
    assert_string_equal(r.docs,
                        "e.txt|||e\nf/B/x|||Bx\nf/b/1.txt|||b1\nf/b/10.txt|||b10\n"
                        "f/b/2.txt|||b2\nf/b.txt|||b\nf/z.txt|||z\n");
    assert_string_equal(r.notices, "");
    assert_int_equal(r.totals.files, 7);
}

static void test_reached_twice(void **state) {
    (void)state;
    assert_int_equal(mkdir("f", 0777) | mkdir("f/g", 0777), 0);
    put_text("f/a.txt", "a");
    put_text("f/g/b.txt", "b");
    assert_int_equal(link("f/a.txt", "hard.txt"), 0);
    const char *paths[] = {"f/g", "f", "hard.txt", "f/a.txt", "f/g"};
    read_paths(&r, NULL, 5, paths);
    assert_string_equal(r.docs, "f/a.txt|||a\nf/g/b.txt|||b\n");
    assert_has(r.notices,
               "warning f/a.txt:0:0 a file that was reached before: read once");
    assert_has(r.notices,
               "warning hard.txt:0:0 a file that was reached before: read once");
    assert_has(r.notices, "warning f/g:0:0 a folder that was reached before: read once");
    assert_int_equal(r.totals.skipped_files, 0);
}

static void test_links_and_pipes_in_folders(void **state) {
    (void)state;
    assert_int_equal(mkdir("f", 0777), 0);
    put_text("t.txt", "t");
    put_text("f/z.txt", "z");
    assert_int_equal(symlink("../t.txt", "f/link"), 0);
    assert_int_equal(symlink("..", "f/loop"), 0);
    assert_int_equal(mkfifo("f/pipe", 0666), 0);
    read_path(&r, NULL, "f");
    assert_string_equal(r.docs, "f/z.txt|||z\n");
    assert_has(r.notices, "skipped f/link:0:0 links in folders are not followed");
    assert_has(r.notices, "skipped f/loop:0:0 links in folders are not followed");
    assert_has(r.notices, "skipped f/pipe:0:0 is neither a file nor a folder");
    assert_int_equal(r.totals.skipped_files, 3);
    read_path(&r, NULL, "f/link");
    assert_string_equal(r.docs, "f/link|||t\n");
    shb_read_options strict = SHB_READ_OPTIONS_INIT;
    strict.strict = true;
    read_path(&r, &strict, "f");
    assert_int_equal(r.status, SHB_EIO);
    assert_string_equal(r.err.file, "f/link");
}

static void test_unreadable(void **state) {
    (void)state;
    bool root = geteuid() == 0; /* who could read everything */
    if (root) {
        assert_int_equal(chmod(".", 0777), 0);
        assert_int_equal(seteuid(65534), 0);
    }
    assert_int_equal(mkdir("f", 0777) | mkdir("f/shut", 0), 0);
    put_text("f/a.txt", "a");
    put_text("f/b.txt", "b");
    assert_int_equal(chmod("f/a.txt", 0), 0);
    read_path(&r, NULL, "f");
    if (root)
        assert_int_equal(seteuid(0), 0);
    assert_int_equal(chmod("f/shut", 0700), 0); /* so that it can be removed */
    assert_string_equal(r.docs, "f/b.txt|||b\n");
    assert_has(r.notices, "skipped f/a.txt:0:0 cannot be opened: ");
    assert_has(r.notices, "skipped f/shut:0:0 cannot be opened: ");
    assert_int_equal(r.totals.skipped_files, 2);
}

static void test_names_that_are_no_text(void **state) {
    (void)state;
    assert_int_equal(mkdir("f", 0777), 0);
    put_text("f/caf\xe9.txt", "a");
    read_path(&r, NULL, "f");
    assert_string_equal(r.docs, "f/caf\\xe9.txt|||a\n");
}

typedef struct feed {
    const char *path, *text;
} feed;

static void *feed_pipe(void *user) {
    const feed *f = user;
    int fd = open(f->path, O_WRONLY);
    for (const char *p = f->text; *p; p++)
        if (write(fd, p, 1) != 1)
            break;
    close(fd);
    return NULL;
}

static void read_pipe(const char *path, const char *text) {
    pthread_t thread;
    feed f = {path, text};
    assert_int_equal(mkfifo(path, 0666), 0);
    assert_int_equal(pthread_create(&thread, NULL, feed_pipe, &f), 0);
    read_path(&r, NULL, path);
    pthread_join(thread, NULL);
    assert_int_equal(unlink(path), 0);
}

static void test_pipes(void **state) {
    (void)state;
    read_pipe("p", "plain text\n");
    assert_string_equal(r.docs, "p|||plain text\n\n");
    read_pipe("p", "\n \n{\"text\": \"one\"}\n{\"text\": \"two\"}\n");
    assert_string_equal(r.docs, "p#3|||one\np#4|||two\n");
    read_pipe("p", "{ this is prose }\n");
    assert_string_equal(r.docs, "p|||{ this is prose }\n\n");
    read_pipe("p", "{\"a\": \"no text field\"}");
    assert_string_equal(r.docs, "p|||{\"a\": \"no text field\"}\n");
    read_pipe("p.csv", "id,text\n7,seven\n");
    assert_string_equal(r.docs, "7|||seven\n");
    read_pipe("p", "\xef\xbb\xbfmarked");
    assert_string_equal(r.docs, "p|||marked\n");
    read_pipe("p", "");
    assert_string_equal(r.docs, "");
}

static void test_standard_input(void **state) {
    (void)state;
    int kept = dup(STDIN_FILENO);
    put_text("a.txt", "first");
    put_text("in", "{\"text\": \"last\"}\n");
    int fd = open("in", O_RDONLY);
    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    close(fd);
    const char *paths[] = {"-", "a.txt"};
    read_paths(&r, NULL, 2, paths);
    assert_string_equal(r.docs, "a.txt|||first\n-#1|||last\n");
    close(STDIN_FILENO);
    read_paths(&r, NULL, 2, paths);
    assert_string_equal(r.docs, "a.txt|||first\n");
    assert_has(r.notices, "skipped -:0:0 cannot be opened: ");
    dup2(kept, STDIN_FILENO);
    close(kept);
}

static void test_devices(void **state) {
    (void)state;
    read_path(&r, NULL, "/dev/null");
    assert_string_equal(r.notices, "");
    read_path(&r, NULL, "/dev/zero");
    assert_has(r.notices, "skipped /dev/zero:0:0 holds NUL bytes");
}

static void test_kinds(void **state) {
    (void)state;
    static const struct {
        const char *data;
        size_t len;
        const char *told;
    } cases[] = {
        {ENDED_BY("%PDF-1.7\n%"),
         "is a PDF document, no text: make text of it first with pdftotext"},
        {ENDED_BY("\x89PNG\r\n\x1a\n"), "is a PNG picture, no text"},
        {ENDED_BY("\xff\xd8\xff\xe0\0\x10JFIF"), "is a JPEG picture"},
        {ENDED_BY("GIF89a\x01\0\x01\0"), "is a GIF picture"},
        {ENDED_BY("\x7f"
                  "ELF\x02\x01\x01\0"),
         "is a program"},
        {ENDED_BY("SQLite format 3\0\x10"), "is an SQLite database"},
        {ENDED_BY("PK\x03\x04\x14\0\x06\0\x08\0"
                  "12345678901234567890"
                  "[Content_Types].xml"),
         "Office document, no text: make text of it first with pandoc"},
        {ENDED_BY("PK\x03\x04\x14\0\x06\0\x08\0"
                  "1234567890"),
         "is a ZIP archive"},
        {ENDED_BY("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0"), "catdoc or antiword"},
        {ENDED_BY("\n <!DOCTYPE HTML><p>x"),
         "is a web page (HTML), no text: make text of it first with w3m"},
        {ENDED_BY("<html>"), "is a web page"},
        {ENDED_BY("\xef\xbb\xbf<HTML lang"), "is a web page"},
        {ENDED_BY("<?xml version='1.0'?>\n<html xmlns="), "is a web page"},
        {ENDED_BY("<?xml version='1.0'?>\n<graphml xmlns="),
         "is a network (GraphML), no text"},
        {ENDED_BY("<?xml version='1.0'?>\n<!-- x --><gexf "), "is a network (GEXF)"},
        {ENDED_BY("<?xml version='1.0'?><svg "), "is a picture (SVG)"},
        {ENDED_BY("{\"directed\":false,\"multigraph\":false"), "is a network (JSON)"},
        {ENDED_BY("*Vertices 3\n1 \"a\""), "is a network (Pajek)"},
        {ENDED_BY("BZh91AY&SY\x01\x02"), "is compressed with bzip2"},
        {ENDED_BY("\xfd"
                  "7zXZ\0\0"),
         "is compressed with xz"},
        {ENDED_BY("text\0text"), "holds NUL bytes"},
        {ENDED_BY("a\0b\0c\0"), "UTF-16 without a byte order mark"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put_file("a.txt", cases[i].data, cases[i].len);
        read_path(&r, NULL, "a.txt");
        assert_string_equal(r.docs, "");
        assert_has(r.notices, "skipped a.txt:");
        assert_has(r.notices, cases[i].told);
        assert_int_equal(r.totals.skipped_files, 1);
        assert_int_equal(r.totals.files, 0);
    }
    put_text("a.txt", "ID3 is how BZh files and GIF89a do not begin: this is text");
    read_path(&r, NULL, "a.txt");
    assert_int_equal(r.totals.documents, 1);
    put_text("a.txt", "<?xml is how graphml begins, and {\"directed\": how JSON does.");
    read_path(&r, NULL, "a.txt");
    assert_int_equal(r.totals.documents, 1);
    put_text("a.json", "[\"x\"]");
    read_path(&r, NULL, "a.json");
    assert_int_equal(r.totals.documents, 1);
    assert_has(r.notices, "warning a.json:0:0 JSON is read as plain text");
}

static void test_utf8_of_text(void **state) {
    (void)state;
    put_file("a.txt", ENDED_BY("\xef\xbb\xbfgood\n\xc7\xe1\xd3"));
    read_path(&r, NULL, "a.txt");
    assert_string_equal(r.docs, "");
    assert_has(r.notices, "skipped a.txt:0:8 is no UTF-8; --encoding windows-1256");
    shb_read_options strict = SHB_READ_OPTIONS_INIT;
    strict.strict = true;
    read_path(&r, &strict, "a.txt");
    assert_int_equal(r.status, SHB_EENCODING);
    assert_int_equal(r.err.byte, 8);
}

/* By its bytes alone: "Привет всем, кто нас читает", "café", a byte lost from "читает".
 */
static void test_advice_on_bytes(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *advice;
    } cases[] = {
        {"\xcf\xf0\xe8\xe2\xe5\xf2 \xe2\xf1\xe5\xec, \xea\xf2\xee \xed\xe0\xf1 "
         "\xf7\xe8\xf2\xe0\xe5\xf2",
         "0 is no UTF-8; --encoding windows-1251"},
        {"\xf0\xd2\xc9\xd7\xc5\xd4 \xd7\xd3\xc5\xcd, \xcb\xd4\xcf \xce\xc1\xd3 "
         "\xde\xc9\xd4\xc1\xc5\xd4",
         "0 is no UTF-8; --encoding koi8-r"},
        {"We met in a caf\xe9 of the old town", "15 is no UTF-8; --encoding says what"},
        {"\xd1\x87\xd0\xb8\xd1\x82\xd0\xd0\xb5\xd1\x82", "6 is no UTF-8; 'iconv -c"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        put_text("a.txt", cases[i].bytes);
        read_path(&r, NULL, "a.txt");
        assert_has(r.notices, cases[i].advice);
    }
}

static void test_encodings(void **state) {
    (void)state;
    shb_read_options options = SHB_READ_OPTIONS_INIT;
    options.encoding = "windows-1256";
    put_text("a.txt", "\xd3\xe1\xc7\xe3");
    read_path(&r, &options, "a.txt");
    assert_string_equal(r.docs, "a.txt|||سلام\n");
    put_text("a.jsonl", "{\"text\": \"\xd3\xe1\xc7\xe3\"}\n");
    read_path(&r, &options, "a.jsonl");
    assert_string_equal(r.docs, "a.jsonl#1|||سلام\n");
    options.encoding = "windows-1251";
    put_text("a.txt", "\xec\xe8\xf0");
    read_path(&r, &options, "a.txt");
    assert_string_equal(r.docs, "a.txt|||мир\n");
    put_text("b.txt", "\xef\xbb\xbfмир"); /* the mark wins */
    read_path(&r, &options, "b.txt");
    assert_string_equal(r.docs, "b.txt|||мир\n");
    options.encoding = "utf8";
    read_path(&r, &options, "b.txt");
    assert_string_equal(r.docs, "b.txt|||мир\n");
    options.encoding = "no-such";
    read_path(&r, &options, "b.txt");
    assert_int_equal(r.status, SHB_EINVALID);
    assert_has(r.err.text, "unknown encoding 'no-such'");
    options.encoding = "";
    read_path(&r, &options, "b.txt");
    assert_int_equal(r.status, SHB_EINVALID);
}

static void test_byte_order_marks(void **state) {
    (void)state;
    put_file("a.txt", ENDED_BY("\xff\xfeH\0i\0\x34\x06\x3d\xd8\x00\xde"));
    put_file("b.txt", ENDED_BY("\xfe\xff\0H\0i\x06\x34\xd8\x3d\xde\x00"));
    put_file("c.txt", ENDED_BY("\xff\xfe\0\0H\0\0\0\x00\xf6\x01\x00"));
    put_file("d.txt", ENDED_BY("\0\0\xfe\xff\0\0\0H\x00\x01\xf6\x00"));
    put_file("e.csv", ENDED_BY("\xff\xfet\0e\0x\0t\0\n\0a\0,\0\n\0"));
    const char *paths[] = {"a.txt", "b.txt", "c.txt", "d.txt", "e.csv"};
    read_paths(&r, NULL, 5, paths);
    assert_string_equal(r.docs,
                        "a.txt|||Hiش\xf0\x9f\x98\x80\nb.txt|||Hiش\xf0\x9f\x98\x80\n"
                        "c.txt|||H\xf0\x9f\x98\x80\nd.txt|||H\xf0\x9f\x98\x80\n"
                        "e.csv#2|||a\n");
    assert_string_equal(r.notices, "");
}

static void test_broken_encodings(void **state) {
    (void)state;
    put_file("a.txt", ENDED_BY("\xff\xfeH\0\x00\xd8i\0")); /* half a pair */
    read_path(&r, NULL, "a.txt");
    assert_string_equal(r.docs, "");
    assert_has(r.notices, "skipped a.txt:0:4 holds bytes that mean nothing in UTF-16LE");
    put_file("a.txt", ENDED_BY("\xff\xfeH\0i")); /* half a unit */
    read_path(&r, NULL, "a.txt");
    assert_has(r.notices, "skipped a.txt:0:4 holds bytes that mean nothing in UTF-16LE");
    put_file("a.txt", ENDED_BY("\xff\xfeH\0\x3d\xd8"));
    read_path(&r, NULL, "a.txt");
    assert_has(r.notices, "skipped a.txt:0:4 holds bytes that mean");
    shb_read_options options = SHB_READ_OPTIONS_INIT;
    options.encoding = "Shift_JIS";
    put_text("a.csv", "text\ngood\nb\x81\x20\nfine\n");
    read_path(&r, &options, "a.csv");
    assert_string_equal(r.docs, "a.csv#2|||good\na.csv#4|||fine\n");
    assert_has(r.notices,
               "skipped a.csv:3:0 the record holds bytes that mean nothing in Shift_JIS");
}

/* A long UTF-16 file: pairs and pieces fall on all borders. */
static void test_long_utf16(void **state) {
    (void)state;
    enum { PAIRS = 300001 };
    char *file = malloc(4 * PAIRS + 8);
    memcpy(file,
           "\xff\xfe"
           "a\0",
           4);
    for (size_t i = 0; i < PAIRS; i++)
        memcpy(file + 4 + 4 * i, "\x3d\xd8\x00\xde", 4);
    put_file("a.txt", file, 4 + 4 * PAIRS);
    free(file);
    shb_ctx ctx = SHB_CTX_INIT;
    const char *path = "a.txt";
    shb_reader *reader = NULL;
    shb_doc doc;
    bool done;
    assert_int_equal(shb_reader_open(&ctx, &path, 1, NULL, &reader), SHB_OK);
    assert_int_equal(shb_reader_next(&ctx, reader, &doc, &done), SHB_OK);
    assert_false(done);
    assert_int_equal(doc.text.len, 1 + 4 * PAIRS);
    for (size_t i = 0; i < PAIRS; i++)
        assert_memory_equal(doc.text.data + 1 + 4 * i, "\xf0\x9f\x98\x80", 4);
    shb_reader_free(reader);
}

static void test_limits(void **state) {
    (void)state;
    shb_read_options options = SHB_READ_OPTIONS_INIT;
    put_text("a.txt", "0123456789");
    put_gzip("b.txt.gz", ENDED_BY("0123456789"));
    options.max_record = 10;
    const char *paths[] = {"a.txt", "b.txt.gz"};
    read_paths(&r, &options, 2, paths);
    assert_int_equal(r.totals.documents, 2);
    options.max_record = 9;
    read_paths(&r, &options, 2, paths);
    assert_has(r.notices, "skipped a.txt:0:0 a text of more than 9 bytes: split it");
    assert_has(r.notices, "skipped b.txt.gz:0:0 a text of more than 9 bytes: split it");
    options.max_record = 0;
    options.max_bytes = 9;
    read_paths(&r, &options, 2, paths);
    assert_has(r.notices, "skipped b.txt.gz:0:0 is larger than 9 bytes: split it");
    options.strict = true;
    read_paths(&r, &options, 2, paths);
    assert_int_equal(r.status, SHB_ELIMIT);
}

static volatile int stop_now = 1;

static void test_cancel(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    const char *path = "a.txt";
    shb_reader *reader = NULL;
    shb_doc doc;
    bool done;
    put_text("a.txt", "a");
    assert_int_equal(shb_reader_open(&ctx, &path, 1, NULL, &reader), SHB_OK);
    ctx.cancel = &stop_now;
    assert_int_equal(shb_reader_next(&ctx, reader, &doc, &done), SHB_ECANCELLED);
    assert_int_equal(ctx.err.status, SHB_ECANCELLED);
    shb_reader_free(reader);
}

static void test_changed(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    const char *path = "a.txt";
    shb_reader *reader = NULL;
    shb_doc doc;
    bool done;
    memset(&r, 0, sizeof r);
    ctx.notice = note;
    ctx.user = &r;
    put_text("a.txt", "abc");
    assert_int_equal(shb_reader_open(&ctx, &path, 1, NULL, &reader), SHB_OK);
    assert_int_equal(shb_reader_next(&ctx, reader, &doc, &done), SHB_OK);
    int fd = open("a.txt", O_WRONLY | O_APPEND);
    assert_int_equal(write(fd, "d", 1), 1);
    close(fd);
    assert_int_equal(shb_reader_next(&ctx, reader, &doc, &done), SHB_OK);
    assert_true(done);
    assert_string_equal(r.notices, "warning a.txt:0:0 changed while it was read\n");
    shb_reader_free(reader);
}

static void test_position(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    const char *path = "f";
    shb_reader *reader = NULL;
    shb_doc doc;
    bool done = false;
    uint64_t at, all;
    assert_int_equal(mkdir("f", 0777), 0);
    put_text("f/a.txt", "abc");
    put_text("f/b.txt", "\xff");
    put_text("f/c.txt", "defg");
    assert_int_equal(shb_reader_open(&ctx, &path, 1, NULL, &reader), SHB_OK);
    assert_int_equal(shb_reader_next(&ctx, reader, &doc, &done), SHB_OK);
    shb_reader_position(reader, &at, &all);
    assert_int_equal(at, 3);
    assert_int_equal(all, 8);
    while (!done)
        assert_int_equal(shb_reader_next(&ctx, reader, &doc, &done), SHB_OK);
    shb_reader_position(reader, &at, &all);
    assert_int_equal(at, 8);
    shb_reader_free(reader);
}

/* Memory that runs out anywhere is an error, and never a document less. */
static void test_no_memory(void **state) {
    (void)state;
    assert_int_equal(mkdir("f", 0777) | mkdir("f/g", 0777), 0);
    put_text("f/a.jsonl", "{\"id\": \"1\", \"text\": \"a\"}\n{\"text\": \"b\"}\n");
    put_text("f/b.csv", "id,text\n2,\"c\"\n");
    put_gzip("f/c.txt.gz", ENDED_BY("packed"));
    put_file("f/d.txt", ENDED_BY("\xff\xfeH\0"));
    put_text("f/g/e.txt", "\xff");
    for (int persistent = 0; persistent < 2; persistent++) {
        for (long n = 1;; n++) {
            shb_alloc_fail_after(n, persistent);
            read_path(&r, NULL, "f");
            shb_alloc_fail_after(0, false);
            if (r.status == SHB_OK)
                break;
            assert_int_equal(r.status, SHB_ENOMEM);
            assert_int_equal(r.err.status, SHB_ENOMEM);
            assert_true(n < 1000);
        }
        assert_int_equal(r.totals.documents, 5);
        assert_int_equal(r.totals.skipped_files, 1);
    }
}

#define IN_FOLDER(test)                                                                  \
    cmocka_unit_test_setup_teardown(test, enter_test_folder, leave_test_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_nothing),
        IN_FOLDER(test_missing),
        IN_FOLDER(test_text_as_it_is),
        IN_FOLDER(test_folders),
        IN_FOLDER(test_reached_twice),
        IN_FOLDER(test_links_and_pipes_in_folders),
        IN_FOLDER(test_unreadable),
        IN_FOLDER(test_names_that_are_no_text),
        IN_FOLDER(test_pipes),
        IN_FOLDER(test_standard_input),
        IN_FOLDER(test_devices),
        IN_FOLDER(test_kinds),
        IN_FOLDER(test_utf8_of_text),
        IN_FOLDER(test_advice_on_bytes),
        IN_FOLDER(test_encodings),
        IN_FOLDER(test_byte_order_marks),
        IN_FOLDER(test_broken_encodings),
        IN_FOLDER(test_long_utf16),
        IN_FOLDER(test_limits),
        IN_FOLDER(test_cancel),
        IN_FOLDER(test_changed),
        IN_FOLDER(test_position),
        IN_FOLDER(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
