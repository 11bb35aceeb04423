/*
 * The record scanner against jansson: on every line both must agree whether it is JSON,
 * and give the same text, id, date and title, byte for byte.
 *
 *     records_vs_jansson [--seed N] [--rounds N] [FILE.jsonl[.gz]]...
 *
 * First on lines made up by chance, each also with one byte changed, then on every line
 * of the files given, likewise.
 */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "read/records.h"
#include "read/utf8_check.h"

static uint64_t seed = 1;
static uint64_t lines, accepted, differences;

static uint32_t chance(uint32_t n) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % n;
}

static const char *const asked[SHB_N_ROLES] = {"text", "id", "date", "title"};

static void differ(const char *line, size_t len, const char *what) {
    if (differences++ < 20)
        printf("%s: %.*s\n", what, (int)(len < 300 ? len : 300), line);
}

static int same_value(const shb_value *ours, const json_t *theirs) {
    switch (ours->kind) {
    case SHB_VALUE_ABSENT:
        return theirs == NULL;
    case SHB_VALUE_NULL:
        return json_is_null(theirs);
    case SHB_VALUE_STRING:
        return json_is_string(theirs) && json_string_length(theirs) == ours->len &&
               memcmp(json_string_value(theirs), ours->data, ours->len) == 0;
    case SHB_VALUE_INTEGER:
        return json_is_integer(theirs) &&
               json_integer_value(theirs) == strtoll(ours->data, NULL, 10);
    case SHB_VALUE_OTHER:
        return theirs && !json_is_null(theirs) && !json_is_string(theirs) &&
               !json_is_integer(theirs);
    }
    return 0;
}

/* jansson refuses numbers that it cannot hold, and counts levels from another place. */
static int own_limits(const json_error_t *error) {
    return json_error_code(error) == json_error_numeric_overflow ||
           json_error_code(error) == json_error_stack_overflow;
}

static void compare(const char *line, size_t len) {
    json_error_t error;
    json_t *theirs = json_loadb(line, len, 0, &error);
    if (!theirs && own_limits(&error))
        return;
    char *copy = malloc(len + 1); /* exact, so that a sanitizer sees a step too far */
    memcpy(copy, line, len);
    copy[len] = '\0';
    shb_record_fields fields;
    shb_value values[SHB_N_ROLES];
    shb_fault fault;
    shb_fields_begin(&fields, asked);
    int right = shb_utf8_valid(copy, len) == len &&
                shb_json_scan(copy, len, &fields, values, &fault);
    lines++;
    accepted += (uint64_t)right;
    if (right != json_is_object(theirs)) {
        differ(line, len, right ? "only the scanner accepts" : "only jansson accepts");
        right = 0;
    }
    for (unsigned r = 0; right && r < SHB_N_ROLES; r++) {
        if (values[r].escaped)
            values[r].len = shb_json_unescape(values[r].data, values[r].len);
        if (!same_value(&values[r], json_object_get(theirs, asked[r])))
            differ(line, len, asked[r]);
    }
    json_decref(theirs);
    free(copy);
}

static void compare_with_change(char *line, size_t len) {
    static const char bytes[] = "\"\\{}[],:u0nt-.eE \t\x01\x7f\x80\xc3\xd8\xff";
    compare(line, len);
    if (len == 0)
        return;
    size_t at = chance((uint32_t)(len < UINT32_MAX ? len : UINT32_MAX));
    char kept = line[at];
    line[at] = bytes[chance(sizeof bytes - 1)];
    compare(line, len);
    line[at] = kept;
    compare(line, at); /* and cut off there */
}

/* --- lines by chance --------------------------------------------------------------- */

static char made[65536];
static size_t made_len;

static void put(const char *text) {
    size_t n = strlen(text);
    if (made_len + n < sizeof made) {
        memcpy(made + made_len, text, n);
        made_len += n;
    }
}

