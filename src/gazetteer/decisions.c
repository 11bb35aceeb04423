#include "gazetteer/decisions.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "gazetteer/compiled.h"

typedef enum verb { SAME, DIFFERENT, NOT, RENAME, NAME, N_VERBS } verb;

static const struct {
    const char *word, *shape;
} verbs[N_VERBS] = {
    [SAME] = {"same", "same A B"},      [DIFFERENT] = {"different", "different A B"},
    [NOT] = {"not", "not NAME"},        [RENAME] = {"rename", "rename A = text"},
    [NAME] = {"name", "name A = text"},
};

/* One line: about `a`; b is another entity, or text. */
typedef struct decision {
    verb verb;
    uint64_t line;
    const char *a, *b; /* ids, but b is text of RENAME and NAME; a is a name of NOT */
    bool a_is_id;      /* of NOT */
} decision;

typedef struct reading {
    const char *file;
    const shb_gazetteer *known;
    decision *items;
    size_t count, capacity;
    shb_arena arena;
} reading;

/* ---- lines ---- */

static shb_status wrong(shb_ctx *ctx, const reading *r, uint64_t line, verb v) {
    return shb_fail_at(ctx, SHB_ESYNTAX, r->file, line, 0, "write '%s'", verbs[v].shape);
}

/* The next word or quoted text, cut out in place; NULL at the end. */
static char *next_word(char **from) {
    char *p = *from + strspn(*from, " \t"), *start = p;
    if (!*p)
        return NULL;
    if (*p == '"') {
        start = ++p;
        p = strchr(p, '"');
        if (!p)
            return NULL;
    } else {
        p += strcspn(p, " \t");
    }
    *from = *p ? p + 1 : p;
    *p = '\0';
    return start;
}

/* The rest of the line without the white space and the quotes around it. */
static char *trim(char *text) {
    text += strspn(text, " \t");
    size_t len = strlen(text);
    while (len && strchr(" \t\r\n", text[len - 1]))
        text[--len] = '\0';
    if (len >= 2 && text[0] == '"' && text[len - 1] == '"') {
        text[len - 1] = '\0';
        text++;
    }
    return text;
}

static bool is_id(const char *text) {
    for (shb_type type = 0; type < SHB_N_TYPES; type++) {
        size_t len = strlen(shb_type_name(type));
        if (strncmp(text, shb_type_name(type), len) == 0 && text[len] == ':' &&
            text[len + 1])
            return true;
    }
    return false;
}

/* The id of an entity given by id or by any of its names. */
static shb_status resolve(shb_ctx *ctx, reading *r, uint64_t line, const char *text,
                          const char **out) {
    uint32_t found[2];
    size_t n;
    const char *id = text;
    if (!is_id(text)) {
        n = shb_gazetteer_find(r->known, (shb_str){text, strlen(text)}, found, 2);
        if (n == 0)
            return shb_fail_at(ctx, SHB_ENOTFOUND, r->file, line, 0,
                               "no entity is named '%s': give its id, as 'shabaka "
                               "mentions' shows it",
                               text);
        id = r->known->entities[found[0]].id;
    }
    *out = shb_arena_strndup(&r->arena, id, strlen(id));
    return *out ? SHB_OK : shb_fail_memory(ctx);
}

static shb_status keep_text(shb_ctx *ctx, reading *r, const char *text,
                            const char **out) {
    *out = shb_arena_strndup(&r->arena, text, strlen(text));
    return *out ? SHB_OK : shb_fail_memory(ctx);
}

static shb_status read_line(shb_ctx *ctx, reading *r, uint64_t line, char *text) {
    decision d = {.line = line};
    char *rest = trim(text), *second = NULL;
    size_t len = strcspn(rest, " \t");
    if (!*rest || *rest == '#')
        return SHB_OK;
    while (d.verb < N_VERBS && (strlen(verbs[d.verb].word) != len ||
                                strncmp(rest, verbs[d.verb].word, len) != 0))
        d.verb++;
    if (d.verb == N_VERBS)
        return shb_fail_at(ctx, SHB_ESYNTAX, r->file, line, 0,
                           "a decision begins with same, different, not, rename or name");
    rest = trim(rest + len);
    shb_status st = SHB_OK;
    if (d.verb == NOT) {
        if (!*rest)
            return wrong(ctx, r, line, d.verb);
        d.a_is_id = is_id(rest);
        st = keep_text(ctx, r, rest, &d.a);
    } else if (d.verb == SAME || d.verb == DIFFERENT) {
        char *first = next_word(&rest);
        second = first ? next_word(&rest) : NULL;
        if (!second || *trim(rest))
            return wrong(ctx, r, line, d.verb);
        if ((st = resolve(ctx, r, line, first, &d.a)) == SHB_OK)
            st = resolve(ctx, r, line, second, &d.b);
    } else {
        char *equals = strchr(rest, '=');
        if (!equals)
            return wrong(ctx, r, line, d.verb);
        *equals = '\0';
        second = trim(equals + 1);
        char *first = trim(rest);
        if (!*first || !*second)
            return wrong(ctx, r, line, d.verb);
        if ((st = resolve(ctx, r, line, first, &d.a)) == SHB_OK)
            st = keep_text(ctx, r, second, &d.b);
    }
    if (st == SHB_OK)
        st = shb_grow(ctx, (void **)&r->items, &r->capacity, r->count + 1,
                      sizeof *r->items);
    if (st == SHB_OK)
        r->items[r->count++] = d;
    return st;
}

