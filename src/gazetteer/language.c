/* data/language: heads of state bodies, context rules, words that patterns use. */
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "gazetteer/compiled.h"

static const struct {
    const char *name;
    uint32_t bit;
} word_classes[] = {
    {"title", WORD_TITLE},
    {"given", WORD_GIVEN},
    {"say", WORD_SAY},
    {"link", WORD_LINK},
    {"head", WORD_HEAD},
    {"stop", WORD_STOP},
    {"agency", WORD_AGENCY},
    {"city", WORD_CITY},
    {"common", WORD_COMMON},
    {"office", WORD_OFFICE},
    {"world", WORD_WORLD},
    {"place", WORD_PLACE},
    {"province", WORD_PROVINCE},
    {"honour", WORD_HONOUR},
    {"namesake", WORD_NAMESAKE},
    {"treaty", WORD_TREATY},
    {"street", WORD_STREET},
    {"memorial", WORD_MEMORIAL},
    {"thing", WORD_THING},
    {"bearer", WORD_BEARER},
    {"club", WORD_CLUB},
    {"field", WORD_FIELD},
    {"describes", WORD_DESCRIBES},
};

static bool lang_of(const char *name, shb_lang *out) {
    for (shb_lang lang = 0; name && lang < SHB_N_LANGS; lang++)
        if (strcmp(name, shb_lang_name(lang)) == 0) {
            *out = lang;
            return true;
        }
    return false;
}

/* ------------------------------------------------------------------------------ words */

/* Words that are never derived as a short form of a person's name. */
static shb_status take_no_short(shb_ctx *ctx, shb_form_maker *maker, const json_t *line) {
    shb_gazetteer *gazetteer = maker->gazetteer;
    size_t i;
    json_t *word;
    json_array_foreach(json_object_get(line, "words"), i, word) {
        const char *text = json_string_value(word);
        shb_status st =
            text ? shb_tokenize(ctx, &maker->tokens, text, strlen(text)) : SHB_OK;
        if (st != SHB_OK)
            return st;
        if (!text || maker->tokens.count != 1)
            continue;
        const shb_token *token = &maker->tokens.items[0];
        char *own = shb_arena_strndup(&gazetteer->strings,
                                      (const char *)maker->tokens.folded + token->folded,
                                      token->length);
        if (!own)
            return shb_fail_memory(ctx);
        if ((st = shb_map_set(ctx, &gazetteer->no_short, own, token->length, 1)) !=
            SHB_OK)
            return st;
    }
    return SHB_OK;
}

static shb_status take_words(shb_ctx *ctx, shb_form_maker *maker, const json_t *line,
                             const char *file, uint64_t number) {
    const char *class = json_string_value(json_object_get(line, "class"));
    shb_lang lang;
    uint32_t bit = 0;
    if (class && strcmp(class, "no_short") == 0)
        return take_no_short(ctx, maker, line);
    for (size_t i = 0; class && i < sizeof word_classes / sizeof *word_classes; i++)
        if (strcmp(class, word_classes[i].name) == 0)
            bit = word_classes[i].bit;
    if (!bit || !lang_of(json_string_value(json_object_get(line, "lang")), &lang))
        return shb_fail_at(
            ctx, SHB_ESYNTAX, file, number, 0,
            "unknown 'class' or 'lang'; is the data of another version than "
            "the program? Build or install both again");
    size_t i;
    json_t *word;
    json_array_foreach(json_object_get(line, "words"), i, word) {
        const char *text = json_string_value(word);
        shb_status st =
            text ? shb_forms_add(ctx, maker, text, lang, SENSE_WORD, bit) : SHB_ESYNTAX;
        if (st != SHB_OK)
            return shb_fail_at(ctx, st, file, number, 0, "a word cannot be used");
    }
    return SHB_OK;
}

/* ------------------------------------------------------------------------------ rules */

