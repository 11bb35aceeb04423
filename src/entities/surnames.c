/* The surname of a person alone, anywhere in a text that names the person in full. */
#include "entities/persons.h"
#include "text/arabic_letters.h"

#include <string.h>

typedef struct bearer {
    uint64_t form;
    uint32_t person;
    bool seen; /* before this place of the text */
} bearer;

typedef struct bearers {
    bearer *slots;
    size_t last;
    uint64_t any; /* a bit for each form: most words fail here */
} bearers;

static bearer *bearer_of(const bearers *b, uint64_t form, bool add) {
    if (!add && !(b->any >> (form >> 58) & 1))
        return NULL;
    size_t i = form & b->last;
    while (b->slots[i].form && b->slots[i].form != form)
        i = (i + 1) & b->last;
    if (b->slots[i].form)
        return &b->slots[i];
    return add ? &b->slots[i] : NULL;
}

static void bear(bearers *b, const shb_person *who, uint32_t number, bool seen) {
    for (size_t k = 0; k < who->n_forms; k++) {
        bearer *slot = bearer_of(b, who->forms[k], true);
        if (slot->form && !seen)
            continue; /* the first bearer after, until one has been seen */
        *slot = (bearer){who->forms[k], number, seen};
        b->any |= UINT64_C(1) << (who->forms[k] >> 58);
    }
}

static shb_status bearers_init(const shb_persons *r, bearers *out) {
    size_t forms = 0, slots = 64;
    for (size_t i = 0; i < r->count; i++)
        forms += r->items[i].n_forms;
    while (slots < forms * 2)
        slots *= 2;
    shb_work *work = r->patterns->work;
    out->slots = shb_arena_alloc(&work->arena, slots * sizeof *out->slots);
    if (!out->slots)
        return shb_fail_memory(work->ctx);
    memset(out->slots, 0, slots * sizeof *out->slots);
    out->last = slots - 1;
    for (size_t i = 0; i < r->count; i++)
        if (r->items[i].searched)
            bear(out, &r->items[i], (uint32_t)i, false);
    return SHB_OK;
}

/* A listed person whose short form this is, and who was named before this one was. */
static bool listed_person_meant(const shb_work *work, const shb_candidate *c,
                                const shb_person *who) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[c->form];
    bool alone = false;
    for (size_t k = 0; k < form->n_senses; k++)
        alone |= lexicon->senses[form->first_sense + k].kind == SENSE_ALONE;
    for (size_t i = 0; i < work->n_candidates; i++) {
        const shb_candidate *other = &work->candidates[i];
        bool before = other->first < who->first;
        if (before && alone && other->form == c->form && !other->eaten)
            return true;
        for (size_t k = 0; shb_is_mention(other) && k < form->n_senses; k++) {
            const shb_sense *sense = &lexicon->senses[form->first_sense + k];
            bool stands = sense->kind == SENSE_SHORT || sense->kind == SENSE_ALONE;
            if (stands && sense->value == other->entity)
                return true;
        }
    }
    return false;
}

/* "King Salman", though a David King is in the text. */
static bool titles_a_person(const shb_patterns *p, size_t i, size_t end) {
    uint32_t c =
        i + 1 < end && shb_joined(p, i + 1) ? p->candidate[i + 1] : SHB_NO_ENTITY;
    return c != SHB_NO_ENTITY && shb_is_mention(&p->work->candidates[c]) &&
           shb_work_type(p->work, p->work->candidates[c].entity) == SHB_PERSON;
}

/* An ordinary word, with the capital from its sentence ("Reports on the war"), or behind
 * an article: "the Prize". But "Rose said", "Sparks, who came". */
