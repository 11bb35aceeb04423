/*
 * Counting one document. Its pairs are gathered in a small table of its own first, so
 * that the large one is visited once a pair and document, and with the memory asked for
 * ahead.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "cooccurrence/counts.h"
#include "gazetteer/compiled.h"
#include "text/written.h"

enum { AHEAD = 12 };

/* The document at hand. */
struct document {
    shb_counts *counts;
    shb_desk *desk;
    const shb_doc *doc;
    const shb_annotation *annotation;
    const shb_str *texts;
    uint32_t date;
    size_t n_names;
};

void shb_desk_done(shb_desk *desk) {
    shb_free(desk->numbers);
    shb_free(desk->mentions);
    shb_free(desk->names);
    shb_free(desk->names_at);
    shb_free(desk->kept);
    shb_free(desk->named);
    shb_free(desk->starts);
    shb_pairs_done(&desk->pairs);
    shb_free(desk->trails);
    shb_free(desk->links);
    shb_tokens_done(&desk->before);
}

static shb_status clear_desk(shb_ctx *ctx, struct document *d) {
    shb_desk *desk = d->desk;
    size_t n_entities = d->annotation->n_entities,
           n_sentences = d->annotation->n_sentences;
    shb_status st = SHB_OK;
    if ((st = shb_grow(ctx, (void **)&desk->numbers, &desk->numbers_capacity, n_entities,
                       sizeof *desk->numbers)) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&desk->mentions, &desk->mentions_capacity,
                       n_entities, sizeof *desk->mentions)) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&desk->names, &desk->names_capacity,
                       d->annotation->n_mentions, sizeof *desk->names)) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&desk->named, &desk->named_capacity,
                       d->annotation->n_mentions, sizeof *desk->named)) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&desk->starts, &desk->starts_capacity,
                       d->annotation->n_mentions + 1, sizeof *desk->starts)) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&desk->names_at, &desk->names_at_capacity,
                       n_sentences + 1, sizeof *desk->names_at)) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&desk->kept, &desk->kept_capacity, n_sentences,
                       sizeof *desk->kept)) != SHB_OK)
        return st;
    for (size_t i = 0; i < n_entities; i++) {
        desk->numbers[i] = UINT32_MAX;
        desk->mentions[i] = 0;
    }
    for (size_t i = 0; i < n_sentences; i++)
        desk->kept[i] = UINT32_MAX;
    shb_pairs_reset(&desk->pairs);
    desk->n_trails = desk->n_links = 0;
    return SHB_OK;
}

/* ---- mentions ---- */

static shb_str sentence_text(const struct document *d, size_t i) {
    const shb_sentence *sentence = &d->annotation->sentences[i];
    if (d->texts)
        return d->texts[i];
    return (shb_str){d->doc->text.data + sentence->start,
                     sentence->end - sentence->start};
}

static bool fits(const struct document *d) {
    const shb_annotation *all = d->annotation;
    for (size_t i = 0; i < all->n_sentences; i++) {
        const shb_sentence *s = &all->sentences[i];
        if (s->end < s->start || (!d->texts && s->end > d->doc->text.len) ||
            (size_t)s->first + s->count > all->n_mentions)
            return false;
        size_t len = sentence_text(d, i).len;
        for (size_t j = s->first; j < (size_t)s->first + s->count; j++) {
            const shb_mention *m = &all->mentions[j];
            if (m->start < s->start || m->end < m->start || m->end - s->start > len ||
                m->entity >= all->n_entities || m->how >= SHB_N_HOW ||
                m->mark >= SHB_N_MARKS)
                return false;
        }
    }
    return true;
}

