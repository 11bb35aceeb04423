/* A drawing program that is good, bad, slow or not there. */
#include "fake_draw.h"

#include "export/worker.h"

static shb_status run_script(shb_ctx *ctx, const char *body, shb_str input,
                             uint32_t seconds, shb_output **out) {
    static const char *const arguments[] = {"svg", "--dpi", "110", NULL};
    fake(body);
    assert_int_equal(shb_output_memory(ctx, out), SHB_OK);
    shb_job job = {script_path, arguments, input, seconds};
    return shb_worker_run(ctx, &job, *out);
}

static void expect_failure(const char *body, uint32_t seconds, const char *said) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    assert_int_equal(run_script(&ctx, body, (shb_str){"x", 1}, seconds, &out), SHB_EDRAW);
    if (!strstr(ctx.err.text, said))
        fail_msg("'%s' does not say '%s'", ctx.err.text, said);
    assert_int_equal(shb_output_bytes(out).len, 0);
    shb_output_abandon(out);
}

static void test_missing_program(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    char path[SHB_WORKER_PATH];
    setenv("SHABAKA_DRAW", "/nowhere/shabaka-draw", 1);
    assert_int_equal(shb_worker_find(&ctx, path), SHB_EDRAW);
    assert_non_null(strstr(ctx.err.text, "'/nowhere/shabaka-draw'"));
    assert_non_null(strstr(ctx.err.text, "SHABAKA_DRAW"));
}

/* An executable file that is no program: it is found, but cannot be started. */
static void test_no_program(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    static const char *const arguments[] = {NULL};
    fake("");
    FILE *f = fopen(script_path, "w");
    assert_non_null(f);
    fputs("#!/nowhere/interpreter\n", f);
    fclose(f);
    shb_job job = {script_path, arguments, {"", 0}, 5};
    assert_int_equal(shb_worker_run(&ctx, &job, NULL), SHB_EDRAW);
    assert_non_null(strstr(ctx.err.text, "cannot run"));
}

static void test_bad_ends(void **state) {
    (void)state;
    expect_failure("kill -SEGV $$", 20, "killed by signal 11");
    expect_failure("echo 'shabaka-draw: line 3: no' >&2; echo half; exit 2", 20,
                   "status 2: line 3: no; the network");
    expect_failure("cat > /dev/null", 20, "wrote nothing");
    expect_failure("printf 'a\\033[31mb' >&2; exit 1", 20, "status 1: a?[31mb;");
}

static void test_hanging(void **state) {
    (void)state;
    expect_failure("echo half; exec sleep 20", 1, "more than 1 seconds");
}

static void test_deaf_program(void **state) {
    (void)state;
    enum { LARGE = 4 << 20 };
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    char *input = calloc(LARGE, 1);
    /* it never reads: no SIGPIPE may reach us */
    assert_int_equal(run_script(&ctx, "echo good", (shb_str){input, LARGE}, 20, &out),
                     SHB_OK);
    assert_memory_equal(shb_output_bytes(out).data, "good\n", 5);
    shb_output_abandon(out);
    /* it says a lot before it reads anything: neither side may wait for ever */
    const char *noisy = "head -c 1000000 /dev/zero >&2; head -c 1000000 /dev/zero; cat";
    assert_int_equal(run_script(&ctx, noisy, (shb_str){input, LARGE}, 20, &out), SHB_OK);
    assert_int_equal(shb_output_bytes(out).len, LARGE + 1000000);
    shb_output_abandon(out);
    free(input);
}

static void test_environment(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    setenv("GVBINDIR", "/tmp", 1);
    assert_int_equal(
        run_script(&ctx, "env; ls /proc/self/fd", (shb_str){"", 0}, 20, &out), SHB_OK);
    unsetenv("GVBINDIR");
    shb_str bytes = shb_output_bytes(out);
    char *text = strndup(bytes.data, bytes.len);
    assert_null(strstr(text, "GVBINDIR"));
    assert_null(strstr(text, "SHABAKA_DRAW"));
    assert_non_null(strstr(text, "LANG=C\n"));
    free(text);
    shb_output_abandon(out);
}

static void test_cancelling(void **state) {
    (void)state;
    volatile int cancel = 1;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    ctx.cancel = &cancel;
    assert_int_equal(run_script(&ctx, "exec sleep 20", (shb_str){"", 0}, 20, &out),
                     SHB_ECANCELLED);
    shb_output_abandon(out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_missing_program),
        cmocka_unit_test(test_no_program),
        cmocka_unit_test(test_bad_ends),
        cmocka_unit_test(test_hanging),
        cmocka_unit_test(test_deaf_program),
        cmocka_unit_test(test_environment),
        cmocka_unit_test(test_cancelling),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
