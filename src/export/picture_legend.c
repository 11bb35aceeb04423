#include "export/picture_drawing.h"

#include <shabaka/measures.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "export/escape.h"
#include "export/formats.h"

enum {
    LONGEST_NAME = 24, /* of a community's members */
    MOST_GROUPS = 8
};

/* ---- kinds ---- */

/* One sample of each form that occurs, in a colour that no community has. */
static void put_kinds(const shb_drawing *d) {
    bool occurs[SHB_N_FORMS] = {false};
    for (size_t i = 0; i < d->part->n_nodes; i++)
        occurs[shb_form_of(d, d->part->nodes[i])] = true;
    for (shb_form form = 0; form < SHB_N_FORMS; form++)
        if (occurs[form]) {
            shb_look l = shb_look_of(form, shb_color_parse(SHB_GREY));
            shb_printf(d->out, "kind\t%s", shb_form_name(form));
            shb_put_look(d->out, &l);
            shb_put_words(d->out, d->words->kinds[form], d->words->direction);
            shb_putc(d->out, '\n');
        }
    if (d->part->plates < d->part->n_nodes) {
        shb_look l = shb_look_of(SHB_FORM_PERSON, shb_color_parse(SHB_GREY));
        shb_puts(d->out, "kind\tdot");
        shb_put_look(d->out, &l);
        shb_put_words(d->out, d->words->dots, d->words->direction);
        shb_putc(d->out, '\n');
    }
}

/* ---- communities ---- */

typedef struct community {
    int64_t group;
    size_t members;
    uint32_t first, second; /* its strongest; second UINT32_MAX where there is none */
} community;

static int by_falling_members(const void *a, const void *b) {
    const community *p = a, *q = b;
    if (p->members != q->members)
        return p->members < q->members ? 1 : -1;
    return (p->group > q->group) - (p->group < q->group);
}

/* Past the palette's end communities share a grey, which tells nothing of any. */
static bool is_rest(const shb_drawing *d, uint32_t node) {
    return strcmp(shb_color_hex(shb_colour_of(d, node)).text, SHB_REST_COLOR) == 0;
}

/* Communities of what is drawn, by falling size; the strongest node comes first in each.
 */
static shb_status find_communities(shb_ctx *ctx, const shb_drawing *d, community **out,
                                   size_t *out_count) {
    size_t n = d->part->n_nodes, count = 0, room = 0;
    community *found = NULL;
    for (size_t i = 0; i < n; i++) {
        uint32_t node = d->part->nodes[i];
        int64_t group = shb_group_of(d, node);
        size_t k = 0;
        while (k < count && found[k].group != group)
            k++;
        if (group == 0 || is_rest(d, node))
            continue;
        if (k == count) {
            shb_status st =
                shb_grow(ctx, (void **)&found, &room, count + 1, sizeof *found);
            if (st != SHB_OK) {
                shb_free(found);
                return st;
            }
            found[count++] = (community){group, 0, node, UINT32_MAX};
        } else if (found[k].second == UINT32_MAX) {
            found[k].second = node;
        }
        found[k].members++;
    }
    if (count)
        qsort(found, count, sizeof *found, by_falling_members);
    *out = found;
    *out_count = count;
    return SHB_OK;
}

/* A community is called by its two strongest members. */
shb_status shb_put_groups(shb_ctx *ctx, const shb_drawing *d) {
    community *all = NULL;
    size_t count = 0;
    shb_status st = find_communities(ctx, d, &all, &count);
    for (size_t i = 0; st == SHB_OK && count > 1 && i < count && i < MOST_GROUPS; i++) {
        if (all[i].second == UINT32_MAX)
            break;
        shb_color_text colour = shb_color_hex(shb_colour_of(d, all[i].first));
        shb_printf(d->out, "group\t%s\t%s", colour.text,
                   shb_is_rtl(d) ? "\u2067" : "\u2066");
        st = shb_put_node_label(ctx, d, all[i].first, LONGEST_NAME, false);
        shb_puts(d->out, d->words->comma);
        if (st == SHB_OK)
            st = shb_put_node_label(ctx, d, all[i].second, LONGEST_NAME, false);
        shb_puts(d->out, all[i].members > 2 ? "\u2026\u2069\n" : "\u2069\n");
    }
    shb_free(all);
    return st;
}

/* ---- how thick is how much ---- */

const char *shb_measured_in(const shb_drawing *d) {
    size_t unit = shb_picture_weight_unit(d->net);
    const char *counted = unit < 4 ? d->words->units[unit] : d->words->weight;
    return counted ? counted : d->words->texts;
}