static shb_status take_mention(shb_ctx *ctx, struct document *d,
                               const shb_mention *mention, shb_str sentence,
                               uint32_t sentence_start) {
    shb_counts *counts = d->counts;
    const shb_entity_ref *ref = &d->annotation->entities[mention->entity];
    counts->totals.mentions++;
    if (counts->options.without_marks[mention->mark] || !counts->options.types[ref->type])
        return SHB_OK;
    uint32_t *number = &d->desk->numbers[mention->entity];
    shb_status st = SHB_OK;
    bool never = false;
    if (*number == UINT32_MAX)
        st = shb_entities_number(ctx, &counts->entities, ref->id, ref->gazetteer, number);
    if (st == SHB_OK && d->texts && counts->entities.gazetteer)
        st = shb_is_never(ctx, counts->entities.gazetteer, &d->desk->before,
                          (shb_str){sentence.data + (mention->start - sentence_start),
                                    mention->end - mention->start},
                          &never);
    if (st != SHB_OK || never || *number == SHB_NO_ENTITY)
        return st;
    shb_counted *entity = &counts->entities.items[*number];
    entity->mentions++;
    entity->how[mention->how]++;
    if (mention->confidence > entity->confidence)
        entity->confidence = mention->confidence;
    entity->types[ref->type]++;
    if (entity->made_person && counts->options.join_spellings) {
        uint8_t walks;
        st = shb_walks_before(ctx, &d->desk->before, sentence,
                              mention->start - sentence_start, &walks);
        if (st != SHB_OK)
            return st;
        entity->walks |= walks;
    }
    d->desk->mentions[mention->entity]++;
    shb_name name = {*number, mention->start - sentence_start,
                     mention->end - sentence_start};
    d->desk->names[d->n_names++] = name;
    return shb_entities_tally(
        ctx, &counts->entities, *number, SHB_WORD_WRITTEN,
        (shb_str){sentence.data + name.start, name.end - name.start}, 1);
}

static shb_status take_mentions(shb_ctx *ctx, struct document *d) {
    const shb_annotation *all = d->annotation;
    for (size_t i = 0; i < all->n_sentences; i++) {
        const shb_sentence *sentence = &all->sentences[i];
        d->desk->names_at[i] = d->n_names;
        for (size_t j = 0; j < sentence->count; j++) {
            shb_status st = take_mention(ctx, d, &all->mentions[sentence->first + j],
                                         sentence_text(d, i), sentence->start);
            if (st != SHB_OK)
                return st;
        }
    }
    d->desk->names_at[all->n_sentences] = d->n_names;
    return SHB_OK;
}

/* The document at hand names the entity for the first time. */
static shb_status count_document(shb_ctx *ctx, struct document *d, uint32_t number) {
    shb_counts *counts = d->counts;
    shb_counted *entity = &counts->entities.items[number];
    shb_status st = SHB_OK;
    entity->last_document = counts->totals.documents;
    entity->documents++;
    if (shb_is_rare(counts, entity))
        st = shb_rares_add(ctx, &counts->rare_in_documents, counts->totals.documents,
                           number, 0);
    if (st == SHB_OK && entity->made_person && counts->options.join_spellings)
        st = shb_appearances_add(
            ctx, &counts->appearances, number,
            shb_hash_stable(SHB_HASH_SEED, d->doc->id.data, d->doc->id.len));
    return st;
}

static shb_status take_entities(shb_ctx *ctx, struct document *d) {
    shb_counts *counts = d->counts;
    shb_rares *rares = &counts->rare_in_documents;
    size_t distinct = 0, rare = rares->count;
    for (size_t i = 0; i < d->annotation->n_entities; i++) {
        const char *label = d->annotation->entities[i].label;
        uint32_t number = d->desk->numbers[i];
        shb_status st = SHB_OK;
        if (d->desk->mentions[i] == 0)
            continue;
        if (counts->entities.items[number].last_document != counts->totals.documents) {
            st = count_document(ctx, d, number);
            distinct++;
        }
        if (st == SHB_OK && label && *label)
            st =
                shb_entities_tally(ctx, &counts->entities, number, SHB_WORD_LABEL,
                                   (shb_str){label, strlen(label)}, d->desk->mentions[i]);
        if (st != SHB_OK)
            return st;
    }
    for (; rare < rares->count; rare++)
        rares->items[rare].size = (uint32_t)distinct;
    return shb_sizes_add(ctx, &counts->document_sizes, distinct, 1);
}

/* ---- language ---- */

