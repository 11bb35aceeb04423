/**
 * @file record.h
 * The comment at the end of our GraphML: all that GraphML itself cannot hold.
 *
 *     <!--{"shabaka":...,"evidence":...,"supports":...,"graphml":{"digest":"...",
 *          "names":[["nodes","size_value","size"]...],
 *          "texts":[["nodes",row,"label","..."]...]}}-->
 *
 * is what shb_json_write_record() writes and one member more: a digest of the ids and
 * ends as written, so that the record of a file that was changed is not believed; columns
 * that could not keep their names (the ids themselves are called "id"); and texts with
 * signs that XML cannot hold. Rows count from 0 in the order of the file.
 */
#ifndef SHB_EXPORT_RECORD_H
#define SHB_EXPORT_RECORD_H

#include "export/names.h"
#include <shabaka/output.h>

#define SHB_RECORD_START "<!--{\"shabaka\":"

/** How a network stands in a file. */
typedef struct shb_written {
    const shb_network *net;
    bool own_ids;             /**< else n0, n1... */
    const shb_column *labels; /**< see shb_shown_label() */
    shb_fields nodes, edges;
} shb_written;

shb_status shb_record_write(shb_ctx *ctx, const shb_written *written, shb_output *out);

/**
 * Put a record back into the network that was read before it, still in the file's order.
 * One that is not of this network is told by ctx->notice and left out.
 *
 * @param json  the comment without its "<!--" and "-->"; is changed
 * @param fits  true where it is of this network; else untouched
 * Errors: SHB_ESYNTAX, SHB_ENOMEM
 */
shb_status shb_record_read(shb_ctx *ctx, char *json, size_t len, const char *file,
                           shb_network *net, bool *fits);

#endif