static double middle_of(double low, double high) {
    double middle = sqrt(low * high);
    return floor(low) == low && floor(high) == high ? round(middle) : middle;
}

static void put_width(const shb_drawing *d, double weight) {
    shb_puts(d->out, "width\t");
    shb_put_double(d->out, shb_round9(shb_line_width(d, weight)));
    shb_printf(d->out, "\t" SHB_GREY "\t\u2066%.4g\u2069\n", weight);
}

/* Lines as thick as the thinnest, the thickest, and one in between. */
static void put_widths(const shb_drawing *d) {
    double middle = middle_of(d->lightest, d->heaviest);
    if (!(d->lightest < d->heaviest))
        return;
    shb_printf(d->out, "width\t0\t" SHB_GREY "\t");
    shb_put_words(d->out, shb_measured_in(d), d->words->direction);
    shb_putc(d->out, '\n');
    put_width(d, d->lightest);
    if (middle > d->lightest && middle < d->heaviest)
        put_width(d, middle);
    put_width(d, d->heaviest);
}

/* ---- small print ---- */

void shb_begin_note(const shb_drawing *d) {
    shb_printf(d->out, "note\t%s", shb_is_rtl(d) ? "\u2067" : "\u2066");
}

void shb_end_note(const shb_drawing *d) { shb_puts(d->out, "\u2069\n"); }

static void put_count(const shb_drawing *d, const char *what, uint64_t count) {
    if (!what || count == 0)
        return;
    shb_begin_note(d);
    shb_printf(d->out, "%s: %llu", what, (unsigned long long)count);
    shb_end_note(d);
}

void shb_put_share(const shb_drawing *d, const char *what, size_t shown, size_t all) {
    if (shown == all) {
        put_count(d, what, all);
        return;
    }
    shb_begin_note(d);
    shb_printf(d->out, "%s: %zu %s %zu", what, shown, d->words->of, all);
    shb_end_note(d);
}

/* YYYY-MM-DD and nothing else: it is told in a file of ours, but the file may be
 * anyone's. */
static const char *date_cell(const shb_column *column, size_t row) {
    const char *date =
        column && column->type == SHB_STRING ? column->cells.strings[row] : NULL;
    bool good = date && strlen(date) == 10 && strspn(date, "0123456789-") == 10;
    return good ? date : NULL;
}

static void put_period(const shb_drawing *d) {
    const shb_column *firsts = shb_edge_column(d->net, "first");
    const shb_column *lasts = shb_edge_column(d->net, "last");
    const char *first = NULL, *last = NULL;
    for (size_t i = 0; i < d->net->n_edges; i++) {
        const char *from = date_cell(firsts, i), *to = date_cell(lasts, i);
        if (from && (!first || strcmp(from, first) < 0))
            first = from;
        if (to && (!last || strcmp(to, last) > 0))
            last = to;
    }
    if (!first || !last)
        return;
    shb_begin_note(d);
    shb_printf(d->out, "%s: ", d->words->period);
    shb_put_words(d->out, first, SHB_LEFT_TO_RIGHT);
    if (strcmp(first, last) != 0) {
        shb_puts(d->out, " \u2013 ");
        shb_put_words(d->out, last, SHB_LEFT_TO_RIGHT);
    }
    shb_end_note(d);
}

shb_status shb_put_source(shb_ctx *ctx, const shb_drawing *d) {
    const shb_margins *margins = &d->net->margins;
    size_t unit = shb_picture_unit(d->net);
    put_count(d, d->words->texts, margins->documents);
    put_count(d, unit < 4 ? d->words->units[unit] : NULL, margins->units);
    put_period(d);
    return shb_put_filter(ctx, d);
}

static shb_status put_notes(shb_ctx *ctx, const shb_drawing *d) {
    if (d->part->n_edges > 0) {
        shb_puts(d->out, "note\t");
        shb_put_words(d->out, d->words->reading[shb_picture_weight_unit(d->net)],
                      d->words->direction);
        shb_putc(d->out, '\n');
    }
    shb_put_share(d, d->words->names, d->part->n_nodes, d->net->n_nodes);
    shb_put_share(d, d->words->ties_between, d->part->n_edges, d->part->ties);
    put_count(d, d->words->alone, d->part->isolates);
    return shb_put_source(ctx, d);
}

shb_status shb_put_legend(shb_ctx *ctx, const shb_drawing *d) {
    put_kinds(d);
    put_widths(d);
    shb_status st = shb_put_groups(ctx, d);
    return st == SHB_OK ? put_notes(ctx, d) : st;
}
