/* The network as plain arrays: making, finding, columns, and copying a part. */
#include <shabaka/network.h>

#include <math.h>
#include <string.h>

#include "base/alloc.h"

shb_status shb_network_new(shb_ctx *ctx, shb_network **out) {
    shb_network *net = shb_alloc_array(1, sizeof *net);
    if (!net)
        return shb_fail_memory(ctx);
    *out = net;
    return SHB_OK;
}

static void free_strings(char **strings, size_t count) {
    for (size_t i = 0; strings && i < count; i++)
        shb_free(strings[i]);
}

static void free_cells(shb_column *column, size_t rows) {
    if (column->type == SHB_STRING)
        free_strings(column->cells.strings, rows);
    shb_free(column->cells.ints);
}

static void free_columns(shb_columns *columns, size_t rows) {
    for (size_t i = 0; i < columns->count; i++) {
        free_cells(&columns->items[i], rows);
        shb_free(columns->items[i].name);
    }
    shb_free(columns->items);
}

void shb_network_free(shb_network *net) {
    if (!net)
        return;
    free_columns(&net->node_columns, net->n_nodes);
    free_columns(&net->edge_columns, net->n_edges);
    for (size_t i = 0; net->nodes && i < net->n_nodes; i++) {
        shb_free(net->nodes[i].id);
        shb_free(net->nodes[i].label);
    }
    for (size_t i = 0; net->evidence && i < net->n_evidence; i++) {
        shb_free(net->evidence[i].doc);
        shb_free(net->evidence[i].date);
        shb_free(net->evidence[i].text);
        shb_free(net->evidence[i].marked);
    }
    for (size_t i = 0; net->supports && i < net->n_edges; i++)
        shb_free(net->supports[i].items);
    shb_free(net->nodes);
    shb_free(net->edges);
    shb_free(net->evidence);
    shb_free(net->supports);
    shb_free(net->margins.unit_sizes);
    shb_free(net->margins.document_sizes);
    shb_free(net->made);
    shb_free(net);
}

bool shb_weight_fits(double weight) { return weight >= 1e-300 && weight <= 1e300; }

uint32_t shb_network_node(const shb_network *net, const char *id) {
    size_t low = 0, high = net->n_nodes;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(net->nodes[middle].id, id);
        if (order == 0)
            return (uint32_t)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return UINT32_MAX;
}

size_t shb_network_edge(const shb_network *net, uint32_t a, uint32_t b) {
    uint64_t wanted = a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
    size_t low = 0, high = net->n_edges;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint64_t here = (uint64_t)net->edges[middle].a << 32 | net->edges[middle].b;
        if (here == wanted)
            return middle;
        if (here < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return SIZE_MAX;
}

/* ---- columns ---- */

static shb_column *find_column(const shb_columns *columns, const char *name) {
    for (size_t i = 0; i < columns->count; i++)
        if (strcmp(columns->items[i].name, name) == 0)
            return &columns->items[i];
    return NULL;
}

/* Every cell has 8 bytes, whatever its type. */
static shb_status new_cells(shb_ctx *ctx, shb_column_type type, size_t rows,
                            shb_column *out) {
    void *cells = shb_alloc_array(rows, 8);
    if (!cells)
        return shb_fail_memory(ctx);
    out->type = type;
    if (type == SHB_STRING) {
        out->cells.strings = cells;
    } else if (type == SHB_DOUBLE) {
        out->cells.doubles = cells;
        for (size_t i = 0; i < rows; i++)
            out->cells.doubles[i] = NAN;
    } else {
        out->cells.ints = cells;
        for (size_t i = 0; i < rows; i++)
            out->cells.ints[i] = SHB_MISSING_INT;
    }
    return SHB_OK;
}

static shb_status add_column(shb_ctx *ctx, shb_columns *columns, size_t rows,
                             const char *name, shb_column_type type, shb_column **out) {
    shb_column fresh = {NULL, type, {NULL}};
    shb_column *place = find_column(columns, name);
    shb_status st = new_cells(ctx, type, rows, &fresh);
    if (st != SHB_OK)
        return st;
    if (place) {
        free_cells(place, rows);
        fresh.name = place->name;
    } else {
        fresh.name = shb_strdup(name);
        shb_column *more =
            fresh.name
                ? shb_realloc_array(columns->items, columns->count + 1, sizeof *more)
                : NULL;
        if (!more) {
            shb_free(fresh.name);
            shb_free(fresh.cells.ints);
            return shb_fail_memory(ctx);
        }
        columns->items = more;
        place = &more[columns->count++];
    }
    *place = fresh;
    if (out)
        *out = place;
    return SHB_OK;
}

static void drop_column(shb_columns *columns, size_t rows, const char *name) {
    shb_column *column = find_column(columns, name);
    if (!column)
        return;
    free_cells(column, rows);
    shb_free(column->name);
    size_t after = columns->count - (size_t)(column - columns->items) - 1;
    memmove(column, column + 1, after * sizeof *column);
    columns->count--;
}

shb_column *shb_node_column(const shb_network *net, const char *name) {
    return find_column(&net->node_columns, name);
}

shb_column *shb_edge_column(const shb_network *net, const char *name) {
    return find_column(&net->edge_columns, name);
}

shb_status shb_node_column_add(shb_ctx *ctx, shb_network *net, const char *name,
                               shb_column_type type, shb_column **out) {
    return add_column(ctx, &net->node_columns, net->n_nodes, name, type, out);
}

shb_status shb_edge_column_add(shb_ctx *ctx, shb_network *net, const char *name,
                               shb_column_type type, shb_column **out) {
    return add_column(ctx, &net->edge_columns, net->n_edges, name, type, out);
}

void shb_node_column_drop(shb_network *net, const char *name) {
    drop_column(&net->node_columns, net->n_nodes, name);
}

void shb_edge_column_drop(shb_network *net, const char *name) {
    drop_column(&net->edge_columns, net->n_edges, name);
}

shb_status shb_cell_set_string(shb_ctx *ctx, shb_column *column, size_t row,
                               const char *text) {
    char *copy = shb_strdup(text);
    if (!copy)
        return shb_fail_memory(ctx);
    shb_free(column->cells.strings[row]);
    column->cells.strings[row] = copy;
    return SHB_OK;
}

double shb_cell_number(const shb_column *column, size_t row) {
    if (column->type == SHB_DOUBLE)
        return column->cells.doubles[row];
    if (column->type == SHB_STRING || column->cells.ints[row] == SHB_MISSING_INT)
        return NAN;
    return (double)column->cells.ints[row];
}

/* ---- a part ---- */

/* Rows that a part keeps, as old indices in order, and the way from old to new. */
struct selection {
    size_t *rows;
    size_t count;
    uint32_t *renumbered; /* UINT32_MAX: left out */
};

static shb_status select_rows(shb_ctx *ctx, const bool *keep, size_t n,
                              struct selection *out) {
    out->rows = shb_alloc_array(n, sizeof *out->rows);
    out->renumbered = shb_alloc_array(n, sizeof *out->renumbered);
    if (!out->rows || !out->renumbered)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < n; i++) {
        out->renumbered[i] = keep[i] ? (uint32_t)out->count : UINT32_MAX;
        if (keep[i])
            out->rows[out->count++] = i;
    }
    return SHB_OK;
}

