/* Loading, finding, bodies, errors with their place. */
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

#include <shabaka/gazetteer.h>

#include "base/alloc.h"

static char path[64];

static shb_status load_with(shb_ctx *ctx, bool origins, const char *lines,
                            shb_gazetteer **out) {
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(lines, f);
    fclose(f);
    const char *files[] = {path};
    const shb_gazetteer_options options = {.origins = origins};
    return shb_gazetteer_load_with(ctx, files, 1, &options, out);
}

static shb_status load(shb_ctx *ctx, const char *lines, shb_gazetteer **out) {
    return load_with(ctx, false, lines, out);
}

static const char three[] = "{\"id\":\"state:RU\",\"type\":\"state\",\"names\":{\"ar\":["
                            "\"روسيا\"],\"en\":[\"Russia\"],"
                            "\"ru\":[\"Россия\"]},\"capital\":{\"en\":[\"Moscow\"]},"
                            "\"adjectives\":{\"en\":[\"Russian\"]}}\n"
                            "\n"
                            "{\"id\":\"person:vladimir-putin\",\"type\":\"person\","
                            "\"gender\":\"m\",\"state\":\"state:RU\","
                            "\"names\":{\"en\":[\"Vladimir Putin\"],\"ru\":[\"Владимир "
                            "Путин\"],\"ar\":[\"فلاديمير بوتين\"]},"
                            "\"alone\":{\"ru\":[\"Путин\"]}}\n"
                            "{\"id\":\"organization:who\",\"type\":\"organization\","
                            "\"names\":{\"en\":[\"WHO\"]}}\n";

static const char *found(const shb_gazetteer *gazetteer, const char *name) {
    uint32_t entities[4];
    size_t n = shb_gazetteer_find(gazetteer, (shb_str){name, strlen(name)}, entities, 4);
    return n ? shb_gazetteer_entity(gazetteer, entities[0])->id : "";
}

static void test_finds_every_form(void **state) {
    (void)state;
    static const struct {
        const char *name, *id;
    } rows[] = {
        {"Russia", "state:RU"},
        {"russia", ""},
        {"RUSSIA", "state:RU"},
        {"وروسيا", "state:RU"},
        {"لروسيا", "state:RU"},
        {"سروسيا", ""},
        {"Россией", "state:RU"},
        {"россией", ""},
        {"Moscow", "state:RU"},
        {"Russian", ""},
        {"Владимиром Путиным", "person:vladimir-putin"},
        {"Путину", "person:vladimir-putin"},
        {"بوتين", "person:vladimir-putin"},
        {"WHO", "organization:who"},
        {"Who", ""},
        {"who", ""},
        {"", ""},
        {"Russia and", ""},
    };
    shb_ctx ctx = SHB_CTX_INIT;
    shb_gazetteer *gazetteer = NULL;
    assert_int_equal(load(&ctx, three, &gazetteer), SHB_OK);
    assert_int_equal(shb_gazetteer_count(gazetteer), 3);
    for (size_t i = 0; i < LENGTH(rows); i++)
        if (strcmp(found(gazetteer, rows[i].name), rows[i].id) != 0)
            fail_msg("'%s' is '%s'", rows[i].name, found(gazetteer, rows[i].name));
    shb_gazetteer_free(gazetteer);
}

static void test_case_in_queries(void **state) {
    (void)state;
    static const struct {
        const char *name, *id;
    } rows[] = {
        {"russia", "state:RU"},
        {"россией", "state:RU"},
        {"moscow", "state:RU"},
        {"vladimir putin", "person:vladimir-putin"},
        {"путин", "person:vladimir-putin"},
        {"who", "organization:who"},
        {"russian", ""},
        {"nobody", ""},
        {"", ""},
    };
    shb_ctx ctx = SHB_CTX_INIT;
    shb_gazetteer *gazetteer = NULL;
    assert_int_equal(load(&ctx, three, &gazetteer), SHB_OK);
    for (size_t i = 0; i < LENGTH(rows); i++) {
        uint32_t entity;
        shb_str name = {rows[i].name, strlen(rows[i].name)};
        size_t n = shb_gazetteer_find_any_case(gazetteer, name, &entity, 1);
        assert_string_equal(n ? shb_gazetteer_entity(gazetteer, entity)->id : "",
                            rows[i].id);
    }
    shb_gazetteer_free(gazetteer);
}

