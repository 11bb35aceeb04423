#include "export/picture_part.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum {
    EDGES_A_NODE = 3,
    OWN_EDGES = 2,     /* strongest ones that each node keeps in any case */
    FEW_EDGES = 40,    /* so many are no hairball anywhere */
    ALL_PLATES = 180,  /* nodes up to which all have their names; */
    NEAR_SHARE = 3,    /* one in so many nodes for the neighbours of marked ones */
    MOST_PLATES = 120, /* past that so many */
};

void shb_picture_part_done(shb_picture_part *part) {
    shb_free(part->nodes);
    shb_free(part->edges);
    shb_free(part->places);
    shb_free(part->strengths);
    memset(part, 0, sizeof *part);
}

/* ---- nodes ---- */

/* How sure of its place in the picture a node is, before its strength counts. */
enum { NO_MATTER, NEAR, MARKED };

typedef struct ranked_node {
    uint8_t sure;
    double strength, mentions;
    uint32_t node;
} ranked_node;

static int by_falling_strength(const void *a, const void *b) {
    const ranked_node *p = a, *q = b;
    if (p->sure != q->sure)
        return p->sure < q->sure ? 1 : -1;
    if (p->strength < q->strength || p->strength > q->strength)
        return p->strength < q->strength ? 1 : -1;
    if (p->mentions < q->mentions || p->mentions > q->mentions)
        return p->mentions < q->mentions ? 1 : -1;
    return (p->node > q->node) - (p->node < q->node);
}

typedef struct ranked_tie {
    double weight;
    uint32_t far;
} ranked_tie;

static int by_falling_tie(const void *a, const void *b) {
    const ranked_tie *p = a, *q = b;
    if (p->weight < q->weight || p->weight > q->weight)
        return p->weight < q->weight ? 1 : -1;
    return (p->far > q->far) - (p->far < q->far);
}

/* Those whose ties to marked ones are the heaviest. */
static shb_status mark_neighbours(shb_ctx *ctx, const shb_network *net, size_t most,
                                  uint8_t *sure) {
    size_t count = 0, near = 0;
    ranked_tie *ties = shb_alloc_array(net->n_edges, sizeof *ties);
    if (!ties)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < net->n_edges; i++) {
        const shb_edge *e = &net->edges[i];
        if ((sure[e->a] == MARKED) != (sure[e->b] == MARKED))
            ties[count++] = (ranked_tie){e->weight, sure[e->a] == MARKED ? e->b : e->a};
    }
    if (count)
        qsort(ties, count, sizeof *ties, by_falling_tie);
    for (size_t i = 0; i < count && near < most; i++) {
        near += sure[ties[i].far] == NO_MATTER;
        sure[ties[i].far] = NEAR;
    }
    shb_free(ties);
    return SHB_OK;
}

static shb_status choose_nodes(shb_ctx *ctx, const shb_network *net, size_t limit,
                               const uint8_t *sure, shb_picture_part *part) {
    size_t n = net->n_nodes, tied = 0;
    const shb_column *mentions = shb_node_column(net, "mentions");
    ranked_node *ranked = shb_alloc_array(n, sizeof *ranked);
    if (!ranked)
        return shb_fail_memory(ctx);
    for (size_t v = 0; v < n; v++) {
        double count = mentions ? shb_cell_number(mentions, v) : 0;
        ranked[v] = (ranked_node){sure[v], part->strengths[v], count > 0 ? count : 0,
                                  (uint32_t)v};
        tied += part->strengths[v] > 0 || sure[v] == MARKED;
        part->places[v] = UINT32_MAX;
    }
    qsort(ranked, n, sizeof *ranked, by_falling_strength);
    part->isolates = tied > 0 ? n - tied : 0;
    part->n_nodes = n - part->isolates < limit ? n - part->isolates : limit;
    for (size_t i = 0; i < part->n_nodes; i++) {
        part->nodes[i] = ranked[i].node;
        part->places[ranked[i].node] = (uint32_t)i;
    }
    shb_free(ranked);
    return SHB_OK;
}

/* ---- edges ---- */

typedef struct ranked_edge {
    double weight, strengths;
    size_t edge;
    bool kept;
} ranked_edge;

/* Of equal ties, those between strong nodes say more. */
static int by_falling_weight(const void *a, const void *b) {
    const ranked_edge *p = a, *q = b;
    if (p->weight < q->weight || p->weight > q->weight)
        return p->weight < q->weight ? 1 : -1;
    if (p->strengths < q->strengths || p->strengths > q->strengths)
        return p->strengths < q->strengths ? 1 : -1;
    return (p->edge > q->edge) - (p->edge < q->edge);
}

static size_t rank_edges(const shb_network *net, const shb_picture_part *part,
                         ranked_edge *out) {
    size_t count = 0;
    for (size_t i = 0; i < net->n_edges; i++) {
        const shb_edge *e = &net->edges[i];
        if (part->places[e->a] != UINT32_MAX && part->places[e->b] != UINT32_MAX)
            out[count++] = (ranked_edge){
                e->weight, part->strengths[e->a] + part->strengths[e->b], i, false};
    }
    if (count)
        qsort(out, count, sizeof *out, by_falling_weight);
    return count;
}

