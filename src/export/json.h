/**
 * @file json.h
 * The lossless file: node-link JSON, as networkx and d3 read it, with everything else of
 * ours in members of its own.
 */
#ifndef SHB_EXPORT_JSON_H
#define SHB_EXPORT_JSON_H

#include <shabaka/export.h>

/**
 * One object, with one node, edge or piece of evidence a line:
 *
 *     {"directed": false, "multigraph": false, "graph": {},
 *     "nodes": [{"id", "label", <columns, missing ones left out>}...],
 *     "links": [{"source", "target", "weight", <columns>,
 *                "evidence": [piece or [piece, piece]...]}...],
 *     "shabaka": {"format": 1, "made", "margins", "columns": {"nodes": [[name, type]...],
 *                 "edges": ...}},
 *     "evidence": [{"doc", "date", "sentence", "start", "end", "text",
 *                   "mentions": [[node, start, end]...]}...]}
 *
 * Pieces and nodes are numbers of places in the lists, from 0. What is written, read and
 * written again has the same bytes. `evidence` is there where net->supports is.
 */
shb_status shb_json_write(shb_ctx *ctx, const shb_network *net,
                          const shb_export_options *options, shb_output *out);

/**
 * Read it back, or the node-link JSON of others: `links` or `edges`, ends by id or by
 * place, attributes of any kind as columns (int, double, bool where all are; else string;
 * nested values are left out). What had to be mended is told by ctx->notice.
 *
 * @param file  for the messages
 * @param out   canonical; free with shb_network_free(); untouched on failure
 * Errors: SHB_ESYNTAX; SHB_ELIMIT past 1 GiB; SHB_ENOMEM
 * To be called from one thread at a time: jansson's allocator is set for the time of it.
 */
shb_status shb_json_read(shb_ctx *ctx, shb_str bytes, const char *file,
                         shb_network **out);

/**
 * Only what is not in any other format, on one line: {"shabaka": ..., "evidence": ...,
 * "supports": [one list an edge...]}. For the comment in .graphml.
 */
shb_status shb_json_write_record(shb_ctx *ctx, const shb_network *net, shb_output *out);

/**
 * Put such a record back into a network that has the same nodes and edges in the same
 * order, and no margins, record, evidence and supports yet. On failure some may be there.
 * Errors: SHB_ESYNTAX (also where the record is of another network); SHB_ENOMEM
 */
shb_status shb_json_read_record(shb_ctx *ctx, shb_str bytes, const char *file,
                                shb_network *net);

#endif
