/* What may be wrong with a gazetteer's lines: read again beside the compiled forms. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "gazetteer/compiled.h"
#include "gazetteer/members.h"

static const char *const kind_names[SHB_N_PROBLEMS] = {
    "duplicate-id",  "shared-name",      "common-word",     "mixed-scripts",
    "missing-names", "missing-language", "doubtful-member",
};

const char *shb_problem_name(shb_problem_kind kind) { return kind_names[kind]; }

typedef struct checker {
    const shb_gazetteer *gazetteer;
    void (*take)(void *user, const shb_problem *problem);
    void *user;
    shb_check_totals *totals;
    shb_map lines;    /* id -> line of the file that is read */
    shb_map accepted; /* "kind\tid\tname" -> number among reasons */
    shb_map told;     /* shared names told already */
    struct {
        char *reason;
        uint64_t line;
        bool used;
    } * reasons;
    size_t n_reasons, reasons_capacity;
    shb_arena strings;
    shb_tokens tokens;
    const char *file;
    uint64_t line;
} checker;

/* --------------------------------------------------------------------- accepted ones */

static shb_status take_accepted(shb_ctx *ctx, checker *c, char *line) {
    char *kind_end = strchr(line, '\t'),
         *id_end = kind_end ? strchr(kind_end + 1, '\t') : NULL,
         *name_end = id_end ? strchr(id_end + 1, '\t') : NULL;
    if (!name_end || !name_end[1])
        return shb_fail_at(ctx, SHB_ESYNTAX, c->file, c->line, 0,
                           "a line is a kind, an id or *, a name or *, and the reason, "
                           "with tabs between");
    size_t len = (size_t)(name_end - line);
    char *key = shb_arena_strndup(&c->strings, line, len),
         *reason = shb_arena_strndup(&c->strings, name_end + 1, strlen(name_end + 1));
    shb_status st = shb_grow(ctx, (void **)&c->reasons, &c->reasons_capacity,
                             c->n_reasons + 1, sizeof *c->reasons);
    if (!key || !reason)
        return shb_fail_memory(ctx);
    if (st != SHB_OK)
        return st;
    c->reasons[c->n_reasons].reason = reason;
    c->reasons[c->n_reasons].line = c->line;
    c->reasons[c->n_reasons].used = false;
    return shb_map_set(ctx, &c->accepted, key, len, (uint32_t)c->n_reasons++);
}

static shb_status load_accepted(shb_ctx *ctx, checker *c, const char *path) {
    char line[2048];
    shb_status st = SHB_OK;
    FILE *file = fopen(path, "r");
    if (!file)
        return shb_fail(ctx, SHB_ENOTFOUND, NULL, "cannot open '%s'", path);
    c->file = path;
    for (c->line = 1; st == SHB_OK && fgets(line, sizeof line, file); c->line++) {
        line[strcspn(line, "\r\n")] = '\0';
        if (line[0] && line[0] != '#')
            st = take_accepted(ctx, c, line);
    }
    fclose(file);
    return st;
}

static const char *reason_for(checker *c, const char *kind, const char *id,
                              const char *name) {
    char key[2048];
    int n = snprintf(key, sizeof key, "%s\t%s\t%s", kind, id, name);
    uint32_t i = n > 0 && (size_t)n < sizeof key
                     ? shb_map_get(&c->accepted, key, (size_t)n)
                     : SHB_MAP_NONE;
    if (i == SHB_MAP_NONE)
        return NULL;
    c->reasons[i].used = true;
    return c->reasons[i].reason;
}

static void tell(checker *c, shb_problem_kind kind, const char *id, const char *name,
                 const char *text) {
    shb_problem problem = {kind, c->file, c->line, id, name, text, NULL};
    const char *what = kind_names[kind];
    problem.accepted = reason_for(c, what, id, name);
    if (!problem.accepted)
        problem.accepted = reason_for(c, what, id, "*");
    if (!problem.accepted && *name)
        problem.accepted = reason_for(c, what, "*", name);
    c->totals->found[kind]++;
    c->totals->accepted[kind] += problem.accepted != NULL;
    if (c->take)
        c->take(c->user, &problem);
}

/* ---------------------------------------------------------------------- one by one */

static uint16_t script_of(uint32_t c) {
    return c == SHB_BAD_CHAR
               ? 0
               : shb_fold_char(c) &
                     (FOLD_LATIN_LETTER | FOLD_ARABIC_LETTER | FOLD_CYRILLIC_LETTER);
}

