/* Several bodies that one owner has: it stands before the first or behind the last. */
#include "entities/bodies.h"
#include "text/arabic_letters.h"

/* Do tokens first..last begin with a name or the nationality of the state, or are they
 * one as a whole? */
static bool is_state_at(const shb_work *work, size_t first, size_t last, uint32_t state,
                        bool whole) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    shb_match match;
    if (!shb_match_at(work->gazetteer, &work->tokens, first, last + 1, &match) ||
        (whole && match.last != last) || !shb_match_holds(lexicon, &work->tokens, &match))
        return false;
    const shb_form *form = &lexicon->forms[match.form];
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if (sense->kind <= SENSE_ADJECTIVE && sense->value == state)
            return true;
    }
    return false;
}

/* "UK Ministry of Defence", "Минобороны США": a body that is listed with its owner. */
static bool is_listed_body(const shb_work *work, const shb_candidate *c, bool *ends) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    if (!shb_is_mention(c) || c->entity >= LOCAL_ENTITY || c->first == c->last)
        return false;
    const uint32_t owner = gazetteer->more[c->entity].owner;
    bool made = false;
    for (uint32_t b = 0; owner != SHB_NO_ENTITY && !made && b < gazetteer->n_bodies; b++)
        made = !gazetteer->bodies[b].party &&
               shb_body_entity(gazetteer, b, owner) == c->entity;
    if (!made)
        return false;
    *ends = false;
    for (size_t i = c->first + 1u; i <= c->last && !*ends; i++)
        *ends = is_state_at(work, i, c->last, owner, true);
    return *ends || is_state_at(work, c->first, c->last - 1u, owner, false);
}

/* The next mention or body before or behind, or NULL; what is part of a name is passed.
 */
static const shb_candidate *neighbour(const shb_work *work, const shb_candidate *c,
                                      bool behind) {
    const shb_candidate *first = work->candidates, *stop = first + work->n_candidates;
    const shb_candidate *other = c;
    do {
        if (behind ? other + 1 == stop : other == first)
            return NULL;
        other += behind ? 1 : -1;
    } while (other->eaten);
    return other->sentence == c->sentence ? other : NULL;
}

typedef enum link { APART, COMMA, AND } link;

/* "X and Y", "X, Y", "X, and the Y" */
static link between(const shb_work *work, const shb_candidate *a,
                    const shb_candidate *b) {
    static const char *const joins[] = {"and", "и"};
    const shb_tokens *tokens = &work->tokens;
    size_t at = a->last + 1u;
    const shb_gap gap = shb_token_gap(tokens, at);
    const bool comma = gap == GAP_COMMA;
    if (b->first < at || (gap != GAP_SPACE && !comma))
        return APART;
    if (shb_is_arabic(work, b)) {
        const bool waw =
            b->clitics > 0 && tokens->folded[tokens->items[at].folded] == WAW;
        return b->first == at && waw ? AND : APART;
    }
    const bool joined = at < b->first && TOKEN_IS_ONE_OF(work, at, joins);
    at += joined;
    at += at < b->first && shb_token_is(work, at, "the");
    if (at != b->first ||
        (b->first > a->last + 1u && shb_token_gap(tokens, at) != GAP_SPACE))
        return APART;
    return joined ? AND : comma ? COMMA : APART;
}

/* "the Defence Ministry of Ukraine": its owner ends its name; that of "ВМС Ирана" stands
 * behind it. */
static bool ends_with_owner(const shb_work *work, const shb_candidate *c) {
    const shb_candidate *part = c + 1;
    if (part == work->candidates + work->n_candidates)
        return false;
    if (c->body != SHB_NO_ENTITY && work->gazetteer->bodies[c->body].force &&
        shb_is_mention(part) && c->entity < LOCAL_ENTITY &&
        part->entity == work->gazetteer->more[c->entity].owner)
        return part->sentence == c->sentence && part->first == c->last + 1u;
    return part->eaten && part->first > c->first && part->last == c->last;
}

/* @param ends  does the owner, which it has beside it, end its name? */
static bool has_owner(const shb_work *work, const shb_candidate *c, bool *ends) {
    if (c->body == SHB_NO_ENTITY)
        return is_listed_body(work, c, ends);
    *ends = ends_with_owner(work, c);
    return shb_is_mention(c) && c->entity < LOCAL_ENTITY &&
           c->why == SHB_WHY_OWNER_BESIDE;
}

/* The owner of the other body as that of candidate c; not of the same kind, "ЦБ и ФРС
 * США". */
static uint32_t as_owner(const shb_work *work, const shb_candidate *c,
                         const shb_candidate *other) {
    const uint32_t owner = work->gazetteer->more[other->entity].owner;
    return owner != SHB_NO_ENTITY &&
                   shb_body_entity(work->gazetteer, c->body, owner) != other->entity
               ? owner
               : SHB_NO_ENTITY;
}

uint32_t shb_owner_of_list(const shb_work *work, size_t i) {
    enum { BODIES = 4 };
    const shb_candidate *c = &work->candidates[i], *at = c, *other;
    bool ends;
    for (size_t n = 0; n < BODIES && (other = neighbour(work, at, false)) != NULL &&
                       between(work, other, at) != APART;
         n++, at = other) {
        if (has_owner(work, other, &ends))
            return as_owner(work, c, other);
        if (other->body == SHB_NO_ENTITY)
            break;
    }
    at = c;
    for (size_t n = 0; n < BODIES && (other = neighbour(work, at, true)) != NULL;
         n++, at = other) {
        const link how = between(work, at, other);
        if (how == AND && has_owner(work, other, &ends))
            return ends ? as_owner(work, c, other) : SHB_NO_ENTITY;
        if (how == APART || other->body == SHB_NO_ENTITY)
            break;
    }
    return SHB_NO_ENTITY;
}
