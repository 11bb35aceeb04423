/* The tagger: its models are read, damage is seen, names come out with a confidence. */
#include "unit.h"

#include <stdlib.h>

#include "tagger/memory.h"
#include "tagger/model.h"

static char *model_path(const char *language) {
    static char path[4096];
    snprintf(path, sizeof path, "%s/models/%s.tagger", getenv("SHABAKA_DATA"), language);
    return path;
}

static void test_models_are_read(void **state) {
    (void)state;
    static const char *const languages[] = {"ar", "en", "ru"};
    for (size_t i = 0; i < 3; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_tagger *tagger = NULL;
        uint64_t digest = 0;
        assert_int_equal(
            shb_tagger_load(&ctx, model_path(languages[i]), &digest, &tagger), SHB_OK);
        assert_true(tagger->n_rows > 10000);
        assert_true(tagger->classes.count > 10000);
        assert_true(digest != 0);
        assert_true(tagger->slope > .5f && tagger->slope < 1.5f);
        /* Every row is found again. */
        for (size_t k = 0; k < tagger->n_slots; k++)
            if (tagger->rows[k].key)
                assert_ptr_equal(shb_tag_row_of(tagger, tagger->rows[k].key),
                                 &tagger->rows[k]);
        shb_tagger_free(tagger);
    }
}

/* Log odds times slope plus offset; no chance is sure for ever. */
static void test_confidence(void **state) {
    (void)state;
    shb_tagger none = {.slope = 1, .offset = 0};
    shb_tagger half = {.slope = .5f, .offset = 0};
    shb_tagger more = {.slope = 1, .offset = 1.0986123f}; /* log 3 */
    assert_float_equal(shb_tagger_confidence(&none, .37f), .37f, 1e-5f);
    assert_float_equal(shb_tagger_confidence(&half, .8f), 2. / 3, 1e-5f);
    assert_float_equal(shb_tagger_confidence(&more, .5f), .75f, 1e-5f);
    const float ends[] = {0, 1};
    for (size_t i = 0; i < 2; i++) {
        float own = shb_tagger_confidence(&half, ends[i]);
        assert_true(own > 0 && own < 1);
    }
}

static void write_file(const char *path, const char *data, size_t n) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static void test_damage_is_seen(void **state) {
    (void)state;
    char *data = NULL, path[] = "/tmp/shabaka-model-XXXXXX";
    int made = mkstemp(path);
    assert_true(made >= 0);
    FILE *file = fopen(model_path("ru"), "rb");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    size_t n = (size_t)ftell(file);
    rewind(file);
    data = malloc(n);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, n, file), n);
    fclose(file);
    static const double places[] = {0, .01, .3, .9};
    for (size_t i = 0; i < 4; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_tagger *tagger = NULL;
        uint64_t digest = 0;
        size_t at = (size_t)(places[i] * (double)n);
        write_file(path, data, at); /* cut off */
        assert_int_equal(shb_tagger_load(&ctx, path, &digest, &tagger), SHB_ESYNTAX);
        data[at] ^= 0x10; /* one bit */
        write_file(path, data, n);
        data[at] ^= 0x10;
        shb_ctx_clear(&ctx);
        assert_int_equal(shb_tagger_load(&ctx, path, &digest, &tagger), SHB_ESYNTAX);
        assert_null(tagger);
    }
    free(data);
    remove(path);
}

/* All names of a sentence, with everything worth tagging; the word at `given` is listed
 * as a given name. */
static size_t names_of(const char *language, const shb_tokens *tokens, uint32_t given,
                       shb_tagged out[16]) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_tagger *tagger = NULL;
    shb_tagging *tagging = NULL;
    uint64_t digest = 0;
    const shb_tagged *names;
    size_t n;
    uint32_t facts[64];
    assert_true(tokens->count < 64);
    for (size_t i = 0; i < tokens->count; i++)
        facts[i] = MAY_BE_NAME | (i == given ? FACT_NAME | FACT_GIVEN : 0);
    assert_int_equal(shb_tagger_load(&ctx, model_path(language), &digest, &tagger),
                     SHB_OK);
    assert_int_equal(shb_tagging_new(&ctx, &tagging), SHB_OK);
    assert_int_equal(shb_tagging_begin(&ctx, tagging, tokens->count), SHB_OK);
    assert_int_equal(shb_tag_sentence(&ctx, tagging, tagger, tokens, facts, 0, 0,
                                      tokens->count, &names, &n),
                     SHB_OK);
    assert_true(n <= 16);
    memcpy(out, names, n * sizeof *names);
    /* Again: the same, whatever the cache holds by now. */
    assert_int_equal(shb_tagging_begin(&ctx, tagging, tokens->count), SHB_OK);
    assert_int_equal(shb_tag_sentence(&ctx, tagging, tagger, tokens, facts, 0, 0,
                                      tokens->count, &names, &n),
                     SHB_OK);
    assert_memory_equal(out, names, n * sizeof *names);
    shb_tagging_free(tagging);
    shb_tagger_free(tagger);
    return n;
}

static void test_a_name_is_found(void **state) {
    (void)state;
    static const struct {
        const char *language, *text;
        uint32_t first, last;
    } cases[] = {
        {"en", "The talks were led by Margaret Hollowell of the ministry.", 5, 6},
        {"ru", "Об этом сообщил журналистам Арсений Лупандин в среду.", 4, 5},
        {"ar", "وقال محمد الزعابي إن المشروع سيبدأ غدا.", 1, 2},
    };
    for (size_t i = 0; i < 3; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_tokens tokens = SHB_TOKENS_INIT;
        shb_tagged names[16];
        assert_int_equal(
            shb_tokenize(&ctx, &tokens, cases[i].text, strlen(cases[i].text)), SHB_OK);
        size_t n = names_of(cases[i].language, &tokens, cases[i].first, names);
        bool found = false;
        for (size_t k = 0; k < n; k++) {
            assert_true(names[k].confidence >= 0 && names[k].confidence <= 1.001f);
            found |= names[k].tag == TAG_B_PERSON && names[k].first == cases[i].first &&
                     names[k].last == cases[i].last;
        }
        assert_true(found);
        shb_tokens_done(&tokens);
    }
}