/* Two scripts in one word: nearly always a letter that only looks right. */
static bool mixes_scripts(const char *name) {
    uint16_t seen = 0;
    size_t len = strlen(name);
    for (size_t at = 0; at < len;) {
        uint32_t c = shb_utf8_next(name, len, &at);
        uint16_t script = script_of(c);
        if (!script && !(shb_fold_char(c) & FOLD_DROP))
            seen = 0;
        if (script && seen && script != seen)
            return true;
        seen = script ? script : seen;
    }
    return false;
}

/* A form that context or capitals guard. */
static bool is_guarded(const checker *c, uint64_t hash) {
    const shb_lexicon *lexicon = &c->gazetteer->lexicon;
    uint64_t key = shb_key_next(0, hash);
    const shb_lexicon_slot *slot = shb_lexicon_slot_of(lexicon, key);
    if (!slot || slot->form == SHB_NO_FORM)
        return true; /* only in capitals */
    const shb_form *form = &lexicon->forms[slot->form];
    for (size_t k = 0; k < form->n_senses; k++)
        if (lexicon->senses[form->first_sense + k].rule)
            return true;
    return false;
}

static bool is_common_word(shb_ctx *ctx, checker *c, const char *name) {
    return shb_tokenize(ctx, &c->tokens, name, strlen(name)) == SHB_OK &&
           shb_is_common_word(&c->gazetteer->name_words, &c->tokens) &&
           !is_guarded(c, c->tokens.items[0].hash);
}

static bool is_function_word(shb_ctx *ctx, checker *c, const char *name) {
    return shb_tokenize(ctx, &c->tokens, name, strlen(name)) == SHB_OK &&
           c->tokens.count == 1 &&
           (shb_name_word(&c->gazetteer->name_words, c->tokens.items[0].hash) &
            NAME_FUNCTION);
}

static void check_names(shb_ctx *ctx, checker *c, const char *id, const json_t *line) {
    static const char *const lists[] = {"names", "alone", "capital",
                                        "seats", "short", "weak"};
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
            const json_t *list =
                json_object_get(json_object_get(line, lists[k]), shb_lang_name(lang));
            size_t i;
            json_t *item;
            json_array_foreach((json_t *)list, i, item) {
                const char *name = json_string_value(item);
                if (name && mixes_scripts(name))
                    tell(c, SHB_PROBLEM_MIXED_SCRIPTS, id, name,
                         "a word of letters of two scripts");
                if (name && (k == 1 || k == 4) && is_function_word(ctx, c, name))
                    tell(c, SHB_PROBLEM_COMMON_WORD, id, name,
                         lang == SHB_AR ? "a word of the grammar: never taken"
                                        : "a word of the grammar: only behind a title");
                /* Short and weak forms wait for other evidence. */
                else if (name && k < 4 && is_common_word(ctx, c, name))
                    tell(c, SHB_PROBLEM_COMMON_WORD, id, name,
                         "also an ordinary word, and no rule of context guards it");
            }
        }
}

static size_t count_names(const json_t *list) {
    size_t i, n = 0;
    const json_t *item;
    json_array_foreach((json_t *)list, i, item) {
        const char *name = json_string_value(item);
        n += name && name[strspn(name, " \t")] != '\0';
    }
    return n;
}

/* Has it a name of another line? */
static bool is_named(const shb_gazetteer *gazetteer, const char *id) {
    uint32_t entity = shb_gazetteer_by_id(gazetteer, id);
    for (shb_lang lang = 0; entity != SHB_NO_ENTITY && lang < SHB_N_LANGS; lang++)
        if (gazetteer->entities[entity].labels[lang])
            return true;
    return false;
}

static void check_languages(checker *c, const char *id, const json_t *line) {
    const json_t *names = json_object_get(line, "names");
    char missing[64] = "";
    size_t n = 0, lacking = 0;
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
        if (count_names(json_object_get(names, shb_lang_name(lang))) == 0) {
            n += (size_t)snprintf(missing + n, sizeof missing - n, "%s%s",
                                  n ? ", " : "no name in: ", shb_lang_name(lang));
            lacking++;
        }
    if (lacking == SHB_N_LANGS && (names || !is_named(c->gazetteer, id)))
        tell(c, SHB_PROBLEM_MISSING_NAMES, id, "",
             !names                    ? "it has no 'names': {\"en\": [\"...\"]}"
             : json_object_size(names) ? "'names' holds none in ar, en or ru"
                                       : "'names' is empty");
    else if (n)
        tell(c, SHB_PROBLEM_MISSING_LANGUAGE, id, "", missing);
}

typedef struct line_checked {
    checker *c;
    const char *id;
} line_checked;

static void tell_member(void *user, const char *member, const char *why) {
    const line_checked *line = user;
    tell(line->c, SHB_PROBLEM_DOUBTFUL_MEMBER, line->id, member, why);
}

