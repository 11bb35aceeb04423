/* From finds to persons: one for each name, in whatever case and however short. */
#include "entities/persons.h"

#include <string.h>

#include "base/alloc.h"
#include "entities/heads_russian.h"
#include "gazetteer/russian.h"

enum { MAX_KEY = 512, MAX_NAMESAKES = 64 };

void shb_persons_init(shb_persons *r, shb_patterns *patterns) {
    *r = (shb_persons){patterns, NULL, 0, 0, SHB_MAP_INIT, SHB_MAP_INIT};
}

void shb_persons_done(shb_persons *r) {
    shb_map_done(&r->by_key);
    shb_map_done(&r->by_family);
    shb_free(r->items);
}

static uint64_t hash_of(const shb_phrase_word *word) {
    uint8_t padded[WORD_MAX_LETTERS + 8] = {0};
    memcpy(padded, word->letters, word->length);
    return shb_word_hash(padded, word->length);
}

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
static void surname_forms(shb_person *who, const shb_phrase_word *surname, bool woman) {
    who->forms[who->n_forms++] = hash_of(surname);
    if (!(surname->flags & TOKEN_CYRILLIC))
        return;
    shb_phrase phrase = {.count = 1}, forms[RUSSIAN_MAX_FORMS];
    phrase.words[0] = *surname;
    size_t n = shb_russian_decline(&phrase, woman ? RUSSIAN_WOMAN : RUSSIAN_MAN, forms);
    for (size_t i = 1; i < n && who->n_forms < PERSON_MAX_FORMS; i++)
        who->forms[who->n_forms++] = hash_of(&forms[i].words[0]);
}

/* "General Freire" of Ramon Freire Serrano: "Freire" alone is he, too. */
static void also_called(shb_person *who, const shb_phrase_word *surname) {
    const uint64_t form = hash_of(surname);
    for (size_t k = 0; k < who->n_forms; k++)
        if (who->forms[k] == form)
            return;
    if ((surname->flags & TOKEN_LATIN) && who->n_forms < PERSON_MAX_FORMS)
        who->forms[who->n_forms++] = form;
}

/* The listed person whose name it is in another spelling, else one of this text. */
static shb_status set_entity(shb_work *work, const shb_name_parts *name, uint32_t *out) {
    *out = name->initials ? SHB_NO_ENTITY
                          : shb_alike_person(work->gazetteer, name->words, name->count);
    return *out != SHB_NO_ENTITY ? SHB_OK
                                 : shb_local_entity_add(work, SHB_PERSON, name->label,
                                                        name->label_length, out);
}

/* "Anna Maria Rossi-Bianchi", later "Minister Rossi-Bianchi". */
static shb_status double_surname(shb_persons *r, const shb_found *found,
                                 const shb_name_parts *name, uint32_t person) {
    shb_work *work = r->patterns->work;
    char key[MAX_KEY];
    if (name->count < 3 || shb_token_gap(&work->tokens, found->last) != GAP_HYPHEN)
        return SHB_OK;
    size_t n = key_of(&name->words[name->count - 2], 2, key);
    char *kept = shb_arena_strndup(&work->arena, key, n);
    if (!kept)
        return shb_fail_memory(work->ctx);
    return shb_map_get(&r->by_key, kept, n) == SHB_MAP_NONE
               ? shb_map_set(work->ctx, &r->by_key, kept, n, person)
               : SHB_OK;
}

/* "Juan Tomas Ndong Obiang", later "Minister Ndong": the words between the given name and
 * the last, which bear a title alone where nobody else is called so. */
