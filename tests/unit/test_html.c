/* The page of a network: digests, safe JSON, offsets for JavaScript, packed evidence. */
#include "unit.h"

#include <stdlib.h>
#include <zlib.h>

#include <shabaka/network.h>

#include "base/alloc.h"
#include "export/formats.h"
#include "export/html_data.h"
#include "export/sha256.h"
#include "small_network.h"

/* ---- SHA-256 and base64 ---- */

static void assert_digest(const char *text, size_t len, const char *wanted) {
    uint8_t digest[SHB_SHA256_SIZE];
    char hex[2 * SHB_SHA256_SIZE + 1];
    shb_sha256(text, len, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    assert_string_equal(hex, wanted);
}

/* The examples of FIPS 180-4 and of NIST's test vectors. */
static void test_sha256(void **state) {
    (void)state;
    assert_digest("", 0,
                  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_digest("abc", 3,
                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
                  "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    char *million = malloc(1000000);
    assert_non_null(million);
    memset(million, 'a', 1000000);
    assert_digest(million, 1000000,
                  "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(million);
}

/* RFC 4648, section 10. */
static void test_base64(void **state) {
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_output *out = NULL;
        assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
        shb_html_put_base64(out, cases[i][0], strlen(cases[i][0]));
        shb_putc(out, '\0');
        assert_string_equal(shb_output_bytes(out).data, cases[i][1]);
        assert_int_equal(shb_output_close(&ctx, out), SHB_OK);
    }
}

/* ---- pages ---- */

static char *copy_of(const char *text) {
    char *copy = shb_strdup(text);
    assert_non_null(copy);
    return copy;
}

/* Two nodes, one tie, n copies of one sentence that names both. */
static shb_network *pair_network(const char *text, shb_marked a, shb_marked b, size_t n) {
    shb_edge edge = {0, 1, 2};
    shb_network *net = small_network(2, &edge, 1);
    net->supports = shb_alloc_array(1, sizeof *net->supports);
    net->supports[0].items = shb_alloc_array(n, sizeof(shb_support));
    net->supports[0].count = n;
    net->evidence = shb_alloc_array(n, sizeof *net->evidence);
    net->n_evidence = n;
    for (size_t i = 0; i < n; i++) {
        shb_evidence *piece = &net->evidence[i];
        net->supports[0].items[i] = (shb_support){(uint32_t)i, (uint32_t)i};
        piece->doc = copy_of("doc");
        piece->date = copy_of("");
        piece->sentence = 1;
        piece->text = copy_of(text);
        piece->marked = shb_alloc_array(2, sizeof *piece->marked);
        piece->marked[0] = a;
        piece->marked[1] = b;
        piece->n_marked = 2;
    }
    return net;
}

/* The page as a string; free() it. */
static char *page_of(const shb_network *net, const char *title) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    options.title = title;
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    assert_int_equal(shb_html_write(&ctx, net, &options, out), SHB_OK);
    shb_str bytes = shb_output_bytes(out);
    char *page = strndup(bytes.data, bytes.len);
    assert_non_null(page);
    assert_int_equal(strlen(page), bytes.len);
    assert_int_equal(shb_output_close(&ctx, out), SHB_OK);
    return page;
}

static void assert_holds(const char *page, const char *words) {
    if (!strstr(page, words))
        fail_msg("the page does not hold %s", words);
}

static void test_names_cannot_leave_their_script(void **state) {
    (void)state;
    shb_edge edge = {0, 1, 1.5};
    shb_network *net = small_network(2, &edge, 1);
    shb_free(net->nodes[0].label);
    net->nodes[0].label =
        copy_of("</script>&\xe2\x80\xa8\xe2\x80\xa9\"\\\x01\xff{{script}}");
    char *page = page_of(net, "a <b> & c");
    assert_holds(page,
                 "\"names\":[\"\\u003c/script\\u003e\\u0026\\u2028\\u2029\\u0022\\u005c"
                 "\\u0001\\ufffd{{script}}\",\"n000001\"]");
    assert_holds(page, "<title>a &lt;b> &amp; c</title>");
    assert_holds(page, "\"titles\":{\"ar\":\"a \\u003cb\\u003e \\u0026 c\"");
    assert_holds(page, "\"weights\":[1.5]");
    assert_holds(page, "\"evidence\":null}");
    free(page);
    shb_network_free(net);
}

static void test_columns(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_edge edge = {0, 2, 1};
    shb_network *net = small_network(3, &edge, 1);
    shb_column *column = NULL;
    assert_int_equal(shb_node_column_add(&ctx, net, "type", SHB_STRING, &column), SHB_OK);
    assert_int_equal(shb_cell_set_string(&ctx, column, 0, "state"), SHB_OK);
    assert_int_equal(shb_cell_set_string(&ctx, column, 2, "state"), SHB_OK);
    assert_int_equal(shb_node_column_add(&ctx, net, "score", SHB_DOUBLE, &column),
                     SHB_OK);
    column->cells.doubles[1] = .25;
    char *page = page_of(net, NULL);
    assert_holds(page, "{\"name\":\"type\",\"type\":\"string\",\"values\":[\"state\"],"
                       "\"cells\":[0,-1,0]}");
    assert_holds(page,
                 "{\"name\":\"score\",\"type\":\"double\",\"cells\":[null,0.25,null]}");
    free(page);
    shb_network_free(net);
}

static void test_offsets_are_utf16(void **state) {
    (void)state;
    /* a smile of four bytes and two units; an Arabic name of ten bytes and five letters;
     * a byte that is no UTF-8 and becomes one character */
    const char *text =
        "\xf0\x9f\x98\x80 \xd8\xa5\xd9\x8a\xd8\xb1\xd8\xa7\xd9\x86 \xff Iran";
    shb_network *net =
        pair_network(text, (shb_marked){0, 5, 15}, (shb_marked){1, 18, 22}, 1);
    char *page = page_of(net, NULL);
    assert_holds(page, ",[0,3,8,1,11,15]]]</script>");
    assert_holds(page, "id=\"supports-0\">[[0]]</script>");
    free(page);
    shb_network_free(net);
}

static void test_offsets_beyond_the_text_are_its_end(void **state) {
    (void)state;
    shb_network *net =
        pair_network("short", (shb_marked){0, 3, 99}, (shb_marked){1, 0, 5000}, 1);
    char *page = page_of(net, NULL);
    assert_holds(page, ",[0,3,5,1,0,5]]]</script>");
    free(page);
    shb_network_free(net);
}

static int value_of(char digit) {
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = digit ? strchr(digits, digit) : NULL;
    return at ? (int)(at - digits) : -1;
}

static void test_large_evidence_is_packed(void **state) {
    (void)state;
    char text[2001];
    memset(text, 'x', 2000);
    text[2000] = '\0';
    shb_network *net =
        pair_network(text, (shb_marked){0, 0, 2}, (shb_marked){1, 4, 6}, 1500);
    char *page = page_of(net, NULL);
    assert_holds(page, "\"packed\":true");
    assert_holds(page, "id=\"sentences-1\">");
    assert_null(strstr(page, "id=\"sentences-2\">"));
    const char *packed = strstr(page, "id=\"sentences-0\">");
    assert_non_null(packed);
    packed += strlen("id=\"sentences-0\">");
    size_t len = strcspn(packed, "<"), size = 0;
    unsigned char *bytes = malloc(len);
    assert_non_null(bytes);
    for (size_t i = 0; i + 4 <= len; i += 4) {
        uint32_t group = 0;
        for (size_t j = 0; j < 4; j++)
            group = group << 6 | (uint32_t)(value_of(packed[i + j]) & 63);
        for (int j = 0; j < 3; j++)
            bytes[size++] = (unsigned char)(group >> (16 - 8 * j));
    }
    /* gzip, deflate, no flags, no time, and an unknown system */
    static const unsigned char head[] = {0x1f, 0x8b, 8, 0, 0, 0, 0, 0};
    assert_memory_equal(bytes, head, sizeof head);
    assert_int_equal(bytes[9], 255);
    unsigned char start[64] = {0};
    z_stream z = {.next_in = bytes,
                  .avail_in = (uInt)size,
                  .next_out = start,
                  .avail_out = sizeof start - 1};
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    assert_int_equal(inflate(&z, Z_SYNC_FLUSH), Z_OK);
    assert_memory_equal(start, "[[\"doc\",\"\",1,\"xxx", 17);
    inflateEnd(&z);
    free(bytes);
    free(page);
    shb_network_free(net);
}

static void test_policy_names_the_script(void **state) {
    (void)state;
    shb_edge edge = {0, 1, 1};
    shb_network *net = small_network(2, &edge, 1);
    char *page = page_of(net, NULL);
    static const struct {
        const char *open, *close;
    } parts[] = {{"<style>", "</style>"}, {"<script>", "</script>"}};
    for (size_t i = 0; i < LENGTH(parts); i++) {
        const char *from = strstr(page, parts[i].open);
        assert_non_null(from);
        from += strlen(parts[i].open);
        const char *to = strstr(from, parts[i].close);
        assert_non_null(to);
        uint8_t digest[SHB_SHA256_SIZE];
        shb_sha256(from, (size_t)(to - from), digest);
        shb_ctx ctx = SHB_CTX_INIT;
        shb_output *out = NULL;
        assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
        shb_puts(out, "'sha256-");
        shb_html_put_base64(out, digest, sizeof digest);
        shb_write(out, "'", 2);
        assert_holds(page, shb_output_bytes(out).data);
        assert_int_equal(shb_output_close(&ctx, out), SHB_OK);
    }
    assert_holds(page, "default-src 'none'");
    free(page);
    shb_network_free(net);
}

/* Every allocation may fail: an error is told, nothing leaks, and at last it succeeds. */
static void test_memory_runs_out(void **state) {
    (void)state;
    char text[2001];
    memset(text, 'y', 2000);
    text[2000] = '\0';
    shb_network *net =
        pair_network(text, (shb_marked){0, 0, 2}, (shb_marked){1, 4, 6}, 1100);
    shb_ctx quiet = SHB_CTX_INIT;
    shb_column *column = NULL;
    assert_int_equal(shb_node_column_add(&quiet, net, "type", SHB_STRING, &column),
                     SHB_OK);
    assert_int_equal(shb_cell_set_string(&quiet, column, 0, "state"), SHB_OK);
    shb_export_options options = SHB_EXPORT_OPTIONS_INIT;
    bool done = false;
    for (long n = 1; n < 1000 && !done; n++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_output *out = NULL;
        shb_alloc_fail_after(n, false);
        shb_status st = shb_output_memory(&ctx, &out);
        if (st == SHB_OK) {
            st = shb_html_write(&ctx, net, &options, out);
            if (st == SHB_OK) {
                st = shb_output_close(&ctx, out);
                done = st == SHB_OK;
            } else {
                shb_output_abandon(out);
            }
        }
        shb_alloc_fail_after(0, false);
        if (st != SHB_OK) {
            assert_int_equal(st, SHB_ENOMEM);
            assert_int_equal(ctx.err.status, SHB_ENOMEM);
        }
    }
    assert_true(done);
    shb_network_free(net);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sha256),
        cmocka_unit_test(test_base64),
        cmocka_unit_test(test_names_cannot_leave_their_script),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_offsets_are_utf16),
        cmocka_unit_test(test_offsets_beyond_the_text_are_its_end),
        cmocka_unit_test(test_large_evidence_is_packed),
        cmocka_unit_test(test_policy_names_the_script),
        cmocka_unit_test(test_memory_runs_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
