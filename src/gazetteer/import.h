/**
 * @file import.h
 * An entity on its way from somebody's list to a line of ours.
 */
#ifndef SHB_GAZETTEER_IMPORT_H
#define SHB_GAZETTEER_IMPORT_H

#include <jansson.h>
#include <shabaka/gazetteer_import.h>

#include "base/arena.h"
#include "base/map.h"
#include "gazetteer/lexicon.h"

typedef enum shb_import_list {
    IMPORT_NAMES,
    IMPORT_SHORT,
    IMPORT_WEAK,
    IMPORT_N_LISTS
} shb_import_list;

/** Why a line gives no entity. */
typedef enum shb_import_reason {
    IMPORT_FINE,
    IMPORT_OTHER_KIND, /* passed over, no fault */
    IMPORT_NOT_TEXT,
    IMPORT_TOO_LONG,
    IMPORT_NO_JSON,
    IMPORT_BROKEN_RECORD,
    IMPORT_NO_TYPE,
    IMPORT_NO_NAME,
    IMPORT_BAD_NAMES,
    IMPORT_TWO_TYPES,
    IMPORT_N_REASONS
} shb_import_reason;

typedef struct shb_import_name {
    const char *text;
    size_t len;
    shb_import_list list;
    shb_lang lang;
} shb_import_name;

typedef struct shb_import_entity {
    bool typed, other_kind; /* a type that is none of ours */
    shb_type type;
    shb_str raw_id;      /* as the source has it */
    shb_str first, last; /* given and family name, where they are apart */
    char id[256];        /* canonical, after shb_import_settle() */
    char wikidata[24], code[3], state[3];
    char gender; /* 'm', 'f' or 0 */
    shb_import_name *names;
    size_t n_names, capacity;
    shb_arena strings;
    shb_tokens tokens;
    size_t dropped;
} shb_import_entity;

/** Which role a field plays that is called so. */
typedef enum shb_import_role {
    ROLE_NONE,
    ROLE_ID,
    ROLE_WIKIDATA,
    ROLE_TYPE,
    ROLE_NAME,
    ROLE_ALIAS,
    ROLE_WEAK,
    ROLE_FIRST,
    ROLE_LAST,
    ROLE_COUNTRY,
    ROLE_CODE,
    ROLE_GENDER
} shb_import_role;

typedef struct shb_import_field {
    shb_import_role role;
    shb_lang lang; /* SHB_N_LANGS: by the script of each name */
} shb_import_field;

/** What all lines share. */
typedef struct shb_import_context {
    bool typed; /* the user says what they are */
    shb_type type;
    shb_map classes; /* Wikidata class -> shb_type */
    shb_arena strings;
} shb_import_context;

/* import_entity.c */

void shb_import_clear(shb_import_entity *entity);
void shb_import_done(shb_import_entity *entity);
/** A name, tidied: blanks, "FAMILY, Given", capitals only. lang: as in a field. */
shb_status shb_import_add_name(shb_ctx *ctx, shb_import_entity *entity, shb_str text,
                               shb_import_list list, shb_lang lang);
/** "ru", "RU" or "suhh" into two capitals, or "". */
void shb_import_country(shb_str code, char out[3]);
/** Make the id; single words of a person's further names become short forms. */
shb_import_reason shb_import_settle(shb_import_entity *entity);
void shb_import_write(const shb_import_entity *entity, shb_output *out);

/* import_fields.c: tables, and objects that are no format known by name */

shb_import_field shb_import_field_of(shb_str name);
shb_status shb_import_take_field(shb_ctx *ctx, shb_import_entity *entity,
                                 shb_import_field field, shb_str value);
/** Fields are taken in turns 0, 1, 2: the type first, other names last. */
unsigned shb_import_turn(shb_import_role role);
enum { IMPORT_TURNS = 3 };
/** Before the first field: its type is the one asked for, where no field says another. */
void shb_import_fields_begin(const shb_import_context *context,
                             shb_import_entity *entity);
/** After the last field. */
shb_status shb_import_fields_end(shb_ctx *ctx, shb_import_entity *entity,
                                 shb_import_reason *reason);
/** "Person", "organisation": a type; other_kind is set where it is another word. */
bool shb_import_type(shb_str name, shb_type *out, bool *other_kind);

/* import_json.c */

/** @param own  set for a line of our own format, which is written as it is: decref it */
shb_status shb_import_object(shb_ctx *ctx, const shb_import_context *context,
                             json_t *object, shb_import_entity *entity, json_t **own,
                             shb_import_reason *reason);

#endif
