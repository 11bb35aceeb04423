/* Were two networks counted alike? Their records say. */
#include <shabaka/methods.h>

#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* What must be alike for counts to be comparable, and what should be. */
static const struct {
    const char *member, *what;
    bool must;
} choices[] = {
    {"unit", "the unit of counting", true},
    {"window", "the window", true},
    {"without", "--without", false},
    {"types", "--type", false},
    {"min_mentions", "--min-mentions", false},
    {"max_entities", "the limit of names a unit", false},
    {"gazetteer", "the gazetteer", false},
};

enum { VALUE_ROOM = 64 };

/* A value in the fewest words; NULL is what the record does not say. */
static const char *words_of(const json_t *value, char room[VALUE_ROOM]) {
    if (json_is_string(value))
        snprintf(room, VALUE_ROOM, "%s", json_string_value(value));
    else if (json_is_integer(value))
        snprintf(room, VALUE_ROOM, "%lld", (long long)json_integer_value(value));
    else if (json_is_array(value) && json_array_size(value) > 0) {
        size_t used = 0, i;
        json_t *item;
        json_array_foreach((json_t *)value, i, item) {
            const char *text = json_string_value(item);
            if (text && used < VALUE_ROOM)
                used += (size_t)snprintf(room + used, VALUE_ROOM - used, "%s%s",
                                         i ? "," : "", text);
        }
    } else
        return "none";
    return room;
}

/* The measure that the edges were weighed by last, or NULL: counts. */
static const char *weighed_by(const json_t *made) {
    const char *measure = NULL;
    size_t i;
    json_t *step;
    json_array_foreach(json_object_get(made, "steps"), i, step) {
        const char *what = json_string_value(json_object_get(step, "do"));
        if (what && strcmp(what, "weight") == 0)
            measure = json_string_value(json_object_get(step, "measure"));
    }
    return measure;
}

/* Does the step take a part, so that what lacks afterwards need not have gone? */
static bool takes_part(const json_t *step) {
    const char *what = json_string_value(json_object_get(step, "do"));
    return what && (strcmp(what, "filter") == 0 || strcmp(what, "backbone") == 0);
}

static const json_t *next_part(const json_t *steps, size_t *at) {
    while (*at < json_array_size(steps)) {
        const json_t *step = json_array_get(steps, (*at)++);
        if (takes_part(step))
            return step;
    }
    return NULL;
}

static bool same_parts(const json_t *before, const json_t *after) {
    static const char *const members[] = {"do",    "what",      "backbone",
                                          "alpha", "parameter", "correct"};
    const json_t *old_steps = json_object_get(before, "steps"),
                 *new_steps = json_object_get(after, "steps");
    size_t i = 0, j = 0;
    for (;;) {
        const json_t *x = next_part(old_steps, &i), *y = next_part(new_steps, &j);
        if (!x || !y)
            return !x && !y;
        for (size_t k = 0; k < sizeof members / sizeof *members; k++) {
            const json_t *p = json_object_get(x, members[k]),
                         *q = json_object_get(y, members[k]);
            if (p != q && !json_equal(p, q))
                return false;
        }
    }
}

static shb_status check(shb_ctx *ctx, const json_t *before, const json_t *after) {
    char old_room[VALUE_ROOM], new_room[VALUE_ROOM];
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        const json_t *x = json_object_get(before, choices[i].member),
                     *y = json_object_get(after, choices[i].member);
        if (x == y || json_equal(x, y))
            continue;
        const char *old_words = words_of(x, old_room), *new_words = words_of(y, new_room);
        if (choices[i].must)
            return shb_fail(
                ctx, SHB_EUNSUITED, NULL,
                "these two cannot be compared: %s is '%s' in the old network, "
                "'%s' in the new",
                choices[i].what, old_words, new_words);
        shb_notify(
            ctx, SHB_NOTICE_WARNING, NULL, 0, 0,
            "counted in two ways, differences may come from that: %s is '%s' in the "
            "old network, '%s' in the new",
            choices[i].what, old_words, new_words);
    }
    const char *x = weighed_by(before), *y = weighed_by(after);
    if ((x || y) && (!x || !y || strcmp(x, y) != 0))
        return shb_fail(ctx, SHB_EUNSUITED, NULL,
                        "these two cannot be compared: the weights are %s in the old "
                        "network, %s in the new",
                        x ? x : "counts", y ? y : "counts");
    if (!same_parts(before, after))
        shb_notify(ctx, SHB_NOTICE_WARNING, NULL, 0, 0,
                   "the two were filtered in different ways: what came and went may come "
                   "from that");
    return SHB_OK;
}

static shb_status load(shb_ctx *ctx, const shb_network *net, json_t **out) {
    json_error_t why;
    *out = json_loads(net->made, 0, &why);
    return *out ? SHB_OK
                : shb_fail(ctx, SHB_ESYNTAX, NULL,
                           "the record of the network is broken: %s", why.text);
}

shb_status shb_networks_comparable(shb_ctx *ctx, const shb_network *before,
                                   const shb_network *after) {
    json_t *old_made = NULL, *new_made = NULL;
    if (!before->made || !after->made)
        return SHB_OK;
    shb_status st = load(ctx, before, &old_made);
    if (st == SHB_OK)
        st = load(ctx, after, &new_made);
    /* A record of steps alone says nothing of the counting. */
    if (st == SHB_OK && json_object_get(old_made, "unit") &&
        json_object_get(new_made, "unit"))
        st = check(ctx, old_made, new_made);
    json_decref(old_made);
    json_decref(new_made);
    return st;
}
