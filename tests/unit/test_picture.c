/*
 * Pictures: what the drawing program is told, and what it draws where the environment names
 * it (SHABAKA_DRAW).
 */
#include "fake_draw.h"

#include <libxml/parser.h>

#include "base/alloc.h"
#include "export/formats.h"
#include "export/picture_drawing.h"
#include "export/worker.h"
#include "small_network.h"

/* What a writer gives, as text; "" where it failed. Free with free(). */
static char *written(shb_ctx *ctx, const shb_network *net, shb_writer *write,
                     const shb_export_options *options) {
    shb_output *out = NULL;
    assert_int_equal(shb_output_memory(ctx, &out), SHB_OK);
    bool good = write(ctx, net, options, out) == SHB_OK;
    shb_str bytes = shb_output_bytes(out);
    char *copy = strndup(bytes.data, good ? bytes.len : 0);
    shb_output_abandon(out);
    return copy;
}

/* ---- the description ---- */

static shb_network *two_nodes(void) {
    static const char *const types[] = {"state", "person"};
    shb_edge edge = {0, 1, 3};
    shb_network *net = small_network(2, &edge, 1);
    set_strings(net, "type", types);
    set_label(net, 0, "Egypt");
    set_label(net, 1, "Jane\tDoe\n\u202e \x1b[31m");
    return net;
}

/* What shabaka-draw gets for a .png; checks with which arguments. Free with free(). */
static char *described(const shb_network *net, const shb_export_options *options,
                       const char *arguments) {
    shb_ctx ctx = SHB_CTX_INIT;
    char script[128], seen[64] = "";
    snprintf(script, sizeof script, "echo \"$@\" > %s; exec cat", seen_path);
    fake(script);
    char *text = written(&ctx, net, shb_png_write, options);
    FILE *f = fopen(seen_path, "r");
    assert_non_null(f);
    assert_non_null(fgets(seen, sizeof seen, f));
    fclose(f);
    assert_string_equal(seen, arguments);
    return text;
}

static void test_description(void **state) {
    (void)state;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    options.title = "A & B\n<c>";
    shb_network *net = two_nodes();
    char *text = described(net, &options, "png --dpi 110\n");
    assert_string_equal(
        text, "shabaka-draw 1\n"
              "direction\tltr\n"
              "title\t\u2066A & B <c>\u2069\n"
              "kind\tperson\t#d3d5d9\t#6b7280\t#1b1b1b\t\u2066people\u2069\n"
              "kind\tstate\t#6b7280\t#6b7280\t#ffffff\t\u2066states\u2069\n"
              "note\t\u2066The stronger a tie, the thicker its line\u2069\n"
              "note\t\u2066names: 2\u2069\n"
              "note\t\u2066ties between them: 1\u2069\n"
              "node\tstate\t-\t-\t26\t#0072b2\t#0072b2\t#ffffff\t\u2068Egypt\u2069\n"
              "node\tperson\t-\t-\t26\t#b3d5e8\t#0072b2\t#1b1b1b\t\u2068Jane Doe "
              "[31m\u2069\n"
              "edge\t0\t1\t0.333333333\t1.19316552\t#59a3cdb4\n"
              "end\n");
    free(text);
    shb_network_free(net);
}

static shb_network *three_weights(void) {
    shb_edge edges[] = {{0, 1, 1}, {0, 2, 4}, {1, 2, 36}};
    return small_network(3, edges, LENGTH(edges));
}

/* A page has its size, its number of nodes and its resolution; lines are explained. */
/* Ties of 200 and 6,400 have to differ as much as those of 2 and 64 do. */
static void test_heaviness(void **state) {
    (void)state;
    const shb_drawing small = {.lightest = 2, .heaviest = 64};
    const shb_drawing large = {.lightest = 200, .heaviest = 6400};
    assert_float_equal(shb_heaviness(&small, 64), 1, 1e-9);
    assert_float_equal(shb_heaviness(&small, 2), 1 / 6., 1e-9); /* log 2 / log 64 */
    for (double share = 1; share <= 32; share *= 2)
        assert_float_equal(shb_heaviness(&small, 2 * share),
                           shb_heaviness(&large, 200 * share), 1e-9);
    const shb_drawing alike = {.lightest = 5, .heaviest = 5};
    assert_float_equal(shb_heaviness(&alike, 5), 1 / 3., 1e-9); /* thin */
}

