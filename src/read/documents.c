/* What a file's text, or a record, is as a document. */
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "read/reading.h"
#include "read/utf8_check.h"

shb_status shb_read_text(shb_ctx *ctx, shb_reader *r, shb_doc *doc, bool *got) {
    shb_window *w = &r->window;
    bool too_large = !r->input.unpacker && !r->input.decoder &&
                     shb_size_of(&r->input.before) > r->max_record + r->input.bom_len;
    size_t looked = 0;
    for (;;) {
        const char *fresh = w->data + w->start + looked;
        size_t have = w->end - w->start;
        const char *nul = memchr(fresh, '\0', have - looked);
        if (nul)
            return shb_fail_at(
                ctx, SHB_EENCODING, r->path, 0,
                r->input.decoder ? 0 : w->offset + (uint64_t)(nul - fresh) + looked,
                "holds NUL bytes: it is no text, or UTF-16 without a byte "
                "order mark (--encoding utf-16le)");
        if (have > r->max_record || too_large)
            return shb_fail(ctx, SHB_ELIMIT, r->path,
                            "a text of more than %llu bytes: split it",
                            (unsigned long long)r->max_record);
        looked = have;
        if (w->ended)
            break;
        shb_status st = shb_window_fill(ctx, w);
        if (st != SHB_OK)
            return st;
    }
    shb_str text = {w->data + w->start, w->end - w->start};
    uint64_t bad = 0;
    if (r->input.decoder && shb_decoder_failed(r->input.decoder, &bad)) {
        bad += r->input.bom_len;
        return shb_fail_at(ctx, SHB_EENCODING, r->path, 0, bad,
                           "holds bytes that mean nothing in %s",
                           shb_decoder_name(r->input.decoder));
    }
    size_t valid = shb_utf8_valid(text.data, text.len);
    if (valid < text.len)
        return shb_fail_at(ctx, SHB_EENCODING, r->path, 0, w->offset + valid,
                           "is no UTF-8; %s", shb_utf8_advice(text.data, text.len));
    if (text.len > 0) {
        *doc = (shb_doc){.id = r->path_id, .text = text};
        *got = true;
    }
    return SHB_OK;
}

int shb_shown_of(shb_str text, size_t most) {
    size_t shown = text.len;
    if (shown > most)
        for (shown = most; ((unsigned char)text.data[shown] & 0xc0) == 0x80;)
            shown--;
    return (int)shown;
}

shb_status shb_remember_place(shb_ctx *ctx, const shb_reader *r, first_place *place) {
    place->line = r->line;
    place->path = shb_strdup(r->path);
    return place->path ? SHB_OK : shb_fail_memory(ctx);
}

static void make_record_doc(shb_reader *r, const shb_record *record, shb_doc *doc) {
    const shb_value *id = &record->of[SHB_ROLE_ID];
    const shb_value *title = &record->of[SHB_ROLE_TITLE];
    const shb_value *text = &record->of[SHB_ROLE_TEXT];
    *doc = (shb_doc){.text = {text->data, text->len}};
    if (title->kind == SHB_VALUE_STRING)
        doc->title = (shb_str){title->data, title->len};
    if ((id->kind == SHB_VALUE_STRING || id->kind == SHB_VALUE_INTEGER) && id->len > 0) {
        doc->id = (shb_str){id->data, id->len};
    } else {
        size_t len = r->path_id.len;
        int n =
            snprintf(r->id + len, LINE_ROOM, "#%llu", (unsigned long long)record->line);
        doc->id = (shb_str){r->id, len + (size_t)n};
    }
}

/* Records without text: told one by one, unless no record of the file has one. */
static shb_status refuse_without_text(shb_ctx *ctx, shb_reader *r,
                                      const shb_record *record) {
    const char *name = r->fields.of[SHB_ROLE_TEXT].name;
    if (record->of[SHB_ROLE_TEXT].kind != SHB_VALUE_ABSENT)
        return shb_fail_at(ctx, SHB_ESYNTAX, r->path, record->line, record->byte,
                           "field '%.40s' is not a string", name);
    if (r->fields.of[SHB_ROLE_TEXT].found || r->strict)
        return shb_fail_at(ctx, SHB_ESYNTAX, r->path, record->line, record->byte,
                           "the record has no field '%.40s'%s%s", name ? name : "text",
                           r->fields.there[0] ? ", but " : "", r->fields.there);
    if (r->without_text++ == 0)
        r->without_text_line = record->line;
    return SHB_OK;
}

static void tell_fields(shb_ctx *ctx, shb_reader *r) {
    char text[320];
    if (shb_fields_describe(&r->fields, text, sizeof text))
        shb_notify(ctx, SHB_NOTICE_INFO, r->path, 0, 0, "%s", text);
    if (r->without_text) {
        shb_notify(ctx, SHB_NOTICE_SKIPPED, r->path, r->without_text_line, 0,
                   "%llu records from this line on have no field '%.40s'",
                   (unsigned long long)r->without_text, r->fields.of[SHB_ROLE_TEXT].name);
        r->totals.skipped_records += r->without_text;
        r->without_text = 0;
    }
}

static shb_status end_records(shb_ctx *ctx, shb_reader *r) {
    const char *name = r->fields.of[SHB_ROLE_TEXT].name;
    if (!r->without_text)
        return SHB_OK;
    return shb_fail(ctx, SHB_ESYNTAX, r->path,
                    "no record has a field '%.40s'; there are %s; --text-field names the "
                    "field that holds the text",
                    name ? name : "text", r->fields.there);
}

static bool is_blank(const shb_value *value) {
    for (size_t i = 0; i < value->len; i++)
        if (!memchr(" \t\r\n", value->data[i], 4))
            return false;
    return true;
}

static shb_status read_date(shb_ctx *ctx, shb_reader *r, const shb_value *date) {
    r->date[0] = '\0';
    bool none = date->kind == SHB_VALUE_ABSENT || date->kind == SHB_VALUE_NULL ||
                (date->kind != SHB_VALUE_OTHER && is_blank(date));
    if (none || (date->kind == SHB_VALUE_STRING &&
                 shb_date_of_text((shb_str){date->data, date->len}, r->date)))
        return SHB_OK;
    if (r->totals.bad_dates++ > 0)
        return SHB_OK;
    shb_str shown = date->len ? (shb_str){date->data, date->len} : (shb_str){"{...}", 5};
    snprintf(r->shown_date, sizeof r->shown_date, "%.*s", shb_shown_of(shown, DATE_SHOWN),
             shown.data);
    return shb_remember_place(ctx, r, &r->bad_date);
}

/* One record: a document, nothing (an empty text) or a fault. */
shb_status shb_read_record(shb_ctx *ctx, shb_reader *r, shb_doc *doc, bool *got,
                           bool *ended) {
    shb_record record;
    shb_status st = shb_records_next(&r->inner, &r->records, &record, ended);
    if (st != SHB_OK)
        return st;
    if (*ended)
        return end_records(&r->inner, r);
    const shb_value *text = &record.of[SHB_ROLE_TEXT];
    if (text->kind == SHB_VALUE_NULL)
        return SHB_OK;
    if (text->kind != SHB_VALUE_STRING)
        return refuse_without_text(&r->inner, r, &record);
    tell_fields(ctx, r);
    if (text->len == 0)
        return SHB_OK;
    make_record_doc(r, &record, doc);
    r->line = record.line;
    *got = true;
    return read_date(ctx, r, &record.of[SHB_ROLE_DATE]);
}
