#include "gazetteer/decisions.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "gazetteer/compiled.h"

enum { LINE_ROOM = 24 };

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

/* One line: about `a`; b is another entity, or text. */
typedef struct decision {
    shb_decision_kind verb;
    uint64_t line;
    const char *a,
        *b; /* ids; but b is text where it renames or names, a may be of `not` */
    bool a_is_id;
    uint32_t a_number, b_number; /* of ids, from 0 */
} decision;

/* What lines call the same is one: `is` leads to the id that stands for all. */
typedef struct id_entry {
    const char *id;
    uint32_t is;
} id_entry;

typedef struct reading {
    const char *file;
    const shb_gazetteer *known;
    decision *items;
    size_t count, capacity;
    id_entry *ids;
    size_t n_ids, ids_capacity;
    shb_map number_of;
    shb_arena arena;
} reading;

/* ---- lines ---- */

static shb_status wrong(shb_ctx *ctx, const reading *r, uint64_t line,
                        shb_decision_kind v) {
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
                               "no entity is named '%s': give its id, as 'shabaka "
                               "mentions' shows it",
                               text);
        if (n > 1)
            return several(ctx, r, line, text, found, n);
        id = r->known->entities[found[0]].id;
    } else if (!may_be_met(r->known, id)) {
        shb_notify(ctx, SHB_NOTICE_WARNING, r->file, line, 0,
                   "no listed entity has the id '%s'", id);
    }
    *out = shb_arena_strndup(&r->arena, id, strlen(id));
    return *out ? SHB_OK : shb_fail_memory(ctx);
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
                       "a %.*s (%.60s) and a %.*s (%.60s) cannot be the same", a, d->a,
                       d->a, b, d->b, d->b);
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
                       "'%s' is also a name of %s", d->b,
                       r->known->entities[found[i]].id);
    shb_tokens tokens = {0};
    shb_status st = shb_tokenize(ctx, &tokens, d->b, len);
    if (st == SHB_OK && shb_is_common_word(&r->known->name_words, &tokens))
        shb_notify(ctx, SHB_NOTICE_WARNING, r->file, d->line, 0,
                   "'%s' is a common word: each of them will be %s", d->b, d->a);
    shb_tokens_done(&tokens);
    return st;
}

static shb_status read_line(shb_ctx *ctx, reading *r, uint64_t line, char *text) {
    decision d = {.line = line};
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
        rest = unquote(rest);
        if (!*rest)
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
        if (!equals)
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

static shb_lang lang_of(const decision *d) {
    return shb_lang_of((shb_str){d->b, strlen(d->b)});
}

static uint32_t stands_for(const reading *r, uint32_t id) {
    while (r->ids[id].is != id)
        id = r->ids[id].is;
    return id;
}

static shb_status number(shb_ctx *ctx, reading *r, const char *id, uint32_t *out) {
    *out = shb_map_get(&r->number_of, id, strlen(id));
    if (*out != SHB_MAP_NONE)
        return SHB_OK;
    shb_status st =
        shb_grow(ctx, (void **)&r->ids, &r->ids_capacity, r->n_ids + 1, sizeof *r->ids);
    if (st != SHB_OK)
        return st;
    *out = (uint32_t)r->n_ids;
    r->ids[r->n_ids++] = (id_entry){id, *out};
    return shb_map_set(ctx, &r->number_of, id, strlen(id), *out);
}

/* Number the ids; of those that are the same, the first that its line names stands for
 * all. */
static shb_status join(shb_ctx *ctx, reading *r) {
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < r->count; i++) {
        decision *d = &r->items[i];
        if (d->verb != SHB_DECIDED_NOT || d->a_is_id)
            st = number(ctx, r, d->a, &d->a_number);
        if (st == SHB_OK &&
            (d->verb == SHB_DECIDED_SAME || d->verb == SHB_DECIDED_DIFFERENT))
            st = number(ctx, r, d->b, &d->b_number);
        if (st == SHB_OK && d->verb == SHB_DECIDED_SAME)
            r->ids[stands_for(r, d->b_number)].is = stands_for(r, d->a_number);
    }
    return st;
}

/* Why two lines cannot both stand, or NULL. */
static const char *conflict(const reading *r, const decision *d, const decision *e) {
    if ((d->verb == SHB_DECIDED_NOT && !d->a_is_id) ||
        (e->verb == SHB_DECIDED_NOT && !e->a_is_id))
        return d->verb == SHB_DECIDED_NOT && e->verb == SHB_DECIDED_NAME &&
                       strcmp(d->a, e->b) == 0
                   ? "the name is one and none"
                   : NULL;
    bool one = stands_for(r, d->a_number) == stands_for(r, e->a_number);
    if (d->verb == SHB_DECIDED_RENAME && e->verb == SHB_DECIDED_RENAME && one &&
        lang_of(d) == lang_of(e) && strcmp(d->b, e->b) != 0)
        return "one entity is renamed twice";
    if (d->verb == SHB_DECIDED_NOT && e->verb != SHB_DECIDED_NOT &&
        e->verb != SHB_DECIDED_DIFFERENT && one)
        return "the entity is left out and used";
    if (d->verb == SHB_DECIDED_NAME && e->verb == SHB_DECIDED_NAME &&
        strcmp(d->b, e->b) == 0 && !one)
        return "two entities get one name";
    return NULL;
}

