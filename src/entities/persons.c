/* From what the patterns found to entities: one for each person, surnames alone included.
 */
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/utf8.h"
#include "entities/patterns.h"
#include "gazetteer/russian.h"

enum {
    MAX_FORMS = 12,
    MAX_LABEL = 256,
    MAX_KEY = 512,
    MAX_PARTS = 8,
    MAX_NAMESAKES = 64,
    ARABIC_LEAST = 60 /* percent of known words; texts in Arabic have 70 and more */
};

typedef struct person {
    const char *key; /* folded words of the name, of the nominative in Russian */
    uint64_t forms[MAX_FORMS]; /* hashes of the surname, in any case */
    size_t n_forms;
    uint32_t entity, first; /* first: its first token in the text */
    uint32_t same_family;   /* another person of that surname, or SHB_NO_ENTITY */
    uint8_t initial;        /* folded first letter of the given name, or 0 */
    bool searched;          /* the surname alone is looked for */
    bool asked, outshone;   /* is a listed person of that surname meant instead? */
} person;

/* A name taken apart: its words, as they are compared and as they are shown. */
typedef struct parts {
    shb_phrase_word words[MAX_PARTS];
    char label[MAX_LABEL];
    size_t count, label_length;
    bool initials; /* no given name but its initial */
} parts;

typedef struct register_of_persons {
    shb_patterns *patterns;
    person *items;
    size_t count, capacity;
    shb_map by_key, by_family;
} register_of_persons;

/* ------------------------------------------------------------------- taking names apart
 */

static uint64_t hash_of(const shb_phrase_word *word) {
    uint8_t padded[WORD_MAX_LETTERS + 8] = {0};
    memcpy(padded, word->letters, word->length);
    return shb_word_hash(padded, word->length);
}

static void say(parts *name, const char *text, size_t len) {
    if (name->label_length + len >= MAX_LABEL)
        len = 0;
    memcpy(name->label + name->label_length, text, len);
    name->label_length += len;
}

/* The token's letters, its ending replaced so that it reads like the nominative. */
static void say_word(parts *name, const shb_tokens *tokens, size_t i, size_t from,
                     const shb_phrase_word *nominative) {
    const shb_token *token = &tokens->items[i];
    size_t at = from, same = 0;
    while (at < token->end && same < nominative->length) {
        size_t next = at;
        uint32_t c = shb_utf8_next(tokens->text, token->end, &next);
        uint16_t entry = c == SHB_BAD_CHAR ? 0 : shb_fold_char(c);
        if (entry & FOLD_DROP) {
            at = next;
            continue;
        }
        size_t letters = entry & FOLD_TWO ? 2 : 1;
        if (letters == 1 && (uint8_t)entry != nominative->letters[same])
            break;
        say(name, tokens->text + at, next - at);
        same += letters;
        at = next;
    }
    for (; same < nominative->length && (token->flags & TOKEN_CYRILLIC); same++) {
        char letter[4];
        uint32_t c = 0x430u + nominative->letters[same] - FOLD_CYRILLIC;
        bool capitals = token->flags & TOKEN_CAPITALS;
        say(name, letter, shb_utf8_put(capitals ? c - 0x20 : c, letter));
    }
}

static bool word_of_token(const shb_tokens *tokens, size_t i, size_t skip,
                          shb_phrase_word *out) {
    const shb_token *token = &tokens->items[i];
    if (token->length <= skip || token->length - skip > WORD_MAX_LETTERS)
        return false;
    out->length = (uint8_t)(token->length - skip);
    memcpy(out->letters, tokens->folded + token->folded + skip, out->length);
    out->flags = token->flags;
    return true;
}

static bool is_middle(const shb_patterns *p, const shb_found *found, size_t i) {
    return i > found->first && i < found->last &&
           (p->kinds[i] & (IS_INITIAL | IS_PATRONYMIC));
}

