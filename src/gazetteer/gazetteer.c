#include <shabaka/gazetteer.h>

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "gazetteer/decisions.h"
#include "gazetteer/match.h"

static const char *const type_names[SHB_N_TYPES] = {"person", "state", "organization"};
static const char *const lang_names[SHB_N_LANGS] = {"ar", "en", "ru"};

const char *shb_type_name(shb_type type) { return type_names[type]; }

bool shb_type_parse(const char *name, shb_type *out) {
    for (shb_type type = 0; type < SHB_N_TYPES; type++)
        if (strcmp(name, type_names[type]) == 0) {
            *out = type;
            return true;
        }
    return false;
}

const char *shb_lang_name(shb_lang lang) { return lang_names[lang]; }

shb_lang shb_lang_of(shb_str name) {
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.data[i];
        if (c >= 0xd8 && c <= 0xdb)
            return SHB_AR;
        if (c >= 0xd0 && c <= 0xd3)
            return SHB_RU;
        if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
            return SHB_EN;
    }
    return SHB_EN;
}

/* What an image holds, of one that was compiled in memory. */
static void free_compiled(shb_gazetteer *gazetteer) {
    for (size_t i = 0; i < gazetteer->n_rules; i++) {
        shb_rule *rule = &gazetteer->rules[i];
        shb_free(rule->after);
        shb_free(rule->before);
        shb_free(rule->not_after);
        shb_free(rule->not_before);
        shb_free(rule->near);
        shb_free(rule->not_near);
    }
    shb_free(gazetteer->more);
    shb_alike_done(&gazetteer->alike);
    shb_terms_done(&gazetteer->terms);
    shb_openings_done(&gazetteer->openings);
    shb_free(gazetteer->state_number);
    shb_free(gazetteer->states);
    shb_free(gazetteer->meant);
    shb_lexicon_done(&gazetteer->lexicon);
    shb_name_words_done(&gazetteer->name_words);
}

void shb_gazetteer_free(shb_gazetteer *gazetteer) {
    if (!gazetteer)
        return;
    if (gazetteer->image.base)
        shb_image_close(&gazetteer->image);
    else
        free_compiled(gazetteer);
    shb_free(gazetteer->rules);
    shb_free(gazetteer->sources);
    shb_free(gazetteer->reports);
    shb_free(gazetteer->agencies);
    shb_free(gazetteer->credits);
    shb_free(gazetteer->bodies);
    shb_free(gazetteer->entities);
    shb_map_done(&gazetteer->rule_of);
    shb_map_done(&gazetteer->no_short);
    shb_map_done(&gazetteer->by_id);
    shb_map_done(&gazetteer->never);
    shb_map_done(&gazetteer->apart);
    shb_origins_done(&gazetteer->origins);
    shb_decided_done(&gazetteer->decided);
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
        shb_tagger_free(gazetteer->taggers[lang]);
    shb_arena_done(&gazetteer->strings);
    shb_free(gazetteer);
}

shb_status shb_is_never(shb_ctx *ctx, const shb_gazetteer *gazetteer, shb_tokens *scratch,
                        shb_str name, bool *never) {
    char *folded = NULL;
    size_t len = 0;
    *never = false;
    if (gazetteer->never.count == 0)
        return SHB_OK;
    shb_status st = shb_folded_name(ctx, scratch, name, &folded, &len);
    *never = folded && shb_map_get(&gazetteer->never, folded, len) != SHB_MAP_NONE;
    shb_free(folded);
    return st;
}

enum { PAIR_ROOM = 1024 };

/* Both ids in order of their bytes; 0 where they are too long. */
static size_t pair_key(const char *a, const char *b, char out[PAIR_ROOM]) {
    bool turned = strcmp(a, b) > 0;
    int len = snprintf(out, PAIR_ROOM, "%s\n%s", turned ? b : a, turned ? a : b);
    return len > 0 && len < PAIR_ROOM ? (size_t)len : 0;
}

bool shb_told_apart(const shb_gazetteer *gazetteer, const char *a, const char *b) {
    char key[PAIR_ROOM];
    size_t len = gazetteer->apart.count ? pair_key(a, b, key) : 0;
    return len && shb_map_get(&gazetteer->apart, key, len) != SHB_MAP_NONE;
}

shb_status shb_tell_apart(shb_ctx *ctx, shb_gazetteer *gazetteer, const char *a,
                          const char *b) {
    char key[PAIR_ROOM];
    size_t len = pair_key(a, b, key);
    if (len == 0)
        return shb_fail(ctx, SHB_ELIMIT, NULL, "the ids are longer than %d letters",
                        PAIR_ROOM);
    char *own = shb_arena_strndup(&gazetteer->strings, key, len);
    return own ? shb_map_set(ctx, &gazetteer->apart, own, len, 1) : shb_fail_memory(ctx);
}

const shb_decision *shb_gazetteer_decisions(const shb_gazetteer *gazetteer, size_t *n) {
    *n = gazetteer->decided.count;
    return gazetteer->decided.items;
}

size_t shb_gazetteer_count(const shb_gazetteer *gazetteer) { return gazetteer->n_listed; }

size_t shb_gazetteer_size(const shb_gazetteer *gazetteer) {
    return gazetteer->n_entities;
}

size_t shb_gazetteer_names(const shb_gazetteer *gazetteer) {
    return gazetteer->lexicon.n_forms;
}

const shb_entity *shb_gazetteer_entity(const shb_gazetteer *gazetteer, uint32_t i) {
    return i < gazetteer->n_entities ? &gazetteer->entities[i] : NULL;
}

