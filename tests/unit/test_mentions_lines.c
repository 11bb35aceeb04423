/* Mention lines: written and read back, and what others' lines may hold. */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include <shabaka/mentions.h>

#include "base/alloc.h"

static shb_str str(const char *text) { return (shb_str){text, strlen(text)}; }

struct told {
    int count;
    uint64_t line;
    char text[300];
};

static void remember(void *user, const shb_notice *notice) {
    struct told *told = user;
    told->count++;
    told->line = notice->line;
    snprintf(told->text, sizeof told->text, "%s", notice->text);
    assert_int_equal(notice->kind, SHB_NOTICE_SKIPPED);
}

/* A reader of these bytes, with a context that remembers what it tells. */
static shb_mentions_reader *reader_of(shb_ctx *ctx, struct told *told, const char *bytes,
                                      size_t len) {
    char path[] = "/tmp/shabaka-test-XXXXXX";
    shb_mentions_reader *reader = NULL;
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), (ssize_t)len);
    close(fd);
    *told = (struct told){0};
    ctx->notice = remember;
    ctx->user = told;
    shb_status st = shb_mentions_open(ctx, path, &reader);
    unlink(path);
    if (st != SHB_OK)
        assert_null(reader);
    return reader;
}

/* ---- writing ---- */

static const char text[] = "Moscow - \"Ivan\"\tspoke.\n\nIvan left.";

static const shb_entity_ref refs[] = {{"state:RU", "Russia", SHB_STATE, 7},
                                      {"person:ivan", "Ivan", SHB_PERSON, SHB_NO_ENTITY}};
static const shb_mention found[] = {
    {0, 6, 0, SHB_HOW_GAZETTEER, SHB_MARK_DATELINE, -1},
    {10, 14, 1, SHB_HOW_TAGGER, SHB_MARK_NONE, 0.87654f},
    {24, 28, 1, SHB_HOW_SHORT, SHB_MARK_NONE, 1},
};
static const shb_sentence sentences[] = {{0, 22, 0, 0, 2}, {24, 34, 1, 2, 1}};
static const shb_annotation annotation = {sentences, 2, found, 3, refs, 2};

static const char expected[] =
    "{\"doc\": \"a/b.txt\", \"sentence\": 0, \"paragraph\": 0, \"start\": 0, \"end\": "
    "22, "
    "\"date\": \"2024-03-01\", \"text\": \"Moscow - \\\"Ivan\\\"\\tspoke.\", "
    "\"mentions\": ["
    "{\"start\": 0, \"end\": 6, \"type\": \"state\", \"entity\": \"state:RU\", "
    "\"label\": \"Russia\", \"text\": \"Moscow\", \"how\": \"gazetteer\", "
    "\"mark\": \"dateline\"}, "
    "{\"start\": 10, \"end\": 14, \"type\": \"person\", \"entity\": \"person:ivan\", "
    "\"label\": \"Ivan\", \"text\": \"Ivan\", \"how\": \"tagger\", "
    "\"confidence\": 0.877}]}\n"
    "{\"doc\": \"a/b.txt\", \"sentence\": 1, \"paragraph\": 1, \"start\": 24, \"end\": "
    "34, "
    "\"date\": \"2024-03-01\", \"text\": \"Ivan left.\", \"mentions\": ["
    "{\"start\": 24, \"end\": 28, \"type\": \"person\", \"entity\": \"person:ivan\", "
    "\"label\": \"Ivan\", \"text\": \"Ivan\", \"how\": \"short\", \"confidence\": 1}]}\n";

static void test_write(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_output *out = NULL;
    shb_doc doc = {str("a/b.txt"), str(text), str(""), str("2024-03-01")};
    assert_int_equal(shb_output_memory(&ctx, &out), SHB_OK);
    assert_int_equal(shb_mentions_write(&ctx, &doc, &annotation, out), SHB_OK);
    shb_str bytes = shb_output_bytes(out);
    assert_int_equal(bytes.len, strlen(expected));
    assert_memory_equal(bytes.data, expected, bytes.len);
    shb_output_abandon(out);
}

