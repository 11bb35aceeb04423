#include "export/draft.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/text.h"

enum { MOST_COLUMNS = 1000 };

shb_status shb_draft_begin(shb_ctx *ctx, shb_draft *draft, const char *file) {
    *draft = (shb_draft){.file = file};
    return shb_network_new(ctx, &draft->net);
}

void shb_draft_done(shb_draft *draft) {
    for (int side = 0; side < 2; side++) {
        for (size_t i = 0; i < draft->columns[side].count; i++) {
            shb_column *column = &draft->columns[side].items[i];
            for (size_t k = 0;
                 column->type == SHB_STRING && k < draft->column_rows[side][i]; k++)
                shb_free(column->cells.strings[k]);
            shb_free(column->cells.ints);
            shb_free(column->name);
        }
        shb_free(draft->columns[side].items);
        shb_free(draft->column_rows[side]);
    }
    shb_map_done(&draft->by_id);
    shb_free(draft->declared);
    shb_network_free(draft->net);
    *draft = (shb_draft){.file = NULL};
}

/* ---- nodes and edges ---- */

static shb_status new_node(shb_ctx *ctx, shb_draft *draft, const char *id,
                           uint32_t *out) {
    shb_network *net = draft->net;
    if (net->n_nodes >= UINT32_MAX - 1)
        return shb_fail(ctx, SHB_ELIMIT, draft->file,
                        "more than 4 thousand million nodes");
    shb_status st = shb_grow(ctx, (void **)&net->nodes, &draft->node_capacity,
                             net->n_nodes + 1, sizeof *net->nodes);
    if (st == SHB_OK)
        st = shb_grow(ctx, (void **)&draft->declared, &draft->declared_capacity,
                      net->n_nodes + 1, sizeof *draft->declared);
    if (st != SHB_OK)
        return st;
    shb_node *node = &net->nodes[net->n_nodes];
    *node = (shb_node){shb_strdup(id), NULL};
    if (!node->id)
        return shb_fail_memory(ctx);
    *out = (uint32_t)net->n_nodes;
    draft->declared[net->n_nodes++] = false;
    return shb_map_set(ctx, &draft->by_id, node->id, strlen(node->id), *out);
}

shb_status shb_draft_node(shb_ctx *ctx, shb_draft *draft, const char *id, bool declare,
                          uint32_t *out) {
    uint32_t node = shb_map_get(&draft->by_id, id, strlen(id));
    if (node == SHB_MAP_NONE) {
        shb_status st = new_node(ctx, draft, id, &node);
        if (st != SHB_OK)
            return st;
    } else if (declare && draft->declared[node]) {
        draft->mended.same_ids++;
    }
    draft->declared[node] = draft->declared[node] || declare;
    *out = node;
    return SHB_OK;
}

shb_status shb_draft_label(shb_ctx *ctx, shb_draft *draft, uint32_t node,
                           const char *text) {
    return *text ? shb_text_replace(ctx, &draft->net->nodes[node].label, text) : SHB_OK;
}

shb_status shb_draft_edge(shb_ctx *ctx, shb_draft *draft, uint32_t a, uint32_t b,
                          size_t *out) {
    shb_network *net = draft->net;
    shb_status st = shb_grow(ctx, (void **)&net->edges, &draft->edge_capacity,
                             net->n_edges + 1, sizeof *net->edges);
    if (st != SHB_OK)
        return st;
    *out = net->n_edges;
    net->edges[net->n_edges++] = (shb_edge){a, b, 1};
    return SHB_OK;
}

shb_status shb_draft_tie(shb_ctx *ctx, shb_draft *draft, const char *source,
                         const char *target, size_t *out) {
    uint32_t a, b;
    shb_status st = shb_draft_node(ctx, draft, source, false, &a);
    if (st == SHB_OK)
        st = shb_draft_node(ctx, draft, target, false, &b);
    return st == SHB_OK ? shb_draft_edge(ctx, draft, a, b, out) : st;
}

/* ---- values ---- */

