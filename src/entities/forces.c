/*
 * Armies, navies and air forces: a head and its owner right beside it, "the Lebanese
 * army". Where the owner is the state's own name, "Sudan's army", that stays a mention.
 */
#include "entities/bodies.h"
#include "entities/patterns.h"

/* "the Russian military said": a noun, where no noun can stand behind it. */
static bool is_noun(const shb_work *work, const shb_candidate *c) {
    static const char *const verbs[] = {"struck", "hit",  "shot",   "began",
                                        "sent",   "took", "killed", "kept",
                                        "held",   "put",  "says",   "fires"};
    static const char *const no[] = {"and", "or", "might"};
    const size_t next = c->last + 1u;
    if (c->first != c->last || !shb_token_is(work, c->first, "military"))
        return true;
    if (next >= work->sentence_tokens[c->sentence + 1])
        return true;
    const shb_gap gap = shb_token_gap(&work->tokens, next);
    if (gap != GAP_SPACE)
        return gap != GAP_HYPHEN;
    const unsigned known =
        shb_name_word(&work->gazetteer->name_words, work->tokens.items[next].hash);
    return !TOKEN_IS_ONE_OF(work, next, no) &&
           ((known & NAME_FUNCTION) || (shb_token_classes(work, next) & WORD_SAY) ||
            TOKEN_IS_ONE_OF(work, next, verbs));
}

/* In Russian an adjective: what else has a capital there, "Генштаб", is none of its name.
 */
static bool may_name_it(const shb_work *work, size_t i) {
    static const char *const endings[] = {"ая", "ой", "ую",  "ые",
                                          "ых", "ое", "ому", "ым"};
    const shb_token *token = &work->tokens.items[i];
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (shb_russian_ends(work->tokens.folded + token->folded, token->length,
                             endings[k]))
            return true;
    return !(token->flags & TOKEN_CYRILLIC);
}

/* "the New Syrian Army", "South Lebanon Army", "الجيش السوري الإلكتروني": others. */
static bool is_another(const shb_work *work, size_t first, size_t last, size_t start,
                       size_t end) {
    static const char *const behind[] = {
        "الحر", "الجديد", "الإلكتروني", "الالكتروني", "الإليكتروني", "الموحد", "الجنوبي"};
    static const char *const before[] = {"the", "royal"};
    if (last + 1 < end && TOKEN_IS_ONE_OF(work, last + 1, behind))
        return true;
    if (first == start)
        return false;
    const shb_gap gap = shb_token_gap(&work->tokens, first);
    const uint8_t flags = work->tokens.items[first - 1].flags;
    return gap == GAP_HYPHEN ||
           (gap == GAP_SPACE && first - 1 > start && (flags & TOKEN_CAPITAL) &&
            !(flags & TOKEN_ARABIC) && may_name_it(work, first - 1) &&
            !TOKEN_IS_ONE_OF(work, first - 1, before));
}

/* "al-hudud al-bahriyya", the sea border: an adjective of the noun before it. */
static bool is_adjective(const shb_work *work, const shb_candidate *c) {
    return shb_is_arabic(work, c) && c->first == c->last &&
           shb_token_is(work, c->first, "البحرية") && shb_previous_has_article(work, c);
}

/* "jaysh iraqi", an Iraqi army: a description. */
static bool is_any(const shb_work *work, const shb_candidate *c,
                   const shb_candidate *owner) {
    return owner->adjective != SHB_NO_ENTITY && shb_is_arabic(work, c) &&
           shb_token_is(work, c->last, "جيش");
}

static void settle(shb_work *work, size_t i, shb_owner_found owner) {
    shb_candidate *c = &work->candidates[i];
    const size_t start = work->sentence_tokens[c->sentence];
    const size_t end = work->sentence_tokens[c->sentence + 1];
    const shb_candidate *part = &work->candidates[owner.candidate];
    const size_t first = owner.before ? part->first : c->first;
    const size_t last = owner.before ? c->last : part->last;
    if (owner.state == SHB_NO_ENTITY || !is_noun(work, c) || is_adjective(work, c) ||
        is_any(work, c, part) || is_another(work, first, last, start, end)) {
        c->body = SHB_NO_ENTITY;
        return;
    }
    shb_own_body(work, i, owner.state);
    if (owner.candidate == i)
        return;
    c->why = SHB_WHY_OWNER_BESIDE;
    if (part->adjective != SHB_NO_ENTITY)
        shb_take_beside(work, i, owner.candidate);
}

static bool is_unsettled(const shb_work *work, size_t i) {
    const shb_candidate *c = &work->candidates[i];
    return c->body < work->gazetteer->n_bodies && !c->eaten &&
           work->gazetteer->bodies[c->body].force && c->why != SHB_WHY_OWNER_BESIDE &&
           !shb_is_portfolio(work, i);
}

void shb_settle_forces(shb_work *work) {
    for (size_t i = 0; i < work->n_candidates; i++) {
        shb_owner_found owner = {SHB_NO_ENTITY, i, false};
        if (is_unsettled(work, i) && work->candidates[i].entity == SHB_NO_ENTITY &&
            shb_owner_beside(work, i, &owner))
            settle(work, i, owner);
    }
    /* "the Israeli army and air force", "ВВС и ВМС Ирана": the owner of both. */
    for (size_t i = 0; i < work->n_candidates; i++) {
        shb_owner_found owner = {SHB_NO_ENTITY, i, false};
        if (!is_unsettled(work, i))
            continue;
        if (work->candidates[i].entity == SHB_NO_ENTITY)
            owner.state = shb_owner_of_list(work, i);
        settle(work, i, owner);
    }
}

/* "of", "of the" */
static size_t behind_of(const shb_work *work, size_t token, size_t end) {
    token += token < end && shb_token_is(work, token, "of");
    return token + (token < end && shb_token_is(work, token, "the"));
}

/* Whose army, navy or air force the mention is; or SHB_NO_ENTITY. */
static uint32_t owner_of_force(const shb_work *work, uint32_t entity) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    const uint32_t owner =
        entity < LOCAL_ENTITY ? gazetteer->more[entity].owner : SHB_NO_ENTITY;
    for (uint32_t b = 0; owner != SHB_NO_ENTITY && b < gazetteer->n_bodies; b++)
        if (gazetteer->bodies[b].force && shb_body_entity(gazetteer, b, owner) == entity)
            return owner;
    return SHB_NO_ENTITY;
}

void shb_join_staffs(shb_work *work) {
    const uint32_t staff = shb_body_named(work->gazetteer, "general-staff");
    for (size_t i = 0; i + 1 < work->n_candidates; i++) {
        shb_candidate *c = &work->candidates[i], *next = c + 1;
        while (next < work->candidates + work->n_candidates - 1 && next->eaten)
            next++;
        const size_t end = work->sentence_tokens[c->sentence + 1];
        if (c->body != staff || c->eaten || c->entity != SHB_NO_ENTITY ||
            !shb_is_mention(next) || next->sentence != c->sentence ||
            next->first != behind_of(work, c->last + 1u, end))
            continue;
        const uint32_t owner = owner_of_force(work, next->entity);
        if (owner == SHB_NO_ENTITY)
            continue;
        shb_own_body(work, i, owner);
        const size_t beside = (size_t)(next - work->candidates);
        const shb_candidate *state = shb_next_adjacent(work, beside);
        shb_take_beside(work, i, beside);
        if (state && state->entity == owner && shb_is_mention(state))
            shb_take_beside(work, i, beside + 1);
    }
}
