/* The lossless file: the same bytes again, and the files of others. */
#include "unit.h"

#include <math.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "export/json.h"

static shb_str str(const char *text) { return (shb_str){text, strlen(text)}; }

static const char ours[] =
    "{\"directed\":false,\"multigraph\":false,\"graph\":{},\n"
    "\"nodes\":[\n"
    "{\"id\":\"person:a\",\"label\":\"A \\\"the\\\" first\",\"mentions\":3,\"share\":5,"
    "\"kept\":true},\n"
    "{\"id\":\"person:b\",\"label\":\"ب\",\"share\":0.1,\"note\":\"7\"},\n"
    "{\"id\":\"state:X\",\"label\":\"X\",\"mentions\":-1,\"kept\":false}\n"
    "],\n"
    "\"links\":[\n"
    "{\"source\":\"person:a\",\"target\":\"person:b\",\"weight\":2,\"first\":\"2024-01-"
    "01\","
    "\"evidence\":[0,[1,0]]},\n"
    "{\"source\":\"person:b\",\"target\":\"state:X\",\"weight\":0.25,\"evidence\":[]}\n"
    "],\n"
    "\"shabaka\":{\"format\":1,\"made\":{\"by\":\"hand \\\\ \\\"x "
    "y\\\"\",\"n\":[1,0.05,null]},"
    "\"margins\":{\"documents\":2,\"units\":9,\"unit_sizes\":[7,0,2],\"document_sizes\":["
    "]},"
    "\"columns\":{\"nodes\":[[\"mentions\",\"int\"],[\"share\",\"double\"],"
    "[\"kept\",\"bool\"],[\"note\",\"string\"],[\"empty\",\"double\"]],"
    "\"edges\":[[\"first\",\"string\"]]}},\n"
    "\"evidence\":[\n"
    "{\"doc\":\"d\",\"date\":\"\",\"sentence\":4,\"start\":10,\"end\":14,\"text\":\"A, "
    "B\","
    "\"mentions\":[[0,0,1],[1,3,4]]},\n"
    "{\"doc\":\"c\",\"date\":\"2024-01-01\",\"sentence\":0,\"start\":0,\"end\":1,"
    "\"text\":\"A\",\"mentions\":[]}\n"
    "]}\n";

struct told {
    int count;
    char text[2000];
};

static void remember(void *user, const shb_notice *notice) {
    struct told *told = user;
    size_t used = strlen(told->text);
    told->count++;
    snprintf(told->text + used, sizeof told->text - used, "%s\n", notice->text);
}

static shb_network *read_with(shb_ctx *ctx, struct told *told, const char *json) {
    shb_network *net = NULL;
    *told = (struct told){0};
    ctx->notice = remember;
    ctx->user = told;
    shb_status st = shb_json_read(ctx, str(json), "test.json", &net);
    if (st != SHB_OK)
        assert_null(net);
    return net;
}

static char *written(const shb_network *net) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    assert_int_equal(shb_json_write(&ctx, net, NULL, out), SHB_OK);
    shb_str bytes = shb_output_bytes(out);
    char *copy = strndup(bytes.data, bytes.len);
    assert_int_equal(shb_output_close(&ctx, out), SHB_OK);
    return copy;
}

static void test_same_bytes(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    struct told told;
    shb_network *net = read_with(&ctx, &told, ours);
    assert_non_null(net);
    assert_int_equal(told.count, 0);
    assert_int_equal(net->n_nodes, 3);
    assert_string_equal(net->nodes[0].label, "A \"the\" first");
    assert_int_equal(shb_node_column(net, "mentions")->cells.ints[2], -1);
    assert_true(shb_node_column(net, "mentions")->cells.ints[1] == SHB_MISSING_INT);
    assert_int_equal(shb_node_column(net, "share")->type, SHB_DOUBLE);
    assert_true(shb_node_column(net, "share")->cells.doubles[0] == 5);
    assert_int_equal(shb_node_column(net, "kept")->type, SHB_BOOL);
    assert_string_equal(shb_node_column(net, "note")->cells.strings[1], "7");
    assert_int_equal(shb_node_column(net, "empty")->type, SHB_DOUBLE);
    assert_true(net->edges[1].weight == 0.25);
    assert_int_equal(net->supports[0].count, 2);
    assert_int_equal(net->supports[0].items[1].first, 1);
    assert_int_equal(net->supports[0].items[1].second, 0);
    assert_int_equal(net->evidence[0].marked[1].node, 1);
    assert_int_equal(net->margins.unit_sizes[2], 2);
    char *again = written(net);
    assert_string_equal(again, ours);
    free(again);
    shb_network_free(net);
}

