/* Fields by their common names: tables, and JSON objects that are no known format. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "gazetteer/import.h"

/* Folded: small letters, without blanks, '_', '-' and '.'. */
static const struct {
    const char *name;
    shb_import_role role;
} field_names[] = {
    {"id", ROLE_ID},
    {"entityid", ROLE_ID},
    {"identifier", ROLE_ID},
    {"uid", ROLE_ID},
    {"key", ROLE_ID},
    {"wikidata", ROLE_WIKIDATA},
    {"wikidataid", ROLE_WIKIDATA},
    {"qid", ROLE_WIKIDATA},
    {"type", ROLE_TYPE},
    {"schema", ROLE_TYPE},
    {"entitytype", ROLE_TYPE},
    {"kind", ROLE_TYPE},
    {"class", ROLE_TYPE},
    {"النوع", ROLE_TYPE},
    {"тип", ROLE_TYPE},
    {"name", ROLE_NAME},
    {"label", ROLE_NAME},
    {"caption", ROLE_NAME},
    {"title", ROLE_NAME},
    {"fullname", ROLE_NAME},
    {"entity", ROLE_NAME},
    {"names", ROLE_NAME},
    {"itemlabel", ROLE_NAME},
    {"personlabel", ROLE_NAME},
    {"orglabel", ROLE_NAME},
    {"officialname", ROLE_NAME},
    {"primaryname", ROLE_NAME},
    {"organization", ROLE_NAME},
    {"organisation", ROLE_NAME},
    {"company", ROLE_NAME},
    {"person", ROLE_NAME},
    {"الاسم", ROLE_NAME},
    {"اسم", ROLE_NAME},
    {"الإسم", ROLE_NAME},
    {"имя", ROLE_NAME},
    {"название", ROLE_NAME},
    {"фио", ROLE_NAME},
    {"alias", ROLE_ALIAS},
    {"aliases", ROLE_ALIAS},
    {"aka", ROLE_ALIAS},
    {"alsoknownas", ROLE_ALIAS},
    {"altname", ROLE_ALIAS},
    {"altnames", ROLE_ALIAS},
    {"altlabel", ROLE_ALIAS},
    {"altlabels", ROLE_ALIAS},
    {"itemaltlabel", ROLE_ALIAS},
    {"alternativename", ROLE_ALIAS},
    {"alternativenames", ROLE_ALIAS},
    {"alternatenames", ROLE_ALIAS},
    {"othername", ROLE_ALIAS},
    {"othernames", ROLE_ALIAS},
    {"previousname", ROLE_ALIAS},
    {"synonyms", ROLE_ALIAS},
    {"abbreviation", ROLE_ALIAS},
    {"acronym", ROLE_ALIAS},
    {"weakalias", ROLE_WEAK},
    {"weakaliases", ROLE_WEAK},
    {"firstname", ROLE_FIRST},
    {"givenname", ROLE_FIRST},
    {"lastname", ROLE_LAST},
    {"familyname", ROLE_LAST},
    {"surname", ROLE_LAST},
    {"country", ROLE_COUNTRY},
    {"countries", ROLE_COUNTRY},
    {"countrycode", ROLE_COUNTRY},
    {"nationality", ROLE_COUNTRY},
    {"citizenship", ROLE_COUNTRY},
    {"jurisdiction", ROLE_COUNTRY},
    {"state", ROLE_COUNTRY},
    {"iso", ROLE_CODE},
    {"iso2", ROLE_CODE},
    {"isoa2", ROLE_CODE},
    {"alpha2", ROLE_CODE},
    {"iso31661", ROLE_CODE},
    {"iso31661alpha2", ROLE_CODE},
    {"code", ROLE_CODE},
    {"gender", ROLE_GENDER},
    {"sex", ROLE_GENDER},
};

/* What a field's name says of the language of the names in it. */
static const struct {
    const char *word;
    shb_lang lang;
} languages[] = {
    {"ar", SHB_AR},       {"ara", SHB_AR}, {"arabic", SHB_AR},  {"عربي", SHB_AR},
    {"بالعربية", SHB_AR}, {"en", SHB_EN},  {"eng", SHB_EN},     {"english", SHB_EN},
    {"ru", SHB_RU},       {"rus", SHB_RU}, {"russian", SHB_RU}, {"русский", SHB_RU},
};

