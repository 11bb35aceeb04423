/* JSON lines, CSV and TSV as the reader gives them out. */
#include "test_read_support.h"

static run r;

static void test_json_fields(void **state) {
    (void)state;
    put_text("a.jsonl",
             "{\"id\": \"x1\", \"date\": \"2024-10-22T10:00\", \"title\": \"T\", "
             "\"text\": \"one\\n\\u0634\\ud83d\\ude00\\\"\"}\r\n"
             "\n"
             "{\"text\": \"two\", \"id\": 17, \"date\": 1729591200}\n"
             "{\"other\": {\"text\": [1, {\"text\": \"no\"}]}, \"text\": \"three\"}\n"
             "{\"text\": \"old\", \"text\": \"four\", \"te\\u0078t\": \"five\"}");
    read_path(&r, NULL, "a.jsonl");
    assert_string_equal(r.docs, "x1|2024-10-22|T|one\nش\xf0\x9f\x98\x80\"\n"
                                "17|||two\n"
                                "a.jsonl#4|||three\n"
                                "a.jsonl#5|||five\n");
    assert_string_equal(r.notices, "warning a.jsonl:3:0 '1729591200' is no date: write "
                                   "YYYY-MM-DD\n");
    assert_int_equal(r.totals.documents, 4);
    assert_int_equal(r.totals.files, 1);
}

static void test_json_guesses(void **state) {
    (void)state;
    put_text("a.ndjson", "{\"URL\": \"u\", \"Published_At\": \"2024-01-02\", "
                         "\"headline\": \"h\", \"Body\": \"b\"}\n"
                         "{\"URL\": \"v\", \"body\": \"B\", \"Body\": \"c\"}\n");
    read_path(&r, NULL, "a.ndjson");
    assert_string_equal(r.docs, "u|2024-01-02|h|b\nv|||c\n");
    assert_string_equal(r.notices,
                        "info a.ndjson:0:0 text is read from field 'Body', id is read "
                        "from field 'URL', date is read from field 'Published_At', title "
                        "is read from field 'headline'\n");
    put_text("b.jsonl", "{\"\\u0646\\u0635\": \"ن\"}\n{\"نص\": \"و\"}\n");
    read_path(&r, NULL, "b.jsonl");
    assert_string_equal(r.docs, "b.jsonl#1|||ن\nb.jsonl#2|||و\n");
    put_text("c.jsonl", "{\"Текст\": \"т\", \"Дата\": \"22.10.2024\"}\n");
    read_path(&r, NULL, "c.jsonl");
    assert_string_equal(r.docs, "c.jsonl#1|2024-10-22||т\n");
}

static void test_json_asked(void **state) {
    (void)state;
    shb_read_options options = SHB_READ_OPTIONS_INIT;
    put_text("a.jsonl",
             "{\"id\": \"1\", \"text\": \"no\", \"lead\": \"yes\", \"k\": \"K\"}\n");
    options.text_field = "lead";
    options.id_field = "k";
    read_path(&r, &options, "a.jsonl");
    assert_string_equal(r.docs, "K|||yes\n");
    options.text_field = "Lead";
    read_path(&r, &options, "a.jsonl");
    assert_string_equal(r.docs, "");
    assert_has(r.notices,
               "no record has a field 'Lead'; there are 'id', 'text', 'lead', 'k'");
    assert_int_equal(r.totals.skipped_files, 1);
}