static void put_string(void) {
    static const char *const parts[] = {"a",
                                        "text",
                                        "\\n",
                                        "\\\"",
                                        "\\\\",
                                        "\\/",
                                        "\\u0041",
                                        "\\u0646\\u0635",
                                        "\\ud83d\\ude00",
                                        "\xd8\xb4",
                                        "\xd0\x96",
                                        "\xe2\x80\x8f",
                                        " ",
                                        "0123456789abcdef",
                                        "\\u0000",
                                        "\\ud800",
                                        "\\udc00x",
                                        "\\b\\f\\r\\t",
                                        "\xf0\x9f\x98\x80"};
    put("\"");
    for (uint32_t n = chance(6); n > 0; n--) {
        uint32_t i = chance(400);
        put(parts[i < 3 ? 14 + i : i % 14]);
    }
    put("\"");
}

static void put_value(int depth) {
    static const char *const scalars[] = {"null", "true", "false", "0",  "-1",   "12",
                                          "1.5",  "1e3",  "-0.0",  "01", "1E+2", "{}",
                                          "[]",   "-",    "1.",    "nul"};
    uint32_t kind = chance(depth > 0 ? 5 : 3);
    if (kind < 2) {
        put_string();
    } else if (kind == 2) {
        put(scalars[chance(60) ? chance(13) % 13 : chance(16)]);
    } else {
        put(kind == 3 ? "[" : "{");
        for (uint32_t n = chance(4), i = 0; i < n; i++) {
            put(i ? "," : "");
            if (kind == 4) {
                put_string();
                put(" : ");
            }
            put_value(depth - 1);
        }
        put(kind == 3 ? "]" : "}");
    }
}

static void make_line(void) {
    static const char *const keys[] = {"\"text\"",  "\"id\"",         "\"date\"",
                                       "\"title\"", "\"te\\u0078t\"", "\"other\""};
    made_len = 0;
    put("{");
    for (uint32_t n = chance(7), i = 0; i < n; i++) {
        put(i ? ", " : "");
        if (chance(4))
            put(keys[chance(6)]);
        else
            put_string();
        put(":");
        put_value(4);
    }
    put(chance(50) ? "}" : "} x");
}

/* --- files ------------------------------------------------------------------------- */

static int compare_file(const char *path) {
    size_t capacity = 1 << 24, len = 0;
    char *line = malloc(capacity);
    gzFile file = gzopen(path, "rb");
    if (!file || !line) {
        fprintf(stderr, "cannot open '%s'\n", path);
        free(line);
        return 1;
    }
    while (gzgets(file, line, (int)capacity)) {
        len = strlen(line);
        compare_with_change(line, len && line[len - 1] == '\n' ? len - 1 : len);
    }
    gzclose(file);
    free(line);
    return 0;
}

int main(int argc, char **argv) {
    int failed = 0, first = 1;
    uint32_t rounds = 100000;
    for (; first + 1 < argc && strncmp(argv[first], "--", 2) == 0; first += 2) {
        if (strcmp(argv[first], "--seed") == 0)
            seed = strtoull(argv[first + 1], NULL, 10);
        else
            rounds = (uint32_t)strtoul(argv[first + 1], NULL, 10);
    }
    printf("seed %llu\n", (unsigned long long)seed);
    for (uint32_t i = 0; i < rounds; i++) {
        make_line();
        compare_with_change(made, made_len);
    }
    /* A file is a test, and so are the lines made up. */
    int passed = differences == 0, tests = 1;
    for (int i = first; i < argc; i++, tests++) {
        uint64_t before = differences;
        int unread = compare_file(argv[i]);
        passed += !unread && differences == before;
        failed |= unread;
    }
    printf("%llu lines, %llu of them right, %llu differences\n",
           (unsigned long long)lines, (unsigned long long)accepted,
           (unsigned long long)differences);
    printf("%d passed, %d failed\n", passed, tests - passed);
    return failed || differences > 0;
}
