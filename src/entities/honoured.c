/*
 * Names that are whole behind an honour or a father's "bin" alone: "Sir Keir", "Prince
 * Turki", "Bin Farhan" are those whom the text names in full.
 */
#include "entities/work.h"

#include "text/arabic_letters.h"

/* In Arabic the honour must be that of the full name: Prince Khalid is no Sheikh Khalid.
 */
static bool has_honour(const shb_work *work, const shb_candidate *c, size_t title) {
    const shb_token *own = &work->tokens.items[title];
    return !(own->flags & TOKEN_ARABIC) ||
           (c->first > 0 && shb_token_among(work, c->first - 1u, &own->hash, 1));
}

/* Whose first name the token spells: of the persons named in full the last before, else
 * the first after. */
static uint32_t bearer_of_given_name(const shb_work *work, size_t token) {
    uint64_t hash = work->tokens.items[token].hash;
    for (int pass = 0; pass < 2; pass++)
        for (size_t n = 0; n < work->n_candidates; n++) {
            size_t i = pass == 0 ? work->n_candidates - 1 - n : n;
            const shb_candidate *c = &work->candidates[i];
            if ((pass == 0) == (c->first < token) && c->first < c->last &&
                shb_is_mention(c) && shb_work_type(work, c->entity) == SHB_PERSON &&
                work->tokens.items[c->first].hash == hash &&
                has_honour(work, c, token - 1))
                return c->entity;
        }
    return SHB_NO_ENTITY;
}

/* "Prince Turki bin Abdullah", "Prince Abdullah al-Faisal"; "King Faisal Centre". */
static bool is_in_longer_name(const shb_work *work, size_t sentence, size_t i) {
    static const char *const links[] = {"بن", "ابن", "آل", "عبد", "بنت"};
    const shb_gazetteer *gazetteer = work->gazetteer;
    size_t start = work->sentence_tokens[sentence], next = i + 1;
    if (i >= start + 2 && shb_token_gap(&work->tokens, i - 1) == GAP_SPACE &&
        (shb_token_classes(work, i - 2) & (WORD_STOP | WORD_HEAD)))
        return true;
    if (next >= work->sentence_tokens[sentence + 1] ||
        shb_token_gap(&work->tokens, next) != GAP_SPACE)
        return false;
    for (size_t k = 0; k < sizeof links / sizeof *links; k++)
        if (shb_token_is(work, next, links[k]))
            return true;
    const shb_token *token = &work->tokens.items[next];
    const uint8_t *letters = work->tokens.folded + token->folded;
    bool article = token->length > 4 && letters[0] == ALEF && letters[1] == LAM;
    uint64_t bare = article ? shb_word_hash(letters + 2, token->length - 2u) : 0;
    return (shb_name_word(&gazetteer->name_words, token->hash) & NAME_WORD) ||
           (article && (shb_lexicon_word(&gazetteer->lexicon, bare) & WORD_GIVEN));
}

/* Is the token all of the name that stands behind a title of honour? */
static bool stands_alone(const shb_work *work, size_t sentence, size_t i) {
    size_t end = work->sentence_tokens[sentence + 1];
    if (i >= end || shb_token_gap(&work->tokens, i) != GAP_SPACE)
        return false;
    uint8_t flags = work->tokens.items[i].flags;
    if (flags & TOKEN_ARABIC)
        return !is_in_longer_name(work, sentence, i);
    bool goes_on = i + 1 < end && shb_token_gap(&work->tokens, i + 1) == GAP_SPACE &&
                   (work->tokens.items[i + 1].flags & TOKEN_CAPITAL);
    return (flags & TOKEN_CAPITAL) && !goes_on;
}

/* The pattern's find that is just this token; *free: nothing is there. */
static shb_candidate *found_at(const shb_work *work, size_t i, bool *free) {
    shb_candidate *own = NULL;
    *free = true;
    for (size_t k = 0; k < work->n_candidates && work->candidates[k].first <= i; k++) {
        shb_candidate *c = &work->candidates[k];
        if (c->last < i || c->eaten || !(shb_is_mention(c) || c->first != c->last))
            continue;
        *free = false;
        own = c->first == c->last && c->entity >= LOCAL_ENTITY ? c : NULL;
    }
    return own;
}

/* ------------------------------------------------------------------------- bin X alone
 */

