/* From counts to the network: which entities are nodes, their labels, the evidence. */
#include <stdlib.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/alloc.h"
#include "base/text.h"
#include "cooccurrence/counts.h"

#define NONE UINT32_MAX

/* What is being built. */
struct result {
    const shb_counts *counts;
    shb_network *net;
    uint32_t *entities;        /* by node */
    uint32_t *nodes;           /* by entity, NONE where it is no node */
    uint32_t *rows;            /* of pairs, by edge */
    uint32_t *places;          /* in the network's evidence, by kept sentence */
    shb_evidence_store *spent; /* whose sentences go as they are copied, or NULL */
    int lang;                  /* shb_lang, or SOURCE */
};

enum { SOURCE = SHB_N_LANGS };

/* ---- which language ---- */

static shb_status choose_language(shb_ctx *ctx, struct result *r, const char *labels) {
    static const char *const names[] = {"Arabic", "English", "Russian"};
    if (!labels) {
        const uint64_t *texts = r->counts->languages;
        uint64_t all = texts[SHB_AR] + texts[SHB_EN] + texts[SHB_RU];
        r->lang = all ? SHB_AR : SHB_EN;
        for (int lang = 0; lang < SHB_N_LANGS; lang++)
            if (texts[lang] > texts[r->lang])
                r->lang = lang;
        if (all)
            shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                       "labels in %s, the language of most texts "
                       "(--labels ar|en|ru|source)",
                       names[r->lang]);
        return SHB_OK;
    }
    r->lang = SOURCE;
    if (strcmp(labels, "source") == 0)
        return SHB_OK;
    for (int lang = 0; lang < SHB_N_LANGS; lang++)
        if (strcmp(labels, shb_lang_name((shb_lang)lang)) == 0)
            r->lang = lang;
    if (r->lang == SOURCE)
        return shb_fail(ctx, SHB_EINVALID, NULL,
                        "labels in '%s' are not known; choose ar, en, ru or source",
                        labels);
    return SHB_OK;
}

/* ---- nodes ---- */

struct candidate {
    const char *id;
    uint32_t entity;
};

static int by_id(const void *left, const void *right) {
    return strcmp(((const struct candidate *)left)->id,
                  ((const struct candidate *)right)->id);
}

static shb_status choose_nodes(shb_ctx *ctx, struct result *r) {
    const shb_entities *all = &r->counts->entities;
    shb_status st = SHB_OK;
    size_t n = 0;
    struct candidate *candidates = shb_alloc_array(all->count, sizeof *candidates);
    r->entities = shb_alloc_array(all->count, sizeof *r->entities);
    r->nodes = shb_alloc_array(all->count, sizeof *r->nodes);
    if (!candidates || !r->entities || !r->nodes) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    for (uint32_t i = 0; i < all->count; i++) {
        const shb_counted *item = &all->items[i];
        r->nodes[i] = NONE;
        if (item->mentions > 0 && !shb_is_rare(r->counts, item))
            candidates[n++] = (struct candidate){item->id, i};
    }
    qsort(candidates, n, sizeof *candidates, by_id);
    r->net->nodes = shb_alloc_array(n, sizeof *r->net->nodes);
    if (!r->net->nodes) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    r->net->n_nodes = n;
    for (size_t i = 0; i < n && st == SHB_OK; i++) {
        r->entities[i] = candidates[i].entity;
        r->nodes[candidates[i].entity] = (uint32_t)i;
        st = shb_text_copy(ctx, candidates[i].id, strlen(candidates[i].id),
                           &r->net->nodes[i].id);
    }
    for (uint32_t i = 0; i < all->count && st == SHB_OK; i++)
        if (all->items[i].same_as)
            r->nodes[i] = r->nodes[all->items[i].same_as - 1];
done:
    shb_free(candidates);
    return st;
}

static const shb_entity *listed(const struct result *r, uint32_t entity) {
    const shb_entities *all = &r->counts->entities;
    uint32_t i = all->items[entity].gazetteer;
    return i == SHB_NO_ENTITY ? NULL : shb_gazetteer_entity(all->gazetteer, i);
}