/* White space around a value is not part of it. NULL where nothing is left. */
static const char *trimmed(const char *text, const char **end) {
    static const char space[] = " \t\r\n";
    text += strspn(text, space);
    *end = text + strlen(text);
    while (*end > text && strchr(space, (*end)[-1]))
        (*end)--;
    return *end > text ? text : NULL;
}

/* 1 a finite number, 0 no number, -1 an infinity or NaN */
static int parse_double(const char *text, double *out) {
    const char *end;
    char *stop;
    if (!(text = trimmed(text, &end)) || strspn(text, "+-.0123456789naifNAIF") == 0)
        return 0;
    *out = strtod(text, &stop);
    if (stop != end || memchr(text, 'x', (size_t)(end - text)))
        return 0;
    return isfinite(*out) ? 1 : -1;
}

static bool parse_int(const char *text, int64_t *out) {
    const char *end;
    char *stop;
    double number;
    if (!(text = trimmed(text, &end)))
        return false;
    errno = 0;
    long long value = strtoll(text, &stop, 10);
    if (stop == end && errno == 0) {
        *out = value;
        return value != SHB_MISSING_INT;
    }
    /* "3.0" is what others write into whole columns */
    if (stop == end || parse_double(text, &number) != 1 || number != floor(number) ||
        fabs(number) >= 9e15)
        return false;
    *out = (int64_t)number;
    return true;
}

static bool parse_bool(const char *text, int64_t *out) {
    static const struct {
        const char *word;
        int64_t value;
    } words[] = {{"true", 1}, {"false", 0}, {"1", 1}, {"0", 0}};
    const char *end;
    if (!(text = trimmed(text, &end)))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i].word) == (size_t)(end - text) &&
            strncasecmp(words[i].word, text, (size_t)(end - text)) == 0) {
            *out = words[i].value;
            return true;
        }
    return false;
}

bool shb_weight_parse(const char *text, double *out) {
    return parse_double(text, out) == 1 && shb_weight_fits(*out);
}

void shb_draft_weight(shb_draft *draft, size_t edge, const char *text) {
    const char *end;
    double *weight = &draft->net->edges[edge].weight;
    if (trimmed(text, &end) && !shb_weight_parse(text, weight))
        *weight = 0;
}

/* ---- columns ---- */

/* Names that have another meaning in one of our formats. */
static bool is_reserved(shb_side side, const char *name) {
    static const char *const of_nodes[] = {"id", "label", NULL};
    static const char *const of_edges[] = {"source", "target",   "weight",
                                           "key",    "evidence", NULL};
    for (const char *const *word = side == SHB_OF_NODES ? of_nodes : of_edges; *word;
         word++)
        if (strcmp(*word, name) == 0)
            return true;
    return false;
}

static bool has_column(const shb_columns *columns, const char *name) {
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->items[i].name, name) == 0)
            return true;
    return false;
}

static shb_status free_name(shb_ctx *ctx, const shb_columns *columns, shb_side side,
                            const char *wanted, char **out) {
    char *clean = NULL;
    shb_status st = shb_nmtoken_make(ctx, wanted, &clean);
    if (st != SHB_OK)
        return st;
    size_t room = strlen(clean) + 16;
    char *name = shb_alloc(room);
    if (name) {
        snprintf(name, room, "%s", clean);
        for (unsigned n = 2; has_column(columns, name) || is_reserved(side, name); n++)
            snprintf(name, room, "%s_%u", clean, n);
    }
    shb_free(clean);
    *out = name;
    return name ? SHB_OK : shb_fail_memory(ctx);
}