static void test_json_without_text(void **state) {
    (void)state;
    put_text("a.jsonl", "{\"a\": 1, \"b\": \"x\"}\n{\"a\": 2}\n");
    read_path(&r, NULL, "a.jsonl");
    assert_string_equal(
        r.notices, "skipped a.jsonl:0:0 no record has a field 'text'; there are 'a'; "
                   "--text-field names the field that holds the text\n");
    assert_int_equal(r.totals.skipped_files, 1);
    assert_int_equal(r.totals.files, 0);
    put_text("b.jsonl", "{\"a\": 1}\n{\"a\": 2}\n{\"text\": \"t\"}\n{\"b\": 3}\n"
                        "{\"text\": 5}\n{\"text\": \"\"}\n{\"text\": null}\n");
    read_path(&r, NULL, "b.jsonl");
    assert_string_equal(r.docs, "b.jsonl#3|||t\n");
    assert_has(r.notices,
               "skipped b.jsonl:1:0 2 records from this line on have no field 'text'");
    assert_has(r.notices, "skipped b.jsonl:4:32 the record has no field 'text'");
    assert_has(r.notices, "skipped b.jsonl:5:41 field 'text' is not a string");
    assert_int_equal(r.totals.skipped_records, 4);
    assert_int_equal(r.totals.skipped_files, 0);
    shb_read_options strict = SHB_READ_OPTIONS_INIT;
    strict.strict = true;
    read_path(&r, &strict, "a.jsonl");
    assert_int_equal(r.status, SHB_ESYNTAX);
    assert_string_equal(r.err.text, "the record has no field 'text', but 'a', 'b'");
}