static void test_bodies_are_made(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_gazetteer *gazetteer = NULL;
    assert_int_equal(load(&ctx, three, &gazetteer), SHB_OK);
    uint32_t body = shb_gazetteer_by_id(gazetteer, "organization:ru-foreign-ministry");
    assert_int_not_equal(body, SHB_NO_ENTITY);
    assert_true(body >= shb_gazetteer_count(gazetteer) &&
                body < shb_gazetteer_size(gazetteer));
    const shb_entity *entity = shb_gazetteer_entity(gazetteer, body);
    assert_string_equal(entity->labels[SHB_EN], "Foreign Ministry (Russia)");
    assert_int_equal(shb_gazetteer_by_id(gazetteer, "organization:xx-nothing"),
                     SHB_NO_ENTITY);
    assert_null(shb_gazetteer_entity(gazetteer, UINT32_MAX));
    shb_gazetteer_free(gazetteer);
}

static void test_errors_name_the_line(void **state) {
    (void)state;
    static const struct {
        const char *lines;
        uint64_t line;
        const char *words; /* or NULL */
    } rows[] = {
        {"{\"id\":\"a\"", 1, "in one line"},
        {"{\n\"id\":\"a\"}\n", 1, "in one line"},
        {"\n[]\n", 2, "one JSON object a line"},
        {"[{\"id\":\"a\"},\n", 1, "one JSON object a line"},
        {"id,name\na,Anton\n", 1, "gazetteer import"},
        {"Anton Bolkov\n", 1, "gazetteer import"},
        {"\n{\"id\":\"\xcf\xf3\xf2\xe8\xed\"}\n", 2, "save the file as UTF-8"},
        {"\x1f\x8b\x08 abc\n", 1, "gunzip"},
        {"{\"id\":\"x y\",\"type\":\"state\",\"names\":{}}", 1},
        {"{\"type\":\"state\",\"names\":{}}", 1},
        {"{\"id\":\"a\",\"type\":\"planet\",\"names\":{}}", 1},
        {"{\"id\":\"a\",\"type\":\"state\",\"names\":[]}", 1},
        {"{\"id\":\"a\",\"type\":\"state\",\"names\":{\"en\":[7]}}", 1},
        {"{\"id\":\"a\",\"type\":\"state\",\"names\":{}}\n{\"id\":\"a\",\"type\":"
         "\"person\",\"names\":{}}",
         2, "'a' is called person here, but state before"},
        {"{\"id\":\"a\",\"id\":\"b\",\"type\":\"state\",\"names\":{}}", 1},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_gazetteer *gazetteer = NULL;
        assert_int_equal(load(&ctx, rows[i].lines, &gazetteer), SHB_ESYNTAX);
        assert_null(gazetteer);
        assert_int_equal(ctx.err.line, rows[i].line);
        assert_string_equal(ctx.err.file, path);
        if (rows[i].words && !strstr(ctx.err.text, rows[i].words))
            fail_msg("'%s' is not in '%s'", rows[i].words, ctx.err.text);
    }
    const char *missing[] = {"nowhere.jsonl"};
    shb_ctx ctx = SHB_CTX_INIT;
    shb_gazetteer *gazetteer = NULL;
    assert_int_equal(shb_gazetteer_load(&ctx, missing, 1, &gazetteer), SHB_ENOTFOUND);
}