static void say_gap(parts *name, const shb_tokens *tokens, size_t i) {
    shb_gap gap = shb_token_gap(tokens, i);
    say(name, gap == GAP_HYPHEN ? "-" : gap == GAP_APOSTROPHE ? "'" : " ", 1);
}

/*
 * The words that identify: without middle initials and patronymics, initials cut to the
 * first letter and put before the surname, all in the nominative where one is given.
 */
static bool take_apart(const shb_patterns *p, const shb_found *found,
                       const shb_phrase *nominative, parts *out) {
    const shb_tokens *tokens = &p->work->tokens;
    memset(out, 0, sizeof *out);
    size_t first = found->first, last = found->last;
    bool reversed = last > first && (p->kinds[last] & IS_INITIAL);
    if (reversed)
        while (last > first && (p->kinds[last] & IS_INITIAL))
            last--;
    size_t initial = reversed ? last + 1 : first;
    if (reversed || (last > first && (p->kinds[first] & IS_INITIAL))) {
        out->initials = true;
        while (!reversed && first < last && (p->kinds[first] & IS_INITIAL))
            first++;
        const shb_token *token = &tokens->items[initial];
        shb_phrase_word *word = &out->words[out->count++];
        word->length = 1;
        word->letters[0] = tokens->folded[token->folded];
        size_t end = token->start;
        shb_utf8_next(tokens->text, token->end, &end);
        say(out, tokens->text + token->start, end - token->start);
        say(out, ".", 1);
    }
    size_t word_number = 0;
    for (size_t i = first; i <= last; i++) {
        size_t own = word_number++;
        if (is_middle(p, found, i) && !out->initials)
            continue;
        if (out->count == MAX_PARTS)
            return false;
        size_t skip = i == found->first && (p->kinds[i] & IS_CLITIC) ? 1 : 0;
        uint32_t c = p->candidate[i];
        if (i == found->first && !skip && c != SHB_NO_ENTITY &&
            p->work->candidates[c].first == i)
            skip = p->work->candidates[c].clitics;
        shb_phrase_word *word = &out->words[out->count];
        if (nominative && own < nominative->count)
            *word = nominative->words[own];
        else if (!word_of_token(tokens, i, skip, word))
            return false;
        if (out->label_length)
            say_gap(out, tokens, i);
        if (out->initials && i == first)
            out->label[out->label_length - 1] = ' ';
        say_word(out, tokens, i,
                 i == found->first ? found->start : tokens->items[i].start, word);
        out->count++;
    }
    return out->count > 0;
}

/* ----------------------------------------------------------------------- the register */

static size_t key_of(const shb_phrase_word *words, size_t n, char *out) {
    size_t used = 0;
    for (size_t i = 0; i < n && used + words[i].length + 1 < MAX_KEY; i++) {
        memcpy(out + used, words[i].letters, words[i].length);
        used += words[i].length;
        out[used++] = ' ';
    }
    out[used] = '\0';
    return used;
}

/* All written forms of the surname, as hashes. */
static void surname_forms(person *who, const shb_phrase_word *surname, bool woman) {
    who->forms[who->n_forms++] = hash_of(surname);
    if (!(surname->flags & TOKEN_CYRILLIC))
        return;
    shb_phrase phrase = {.count = 1}, forms[RUSSIAN_MAX_FORMS];
    phrase.words[0] = *surname;
    size_t n = shb_russian_decline(&phrase, woman ? RUSSIAN_WOMAN : RUSSIAN_MAN, forms);
    for (size_t i = 1; i < n && who->n_forms < MAX_FORMS; i++)
        who->forms[who->n_forms++] = hash_of(&forms[i].words[0]);
}

/* The listed person whose name it is in another spelling, else one of this text. */
static shb_status set_entity(shb_work *work, const parts *name, uint32_t *out) {
    *out = name->initials ? SHB_NO_ENTITY
                          : shb_alike_person(work->gazetteer, name->words, name->count);
    return *out != SHB_NO_ENTITY
               ? SHB_OK
               : shb_local_entity_add(work, SHB_PERSON, name->label, name->label_length,
                                      out);
}

