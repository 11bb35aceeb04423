/* The stream of documents: file after file, record after record, and what is told of
 * them. */
#include <shabaka/reader.h>

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/utf8.h"
#include "read/date.h"
#include "read/records.h"
#include "read/seen.h"
#include "read/utf8_check.h"
#include "read/walk.h"

enum {
    DUPLICATES_TOLD = 20,
    ID_SHOWN = 80,
    DATE_SHOWN = 40,
    LINE_ROOM = 24,
    MORE_ROOM = 48
};

static const uint64_t MAX_BYTES = (uint64_t)64 << 30, MAX_RECORD = (uint64_t)1 << 30;

/* Where something was met first that is told once, at the end. */
typedef struct first_place {
    char *path;
    uint64_t line;
} first_place;

typedef enum file_state { NO_FILE, AT_TEXT, AT_RECORDS, AT_END } file_state;

struct shb_reader {
    char *encoding;
    char *asked[SHB_N_ROLES]; /* fields the user named */
    bool strict;
    uint64_t max_bytes, max_record;

    shb_walk *walk;
    shb_input input;
    shb_window window;
    shb_records records;
    shb_record_fields fields;
    shb_seen ids, documents; /* ids; ids with their texts */
    shb_read_totals totals;
    first_place clash, bad_date; /* an id of another text; a date that is none */
    char shown_date[DATE_SHOWN + 1];
    uint64_t done_bytes, total_bytes; /* of files that are behind us; of all */
    bool begun;

    /* the file being read */
    file_state state;
    const char *path; /* the walk's */
    shb_str path_id;  /* the same as valid UTF-8 */
    char path_date[SHB_DATE_SIZE];
    uint64_t file_documents, file_duplicates;
    uint64_t without_text, without_text_line; /* records before any that has text */

    uint64_t line; /* where the document begins in the file */

    /* what the document borrows */
    char *id;
    size_t id_capacity;
    char date[SHB_DATE_SIZE];

    shb_ctx inner; /* faults come here first: most are told and forgiven */
};

/* --- opening ----------------------------------------------------------------------- */

static shb_status copy_name(shb_ctx *ctx, const char *from, char **to) {
    if (from && !(*to = shb_strdup(from)))
        return shb_fail_memory(ctx);
    return SHB_OK;
}

static shb_status check_encoding(shb_ctx *ctx, const char *encoding) {
    shb_decoder *decoder = NULL;
    if (!encoding)
        return SHB_OK;
    shb_status st = shb_decoder_new(ctx, encoding, &decoder);
    shb_decoder_free(decoder);
    return st;
}

shb_status shb_reader_open(shb_ctx *ctx, const char *const *paths, size_t n_paths,
                           const shb_read_options *options, shb_reader **out) {
    static const shb_read_options defaults = SHB_READ_OPTIONS_INIT;
    if (!options)
        options = &defaults;
    shb_reader *r = shb_alloc_array(1, sizeof *r);
    if (!r)
        return shb_fail_memory(ctx);
    r->input = (shb_input)SHB_INPUT_INIT;
    r->strict = options->strict;
    r->max_bytes = options->max_bytes ? options->max_bytes : MAX_BYTES;
    r->max_record = options->max_record ? options->max_record : MAX_RECORD;
    if (r->max_record > SIZE_MAX / 4) /* so that sums of it stay in range */
        r->max_record = SIZE_MAX / 4;
    const char *fields[SHB_N_ROLES] = {options->text_field, options->id_field,
                                       options->date_field, options->title_field};
    shb_status st = check_encoding(ctx, options->encoding);
    if (st == SHB_OK)
        st = copy_name(ctx, options->encoding, &r->encoding);
    for (unsigned i = 0; st == SHB_OK && i < SHB_N_ROLES; i++)
        st = copy_name(ctx, fields[i], &r->asked[i]);
    if (st == SHB_OK)
        st = shb_walk_new(ctx, paths, n_paths, &r->walk);
    if (st != SHB_OK) {
        shb_reader_free(r);
        return st;
    }
    *out = r;
    return SHB_OK;
}

void shb_reader_free(shb_reader *r) {
    if (!r)
        return;
    shb_window_done(&r->window);
    shb_input_done(&r->input);
    shb_walk_free(r->walk);
    shb_seen_done(&r->ids);
    shb_seen_done(&r->documents);
    for (unsigned i = 0; i < SHB_N_ROLES; i++)
        shb_free(r->asked[i]);
    shb_free(r->encoding);
    shb_free(r->clash.path);
    shb_free(r->bad_date.path);
    shb_free(r->id);
    shb_free(r);
}

