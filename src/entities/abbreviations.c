/*
 * "Regional Cooperation Board (RCB)": abbreviations in brackets behind the name that they
 * shorten, and wherever the text has them again. After A. S. Schwartz and M. A. Hearst, A
 * simple algorithm for identifying abbreviation definitions in biomedical text (2003,
 * doi:10.1142/9789812776303_0042), on the initials of words only.
 */
#include "entities/work.h"

enum { LEAST_LETTERS = 3, MOST_LETTERS = 8, MOST_WORDS = 12 };

/* Heads of names that are no organization's unless an abbreviation shows it. */
static const char *const heads[] = {
    "administration", "assembly",  "army",     "board",      "chamber",      "coalition",
    "community",      "court",     "forum",    "front",      "initiative",   "league",
    "mission",        "network",   "office",   "programme",  "observatory",  "secretariat",
    "service",        "structure", "служба",   "комитет",    "комиссия",     "фронт",
    "форум",          "лига",      "совет",    "управление", "палата",       "сообщество",
    "агентство",      "структура", "армия",    "сеть",       "министерство", "обсерватория",
};

static bool in_brackets(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    return shb_token_gap(&work->tokens, i) == GAP_OPEN &&
           token->end < work->tokens.text_len && work->tokens.text[token->end] == ')' &&
           work->tokens.text[token->start - 1] == '(';
}

/* All in capitals, of one script. */
static bool is_abbreviation(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    return (token->flags & TOKEN_CAPITALS) && !(token->flags & TOKEN_DIGIT) &&
           (token->flags & (TOKEN_LATIN | TOKEN_CYRILLIC)) &&
           token->length >= LEAST_LETTERS && token->length <= MOST_LETTERS;
}

static uint8_t first_letter(const shb_work *work, size_t i) {
    return work->tokens.folded[work->tokens.items[i].folded];
}

/* Where the words begin whose initials, in order, are the letters of token i; words of
 * three letters may be left out, and others in small letters. SIZE_MAX: they are not. */
static size_t first_word_of(const shb_work *work, size_t i, size_t start) {
    const shb_token *token = &work->tokens.items[i];
    const uint8_t *letters = work->tokens.folded + token->folded;
    size_t left = token->length;
    for (size_t word = i; word-- > start && i - word <= MOST_WORDS;) {
        shb_gap gap = shb_token_gap(&work->tokens, word + 1);
        const shb_token *own = &work->tokens.items[word];
        bool capital = own->flags & TOKEN_CAPITAL;
        bool small = own->length <= 3 || !capital;
        if (word + 1 < i && gap != GAP_SPACE && gap != GAP_HYPHEN && gap != GAP_APOSTROPHE)
            break;
        if (first_letter(work, word) == letters[left - 1] &&
            (capital || !(own->flags & TOKEN_LATIN))) {
            if (--left == 0)
                return capital ? word : SIZE_MAX;
        } else if (!small || word + 1 == i) {
            break;
        }
    }
    return SIZE_MAX;
}

static bool has_head(const shb_work *work, size_t first, size_t last) {
    for (size_t i = first; i <= last; i++) {
        if (shb_token_classes(work, i) & WORD_HEAD)
            return true;
        for (size_t k = 0; k < sizeof heads / sizeof *heads; k++)
            if (shb_token_spells(work, i, heads[k], strlen(heads[k])))
                return true;
    }
    return false;
}

/* The mention that ends right before token i and holds the words from `first` on. */
static uint32_t body_before(const shb_work *work, size_t i, size_t first) {
    for (size_t k = 0; k < work->n_candidates && work->candidates[k].first < i; k++) {
        const shb_candidate *c = &work->candidates[k];
        if (shb_is_mention(c) && c->last + 1u == i && c->first <= first &&
            shb_work_type(work, c->entity) == SHB_ORGANIZATION)
            return c->entity;
    }
    return SHB_NO_ENTITY;
}

