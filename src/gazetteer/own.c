/* What of a gazetteer is the user's own, and where it meets what is shipped. */
#include <jansson.h>
#include <string.h>

#include "base/alloc.h"
#include "gazetteer/listed.h"
#include "gazetteer/members.h"

const shb_own_names *shb_gazetteer_own(const shb_gazetteer *gazetteer) {
    return &gazetteer->own;
}

/* Of the senses of a form, the first that names an entity by such a line; NULL where none
 * does. What was decided to be nobody is nobody's. */
static const shb_sense *first_bearer(const shb_gazetteer *gazetteer, const shb_form *form,
                                     shb_whose whose) {
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if (sense->whose == whose && shb_sense_names(sense) &&
            gazetteer->meant[sense->value] != SHB_NO_ENTITY)
            return sense;
    }
    return NULL;
}

void shb_own_tell_shared(shb_ctx *ctx, const shb_gazetteer *gazetteer) {
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    const shb_entity *ours = NULL, *theirs = NULL;
    bool *told = shb_alloc_array(gazetteer->n_entities, sizeof *told);
    size_t count = 0;
    for (size_t i = 0; told && i < lexicon->n_forms; i++) {
        const shb_sense *own = first_bearer(gazetteer, &lexicon->forms[i], WHOSE_OWN);
        const shb_sense *other =
            own ? first_bearer(gazetteer, &lexicon->forms[i], WHOSE_SHIPPED) : NULL;
        if (!other || told[own->value] ||
            gazetteer->meant[own->value] == gazetteer->meant[other->value])
            continue;
        if (!ours) {
            ours = &gazetteer->entities[own->value];
            theirs = &gazetteer->entities[other->value];
        }
        told[own->value] = true;
        count++;
    }
    shb_free(told);
    if (ours)
        shb_notify(ctx, SHB_NOTICE_INFO, NULL, 0, 0,
                   "of your own list with a name that others have, too: %zu (%s one of "
                   "%s); where the text does not tell which is meant, it is yours. To "
                   "leave the other out, write 'not %s' in a file for --decisions; to "
                   "make them one, 'same %s %s'",
                   count, ours->id, theirs->id, theirs->id, ours->id, theirs->id);
}

/* ---------------------------------------------------------------- line by line */

shb_status shb_own_line_taken(shb_ctx *ctx, shb_listing *l, uint32_t entity,
                              uint64_t number) {
    shb_status st = shb_grow(ctx, (void **)&l->own_lines, &l->own_lines_capacity,
                             entity + 1, sizeof *l->own_lines);
    if (st != SHB_OK)
        return st;
    for (; l->n_own_lines <= entity; l->n_own_lines++)
        l->own_lines[l->n_own_lines] = (shb_own_line){0, 0};
    shb_own_line *first = &l->own_lines[entity];
    if (!first->file) {
        *first = (shb_own_line){l->file, (uint32_t)number};
    } else if (first->file == l->file && l->repeats.count++ == 0) {
        l->repeats.line = number;
        l->repeats.before = first->line;
        l->repeats.entity = entity;
    }
    return SHB_OK;
}

void shb_own_tell_repeats(shb_ctx *ctx, shb_listing *l, const char *file) {
    if (l->repeats.count)
        shb_notify(ctx, SHB_NOTICE_INFO, file, l->repeats.line, 0,
                   "'%s' is the id of line %llu, too: they are one, with the names of "
                   "both. Whom you mean to be another needs another id. Such lines: %llu",
                   l->maker.gazetteer->entities[l->repeats.entity].id,
                   (unsigned long long)l->repeats.before,
                   (unsigned long long)l->repeats.count);
    l->repeats.count = 0;
}

/* The second of its own bearers, where no decision tells whose it is; else NULL. */
static const shb_sense *second_bearer(const shb_gazetteer *gazetteer,
                                      const shb_form *form, const shb_sense *first) {
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    if (first_bearer(gazetteer, form, WHOSE_DECIDED))
        return NULL;
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if (sense->whose == WHOSE_OWN && shb_sense_names(sense) &&
            gazetteer->meant[sense->value] != SHB_NO_ENTITY &&
            gazetteer->meant[sense->value] != gazetteer->meant[first->value])
            return sense;
    }
    return NULL;
}