static shb_status choose_edges(shb_ctx *ctx, const shb_network *net, const uint8_t *sure,
                               shb_picture_part *part) {
    ranked_edge *ranked = shb_alloc_array(net->n_edges, sizeof *ranked);
    uint8_t *own = shb_alloc_array(net->n_nodes, sizeof *own);
    if (!ranked || !own) {
        shb_free(ranked);
        shb_free(own);
        return shb_fail_memory(ctx);
    }
    size_t count = rank_edges(net, part, ranked), kept = 0;
    size_t most = EDGES_A_NODE * part->n_nodes;
    part->ties = count;
    if (most < FEW_EDGES)
        most = FEW_EDGES;
    for (size_t i = 0; i < count; i++) {
        const shb_edge *e = &net->edges[ranked[i].edge];
        ranked[i].kept = own[e->a] < OWN_EDGES || own[e->b] < OWN_EDGES ||
                         sure[e->a] == MARKED || sure[e->b] == MARKED;
        if (own[e->a] < OWN_EDGES)
            own[e->a]++;
        if (own[e->b] < OWN_EDGES)
            own[e->b]++;
        kept += ranked[i].kept;
    }
    for (size_t i = 0; i < count && kept < most; i++)
        if (!ranked[i].kept) {
            ranked[i].kept = true;
            kept++;
        }
    for (size_t i = count; i-- > 0;)
        if (ranked[i].kept)
            part->edges[part->n_edges++] = ranked[i].edge;
    shb_free(own);
    shb_free(ranked);
    return SHB_OK;
}

/* ---- islands ---- */

static uint32_t root_of(uint32_t *parents, uint32_t place) {
    while (parents[place] != place)
        place = parents[place] = parents[parents[place]];
    return place;
}

static size_t count_plates(size_t n_nodes) {
    return n_nodes <= ALL_PLATES ? n_nodes : MOST_PLATES;
}

/* Only nodes go that are no plates, so the plates keep their places. */
static void drop_marked(const shb_network *net, shb_picture_part *part,
                        const uint8_t *keep) {
    size_t nodes = 0, edges = 0;
    for (size_t i = 0; i < part->n_nodes; i++) {
        uint32_t node = part->nodes[i];
        part->places[node] = keep[i] ? (uint32_t)nodes : UINT32_MAX;
        if (keep[i])
            part->nodes[nodes++] = node;
    }
    part->n_nodes = nodes;
    for (size_t i = 0; i < part->n_edges; i++)
        if (part->places[net->edges[part->edges[i]].a] != UINT32_MAX)
            part->edges[edges++] = part->edges[i];
    part->n_edges = edges;
}

/* Dots that are tied to no plate, not even by way of others, are only a riddle. */
static shb_status drop_islands(shb_ctx *ctx, const shb_network *net,
                               shb_picture_part *part) {
    size_t n = part->n_nodes;
    part->plates = count_plates(n);
    if (part->plates == n)
        return SHB_OK;
    uint32_t *parents = shb_alloc_array(n, sizeof *parents);
    uint8_t *named = shb_alloc_array(n, 1), *keep = shb_alloc_array(n, 1);
    shb_status st = parents && named && keep ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK) {
        for (uint32_t i = 0; i < n; i++)
            parents[i] = i;
        for (size_t i = 0; i < part->n_edges; i++) {
            const shb_edge *e = &net->edges[part->edges[i]];
            parents[root_of(parents, part->places[e->a])] =
                root_of(parents, part->places[e->b]);
        }
        for (uint32_t i = 0; i < part->plates; i++)
            named[root_of(parents, i)] = 1;
        for (uint32_t i = 0; i < n; i++)
            keep[i] = named[root_of(parents, i)];
        drop_marked(net, part, keep);
        part->plates = count_plates(part->n_nodes);
    }
    shb_free(parents);
    shb_free(named);
    shb_free(keep);
    return st;
}

shb_status shb_picture_choose(shb_ctx *ctx, const shb_network *net, size_t limit,
                              const uint32_t *marked, size_t n_marked,
                              shb_picture_part *out) {
    shb_picture_part part = {
        .nodes = shb_alloc_array(net->n_nodes, sizeof *part.nodes),
        .edges = shb_alloc_array(net->n_edges, sizeof *part.edges),
        .places = shb_alloc_array(net->n_nodes, sizeof *part.places),
        .strengths = shb_alloc_array(net->n_nodes, sizeof *part.strengths),
    };
    uint8_t *sure = shb_alloc_array(net->n_nodes, 1);
    shb_status st = SHB_OK;
    if (!part.nodes || !part.edges || !part.places || !part.strengths || !sure) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    for (size_t i = 0; i < net->n_edges; i++) {
        part.strengths[net->edges[i].a] += net->edges[i].weight;
        part.strengths[net->edges[i].b] += net->edges[i].weight;
    }
    for (size_t i = 0; i < n_marked; i++)
        if (marked[i] < net->n_nodes)
            sure[marked[i]] = MARKED;
    if ((st = mark_neighbours(ctx, net, limit / NEAR_SHARE, sure)) != SHB_OK ||
        (st = choose_nodes(ctx, net, limit, sure, &part)) != SHB_OK ||
        (st = choose_edges(ctx, net, sure, &part)) != SHB_OK ||
        (st = drop_islands(ctx, net, &part)) != SHB_OK)
        goto done;
    *out = part;
    memset(&part, 0, sizeof part);
done:
    shb_free(sure);
    shb_picture_part_done(&part);
    return st;
}
