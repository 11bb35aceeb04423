#include "cooccurrence/units.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

/* ---- while counting ---- */

static void rows_done(shb_unit_rows *rows) {
    shb_free(rows->rows);
    shb_free(rows->entities);
}

void shb_unit_store_done(shb_unit_store *store) {
    for (size_t i = 0; i < store->n_documents; i++)
        shb_free(store->documents[i].id);
    shb_free(store->documents);
    rows_done(&store->units);
    rows_done(&store->sentences);
}

static shb_status make_room(shb_ctx *ctx, shb_unit_rows *rows, size_t more_rows,
                            size_t more_entities) {
    shb_status st = shb_grow(ctx, (void **)&rows->rows, &rows->capacity,
                             rows->count + more_rows, sizeof *rows->rows);
    if (st == SHB_OK)
        st = shb_grow(ctx, (void **)&rows->entities, &rows->entities_capacity,
                      rows->n_entities + more_entities, sizeof *rows->entities);
    return st;
}

shb_status shb_unit_rows_add(shb_ctx *ctx, shb_unit_rows *rows, const uint64_t *named,
                             const size_t *starts, size_t size, uint32_t sentence) {
    shb_status st = make_room(ctx, rows, 1, size);
    if (st != SHB_OK)
        return st;
    for (size_t i = 0; i < size; i++)
        rows->entities[rows->n_entities++] = (uint32_t)(named[starts[i]] >> 32);
    rows->rows[rows->count++] = (shb_unit_row){rows->n_entities, sentence};
    return SHB_OK;
}

shb_status shb_unit_store_end(shb_ctx *ctx, shb_unit_store *store, shb_str id,
                              uint32_t date, uint32_t set, uint64_t n_units) {
    shb_status st = shb_grow(ctx, (void **)&store->documents, &store->documents_capacity,
                             store->n_documents + 1, sizeof *store->documents);
    if (st != SHB_OK)
        return st;
    char *copy = shb_strndup(id.data, id.len);
    if (!copy)
        return shb_fail_memory(ctx);
    store->documents[store->n_documents++] = (shb_unit_document){
        copy, date, set, n_units, store->units.count, store->sentences.count};
    return SHB_OK;
}

static shb_status merge_rows(shb_ctx *ctx, shb_unit_rows *into, const shb_unit_rows *from,
                             const uint32_t *numbers) {
    shb_status st = make_room(ctx, into, from->count, from->n_entities);
    if (st != SHB_OK)
        return st;
    for (size_t i = 0; i < from->count; i++) {
        into->rows[into->count] = from->rows[i];
        into->rows[into->count++].end += into->n_entities;
    }
    for (size_t i = 0; i < from->n_entities; i++)
        into->entities[into->n_entities++] = numbers[from->entities[i]];
    return SHB_OK;
}

shb_status shb_unit_store_merge(shb_ctx *ctx, shb_unit_store *into,
                                const shb_unit_store *from, const uint32_t *numbers) {
    size_t units = into->units.count, sentences = into->sentences.count;
    shb_status st = merge_rows(ctx, &into->units, &from->units, numbers);
    if (st == SHB_OK)
        st = merge_rows(ctx, &into->sentences, &from->sentences, numbers);
    for (size_t i = 0; i < from->n_documents && st == SHB_OK; i++) {
        const shb_unit_document *old = &from->documents[i];
        st = shb_unit_store_end(ctx, into, (shb_str){old->id, strlen(old->id)}, old->date,
                                old->set, old->n_units);
        if (st != SHB_OK)
            break;
        shb_unit_document *own = &into->documents[into->n_documents - 1];
        own->units_end = units + old->units_end;
        own->sentences_end = sentences + old->sentences_end;
    }
    return st;
}

/* ---- into canonical order ---- */

static shb_status make_rows(shb_ctx *ctx, const shb_unit_rows *from, shb_rows *out) {
    out->starts = shb_alloc_array(from->count + 1, sizeof *out->starts);
    out->nodes = shb_alloc_array(from->n_entities, sizeof *out->nodes);
    out->sentences = shb_alloc_array(from->count, sizeof *out->sentences);
    return out->starts && out->nodes && out->sentences ? SHB_OK : shb_fail_memory(ctx);
}

static size_t first_entity(const shb_unit_rows *rows, size_t row) {
    return row ? rows->rows[row - 1].end : 0;
}

