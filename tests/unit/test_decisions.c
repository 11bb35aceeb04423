/* A user's decisions: what they become, what contradicts, memory running out. */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "gazetteer/compiled.h"
#include "gazetteer/decisions.h"

static shb_gazetteer *known;

static int load(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    return shb_gazetteer_load_shipped(&ctx, &known) == SHB_OK ? 0 : -1;
}

static int unload(void **state) {
    (void)state;
    shb_gazetteer_free(known);
    return 0;
}

static void write_file(char *path, const char *text, size_t len) {
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, len), (ssize_t)len);
    close(fd);
}

/* The lines made of a file with these bytes, and of a second one with this text where it
 * is given; NULL and the error where it fails. */
static char *translated_all(const char *text, size_t len, const char *second,
                            shb_ctx *ctx) {
    char path[] = "/tmp/shabaka-test-XXXXXX", other[] = "/tmp/shabaka-two-XXXXXX";
    write_file(path, text, len);
    if (second)
        write_file(other, second, strlen(second));
    const char *const files[] = {path, other};
    shb_output *out = NULL;
    shb_decided decided = {0};
    char *copy = NULL;
    if (shb_output_memory(ctx, &out) == SHB_OK &&
        shb_decisions_translate(ctx, files, second ? 2 : 1, known, out, &decided) ==
            SHB_OK) {
        shb_str bytes = shb_output_bytes(out);
        copy = shb_strndup(bytes.data, bytes.len);
    }
    shb_decided_done(&decided);
    shb_output_abandon(out);
    unlink(path);
    if (second)
        unlink(other);
    return copy;
}

static char *translated(const char *text, shb_ctx *ctx) {
    return translated_all(text, strlen(text), NULL, ctx);
}

static void becomes(const char *text, const char *wanted) {
    shb_ctx ctx = SHB_CTX_INIT;
    char *lines = translated(text, &ctx);
    assert_non_null(lines);
    assert_string_equal(lines, wanted);
    shb_free(lines);
}

static void fails(const char *text, shb_status status, uint64_t line, const char *words) {
    shb_ctx ctx = SHB_CTX_INIT;
    assert_null(translated(text, &ctx));
    assert_int_equal(ctx.err.status, status);
    assert_int_equal(ctx.err.line, line);
    if (!strstr(ctx.err.text, words))
        fail_msg("'%s' is not in '%s'", words, ctx.err.text);
}

static void test_every_verb(void **state) {
    (void)state;
    becomes("# nothing\n\n   \n", "");
    becomes("same Путин person:x-wp\n", "{\"id\":\"person:vladimir-putin\",\"type\":"
                                        "\"person\",\"also\":[\"person:x-wp\"]}\n");
    becomes("different person:b person:a",
            "{\"different\":[\"person:b\",\"person:a\"]}\n");
    becomes("not \"Free Press\"\r\n", "{\"never\":[\"Free Press\"]}\n");
    becomes("not state:FR",
            "{\"id\":\"state:FR\",\"type\":\"state\",\"left_out\":true}\n");
    becomes("rename \"الصين\" = بكين\n",
            "{\"id\":\"state:CN\",\"type\":\"state\",\"labels\":{\"ar\":\"بكين\"}}\n");
    becomes("\xef\xbb\xbfname state:CN = \"Middle \\ Kingdom\"",
            "{\"id\":\"state:CN\",\"type\":\"state\",\"names\":{\"en\":[\"Middle \\\\ "
            "Kingdom\"]}}\n");
}

static void test_quotes(void **state) {
    (void)state;
    becomes("same person:x-wp Путин\n",
            "{\"id\":\"person:vladimir-putin\",\"type\":\"person\",\"also\":"
            "[\"person:x-wp\"]}\n");
    becomes("same \"Keir Starmer\" \"person:x-kiir\"\n",
            "{\"id\":\"person:keir-starmer\",\"type\":\"person\",\"also\":[\"person:x-"
            "kiir\"]}\n");
    becomes("different \"Keir Starmer\"\t\"Emmanuel Macron\"  \r\n",
            "{\"different\":[\"person:keir-starmer\",\"person:emmanuel-macron\"]}\n");
    becomes("rename \"Keir Starmer\" = \"The \"PM\"\"\n",
            "{\"id\":\"person:keir-starmer\",\"type\":\"person\",\"labels\":{\"en\":"
            "\"The \\\"PM\\\"\"}}\n");
}