static void test_read_back(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    struct told told;
    shb_mentions_reader *reader = reader_of(&ctx, &told, expected, strlen(expected));
    shb_doc doc;
    shb_annotation back;
    const shb_str *texts;
    bool done = true;
    assert_int_equal(shb_mentions_next(&ctx, reader, &doc, &back, &texts, &done), SHB_OK);
    assert_false(done);
    assert_memory_equal(doc.id.data, "a/b.txt", doc.id.len);
    assert_memory_equal(doc.date.data, "2024-03-01", 10);
    assert_int_equal(doc.text.len, 0);
    assert_int_equal(back.n_sentences, 2);
    assert_memory_equal(back.sentences, sentences, sizeof sentences);
    assert_int_equal(texts[0].len, 22);
    assert_memory_equal(texts[0].data, text, 22);
    assert_memory_equal(texts[1].data, "Ivan left.", 10);
    assert_int_equal(back.n_mentions, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(back.mentions[i].start, found[i].start);
        assert_int_equal(back.mentions[i].end, found[i].end);
        assert_int_equal(back.mentions[i].entity, found[i].entity);
        assert_int_equal(back.mentions[i].how, found[i].how);
        assert_int_equal(back.mentions[i].mark, found[i].mark);
    }
    assert_true(back.mentions[0].confidence < 0);
    assert_true(back.mentions[1].confidence == 0.877f);
    assert_int_equal(back.n_entities, 2);
    assert_string_equal(back.entities[0].id, "state:RU");
    assert_string_equal(back.entities[0].label, "Russia");
    assert_int_equal(back.entities[0].type, SHB_STATE);
    assert_int_equal(back.entities[0].gazetteer, SHB_NO_ENTITY);
    assert_int_equal(shb_mentions_next(&ctx, reader, &doc, &back, &texts, &done), SHB_OK);
    assert_true(done);
    assert_int_equal(told.count, 0);
    shb_mentions_free(reader);
    shb_mentions_free(NULL);
}

/* ---- others' lines ---- */

#define SENTENCE(doc, text, mentions)                                                    \
    "{\"doc\":\"" doc "\",\"start\":0,\"end\":3,\"text\":\"" text                        \
    "\",\"mentions\":[" mentions "]}"

