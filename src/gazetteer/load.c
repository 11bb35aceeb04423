/* Gazetteer files (JSON lines) into entities and forms. */
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "gazetteer/compiled.h"
#include "gazetteer/decisions.h"

#ifndef SHB_DATA_DIR
#define SHB_DATA_DIR "/usr/local/share/shabaka"
#endif
#ifndef SHB_SOURCE_DATA_DIR
#define SHB_SOURCE_DATA_DIR ""
#endif

enum { MAX_LINE = 1 << 20, READ_BLOCK = 1 << 18 };

/* ------------------------------------------------------------------ the shipped data */

shb_status shb_data_path(shb_ctx *ctx, const char *relative, char *out, size_t size) {
    const char *given = getenv("SHABAKA_DATA");
    const char *folders[] = {given ? given : "", SHB_SOURCE_DATA_DIR, SHB_DATA_DIR};
    /* The source tree counts only for a program that still stands in its build folder. */
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    bool installed = n > 0 && (self[n] = '\0', strstr(self, "/bin/shabaka") != NULL);
    for (size_t i = given ? 0 : installed ? 2 : 1; i < 3; i++) {
        if (!folders[i][0])
            continue;
        snprintf(out, size, "%s/%s", folders[i], relative);
        if (access(out, R_OK) == 0)
            return SHB_OK;
    }
    return shb_fail(ctx, SHB_ENOTFOUND, NULL,
                    "the shipped data is not there: cannot find '%s' in '%s'; set "
                    "SHABAKA_DATA to the folder that holds it",
                    relative, SHB_DATA_DIR);
}

/* ------------------------------------------------------------------------- json lines */

typedef struct line_reader {
    char *bytes;
    size_t used, capacity;
} line_reader;

static shb_status open_file(shb_ctx *ctx, const char *file, int *fd) {
    *fd = open(file, O_RDONLY | O_CLOEXEC);
    if (*fd >= 0)
        return SHB_OK;
    int why = errno;
    if (why == ENOENT)
        return shb_fail(ctx, SHB_ENOTFOUND, NULL, "cannot open '%s': %s", file,
                        strerror(why));
    return shb_fail_errno(ctx, why, NULL, "cannot open '%s'", file);
}

/* Some bytes; 0 at the end. */
static shb_status read_some(shb_ctx *ctx, const char *file, int fd, char *to,
                            size_t *got) {
    for (;;) {
        ssize_t n = read(fd, to, READ_BLOCK);
        if (n < 0 && errno == EINTR)
            continue;
        *got = n > 0 ? (size_t)n : 0;
        return n < 0 ? shb_fail_errno(ctx, errno, NULL, "cannot read '%s'", file)
                     : SHB_OK;
    }
}

static shb_status read_whole(shb_ctx *ctx, const char *file, line_reader *r) {
    int fd;
    size_t got = 1;
    shb_status st = open_file(ctx, file, &fd);
    if (st != SHB_OK)
        return st;
    while (st == SHB_OK && got) {
        if ((st = shb_grow(ctx, (void **)&r->bytes, &r->capacity, r->used + READ_BLOCK,
                           1)) == SHB_OK)
            st = read_some(ctx, file, fd, r->bytes + r->used, &got);
        r->used += st == SHB_OK ? got : 0;
    }
    close(fd);
    return st;
}

shb_status shb_file_digest(shb_ctx *ctx, const char *file, uint64_t *digest) {
    int fd;
    size_t got = 1;
    char *block = shb_alloc(READ_BLOCK);
    if (!block)
        return shb_fail_memory(ctx);
    shb_status st = open_file(ctx, file, &fd);
    if (st == SHB_OK) {
        while ((st = read_some(ctx, file, fd, block, &got)) == SHB_OK && got)
            *digest = shb_hash_stable(*digest, block, got);
        close(fd);
    }
    shb_free(block);
    return st;
}