static void count_language(struct document *d) {
    shb_written written = SHB_WRITTEN_INIT;
    for (size_t i = 0; i < d->annotation->n_sentences; i++)
        if (shb_written_add(&written, sentence_text(d, i)))
            break;
    if (written.most >= 0)
        d->counts->languages[written.most]++;
}

/* ---- units ---- */

static int by_value(const void *left, const void *right) {
    const uint64_t *x = left, *y = right;
    return (*x > *y) - (*x < *y);
}

static void sort_values(uint64_t *values, size_t n) {
    if (n > 64) {
        qsort(values, n, sizeof *values, by_value);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        uint64_t value = values[i];
        size_t j = i;
        for (; j > 0 && values[j - 1] > value; j--)
            values[j] = values[j - 1];
        values[j] = value;
    }
}

/* Fills desk->named and desk->starts; returns how many entities the unit names. */
static size_t name_unit(struct document *d, size_t from, size_t to) {
    shb_desk *desk = d->desk;
    size_t n = 0, distinct = 0, kept = 0;
    for (size_t s = from; s < to; s++)
        for (size_t i = desk->names_at[s]; i < desk->names_at[s + 1]; i++)
            desk->named[n++] = (uint64_t)desk->names[i].entity << 32 | s;
    sort_values(desk->named, n);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && desk->named[i] == desk->named[i - 1])
            continue;
        if (i == 0 || desk->named[i] >> 32 != desk->named[i - 1] >> 32)
            desk->starts[distinct++] = kept;
        desk->named[kept++] = desk->named[i];
    }
    desk->starts[distinct] = kept;
    return distinct;
}

/* The two sentences of the unit that name a and b and are nearest to each other. */
static shb_link nearest(const shb_desk *desk, size_t a, size_t b) {
    shb_link best = {0, 0, 0};
    uint32_t least = UINT32_MAX;
    size_t i = desk->starts[a], j = desk->starts[b];
    while (i < desk->starts[a + 1] && j < desk->starts[b + 1] && least > 0) {
        uint32_t x = (uint32_t)desk->named[i], y = (uint32_t)desk->named[j];
        uint32_t apart = x > y ? x - y : y - x;
        if (apart < least) {
            least = apart;
            best = (shb_link){x, y, 0};
        }
        if (x < y)
            i++;
        else
            j++;
    }
    return best;
}

static uint32_t later(shb_link link) {
    return link.first > link.second ? link.first : link.second;
}

/*
 * Overlapping windows meet the same two sentences again, always in a row, and never two
 * different choices with the same later sentence: so the last one tells.
 */
static shb_status add_link(shb_ctx *ctx, shb_desk *desk, shb_trail *trail,
                           shb_link link) {
    if (trail->count > 0 && later(desk->links[trail->last - 1]) == later(link))
        return SHB_OK;
    if (desk->n_links >= UINT32_MAX - 1)
        return shb_fail(ctx, SHB_ELIMIT, NULL, "too much evidence in one document");
    shb_status st = shb_grow(ctx, (void **)&desk->links, &desk->links_capacity,
                             desk->n_links + 1, sizeof *desk->links);
    if (st != SHB_OK)
        return st;
    desk->links[desk->n_links++] = link;
    if (trail->count++ == 0)
        trail->head = (uint32_t)desk->n_links;
    else
        desk->links[trail->last - 1].next = (uint32_t)desk->n_links;
    trail->last = (uint32_t)desk->n_links;
    return SHB_OK;
}

static shb_status count_pair(shb_ctx *ctx, struct document *d, size_t a, size_t b) {
    shb_desk *desk = d->desk;
    uint64_t key =
        (desk->named[desk->starts[a]] >> 32) << 32 | desk->named[desk->starts[b]] >> 32;
    uint32_t row;
    shb_status st = shb_pairs_row(ctx, &desk->pairs, key, &row);
    if (st != SHB_OK)
        return st;
    desk->pairs.rows[row].units++;
    if (d->counts->evidence.limit == 0)
        return SHB_OK;
    if (row == desk->n_trails) {
        st = shb_grow(ctx, (void **)&desk->trails, &desk->trails_capacity,
                      desk->n_trails + 1, sizeof *desk->trails);
        if (st != SHB_OK)
            return st;
        desk->trails[desk->n_trails++] = (shb_trail){0, 0, 0};
    }
    shb_trail *trail = &desk->trails[row];
    if (trail->count >= d->counts->evidence.limit)
        return SHB_OK;
    return add_link(ctx, desk, trail, nearest(desk, a, b));
}

