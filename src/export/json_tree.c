#include "export/json_tree.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "base/text.h"

enum { MOST_BYTES = 1 << 30 };

/*
 * jansson 2.14 must never see an allocation fail: some of its paths then lose a byte of a
 * string without an error, others end the process by an assertion. So all its memory for
 * one load is an arena's, and where that fails, longjmp leaves jansson for good.
 */
struct session {
    shb_arena *memory;
    jmp_buf failed;
};

static _Thread_local struct session *session;

static void *allocate(size_t size) {
    if (!session)
        return shb_alloc(size);
    void *p = shb_arena_alloc(session->memory, size);
    if (!p)
        longjmp(session->failed, 1);
    return p;
}

static void give_back(void *p) {
    if (!session)
        shb_free(p);
}

static bool parse(shb_str bytes, shb_arena *memory, json_error_t *error, json_t **out) {
    struct session mine = {.memory = memory};
    json_malloc_t old_malloc;
    json_free_t old_free;
    json_t *volatile root = NULL;
    volatile bool enough = true;
    json_get_alloc_funcs(&old_malloc, &old_free);
    json_set_alloc_funcs(allocate, give_back);
    session = &mine;
    if (setjmp(mine.failed) == 0)
        root = json_loadb(bytes.data, bytes.len, 0, error);
    else
        enough = false;
    session = NULL;
    json_set_alloc_funcs(old_malloc, old_free);
    *out = root;
    return enough;
}

/* The reason quotes the file's own bytes, which may be anything. */
static void make_printable(char *text) {
    for (; *text; text++)
        if (*text < 0x20 || *text > 0x7e)
            *text = '?';
}

shb_status shb_json_tree_load(shb_ctx *ctx, shb_str bytes, const char *file,
                              shb_json_tree *out) {
    shb_json_tree tree = {NULL, SHB_ARENA_INIT};
    json_error_t error = {0};
    shb_status st = SHB_OK;
    if (bytes.len > MOST_BYTES)
        return shb_fail(ctx, SHB_ELIMIT, file, "more than 1 GiB of JSON");
    if (bytes.len >= 3 && memcmp(bytes.data, "\xef\xbb\xbf", 3) == 0)
        bytes = (shb_str){bytes.data + 3, bytes.len - 3};
    if (bytes.len == 0)
        return shb_fail(ctx, SHB_ESYNTAX, file, "it is empty, and no JSON");
    if (!parse(bytes, &tree.memory, &error, &tree.root)) {
        st = shb_fail_memory(ctx);
    } else if (!tree.root) {
        make_printable(error.text);
        st = shb_fail_at(
            ctx, SHB_ESYNTAX, file, error.line > 0 ? (uint64_t)error.line : 0,
            error.position > 0 ? (uint64_t)error.position : 0, "%s", error.text);
    }
    if (st != SHB_OK)
        shb_json_tree_done(&tree);
    else
        *out = tree;
    return st;
}

void shb_json_tree_done(shb_json_tree *tree) {
    shb_arena_done(&tree->memory);
    tree->root = NULL;
}

static shb_str string_of(const json_t *value) {
    return (shb_str){json_string_value(value), json_string_length(value)};
}

/* As deep as jansson's own parser went, which has a limit. */
static void put_value(shb_output *out, const json_t *value) {
    const char *name, *comma = "";
    json_t *item;
    size_t i;
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        shb_putc(out, '{');
        json_object_foreach((json_t *)value, name, item) {
            shb_puts(out, comma);
            shb_put_json_z(out, name);
            shb_putc(out, ':');
            put_value(out, item);
            comma = ",";
        }
        shb_putc(out, '}');
        break;
    case JSON_ARRAY:
        shb_putc(out, '[');
        json_array_foreach(value, i, item) {
            shb_puts(out, comma);
            put_value(out, item);
            comma = ",";
        }
        shb_putc(out, ']');
        break;
    case JSON_STRING:
        shb_put_json(out, string_of(value));
        break;
    case JSON_INTEGER:
        shb_put_int(out, json_integer_value(value));
        break;
    case JSON_REAL:
        shb_put_double(out, json_real_value(value));
        break;
    case JSON_TRUE:
        shb_puts(out, "true");
        break;
    case JSON_FALSE:
        shb_puts(out, "false");
        break;
    case JSON_NULL:
        shb_puts(out, "null");
        break;
    }
}

shb_status shb_json_tree_text(shb_ctx *ctx, const json_t *value, char **out) {
    shb_output *sink = NULL;
    shb_status st = shb_output_memory(ctx, &sink);
    if (st != SHB_OK)
        return st;
    put_value(sink, value);
    return shb_text_take(ctx, sink, out);
}

shb_status shb_json_scalar_text(shb_ctx *ctx, shb_arena *arena, const json_t *value,
                                const char **out) {
    char number[32];
    const char *text = NULL;
    size_t len = 0;
    switch (value ? json_typeof(value) : JSON_NULL) {
    case JSON_STRING: /* lives as long as the tree */
        *out = json_string_value(value);
        return SHB_OK;
    case JSON_INTEGER:
        len = (size_t)snprintf(number, sizeof number, "%lld",
                               (long long)json_integer_value(value));
        text = number;
        break;
    case JSON_REAL:
        len = shb_double_text(json_real_value(value), number);
        text = number;
        break;
    case JSON_TRUE:
        text = "true", len = 4;
        break;
    case JSON_FALSE:
        text = "false", len = 5;
        break;
    default:
        *out = NULL;
        return SHB_OK;
    }
    *out = shb_arena_strndup(arena, text, len);
    return *out ? SHB_OK : shb_fail_memory(ctx);
}
