/* The stream of documents: file after file, record after record, and what is told of
 * them. */
#include "read/reading.h"

#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "base/map.h"
#include "base/utf8.h"

enum { DUPLICATES_TOLD = 20, ID_SHOWN = 80, MORE_ROOM = 48 };

static const uint64_t MAX_BYTES = (uint64_t)64 << 30, MAX_RECORD = (uint64_t)1 << 30;

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

/* "2024-13-45-summit.txt": a file's name that has a date's shape, and is none. */
static shb_status note_bad_date(shb_ctx *ctx, shb_reader *r) {
    static const char shape[] = "0000-00-00";
    const char *slash = strrchr(r->path, '/'), *name = slash ? slash + 1 : r->path;
    size_t n = 0;
    for (; shape[n]; n++)
        if (shape[n] == '0' ? name[n] < '0' || name[n] > '9' : name[n] != '-')
            return SHB_OK;
    if (r->totals.bad_dates++ > 0)
        return SHB_OK;
    snprintf(r->shown_date, sizeof r->shown_date, "%.*s", (int)n, name);
    r->line = 0;
    return shb_remember_place(ctx, r, &r->bad_date);
}

static shb_status begin_file(shb_ctx *ctx, shb_reader *r, const shb_found *found) {
    r->path = found->path;
    r->file_documents = r->file_duplicates = r->without_text = 0;
    r->path_date[0] = '\0';
    int fd = -1;
    shb_status st = make_path_id(ctx, r);
    if (!shb_date_of_path(r->path, r->path_date) && st == SHB_OK)
        st = note_bad_date(ctx, r);
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

static void end_file(shb_ctx *ctx, shb_reader *r, bool whole) {
    if (whole && shb_input_changed(&r->input))
        shb_notify(ctx, SHB_NOTICE_WARNING, r->path, 0, 0, "changed while it was read");
    if (r->file_duplicates > DUPLICATES_TOLD)
        shb_notify(ctx, SHB_NOTICE_WARNING, r->path, 0, 0,
                   "%llu more texts came again, each counted once",
                   (unsigned long long)(r->file_duplicates - DUPLICATES_TOLD));
    uint64_t size = shb_size_of(&r->input.before);
    r->done_bytes += size > r->input.consumed ? size : r->input.consumed;
    r->totals.files += whole || r->file_documents > 0;
    shb_input_close(&r->input);
    r->state = NO_FILE;
}

/* --- documents --------------------------------------------------------------------- */

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
        st = shb_remember_place(ctx, r, &r->clash);
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
        int shown = shb_shown_of(doc->id, ID_SHOWN);
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
        st = shb_read_text(&r->inner, r, doc, got);
        r->state = AT_END; /* but the text is borrowed until the next call */
    } else if (r->state == AT_RECORDS) {
        st = shb_read_record(ctx, r, doc, got, &ended);
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
        r->done_bytes += shb_size_of(&found.info);
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