static shb_status count_unit(shb_ctx *ctx, struct document *d, size_t from, size_t to) {
    shb_counts *counts = d->counts;
    size_t n = name_unit(d, from, to);
    shb_status st = shb_sizes_add(ctx, &counts->unit_sizes, n, 1);
    counts->totals.units++;
    for (size_t i = 0; i < n && st == SHB_OK; i++) {
        uint32_t number = (uint32_t)(d->desk->named[d->desk->starts[i]] >> 32);
        shb_counted *entity = &counts->entities.items[number];
        entity->units++;
        if (shb_is_rare(counts, entity))
            st = shb_rares_add(ctx, &counts->rare_in_units, counts->totals.units, number,
                               (uint32_t)n);
    }
    if (n > counts->options.max_entities) {
        counts->totals.units_dropped++;
        return st;
    }
    if (counts->options.keep_units && n > 0 && st == SHB_OK)
        st = shb_unit_rows_add(ctx, &counts->units.units, d->desk->named, d->desk->starts,
                               n, (uint32_t)from);
    for (size_t a = 0; a < n && st == SHB_OK; a++)
        for (size_t b = a + !counts->options.names_in_full; b < n && st == SHB_OK; b++)
            st = count_pair(ctx, d, a, b);
    return st;
}

static size_t unit_end(const struct document *d, size_t from) {
    const shb_annotation *all = d->annotation;
    size_t to = from + 1;
    switch (d->counts->options.unit) {
    case SHB_UNIT_SENTENCE:
        return to;
    case SHB_UNIT_PARAGRAPH:
        while (to < all->n_sentences &&
               all->sentences[to].paragraph == all->sentences[from].paragraph)
            to++;
        return to;
    case SHB_UNIT_DOCUMENT:
        return all->n_sentences;
    case SHB_UNIT_WINDOW:
        break;
    }
    size_t window = d->counts->options.window;
    return all->n_sentences - from < window ? all->n_sentences : from + window;
}

