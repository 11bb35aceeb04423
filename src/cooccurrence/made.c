/* The record of how a network was made, that goes with it. */
#include <math.h>
#include <string.h>

#include <shabaka/output.h>

#include "base/text.h"
#include "cooccurrence/counts.h"

static void put_count(shb_output *out, const char *name, uint64_t value) {
    shb_printf(out, ",\"%s\":%llu", name, (unsigned long long)value);
}

static void put_text(shb_output *out, const char *name, const char *text) {
    shb_printf(out, ",\"%s\":", name);
    if (text && *text)
        shb_put_json_z(out, text);
    else
        shb_puts(out, "null");
}

static void put_marks_and_types(shb_output *out, const shb_count_options *options) {
    const char *comma = "";
    shb_puts(out, ",\"without\":[");
    for (int mark = 1; mark < SHB_N_MARKS; mark++)
        if (options->without_marks[mark]) {
            shb_printf(out, "%s\"%s\"", comma, shb_mark_name((shb_mark)mark));
            comma = ",";
        }
    shb_puts(out, "],\"types\":[");
    comma = "";
    for (int type = 0; type < SHB_N_TYPES; type++)
        if (options->types[type]) {
            shb_printf(out, "%s\"%s\"", comma, shb_type_name((shb_type)type));
            comma = ",";
        }
    shb_putc(out, ']');
}

/* How the names of this network were found: by gazetteer, short form, pattern... */
static void put_found(const shb_counts *counts, shb_output *out) {
    const shb_entities *entities = &counts->entities;
    const char *comma = "";
    shb_puts(out, ",\"found\":[");
    for (int how = 0; how < SHB_N_HOW; how++) {
        uint64_t n = 0;
        for (size_t i = 0; i < entities->count; i++)
            n += entities->items[i].how[how];
        if (n) {
            shb_printf(out, "%s\"%s\"", comma, shb_how_name((shb_how)how));
            comma = ",";
        }
    }
    shb_putc(out, ']');
}

/* The inside of the object given: our own text, so its braces are all that is looked at.
 */
static shb_status put_members(shb_ctx *ctx, shb_output *out, const char *object) {
    const char *from = object + strspn(object, " \t\r\n");
    const char *to = object + strlen(object);
    while (to > from && strchr(" \t\r\n", to[-1]))
        to--;
    if (to - from < 2 || *from != '{' || to[-1] != '}')
        return shb_fail(ctx, SHB_EINVALID, NULL, "the record to add is no JSON object");
    from++, to--;
    from += strspn(from, " \t\r\n");
    if (from < to) {
        shb_putc(out, ',');
        shb_write(out, from, (size_t)(to - from));
    }
    return SHB_OK;
}

/* Lines of mentions may name who is in no list of ours. */
static bool found_elsewhere(const shb_entities *entities) {
    for (size_t i = 0; i < entities->count; i++) {
        const shb_counted *item = &entities->items[i];
        if (item->how[SHB_HOW_OTHER] ||
            (item->how[SHB_HOW_GAZETTEER] && item->gazetteer == SHB_NO_ENTITY))
            return true;
    }
    return false;
}

/* What the user added to the names, or put in their place. */
static void put_own(const shb_own_names *own, bool elsewhere, shb_output *out) {
    bool any = false;
    if (own->entities && !elsewhere) {
        put_text(out, "own_list", own->alone ? "alone" : "added");
        put_count(out, "own_entities", own->entities);
        put_count(out, "own_names", own->names);
    }
    for (shb_decision_kind kind = 0; kind < SHB_N_DECISION_KINDS; kind++) {
        if (!own->decisions[kind])
            continue;
        shb_printf(out, "%s\"%s\":%llu", any ? "," : ",\"decisions\":{",
                   shb_decision_name(kind), (unsigned long long)own->decisions[kind]);
        any = true;
    }
    shb_puts(out, any ? "}" : "");
}

static void put_record(const shb_counts *counts, int lang, shb_output *out) {
    static const char *const units[] = {"sentence", "paragraph", "document", "window"};
    const shb_count_options *options = &counts->options;
    const shb_gazetteer *gazetteer = counts->entities.gazetteer;
    char since[11], until[11];
    shb_date_unpack(counts->since, since);
    shb_date_unpack(counts->until, until);
    shb_puts(out, "{\"program\":\"shabaka\",\"version\":\"" SHB_VERSION "\"");
    put_text(out, "unit", units[options->unit]);
    if (options->unit == SHB_UNIT_WINDOW)
        put_count(out, "window", options->window);
    if (options->evidence == SHB_EVIDENCE_ALL)
        put_text(out, "evidence", "all");
    else
        put_count(out, "evidence", options->evidence);
    put_marks_and_types(out, options);
    put_found(counts, out);
    put_text(out, "since", since);
    put_text(out, "until", until);
    put_count(out, "min_mentions", options->min_mentions);
    shb_puts(out, ",\"min_confidence\":");
    shb_put_double(out, round((double)options->min_confidence * 1000) / 1000);
    put_count(out, "doubtful_dropped", shb_counts_doubtful(counts));
    put_text(out, "spellings", options->join_spellings ? "joined" : "apart");
    put_count(out, "persons_joined", counts->joined);
    put_count(out, "max_entities", options->max_entities);
    put_count(out, "units_dropped", counts->totals.units_dropped);
    put_text(out, "labels",
             lang == SHB_N_LANGS ? "source" : shb_lang_name((shb_lang)lang));
    bool elsewhere = found_elsewhere(&counts->entities);
    put_text(out, "gazetteer",
             gazetteer && !elsewhere ? shb_gazetteer_digest(gazetteer) : NULL);
    if (gazetteer)
        put_own(shb_gazetteer_own(gazetteer), elsewhere, out);
}

shb_status shb_counts_record(shb_ctx *ctx, const shb_counts *counts, int lang,
                             const char *made, char **record) {
    shb_output *out = NULL;
    shb_status st = shb_output_memory(ctx, &out);
    if (st != SHB_OK)
        return st;
    put_record(counts, lang, out);
    if (made && (st = put_members(ctx, out, made)) != SHB_OK) {
        shb_output_abandon(out);
        return st;
    }
    shb_putc(out, '}');
    return shb_text_take(ctx, out, record);
}
