/* "The Security Council": the United Nations', or a state's. */
#include <string.h>

#include "entities/bodies.h"

/*
 * "Security Council Secretary", "the deputy chairman of the Security Council": officers
 * that the listed council, of the United Nations, has not.
 */
static bool has_officer_of_state(const shb_work *work, size_t i) {
    static const char *const officers[] = {"secretary",      "deputy chairman",
                                           "deputy head",    "секретарь",
                                           "замсекретаря",   "зампред",
                                           "зампредседателя", "заместитель председателя"};
    const shb_candidate *c = &work->candidates[i];
    size_t before = c->first, next = c->last + 1u;
    size_t start = work->sentence_tokens[c->sentence];
    size_t end = work->sentence_tokens[c->sentence + 1];
    if (shb_is_arabic(work, c))
        return false;
    if (next < end && shb_token_gap(&work->tokens, next) == GAP_SPACE &&
        shb_token_is(work, next, "secretary"))
        return true;
    if (before > start && shb_token_is(work, before - 1, "the"))
        before--;
    if (before > start && shb_token_is(work, before - 1, "of"))
        before--;
    for (size_t k = 0; k < sizeof officers / sizeof *officers; k++)
        if (shb_title_before(work, start, before, officers[k]))
            return true;
    return false;
}

/* Does the form also name a listed body, that of no state? */
static bool names_listed(const shb_work *work, const shb_candidate *c) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    for (size_t k = 0; k < form->n_senses; k++)
        if (lexicon->senses[form->first_sense + k].kind == SENSE_NAME)
            return true;
    return false;
}

static bool is_council(const shb_work *work, const shb_candidate *c) {
    return c->body < work->gazetteer->n_bodies && !c->eaten && !shb_is_arabic(work, c) &&
           strcmp(work->gazetteer->bodies[c->body].name, "security-council") == 0 &&
           names_listed(work, c);
}

/* Whose council has this officer: that of the person behind the title, else of the state
 * that is nearest, or named most. */
static uint32_t state_of_officer(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    uint32_t state = SHB_NO_ENTITY;
    if (i + 1 < work->n_candidates && c[1].sentence == c->sentence &&
        c[1].first <= c->last + 2u)
        state = shb_state_behind(work, c + 1);
    if (state == SHB_NO_ENTITY)
        state = shb_state_before(work, i);
    return state != SHB_NO_ENTITY ? state : shb_state_most_named(work, work->n_candidates);
}

/*
 * "The Security Council" is the United Nations', but not where an officer shows a
 * state's, nor behind that state's own, until the text names the former in full; where
 * the text has no United Nations at all, nor before.
 */
void shb_settle_councils(shb_work *work) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    uint32_t nations = shb_gazetteer_by_id(gazetteer, "organization:un");
    uint32_t council = shb_gazetteer_by_id(gazetteer, "organization:un-security-council");
    uint32_t last = SHB_NO_ENTITY, first = SHB_NO_ENTITY;
    bool other = false; /* the United Nations are in the text */
    for (size_t i = 0; i < work->n_candidates; i++) {
        const shb_candidate *c = &work->candidates[i];
        other |= shb_is_mention(c) && c->body == SHB_NO_ENTITY &&
                 (c->entity == nations || c->entity == council);
        if (first == SHB_NO_ENTITY && is_council(work, c))
            first = c->how == SHB_HOW_PATTERN        ? gazetteer->more[c->entity].owner
                    : has_officer_of_state(work, i) ? state_of_officer(work, i)
                                                    : SHB_NO_ENTITY;
    }
    if (first == SHB_NO_ENTITY)
        return;
    last = other ? SHB_NO_ENTITY : first;
    for (size_t i = 0; i < work->n_candidates; i++) {
        const shb_candidate *c = &work->candidates[i];
        if (c->entity == council && c->body == SHB_NO_ENTITY)
            last = SHB_NO_ENTITY;
        if (!is_council(work, c))
            continue;
        if (c->how == SHB_HOW_PATTERN)
            last = gazetteer->more[c->entity].owner;
        else if (has_officer_of_state(work, i))
            last = state_of_officer(work, i);
        if (c->how != SHB_HOW_PATTERN && last != SHB_NO_ENTITY)
            shb_own_body(work, i, last);
    }
}