static bool is_rather_a_word(const shb_patterns *p, size_t i, size_t start, size_t end) {
    if (!(p->kinds[i] & (IS_COMMON | IS_NEVER)) || (p->kinds[i] & IS_NAME))
        return false;
    if (i > start &&
        (shb_token_is(p->work, i - 1, "the") || shb_token_is(p->work, i - 1, "a")))
        return true;
    bool opens = i == start || shb_token_gap(&p->work->tokens, i) >= GAP_QUOTE;
    bool acts = i + 1 < end && (shb_token_gap(&p->work->tokens, i + 1) == GAP_COMMA ||
                                (p->kinds[i + 1] & WORD_SAY));
    return opens && !acts;
}

/* "Al Falasi", "El Baradei": the article of names right before, with a capital. */
static bool follows_link(const shb_patterns *p, size_t i, size_t start) {
    const uint32_t asked = WORD_LINK | IS_CAPITAL, not_asked = WORD_GIVEN | IS_TAKEN;
    return i > start + 1 && shb_token_gap(&p->work->tokens, i) == GAP_SPACE &&
           (p->kinds[i - 1] & (asked | not_asked)) == asked;
}

/* "And al-Fadli": behind a proclitic the article makes no ordinary word of a surname,
 * only what the surname is besides. */
static uint32_t kinds_behind_proclitic(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    const uint32_t kinds = p->kinds[i];
    if (!(kinds & IS_CLITIC) || !(kinds & IS_COMMON) || token->length < 6 ||
        letters[1] != FOLD_AR(0x627) || letters[2] != FOLD_AR(0x644))
        return kinds;
    const unsigned known = shb_name_word(&p->work->gazetteer->name_words,
                                         shb_word_hash(letters + 1, token->length - 1u));
    return known & NAME_COMMON ? kinds : kinds & ~(uint32_t)IS_COMMON;
}

static bool surname_stands(const shb_patterns *p, size_t i, size_t start, size_t end) {
    const shb_token *token = &p->work->tokens.items[i];
    const uint32_t k = kinds_behind_proclitic(p, i);
    if (k & (IS_TAKEN | IS_KNOWN | IS_END | WORD_TITLE | WORD_SAY | WORD_HEAD))
        return false;
    if ((k & WORD_GIVEN) && !(token->flags & TOKEN_LATIN))
        return false;
    if (shb_is_function_word(p->work, i, start))
        return false;
    /* Ma, Wu: no ordinary words */
    bool two = token->length == 2 && (token->flags & TOKEN_LATIN) && !(k & IS_COMMON) &&
               !(token->flags & TOKEN_CAPITALS);
    if (token->length < 3 && !two)
        return false;
    if (token->flags & TOKEN_ARABIC) {
        if ((k & IS_COMMON) && !(k & IS_NAME))
            return false;
        /* al-Sharif is a family, but "the noble" in most sentences. */
        uint32_t before = i > start && shb_joined(p, i) ? p->kinds[i - 1] : 0;
        if ((k & IS_COMMON) && (k & IS_LAST) && !(before & (WORD_SAY | WORD_TITLE)))
            return false;
        bool named = i > start && shb_joined(p, i) && !(k & IS_CLITIC) &&
                     (p->kinds[i - 1] & (WORD_GIVEN | IS_NAME)) &&
                     !(p->kinds[i - 1] & IS_TAKEN);
        return !named;
    }
    if (!(token->flags & TOKEN_CAPITAL))
        return false;
    if (is_rather_a_word(p, i, start, end) || shb_opens_phrase(p->work, i, start, end) ||
        shb_describes_next(p, i, end))
        return false;
    /* Between other capitals it is part of another name; "Al", "De" are part of it. */
    const size_t first = follows_link(p, i, start) ? i - 1 : i;
    bool before =
        first > start && shb_token_gap(&p->work->tokens, first) == GAP_SPACE &&
        (p->kinds[first - 1] & IS_CAPITAL) && first - 1 > start &&
        !(p->kinds[first - 1] & (IS_TAKEN | IS_KNOWN | WORD_TITLE | IS_END | IS_COMMON));
    bool behind = i + 1 < end && shb_token_gap(&p->work->tokens, i + 1) == GAP_SPACE &&
                  (p->kinds[i + 1] & IS_CAPITAL) &&
                  !(p->kinds[i + 1] & (IS_TAKEN | IS_KNOWN | WORD_TITLE | IS_END));
    return !before && !behind && !titles_a_person(p, i, end);
}

