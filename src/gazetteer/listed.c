#include "gazetteer/listed.h"

#include <jansson.h>
#include <string.h>

#include "base/alloc.h"
#include "gazetteer/members.h"

shb_status shb_gazetteer_entity_add(shb_ctx *ctx, shb_gazetteer *gazetteer,
                                    const char *id, shb_type type, uint32_t *out) {
    size_t room = gazetteer->capacity;
    shb_status st = shb_grow(ctx, (void **)&gazetteer->entities, &room,
                             gazetteer->n_entities + 1, sizeof *gazetteer->entities);
    if (st == SHB_OK)
        st = shb_grow(ctx, (void **)&gazetteer->more, &gazetteer->capacity,
                      gazetteer->n_entities + 1, sizeof *gazetteer->more);
    if (st != SHB_OK)
        return st;
    char *own = shb_arena_strndup(&gazetteer->strings, id, strlen(id));
    if (!own)
        return shb_fail_memory(ctx);
    uint32_t index = (uint32_t)gazetteer->n_entities;
    gazetteer->entities[index] = (shb_entity){own, type, {NULL, NULL, NULL}};
    gazetteer->more[index] = (shb_entity_more){.owner = SHB_NO_ENTITY};
    if ((st = shb_map_set(ctx, &gazetteer->by_id, own, strlen(own), index)) != SHB_OK)
        return st;
    gazetteer->n_entities++;
    *out = index;
    return SHB_OK;
}

static bool is_nmtoken(const char *id) {
    for (const char *p = id; *p; p++)
        if (!(*p >= 'a' && *p <= 'z') && !(*p >= 'A' && *p <= 'Z') &&
            !(*p >= '0' && *p <= '9') && !strchr(":-._", *p))
            return false;
    return *id != '\0';
}

/* Which member of a line gives which sense. */
static const struct {
    const char *member;
    shb_sense_kind kind;
} name_lists[] = {
    {"names", SENSE_NAME},           {"alone", SENSE_ALONE},
    {"short", SENSE_SHORT},          {"weak", SENSE_WEAK},
    {"capital", SENSE_SEAT},         {"seats", SENSE_SEAT},
    {"adjectives", SENSE_ADJECTIVE},
};

static bool in_list(const char *const *words, size_t n, const char *word) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* Would this word, as a short form, mostly be another word, or another man's name? */
static bool derivable(shb_ctx *ctx, shb_listing *l, const char *word, shb_lang lang) {
    shb_tokens *tokens = &l->maker.tokens;
    if (shb_tokenize(ctx, tokens, word, strlen(word)) != SHB_OK || tokens->count == 0)
        return false;
    const shb_token *token = &tokens->items[0];
    if (tokens->count > 1)
        return true;
    return token->length >= (lang == SHB_AR ? 3 : 2) &&
           shb_map_get(&l->maker.gazetteer->no_short,
                       (const char *)tokens->folded + token->folded,
                       token->length) == SHB_MAP_NONE;
}

static bool is_family_name(shb_ctx *ctx, shb_listing *l, const char *word) {
    shb_tokens *tokens = &l->maker.tokens;
    return shb_tokenize(ctx, tokens, word, strlen(word)) == SHB_OK &&
           tokens->count == 1 &&
           shb_map_get(&l->maker.gazetteer->no_short,
                       (const char *)tokens->folded + tokens->items[0].folded,
                       tokens->items[0].length) == SHB_MAP_NONE;
}

static shb_status add_short(shb_ctx *ctx, shb_listing *l, uint32_t entity,
                            const char *word, shb_lang lang) {
    if (!derivable(ctx, l, word, lang))
        return ctx->err.status;
    return shb_forms_add(ctx, &l->maker, word, lang, SENSE_SHORT, entity);
}

/* "Владимир Владимирович Путин": who is named in full may be addressed by given name and
 * patronymic. */