/* `file` is for the messages. */
static shb_status take_lines(shb_ctx *ctx, const char *file, const char *bytes,
                             size_t used, uint64_t *digest, shb_take_line *take,
                             void *user) {
    shb_status st = SHB_OK;
    *digest = shb_hash_stable(*digest, bytes, used);
    size_t at = used >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    for (uint64_t number = 1; st == SHB_OK && at < used; number++) {
        const char *line = bytes + at;
        const char *end = memchr(line, '\n', used - at);
        size_t len = end ? (size_t)(end - line) : used - at;
        at += len + 1;
        while (len && (line[len - 1] == '\r' || line[len - 1] == ' '))
            len--;
        if (len == 0)
            continue;
        if (len > MAX_LINE) {
            st = shb_fail_at(ctx, SHB_ELIMIT, file, number, 0,
                             "the line is longer than %d bytes", MAX_LINE);
            break;
        }
        json_error_t why;
        json_t *object = json_loadb(line, len, JSON_REJECT_DUPLICATES, &why);
        if (!object || !json_is_object(object))
            st = shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                             "this is no JSON object: %s",
                             object ? "something else" : why.text);
        else
            st = take(ctx, user, object, file, number);
        json_decref(object);
    }
    return st;
}

shb_status shb_json_lines(shb_ctx *ctx, const char *file, uint64_t *digest,
                          shb_take_line *take, void *user) {
    line_reader r = {NULL, 0, 0};
    shb_status st = read_whole(ctx, file, &r);
    if (st == SHB_OK)
        st = take_lines(ctx, file, r.bytes, r.used, digest, take, user);
    shb_free(r.bytes);
    return st;
}

/* --------------------------------------------------------------------------- entities */

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

typedef struct owner_pending {
    uint32_t entity;
    char *owner;
} owner_pending;

typedef struct loader {
    shb_form_maker maker;
    owner_pending *owners;
    size_t n_owners, owners_capacity;
    uint64_t digest;
    bool own; /* are these the user's own lists? */
} loader;

static bool in_list(const char *const *words, size_t n, const char *word) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return true;
    return false;
}