static shb_status word_list(shb_ctx *ctx, shb_form_maker *maker, const json_t *list,
                            uint64_t **out, uint16_t *n) {
    size_t count = json_array_size(list);
    if (count == 0)
        return SHB_OK;
    *out = shb_alloc_array(count, sizeof **out);
    if (!*out)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < count; i++) {
        const char *word = json_string_value(json_array_get(list, i));
        shb_status st =
            word ? shb_tokenize(ctx, &maker->tokens, word, strlen(word)) : SHB_OK;
        if (st != SHB_OK)
            return st;
        if (word && maker->tokens.count == 1)
            (*out)[(*n)++] = maker->tokens.items[0].hash;
    }
    return SHB_OK;
}

static shb_status take_rule(shb_ctx *ctx, shb_form_maker *maker, const json_t *line,
                            const char *file, uint64_t number) {
    shb_gazetteer *gazetteer = maker->gazetteer;
    shb_lang lang;
    if (!lang_of(json_string_value(json_object_get(line, "lang")), &lang))
        return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0, "unknown 'lang'");
    shb_rule *rules =
        shb_realloc_array(gazetteer->rules, gazetteer->n_rules + 1, sizeof *rules);
    if (!rules)
        return shb_fail_memory(ctx);
    gazetteer->rules = rules;
    uint32_t index = (uint32_t)gazetteer->n_rules++;
    shb_rule *rule = &rules[index];
    memset(rule, 0, sizeof *rule);
    const struct {
        const char *member;
        uint64_t **words;
        uint16_t *n;
    } lists[] = {
        {"after", &rule->after, &rule->n_after},
        {"before", &rule->before, &rule->n_before},
        {"not_after", &rule->not_after, &rule->n_not_after},
        {"not_before", &rule->not_before, &rule->n_not_before},
        {"near", &rule->near, &rule->n_near},
        {"not_near", &rule->not_near, &rule->n_not_near},
    };
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < sizeof lists / sizeof *lists; i++)
        st = word_list(ctx, maker, json_object_get(line, lists[i].member), lists[i].words,
                       lists[i].n);
    if (st != SHB_OK)
        return st;
    json_int_t window = json_integer_value(json_object_get(line, "window"));
    rule->window = window > 0 && window < 5000 ? (uint16_t)window : 30;
    rule->near_state = json_is_true(json_object_get(line, "near_state"));
    rule->listed = json_is_true(json_object_get(line, "listed"));
    rule->alone_in_quotes = json_is_true(json_object_get(line, "quoted"));
    rule->no_clitic = json_is_true(json_object_get(line, "no_clitic"));
    rule->only = rule->n_after || rule->n_before || rule->n_near || rule->near_state ||
                 rule->listed || rule->alone_in_quotes;

    if (gazetteer->keeps_origins) {
        char *text = json_dumps(line, JSON_PRESERVE_ORDER);
        rule->text =
            text ? shb_arena_strndup(&gazetteer->strings, text, strlen(text)) : NULL;
        free(text);
        if (!rule->text)
            return shb_fail_memory(ctx);
    }
    size_t i;
    json_t *name;
    json_array_foreach(json_object_get(line, "rule"), i, name) {
        const char *text = json_string_value(name);
        if (!text || shb_tokenize(ctx, &maker->tokens, text, strlen(text)) != SHB_OK)
            return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0, "a name is no string");
        char key[512];
        size_t n = 0;
        key[n++] = (char)('0' + lang);
        for (size_t k = 0; k < maker->tokens.count; k++) {
            const shb_token *token = &maker->tokens.items[k];
            if (n + token->length + 1 >= sizeof key)
                break;
            memcpy(key + n, maker->tokens.folded + token->folded, token->length);
            n += token->length;
            key[n++] = 0;
        }
        char *own = shb_arena_strndup(&gazetteer->strings, key, n);
        if (!own)
            return shb_fail_memory(ctx);
        if ((st = shb_map_set(ctx, &gazetteer->rule_of, own, n, index)) != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* ----------------------------------------------------------------------------- bodies */

/* The states that have such a body, as one string to look them up in. */
static shb_status take_owners(shb_ctx *ctx, shb_gazetteer *gazetteer, shb_body *body,
                              const json_t *codes) {
    size_t i, n = 1, size = json_array_size(codes) * 16 + 2;
    json_t *code;
    if (!json_array_size(codes))
        return SHB_OK;
    char *of = shb_arena_alloc(&gazetteer->strings, size);
    if (!of)
        return shb_fail_memory(ctx);
    of[0] = ' ';
    json_array_foreach((json_t *)codes, i, code) {
        const char *text = json_string_value(code);
        if (text && strlen(text) < 15)
            n += (size_t)snprintf(of + n, size - n, "%s ", text);
    }
    of[n] = '\0';
    body->of = of;
    return SHB_OK;
}

static shb_status take_body(shb_ctx *ctx, shb_form_maker *maker, const json_t *line,
                            const char *file, uint64_t number) {
    shb_gazetteer *gazetteer = maker->gazetteer;
    shb_body *bodies =
        shb_realloc_array(gazetteer->bodies, gazetteer->n_bodies + 1, sizeof *bodies);
    if (!bodies)
        return shb_fail_memory(ctx);
    gazetteer->bodies = bodies;
    uint32_t index = (uint32_t)gazetteer->n_bodies++;
    shb_body *body = &bodies[index];
    memset(body, 0, sizeof *body);
    const char *name = json_string_value(json_object_get(line, "body"));
    if (!name)
        return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0, "'body' is no string");
    body->name = shb_arena_strndup(&gazetteer->strings, name, strlen(name));
    shb_status st;
    const char *otherwise = json_string_value(json_object_get(line, "otherwise"));
    if (otherwise) {
        body->otherwise =
            shb_arena_strndup(&gazetteer->strings, otherwise, strlen(otherwise));
        if (!body->otherwise)
            return shb_fail_memory(ctx);
    }
    if ((st = take_owners(ctx, gazetteer, body, json_object_get(line, "of"))) != SHB_OK)
        return st;
    body->follows = json_is_true(json_object_get(line, "follows"));
    body->by_name = json_is_true(json_object_get(line, "by_name"));
    body->party = json_is_true(json_object_get(line, "party"));
    body->force = json_is_true(json_object_get(line, "force"));
    body->needs_owner = json_is_true(json_object_get(line, "needs_owner"));
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        const char *label = json_string_value(
            json_object_get(json_object_get(line, "label"), shb_lang_name(lang)));
        if (!label)
            return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0, "'label' lacks '%s'",
                               shb_lang_name(lang));
        body->labels[lang] = shb_arena_strndup(&gazetteer->strings, label, strlen(label));
        if (!body->name || !body->labels[lang])
            return shb_fail_memory(ctx);
        size_t i;
        json_t *head;
        json_array_foreach(
            json_object_get(json_object_get(line, "heads"), shb_lang_name(lang)), i,
            head) {
            const char *text = json_string_value(head);
            st = text ? shb_forms_add(ctx, maker, text, lang, SENSE_BODY, index)
                      : SHB_ESYNTAX;
            if (st != SHB_OK)
                return shb_fail_at(ctx, st, file, number, 0, "a head cannot be used");
        }
    }
    return SHB_OK;
}