static shb_status label_node(shb_ctx *ctx, struct result *r, size_t node,
                             const shb_tally *label, const shb_tally *written) {
    static const shb_lang others[] = {SHB_EN, SHB_AR, SHB_RU};
    const shb_entity *entity = listed(r, r->entities[node]);
    const char *listed_label =
        entity && r->lang < SOURCE ? entity->labels[r->lang] : NULL;
    for (size_t i = 0; entity && r->lang < SOURCE && !listed_label && i < SHB_N_LANGS;
         i++)
        listed_label = entity->labels[others[i]];
    if (r->lang == SOURCE && written)
        label = written;
    if (listed_label)
        return shb_text_copy(ctx, listed_label, strlen(listed_label),
                             &r->net->nodes[node].label);
    if (!label)
        label = written;
    if (label)
        return shb_text_copy(ctx, label->text.data, label->text.len,
                             &r->net->nodes[node].label);
    const char *id = r->net->nodes[node].id;
    return shb_text_copy(ctx, id, strlen(id), &r->net->nodes[node].label);
}

static shb_status label_nodes(shb_ctx *ctx, struct result *r) {
    const shb_entities *all = &r->counts->entities;
    shb_status st = SHB_OK;
    const shb_tally **labels = shb_alloc_array(all->count, sizeof *labels);
    const shb_tally **written = shb_alloc_array(all->count, sizeof *written);
    if (!labels || !written) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    shb_entities_commonest(all, SHB_WORD_LABEL, labels);
    shb_entities_commonest(all, SHB_WORD_WRITTEN, written);
    for (size_t i = 0; i < r->net->n_nodes && st == SHB_OK; i++)
        st = label_node(ctx, r, i, labels[r->entities[i]], written[r->entities[i]]);
done:
    shb_free(labels);
    shb_free(written);
    return st;
}

/* The surest of the ways in which it was found: a short form leans on another. */
static const char *surest_how(const shb_counted *item) {
    static const shb_how surest_first[] = {SHB_HOW_GAZETTEER, SHB_HOW_PATTERN,
                                           SHB_HOW_TAGGER, SHB_HOW_OTHER, SHB_HOW_SHORT};
    for (size_t i = 0; i < sizeof surest_first / sizeof *surest_first; i++)
        if (item->how[surest_first[i]])
            return shb_how_name(surest_first[i]);
    return shb_how_name(SHB_HOW_OTHER);
}

/* The columns of nodes, in the order of the files. */
enum { TYPE, MENTIONS, SENTENCES, DOCUMENTS, LABEL_AR, LABEL_EN, LABEL_RU, FOUND };
static const struct {
    const char *name;
    shb_column_type type;
} node_columns[] = {
    [TYPE] = {"type", SHB_STRING},         [MENTIONS] = {"mentions", SHB_INT},
    [SENTENCES] = {"sentences", SHB_INT},  [DOCUMENTS] = {"documents", SHB_INT},
    [LABEL_AR] = {"label_ar", SHB_STRING}, [LABEL_EN] = {"label_en", SHB_STRING},
    [LABEL_RU] = {"label_ru", SHB_STRING}, [FOUND] = {"found", SHB_STRING},
};

static shb_status fill_cell(shb_ctx *ctx, const struct result *r, size_t node,
                            size_t which, shb_column *column) {
    uint32_t number = r->entities[node];
    const shb_counted *item = &r->counts->entities.items[number];
    const shb_entity *entity = listed(r, number);
    const char *text = NULL;
    switch (which) {
    case TYPE:
        text = shb_type_name(shb_entities_type(&r->counts->entities, number));
        break;
    case MENTIONS:
        column->cells.ints[node] = (int64_t)item->mentions;
        break;
    case SENTENCES:
        column->cells.ints[node] = (int64_t)item->units;
        break;
    case DOCUMENTS:
        column->cells.ints[node] = (int64_t)item->documents;
        break;
    case FOUND:
        text = surest_how(item);
        break;
    default:
        text = entity ? entity->labels[which - LABEL_AR + SHB_AR] : NULL;
    }
    return text ? shb_cell_set_string(ctx, column, node, text) : SHB_OK;
}

