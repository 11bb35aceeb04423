#include "gazetteer/decisions.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "gazetteer/decisions_work.h"

static const struct {
    const char *word, *shape;
} verbs[SHB_N_DECISION_KINDS] = {
    [SHB_DECIDED_SAME] = {"same", "same A B"},
    [SHB_DECIDED_DIFFERENT] = {"different", "different A B"},
    [SHB_DECIDED_NOT] = {"not", "not NAME"},
    [SHB_DECIDED_RENAME] = {"rename", "rename A = text"},
    [SHB_DECIDED_NAME] = {"name", "name A = text"},
};

const char *shb_decision_name(shb_decision_kind kind) { return verbs[kind].word; }

/* ---- lines ---- */

static shb_status wrong(shb_ctx *ctx, const reading *r, uint64_t line,
                        shb_decision_kind v) {
    return shb_fail_at(
        ctx, SHB_ESYNTAX, r->file, line, 0,
        "write '%s', a name with spaces in \"straight quotes\", a comment on "
        "a line of its own",
        verbs[v].shape);
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

/* Without the white space around it. */
static char *trim(char *text) {
    text += strspn(text, " \t");
    size_t len = strlen(text);
    while (len && strchr(" \t\r\n", text[len - 1]))
        text[--len] = '\0';
    return text;
}

/* One name or text, without the quotes around it. */
static char *unquote(char *text) {
    text = trim(text);
    size_t len = strlen(text);
    if (len >= 2 && text[0] == '"' && text[len - 1] == '"') {
        text[len - 1] = '\0';
        text++;
    }
    return text;
}

static bool is_unclosed(const char *text) {
    bool open = false;
    for (; *text; text++)
        open ^= *text == '"';
    return open;
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

static shb_status several(shb_ctx *ctx, const reading *r, uint64_t line, const char *text,
                          const uint32_t *found, size_t n) {
    char list[160] = "";
    size_t used = 0, shown = 0;
    for (; shown < n; shown++) {
        const char *id = r->known->entities[found[shown]].id;
        if (used + strlen(id) + 3 > sizeof list)
            break;
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
                                 shown ? ", " : "", id);
    }
    return shb_fail_at(ctx, SHB_ESYNTAX, r->file, line, 0,
                       "'%.40s' is a name of %s%s: write the id", text, list,
                       shown < n ? ", ..." : "");
}

/* Listed, or made from a name, or as a body of a listed state. */
static bool may_be_met(const shb_gazetteer *known, const char *id) {
    const char *own = strchr(id, ':') + 1;
    char state[] = "state:??";
    if (shb_gazetteer_by_id(known, id) != SHB_NO_ENTITY || strncmp(own, "x-", 2) == 0)
        return true;
    if (strncmp(id, "organization:", 13) != 0 || strlen(own) < 4 || own[2] != '-')
        return false;
    for (int i = 0; i < 2; i++)
        state[6 + i] = (char)(own[i] >= 'a' && own[i] <= 'z' ? own[i] - 32 : own[i]);
    return shb_gazetteer_by_id(known, state) != SHB_NO_ENTITY;
}

/* The id of an entity given by id or by a name that it alone bears. */
static shb_status resolve(shb_ctx *ctx, reading *r, uint64_t line, const char *text,
                          const char **out) {
    enum { MANY = 16 };
    uint32_t found[MANY];
    const char *id = text;
    if (!is_id(text)) {
        size_t n = shb_gazetteer_find_any_case(r->known, (shb_str){text, strlen(text)},
                                               found, MANY);
        if (n == 0)
            return shb_fail_at(ctx, SHB_ENOTFOUND, r->file, line, 0,
                               "no listed entity is named '%s': give the id of an "
                               "unlisted one (person:x-...), as 'shabaka mentions' "
                               "shows it",
                               text);
        if (n > 1)
            return several(ctx, r, line, text, found, n);
        id = r->known->entities[found[0]].id;
    }
    size_t len = strlen(id);
    *out = shb_arena_strndup(&r->arena, id, len);
    if (!*out)
        return shb_fail_memory(ctx);
    if (may_be_met(r->known, id) || shb_map_get(&r->unknown, id, len) != SHB_MAP_NONE)
        return SHB_OK;
    shb_notify(ctx, SHB_NOTICE_WARNING, r->file, line, 0,
               "no listed entity has the id '%s'", id);
    return shb_map_set(ctx, &r->unknown, *out, len, 1);
}

/* A slip of the pen would change nothing, and nobody would see it. */
static void warn_of_unknown(shb_ctx *ctx, const reading *r, const decision *d) {
    uint32_t found[1];
    if (d->a_is_id ? may_be_met(r->known, d->a)
                   : shb_gazetteer_find_any_case(r->known, (shb_str){d->a, strlen(d->a)},
                                                 found, 1) > 0)
        return;
    shb_notify(ctx, SHB_NOTICE_WARNING, r->file, d->line, 0,
               d->a_is_id ? "no listed entity has the id '%s'"
                          : "no entity is listed as '%s': only what is found without the "
                            "list and written so is left out",
               d->a);
}

static shb_status keep_text(shb_ctx *ctx, reading *r, const char *text,
                            const char **out) {
    *out = shb_arena_strndup(&r->arena, text, strlen(text));
    return *out ? SHB_OK : shb_fail_memory(ctx);
}

static shb_status check_types(shb_ctx *ctx, const reading *r, const decision *d) {
    int a = (int)strcspn(d->a, ":"), b = (int)strcspn(d->b, ":");
    if (a == b && strncmp(d->a, d->b, (size_t)a) == 0)
        return SHB_OK;
    return shb_fail_at(ctx, SHB_ESYNTAX, r->file, d->line, 0,
                       "%.60s and %.60s are of two types: they cannot be the same", d->a,
                       d->b);
}

/* A name that another bears, or that is a word of the language, would draw all of its
 * mentions to this one. */
static shb_status check_name(shb_ctx *ctx, const reading *r, const decision *d) {
    enum { MANY = 16 };
    uint32_t found[MANY];
    size_t len = strlen(d->b);
    size_t n = shb_gazetteer_find_any_case(r->known, (shb_str){d->b, len}, found, MANY);
    for (size_t i = 0; i < n && i < MANY; i++)
        if (strcmp(r->known->entities[found[i]].id, d->a) != 0)
            shb_notify(ctx, SHB_NOTICE_WARNING, r->file, d->line, 0,
                       "'%s' is also a name of %s: wherever it stands it will be %s",
                       d->b, r->known->entities[found[i]].id, d->a);
    shb_tokens tokens = {0};
    shb_status st = shb_tokenize(ctx, &tokens, d->b, len);
    if (st == SHB_OK && shb_is_common_word(&r->known->name_words, &tokens))
        shb_notify(ctx, SHB_NOTICE_WARNING, r->file, d->line, 0,
                   "'%s' is a common word: each of them will be %s", d->b, d->a);
    shb_tokens_done(&tokens);
    return st;
}

static shb_status read_line(shb_ctx *ctx, reading *r, uint64_t line, char *text) {
    decision d = {.file = r->file, .line = line};
    char *rest = trim(text), *second = NULL;
    size_t len = strcspn(rest, " \t");
    if (!*rest || *rest == '#')
        return SHB_OK;
    while (d.verb < SHB_N_DECISION_KINDS && (strlen(verbs[d.verb].word) != len ||
                                             strncmp(rest, verbs[d.verb].word, len) != 0))
        d.verb++;
    if (d.verb == SHB_N_DECISION_KINDS)
        return shb_fail_at(ctx, SHB_ESYNTAX, r->file, line, 0,
                           "a decision begins with same, different, not, rename or name");
    rest = trim(rest + len);
    shb_status st = SHB_OK;
    if (d.verb == SHB_DECIDED_NOT) {
        bool unclosed = is_unclosed(rest);
        rest = unquote(rest);
        if (!*rest || unclosed)
            return wrong(ctx, r, line, d.verb);
        d.a_is_id = is_id(rest);
        if ((st = keep_text(ctx, r, rest, &d.a)) == SHB_OK)
            warn_of_unknown(ctx, r, &d);
    } else if (d.verb == SHB_DECIDED_SAME || d.verb == SHB_DECIDED_DIFFERENT) {
        char *first = next_word(&rest);
        second = first ? next_word(&rest) : NULL;
        if (!second || *trim(rest))
            return wrong(ctx, r, line, d.verb);
        if ((st = resolve(ctx, r, line, first, &d.a)) == SHB_OK)
            st = resolve(ctx, r, line, second, &d.b);
        if (st == SHB_OK && d.verb == SHB_DECIDED_SAME)
            st = check_types(ctx, r, &d);
        if (st == SHB_OK && d.verb == SHB_DECIDED_SAME && strcmp(d.a, d.b) == 0)
            st = shb_fail_at(ctx, SHB_ESYNTAX, r->file, line, 0,
                             "'%.80s' is the same as itself", d.a);
    } else {
        char *equals = strchr(rest, '=');
        if (!equals || is_unclosed(rest))
            return wrong(ctx, r, line, d.verb);
        *equals = '\0';
        second = unquote(equals + 1);
        char *first = unquote(rest);
        if (!*first || !*second)
            return wrong(ctx, r, line, d.verb);
        if ((st = resolve(ctx, r, line, first, &d.a)) == SHB_OK)
            st = keep_text(ctx, r, second, &d.b);
        if (st == SHB_OK && d.verb == SHB_DECIDED_NAME)
            st = check_name(ctx, r, &d);
    }
    if (st == SHB_OK)
        st = shb_grow(ctx, (void **)&r->items, &r->capacity, r->count + 1,
                      sizeof *r->items);
    if (st == SHB_OK)
        r->items[r->count++] = d;
    return st;
}

/* A name in other bytes would match nothing, and spoil a label. */
static shb_status check_letters(shb_ctx *ctx, const reading *r, uint64_t line,
                                shb_str text) {
    shb_status st = shb_check_utf8(ctx, r->file, line, text);
    for (size_t i = 0; st == SHB_OK && i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if ((c < ' ' && !strchr("\t\r\n", c)) || c == 0x7f)
            st =
                shb_fail_at(ctx, SHB_ESYNTAX, r->file, line, 0,
                            "it holds a control character (byte 0x%02x): take it out", c);
    }
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
    for (uint64_t line = 1; st == SHB_OK; line++) {
        ssize_t len = getline(&text, &room, file);
        if (len < 0)
            break;
        bool bom = line == 1 && strncmp(text, "\xef\xbb\xbf", 3) == 0;
        if ((st = check_letters(ctx, r, line, (shb_str){text, (size_t)len})) == SHB_OK)
            st = read_line(ctx, r, line, text + (bom ? 3 : 0));
    }
    if (st == SHB_OK && ferror(file))
        st = shb_fail_errno(ctx, errno, NULL, "cannot read '%s'", r->file);
    free(text);
    fclose(file);
    return st;
}

/* ---- out ---- */

static void put_entity(shb_output *out, const char *id) {
    shb_puts(out, "{\"id\":");
    shb_put_json_z(out, id);
    shb_printf(out, ",\"type\":\"%.*s\"", (int)strcspn(id, ":"), id);
}

static void put_same(shb_output *out, const char *id, const decision *d) {
    const char *const both[] = {d->a, d->b};
    bool begun = false;
    shb_puts(out, ",\"also\":[");
    for (size_t i = 0; i < 2; i++) {
        if (strcmp(both[i], id) == 0)
            continue;
        shb_puts(out, begun ? "," : "");
        shb_put_json_z(out, both[i]);
        begun = true;
    }
    shb_puts(out, "]");
}

/* A further name is no label: a body that is made keeps the one that it is made with, and
 * whom no list knows that of the texts. */
static void keep_labels(shb_output *out, const shb_gazetteer *known, const char *id) {
    uint32_t entity = shb_gazetteer_by_id(known, id);
    if (entity == SHB_NO_ENTITY) {
        shb_puts(out, ",\"labels\":null");
        return;
    }
    if (!known->more[entity].made)
        return;
    shb_puts(out, ",\"owner\":");
    shb_put_json_z(out, known->entities[known->more[entity].owner].id);
    shb_puts(out, ",\"labels\":{");
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++) {
        shb_printf(out, "%s\"%s\":", lang ? "," : "", shb_lang_name(lang));
        shb_put_json_z(out, known->entities[entity].labels[lang]);
    }
    shb_putc(out, '}');
}

