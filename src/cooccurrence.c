/* Countings: their options, and the joining of two. */
#include <shabaka/cooccurrence.h>

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/day.h"
#include "cooccurrence/counts.h"

/* ---- dates ---- */

uint32_t shb_date_pack(shb_str text) {
    if (text.len != 10 || text.data[4] != '-' || text.data[7] != '-')
        return 0;
    uint32_t date = 0;
    for (size_t i = 0; i < 10; i++) {
        if (i == 4 || i == 7)
            continue;
        if (text.data[i] < '0' || text.data[i] > '9')
            return 0;
        date = date * 10 + (uint32_t)(text.data[i] - '0');
    }
    return shb_is_day(date / 10000, date / 100 % 100, date % 100) ? date : 0;
}

void shb_date_unpack(uint32_t date, char out[11]) {
    out[0] = '\0';
    if (date)
        snprintf(out, 11, "%04u-%02u-%02u", date / 10000 % 10000, date / 100 % 100,
                 date % 100);
}

static shb_status parse_bound(shb_ctx *ctx, const char *text, uint32_t *out) {
    size_t len = strnlen(text, sizeof((shb_count_options *)0)->since);
    *out = len ? shb_date_pack((shb_str){text, len}) : 0;
    if (len && !*out)
        return shb_fail(ctx, SHB_EINVALID, NULL, "'%.10s' is no date like 2024-01-31",
                        text);
    return SHB_OK;
}

/* ---- a counting ---- */

shb_status shb_counts_new(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                          const shb_count_options *options, shb_counts **out) {
    shb_status st = SHB_OK;
    if (options->unit == SHB_UNIT_WINDOW && options->window == 0)
        return shb_fail(ctx, SHB_EINVALID, NULL, "a window has at least one sentence");
    if (options->keep_sentences && options->unit != SHB_UNIT_SENTENCE &&
        options->unit != SHB_UNIT_WINDOW)
        return shb_fail(ctx, SHB_EINVALID, NULL,
                        "distances are counted between the sentences of a window");
    shb_counts *counts = shb_alloc_array(1, sizeof *counts);
    if (!counts)
        return shb_fail_memory(ctx);
    counts->options = *options;
    counts->entities.gazetteer = gazetteer;
    counts->evidence.limit = options->evidence;
    if ((st = parse_bound(ctx, options->since, &counts->since)) != SHB_OK ||
        (st = parse_bound(ctx, options->until, &counts->until)) != SHB_OK ||
        (st = counts->until && counts->since > counts->until
                  ? shb_fail(ctx, SHB_EINVALID, NULL, "'%.10s' is after '%.10s'",
                             options->since, options->until)
                  : SHB_OK) != SHB_OK) {
        shb_counts_free(counts);
        return st;
    }
    *out = counts;
    return SHB_OK;
}

void shb_counts_free(shb_counts *counts) {
    if (!counts)
        return;
    shb_entities_done(&counts->entities);
    shb_pairs_done(&counts->pairs);
    shb_evidence_done(&counts->evidence);
    shb_free(counts->unit_sizes.items);
    shb_free(counts->document_sizes.items);
    shb_free(counts->rare_in_units.items);
    shb_free(counts->rare_in_documents.items);
    shb_unit_store_done(&counts->units);
    shb_free(counts->appearances.items);
    shb_desk_done(&counts->desk);
    shb_free(counts);
}

const shb_count_totals *shb_counts_totals(const shb_counts *counts) {
    return &counts->totals;
}

/* A name that only the tagger found, once, and was not sure of. */
static bool is_doubtful(const shb_counts *counts, const shb_counted *item) {
    return item->mentions == 1 && item->how[SHB_HOW_TAGGER] == 1 &&
           item->confidence < counts->options.min_confidence;
}

bool shb_is_rare(const shb_counts *counts, const shb_counted *item) {
    return item->mentions < counts->options.min_mentions || is_doubtful(counts, item);
}

uint64_t shb_counts_doubtful(const shb_counts *counts) {
    uint64_t n = 0;
    for (size_t i = 0; i < counts->entities.count; i++)
        n += is_doubtful(counts, &counts->entities.items[i]);
    return n;
}

shb_status shb_sizes_add(shb_ctx *ctx, shb_sizes *sizes, size_t k, uint64_t count) {
    shb_status st = shb_grow(ctx, (void **)&sizes->items, &sizes->capacity, k + 1,
                             sizeof *sizes->items);
    if (st != SHB_OK)
        return st;
    while (sizes->count <= k)
        sizes->items[sizes->count++] = 0;
    sizes->items[k] += count;
    return SHB_OK;
}

