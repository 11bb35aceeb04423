/**
 * @file formats.h
 * The writers and readers behind export.h: one function a format.
 */
#ifndef SHB_EXPORT_FORMATS_H
#define SHB_EXPORT_FORMATS_H

#include <shabaka/export.h>

#include "export/source.h"

/**
 * Write a network in canonical order into a sink, which the caller opens and closes.
 * The same network and options give the same bytes. Options are never NULL.
 */
typedef shb_status shb_writer(shb_ctx *ctx, const shb_network *net,
                              const shb_export_options *options, shb_output *out);

/** Would the writer fail, for its options or, unless NULL, the network? */
typedef shb_status shb_checker(shb_ctx *ctx, const shb_network *net,
                               const shb_export_options *options);
shb_checker shb_gexf_check;
shb_checker shb_gexf_dynamic_check;
shb_checker shb_picture_check;
shb_checker shb_evidence_csv_check;

shb_writer shb_graphml_write;
shb_writer shb_gexf_write;
shb_writer shb_dot_write;
shb_writer shb_json_write;
shb_writer shb_pajek_write;
shb_writer shb_svg_write;
shb_writer shb_png_write;
shb_writer shb_pdf_write;
shb_writer shb_html_write;
shb_writer shb_gexf_dynamic_write;
shb_writer shb_cytoscape_write;
shb_writer shb_graphology_write;
shb_writer shb_vosviewer_write;
shb_writer shb_edges_jsonl_write;
shb_writer shb_evidence_csv_write;
shb_writer shb_csv_write_nodes;
shb_writer shb_csv_write_edges;

/**
 * Read a network from an open source; what had to be mended is told by ctx->notice.
 * @param out  canonical; free with shb_network_free(); untouched on failure
 */
typedef shb_status shb_network_reader(shb_ctx *ctx, shb_source *source,
                                      shb_network **out);

shb_network_reader shb_graphml_read;
shb_network_reader shb_gexf_read;
shb_network_reader shb_pajek_read;

/** Read an edge table and, unless NULL, the table of its nodes. */
shb_status shb_csv_read(shb_ctx *ctx, shb_source *nodes, shb_source *edges,
                        shb_network **out);

/** Both tables of a path: NAME.nodes.csv and NAME.edges.csv, both or neither replaced. */
shb_status shb_csv_save(shb_ctx *ctx, const shb_network *net, const char *path,
                        const shb_export_options *options);

/** Can both tables be written? */
shb_status shb_csv_check(shb_ctx *ctx, const char *path);

/** NAME.nodes.csv or NAME.edges.csv of NAME, NAME.csv or either; free *out. */
shb_status shb_csv_path(shb_ctx *ctx, const char *path, const char *which, char **out);

/** The column that options->labels asks for, or NULL where the labels are to stay. */
const shb_column *shb_label_column(const shb_network *net,
                                   const shb_export_options *options);

/** A node's label: of that column where it has one, else its own, else its id. */
const char *shb_shown_label(const shb_network *net, const shb_column *labels,
                            size_t node);

#endif