static void put_decision(shb_output *out, const reading *r, const decision *d) {
    if (d->verb == SHB_DECIDED_DIFFERENT) {
        shb_puts(out, "{\"different\":[");
        shb_put_json_z(out, r->ids[shb_decision_stands_for(r, d->a_number)].id);
        shb_putc(out, ',');
        shb_put_json_z(out, r->ids[shb_decision_stands_for(r, d->b_number)].id);
        shb_puts(out, "]}\n");
        return;
    }
    if (d->verb == SHB_DECIDED_NOT && !d->a_is_id) {
        shb_puts(out, "{\"never\":[");
        shb_put_json_z(out, d->a);
        shb_puts(out, "]}\n");
        return;
    }
    const char *id = r->ids[shb_decision_stands_for(r, d->a_number)].id;
    put_entity(out, id);
    if (d->verb == SHB_DECIDED_SAME) {
        put_same(out, id, d);
    } else if (d->verb == SHB_DECIDED_NOT) {
        shb_puts(out, ",\"left_out\":true");
    } else {
        bool name = d->verb == SHB_DECIDED_NAME;
        shb_printf(out, ",\"%s\":{\"%s\":%s", name ? "names" : "labels",
                   shb_lang_name(shb_decision_lang(d)), name ? "[" : "");
        shb_put_json_z(out, d->b);
        shb_puts(out, name ? "]}" : "}");
        if (name)
            keep_labels(out, r->known, id);
    }
    shb_puts(out, "}\n");
}