uint32_t shb_gazetteer_by_id(const shb_gazetteer *gazetteer, const char *id) {
    if (gazetteer->image.base)
        return shb_image_id(gazetteer, id);
    uint32_t i = shb_map_get(&gazetteer->by_id, id, strlen(id));
    return i == SHB_MAP_NONE ? SHB_NO_ENTITY : i;
}

const char *shb_gazetteer_digest(const shb_gazetteer *gazetteer) {
    return gazetteer->digest;
}

uint32_t shb_body_entity(const shb_gazetteer *gazetteer, uint32_t body, uint32_t owner) {
    if (owner >= gazetteer->n_listed || gazetteer->state_number[owner] == SHB_NO_ENTITY)
        return SHB_NO_ENTITY;
    uint32_t made = gazetteer->bodies[body].first_made + gazetteer->state_number[owner];
    /* A body that has a line of its own is that line's entity. */
    uint32_t listed = gazetteer->more[made].owner;
    return gazetteer->more[made].made ? made : listed;
}

/* The entities of the form that the tokens are as a whole. */
static size_t take_senses(const shb_gazetteer *gazetteer, shb_tokens *tokens,
                          uint32_t *out, size_t max) {
    size_t found = 0;
    shb_match match;
    shb_match_prepare(gazetteer, tokens, false);
    if (!shb_match_at(gazetteer, tokens, 0, tokens->count, &match) ||
        match.last + 1 != tokens->count ||
        !shb_match_holds(&gazetteer->lexicon, tokens, &match))
        return 0;
    const shb_form *form = &gazetteer->lexicon.forms[match.form];
    for (size_t i = 0; i < form->n_senses; i++) {
        const shb_sense *sense = &gazetteer->lexicon.senses[form->first_sense + i];
        if (sense->kind >= SENSE_ADJECTIVE)
            continue;
        bool known = false;
        for (size_t k = 0; k < found; k++)
            known |= out[k] == sense->value;
        if (!known && found < max)
            out[found++] = sense->value;
    }
    return found;
}

/* As written, then as if with capitals, then in capitals: the first so many of these. */
static size_t find_in_cases(const shb_gazetteer *gazetteer, shb_str name, size_t n_cases,
                            uint32_t *out, size_t max) {
    static const uint8_t cases[] = {0, TOKEN_CAPITAL, TOKEN_CAPITAL | TOKEN_CAPITALS};
    shb_ctx ctx = SHB_CTX_INIT;
    shb_tokens tokens = SHB_TOKENS_INIT;
    size_t found = 0;
    if (shb_tokenize(&ctx, &tokens, name.data, name.len) == SHB_OK && tokens.count > 0)
        for (size_t k = 0; found == 0 && k < n_cases; k++) {
            for (size_t i = 0; i < tokens.count; i++)
                tokens.items[i].flags |= cases[k];
            found = take_senses(gazetteer, &tokens, out, max);
        }
    shb_tokens_done(&tokens);
    return found;
}

size_t shb_gazetteer_find(const shb_gazetteer *gazetteer, shb_str name, uint32_t *out,
                          size_t max) {
    return find_in_cases(gazetteer, name, 1, out, max);
}

size_t shb_gazetteer_find_any_case(const shb_gazetteer *gazetteer, shb_str name,
                                   uint32_t *out, size_t max) {
    return find_in_cases(gazetteer, name, 3, out, max);
}

bool shb_gazetteer_is_telling(const shb_gazetteer *gazetteer, shb_type type,
                              shb_str name) {
    enum { ORDINARY = NAME_COMMON | NAME_NEVER | NAME_ENDS };
    shb_ctx ctx = SHB_CTX_INIT;
    shb_tokens tokens = SHB_TOKENS_INIT;
    size_t ordinary = 0, given = 0;
    if (shb_tokenize(&ctx, &tokens, name.data, name.len) != SHB_OK)
        tokens.count = 0;
    size_t n = tokens.count;
    for (size_t i = 0; i < n; i++) {
        const shb_token *token = &tokens.items[i];
        unsigned flags = shb_name_word(&gazetteer->name_words, token->hash);
        /* The frequent Arabic words hold the commonest names, too. */
        bool word = token->flags & TOKEN_ARABIC
                        ? shb_is_common_word(&gazetteer->name_words, &tokens)
                        : flags & ORDINARY;
        ordinary += token->length < 2 || word;
        given += (flags & NAME_GIVEN) != 0;
    }
    shb_tokens_done(&tokens);
    return n > 1 ? type != SHB_PERSON || ordinary < n
                 : n == 1 && !ordinary && (type != SHB_PERSON || !given);
}

shb_status shb_folded_name(shb_ctx *ctx, shb_tokens *tokens, shb_str name, char **out,
                           size_t *len) {
    shb_status st = shb_tokenize(ctx, tokens, name.data, name.len);
    if (st != SHB_OK || tokens->count == 0) {
        *out = NULL;
        *len = 0;
        return st;
    }
    size_t room = tokens->count, n = 0;
    for (size_t i = 0; i < tokens->count; i++)
        room += tokens->items[i].length;
    char *text = shb_alloc(room);
    if (!text)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < tokens->count; i++) {
        if (i)
            text[n++] = ' ';
        memcpy(text + n, tokens->folded + tokens->items[i].folded,
               tokens->items[i].length);
        n += tokens->items[i].length;
    }
    *out = text;
    *len = n;
    return SHB_OK;
}
