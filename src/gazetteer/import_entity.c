/* One entity from any source: tidy names, a canonical id, a line of ours. */
#include "gazetteer/import.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { LONGEST_NAME = 400, LONGEST_ID = 160 };

void shb_import_clear(shb_import_entity *e) {
    shb_arena_reset(&e->strings);
    e->typed = e->other_kind = false;
    e->raw_id = e->first = e->last = (shb_str){"", 0};
    e->id[0] = e->wikidata[0] = e->code[0] = e->state[0] = e->gender = '\0';
    e->n_names = 0;
}

void shb_import_done(shb_import_entity *e) {
    shb_arena_done(&e->strings);
    shb_tokens_done(&e->tokens);
    shb_free(e->names);
}

/* ------------------------------------------------------------------------------ names */

/* White space as one blank, none around. */
static size_t squeeze(char *text, size_t len) {
    size_t n = 0;
    bool blank = true;
    for (size_t at = 0; at < len;) {
        size_t from = at;
        uint32_t c = shb_utf8_next(text, len, &at);
        if (c != SHB_BAD_CHAR && (u_isUWhiteSpace((UChar32)c) || c < 0x20)) {
            if (!blank)
                text[n++] = ' ';
            blank = true;
        } else {
            memmove(text + n, text + from, at - from);
            n += at - from;
            blank = false;
        }
    }
    return n && text[n - 1] == ' ' ? n - 1 : n;
}

/* "PUTIN, Vladimir" is Vladimir Putin. */
static void turn(char *name, size_t len) {
    char turned[LONGEST_NAME];
    char *comma = memchr(name, ',', len);
    size_t first = comma ? (size_t)(comma - name) : 0;
    if (first == 0 || first + 2 >= len || comma[1] != ' ' ||
        memchr(comma + 1, ',', len - first - 1))
        return;
    size_t rest = len - first - 2;
    memcpy(turned, comma + 2, rest);
    turned[rest] = ' ';
    memcpy(turned + rest + 1, name, first);
    /* The comma is a letter less. */
    memcpy(name, turned, len - 1);
    name[len - 1] = ' ';
}

/* A list all in capitals says nothing of capitals: "VLADIMIR PUTIN" would match only so.
 */
static size_t lower_all_but_initials(const char *name, size_t len, char *out) {
    size_t n = 0;
    bool inside = false;
    for (size_t at = 0; at < len;) {
        uint32_t c = shb_utf8_next(name, len, &at);
        n += shb_utf8_put(inside ? (uint32_t)u_tolower((UChar32)c) : c, out + n);
        inside = u_isalpha((UChar32)c) != 0;
    }
    return n;
}

/* Words of the name in one script, with what it says about capitals. */
typedef struct look {
    bool capitals; /* all words of two letters or more */
    size_t words, letters;
    uint8_t scripts;
} look;

static bool look_at(shb_ctx *ctx, shb_import_entity *e, const char *name, size_t len,
                    look *out) {
    shb_phrase phrase;
    *out = (look){true, 0, 0, 0};
    if (!shb_phrase_parse(ctx, &e->tokens, name, len, &phrase))
        return false;
    out->words = phrase.count;
    for (size_t i = 0; i < phrase.count; i++) {
        uint8_t flags = phrase.words[i].flags;
        out->letters += phrase.words[i].length;
        out->scripts |= flags & (TOKEN_LATIN | TOKEN_ARABIC | TOKEN_CYRILLIC);
        out->capitals &= phrase.words[i].length == 1 || (flags & TOKEN_CAPITALS);
    }
    return out->letters > 1 && out->scripts != 0;
}

static shb_lang lang_of(uint8_t scripts) {
    return scripts & TOKEN_ARABIC ? SHB_AR : scripts & TOKEN_CYRILLIC ? SHB_RU : SHB_EN;
}

static shb_status keep(shb_ctx *ctx, shb_import_entity *e, shb_import_name name) {
    for (size_t i = 0; i < e->n_names; i++) {
        const shb_import_name *old = &e->names[i];
        if (old->lang == name.lang && old->len == name.len &&
            memcmp(old->text, name.text, name.len) == 0)
            return SHB_OK;
    }
    shb_status st =
        shb_grow(ctx, (void **)&e->names, &e->capacity, e->n_names + 1, sizeof *e->names);
    if (st == SHB_OK)
        e->names[e->n_names++] = name;
    return st;
}