static void take_problem(void *user, const shb_problem *problem) {
    assert_int_equal(problem->kind, SHB_PROBLEM_SHARED_NAME);
    assert_string_equal(problem->id, "organization:a, organization:b");
    assert_string_equal(problem->name, "Union");
    assert_null(problem->accepted);
    ++*(int *)user;
}

static void test_check_reports_shared_names(void **state) {
    (void)state;
    int problems = 0;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_gazetteer *gazetteer = NULL;
    shb_check_totals totals;
    assert_int_equal(load_with(&ctx, true,
                               "{\"id\":\"organization:a\",\"type\":\"organization\","
                               "\"names\":{\"en\":[\"Union\"]}}\n"
                               "{\"id\":\"organization:b\",\"type\":\"organization\","
                               "\"names\":{\"en\":[\"Union\"]}}\n",
                               &gazetteer),
                     SHB_OK);
    assert_int_equal(shb_gazetteer_check(&ctx, gazetteer, NULL, 0, NULL, take_problem,
                                         &problems, &totals),
                     SHB_OK);
    assert_int_equal(problems, 1);
    assert_int_equal(totals.found[SHB_PROBLEM_SHARED_NAME], 1);
    assert_string_equal(found(gazetteer, "Union"), "organization:a");
    shb_gazetteer_free(gazetteer);
}

/* The last notice, and how many there were. */
typedef struct notices {
    size_t count;
    char last[512];
} notices;

static void take_notice(void *user, const shb_notice *notice) {
    notices *told = user;
    told->count++;
    snprintf(told->last, sizeof told->last, "%s", notice->text);
}

#define UNION(id, names)                                                                 \
    "{\"id\":\"organization:" id "\",\"type\":\"organization\",\"names\":{\"en\":" names \
    "}}\n"

static void test_own_names_come_first(void **state) {
    (void)state;
    static const struct {
        size_t n_own;
        const char *own, *decisions, *union_is, *told;
        uint64_t entities, names;
        bool alone;
    } rows[] = {
        {0, UNION("mine", "[\"Union\"]"), NULL, "organization:a", NULL, 0, 0, false},
        {1, UNION("mine", "[\"Union\"]"), NULL, "organization:mine",
         "organization:mine one of organization:a", 1, 1, false},
        {2, UNION("mine", "[\"Union\"]"), NULL, "organization:a",
         "'organization:mine' has a name that 'organization:a' has", 2, 2, true},
        {1, UNION("mine", "[\"Other\", \"Third\"]"), NULL, "organization:a", NULL, 1, 2,
         false},
        {1, UNION("a", "[\"Union\"]"), NULL, "organization:a", NULL, 1, 1, false},
        {1, UNION("mine", "[\"Union\"]"), "not organization:a\n", "organization:mine",
         NULL, 1, 1, false},
        {1, UNION("mine", "[\"Union\"]"), "same organization:mine organization:a\n",
         "organization:mine", NULL, 1, 1, false},
    };
    for (size_t i = 0; i < LENGTH(rows); i++) {
        char own[] = "/tmp/shabaka-own-XXXXXX", decided[] = "/tmp/shabaka-own-XXXXXX";
        const struct {
            char *path;
            const char *text;
        } files[] = {{path, UNION("a", "[\"Union\"]")},
                     {own, rows[i].own},
                     {decided, rows[i].decisions ? rows[i].decisions : ""}};
        for (size_t k = 0; k < LENGTH(files); k++) {
            int fd = k ? mkstemp(files[k].path) : -1;
            FILE *f = k ? fdopen(fd, "w") : fopen(path, "w");
            assert_non_null(f);
            fputs(files[k].text, f);
            fclose(f);
        }
        const char *lists[] = {path, own};
        const char *const decisions[] = {decided};
        const shb_gazetteer_options options = {.decisions = decisions,
                                               .n_decisions = rows[i].decisions ? 1 : 0,
                                               .n_own = rows[i].n_own};
        notices told = {0};
        shb_ctx ctx = SHB_CTX_INIT;
        ctx.notice = take_notice;
        ctx.user = &told;
        shb_gazetteer *gazetteer = NULL;
        assert_int_equal(shb_gazetteer_load_with(&ctx, lists, 2, &options, &gazetteer),
                         SHB_OK);
        assert_string_equal(found(gazetteer, "Union"), rows[i].union_is);
        assert_int_equal(told.count, rows[i].told ? 1 : 0);
        assert_true(!rows[i].told || strstr(told.last, rows[i].told));
        const shb_own_names *mine = shb_gazetteer_own(gazetteer);
        assert_int_equal(mine->entities, rows[i].entities);
        assert_int_equal(mine->names, rows[i].names);
        assert_int_equal(mine->alone, rows[i].alone);
        assert_int_equal(mine->decisions[SHB_DECIDED_NOT],
                         rows[i].decisions && rows[i].decisions[0] == 'n');
        shb_gazetteer_free(gazetteer);
        unlink(own);
        unlink(decided);
    }
}