/* What is the same as the same is the same. */
static void test_chains(void **state) {
    (void)state;
    becomes("same person:b person:c\nrename person:c = C\nsame person:a person:b\n",
            "{\"id\":\"person:a\",\"type\":\"person\",\"also\":[\"person:b\",\"person:"
            "c\"]}\n"
            "{\"id\":\"person:a\",\"type\":\"person\",\"labels\":{\"en\":\"C\"}}\n"
            "{\"id\":\"person:a\",\"type\":\"person\",\"also\":[\"person:b\"]}\n");
    fails("same person:a person:c\nsame person:b person:c\ndifferent person:a person:b\n",
          SHB_ESYNTAX, 3, "lines 1 and 2");
    fails(
        "different person:a person:d\nsame person:a person:b\n\nsame person:d person:c\n"
        "same person:x person:y\nsame person:b person:c\n",
        SHB_ESYNTAX, 6, "lines 1, 2 and 4");
    fails("different person:a person:a\n", SHB_ESYNTAX, 1, "itself");
    fails("same person:a person:b\nrename person:a = A\nrename person:b = B\n",
          SHB_ESYNTAX, 3, "line 2");
    fails("same person:a person:b\nnot person:b\n", SHB_ESYNTAX, 2, "line 1");
    becomes(
        "same person:a person:b\nsame person:b person:a\ndifferent person:b person:c\n",
        "{\"id\":\"person:a\",\"type\":\"person\",\"also\":[\"person:b\"]}\n"
        "{\"id\":\"person:a\",\"type\":\"person\",\"also\":[\"person:b\"]}\n"
        "{\"different\":[\"person:a\",\"person:c\"]}\n");
}

static void test_whom_a_name_means(void **state) {
    (void)state;
    fails("same \"Keir Starmer\" Macron\n", SHB_ESYNTAX, 1,
          "person:brigitte-macron, person:emmanuel-macron");
    fails("same state:FR \"Emmanuel Macron\"\n", SHB_ESYNTAX, 1, "cannot be the same");
    fails("same state:FR organization:nato\n", SHB_ESYNTAX, 1, "cannot be the same");
}

static unsigned warnings;
static void count_warnings(void *user, const shb_notice *notice) {
    (void)user;
    warnings += notice->kind == SHB_NOTICE_WARNING;
}