static shb_status read_file(shb_ctx *ctx, reading *r) {
    FILE *file = fopen(r->file, "re");
    char *text = NULL;
    size_t room = 0;
    shb_status st = SHB_OK;
    if (!file) {
        int why = errno;
        return why == ENOENT
                   ? shb_fail(ctx, SHB_ENOTFOUND, NULL, "cannot open '%s': %s", r->file,
                              strerror(why))
                   : shb_fail_errno(ctx, why, NULL, "cannot open '%s'", r->file);
    }
    errno = 0;
    for (uint64_t line = 1; st == SHB_OK && getline(&text, &room, file) >= 0; line++) {
        bool bom = line == 1 && strncmp(text, "\xef\xbb\xbf", 3) == 0;
        st = read_line(ctx, r, line, text + (bom ? 3 : 0));
    }
    if (st == SHB_OK && ferror(file))
        st = shb_fail_errno(ctx, errno, NULL, "cannot read '%s'", r->file);
    free(text);
    fclose(file);
    return st;
}

/* ---- contradictions ---- */

static bool is_pair(const decision *d, const decision *e) {
    return (strcmp(d->a, e->a) == 0 && strcmp(d->b, e->b) == 0) ||
           (strcmp(d->a, e->b) == 0 && strcmp(d->b, e->a) == 0);
}

static shb_lang lang_of(const char *text) {
    for (const char *p = text; *p; p++) {
        unsigned char c = (unsigned char)*p;
        if (c >= 0xd8 && c <= 0xdb)
            return SHB_AR;
        if (c == 0xd0 || c == 0xd1)
            return SHB_RU;
    }
    return SHB_EN;
}

/* Why two lines cannot both stand, or NULL. */
static const char *conflict(const decision *d, const decision *e) {
    if (d->verb == SAME && e->verb == DIFFERENT && is_pair(d, e))
        return "the two are the same and different";
    if (d->verb == RENAME && e->verb == RENAME && strcmp(d->a, e->a) == 0 &&
        lang_of(d->b) == lang_of(e->b) && strcmp(d->b, e->b) != 0)
        return "one entity is renamed twice";
    if (d->verb == NOT && !d->a_is_id && e->verb == NAME && strcmp(d->a, e->b) == 0)
        return "the name is one and none";
    if (d->verb == NOT && d->a_is_id && e->verb != NOT && e->verb != DIFFERENT &&
        (strcmp(d->a, e->a) == 0 || (e->verb == SAME && strcmp(d->a, e->b) == 0)))
        return "the entity is left out and used";
    if (d->verb == NAME && e->verb == NAME && strcmp(d->b, e->b) == 0 &&
        strcmp(d->a, e->a) != 0)
        return "two entities get one name";
    return NULL;
}

static shb_status check(shb_ctx *ctx, const reading *r) {
    for (size_t i = 0; i < r->count; i++)
        for (size_t k = 0; k < r->count; k++) {
            const char *why = i == k ? NULL : conflict(&r->items[i], &r->items[k]);
            if (!why)
                continue;
            uint64_t x = r->items[i].line, y = r->items[k].line;
            return shb_fail_at(ctx, SHB_ESYNTAX, r->file, x < y ? y : x, 0,
                               "it contradicts line %llu: %s",
                               (unsigned long long)(x < y ? x : y), why);
        }
    return SHB_OK;
}

/* ---- out ---- */

static void put_entity(shb_output *out, const char *id) {
    shb_puts(out, "{\"id\":");
    shb_put_json_z(out, id);
    shb_printf(out, ",\"type\":\"%.*s\"", (int)strcspn(id, ":"), id);
}

static void put_decision(shb_output *out, const decision *d) {
    if (d->verb == DIFFERENT)
        return;
    if (d->verb == NOT && !d->a_is_id) {
        shb_puts(out, "{\"never\":[");
        shb_put_json_z(out, d->a);
        shb_puts(out, "]}\n");
        return;
    }
    put_entity(out, d->a);
    if (d->verb == SAME) {
        shb_puts(out, ",\"also\":[");
        shb_put_json_z(out, d->b);
        shb_puts(out, "]");
    } else if (d->verb == NOT) {
        shb_puts(out, ",\"left_out\":true");
    } else {
        bool name = d->verb == NAME;
        shb_printf(out, ",\"%s\":{\"%s\":%s", name ? "names" : "labels",
                   shb_lang_name(lang_of(d->b)), name ? "[" : "");
        shb_put_json_z(out, d->b);
        shb_puts(out, name ? "]}" : "}");
    }
    shb_puts(out, "}\n");
}

shb_status shb_decisions_translate(shb_ctx *ctx, const char *file,
                                   const shb_gazetteer *known, shb_output *out) {
    reading r = {.file = file, .known = known};
    shb_status st = read_file(ctx, &r);
    if (st == SHB_OK)
        st = check(ctx, &r);
    for (size_t i = 0; st == SHB_OK && i < r.count; i++)
        put_decision(out, &r.items[i]);
    shb_free(r.items);
    shb_arena_done(&r.arena);
    return st;
}
