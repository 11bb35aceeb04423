/*
 * "The Socialist Party", "the Democratic Party": kinds of parties that many states have.
 * With its owner beside it such a name is a body as any other; this is for those without.
 */
#include "entities/bodies.h"

bool shb_is_half_a_party(const shb_work *work, const shb_candidate *c) {
    const uint8_t flags = work->tokens.items[c->first].flags;
    return work->gazetteer->bodies[c->body].party && (flags & TOKEN_CYRILLIC) &&
           !(flags & TOKEN_CAPITAL) && c->first > work->sentence_tokens[c->sentence] &&
           shb_token_gap(&work->tokens, c->first) == GAP_HYPHEN;
}

/* "Ontario Liberal Party", "New Progressive Party": another name, of which it is the end.
 */
static bool ends_another_name(const shb_work *work, const shb_candidate *c) {
    const size_t start = work->sentence_tokens[c->sentence];
    if (c->first == start || shb_token_gap(&work->tokens, c->first) != GAP_SPACE)
        return false;
    const uint8_t flags = work->tokens.items[c->first - 1].flags;
    return (flags & TOKEN_LATIN) && (flags & TOKEN_CAPITAL) &&
           !shb_token_is(work, c->first - 1, "the");
}

/* Is it written as a name: with a capital, in English each word with one? */
static bool is_written_as_name(const shb_work *work, const shb_candidate *c) {
    const shb_token *tokens = work->tokens.items;
    const size_t last = tokens[c->first].flags & TOKEN_CYRILLIC ? c->first : c->last;
    if (c->first == c->last || shb_is_arabic(work, c))
        return false;
    for (size_t i = c->first; i <= last; i++)
        if (!(tokens[i].flags & TOKEN_CAPITAL) || tokens[i].flags & TOKEN_CAPITALS)
            return false;
    return true;
}

/* The state named before it in the sentence, or where the text names the owner of the
 * listed one nowhere, that which it names most, if it is rather of that one. */
static uint32_t rather_of(const shb_work *work, size_t i) {
    const uint32_t owner = work->gazetteer->more[work->candidates[i].entity].owner;
    const size_t own = shb_times_named(work, i, owner);
    const shb_gazetteer *gazetteer = work->gazetteer;
    uint32_t near = shb_state_before(work, i);
    if (near == SHB_NO_ENTITY && own == 0) {
        near = shb_state_most_named(work, i);
        const uint32_t party =
            near == SHB_NO_ENTITY
                ? near
                : shb_body_entity(gazetteer, work->candidates[i].body, near);
        if (party == SHB_NO_ENTITY || gazetteer->more[party].made)
            return SHB_NO_ENTITY;
    }
    const bool here = near != SHB_NO_ENTITY && near == shb_state_in_sentence(work, i);
    return near != SHB_NO_ENTITY && near != owner && (here || own == 0) &&
                   shb_times_named(work, i, near) > own
               ? near
               : SHB_NO_ENTITY;
}

void shb_settle_party(shb_work *work, size_t i, uint32_t *last, uint32_t first) {
    shb_candidate *c = &work->candidates[i];
    uint32_t state = SHB_NO_ENTITY;
    if (c->entity != SHB_NO_ENTITY) { /* the one that is named so alone */
        if (!ends_another_name(work, c))
            state = *last != SHB_NO_ENTITY ? *last : rather_of(work, i);
    } else {
        const bool latin = work->tokens.items[c->first].flags & TOKEN_LATIN;
        const bool named =
            is_written_as_name(work, c) || (!latin && *last != SHB_NO_ENTITY);
        if (named && !ends_another_name(work, c))
            state = shb_owner_by_context(work, i, *last, first, false);
        if (state == SHB_NO_ENTITY)
            c->body = SHB_NO_ENTITY; /* who it is the patterns may say */
    }
    if (state != SHB_NO_ENTITY) {
        shb_own_body(work, i, state);
        *last = state;
    }
}
