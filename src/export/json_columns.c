/* Columns from the attributes of nodes or edges, whatever mixture they are. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "export/json_tree.h"

/* What the values seen so far ask for; the first four are shb_column_type. */
enum { UNKNOWN = SHB_BOOL + 1 };

struct draft {
    const char *key; /* as the file has it */
    char *name;      /* as the network has it: lower case, NMTOKEN, unique */
    int type;
};

struct drafts {
    struct draft *items;
    size_t count, capacity;
    shb_map by_key;  /* of all keys met, also reserved ones */
    shb_map by_name; /* of all names taken */
    shb_arena strings;
};

enum { MOST_COLUMNS = 1000 };
#define RESERVED (UINT32_MAX - 1)

static int join_types(int x, int y) {
    if (x == y || y == UNKNOWN)
        return x;
    if (x == UNKNOWN)
        return y;
    bool numbers = (x == SHB_INT || x == SHB_DOUBLE) && (y == SHB_INT || y == SHB_DOUBLE);
    return numbers ? SHB_DOUBLE : SHB_STRING;
}

static int type_of(const json_t *value, bool *nested) {
    switch (json_typeof(value)) {
    case JSON_INTEGER:
        return SHB_INT;
    case JSON_REAL:
        return SHB_DOUBLE;
    case JSON_TRUE:
    case JSON_FALSE:
        return SHB_BOOL;
    case JSON_STRING:
        return SHB_STRING;
    case JSON_NULL:
        return UNKNOWN;
    default:
        *nested = true;
        return UNKNOWN;
    }
}

static bool is_name_character(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c >= 0x80 ||
           strchr(":-._", c);
}

/* Lower case, without white space and signs; "freq" beside "Freq" becomes "freq_2". */
static shb_status make_name(shb_ctx *ctx, struct drafts *drafts, const char *key,
                            char **out) {
    size_t len = strlen(key), room = len + 24;
    char *name = shb_arena_alloc(&drafts->strings, room);
    if (!name)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < len; i++) {
        char c = key[i] >= 'A' && key[i] <= 'Z' ? (char)(key[i] | 0x20) : key[i];
        name[i] = is_name_character((unsigned char)c) ? c : '_';
    }
    if (len == 0)
        name[len++] = '_';
    name[len] = '\0';
    for (size_t n = 2; shb_map_get(&drafts->by_name, name, strlen(name)) != SHB_MAP_NONE;
         n++)
        snprintf(name + len, room - len, "_%zu", n);
    *out = name;
    return shb_map_set(ctx, &drafts->by_name, name, strlen(name), 0);
}

/* "type_value" back to "type", unless there is a "type", too. */
static const char *own_name(const shb_json_rows *rows, const char *key) {
    const char *name = rows->given_way;
    size_t len = name ? strlen(name) : 0;
    if (!name || strncmp(key, name, len) != 0 || strcmp(key + len, "_value") != 0)
        return key;
    for (size_t i = 0; i < rows->count; i++)
        if (json_object_get(rows->rows[i], name))
            return key;
    return name;
}

static shb_status draft_of(shb_ctx *ctx, struct drafts *drafts, const char *key,
                           const char *own, int type, uint32_t *out) {
    *out = shb_map_get(&drafts->by_key, key, strlen(key));
    if (*out != SHB_MAP_NONE)
        return SHB_OK;
    if (drafts->count == MOST_COLUMNS)
        return shb_fail(ctx, SHB_ELIMIT, NULL, "more than %d different attributes",
                        MOST_COLUMNS);
    shb_status st = shb_grow(ctx, (void **)&drafts->items, &drafts->capacity,
                             drafts->count + 1, sizeof *drafts->items);
    if (st != SHB_OK)
        return st;
    struct draft *draft = &drafts->items[drafts->count];
    *draft = (struct draft){key, NULL, type};
    if ((st = make_name(ctx, drafts, own, &draft->name)) != SHB_OK)
        return st;
    *out = (uint32_t)drafts->count++;
    return shb_map_set(ctx, &drafts->by_key, key, strlen(key), *out);
}