const shb_read_totals *shb_reader_totals(const shb_reader *r) { return &r->totals; }

void shb_reader_position(const shb_reader *r, uint64_t *done_bytes,
                         uint64_t *total_bytes) {
    *done_bytes = r->done_bytes + (r->state == NO_FILE ? 0 : r->input.consumed);
    *total_bytes = r->total_bytes;
}

/* --- faults ------------------------------------------------------------------------ */

static bool is_fatal(const shb_reader *r, shb_status st) {
    return r->strict || st == SHB_ENOMEM || st == SHB_ECANCELLED || st == SHB_EINTERNAL;
}

/* Tell what was skipped and count it, or pass it on as the error that it is. */
static shb_status forgive(shb_ctx *ctx, shb_reader *r, const char *path, shb_status st,
                          uint64_t *count) {
    shb_error *err = &r->inner.err;
    if (is_fatal(r, st)) {
        if (ctx->err.status == SHB_OK)
            ctx->err = *err;
        return st;
    }
    shb_notify(ctx, SHB_NOTICE_SKIPPED, path, err->line, err->byte, "%s", err->text);
    (*count)++;
    shb_ctx_clear(&r->inner);
    return SHB_OK;
}

/* --- files ------------------------------------------------------------------------- */

/* File names are bytes, ids are text: what is no UTF-8 is written \xNN. */
static shb_status make_path_id(shb_ctx *ctx, shb_reader *r) {
    enum { WORST = 4 };
    size_t len = strlen(r->path);
    shb_status st =
        shb_grow(ctx, (void **)&r->id, &r->id_capacity, len * WORST + LINE_ROOM, 1);
    if (st != SHB_OK)
        return st;
    char *to = r->id;
    for (size_t at = 0; at < len;) {
        size_t from = at;
        if (shb_utf8_next(r->path, len, &at) == SHB_BAD_CHAR)
            to += snprintf(to, WORST + 1, "\\x%02x", (unsigned char)r->path[from]);
        else
            while (from < at)
                *to++ = r->path[from++];
    }
    r->path_id = (shb_str){r->id, (size_t)(to - r->id)};
    return SHB_OK;
}

static shb_status refuse_other_kinds(shb_ctx *ctx, const shb_reader *r) {
    const char *tool = NULL, *what = NULL;
    if (r->input.bom_len == 0 || !r->input.decoder) /* bytes that could be letters */
        what = shb_kind_not_text(shb_input_beginning(&r->input), &tool);
    if (!what)
        return SHB_OK;
    if (tool)
        return shb_fail(ctx, SHB_EENCODING, r->path,
                        "%s, no text: make text of it first with %s", what, tool);
    return shb_fail(ctx, SHB_EENCODING, r->path, "%s, no text", what);
}

/* A stream has no name that could tell what it holds. */
static bool is_stream(const shb_reader *r) {
    return !S_ISREG(r->input.before.st_mode) || strcmp(r->path, "-") == 0 ||
           strcmp(r->path, "/dev/stdin") == 0;
}

static shb_status begin_records(shb_ctx *ctx, shb_reader *r, shb_format_kind kind) {
    const char *const *asked = (const char *const *)r->asked;
    if (kind == SHB_PLAIN_TEXT && is_stream(r)) {
        bool records = false;
        shb_status st =
            shb_records_look_like_json(ctx, &r->window, asked, r->max_record, &records);
        if (st != SHB_OK)
            return st;
        kind = records ? SHB_JSON_LINES : SHB_PLAIN_TEXT;
    }
    r->state = kind == SHB_PLAIN_TEXT ? AT_TEXT : AT_RECORDS;
    if (kind == SHB_PLAIN_TEXT)
        return SHB_OK;
    shb_fields_begin(&r->fields, asked);
    return shb_records_begin(ctx, &r->records, &r->window, &r->fields, kind,
                             r->max_record);
}

