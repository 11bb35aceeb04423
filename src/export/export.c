/* The table of formats, and the way to files and back. */
#include <shabaka/export.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "export/formats.h"
#include "export/json.h"

/* clang-format off: a table */
#define FORMATS(M)                                                                       \
    /* name, extension, who reads it, shows, is read back, writer, checker; csv makes    \
       two files */                                                                      \
    M("graphml", "graphml", "Gephi, Cytoscape, networkx, igraph; everything kept", true, \
      true, shb_graphml_write, NULL)                                                     \
    M("gexf", "gexf", "Gephi, Gephi Lite, sigma.js", true, true, shb_gexf_write,         \
      shb_gexf_check)                                                                    \
    M("gexf-dynamic", "dynamic.gexf",                                                    \
      "Gephi's timeline: when each tie was, and how heavy", true, true,                  \
      shb_gexf_dynamic_write, shb_gexf_dynamic_check)                                    \
    M("dot", "dot", "Graphviz", true, false, shb_dot_write, NULL)                        \
    M("svg", "svg", "a picture, as lines and text", true, false, shb_svg_write,          \
      shb_picture_check)                                                                 \
    M("png", "png", "a picture, as dots", true, false, shb_png_write, shb_picture_check) \
    M("pdf", "pdf", "a picture, to print", true, false, shb_pdf_write,                   \
      shb_picture_check)                                                                 \
    M("json", "json", "node-link JSON for networkx, d3 and scripts; everything kept",    \
      false, true, shb_json_write, NULL)                                                 \
    M("csv", "csv", "two tables: NAME.nodes.csv and NAME.edges.csv", false, true, NULL,  \
      NULL)                                                                              \
    M("evidence", "evidence.csv", "a sheet: A, B, date, document, sentence", false,      \
      false, shb_evidence_csv_write, shb_evidence_csv_check)                             \
    M("jsonl", "jsonl", "an edge a line, with its sentences", false, false,              \
      shb_edges_jsonl_write, NULL)                                                       \
    M("html", "html", "a page to look at and search, in one file", true, false,          \
      shb_html_write, NULL)                                                              \
    M("cyjs", "cyjs", "Cytoscape, Cytoscape.js", true, true, shb_cytoscape_write, NULL)  \
    M("graphology", "graphology.json", "graphology, sigma.js, Gephi Lite", true, true,   \
      shb_graphology_write, NULL)                                                        \
    M("vosviewer", "vosviewer.json", "VOSviewer", true, true, shb_vosviewer_write, NULL) \
    M("net", "net", "Pajek", false, true, shb_pajek_write, NULL)
/* clang-format on */

#define DESCRIPTION(name, extension, summary, shows, reads, writer, checker)             \
    {name, extension, summary, shows, reads},
#define WRITER(name, extension, summary, shows, reads, writer, checker) writer,
#define CHECKER(name, extension, summary, shows, reads, writer, checker) checker,
static const shb_format formats[] = {FORMATS(DESCRIPTION)};
static shb_writer *const writers[] = {FORMATS(WRITER)};
static shb_checker *const checkers[] = {FORMATS(CHECKER)};
enum { N_FORMATS = sizeof formats / sizeof *formats };

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