static shb_status fill_node_columns(shb_ctx *ctx, struct result *r) {
    for (size_t c = 0; c < sizeof node_columns / sizeof *node_columns; c++) {
        shb_column *column;
        shb_status st = shb_node_column_add(ctx, r->net, node_columns[c].name,
                                            node_columns[c].type, &column);
        for (size_t i = 0; i < r->net->n_nodes && st == SHB_OK; i++)
            st = fill_cell(ctx, r, i, c, column);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* ---- edges ---- */

struct ranked {
    uint64_t key; /* node numbers */
    uint32_t row;
};

static int by_key(const void *left, const void *right) {
    const struct ranked *x = left, *y = right;
    return (x->key > y->key) - (x->key < y->key);
}

static shb_status choose_edges(shb_ctx *ctx, struct result *r) {
    const shb_pairs *pairs = &r->counts->pairs;
    shb_status st = SHB_OK;
    size_t n = 0;
    struct ranked *ranked = shb_alloc_array(pairs->count, sizeof *ranked);
    if (!ranked)
        return shb_fail_memory(ctx);
    for (uint32_t row = 0; row < pairs->count; row++) {
        uint32_t a = r->nodes[shb_pair_low(pairs->rows[row].key)];
        uint32_t b = r->nodes[shb_pair_high(pairs->rows[row].key)];
        if (a != NONE && b != NONE && a != b && pairs->rows[row].units)
            ranked[n++] = (struct ranked){shb_pair_key(a, b), row};
    }
    qsort(ranked, n, sizeof *ranked, by_key);
    r->net->edges = shb_alloc_array(n, sizeof *r->net->edges);
    r->rows = shb_alloc_array(n, sizeof *r->rows);
    if (!r->net->edges || !r->rows) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    r->net->n_edges = n;
    for (size_t i = 0; i < n; i++) {
        r->rows[i] = ranked[i].row;
        r->net->edges[i] =
            (shb_edge){shb_pair_low(ranked[i].key), shb_pair_high(ranked[i].key),
                       (double)pairs->rows[ranked[i].row].units};
    }
done:
    shb_free(ranked);
    return st;
}

static shb_status fill_edge_columns(shb_ctx *ctx, struct result *r) {
    shb_column *documents, *dates;
    shb_status st = shb_edge_column_add(ctx, r->net, "documents", SHB_INT, &documents);
    if (st != SHB_OK)
        return st;
    for (size_t i = 0; i < r->net->n_edges; i++)
        documents->cells.ints[i] = r->counts->pairs.rows[r->rows[i]].documents;
    for (int last = 0; last < 2; last++) {
        st =
            shb_edge_column_add(ctx, r->net, last ? "last" : "first", SHB_STRING, &dates);
        for (size_t i = 0; i < r->net->n_edges && st == SHB_OK; i++) {
            const shb_pair *pair = &r->counts->pairs.rows[r->rows[i]];
            char date[11];
            shb_date_unpack(last ? pair->last : pair->first, date);
            if (*date)
                st = shb_cell_set_string(ctx, dates, i, date);
        }
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* ---- evidence ---- */

static const shb_occurrences *evidence_of(const struct result *r, size_t edge) {
    const shb_evidence_store *store = &r->counts->evidence;
    return r->rows[edge] < store->n_pairs ? store->of_pair[r->rows[edge]] : NULL;
}

/* They get a place; shb_network_canonical() sorts them later. */
static size_t place(struct result *r, const shb_occurrences *list, size_t n) {
    for (uint32_t j = 0; list && j < list->count; j++) {
        uint32_t both[] = {list->items[j].first, list->items[j].second};
        for (int k = 0; k < 2; k++)
            if (r->places[both[k]] == NONE)
                r->places[both[k]] = (uint32_t)n++;
    }
    return n;
}

/* Sentences that name a node, in its pair with itself. */
static size_t place_alone(struct result *r, size_t n) {
    const shb_evidence_store *store = &r->counts->evidence;
    for (size_t row = 0; row < store->n_pairs; row++) {
        uint64_t key = r->counts->pairs.rows[row].key;
        uint32_t entity = shb_pair_low(key);
        if (entity == shb_pair_high(key) && r->nodes[entity] != NONE)
            n = place(r, store->of_pair[row], n);
    }
    return n;
}

static shb_status choose_sentences(shb_ctx *ctx, struct result *r) {
    size_t n = 0, n_kept = r->counts->evidence.n_kept;
    r->places = shb_alloc_array(n_kept, sizeof *r->places);
    if (!r->places)
        return shb_fail_memory(ctx);
    memset(r->places, 0xff, n_kept * sizeof *r->places);
    for (size_t i = 0; i < r->net->n_edges; i++)
        n = place(r, evidence_of(r, i), n);
    if (r->counts->options.names_in_full)
        n = place_alone(r, n);
    r->net->evidence = shb_alloc_array(n, sizeof *r->net->evidence);
    if (!r->net->evidence)
        return shb_fail_memory(ctx);
    r->net->n_evidence = n;
    return SHB_OK;
}

static shb_status copy_sentence(shb_ctx *ctx, const struct result *r,
                                const shb_kept *kept, shb_evidence *out) {
    char date[11];
    shb_date_unpack(kept->date, date);
    out->sentence = kept->number;
    out->start = kept->start;
    out->end = kept->end;
    shb_status st = shb_text_copy(ctx, date, strlen(date), &out->date);
    if (st == SHB_OK)
        st = shb_text_copy(ctx, kept->doc.data, kept->doc.len, &out->doc);
    if (st == SHB_OK)
        st = shb_text_copy(ctx, kept->text.data, kept->text.len, &out->text);
    if (st != SHB_OK)
        return st;
    out->marked = shb_alloc_array(kept->n_names, sizeof *out->marked);
    if (!out->marked)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < kept->n_names; i++) {
        const shb_name *name = &kept->names[i];
        if (r->nodes[name->entity] != NONE)
            out->marked[out->n_marked++] =
                (shb_marked){r->nodes[name->entity], name->start, name->end};
    }
    return SHB_OK;
}

static shb_status copy_supports(shb_ctx *ctx, const struct result *r, size_t edge) {
    const shb_occurrences *list = evidence_of(r, edge);
    uint64_t key = r->counts->pairs.rows[r->rows[edge]].key;
    bool turned = r->nodes[shb_pair_low(key)] > r->nodes[shb_pair_high(key)];
    shb_supports *supports = &r->net->supports[edge];
    if (!list || list->count == 0)
        return SHB_OK;
    supports->items = shb_alloc_array(list->count, sizeof *supports->items);
    if (!supports->items)
        return shb_fail_memory(ctx);
    supports->count = list->count;
    for (uint32_t i = 0; i < list->count; i++) {
        uint32_t first = r->places[list->items[i].first];
        uint32_t second = r->places[list->items[i].second];
        supports->items[i] =
            turned ? (shb_support){second, first} : (shb_support){first, second};
    }
    return SHB_OK;
}

static shb_status fill_evidence(shb_ctx *ctx, struct result *r) {
    const shb_evidence_store *store = &r->counts->evidence;
    if (store->limit == 0)
        return SHB_OK;
    shb_status st = choose_sentences(ctx, r);
    for (size_t i = 0; i < store->n_kept && st == SHB_OK; i++) {
        if (r->places[i] != NONE)
            st = copy_sentence(ctx, r, store->kept[i], &r->net->evidence[r->places[i]]);
        if (r->spent) {
            shb_free(r->spent->kept[i]);
            r->spent->kept[i] = NULL;
        }
    }
    if (st != SHB_OK)
        return st;
    r->net->supports = shb_alloc_array(r->net->n_edges, sizeof *r->net->supports);
    if (!r->net->supports)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < r->net->n_edges && st == SHB_OK; i++)
        st = copy_supports(ctx, r, i);
    return st;
}

static shb_status fill_incidence(shb_ctx *ctx, struct result *r) {
    const shb_count_options *options = &r->counts->options;
    if (!options->keep_units)
        return SHB_OK;
    shb_status st =
        shb_unit_store_incidence(ctx, &r->counts->units, r->nodes, &r->net->incidence);
    if (st == SHB_OK) {
        bool windows = options->unit == SHB_UNIT_WINDOW;
        r->net->incidence->overlaps = windows && options->window > 1;
        r->net->incidence->reach = windows                              ? options->window
                                   : options->unit == SHB_UNIT_SENTENCE ? 1
                                                                        : 0;
    }
    return st;
}

/* ---- margins ---- */

/* How many units, or documents, name k nodes. */
static shb_status fill_sizes(shb_ctx *ctx, const struct result *r, const shb_sizes *sizes,
                             const shb_rares *rares, uint64_t **out, size_t *out_n) {
    size_t n = sizes->count;
    if (n == 0)
        return SHB_OK;
    *out = shb_alloc_array(sizes->count, sizeof **out);
    if (!*out)
        return shb_fail_memory(ctx);
    memcpy(*out, sizes->items, n * sizeof **out);
    shb_rares_leave_out(rares, r->nodes, *out);
    while (n > 0 && (*out)[n - 1] == 0)
        n--;
    *out_n = n;
    return SHB_OK;
}

static shb_status fill_margins(shb_ctx *ctx, struct result *r) {
    shb_margins *margins = &r->net->margins;
    margins->documents = r->counts->totals.documents;
    margins->units = r->counts->totals.units;
    shb_status st = fill_sizes(ctx, r, &r->counts->unit_sizes, &r->counts->rare_in_units,
                               &margins->unit_sizes, &margins->n_unit_sizes);
    if (st == SHB_OK)
        st = fill_sizes(ctx, r, &r->counts->document_sizes, &r->counts->rare_in_documents,
                        &margins->document_sizes, &margins->n_document_sizes);
    return st;
}

static shb_status make_network(shb_ctx *ctx, const shb_counts *counts,
                               shb_evidence_store *spent, const char *labels,
                               const char *made, shb_network **out) {
    struct result r = {.counts = counts, .spent = spent};
    shb_status st = shb_network_new(ctx, &r.net);
    if (st != SHB_OK || (st = choose_language(ctx, &r, labels)) != SHB_OK ||
        (st = choose_nodes(ctx, &r)) != SHB_OK || (st = label_nodes(ctx, &r)) != SHB_OK ||
        (st = fill_node_columns(ctx, &r)) != SHB_OK ||
        (st = shb_counts_name_joined(ctx, counts, r.nodes, r.lang, r.net)) != SHB_OK ||
        (st = choose_edges(ctx, &r)) != SHB_OK ||
        (st = fill_edge_columns(ctx, &r)) != SHB_OK ||
        (st = fill_evidence(ctx, &r)) != SHB_OK ||
        (st = fill_incidence(ctx, &r)) != SHB_OK ||
        (st = fill_margins(ctx, &r)) != SHB_OK ||
        (st = shb_counts_record(ctx, counts, r.lang, made, &r.net->made)) != SHB_OK ||
        (st = shb_network_canonical(ctx, r.net, NULL, NULL)) != SHB_OK)
        goto done;
    *out = r.net;
    r.net = NULL;
done:
    shb_network_free(r.net);
    shb_free(r.entities);
    shb_free(r.nodes);
    shb_free(r.rows);
    shb_free(r.places);
    return st;
}

shb_status shb_counts_network(shb_ctx *ctx, const shb_counts *counts, const char *labels,
                              const char *made, shb_network **out) {
    return make_network(ctx, counts, NULL, labels, made, out);
}

shb_status shb_counts_spend(shb_ctx *ctx, shb_counts *counts, const char *labels,
                            const char *made, shb_network **out) {
    return make_network(ctx, counts, &counts->evidence, labels, made, out);
}
