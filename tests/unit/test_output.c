/* Files that are old or new, numbers, JSON strings, terminal text. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <shabaka/output.h>

#include "base/alloc.h"

static char folder[64];

static char *in_folder(const char *name) {
    static char path[2][128];
    static int which;
    which ^= 1;
    snprintf(path[which], sizeof path[which], "%s/%s", folder, name);
    return path[which];
}

static void check_file(const char *path, const char *wanted) {
    char got[256] = "";
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    got[fread(got, 1, sizeof got - 1, f)] = '\0';
    fclose(f);
    assert_string_equal(got, wanted);
}

static void put_file(const char *path, const char *text) {
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void write_file(const char *path, const char *text) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    assert_int_equal(shb_output_open(&ctx, path, &out), SHB_OK);
    shb_puts(out, text);
    assert_int_equal(shb_output_close(&ctx, out), SHB_OK);
}

static void test_replaces_whole(void **state) {
    (void)state;
    char *path = in_folder("a.txt");
    put_file(path, "old");
    chmod(path, 0640);
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    assert_int_equal(shb_output_open(&ctx, path, &out), SHB_OK);
    shb_puts(out, "new");
    check_file(path, "old"); /* until it is closed */
    assert_int_equal(shb_output_close(&ctx, out), SHB_OK);
    check_file(path, "new");
    struct stat info;
    stat(path, &info);
    assert_int_equal(info.st_mode & 0777, 0640);
}

static void test_abandoned_leaves_nothing(void **state) {
    (void)state;
    char *path = in_folder("b.txt"), command[160];
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    assert_int_equal(shb_output_open(&ctx, path, &out), SHB_OK);
    shb_puts(out, "half");
    shb_output_abandon(out);
    assert_int_not_equal(access(path, F_OK), 0);
    snprintf(command, sizeof command, "test -z \"$(ls -A %s | grep shabaka-)\"", folder);
    assert_int_equal(system(command), 0);
    shb_output_abandon(NULL);
}

static void test_link_is_followed(void **state) {
    (void)state;
    char *target = in_folder("real.txt"), *link_path = in_folder("link.txt");
    put_file(target, "old");
    assert_int_equal(symlink("real.txt", link_path), 0);
    write_file(link_path, "new");
    check_file(target, "new");
    struct stat info;
    lstat(link_path, &info);
    assert_true(S_ISLNK(info.st_mode));
}

static void test_failures_are_told(void **state) {
    (void)state;
    static const char *const paths[] = {"/dev/full", "nowhere/at/all.txt", "/"};
    for (size_t i = 0; i < LENGTH(paths); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_output *out = NULL;
        shb_status st = shb_output_open(&ctx, paths[i], &out);
        if (st == SHB_OK) {
            shb_puts(out, "x");
            st = shb_output_close(&ctx, out);
        }
        assert_int_equal(st, SHB_EIO);
        assert_int_equal(ctx.err.status, SHB_EIO);
        assert_non_null(strstr(ctx.err.text, paths[i]));
    }
}

static const char *text_of(shb_output *out) {
    static char text[512];
    shb_str bytes = shb_output_bytes(out);
    snprintf(text, sizeof text, "%.*s", (int)bytes.len, bytes.data);
    return text;
}

static void test_json_strings(void **state) {
    (void)state;
    static const struct {
        const char *text, *json;
    } rows[] = {
        {"", "\"\""},
        {"plain", "\"plain\""},
        {"شبكة \"x\" \\", "\"شبكة \\\"x\\\" \\\\\""},
        {"a\nb\tc\rd\x01"
         "e",
         "\"a\\nb\\tc\\rd\\u0001e\""},
        {"bad \xff\xc3", "\"bad \xef\xbf\xbd\xef\xbf\xbd\""},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_output *out = NULL;
        assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
        shb_put_json_z(out, rows[i].text);
        assert_string_equal(text_of(out), rows[i].json);
        shb_output_abandon(out);
    }
}

static void test_terminal_text(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    const char *text = "a\033[31m\xe2\x80\xae"
                       "b\n\xff";
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    shb_put_plain(out, (shb_str){text, strlen(text)});
    assert_string_equal(text_of(out), "a\\x1b[31m\\u{202e}b \\xff");
    shb_output_abandon(out);
}

static void test_numbers(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *text;
    } rows[] = {{0, "0"},
                {3, "3"},
                {-2, "-2"},
                {0.1, "0.1"},
                {1e15, "1e+15"},
                {9007199254740992.0, "9007199254740992"},
                {0.30000000000000004, "0.30000000000000004"},
                {1.5e-7, "1.5e-07"}};
    char text[32];
    for (size_t i = 0; i < LENGTH(rows); i++) {
        text[shb_double_text(rows[i].value, text)] = '\0';
        if (strcmp(text, rows[i].text) != 0 && strtod(text, NULL) != rows[i].value)
            fail_msg("%s is written %s", rows[i].text, text);
    }
    srand(3);
    for (int i = 0; i < 100000; i++) {
        double value = ldexp((double)rand() / RAND_MAX, rand() % 200 - 100);
        text[shb_double_text(value, text)] = '\0';
        assert_true(strtod(text, NULL) == value);
    }
    assert_true(shb_round9(1.0 / 3) == 0.333333333);
    assert_true(isnan(shb_round9(NAN)));
    assert_true(shb_round9(123456789012.0) == 123456789000.0);
}

static void test_memory_running_out(void **state) {
    (void)state;
    for (long n = 1; n < 50; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_output *out = NULL;
        shb_alloc_fail_after(n, false);
        shb_status st = shb_output_open(&ctx, in_folder("c.txt"), &out);
        if (st == SHB_OK)
            st = shb_output_close(&ctx, out);
        void *probe = shb_alloc(1);
        bool spent = probe == NULL;
        shb_free(probe);
        shb_alloc_fail_after(0, false);
        assert_true(st == SHB_OK || st == SHB_ENOMEM);
        if (st == SHB_OK && spent)
            return; /* the failure came after all that it needs */
    }
}

static int start(void **state) {
    (void)state;
    strcpy(folder, "/tmp/shabaka-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int finish(void **state) {
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_replaces_whole),
        cmocka_unit_test(test_abandoned_leaves_nothing),
        cmocka_unit_test(test_link_is_followed),
        cmocka_unit_test(test_failures_are_told),
        cmocka_unit_test(test_json_strings),
        cmocka_unit_test(test_terminal_text),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_memory_running_out),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