/* The longest extension that the name ends with. */
const shb_format *shb_format_by_path(const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const shb_format *best = NULL;
    size_t len = strlen(name), longest = 0;
    for (size_t i = 0; i < N_FORMATS; i++) {
        size_t n = strlen(formats[i].extension);
        if (len > n + 1 && n > longest && name[len - n - 1] == '.' &&
            strcasecmp(name + len - n, formats[i].extension) == 0) {
            best = &formats[i];
            longest = n;
        }
    }
    return best;
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

bool shb_format_file(const shb_format *format, const char *path, size_t i, char *out,
                     size_t size) {
    static const char *const tables[] = {"nodes", "edges"};
    shb_ctx quiet = SHB_CTX_INIT;
    char *table = NULL;
    bool pair = !writers[format - formats] && strcmp(path, "-") != 0;
    if (i >= (pair ? 2 : 1) ||
        (pair && shb_csv_path(&quiet, path, tables[i], &table) != SHB_OK))
        return false;
    int len = snprintf(out, size, "%s", table ? table : path);
    shb_free(table);
    return len >= 0 && (size_t)len < size;
}

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

shb_status shb_export_check(shb_ctx *ctx, const shb_network *net,
                            const shb_format *format, const char *path,
                            const shb_export_options *options) {
    static const shb_export_options defaults = SHB_EXPORT_OPTIONS_INIT;
    shb_checker *check = checkers[format - formats];
    shb_status st = check ? check(ctx, net, options ? options : &defaults) : SHB_OK;
    if (st != SHB_OK)
        return st;
    return writers[format - formats] ? shb_output_check(ctx, path)
                                     : shb_csv_check(ctx, path);
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

/* What is written and not read, or may be taken for a network: by how it begins, and what
 * it then holds. */
static const struct {
    const char *begins, *holds, *what;
} no_networks[] = {
    {"<", "<svg", "an SVG picture"},
    {"<", "<html", "a web page"},
    {"<!DOCTYPE html", NULL, "a web page"},
    {"\x1f\x8b", NULL, "compressed twice"},
    {"%PDF-", NULL, "a PDF document"},
    {"\x89PNG", NULL, "a PNG picture"},
    {"graph", "{", "a DOT file of Graphviz"},
    {"digraph", "{", "a DOT file of Graphviz"},
    {"strict", "{", "a DOT file of Graphviz"},
    {"A,B,Date,", NULL, "a sheet of evidence"},
    {"{\"source\"", "}\n{", "an edge a line (JSON lines)"},
    {"{\"doc\"", "}\n", "mention lines, for 'shabaka build --mentions'"},
};

static const char *no_network(shb_str beginning) {
    enum { LOOK = 4096 };
    size_t len = beginning.len < LOOK ? beginning.len : LOOK;
    if (memmem(beginning.data, len, "<graphml", 8) ||
        memmem(beginning.data, len, "<gexf", 5))
        return NULL;
    for (size_t i = 0; i < sizeof no_networks / sizeof *no_networks; i++) {
        const char *begins = no_networks[i].begins, *holds = no_networks[i].holds;
        size_t n = strlen(begins);
        /* an edge with its sentences may be a long line */
        size_t within = *begins == '{' ? beginning.len : len;
        if (len >= n && strncasecmp(beginning.data, begins, n) == 0 &&
            (!holds || memmem(beginning.data, within, holds, strlen(holds))))
            return no_networks[i].what;
    }
    return NULL;
}

static shb_status refuse(shb_ctx *ctx, const char *name, const char *what) {
    char read[160] = "";
    size_t used = 0;
    for (size_t i = 0; i < N_FORMATS; i++)
        if (formats[i].reads && used < sizeof read)
            used += (size_t)snprintf(read + used, sizeof read - used, "%s.%s",
                                     used ? " " : "", formats[i].extension);
    return shb_fail(ctx, SHB_ESYNTAX, name, "it is %s, and no network; read are %s", what,
                    read);
}

/* By its first sign: JSON opens a brace, XML a tag, Pajek a star or, for a comment, a
 * per cent; what else is text is a table. */
static shb_network_reader *reader_by_content(const shb_source *source, shb_str begin) {
    const char *p = begin.data, *end = p + begin.len;
    if (*p == '{' || *p == '[')
        return read_json;
    if (*p == '<')
        return has(source, "<gexf") ? shb_gexf_read : shb_graphml_read;
    if (*p == '*' || *p == '%')
        return shb_pajek_read;
    if (end - p >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0))
        return shb_graphml_read; /* UTF-16 */
    return read_edges;
}

/* Behind a mark of the byte order and white space. */
static shb_str beginning(const shb_source *source) {
    const char *p = source->block, *end = p + source->len;
    if (source->len >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        p += 3;
    while (p < end && strchr(" \t\r\n", *p) && *p)
        p++;
    return (shb_str){p, (size_t)(end - p)};
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
    const char *what = no_network(beginning(&edges));
    st = what ? refuse(ctx, edges.name, what)
              : shb_csv_read(ctx, nodes.block ? &nodes : NULL, &edges, out);
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
    shb_str begin = beginning(&source);
    const char *what = no_network(begin);
    if (begin.len == 0)
        st = shb_fail(ctx, SHB_ESYNTAX, source.name, "it is empty, and no network");
    else if (what)
        st = refuse(ctx, source.name, what);
    else
        st = reader_by_content(&source, begin)(ctx, &source, out);
    shb_source_close(&source);
    return st;
}
