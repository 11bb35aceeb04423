/* JSON objects: ours, Wikidata's, FollowTheMoney's, and others by their fields' names. */
#include <ctype.h>
#include <string.h>

#include "gazetteer/import.h"

static shb_str str_of(const json_t *value) {
    const char *text = json_string_value(value);
    return text ? (shb_str){text, json_string_length(value)} : (shb_str){"", 0};
}

/* --------------------------------------------------------------------------- wikidata */

/* The value of a statement that is not deprecated, or NULL. */
static const json_t *statement_value(const json_t *statement) {
    const char *rank = json_string_value(json_object_get(statement, "rank"));
    if (rank && strcmp(rank, "deprecated") == 0)
        return NULL;
    const json_t *snak = json_object_get(statement, "mainsnak");
    return json_object_get(json_object_get(snak, "datavalue"), "value");
}

/* The item or string of the property's n-th statement; NULL past the last or where it
 * has none; *more tells them apart. */
static const char *claim(const json_t *claims, const char *property, size_t n,
                         bool *more) {
    const json_t *statements = json_object_get(claims, property);
    *more = n < json_array_size(statements);
    const json_t *value = statement_value(json_array_get(statements, n));
    const char *text = json_string_value(value);
    return text ? text : json_string_value(json_object_get(value, "id"));
}

static const char *first_claim(const json_t *claims, const char *property) {
    bool more = true;
    const char *text = NULL;
    for (size_t n = 0; !text && more; n++)
        text = claim(claims, property, n, &more);
    return text;
}

static bool class_of(const shb_import_context *context, const json_t *claims,
                     shb_type *out) {
    bool more = true;
    for (size_t n = 0; more; n++) {
        const char *class = claim(claims, "P31", n, &more);
        uint32_t type =
            class ? shb_map_get(&context->classes, class, strlen(class)) : SHB_MAP_NONE;
        if (type != SHB_MAP_NONE) {
            *out = (shb_type)type;
            return true;
        }
    }
    return false;
}

static shb_status take_wikidata(shb_ctx *ctx, const shb_import_context *context,
                                const json_t *object, shb_import_entity *e,
                                shb_import_reason *reason) {
    const json_t *claims = json_object_get(object, "claims");
    const char *code = first_claim(claims, "P297"), *old = first_claim(claims, "P773");
    shb_str id = str_of(json_object_get(object, "id"));
    e->typed = class_of(context, claims, &e->type);
    if (!e->typed && code) { /* what has a code of ISO 3166-1 is a state or territory */
        e->typed = true;
        e->type = SHB_STATE;
    }
    if (!e->typed || id.len == 0 || id.data[0] != 'Q') {
        *reason = IMPORT_OTHER_KIND;
        return SHB_OK;
    }
    e->raw_id = id;
    if (id.len < sizeof e->wikidata)
        memcpy(e->wikidata, id.data, id.len + 1);
    if (code || old)
        shb_import_country((shb_str){code ? code : old, strlen(code ? code : old)},
                           e->code);
    const char *gender = first_claim(claims, "P21");
    if (gender)
        e->gender = strcmp(gender, "Q6581097") == 0   ? 'm'
                    : strcmp(gender, "Q6581072") == 0 ? 'f'
                                                      : '\0';
    /* Labels stand for all languages where they are written `mul`. */
    static const char *const keys[] = {"ar", "en", "ru", "mul"};
    shb_status st = SHB_OK;
    for (size_t turn = 0; turn < 2; turn++)
        for (size_t k = 0; st == SHB_OK && k < 4; k++) {
            shb_lang lang = k < SHB_N_LANGS ? (shb_lang)k : SHB_N_LANGS;
            const json_t *named = json_object_get(
                json_object_get(object, turn ? "aliases" : "labels"), keys[k]);
            size_t n = turn ? json_array_size(named) : named != NULL;
            for (size_t i = 0; st == SHB_OK && i < n; i++)
                st = shb_import_add_name(
                    ctx, e,
                    str_of(json_object_get(turn ? json_array_get(named, i) : named,
                                           "value")),
                    IMPORT_NAMES, lang);
        }
    if (st == SHB_OK)
        *reason = shb_import_settle(e);
    return st;
}