static uint32_t earlier(uint32_t x, uint32_t y) { return !x || (y && y < x) ? y : x; }

shb_status shb_counts_pair(shb_ctx *ctx, shb_counts *counts, const shb_pair *pair,
                           uint32_t *out) {
    shb_status st = shb_pairs_row(ctx, &counts->pairs, pair->key, out);
    if (st != SHB_OK)
        return st;
    shb_pair *row = &counts->pairs.rows[*out];
    if (row->units + pair->units < row->units ||
        row->documents + pair->documents < row->documents)
        return shb_fail(ctx, SHB_ELIMIT, NULL, "a count grew past its limit");
    row->units += pair->units;
    row->documents += pair->documents;
    row->first = earlier(row->first, pair->first);
    row->last = row->last > pair->last ? row->last : pair->last;
    return SHB_OK;
}

/* ---- joining ---- */

static bool are_alike(const shb_counts *x, const shb_counts *y) {
    const shb_count_options *a = &x->options, *b = &y->options;
    const shb_gazetteer *g = x->entities.gazetteer, *h = y->entities.gazetteer;
    bool same_gazetteer =
        g == h ||
        (g && h && strcmp(shb_gazetteer_digest(g), shb_gazetteer_digest(h)) == 0);
    return same_gazetteer && a->unit == b->unit &&
           (a->unit != SHB_UNIT_WINDOW || a->window == b->window) &&
           a->min_mentions == b->min_mentions && a->min_confidence == b->min_confidence &&
           a->evidence == b->evidence && a->max_entities == b->max_entities &&
           a->keep_units == b->keep_units && a->keep_sentences == b->keep_sentences &&
           a->names_in_full == b->names_in_full &&
           a->join_spellings == b->join_spellings &&
           memcmp(a->without_marks, b->without_marks, sizeof a->without_marks) == 0 &&
           memcmp(a->types, b->types, sizeof a->types) == 0 && x->since == y->since &&
           x->until == y->until;
}

static shb_status merge_entities(shb_ctx *ctx, shb_entities *into,
                                 const shb_entities *from, uint32_t *numbers) {
    shb_status st = SHB_OK;
    for (size_t i = 0; i < from->count; i++) {
        const shb_counted *item = &from->items[i];
        st = shb_entities_number(ctx, into, item->id, item->gazetteer, &numbers[i]);
        if (st != SHB_OK)
            return st;
        shb_counted *sum = &into->items[numbers[i]];
        sum->mentions += item->mentions;
        sum->units += item->units;
        sum->documents += item->documents;
        for (int how = 0; how < SHB_N_HOW; how++)
            sum->how[how] += item->how[how];
        for (int type = 0; type < SHB_N_TYPES; type++)
            sum->types[type] += item->types[type];
        if (item->confidence > sum->confidence)
            sum->confidence = item->confidence;
        sum->walks |= item->walks;
    }
    for (size_t i = 0; i < from->n_tallies && st == SHB_OK; i++) {
        const shb_tally *tally = &from->tallies[i];
        st = shb_entities_tally(ctx, into, numbers[tally->entity], tally->word,
                                tally->text, tally->count);
    }
    return st;
}

static shb_status merge_sizes(shb_ctx *ctx, shb_sizes *into, const shb_sizes *from) {
    shb_status st = SHB_OK;
    for (size_t k = from->count; k-- > 0 && st == SHB_OK;)
        st = shb_sizes_add(ctx, into, k, from->items[k]);
    return st;
}

/* A kept sentence of `from`, copied into `into` at its first use and then held till the
 * end. */
static shb_status merge_sentence(shb_ctx *ctx, shb_counts *into, const shb_counts *from,
                                 const uint32_t *numbers, uint32_t *places,
                                 uint32_t sentence) {
    if (places[sentence] != UINT32_MAX)
        return SHB_OK;
    shb_desk *desk = &into->desk;
    shb_kept copy = *from->evidence.kept[sentence];
    shb_status st = shb_grow(ctx, (void **)&desk->names, &desk->names_capacity,
                             copy.n_names, sizeof *desk->names);
    if (st != SHB_OK)
        return st;
    for (size_t i = 0; i < copy.n_names; i++) {
        desk->names[i] = copy.names[i];
        desk->names[i].entity = numbers[copy.names[i].entity];
    }
    copy.names = desk->names;
    return shb_evidence_keep(ctx, &into->evidence, &copy, &places[sentence]);
}

