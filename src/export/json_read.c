/* Networks from node-link JSON, our own to the last byte and those of others as they are.
 */
#include "export/json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "export/draft.h"
#include "export/json_tree.h"

#define NONE UINT32_MAX

/* Where a kind of JSON keeps what. */
typedef struct shape {
    const char *root; /* of the lists, or NULL: the file's own object */
    const char *nodes, *edges, *other_edges;
    const char *id, *inner; /* of a node; the object of its attributes, or NULL */
    const char *source, *target, *weight;
} shape;

static const shape node_link = {NULL, "nodes",  "links",  "edges", "id",
                                NULL, "source", "target", "weight"};
static const shape cytoscape = {"elements", "nodes",  "edges",  NULL,    "id",
                                "data",     "source", "target", "weight"};
static const shape graphology = {NULL,         "nodes",  "edges",  NULL,    "key",
                                 "attributes", "source", "target", "weight"};
static const shape vosviewer = {"network", "items",     "links",     NULL,      "id",
                                NULL,      "source_id", "target_id", "strength"};

/* What had to be mended, to be told once at the end. */
struct mended {
    size_t directed, newer, nested, no_id, same_id, no_end, weight, loops, joined,
        evidence;
};

struct reading {
    shb_json_tree tree;
    const char *file;
    const shape *shape;
    shb_network *net;
    uint32_t *node_at; /* by place in the file's list */
    size_t n_places;
    bool numeric_ids; /* so that a number as an end is an id and no place */
    shb_map by_id;
    json_t **node_rows, **edge_rows; /* the objects of those that were taken */
    uint32_t *piece_at;              /* by place in the file's evidence */
    size_t n_pieces;
    struct mended mended;
};

static shb_status syntax(shb_ctx *ctx, const struct reading *r, const char *what) {
    return shb_fail(ctx, SHB_ESYNTAX, r->file, "%s", what);
}

static shb_status copy(shb_ctx *ctx, const char *text, char **out) {
    *out = shb_strdup(text);
    return *out ? SHB_OK : shb_fail_memory(ctx);
}

/* ---- shapes ---- */

static const shape *shape_of(const json_t *root) {
    const json_t *first = json_array_get(json_object_get(root, "nodes"), 0);
    if (json_is_object(json_object_get(root, "elements")))
        return &cytoscape;
    if (json_is_array(json_object_get(json_object_get(root, "network"), "items")))
        return &vosviewer;
    return json_object_get(first, "key") &&
                   json_is_object(json_object_get(first, "attributes"))
               ? &graphology
               : &node_link;
}

static const json_t *list_of(const struct reading *r, const char *name) {
    const json_t *root = r->tree.root;
    if (r->shape->root)
        root = json_object_get(root, r->shape->root);
    return name ? json_object_get(root, name) : NULL;
}

/* The object that holds the attributes of a node or edge. */
static json_t *attributes_of(const struct reading *r, json_t *item) {
    json_t *inner = r->shape->inner ? json_object_get(item, r->shape->inner) : NULL;
    return json_is_object(inner) ? inner : item;
}

/* A member of the item itself, or of its attributes. */
static const json_t *member_of(const struct reading *r, json_t *item, const char *name) {
    const json_t *member = json_object_get(item, name);
    return member ? member : json_object_get(attributes_of(r, item), name);
}

/* ---- nodes ---- */

/* A node's or an end's id: its member "id", else "name"; of what is no object itself. */
static const json_t *id_of(const json_t *node) {
    if (!json_is_object(node))
        return node;
    const json_t *id = json_object_get(node, "id");
    return id && !json_is_null(id) ? id : json_object_get(node, "name");
}