static void selection_done(struct selection *selection) {
    shb_free(selection->rows);
    shb_free(selection->renumbered);
}

static shb_status copy_text(shb_ctx *ctx, const char *text, char **out) {
    *out = text ? shb_strdup(text) : NULL;
    return text && !*out ? shb_fail_memory(ctx) : SHB_OK;
}

static shb_status copy_columns(shb_ctx *ctx, const shb_columns *from, shb_columns *to,
                               const struct selection *keep) {
    for (size_t i = 0; i < from->count; i++) {
        const shb_column *old = &from->items[i];
        shb_column *fresh;
        shb_status st = add_column(ctx, to, keep->count, old->name, old->type, &fresh);
        for (size_t row = 0; st == SHB_OK && row < keep->count; row++) {
            if (old->type == SHB_STRING)
                st = copy_text(ctx, old->cells.strings[keep->rows[row]],
                               &fresh->cells.strings[row]);
            else if (old->type == SHB_DOUBLE)
                fresh->cells.doubles[row] = old->cells.doubles[keep->rows[row]];
            else
                fresh->cells.ints[row] = old->cells.ints[keep->rows[row]];
        }
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

static shb_status copy_sizes(shb_ctx *ctx, const uint64_t *sizes, size_t n,
                             uint64_t **out, size_t *out_n) {
    if (n == 0)
        return SHB_OK;
    *out = shb_alloc_array(n, sizeof **out);
    if (!*out)
        return shb_fail_memory(ctx);
    memcpy(*out, sizes, n * sizeof *sizes);
    *out_n = n;
    return SHB_OK;
}

static shb_status copy_margins(shb_ctx *ctx, const shb_margins *from, shb_margins *to) {
    to->documents = from->documents;
    to->units = from->units;
    shb_status st = copy_sizes(ctx, from->unit_sizes, from->n_unit_sizes, &to->unit_sizes,
                               &to->n_unit_sizes);
    if (st == SHB_OK)
        st = copy_sizes(ctx, from->document_sizes, from->n_document_sizes,
                        &to->document_sizes, &to->n_document_sizes);
    return st;
}

static shb_status copy_nodes(shb_ctx *ctx, const shb_network *net, shb_network *part,
                             const struct selection *keep) {
    part->nodes = shb_alloc_array(keep->count, sizeof *part->nodes);
    if (!part->nodes)
        return shb_fail_memory(ctx);
    part->n_nodes = keep->count;
    for (size_t i = 0; i < keep->count; i++) {
        const shb_node *old = &net->nodes[keep->rows[i]];
        shb_status st = copy_text(ctx, old->id, &part->nodes[i].id);
        if (st == SHB_OK)
            st = copy_text(ctx, old->label, &part->nodes[i].label);
        if (st != SHB_OK)
            return st;
    }
    return copy_columns(ctx, &net->node_columns, &part->node_columns, keep);
}

static shb_status copy_edges(shb_ctx *ctx, const shb_network *net, shb_network *part,
                             const struct selection *nodes,
                             const struct selection *keep) {
    part->edges = shb_alloc_array(keep->count, sizeof *part->edges);
    if (!part->edges)
        return shb_fail_memory(ctx);
    part->n_edges = keep->count;
    for (size_t i = 0; i < keep->count; i++) {
        const shb_edge *old = &net->edges[keep->rows[i]];
        part->edges[i] =
            (shb_edge){nodes->renumbered[old->a], nodes->renumbered[old->b], old->weight};
    }
    return copy_columns(ctx, &net->edge_columns, &part->edge_columns, keep);
}

static shb_status copy_one_evidence(shb_ctx *ctx, const shb_evidence *old,
                                    const struct selection *nodes, shb_evidence *out) {
    out->sentence = old->sentence;
    out->start = old->start;
    out->end = old->end;
    shb_status st = copy_text(ctx, old->doc, &out->doc);
    if (st == SHB_OK)
        st = copy_text(ctx, old->date, &out->date);
    if (st == SHB_OK)
        st = copy_text(ctx, old->text, &out->text);
    if (st != SHB_OK)
        return st;
    out->marked = shb_alloc_array(old->n_marked, sizeof *out->marked);
    if (!out->marked)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < old->n_marked; i++) {
        const shb_marked *mark = &old->marked[i];
        uint32_t node = nodes->renumbered[mark->node];
        if (node != UINT32_MAX)
            out->marked[out->n_marked++] = (shb_marked){node, mark->start, mark->end};
    }
    return SHB_OK;
}

static shb_status copy_evidence(shb_ctx *ctx, const shb_network *net, shb_network *part,
                                const struct selection *nodes,
                                const struct selection *edges) {
    shb_status st = SHB_OK;
    struct selection keep = {NULL, 0, NULL};
    bool *used = shb_alloc_array(net->n_evidence, sizeof *used);
    part->supports = shb_alloc_array(edges->count, sizeof *part->supports);
    if (!used || !part->supports) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    for (size_t i = 0; i < edges->count; i++) {
        const shb_supports *old = &net->supports[edges->rows[i]];
        for (size_t j = 0; j < old->count; j++)
            used[old->items[j].first] = used[old->items[j].second] = true;
    }
    if ((st = select_rows(ctx, used, net->n_evidence, &keep)) != SHB_OK)
        goto done;
    part->evidence = shb_alloc_array(keep.count, sizeof *part->evidence);
    if (!part->evidence) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    part->n_evidence = keep.count;
    for (size_t i = 0; i < keep.count && st == SHB_OK; i++)
        st = copy_one_evidence(ctx, &net->evidence[keep.rows[i]], nodes,
                               &part->evidence[i]);
    for (size_t i = 0; i < edges->count && st == SHB_OK; i++) {
        const shb_supports *old = &net->supports[edges->rows[i]];
        shb_supports *fresh = &part->supports[i];
        if (old->count == 0)
            continue;
        fresh->items = shb_alloc_array(old->count, sizeof *fresh->items);
        if (!fresh->items) {
            st = shb_fail_memory(ctx);
            break;
        }
        fresh->count = old->count;
        for (size_t j = 0; j < old->count; j++)
            fresh->items[j] = (shb_support){keep.renumbered[old->items[j].first],
                                            keep.renumbered[old->items[j].second]};
    }
done:
    shb_free(used);
    selection_done(&keep);
    return st;
}

shb_status shb_network_part(shb_ctx *ctx, const shb_network *net, const bool *keep_nodes,
                            const bool *keep_edges, shb_network **out) {
    shb_network *part = NULL;
    struct selection nodes = {NULL, 0, NULL}, edges = {NULL, 0, NULL};
    bool *whole = NULL;
    shb_status st = shb_network_new(ctx, &part);
    if (st != SHB_OK ||
        (st = select_rows(ctx, keep_nodes, net->n_nodes, &nodes)) != SHB_OK)
        goto done;
    whole = shb_alloc_array(net->n_edges, sizeof *whole);
    if (!whole) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    for (size_t i = 0; i < net->n_edges; i++)
        whole[i] = (!keep_edges || keep_edges[i]) && keep_nodes[net->edges[i].a] &&
                   keep_nodes[net->edges[i].b];
    if ((st = select_rows(ctx, whole, net->n_edges, &edges)) != SHB_OK ||
        (st = copy_nodes(ctx, net, part, &nodes)) != SHB_OK ||
        (st = copy_edges(ctx, net, part, &nodes, &edges)) != SHB_OK ||
        (net->supports &&
         (st = copy_evidence(ctx, net, part, &nodes, &edges)) != SHB_OK) ||
        (st = copy_margins(ctx, &net->margins, &part->margins)) != SHB_OK ||
        (st = copy_text(ctx, net->made, &part->made)) != SHB_OK)
        goto done;
    *out = part;
    part = NULL;
done:
    shb_network_free(part);
    shb_free(whole);
    selection_done(&nodes);
    selection_done(&edges);
    return st;
}
