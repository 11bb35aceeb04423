#include <shabaka/slices.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/search.h"
#include "cooccurrence/counts.h"

struct part {
    int32_t number; /* of its last period */
    shb_counts *counts;
};

struct shb_slices {
    const shb_gazetteer *gazetteer;
    shb_count_options count;
    shb_slice_options options;
    uint32_t since, until;
    int32_t first, last; /* periods that have a text */
    struct part *parts;  /* by number */
    size_t n_parts, capacity, taken;
    uint64_t outside;
    const char *labels; /* of all slices, once the first is taken */
};

shb_status shb_slices_new(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                          const shb_count_options *count,
                          const shb_slice_options *options, shb_slices **out) {
    shb_counts *tried = NULL;
    if (options->rolling == 0 || options->rolling > 10000)
        return shb_fail(ctx, SHB_EINVALID, NULL,
                        "a window rolls over 1 to 10,000 periods");
    /* What is wrong with the options is told before the first text. */
    shb_status st = shb_counts_new(ctx, gazetteer, count, &tried);
    shb_counts_free(tried);
    if (st != SHB_OK)
        return st;
    shb_slices *slices = shb_alloc_array(1, sizeof *slices);
    if (!slices)
        return shb_fail_memory(ctx);
    slices->gazetteer = gazetteer;
    slices->count = *count;
    slices->options = *options;
    slices->since = shb_date_pack((shb_str){count->since, strlen(count->since)});
    slices->until = shb_date_pack((shb_str){count->until, strlen(count->until)});
    slices->first = INT32_MAX;
    slices->last = INT32_MIN;
    *out = slices;
    return SHB_OK;
}

void shb_slices_free(shb_slices *slices) {
    if (!slices)
        return;
    for (size_t i = 0; i < slices->n_parts; i++)
        shb_counts_free(slices->parts[i].counts);
    shb_free(slices->parts);
    shb_free(slices);
}

static bool is_earlier(const void *item, const void *number) {
    return ((const struct part *)item)->number < *(const int32_t *)number;
}

/* Where the part of a number is, or belongs. */
static size_t place_of(const shb_slices *slices, int32_t number) {
    return shb_lower_bound(slices->parts, slices->n_parts, sizeof *slices->parts, &number,
                           is_earlier);
}

/* The days of the periods up to `number`, within what was asked for. */
static void days_of(const shb_slices *slices, int32_t number, uint32_t *first,
                    uint32_t *last) {
    uint32_t unused;
    const shb_periods *periods = slices->options.periods;
    *first = *last = 0;
    if (periods) {
        shb_period_days(periods, number - (int32_t)slices->options.rolling + 1, first,
                        &unused);
        shb_period_days(periods, number, &unused, last);
    }
    if (slices->since && slices->since > *first)
        *first = slices->since;
    if (slices->until && (!*last || slices->until < *last))
        *last = slices->until;
}

static shb_status insert(shb_ctx *ctx, shb_slices *slices, size_t place, int32_t number,
                         shb_counts *counts) {
    shb_status st = shb_grow(ctx, (void **)&slices->parts, &slices->capacity,
                             slices->n_parts + 1, sizeof *slices->parts);
    if (st != SHB_OK)
        return st;
    memmove(&slices->parts[place + 1], &slices->parts[place],
            (slices->n_parts++ - place) * sizeof *slices->parts);
    slices->parts[place] = (struct part){number, counts};
    return SHB_OK;
}

static shb_status counts_of(shb_ctx *ctx, shb_slices *slices, int32_t number,
                            shb_counts **out) {
    size_t place = place_of(slices, number);
    if (place < slices->n_parts && slices->parts[place].number == number) {
        *out = slices->parts[place].counts;
        return SHB_OK;
    }
    shb_count_options count = slices->count;
    uint32_t first, last;
    days_of(slices, number, &first, &last);
    shb_date_unpack(first, count.since);
    shb_date_unpack(last, count.until);
    shb_status st = shb_counts_new(ctx, slices->gazetteer, &count, out);
    if (st == SHB_OK && (st = insert(ctx, slices, place, number, *out)) != SHB_OK)
        shb_counts_free(*out);
    return st;
}

static void widen(shb_slices *slices, int32_t first, int32_t last) {
    slices->first = first < slices->first ? first : slices->first;
    slices->last = last > slices->last ? last : slices->last;
}

