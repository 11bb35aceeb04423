/* The table of formats, and the way to files and back. */
#include <shabaka/export.h>

#include <errno.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "export/formats.h"
#include "export/json.h"

static const shb_format formats[] = {
    {"graphml", "Gephi, Cytoscape, networkx, igraph; everything kept", true},
    {"gexf", "Gephi, Gephi Lite, sigma.js", true},
    {"dot", "Graphviz", true},
    {"svg", "a picture, as lines and text", true},
    {"png", "a picture, as dots", true},
    {"pdf", "a picture, to print", true},
    {"json", "node-link JSON for networkx, d3 and scripts; everything kept", false},
    {"csv", "two tables: NAME.nodes.csv and NAME.edges.csv", false},
    {"html", "a page to look at and search, in one file", true},
    {"net", "Pajek", false},
};

enum { N_FORMATS = sizeof formats / sizeof *formats };

/* In the order of the formats; csv alone makes two files. */
static shb_writer *const writers[N_FORMATS] = {
    shb_graphml_write, shb_gexf_write, shb_dot_write, shb_svg_write,  shb_png_write,
    shb_pdf_write,     shb_json_write, NULL,          shb_html_write, shb_pajek_write,
};

const shb_format *shb_formats(size_t *count) {
    *count = N_FORMATS;
    return formats;
}

const shb_format *shb_format_by_name(const char *name) {
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcasecmp(name, formats[i].name) == 0)
            return &formats[i];
    return NULL;
}

/* The part after the last point of a path's last name; "" where there is none. */
static const char *extension(const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *point = strrchr(name, '.');
    return point && point > name ? point + 1 : "";
}

const shb_format *shb_format_by_path(const char *path) {
    return shb_format_by_name(extension(path));
}

/* ---- labels ---- */

const shb_column *shb_label_column(const shb_network *net,
                                   const shb_export_options *options) {
    static const char *const columns[] = {"label_ar", "label_en", "label_ru"};
    for (size_t i = 0; options->labels && i < 3; i++)
        if (strcmp(columns[i] + strlen("label_"), options->labels) == 0) {
            const shb_column *column = shb_node_column(net, columns[i]);
            return column && column->type == SHB_STRING ? column : NULL;
        }
    return NULL;
}

const char *shb_shown_label(const shb_network *net, const shb_column *labels,
                            size_t node) {
    const char *label = labels ? labels->cells.strings[node] : NULL;
    if (!label || !*label)
        label = net->nodes[node].label;
    return label && *label ? label : net->nodes[node].id;
}

/* ---- to files ---- */

shb_status shb_network_save(shb_ctx *ctx, const shb_network *net,
                            const shb_format *format, const char *path,
                            const shb_export_options *options) {
    static const shb_export_options defaults = SHB_EXPORT_OPTIONS_INIT;
    shb_output *out = NULL;
    if (!options)
        options = &defaults;
    shb_writer *write = writers[format - formats];
    if (!write)
        return shb_csv_save(ctx, net, path, options);
    shb_status st = shb_output_open(ctx, path, &out);
    if (st != SHB_OK)
        return st;
    if ((st = write(ctx, net, options, out)) != SHB_OK) {
        shb_output_abandon(out);
        return st;
    }
    return shb_output_close(ctx, out);
}

/* ---- and back ---- */

static shb_status read_json(shb_ctx *ctx, shb_source *source, shb_network **out) {
    char *bytes = NULL;
    size_t len = 0;
    shb_status st = shb_source_all(ctx, source, &bytes, &len);
    if (st == SHB_OK)
        st = shb_json_read(ctx, (shb_str){bytes, len}, source->name, out);
    shb_free(bytes);
    return st;
}

/* Standard input has no nodes beside it. */
static shb_status read_edges(shb_ctx *ctx, shb_source *source, shb_network **out) {
    return shb_csv_read(ctx, NULL, source, out);
}

static bool has(const shb_source *source, const char *text) {
    return memmem(source->block, source->len, text, strlen(text)) != NULL;
}

/* By its first sign: JSON opens a brace, XML a tag; what else is text is a table. */
static shb_network_reader *reader_by_content(const shb_source *source) {
    const char *p = source->block, *end = p + source->len;
    if (source->len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        p += 3;
    while (p < end && strchr(" \t\r\n", *p) && *p)
        p++;
    if (p == end)
        return NULL;
    if (*p == '{' || *p == '[')
        return read_json;
    if (*p == '<')
        return has(source, "<gexf") ? shb_gexf_read : shb_graphml_read;
    if (end - p >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0))
        return shb_graphml_read; /* UTF-16 */
    return read_edges;
}

static shb_status load_pair(shb_ctx *ctx, const char *path, shb_network **out) {
    shb_source nodes = SHB_SOURCE_INIT, edges = SHB_SOURCE_INIT;
    char *nodes_path = NULL, *edges_path = NULL;
    shb_ctx quiet = SHB_CTX_INIT; /* a table of nodes need not be there */
    shb_status st = shb_csv_path(ctx, path, "nodes", &nodes_path);
    if (st == SHB_OK)
        st = shb_csv_path(ctx, path, "edges", &edges_path);
    if (st != SHB_OK)
        goto done;
    quiet.cancel = ctx->cancel;
    st = shb_source_open(&quiet, path, &edges);
    bool whole =
        st != SHB_OK || strcmp(path, edges_path) == 0 || strcmp(path, nodes_path) == 0;
    if (whole) {
        shb_source_close(&edges);
        if ((st = shb_source_open(ctx, edges_path, &edges)) != SHB_OK)
            goto done;
        shb_ctx_clear(&quiet);
        st = shb_source_open(&quiet, nodes_path, &nodes);
        if (st != SHB_OK && st != SHB_ENOTFOUND) {
            ctx->err = quiet.err;
            goto done;
        }
    }
    st = shb_csv_read(ctx, nodes.block ? &nodes : NULL, &edges, out);
done:
    shb_source_close(&nodes);
    shb_source_close(&edges);
    shb_free(nodes_path);
    shb_free(edges_path);
    return st;
}

shb_status shb_network_load(shb_ctx *ctx, const char *path, shb_network **out) {
    shb_source source = SHB_SOURCE_INIT;
    if (strcasecmp(extension(path), "csv") == 0)
        return load_pair(ctx, path, out);
    shb_status st = shb_source_open(ctx, path, &source);
    if (st != SHB_OK)
        return st;
    shb_network_reader *read = reader_by_content(&source);
    if (!read)
        st = shb_fail(ctx, SHB_ESYNTAX, source.name, "it is empty, and no network");
    else
        st = read(ctx, &source, out);
    shb_source_close(&source);
    return st;
}