static void test_nothing_to_leave_out(void **state) {
    (void)state;
    static const struct {
        const char *line;
        unsigned wanted;
    } cases[] = {{"not \"Keir Starmer\"", 0},
                 {"not \"Keir Starmr\"", 1},
                 {"not person:keir-starmer", 0},
                 {"not person:keir-starmr", 1},
                 {"not person:x-keir", 0},
                 {"not Москву", 0},
                 {"same person:a person:x-b\nsame person:a person:x-c", 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        ctx.notice = count_warnings;
        warnings = 0;
        char *lines = translated(cases[i].line, &ctx);
        assert_non_null(lines);
        shb_free(lines);
        assert_int_equal(warnings, cases[i].wanted);
    }
}

static void test_wrong_lines(void **state) {
    (void)state;
    fails("same Putin\n", SHB_ESYNTAX, 1, "same A B");
    fails("same \"Putin Xi\n", SHB_ESYNTAX, 1, "same A B");
    fails("same «Keir Starmer» Putin\n", SHB_ESYNTAX, 1, "straight quotes");
    fails("same Putin Xi # one man\n", SHB_ESYNTAX, 1, "a comment on a line");
    fails("same Putin Xi Modi\n", SHB_ESYNTAX, 1, "same A B");
    fails("\nsamePutin Xi\n", SHB_ESYNTAX, 2, "begins with");
    fails("not\n", SHB_ESYNTAX, 1, "not NAME");
    fails("rename Putin =\n", SHB_ESYNTAX, 1, "rename A = text");
    fails("name Putin\n", SHB_ESYNTAX, 1, "name A = text");
    fails("#\nsame Nobody-Atall Putin\n", SHB_ENOTFOUND, 2, "Nobody-Atall");
    fails("same Putin \"Widad Zorbu\"\n", SHB_ENOTFOUND, 1, "id of an unlisted one");
}

static void test_contradictions(void **state) {
    (void)state;
    fails("same person:a person:b\ndifferent person:b person:a\n", SHB_ESYNTAX, 2,
          "line 1");
    fails("rename state:CN = A\nrename state:CN = B\n", SHB_ESYNTAX, 2, "line 1");
    fails("not Foo\n\nname state:CN = Foo\n", SHB_ESYNTAX, 3, "line 1");
    fails("name state:CN = Foo\nname state:RU = Foo\n", SHB_ESYNTAX, 2, "line 1");
    fails("not state:CN\nsame state:RU state:CN\n", SHB_ESYNTAX, 2, "line 1");
    becomes("rename state:CN = A\nrename state:CN = Б\n",
            "{\"id\":\"state:CN\",\"type\":\"state\",\"labels\":{\"en\":\"A\"}}\n"
            "{\"id\":\"state:CN\",\"type\":\"state\",\"labels\":{\"ru\":\"Б\"}}\n");
}

/* Files add up, and contradict each other. */
static void test_two_files(void **state) {
    (void)state;
    static const struct {
        const char *first, *second;
        uint64_t line;
        const char *where, *words;
    } cases[] = {
        {"#\nsame person:a person:b\n", "different person:b person:a\n", 1, "two-",
         "line 2 of '/tmp/shabaka-test-"},
        {"same person:a person:b\n",
         "different person:c person:a\nsame person:b person:c\n", 2, "two-", "and 1:"},
        {"not Foo\n", "\nname state:CN = Foo\n", 2, "two-",
         "line 1 of '/tmp/shabaka-test-"},
        {"rename state:CN = A\nnot\n", "rename state:CN = A\n", 2, "test-", "not NAME"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        assert_null(translated_all(cases[i].first, strlen(cases[i].first),
                                   cases[i].second, &ctx));
        assert_int_equal(ctx.err.line, cases[i].line);
        assert_non_null(strstr(ctx.err.file, cases[i].where));
        if (!strstr(ctx.err.text, cases[i].words))
            fail_msg("'%s' is not in '%s'", cases[i].words, ctx.err.text);
    }
    shb_ctx ctx = SHB_CTX_INIT;
    const char first[] = "same person:a person:b";
    char *lines = translated_all(first, sizeof first - 1, "rename person:b = B", &ctx);
    assert_non_null(lines);
    assert_string_equal(
        lines, "{\"id\":\"person:a\",\"type\":\"person\",\"also\":[\"person:b\"]}\n"
               "{\"id\":\"person:a\",\"type\":\"person\",\"labels\":{\"en\":\"B\"}}\n");
    shb_free(lines);
}

static void test_other_bytes(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t len;
        uint64_t line;
        const char *words;
    } cases[] = {
        {"#\nrename state:CN = Caf\xe9\n", 26, 2, "UTF-8"},
        {"rename state:CN = Foo\0bar\n", 26, 1, "UTF-8"},
        {"\xff\xfen\0o\0t\0 \0A\0\n\0", 14, 1, "UTF-8"},
        {"not Foo\nrename state:CN = \033[31mA\n", 33, 2, "0x1b"},
        {"rename state:CN = A\x7f\n", 21, 1, "0x7f"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        assert_null(translated_all(cases[i].bytes, cases[i].len, NULL, &ctx));
        assert_int_equal(ctx.err.status, SHB_ESYNTAX);
        assert_int_equal(ctx.err.line, cases[i].line);
        if (!strstr(ctx.err.text, cases[i].words))
            fail_msg("'%s' is not in '%s'", cases[i].words, ctx.err.text);
    }
}

static void test_memory_running_out(void **state) {
    (void)state;
    shb_status st = SHB_ENOMEM;
    for (long n = 1; st != SHB_OK; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        assert_true(n < 100);
        shb_alloc_fail_after(n, false);
        char *lines = translated("same Putin person:x\nnot Foo\nname Xi = B\n", &ctx);
        shb_alloc_fail_after(0, false);
        st = lines ? SHB_OK : ctx.err.status;
        assert_true(st == SHB_OK || st == SHB_ENOMEM || (st == SHB_ENOTFOUND && n < 100));
        shb_free(lines);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_verb),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_chains),
        cmocka_unit_test(test_whom_a_name_means),
        cmocka_unit_test(test_nothing_to_leave_out),
        cmocka_unit_test(test_wrong_lines),
        cmocka_unit_test(test_contradictions),
        cmocka_unit_test(test_two_files),
        cmocka_unit_test(test_other_bytes),
        cmocka_unit_test(test_memory_running_out),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