static shb_status add_patronymic(shb_ctx *ctx, shb_listing *l, uint32_t entity,
                                 const char *name, shb_lang lang) {
    static const char *const endings[] = {"вич", "ьич", "вна", "чна"};
    const char *second = strchr(name, ' ');
    const char *third = second ? strchr(second + 1, ' ') : NULL;
    const size_t length = sizeof "вич" - 1;
    char both[256];
    if (lang != SHB_RU || !third || strchr(third + 1, ' ') ||
        (size_t)(third - name) >= sizeof both || (size_t)(third - second) <= length)
        return SHB_OK;
    bool patronymic = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        patronymic |= memcmp(third - length, endings[i], length) == 0;
    if (!patronymic)
        return SHB_OK;
    memcpy(both, name, (size_t)(third - name));
    both[third - name] = '\0';
    return shb_forms_add(ctx, &l->maker, both, lang, SENSE_SHORT, entity);
}

/* "Abu Zeid", "de Wever", "von der Leyen": an Arabic family name from its first particle
 * on; NULL where it is one word, or all of the name. */
static const char *family_with_particles(const char *name) {
    static const char *const particles[] = {"أبو", "أبي", "أبا",  "دي",  "دو",  "دا",
                                            "ديل", "دل",  "ديلا", "فان", "فون", "دير"};
    const char *from = NULL;
    for (const char *word = strchr(name, ' '); word; word = strchr(word + 1, ' ')) {
        const size_t n = strcspn(word + 1, " ");
        bool particle = false;
        for (size_t k = 0; k < sizeof particles / sizeof *particles; k++)
            particle |= strlen(particles[k]) == n && !memcmp(word + 1, particles[k], n);
        if (!particle && word[n + 1])
            from = NULL; /* a middle name: what is before it is no part of the last */
        else if (particle && !from)
            from = word + 1;
    }
    return from && strchr(from, ' ') ? from : NULL;
}

/* "Iftikhar Ahmad" of three names: the last two. Behind an opening word, "Abd", and
 * before a closing one they are not two. */
static shb_status add_without_first(shb_ctx *ctx, shb_listing *l, uint32_t entity,
                                    const char *name) {
    static const char *const openers[] = {
        "عبد", "أبو", "أبي", "أبا", "بن",  "ابن", "آل", "بنت", "ولد",  "دي",
        "دو",  "دا",  "فان", "فون", "دير", "لا",  "ال", "ديل", "الله", "الدين"};
    const char *second = strchr(name, ' ');
    const char *third = second ? strchr(second + 1, ' ') : NULL;
    /* With the article it is the house's, and before it stands the father. */
    static const char article[] = "ال";
    const size_t n_article = sizeof article - 1;
    if (!third || strchr(third + 1, ' ') || memcmp(third + 1, article, n_article) == 0 ||
        memcmp(second + 1, article, n_article) == 0)
        return SHB_OK;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        const size_t n = strlen(openers[i]);
        if ((n == (size_t)(second - name) && memcmp(name, openers[i], n) == 0) ||
            (n == (size_t)(third - second - 1) &&
             memcmp(second + 1, openers[i], n) == 0) ||
            strcmp(third + 1, openers[i]) == 0)
            return SHB_OK;
    }
    return shb_forms_add(ctx, &l->maker, second + 1, SHB_AR, SENSE_SHORT, entity);
}

