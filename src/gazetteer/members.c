#include "gazetteer/members.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>

typedef bool holds(const shb_gazetteer *gazetteer, const json_t *value);

static bool is_listed(const shb_gazetteer *gazetteer, const json_t *value) {
    const char *id = json_string_value(value);
    return id && shb_gazetteer_by_id(gazetteer, id) != SHB_NO_ENTITY;
}

static bool is_gender(const shb_gazetteer *gazetteer, const json_t *value) {
    const char *text = json_string_value(value);
    (void)gazetteer;
    return text && (strcmp(text, "m") == 0 || strcmp(text, "f") == 0);
}

static bool is_order(const shb_gazetteer *gazetteer, const json_t *value) {
    const char *text = json_string_value(value);
    (void)gazetteer;
    return text && strcmp(text, "family-first") == 0;
}

/* 1991, or a date that begins with it. */
static bool is_year(const shb_gazetteer *gazetteer, const json_t *value) {
    const char *text = json_string_value(value);
    (void)gazetteer;
    if (json_is_integer(value))
        return json_integer_value(value) > 0 && json_integer_value(value) < 10000;
    for (size_t i = 0; i < 4; i++)
        if (!text || !isdigit((unsigned char)text[i]))
            return false;
    return true;
}

/* "RU", or an id. */
static bool is_owner(const shb_gazetteer *gazetteer, const json_t *value) {
    const char *text = json_string_value(value);
    char state[] = "state:??";
    if (!text || strlen(text) != 2)
        return is_listed(gazetteer, value);
    memcpy(state + 6, text, 2);
    return shb_gazetteer_by_id(gazetteer, state) != SHB_NO_ENTITY;
}

bool shb_id_fits_type(const char *id, shb_type type) {
    for (shb_type other = 0; other < SHB_N_TYPES; other++) {
        const char *name = shb_type_name(other);
        size_t len = strlen(name);
        if (strncmp(id, name, len) == 0 && id[len] == ':')
            return other == type;
    }
    return true;
}

/* What a member must hold to say anything; NULL: other faults stopped the loading, or the
 * lines' writer alone reads it. */
static const struct member {
    const char *name;
    holds *holds;
    const char *why;
} members[] = {
    {"id", NULL, NULL},         {"type", NULL, NULL},
    {"names", NULL, NULL},      {"alone", NULL, NULL},
    {"short", NULL, NULL},      {"weak", NULL, NULL},
    {"capital", NULL, NULL},    {"seats", NULL, NULL},
    {"adjectives", NULL, NULL}, {"kind", NULL, NULL},
    {"also", NULL, NULL},       {"labels", NULL, NULL},
    {"left_out", NULL, NULL},   {"offices", NULL, NULL},
    {"wikidata", NULL, NULL},   {"blocs", NULL, NULL},
    {"iso3", NULL, NULL},       {"owner", is_listed, "the id of no listed entity"},
    {"found", NULL, NULL},      {"state", is_listed, "the id of no listed entity"},
    {"sentences", NULL, NULL},  {"gender", is_gender, "neither m nor f"},
    {"documents", NULL, NULL},  {"order", is_order, "not family-first"},
    {"like", NULL, NULL},       {"from", is_year, "no year"},
    {"examples", NULL, NULL},   {"to", is_year, "no year"},
};

static const struct member of_offices[] = {
    {"title", NULL, NULL},
    {"of", is_owner, "neither the code of a state nor the id of a listed entity"},
    {"from", is_year, "no year"},
    {"to", is_year, "no year"},
};

static const char *fault(const shb_gazetteer *gazetteer, const struct member *known,
                         size_t n, const char *name, const json_t *value) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(known[i].name, name) == 0)
            return known[i].holds && !known[i].holds(gazetteer, value) ? known[i].why
                                                                       : NULL;
    return "a member that nothing reads";
}

const char *shb_unread_member(const shb_json *line) {
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)line, name, value) {
        size_t i = 0;
        while (i < sizeof members / sizeof *members && strcmp(members[i].name, name) != 0)
            i++;
        if (i == sizeof members / sizeof *members)
            return name;
    }
    return NULL;
}

void shb_doubtful_members(const shb_gazetteer *gazetteer, const shb_json *line,
                          void (*tell)(void *user, const char *member, const char *why),
                          void *user) {
    const char *name, *why;
    json_t *value, *office;
    size_t i;
    json_object_foreach((json_t *)line, name, value) {
        if ((why = fault(gazetteer, members, sizeof members / sizeof *members, name,
                         value)) != NULL)
            tell(user, name, why);
    }
    json_array_foreach(json_object_get(line, "offices"), i, office) {
        json_object_foreach(office, name, value) {
            if ((why = fault(gazetteer, of_offices,
                             sizeof of_offices / sizeof *of_offices, name, value)) !=
                NULL)
                tell(user, name, why);
        }
    }
}
