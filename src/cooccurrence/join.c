/* Joining entities that are one person, in counts that are complete. */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "cooccurrence/counts.h"

static void add_entity(shb_counted *sum, const shb_counted *more) {
    sum->mentions += more->mentions;
    sum->units += more->units;
    sum->documents += more->documents;
    for (int how = 0; how < SHB_N_HOW; how++)
        sum->how[how] += more->how[how];
    for (int type = 0; type < SHB_N_TYPES; type++)
        sum->types[type] += more->types[type];
    if (more->confidence > sum->confidence)
        sum->confidence = more->confidence;
}

static shb_status join_entities(shb_ctx *ctx, shb_entities *all, const uint32_t *meant) {
    shb_status st = SHB_OK;
    for (uint32_t i = 0; i < all->count; i++) {
        if (meant[i] == i)
            continue;
        add_entity(&all->items[meant[i]], &all->items[i]);
        all->items[i] = (shb_counted){
            .id = all->items[i].id, .gazetteer = SHB_NO_ENTITY, .same_as = meant[i] + 1};
    }
    for (size_t i = 0, n = all->n_tallies; i < n && st == SHB_OK; i++) {
        shb_tally tally = all->tallies[i];
        if (meant[tally.entity] != tally.entity)
            st = shb_entities_tally(ctx, all, meant[tally.entity], tally.word, tally.text,
                                    tally.count);
    }
    return st;
}

/* Its sentences go from one row of pairs to another. */
static shb_status move_evidence(shb_ctx *ctx, shb_evidence_store *store, uint32_t from,
                                uint32_t to, bool turned) {
    shb_status st = SHB_OK;
    shb_occurrences *list = from < store->n_pairs ? store->of_pair[from] : NULL;
    if (!list)
        return SHB_OK;
    store->of_pair[from] = NULL;
    for (uint32_t i = 0; i < list->count; i++) {
        shb_occurrence own = list->items[i];
        if (turned)
            own = (shb_occurrence){own.ordinal, own.date, own.second, own.first};
        if (st == SHB_OK && shb_evidence_wants(store, to, own.ordinal, own.date,
                                               store->kept[own.first]->doc))
            st = shb_evidence_add(ctx, store, to, own);
        shb_evidence_release(store, own.first);
        shb_evidence_release(store, own.second);
    }
    shb_free(list);
    return st;
}

static shb_status join_pairs(shb_ctx *ctx, shb_counts *counts, const uint32_t *meant) {
    for (uint32_t row = 0, n = (uint32_t)counts->pairs.count; row < n; row++) {
        shb_pair pair = counts->pairs.rows[row];
        uint32_t low = shb_pair_low(pair.key), high = shb_pair_high(pair.key), to;
        uint32_t a = meant[low], b = meant[high];
        if (a == low && b == high)
            continue;
        pair.key = shb_pair_key(a, b);
        shb_status st = shb_counts_pair(ctx, counts, &pair, &to);
        if (st == SHB_OK)
            st = move_evidence(ctx, &counts->evidence, row, to, a > b);
        if (st != SHB_OK)
            return st;
        counts->pairs.rows[row].units = 0; /* no edge any more */
    }
    return SHB_OK;
}

shb_status shb_counts_join(shb_ctx *ctx, shb_counts *counts, uint64_t *joined) {
    shb_entities *all = &counts->entities;
    if (joined)
        *joined = 0;
    if (!counts->options.join_spellings)
        return SHB_OK;
    uint32_t *meant = shb_alloc_array(all->count, sizeof *meant);
    if (!meant)
        return shb_fail_memory(ctx);
    shb_status st = shb_spellings_match(ctx, all, &counts->appearances, meant);
    if (st != SHB_OK || (st = join_entities(ctx, all, meant)) != SHB_OK ||
        (st = join_pairs(ctx, counts, meant)) != SHB_OK)
        goto done;
    counts->appearances.count = 0; /* joined once */
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t to = meant[i];
        counts->joined += to != i && !all->items[to].joined;
        all->items[to].joined |= to != i;
    }
done:
    if (st == SHB_OK && joined)
        *joined = counts->joined;
    shb_free(meant);
    return st;
}

/* ---- what the network says of it ---- */

typedef const shb_tally *labels_of_entity[SHB_N_LANGS];

static void choose_labels(const shb_entities *all, labels_of_entity *labels) {
    for (size_t i = 0; i < all->n_tallies; i++) {
        const shb_tally *tally = &all->tallies[i];
        if (tally->word != SHB_WORD_LABEL || !all->items[tally->entity].joined)
            continue;
        const shb_tally **best = &labels[tally->entity][shb_lang_of(tally->text)];
        if (!*best || shb_is_commoner(tally, *best))
            *best = tally;
    }
}

