/*
 * Surnames that are ordinary Arabic words, such as Salam, "peace", and Berri, "of the
 * land": of somebody whom the text names in full, and only where hardly a word can stand.
 */
#include "base/search.h"
#include "entities/persons.h"

/* The token by which the full name is cut short, or SHB_NO_ENTITY: of kings and of those
 * who are called by their fathers there is none. */
static uint32_t family_token(const shb_work *work, const shb_candidate *c) {
    if (!shb_is_mention(c) || c->first == c->last ||
        !(work->tokens.items[c->last].flags & TOKEN_ARABIC) ||
        shb_work_type(work, c->entity) != SHB_PERSON || shb_is_ordinal(work, c->last))
        return SHB_NO_ENTITY;
    for (size_t i = c->first + 1u; i <= c->last; i++)
        if (shb_is_father(work, i))
            return SHB_NO_ENTITY;
    bool first =
        c->entity < LOCAL_ENTITY && work->gazetteer->more[c->entity].family_first;
    return first ? c->first : c->last;
}

static bool begins_before(const void *item, const void *token) {
    return ((const shb_candidate *)item)->first < *(const size_t *)token;
}

/* The first candidate that does not begin before the token. */
static size_t candidate_at(const shb_work *work, size_t token) {
    return shb_lower_bound(work->candidates, work->n_candidates, sizeof *work->candidates,
                           &token, begins_before);
}

static bool bears(const shb_work *work, size_t k, uint64_t surname) {
    const shb_candidate *c = &work->candidates[k];
    const shb_token *tokens = work->tokens.items;
    if (tokens[c->first].hash != surname && tokens[c->last].hash != surname)
        return false;
    uint32_t family = family_token(work, c);
    return family != SHB_NO_ENTITY && work->tokens.items[family].hash == surname;
}

static uint32_t bearer_of(const shb_work *work, size_t token, uint64_t surname) {
    const size_t at = candidate_at(work, token);
    for (size_t n = 1; n <= NAMES_ASKED && n <= at; n++)
        if (bears(work, at - n, surname))
            return work->candidates[at - n].entity;
    for (size_t n = 0; n < NAMES_ASKED && at + n < work->n_candidates; n++)
        if (bears(work, at + n, surname))
            return work->candidates[at + n].entity;
    return SHB_NO_ENTITY;
}

uint32_t shb_bearer_of_word(const shb_work *work, size_t token) {
    return bearer_of(work, token, work->tokens.items[token].hash);
}

static bool is_short_for(const shb_work *work, const shb_form *form, size_t k) {
    const shb_candidate *c = &work->candidates[k];
    const shb_sense *sense = &work->gazetteer->lexicon.senses[form->first_sense];
    if (!shb_is_mention(c) || c->entity >= LOCAL_ENTITY ||
        shb_work_type(work, c->entity) != SHB_PERSON)
        return false;
    for (size_t i = 0; i < form->n_senses; i++)
        if (sense[i].value == c->entity &&
            (sense[i].kind == SENSE_SHORT || sense[i].kind == SENSE_ALONE))
            return true;
    return false;
}

/* Of those whom the text names in full. */
static uint32_t named_bearer(const shb_work *work, size_t k) {
    const shb_form *form = &work->gazetteer->lexicon.forms[work->candidates[k].form];
    for (size_t n = 1; n <= NAMES_ASKED && n <= k; n++)
        if (is_short_for(work, form, k - n))
            return work->candidates[k - n].entity;
    for (size_t n = 1; n <= NAMES_ASKED && k + n < work->n_candidates; n++)
        if (is_short_for(work, form, k + n))
            return work->candidates[k + n].entity;
    return SHB_NO_ENTITY;
}

static bool is_short(const shb_work *work, size_t k) {
    return work->candidates[k].short_form && work->candidates[k].form != SHB_NO_FORM;
}

uint32_t shb_bearer_of_short(const shb_work *work, size_t k) {
    if (!is_short(work, k))
        return SHB_NO_ENTITY;
    const uint32_t named = named_bearer(work, k);
    if (named != SHB_NO_ENTITY)
        return named;
    const shb_form *form = &work->gazetteer->lexicon.forms[work->candidates[k].form];
    const shb_sense *sense = &work->gazetteer->lexicon.senses[form->first_sense];
    for (size_t i = 0; i < form->n_senses; i++)
        if (sense[i].kind == SENSE_ALONE && !sense[i].rule &&
            shb_work_type(work, sense[i].value) == SHB_PERSON)
            return sense[i].value;
    return SHB_NO_ENTITY;
}

bool shb_are_two_bearers(const shb_patterns *p, size_t first, size_t last) {
    const shb_work *work = p->work;
    const uint32_t a = p->candidate[first], b = p->candidate[last];
    if (last != first + 1 || a == SHB_NO_ENTITY || b == SHB_NO_ENTITY || a == b ||
        !is_short(work, a) || !is_short(work, b) || work->candidates[a].last != first ||
        work->candidates[b].last != last || work->candidates[b].clitics)
        return false;
    const uint32_t one = named_bearer(work, a), other = named_bearer(work, b);
    return one != SHB_NO_ENTITY && other != SHB_NO_ENTITY && one != other;
}

