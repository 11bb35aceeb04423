/* The stage from one document to its sentences and mentions. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "entities/facts.h"
#include "entities/work.h"

struct shb_annotator {
    shb_work work;
    shb_mention *mentions;
    size_t mentions_capacity;
    shb_entity_ref *entities;
    size_t entities_capacity, n_entities;
    /* Number in `entities` of each gazetteer entity, valid where the stamp is this
     * text's. */
    uint32_t *number, *stamp;
    uint32_t text;
    uint32_t *local_number;
    size_t local_capacity;
    shb_tokens scratch;
    shb_considered *considered;
    size_t n_considered, considered_capacity;
    uint64_t decided[SHB_N_WHYS];
};

shb_status shb_annotator_new(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                             const shb_annotate_options *options, shb_annotator **out) {
    shb_annotator *a = shb_alloc_array(1, sizeof *a + sizeof *options);
    if (!a)
        return shb_fail_memory(ctx);
    shb_annotate_options *own = (shb_annotate_options *)(a + 1);
    *own = *options;
    a->work.gazetteer = gazetteer;
    a->work.options = own;
    a->number = shb_alloc_array(gazetteer->n_entities, sizeof *a->number);
    a->stamp = shb_alloc_array(gazetteer->n_entities, sizeof *a->stamp);
    a->work.first_named = shb_alloc_array(gazetteer->n_entities, sizeof(uint32_t));
    a->work.last_named = shb_alloc_array(gazetteer->n_entities, sizeof(uint32_t));
    if (!a->number || !a->stamp || !a->work.first_named || !a->work.last_named) {
        shb_annotator_free(a);
        return shb_fail_memory(ctx);
    }
    for (size_t i = 0; i < gazetteer->n_entities; i++)
        a->work.first_named[i] = a->work.last_named[i] = SHB_NO_ENTITY;
    *out = a;
    return SHB_OK;
}

void shb_annotator_free(shb_annotator *a) {
    if (!a)
        return;
    shb_tokens_done(&a->scratch);
    shb_tagging_free(a->work.tagging);
    shb_tokens_done(&a->work.tokens);
    shb_sentences_done(&a->work.sentences);
    shb_free(a->work.sentence_tokens);
    shb_free(a->work.candidates);
    shb_free(a->work.locals);
    shb_map_done(&a->work.local_ids);
    shb_free(a->work.first_named);
    shb_free(a->work.last_named);
    shb_arena_done(&a->work.arena);
    shb_free(a->mentions);
    shb_free(a->entities);
    shb_free(a->number);
    shb_free(a->stamp);
    shb_free(a->local_number);
    shb_free(a->considered);
    shb_free(a);
}

static unsigned year_of(shb_str date) {
    unsigned year = 0;
    for (size_t i = 0; i < 4; i++) {
        if (i >= date.len || date.data[i] < '0' || date.data[i] > '9')
            return 0;
        year = year * 10 + (unsigned)(date.data[i] - '0');
    }
    return year;
}

/* Sentences, words, and what the gazetteer says of them. */
static shb_status look_up(shb_work *work, const shb_doc *doc) {
    shb_status st;
    work->n_candidates = work->n_locals = 0;
    work->year = year_of(doc->date);
    shb_map_done(&work->local_ids);
    shb_arena_reset(&work->arena);
    if ((st = shb_split_sentences(work->ctx, &work->sentences, doc->text.data,
                                  doc->text.len)) != SHB_OK ||
        (st = shb_tokenize(work->ctx, &work->tokens, doc->text.data, doc->text.len)) !=
            SHB_OK)
        return st;
    work->tokens.width = work->sentences.width;
    if ((st = shb_find_candidates(work)) != SHB_OK ||
        (st = shb_join_dual_heads(work)) != SHB_OK)
        return st;
    if (work->n_candidates == 0)
        return SHB_OK;
    if ((st = shb_resolve_names(work)) != SHB_OK)
        return st;
    return shb_resolve_bodies(work);
}