static void test_made_is_one_line(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = NULL;
    assert_int_equal(shb_network_new(&ctx, &net), SHB_OK);
    net->made = shb_strdup("{ \"a\" :\n \"x \\\" y\\\\\" , \"b\": [1, 2] }");
    char *text = written(net);
    assert_non_null(strstr(text, "\"made\":{\"a\":\"x \\\" y\\\\\",\"b\":[1,2]},"));
    assert_non_null(strstr(text, "\"nodes\":[\n],"));
    assert_null(strstr(text, "evidence"));
    struct told told;
    shb_network *back = read_with(&ctx, &told, text);
    char *again = written(back);
    assert_string_equal(again, text);
    free(text);
    free(again);
    shb_network_free(back);
    shb_network_free(net);
}

static void test_labels_asked_for(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    struct told told;
    shb_output *out = NULL;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    options.labels = "ar";
    shb_network *net = read_with(&ctx, &told,
                                 "{\"nodes\":[{\"id\":\"a\",\"label_ar\":\"ا\"},"
                                 "{\"id\":\"b\"}],\"links\":[]}");
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    assert_int_equal(shb_json_write(&ctx, net, &options, out), SHB_OK);
    shb_putc(out, '\0');
    assert_non_null(strstr(shb_output_bytes(out).data, "\"id\":\"a\",\"label\":\"ا\""));
    assert_non_null(strstr(shb_output_bytes(out).data, "\"id\":\"b\",\"label\":\"b\""));
    shb_output_abandon(out);
    shb_network_free(net);
}