/* --------------------------------------------------------------------- FollowTheMoney */

static const json_t *property(const json_t *object, const char *name, size_t i) {
    const json_t *list = json_object_get(json_object_get(object, "properties"), name);
    return json_is_array(list) ? json_array_get(list, i) : i == 0 ? list : NULL;
}

static shb_status take_ftm(shb_ctx *ctx, const json_t *object, shb_import_entity *e,
                           shb_import_reason *reason) {
    static const struct {
        const char *name;
        shb_import_field field;
    } taken[] = {
        {"name", {ROLE_NAME, SHB_N_LANGS}},
        {"alias", {ROLE_NAME, SHB_N_LANGS}},
        {"previousName", {ROLE_NAME, SHB_N_LANGS}},
        {"abbreviation", {ROLE_NAME, SHB_N_LANGS}},
        {"weakAlias", {ROLE_WEAK, SHB_N_LANGS}},
        {"code", {ROLE_CODE, SHB_N_LANGS}},
        {"country", {ROLE_COUNTRY, SHB_N_LANGS}},
        {"nationality", {ROLE_COUNTRY, SHB_N_LANGS}},
        {"citizenship", {ROLE_COUNTRY, SHB_N_LANGS}},
        {"jurisdiction", {ROLE_COUNTRY, SHB_N_LANGS}},
        {"gender", {ROLE_GENDER, SHB_N_LANGS}},
        {"wikidataId", {ROLE_WIKIDATA, SHB_N_LANGS}},
    };
    e->typed = shb_import_type(str_of(json_object_get(object, "schema")), &e->type,
                               &e->other_kind);
    shb_status st =
        shb_import_take_field(ctx, e, (shb_import_field){ROLE_ID, SHB_N_LANGS},
                              str_of(json_object_get(object, "id")));
    if (st == SHB_OK)
        st = shb_import_add_name(ctx, e, str_of(json_object_get(object, "caption")),
                                 IMPORT_NAMES, SHB_N_LANGS);
    for (size_t k = 0; st == SHB_OK && k < sizeof taken / sizeof *taken; k++) {
        const json_t *value;
        for (size_t i = 0; st == SHB_OK && (value = property(object, taken[k].name, i));
             i++)
            st = shb_import_take_field(ctx, e, taken[k].field, str_of(value));
    }
    /* A state's code, where only its country says it. */
    if (e->type == SHB_STATE && !e->code[0])
        memcpy(e->code, e->state, sizeof e->code);
    if (st == SHB_OK)
        *reason = shb_import_settle(e);
    return st;
}

/* ------------------------------------------------------------------------------- ours */

static const char *const own_lists[] = {"names",   "alone", "short",     "weak",
                                        "capital", "seats", "adjectives"};

/* Lists by language; a lone string is a list of one. */
static bool lists_fit(json_t *object, const char *member) {
    json_t *lists = json_object_get(object, member);
    if (!lists)
        return true;
    const char *lang;
    json_t *list;
    void *next;
    if (!json_is_object(lists))
        return false;
    json_object_foreach_safe(lists, next, lang, list) {
        if (json_is_string(list) &&
            json_object_set_new(lists, lang, json_pack("[O]", list)) != 0)
            return false;
        size_t i;
        json_t *name;
        json_array_foreach(json_object_get(lists, lang), i,
                           name) if (!json_is_string(name)) return false;
        if (!json_is_array(json_object_get(lists, lang)))
            return false;
    }
    return true;
}