static shb_status person_add(register_of_persons *r, const shb_found *found,
                             const parts *name, bool woman, uint32_t *out) {
    shb_work *work = r->patterns->work;
    char key[MAX_KEY];
    size_t n = key_of(name->words, name->count, key);
    *out = shb_map_get(&r->by_key, key, n);
    if (*out != SHB_MAP_NONE)
        return SHB_OK;
    const shb_phrase_word *surname = &name->words[name->count - 1];
    uint8_t initial = name->count > 1 ? name->words[0].letters[0] : 0;
    char family[MAX_KEY];
    size_t n_family = key_of(surname, 1, family);
    uint32_t bearer = shb_map_get(&r->by_family, family, n_family);
    /* An initial or nothing before the surname: the person of that surname named in full.
     */
    if (name->count == 1 || name->initials)
        for (size_t n_asked = 0; bearer != SHB_MAP_NONE && n_asked < MAX_NAMESAKES;
             n_asked++) {
            if (name->count == 1 || r->items[bearer].initial == initial) {
                *out = bearer;
                return SHB_OK;
            }
            bearer = r->items[bearer].same_family;
        }
    bearer = shb_map_get(&r->by_family, family, n_family);
    shb_status st = shb_grow(work->ctx, (void **)&r->items, &r->capacity, r->count + 1,
                             sizeof *r->items);
    if (st != SHB_OK)
        return st;
    person *who = &r->items[r->count];
    *who = (person){.first = found->first,
                    .same_family = bearer,
                    .initial = initial,
                    .searched = name->count > 1 || found->after_title};
    who->key = shb_arena_strndup(&work->arena, key, n);
    char *family_key = shb_arena_strndup(&work->arena, family, n_family);
    if (!who->key || !family_key)
        return shb_fail_memory(work->ctx);
    surname_forms(who, surname, woman);
    *out = (uint32_t)r->count;
    if ((st = shb_map_set(work->ctx, &r->by_key, who->key, n, *out)) != SHB_OK ||
        (st = shb_map_set(work->ctx, &r->by_family, family_key, n_family, *out)) !=
            SHB_OK ||
        (st = set_entity(work, name, &who->entity)) != SHB_OK)
        return st;
    r->count++;
    return SHB_OK;
}

/* ------------------------------------------------------- nominatives, by all the text */

typedef struct vote {
    uint64_t key;
    float weight;
} vote;

typedef struct votes {
    vote *slots;
    size_t last;
} votes;

static vote *vote_for(const votes *v, uint64_t key) {
    size_t i = key & v->last;
    while (v->slots[i].key && v->slots[i].key != key)
        i = (i + 1) & v->last;
    v->slots[i].key = key;
    return &v->slots[i];
}

/* The tokens of a name that decline: initials do not. */
static void declined_part(const shb_patterns *p, const shb_found *found, size_t *first,
                          size_t *last) {
    *first = found->first;
    *last = found->last;
    while (*last > *first && (p->kinds[*last] & IS_INITIAL))
        --*last;
    while (*first < *last && (p->kinds[*first] & IS_INITIAL))
        ++*first;
}

static bool is_russian(const shb_patterns *p, const shb_found *found) {
    size_t first, last;
    declined_part(p, found, &first, &last);
    return found->person != SHB_NO_ENTITY &&
           (p->work->tokens.items[last].flags & TOKEN_CYRILLIC);
}

static size_t readings_of(const shb_patterns *p, const shb_found *found,
                          shb_reading out[MAX_READINGS]) {
    size_t first, last;
    declined_part(p, found, &first, &last);
    bool subject = found->surname_only && !found->after_title;
    return shb_russian_readings(p->work, first, last, subject, out);
}