static bool is_son_of(const shb_work *work, size_t i) {
    size_t n = work->tokens.items[i].length;
    return (n == 2 && shb_token_is(work, i, "بن")) ||
           (n == 3 && shb_token_is(work, i, "ابن"));
}

/* Is anybody's father named here, from whom "Bin Farhan" may be? */
static bool names_father(const shb_work *work, const shb_candidate *c) {
    return shb_is_mention(c) && c->first + 2u <= c->last &&
           is_son_of(work, c->first + 1) && shb_work_type(work, c->entity) == SHB_PERSON;
}

/* Whose father the token names: of the persons named in full before, the last. */
static uint32_t son_of(const shb_work *work, size_t token, size_t candidate) {
    uint64_t hash = work->tokens.items[token].hash;
    for (size_t n = 0; n < NAMES_ASKED && n < candidate; n++) {
        const shb_candidate *c = &work->candidates[candidate - 1 - n];
        if (names_father(work, c) && work->tokens.items[c->first + 2u].hash == hash)
            return c->entity;
    }
    return SHB_NO_ENTITY;
}

/* May the word be the son's name? All but ordinary words, titles and verbs. */
static bool may_be_son(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    const shb_name_words *words = &work->gazetteer->name_words;
    uint32_t classes = shb_token_classes(work, i);
    unsigned known = shb_name_word(words, token->hash);
    if (!(known & NAME_WORD) && letters[0] == WAW && token->length > 3) {
        uint64_t rest = shb_word_hash(letters + 1, token->length - 1u);
        known |= shb_name_word(words, rest);
        classes |= shb_lexicon_word(&work->gazetteer->lexicon, rest);
    }
    return (classes & WORD_GIVEN) || (known & NAME_WORD) ||
           !((classes & (WORD_SAY | WORD_TITLE)) || (known & NAME_COMMON));
}

/* "Bin Farhan said", behind no name of a son. */
static shb_status resolve_fathers(shb_work *work) {
    size_t k = 0, named = 0; /* the token behind the mentions so far */
    while (k < work->n_candidates && !names_father(work, &work->candidates[k]))
        k++;
    if (k == work->n_candidates)
        return SHB_OK;
    k = 0;
    for (size_t s = 0; s < work->sentences.count; s++) {
        size_t start = work->sentence_tokens[s], end = work->sentence_tokens[s + 1];
        for (size_t i = start; i + 1 < end; i++) {
            for (; k < work->n_candidates && work->candidates[k].first <= i + 1; k++)
                if (shb_is_mention(&work->candidates[k]) &&
                    work->candidates[k].last >= named)
                    named = work->candidates[k].last + 1u;
            if (!(work->tokens.items[i].flags & TOKEN_ARABIC) || !is_son_of(work, i) ||
                shb_token_gap(&work->tokens, i + 1) != GAP_SPACE || named > i)
                continue;
            bool chain = (i + 2 < end && is_son_of(work, i + 2)) ||
                         (shb_token_classes(work, i + 1) & WORD_LINK);
            uint32_t entity = chain || (i > start && may_be_son(work, i - 1))
                                  ? SHB_NO_ENTITY
                                  : son_of(work, i + 1, k);
            if (entity == SHB_NO_ENTITY)
                continue;
            shb_candidate found =
                shb_candidate_found(work, i, i + 1, s, entity, SHB_HOW_SHORT);
            shb_status st = shb_candidate_insert(work, &found);
            if (st != SHB_OK)
                return st;
        }
    }
    return SHB_OK;
}

shb_status shb_resolve_given_names(shb_work *work) {
    shb_status st = resolve_fathers(work);
    for (size_t k = 0; st == SHB_OK && k < work->n_candidates; k++) {
        const shb_candidate *title = &work->candidates[k];
        size_t i = title->last + 1u;
        bool free;
        if (!(title->words & WORD_HONOUR) || !stands_alone(work, title->sentence, i))
            continue;
        shb_candidate *own = found_at(work, i, &free);
        uint32_t bearer = own || free ? bearer_of_given_name(work, i) : SHB_NO_ENTITY;
        if (bearer == SHB_NO_ENTITY)
            continue;
        if (own) {
            own->entity = bearer;
            own->how = SHB_HOW_SHORT;
            continue;
        }
        shb_candidate found =
            shb_candidate_found(work, i, i, title->sentence, bearer, SHB_HOW_SHORT);
        st = shb_candidate_insert(work, &found);
    }
    return st;
}