static shb_status read_node(shb_ctx *ctx, struct reading *r, size_t place, json_t *node) {
    const json_t *given =
        r->shape == &node_link ? NULL : member_of(r, node, r->shape->id);
    if (!given)
        given = id_of(node);
    const char *id, *label;
    char number[24];
    shb_status st = shb_json_scalar_text(ctx, &r->tree.memory, given, &id);
    if (st != SHB_OK)
        return st;
    r->numeric_ids = r->numeric_ids || json_is_number(given);
    if (!id) {
        snprintf(number, sizeof number, "%zu", place);
        id = number;
        r->mended.no_id++;
    }
    uint32_t same = shb_map_get(&r->by_id, id, strlen(id));
    if (same != SHB_MAP_NONE) {
        r->node_at[place] = same;
        r->mended.same_id++;
        return SHB_OK;
    }
    st = shb_json_scalar_text(ctx, &r->tree.memory, member_of(r, node, "label"), &label);
    if (st != SHB_OK)
        return st;
    uint32_t index = (uint32_t)r->net->n_nodes++;
    shb_node *fresh = &r->net->nodes[index];
    if ((st = copy(ctx, id, &fresh->id)) != SHB_OK ||
        (st = copy(ctx, label && *label ? label : id, &fresh->label)) != SHB_OK)
        return st;
    r->node_at[place] = index;
    r->node_rows[index] = attributes_of(r, node);
    return shb_map_set(ctx, &r->by_id, fresh->id, strlen(fresh->id), index);
}