static void test_filter_is_told_in_the_words_of_the_picture(void **state) {
    (void)state;
    static const struct {
        const char *language, *note;
    } cases[] = {
        {"en",
         "note\t\u2066filter: ties by \u2066sdsm\u2069, \u2066q \u2264 "
         "\u20660.1\u2069\u2069, only states, people, weight \u2265 \u20663\u2069, "
         "around \u2068Egypt\u2069 \u20662\u2069, top \u206620\u2069 by strength of "
         "ties, no isolates\u2069\n"},
        {"ru",
         "note\t\u2066фильтр: связи по \u2066sdsm\u2069, \u2066q \u2264 "
         "\u20660.1\u2069\u2069, только государства, люди, вес \u2265 \u20663\u2069, "
         "вокруг: \u2068Egypt\u2069 \u20662\u2069, первые \u206620\u2069 по: сила "
         "связей, без одиночных имён\u2069\n"},
        {"ar", "note\t\u2067المرشّح: الروابط المؤكدة: \u2066sdsm\u2069، \u2066q \u2264 "
               "\u20660.1\u2069\u2069، فقط: دول، أشخاص، الوزن \u2265 \u20663\u2069، "
               "حول \u2068Egypt\u2069 \u20662\u2069، أول \u206620\u2069 حسب قوة الروابط، "
               "بلا أسماء منفردة\u2069\n"},
    };
    shb_network *net = two_nodes();
    net->made = shb_strdup(
        "{\"steps\":[{\"alpha\":0.1,\"backbone\":\"sdsm\",\"correct\":\"bh\","
        "\"do\":\"backbone\",\"edges\":9},{\"do\":\"rank\",\"names\":\"degree\"},"
        "{\"do\":\"filter\",\"what\":\"type state,person, weight >= 3, around "
        "Egypt:2, the top 20 by strength, no isolates\"}]}");
    for (size_t i = 0; i < LENGTH(cases); i++) {
        shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
        options.labels = cases[i].language;
        char *text = described(net, &options, "png --dpi 110\n");
        if (!strstr(text, cases[i].note))
            fail_msg("%s: not '%s' in '%s'", cases[i].language, cases[i].note, text);
        free(text);
    }
    shb_network_free(net);
}

static void test_title_of_each_language(void **state) {
    (void)state;
    static const struct {
        const char *labels, *line;
    } cases[] = {{"ar", "title\t\u2067شبكة\u2069\n"},
                 {"ru", "title\t\u2066Сеть\u2069\n"},
                 {"en", "title\t\u2066For all\u2069\n"}};
    shb_network *net = two_nodes();
    for (size_t i = 0; i < LENGTH(cases); i++) {
        shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
        options.labels = cases[i].labels;
        options.title = "For all";
        options.titles[0] = "شبكة";
        options.titles[2] = "Сеть";
        char *text = described(net, &options, "png --dpi 110\n");
        if (!strstr(text, cases[i].line))
            fail_msg("no '%s' in '%s'", cases[i].line, text);
        free(text);
    }
    shb_network_free(net);
}

static void test_page(void **state) {
    (void)state;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    options.page = "a4-portrait";
    shb_network *net = three_weights();
    char *text = described(net, &options, "png --dpi 300\n");
    assert_non_null(strstr(text, "\npage\t595\t842\t24\n"));
    assert_non_null(strstr(text, "\nwidth\t0\t#6b7280\t\u2066weight\u2069\n"));
    assert_non_null(strstr(text, "\t#6b7280\t\u20661\u2069\nwidth\t"));
    assert_non_null(strstr(text, "\t#6b7280\t\u20666\u2069\nwidth\t5\t"));
    assert_non_null(strstr(text, "\nwidth\t5\t#6b7280\t\u206636\u2069\n"));
    free(text);
    shb_network_free(net);
}

