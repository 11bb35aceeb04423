/* Decisions held against each other, over chains of `same` and over all files. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "gazetteer/decisions_work.h"

shb_lang shb_decision_lang(const decision *d) {
    return shb_lang_of((shb_str){d->b, strlen(d->b)});
}

uint32_t shb_decision_stands_for(const reading *r, uint32_t id) {
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

/* A list's id never changes, one made from a name does: of A and B the listed one stands
 * for both, else A. */
static void join(reading *r, uint32_t a, uint32_t b) {
    a = shb_decision_stands_for(r, a);
    b = shb_decision_stands_for(r, b);
    bool turned = shb_gazetteer_by_id(r->known, r->ids[a].id) == SHB_NO_ENTITY &&
                  shb_gazetteer_by_id(r->known, r->ids[b].id) != SHB_NO_ENTITY;
    r->ids[turned ? a : b].is = turned ? b : a;
}

shb_status shb_decisions_join(shb_ctx *ctx, reading *r) {
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < r->count; i++) {
        decision *d = &r->items[i];
        if (d->verb != SHB_DECIDED_NOT || d->a_is_id)
            st = number(ctx, r, d->a, &d->a_number);
        if (st == SHB_OK &&
            (d->verb == SHB_DECIDED_SAME || d->verb == SHB_DECIDED_DIFFERENT))
            st = number(ctx, r, d->b, &d->b_number);
        if (st == SHB_OK && d->verb == SHB_DECIDED_SAME)
            join(r, d->a_number, d->b_number);
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
    bool one = shb_decision_stands_for(r, d->a_number) ==
               shb_decision_stands_for(r, e->a_number);
    if (d->verb == SHB_DECIDED_RENAME && e->verb == SHB_DECIDED_RENAME && one &&
        shb_decision_lang(d) == shb_decision_lang(e) && strcmp(d->b, e->b) != 0)
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

static int in_order(const void *a, const void *b) {
    const decision *const *x = a, *const *y = b;
    return (*x > *y) - (*x < *y);
}

/* "1, 2 and 4 of other.txt": the file where it is not that of the fault. */
static size_t put_place(char *to, size_t room, const decision *d, const char *file) {
    bool here = strcmp(d->file, file) == 0;
    int len = snprintf(to, room, here ? "%llu" : "%llu of '%.60s'",
                       (unsigned long long)d->line, d->file);
    return len < 0 ? 0 : (size_t)len < room ? (size_t)len : room - 1;
}

/* Two that are different, but the same by one line or a chain of them: name them all. */
static shb_status contradicted(shb_ctx *ctx, const reading *r, const decision *d) {
    enum { SHOWN = 12 };
    const decision *lines[SHOWN] = {d};
    size_t n = 1;
    const decision **by = shb_alloc_array(r->n_ids, sizeof *by);
    if (!by)
        return shb_fail_memory(ctx);
    reach(r, d->a_number, by);
    for (uint32_t at = d->b_number; n < SHOWN && by[at] && at != d->a_number; n++) {
        lines[n] = by[at];
        at = by[at]->a_number == at ? by[at]->b_number : by[at]->a_number;
    }
    shb_free(by);
    if (n == 1)
        return shb_fail_at(ctx, SHB_ESYNTAX, d->file, d->line, 0,
                           "'%.80s' is not different from itself", d->a);
    qsort(lines, n, sizeof *lines, in_order);
    const decision *last = lines[n - 1];
    char list[256] = "";
    size_t used = 0;
    for (size_t i = 0; i + 1 < n && used + 8 < sizeof list; i++) {
        const char *before = i == 0 ? "" : i + 2 == n ? " and " : ", ";
        strcpy(list + used, before);
        used += strlen(before);
        used += put_place(list + used, sizeof list - used, lines[i], last->file);
    }
    return shb_fail_at(ctx, SHB_ESYNTAX, last->file, last->line, 0,
                       "it contradicts line%s %s: the two are the same and different",
                       n > 2 ? "s" : "", list);
}

shb_status shb_decisions_check(shb_ctx *ctx, const reading *r) {
    for (size_t i = 0; i < r->count; i++) {
        const decision *d = &r->items[i];
        if (d->verb == SHB_DECIDED_DIFFERENT &&
            shb_decision_stands_for(r, d->a_number) ==
                shb_decision_stands_for(r, d->b_number))
            return contradicted(ctx, r, d);
        for (size_t k = 0; k < r->count; k++) {
            const char *why = i == k ? NULL : conflict(r, d, &r->items[k]);
            if (!why)
                continue;
            const decision *first = &r->items[i < k ? i : k];
            const decision *second = &r->items[i < k ? k : i];
            char place[128];
            put_place(place, sizeof place, first, second->file);
            return shb_fail_at(ctx, SHB_ESYNTAX, second->file, second->line, 0,
                               "it contradicts line %s: %s", place, why);
        }
    }
    return SHB_OK;
}
