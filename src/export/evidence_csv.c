/* The sheet of evidence: a row for each sentence behind each edge. */
#include <string.h>

#include "export/escape.h"
#include "export/formats.h"

static void put_row(shb_output *out, const char *a, const char *b,
                    const shb_evidence *evidence) {
    const char *const cells[] = {a, b, evidence->date ? evidence->date : "",
                                 evidence->doc};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        shb_put_csv(out, cells[i]);
        shb_putc(out, ',');
    }
    shb_printf(out, "%u,", evidence->sentence);
    shb_put_csv(out, evidence->text);
    shb_putc(out, '\n');
}

shb_status shb_evidence_csv_check(shb_ctx *ctx, const shb_network *net,
                                  const shb_export_options *options) {
    (void)options;
    if (!net || net->supports || net->n_edges == 0)
        return SHB_OK;
    return shb_fail(ctx, SHB_ENOTFOUND, NULL,
                    "this network carries no evidence: use the .json or .graphml that "
                    "'shabaka build' wrote, without --bare and --evidence 0");
}

shb_status shb_evidence_csv_write(shb_ctx *ctx, const shb_network *net,
                                  const shb_export_options *options, shb_output *out) {
    const shb_column *labels = shb_label_column(net, options);
    shb_status st = shb_evidence_csv_check(ctx, net, options);
    if (st != SHB_OK)
        return st;
    shb_puts(out, "A,B,Date,Document,Number,Sentence\n");
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        const char *a = shb_shown_label(net, labels, edge->a);
        const char *b = shb_shown_label(net, labels, edge->b);
        for (size_t i = 0; i < net->supports[e].count; i++) {
            const shb_support *support = &net->supports[e].items[i];
            put_row(out, a, b, &net->evidence[support->first]);
            if (support->second != support->first)
                put_row(out, a, b, &net->evidence[support->second]);
        }
    }
    return shb_check_cancel(ctx);
}