shb_status shb_import_add_name(shb_ctx *ctx, shb_import_entity *e, shb_str text,
                               shb_import_list list, shb_lang lang) {
    char name[LONGEST_NAME], lowered[2 * LONGEST_NAME];
    if (text.len == 0)
        return SHB_OK;
    if (text.len >= sizeof name) {
        e->dropped++;
        return SHB_OK;
    }
    memcpy(name, text.data, text.len);
    size_t len = squeeze(name, text.len);
    bool person = e->typed && e->type == SHB_PERSON;
    look seen;
    const char *comma = person ? memchr(name, ',', len) : NULL;
    if (comma) {
        size_t family = (size_t)(comma - name);
        if (look_at(ctx, e, name, family, &seen) && seen.capitals &&
            lower_all_but_initials(name, family, lowered) == family)
            memcpy(name, lowered, family);
        turn(name, len);
        len = squeeze(name, len);
    }
    if (!look_at(ctx, e, name, len, &seen)) {
        e->dropped++;
        return ctx->err.status;
    }
    const char *tidy = name;
    /* One word may be an abbreviation; a person's longer one is a surname. */
    bool words = seen.words > 1 || (person && seen.letters > 3);
    if (seen.capitals && words && (seen.scripts & ~TOKEN_ARABIC)) {
        len = lower_all_but_initials(name, len, lowered);
        tidy = lowered;
    }
    char *own = shb_arena_strndup(&e->strings, tidy, len);
    if (!own)
        return shb_fail_memory(ctx);
    return keep(ctx, e,
                (shb_import_name){own, len, list,
                                  lang < SHB_N_LANGS ? lang : lang_of(seen.scripts)});
}

static bool is_single(const shb_import_name *name) {
    return !memchr(name->text, ' ', name->len) && !memchr(name->text, '-', name->len);
}

/* A family name or given name alone is many men's: it counts beside the full name. */
static void shorten_single_words(shb_import_entity *e) {
    bool full[SHB_N_LANGS] = {false};
    for (size_t i = 0; i < e->n_names; i++)
        full[e->names[i].lang] |=
            e->names[i].list == IMPORT_NAMES && !is_single(&e->names[i]);
    for (size_t i = 0; i < e->n_names; i++) {
        shb_import_name *name = &e->names[i];
        if (name->list == IMPORT_NAMES && full[name->lang] && is_single(name))
            name->list = IMPORT_SHORT;
    }
}

/* -------------------------------------------------------------------------------- ids */

static bool is_name_char(char c) {
    return isalnum((unsigned char)c) || strchr("-._", c) != NULL;
}

static uint64_t hash_of(shb_str text) {
    return shb_hash_stable(SHB_HASH_SEED, text.data, text.len);
}

/* An id as ours must be, from whatever it was; false where nothing is left of it. */
static bool make_id(shb_type type, shb_str raw, char *out, size_t size) {
    size_t n = (size_t)snprintf(out, size, "%s:", shb_type_name(type)), at = 0, kept = 0;
    bool changed = raw.len > LONGEST_ID;
    /* Ours already, or with a prefix that other lists use: "wd:Q7747" keeps it. */
    if (raw.len > n && memcmp(raw.data, out, n) == 0)
        at = n;
    for (; at < raw.len && kept < LONGEST_ID; at++) {
        char c = raw.data[at];
        bool fits = c != '\0' && (is_name_char(c) || c == ':');
        changed |= !fits;
        if (!fits && (kept == 0 || out[n - 1] == '-'))
            continue;
        out[n++] = fits ? c : '-';
        kept++;
    }
    out[n] = '\0';
    /* What was changed may have become another's. */
    if (changed)
        snprintf(out + n, size - n, "%s%06llx", kept && out[n - 1] != '-' ? "-" : "",
                 (unsigned long long)(hash_of(raw) & 0xffffff));
    return raw.len > 0;
}

/* person:ada-lovelace from the first name that is Latin, else a hash of the first one. */
static bool id_from_name(shb_import_entity *e) {
    char slug[LONGEST_ID + 1];
    shb_ctx ctx = SHB_CTX_INIT;
    for (size_t i = 0; i < e->n_names; i++) {
        const shb_import_name *name = &e->names[i];
        size_t n = 0;
        bool latin = shb_tokenize(&ctx, &e->tokens, name->text, name->len) == SHB_OK;
        for (size_t t = 0; latin && t < e->tokens.count; t++) {
            const shb_token *token = &e->tokens.items[t];
            const uint8_t *word = e->tokens.folded + token->folded;
            latin = n + token->length + 1u < sizeof slug;
            for (size_t k = 0; latin && k < token->length; k++)
                latin = word[k] < 0x7f && is_name_char((char)word[k]);
            if (!latin)
                break;
            if (n)
                slug[n++] = '-';
            memcpy(slug + n, word, token->length);
            n += token->length;
        }
        if (latin && n)
            return make_id(e->type, (shb_str){slug, n}, e->id, sizeof e->id);
    }
    if (e->n_names == 0)
        return false;
    int n = snprintf(
        slug, sizeof slug, "n-%012llx",
        (unsigned long long)(hash_of((shb_str){e->names[0].text, e->names[0].len}) &
                             0xffffffffffffu));
    return make_id(e->type, (shb_str){slug, (size_t)n}, e->id, sizeof e->id);
}

