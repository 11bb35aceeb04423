/**
 * @file json_cells.h
 * Columns as members of a JSON object, for the formats that are JSON.
 */
#ifndef SHB_EXPORT_JSON_CELLS_H
#define SHB_EXPORT_JSON_CELLS_H

#include <shabaka/output.h>

#include "export/names.h"

/** One cell that is there. */
void shb_put_json_cell(shb_output *out, const shb_column *column, size_t row);

/** ,"name":value for each field with something in its cell. */
void shb_put_json_fields(shb_output *out, const shb_network *net,
                         const shb_fields *fields, size_t row);

/** "name": with a node's id, its own or n0, n1... as shb_ids_fit() decided. */
void shb_put_json_id(shb_output *out, const shb_network *net, bool own_ids,
                     const char *name, size_t node);

#endif
