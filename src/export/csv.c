/* Two tables for Gephi, spreadsheets and pandas: comma, point, LF, no byte order mark. */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "export/escape.h"
#include "export/formats.h"
#include "export/names.h"

/* Headers that Gephi guesses by, and those that it refuses twice, in any case. */
static const char *const node_reserved[] = {"id",      "label",    "source", "target",
                                            "timeset", "interval", NULL};
static const char *const edge_reserved[] = {
    "id", "source", "target", "type", "weight", "kind", "timeset", "interval", NULL};

static const shb_field_rules node_rules = {node_reserved, NULL, NULL};
static const shb_field_rules edge_rules = {edge_reserved, NULL, NULL};

static void put_header(shb_output *out, const char *first, const shb_fields *fields) {
    shb_puts(out, first);
    for (size_t i = 0; i < fields->count; i++) {
        shb_putc(out, ',');
        shb_put_csv(out, fields->items[i].name);
    }
    shb_putc(out, '\n');
}

/* With a point also where there is no fraction: types are guessed from the first lines.
 */
static void put_double(shb_output *out, double value) {
    char text[36];
    size_t len = shb_double_text(value, text);
    text[len] = '\0';
    if (!strpbrk(text, ".e"))
        memcpy(text + len, ".0", 3);
    shb_puts(out, text);
}

/* An id that a reader would change could become another's: then all are n0, n1... */
static bool ids_fit(const shb_network *net) {
    for (size_t i = 0; i < net->n_nodes; i++)
        if (!shb_csv_holds(net->nodes[i].id))
            return false;
    return true;
}

static void put_id(shb_output *out, const shb_network *net, bool own, size_t node) {
    if (own) {
        shb_put_csv(out, net->nodes[node].id);
    } else {
        shb_putc(out, 'n');
        shb_put_int(out, (int64_t)node);
    }
}

static void put_cells(shb_output *out, const shb_network *net, const shb_fields *fields,
                      size_t row) {
    for (size_t i = 0; i < fields->count; i++) {
        const shb_column *column = fields->items[i].column;
        shb_putc(out, ',');
        if (!column)
            shb_put_csv(out, net->nodes[row].id);
        else if (shb_cell_is_missing(column, row))
            continue;
        else if (column->type == SHB_STRING)
            shb_put_csv(out, column->cells.strings[row]);
        else if (column->type == SHB_DOUBLE)
            put_double(out, column->cells.doubles[row]);
        else if (column->type == SHB_BOOL)
            shb_puts(out, column->cells.ints[row] ? "true" : "false");
        else
            shb_put_int(out, column->cells.ints[row]);
    }
    shb_putc(out, '\n');
}

shb_status shb_csv_write_nodes(shb_ctx *ctx, const shb_network *net,
                               const shb_export_options *options, shb_output *out) {
    const shb_column *labels = shb_label_column(net, options);
    const bool own = ids_fit(net);
    shb_fields fields = {NULL, 0};
    shb_status st = shb_fields_make(ctx, net, SHB_OF_NODES, &node_rules, !own, &fields);
    if (st != SHB_OK)
        goto done;
    put_header(out, "Id,Label", &fields);
    for (size_t i = 0; i < net->n_nodes; i++) {
        put_id(out, net, own, i);
        shb_putc(out, ',');
        shb_put_csv(out, shb_shown_label(net, labels, i));
        put_cells(out, net, &fields, i);
    }
    st = shb_check_cancel(ctx);
done:
    shb_fields_done(&fields);
    return st;
}

static bool has_fractions(const shb_network *net) {
    for (size_t i = 0; i < net->n_edges; i++)
        if (net->edges[i].weight != floor(net->edges[i].weight))
            return true;
    return false;
}

shb_status shb_csv_write_edges(shb_ctx *ctx, const shb_network *net,
                               const shb_export_options *options, shb_output *out) {
    const bool own = ids_fit(net), fractions = has_fractions(net);
    shb_fields fields = {NULL, 0};
    (void)options;
    shb_status st = shb_fields_make(ctx, net, SHB_OF_EDGES, &edge_rules, false, &fields);
    if (st != SHB_OK)
        goto done;
    put_header(out, "Source,Target,Type,Id,Weight", &fields);
    for (size_t i = 0; i < net->n_edges; i++) {
        const shb_edge *edge = &net->edges[i];
        put_id(out, net, own, edge->a);
        shb_putc(out, ',');
        put_id(out, net, own, edge->b);
        shb_puts(out, ",Undirected,e");
        shb_put_int(out, (int64_t)i);
        shb_putc(out, ',');
        if (fractions)
            put_double(out, edge->weight);
        else
            shb_put_double(out, edge->weight);
        put_cells(out, net, &fields, i);
    }
    st = shb_check_cancel(ctx);
done:
    shb_fields_done(&fields);
    return st;
}

/* ---- two files at once ---- */