/* Would this word, as a short form, mostly be another word, or another man's name? */
static bool derivable(shb_ctx *ctx, loader *l, const char *word, shb_lang lang) {
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

static bool is_family_name(shb_ctx *ctx, loader *l, const char *word) {
    shb_tokens *tokens = &l->maker.tokens;
    return shb_tokenize(ctx, tokens, word, strlen(word)) == SHB_OK &&
           tokens->count == 1 &&
           shb_map_get(&l->maker.gazetteer->no_short,
                       (const char *)tokens->folded + tokens->items[0].folded,
                       tokens->items[0].length) == SHB_MAP_NONE;
}

static shb_status add_short(shb_ctx *ctx, loader *l, uint32_t entity, const char *word,
                            shb_lang lang) {
    if (!derivable(ctx, l, word, lang))
        return ctx->err.status;
    return shb_forms_add(ctx, &l->maker, word, lang, SENSE_SHORT, entity);
}

/* The family name of a full name as the short form that a text uses later. */
static shb_status add_family_name(shb_ctx *ctx, loader *l, uint32_t entity,
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
    if (!last)
        return SHB_OK;
    if (l->maker.gazetteer->more[entity].family_first) {
        char *first = strchr(copy, ' ');
        *first = '\0';
        /* Two Arabic letters suffice for a family name (Xi), not for a given one. */
        shb_status st =
            lang == SHB_AR && strlen(copy) == 4 && is_family_name(ctx, l, copy)
                ? shb_forms_add(ctx, &l->maker, copy, lang, SENSE_SHORT, entity)
                : add_short(ctx, l, entity, copy, lang);
        return st != SHB_OK ? st : add_short(ctx, l, entity, first + 1, lang);
    }
    /* "Bin Farhan" is Faisal bin Farhan; with grandfather or house nobody says so. */
    const char *son = lang == SHB_AR ? strstr(copy, " بن ") : NULL;
    if (son && !strchr(son + strlen(" بن "), ' ') && !strstr(copy, " آل "))
        return shb_forms_add(ctx, &l->maker, son + 1, lang, SENSE_SHORT, entity);
    /* After a patronymic the last word is the father's or the house's name. */
    if (lang == SHB_AR && (strstr(copy, " بن ") || strstr(copy, " ابن ") ||
                           strstr(copy, " آل ") || strlen(last + 1) < 6))
        return SHB_OK;
    if (strlen(last + 1) < 3)
        return SHB_OK;
    return add_short(ctx, l, entity, last + 1, lang);
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

static shb_status add_names(shb_ctx *ctx, loader *l, uint32_t entity, const json_t *line,
                            const char *file, uint64_t number) {
    shb_gazetteer *gazetteer = l->maker.gazetteer;
    bool person = gazetteer->entities[entity].type == SHB_PERSON;
    shb_status st = SHB_OK;
    for (size_t k = 0; k < sizeof name_lists / sizeof *name_lists; k++) {
        const json_t *lists = json_object_get(line, name_lists[k].member);
        if (!lists)
            continue;
        if (!json_is_object(lists))
            return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                               "'%s' must be an object of lists by language",
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
                gazetteer->own.names += l->own;
                if (k == 0 && !gazetteer->entities[entity].labels[lang]) {
                    char *label =
                        shb_arena_strndup(&gazetteer->strings, name, strlen(name));
                    if (!label)
                        return shb_fail_memory(ctx);
                    gazetteer->entities[entity].labels[lang] = label;
                }
                shb_sense_kind kind = name_lists[k].kind;
                st = shb_forms_add(ctx, &l->maker, name, lang, kind, entity);
                l->maker.derived = true;
                if (st == SHB_OK && person && kind == SENSE_NAME)
                    st = add_family_name(ctx, l, entity, name, lang);
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
static shb_status add_never(shb_ctx *ctx, loader *l, const json_t *list) {
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

static shb_status take_entity(shb_ctx *ctx, void *user, const shb_json *line,
                              const char *file, uint64_t number) {
    loader *l = user;
    shb_gazetteer *gazetteer = l->maker.gazetteer;
    const json_t *never = json_object_get(line, "never");
    if (never)
        return add_never(ctx, l, never);
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
    uint32_t entity = shb_map_get(&gazetteer->by_id, id, strlen(id));
    shb_status st = SHB_OK;
    bool is_new = entity == SHB_MAP_NONE;
    if (is_new) {
        if ((st = shb_gazetteer_entity_add(ctx, gazetteer, id, type, &entity)) != SHB_OK)
            return st;
    } else if (gazetteer->entities[entity].type != type) {
        return shb_fail_at(ctx, SHB_ESYNTAX, file, number, 0,
                           "'%s' was a %s before and is a %s here", id,
                           shb_type_name(gazetteer->entities[entity].type), type_name);
    }
    gazetteer->own.entities += l->own;
    shb_entity_more *more = &gazetteer->more[entity];
    more->left_out |= json_is_true(json_object_get(line, "left_out"));
    if ((st = set_labels(ctx, gazetteer, entity, json_object_get(line, "labels"))) !=
        SHB_OK)
        return st;
    const char *gender = json_string_value(json_object_get(line, "gender"));
    if (gender)
        more->gender = (uint8_t)gender[0];
    const char *order = json_string_value(json_object_get(line, "order"));
    if (order)
        more->family_first = strcmp(order, "family-first") == 0;
    const char *kind = json_string_value(json_object_get(line, "kind"));
    if (kind)
        more->medium = strcmp(kind, "media") == 0;
    more->offices |= shb_offices_held(gazetteer, line);
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
        l->owners[l->n_owners++] = (owner_pending){entity, copy};
    }
    if ((st = add_other_ids(ctx, gazetteer, entity, line, file, number)) != SHB_OK)
        return st;
    size_t forms = l->maker.added;
    st = add_names(ctx, l, entity, line, file, number);
    if (st == SHB_OK && is_new && l->maker.added == forms && !more->left_out &&
        !json_object_get(line, "also") && !json_object_get(line, "labels"))
        shb_notify(ctx, SHB_NOTICE_WARNING, file, number, 0,
                   "'%s' has no name in ar, en or ru: it cannot be found", id);
    return st;
}

static shb_status number_states(shb_ctx *ctx, shb_gazetteer *gazetteer) {
    size_t n = gazetteer->n_entities;
    gazetteer->state_number = shb_alloc_array(n, sizeof *gazetteer->state_number);
    gazetteer->states = shb_alloc_array(n, sizeof *gazetteer->states);
    if (!gazetteer->state_number || !gazetteer->states)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < n; i++) {
        gazetteer->state_number[i] = SHB_NO_ENTITY;
        if (gazetteer->entities[i].type == SHB_STATE) {
            gazetteer->state_number[i] = (uint32_t)gazetteer->n_states;
            gazetteer->states[gazetteer->n_states++] = (uint32_t)i;
        }
    }
    return SHB_OK;
}

/* Where mentions of each entity go: to itself, to the one that it is the same as,
 * nowhere. */
static shb_status find_meant(shb_ctx *ctx, shb_gazetteer *gazetteer) {
    size_t n = gazetteer->n_entities;
    gazetteer->meant = shb_alloc_array(n, sizeof *gazetteer->meant);
    if (!gazetteer->meant)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < n; i++) {
        uint32_t meant = shb_gazetteer_by_id(gazetteer, gazetteer->entities[i].id);
        if (meant == SHB_NO_ENTITY)
            meant = (uint32_t)i;
        gazetteer->meant[i] = gazetteer->more[meant].left_out ? SHB_NO_ENTITY : meant;
    }
    return SHB_OK;
}

/* A language without a model has its unlisted names from patterns alone. */
static shb_status load_taggers(shb_ctx *ctx, shb_gazetteer *gazetteer, uint64_t *digest) {
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        char name[32], path[PATH_MAX];
        snprintf(name, sizeof name, "models/%s.tagger", shb_lang_name(lang));
        if (shb_data_path(ctx, name, path, sizeof path) != SHB_OK) {
            shb_ctx_clear(ctx);
            continue;
        }
        shb_status st = shb_tagger_load(ctx, path, digest, &gazetteer->taggers[lang]);
        if (st != SHB_OK)
            return st;
    }
    return SHB_OK;
}

/* What most senses of a surname fail at, without a look at the labels. */
static void set_initials(shb_gazetteer *gazetteer) {
    for (size_t i = 0; i < gazetteer->n_entities; i++)
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
            const char *label = gazetteer->entities[i].labels[lang];
            size_t at = 0;
            if (label && *label)
                gazetteer->more[i].initials[lang] =
                    (uint8_t)shb_fold_char(shb_utf8_next(label, strlen(label), &at));
        }
}

