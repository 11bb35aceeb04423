#include <shabaka/groups.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

typedef struct member {
    uint32_t group, node;
    double inside; /* weight of its ties inside the group */
} member;

static int by_group(const void *a, const void *b) {
    const member *p = a, *q = b;
    if (p->group != q->group)
        return p->group > q->group ? 1 : -1;
    if (p->inside < q->inside || p->inside > q->inside)
        return p->inside < q->inside ? 1 : -1;
    return (p->node > q->node) - (p->node < q->node);
}

/* The first `top` labels; NULL without memory. */
static char *join(const shb_network *net, const member *members, size_t top,
                  const char *between) {
    size_t len = 0;
    for (size_t i = 0; i < top; i++)
        len += strlen(net->nodes[members[i].node].label) + strlen(between);
    char *text = shb_alloc(len + 1), *end = text;
    if (!text)
        return NULL;
    *text = '\0';
    for (size_t i = 0; i < top; i++) {
        if (i)
            end = stpcpy(end, between);
        end = stpcpy(end, net->nodes[members[i].node].label);
    }
    return text;
}

shb_status shb_groups_name(shb_ctx *ctx, const shb_network *net, const uint32_t *groups,
                           size_t n_groups, size_t top, const char *between, char **out) {
    size_t n = net->n_nodes;
    member *members = shb_alloc_array(n, sizeof *members);
    shb_status st = members ? SHB_OK : shb_fail_memory(ctx);
    memset(out, 0, n_groups * sizeof *out);
    if (st != SHB_OK)
        return st;
    for (size_t v = 0; v < n; v++)
        members[v] = (member){groups[v], (uint32_t)v, 0};
    for (size_t e = 0; e < net->n_edges; e++) {
        const shb_edge *edge = &net->edges[e];
        if (groups[edge->a] == groups[edge->b]) {
            members[edge->a].inside += edge->weight;
            members[edge->b].inside += edge->weight;
        }
    }
    qsort(members, n, sizeof *members, by_group);
    for (size_t from = 0, to; st == SHB_OK && from < n; from = to) {
        for (to = from; to < n && members[to].group == members[from].group;)
            to++;
        size_t shown = to - from < top ? to - from : top;
        char **name = &out[members[from].group - 1];
        *name = join(net, members + from, shown, between);
        st = *name ? SHB_OK : shb_fail_memory(ctx);
    }
    for (size_t g = 0; st != SHB_OK && g < n_groups; g++) {
        shb_free(out[g]);
        out[g] = NULL;
    }
    shb_free(members);
    return st;
}