shb_status shb_csv_path(shb_ctx *ctx, const char *path, const char *which, char **out) {
    static const char *const ends[] = {".nodes.csv", ".edges.csv", ".csv"};
    size_t len = strlen(path);
    for (size_t i = 0; i < 3; i++) {
        size_t end = strlen(ends[i]);
        if (len > end && path[len - end - 1] != '/' &&
            strcasecmp(path + len - end, ends[i]) == 0) {
            len -= end;
            break;
        }
    }
    size_t room = len + strlen(which) + sizeof "..csv";
    char *name = shb_alloc(room);
    if (!name)
        return shb_fail_memory(ctx);
    snprintf(name, room, "%.*s.%s.csv", (int)len, path, which);
    *out = name;
    return SHB_OK;
}

/* A file that is complete under another name beside its own. */
struct staged {
    char *path; /* NULL: written to its place already */
    char target[PATH_MAX];
    mode_t mode;
    bool has_mode;
};

static shb_status stage_name(shb_ctx *ctx, const char *path, struct staged *staged) {
    struct stat info;
    bool exists = stat(path, &info) == 0;
    if (exists && !S_ISREG(info.st_mode))
        return SHB_OK; /* a pipe or device cannot be replaced */
    if (exists ? !realpath(path, staged->target) : strlen(path) >= sizeof staged->target)
        return shb_fail_errno(ctx, exists ? errno : ENAMETOOLONG, path,
                              "cannot write '%s'", path);
    if (!exists)
        memcpy(staged->target, path, strlen(path) + 1);
    staged->has_mode = exists;
    staged->mode = exists ? info.st_mode & 07777 : 0;
    const char *slash = strrchr(staged->target, '/');
    int folder = slash ? (int)(slash - staged->target) + 1 : 0;
    size_t room = (size_t)folder + 64;
    staged->path = shb_alloc(room);
    if (!staged->path)
        return shb_fail_memory(ctx);
    snprintf(staged->path, room, "%.*s.shabaka-edges-%ld", folder, staged->target,
             (long)getpid());
    return SHB_OK;
}

static shb_status write_table(shb_ctx *ctx, const shb_network *net, const char *path,
                              const shb_export_options *options, shb_writer *write,
                              shb_output **out) {
    shb_output *table = NULL;
    shb_status st = shb_output_open(ctx, path, &table);
    if (st != SHB_OK)
        return st;
    if ((st = write(ctx, net, options, table)) != SHB_OK)
        shb_output_abandon(table);
    else
        *out = table;
    return st;
}

/*
 * The edges are complete on the disk before the nodes are put in place; what is left to
 * do then is one rename.
 */
static shb_status save_pair(shb_ctx *ctx, const shb_network *net, const char *nodes_path,
                            const char *edges_path, const shb_export_options *options) {
    struct staged staged = {NULL, "", 0, false};
    shb_output *nodes = NULL, *edges = NULL;
    bool written = false;
    shb_status st = stage_name(ctx, edges_path, &staged);
    if (st != SHB_OK ||
        (st = write_table(ctx, net, nodes_path, options, shb_csv_write_nodes, &nodes)) !=
            SHB_OK ||
        (st = write_table(ctx, net, staged.path ? staged.path : edges_path, options,
                          shb_csv_write_edges, &edges)) != SHB_OK)
        goto done;
    st = shb_output_close(ctx, edges);
    edges = NULL;
    if (st != SHB_OK)
        goto done;
    written = staged.path != NULL;
    if (written && staged.has_mode && chmod(staged.path, staged.mode) != 0) {
        st = shb_fail_errno(ctx, errno, NULL, "cannot write '%s'", edges_path);
        goto done;
    }
    st = shb_output_close(ctx, nodes);
    nodes = NULL;
    if (st == SHB_OK && written) {
        if (rename(staged.path, staged.target) == 0)
            written = false;
        else
            st = shb_fail_errno(ctx, errno, NULL, "cannot write '%s'", edges_path);
    }
done:
    if (written)
        unlink(staged.path);
    shb_output_abandon(nodes);
    shb_output_abandon(edges);
    shb_free(staged.path);
    return st;
}

shb_status shb_csv_check(shb_ctx *ctx, const char *path) {
    static const char *const tables[] = {"nodes", "edges"};
    shb_status st = SHB_OK;
    for (size_t i = 0; i < 2 && st == SHB_OK && strcmp(path, "-") != 0; i++) {
        char *table = NULL;
        if ((st = shb_csv_path(ctx, path, tables[i], &table)) == SHB_OK)
            st = shb_output_check(ctx, table);
        shb_free(table);
    }
    return st;
}

shb_status shb_csv_save(shb_ctx *ctx, const shb_network *net, const char *path,
                        const shb_export_options *options) {
    char *nodes = NULL, *edges = NULL;
    shb_output *out = NULL;
    shb_status st;
    if (strcmp(path, "-") == 0) {
        shb_notify(
            ctx, SHB_NOTICE_WARNING, NULL, 0, 0,
            "standard output holds the edges only: name a file to have both tables");
        st = write_table(ctx, net, path, options, shb_csv_write_edges, &out);
        return st == SHB_OK ? shb_output_close(ctx, out) : st;
    }
    st = shb_csv_path(ctx, path, "nodes", &nodes);
    if (st == SHB_OK)
        st = shb_csv_path(ctx, path, "edges", &edges);
    if (st == SHB_OK)
        st = save_pair(ctx, net, nodes, edges, options);
    shb_free(nodes);
    shb_free(edges);
    return st;
}