static shb_import_reason take_own(const shb_import_context *context, json_t *object,
                                  shb_import_entity *e) {
    e->typed = shb_import_type(str_of(json_object_get(object, "type")), &e->type,
                               &e->other_kind);
    if (!e->typed && !e->other_kind && context->typed) {
        e->typed = true;
        e->type = context->type;
    }
    if (!e->typed)
        return e->other_kind ? IMPORT_OTHER_KIND : IMPORT_NO_TYPE;
    for (size_t i = 0; i < sizeof own_lists / sizeof *own_lists; i++)
        if (!lists_fit(object, own_lists[i]))
            return IMPORT_BAD_NAMES;
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        json_t *list =
                   json_object_get(json_object_get(object, "names"), shb_lang_name(lang)),
               *name;
        size_t i;
        shb_ctx quiet = SHB_CTX_INIT;
        json_array_foreach(list, i, name) if (shb_import_add_name(&quiet, e, str_of(name),
                                                                  IMPORT_NAMES, lang) !=
                                              SHB_OK) return IMPORT_BAD_NAMES;
    }
    e->raw_id = str_of(json_object_get(object, "id"));
    shb_import_reason reason = shb_import_settle(e);
    if (reason == IMPORT_FINE &&
        (json_object_set_new(object, "id", json_string(e->id)) != 0 ||
         json_object_set_new(object, "type", json_string(shb_type_name(e->type))) != 0))
        return IMPORT_BAD_NAMES;
    return reason;
}

/* ----------------------------------------------------------------------------- others */

/* A string, a number, a list of them, or such by language. */
static shb_status take_value(shb_ctx *ctx, shb_import_entity *e, shb_import_field field,
                             const json_t *value) {
    shb_status st = SHB_OK;
    size_t i;
    const char *key;
    json_t *item;
    if (json_is_string(value)) {
        /* A list is a list already: "Sharif; Sons" stays one name. */
        return shb_import_take_field(ctx, e, field, str_of(value));
    }
    if (json_is_array(value)) {
        json_array_foreach((json_t *)value, i,
                           item) if (st == SHB_OK && json_is_string(item)) st =
            shb_import_take_field(ctx, e, field, str_of(item));
        return st;
    }
    json_object_foreach((json_t *)value, key, item) {
        shb_import_field by_lang = shb_import_field_of((shb_str){key, strlen(key)});
        if (st == SHB_OK && by_lang.lang < SHB_N_LANGS && !json_is_object(item))
            st = take_value(ctx, e, (shb_import_field){field.role, by_lang.lang}, item);
    }
    return st;
}

static shb_status take_other(shb_ctx *ctx, const shb_import_context *context,
                             json_t *object, shb_import_entity *e,
                             shb_import_reason *reason) {
    shb_status st = SHB_OK;
    shb_import_fields_begin(context, e);
    for (unsigned turn = 0; turn < IMPORT_TURNS; turn++) {
        const char *key;
        json_t *value;
        json_object_foreach(object, key, value) {
            shb_import_field field = shb_import_field_of((shb_str){key, strlen(key)});
            if (st == SHB_OK && field.role != ROLE_NONE &&
                shb_import_turn(field.role) == turn)
                st = take_value(ctx, e, field, value);
        }
    }
    return st == SHB_OK ? shb_import_fields_end(ctx, e, reason) : st;
}

shb_status shb_import_object(shb_ctx *ctx, const shb_import_context *context,
                             json_t *object, shb_import_entity *e, json_t **own,
                             shb_import_reason *reason) {
    *own = NULL;
    if (json_is_array(json_object_get(object, "never"))) {
        *own = json_incref(object);
        *reason = IMPORT_FINE;
        return SHB_OK;
    }
    /* Without labels or claims Wikidata writes an empty list in their place. */
    if (json_object_get(object, "labels") && json_object_get(object, "claims"))
        return take_wikidata(ctx, context, object, e, reason);
    if (json_is_object(json_object_get(object, "properties")) &&
        json_is_string(json_object_get(object, "schema")))
        return take_ftm(ctx, object, e, reason);
    if (json_is_object(json_object_get(object, "names"))) {
        *reason = take_own(context, object, e);
        *own = *reason == IMPORT_FINE ? json_incref(object) : NULL;
        return SHB_OK;
    }
    return take_other(ctx, context, object, e, reason);
}