static shb_status set_labels(shb_ctx *ctx, shb_network *net, uint32_t node, int lang,
                             const labels_of_entity *labels) {
    for (shb_lang own = 0; own < SHB_N_LANGS; own++) {
        const shb_tally *label = (*labels)[own];
        char column_name[] = "label_xx";
        memcpy(column_name + 6, shb_lang_name(own), 2);
        shb_column *column = shb_node_column(net, column_name);
        if (!label || !column)
            continue;
        shb_status st = shb_cell_set_string(ctx, column, node, label->text.data);
        if (st != SHB_OK)
            return st;
        if ((int)own != lang)
            continue;
        char *copy = shb_strndup(label->text.data, label->text.len);
        if (!copy)
            return shb_fail_memory(ctx);
        shb_free(net->nodes[node].label);
        net->nodes[node].label = copy;
    }
    return SHB_OK;
}

typedef struct other_id {
    uint32_t node;
    const char *id;
} other_id;

static int by_node(const void *left, const void *right) {
    const other_id *x = left, *y = right;
    return x->node != y->node ? (x->node > y->node) - (x->node < y->node)
                              : strcmp(x->id, y->id);
}

static shb_status set_same_as(shb_ctx *ctx, shb_network *net, other_id *others,
                              size_t n) {
    shb_column *column;
    shb_status st = shb_node_column_add(ctx, net, "same_as", SHB_STRING, &column);
    qsort(others, n, sizeof *others, by_node);
    for (size_t i = 0, end = 0; i < n && st == SHB_OK; i = end) {
        size_t len = 0, used = 0;
        while (end < n && others[end].node == others[i].node)
            len += strlen(others[end++].id) + 1;
        char *list = shb_alloc(len);
        if (!list)
            return shb_fail_memory(ctx);
        for (size_t k = i; k < end; k++) {
            size_t own = strlen(others[k].id);
            memcpy(list + used, others[k].id, own);
            list[used + own] = k + 1 < end ? ' ' : '\0';
            used += own + 1;
        }
        st = shb_cell_set_string(ctx, column, others[i].node, list);
        shb_free(list);
    }
    return st;
}

static int by_entity(const void *left, const void *right) {
    const shb_tally *x = left, *y = right;
    if (x->entity != y->entity)
        return x->entity < y->entity ? -1 : 1;
    return shb_is_commoner(x, y) ? -1 : shb_is_commoner(y, x);
}

/* All labels of those that were joined, the commonest first, a line each. */
static shb_status set_spellings(shb_ctx *ctx, const shb_entities *all,
                                const uint32_t *nodes, shb_network *net) {
    shb_column *column;
    size_t n = 0, len = 0, used = 0;
    shb_status st = shb_node_column_add(ctx, net, "spellings", SHB_STRING, &column);
    shb_tally *labels = shb_alloc_array(all->n_tallies, sizeof *labels);
    if (st != SHB_OK || !labels) {
        shb_free(labels);
        return st != SHB_OK ? st : shb_fail_memory(ctx);
    }
    for (size_t i = 0; i < all->n_tallies; i++) {
        const shb_tally *tally = &all->tallies[i];
        if (tally->word != SHB_WORD_LABEL || !all->items[tally->entity].joined ||
            nodes[tally->entity] == UINT32_MAX)
            continue;
        labels[n++] = *tally;
        len += tally->text.len + 1;
    }
    qsort(labels, n, sizeof *labels, by_entity);
    char *lines = shb_alloc(len + 1);
    if (!lines)
        st = shb_fail_memory(ctx);
    for (size_t i = 0; i < n && st == SHB_OK; i++) {
        bool last = i + 1 == n || labels[i + 1].entity != labels[i].entity;
        memcpy(lines + used, labels[i].text.data, labels[i].text.len);
        used += labels[i].text.len;
        lines[used++] = last ? '\0' : '\n';
        if (!last)
            continue;
        st = shb_cell_set_string(ctx, column, nodes[labels[i].entity], lines);
        used = 0;
    }
    shb_free(lines);
    shb_free(labels);
    return st;
}

shb_status shb_counts_name_joined(shb_ctx *ctx, const shb_counts *counts,
                                  const uint32_t *nodes, int lang, shb_network *net) {
    const shb_entities *all = &counts->entities;
    size_t n = 0;
    shb_status st = SHB_OK;
    if (!counts->joined)
        return SHB_OK;
    labels_of_entity *labels = shb_alloc_array(all->count, sizeof *labels);
    other_id *others = shb_alloc_array(all->count, sizeof *others);
    if (!labels || !others) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    choose_labels(all, labels);
    for (uint32_t i = 0; i < all->count && st == SHB_OK; i++) {
        if (nodes[i] == UINT32_MAX)
            continue;
        if (all->items[i].same_as)
            others[n++] = (other_id){nodes[i], all->items[i].id};
        if (all->items[i].joined)
            st = set_labels(ctx, net, nodes[i], lang, &labels[i]);
    }
    if (st == SHB_OK)
        st = set_same_as(ctx, net, others, n);
    if (st == SHB_OK && counts->options.names_in_full)
        st = set_spellings(ctx, all, nodes, net);
done:
    shb_free(labels);
    shb_free(others);
    return st;
}