static shb_status take_line(shb_ctx *ctx, void *user, const shb_json *line,
                            const char *file, uint64_t number) {
    if (json_object_get(line, "body"))
        return take_body(ctx, user, line, file, number);
    if (json_object_get(line, "rule"))
        return take_rule(ctx, user, line, file, number);
    if (json_object_get(line, "office"))
        return shb_office_add(ctx, ((shb_form_maker *)user)->gazetteer, line, file,
                              number);
    if (json_object_get(line, "source"))
        return shb_source_add(ctx, ((shb_form_maker *)user)->gazetteer, line);
    return take_words(ctx, user, line, file, number);
}

static const char *const files[] = {"rules.jsonl", "bodies.jsonl", "words.jsonl",
                                    "offices.jsonl", "sources.jsonl"};
static const struct {
    const char *file;
    unsigned plain, hyphen;
} word_files[] = {
    {"name-words.ar.txt", NAME_WORD, NAME_WORD | NAME_LAST},
    {"name-words.en.txt", NAME_WORD, NAME_WORD | NAME_LAST},
    {"name-words.ru.txt", NAME_WORD, NAME_WORD | NAME_LAST},
    {"common-words.ar.txt", NAME_COMMON, NAME_COMMON},
    {"common-words.en.txt", NAME_COMMON, NAME_COMMON},
    {"common-words.ru.txt", NAME_COMMON, NAME_COMMON},
    {"no-names.txt", NAME_NEVER, NAME_ENDS},
    {"function-words.txt", NAME_FUNCTION, NAME_FUNCTION},
};

