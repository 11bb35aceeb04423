/*
 * A given name alone is many people's: over texts it would join strangers. It is the one
 * whom alone the same text has named in full by it before, else nobody.
 */
#include <string.h>

#include "base/map.h"
#include "base/utf8.h"
#include "entities/patterns.h"

/* Who bears a given name, of those named in full so far. */
typedef struct bearers {
    shb_map by_name; /* folded given name -> number among the entities */
    uint32_t *entities;
    uint32_t *first; /* token of the first full name */
    size_t count;
} bearers;

enum { SEVERAL = SHB_NO_ENTITY, MAX_GIVEN = 64 };

/* The first word of a name, folded; 0 where it is too long, or all of it and not to be.
 */
static size_t first_word(const char *name, bool whole, char out[MAX_GIVEN]) {
    size_t len = strlen(name), n = 0, at = 0;
    while (at < len && name[at] != ' ' && name[at] != '-' && name[at] != '\'') {
        uint16_t entry = shb_fold_char(shb_utf8_next(name, len, &at));
        if (n + 1 >= MAX_GIVEN)
            return 0;
        if (entry & 0xff)
            out[n++] = (char)(entry & 0xff);
    }
    return (at == len) == whole ? n : 0;
}

/* The entity that bears the word, or the latest of those that do. */
static shb_status bear_word(shb_work *work, bearers *b, const char *word, size_t n,
                            uint32_t entity, uint32_t token, bool latest) {
    const uint32_t known = shb_map_get(&b->by_name, word, n);
    if (known != SHB_MAP_NONE) {
        if (b->entities[known] != entity)
            b->entities[known] = latest ? entity : SEVERAL;
        return SHB_OK;
    }
    char *key = shb_arena_strndup(&work->arena, word, n);
    if (!key)
        return shb_fail_memory(work->ctx);
    b->entities[b->count] = entity;
    b->first[b->count] = token;
    return shb_map_set(work->ctx, &b->by_name, key, n, (uint32_t)b->count++);
}

static const char servant[] = "عبد ";
enum { SERVANT = sizeof servant - 1 };

/* The bytes of "Abd al-Aziz" that a name begins with; 0 where it does not. */
static size_t servant_at(const char *name) {
    return strncmp(name, servant, SERVANT) == 0 ? SERVANT + strcspn(name + SERVANT, " ")
                                                : 0;
}

/* Behind "bin" it is the father's. */
static bool is_of_father(const char *name, const char *at) {
    static const char bin[] = "\u0628\u0646 ";
    const size_t n = sizeof bin - 1;
    return (size_t)(at - name) >= n && memcmp(at - n, bin, n) == 0;
}

/* "Fakhri Abd al-Nur", "Abd al-Basit al-Faqih": the name of two words that begins it, or
 * ends it. */
static shb_status bear_servant(shb_work *work, bearers *b, const char *name,
                               uint32_t entity, uint32_t token) {
    for (const char *at = name; at; at = strstr(at, " عبد ")) {
        at += *at == ' ';
        const size_t n = servant_at(at);
        if (n == 0 || (at > name && (at[n] != 0 || is_of_father(name, at))))
            continue;
        shb_status st = bear_word(work, b, at, n, entity, token, true);
        if (st != SHB_OK || at[n] == 0)
            return st;
    }
    return SHB_OK;
}

static shb_status bear(shb_work *work, bearers *b, const char *name, uint32_t entity,
                       uint32_t token) {
    char word[MAX_GIVEN];
    const size_t n = name ? first_word(name, false, word) : 0;
    if (n == 0)
        return SHB_OK;
    shb_status st = bear_word(work, b, word, n, entity, token, false);
    return st == SHB_OK ? bear_servant(work, b, name, entity, token) : st;
}

static shb_status bear_candidate(shb_work *work, bearers *b, const shb_candidate *c) {
    if (!shb_is_mention(c) || c->entity >= LOCAL_ENTITY || c->first == c->last ||
        shb_work_type(work, c->entity) != SHB_PERSON)
        return SHB_OK;
    uint8_t flags = work->tokens.items[c->first].flags;
    shb_lang lang = flags & TOKEN_ARABIC     ? SHB_AR
                    : flags & TOKEN_CYRILLIC ? SHB_RU
                                             : SHB_EN;
    return bear(work, b, work->gazetteer->entities[c->entity].labels[lang], c->entity,
                c->first);
}

static const char *label_of(const shb_patterns *p, const shb_found *found) {
    return found->entity >= LOCAL_ENTITY
               ? p->work->locals[found->entity - LOCAL_ENTITY].label
               : NULL;
}

static bool is_lone(const shb_patterns *p, const shb_found *found) {
    char word[MAX_GIVEN];
    return found->person != SHB_NO_ENTITY && found->entity != SHB_NO_ENTITY &&
           found->entity >= LOCAL_ENTITY && found->first == found->last &&
           (p->kinds[found->first] & WORD_GIVEN) &&
           first_word(label_of(p, found), true, word);
}

