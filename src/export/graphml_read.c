/* GraphML: ours whole, that of others as far as a simple undirected network can hold it.
 */
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "export/draft.h"
#include "export/formats.h"
#include "export/record.h"
#include "export/xml.h"

enum role { COLUMN, LABEL, WEIGHT };

/* A <key>, which may be of nodes and edges both. */
struct key {
    char *id;
    bool of[2];
    enum role role[2];
    size_t column[2];
    char *fallback; /* its <default>, or NULL */
};

/* An open element that data can belong to. */
struct owner {
    enum { NOBODY, NODE, EDGE } kind;
    size_t row;
};

struct reading {
    shb_draft draft;
    struct key *keys;
    size_t n_keys, keys_capacity;
    shb_map by_key;
    struct owner owners[SHB_XML_DEPTH_MOST]; /* [depth - 1]: what the element is */
    unsigned depth;
    uint32_t data_key; /* of the <data> that is open, or SHB_MAP_NONE */
    bool in_key;
    bool directed; /* edges that say nothing */
    size_t n_graphs;
    char *record;
    size_t record_len;
};

static void reading_done(struct reading *r) {
    for (size_t i = 0; i < r->n_keys; i++) {
        shb_free(r->keys[i].id);
        shb_free(r->keys[i].fallback);
    }
    shb_free(r->keys);
    shb_map_done(&r->by_key);
    shb_free(r->record);
    shb_draft_done(&r->draft);
}

/* ---- keys ---- */

static shb_column_type type_by_name(const char *name) {
    static const struct {
        const char *name;
        shb_column_type type;
    } types[] = {{"int", SHB_INT},      {"long", SHB_INT},      {"integer", SHB_INT},
                 {"float", SHB_DOUBLE}, {"double", SHB_DOUBLE}, {"boolean", SHB_BOOL}};
    for (size_t i = 0; name && i < sizeof types / sizeof *types; i++)
        if (strcmp(name, types[i].name) == 0)
            return types[i].type;
    return SHB_STRING;
}

static bool is_one_of(const char *name, const char *first, const char *second) {
    return name && (strcasecmp(name, first) == 0 || strcasecmp(name, second) == 0);
}

/* As Gephi tells them, by id and else by name, but in any case. */
static enum role role_of(shb_side side, const char *id, const char *name) {
    if (side == SHB_OF_NODES)
        return is_one_of(id, "label", "nodelabel") ||
                       is_one_of(name, "label", "nodelabel")
                   ? LABEL
                   : COLUMN;
    return is_one_of(id, "weight", "edge weight") ||
                   is_one_of(name, "weight", "edge weight")
               ? WEIGHT
               : COLUMN;
}

static shb_status start_key(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    const char *id = shb_xml_attribute(xml, "id"), *sides = shb_xml_attribute(xml, "for");
    const char *name = shb_xml_attribute(xml, "attr.name");
    const char *type = shb_xml_attribute(xml, "attr.type");
    if (!id || shb_map_get(&r->by_key, id, strlen(id)) != SHB_MAP_NONE)
        return shb_fail_at(ctx, SHB_ESYNTAX, r->draft.file, shb_xml_line(xml), 0,
                           id ? "two keys have the same id" : "a key has no id");
    shb_status st = shb_grow(ctx, (void **)&r->keys, &r->keys_capacity, r->n_keys + 1,
                             sizeof *r->keys);
    if (st != SHB_OK)
        return st;
    struct key *key = &r->keys[r->n_keys];
    bool all = !sides || strcmp(sides, "all") == 0;
    *key = (struct key){.id = shb_strdup(id)};
    if (!key->id)
        return shb_fail_memory(ctx);
    r->n_keys++;
    key->of[SHB_OF_NODES] = all || strcmp(sides, "node") == 0;
    key->of[SHB_OF_EDGES] = all || strcmp(sides, "edge") == 0;
    for (int side = 0; side < 2 && st == SHB_OK; side++) {
        key->role[side] = role_of((shb_side)side, id, name);
        /* yEd's keys of shapes have no name: nothing for a table */
        if (key->of[side] && key->role[side] == COLUMN && (name || type))
            st = shb_draft_column(ctx, &r->draft, (shb_side)side, name ? name : id,
                                  type_by_name(type), &key->column[side]);
        else if (key->role[side] == COLUMN)
            key->of[side] = false;
    }
    r->in_key = true;
    return st != SHB_OK ? st
                        : shb_map_set(ctx, &r->by_key, key->id, strlen(key->id),
                                      (uint32_t)r->n_keys - 1);
}

