#include "export/record.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/text.h"
#include "export/escape.h"
#include "export/formats.h"
#include "export/json.h"
#include "export/json_tree.h"

static const char member[] = ",\"graphml\":";

static const char *const side_names[] = {"nodes", "edges"};

/* ---- the digest ---- */

/* `own_ids` false: of n0, n1..., which need not be made for it. */
static uint64_t digest(const shb_network *net, bool own_ids) {
    uint64_t hash = SHB_HASH_SEED;
    char made[24];
    for (size_t i = 0; i < net->n_nodes; i++) {
        const char *id = net->nodes[i].id;
        if (!own_ids) {
            snprintf(made, sizeof made, "n%zu", i);
            id = made;
        }
        hash = shb_hash_stable(hash, id, strlen(id) + 1);
    }
    for (size_t i = 0; i < net->n_edges; i++) {
        uint32_t a = net->edges[i].a, b = net->edges[i].b;
        unsigned char ends[8];
        for (int k = 0; k < 4; k++) {
            ends[k] = (unsigned char)(a >> 8 * k);
            ends[4 + k] = (unsigned char)(b >> 8 * k);
        }
        hash = shb_hash_stable(hash, ends, sizeof ends);
    }
    return hash;
}

static void digest_text(uint64_t hash, char text[17]) {
    snprintf(text, 17, "%016llx", (unsigned long long)hash);
}

/* ---- writing ---- */

/* Between the items of a list. */
static void put_comma(shb_output *out, size_t *count) {
    if ((*count)++ > 0)
        shb_putc(out, ',');
}

static void put_names(shb_output *out, const shb_fields *fields, shb_side side,
                      size_t *count) {
    for (size_t i = 0; i < fields->count; i++) {
        const shb_field *field = &fields->items[i];
        const char *name = field->column ? field->column->name : "id";
        if (strcmp(field->name, name) == 0)
            continue;
        put_comma(out, count);
        shb_puts(out, side == SHB_OF_NODES ? "[\"nodes\"," : "[\"edges\",");
        shb_put_json_z(out, field->name);
        shb_putc(out, ',');
        shb_put_json_z(out, name);
        shb_putc(out, ']');
    }
}

static void put_text(shb_output *out, shb_side side, size_t row, const char *name,
                     const char *text, size_t *count) {
    if (!text || shb_xml_holds(text))
        return;
    put_comma(out, count);
    shb_puts(out, side == SHB_OF_NODES ? "[\"nodes\"," : "[\"edges\",");
    shb_put_int(out, (int64_t)row);
    shb_putc(out, ',');
    shb_put_json_z(out, name);
    shb_putc(out, ',');
    shb_put_json_z(out, text);
    shb_putc(out, ']');
}

static void put_texts(shb_output *out, const shb_written *written, shb_side side,
                      size_t *count) {
    const shb_network *net = written->net;
    bool of_nodes = side == SHB_OF_NODES;
    const shb_fields *fields = of_nodes ? &written->nodes : &written->edges;
    size_t rows = of_nodes ? net->n_nodes : net->n_edges;
    for (size_t row = 0; of_nodes && row < rows; row++)
        put_text(out, side, row, "label", shb_shown_label(net, written->labels, row),
                 count);
    for (size_t i = 0; i < fields->count; i++) {
        const shb_field *field = &fields->items[i];
        for (size_t row = 0; row < rows; row++)
            if (!field->column)
                put_text(out, side, row, field->name, net->nodes[row].id, count);
            else if (field->column->type == SHB_STRING)
                put_text(out, side, row, field->name, field->column->cells.strings[row],
                         count);
    }
}

shb_status shb_record_write(shb_ctx *ctx, const shb_written *written, shb_output *out) {
    shb_output *sink = NULL;
    char hash[17];
    size_t count = 0;
    shb_status st = shb_output_memory(ctx, &sink);
    if (st != SHB_OK)
        return st;
    if ((st = shb_json_write_record(ctx, written->net, sink)) != SHB_OK) {
        shb_output_abandon(sink);
        return st;
    }
    shb_str record = shb_output_bytes(sink);
    size_t whole = record.len;
    shb_puts(sink, member);
    digest_text(digest(written->net, written->own_ids), hash);
    shb_puts(sink, "{\"digest\":\"");
    shb_puts(sink, hash);
    shb_puts(sink, "\",\"names\":[");
    put_names(sink, &written->nodes, SHB_OF_NODES, &count);
    put_names(sink, &written->edges, SHB_OF_EDGES, &count);
    shb_puts(sink, "],\"texts\":[");
    count = 0;
    put_texts(sink, written, SHB_OF_NODES, &count);
    put_texts(sink, written, SHB_OF_EDGES, &count);
    shb_puts(sink, "]}}");
    record = shb_output_bytes(sink);
    shb_puts(out, "<!--");
    if (whole > 0) { /* the last brace of the record comes after our member */
        shb_put_xml_comment_json(out, (shb_str){record.data, whole - 1});
        shb_put_xml_comment_json(out, (shb_str){record.data + whole, record.len - whole});
    }
    shb_puts(out, "-->\n");
    return shb_output_close(ctx, sink);
}

/* ---- reading ---- */

/* A quote inside a JSON string is escaped: the last of these is the member. */
static char *find_member(char *json, size_t len) {
    size_t size = sizeof member - 1;
    for (size_t at = len < size ? 0 : len - size + 1; at-- > 0;)
        if (json[at] == ',' && memcmp(json + at, member, size) == 0)
            return json + at;
    return NULL;
}