static void test_json_broken(void **state) {
    (void)state;
    static const struct {
        const char *line, *why;
    } cases[] = {
        {"{\"text\": \"a\"", "byte 12: ',' or '}' expected"},
        {"{\"text\": \"a", "byte 11: string that does not end"},
        {"{\"text\": \"a\tb\"}", "byte 11: control character in a string"},
        {"{\"text\": \"\\ud800x\"}", "byte 10: half of a surrogate pair"},
        {"{\"text\": \"\\udc00\"}", "byte 10: half of a surrogate pair"},
        {"{\"text\": \"\\u0000\"}", "byte 10: U+0000 in a string"},
        {"{\"text\": \"\\x\"}", "byte 10: unknown escape"},
        {"{\"text\": \"\\u12g4\"}", "byte 10: escape that is cut off or not hexadecimal"},
        {"{\"text\": \"a\"} x", "byte 14: something after the object"},
        {"{\"text\": 01}", "',' or '}' expected"},
        {"{\"text\": -}", "digit expected"},
        {"{\"text\": 1.}", "digit expected"},
        {"{\"text\": tru}", "value expected"},
        {"{\"text\": }", "value expected"},
        {"{text: 1}", "name in quotes expected"},
        {"{\"text\" 1}", "':' expected"},
        {"{\"a\": [1, {\"b\": 2]}", "',' or '}' expected"},
        {"{\"a\": [1,], \"text\": \"a\"}", "value expected"},
        {"{\"a\": {\"b\":1,}, \"text\": \"a\"}", "name in quotes expected"},
        {"\"text\"", "byte 0: '{' expected"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char file[256];
        snprintf(file, sizeof file, "{\"text\": \"before\"}\n%s\n{\"text\": \"after\"}\n",
                 cases[i].line);
        put_text("a.jsonl", file);
        read_path(&r, NULL, "a.jsonl");
        assert_string_equal(r.docs, "a.jsonl#1|||before\na.jsonl#3|||after\n");
        assert_has(r.notices, "skipped a.jsonl:2:");
        assert_has(r.notices, cases[i].why);
        assert_int_equal(r.totals.skipped_records, 1);
        assert_int_equal(r.totals.files, 1);
    }
}

static void test_json_deep(void **state) {
    (void)state;
    enum { DEEP = 2048 };
    for (int more = 0; more < 2; more++) {
        char *line = malloc(3 * DEEP + 100), *p = line;
        p = stpcpy(p, "{\"a\": ");
        memset(p, '[', DEEP + more);
        memset(p + DEEP + more, ']', DEEP + more);
        p += 2 * (DEEP + more);
        strcpy(p, ", \"text\": \"t\"}\n");
        put_text("a.jsonl", line);
        free(line);
        read_path(&r, NULL, "a.jsonl");
        assert_int_equal(r.totals.documents, 1 - more);
        assert_int_equal(r.totals.skipped_files + r.totals.skipped_records, more);
    }
}

static void test_json_array(void **state) {
    (void)state;
    put_text("a.jsonl", " \n[\n{\"text\": \"a\"},\n{\"text\": \"b\"}\n]\n");
    read_path(&r, NULL, "a.jsonl");
    assert_string_equal(r.docs, "");
    assert_has(r.notices, "is one JSON array, not one object a line");
    assert_int_equal(r.totals.skipped_files, 1);
}

static void test_encoding_of_records(void **state) {
    (void)state;
    put_text("a.jsonl", "{\"text\": \"good\"}\n{\"text\": \"b\xe4"
                        "d\"}\n{\"text\": \"fine\"}\n");
    read_path(&r, NULL, "a.jsonl");
    assert_string_equal(r.docs, "a.jsonl#1|||good\na.jsonl#3|||fine\n");
    assert_has(r.notices,
               "skipped a.jsonl:2:28 the record is no UTF-8 at its byte 11; --encoding");
    shb_read_options options = SHB_READ_OPTIONS_INIT;
    options.strict = true;
    read_path(&r, &options, "a.jsonl");
    assert_int_equal(r.status, SHB_EENCODING);
    assert_int_equal(r.err.line, 2);
    assert_int_equal(r.err.byte, 28);
    assert_string_equal(r.err.file, "a.jsonl");
    put_file("b.jsonl", ENDED_BY("{\"text\": \"a\0b\"}\n{\"text\": \"c\"}\n"));
    read_path(&r, NULL, "b.jsonl");
    assert_string_equal(r.docs, "b.jsonl#2|||c\n");
}

static void test_long_record(void **state) {
    (void)state;
    shb_read_options options = SHB_READ_OPTIONS_INIT;
    options.max_record = 1000;
    enum { LONG = 3000000 };
    char *file = malloc(LONG + 200),
         *p = stpcpy(file, "{\"text\": \"one\"}\n{\"text\": \"");
    memset(p, 'x', LONG);
    strcpy(p + LONG, "\"}\n{\"text\": \"three\"}\n");
    put_text("a.jsonl", file);
    read_path(&r, &options, "a.jsonl");
    assert_string_equal(r.docs, "a.jsonl#1|||one\na.jsonl#3|||three\n");
    assert_string_equal(r.notices,
                        "skipped a.jsonl:2:16 a record of more than 1000 bytes\n");
    read_path(&r, NULL, "a.jsonl");
    assert_int_equal(r.totals.documents, 3);
    p = stpcpy(file, "text,id\n\"");
    memset(p, '\n', LONG);
    strcpy(p + LONG, "\",1\nshort,2\n");
    put_text("a.csv", file);
    free(file);
    read_path(&r, &options, "a.csv");
    assert_string_equal(r.docs, "2|||short\n");
    assert_has(r.notices, "skipped a.csv:2:8 a record of more than 1000 bytes");
}

static void test_csv(void **state) {
    (void)state;
    put_text("a.csv", "id,Title,text,date\r\n"
                      "1,\"a, b\",\"He said \"\"no\"\"\r\nand left\",2024-10-22\r\n"
                      "\r\n"
                      ",,plain 5\" text,\r\n"
                      "3,t,\"last\",x");
    read_path(&r, NULL, "a.csv");
    assert_string_equal(r.docs, "1|2024-10-22|a, b|He said \"no\"\r\nand left\n"
                                "a.csv#5|||plain 5\" text\n"
                                "3||t|last\n");
    assert_string_equal(r.notices,
                        "info a.csv:0:0 title is read from field 'Title'\n"
                        "warning a.csv:6:0 'x' is no date: write YYYY-MM-DD\n");
    put_text("b.csv", "\xef\xbb\xbf"
                      "id;text\n1;a,b\n2;\"c;d\"\n");
    read_path(&r, NULL, "b.csv");
    assert_string_equal(r.docs, "1|||a,b\n2|||c;d\n");
    put_text("c.csv", "text\tid\na;b\t1\n");
    read_path(&r, NULL, "c.csv");
    assert_string_equal(r.docs, "1|||a;b\n");
    put_text("d.tsv", "id\ttext\n1\ta, b; c\n2\t\"x\ty\"\n");
    read_path(&r, NULL, "d.tsv");
    assert_string_equal(r.docs, "1|||a, b; c\n2|||x\ty\n");
    put_text("e.csv", "text\nonly\n");
    read_path(&r, NULL, "e.csv");
    assert_string_equal(r.docs, "e.csv#2|||only\n");
}

static void test_csv_broken(void **state) {
    (void)state;
    put_text("a.csv", "id,text\n"
                      "1,\"a\" b\n"
                      "2,c,d\n"
                      "3\n"
                      "4,good,\n"
                      "5,\"never closed\nmore,\n");
    read_path(&r, NULL, "a.csv");
    assert_string_equal(r.docs, "4|||good\n");
    assert_has(r.notices,
               "skipped a.csv:2:13 the record is broken: text after a closing quote");
    assert_has(r.notices,
               "skipped a.csv:3:21 the record is broken: more fields than the header");
    assert_has(r.notices, "skipped a.csv:4:");
    assert_has(r.notices, "fewer fields than the header has");
    assert_has(r.notices, "skipped a.csv:6:");
    assert_has(r.notices, "a quote is opened and not closed");
    assert_int_equal(r.totals.skipped_records, 4);
    put_text("b.csv", "id,name\n1,x\n");
    read_path(&r, NULL, "b.csv");
    assert_has(r.notices,
               "skipped b.csv:1:0 no field 'text' in its header, which has 'id', 'name'");
    assert_int_equal(r.totals.skipped_files, 1);
    put_text("c.csv", "");
    read_path(&r, NULL, "c.csv");
    assert_string_equal(r.notices, "");
    assert_int_equal(r.totals.files, 1);
}

/* A record may fall anywhere on the blocks in which the file is read. */
static void test_across_blocks(void **state) {
    (void)state;
    FILE *json = fopen("a.jsonl", "wb"), *csv = fopen("a.csv", "wb");
    fputs("id,text\n", csv);
    for (int i = 0; i < 20000; i++) {
        fprintf(json, "{\"id\": %d, \"text\": \"%0*d\"}\n", i, 1 + i % 97, i);
        fprintf(csv, "%d,\"%0*d\"\"\n\"\n", i + 100000, 1 + i % 97, i);
    }
    fclose(json);
    fclose(csv);
    shb_ctx ctx = SHB_CTX_INIT;
    const char *paths[] = {"a.jsonl", "a.csv"};
    shb_reader *reader = NULL;
    assert_int_equal(shb_reader_open(&ctx, paths, 2, NULL, &reader), SHB_OK);
    for (int n = 0; n <= 40000; n++) {
        bool done = false, csv_half = n < 20000; /* "a.csv" comes first */
        shb_doc doc;
        int i = n % 20000;
        char id[16], text[128];
        assert_int_equal(shb_reader_next(&ctx, reader, &doc, &done), SHB_OK);
        assert_int_equal(done, n == 40000);
        if (done)
            break;
        snprintf(id, sizeof id, "%d", csv_half ? i + 100000 : i);
        snprintf(text, sizeof text, csv_half ? "%0*d\"\n" : "%0*d", 1 + i % 97, i);
        assert_int_equal(doc.id.len, strlen(id));
        assert_memory_equal(doc.id.data, id, doc.id.len);
        assert_int_equal(doc.text.len, strlen(text));
        assert_memory_equal(doc.text.data, text, doc.text.len);
    }
    shb_reader_free(reader);
}

static void test_duplicates(void **state) {
    (void)state;
    FILE *file = fopen("a.jsonl", "wb");
    for (int i = 0; i < 30; i++)
        fprintf(file, "{\"id\": \"same\", \"text\": \"t\"}\n");
    fclose(file);
    put_text("b.jsonl", "{\"id\": \"same\", \"text\": \"t\"}\n");
    const char *paths[] = {"b.jsonl", "a.jsonl"};
    read_paths(&r, NULL, 2, paths);
    assert_string_equal(r.docs, "same|||t\n");
    assert_int_equal(r.totals.duplicates, 30);
    assert_int_equal(r.totals.renamed, 0);
    assert_has(r.notices,
               "warning a.jsonl:0:0 9 more texts came again, each counted once\n");
    assert_has(r.notices,
               "warning b.jsonl:1:0 id 'same' again with the same text, counted once\n");
    int lines = 0;
    for (const char *p = r.notices; *p; p++)
        lines += *p == '\n';
    assert_int_equal(lines, 22);
}

/* Rows numbered from 1 in every file: each is a text of its own. */
static void test_one_id_of_several_texts(void **state) {
    (void)state;
    static const char docs[] = "1|||A\na.csv#3|||B\nb.csv#2|||C\nc.csv#3|||D\n"
                               "d.csv#2|||x\nd.csv#2#2|||y\n";
    put_text("a.csv", "id,text\n1,A\n1,B\n");
    put_text("b.csv", "id,text\n1,C\n1,A\n");
    put_text("c.csv", "id,text\n1,C\n1,D\n");
    const char *forth[] = {"a.csv", "b.csv", "c.csv", "d.csv"};
    const char *back[] = {"d.csv", "c.csv", "b.csv", "a.csv"};
    put_text("d.csv", "id,text\n1,y\n");
    put_text("c2.csv", "id,text\nd.csv#2,x\n");
    const char *all[] = {"d.csv", "c2.csv", "c.csv", "b.csv", "a.csv"};
    read_paths(&r, NULL, 5, all);
    assert_string_equal(r.docs, docs);
    assert_int_equal(r.totals.documents, 6);
    assert_int_equal(r.totals.duplicates, 2);
    assert_int_equal(r.totals.renamed, 4);
    assert_has(r.notices, "warning a.csv:3:0 has the id of another text: it is named "
                          "PATH#LINE instead, and so are 3 more\n");
    read_paths(&r, NULL, 4, forth);
    char *first = strdup(r.docs);
    read_paths(&r, NULL, 4, back);
    assert_string_equal(r.docs, first);
    free(first);
}

static void test_dates_that_are_none(void **state) {
    (void)state;
    put_text("a.jsonl",
             "{\"date\": null, \"text\": \"A\"}\n{\"date\": \" \", \"text\": \"B\"}\n"
             "{\"date\": \"2020-13-45\", \"text\": \"C\"}\n"
             "{\"date\": 1729591200, \"text\": \"D\"}\n"
             "{\"date\": {}, \"text\": \"E\"}\n{\"text\": \"F\"}\n");
    put_text("b.csv", "date,text\n05/01/2021,G\n2021-01-05,H\n,I\n");
    const char *paths[] = {"a.jsonl", "b.csv"};
    read_paths(&r, NULL, 2, paths);
    assert_int_equal(r.totals.documents, 9);
    assert_int_equal(r.totals.bad_dates, 4);
    assert_string_equal(r.notices,
                        "warning a.jsonl:3:0 '2020-13-45' is no date, nor are 3 "
                        "more: write YYYY-MM-DD\n");
}

#define IN_FOLDER(test)                                                                  \
    cmocka_unit_test_setup_teardown(test, enter_test_folder, leave_test_folder)

int main(void) {
    const struct CMUnitTest tests[] = {
        IN_FOLDER(test_json_fields),
        IN_FOLDER(test_json_guesses),
        IN_FOLDER(test_json_asked),
        IN_FOLDER(test_json_without_text),
        IN_FOLDER(test_json_broken),
        IN_FOLDER(test_json_deep),
        IN_FOLDER(test_json_array),
        IN_FOLDER(test_encoding_of_records),
        IN_FOLDER(test_long_record),
        IN_FOLDER(test_csv),
        IN_FOLDER(test_csv_broken),
        IN_FOLDER(test_across_blocks),
        IN_FOLDER(test_dates_that_are_none),
        IN_FOLDER(test_duplicates),
        IN_FOLDER(test_one_id_of_several_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