static shb_status count_votes(const shb_patterns *p, votes *out) {
    size_t n = 0, slots = 64;
    for (size_t i = 0; i < p->n_found; i++)
        n += is_russian(p, &p->found[i]);
    while (slots < n * MAX_READINGS * 2)
        slots *= 2;
    out->slots = shb_arena_alloc(&p->work->arena, slots * sizeof *out->slots);
    if (!out->slots)
        return shb_fail_memory(p->work->ctx);
    memset(out->slots, 0, slots * sizeof *out->slots);
    out->last = slots - 1;
    for (size_t i = 0; i < p->n_found; i++) {
        shb_reading readings[MAX_READINGS];
        size_t count =
            is_russian(p, &p->found[i]) ? readings_of(p, &p->found[i], readings) : 0;
        float total = 0;
        for (size_t k = 0; k < count; k++)
            total += readings[k].weight;
        for (size_t k = 0; k < count; k++)
            vote_for(out, readings[k].key)->weight += readings[k].weight / total;
    }
    return SHB_OK;
}

static shb_status name_person(register_of_persons *r, const votes *v, shb_found *found) {
    shb_reading readings[MAX_READINGS];
    const shb_patterns *p = r->patterns;
    size_t best = 0, n = is_russian(p, found) ? readings_of(p, found, readings) : 0;
    for (size_t k = 1; k < n; k++)
        if (vote_for(v, readings[k].key)->weight >
            vote_for(v, readings[best].key)->weight)
            best = k;
    parts name;
    if (!take_apart(p, found, n ? &readings[best].nominative : NULL, &name))
        return SHB_OK;
    shb_status st =
        person_add(r, found, &name, n && readings[best].woman, &found->person);
    if (st == SHB_OK)
        found->entity = r->items[found->person].entity;
    return st;
}