/* The family name of a full name as the short form that a text uses later. */
static shb_status add_family_name(shb_ctx *ctx, shb_listing *l, uint32_t entity,
                                  const char *name, shb_lang lang) {
    static const char *const suffixes[] = {"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"};
    char copy[256];
    size_t len = strlen(name);
    if (len >= sizeof copy)
        return SHB_OK;
    memcpy(copy, name, len + 1);
    char *last = strrchr(copy, ' ');
    if (last && in_list(suffixes, sizeof suffixes / sizeof *suffixes, last + 1)) {
        *last = '\0';
        last = strrchr(copy, ' ');
    }
    /* "Hussein of Jordan" is no Jordan. */
    bool of = last && last - copy > 3 && memcmp(last - 3, " of", 3) == 0;
    if (!last || of)
        return SHB_OK;
    if (l->maker.gazetteer->more[entity].family_first) {
        char *first = strchr(copy, ' ');
        *first = '\0';
        /* Two Arabic letters suffice for a family name (Xi), not for a given one. */
        shb_status st =
            lang == SHB_AR && strlen(copy) == 4 && is_family_name(ctx, l, copy)
                ? shb_forms_add(ctx, &l->maker, copy, lang, SENSE_SHORT, entity)
                : add_short(ctx, l, entity, copy, lang);
        if (st == SHB_OK)
            st = add_short(ctx, l, entity, first + 1, lang);
        return st == SHB_OK && l->given_last && last > first
                   ? add_short(ctx, l, entity, last + 1, lang)
                   : st;
    }
    /* "Bin Farhan" is Faisal bin Farhan; with grandfather or house nobody says so. */
    const char *son = lang == SHB_AR ? strstr(copy, " بن ") : NULL;
    if (son && !strchr(son + strlen(" بن "), ' ') && !strstr(copy, " آل "))
        return shb_forms_add(ctx, &l->maker, son + 1, lang, SENSE_SHORT, entity);
    const char *family = lang == SHB_AR ? family_with_particles(copy) : NULL;
    shb_status st = family
                        ? shb_forms_add(ctx, &l->maker, family, lang, SENSE_SHORT, entity)
                        : SHB_OK;
    if (st == SHB_OK && lang == SHB_AR)
        st = add_without_first(ctx, l, entity, copy);
    if (st != SHB_OK)
        return st;
    /* After a patronymic the last word is the father's or the house's name. */
    if (lang == SHB_AR && (strstr(copy, " بن ") || strstr(copy, " ابن ") ||
                           strstr(copy, " آل ") || strlen(last + 1) < 6))
        return SHB_OK;
    if (strlen(last + 1) < 3)
        return SHB_OK;
    return add_short(ctx, l, entity, last + 1, lang);
}

/* "Takaichi Sanae", as China's news in Arabic order the names of Japan. */
static shb_status add_family_first(shb_ctx *ctx, shb_listing *l, uint32_t entity,
                                   const char *name) {
    char turned[256];
    const char *space = strchr(name, ' ');
    const size_t n = strlen(name);
    if (!space || strchr(space + 1, ' ') || n >= sizeof turned)
        return SHB_OK;
    const size_t given = (size_t)(space - name);
    memcpy(turned, space + 1, n - given - 1);
    turned[n - given - 1] = ' ';
    memcpy(turned + n - given, name, given);
    turned[n] = '\0';
    return shb_forms_add(ctx, &l->maker, turned, SHB_AR, SENSE_NAME, entity);
}

/* What is no list, or in a language of nobody here, would be lost without a word. */
static shb_status check_languages(shb_ctx *ctx, const json_t *lists, const char *member,
                                  const char *file, uint64_t number) {
    const char *key;
    json_t *list;
    json_object_foreach((json_t *)lists, key, list) {
        shb_lang lang = 0;
        while (lang < SHB_N_LANGS && strcmp(key, shb_lang_name(lang)) != 0)
            lang++;
        if (lang == SHB_N_LANGS)
            shb_notify(ctx, SHB_NOTICE_WARNING, file, number, 0,
                       "'%s' in '%s' is left out: the languages are ar, en and ru", key,
                       member);
        else if (!json_is_array(list))
            return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                               "'%s' in '%s' is no list: write [\"...\"]", key, member);
    }
    return SHB_OK;
}

static bool is_blank(const char *name) { return name[strspn(name, " \t")] == '\0'; }