shb_status shb_draft_column(shb_ctx *ctx, shb_draft *draft, shb_side side,
                            const char *name, shb_column_type type, size_t *out) {
    shb_columns *columns = &draft->columns[side];
    size_t n = columns->count;
    if (n == MOST_COLUMNS)
        return shb_fail(ctx, SHB_ELIMIT, draft->file, "more than %d columns",
                        MOST_COLUMNS);
    shb_column *items = shb_realloc_array(columns->items, n + 1, sizeof *items);
    if (!items)
        return shb_fail_memory(ctx);
    columns->items = items;
    size_t *rows = shb_realloc_array(draft->column_rows[side], n + 1, sizeof *rows);
    if (!rows)
        return shb_fail_memory(ctx);
    draft->column_rows[side] = rows;
    items[n] = (shb_column){NULL, type, {NULL}};
    rows[n] = 0;
    shb_status st = free_name(ctx, columns, side, name, &items[n].name);
    if (st != SHB_OK)
        return st;
    *out = columns->count++;
    return SHB_OK;
}

/* Every cell has 8 bytes, whatever its type; new ones are missing. */
static shb_status widen(shb_ctx *ctx, shb_draft *draft, shb_side side, size_t index,
                        size_t rows) {
    shb_column *column = &draft->columns[side].items[index];
    size_t *have = &draft->column_rows[side][index], old = *have;
    shb_status st = shb_grow(ctx, (void **)&column->cells.ints, have, rows, 8);
    if (st != SHB_OK)
        return st;
    for (size_t i = old; i < *have; i++)
        if (column->type == SHB_STRING)
            column->cells.strings[i] = NULL;
        else if (column->type == SHB_DOUBLE)
            column->cells.doubles[i] = NAN;
        else
            column->cells.ints[i] = SHB_MISSING_INT;
    return SHB_OK;
}

shb_status shb_draft_cell(shb_ctx *ctx, shb_draft *draft, shb_side side, size_t index,
                          size_t row, const char *text) {
    shb_status st = widen(ctx, draft, side, index, row + 1);
    if (st != SHB_OK)
        return st;
    shb_column *column = &draft->columns[side].items[index];
    double number;
    int64_t whole;
    const char *end;
    bool fits = true;
    switch (column->type) {
    case SHB_STRING:
        return shb_text_replace(ctx, &column->cells.strings[row], text);
    case SHB_DOUBLE:
        fits = parse_double(text, &number) == 1;
        if (fits)
            column->cells.doubles[row] = number;
        break;
    case SHB_INT:
        fits = parse_int(text, &whole);
        if (fits)
            column->cells.ints[row] = whole;
        break;
    case SHB_BOOL:
        fits = parse_bool(text, &whole);
        if (fits)
            column->cells.ints[row] = whole;
        break;
    }
    draft->mended.bad_values += !fits && trimmed(text, &end);
    return SHB_OK;
}

/* ---- the end ---- */

/* Cells past the last row go with the column's memory: there is nothing in them. */
shb_status shb_draft_finish(shb_ctx *ctx, shb_draft *draft) {
    const size_t rows[2] = {draft->net->n_nodes, draft->net->n_edges};
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < draft->columns[side].count; i++) {
            shb_status st =
                widen(ctx, draft, (shb_side)side, i, rows[side] ? rows[side] : 1);
            if (st != SHB_OK)
                return st;
        }
    draft->net->node_columns = draft->columns[SHB_OF_NODES];
    draft->net->edge_columns = draft->columns[SHB_OF_EDGES];
    draft->columns[SHB_OF_NODES] = draft->columns[SHB_OF_EDGES] = (shb_columns){NULL, 0};
    return SHB_OK;
}