static void test_others(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    struct told told;
    /* networkx: numbers as ids, mixed attributes, directed, a loop, both directions. */
    shb_network *net = read_with(
        &ctx, &told,
        "\xef\xbb\xbf{\"directed\":true,\"nodes\":[{\"id\":10,\"Age\":3,\"x\":1},"
        "{\"id\":9,\"Age\":4.5,\"x\":\"two\",\"ok\":true,\"club\":[1]},"
        "{\"id\":\"z z\",\"age\":1,\"ok\":null}],"
        "\"edges\":[{\"source\":10,\"target\":9,\"Weight\":3},{\"source\":9,\"target\":"
        "10,"
        "\"weight\":2.5},{\"source\":9,\"target\":9},{\"source\":\"z z\",\"target\":0},"
        "{\"source\":\"z z\",\"target\":9,\"weight\":-1},"
        "{\"source\":\"z z\",\"target\":10,\"weight\":\" 9 \"},"
        "{\"source\":9,\"target\":10,\"weight\":\"3,5\"},"
        "{\"source\":9,\"target\":10,\"weight\":true},"
        "{\"source\":9,\"target\":10,\"weight\":1e301}]}");
    assert_non_null(net);
    assert_int_equal(net->n_nodes, 3);
    assert_string_equal(net->nodes[0].id, "10");
    assert_string_equal(net->nodes[1].label, "9");
    assert_string_equal(net->nodes[2].id, "z z");
    assert_int_equal(net->n_edges, 2);
    assert_true(net->edges[0].weight == 3.5);
    assert_true(net->edges[1].weight == 9);
    assert_true(shb_node_column(net, "age")->cells.doubles[0] == 3);
    assert_true(shb_node_column(net, "age")->cells.doubles[1] == 4.5);
    assert_int_equal(shb_node_column(net, "age_2")->type, SHB_INT);
    assert_string_equal(shb_node_column(net, "x")->cells.strings[0], "1");
    assert_int_equal(shb_node_column(net, "ok")->type, SHB_BOOL);
    assert_null(shb_node_column(net, "club"));
    assert_null(net->supports);
    assert_null(net->made);
    assert_non_null(shb_edge_column(net, "weight_2"));
    assert_non_null(strstr(told.text, "undirected"));
    assert_non_null(strstr(told.text, "lists or objects"));
    assert_non_null(strstr(told.text, "not there"));
    assert_non_null(strstr(
        told.text, "whose weight is no number from 1e-300 to 1e300 were left out (4)"));
    assert_non_null(strstr(told.text, "itself"));
    assert_non_null(strstr(told.text, "parallel"));
    assert_int_equal(told.count, 6);
    shb_network_free(net);
    /* d3: ends by place, nodes without id; and ids twice. */
    net = read_with(
        &ctx, &told,
        "{\"nodes\":[{\"name\":\"p\"},{},\"r\",{\"id\":\"p\"}],\"links\":["
        "{\"source\":0,\"target\":1},{\"source\":{\"id\":\"r\"},\"target\":3}]}");
    assert_non_null(net);
    assert_int_equal(net->n_nodes, 3);
    assert_string_equal(net->nodes[0].id, "1");
    assert_string_equal(net->nodes[1].id, "p");
    assert_int_equal(net->n_edges, 2);
    assert_int_equal(net->edges[0].b, 1);
    assert_int_equal(net->edges[1].a, 1);
    assert_int_equal(net->edges[1].b, 2);
    assert_int_equal(told.count, 2);
    shb_network_free(net);
}

static void test_bad_evidence(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    struct told told;
    shb_network *net = read_with(&ctx, &told,
                                 "{\"nodes\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"links\":[{"
                                 "\"source\":\"a\",\"target\":"
                                 "\"b\",\"evidence\":[0,1,2,[1,1],[1],-1,\"x\",1.5]}],"
                                 "\"evidence\":[7,{\"text\":\"ab\","
                                 "\"sentence\":99999999999,\"start\":-4,\"mentions\":[[0,"
                                 "0,1],[0,1,3],[2,0,1],[0,2,1],"
                                 "[],8]}]}");
    assert_non_null(net);
    assert_int_equal(net->n_evidence, 1);
    assert_int_equal(net->evidence[0].n_marked, 1);
    assert_int_equal(net->evidence[0].start, 0);
    assert_int_equal(net->supports[0].count, 1);
    assert_string_equal(told.text,
                        "references of the evidence that lead nowhere were left "
                        "out (12)\n");
    shb_network_free(net);
}

static void test_errors(void **state) {
    (void)state;
    static const char *const bad[] = {
        "",
        "{",
        "[]",
        "{}",
        "7",
        "{\"nodes\":[]}",
        "{\"nodes\":{},\"links\":[]}",
        "{\"nodes\":[],\"links\":[]} x",
        "{\"nodes\":[],\"links\":[],\"x\":\"\xff\"}",
        "{\"nodes\":[],\"links\":[],\"x\":1e999}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        struct told told;
        assert_null(read_with(&ctx, &told, bad[i]));
        assert_int_equal(ctx.err.status, SHB_ESYNTAX);
        assert_string_equal(ctx.err.file, "test.json");
    }
    shb_ctx ctx = SHB_CTX_INIT;
    shb_network *net = NULL;
    assert_int_equal(shb_json_read(&ctx, (shb_str){"", ((size_t)1 << 30) + 1}, "f", &net),
                     SHB_ELIMIT);
}

static void test_too_many_attributes(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    struct told told;
    char *json = malloc(40000), *to = json + sprintf(json, "{\"nodes\":[{\"id\":\"a\"");
    for (int i = 0; i < 1001; i++)
        to += sprintf(to, ",\"%d\":1", i);
    strcpy(to, "}],\"links\":[]}");
    assert_null(read_with(&ctx, &told, json));
    assert_int_equal(ctx.err.status, SHB_ELIMIT);
    free(json);
}