shb_status shb_slices_add(shb_ctx *ctx, shb_slices *slices, const shb_doc *doc,
                          const shb_annotation *annotation, const shb_str *texts) {
    shb_counts *counts;
    uint32_t date = shb_date_pack(doc->date);
    int32_t from = 0;
    const shb_periods *periods = slices->options.periods;
    if (periods && annotation->n_sentences == 0)
        return SHB_OK;
    if (periods &&
        (!date || date < slices->since || (slices->until && date > slices->until))) {
        slices->outside++;
        return SHB_OK;
    }
    if (periods)
        from = shb_period_of(periods, date);
    widen(slices, from, from);
    shb_status st = SHB_OK;
    for (uint32_t i = 0; i < slices->options.rolling && st == SHB_OK; i++) {
        st = counts_of(ctx, slices, from + (int32_t)i, &counts);
        if (st == SHB_OK)
            st = shb_counts_add(ctx, counts, doc, annotation, texts);
    }
    return st;
}

shb_status shb_slices_merge(shb_ctx *ctx, shb_slices *into, shb_slices *from) {
    shb_status st = SHB_OK;
    for (size_t i = 0; i < from->n_parts && st == SHB_OK; i++) {
        struct part *part = &from->parts[i];
        size_t place = place_of(into, part->number);
        if (place < into->n_parts && into->parts[place].number == part->number)
            st = shb_counts_merge(ctx, into->parts[place].counts, part->counts);
        else
            st = insert(ctx, into, place, part->number, part->counts);
        if (st != SHB_OK)
            break;
        if (into->parts[place].counts != part->counts)
            shb_counts_free(part->counts);
        part->counts = NULL;
    }
    widen(into, from->first, from->last);
    into->outside += from->outside;
    return st;
}

uint64_t shb_slices_outside(const shb_slices *slices) { return slices->outside; }

static void name_slice(const shb_slices *slices, int32_t number, char out[72]) {
    const shb_periods *periods = slices->options.periods;
    char first[32], last[32];
    out[0] = '\0';
    if (!periods)
        return;
    shb_period_name(periods, number, last);
    if (slices->options.rolling == 1) {
        snprintf(out, 72, "%s", last);
        return;
    }
    shb_period_name(periods, number - (int32_t)slices->options.rolling + 1, first);
    snprintf(out, 72, "%s_%s", first, last);
}

/* One language for all slices, so that they can be laid side by side. */
static const char *language_of(const shb_slices *slices) {
    uint64_t texts[SHB_N_LANGS] = {0};
    int best = SHB_AR;
    for (size_t i = slices->taken; i < slices->n_parts; i++)
        for (int lang = 0; lang < SHB_N_LANGS; lang++)
            texts[lang] += slices->parts[i].counts->languages[lang];
    for (int lang = 0; lang < SHB_N_LANGS; lang++)
        if (texts[lang] > texts[best])
            best = lang;
    return texts[best] ? shb_lang_name((shb_lang)best) : NULL;
}

static bool is_whole(const shb_slices *slices, int32_t number) {
    return number <= slices->last &&
           number - (int32_t)slices->options.rolling + 1 >= slices->first;
}

shb_status shb_slices_take(shb_ctx *ctx, shb_slices *slices, const char *labels,
                           shb_slice *slice, shb_network **out) {
    shb_counts *counts = NULL;
    *out = NULL;
    /* Nothing was read: a network all the same, and an empty one. */
    if (!slices->options.periods && slices->n_parts == 0 && !slices->taken) {
        shb_status st = counts_of(ctx, slices, 0, &counts);
        if (st != SHB_OK)
            return st;
        widen(slices, 0, 0);
    }
    while (slices->taken < slices->n_parts &&
           !is_whole(slices, slices->parts[slices->taken].number))
        slices->taken++;
    if (slices->taken == slices->n_parts)
        return SHB_OK;
    if (!labels && slices->options.periods && !slices->labels)
        slices->labels = language_of(slices);
    if (!labels)
        labels = slices->labels;
    struct part *part = &slices->parts[slices->taken];
    name_slice(slices, part->number, slice->name);
    slice->totals = *shb_counts_totals(part->counts);
    shb_status st = shb_counts_join(ctx, part->counts, &slice->joined);
    slice->doubtful = shb_counts_doubtful(part->counts);
    if (st == SHB_OK)
        st = shb_counts_spend(ctx, part->counts, labels, NULL, out);
    shb_counts_free(part->counts);
    part->counts = NULL;
    slices->taken++;
    return st;
}