static shb_status add_names(shb_ctx *ctx, shb_listing *l, uint32_t entity,
                            const json_t *line, const char *file, uint64_t number) {
    shb_gazetteer *gazetteer = l->maker.gazetteer;
    bool person = gazetteer->entities[entity].type == SHB_PERSON;
    bool labelled = !json_is_null(json_object_get(line, "labels"));
    const char *state = json_string_value(json_object_get(line, "state"));
    l->given_last = state && strcmp(state, "state:VN") == 0;
    l->family_also_first = state && strcmp(state, "state:JP") == 0;
    shb_status st = SHB_OK;
    for (size_t k = 0; k < sizeof name_lists / sizeof *name_lists; k++) {
        const json_t *lists = json_object_get(line, name_lists[k].member);
        if (!lists)
            continue;
        if (!json_is_object(lists))
            return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                               "'%s' must be an object of lists by language: "
                               "{\"en\": [\"...\"]}",
                               name_lists[k].member);
        if ((st = check_languages(ctx, lists, name_lists[k].member, file, number)) !=
            SHB_OK)
            return st;
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
            const json_t *list = json_object_get(lists, shb_lang_name(lang));
            size_t i;
            json_t *item;
            json_array_foreach((json_t *)list, i, item) {
                const char *name = json_string_value(item);
                if (!name)
                    return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                                       "a name in '%s' is no string",
                                       name_lists[k].member);
                if (is_blank(name))
                    continue;
                gazetteer->own.names += l->own;
                if (k == 0 && labelled && !gazetteer->entities[entity].labels[lang]) {
                    char *label =
                        shb_arena_strndup(&gazetteer->strings, name, strlen(name));
                    if (!label)
                        return shb_fail_memory(ctx);
                    gazetteer->entities[entity].labels[lang] = label;
                }
                shb_sense_kind kind = name_lists[k].kind;
                size_t added = l->maker.added;
                st = shb_forms_add(ctx, &l->maker, name, lang, kind, entity);
                l->findable += kind != SENSE_SHORT && l->maker.added > added;
                l->maker.derived = true;
                if (st == SHB_OK && person && kind == SENSE_NAME)
                    st = add_family_name(ctx, l, entity, name, lang);
                if (st == SHB_OK && person && kind == SENSE_NAME && lang == SHB_AR &&
                    l->family_also_first)
                    st = add_family_first(ctx, l, entity, name);
                if (st == SHB_OK && person && kind == SENSE_NAME)
                    st = add_patronymic(ctx, l, entity, name, lang);
                l->maker.derived = false;
                if (st != SHB_OK)
                    return st;
            }
        }
    }
    return st;
}

/* Other ids of the entity, such as that of the body which would be made for it. */
static shb_status add_other_ids(shb_ctx *ctx, shb_gazetteer *gazetteer, uint32_t entity,
                                const json_t *line, const char *file, uint64_t number) {
    const json_t *list = json_object_get(line, "also");
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)list, i, item) {
        const char *id = json_string_value(item);
        if (!id || !is_nmtoken(id))
            return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                               "'also' holds no list of ids");
        char *own = shb_arena_strndup(&gazetteer->strings, id, strlen(id));
        if (!own)
            return shb_fail_memory(ctx);
        shb_status st = shb_map_set(ctx, &gazetteer->by_id, own, strlen(own), entity);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* Names that are never mentions, folded. */
static shb_status add_never(shb_ctx *ctx, shb_listing *l, const json_t *list) {
    size_t i;
    json_t *item;
    json_array_foreach((json_t *)list, i, item) {
        const char *name = json_string_value(item);
        char *key = NULL;
        size_t len = 0;
        shb_status st = name ? shb_folded_name(ctx, &l->maker.tokens,
                                               (shb_str){name, strlen(name)}, &key, &len)
                             : SHB_OK;
        char *own =
            key ? shb_arena_strndup(&l->maker.gazetteer->strings, key, len) : NULL;
        if (key && !own)
            st = shb_fail_memory(ctx);
        if (own)
            st = shb_map_set(ctx, &l->maker.gazetteer->never, own, len, 1);
        shb_free(key);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

static shb_status add_different(shb_ctx *ctx, shb_gazetteer *gazetteer,
                                const json_t *pair, const char *file, uint64_t number) {
    const char *a = json_string_value(json_array_get(pair, 0)),
               *b = json_string_value(json_array_get(pair, 1));
    if (!a || !b || json_array_size(pair) != 2)
        return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                           "'different' holds no two ids");
    return shb_tell_apart(ctx, gazetteer, a, b);
}

/* A Russian surname that is a feminine adjective: Drozdetskaya. */
static bool has_womans_surname(const shb_json *line) {
    size_t i;
    const json_t *name, *names = json_object_get(json_object_get(line, "names"), "ru");
    json_array_foreach(names, i, name) {
        const char *text = json_string_value(name);
        const size_t len = text ? strlen(text) : 0;
        if (len > 8 && strchr(text, ' ') && strcmp(text + len - 4, "ая") == 0)
            return true;
    }
    return false;
}

static shb_status set_labels(shb_ctx *ctx, shb_gazetteer *gazetteer, uint32_t entity,
                             const json_t *labels) {
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        const char *text =
            json_string_value(json_object_get(labels, shb_lang_name(lang)));
        if (!text)
            continue;
        char *own = shb_arena_strndup(&gazetteer->strings, text, strlen(text));
        if (!own)
            return shb_fail_memory(ctx);
        gazetteer->entities[entity].labels[lang] = own;
    }
    return SHB_OK;
}