static bool is_before(shb_own_line a, shb_own_line b) {
    return a.file != b.file ? a.file < b.file : a.line < b.line;
}

void shb_own_tell_twins(shb_ctx *ctx, const shb_listing *l, const char *const *files) {
    const shb_gazetteer *gazetteer = l->maker.gazetteer;
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    uint32_t ours = SHB_NO_ENTITY, theirs = SHB_NO_ENTITY;
    bool *told = l->n_own_lines ? shb_alloc_array(l->n_own_lines, sizeof *told) : NULL;
    size_t count = 0;
    for (size_t i = 0; told && i < lexicon->n_forms; i++) {
        const shb_form *form = &lexicon->forms[i];
        const shb_sense *first = first_bearer(gazetteer, form, WHOSE_OWN);
        const shb_sense *second = first ? second_bearer(gazetteer, form, first) : NULL;
        if (!second || first->value >= l->n_own_lines || second->value >= l->n_own_lines)
            continue;
        bool turned = is_before(l->own_lines[second->value], l->own_lines[first->value]);
        uint32_t a = turned ? second->value : first->value,
                 b = turned ? first->value : second->value;
        count += !told[b];
        told[b] = true;
        if (ours == SHB_NO_ENTITY || is_before(l->own_lines[b], l->own_lines[ours])) {
            ours = b;
            theirs = a;
        }
    }
    shb_free(told);
    if (ours == SHB_NO_ENTITY)
        return;
    const shb_own_line *at = &l->own_lines[ours], *before = &l->own_lines[theirs];
    const bool elsewhere = at->file != before->file;
    shb_notify(ctx, SHB_NOTICE_INFO, files[at->file - 1], at->line, 0,
               "'%s' has a name that '%s' has, too (line %lu%s%s): where the text does "
               "not tell which is meant, it is the first's. Of such entities: %zu; "
               "'shabaka gazetteer check' lists the names. What is one entity needs one "
               "id",
               gazetteer->entities[ours].id, gazetteer->entities[theirs].id,
               (unsigned long)before->line, elsewhere ? " of " : "",
               elsewhere ? files[before->file - 1] : "", count);
}

/* Lists that are there, but hold nothing. */
static bool is_empty(const json_t *names) {
    const char *lang;
    json_t *list, *name;
    size_t i;
    json_object_foreach((json_t *)names, lang, list) {
        json_array_foreach(list, i, name) {
            const char *text = json_string_value(name);
            if (text && text[strspn(text, " \t")])
                return false;
        }
    }
    return true;
}

#define WRITE_NAMES "write \"names\": {\"en\": [\"...\"]}"

void shb_own_tell_nameless(shb_ctx *ctx, const shb_json *line, bool is_new,
                           const char *file, uint64_t number) {
    const char *id = json_string_value(json_object_get(line, "id")),
               *unread = shb_unread_member(line);
    const json_t *names = json_object_get(line, "names");
    const char *found = is_new ? "it cannot be found" : "the line adds none";
    if (!names && unread)
        shb_notify(ctx, SHB_NOTICE_WARNING, file, number, 0,
                   "'%s' has no 'names', and nothing reads '%s': %s; " WRITE_NAMES, id,
                   unread, found);
    else if (!names && is_new)
        shb_notify(ctx, SHB_NOTICE_WARNING, file, number, 0,
                   "'%s' has no 'names': %s; " WRITE_NAMES, id, found);
    else if (names && is_empty(names))
        shb_notify(ctx, SHB_NOTICE_WARNING, file, number, 0,
                   "'names' of '%s' holds no name: %s; " WRITE_NAMES, id, found);
    else if (is_new)
        shb_notify(ctx, SHB_NOTICE_WARNING, file, number, 0,
                   "'%s' has no name in ar, en or ru, of at most %d words: %s", id,
                   FORM_MAX_WORDS, found);
}
