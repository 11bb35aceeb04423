/* GEXF of ours and others, static: nodes, edges, attributes, and what viz: says of looks.
 */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "export/draft.h"
#include "export/formats.h"
#include "export/xml.h"

/* An <attribute> of one side. */
struct attribute {
    char *id;
    bool is_weight;
    size_t column;
    char *fallback; /* its <default>, or NULL */
};

struct owner {
    enum { NOBODY, NODE, EDGE } kind;
    size_t row;
};

/* Columns made when the first node has such a look. */
enum { LOOK_X, LOOK_Y, LOOK_SIZE, LOOK_COLOR, N_LOOKS };

static const struct {
    const char *name;
    shb_column_type type;
} looks[N_LOOKS] = {
    {"x", SHB_DOUBLE}, {"y", SHB_DOUBLE}, {"size", SHB_DOUBLE}, {"color", SHB_STRING}};

struct reading {
    shb_draft draft;
    struct attribute *attributes[2];
    size_t n_attributes[2], capacity[2];
    shb_map by_id[2];
    size_t look[N_LOOKS];
    bool has_look[N_LOOKS];
    shb_side side; /* of the <attributes> that is open */
    struct owner owners[SHB_XML_DEPTH_MOST];
    unsigned depth;
    bool directed;
};

static void reading_done(struct reading *r) {
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < r->n_attributes[side]; i++) {
            shb_free(r->attributes[side][i].id);
            shb_free(r->attributes[side][i].fallback);
        }
        shb_free(r->attributes[side]);
        shb_map_done(&r->by_id[side]);
    }
    shb_draft_done(&r->draft);
}

static shb_column_type type_by_name(const char *name) {
    static const struct {
        const char *name;
        shb_column_type type;
    } types[] = {{"integer", SHB_INT}, {"long", SHB_INT},     {"short", SHB_INT},
                 {"byte", SHB_INT},    {"float", SHB_DOUBLE}, {"double", SHB_DOUBLE},
                 {"boolean", SHB_BOOL}};
    for (size_t i = 0; name && i < sizeof types / sizeof *types; i++)
        if (strcmp(name, types[i].name) == 0)
            return types[i].type;
    return SHB_STRING;
}

static shb_status lacks(shb_ctx *ctx, const struct reading *r, const shb_xml *xml,
                        const char *what) {
    return shb_fail_at(ctx, SHB_ESYNTAX, r->draft.file, shb_xml_line(xml), 0, "%s", what);
}

/* ---- attributes ---- */

static shb_status start_attributes(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    const char *side = shb_xml_attribute(xml, "class");
    (void)ctx;
    r->side = side && strcmp(side, "edge") == 0 ? SHB_OF_EDGES : SHB_OF_NODES;
    return SHB_OK;
}

static shb_status start_attribute(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    const char *id = shb_xml_attribute(xml, "id");
    const char *title = shb_xml_attribute(xml, "title");
    shb_side side = r->side;
    shb_status st;
    if (!id)
        return lacks(ctx, r, xml, "an attribute has no id");
    if (shb_map_get(&r->by_id[side], id, strlen(id)) != SHB_MAP_NONE)
        return SHB_OK; /* the second of two dynamic blocks */
    st = shb_grow(ctx, (void **)&r->attributes[side], &r->capacity[side],
                  r->n_attributes[side] + 1, sizeof **r->attributes);
    if (st != SHB_OK)
        return st;
    struct attribute *attribute = &r->attributes[side][r->n_attributes[side]];
    *attribute = (struct attribute){.id = shb_strdup(id)};
    if (!attribute->id)
        return shb_fail_memory(ctx);
    r->n_attributes[side]++;
    attribute->is_weight = side == SHB_OF_EDGES && strcmp(id, "weight") == 0;
    if (!attribute->is_weight)
        st = shb_draft_column(ctx, &r->draft, side, title && *title ? title : id,
                              type_by_name(shb_xml_attribute(xml, "type")),
                              &attribute->column);
    return st != SHB_OK
               ? st
               : shb_map_set(ctx, &r->by_id[side], attribute->id, strlen(attribute->id),
                             (uint32_t)(r->n_attributes[side] - 1));
}