static shb_status begin_file(shb_ctx *ctx, shb_reader *r, const shb_found *found) {
    r->path = found->path;
    r->file_documents = r->file_duplicates = r->without_text = 0;
    r->path_date[0] = '\0';
    shb_date_of_path(r->path, r->path_date);
    int fd = -1;
    shb_status st = make_path_id(ctx, r);
    if (st == SHB_OK)
        st = shb_found_open(ctx, found, &fd);
    if (st != SHB_OK)
        return st;
    r->state = AT_END; /* from here on it must be ended */
    st = shb_input_open(ctx, &r->input, fd, r->path, r->encoding, r->max_bytes);
    if (st == SHB_OK)
        st = refuse_other_kinds(ctx, r);
    if (st == SHB_OK)
        st = shb_window_begin(ctx, &r->window, &r->input);
    if (st == SHB_OK)
        st = begin_records(ctx, r, shb_kind_by_name(r->path));
    if (st == SHB_OK && r->state == AT_TEXT && shb_kind_is_json(r->path))
        shb_notify(
            ctx, SHB_NOTICE_WARNING, r->path, 0, 0,
            "JSON is read as plain text: records are one object a line, in .jsonl");
    return st;
}

static uint64_t size_of(const struct stat *info) {
    return S_ISREG(info->st_mode) && info->st_size > 0 ? (uint64_t)info->st_size : 0;
}

static void end_file(shb_ctx *ctx, shb_reader *r, bool whole) {
    if (whole && shb_input_changed(&r->input))
        shb_notify(ctx, SHB_NOTICE_WARNING, r->path, 0, 0, "changed while it was read");
    if (r->file_duplicates > DUPLICATES_TOLD)
        shb_notify(ctx, SHB_NOTICE_WARNING, r->path, 0, 0,
                   "%llu more texts came again, each counted once",
                   (unsigned long long)(r->file_duplicates - DUPLICATES_TOLD));
    uint64_t size = size_of(&r->input.before);
    r->done_bytes += size > r->input.consumed ? size : r->input.consumed;
    r->totals.files += whole || r->file_documents > 0;
    shb_input_close(&r->input);
    r->state = NO_FILE;
}

/* --- documents --------------------------------------------------------------------- */