static void test_shipped(void **state) {
    (void)state;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_gazetteer *gazetteer = NULL;
    assert_int_equal(shb_gazetteer_load_shipped(&ctx, &gazetteer), SHB_OK);
    size_t by[SHB_N_TYPES] = {0}, n = shb_gazetteer_count(gazetteer);
    for (uint32_t i = 0; i < n; i++) {
        const shb_entity *entity = shb_gazetteer_entity(gazetteer, i);
        by[entity->type]++;
        assert_true(entity->labels[0] || entity->labels[1] || entity->labels[2]);
        assert_int_equal(shb_gazetteer_by_id(gazetteer, entity->id), i);
    }
    assert_true(by[SHB_STATE] >= 250 && by[SHB_PERSON] >= 2500 &&
                by[SHB_ORGANIZATION] >= 700);
    static const char *const pairs[][2] = {
        {"الولايات المتحدة", "state:US"},
        {"США", "state:US"},
        {"USA", "state:US"},
        {"الكرملين", "state:RU"},
        {"Кремля", "state:RU"},
        {"КНР", "state:CN"},
        {"للصين", "state:CN"},
        {"Türkiye", "state:TR"},
        {"أوبك", "organization:opec"},
        {"ШОС", "organization:sco"},
        {"الناتو", "organization:nato"},
        {"ООН", "organization:un"},
        {"European Union", "organization:eu"},
        {"Си Цзиньпина", "person:xi-jinping"},
        {"شي جين بينغ", "person:xi-jinping"},
    };
    for (size_t i = 0; i < LENGTH(pairs); i++)
        if (strcmp(found(gazetteer, pairs[i][0]), pairs[i][1]) != 0)
            fail_msg("'%s' is '%s'", pairs[i][0], found(gazetteer, pairs[i][0]));
    shb_gazetteer_free(gazetteer);
}

static void test_memory_running_out(void **state) {
    (void)state;
    /* Every 97th allocation, so that the test stays short. */
    for (long n = 1;; n += 97) {
        shb_ctx ctx = SHB_CTX_INIT;
        shb_gazetteer *gazetteer = NULL;
        shb_alloc_fail_after(n, n % 2);
        shb_status st = load(&ctx, three, &gazetteer);
        shb_alloc_fail_after(0, false);
        shb_gazetteer_free(gazetteer);
        if (st == SHB_OK)
            break;
        assert_int_equal(st, SHB_ENOMEM);
        assert_true(n < 2000000);
    }
}