/* "Abd al-Aziz" and no more, whom no list has: a given name, or a surname, of two words.
 */
static bool is_lone_servant(const shb_patterns *p, const shb_found *found) {
    if (found->person == SHB_NO_ENTITY || found->entity == SHB_NO_ENTITY ||
        found->entity < LOCAL_ENTITY || found->last != found->first + 1 ||
        !(p->work->tokens.items[found->first].flags & TOKEN_ARABIC))
        return false;
    const char *label = label_of(p, found);
    return label && servant_at(label) == strlen(label);
}

/* He is the one who was last named so in full. */
static void settle_servant(const shb_patterns *p, const bearers *b, shb_found *found) {
    const char *name = label_of(p, found);
    const uint32_t known = shb_map_get(&b->by_name, name, strlen(name));
    if (known == SHB_MAP_NONE)
        return;
    found->entity = b->entities[known];
    found->how = SHB_HOW_SHORT;
}

/* "Mr Scott": a surname. In Arabic and Russian a title stands before given names, too. */
static bool is_surname_by_title(const shb_patterns *p, const shb_found *found) {
    return found->after_title &&
           (p->work->tokens.items[found->first].flags & TOKEN_LATIN);
}

/* In Arabic, where most such names are those of fathers, prophets and princes, only by
 * the tagger's word; and of anybody in the text, for a heading goes before. */
static bool waits(const shb_patterns *p, const shb_found *found) {
    return (p->work->tokens.items[found->first].flags & TOKEN_ARABIC) &&
           found->how == SHB_HOW_TAGGER;
}

/* "во Владимир", "князю Владимиру", "in Lorena": a preposition of place, for towns bear
 * such names too, or what saints, princes and storms are called. */
static bool is_anothers(const shb_patterns *p, size_t i) {
    static const char *const words[] = {
        "в",       "во",       "из",     "под",     "город",   "города", "князь",
        "князя",   "князю",    "князем", "княгиня", "княгини", "святой", "святого",
        "святому", "святым",   "святая", "святой",  "царь",    "царя",   "царю",
        "апостол", "апостола", "in",     "near",    "storm",   "the",    "a"};
    return i > 0 && shb_token_gap(&p->work->tokens, i) == GAP_SPACE &&
           shb_token_is_one_of(p->work, i - 1, words, sizeof words / sizeof *words);
}

/* The one whom the text has named in full by it before, whatever its case. */
static uint32_t bearer_before(const shb_patterns *p, const bearers *b, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    if (token->flags & TOKEN_LATIN) {
        const uint32_t known =
            shb_map_get(&b->by_name, (const char *)p->work->tokens.folded + token->folded,
                        token->length);
        return known != SHB_MAP_NONE && b->first[known] < i ? b->entities[known]
                                                            : SHB_NO_ENTITY;
    }
    shb_reading readings[MAX_READINGS];
    const size_t n = shb_russian_readings(p->work, i, i, false, readings);
    for (size_t k = 0; k < n; k++) {
        const shb_phrase_word *word = &readings[k].nominative.words[0];
        const uint32_t known =
            shb_map_get(&b->by_name, (const char *)word->letters, word->length);
        if (known != SHB_MAP_NONE && b->entities[known] != SEVERAL)
            return b->first[known] < i ? b->entities[known] : SHB_NO_ENTITY;
    }
    return SHB_NO_ENTITY;
}

static uint32_t bearer_of(const shb_patterns *p, const bearers *b,
                          const shb_found *found) {
    char word[MAX_GIVEN];
    size_t n = first_word(label_of(p, found), true, word);
    bool arabic = p->work->tokens.items[found->first].flags & TOKEN_ARABIC;
    uint32_t known =
        arabic && !waits(p, found) ? SHB_MAP_NONE : shb_map_get(&b->by_name, word, n);
    if (known != SHB_MAP_NONE)
        return b->entities[known];
    const bool russian = p->work->tokens.items[found->first].flags & TOKEN_CYRILLIC;
    return russian && !found->after_title && !is_anothers(p, found->first)
               ? bearer_before(p, b, found->first)
               : SHB_NO_ENTITY;
}