static void set_digest(shb_gazetteer *gazetteer, uint64_t digest) {
    snprintf(gazetteer->digest, sizeof gazetteer->digest, "%016llx",
             (unsigned long long)digest);
}

/* @param decided  further lines, made from the file of decisions; or NULL */
static shb_status load(shb_ctx *ctx, const char *const *files, size_t n_files,
                       const shb_gazetteer_options *options, const shb_str *decided,
                       shb_gazetteer **out) {
    char language[PATH_MAX];
    shb_gazetteer *gazetteer = shb_alloc_array(1, sizeof *gazetteer);
    if (!gazetteer)
        return shb_fail_memory(ctx);
    loader l = {.maker = {.gazetteer = gazetteer, .tokens = SHB_TOKENS_INIT},
                .digest = SHB_HASH_SEED};
    gazetteer->keeps_origins = options->origins;
    shb_status st = shb_data_path(ctx, "language", language, sizeof language);
    if (st == SHB_OK)
        st = shb_language_load(ctx, &l.maker, language, &l.digest);
    for (size_t i = 0; st == SHB_OK && i < n_files; i++) {
        l.own = l.maker.own = n_files - i <= options->n_own;
        st = shb_json_lines(ctx, files[i], &l.digest, take_entity, &l);
    }
    l.own = false;
    l.maker.own = true;
    if (st == SHB_OK && decided)
        st = take_lines(ctx, options->decisions, decided->data, decided->len, &l.digest,
                        take_entity, &l);
    l.maker.own = false;
    gazetteer->names_digest = l.digest;
    if (st == SHB_OK)
        st = load_taggers(ctx, gazetteer, &l.digest);
    if (st != SHB_OK)
        goto done;
    gazetteer->n_listed = gazetteer->n_entities;
    for (size_t i = 0; i < l.n_owners; i++)
        gazetteer->more[l.owners[i].entity].owner =
            shb_gazetteer_by_id(gazetteer, l.owners[i].owner);
    if ((st = number_states(ctx, gazetteer)) != SHB_OK ||
        (st = shb_bodies_make(ctx, gazetteer)) != SHB_OK ||
        (st = find_meant(ctx, gazetteer)) != SHB_OK ||
        (st = shb_lexicon_compile(ctx, &gazetteer->lexicon)) != SHB_OK ||
        (st = shb_alike_make(ctx, gazetteer)) != SHB_OK)
        goto done;
    set_initials(gazetteer);
    shb_origins_sort(&gazetteer->origins);
    set_digest(gazetteer, l.digest);
    *out = gazetteer;
    gazetteer = NULL;
done:
    shb_free(l.owners);
    shb_tokens_done(&l.maker.tokens);
    shb_gazetteer_free(gazetteer);
    return st;
}