static void test_record(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    struct told told;
    shb_output *out = NULL;
    shb_network *net = read_with(&ctx, &told, ours), *bare = NULL;
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    assert_int_equal(shb_json_write_record(&ctx, net, out), SHB_OK);
    shb_str record = shb_output_bytes(out);
    assert_null(memchr(record.data, '\n', record.len));
    /* The same network without what the record holds gets it all back. */
    char *shorn = strdup(ours);
    strcpy(strstr(shorn, ",\n\"shabaka\""), "}");
    for (char *p; (p = strstr(shorn, ",\"evidence\":[0,[1,0]]"));)
        memmove(p, p + 21, strlen(p + 21) + 1);
    bare = read_with(&ctx, &told, shorn);
    assert_non_null(bare);
    assert_null(bare->supports);
    assert_int_equal(shb_json_read_record(&ctx, record, "test.json", bare), SHB_OK);
    assert_int_equal(bare->supports[0].count, 2);
    assert_int_equal(bare->supports[0].items[1].first, 1);
    assert_int_equal(bare->evidence[0].marked[1].node, 1);
    assert_int_equal(bare->margins.units, 9);
    assert_string_equal(bare->made, net->made);
    shb_network_free(bare);
    /* A network with another number of edges is another network. */
    const bool two[] = {true, true, false};
    shb_network *other = NULL;
    assert_int_equal(shb_network_part(&ctx, net, two, NULL, &other), SHB_OK);
    assert_int_equal(shb_json_read_record(&ctx, record, "test.json", other), SHB_ESYNTAX);
    shb_network_free(other);
    free(shorn);
    shb_output_abandon(out);
    shb_network_free(net);
}

static void test_memory(void **state) {
    (void)state;
    for (int persistent = 0; persistent < 2; persistent++)
        for (long n = 1;; n++) {
            shb_ctx ctx = SHB_CTX_INIT;
            struct told told;
            shb_output *out = NULL;
            shb_alloc_fail_after(n, persistent);
            shb_network *net = read_with(&ctx, &told, ours);
            bool good = net && shb_output_memory(&ctx, &out) == SHB_OK;
            if (good) {
                shb_json_write(&ctx, net, NULL, out);
                shb_str bytes = shb_output_bytes(out);
                char *copy = strndup(bytes.data, bytes.len);
                good = shb_output_close(&ctx, out) == SHB_OK;
                if (good)
                    assert_string_equal(copy, ours);
                free(copy);
            }
            shb_alloc_fail_after(0, false);
            shb_network_free(net);
            if (good) {
                assert_true(n > 30);
                break;
            }
            assert_int_equal(ctx.err.status, SHB_ENOMEM);
        }
}

/* Where the parser's own buffers must grow: jansson by itself would lose bytes here. */
static void test_memory_of_a_large_file(void **state) {
    (void)state;
    enum { LEN = 300000 };
    char *json = malloc(LEN + 100);
    int used = sprintf(json, "{\"nodes\":[],\"links\":[],\"x\":[\"");
    memset(json + used, 'a', LEN);
    strcpy(json + used + LEN, "\",123456789012345678]}");
    for (long n = 1;; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        struct told told;
        shb_alloc_fail_after(n, false);
        shb_network *net = read_with(&ctx, &told, json);
        shb_alloc_fail_after(0, false);
        shb_network_free(net);
        if (net)
            break;
        assert_int_equal(ctx.err.status, SHB_ENOMEM);
    }
    free(json);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_bytes),
        cmocka_unit_test(test_made_is_one_line),
        cmocka_unit_test(test_labels_asked_for),
        cmocka_unit_test(test_others),
        cmocka_unit_test(test_bad_evidence),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_too_many_attributes),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_memory_of_a_large_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