static shb_status put_value(shb_ctx *ctx, struct reading *r, const struct key *key,
                            const struct owner *owner, const char *text) {
    shb_side side = owner->kind == NODE ? SHB_OF_NODES : SHB_OF_EDGES;
    if (!key->of[side])
        return SHB_OK;
    switch (key->role[side]) {
    case LABEL:
        return shb_draft_label(ctx, &r->draft, (uint32_t)owner->row, text);
    case WEIGHT:
        shb_draft_weight(&r->draft, owner->row, text);
        return SHB_OK;
    default:
        return shb_draft_cell(ctx, &r->draft, side, key->column[side], owner->row, text);
    }
}

/* Before the element's own data, which then replace them. */
static shb_status put_defaults(shb_ctx *ctx, struct reading *r,
                               const struct owner *owner) {
    shb_status st = SHB_OK;
    for (size_t i = 0; i < r->n_keys && st == SHB_OK; i++)
        if (r->keys[i].fallback)
            st = put_value(ctx, r, &r->keys[i], owner, r->keys[i].fallback);
    return st;
}

/* ---- elements ---- */

static shb_status start_graph(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    const char *direction = shb_xml_attribute(xml, "edgedefault");
    (void)ctx;
    if (r->depth > 2)
        r->draft.mended.nested++;
    else if (r->n_graphs++ > 0)
        r->draft.mended.graphs++;
    r->directed = !direction || strcmp(direction, "undirected") != 0;
    return SHB_OK;
}

static shb_status start_node(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    const char *id = shb_xml_attribute(xml, "id");
    uint32_t node;
    if (!id)
        return shb_fail_at(ctx, SHB_ESYNTAX, r->draft.file, shb_xml_line(xml), 0,
                           "a node has no id");
    size_t before = r->draft.net->n_nodes;
    shb_status st = shb_draft_node(ctx, &r->draft, id, true, &node);
    if (st != SHB_OK)
        return st;
    struct owner *owner = &r->owners[r->depth - 1];
    *owner = (struct owner){NODE, node};
    return node == before ? put_defaults(ctx, r, owner) : SHB_OK;
}

static shb_status start_edge(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    const char *source = shb_xml_attribute(xml, "source");
    const char *target = shb_xml_attribute(xml, "target");
    const char *directed = shb_xml_attribute(xml, "directed");
    size_t row;
    if (!source || !target)
        return shb_fail_at(ctx, SHB_ESYNTAX, r->draft.file, shb_xml_line(xml), 0,
                           "an edge has no %s", source ? "target" : "source");
    shb_status st = shb_draft_tie(ctx, &r->draft, source, target, &row);
    if (st != SHB_OK)
        return st;
    r->draft.mended.directed += directed ? strcmp(directed, "true") == 0 : r->directed;
    struct owner *owner = &r->owners[r->depth - 1];
    *owner = (struct owner){EDGE, row};
    return put_defaults(ctx, r, owner);
}

static shb_status start_hyperedge(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    (void)ctx, (void)xml;
    r->draft.mended.hyperedges++;
    return SHB_OK;
}

static const struct {
    const char *name;
    shb_status (*start)(shb_ctx *ctx, struct reading *r, const shb_xml *xml);
} elements[] = {
    {"key", start_key},   {"graph", start_graph},         {"node", start_node},
    {"edge", start_edge}, {"hyperedge", start_hyperedge},
};