/* The digest of the names that these files would give. */
static shb_status digest_of(shb_ctx *ctx, const char *const *files, size_t n_files,
                            uint64_t *digest) {
    char language[PATH_MAX];
    shb_status st = shb_data_path(ctx, "language", language, sizeof language);
    *digest = SHB_HASH_SEED;
    if (st == SHB_OK)
        st = shb_language_digest(ctx, language, digest);
    for (size_t i = 0; st == SHB_OK && i < n_files; i++)
        st = shb_file_digest(ctx, files[i], digest);
    return st;
}

/* The same files are another gazetteer where others of them are the user's own. */
static uint64_t image_key(uint64_t digest, size_t n_own) {
    uint64_t own = n_own;
    return shb_hash_stable(digest, &own, sizeof own);
}

static shb_status load_compiled(shb_ctx *ctx, const char *const *files, size_t n_files,
                                const shb_gazetteer_options *options,
                                shb_gazetteer **out) {
    uint64_t digest;
    shb_status st = digest_of(ctx, files, n_files, &digest);
    if (st != SHB_OK)
        return st;
    shb_gazetteer *kept =
        shb_image_load(options->compiled, image_key(digest, options->n_own));
    if (kept) {
        char language[PATH_MAX];
        if ((st = shb_data_path(ctx, "language", language, sizeof language)) == SHB_OK &&
            (st = shb_offices_load(ctx, kept, language)) == SHB_OK)
            st = load_taggers(ctx, kept, &digest);
        set_digest(kept, digest);
        if (st == SHB_OK)
            *out = kept;
        else
            shb_gazetteer_free(kept);
        return st;
    }
    st = load(ctx, files, n_files, options, NULL, out);
    /* The files may have changed meanwhile: it is kept for what it was made from. */
    if (st == SHB_OK)
        shb_image_save(*out, options->compiled,
                       image_key((*out)->names_digest, options->n_own));
    return st;
}

/* It is loaded once to resolve the names in the decisions, and again with what they ask
 * for. */
static shb_status load_decided(shb_ctx *ctx, const char *const *files, size_t n_files,
                               const shb_gazetteer_options *options,
                               shb_gazetteer **out) {
    const shb_gazetteer_options plain = SHB_GAZETTEER_OPTIONS_INIT;
    uint64_t decisions[SHB_N_DECISION_KINDS] = {0};
    shb_gazetteer *known = NULL;
    shb_output *lines = NULL;
    shb_status st = load(ctx, files, n_files, &plain, NULL, &known);
    if (st == SHB_OK && (st = shb_output_memory(ctx, &lines)) == SHB_OK)
        st = shb_decisions_translate(ctx, options->decisions, known, lines, decisions);
    if (st == SHB_OK) {
        shb_str decided = shb_output_bytes(lines);
        st = load(ctx, files, n_files, options, &decided, out);
    }
    if (st == SHB_OK)
        memcpy((*out)->own.decisions, decisions, sizeof decisions);
    shb_output_abandon(lines);
    shb_gazetteer_free(known);
    return st;
}

shb_status shb_gazetteer_load_with(shb_ctx *ctx, const char *const *files, size_t n_files,
                                   const shb_gazetteer_options *options,
                                   shb_gazetteer **out) {
    shb_status st = options->decisions ? load_decided(ctx, files, n_files, options, out)
                    : options->compiled && !options->origins
                        ? load_compiled(ctx, files, n_files, options, out)
                        : load(ctx, files, n_files, options, NULL, out);
    if (st != SHB_OK)
        return st;
    (*out)->own.alone = options->n_own > 0 && options->n_own == n_files;
    if (options->n_own && !(*out)->own.alone)
        shb_own_tell_shared(ctx, *out);
    return SHB_OK;
}

shb_status shb_gazetteer_load(shb_ctx *ctx, const char *const *files, size_t n_files,
                              shb_gazetteer **out) {
    const shb_gazetteer_options plain = SHB_GAZETTEER_OPTIONS_INIT;
    return shb_gazetteer_load_with(ctx, files, n_files, &plain, out);
}

shb_status shb_gazetteer_load_shipped(shb_ctx *ctx, shb_gazetteer **out) {
    static const char *const names[] = {"gazetteer/states.jsonl",
                                        "gazetteer/organizations.jsonl",
                                        "gazetteer/persons.jsonl"};
    char paths[3][PATH_MAX];
    const char *files[3];
    for (size_t i = 0; i < 3; i++) {
        shb_status st = shb_data_path(ctx, names[i], paths[i], sizeof paths[i]);
        if (st != SHB_OK)
            return st;
        files[i] = paths[i];
    }
    return shb_gazetteer_load(ctx, files, 3, out);
}