shb_status shb_annotator_look(shb_ctx *ctx, shb_annotator *a, const shb_doc *doc,
                              shb_looked_up *out) {
    const uint32_t *facts = NULL;
    a->work.ctx = ctx;
    shb_status st = look_up(&a->work, doc);
    if (st != SHB_OK || (st = shb_look_for_facts(&a->work, &facts)) != SHB_OK)
        return st;
    *out = (shb_looked_up){&a->work.tokens, facts, a->work.sentence_tokens,
                           a->work.sentences.count};
    return SHB_OK;
}

static shb_status find_mentions(shb_work *work, const shb_doc *doc) {
    shb_status st = look_up(work, doc);
    if (st != SHB_OK ||
        (work->n_candidates == 0 && work->options->find == SHB_FIND_GAZETTEER))
        return st;
    if (work->options->find != SHB_FIND_GAZETTEER &&
        (st = shb_find_by_pattern(work)) != SHB_OK)
        return st;
    if ((st = shb_resolve_abbreviations(work)) != SHB_OK ||
        (st = shb_resolve_short_forms(work)) != SHB_OK)
        return st;
    if ((st = shb_join_bracketed(work)) != SHB_OK)
        return st;
    shb_join_short_owners(work);
    if (work->options->adjectives)
        shb_count_adjectives(work);
    return shb_mark_places(work);
}

/* The annotation's own number of an entity, given out in order of mention. */
static shb_status number_entity(shb_ctx *ctx, shb_annotator *a, const shb_candidate *c,
                                uint32_t *out) {
    shb_work *work = &a->work;
    bool local = c->entity >= LOCAL_ENTITY;
    uint32_t index = local ? c->entity - LOCAL_ENTITY : c->entity;
    uint32_t *number = local ? &a->local_number[index] : &a->number[index];
    bool known = local ? *number != SHB_NO_ENTITY : a->stamp[index] == a->text;
    if (!known) {
        shb_status st = shb_grow(ctx, (void **)&a->entities, &a->entities_capacity,
                                 a->n_entities + 1, sizeof *a->entities);
        if (st != SHB_OK)
            return st;
        shb_entity_ref *ref = &a->entities[a->n_entities];
        if (local) {
            const shb_local_entity *own = &work->locals[index];
            *ref = (shb_entity_ref){own->id, own->label, own->type, SHB_NO_ENTITY};
        } else {
            const shb_entity *entity = &work->gazetteer->entities[index];
            uint8_t flags = work->tokens.items[c->first].flags;
            shb_lang lang = flags & TOKEN_ARABIC     ? SHB_AR
                            : flags & TOKEN_CYRILLIC ? SHB_RU
                                                     : SHB_EN;
            const char *label = entity->labels[lang];
            for (shb_lang other = 0; !label && other < SHB_N_LANGS; other++)
                label = entity->labels[other];
            if (!label) /* unlisted, by decision the same as another */
                label = shb_label_copy(&work->arena, work->tokens.text + c->start,
                                       c->end - c->start);
            if (!label)
                return shb_fail_memory(ctx);
            *ref = (shb_entity_ref){entity->id, label, entity->type, index};
            a->stamp[index] = a->text;
        }
        *number = (uint32_t)a->n_entities++;
    }
    *out = *number;
    return SHB_OK;
}

/* Decisions: entities that are another or none, names that are no mentions. */
static shb_status decide(shb_ctx *ctx, shb_annotator *a, shb_candidate *c) {
    shb_work *work = &a->work;
    const shb_gazetteer *gazetteer = work->gazetteer;
    if (c->entity >= LOCAL_ENTITY) {
        uint32_t known =
            shb_gazetteer_by_id(gazetteer, work->locals[c->entity - LOCAL_ENTITY].id);
        if (known != SHB_NO_ENTITY)
            c->entity = gazetteer->meant[known];
    } else {
        c->entity = gazetteer->meant[c->entity];
    }
    bool never = false;
    shb_status st =
        shb_is_never(ctx, gazetteer, &a->scratch,
                     (shb_str){work->tokens.text + c->start, c->end - c->start}, &never);
    if (never)
        c->entity = SHB_NO_ENTITY;
    return st;
}

const shb_considered *shb_annotator_considered(const shb_annotator *a, size_t *n) {
    *n = a->n_considered;
    return a->considered;
}

const uint64_t *shb_annotator_decided(const shb_annotator *a) { return a->decided; }