static void test_wrong_options(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    shb_network *net = two_nodes(), *empty = small_network(0, NULL, 0);
    fake("exec cat");
    options.dpi = 5000;
    assert_int_equal(shb_png_write(&ctx, net, &options, NULL), SHB_EINVALID);
    shb_ctx_clear(&ctx);
    options.dpi = 0;
    options.page = "a5";
    shb_ctx_clear(&ctx);
    assert_int_equal(shb_png_write(&ctx, net, &options, NULL), SHB_EINVALID);
    assert_non_null(strstr(ctx.err.text, "'a5'"));
    shb_ctx_clear(&ctx);
    options.page = NULL;
    options.chart = "pie";
    assert_int_equal(shb_png_write(&ctx, net, &options, NULL), SHB_EINVALID);
    assert_non_null(strstr(ctx.err.text, "'pie'"));
    shb_ctx_clear(&ctx);
    options.chart = "top:type";
    assert_int_equal(shb_png_write(&ctx, net, &options, NULL), SHB_EINVALID);
    assert_non_null(strstr(ctx.err.text, "'type'"));
    shb_ctx_clear(&ctx);
    options.chart = "time";
    assert_int_equal(shb_png_write(&ctx, net, &options, NULL), SHB_ENOTFOUND);
    shb_ctx_clear(&ctx);
    options.chart = NULL;
    assert_int_equal(shb_png_write(&ctx, empty, &options, NULL), SHB_EUNSUITED);
    shb_network_free(empty);
    shb_network_free(net);
}

static void expect_memory_is_watched(const shb_network *net,
                                     const shb_export_options *options, bool persistent) {
    bool good = false;
    for (long n = 1; !good; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_output *out = NULL;
        assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
        shb_alloc_fail_after(n, persistent);
        shb_status st = shb_svg_write(&ctx, net, options, out);
        shb_alloc_fail_after(0, false);
        good = st == SHB_OK;
        if (!good)
            assert_int_equal(st, SHB_ENOMEM);
        shb_output_abandon(out);
        assert_true(n < 500);
    }
}

static void test_memory_runs_out(void **state) {
    (void)state;
    static const char *const charts[] = {"map", "top", "matrix"};
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    options.title = "title";
    shb_network *net = two_nodes();
    fake("exec cat");
    for (size_t i = 0; i < LENGTH(charts); i++) {
        options.chart = charts[i];
        expect_memory_is_watched(net, &options, false);
        expect_memory_is_watched(net, &options, true);
    }
    shb_network_free(net);
}

/* ---- with the real program ---- */

static void test_real_svg(void **state) {
    (void)state;
    use_real();
    shb_ctx ctx = SHB_CTX_INIT;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    /* a title like a label, and labels that are code somewhere */
    static const char *const hostile[] = {"legend",
                                          "legend",
                                          "%1",
                                          "\\N\\G\\n\\",
                                          "<<b>x</b>>",
                                          "&#x202e;&lt;b&gt;",
                                          "a\"];b--c[\"",
                                          "-->]]></svg><script>1",
                                          "\xff\xfe\xed",
                                          "javascript:1",
                                          "",
                                          "node"};
    enum { N = LENGTH(hostile) };
    options.title = "legend";
    shb_network *net = ring_network(N);
    for (size_t v = 0; v < N; v++)
        set_label(net, v, hostile[v]);
    char *first = written(&ctx, net, shb_svg_write, &options);
    char *second = written(&ctx, net, shb_svg_write, &options);
    assert_int_equal(ctx.err.status, SHB_OK);
    assert_string_equal(first, second);
    int quiet = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    xmlDocPtr doc = xmlReadMemory(first, (int)strlen(first), "x.svg", NULL, quiet);
    assert_non_null(doc);
    xmlFreeDoc(doc);
    assert_null(strstr(first, "<script"));
    assert_null(strstr(first, "xlink:href"));
    assert_non_null(strstr(first, "&lt;&lt;b&gt;x&lt;/b&gt;&gt;"));
    assert_non_null(strstr(first, "&amp;#x202e;&amp;lt;b&amp;gt;"));
    assert_non_null(strstr(first, "\\N\\G\\n\\\u2069"));
    free(first);
    free(second);
    shb_network_free(net);
}

