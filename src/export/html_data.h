/**
 * @file html_data.h
 * The data inside the page: what data/viewer/network.js and evidence.js read.
 */
#ifndef SHB_EXPORT_HTML_DATA_H
#define SHB_EXPORT_HTML_DATA_H

#include <shabaka/export.h>

/**
 * The graph, one array a line, safe inside <script>:
 *
 *     {"title", "labels", "made": JSON as a string, "documents", "units",
 *      "ids": [...], "names": [...], "node_columns": [column...],
 *      "a": [...], "b": [...], "weights": [...], "edge_columns": [column...],
 *      "evidence": null or {"sentences", "packed", "sentences_per_block",
 *                           "ties_per_block"}}
 *
 * A column is {"name", "type", "cells"}; cells of strings are places in its "values",
 * -1 where missing; other cells are null where missing.
 */
shb_status shb_html_put_graph(shb_ctx *ctx, const shb_network *net,
                              const shb_export_options *options, shb_output *out);

/**
 * The evidence as <script id="sentences-N"> and <script id="supports-N">:
 * [[doc, date, sentence, text, [node, start, end...]]...], offsets in UTF-16 units, and
 * [[piece or [piece, piece]...] an edge...].
 */
shb_status shb_html_put_evidence(shb_ctx *ctx, const shb_network *net, shb_output *out);

void shb_html_put_base64(shb_output *out, const void *data, size_t len);

#endif