static shb_status fathers_surname(shb_persons *r, const shb_name_parts *name,
                                  uint32_t person) {
    const shb_gazetteer *gazetteer = r->patterns->work->gazetteer;
    for (size_t i = 1; i + 1 < name->count; i++) {
        const uint64_t hash = hash_of(&name->words[i]);
        const unsigned other = NAME_GIVEN | NAME_COMMON | NAME_FUNCTION;
        if (name->words[i].length < 4 || (name->words[i].flags & TOKEN_LATIN) == 0 ||
            (shb_lexicon_word(&gazetteer->lexicon, hash) & (WORD_GIVEN | WORD_LINK)) ||
            (shb_name_word(&gazetteer->name_words, hash) & other))
            continue;
        char key[MAX_KEY];
        size_t n = key_of(&name->words[i], 1, key);
        char *kept = shb_arena_strndup(&r->patterns->work->arena, key, n);
        if (!kept)
            return shb_fail_memory(r->patterns->work->ctx);
        if (shb_map_get(&r->by_family, kept, n) != SHB_MAP_NONE)
            continue;
        shb_status st =
            shb_map_set(r->patterns->work->ctx, &r->by_family, kept, n, person);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* "Kim Byung-kee": three words, the last in small letters behind a hyphen. */
static bool ends_in_syllable(const shb_work *work, const shb_found *found) {
    const shb_token *last = &work->tokens.items[found->last];
    return found->last == found->first + 2 &&
           shb_token_gap(&work->tokens, found->last) == GAP_HYPHEN &&
           shb_token_gap(&work->tokens, found->last - 1u) == GAP_SPACE &&
           (last->flags & (TOKEN_LATIN | TOKEN_CAPITAL)) == TOKEN_LATIN;
}

static shb_status person_add(shb_persons *r, const shb_found *found,
                             const shb_name_parts *name, bool woman, uint32_t *out) {
    shb_work *work = r->patterns->work;
    char key[MAX_KEY];
    size_t n = key_of(name->words, name->count, key);
    *out = shb_map_get(&r->by_key, key, n);
    if (*out != SHB_MAP_NONE)
        return SHB_OK;
    /* "Liu Dejun", later "Liu" */
    bool family_first =
        (name->count == 3 && ends_in_syllable(work, found)) ||
        (name->count == 2 && found->last == found->first + 1 &&
         shb_is_chinese_name(r->patterns, found->first)) ||
        (name->count == 3 && found->last == found->first + 2 &&
         shb_is_korean_name(r->patterns, found->first, r->patterns->work->tokens.count));
    const shb_phrase_word *surname = &name->words[family_first ? 0 : name->count - 1];
    uint8_t initial = name->count > 1 ? name->words[family_first].letters[0] : 0;
    char family[MAX_KEY];
    size_t n_family = key_of(surname, 1, family);
    uint32_t bearer = shb_map_get(&r->by_family, family, n_family);
    /* An initial or nothing before the surname: the person of that surname named in full.
     */
    if (name->count == 1 || name->initials)
        for (size_t n_asked = 0; bearer != SHB_MAP_NONE && n_asked < MAX_NAMESAKES;
             n_asked++) {
            if (name->count == 1 || r->items[bearer].initial == initial) {
                if (found->after_title)
                    also_called(&r->items[bearer], surname);
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
    shb_person *who = &r->items[r->count];
    *who = (shb_person){.first = found->first,
                        .given = name->count > 1 ? hash_of(&name->words[0]) : 0,
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
    if (!family_first)
        st = double_surname(r, found, name, *out);
    return st == SHB_OK ? fathers_surname(r, name, *out) : st;
}

shb_status shb_person_of(shb_persons *r, uint32_t entity, size_t token, uint32_t *out) {
    for (*out = 0; *out < r->count; ++*out)
        if (r->items[*out].entity == entity)
            return SHB_OK;
    shb_status st = shb_grow(r->patterns->work->ctx, (void **)&r->items, &r->capacity,
                             r->count + 1, sizeof *r->items);
    if (st == SHB_OK)
        r->items[r->count++] = (shb_person){.key = "",
                                            .entity = entity,
                                            .first = (uint32_t)token,
                                            .same_family = SHB_MAP_NONE};
    return st;
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

/* "подполковника", "премьером": not "глава", "судья". */
static bool is_oblique_title(const shb_patterns *p, size_t i) {
    static const char *const endings[] = {"а", "я", "у", "ю", "ом", "ем"};
    static const char *const nominatives[] = {
        "актриса", "аятолла",   "вдова",  "г-жа",        "глава",
        "госпожа", "жена",      "судья",  "журналистка", "королева",
        "певица",  "принцесса", "сестра", "супруга"};
    const shb_token *token = &p->work->tokens.items[i];
    if (!(token->flags & TOKEN_CYRILLIC) || TOKEN_IS_ONE_OF(p->work, i, nominatives))
        return false;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (shb_russian_ends(p->work->tokens.folded + token->folded, token->length,
                             endings[k]))
            return true;
    return false;
}

/* "Подполковника Виндмана": behind a title in another case the surname is hardly in the
 * nominative. */
static void doubt_nominative(const shb_patterns *p, size_t i, shb_reading *readings,
                             size_t n) {
    const shb_token *token = &p->work->tokens.items[i];
    for (size_t k = 0; n > 1 && k < n; k++) {
        const shb_phrase_word *word = &readings[k].nominative.words[0];
        if (word->length == token->length &&
            memcmp(word->letters, p->work->tokens.folded + token->folded, word->length) ==
                0)
            readings[k].weight /= 20;
    }
}

static size_t readings_of(const shb_patterns *p, const shb_found *found,
                          shb_reading out[MAX_READINGS]) {
    size_t first, last;
    declined_part(p, found, &first, &last);
    /* A pattern finds a lone surname beside a verb of saying, the tagger anywhere. */
    bool subject =
        found->surname_only && !found->after_title && found->how != SHB_HOW_TAGGER;
    size_t n = shb_russian_readings(p->work, first, last, subject, out);
    if (first == last && found->after_title && is_oblique_title(p, first - 1))
        doubt_nominative(p, first, out, n);
    return n;
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

/* "Fon der Layen" in Arabic letters: all of it is a short form that a list has. */
static bool is_listed_short_form(const shb_patterns *p, const shb_found *found) {
    const uint32_t k = p->candidate[found->first];
    const shb_candidate *c = k != SHB_NO_ENTITY ? &p->work->candidates[k] : NULL;
    return c && c->first == found->first && c->last == found->last &&
           (p->work->tokens.items[c->first].flags & TOKEN_ARABIC);
}

static shb_status name_person(shb_persons *r, const votes *v, shb_found *found) {
    shb_reading readings[MAX_READINGS];
    const shb_patterns *p = r->patterns;
    size_t best = 0, n = is_russian(p, found) ? readings_of(p, found, readings) : 0;
    for (size_t k = 1; k < n; k++)
        if (vote_for(v, readings[k].key)->weight >
            vote_for(v, readings[best].key)->weight)
            best = k;
    shb_name_parts name;
    if (!shb_take_apart(p, found, n ? &readings[best].nominative : NULL, &name))
        return SHB_OK;
    /* "from Berri", whom the text has named in full. */
    found->entity = name.count == 1 && !(p->kinds[found->first] & IS_CLITIC)
                        ? shb_bearer_of_word(p->work, found->first)
                        : SHB_NO_ENTITY;
    if (name.count > 1 && is_listed_short_form(p, found)) {
        found->entity = shb_bearer_of_short(p->work, p->candidate[found->first]);
        found->how = found->entity != SHB_NO_ENTITY ? SHB_HOW_SHORT : found->how;
    }
    if (found->entity != SHB_NO_ENTITY)
        return shb_person_of(r, found->entity, found->first, &found->person);
    shb_status st =
        person_add(r, found, &name, n && readings[best].woman, &found->person);
    if (st == SHB_OK)
        found->entity = r->items[found->person].entity;
    return st;
}

/* One entity a name; of "lil-hay'a", "for the Authority", it begins with the article, and
 * a Russian one stands in the nominative. */
static shb_status name_body(const shb_patterns *p, shb_found *found) {
    shb_work *work = p->work;
    static const char melted[] = "لل", article[] = "ال";
    if (found->entity != SHB_NO_ENTITY) /* a state's: its central bank */
        return SHB_OK;
    const char *name = work->tokens.text + found->start;
    size_t len = found->end - found->start;
    char label[BODY_MAX_LABEL];
    if (work->tokens.items[found->first].flags & TOKEN_CYRILLIC) {
        const size_t n = shb_russian_body_label(work, found->first, found->last, label);
        name = n ? label : name;
        len = n ? n : len;
    } else if (len > strlen(melted) && memcmp(name, melted, strlen(melted)) == 0) {
        char *whole = shb_arena_strndup(&work->arena, name, len);
        if (!whole)
            return shb_fail_memory(work->ctx);
        memcpy(whole, article, strlen(article));
        name = whole;
    }
    return shb_local_entity_add(work, SHB_ORGANIZATION, name, len, &found->entity);
}

/* Full names first, so that an initial or a lone surname finds its bearer. */
shb_status shb_name_finds(shb_persons *r, size_t from) {
    shb_patterns *p = r->patterns;
    votes v;
    shb_status st = count_votes(p, &v);
    for (int pass = 0; st == SHB_OK && pass < 3; pass++)
        for (size_t i = from; st == SHB_OK && i < p->n_found; i++) {
            shb_found *found = &p->found[i];
            bool initials = (p->kinds[found->first] | p->kinds[found->last]) & IS_INITIAL;
            int turn = found->surname_only ? 2 : initials ? 1 : 0;
            if (found->person == SHB_NO_ENTITY) {
                if (pass == 0)
                    st = name_body(p, found);
            } else if (turn == pass) {
                st = name_person(r, &v, found);
            }
        }
    return st;
}