/* The type that a file of ours names for a column; what its values need may widen it. */
static shb_status draft_declared(shb_ctx *ctx, struct drafts *drafts,
                                 const json_t *declared) {
    static const char *const names[] = {[SHB_INT] = "int",
                                        [SHB_DOUBLE] = "double",
                                        [SHB_STRING] = "string",
                                        [SHB_BOOL] = "bool"};
    size_t i;
    json_t *item;
    json_array_foreach(declared, i, item) {
        const char *key = json_string_value(json_array_get(item, 0));
        const char *type = json_string_value(json_array_get(item, 1));
        uint32_t number;
        for (int t = 0; key && type && t < UNKNOWN; t++)
            if (strcmp(type, names[t]) == 0) {
                shb_status st = draft_of(ctx, drafts, key, key, t, &number);
                if (st != SHB_OK)
                    return st;
            }
    }
    return SHB_OK;
}

static shb_status draft_rows(shb_ctx *ctx, struct drafts *drafts,
                             const shb_json_rows *rows, bool *nested) {
    for (size_t i = 0; i < rows->count; i++) {
        const char *key;
        json_t *value;
        json_object_foreach(rows->rows[i], key, value) {
            uint32_t number;
            shb_status st = draft_of(ctx, drafts, key, own_name(rows, key),
                                     UNKNOWN, &number);
            if (st != SHB_OK)
                return st;
            if (number == RESERVED)
                continue;
            struct draft *draft = &drafts->items[number];
            draft->type = join_types(draft->type, type_of(value, nested));
        }
    }
    return SHB_OK;
}

static shb_status fill_cell(shb_ctx *ctx, struct drafts *drafts, shb_column *column,
                            size_t row, const json_t *value) {
    const char *text;
    shb_status st = SHB_OK;
    if (!value || json_is_null(value) || json_is_object(value) || json_is_array(value))
        return SHB_OK;
    switch (column->type) {
    case SHB_INT:
        column->cells.ints[row] = json_integer_value(value);
        break;
    case SHB_BOOL:
        column->cells.ints[row] = json_is_true(value);
        break;
    case SHB_DOUBLE:
        column->cells.doubles[row] = json_number_value(value);
        break;
    case SHB_STRING:
        st = shb_json_scalar_text(ctx, &drafts->strings, value, &text);
        if (st == SHB_OK)
            st = shb_cell_set_string(ctx, column, row, text);
        break;
    }
    return st;
}

static shb_status make_column(shb_ctx *ctx, shb_network *net, struct drafts *drafts,
                              const struct draft *draft, const shb_json_rows *rows) {
    shb_column *column;
    shb_column_type type = (shb_column_type)draft->type;
    shb_status st = rows->of_edges
                        ? shb_edge_column_add(ctx, net, draft->name, type, &column)
                        : shb_node_column_add(ctx, net, draft->name, type, &column);
    for (size_t i = 0; i < rows->count && st == SHB_OK; i++)
        st =
            fill_cell(ctx, drafts, column, i, json_object_get(rows->rows[i], draft->key));
    return st;
}

shb_status shb_json_columns(shb_ctx *ctx, shb_network *net, const shb_json_rows *rows,
                            bool *nested) {
    struct drafts drafts = {0};
    shb_status st = SHB_OK;
    for (const char *const *name = rows->reserved; *name && st == SHB_OK; name++) {
        st = shb_map_set(ctx, &drafts.by_key, *name, strlen(*name), RESERVED);
        if (st == SHB_OK)
            st = shb_map_set(ctx, &drafts.by_name, *name, strlen(*name), 0);
    }
    if (st != SHB_OK || (st = draft_declared(ctx, &drafts, rows->declared)) != SHB_OK ||
        (st = draft_rows(ctx, &drafts, rows, nested)) != SHB_OK)
        goto done;
    for (size_t i = 0; i < drafts.count && st == SHB_OK; i++)
        if (drafts.items[i].type != UNKNOWN)
            st = make_column(ctx, net, &drafts, &drafts.items[i], rows);
done:
    shb_map_done(&drafts.by_key);
    shb_map_done(&drafts.by_name);
    shb_arena_done(&drafts.strings);
    shb_free(drafts.items);
    return st;
}
