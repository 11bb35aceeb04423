#include "export/json_cells.h"

void shb_put_json_cell(shb_output *out, const shb_column *column, size_t row) {
    shb_put_cell(out, column, row, shb_put_json_z);
}

void shb_put_json_fields(shb_output *out, const shb_network *net,
                         const shb_fields *fields, size_t row) {
    for (size_t i = 0; i < fields->count; i++) {
        const shb_column *column = fields->items[i].column;
        if (column && shb_cell_is_missing(column, row))
            continue;
        shb_putc(out, ',');
        shb_put_json_z(out, fields->items[i].name);
        shb_putc(out, ':');
        if (column)
            shb_put_json_cell(out, column, row);
        else
            shb_put_json_z(out, net->nodes[row].id);
    }
}

void shb_put_json_id(shb_output *out, const shb_network *net, bool own_ids,
                     const char *name, size_t node) {
    shb_putc(out, '"');
    shb_puts(out, name);
    shb_puts(out, "\":");
    if (own_ids)
        shb_put_json_z(out, net->nodes[node].id);
    else
        shb_printf(out, "\"n%zu\"", node);
}