static shb_status settle(shb_patterns *p, const bool *surname, bearers *b) {
    shb_work *work = p->work;
    shb_status st = SHB_OK;
    size_t next = 0;
    for (size_t i = 0; st == SHB_OK && i < p->n_found; i++) {
        shb_found *found = &p->found[i];
        for (; st == SHB_OK && next < work->n_candidates &&
               work->candidates[next].first < found->first;
             next++)
            st = bear_candidate(work, b, &work->candidates[next]);
        if (st != SHB_OK || found->person == SHB_NO_ENTITY ||
            found->entity == SHB_NO_ENTITY)
            continue;
        if (is_lone_servant(p, found)) {
            settle_servant(p, b, found);
        } else if (!is_lone(p, found)) {
            if (found->first < found->last)
                st = bear(work, b, label_of(p, found), found->entity, found->first);
        } else if (!surname[found->entity - LOCAL_ENTITY] && !waits(p, found)) {
            found->entity = bearer_of(p, b, found);
            found->how = SHB_HOW_SHORT;
        }
    }
    for (; st == SHB_OK && next < work->n_candidates; next++)
        st = bear_candidate(work, b, &work->candidates[next]);
    for (size_t i = 0; st == SHB_OK && i < p->n_found; i++) {
        shb_found *found = &p->found[i];
        if (is_lone_servant(p, found)) {
            settle_servant(p, b, found);
            if (found->how != SHB_HOW_SHORT)
                found->entity = SHB_NO_ENTITY;
        } else if (is_lone(p, found) && waits(p, found)) {
            found->entity = bearer_of(p, b, found);
            found->how = SHB_HOW_SHORT;
        }
    }
    return st;
}

/* A given name with no other name, title or preposition of place beside it; in Arabic
 * most are parts of longer names. */
static bool stands_alone(const shb_patterns *p, size_t i, size_t start, size_t end) {
    const shb_tokens *tokens = &p->work->tokens;
    const uint32_t other = IS_KNOWN | IS_TAKEN | IS_SHORT | IS_PLACE | IS_COMMON |
                           IS_ADJECTIVE | WORD_TITLE | WORD_CITY | WORD_PROVINCE |
                           WORD_PLACE;
    const uint8_t flags = tokens->items[i].flags;
    const bool given =
        (p->kinds[i] & (flags & TOKEN_LATIN ? IS_NAME | WORD_GIVEN : WORD_GIVEN)) != 0;
    if (!given || (p->kinds[i] & other) || !(flags & (TOKEN_CYRILLIC | TOKEN_LATIN)) ||
        (flags & (TOKEN_CAPITAL | TOKEN_CAPITALS)) != TOKEN_CAPITAL)
        return false;
    if (i + 1 < end && (shb_token_gap(tokens, i + 1) == GAP_HYPHEN ||
                        (tokens->items[i + 1].flags & TOKEN_CAPITAL)))
        return false;
    if (i == start)
        return true;
    /* "Thank you, Boris." */
    if (shb_token_gap(tokens, i) == GAP_COMMA && (flags & TOKEN_LATIN))
        return true;
    return shb_token_gap(tokens, i) == GAP_SPACE &&
           !(tokens->items[i - 1].flags & TOKEN_CAPITAL) &&
           !(p->kinds[i - 1] & (WORD_TITLE | WORD_HONOUR | WORD_HEAD)) &&
           !is_anothers(p, i) && !shb_is_shown_no_person(p, i);
}

/* "Премьер благодарит Бориса", "over to Maria", of whom no pattern nor tagger is sure. */
static shb_status find_alone(shb_patterns *p, const bearers *b) {
    shb_work *work = p->work;
    shb_status st = SHB_OK;
    for (uint32_t s = 0; b->count && s < work->sentences.count; s++) {
        const size_t start = work->sentence_tokens[s], end = work->sentence_tokens[s + 1];
        for (size_t i = start; st == SHB_OK && i < end; i++) {
            const uint32_t who =
                stands_alone(p, i, start, end) ? bearer_before(p, b, i) : SHB_NO_ENTITY;
            if (who != SHB_NO_ENTITY)
                st = shb_patterns_take(p, (shb_found){.first = (uint32_t)i,
                                                      .last = (uint32_t)i,
                                                      .sentence = s,
                                                      .entity = who,
                                                      .how = SHB_HOW_SHORT});
        }
    }
    return st;
}

shb_status shb_settle_given_names(shb_patterns *p) {
    shb_work *work = p->work;
    bearers b = {SHB_MAP_INIT, NULL, NULL, 0};
    /* A first name, and twice "Abd al-Aziz". */
    size_t most = 3 * (p->n_found + work->n_candidates) + 1;
    bool *surname = shb_arena_alloc(&work->arena, work->n_locals + 1);
    b.entities = shb_arena_alloc(&work->arena, most * sizeof *b.entities);
    b.first = shb_arena_alloc(&work->arena, most * sizeof *b.first);
    if (!surname || !b.entities || !b.first)
        return shb_fail_memory(work->ctx);
    memset(surname, 0, work->n_locals + 1);
    for (size_t i = 0; i < p->n_found; i++)
        if (is_lone(p, &p->found[i]) && is_surname_by_title(p, &p->found[i]))
            surname[p->found[i].entity - LOCAL_ENTITY] = true;
    shb_status st = settle(p, surname, &b);
    if (st == SHB_OK)
        st = find_alone(p, &b);
    shb_map_done(&b.by_name);
    return st;
}
