/*
 * "Томас Хендрик Ильвес (Toomas Hendrik Ilves)": a person's name and in brackets behind
 * it the same in other letters are one person, listed if either is; so are as many
 * capitalised words before such brackets that nothing else has found. An unlisted body
 * with a listed one in brackets behind it is that.
 */
#include "base/alloc.h"
#include "entities/work.h"

static bool is_person(const shb_work *work, const shb_candidate *c) {
    return shb_is_mention(c) && shb_work_type(work, c->entity) == SHB_PERSON;
}

/* Does the candidate stand alone in brackets behind words in other letters? */
static bool is_translation(const shb_work *work, const shb_candidate *c) {
    const uint8_t scripts = TOKEN_LATIN | TOKEN_CYRILLIC | TOKEN_ARABIC;
    const shb_token *first = &work->tokens.items[c->first];
    return c->first > work->sentence_tokens[c->sentence] &&
           shb_token_gap(&work->tokens, c->first) == GAP_OPEN &&
           c->end < work->tokens.text_len && work->tokens.text[c->end] == ')' &&
           !(first[-1].flags & first->flags & scripts);
}

/* "The National Oil Company (PDVSA)": a listed body alone in brackets, no agency that
 * says so, behind an unlisted one of two words and more. */
static bool shortens_body(const shb_work *work, const shb_candidate *c,
                          const shb_candidate *before) {
    return before && before->entity >= LOCAL_ENTITY && before->first < before->last &&
           shb_is_mention(c) && c->entity < LOCAL_ENTITY &&
           shb_work_type(work, before->entity) == SHB_ORGANIZATION &&
           shb_work_type(work, c->entity) == SHB_ORGANIZATION &&
           !work->gazetteer->more[c->entity].medium && c->end < work->tokens.text_len &&
           work->tokens.text[c->end] == ')';
}

/* Which entity each that this document alone names is found to be, by its number. */
static uint32_t meant(uint32_t *same, uint32_t entity) {
    while (entity >= LOCAL_ENTITY && same[entity - LOCAL_ENTITY] != entity) {
        uint32_t *next = &same[entity - LOCAL_ENTITY];
        if (*next >= LOCAL_ENTITY)
            *next = same[*next - LOCAL_ENTITY];
        entity = *next;
    }
    return entity;
}

static void join(uint32_t *same, uint32_t entity, uint32_t other) {
    entity = meant(same, entity);
    other = meant(same, other);
    if (entity >= LOCAL_ENTITY)
        same[entity - LOCAL_ENTITY] = other;
    else if (other >= LOCAL_ENTITY)
        same[other - LOCAL_ENTITY] = entity;
}

/* The mention that ends right before candidate i. */
static const shb_candidate *mention_before(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    for (size_t k = i; k-- > 0 && work->candidates[k].sentence == c->sentence;)
        if (shb_is_mention(&work->candidates[k]))
            return work->candidates[k].last + 1u == c->first ? &work->candidates[k]
                                                             : NULL;
    return NULL;
}

/* The first of as many Russian words with capitals before candidate i as it has, if they
 * are in no other mention; else its own. Those candidates that are none are eaten. */
static size_t words_before(shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    const size_t n = c->last - c->first + 1u, start = work->sentence_tokens[c->sentence];
    const uint8_t wanted = TOKEN_CYRILLIC | TOKEN_CAPITAL;
    if (n < 2 || c->first < start + n)
        return c->first;
    const size_t first = c->first - n;
    for (size_t k = first; k < c->first; k++) {
        const uint8_t flags = work->tokens.items[k].flags;
        if ((flags & (wanted | TOKEN_CAPITALS)) != wanted ||
            (k > first && shb_token_gap(&work->tokens, k) != GAP_SPACE))
            return c->first;
    }
    for (size_t k = i; k-- > 0 && work->candidates[k].last >= first;)
        if (shb_is_mention(&work->candidates[k]))
            return c->first;
    for (size_t k = i; k-- > 0 && work->candidates[k].last >= first;)
        work->candidates[k].eaten = true;
    return first;
}

shb_status shb_join_bracketed(shb_work *work) {
    shb_candidate *found = NULL;
    uint32_t *same = NULL; /* made for the first pair */
    size_t n = 0, capacity = 0, n_same = 0;
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < work->n_candidates; i++) {
        const shb_candidate *c = &work->candidates[i];
        const bool translates = is_person(work, c) && is_translation(work, c);
        if (!translates && (c->first == work->sentence_tokens[c->sentence] ||
                            shb_token_gap(&work->tokens, c->first) != GAP_OPEN))
            continue;
        const shb_candidate *before = mention_before(work, i);
        if (!translates && !shortens_body(work, c, before))
            continue;
        if (before && (!translates || is_person(work, before))) {
            if (!same && work->n_locals) {
                if ((st = shb_grow(work->ctx, (void **)&same, &n_same, work->n_locals,
                                   sizeof *same)) != SHB_OK)
                    break;
                for (size_t k = 0; k < work->n_locals; k++)
                    same[k] = LOCAL_ENTITY + (uint32_t)k;
            }
            join(same, c->entity, before->entity);
            continue;
        }
        const size_t first = words_before(work, i);
        if (first < c->first && (st = shb_grow(work->ctx, (void **)&found, &capacity,
                                               n + 1, sizeof *found)) == SHB_OK)
            found[n++] = shb_candidate_found(work, first, c->first - 1u, c->sentence,
                                             c->entity, SHB_HOW_PATTERN);
    }
    if (st == SHB_OK)
        st = shb_candidates_merge(work, found, n);
    for (size_t i = 0; same && st == SHB_OK && i < work->n_candidates; i++)
        if (work->candidates[i].entity != SHB_NO_ENTITY)
            work->candidates[i].entity = meant(same, work->candidates[i].entity);
    shb_free(same);
    shb_free(found);
    return st;
}