static int start(void **state) {
    (void)state;
    strcpy(path, "/tmp/shabaka-test-XXXXXX");
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int finish(void **state) {
    (void)state;
    return unlink(path);
}

static void test_likeness(void **state) {
    (void)state;
    static const struct {
        const char *query, *name;
        double wanted;
    } cases[] = {
        {"russia", "RUSSIA", 1},
        {"إيران", "ايران", 1},
        {"Rusia", "Russia", 1 - 1. / 6},
        {"Putni", "Putin", 1 - 1. / 5}, /* a swap is one edit */
        {"zelenskiy", "Volodymyr Zelensky", .99 * (1 - 1. / 9)},
        {"volod", "Volodymyr Zelensky", .8},
        {"", "Russia", 0},
        {"Russia", "?", 0},
        {"abc", "xyz", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        shb_ctx ctx = SHB_CTX_INIT;
        double got = -1;
        assert_int_equal(shb_name_likeness(&ctx, cases[i].query, cases[i].name, &got),
                         SHB_OK);
        assert_float_equal(got, cases[i].wanted, 1e-12);
    }
}

static void test_resembling(void **state) {
    (void)state;
    static const char lines[] =
        "{\"id\":\"person:a\",\"type\":\"person\",\"names\":{\"en\":[\"Benjamin "
        "Cardwell\"],"
        "\"ar\":[\"بنجامين كاردويل\"]},\"alone\":{\"en\":[\"Cardwell\"]}}\n"
        "{\"id\":\"person:b\",\"type\":\"person\",\"names\":{\"en\":[\"Hassan "
        "Darwish\"]}}\n"
        "{\"id\":\"organization:c\",\"type\":\"organization\",\"names\":{\"en\":["
        "\"Benjamin "
        "Cardwell House\"]},\"short\":{\"en\":[\"Cardwell House\"]}}\n";
    static const struct {
        const char *name;
        shb_type type;
        const char *ids;
    } rows[] = {
        {"Бенджамин Кардуэлл", SHB_PERSON, "person:a "},
        {"Ben Cardwell", SHB_PERSON, "person:a "},
        {"Ben Cardwell", SHB_ORGANIZATION, ""},
        {"حسن درويش", SHB_PERSON, "person:b "},
        {"Hassan Darwisch", SHB_PERSON, "person:b "},
        {"Hassan Darvill", SHB_PERSON, ""},
        {"Cardwell", SHB_ORGANIZATION,
         "person:a "}, /* written so, whatever it is taken for */
        {"Cardwell House", SHB_ORGANIZATION, "organization:c "},
        {"", SHB_PERSON, ""},
    };
    shb_ctx ctx = SHB_CTX_INIT;
    shb_gazetteer *gazetteer = NULL;
    shb_resembling *all = NULL;
    assert_int_equal(load(&ctx, lines, &gazetteer), SHB_OK);
    assert_int_equal(shb_resembling_new(&ctx, gazetteer, &all), SHB_OK);
    for (size_t i = 0; i < LENGTH(rows); i++) {
        uint32_t entities[4];
        size_t n = 0;
        char ids[64] = "";
        for (int again = 0; again < 2; again++) /* what is there is not added again */
            assert_int_equal(shb_resembling_find(&ctx, all, rows[i].type, rows[i].name,
                                                 entities, 4, &n),
                             SHB_OK);
        for (size_t k = 0; k < n; k++)
            strcat(strcat(ids, shb_gazetteer_entity(gazetteer, entities[k])->id), " ");
        if (strcmp(ids, rows[i].ids) != 0)
            fail_msg("'%s' is like '%s'", rows[i].name, ids);
    }
    shb_resembling_free(all);
    shb_gazetteer_free(gazetteer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_likeness),
        cmocka_unit_test(test_resembling),
        cmocka_unit_test(test_case_in_queries),
        cmocka_unit_test(test_finds_every_form),
        cmocka_unit_test(test_bodies_are_made),
        cmocka_unit_test(test_errors_name_the_line),
        cmocka_unit_test(test_check_reports_shared_names),
        cmocka_unit_test(test_own_names_come_first),
        cmocka_unit_test(test_shipped),
        cmocka_unit_test(test_memory_running_out),
    };
    return cmocka_run_group_tests(tests, start, finish);
}