static shb_status put_value(shb_ctx *ctx, struct reading *r, const struct owner *owner,
                            const struct attribute *attribute, const char *value) {
    if (*value == '\0')
        return SHB_OK;
    if (attribute->is_weight) {
        shb_draft_weight(&r->draft, owner->row, value);
        return SHB_OK;
    }
    return shb_draft_cell(ctx, &r->draft,
                          owner->kind == NODE ? SHB_OF_NODES : SHB_OF_EDGES,
                          attribute->column, owner->row, value);
}

static shb_status put_defaults(shb_ctx *ctx, struct reading *r,
                               const struct owner *owner) {
    shb_side side = owner->kind == NODE ? SHB_OF_NODES : SHB_OF_EDGES;
    shb_status st = SHB_OK;
    for (size_t i = 0; i < r->n_attributes[side] && st == SHB_OK; i++)
        if (r->attributes[side][i].fallback)
            st = put_value(ctx, r, owner, &r->attributes[side][i],
                           r->attributes[side][i].fallback);
    return st;
}

/* The node or edge around, however many elements lie between. */
static const struct owner *around(const struct reading *r) {
    static const struct owner nobody = {NOBODY, 0};
    for (unsigned i = r->depth; i-- > 0;)
        if (r->owners[i].kind != NOBODY)
            return &r->owners[i];
    return &nobody;
}

static shb_status start_attvalue(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    const struct owner *owner = around(r);
    const char *id = shb_xml_attribute(xml, "for"),
               *value = shb_xml_attribute(xml, "value");
    shb_side side = owner->kind == NODE ? SHB_OF_NODES : SHB_OF_EDGES;
    if (!id)
        id = shb_xml_attribute(xml, "id"); /* GEXF 1.0 */
    if (!id || !value || owner->kind == NOBODY)
        return SHB_OK;
    uint32_t index = shb_map_get(&r->by_id[side], id, strlen(id));
    if (index == SHB_MAP_NONE)
        return SHB_OK;
    return put_value(ctx, r, owner, &r->attributes[side][index], value);
}

/* ---- nodes and edges ---- */

static shb_status start_graph(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    const char *type = shb_xml_attribute(xml, "defaultedgetype");
    (void)ctx;
    r->directed = !type || strcmp(type, "undirected") != 0;
    return SHB_OK;
}

static shb_status start_node(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    const char *id = shb_xml_attribute(xml, "id"),
               *label = shb_xml_attribute(xml, "label");
    uint32_t node;
    if (!id)
        return lacks(ctx, r, xml, "a node has no id");
    r->draft.mended.nested += around(r)->kind == NODE;
    size_t before = r->draft.net->n_nodes;
    shb_status st = shb_draft_node(ctx, &r->draft, id, true, &node);
    if (st == SHB_OK && label)
        st = shb_draft_label(ctx, &r->draft, node, label);
    if (st != SHB_OK)
        return st;
    struct owner *owner = &r->owners[r->depth - 1];
    *owner = (struct owner){NODE, node};
    return node == before ? put_defaults(ctx, r, owner) : SHB_OK;
}

static shb_status start_edge(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    const char *source = shb_xml_attribute(xml, "source");
    const char *target = shb_xml_attribute(xml, "target");
    const char *type = shb_xml_attribute(xml, "type");
    const char *weight = shb_xml_attribute(xml, "weight");
    size_t row;
    if (!source || !target)
        return lacks(ctx, r, xml,
                     source ? "an edge has no target" : "an edge has no source");
    shb_status st = shb_draft_tie(ctx, &r->draft, source, target, &row);
    if (st != SHB_OK)
        return st;
    r->draft.mended.directed += type ? strcmp(type, "undirected") != 0 : r->directed;
    struct owner *owner = &r->owners[r->depth - 1];
    *owner = (struct owner){EDGE, row};
    if ((st = put_defaults(ctx, r, owner)) != SHB_OK)
        return st;
    if (weight)
        shb_draft_weight(&r->draft, row, weight);
    return SHB_OK;
}