/* After the last word has been said about a candidate. */
static shb_status consider(shb_ctx *ctx, shb_annotator *a, const shb_candidate *c,
                           shb_why why) {
    shb_work *work = &a->work;
    a->decided[why]++;
    if (!work->options->explain)
        return SHB_OK;
    shb_status st = shb_grow(ctx, (void **)&a->considered, &a->considered_capacity,
                             a->n_considered + 1, sizeof *a->considered);
    if (st != SHB_OK)
        return st;
    shb_considered *out = &a->considered[a->n_considered++];
    *out = (shb_considered){.start = c->start,
                            .end = c->end,
                            .word = work->tokens.items[c->first].start,
                            .form = c->form,
                            .entity = SHB_NO_ENTITY,
                            .how = c->how,
                            .clitics = c->clitics,
                            .why = why};
    if (why >= SHB_WHY_FIRST_NOT)
        return SHB_OK;
    bool local = c->entity >= LOCAL_ENTITY;
    const shb_entity *listed = &work->gazetteer->entities[local ? 0 : c->entity];
    const shb_local_entity *own = &work->locals[local ? c->entity - LOCAL_ENTITY : 0];
    const char *label = local ? own->label : NULL;
    for (shb_lang lang = 0; !local && !label && lang < SHB_N_LANGS; lang++)
        label = listed->labels[(lang + SHB_EN) % SHB_N_LANGS];
    out->entity = local ? SHB_NO_ENTITY : c->entity;
    out->id = local ? own->id : listed->id;
    out->type = local ? own->type : listed->type;
    out->label = label ? label : out->id;
    return SHB_OK;
}

/* To three places, as the lines of mentions say it. */
static float confidence_of(const shb_candidate *c) {
    return c->how == SHB_HOW_TAGGER ? (float)(round((double)c->confidence * 1000) / 1000)
                                    : -1;
}

shb_status shb_annotate(shb_ctx *ctx, shb_annotator *a, const shb_doc *doc,
                        shb_annotation *out) {
    shb_work *work = &a->work;
    work->ctx = ctx;
    if (doc->text.len >= UINT32_MAX - 64)
        return shb_fail(ctx, SHB_ELIMIT, NULL, "'%.*s' is longer than 4 GiB: split it",
                        (int)doc->id.len, doc->id.data);
    shb_status st = find_mentions(work, doc);
    if (st != SHB_OK)
        return st;
    a->n_entities = a->n_considered = 0;
    if (++a->text == 0) {
        memset(a->stamp, 0, work->gazetteer->n_entities * sizeof *a->stamp);
        a->text = 1;
    }
    if ((st = shb_grow(ctx, (void **)&a->local_number, &a->local_capacity, work->n_locals,
                       sizeof *a->local_number)) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&a->mentions, &a->mentions_capacity,
                       work->n_candidates, sizeof *a->mentions)) != SHB_OK)
        return st;
    for (size_t i = 0; i < work->n_locals; i++)
        a->local_number[i] = SHB_NO_ENTITY;

    size_t n = 0, at = 0;
    for (size_t s = 0; s < work->sentences.count; s++) {
        shb_sentence *sentence = &work->sentences.items[s];
        sentence->first = (uint32_t)n;
        for (; at < work->n_candidates && work->candidates[at].sentence == s; at++) {
            shb_candidate *c = &work->candidates[at];
            shb_why why = shb_why_of(c);
            bool mention = shb_is_mention(c);
            if (mention && (st = decide(ctx, a, c)) != SHB_OK)
                return st;
            if (mention && c->entity == SHB_NO_ENTITY)
                why = SHB_WHY_NOT_DECIDED;
            if ((st = consider(ctx, a, c, why)) != SHB_OK)
                return st;
            if (!mention || c->entity == SHB_NO_ENTITY)
                continue;
            uint32_t number = 0;
            if ((st = number_entity(ctx, a, c, &number)) != SHB_OK)
                return st;
            a->mentions[n++] = (shb_mention){c->start, c->end,  number,
                                             c->how,   c->mark, confidence_of(c)};
        }
        sentence->count = (uint32_t)n - sentence->first;
    }
    *out = (shb_annotation){work->sentences.items, work->sentences.count, a->mentions, n,
                            a->entities,           a->n_entities};
    return SHB_OK;
}
