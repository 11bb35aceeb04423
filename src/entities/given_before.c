/* A given name or initials right before a short form of a listed person's name. */
#include "entities/work.h"

#include <string.h>

#include "text/spells.h"

#define NO_PLACE SIZE_MAX

bool shb_token_spells(const shb_work *work, size_t i, const char *name, size_t len) {
    static const char *const endings[] = {"а", "я", "й", "ь"};
    const shb_token *token = &work->tokens.items[i];
    if (!(token->flags & TOKEN_CYRILLIC))
        return shb_token_is_n(work, i, name, len);
    for (size_t k = 0; k < sizeof endings / sizeof *endings && len > 4; k++)
        if (memcmp(name + len - 2, endings[k], 2) == 0) {
            len -= 2;
            break;
        }
    const uint8_t *letters = work->tokens.folded + token->folded;
    const int n = shb_begin_with(letters, token->length, name, len);
    return n >= 2 && token->length - n <= 3;
}

bool shb_closes_bracket(const shb_work *work, size_t i) {
    const shb_tokens *tokens = &work->tokens;
    const size_t at = i ? tokens->items[i - 1].end : tokens->text_len;
    return at + 2 == tokens->items[i].start && tokens->text[at + 1] == ' ' &&
           (tokens->text[at] == ']' || tokens->text[at] == ')');
}

/*
 * Where a given name may stand right before a short form: a full name whose middle is
 * left out ("Frank Steinmeier") or an initial. A short form that is a given name, too,
 * may be another man's.
 */
static size_t place_of_given_name(const shb_work *work, size_t index) {
    const shb_candidate *c = &work->candidates[index];
    size_t start = work->sentence_tokens[c->sentence];
    if (c->first == start || c->clitics)
        return NO_PLACE;
    size_t given = c->first - 1u;
    /* "Antony J. Blinken" */
    if (given > start && shb_token_gap(&work->tokens, c->first) == GAP_DOT &&
        work->tokens.items[given].length == 1 &&
        (work->tokens.items[given].flags & TOKEN_CAPITAL))
        given--;
    else if (shb_closes_bracket(work, c->first))
        return (shb_token_classes(work, c->last) & WORD_GIVEN) ? NO_PLACE : given;
    else if (shb_token_gap(&work->tokens, c->first) != GAP_SPACE)
        return NO_PLACE;
    if (shb_token_gap(&work->tokens, given + 1) != GAP_SPACE ||
        (index && work->candidates[index - 1].last == given &&
         work->candidates[index - 1].first != work->candidates[index - 1].last) ||
        (shb_token_classes(work, c->last) & WORD_GIVEN))
        return NO_PLACE;
    return given;
}

/* Does an initial stand right before token i: "S." or, as one token, "S.V."? */
static bool follows_initial(const shb_tokens *tokens, size_t i) {
    const shb_token *before = &tokens->items[i - 1];
    shb_gap gap = shb_token_gap(tokens, i);
    if (!(before->flags & TOKEN_CAPITAL))
        return false;
    return before->flags & TOKEN_DOTTED ? before->length <= 3 && gap == GAP_SPACE
                                        : before->length == 1 && gap == GAP_DOT;
}

/* "S. V. Lavrov": where the initials begin. */
static size_t place_of_initials(const shb_work *work, size_t index) {
    const shb_candidate *c = &work->candidates[index];
    size_t first = c->first, start = work->sentence_tokens[c->sentence];
    while (first > start && c->first - first < 2 && follows_initial(&work->tokens, first))
        first--;
    return first < c->first ? first : NO_PLACE;
}

shb_given_places shb_given_places_at(const shb_work *work, size_t index) {
    return (shb_given_places){true, place_of_given_name(work, index),
                              place_of_initials(work, index)};
}

/* Does a label of the entity begin like the token: with its first letter, or first two?
 */
static bool opens(const shb_work *work, uint32_t entity, size_t token, bool two) {
    const shb_entity_more *more = &work->gazetteer->more[entity];
    const uint8_t *letters = work->tokens.folded + work->tokens.items[token].folded;
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
        if (more->openings[lang][0] == letters[0] &&
            (!two || more->openings[lang][1] == letters[1]))
            return true;
    return false;
}

/* Is the token there the first word of the person's own label? */
static bool is_own_given_name(const shb_work *work, size_t index, uint32_t entity,
                              size_t place) {
    const shb_gazetteer *gazetteer = work->gazetteer;
    const shb_entity_more *more = &gazetteer->more[entity];
    const shb_candidate *c = &work->candidates[index];
    if (place == NO_PLACE ||
        !opens(work, entity, place, work->tokens.items[place].length > 1))
        return false;
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        const char *word = gazetteer->openings.words + more->first_word[lang];
        const size_t len = strlen(word);
        if (len && shb_token_spells(work, place, word, len) &&
            !shb_token_is_n(work, c->first, word, len))
            return true;
    }
    return false;
}

/* Does the text around the candidate name the person's state? */
static bool state_is_named(const shb_work *work, size_t index, uint32_t person) {
    uint32_t state = work->gazetteer->more[person].owner;
    size_t from = index > NAMES_ASKED ? index - NAMES_ASKED : 0;
    size_t to = index + NAMES_ASKED < work->n_candidates ? index + NAMES_ASKED
                                                         : work->n_candidates;
    for (size_t i = from; state != SHB_NO_ENTITY && i < to; i++)
        if (work->candidates[i].adjective == state ||
            (shb_is_mention(&work->candidates[i]) && work->candidates[i].entity == state))
            return true;
    return false;
}

size_t shb_given_name_before(const shb_work *work, size_t index, const shb_sense *sense,
                             const shb_given_places *places) {
    uint32_t person = sense->value;
    if (is_own_given_name(work, index, person, places->name))
        return places->name;
    bool fits = places->initials != NO_PLACE &&
                work->gazetteer->entities[person].type == SHB_PERSON &&
                opens(work, person, places->initials, false) &&
                (sense->kind == SENSE_ALONE || state_is_named(work, index, person));
    return fits ? places->initials : work->candidates[index].first;
}