/* May the tokens make one name: are persons and the ends of other names not among them?
 * States and bodies in it, "Botswana Democratic Party", are its parts. */
static bool is_one_name(const shb_work *work, size_t first, size_t last) {
    for (size_t k = 0; k < work->n_candidates && work->candidates[k].first <= last; k++) {
        const shb_candidate *c = &work->candidates[k];
        if (c->last >= first && shb_is_mention(c) &&
            (c->first < first || c->last > last ||
             shb_work_type(work, c->entity) == SHB_PERSON))
            return false;
    }
    return true;
}

static void eat_parts(shb_work *work, size_t first, size_t last) {
    for (size_t k = 0; k < work->n_candidates && work->candidates[k].first <= last; k++)
        if (work->candidates[k].first >= first)
            work->candidates[k].eaten = true;
}

static shb_status add(shb_work *work, size_t first, size_t last, uint32_t sentence,
                      uint32_t entity, shb_how how) {
    const shb_candidate found = {.first = (uint32_t)first,
                                 .last = (uint32_t)last,
                                 .start = work->tokens.items[first].start,
                                 .end = work->tokens.items[last].end,
                                 .sentence = sentence,
                                 .form = SHB_NO_FORM,
                                 .entity = entity,
                                 .adjective = SHB_NO_ENTITY,
                                 .body = SHB_NO_ENTITY,
                                 .how = how};
    return shb_candidate_insert(work, &found);
}

/* The abbreviation everywhere in the text, where it is nothing else that is listed. */
static shb_status take_everywhere(shb_work *work, size_t i, uint32_t entity) {
    const uint64_t hash = work->tokens.items[i].hash;
    shb_status st = SHB_OK;
    for (uint32_t s = 0; st == SHB_OK && s < work->sentences.count; s++)
        for (size_t t = work->sentence_tokens[s];
             st == SHB_OK && t < work->sentence_tokens[s + 1]; t++) {
            if (work->tokens.items[t].hash != hash || !is_abbreviation(work, t))
                continue;
            shb_candidate *own = NULL;
            for (size_t k = 0; k < work->n_candidates && !own; k++)
                if (work->candidates[k].first <= t && work->candidates[k].last >= t &&
                    !work->candidates[k].eaten)
                    own = &work->candidates[k];
            if (!own)
                st = add(work, t, t, s, entity, SHB_HOW_SHORT);
            else if (own->first == t && own->last == t &&
                     (own->entity == SHB_NO_ENTITY || own->entity >= LOCAL_ENTITY)) {
                own->entity = entity;
                own->how = SHB_HOW_SHORT;
                own->why = SHB_WHY_NONE;
            }
        }
    return st;
}

shb_status shb_resolve_abbreviations(shb_work *work) {
    shb_status st = SHB_OK;
    for (uint32_t s = 0; s < work->sentences.count; s++)
        for (size_t i = work->sentence_tokens[s] + 1u; i < work->sentence_tokens[s + 1];
             i++) {
            if (!is_abbreviation(work, i) || !in_brackets(work, i))
                continue;
            size_t first = first_word_of(work, i, work->sentence_tokens[s]);
            if (first == SIZE_MAX || first + 1 >= i)
                continue;
            uint32_t entity = body_before(work, i, first);
            if (entity == SHB_NO_ENTITY) {
                if (!is_one_name(work, first, i - 1) || !has_head(work, first, i - 1) ||
                    work->options->find == SHB_FIND_GAZETTEER)
                    continue;
                eat_parts(work, first, i - 1);
                const uint32_t from = work->tokens.items[first].start;
                st = shb_local_entity_add(work, SHB_ORGANIZATION, work->tokens.text + from,
                                          work->tokens.items[i - 1].end - from, &entity);
                if (st == SHB_OK)
                    st = add(work, first, i - 1, s, entity, SHB_HOW_PATTERN);
            }
            if (st == SHB_OK)
                st = take_everywhere(work, i, entity);
            if (st != SHB_OK)
                return st;
        }
    return SHB_OK;
}