static int by_token(const void *a, const void *b) {
    const shb_found *x = a, *y = b;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* The finds from number `from` on. Full names first, so that an initial or a lone surname
 * finds its bearer. */
static shb_status name_all(register_of_persons *r, size_t from) {
    shb_patterns *p = r->patterns;
    votes v;
    shb_status st = count_votes(p, &v);
    for (int pass = 0; st == SHB_OK && pass < 3; pass++)
        for (size_t i = from; st == SHB_OK && i < p->n_found; i++) {
            shb_found *found = &p->found[i];
            bool initials = (p->kinds[found->first] | p->kinds[found->last]) & IS_INITIAL;
            int turn = found->surname_only ? 2 : initials ? 1 : 0;
            if (found->person == SHB_NO_ENTITY) {
                const char *text = p->work->tokens.text;
                if (pass == 0)
                    st = shb_local_entity_add(p->work, SHB_ORGANIZATION,
                                              text + found->start,
                                              found->end - found->start, &found->entity);
            } else if (turn == pass) {
                st = name_person(r, &v, found);
            }
        }
    return st;
}

/* --------------------------------------------------------------------- surnames alone */

typedef struct bearer {
    uint64_t form;
    uint32_t person;
    bool seen; /* before this place of the text */
} bearer;

typedef struct bearers {
    bearer *slots;
    size_t last;
} bearers;

static bearer *bearer_of(const bearers *b, uint64_t form, bool add) {
    size_t i = form & b->last;
    while (b->slots[i].form && b->slots[i].form != form)
        i = (i + 1) & b->last;
    if (b->slots[i].form)
        return &b->slots[i];
    return add ? &b->slots[i] : NULL;
}

static void bear(const bearers *b, const person *who, uint32_t number, bool seen) {
    for (size_t k = 0; k < who->n_forms; k++) {
        bearer *slot = bearer_of(b, who->forms[k], true);
        if (slot->form && !seen)
            continue; /* the first bearer after, until one has been seen */
        *slot = (bearer){who->forms[k], number, seen};
    }
}

static shb_status bearers_init(const register_of_persons *r, bearers *out) {
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
                                const person *who) {
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
    if (i > start && (shb_token_is(p->work, i - 1, "the") ||
                      shb_token_is(p->work, i - 1, "a")))
        return true;
    bool opens = i == start || shb_token_gap(&p->work->tokens, i) >= GAP_QUOTE;
    bool acts = i + 1 < end && (shb_token_gap(&p->work->tokens, i + 1) == GAP_COMMA ||
                                (p->kinds[i + 1] & WORD_SAY));
    return opens && !acts;
}

static bool surname_stands(const shb_patterns *p, size_t i, size_t start, size_t end) {
    const shb_token *token = &p->work->tokens.items[i];
    uint32_t k = p->kinds[i];
    if (k & (IS_TAKEN | IS_KNOWN | IS_END | WORD_GIVEN | WORD_TITLE | WORD_SAY |
             WORD_HEAD))
        return false;
    if (token->length < 3)
        return false;
    if (token->flags & TOKEN_ARABIC) {
        if ((k & IS_COMMON) && !(k & IS_NAME))
            return false;
        /* al-Sharif is a family, but "the noble" in most sentences. */
        uint32_t before = i > start && shb_joined(p, i) ? p->kinds[i - 1] : 0;
        if ((k & IS_COMMON) && (k & IS_LAST) && !(before & (WORD_SAY | WORD_TITLE)))
            return false;
        bool named = i > start && shb_joined(p, i) &&
                     (p->kinds[i - 1] & (WORD_GIVEN | IS_NAME)) &&
                     !(p->kinds[i - 1] & IS_TAKEN);
        return !named;
    }
    if (!(token->flags & TOKEN_CAPITAL))
        return false;
    if (is_rather_a_word(p, i, start, end) || shb_describes_next(p, i, end))
        return false;
    /* Between other capitals it is part of another name. */
    bool before =
        i > start && shb_token_gap(&p->work->tokens, i) == GAP_SPACE &&
        (p->kinds[i - 1] & IS_CAPITAL) && i - 1 > start &&
        !(p->kinds[i - 1] & (IS_TAKEN | IS_KNOWN | WORD_TITLE | IS_END | IS_COMMON));
    bool behind = i + 1 < end && shb_token_gap(&p->work->tokens, i + 1) == GAP_SPACE &&
                  (p->kinds[i + 1] & IS_CAPITAL) &&
                  !(p->kinds[i + 1] & (IS_TAKEN | IS_KNOWN | WORD_TITLE | IS_END));
    return !before && !behind && !titles_a_person(p, i, end);
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

/* The surname of a person, again, anywhere in the text: the last bearer before, else the
 * first after. */
static shb_status find_surnames(register_of_persons *r) {
    shb_patterns *p = r->patterns;
    shb_work *work = p->work;
    bearers b = {NULL, 0};
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
            if (!slot || !surname_stands(p, i, start, end))
                continue;
            person *who = &r->items[slot->person];
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
            shb_found found = {.first = (uint32_t)i,
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

/* ---------------------------------------------------------------------- to candidates */

/* Insert what was found among the candidates, all at once, and mark what it covers. */
/* A listed person of whom the text has the full name. */
static bool is_alike(const shb_found *found) {
    return found->person != SHB_NO_ENTITY && found->entity < LOCAL_ENTITY &&
           found->how != SHB_HOW_SHORT;
}

static shb_status add_candidates(shb_patterns *p) {
    shb_work *work = p->work;
    size_t used = 0;
    for (size_t i = 0; i < p->n_found; i++) {
        const shb_found *found = &p->found[i];
        used += found->entity != SHB_NO_ENTITY;
        for (size_t t = found->first; found->entity != SHB_NO_ENTITY && t <= found->last;
             t++)
            if (p->candidate[t] != SHB_NO_ENTITY)
                work->candidates[p->candidate[t]].eaten = true;
    }
    shb_status st =
        shb_grow(work->ctx, (void **)&work->candidates, &work->candidates_capacity,
                 work->n_candidates + used, sizeof *work->candidates);
    if (st != SHB_OK)
        return st;
    size_t to = work->n_candidates + used, from = work->n_candidates;
    work->n_candidates = to;
    for (size_t i = p->n_found; i-- > 0;) {
        const shb_found *found = &p->found[i];
        if (found->entity == SHB_NO_ENTITY)
            continue;
        while (from > 0 && work->candidates[from - 1].first >= found->first)
            work->candidates[--to] = work->candidates[--from];
        work->candidates[--to] = (shb_candidate){.first = found->first,
                                                 .last = found->last,
                                                 .start = found->start,
                                                 .end = found->end,
                                                 .sentence = found->sentence,
                                                 .form = SHB_NO_FORM,
                                                 .entity = found->entity,
                                                 .adjective = SHB_NO_ENTITY,
                                                 .body = SHB_NO_ENTITY,
                                                 .how = found->how,
                                                 .why = is_alike(found) ? SHB_WHY_ALIKE
                                                                        : SHB_WHY_NONE,
                                                 .confidence = found->confidence};
    }
    return SHB_OK;
}

static void by_place(shb_patterns *p) {
    if (p->n_found > 1)
        qsort(p->found, p->n_found, sizeof *p->found, by_token);
}

static shb_status find_by_rule(register_of_persons *r) {
    shb_patterns *p = r->patterns;
    shb_status st = SHB_OK;
    int known = shb_known_words(p->work, SHB_AR);
    bool arabic = known < 0 || known >= ARABIC_LEAST; /* else Persian or Urdu */
    for (size_t s = 0; st == SHB_OK && s < p->work->sentences.count; s++)
        if ((st = shb_find_bodies(p, s)) == SHB_OK &&
            (st = shb_find_cased(p, s)) == SHB_OK && arabic)
            st = shb_find_arabic(p, s);
    if (st != SHB_OK)
        return st;
    by_place(p);
    if ((st = name_all(r, 0)) == SHB_OK)
        st = find_surnames(r);
    by_place(p);
    return st;
}

/* What the tagger adds, and the surnames of the persons that are new. */
static shb_status find_by_tagger(register_of_persons *r) {
    shb_patterns *p = r->patterns;
    size_t known = p->n_found;
    shb_status st = shb_find_tagged(p);
    if (st != SHB_OK || p->n_found == known || (st = name_all(r, known)) != SHB_OK)
        return st;
    by_place(p);
    return find_surnames(r);
}

static void register_done(register_of_persons *r) {
    shb_map_done(&r->by_key);
    shb_map_done(&r->by_family);
    shb_free(r->items);
    shb_free(r->patterns->found);
}

shb_status shb_find_by_pattern(shb_work *work) {
    shb_patterns p;
    shb_status st = shb_patterns_init(work, &p);
    if (st != SHB_OK)
        return st;
    register_of_persons r = {&p, NULL, 0, 0, SHB_MAP_INIT, SHB_MAP_INIT};
    st = find_by_rule(&r);
    if (st == SHB_OK && work->options->find == SHB_FIND_ALL)
        st = find_by_tagger(&r);
    by_place(&p);
    if (st == SHB_OK)
        st = shb_settle_given_names(&p);
    if (st == SHB_OK && p.n_found)
        st = add_candidates(&p);
    register_done(&r);
    return st;
}

shb_status shb_look_for_facts(shb_work *work, const uint32_t **facts) {
    shb_patterns p;
    shb_status st = shb_patterns_init(work, &p);
    if (st != SHB_OK)
        return st;
    register_of_persons r = {&p, NULL, 0, 0, SHB_MAP_INIT, SHB_MAP_INIT};
    if ((st = find_by_rule(&r)) == SHB_OK && !(*facts = shb_facts(&p)))
        st = shb_fail_memory(work->ctx);
    register_done(&r);
    return st;
}