static size_t fold_name(shb_str name, char *out, size_t size) {
    size_t n = 0;
    for (size_t i = 0; i < name.len && n + 1 < size; i++) {
        unsigned char c = (unsigned char)name.data[i];
        if (c > ' ' && !strchr("_-.:@()[]", c))
            out[n++] = (char)(c < 0x80 ? tolower(c) : c);
    }
    out[n] = '\0';
    return n;
}

static shb_import_role role_of(const char *name, size_t len) {
    for (size_t i = 0; i < sizeof field_names / sizeof *field_names; i++)
        if (strlen(field_names[i].name) == len &&
            memcmp(field_names[i].name, name, len) == 0)
            return field_names[i].role;
    return ROLE_NONE;
}

static bool takes_names(shb_import_role role) {
    return role == ROLE_NAME || role == ROLE_ALIAS || role == ROLE_WEAK;
}

shb_import_field shb_import_field_of(shb_str name) {
    char folded[64];
    size_t len = fold_name(name, folded, sizeof folded);
    shb_import_role role = role_of(folded, len);
    if (role != ROLE_NONE)
        return (shb_import_field){role, SHB_N_LANGS};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        const char *word = languages[i].word;
        size_t n = strlen(word);
        if (strcmp(folded, word) == 0)
            return (shb_import_field){ROLE_NAME, languages[i].lang};
        /* name_ar, and ar_name; but "iso" is no is_o. */
        if (len > n + 2 && memcmp(folded + len - n, word, n) == 0)
            role = role_of(folded, len - n);
        else if (len > n + 2 && memcmp(folded, word, n) == 0)
            role = role_of(folded + n, len - n);
        if (takes_names(role))
            return (shb_import_field){role, languages[i].lang};
    }
    return (shb_import_field){ROLE_NONE, SHB_N_LANGS};
}

/* ------------------------------------------------------------------------------ values
 */

static const struct {
    const char *name;
    shb_type type;
    bool other_kind;
} type_names[] = {
    {"person", SHB_PERSON, false},
    {"people", SHB_PERSON, false},
    {"per", SHB_PERSON, false},
    {"individual", SHB_PERSON, false},
    {"human", SHB_PERSON, false},
    {"شخص", SHB_PERSON, false},
    {"человек", SHB_PERSON, false},
    {"персона", SHB_PERSON, false},
    {"state", SHB_STATE, false},
    {"country", SHB_STATE, false},
    {"دولة", SHB_STATE, false},
    {"страна", SHB_STATE, false},
    {"государство", SHB_STATE, false},
    {"organization", SHB_ORGANIZATION, false},
    {"organisation", SHB_ORGANIZATION, false},
    {"org", SHB_ORGANIZATION, false},
    {"company", SHB_ORGANIZATION, false},
    {"publicbody", SHB_ORGANIZATION, false},
    {"legalentity", SHB_ORGANIZATION, false},
    {"corporation", SHB_ORGANIZATION, false},
    {"party", SHB_ORGANIZATION, false},
    {"agency", SHB_ORGANIZATION, false},
    {"منظمة", SHB_ORGANIZATION, false},
    {"организация", SHB_ORGANIZATION, false},
    {"компания", SHB_ORGANIZATION, false},
};

bool shb_import_type(shb_str name, shb_type *out, bool *other_kind) {
    char folded[64];
    fold_name(name, folded, sizeof folded);
    for (size_t i = 0; i < sizeof type_names / sizeof *type_names; i++)
        if (strcmp(folded, type_names[i].name) == 0) {
            *out = type_names[i].type;
            return true;
        }
    *other_kind = folded[0] != '\0';
    return false;
}

static shb_status add_each(shb_ctx *ctx, shb_import_entity *e, shb_str text,
                           shb_import_list list, shb_lang lang) {
    shb_status st = SHB_OK;
    while (st == SHB_OK && text.len) {
        size_t n = 0;
        while (n < text.len && text.data[n] != ';' && text.data[n] != '|' &&
               text.data[n] != '\n')
            n++;
        st = shb_import_add_name(ctx, e, (shb_str){text.data, n}, list, lang);
        n += n < text.len;
        text = (shb_str){text.data + n, text.len - n};
    }
    return st;
}