static const struct owner *parent(const struct reading *r) {
    static const struct owner nobody = {NOBODY, 0};
    return r->depth >= 2 ? &r->owners[r->depth - 2] : &nobody;
}

static shb_status on_start(shb_ctx *ctx, shb_xml *xml, void *user, const char *name) {
    struct reading *r = user;
    r->owners[r->depth++] = (struct owner){NOBODY, 0};
    if (r->data_key != SHB_MAP_NONE) { /* markup inside data: only yEd's label counts */
        if (strcmp(name, "NodeLabel") == 0)
            shb_xml_keep_text(xml);
        return SHB_OK;
    }
    if (strcmp(name, "data") == 0) {
        const char *key = shb_xml_attribute(xml, "key");
        const struct owner *owner = parent(r);
        if (key && owner->kind != NOBODY &&
            (r->data_key = shb_map_get(&r->by_key, key, strlen(key))) != SHB_MAP_NONE) {
            r->owners[r->depth - 1] = *owner;
            shb_xml_keep_text(xml);
        }
        return SHB_OK;
    }
    if (strcmp(name, "default") == 0 && r->in_key)
        shb_xml_keep_text(xml);
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(name, elements[i].name) == 0)
            return elements[i].start(ctx, r, xml);
    return SHB_OK;
}

/* The label that yEd draws, for a node that has no other yet. */
static shb_status label_by_yed(shb_ctx *ctx, struct reading *r, const char *text) {
    for (unsigned i = r->depth; i-- > 0;) {
        const struct owner *owner = &r->owners[i];
        if (owner->kind == NODE && !r->draft.net->nodes[owner->row].label)
            return shb_draft_label(ctx, &r->draft, (uint32_t)owner->row,
                                   text + strspn(text, " \t\n"));
        if (owner->kind != NOBODY)
            break;
    }
    return SHB_OK;
}

static shb_status on_end(shb_ctx *ctx, shb_xml *xml, void *user, const char *name,
                         const char *text) {
    struct reading *r = user;
    (void)xml;
    const struct owner own = r->owners[--r->depth];
    if (r->data_key != SHB_MAP_NONE) {
        const struct key *key = &r->keys[r->data_key];
        if (strcmp(name, "data") == 0 && own.kind != NOBODY) {
            r->data_key = SHB_MAP_NONE;
            return put_value(ctx, r, key, &own, text);
        }
        return strcmp(name, "NodeLabel") == 0 ? label_by_yed(ctx, r, text) : SHB_OK;
    }
    if (strcmp(name, "key") == 0)
        r->in_key = false;
    if (strcmp(name, "default") == 0 && r->in_key) {
        struct key *key = &r->keys[r->n_keys - 1];
        shb_free(key->fallback);
        key->fallback = shb_strdup(text);
        return key->fallback ? SHB_OK : shb_fail_memory(ctx);
    }
    return SHB_OK;
}

static shb_status on_comment(shb_ctx *ctx, void *user, char *text, size_t len) {
    struct reading *r = user;
    char *copy = shb_strndup(text, len);
    if (!copy)
        return shb_fail_memory(ctx);
    shb_free(r->record);
    r->record = copy;
    r->record_len = len;
    return SHB_OK;
}

shb_status shb_graphml_read(shb_ctx *ctx, shb_source *source, shb_network **out) {
    static const shb_xml_handler handler = {"graphml", on_start, on_end, on_comment,
                                            SHB_RECORD_START};
    struct reading r = {.data_key = SHB_MAP_NONE};
    shb_status st = shb_draft_begin(ctx, &r.draft, source->name);
    if (st != SHB_OK || (st = shb_xml_read(ctx, source, &handler, &r)) != SHB_OK ||
        (st = shb_draft_finish(ctx, &r.draft)) != SHB_OK)
        goto done;
    if (r.record && (st = shb_record_read(ctx, r.record, r.record_len, source->name,
                                          r.draft.net, &r.draft.is_ours)) != SHB_OK)
        goto done;
    st = shb_draft_take(ctx, &r.draft, out);
done:
    reading_done(&r);
    return st;
}
