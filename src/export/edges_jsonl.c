/* One edge a line, with its evidence: for scripts that read one line at a time. */
#include "export/formats.h"
#include "export/json_cells.h"

static const char *const reserved[] = {
    "source", "target", "source_label", "target_label", "weight", "evidence", NULL};
static const shb_field_rules rules = {reserved, NULL, NULL};

static void put_sentence(shb_output *out, const shb_evidence *evidence) {
    shb_puts(out, "{\"doc\":");
    shb_put_json_z(out, evidence->doc);
    shb_printf(out, ",\"sentence\":%u", evidence->sentence);
    shb_printf(out, ",\"start\":%llu,\"end\":%llu", (unsigned long long)evidence->start,
               (unsigned long long)evidence->end);
    if (evidence->date && *evidence->date) {
        shb_puts(out, ",\"date\":");
        shb_put_json_z(out, evidence->date);
    }
    shb_puts(out, ",\"text\":");
    shb_put_json_z(out, evidence->text);
    shb_putc(out, '}');
}

/* Two sentences of one unit are two items; each stands there once. */
static void put_evidence(shb_output *out, const shb_network *net, size_t edge) {
    shb_puts(out, ",\"evidence\":[");
    for (size_t i = 0; net->supports && i < net->supports[edge].count; i++) {
        const shb_support *support = &net->supports[edge].items[i];
        if (i)
            shb_putc(out, ',');
        put_sentence(out, &net->evidence[support->first]);
        if (support->second != support->first) {
            shb_putc(out, ',');
            put_sentence(out, &net->evidence[support->second]);
        }
    }
    shb_putc(out, ']');
}

shb_status shb_edges_jsonl_write(shb_ctx *ctx, const shb_network *net,
                                 const shb_export_options *options, shb_output *out) {
    const shb_column *labels = shb_label_column(net, options);
    shb_fields fields = {NULL, 0};
    shb_status st = shb_fields_make(ctx, net, SHB_OF_EDGES, &rules, false, &fields);
    for (size_t i = 0; st == SHB_OK && i < net->n_edges; i++) {
        const shb_edge *edge = &net->edges[i];
        if (i % 4096 == 0 && (st = shb_check_cancel(ctx)) != SHB_OK)
            break;
        shb_puts(out, "{\"source\":");
        shb_put_json_z(out, net->nodes[edge->a].id);
        shb_puts(out, ",\"target\":");
        shb_put_json_z(out, net->nodes[edge->b].id);
        shb_puts(out, ",\"source_label\":");
        shb_put_json_z(out, shb_shown_label(net, labels, edge->a));
        shb_puts(out, ",\"target_label\":");
        shb_put_json_z(out, shb_shown_label(net, labels, edge->b));
        shb_puts(out, ",\"weight\":");
        shb_put_double(out, edge->weight);
        shb_put_json_fields(out, net, &fields, i);
        put_evidence(out, net, i);
        shb_puts(out, "}\n");
    }
    shb_fields_done(&fields);
    return st;
}
