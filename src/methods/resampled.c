/* What the record of a network holds of its resampling. */
#include <shabaka/resampling.h>

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "base/alloc.h"

static const char *text_of(const json_t *object, const char *member) {
    const char *text = json_string_value(json_object_get(object, member));
    return text ? text : "";
}

static double number_of(const json_t *object, const char *member) {
    const json_t *value = json_object_get(object, member);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

/* The last of a kind among the steps, borrowed, and whether a later one changed what it
 * measured. */
static const json_t *find_step(const json_t *made, const char *kind, bool *changed) {
    static const char *const changes[] = {"filter", "backbone", "weight"};
    const json_t *found = NULL;
    const char *weight = "count";
    size_t i;
    json_t *step;
    *changed = false;
    json_array_foreach(json_object_get(made, "steps"), i, step) {
        const char *what = text_of(step, "do");
        if (strcmp(what, kind) == 0) {
            found = step;
            weight = text_of(step, "weight");
            *changed = false;
        }
        for (size_t k = 0; found && k < sizeof changes / sizeof *changes; k++)
            if (strcmp(what, changes[k]) == 0 &&
                strcmp(text_of(step, "measure"), weight) != 0)
                *changed = true;
    }
    return found;
}

static shb_status load(shb_ctx *ctx, const shb_network *net, json_t **out) {
    *out = NULL;
    if (!net->made)
        return SHB_OK;
    *out = json_loads(net->made, 0, NULL);
    return *out ? SHB_OK
                : shb_fail(ctx, SHB_ESYNTAX, NULL, "the record of the network is broken");
}

shb_status shb_network_resampled(shb_ctx *ctx, const shb_network *net,
                                 shb_resampled *out) {
    json_t *made;
    shb_resampled found = {0};
    shb_status st = load(ctx, net, &made);
    if (st != SHB_OK)
        return st;
    bool changed;
    const json_t *step = find_step(made, "jackknife", &changed);
    found.left_out = (uint32_t)json_integer_value(json_object_get(step, "replicates"));
    step = find_step(made, "bootstrap", &found.changed);
    found.changed |= changed;
    found.replicates = (uint32_t)json_integer_value(json_object_get(step, "replicates"));
    found.seed = (uint32_t)json_integer_value(json_object_get(step, "seed"));
    found.groups = (uint32_t)json_integer_value(json_object_get(step, "groups"));
    found.nmi = number_of(step, "nmi");
    found.nmi_low = number_of(step, "nmi_low");
    found.nmi_high = number_of(step, "nmi_high");
    json_decref(made);
    *out = found;
    return SHB_OK;
}

static size_t place_of(const json_t *ids, const char *id) {
    size_t i;
    json_t *one;
    json_array_foreach((json_t *)ids, i, one) {
        if (json_string_value(one) && strcmp(json_string_value(one), id) == 0)
            return i;
    }
    return SIZE_MAX;
}

/* Twice how often the earlier one of the first outranks the later one. */
static double share_of(const json_t *of, const char *a, const char *b,
                       double replicates) {
    const json_t *ids = json_object_get(of, "ids");
    size_t i = place_of(ids, a), j = place_of(ids, b);
    if (i == SIZE_MAX || j == SIZE_MAX || replicates == 0)
        return NAN;
    if (i == j)
        return .5;
    size_t low = i < j ? i : j, high = i < j ? j : i;
    const json_t *twice =
        json_array_get(json_array_get(json_object_get(of, "twice"), low), high - low - 1);
    if (!json_is_integer(twice))
        return NAN;
    double share = (double)json_integer_value(twice) / (2 * replicates);
    return i < j ? share : 1 - share;
}

shb_status shb_network_outranks(shb_ctx *ctx, const shb_network *net, const char *measure,
                                const char *a, const char *b, double *out) {
    json_t *made, *of;
    bool changed;
    size_t i;
    shb_status st = load(ctx, net, &made);
    if (st != SHB_OK)
        return st;
    const json_t *step = find_step(made, "bootstrap", &changed);
    *out = NAN;
    json_array_foreach(json_object_get(step, "outranks"), i, of) {
        if (strcmp(text_of(of, "measure"), measure) == 0)
            *out = share_of(of, a, b,
                            json_number_value(json_object_get(step, "replicates")));
    }
    json_decref(made);
    return SHB_OK;
}