static void sort_nodes(uint32_t *nodes, size_t n) {
    for (size_t i = 1; i < n; i++) {
        uint32_t node = nodes[i];
        size_t j = i;
        for (; j > 0 && nodes[j - 1] > node; j--)
            nodes[j] = nodes[j - 1];
        nodes[j] = node;
    }
}

static void copy_row(const shb_unit_rows *from, size_t row, const uint32_t *nodes,
                     shb_rows *out) {
    size_t n = out->starts[out->count];
    for (size_t i = first_entity(from, row); i < from->rows[row].end; i++)
        if (nodes[from->entities[i]] != UINT32_MAX)
            out->nodes[n++] = nodes[from->entities[i]];
    sort_nodes(out->nodes + out->starts[out->count], n - out->starts[out->count]);
    out->sentences[out->count++] = from->rows[row].sentence;
    out->starts[out->count] = n;
}

/* A document and where its rows are in the store. */
struct place {
    const shb_unit_document *document;
    const shb_unit_store *store;
    const uint32_t *nodes;
    size_t units, sentences;
};

static uint64_t fingerprint(const struct place *p) {
    uint64_t sum = p->document->n_units;
    for (size_t r = p->units; r < p->document->units_end; r++) {
        const shb_unit_rows *rows = &p->store->units;
        uint64_t row = rows->rows[r].sentence;
        for (size_t i = first_entity(rows, r); i < rows->rows[r].end; i++) {
            /* A sum over the row, for its order is not that of the nodes yet. */
            uint64_t x = p->nodes[rows->entities[i]] + 0x9e3779b97f4a7c15u;
            row += (x ^ x >> 29) * 0xbf58476d1ce4e5b9u;
        }
        sum = (sum ^ row) * 0x94d049bb133111ebu;
        sum ^= sum >> 31;
    }
    return sum;
}

/* Two documents of one id and date are told by what they name. */
static int in_order(const void *left, const void *right) {
    const struct place *p = left, *q = right;
    int order = strcmp(p->document->id, q->document->id);
    if (order)
        return order;
    if (p->document->date != q->document->date)
        return p->document->date < q->document->date ? -1 : 1;
    if (p->document->set != q->document->set)
        return p->document->set < q->document->set ? -1 : 1;
    uint64_t x = fingerprint(p), y = fingerprint(q);
    return (x > y) - (x < y);
}

static shb_status fill(shb_ctx *ctx, const shb_unit_store *store, struct place *places,
                       const uint32_t *nodes, shb_incidence *out) {
    size_t n = store->n_documents;
    for (size_t i = 0; i < n; i++) {
        const shb_unit_document *before = i ? &store->documents[i - 1] : NULL;
        places[i] = (struct place){&store->documents[i], store, nodes,
                                   before ? before->units_end : 0,
                                   before ? before->sentences_end : 0};
    }
    if (n)
        qsort(places, n, sizeof *places, in_order);
    for (size_t i = 0; i <= n; i++) {
        shb_document *own = &out->documents[i];
        own->units = out->units.count;
        own->sentences = out->sentences.count;
        if (i == n)
            break;
        const shb_unit_document *old = places[i].document;
        if (!(own->id = shb_strdup(old->id)))
            return shb_fail_memory(ctx);
        own->date = old->date;
        own->set = old->set;
        own->n_units = old->n_units;
        out->n_documents = i + 1;
        for (size_t r = places[i].units; r < old->units_end; r++)
            copy_row(&store->units, r, nodes, &out->units);
        for (size_t r = places[i].sentences; r < old->sentences_end; r++)
            copy_row(&store->sentences, r, nodes, &out->sentences);
    }
    return SHB_OK;
}

shb_status shb_unit_store_incidence(shb_ctx *ctx, const shb_unit_store *store,
                                    const uint32_t *nodes, shb_incidence **out) {
    size_t n = store->n_documents;
    shb_incidence *made = shb_alloc_array(1, sizeof *made);
    struct place *places = shb_alloc_array(n, sizeof *places);
    shb_status st = made && places ? SHB_OK : shb_fail_memory(ctx);
    if (st == SHB_OK && !(made->documents = shb_alloc_array(n + 1, sizeof(shb_document))))
        st = shb_fail_memory(ctx);
    if (st == SHB_OK && (st = make_rows(ctx, &store->units, &made->units)) == SHB_OK &&
        (st = make_rows(ctx, &store->sentences, &made->sentences)) == SHB_OK)
        st = fill(ctx, store, places, nodes, made);
    shb_free(places);
    if (st == SHB_OK)
        *out = made;
    else
        shb_incidence_free(made);
    return st;
}
