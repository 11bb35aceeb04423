#include "network/stays.h"

#include "base/alloc.h"

/* Nodes by group, then by number: counted, then laid out. */
static shb_status list_members(shb_ctx *ctx, const uint32_t *groups, size_t n,
                               uint32_t *out) {
    uint32_t most = 0;
    for (size_t v = 0; v < n; v++)
        most = groups[v] > most ? groups[v] : most;
    size_t *next = shb_alloc_array((size_t)most + 2, sizeof *next);
    if (!next)
        return shb_fail_memory(ctx);
    for (size_t v = 0; v < n; v++)
        next[groups[v] + 1u]++;
    for (size_t g = 1; g <= most; g++)
        next[g] += next[g - 1];
    for (size_t v = 0; v < n; v++)
        out[next[groups[v]]++] = (uint32_t)v;
    shb_free(next);
    return SHB_OK;
}

shb_status shb_stays_init(shb_ctx *ctx, const uint32_t *groups, size_t n,
                          shb_stays *out) {
    *out = (shb_stays){.n = n, .groups = groups};
    out->members = shb_alloc_array(n, sizeof *out->members);
    out->counts = shb_alloc_array(n, sizeof *out->counts);
    out->there = shb_alloc_array(n, sizeof *out->there);
    out->stayed = shb_alloc_array(n, sizeof *out->stayed);
    if (!out->members || !out->counts || !out->there || !out->stayed)
        return shb_fail_memory(ctx);
    return list_members(ctx, groups, n, out->members);
}

void shb_stays_done(shb_stays *stays) {
    shb_free(stays->members);
    shb_free(stays->counts);
    shb_free(stays->there);
    shb_free(stays->stayed);
    *stays = (shb_stays){0};
}

/* Members from `from` up to `to` are one group. */
static void add_group(shb_stays *s, const uint32_t *labels, const bool *there,
                      size_t from, size_t to) {
    uint32_t most = UINT32_MAX;
    for (size_t i = from; i < to; i++) {
        uint32_t v = s->members[i], label = labels[v];
        if (there && !there[v])
            continue;
        s->counts[label]++;
        if (most == UINT32_MAX || s->counts[label] > s->counts[most])
            most = label;
    }
    for (size_t i = from; i < to; i++) {
        uint32_t v = s->members[i];
        if (there && !there[v])
            continue;
        s->there[v]++;
        s->stayed[v] += labels[v] == most;
    }
    for (size_t i = from; i < to; i++)
        s->counts[labels[s->members[i]]] = 0;
}

void shb_stays_add(shb_stays *s, const uint32_t *labels, const bool *there) {
    for (size_t from = 0, to; from < s->n; from = to) {
        uint32_t group = s->groups[s->members[from]];
        for (to = from; to < s->n && s->groups[s->members[to]] == group;)
            to++;
        add_group(s, labels, there, from, to);
    }
}
