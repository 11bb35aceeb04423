/*
 * "Томас Хендрик Ильвес (Toomas Hendrik Ilves)": a person's name and in brackets behind
 * it the same in other letters are one person, listed if either is; so are as many
 * capitalised words before such brackets that nothing else has found.
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

static void rename_all(shb_work *work, uint32_t from, uint32_t to) {
    for (size_t i = 0; i < work->n_candidates; i++)
        if (work->candidates[i].entity == from)
            work->candidates[i].entity = to;
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
    size_t n = 0, capacity = 0;
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < work->n_candidates; i++) {
        const shb_candidate *c = &work->candidates[i];
        if (!is_person(work, c) || !is_translation(work, c))
            continue;
        size_t k = i;
        while (k > 0 && !shb_is_mention(&work->candidates[k - 1]))
            k--;
        const shb_candidate *before = k > 0 ? &work->candidates[k - 1] : NULL;
        if (before && is_person(work, before) && before->last + 1u == c->first) {
            if (c->entity >= LOCAL_ENTITY)
                rename_all(work, c->entity, before->entity);
            else if (before->entity >= LOCAL_ENTITY)
                rename_all(work, before->entity, c->entity);
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
    shb_free(found);
    return st;
}
