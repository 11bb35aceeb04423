/* "The congress": a state's, or some other meeting. */
#include "entities/bodies.h"

/* "the 4th Congress of Young Farmers", but not "critics in Congress of the war". */
static bool is_congress_of(const shb_work *work, const shb_candidate *c) {
    return c->first > work->sentence_tokens[c->sentence] && c->first == c->last &&
           c->last + 1u < work->sentence_tokens[c->sentence + 1] &&
           shb_token_is(work, c->first, "congress") &&
           shb_token_is(work, c->last + 1u, "of") &&
           shb_token_gap(&work->tokens, c->last + 1u) == GAP_SPACE &&
           !shb_token_is(work, c->first - 1u, "in");
}

/* "of the House of Representatives and the senate": another body of the same state stands
 * before it, with one word between. */
static bool joins_body_of(const shb_work *work, size_t i, uint32_t owner) {
    const uint32_t first = work->candidates[i].first;
    for (size_t k = i; k-- > 0 && work->candidates[k].last + 2u >= first;) {
        const shb_candidate *c = &work->candidates[k];
        if (shb_is_mention(c) && c->entity < LOCAL_ENTITY && c->last + 2u == first &&
            work->gazetteer->more[c->entity].owner == owner)
            return true;
    }
    return false;
}

/* "the congress" in small letters is the listed one where its state was named last. */
bool shb_is_another_congress(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    uint8_t flags = work->tokens.items[c->first].flags;
    if (is_congress_of(work, c))
        return true;
    if (c->entity == SHB_NO_ENTITY || c->entity >= LOCAL_ENTITY ||
        c->how != SHB_HOW_GAZETTEER || c->first != c->last ||
        !(flags & (TOKEN_LATIN | TOKEN_CYRILLIC)) || (flags & TOKEN_CAPITAL))
        return false;
    uint32_t owner = work->gazetteer->more[c->entity].owner;
    if (joins_body_of(work, i, owner))
        return false;
    uint32_t before = shb_state_before(work, i);
    /* Russian writes the American ones small. */
    return before != owner && (before != SHB_NO_ENTITY || !(flags & TOKEN_CYRILLIC) ||
                               shb_times_named(work, i, owner) == 0);
}