static shb_status count_units(shb_ctx *ctx, struct document *d) {
    bool slides = d->counts->options.unit == SHB_UNIT_WINDOW;
    size_t n = d->annotation->n_sentences, from = 0, to = 0;
    for (; to < n; from = slides ? from + 1 : to) {
        shb_status st = from % 1024 == 0 ? shb_check_cancel(ctx) : SHB_OK;
        to = unit_end(d, from);
        if (st == SHB_OK)
            st = count_unit(ctx, d, from, to);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* What is asked of the units later needs them, not their counts alone. */
static shb_status keep_units(shb_ctx *ctx, struct document *d, uint64_t n_units) {
    shb_counts *counts = d->counts;
    shb_status st = SHB_OK;
    if (!counts->options.keep_units)
        return SHB_OK;
    for (size_t s = 0;
         counts->options.keep_sentences && st == SHB_OK && s < d->annotation->n_sentences;
         s++) {
        size_t n = name_unit(d, s, s + 1);
        if (n > 0 && n <= counts->options.max_entities)
            st = shb_unit_rows_add(ctx, &counts->units.sentences, d->desk->named,
                                   d->desk->starts, n, (uint32_t)s);
    }
    return st == SHB_OK ? shb_unit_store_end(ctx, &counts->units, d->doc->id, d->date,
                                             counts->options.set, n_units)
                        : st;
}

/* ---- from the document's table into the large one ---- */

static shb_status keep_sentence(shb_ctx *ctx, struct document *d, uint32_t number) {
    shb_desk *desk = d->desk;
    if (desk->kept[number] != UINT32_MAX)
        return SHB_OK;
    const shb_sentence *sentence = &d->annotation->sentences[number];
    size_t from = desk->names_at[number];
    shb_kept kept = {.date = d->date,
                     .number = number,
                     .start = sentence->start,
                     .end = sentence->end,
                     .doc = d->doc->id,
                     .text = sentence_text(d, number),
                     .names = desk->names + from,
                     .n_names = desk->names_at[number + 1] - from};
    return shb_evidence_keep(ctx, &d->counts->evidence, &kept, &desk->kept[number]);
}

static shb_status hand_over_evidence(shb_ctx *ctx, struct document *d, size_t pair,
                                     uint32_t row) {
    const shb_desk *desk = d->desk;
    shb_evidence_store *store = &d->counts->evidence;
    uint32_t ordinal = 0;
    for (uint32_t at = desk->trails[pair].head; at; at = desk->links[at - 1].next) {
        shb_link link = desk->links[at - 1];
        if (!shb_evidence_wants(store, row, ordinal, d->date, d->doc->id))
            break; /* nor any later one */
        shb_status st = keep_sentence(ctx, d, link.first);
        if (st == SHB_OK)
            st = keep_sentence(ctx, d, link.second);
        if (st == SHB_OK)
            st = shb_evidence_add(ctx, store, row,
                                  (shb_occurrence){ordinal++, d->date,
                                                   desk->kept[link.first],
                                                   desk->kept[link.second]});
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

static shb_status hand_over(shb_ctx *ctx, struct document *d) {
    shb_desk *desk = d->desk;
    for (size_t i = 0; i < desk->pairs.count; i++) {
        if (i + AHEAD < desk->pairs.count)
            shb_pairs_prefetch(&d->counts->pairs, desk->pairs.rows[i + AHEAD].key);
        shb_pair pair = desk->pairs.rows[i];
        pair.documents = 1;
        pair.first = pair.last = d->date;
        uint32_t row;
        shb_status st = shb_counts_pair(ctx, d->counts, &pair, &row);
        if (st == SHB_OK && desk->n_trails > 0)
            st = hand_over_evidence(ctx, d, i, row);
        if (st != SHB_OK)
            return st;
    }
    for (size_t i = 0; i < d->annotation->n_sentences; i++)
        if (desk->kept[i] != UINT32_MAX)
            shb_evidence_release(&d->counts->evidence, desk->kept[i]);
    return SHB_OK;
}

static bool is_outside(const shb_counts *counts, uint32_t date) {
    if (!counts->since && !counts->until)
        return false;
    return !date || date < counts->since || (counts->until && date > counts->until);
}

shb_status shb_counts_add(shb_ctx *ctx, shb_counts *counts, const shb_doc *doc,
                          const shb_annotation *annotation, const shb_str *texts) {
    struct document d = {
        counts, &counts->desk, doc, annotation, texts, shb_date_pack(doc->date), 0};
    if (annotation->n_sentences == 0)
        return SHB_OK;
    if (is_outside(counts, d.date)) {
        counts->totals.documents_outside++;
        return SHB_OK;
    }
    if (annotation->n_sentences >= UINT32_MAX || !fits(&d))
        return shb_fail(ctx, SHB_EINVALID, NULL, "the annotation does not fit '%.*s'",
                        (int)(doc->id.len < 200 ? doc->id.len : 200), doc->id.data);
    shb_status st = shb_check_cancel(ctx);
    if (st != SHB_OK || (st = clear_desk(ctx, &d)) != SHB_OK)
        return st;
    counts->totals.documents++;
    counts->totals.sentences += annotation->n_sentences;
    count_language(&d);
    if ((st = take_mentions(ctx, &d)) != SHB_OK ||
        (st = take_entities(ctx, &d)) != SHB_OK)
        return st;
    uint64_t before = counts->totals.units;
    if ((st = count_units(ctx, &d)) != SHB_OK ||
        (st = keep_units(ctx, &d, counts->totals.units - before)) != SHB_OK)
        return st;
    return hand_over(ctx, &d);
}