static void test_lines_skipped(void **state) {
    (void)state;
    static const struct {
        const char *line, *why;
    } cases[] = {
        {"[]", "no JSON object"},
        {"{\"doc\":\"d\"", "an object without an end"},
        {"{\"doc\":\"d\",}", "a member without a name"},
        {"{\"doc\" \"d\"}", "a name without a colon"},
        {"{\"doc\":\"d\"} x", "something follows"},
        {"{\"doc\":d}", "neither a value nor a number"},
        {"{\"doc\":\"\xff\"}", "no UTF-8"},
        {"{\"doc\":\"\\ud800\"}", "surrogate"},
        {"{\"doc\":\"\\u0000\"}", "character 0"},
        {"{\"doc\":\"\\x\"}", "escape that JSON does not have"},
        {"{\"doc\":\"a\tb\"}", "control character"},
        {"{\"doc\":7}", "'doc' is missing"},
        {"{\"doc\":\"d\"}", "'text' is missing"},
        {"{\"doc\":\"d\",\"text\":\"\"}", "'mentions' is missing"},
        {"{\"doc\":\"d\",\"text\":\"\",\"mentions\":[]}", "'start' or 'end' is missing"},
        {"{\"doc\":\"d\",\"text\":\"\",\"mentions\":[],\"start\":-1,\"end\":2}",
         "'start' or 'end' is missing"},
        {"{\"doc\":\"d\",\"text\":\"\",\"mentions\":[],\"start\":3,\"end\":2}",
         "no place in a text"},
        {"{\"doc\":\"d\",\"text\":\"\",\"mentions\":[],\"start\":3,\"end\":99999999999}",
         "no place in a text"},
        {"{\"doc\":\"d\",\"text\":\"é\",\"mentions\":[],\"start\":0,\"end\":1}",
         "bytes of UTF-8"},
        {"{\"x\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "neither a value"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char bytes[400];
        int len = snprintf(bytes, sizeof bytes, "\n%s\n%s", cases[i].line,
                           SENTENCE("e", "abc", ""));
        shb_ctx ctx = SHB_CTX_INIT;
        struct told told;
        shb_mentions_reader *reader = reader_of(&ctx, &told, bytes, (size_t)len);
        shb_doc doc;
        shb_annotation back;
        const shb_str *texts;
        bool done;
        assert_int_equal(shb_mentions_next(&ctx, reader, &doc, &back, &texts, &done),
                         SHB_OK);
        assert_false(done);
        assert_memory_equal(doc.id.data, "e", 1);
        assert_int_equal(told.count, 1);
        assert_int_equal(told.line, 2);
        if (!strstr(told.text, cases[i].why))
            fail_msg("%s: %s", cases[i].line, told.text);
        shb_mentions_free(reader);
    }
}

static void test_deep_line(void **state) {
    (void)state;
    static char bytes[100000];
    shb_ctx ctx = SHB_CTX_INIT;
    struct told told;
    memset(bytes, '[', sizeof bytes);
    memcpy(bytes, "{\"x\":", 5);
    shb_mentions_reader *reader = reader_of(&ctx, &told, bytes, sizeof bytes);
    shb_doc doc;
    shb_annotation back;
    const shb_str *texts;
    bool done;
    assert_int_equal(shb_mentions_next(&ctx, reader, &doc, &back, &texts, &done), SHB_OK);
    assert_true(done);
    assert_non_null(strstr(told.text, "too deeply nested"));
    shb_mentions_free(reader);
}

static void test_mentions_skipped(void **state) {
    (void)state;
    static const struct {
        const char *mention, *why;
    } cases[] = {
        {"7", "'start' or 'end' is missing"},
        {"{\"start\":0,\"end\":1.5,\"type\":\"person\",\"entity\":\"a\"}",
         "whole number"},
        {"{\"start\":1,\"end\":1,\"type\":\"person\",\"entity\":\"a\"}", "outside"},
        {"{\"start\":1,\"end\":4,\"type\":\"person\",\"entity\":\"a\"}", "outside"},
        {"{\"start\":0,\"end\":1,\"type\":\"person\",\"entity\":\"a\"}",
         "inside a character"},
        {"{\"start\":0,\"end\":2,\"type\":\"person\"}", "'entity' is missing"},
        {"{\"start\":0,\"end\":2,\"type\":\"person\",\"entity\":\"\"}", "'entity'"},
        {"{\"start\":0,\"end\":2,\"type\":\"person\",\"entity\":\"a b\"}", "'entity'"},
        {"{\"start\":0,\"end\":2,\"entity\":\"a\"}", "'type'"},
        {"{\"start\":0,\"end\":2,\"entity\":\"a\",\"type\":\"event\"}", "'type'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char bytes[400];
        int len = snprintf(bytes, sizeof bytes,
                           SENTENCE("e", "éx",
                                    "%s,{\"start\":0,\"end\":2,\"type\":\"person\","
                                    "\"entity\":\"person:é\"}"),
                           cases[i].mention);
        shb_ctx ctx = SHB_CTX_INIT;
        struct told told;
        shb_mentions_reader *reader = reader_of(&ctx, &told, bytes, (size_t)len);
        shb_doc doc;
        shb_annotation back;
        const shb_str *texts;
        bool done;
        assert_int_equal(shb_mentions_next(&ctx, reader, &doc, &back, &texts, &done),
                         SHB_OK);
        assert_int_equal(back.n_mentions, 1);
        assert_string_equal(back.entities[0].id, "person:é");
        assert_string_equal(back.entities[0].label, "é");
        assert_int_equal(back.mentions[0].how, SHB_HOW_OTHER);
        assert_int_equal(told.count, 1);
        if (!strstr(told.text, cases[i].why))
            fail_msg("%s: %s", cases[i].mention, told.text);
        shb_mentions_free(reader);
    }
}

/* Documents as "id:sentences" in the order in which they come out. */
static void assert_documents(const char *bytes, const char *documents, int notices) {
    char all[200] = "";
    shb_ctx ctx = SHB_CTX_INIT;
    struct told told;
    shb_mentions_reader *reader = reader_of(&ctx, &told, bytes, strlen(bytes));
    for (bool done = false; !done;) {
        shb_doc doc;
        shb_annotation back;
        const shb_str *texts;
        assert_int_equal(shb_mentions_next(&ctx, reader, &doc, &back, &texts, &done),
                         SHB_OK);
        if (!done)
            snprintf(all + strlen(all), sizeof all - strlen(all), "%.*s:%zu ",
                     (int)doc.id.len, doc.id.data, back.n_sentences);
    }
    assert_string_equal(all, documents);
    assert_int_equal(told.count, notices);
    shb_mentions_free(reader);
}

static void test_documents(void **state) {
    (void)state;
    assert_documents("", "", 0);
    assert_documents("\n \r\n\n", "", 0);
    assert_documents("\xef\xbb\xbf" SENTENCE("a", "abc", "") "\r\n", "a:1 ", 0);
    assert_documents(
        SENTENCE("a", "abc", "") "\n" SENTENCE("a", "a\\u0062c", "") "\n" SENTENCE(
            "b", "\\ud83d", "") "\n" SENTENCE("", "abc", ""),
        "a:2 :1 ", 1);
    /* The second run of "a" is told once and left out. */
    assert_documents(
        SENTENCE("a", "abc", "") "\n" SENTENCE("b", "abc", "") "\n" SENTENCE(
            "a", "abc", "") "\n" SENTENCE("a", "abc", "") "\n" SENTENCE("c", "abc", ""),
        "a:1 b:1 c:1 ", 1);
}

static void test_order_of_mentions(void **state) {
    (void)state;
    static const char bytes[] = SENTENCE(
        "a", "abc",
        "{\"start\":2,\"end\":3,\"type\":\"person\",\"entity\":\"c\",\"label\":\"C\"},"
        "{\"start\":0,\"end\":1,\"type\":\"person\",\"entity\":\"a\",\"extra\":{\"b\":"
        "[1,2e5,true,null]}},"
        "{\"start\":1,\"end\":2,\"type\":\"person\",\"entity\":\"c\",\"label\":\"C\","
        "\"mark\":\"byline\",\"confidence\":null}");
    shb_ctx ctx = SHB_CTX_INIT;
    struct told told;
    shb_mentions_reader *reader = reader_of(&ctx, &told, bytes, strlen(bytes));
    shb_doc doc;
    shb_annotation back;
    const shb_str *texts;
    bool done;
    assert_int_equal(shb_mentions_next(&ctx, reader, &doc, &back, &texts, &done), SHB_OK);
    assert_int_equal(told.count, 0);
    assert_int_equal(back.n_mentions, 3);
    assert_int_equal(back.mentions[0].start, 0);
    assert_int_equal(back.mentions[1].start, 1);
    assert_int_equal(back.mentions[1].mark, SHB_MARK_BYLINE);
    assert_int_equal(back.n_entities, 2);
    assert_int_equal(back.mentions[1].entity, back.mentions[2].entity);
    shb_mentions_free(reader);
}

static void test_errors(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    struct told told;
    shb_mentions_reader *reader = NULL;
    assert_int_equal(shb_mentions_open(&ctx, "/nowhere/at/all", &reader), SHB_ENOTFOUND);
    assert_string_equal(ctx.err.text,
                        "cannot open '/nowhere/at/all': No such file or directory");
    shb_ctx_clear(&ctx);
    shb_doc doc;
    shb_annotation back;
    const shb_str *texts;
    bool done;
    assert_int_equal(shb_mentions_open(&ctx, "/tmp", &reader), SHB_OK);
    assert_int_equal(shb_mentions_next(&ctx, reader, &doc, &back, &texts, &done),
                     SHB_EIO);
    shb_mentions_free(reader);
    shb_ctx_clear(&ctx);
    reader = reader_of(&ctx, &told, "\x1f\x8b\x08\n", 4);
    assert_int_equal(shb_mentions_next(&ctx, reader, &doc, &back, &texts, &done),
                     SHB_ESYNTAX);
    shb_mentions_free(reader);
}

static void test_names(void **state) {
    (void)state;
    assert_string_equal(shb_how_name(SHB_HOW_OTHER), "other");
    assert_string_equal(shb_mark_name(SHB_MARK_NONE), "");
    assert_string_equal(shb_mark_name(SHB_MARK_SOURCE), "source");
}

static void test_memory(void **state) {
    (void)state;
    for (int persistent = 0; persistent < 2; persistent++)
        for (long n = 1;; n++) {
            shb_ctx ctx = SHB_CTX_INIT;
            struct told told;
            shb_doc doc;
            shb_annotation back;
            const shb_str *texts;
            bool done = false;
            shb_alloc_fail_after(n, persistent);
            shb_mentions_reader *reader =
                reader_of(&ctx, &told, expected, strlen(expected));
            bool good = reader && shb_mentions_next(&ctx, reader, &doc, &back, &texts,
                                                    &done) == SHB_OK;
            shb_alloc_fail_after(0, false);
            if (good) {
                assert_int_equal(back.n_mentions, 3);
                assert_true(n > 10);
            } else {
                assert_int_equal(ctx.err.status, SHB_ENOMEM);
            }
            shb_mentions_free(reader);
            if (good)
                break;
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_write),
        cmocka_unit_test(test_read_back),
        cmocka_unit_test(test_lines_skipped),
        cmocka_unit_test(test_deep_line),
        cmocka_unit_test(test_mentions_skipped),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_order_of_mentions),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