shb_status shb_language_load(shb_ctx *ctx, shb_form_maker *maker, const char *folder,
                             uint64_t *digest) {
    char path[PATH_MAX];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        shb_status st = shb_json_lines(ctx, path, digest, take_line, maker);
        if (st != SHB_OK)
            return st;
    }
    for (size_t i = 0; i < sizeof word_files / sizeof *word_files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, word_files[i].file);
        shb_status st =
            shb_name_words_load(ctx, &maker->gazetteer->name_words, &maker->tokens, path,
                                word_files[i].plain, word_files[i].hyphen, digest);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* The same files in the same order. */
shb_status shb_language_digest(shb_ctx *ctx, const char *folder, uint64_t *digest) {
    char path[PATH_MAX];
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        st = shb_file_digest(ctx, path, digest);
    }
    for (size_t i = 0; st == SHB_OK && i < sizeof word_files / sizeof *word_files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, word_files[i].file);
        st = shb_file_digest(ctx, path, digest);
    }
    return st;
}

/* ------------------------------------------------------------------------ made bodies */

static char *label_of(shb_arena *arena, const char *pattern, const char *state) {
    static const char place[] = "{state}";
    const char *at = strstr(pattern, place);
    if (!at || !state)
        return NULL;
    size_t before = (size_t)(at - pattern), middle = strlen(state);
    const char *rest = at + sizeof place - 1;
    char *out = shb_arena_alloc(arena, before + middle + strlen(rest) + 1);
    if (out) {
        memcpy(out, pattern, before);
        memcpy(out + before, state, middle);
        strcpy(out + before + middle, rest);
    }
    return out;
}

static void body_id(const shb_gazetteer *gazetteer, uint32_t state, const char *body,
                    char *id, size_t size) {
    const char *own = gazetteer->entities[state].id, *code = strchr(own, ':');
    snprintf(id, size, "organization:%s-%s", code ? code + 1 : own, body);
    for (char *p = id; *p; p++)
        if (*p >= 'A' && *p <= 'Z')
            *p = (char)(*p | 0x20);
}

shb_status shb_bodies_make(shb_ctx *ctx, shb_gazetteer *gazetteer) {
    for (size_t b = 0; b < gazetteer->n_bodies; b++) {
        shb_body *body = &gazetteer->bodies[b];
        body->first_made = (uint32_t)gazetteer->n_entities;
        for (size_t s = 0; s < gazetteer->n_states; s++) {
            uint32_t state = gazetteer->states[s];
            char id[256];
            body_id(gazetteer, state, body->name, id, sizeof id);
            uint32_t listed = shb_gazetteer_by_id(gazetteer, id), made;
            if (listed == SHB_NO_ENTITY && body->otherwise) {
                char other[256];
                body_id(gazetteer, state, body->otherwise, other, sizeof other);
                listed = shb_gazetteer_by_id(gazetteer, other);
            }
            shb_status st = SHB_OK;
            if (listed != SHB_NO_ENTITY) {
                /* Keep the arithmetic of first_made: an unused place that leads there. */
                st =
                    shb_gazetteer_entity_add(ctx, gazetteer, id, SHB_ORGANIZATION, &made);
                if (st != SHB_OK)
                    return st;
                gazetteer->more[made].owner = listed;
                st = shb_map_set(ctx, &gazetteer->by_id, gazetteer->entities[made].id,
                                 strlen(id), listed);
            } else {
                st =
                    shb_gazetteer_entity_add(ctx, gazetteer, id, SHB_ORGANIZATION, &made);
                if (st != SHB_OK)
                    return st;
                gazetteer->more[made].made = true;
                gazetteer->more[made].owner = state;
                for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
                    gazetteer->entities[made].labels[lang] =
                        label_of(&gazetteer->strings, body->labels[lang],
                                 gazetteer->entities[state].labels[lang]);
            }
            if (st != SHB_OK)
                return st;
        }
    }
    return SHB_OK;
}