static shb_str trim(shb_str text) {
    while (text.len && isspace((unsigned char)text.data[0]))
        text.data++, text.len--;
    while (text.len && isspace((unsigned char)text.data[text.len - 1]))
        text.len--;
    return text;
}

/* The first of several. */
static shb_str first_of(shb_str text) {
    size_t n = 0;
    while (n < text.len && !strchr(";|, ", text.data[n]))
        n++;
    return (shb_str){text.data, n};
}

static void take_wikidata(shb_import_entity *e, shb_str value) {
    /* Also as the query service gives it: http://www.wikidata.org/entity/Q7747 */
    const char *slash = memrchr(value.data, '/', value.len);
    if (slash) {
        value.len -= (size_t)(slash + 1 - value.data);
        value.data = slash + 1;
    }
    if (value.len < 2 || value.len >= sizeof e->wikidata || value.data[0] != 'Q')
        return;
    for (size_t i = 1; i < value.len; i++)
        if (!isdigit((unsigned char)value.data[i]))
            return;
    memcpy(e->wikidata, value.data, value.len);
    e->wikidata[value.len] = '\0';
}

shb_status shb_import_take_field(shb_ctx *ctx, shb_import_entity *e,
                                 shb_import_field field, shb_str value) {
    value = trim(value);
    if (value.len == 0)
        return SHB_OK;
    switch (field.role) {
    case ROLE_ID:
        e->raw_id = value;
        take_wikidata(e, value);
        return SHB_OK;
    case ROLE_WIKIDATA:
        take_wikidata(e, value);
        return SHB_OK;
    case ROLE_TYPE:
        e->typed = shb_import_type(value, &e->type, &e->other_kind);
        return SHB_OK;
    case ROLE_NAME:
        return shb_import_add_name(ctx, e, value, IMPORT_NAMES, field.lang);
    case ROLE_ALIAS:
        return add_each(ctx, e, value, IMPORT_NAMES, field.lang);
    case ROLE_WEAK:
        return add_each(ctx, e, value, IMPORT_WEAK, field.lang);
    case ROLE_COUNTRY:
        if (!e->state[0])
            shb_import_country(first_of(value), e->state);
        return SHB_OK;
    case ROLE_CODE:
        if (value.len == 2)
            shb_import_country(value, e->code);
        return SHB_OK;
    case ROLE_GENDER:
        e->gender = strchr("mM", value.data[0])   ? 'm'
                    : strchr("fF", value.data[0]) ? 'f'
                                                  : 0;
        return SHB_OK;
    case ROLE_FIRST:
        e->first = value;
        return SHB_OK;
    case ROLE_LAST:
        e->last = value;
        return SHB_OK;
    case ROLE_NONE:
        break;
    }
    return SHB_OK;
}

unsigned shb_import_turn(shb_import_role role) {
    return role == ROLE_TYPE ? 0 : role == ROLE_ALIAS || role == ROLE_WEAK ? 2 : 1;
}

/* Given name and family name in two fields. */
static shb_status join_name(shb_ctx *ctx, shb_import_entity *e) {
    char name[256];
    for (size_t i = 0; i < e->n_names; i++)
        if (e->names[i].list == IMPORT_NAMES)
            return SHB_OK;
    int n = snprintf(name, sizeof name, "%.*s %.*s", (int)e->first.len, e->first.data,
                     (int)e->last.len, e->last.data);
    return n > 1 && (size_t)n < sizeof name
               ? shb_import_add_name(ctx, e, (shb_str){name, (size_t)n}, IMPORT_NAMES,
                                     SHB_N_LANGS)
               : SHB_OK;
}

void shb_import_fields_begin(const shb_import_context *context, shb_import_entity *e) {
    e->typed = context->typed;
    e->type = context->type;
}

shb_status shb_import_fields_end(shb_ctx *ctx, shb_import_entity *e,
                                 shb_import_reason *reason) {
    shb_status st = join_name(ctx, e);
    if (st == SHB_OK)
        *reason = shb_import_settle(e);
    return st;
}
