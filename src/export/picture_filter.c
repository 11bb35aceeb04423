/* What was taken of the network, told by the steps in its record in the picture's words.
 */
#include "export/picture_drawing.h"

#include <string.h>

#include "export/formats.h"
#include "export/names.h"

enum { LONGEST_NAME = 60 };

/* ---- the record ---- */

/* A member of a step, up to the quote or comma that ends it. */
static shb_str member_of(shb_str step, const char *name) {
    const char *at = memmem(step.data, step.len, name, strlen(name));
    if (!at)
        return (shb_str){NULL, 0};
    at += strlen(name);
    bool quoted = *at == '"';
    return (shb_str){at + quoted, strcspn(at + quoted, quoted ? "\"" : ",}")};
}

static bool starts(shb_str text, const char *with, shb_str *rest) {
    size_t len = strlen(with);
    if (text.len < len || memcmp(text.data, with, len) != 0)
        return false;
    *rest = (shb_str){text.data + len, text.len - len};
    return true;
}

static bool is(shb_str text, const char *what) {
    return text.len == strlen(what) && memcmp(text.data, what, text.len) == 0;
}

/* Take the part before a separator off; what is left begins behind it. */
static shb_str take(shb_str *from, const char *separator) {
    const char *at = memmem(from->data, from->len, separator, strlen(separator));
    shb_str first = {from->data, at ? (size_t)(at - from->data) : from->len};
    size_t used = first.len + (at ? strlen(separator) : 0);
    *from = (shb_str){from->data + used, from->len - used};
    return first;
}

/* ---- conditions ---- */

static void put_raw(const shb_drawing *d, shb_str text) {
    shb_put_isolated(d->out, text, SHB_LEFT_TO_RIGHT, text.len);
}

static void put_type(const shb_drawing *d, shb_str type) {
    for (shb_form form = 0; form < SHB_FORM_OTHER; form++)
        if (is(type, shb_form_name(form))) {
            shb_puts(d->out, d->words->kinds[form]);
            return;
        }
    put_raw(d, type);
}

static shb_status put_types(shb_ctx *ctx, const shb_drawing *d, shb_str list) {
    (void)ctx;
    shb_puts(d->out, d->words->only);
    for (bool first = true; list.len; first = false) {
        shb_puts(d->out, first ? " " : d->words->comma);
        put_type(d, take(&list, ","));
    }
    return SHB_OK;
}

static shb_status put_weight(shb_ctx *ctx, const shb_drawing *d, shb_str number) {
    (void)ctx;
    shb_printf(d->out, "%s \u2265 ", d->words->weight);
    put_raw(d, number);
    return SHB_OK;
}

static bool is_called(const shb_network *net, uint32_t node, shb_str name) {
    static const char *const columns[] = {"label_ar", "label_en", "label_ru"};
    bool called = is(name, net->nodes[node].id) || is(name, net->nodes[node].label);
    for (size_t i = 0; i < sizeof columns / sizeof *columns && !called; i++) {
        const shb_column *column = shb_node_column(net, columns[i]);
        called = column && column->type == SHB_STRING && column->cells.strings[node] &&
                 is(name, column->cells.strings[node]);
    }
    return called;
}

/* "around BRICS:2" is two steps wide; a name in any language is told in the picture's. */
static shb_status put_middle(shb_ctx *ctx, const shb_drawing *d, shb_str name) {
    shb_str steps = {NULL, 0};
    size_t digits = 0;
    while (digits < name.len && strchr("0123456789", name.data[name.len - 1 - digits]))
        digits++;
    if (digits && digits + 1 < name.len && name.data[name.len - 1 - digits] == ':') {
        steps = (shb_str){name.data + name.len - digits, digits};
        name.len -= digits + 1;
    }
    shb_printf(d->out, "%s ", d->words->around);
    uint32_t v = 0;
    while (v < d->net->n_nodes && !is_called(d->net, v, name))
        v++;
    if (v < d->net->n_nodes) {
        shb_status st = shb_put_node_label(ctx, d, v, LONGEST_NAME, false);
        if (st != SHB_OK)
            return st;
    } else {
        shb_put_isolated(d->out, name, SHB_FIRST_STRONG, LONGEST_NAME);
    }
    if (steps.len) {
        shb_puts(d->out, " ");
        put_raw(d, steps);
    }
    return SHB_OK;
}