/* ---- looks ---- */

static shb_status put_look(shb_ctx *ctx, struct reading *r, int look, const char *value) {
    const struct owner *owner = around(r);
    shb_status st = SHB_OK;
    if (!value || owner->kind != NODE)
        return SHB_OK;
    if (!r->has_look[look])
        st = shb_draft_column(ctx, &r->draft, SHB_OF_NODES, looks[look].name,
                              looks[look].type, &r->look[look]);
    r->has_look[look] = st == SHB_OK;
    if (st == SHB_OK)
        st = shb_draft_cell(ctx, &r->draft, SHB_OF_NODES, r->look[look], owner->row,
                            value);
    return st;
}

static shb_status start_size(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    return put_look(ctx, r, LOOK_SIZE, shb_xml_attribute(xml, "value"));
}

static shb_status start_position(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    shb_status st = put_look(ctx, r, LOOK_X, shb_xml_attribute(xml, "x"));
    return st != SHB_OK ? st : put_look(ctx, r, LOOK_Y, shb_xml_attribute(xml, "y"));
}

static shb_status start_color(shb_ctx *ctx, struct reading *r, const shb_xml *xml) {
    static const char *const names[] = {"r", "g", "b"};
    const char *hex = shb_xml_attribute(xml, "hex");
    unsigned parts[3];
    char text[8], rest;
    if (hex)
        return shb_is_color(hex) ? put_look(ctx, r, LOOK_COLOR, hex) : SHB_OK;
    for (int i = 0; i < 3; i++) {
        const char *part = shb_xml_attribute(xml, names[i]);
        if (!part || sscanf(part, "%3u%c", &parts[i], &rest) != 1 || parts[i] > 255)
            return SHB_OK;
    }
    snprintf(text, sizeof text, "#%02x%02x%02x", parts[0] & 255, parts[1] & 255,
             parts[2] & 255);
    return put_look(ctx, r, LOOK_COLOR, text);
}

static const struct {
    const char *name;
    shb_status (*start)(shb_ctx *ctx, struct reading *r, const shb_xml *xml);
} elements[] = {
    {"graph", start_graph}, {"attributes", start_attributes},
    {"node", start_node},   {"attribute", start_attribute},
    {"edge", start_edge},   {"attvalue", start_attvalue},
    {"size", start_size},   {"position", start_position},
    {"color", start_color},
};

static shb_status on_start(shb_ctx *ctx, shb_xml *xml, void *user, const char *name) {
    struct reading *r = user;
    r->owners[r->depth++] = (struct owner){NOBODY, 0};
    if (strcmp(name, "default") == 0)
        shb_xml_keep_text(xml);
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(name, elements[i].name) == 0)
            return elements[i].start(ctx, r, xml);
    return SHB_OK;
}

static shb_status on_end(shb_ctx *ctx, shb_xml *xml, void *user, const char *name,
                         const char *text) {
    struct reading *r = user;
    (void)xml;
    r->depth--;
    if (strcmp(name, "default") != 0 || r->n_attributes[r->side] == 0)
        return SHB_OK;
    struct attribute *last = &r->attributes[r->side][r->n_attributes[r->side] - 1];
    shb_free(last->fallback);
    last->fallback = shb_strdup(text);
    return last->fallback ? SHB_OK : shb_fail_memory(ctx);
}

shb_status shb_gexf_read(shb_ctx *ctx, shb_source *source, shb_network **out) {
    static const shb_xml_handler handler = {"gexf", on_start, on_end, NULL, NULL};
    struct reading r = {.side = SHB_OF_NODES};
    shb_status st = shb_draft_begin(ctx, &r.draft, source->name);
    if (st == SHB_OK)
        st = shb_xml_read(ctx, source, &handler, &r);
    if (st == SHB_OK)
        st = shb_draft_finish(ctx, &r.draft);
    if (st == SHB_OK)
        st = shb_draft_take(ctx, &r.draft, out);
    reading_done(&r);
    return st;
}
