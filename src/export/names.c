#include "export/names.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/nmtoken.h"
#include "base/utf8.h"

shb_status shb_nmtoken_make(shb_ctx *ctx, const char *text, char **out) {
    size_t len = strlen(text), used = 0;
    char *name = shb_alloc(len + 2);
    if (!name)
        return shb_fail_memory(ctx);
    for (size_t at = 0; at < len;) {
        size_t start = at;
        uint32_t c = shb_utf8_next(text, len, &at);
        if (!shb_is_name_char(c))
            name[used++] = '_';
        else if (c >= 'A' && c <= 'Z')
            name[used++] = (char)(c | 0x20);
        else
            for (; start < at; start++)
                name[used++] = text[start];
    }
    if (used == 0)
        name[used++] = '_';
    name[used] = '\0';
    *out = name;
    return SHB_OK;
}

/* ---- ids ---- */

static bool is_edge_id(const char *id) {
    return id[0] == 'e' && id[1] && !id[1 + strspn(id + 1, "0123456789")];
}

static bool is_keyword(const char *id) {
    static const char *const keywords[] = {"node",     "edge",    "graph",
                                           "subgraph", "digraph", "strict"};
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strcasecmp(id, keywords[i]) == 0)
            return true;
    return false;
}

bool shb_ids_fit(const shb_network *net) {
    for (size_t i = 0; i < net->n_nodes; i++) {
        const char *id = net->nodes[i].id;
        if (!shb_is_nmtoken((shb_str){id, strlen(id)}) || is_edge_id(id) ||
            is_keyword(id))
            return false;
    }
    return true;
}

/* ---- columns ---- */

bool shb_cell_is_missing(const shb_column *column, size_t row) {
    if (column->type == SHB_STRING)
        return !column->cells.strings[row];
    if (column->type == SHB_DOUBLE)
        return !isfinite(column->cells.doubles[row]);
    return column->cells.ints[row] == SHB_MISSING_INT;
}

void shb_put_cell(shb_output *out, const shb_column *column, size_t row,
                  void (*put_text)(shb_output *out, const char *text)) {
    switch (column->type) {
    case SHB_INT:
        shb_put_int(out, column->cells.ints[row]);
        break;
    case SHB_BOOL:
        shb_puts(out, column->cells.ints[row] ? "true" : "false");
        break;
    case SHB_DOUBLE:
        shb_put_double(out, column->cells.doubles[row]);
        break;
    case SHB_STRING:
        put_text(out, column->cells.strings[row]);
        break;
    }
}

bool shb_is_color(const char *text) {
    return text[0] == '#' && strspn(text + 1, "0123456789abcdefABCDEF") == 6 && !text[7];
}

void shb_color_parts(const char *color, unsigned parts[3]) {
    unsigned long rgb = strtoul(color + 1, NULL, 16);
    for (int i = 0; i < 3; i++)
        parts[i] = (unsigned)(rgb >> (16 - 8 * i)) & 255;
}

bool shb_is_drawing(const shb_network *net, const shb_column *column) {
    static const char *const numbers[] = {"x", "y", "size"};
    for (size_t i = 0; i < 3; i++)
        if (strcmp(column->name, numbers[i]) == 0)
            return column->type == SHB_INT || column->type == SHB_DOUBLE;
    if (strcmp(column->name, "color") != 0 || column->type != SHB_STRING)
        return false;
    for (size_t i = 0; i < net->n_nodes; i++)
        if (column->cells.strings[i] && !shb_is_color(column->cells.strings[i]))
            return false;
    return true;
}

const shb_column *shb_drawing_column(const shb_network *net, const char *name) {
    const shb_column *column = shb_node_column(net, name);
    return column && shb_is_drawing(net, column) ? column : NULL;
}

static bool is_listed(const char *const *names, const char *name) {
    for (; *names; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

static bool is_taken(const shb_fields *fields, const char *name) {
    for (size_t i = 0; i < fields->count; i++)
        if (strcmp(fields->items[i].name, name) == 0)
            return true;
    return false;
}

/* Free by "_value" where the name is reserved, by a number where it is taken. */
static shb_status add_field(shb_ctx *ctx, shb_fields *fields, const shb_column *column,
                            const char *wanted, const char *const *reserved) {
    char *clean = NULL;
    shb_status st = shb_nmtoken_make(ctx, wanted, &clean);
    if (st != SHB_OK)
        return st;
    size_t room = strlen(clean) + 32;
    char *name = shb_alloc(room);
    if (!name) {
        shb_free(clean);
        return shb_fail_memory(ctx);
    }
    const char *suffix = is_listed(reserved, clean) ? "_value" : "";
    snprintf(name, room, "%s%s", clean, suffix);
    for (unsigned n = 2; is_taken(fields, name) || is_listed(reserved, name); n++)
        snprintf(name, room, "%s%s_%u", clean, suffix, n);
    fields->items[fields->count++] = (shb_field){column, name};
    shb_free(clean);
    return SHB_OK;
}

shb_status shb_fields_make(shb_ctx *ctx, const shb_network *net, shb_side side,
                           const shb_field_rules *rules, bool with_ids, shb_fields *out) {
    static const char *const nothing[] = {NULL};
    const shb_columns *columns =
        side == SHB_OF_NODES ? &net->node_columns : &net->edge_columns;
    shb_status st = SHB_OK;
    *out = (shb_fields){shb_alloc_array(columns->count + 1, sizeof *out->items), 0};
    if (!out->items)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < columns->count && st == SHB_OK; i++) {
        const shb_column *column = &columns->items[i];
        bool kept = rules->kept && side == SHB_OF_NODES && rules->kept(net, column);
        if (side == SHB_OF_NODES && rules->left_out && rules->left_out(net, column))
            continue;
        st = add_field(ctx, out, column, column->name, kept ? nothing : rules->reserved);
    }
    if (with_ids && st == SHB_OK)
        st = add_field(ctx, out, NULL, SHB_ORIGINAL_ID, rules->reserved);
    return st;
}

void shb_fields_done(shb_fields *fields) {
    for (size_t i = 0; i < fields->count; i++)
        shb_free(fields->items[i].name);
    shb_free(fields->items);
    *fields = (shb_fields){NULL, 0};
}