void shb_import_country(shb_str code, char out[3]) {
    static const char *const none[] = {"EU", "ZZ", "UN"};
    out[0] = '\0';
    if ((code.len != 2 && code.len != 4) || !isalpha((unsigned char)code.data[0]) ||
        !isalpha((unsigned char)code.data[1]))
        return;
    /* ISO 3166-3, of states that are no more, begins with the old code: suhh. */
    out[0] = (char)toupper((unsigned char)code.data[0]);
    out[1] = (char)toupper((unsigned char)code.data[1]);
    out[2] = '\0';
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (strcmp(out, none[i]) == 0)
            out[0] = '\0';
}

/* "organization:x" of a person. */
static bool is_of_other_type(const shb_import_entity *e) {
    for (shb_type type = 0; type < SHB_N_TYPES; type++) {
        size_t n = strlen(shb_type_name(type));
        if (type != e->type && e->raw_id.len > n && e->raw_id.data[n] == ':' &&
            memcmp(e->raw_id.data, shb_type_name(type), n) == 0)
            return true;
    }
    return false;
}

shb_import_reason shb_import_settle(shb_import_entity *e) {
    if (!e->typed)
        return e->other_kind ? IMPORT_OTHER_KIND : IMPORT_NO_TYPE;
    if (is_of_other_type(e))
        return IMPORT_TWO_TYPES;
    bool named = false;
    for (size_t i = 0; i < e->n_names; i++)
        named |= e->names[i].list == IMPORT_NAMES;
    if (!named)
        return IMPORT_NO_NAME;
    shb_str wikidata = {e->wikidata, strlen(e->wikidata)};
    if (e->type == SHB_STATE && e->code[0])
        make_id(SHB_STATE, (shb_str){e->code, 2}, e->id, sizeof e->id);
    else if (!make_id(e->type, e->raw_id, e->id, sizeof e->id) &&
             !make_id(e->type, wikidata, e->id, sizeof e->id) && !id_from_name(e))
        return IMPORT_NO_NAME;
    if (e->type == SHB_PERSON)
        shorten_single_words(e);
    return IMPORT_FINE;
}

/* ------------------------------------------------------------------------------- line */

static void write_list(const shb_import_entity *e, shb_import_list list,
                       shb_output *out) {
    static const char *const members[IMPORT_N_LISTS] = {"names", "short", "weak"};
    bool any = false;
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        bool begun = false;
        for (size_t i = 0; i < e->n_names; i++) {
            const shb_import_name *name = &e->names[i];
            if (name->list != list || name->lang != lang)
                continue;
            if (!any)
                shb_printf(out, ", \"%s\": {", members[list]);
            else if (!begun)
                shb_puts(out, ", ");
            if (!begun)
                shb_printf(out, "\"%s\": [", shb_lang_name(lang));
            else
                shb_puts(out, ", ");
            shb_put_json(out, (shb_str){name->text, name->len});
            any = begun = true;
        }
        if (begun)
            shb_putc(out, ']');
    }
    if (any || list == IMPORT_NAMES)
        shb_puts(out, any ? "}" : ", \"names\": {}");
}

void shb_import_write(const shb_import_entity *e, shb_output *out) {
    shb_printf(out, "{\"id\": \"%s\", \"type\": \"%s\"", e->id, shb_type_name(e->type));
    if (e->wikidata[0])
        shb_printf(out, ", \"wikidata\": \"%s\"", e->wikidata);
    if (e->gender && e->type == SHB_PERSON)
        shb_printf(out, ", \"gender\": \"%c\"", e->gender);
    if (e->state[0] && e->type != SHB_STATE)
        shb_printf(out, ", \"%s\": \"state:%s\"",
                   e->type == SHB_PERSON ? "state" : "owner", e->state);
    for (shb_import_list list = 0; list < IMPORT_N_LISTS; list++)
        write_list(e, list, out);
    shb_puts(out, "}\n");
}