void shb_decided_done(shb_decided *decided) {
    shb_free(decided->items);
    shb_arena_done(&decided->strings);
    *decided = (shb_decided){0};
}

/* What was read, for those who ask later; the strings go with it. */
static shb_status hand_over(shb_ctx *ctx, reading *r, shb_decided *out) {
    shb_decision *items = shb_alloc_array(r->count + 1, sizeof *items);
    shb_status st = items ? SHB_OK : shb_fail_memory(ctx);
    for (size_t i = 0; st == SHB_OK && i < r->count; i++) {
        const decision *d = &r->items[i];
        bool about_id = d->verb == SHB_DECIDED_RENAME || d->verb == SHB_DECIDED_NAME;
        items[i] = (shb_decision){.kind = d->verb, .line = d->line, .a = d->a, .b = d->b};
        if (about_id)
            items[i].a = r->ids[shb_decision_stands_for(r, d->a_number)].id;
        st = keep_text(ctx, r, d->file, &items[i].file);
    }
    if (st != SHB_OK) {
        shb_free(items);
        return st;
    }
    *out = (shb_decided){items, r->count, r->arena};
    r->arena = (shb_arena){0};
    return SHB_OK;
}

shb_status shb_decisions_translate(shb_ctx *ctx, const char *const *files, size_t n_files,
                                   const shb_gazetteer *known, shb_output *out,
                                   shb_decided *decided) {
    reading r = {.known = known};
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < n_files; i++) {
        size_t before = r.count;
        r.file = files[i];
        st = read_file(ctx, &r);
        if (st == SHB_OK && r.count == before)
            shb_notify(ctx, SHB_NOTICE_WARNING, r.file, 0, 0, "holds no decision");
    }
    if (st == SHB_OK)
        st = shb_decisions_join(ctx, &r);
    if (st == SHB_OK)
        st = shb_decisions_check(ctx, &r);
    /* Names first: they bring labels that another line may change. */
    for (int names = 1; names >= 0; names--)
        for (size_t i = 0; st == SHB_OK && i < r.count; i++) {
            if ((r.items[i].verb == SHB_DECIDED_NAME) != names)
                continue;
            put_decision(out, &r, &r.items[i]);
        }
    if (st == SHB_OK)
        st = hand_over(ctx, &r, decided);
    shb_free(r.items);
    shb_free(r.ids);
    shb_map_done(&r.number_of);
    shb_map_done(&r.unknown);
    shb_arena_done(&r.arena);
    return st;
}