static void test_real_bytes(void **state) {
    (void)state;
    use_real();
    shb_ctx ctx = SHB_CTX_INIT;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    shb_network *net = two_nodes();
    char *pdf = written(&ctx, net, shb_pdf_write, &options);
    char *png = written(&ctx, net, shb_png_write, &options);
    assert_int_equal(ctx.err.status, SHB_OK);
    assert_memory_equal(pdf, "%PDF-", 5);
    assert_memory_equal(png, "\x89PNG", 4);
    free(pdf);
    free(png);
    shb_network_free(net);
}

/* The drawing program believes nobody, us included. */
static void test_real_refusals(void **state) {
    (void)state;
    use_real();
    static const struct {
        const char *input, *said;
    } cases[] = {
        {"", "does not begin"},
        {"shabaka-draw 2\nend\n", "does not begin"},
        {"shabaka-draw 1\n", "ends too early"},
        {"shabaka-draw 1\nend", "ends too early"},
        {"shabaka-draw 1\nend\n", "no nodes"},
        {"shabaka-draw 1\nhello\nend\n", "line 2: 'hello'"},
        {"shabaka-draw 1\ntitle\nend\n", "line 2: 'title' has 0 fields"},
        {"shabaka-draw 1\ntitle\ta\x01\nend\n", "line 2: byte 1"},
        {"shabaka-draw 1\ntitle\t\xed\xa0\x80\nend\n", "line 2: byte 0"},
        {"shabaka-draw 1\nbox\t0\t0\t1\t-1\t#ffffff\t\nend\n", "line 2: '-1'"},
        {"shabaka-draw 1\ntext\t0\t0\t9\tup\t#ffffff\tx\nend\n", "'up'"},
        {"shabaka-draw 1\nbox\t0\t0\t1\t1\t#ffffff\t\n"
         "node\tdot\t0\t0\t9\t#ffffff\t#ffffff\t#ffffff\tx\nend\n",
         "at once"},
        {"shabaka-draw 1\npage\t10\t500\t0\nend\n", "line 2: '10'"},
        {"shabaka-draw 1\nnode\tdot\t0\t0\tnan\t#fff\t#fff\t#fff\tx\nend\n", "line 2"},
        {"shabaka-draw 1\nbox\t0\t0\t1\t-1\t#ffffff\t\nend\n", "line 2: '-1'"},
        {"shabaka-draw 1\ntext\t0\t0\t9\tup\t#ffffff\tx\nend\n", "'up'"},
        {"shabaka-draw 1\nbox\t0\t0\t1\t1\t#ffffff\t\n"
         "node\tdot\t0\t0\t9\t#ffffff\t#ffffff\t#ffffff\tx\nend\n",
         "at once"},
        {"shabaka-draw 1\npage\t10\t500\t0\nend\n", "line 2: '10'"},
        {"shabaka-draw 1\nnode\tdot\t0\t0\t9\t#ffffff\t#ffffff\t#ffffff\tx\n"
         "edge\t0\t1\t1\t1\t#000000\nend\n",
         "line 3: there is no node '1'"},
    };
    static const char *const arguments[] = {"svg", NULL};
    for (size_t i = 0; i < LENGTH(cases); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_job job = {real, arguments, {cases[i].input, strlen(cases[i].input)}, 20};
        assert_int_equal(shb_worker_run(&ctx, &job, NULL), SHB_EDRAW);
        if (!strstr(ctx.err.text, cases[i].said) || !strstr(ctx.err.text, "status 2"))
            fail_msg("case %zu: '%s'", i, ctx.err.text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_description),
        cmocka_unit_test(test_heaviness),
        cmocka_unit_test(test_filter_is_told_in_the_words_of_the_picture),
        cmocka_unit_test(test_title_of_each_language),
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_wrong_options),
        cmocka_unit_test(test_memory_runs_out),
        cmocka_unit_test(test_real_svg),
        cmocka_unit_test(test_real_bytes),
        cmocka_unit_test(test_real_refusals),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