static shb_status read_nodes(shb_ctx *ctx, struct reading *r) {
    r->shape = shape_of(r->tree.root);
    const json_t *nodes = list_of(r, r->shape->nodes);
    if (!json_is_array(nodes))
        return syntax(ctx, r, "it is no network: it has no list of 'nodes'");
    size_t n = json_array_size(nodes), i;
    if (n >= UINT32_MAX - 1)
        return shb_fail(ctx, SHB_ELIMIT, r->file, "more than 4 thousand million nodes");
    r->n_places = n;
    r->node_at = shb_alloc_array(n, sizeof *r->node_at);
    r->node_rows = shb_alloc_array(n, sizeof *r->node_rows);
    r->net->nodes = shb_alloc_array(n, sizeof *r->net->nodes);
    if (!r->node_at || !r->node_rows || !r->net->nodes)
        return shb_fail_memory(ctx);
    json_t *node;
    json_array_foreach(nodes, i, node) {
        shb_status st = read_node(ctx, r, i, node);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* ---- edges ---- */

static shb_status find_end(shb_ctx *ctx, struct reading *r, const json_t *end,
                           uint32_t *out) {
    const char *id;
    bool by_place = json_is_integer(end) && !r->numeric_ids;
    *out = NONE;
    if (by_place) {
        json_int_t place = json_integer_value(end);
        if (place >= 0 && (uint64_t)place < r->n_places)
            *out = r->node_at[place];
        return SHB_OK;
    }
    shb_status st = shb_json_scalar_text(ctx, &r->tree.memory, id_of(end), &id);
    if (st == SHB_OK && id)
        *out = shb_map_get(&r->by_id, id, strlen(id));
    return st;
}

static shb_status read_edge(shb_ctx *ctx, struct reading *r, json_t *link) {
    uint32_t a, b;
    double weight = 1;
    const json_t *given = member_of(r, link, r->shape->weight);
    shb_status st = find_end(ctx, r, member_of(r, link, r->shape->source), &a);
    if (st == SHB_OK)
        st = find_end(ctx, r, member_of(r, link, r->shape->target), &b);
    if (st != SHB_OK)
        return st;
    if (a == NONE || b == NONE) {
        r->mended.no_end++;
        return SHB_OK;
    }
    if (json_is_string(given) && !shb_weight_parse(json_string_value(given), &weight))
        weight = NAN;
    else if (given && !json_is_null(given) && !json_is_string(given))
        weight = json_is_number(given) ? json_number_value(given) : NAN;
    if (!shb_weight_fits(weight)) {
        r->mended.weight++;
        return SHB_OK;
    }
    r->edge_rows[r->net->n_edges] = attributes_of(r, link);
    r->net->edges[r->net->n_edges++] = (shb_edge){a, b, weight};
    return SHB_OK;
}

static shb_status read_edges(shb_ctx *ctx, struct reading *r) {
    const json_t *links = list_of(r, r->shape->edges);
    if (!json_is_array(links))
        links = list_of(r, r->shape->other_edges);
    if (!json_is_array(links))
        return syntax(ctx, r, "it is no network: it has no list of 'links' or 'edges'");
    size_t n = json_array_size(links), i;
    r->edge_rows = shb_alloc_array(n, sizeof *r->edge_rows);
    r->net->edges = shb_alloc_array(n, sizeof *r->net->edges);
    if (!r->edge_rows || !r->net->edges)
        return shb_fail_memory(ctx);
    json_t *link;
    json_array_foreach(links, i, link) {
        shb_status st = read_edge(ctx, r, link);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* Cytoscape's places stand beside the attributes, and y grows downwards. */
static shb_status read_places(shb_ctx *ctx, struct reading *r) {
    const json_t *nodes = list_of(r, r->shape->nodes);
    shb_column *column[2];
    static const char *const names[] = {"x", "y"};
    if (r->shape != &cytoscape || !json_object_get(json_array_get(nodes, 0), "position"))
        return SHB_OK;
    for (int k = 0; k < 2; k++) {
        shb_status st =
            shb_node_column_add(ctx, r->net, names[k], SHB_DOUBLE, &column[k]);
        if (st != SHB_OK)
            return st;
        column[k] = NULL;
    }
    for (int k = 0; k < 2; k++)
        column[k] = shb_node_column(r->net, names[k]);
    for (size_t place = 0; place < r->n_places; place++) {
        const json_t *position =
            json_object_get(json_array_get(nodes, place), "position");
        const json_t *x = json_object_get(position, "x");
        const json_t *y = json_object_get(position, "y");
        if (r->node_at[place] == NONE || !json_is_number(x) || !json_is_number(y))
            continue;
        column[0]->cells.doubles[r->node_at[place]] = json_number_value(x);
        column[1]->cells.doubles[r->node_at[place]] = -json_number_value(y);
    }
    return SHB_OK;
}

static shb_status read_columns(shb_ctx *ctx, struct reading *r, const json_t *record) {
    static const char *const node_names[] = {"id", "label", NULL};
    static const char *const named_twice[] = {"id", "label", "name", NULL};
    static const char *const edge_names[] = {"source", "target",   "weight",
                                             "key",    "evidence", NULL};
    static const char *const other_names[] = {"id",        "source",    "target",
                                              "source_id", "target_id", "weight",
                                              "strength",  "key",       NULL};
    bool usual = r->shape == &node_link;
    const json_t *declared = json_object_get(record, "columns");
    bool nested = false;
    shb_json_rows nodes = {r->node_rows, r->net->n_nodes,
                           r->shape == &cytoscape ? named_twice : node_names,
                           json_object_get(declared, "nodes"), false, NULL};
    shb_json_rows edges = {r->edge_rows, r->net->n_edges,
                           usual ? edge_names : other_names,
                           json_object_get(declared, "edges"), true, NULL};
    if (r->shape == &graphology)
        nodes.given_way = edges.given_way = "type";
    shb_status st = shb_json_columns(ctx, r->net, &nodes, &nested);
    if (st == SHB_OK)
        st = shb_json_columns(ctx, r->net, &edges, &nested);
    r->mended.nested += nested && usual;
    return st == SHB_OK ? read_places(ctx, r) : st;
}

/* ---- what only our own files have ---- */

static uint64_t whole(const json_t *value) {
    json_int_t number = json_integer_value(value);
    return number > 0 ? (uint64_t)number : 0;
}

static uint32_t whole32(const json_t *value) {
    uint64_t number = whole(value);
    return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

static shb_status read_sizes(shb_ctx *ctx, const json_t *sizes, uint64_t **out,
                             size_t *count) {
    size_t n = json_array_size(sizes);
    if (n == 0)
        return SHB_OK;
    *out = shb_alloc_array(n, sizeof **out);
    if (!*out)
        return shb_fail_memory(ctx);
    *count = n;
    for (size_t i = 0; i < n; i++)
        (*out)[i] = whole(json_array_get(sizes, i));
    return SHB_OK;
}

static shb_status read_margins_and_made(shb_ctx *ctx, struct reading *r,
                                        const json_t *record) {
    shb_margins *to = &r->net->margins;
    const json_t *made = json_object_get(record, "made");
    const json_t *margins = json_object_get(record, "margins");
    if (whole(json_object_get(record, "format")) > 1)
        r->mended.newer++;
    to->documents = whole(json_object_get(margins, "documents"));
    to->units = whole(json_object_get(margins, "units"));
    shb_status st = read_sizes(ctx, json_object_get(margins, "unit_sizes"),
                               &to->unit_sizes, &to->n_unit_sizes);
    if (st == SHB_OK)
        st = read_sizes(ctx, json_object_get(margins, "document_sizes"),
                        &to->document_sizes, &to->n_document_sizes);
    if (st == SHB_OK && json_is_object(made))
        st = shb_json_tree_text(ctx, made, &r->net->made);
    return st;
}

static shb_status read_marks(shb_ctx *ctx, struct reading *r, const json_t *mentions,
                             shb_evidence *piece) {
    size_t n = json_array_size(mentions), len = strlen(piece->text), i;
    piece->marked = shb_alloc_array(n, sizeof *piece->marked);
    if (!piece->marked)
        return shb_fail_memory(ctx);
    json_t *mention;
    json_array_foreach(mentions, i, mention) {
        const json_t *node = json_array_get(mention, 0);
        const json_t *start = json_array_get(mention, 1),
                     *end = json_array_get(mention, 2);
        if (json_is_integer(node) && json_is_integer(start) && json_is_integer(end) &&
            whole(node) < r->n_places && whole(start) <= whole(end) && whole(end) <= len)
            piece->marked[piece->n_marked++] =
                (shb_marked){r->node_at[whole(node)], whole32(start), whole32(end)};
        else
            r->mended.evidence++;
    }
    return SHB_OK;
}

static const char *text_of(const json_t *object, const char *name) {
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

static shb_status read_piece(shb_ctx *ctx, struct reading *r, size_t place,
                             const json_t *given) {
    r->piece_at[place] = NONE;
    if (!json_is_string(json_object_get(given, "text"))) {
        r->mended.evidence++;
        return SHB_OK;
    }
    r->piece_at[place] = (uint32_t)r->net->n_evidence;
    shb_evidence *piece = &r->net->evidence[r->net->n_evidence++];
    piece->sentence = whole32(json_object_get(given, "sentence"));
    piece->start = whole(json_object_get(given, "start"));
    piece->end = whole(json_object_get(given, "end"));
    shb_status st = copy(ctx, text_of(given, "doc"), &piece->doc);
    if (st == SHB_OK)
        st = copy(ctx, text_of(given, "date"), &piece->date);
    if (st == SHB_OK)
        st = copy(ctx, text_of(given, "text"), &piece->text);
    if (st == SHB_OK)
        st = read_marks(ctx, r, json_object_get(given, "mentions"), piece);
    return st;
}

static uint32_t find_piece(const struct reading *r, const json_t *place) {
    if (!json_is_integer(place) || json_integer_value(place) < 0 ||
        whole(place) >= r->n_pieces)
        return NONE;
    return r->piece_at[whole(place)];
}

static shb_status read_supports(shb_ctx *ctx, struct reading *r, const json_t *given,
                                shb_supports *out) {
    size_t n = json_array_size(given), i;
    if (n == 0)
        return SHB_OK;
    out->items = shb_alloc_array(n, sizeof *out->items);
    if (!out->items)
        return shb_fail_memory(ctx);
    json_t *item;
    json_array_foreach(given, i, item) {
        bool two = json_is_array(item);
        uint32_t first = find_piece(r, two ? json_array_get(item, 0) : item);
        uint32_t second = find_piece(r, two ? json_array_get(item, 1) : item);
        if (first != NONE && second != NONE)
            out->items[out->count++] = (shb_support){first, second};
        else
            r->mended.evidence++;
    }
    return SHB_OK;
}

static shb_status read_evidence(shb_ctx *ctx, struct reading *r) {
    const json_t *pieces = json_object_get(r->tree.root, "evidence");
    if (!json_is_array(pieces))
        return SHB_OK;
    size_t n = json_array_size(pieces), i;
    r->n_pieces = n;
    r->piece_at = shb_alloc_array(n, sizeof *r->piece_at);
    r->net->evidence = shb_alloc_array(n, sizeof *r->net->evidence);
    r->net->supports = shb_alloc_array(r->net->n_edges, sizeof *r->net->supports);
    if (!r->piece_at || !r->net->evidence || !r->net->supports)
        return shb_fail_memory(ctx);
    json_t *piece;
    json_array_foreach(pieces, i, piece) {
        shb_status st = read_piece(ctx, r, i, piece);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

static shb_status read_all_supports(shb_ctx *ctx, struct reading *r) {
    for (size_t i = 0; r->net->supports && i < r->net->n_edges; i++) {
        shb_status st = read_supports(
            ctx, r, json_object_get(r->edge_rows[i], "evidence"), &r->net->supports[i]);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* ---- the whole ---- */

static void tell(shb_ctx *ctx, const struct reading *r) {
    const struct mended *m = &r->mended;
    const struct {
        size_t count;
        const char *what;
    } all[] = {
        {m->newer, "written by a newer version: what is new in it was left out"},
        {m->directed, "directed edges were read as undirected"},
        {m->nested, "attributes that are lists or objects were left out"},
        {m->no_id, "nodes without an id were named by their place"},
        {m->same_id, "nodes whose id was there before were left out"},
        {m->no_end, "edges to nodes that are not there were left out"},
        {m->weight, SHB_NO_WEIGHT},
        {m->loops, "edges from a node to itself were left out"},
        {m->joined, "parallel edges were joined, their weights added"},
        {m->evidence, "references of the evidence that lead nowhere were left out"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].count > 1)
            shb_notify(ctx, SHB_NOTICE_WARNING, r->file, 0, 0, "%s (%zu)", all[i].what,
                       all[i].count);
        else if (all[i].count == 1)
            shb_notify(ctx, SHB_NOTICE_WARNING, r->file, 0, 0, "%s", all[i].what);
}

static void reading_done(struct reading *r) {
    shb_map_done(&r->by_id);
    shb_free(r->node_at);
    shb_free(r->node_rows);
    shb_free(r->edge_rows);
    shb_free(r->piece_at);
    shb_json_tree_done(&r->tree);
}

shb_status shb_json_read(shb_ctx *ctx, shb_str bytes, const char *file,
                         shb_network **out) {
    struct reading r = {.file = file};
    shb_status st = shb_json_tree_load(ctx, bytes, file, &r.tree);
    if (st != SHB_OK || (st = shb_network_new(ctx, &r.net)) != SHB_OK)
        goto done;
    const json_t *record = json_object_get(r.tree.root, "shabaka");
    r.mended.directed = json_is_true(json_object_get(r.tree.root, "directed"));
    if ((st = read_nodes(ctx, &r)) != SHB_OK || (st = read_edges(ctx, &r)) != SHB_OK ||
        (st = read_columns(ctx, &r, record)) != SHB_OK ||
        (st = read_margins_and_made(ctx, &r, record)) != SHB_OK ||
        (st = read_evidence(ctx, &r)) != SHB_OK ||
        (st = read_all_supports(ctx, &r)) != SHB_OK ||
        (st = shb_network_canonical(ctx, r.net, &r.mended.joined, &r.mended.loops)) !=
            SHB_OK)
        goto done;
    tell(ctx, &r);
    *out = r.net;
    r.net = NULL;
done:
    shb_network_free(r.net);
    reading_done(&r);
    return st;
}

shb_status shb_json_read_record(shb_ctx *ctx, shb_str bytes, const char *file,
                                shb_network *net) {
    struct reading r = {.file = file, .net = net, .n_places = net->n_nodes};
    shb_status st = shb_json_tree_load(ctx, bytes, file, &r.tree);
    if (st != SHB_OK)
        return st;
    const json_t *supports = json_object_get(r.tree.root, "supports");
    if (json_is_array(supports) && json_array_size(supports) != net->n_edges) {
        st = syntax(ctx, &r, "its evidence is that of another network");
        goto done;
    }
    r.node_at = shb_alloc_array(net->n_nodes, sizeof *r.node_at);
    if (!r.node_at) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    for (size_t i = 0; i < net->n_nodes; i++)
        r.node_at[i] = (uint32_t)i;
    if ((st = read_margins_and_made(ctx, &r, json_object_get(r.tree.root, "shabaka"))) !=
            SHB_OK ||
        (st = read_evidence(ctx, &r)) != SHB_OK)
        goto done;
    for (size_t i = 0; net->supports && i < net->n_edges && st == SHB_OK; i++)
        st = read_supports(ctx, &r, json_array_get(supports, i), &net->supports[i]);
    if (st == SHB_OK)
        tell(ctx, &r);
done:
    reading_done(&r);
    return st;
}