static shb_status read_text(shb_ctx *ctx, shb_reader *r, shb_doc *doc, bool *got) {
    shb_window *w = &r->window;
    bool too_large = !r->input.unpacker && !r->input.decoder &&
                     size_of(&r->input.before) > r->max_record + r->input.bom_len;
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

/* What is long is shown in part: so many bytes of it, whole characters. */
static int shown_of(shb_str text, size_t most) {
    size_t shown = text.len;
    if (shown > most)
        for (shown = most; ((unsigned char)text.data[shown] & 0xc0) == 0x80;)
            shown--;
    return (int)shown;
}

static shb_status remember(shb_ctx *ctx, const shb_reader *r, first_place *place) {
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
    snprintf(r->shown_date, sizeof r->shown_date, "%.*s", shown_of(shown, DATE_SHOWN),
             shown.data);
    return remember(ctx, r, &r->bad_date);
}

/* One record: a document, nothing (an empty text) or a fault. */
static shb_status read_record(shb_ctx *ctx, shb_reader *r, shb_doc *doc, bool *got,
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

/* Has this id been given, and to this very text? */
static shb_status look_up(shb_ctx *ctx, shb_reader *r, const shb_doc *doc, bool *id_again,
                          bool *document_again) {
    const uint64_t document[] = {shb_hash_keyed(doc->id.data, doc->id.len),
                                 shb_hash_text(doc->text.data, doc->text.len)};
    shb_status st = shb_seen_add(ctx, &r->ids, doc->id.data, doc->id.len, id_again);
    if (st == SHB_OK)
        st = shb_seen_add(ctx, &r->documents, document, sizeof document, document_again);
    return st;
}

/* Row numbers are no ids beyond their file: a second text is named by its place. */
static shb_status name_by_place(shb_ctx *ctx, shb_reader *r, shb_doc *doc) {
    shb_status st = SHB_OK;
    size_t len = r->path_id.len;
    if (r->totals.renamed++ == 0)
        st = remember(ctx, r, &r->clash);
    for (bool taken = true; st == SHB_OK && taken;) {
        st = shb_grow(ctx, (void **)&r->id, &r->id_capacity, len + LINE_ROOM, 1);
        if (st != SHB_OK)
            break;
        r->path_id.data = r->id;
        len += (size_t)snprintf(r->id + len, LINE_ROOM, "#%llu",
                                (unsigned long long)r->line);
        doc->id = (shb_str){r->id, len};
        st = shb_seen_add(ctx, &r->ids, doc->id.data, doc->id.len, &taken);
    }
    return st;
}

/* ", nor are 3 more"; nothing where there was but one. */
static const char *others(uint64_t count, const char *so, char room[MORE_ROOM]) {
    room[0] = '\0';
    if (count > 1)
        snprintf(room, MORE_ROOM, ", %s are %llu more", so,
                 (unsigned long long)count - 1);
    return room;
}

static void tell_once(shb_ctx *ctx, const shb_reader *r) {
    char more[MORE_ROOM];
    if (r->totals.bad_dates)
        shb_notify(ctx, SHB_NOTICE_WARNING, r->bad_date.path, r->bad_date.line, 0,
                   "'%s' is no date%s: write YYYY-MM-DD", r->shown_date,
                   others(r->totals.bad_dates, "nor", more));
    if (r->totals.renamed)
        shb_notify(ctx, SHB_NOTICE_WARNING, r->clash.path, r->clash.line, 0,
                   "has the id of another text: it is named PATH#LINE instead%s",
                   others(r->totals.renamed, "and so", more));
}

static shb_status deliver(shb_ctx *ctx, shb_reader *r, shb_doc *doc, bool *got) {
    bool id_again = false, document_again = false;
    shb_status st = look_up(ctx, r, doc, &id_again, &document_again);
    if (st == SHB_OK && document_again) {
        *got = false;
        r->totals.duplicates++;
        int shown = shown_of(doc->id, ID_SHOWN);
        if (r->file_duplicates++ < DUPLICATES_TOLD)
            shb_notify(ctx, SHB_NOTICE_WARNING, r->path, r->line, 0,
                       "id '%.*s%s' again with the same text, counted once", shown,
                       doc->id.data, (size_t)shown < doc->id.len ? "..." : "");
        return SHB_OK;
    }
    if (st == SHB_OK && id_again)
        st = name_by_place(ctx, r, doc);
    if (st != SHB_OK)
        return st;
    if (!r->date[0])
        memcpy(r->date, r->path_date, sizeof r->date);
    doc->date = (shb_str){r->date, strlen(r->date)};
    r->totals.documents++;
    r->totals.bytes += doc->text.len;
    r->file_documents++;
    return SHB_OK;
}

/* The next step within a file: perhaps a document, perhaps the file's end. */
static shb_status step_in_file(shb_ctx *ctx, shb_reader *r, shb_doc *doc, bool *got) {
    bool ended = r->state == AT_END;
    shb_status st = SHB_OK;
    if (r->state == AT_TEXT) {
        r->date[0] = '\0';
        r->line = 1;
        st = read_text(&r->inner, r, doc, got);
        r->state = AT_END; /* but the text is borrowed until the next call */
    } else if (r->state == AT_RECORDS) {
        st = read_record(ctx, r, doc, got, &ended);
    }
    if (st != SHB_OK) {
        bool file_is_lost = r->state == AT_END || ended || r->window.failed;
        st =
            forgive(ctx, r, r->path, st,
                    file_is_lost ? &r->totals.skipped_files : &r->totals.skipped_records);
        if (file_is_lost)
            end_file(ctx, r, false);
        return st;
    }
    if (*got)
        return deliver(ctx, r, doc, got);
    if (ended)
        end_file(ctx, r, true);
    return SHB_OK;
}

static shb_status next_file(shb_ctx *ctx, shb_reader *r, bool *done) {
    shb_found found;
    shb_status st = shb_walk_next(&r->inner, r->walk, &found, done);
    if (st != SHB_OK)
        return forgive(ctx, r, shb_walk_path(r->walk), st, &r->totals.skipped_files);
    if (*done) {
        tell_once(ctx, r);
        return SHB_OK;
    }
    st = begin_file(&r->inner, r, &found);
    if (st == SHB_OK)
        return SHB_OK;
    st = forgive(ctx, r, r->path, st, &r->totals.skipped_files);
    if (r->state != NO_FILE)
        end_file(ctx, r, false);
    else
        r->done_bytes += size_of(&found.info);
    return st;
}

shb_status shb_reader_next(shb_ctx *ctx, shb_reader *r, shb_doc *doc, bool *done) {
    shb_status st = SHB_OK;
    r->inner.cancel = ctx->cancel;
    r->inner.notice = ctx->notice;
    r->inner.user = ctx->user;
    shb_ctx_clear(&r->inner);
    if (!r->begun) {
        st = shb_walk_total(ctx, r->walk, &r->total_bytes);
        r->begun = st == SHB_OK;
    }
    while (st == SHB_OK) {
        bool got = false, ended = false;
        shb_doc found;
        if (r->state == NO_FILE)
            st = next_file(ctx, r, &ended);
        else
            st = step_in_file(ctx, r, &found, &got);
        if (st == SHB_OK && got)
            *doc = found;
        if (st == SHB_OK && (got || ended)) {
            *done = ended;
            break;
        }
    }
    return st;
}