/* The whole name of a person that was found elsewhere in the text alone: in Russian right
 * in 31 of 36; in English it spreads places taken for persons, 26 of 40. */
static bool follows_own_given_name(const shb_patterns *p, const shb_person *who, size_t i,
                                   size_t start) {
    const uint32_t other = IS_TAKEN | IS_KNOWN | IS_END | IS_COMMON | IS_NEVER |
                           IS_ADJECTIVE | WORD_TITLE | WORD_HEAD | WORD_LINK;
    return i > start && who->given && p->work->tokens.items[i - 1].hash == who->given &&
           (p->work->tokens.items[i].flags & TOKEN_CYRILLIC) &&
           (p->work->tokens.items[i - 1].flags & p->work->tokens.items[i].flags &
            TOKEN_CAPITAL) &&
           shb_token_gap(&p->work->tokens, i) == GAP_SPACE &&
           !((p->kinds[i - 1] | p->kinds[i]) & other);
}

static bearer *bearer_at(const shb_patterns *p, const bearers *b, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    bearer *slot = bearer_of(b, token->hash, false);
    if (slot || !(token->flags & TOKEN_ARABIC) || token->length < 5)
        return slot;
    const uint8_t *letters = p->work->tokens.folded + token->folded;
    if (!shb_is_proclitic(letters[0]))
        return NULL;
    slot = bearer_of(b, shb_word_hash(letters + 1, token->length - 1u), false);
    if (slot)
        p->kinds[i] |= IS_CLITIC;
    return slot;
}

shb_status shb_find_surnames(shb_persons *r) {
    shb_patterns *p = r->patterns;
    shb_work *work = p->work;
    bearers b = {NULL, 0, 0};
    shb_status st = r->count ? bearers_init(r, &b) : SHB_OK;
    size_t n = p->n_found, next = 0;
    for (size_t s = 0; r->count && st == SHB_OK && s < work->sentences.count; s++) {
        size_t start = work->sentence_tokens[s], end = work->sentence_tokens[s + 1];
        for (size_t i = start; st == SHB_OK && i < end; i++) {
            for (; next < n && p->found[next].first <= i; next++) {
                uint32_t who = p->found[next].person;
                if (who != SHB_NO_ENTITY && r->items[who].searched)
                    bear(&b, &r->items[who], who, true);
            }
            const bearer *slot = bearer_at(p, &b, i);
            if (!slot)
                continue;
            shb_person *who = &r->items[slot->person];
            const bool full = follows_own_given_name(p, who, i, start);
            if (!full && !surname_stands(p, i, start, end))
                continue;
            /* "Graham", behind Tina Graham; before her it may be a given name. */
            if ((p->kinds[i] & WORD_GIVEN) && !slot->seen)
                continue;
            uint32_t c = p->candidate[i];
            if (c != SHB_NO_ENTITY &&
                work->candidates[c].first != work->candidates[c].last)
                continue;
            if (c != SHB_NO_ENTITY && (p->kinds[i] & IS_SHORT)) {
                if (!who->asked)
                    who->outshone = listed_person_meant(work, &work->candidates[c], who);
                who->asked = true;
                if (who->outshone || !slot->seen)
                    continue;
            }
            shb_found found = {.first = (uint32_t)(full ? i - 1 : i),
                               .last = (uint32_t)i,
                               .sentence = (uint32_t)s,
                               .person = slot->person,
                               .entity = who->entity,
                               .how = SHB_HOW_SHORT};
            st = shb_patterns_take(p, found);
        }
    }
    return st;
}