/* One bit for each surname of the text, so that few words are looked at twice. */
static uint64_t surnames_of(const shb_work *work) {
    uint64_t bits = 0;
    for (size_t k = 0; k < work->n_candidates; k++) {
        uint32_t family = family_token(work, &work->candidates[k]);
        if (family != SHB_NO_ENTITY)
            bits |= UINT64_C(1) << (work->tokens.items[family].hash & 63);
    }
    return bits;
}

/* A name that is a word goes on with an adjective; he who speaks with "that", "in". */
static bool closes(const shb_patterns *p, size_t i, size_t end) {
    return i + 1 >= end || !shb_joined(p, i + 1) ||
           (p->kinds[i + 1] & (IS_END | WORD_TITLE));
}

static bool is_definite_title(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    return (p->kinds[i] & WORD_TITLE) && letters[0] == FOLD_AR(0x627) &&
           letters[1] == FOLD_AR(0x644);
}

static bool stands(const shb_patterns *p, size_t i, size_t start, size_t end) {
    static const char *const governments[] = {"حكومة", "لحكومة", "وحكومة", "بحكومة",
                                              "إدارة"};
    uint32_t other = IS_TAKEN | IS_KNOWN | IS_SHORT | IS_END | WORD_TITLE | WORD_SAY;
    if (i == start || !shb_joined(p, i) || (p->kinds[i] & other) ||
        shb_is_function_word(p->work, i, start))
        return false;
    if (shb_token_is(p->work, i, "لي")) /* asked above, and more strictly */
        return true;
    bool said = shb_token_classes(p->work, i - 1) & WORD_SAY;
    bool titled = is_definite_title(p, i - 1) && !(p->kinds[i] & WORD_GIVEN);
    return titled ||
           ((said || TOKEN_IS_ONE_OF(p->work, i - 1, governments)) && closes(p, i, end));
}

/* "between Aoun wa-Salam": behind "and", right behind another person. */
static bool is_joined_to_person(const shb_patterns *p, size_t i, size_t start,
                                size_t end) {
    const shb_token *token = &p->work->tokens.items[i];
    uint32_t other = IS_TAKEN | IS_KNOWN | IS_SHORT | IS_END | WORD_TITLE | WORD_SAY;
    if (i == start || token->length < 4 ||
        p->work->tokens.folded[token->folded] != FOLD_AR(0x648) || !shb_joined(p, i) ||
        (p->kinds[i] & other) || p->candidate[i - 1] == SHB_NO_ENTITY ||
        !closes(p, i, end))
        return false;
    const size_t k = p->candidate[i - 1];
    const shb_candidate *c = &p->work->candidates[k];
    return c->last == i - 1 &&
           (shb_is_mention(c) ? shb_work_type(p->work, c->entity) == SHB_PERSON
                              : shb_bearer_of_short(p->work, k) != SHB_NO_ENTITY);
}

/* The letters of the token without its wa-, or with it where none is looked for. */
static uint64_t surname_at(const shb_work *work, size_t i, bool joined) {
    const shb_token *token = &work->tokens.items[i];
    return joined ? shb_word_hash(work->tokens.folded + token->folded + 1,
                                  token->length - 1u)
                  : token->hash;
}

shb_status shb_find_word_surnames(shb_persons *r) {
    shb_patterns *p = r->patterns;
    const shb_work *work = p->work;
    uint64_t bits = surnames_of(work);
    for (size_t s = 0; bits && s < work->sentences.count; s++) {
        size_t start = work->sentence_tokens[s], end = work->sentence_tokens[s + 1];
        for (size_t i = start; i < end; i++) {
            const bool alone = (bits >> (work->tokens.items[i].hash & 63) & 1) &&
                               stands(p, i, start, end);
            if (!alone && !is_joined_to_person(p, i, start, end))
                continue;
            const uint64_t surname = surname_at(work, i, !alone);
            uint32_t entity =
                bits >> (surname & 63) & 1 ? bearer_of(work, i, surname) : SHB_NO_ENTITY;
            if (entity == SHB_NO_ENTITY)
                continue;
            if (!alone)
                p->kinds[i] |= IS_CLITIC;
            shb_found found = {.first = (uint32_t)i,
                               .last = (uint32_t)i,
                               .sentence = (uint32_t)s,
                               .entity = entity,
                               .how = SHB_HOW_SHORT};
            shb_status st = shb_person_of(r, entity, i, &found.person);
            if (st != SHB_OK || (st = shb_patterns_take(p, found)) != SHB_OK)
                return st;
        }
    }
    return SHB_OK;
}