static shb_status check_line(shb_ctx *ctx, void *user, const json_t *line,
                             const char *file, uint64_t number) {
    checker *c = user;
    const char *id = json_string_value(json_object_get(line, "id"));
    c->file = file;
    c->line = number;
    if (!id)
        return SHB_OK; /* names that are none; other faults stopped the loading */
    c->totals->lines++;
    uint32_t before = shb_map_get(&c->lines, id, strlen(id));
    if (before != SHB_MAP_NONE) {
        char text[64];
        snprintf(text, sizeof text, "line %u has this id, too", before);
        tell(c, SHB_PROBLEM_DUPLICATE_ID, id, "", text);
    } else {
        char *own = shb_arena_strndup(&c->strings, id, strlen(id));
        if (!own)
            return shb_fail_memory(ctx);
        shb_status st = shb_map_set(ctx, &c->lines, own, strlen(own), (uint32_t)number);
        if (st != SHB_OK)
            return st;
    }
    check_names(ctx, c, id, line);
    check_languages(c, id, line);
    line_checked own = {c, id};
    shb_doubtful_members(c->gazetteer, line, tell_member, &own);
    return shb_check_cancel(ctx);
}

/* ----------------------------------------------------------------------- all together */

static bool names_alone(const shb_sense *sense) {
    return sense->kind == SENSE_NAME || sense->kind == SENSE_ALONE ||
           sense->kind == SENSE_SEAT;
}

/* Each name once, though all its cases are shared. */
static shb_status check_form(shb_ctx *ctx, checker *c, uint32_t number) {
    const shb_lexicon *lexicon = &c->gazetteer->lexicon;
    const shb_form *form = &lexicon->forms[number];
    char ids[512] = "", key[1024];
    size_t n = 0, used = 0;
    uint32_t first = SHB_NO_ENTITY;
    const char *name = "";
    bool asked =
        c->gazetteer->own.entities == 0; /* beside one's own only what it shares */
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if (!names_alone(sense))
            continue;
        asked |= sense->whose != WHOSE_SHIPPED;
        if (sense->rule)
            return SHB_OK;
        if (n && sense->value == first)
            continue;
        if (n == 0) {
            const shb_origin *origin =
                shb_origins_find(&c->gazetteer->origins, number, sense);
            first = sense->value;
            name = origin ? origin->listed : "";
        }
        int wrote = snprintf(ids + used, sizeof ids - used, "%s%s", n ? ", " : "",
                             c->gazetteer->entities[sense->value].id);
        used += wrote > 0 && (size_t)wrote < sizeof ids - used ? (size_t)wrote : 0;
        n++;
    }
    int len = snprintf(key, sizeof key, "%s\t%s", name, ids);
    if (n < 2 || !asked || len <= 0 || (size_t)len >= sizeof key ||
        shb_map_get(&c->told, key, (size_t)len) != SHB_MAP_NONE)
        return SHB_OK;
    char *own = shb_arena_strndup(&c->strings, key, (size_t)len);
    if (!own)
        return shb_fail_memory(ctx);
    tell(c, SHB_PROBLEM_SHARED_NAME, ids, name,
         "several entities bear it, without a rule");
    return shb_map_set(ctx, &c->told, own, (size_t)len, 1);
}

static void tell_unused(shb_ctx *ctx, const checker *c, const char *path) {
    for (size_t i = 0; path && i < c->n_reasons; i++)
        if (!c->reasons[i].used)
            shb_notify(ctx, SHB_NOTICE_WARNING, path, c->reasons[i].line, 0,
                       "accepts what is not there");
}

shb_status shb_gazetteer_check(shb_ctx *ctx, const shb_gazetteer *gazetteer,
                               const char *const *files, size_t n_files,
                               const char *accepted,
                               void (*take)(void *user, const shb_problem *problem),
                               void *user, shb_check_totals *totals) {
    checker c = {.gazetteer = gazetteer, .take = take, .user = user, .totals = totals};
    memset(totals, 0, sizeof *totals);
    shb_status st = accepted ? load_accepted(ctx, &c, accepted) : SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < n_files; i++) {
        uint64_t digest = 0;
        shb_map_done(&c.lines);
        st = shb_json_lines(ctx, files[i], &digest, check_line, &c);
    }
    c.file = NULL;
    c.line = 0;
    for (uint32_t i = 0; st == SHB_OK && i < gazetteer->lexicon.n_forms; i++)
        st = check_form(ctx, &c, i);
    if (st == SHB_OK)
        tell_unused(ctx, &c, accepted);
    shb_map_done(&c.lines);
    shb_map_done(&c.accepted);
    shb_map_done(&c.told);
    shb_arena_done(&c.strings);
    shb_tokens_done(&c.tokens);
    shb_free(c.reasons);
    return st;
}