/* The surest chance of each kind, until the window is over; a word that ends otherwise is
 * not even asked for. */
static void test_memory(void **state) {
    (void)state;
    static shb_tag_memory memory = {.window = 2};
    const float person[N_TAGS] = {.05f, .9f, .05f};
    const float inside[N_TAGS] = {.02f, 0, .98f};
    const float body[N_TAGS] = {.4f, 0, 0, 0, 0, .6f};
    const float none[N_TAGS] = {.9f, .1f};
    uint16_t single = shb_tag_seen(person, NULL), full = shb_tag_seen(person, inside);
    assert_int_equal(shb_tag_seen(none, NULL), 0);
    assert_true(single != 0 && full > single); /* the last kind: of more words */
    assert_int_equal(shb_tag_recall(&memory, 7), 0);
    assert_false(shb_tag_may_recall(&memory, 300));
    shb_tag_remember(&memory, 7, 300, single);
    shb_tag_remember(&memory, 7, 300, shb_tag_seen(body, NULL));
    assert_true(shb_tag_may_recall(&memory, 300));
    assert_int_equal(shb_tag_recall(&memory, 7), 0); /* what the sentence says itself */
    memory.sentence++;
    assert_int_equal(shb_tag_recall(&memory, 7), single | shb_tag_seen(body, NULL));
    memory.sentence += 2;
    assert_int_equal(shb_tag_recall(&memory, 7), 0);
    shb_tag_remember(&memory, 7, 300, single);
    memory.sentence++;
    assert_int_equal(shb_tag_recall(&memory, 7), single);
    /* However many words: it begins anew, and is found. */
    for (uint32_t stem = 100; stem < 100000; stem++) {
        shb_tag_remember(&memory, stem, stem, full);
        memory.sentence++;
        assert_int_equal(shb_tag_recall(&memory, stem), full);
    }
    /* A later sentence that says more is news to an earlier one, to itself none. */
    shb_tag_remember(&memory, 8, 300, single);
    assert_false(shb_tag_is_news(&memory, 8));
    memory.sentence--;
    assert_true(shb_tag_is_news(&memory, 8));
    assert_false(shb_tag_is_news(&memory, 9));
    shb_tag_remember(&memory, 8, 300, single);
    assert_int_equal(shb_tag_recall(&memory, 8), single);
    shb_tag_forget(&memory);
    assert_int_equal(shb_tag_recall(&memory, 99999), 0);
    assert_false(shb_tag_may_recall(&memory, 300));
}

/* Who is named in full is the likelier a person by one word, before it too; not in the
 * next text. */
static void test_a_name_is_remembered(void **state) {
    (void)state;
    const char *const text =
        "وقال محمد الزعابي إن المشروع سيبدأ غدا. وأضاف الزعابي أن العمل مستمر.";
    shb_ctx ctx = SHB_CTX_INIT;
    shb_tokens tokens = SHB_TOKENS_INIT;
    shb_tagger *tagger = NULL;
    shb_tagging *tagging = NULL;
    uint64_t digest = 0;
    const shb_tagged *names;
    size_t n;
    uint32_t facts[16];
    float chances[3];
    assert_int_equal(shb_tokenize(&ctx, &tokens, text, strlen(text)), SHB_OK);
    assert_int_equal(tokens.count, 12);
    for (size_t i = 0; i < tokens.count; i++)
        facts[i] = MAY_BE_NAME | (i == 1 ? FACT_NAME | FACT_GIVEN : 0);
    assert_int_equal(shb_tagger_load(&ctx, model_path("ar"), &digest, &tagger), SHB_OK);
    assert_int_equal(shb_tagging_new(&ctx, &tagging), SHB_OK);
    for (size_t full = 0; full < 3; full++) { /* its sentence; 1: it has none */
        const bool named = full != 1, before = full == 0;
        const size_t shorter = before ? 1 : 0;
        assert_int_equal(shb_tagging_begin(&ctx, tagging, tokens.count), SHB_OK);
        for (size_t number = 0; number < 3; number++)
            if (number == shorter || (named && number == full))
                assert_int_equal(shb_tag_sentence(&ctx, tagging, tagger, &tokens, facts,
                                                  number, number == full ? 0 : 7,
                                                  number == full ? 7 : tokens.count,
                                                  &names, &n),
                                 SHB_OK);
        assert_int_equal(shb_tag_has_news(tagging, shorter, 7, tokens.count),
                         named && !before);
        assert_int_equal(shb_tag_sentence(&ctx, tagging, tagger, &tokens, facts, shorter,
                                          7, tokens.count, &names, &n),
                         SHB_OK);
        chances[full] = 0;
        for (size_t i = 0; i < n; i++)
            if (names[i].tag == TAG_B_PERSON && names[i].first == 8)
                chances[full] = names[i].chance;
    }
    assert_true(chances[0] > chances[1]);
    assert_true(chances[2] > chances[1]);
    shb_tagging_free(tagging);
    shb_tagger_free(tagger);
    shb_tokens_done(&tokens);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_models_are_read),
        cmocka_unit_test(test_confidence),
        cmocka_unit_test(test_damage_is_seen),
        cmocka_unit_test(test_a_name_is_found),
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_a_name_is_remembered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