shb_status shb_take_listed(shb_ctx *ctx, void *user, const shb_json *line,
                           const char *file, uint64_t number) {
    shb_listing *l = user;
    shb_gazetteer *gazetteer = l->maker.gazetteer;
    const json_t *never = json_object_get(line, "never");
    if (never)
        return add_never(ctx, l, never);
    const json_t *different = json_object_get(line, "different");
    if (different)
        return add_different(ctx, gazetteer, different, file, number);
    const char *id = json_string_value(json_object_get(line, "id"));
    const char *type_name = json_string_value(json_object_get(line, "type"));
    shb_type type;
    if (!id || !is_nmtoken(id))
        return shb_fail_at(
            ctx, SHB_ESYNTAX, file, number, 0,
            "'id' is missing or holds more than letters, digits and : - . _");
    if (!type_name || !shb_type_parse(type_name, &type))
        return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                           "'type' must be person, state or organization");
    if (!shb_id_fits_type(id, type))
        return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                           "the id '%.80s' begins with another type than its type, %s: "
                           "change one of them",
                           id, type_name);
    uint32_t entity = shb_map_get(&gazetteer->by_id, id, strlen(id));
    shb_status st = SHB_OK;
    bool is_new = entity == SHB_MAP_NONE;
    if (is_new) {
        if ((st = shb_gazetteer_entity_add(ctx, gazetteer, id, type, &entity)) != SHB_OK)
            return st;
    } else if (gazetteer->entities[entity].type != type) {
        return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                           "'%s' is called %s here, but %s before", id, type_name,
                           shb_type_name(gazetteer->entities[entity].type));
    }
    gazetteer->own.entities += l->own;
    if (l->own && (st = shb_own_line_taken(ctx, l, entity, number)) != SHB_OK)
        return st;
    shb_entity_more *more = &gazetteer->more[entity];
    more->left_out |= json_is_true(json_object_get(line, "left_out"));
    if ((st = set_labels(ctx, gazetteer, entity, json_object_get(line, "labels"))) !=
        SHB_OK)
        return st;
    const char *gender = json_string_value(json_object_get(line, "gender"));
    if (gender)
        more->gender = (uint8_t)gender[0];
    else if (type == SHB_PERSON && !more->gender && has_womans_surname(line))
        more->gender = 'f';
    const char *order = json_string_value(json_object_get(line, "order"));
    if (order)
        more->family_first = strcmp(order, "family-first") == 0;
    const char *state = json_string_value(json_object_get(line, "state"));
    if (state)
        more->one_piece = strcmp(state, "state:MM") == 0;
    const char *kind = json_string_value(json_object_get(line, "kind"));
    if (kind) {
        more->medium = strcmp(kind, "media") == 0;
        more->has_branches = strcmp(kind, "company") == 0 || strcmp(kind, "ngo") == 0;
    }
    more->offices |= shb_offices_held(gazetteer, line);
    if ((st = shb_terms_add(ctx, gazetteer, entity, line)) != SHB_OK)
        return st;
    const char *owner = json_string_value(json_object_get(line, "owner"));
    if (!owner)
        owner = json_string_value(json_object_get(line, "state"));
    if (owner) {
        if ((st = shb_grow(ctx, (void **)&l->owners, &l->owners_capacity, l->n_owners + 1,
                           sizeof *l->owners)) != SHB_OK)
            return st;
        char *copy = shb_arena_strndup(&gazetteer->strings, owner, strlen(owner));
        if (!copy)
            return shb_fail_memory(ctx);
        l->owners[l->n_owners++] = (shb_owner_named){entity, copy};
    }
    if ((st = add_other_ids(ctx, gazetteer, entity, line, file, number)) != SHB_OK)
        return st;
    size_t findable = l->findable;
    l->maker.company = owner && kind && strcmp(kind, "company") == 0;
    st = add_names(ctx, l, entity, line, file, number);
    if (st == SHB_OK && l->findable == findable && !more->left_out &&
        !json_object_get(line, "also") && !json_object_get(line, "labels"))
        shb_own_tell_nameless(ctx, line, is_new, file, number);
    return st;
}
