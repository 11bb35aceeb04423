#include "cooccurrence/evidence.h"

#include <string.h>

#include "base/alloc.h"

/* ---- keys ---- */

static int compare_text(shb_str x, shb_str y) {
    size_t both = x.len < y.len ? x.len : y.len;
    int order = both ? memcmp(x.data, y.data, both) : 0;
    return order ? order : (x.len > y.len) - (x.len < y.len);
}

static int compare_document(const shb_evidence_store *store, uint32_t ordinal,
                            uint32_t date, shb_str doc, shb_occurrence y) {
    if (ordinal != y.ordinal)
        return ordinal < y.ordinal ? -1 : 1;
    if (date != y.date) /* 0 - 1 is the largest: undated comes last */
        return date - 1 < y.date - 1 ? -1 : 1;
    return compare_text(doc, store->kept[y.first]->doc);
}

/* Which of the two names a must not matter: that numbering is a counting's own. */
static uint64_t place(const shb_evidence_store *store, shb_occurrence x) {
    uint32_t first = store->kept[x.first]->number, second = store->kept[x.second]->number;
    return first < second ? (uint64_t)first << 32 | second
                          : (uint64_t)second << 32 | first;
}

static int compare(const shb_evidence_store *store, shb_occurrence x, shb_occurrence y) {
    int order = compare_document(store, x.ordinal, x.date, store->kept[x.first]->doc, y);
    if (order)
        return order;
    uint64_t here = place(store, x), there = place(store, y);
    return (here > there) - (here < there);
}

bool shb_evidence_wants(const shb_evidence_store *store, uint32_t pair, uint32_t ordinal,
                        uint32_t date, shb_str doc) {
    if (ordinal >= store->limit)
        return false; /* the same document has smaller keys enough */
    if (pair >= store->n_pairs || !store->of_pair[pair] ||
        store->of_pair[pair]->count < store->limit)
        return true;
    return compare_document(store, ordinal, date, doc, store->of_pair[pair]->items[0]) <
           0;
}

/* ---- sentences ---- */

static const void *copy_behind(char **at, const void *from, size_t size) {
    void *to = *at;
    if (size)
        memcpy(to, from, size);
    *at += size;
    return to;
}

shb_status shb_evidence_keep(shb_ctx *ctx, shb_evidence_store *store,
                             const shb_kept *sentence, uint32_t *out) {
    shb_status st = SHB_OK;
    /* One gap for every sentence, so that letting one go cannot fail. */
    if ((st = shb_grow(ctx, (void **)&store->kept, &store->kept_capacity,
                       store->n_kept + 1, sizeof *store->kept)) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&store->gaps, &store->gaps_capacity,
                       store->n_kept + 1, sizeof *store->gaps)) != SHB_OK)
        return st;
    if (store->n_kept >= UINT32_MAX - 1)
        return shb_fail(ctx, SHB_ELIMIT, NULL, "more than 4 thousand million sentences");
    size_t names = sentence->n_names * sizeof *sentence->names;
    shb_kept *copy =
        shb_alloc(sizeof *copy + names + sentence->doc.len + sentence->text.len);
    if (!copy)
        return shb_fail_memory(ctx);
    *copy = *sentence;
    copy->holders = 1;
    char *at = (char *)(copy + 1);
    copy->names = copy_behind(&at, sentence->names, names);
    copy->doc.data = copy_behind(&at, sentence->doc.data, sentence->doc.len);
    copy->text.data = copy_behind(&at, sentence->text.data, sentence->text.len);
    *out = store->n_gaps ? store->gaps[--store->n_gaps] : (uint32_t)store->n_kept++;
    store->kept[*out] = copy;
    return SHB_OK;
}

void shb_evidence_release(shb_evidence_store *store, uint32_t sentence) {
    if (--store->kept[sentence]->holders > 0)
        return;
    shb_free(store->kept[sentence]);
    store->kept[sentence] = NULL;
    store->gaps[store->n_gaps++] = sentence;
}

/* ---- the heap of each pair ---- */

static shb_status room_for_pair(shb_ctx *ctx, shb_evidence_store *store, uint32_t pair) {
    if (pair < store->n_pairs)
        return SHB_OK;
    shb_status st = shb_grow(ctx, (void **)&store->of_pair, &store->pairs_capacity,
                             (size_t)pair + 1, sizeof(shb_occurrences *));
    if (st != SHB_OK)
        return st;
    while (store->n_pairs <= pair)
        store->of_pair[store->n_pairs++] = NULL;
    return SHB_OK;
}

static shb_status room_for_one(shb_ctx *ctx, uint32_t limit, shb_occurrences **list) {
    uint32_t count = *list ? (*list)->count : 0;
    if (*list && count < (*list)->capacity)
        return SHB_OK;
    uint32_t capacity = count == 0 ? 1 : count < limit / 2 ? count * 2 : limit;
    if (count > UINT32_MAX / 2)
        return shb_fail(ctx, SHB_ELIMIT, NULL, "too much evidence for one pair");
    size_t items = (size_t)capacity * sizeof(shb_occurrence);
    shb_occurrences *larger = shb_realloc_array(*list, 1, sizeof **list + items);
    if (!larger)
        return shb_fail_memory(ctx);
    larger->count = count;
    larger->capacity = capacity;
    *list = larger;
    return SHB_OK;
}

static void sift_up(const shb_evidence_store *store, shb_occurrences *list, uint32_t at) {
    shb_occurrence moving = list->items[at];
    while (at > 0) {
        uint32_t parent = (at - 1) / 2;
        if (compare(store, moving, list->items[parent]) <= 0)
            break;
        list->items[at] = list->items[parent];
        at = parent;
    }
    list->items[at] = moving;
}

static void sift_down(const shb_evidence_store *store, shb_occurrences *list) {
    shb_occurrence moving = list->items[0];
    uint32_t at = 0;
    for (;;) {
        uint32_t child = at * 2 + 1;
        if (child >= list->count)
            break;
        if (child + 1 < list->count &&
            compare(store, list->items[child + 1], list->items[child]) > 0)
            child++;
        if (compare(store, list->items[child], moving) <= 0)
            break;
        list->items[at] = list->items[child];
        at = child;
    }
    list->items[at] = moving;
}

shb_status shb_evidence_add(shb_ctx *ctx, shb_evidence_store *store, uint32_t pair,
                            shb_occurrence occurrence) {
    shb_status st = room_for_pair(ctx, store, pair);
    if (st != SHB_OK)
        return st;
    shb_occurrences **list = &store->of_pair[pair];
    bool full = *list && (*list)->count == store->limit;
    if (!full && (st = room_for_one(ctx, store->limit, list)) != SHB_OK)
        return st;
    store->kept[occurrence.first]->holders++;
    store->kept[occurrence.second]->holders++;
    if (full) {
        shb_occurrence worst = (*list)->items[0];
        (*list)->items[0] = occurrence;
        sift_down(store, *list);
        shb_evidence_release(store, worst.first);
        shb_evidence_release(store, worst.second);
    } else {
        (*list)->items[(*list)->count++] = occurrence;
        if (store->limit != UINT32_MAX) /* without a limit nothing ever goes */
            sift_up(store, *list, (*list)->count - 1);
    }
    return SHB_OK;
}

void shb_evidence_done(shb_evidence_store *store) {
    for (size_t i = 0; i < store->n_kept; i++)
        shb_free(store->kept[i]);
    for (size_t i = 0; i < store->n_pairs; i++)
        shb_free(store->of_pair[i]);
    shb_free(store->kept);
    shb_free(store->gaps);
    shb_free(store->of_pair);
    *store = (shb_evidence_store){0};
}