static shb_status merge_evidence(shb_ctx *ctx, shb_counts *into, const shb_counts *from,
                                 const uint32_t *numbers, uint32_t *places, uint32_t row,
                                 uint32_t old_row, bool turned) {
    if (old_row >= from->evidence.n_pairs || !from->evidence.of_pair[old_row])
        return SHB_OK;
    const shb_occurrences *list = from->evidence.of_pair[old_row];
    for (uint32_t i = 0; i < list->count; i++) {
        shb_occurrence old = list->items[i];
        if (turned)
            old = (shb_occurrence){old.ordinal, old.date, old.second, old.first};
        if (!shb_evidence_wants(&into->evidence, row, old.ordinal, old.date,
                                from->evidence.kept[old.first]->doc))
            continue;
        shb_status st = merge_sentence(ctx, into, from, numbers, places, old.first);
        if (st == SHB_OK)
            st = merge_sentence(ctx, into, from, numbers, places, old.second);
        if (st == SHB_OK)
            st =
                shb_evidence_add(ctx, &into->evidence, row,
                                 (shb_occurrence){old.ordinal, old.date,
                                                  places[old.first], places[old.second]});
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

static shb_status merge_pairs(shb_ctx *ctx, shb_counts *into, const shb_counts *from,
                              const uint32_t *numbers, uint32_t *places) {
    for (size_t i = 0; i < from->pairs.count; i++) {
        shb_pair pair = from->pairs.rows[i];
        uint32_t a = numbers[shb_pair_low(pair.key)], row;
        uint32_t b = numbers[shb_pair_high(pair.key)];
        pair.key = shb_pair_key(a, b);
        shb_status st = shb_counts_pair(ctx, into, &pair, &row);
        if (st == SHB_OK)
            st =
                merge_evidence(ctx, into, from, numbers, places, row, (uint32_t)i, a > b);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

static void merge_totals(shb_counts *into, const shb_counts *from) {
    shb_count_totals *sum = &into->totals;
    const shb_count_totals *more = &from->totals;
    sum->documents += more->documents;
    sum->documents_outside += more->documents_outside;
    sum->sentences += more->sentences;
    sum->units += more->units;
    sum->units_dropped += more->units_dropped;
    sum->mentions += more->mentions;
    for (int lang = 0; lang < SHB_N_LANGS; lang++)
        into->languages[lang] += from->languages[lang];
}

shb_status shb_counts_merge(shb_ctx *ctx, shb_counts *into, const shb_counts *from) {
    if (into == from || !are_alike(into, from))
        return shb_fail(ctx, SHB_EINVALID, NULL,
                        "counts that were made in different ways cannot be joined");
    shb_status st = SHB_OK;
    size_t n_kept = from->evidence.n_kept;
    uint32_t *numbers = shb_alloc_array(from->entities.count, sizeof *numbers);
    uint32_t *places = shb_alloc_array(n_kept, sizeof *places);
    if (!numbers || !places) {
        st = shb_fail_memory(ctx);
        goto done;
    }
    memset(places, 0xff, n_kept * sizeof *places);
    if ((st = merge_entities(ctx, &into->entities, &from->entities, numbers)) != SHB_OK ||
        (st = merge_sizes(ctx, &into->unit_sizes, &from->unit_sizes)) != SHB_OK ||
        (st = merge_sizes(ctx, &into->document_sizes, &from->document_sizes)) != SHB_OK ||
        (st = shb_rares_merge(ctx, &into->rare_in_units, &from->rare_in_units, numbers,
                              into->totals.units)) != SHB_OK ||
        (st = shb_rares_merge(ctx, &into->rare_in_documents, &from->rare_in_documents,
                              numbers, into->totals.documents)) != SHB_OK ||
        (st = merge_pairs(ctx, into, from, numbers, places)) != SHB_OK ||
        (st = shb_unit_store_merge(ctx, &into->units, &from->units, numbers)) != SHB_OK)
        goto done;
    for (size_t i = 0; i < from->appearances.count; i++) {
        const shb_appearance *seen = &from->appearances.items[i];
        st = shb_appearances_add(ctx, &into->appearances, numbers[seen->entity],
                                 seen->document);
        if (st != SHB_OK)
            goto done;
    }
    merge_totals(into, from);
    for (size_t i = 0; i < n_kept; i++)
        if (places[i] != UINT32_MAX)
            shb_evidence_release(&into->evidence, places[i]);
done:
    shb_free(numbers);
    shb_free(places);
    return st;
}
