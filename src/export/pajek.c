/*
 * Pajek's .net: a vertex is its number, its label and its place. Labels are the only
 * names there, and readers take them for ids: so each is made unlike all others.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "export/escape.h"
#include "export/formats.h"
#include "export/names.h"

/* There is no escape: a quote would end the label, a backslash takes the next sign. */
static void replace_quotes(char *text) {
    for (; *text; text++)
        if (*text == '"' || *text == '\\')
            *text = *text == '"' ? '\'' : '/';
}

/* "Label", "Label (id)" where it was there before, "Label (id) 2" where that was too. */
static shb_status make_label(shb_ctx *ctx, const shb_network *net,
                             const shb_column *labels, size_t node, shb_map *seen,
                             char **out) {
    char *label = NULL, *id = NULL, *longer = NULL;
    shb_status st = shb_label_clean(ctx, shb_shown_label(net, labels, node), &label);
    if (st == SHB_OK)
        st = shb_label_clean(ctx, net->nodes[node].id, &id);
    if (st != SHB_OK)
        goto done;
    size_t room = strlen(label) + strlen(id) + 32;
    longer = shb_alloc(room);
    if (!longer) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    snprintf(longer, room, "%s", *label ? label : *id ? id : "_");
    replace_quotes(label);
    replace_quotes(id);
    replace_quotes(longer);
    for (unsigned n = 1; shb_map_get(seen, longer, strlen(longer)) != SHB_MAP_NONE; n++)
        if (n == 1)
            snprintf(longer, room, "%s (%s)", label, id);
        else
            snprintf(longer, room, "%s (%s) %u", label, id, n);
    st = shb_map_set(ctx, seen, longer, strlen(longer), 0);
    if (st == SHB_OK) {
        *out = longer;
        longer = NULL;
    }
done:
    shb_free(label);
    shb_free(id);
    shb_free(longer);
    return st;
}

/* Pajek draws within 0 and 1. */
struct frame {
    const shb_column *x, *y;
    double left, top, side;
};

static struct frame frame_of(const shb_network *net) {
    struct frame f = {shb_drawing_column(net, "x"), shb_drawing_column(net, "y"),
                      INFINITY, INFINITY, 0};
    double right = -INFINITY, bottom = -INFINITY;
    for (size_t i = 0; f.x && f.y && i < net->n_nodes; i++) {
        double x = shb_cell_number(f.x, i), y = shb_cell_number(f.y, i);
        if (!isfinite(x) || !isfinite(y))
            continue;
        f.left = fmin(f.left, x), right = fmax(right, x);
        f.top = fmin(f.top, y), bottom = fmax(bottom, y);
    }
    f.side = fmax(right - f.left, bottom - f.top);
    return f;
}

static void put_place(shb_output *out, const struct frame *f, size_t node) {
    if (!f->x || !f->y || shb_cell_is_missing(f->x, node) ||
        shb_cell_is_missing(f->y, node))
        return;
    const double from[2] = {f->left, f->top};
    const double at[2] = {shb_cell_number(f->x, node), shb_cell_number(f->y, node)};
    for (int k = 0; k < 2; k++) {
        double share = f->side > 0 ? (at[k] - from[k]) / f->side : .5;
        shb_putc(out, ' ');
        shb_put_double(out, floor(share * 1e6 + .5) / 1e6);
    }
    shb_puts(out, " 0.5");
}

shb_status shb_pajek_write(shb_ctx *ctx, const shb_network *net,
                           const shb_export_options *options, shb_output *out) {
    const shb_column *columns = shb_label_column(net, options);
    const struct frame frame = frame_of(net);
    shb_map seen = SHB_MAP_INIT;
    shb_status st = SHB_OK;
    char **labels = shb_alloc_array(net->n_nodes, sizeof *labels);
    if (!labels)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < net->n_nodes && st == SHB_OK; i++)
        st = make_label(ctx, net, columns, i, &seen, &labels[i]);
    if (st != SHB_OK || (st = shb_check_cancel(ctx)) != SHB_OK)
        goto done;
    shb_puts(out, "*Vertices ");
    shb_put_int(out, (int64_t)net->n_nodes);
    shb_putc(out, '\n');
    for (size_t i = 0; i < net->n_nodes; i++) {
        shb_put_int(out, (int64_t)i + 1);
        shb_puts(out, " \"");
        shb_puts(out, labels[i]);
        shb_putc(out, '"');
        put_place(out, &frame, i);
        shb_putc(out, '\n');
    }
    shb_puts(out, "*Edges\n");
    for (size_t i = 0; i < net->n_edges; i++) {
        shb_put_int(out, (int64_t)net->edges[i].a + 1);
        shb_putc(out, ' ');
        shb_put_int(out, (int64_t)net->edges[i].b + 1);
        shb_putc(out, ' ');
        shb_put_double(out, net->edges[i].weight);
        shb_putc(out, '\n');
    }
    st = shb_check_cancel(ctx);
done:
    for (size_t i = 0; i < net->n_nodes; i++)
        shb_free(labels[i]);
    shb_free(labels);
    shb_map_done(&seen);
    return st;
}
