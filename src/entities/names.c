/* Which entity a known form stands for, here. */
#include "entities/work.h"

#include <string.h>

#include "text/arabic_letters.h"

static bool usable(const shb_work *work, const shb_sense *sense, size_t index) {
    return sense->rule == 0 ||
           shb_rule_accepts(work, index, &work->gazetteer->rules[sense->rule - 1],
                            sense->value);
}

bool shb_sense_usable(const shb_work *work, size_t index, const shb_sense *sense) {
    return usable(work, sense, index) &&
           !(sense->kind == SENSE_SEAT && work->options->drop_capitals);
}

/* Bakiran, "early", is no "in Accra": a known word with the accusative's alef; but "to
 * Syria" is the proclitic before a word that itself is known, Syrian. */
static bool is_adverb(const shb_work *work, const shb_candidate *c) {
    const shb_token *token = &work->tokens.items[c->first];
    const char *text = work->tokens.text + c->start;
    bool hamza = text[0] == '\xd8' && (text[1] == '\xa3' || text[1] == '\xa5');
    const uint8_t *letters = work->tokens.folded + token->folded;
    const shb_name_words *words = &work->gazetteer->name_words;
    if (token->length < 5 || letters[token->length - 1] != ALEF)
        return false;
    size_t stem = token->length - 1u;
    uint64_t bare = shb_word_hash(letters + 1, stem - 1);
    const shb_lexicon_slot *known =
        shb_lexicon_slot_of(&work->gazetteer->lexicon, shb_key_next(0, bare));
    return (shb_name_word(words, token->hash) & NAME_COMMON) && !hamza &&
           shb_name_word(words, shb_word_hash(letters, stem)) &&
           !(known && known->form != SHB_NO_FORM);
}

static void take_given_name(shb_work *work, size_t index, uint32_t entity, size_t first) {
    shb_candidate *c = &work->candidates[index];
    /* What stands in the editor's brackets is the same name, but no part of the mention.
     */
    if (!shb_closes_bracket(work, c->first))
        c->start = work->tokens.items[first].start;
    c->first = (uint32_t)first;
    c->entity = entity;
    c->why = SHB_WHY_GIVEN;
    if (index && work->candidates[index - 1].last == c->first)
        work->candidates[index - 1].eaten = true;
}

/* "Al Saud" behind a listed name of the house's man belongs to it. */
static void take_house(shb_work *work, size_t index) {
    shb_candidate *c = &work->candidates[index];
    size_t end = work->sentence_tokens[c->sentence + 1], last = c->last + 2u;
    if (c->entity == SHB_NO_ENTITY || c->first == c->last || last >= end ||
        shb_work_type(work, c->entity) != SHB_PERSON ||
        !(work->tokens.items[c->first].flags & TOKEN_ARABIC) ||
        !shb_token_is(work, last - 1, "آل") ||
        shb_token_gap(&work->tokens, last - 1) != GAP_SPACE ||
        shb_token_gap(&work->tokens, last) != GAP_SPACE)
        return;
    c->last = (uint32_t)last;
    c->end = work->tokens.items[last].end;
    for (size_t k = index + 1; k < work->n_candidates; k++) {
        if (work->candidates[k].first > last)
            break;
        work->candidates[k].eaten = true;
    }
}

static bool has_script(const shb_work *work, const shb_candidate *c, size_t i,
                       uint8_t script) {
    return i >= work->sentence_tokens[c->sentence] &&
           i < work->sentence_tokens[c->sentence + 1] &&
           (work->tokens.items[i].flags & script);
}

/* "Пишет Telegraph": a paper's name is a word in its own language, but none among words
 * in other letters. */
static bool is_foreign_medium(const shb_work *work, const shb_candidate *c,
                              const shb_sense *sense) {
    const uint8_t other = TOKEN_CYRILLIC | TOKEN_ARABIC;
    return work->gazetteer->more[sense->value].medium &&
           shb_token_gap(&work->tokens, c->first) != GAP_HYPHEN &&
           has_script(work, c, c->first, TOKEN_LATIN) &&
           !has_script(work, c, c->first - 1u, TOKEN_LATIN) &&
           !has_script(work, c, c->last + 1u, TOKEN_LATIN) &&
           (has_script(work, c, c->first - 1u, other) ||
            has_script(work, c, c->last + 1u, other));
}

static void choose(shb_work *work, size_t index) {
    shb_candidate *c = &work->candidates[index];
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    uint8_t flags = work->tokens.items[c->first].flags;
    shb_given_places places = {0}; /* a surname has many bearers */
    if (c->clitics && c->first == c->last && !c->words && is_adverb(work, c))
        return;
    /* "he said": the word, not Qaboos bin Said. */
    if (c->words && (flags & (TOKEN_LATIN | TOKEN_CYRILLIC)) && !(flags & TOKEN_CAPITAL))
        return;
    for (size_t i = 0; i < form->n_senses; i++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + i];
        switch ((shb_sense_kind)sense->kind) {
        case SENSE_NAME:
        case SENSE_SEAT:
            if (shb_is_of_treaty(work, c, sense)) {
                c->refused = true;
                c->why = SHB_WHY_NOT_PERSON;
                break;
            }
            if (!shb_sense_usable(work, index, sense)) {
                c->refused |= usable(work, sense, index);
                c->why = c->refused ? SHB_WHY_NOT_SEAT : SHB_WHY_NOT_RULE;
                break;
            }
            if (c->entity != SHB_NO_ENTITY) {
                c->contested |= c->entity != sense->value;
                break;
            }
            c->why = SHB_WHY_NOT_STATE;
            if (c->adjective != SHB_NO_ENTITY && shb_reads_as_adjective(work, c))
                break;
            c->why = SHB_WHY_NOT_PERSON;
            if (shb_is_of_something(work, c, sense))
                break;
            c->entity = sense->value;
            c->why = sense->rule ? SHB_WHY_RULE : SHB_WHY_LISTED;
            c->seat = sense->kind == SENSE_SEAT;
            break;
        case SENSE_WEAK:
            c->weak = true;
            if (sense->rule && c->entity != SHB_NO_ENTITY && usable(work, sense, index))
                c->contested |= c->entity != sense->value;
            else if (sense->rule ? usable(work, sense, index)
                                 : is_foreign_medium(work, c, sense)) {
                c->entity = sense->value;
                c->why = SHB_WHY_RULE;
            }
            break;
        case SENSE_ALONE:
        case SENSE_SHORT: {
            c->short_form = true;
            if (c->entity != SHB_NO_ENTITY)
                break;
            if (!places.known)
                places = shb_given_places_at(work, index);
            size_t first = shb_given_name_before(work, index, sense, &places);
            if (first < c->first)
                take_given_name(work, index, sense->value, first);
            break;
        }
        default:
            break;
        }
    }
}

shb_status shb_resolve_names(shb_work *work) {
    for (size_t i = 0; i < work->n_candidates; i++)
        if (!work->candidates[i].eaten) {
            choose(work, i);
            take_house(work, i);
            shb_settle_number(work, i);
        }
    shb_resolve_contested(work);
    return SHB_OK;
}