static bool side_of(const json_t *item, shb_side *out) {
    const char *name = json_string_value(json_array_get(item, 0));
    for (int i = 0; name && i < 2; i++)
        if (strcmp(name, side_names[i]) == 0) {
            *out = (shb_side)i;
            return true;
        }
    return false;
}

static shb_column *column_of(const shb_network *net, shb_side side, const char *name) {
    return side == SHB_OF_NODES ? shb_node_column(net, name) : shb_edge_column(net, name);
}

static shb_status read_text(shb_ctx *ctx, shb_network *net, const json_t *item) {
    shb_side side;
    const char *name = json_string_value(json_array_get(item, 2));
    const char *text = json_string_value(json_array_get(item, 3));
    json_int_t row = json_integer_value(json_array_get(item, 1));
    if (!side_of(item, &side) || !name || !text || row < 0 ||
        (uint64_t)row >= (side == SHB_OF_NODES ? net->n_nodes : net->n_edges))
        return SHB_OK;
    if (side == SHB_OF_NODES && strcmp(name, "label") == 0)
        return shb_text_replace(ctx, &net->nodes[row].label, text);
    shb_column *column = column_of(net, side, name);
    if (column && column->type == SHB_STRING)
        return shb_text_replace(ctx, &column->cells.strings[row], text);
    return SHB_OK;
}

static shb_status read_ids(shb_ctx *ctx, shb_network *net, const char *name) {
    shb_column *column = shb_node_column(net, name);
    if (!column || column->type != SHB_STRING)
        return SHB_OK;
    for (size_t i = 0; i < net->n_nodes; i++)
        if (column->cells.strings[i]) {
            shb_status st = shb_text_replace(ctx, &net->nodes[i].id, column->cells.strings[i]);
            if (st != SHB_OK)
                return st;
        }
    shb_node_column_drop(net, name);
    return SHB_OK;
}

/* All at once, since a column may get the name that another one gives up. */
static shb_status read_names(shb_ctx *ctx, shb_network *net, const json_t *names) {
    shb_status st = SHB_OK;
    size_t n = json_array_size(names), i;
    shb_column **columns = shb_alloc_array(n, sizeof(shb_column *));
    const char *ids = NULL;
    json_t *item;
    if (!columns)
        return shb_fail_memory(ctx);
    json_array_foreach(names, i, item) {
        shb_side side;
        const char *from = json_string_value(json_array_get(item, 1));
        const char *to = json_string_value(json_array_get(item, 2));
        if (!from || !to || !side_of(item, &side))
            continue;
        if (side == SHB_OF_NODES && strcmp(to, "id") == 0)
            ids = from;
        else
            columns[i] = column_of(net, side, from);
    }
    for (i = 0; i < n && st == SHB_OK; i++) {
        item = json_array_get(names, i);
        if (columns[i])
            st = shb_text_replace(ctx, &columns[i]->name,
                         json_string_value(json_array_get(item, 2)));
    }
    if (st == SHB_OK && ids)
        st = read_ids(ctx, net, ids);
    shb_free(columns);
    return st;
}

static shb_status check_names(shb_ctx *ctx, const shb_columns *columns,
                              const char *file) {
    shb_map seen = SHB_MAP_INIT;
    shb_status st = SHB_OK;
    for (size_t i = 0; i < columns->count && st == SHB_OK; i++) {
        const char *name = columns->items[i].name;
        if (shb_map_get(&seen, name, strlen(name)) != SHB_MAP_NONE)
            st = shb_fail(ctx, SHB_ESYNTAX, file, "its record names two columns alike");
        else
            st = shb_map_set(ctx, &seen, name, strlen(name), 0);
    }
    shb_map_done(&seen);
    return st;
}

static shb_status read_member(shb_ctx *ctx, const json_t *own, const char *file,
                              shb_network *net) {
    shb_status st = SHB_OK;
    const json_t *texts = json_object_get(own, "texts");
    for (size_t i = 0; i < json_array_size(texts) && st == SHB_OK; i++)
        st = read_text(ctx, net, json_array_get(texts, i));
    if (st == SHB_OK)
        st = read_names(ctx, net, json_object_get(own, "names"));
    if (st == SHB_OK)
        st = check_names(ctx, &net->node_columns, file);
    if (st == SHB_OK)
        st = check_names(ctx, &net->edge_columns, file);
    return st;
}

shb_status shb_record_read(shb_ctx *ctx, char *json, size_t len, const char *file,
                           shb_network *net, bool *fits) {
    shb_json_tree tree = {NULL, SHB_ARENA_INIT};
    char *tail = find_member(json, len), hash[17];
    if (!tail || json[len - 1] != '}')
        return shb_fail(ctx, SHB_ESYNTAX, file, "the record at its end is broken");
    shb_str own = {tail + sizeof member - 1,
                   (size_t)(json + len - 1 - (tail + sizeof member - 1))};
    shb_status st = shb_json_tree_load(ctx, own, file, &tree);
    if (st != SHB_OK)
        return st;
    const char *stated = json_string_value(json_object_get(tree.root, "digest"));
    digest_text(digest(net, true), hash);
    if (!stated || strcmp(stated, hash) != 0) {
        shb_notify(ctx, SHB_NOTICE_WARNING, file, 0, 0,
                   "the nodes or edges were changed since it was written: the record of "
                   "how it was made, the margins and the evidence are left out");
        goto done;
    }
    *fits = true;
    *tail = '}';
    if ((st = read_member(ctx, tree.root, file, net)) == SHB_OK)
        st = shb_json_read_record(ctx, (shb_str){json, (size_t)(tail + 1 - json)}, file,
                                  net);
done:
    shb_json_tree_done(&tree);
    return st;
}