/* The line by which each id is reached from `from` over lines that say the same. */
static void reach(const reading *r, uint32_t from, const decision **by) {
    bool more = true;
    memset(by, 0, r->n_ids * sizeof *by);
    while (more) {
        more = false;
        for (size_t i = 0; i < r->count; i++) {
            const decision *d = &r->items[i];
            bool a = d->verb == SHB_DECIDED_SAME &&
                     (d->a_number == from || by[d->a_number]),
                 b = d->verb == SHB_DECIDED_SAME &&
                     (d->b_number == from || by[d->b_number]);
            if (a != b) {
                by[a ? d->b_number : d->a_number] = d;
                more = true;
            }
        }
    }
}

static int compare_lines(const void *a, const void *b) {
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Two that are different, but the same by one line or a chain of them: name them all. */
static shb_status contradicted(shb_ctx *ctx, const reading *r, const decision *d) {
    enum { SHOWN = 12 };
    uint64_t lines[SHOWN] = {d->line};
    size_t n = 1;
    const decision **by = shb_alloc_array(r->n_ids, sizeof *by);
    if (!by)
        return shb_fail_memory(ctx);
    reach(r, d->a_number, by);
    for (uint32_t at = d->b_number; n < SHOWN && by[at] && at != d->a_number; n++) {
        lines[n] = by[at]->line;
        at = by[at]->a_number == at ? by[at]->b_number : by[at]->a_number;
    }
    shb_free(by);
    qsort(lines, n, sizeof *lines, compare_lines);
    char list[128] = "";
    size_t used = 0;
    for (size_t i = 0; i + 1 < n && used < sizeof list - LINE_ROOM; i++)
        used += (size_t)snprintf(list + used, sizeof list - used, "%s%llu",
                                 i == 0       ? ""
                                 : i + 2 == n ? " and "
                                              : ", ",
                                 (unsigned long long)lines[i]);
    if (n == 1)
        return shb_fail_at(ctx, SHB_ESYNTAX, r->file, d->line, 0,
                           "'%.80s' is not different from itself", d->a);
    return shb_fail_at(ctx, SHB_ESYNTAX, r->file, lines[n - 1], 0,
                       "it contradicts line%s %s: the two are the same and different",
                       n > 2 ? "s" : "", list);
}

static shb_status check(shb_ctx *ctx, const reading *r) {
    for (size_t i = 0; i < r->count; i++) {
        const decision *d = &r->items[i];
        if (d->verb == SHB_DECIDED_DIFFERENT &&
            stands_for(r, d->a_number) == stands_for(r, d->b_number))
            return contradicted(ctx, r, d);
        for (size_t k = 0; k < r->count; k++) {
            const char *why = i == k ? NULL : conflict(r, d, &r->items[k]);
            if (!why)
                continue;
            uint64_t x = d->line, y = r->items[k].line;
            return shb_fail_at(ctx, SHB_ESYNTAX, r->file, x < y ? y : x, 0,
                               "it contradicts line %llu: %s",
                               (unsigned long long)(x < y ? x : y), why);
        }
    }
    return SHB_OK;
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

static void put_decision(shb_output *out, const reading *r, const decision *d) {
    if (d->verb == SHB_DECIDED_DIFFERENT)
        return;
    if (d->verb == SHB_DECIDED_NOT && !d->a_is_id) {
        shb_puts(out, "{\"never\":[");
        shb_put_json_z(out, d->a);
        shb_puts(out, "]}\n");
        return;
    }
    const char *id = r->ids[stands_for(r, d->a_number)].id;
    put_entity(out, id);
    if (d->verb == SHB_DECIDED_SAME) {
        put_same(out, id, d);
    } else if (d->verb == SHB_DECIDED_NOT) {
        shb_puts(out, ",\"left_out\":true");
    } else {
        bool name = d->verb == SHB_DECIDED_NAME;
        shb_printf(out, ",\"%s\":{\"%s\":%s", name ? "names" : "labels",
                   shb_lang_name(lang_of(d)), name ? "[" : "");
        shb_put_json_z(out, d->b);
        shb_puts(out, name ? "]}" : "}");
    }
    shb_puts(out, "}\n");
}

shb_status shb_decisions_translate(shb_ctx *ctx, const char *file,
                                   const shb_gazetteer *known, shb_output *out,
                                   uint64_t counts[SHB_N_DECISION_KINDS]) {
    reading r = {.file = file, .known = known};
    shb_status st = read_file(ctx, &r);
    if (st == SHB_OK)
        st = join(ctx, &r);
    if (st == SHB_OK)
        st = check(ctx, &r);
    for (size_t i = 0; st == SHB_OK && i < r.count; i++) {
        put_decision(out, &r, &r.items[i]);
        counts[r.items[i].verb]++;
    }
    shb_free(r.items);
    shb_free(r.ids);
    shb_map_done(&r.number_of);
    shb_arena_done(&r.arena);
    return st;
}