static shb_status give_labels(shb_ctx *ctx, shb_network *net) {
    const shb_column *names = shb_node_column(net, "name");
    if (names && names->type != SHB_STRING)
        names = NULL;
    for (size_t i = 0; i < net->n_nodes; i++) {
        const char *name = names ? names->cells.strings[i] : NULL;
        if (net->nodes[i].label)
            continue;
        shb_status st =
            shb_text_replace(ctx, &net->nodes[i].label, name && *name ? name : net->nodes[i].id);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* Red, green and blue as Gephi writes them, 0 to 255, where there is no color yet. */
static shb_status join_colors(shb_ctx *ctx, shb_network *net) {
    static const char *const names[] = {"r", "g", "b"};
    const shb_column *parts[3];
    for (int k = 0; k < 3; k++) {
        parts[k] = shb_node_column(net, names[k]);
        if (!parts[k] || parts[k]->type == SHB_STRING || shb_node_column(net, "color"))
            return SHB_OK;
        for (size_t i = 0; i < net->n_nodes; i++) {
            double value = shb_cell_number(parts[k], i);
            if (!isnan(value) && (value < 0 || value > 255 || value != floor(value)))
                return SHB_OK;
        }
    }
    shb_column *color;
    shb_status st = shb_node_column_add(ctx, net, "color", SHB_STRING, &color);
    for (size_t i = 0; i < net->n_nodes && st == SHB_OK; i++) {
        char text[8];
        double rgb[3];
        for (int k = 0; k < 3; k++)
            rgb[k] = shb_cell_number(shb_node_column(net, names[k]), i);
        if (isnan(rgb[0] + rgb[1] + rgb[2]))
            continue;
        snprintf(text, sizeof text, "#%02x%02x%02x", (unsigned char)rgb[0],
                 (unsigned char)rgb[1], (unsigned char)rgb[2]);
        st = shb_cell_set_string(ctx, color, i, text);
    }
    for (int k = 0; k < 3 && st == SHB_OK; k++)
        shb_node_column_drop(net, names[k]);
    return st;
}

/* An edge that cannot stay becomes a loop: so it is dropped with its cells. */
static size_t turn_into_loops(shb_network *net) {
    size_t turned = 0;
    for (size_t i = 0; i < net->n_edges; i++)
        if (!shb_weight_fits(net->edges[i].weight)) {
            net->edges[i].b = net->edges[i].a;
            turned++;
        }
    return turned;
}

static void tell(shb_ctx *ctx, const shb_draft *draft, size_t joined, size_t loops,
                 size_t bad_weights) {
    const shb_mended *m = &draft->mended;
    const struct {
        size_t count;
        const char *what;
    } all[] = {
        {m->directed, "directed edges were made undirected"},
        {m->graphs, "more than one graph: they were read as one"},
        {m->nested, "graphs inside nodes were read as part of the whole"},
        {m->hyperedges, "hyperedges, ties of more than two, were left out"},
        {m->same_ids, "nodes whose id was there before were joined with the first"},
        {m->unknown_ends, "ends of edges that are no node of the file were made nodes"},
        {m->bad_values, "values that are not of their column's type were left out"},
        {bad_weights, SHB_NO_WEIGHT},
        {m->rows, "lines without an id or an end were left out"},
        {joined, "parallel edges were joined, their weights added"},
        {loops, "edges from a node to itself were left out"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (all[i].count > 0)
            shb_notify(ctx, SHB_NOTICE_WARNING, draft->file, 0, 0, "%s (%zu)",
                       all[i].what, all[i].count);
}

static shb_status check_ids(shb_ctx *ctx, const shb_draft *draft) {
    const shb_network *net = draft->net;
    for (size_t i = 1; i < net->n_nodes; i++)
        if (strcmp(net->nodes[i - 1].id, net->nodes[i].id) == 0)
            return shb_fail(ctx, SHB_ESYNTAX, draft->file, "two nodes have the same id");
    return SHB_OK;
}

shb_status shb_draft_take(shb_ctx *ctx, shb_draft *draft, shb_network **out) {
    size_t joined = 0, loops = 0;
    for (size_t i = 0; i < draft->net->n_nodes; i++)
        draft->mended.unknown_ends += !draft->declared[i];
    size_t bad_weights = turn_into_loops(draft->net);
    shb_status st = give_labels(ctx, draft->net);
    if (st == SHB_OK && !draft->is_ours)
        st = join_colors(ctx, draft->net);
    if (st == SHB_OK)
        st = shb_network_canonical(ctx, draft->net, &joined, &loops);
    if (st == SHB_OK)
        st = check_ids(ctx, draft);
    if (st != SHB_OK)
        return st;
    tell(ctx, draft, joined, loops - bad_weights, bad_weights);
    *out = draft->net;
    draft->net = NULL;
    return SHB_OK;
}