static shb_status put_component(shb_ctx *ctx, const shb_drawing *d, shb_str number) {
    (void)ctx;
    shb_printf(d->out, "%s ", d->words->component);
    put_raw(d, number);
    return SHB_OK;
}

static shb_status put_top(shb_ctx *ctx, const shb_drawing *d, shb_str rest) {
    (void)ctx;
    shb_str number = take(&rest, " by ");
    shb_printf(d->out, "%s ", d->words->first);
    put_raw(d, number);
    shb_printf(d->out, " %s ", d->words->by_measure);
    if (is(rest, "strength"))
        shb_puts(d->out, d->words->strength);
    else if (is(rest, "mentions"))
        shb_puts(d->out, d->words->mentions);
    else
        put_raw(d, rest);
    return SHB_OK;
}

static shb_status put_tied(shb_ctx *ctx, const shb_drawing *d, shb_str rest) {
    (void)ctx;
    (void)rest;
    shb_puts(d->out, d->words->tied);
    return SHB_OK;
}

static const struct {
    const char *begins;
    shb_status (*put)(shb_ctx *ctx, const shb_drawing *d, shb_str rest);
} conditions[] = {
    {"type ", put_types},          {"weight >= ", put_weight}, {"around ", put_middle},
    {"component ", put_component}, {"the top ", put_top},      {"no isolates", put_tied},
};

static shb_status put_condition(shb_ctx *ctx, const shb_drawing *d, shb_str piece) {
    shb_str rest;
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (starts(piece, conditions[i].begins, &rest))
            return conditions[i].put(ctx, d, rest);
    put_raw(d, piece);
    return SHB_OK;
}

/* ---- steps ---- */

static shb_status put_conditions(shb_ctx *ctx, const shb_drawing *d, shb_str what) {
    shb_status st = SHB_OK;
    for (bool first = true; what.len && st == SHB_OK; first = false) {
        shb_puts(d->out, first ? "" : d->words->comma);
        st = put_condition(ctx, d, take(&what, ", "));
    }
    return st;
}

static void put_backbone(const shb_drawing *d, shb_str name, shb_str alpha) {
    shb_printf(d->out, "%s ", d->words->backbone);
    put_raw(d, name);
    if (!alpha.len)
        return;
    shb_puts(d->out, d->words->comma);
    shb_puts(d->out, "\u2066q \u2264 ");
    put_raw(d, alpha);
    shb_puts(d->out, "\u2069");
}

static void put_projection(const shb_drawing *d, shb_str ends, shb_str through) {
    put_type(d, ends);
    shb_printf(d->out, " %s ", d->words->through);
    put_type(d, through);
}

/* Does the step take something away? It is told then. */
static shb_status put_step(shb_ctx *ctx, const shb_drawing *d, shb_str step,
                           bool *started) {
    shb_str what = member_of(step, "\"what\":"), action = member_of(step, "\"do\":");
    bool filters = is(action, "filter") && what.len, cuts = is(action, "backbone");
    bool projects = is(action, "project");
    if (!filters && !cuts && !projects)
        return SHB_OK;
    if (!*started) {
        shb_begin_note(d);
        shb_printf(d->out, "%s: ", d->words->filter);
    } else {
        shb_puts(d->out, d->words->comma);
    }
    *started = true;
    if (filters)
        return put_conditions(ctx, d, what);
    if (cuts)
        put_backbone(d, member_of(step, "\"backbone\":"), member_of(step, "\"alpha\":"));
    else
        put_projection(d, member_of(step, "\"ends\":"), member_of(step, "\"through\":"));
    return SHB_OK;
}

shb_status shb_put_filter(shb_ctx *ctx, const shb_drawing *d) {
    const char *at = d->net->made ? strstr(d->net->made, "\"steps\":") : NULL;
    bool started = false;
    shb_status st = SHB_OK;
    while (st == SHB_OK && at && (at = strchr(at, '{')) != NULL) {
        const char *end = strchr(at, '}');
        if (!end)
            break;
        st = put_step(ctx, d, (shb_str){at, (size_t)(end - at) + 1}, &started);
        at = end;
    }
    if (started)
        shb_end_note(d);
    return st;
}
