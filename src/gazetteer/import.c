/* Lists of names, whatever their format, through one entity at a time to our lines. */
#include "gazetteer/import.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "gazetteer/compiled.h"
#include "read/records.h"
#include "read/seen.h"

enum { MAX_COLUMNS = 256, SHOWN = 512 };
static const uint64_t MAX_BYTES = (uint64_t)1 << 44, MAX_LINE = (uint64_t)1 << 28;

static const char *const reasons[IMPORT_N_REASONS] = {
    [IMPORT_NOT_TEXT] = "no UTF-8",
    [IMPORT_TOO_LONG] = "longer than 256 MiB",
    [IMPORT_NO_JSON] = "no JSON object",
    [IMPORT_BROKEN_RECORD] = "broken quotes",
    [IMPORT_NO_TYPE] = "no type (--type says what such lines are)",
    [IMPORT_NO_NAME] = "no name in Arabic, Latin or Cyrillic letters",
    [IMPORT_BAD_NAMES] = "names that are no lists of strings by language",
    [IMPORT_TWO_TYPES] = "an id of another type, by its prefix",
};

typedef struct importer {
    const shb_import_options *options;
    shb_import_context context;
    shb_import_entity entity;
    shb_output *out;
    shb_import_totals totals;
    shb_seen ids;
    shb_input input;
    shb_window window;
    shb_records records;
    const char *path;
    uint64_t line;
    struct {
        uint64_t count, first;
    } told[IMPORT_N_REASONS]; /* of this file */
    /* the table being read */
    shb_import_field columns[MAX_COLUMNS];
    size_t n_columns;
} importer;

/* ----------------------------------------------------------------------- one entity */

static shb_status give_up(importer *im, shb_import_reason reason) {
    if (reason == IMPORT_OTHER_KIND) {
        im->totals.passed_over++;
        return SHB_OK;
    }
    if (im->told[reason].count++ == 0)
        im->told[reason].first = im->line;
    im->totals.skipped++;
    return SHB_OK;
}

static int write_bytes(const char *bytes, size_t len, void *out) {
    shb_write(out, bytes, len);
    return 0;
}

static shb_status take_entity(shb_ctx *ctx, importer *im, shb_import_reason reason,
                              const json_t *own) {
    shb_import_entity *e = &im->entity;
    if (reason != IMPORT_FINE)
        return give_up(im, reason);
    /* One id is one entity: lines that repeat it add names. */
    bool again = false;
    shb_status st =
        e->id[0] ? shb_seen_add(ctx, &im->ids, e->id, strlen(e->id), &again) : SHB_OK;
    if (st != SHB_OK)
        return st;
    im->totals.repeated += again;
    if (own) {
        if (json_dump_callback(own, write_bytes, im->out, JSON_PRESERVE_ORDER) != 0)
            return shb_fail_memory(ctx);
        shb_putc(im->out, '\n');
    } else {
        shb_import_write(e, im->out);
    }
    if (e->id[0])
        im->totals.entities[e->type]++;
    im->totals.names += e->n_names;
    return SHB_OK;
}

/* ------------------------------------------------------------------------ JSON lines */

static shb_str without_list(char *data, size_t len) {
    while (len && (unsigned char)data[len - 1] <= ' ')
        len--;
    while (len && (unsigned char)*data <= ' ')
        data++, len--;
    /* A dump is one array, an entity a line. */
    if (len && *data == '[')
        data++, len--;
    while (len && (data[len - 1] == ']' || data[len - 1] == ','))
        len--;
    return (shb_str){data, len};
}

static shb_status take_json(shb_ctx *ctx, importer *im, char *data, size_t len) {
    shb_str text = without_list(data, len);
    if (text.len == 0)
        return SHB_OK;
    im->totals.lines++;
    json_error_t why;
    json_t *object = json_loadb(text.data, text.len, 0, &why), *own = NULL;
    shb_import_reason reason = IMPORT_NO_JSON;
    shb_status st = SHB_OK;
    shb_import_clear(&im->entity);
    if (json_is_object(object))
        st = shb_import_object(ctx, &im->context, object, &im->entity, &own, &reason);
    if (st == SHB_OK)
        st = take_entity(ctx, im, reason, own);
    json_decref(own);
    json_decref(object);
    return st;
}

/* ---------------------------------------------------------------------------- tables */

static shb_status take_header(shb_ctx *ctx, importer *im, char *data, size_t len) {
    char told[SHOWN] = "", unused[SHOWN] = "";
    static const char *const what[] = {
        "",           "id",         "Wikidata id", "type",  "names", "names",
        "weak names", "given name", "family name", "state", "code",  "gender"};
    bool named = false;
    if (im->records.kind != SHB_TSV)
        im->records.csv.delimiter = shb_csv_guess_delimiter(data, len);
    shb_csv_cursor cursor = shb_csv_fields(data, len, im->records.csv.delimiter);
    im->n_columns = 0;
    while (!cursor.ended && im->n_columns < MAX_COLUMNS) {
        shb_value value;
        if (!shb_csv_next_field(&cursor, &value))
            return shb_fail_at(ctx, SHB_ESYNTAX, im->path, im->line, 0,
                               "the header cannot be read: %s", cursor.why);
        shb_str name = {value.data ? value.data : "", value.len};
        if (im->n_columns == 0 && name.len > 2 &&
            memcmp(name.data, "\xef\xbb\xbf", 3) == 0)
            name = (shb_str){name.data + 3, name.len - 3};
        shb_import_field field = shb_import_field_of(name);
        im->columns[im->n_columns++] = field;
        named |= field.role == ROLE_NAME || field.role == ROLE_LAST;
        char *list = field.role == ROLE_NONE ? unused : told;
        size_t used = strlen(list);
        snprintf(list + used, SHOWN - used, "%s%.*s%s%s", used ? ", " : "",
                 (int)(name.len < 40 ? name.len : 40), name.data,
                 field.role == ROLE_NONE ? "" : " as ", what[field.role]);
    }
    if (!named)
        return shb_fail_at(ctx, SHB_ESYNTAX, im->path, im->line, 0,
                           "no column of names in the header, which has %s%s%s; call one "
                           "'name'",
                           told, told[0] && unused[0] ? ", " : "", unused);
    shb_notify(ctx, SHB_NOTICE_INFO, im->path, 0, 0, "columns: %s%s%s", told,
               unused[0] ? "; not used: " : "", unused);
    return SHB_OK;
}

static shb_status take_row(shb_ctx *ctx, importer *im, char *data, size_t len) {
    shb_str values[MAX_COLUMNS];
    size_t n = 0;
    im->totals.lines++;
    shb_csv_cursor cursor = shb_csv_fields(data, len, im->records.csv.delimiter);
    while (!cursor.ended && n < im->n_columns) {
        shb_value value;
        if (!shb_csv_next_field(&cursor, &value))
            return give_up(im, IMPORT_BROKEN_RECORD);
        values[n++] = (shb_str){value.data, value.len};
    }
    shb_import_clear(&im->entity);
    shb_import_fields_begin(&im->context, &im->entity);
    shb_status st = SHB_OK;
    for (unsigned turn = 0; turn < IMPORT_TURNS; turn++)
        for (size_t i = 0; st == SHB_OK && i < n; i++)
            if (im->columns[i].role != ROLE_NONE &&
                shb_import_turn(im->columns[i].role) == turn)
                st = shb_import_take_field(ctx, &im->entity, im->columns[i], values[i]);
    shb_import_reason reason = IMPORT_FINE;
    if (st == SHB_OK)
        st = shb_import_fields_end(ctx, &im->entity, &reason);
    return st == SHB_OK ? take_entity(ctx, im, reason, NULL) : st;
}

/* ----------------------------------------------------------------------------- files */

static shb_status open_file(shb_ctx *ctx, importer *im) {
    int fd = strcmp(im->path, "-") == 0 ? dup(STDIN_FILENO)
                                        : open(im->path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        int why = errno;
        return why == ENOENT
                   ? shb_fail(ctx, SHB_ENOTFOUND, NULL, "cannot open '%s': %s", im->path,
                              strerror(why))
                   : shb_fail_errno(ctx, why, NULL, "cannot open '%s'", im->path);
    }
    shb_status st = shb_input_open(ctx, &im->input, fd, im->path, NULL, MAX_BYTES);
    return st == SHB_OK ? shb_window_begin(ctx, &im->window, &im->input) : st;
}

/* By the name, else by the first byte: an object, the list of a dump, or a table. */
static shb_status kind_of(shb_ctx *ctx, importer *im, shb_format_kind *out) {
    *out = shb_kind_by_name(im->path);
    if (*out != SHB_PLAIN_TEXT)
        return SHB_OK;
    shb_status st = shb_window_fill(ctx, &im->window);
    const shb_window *w = &im->window;
    size_t at = w->start;
    while (at < w->end && (unsigned char)w->data[at] <= ' ')
        at++;
    *out = at < w->end && w->data[at] != '{' && w->data[at] != '[' ? SHB_CSV
                                                                   : SHB_JSON_LINES;
    return st;
}

static void report(shb_ctx *ctx, const importer *im) {
    for (shb_import_reason r = IMPORT_NOT_TEXT; r < IMPORT_N_REASONS; r++)
        if (im->told[r].count)
            shb_notify(ctx, SHB_NOTICE_SKIPPED, im->path, im->told[r].first, 0,
                       "%llu %s: %s", (unsigned long long)im->told[r].count,
                       im->told[r].count == 1 ? "line" : "lines, this the first",
                       reasons[r]);
}

static shb_status take_lines(shb_ctx *ctx, importer *im) {
    bool done = false, table = im->records.kind != SHB_JSON_LINES, header = table;
    shb_status st = SHB_OK;
    while (st == SHB_OK) {
        char *data = NULL;
        size_t len = 0;
        shb_ctx inner = SHB_CTX_INIT; /* a line's fault is told and forgiven */
        st = shb_records_next_raw(&inner, &im->records, &data, &len, &im->line, &done);
        if (done)
            break;
        im->totals.bytes += len;
        if (st == SHB_EENCODING || st == SHB_ELIMIT) {
            im->totals.lines++;
            st = give_up(im, st == SHB_ELIMIT ? IMPORT_TOO_LONG : IMPORT_NOT_TEXT);
        } else if (st != SHB_OK) {
            ctx->err = inner.err;
        } else if (header) {
            st = take_header(ctx, im, data, len);
            header = false;
        } else {
            st = table ? take_row(ctx, im, data, len) : take_json(ctx, im, data, len);
        }
        if (st == SHB_OK)
            st = shb_check_cancel(ctx);
    }
    return st;
}

static shb_status import_file(shb_ctx *ctx, importer *im, const char *path) {
    shb_format_kind kind = SHB_JSON_LINES;
    im->path = path;
    memset(im->told, 0, sizeof im->told);
    shb_status st = open_file(ctx, im);
    if (st == SHB_OK)
        st = kind_of(ctx, im, &kind);
    if (st == SHB_OK) {
        shb_records_begin_raw(&im->records, &im->window, kind, MAX_LINE);
        st = take_lines(ctx, im);
        report(ctx, im);
    }
    shb_input_close(&im->input);
    return st;
}

/* --------------------------------------------------------------------------- classes */

/* Lines of a class, a tab, a type; what is behind another tab is a comment. */
static shb_status take_class(shb_ctx *ctx, importer *im, shb_str line) {
    const char *tab = memchr(line.data, '\t', line.len);
    if (line.len == 0 || line.data[0] == '#')
        return SHB_OK;
    char type_name[32] = "";
    shb_type type;
    if (tab) {
        size_t rest = line.len - (size_t)(tab + 1 - line.data);
        const char *end = memchr(tab + 1, '\t', rest);
        snprintf(type_name, sizeof type_name, "%.*s",
                 (int)(end ? (size_t)(end - tab - 1) : rest), tab + 1);
    }
    if (!tab || !shb_type_parse(type_name, &type))
        return shb_fail_at(ctx, SHB_ESYNTAX, im->path, im->line, 0,
                           "a line is a Wikidata class, a tab, and a type");
    size_t len = (size_t)(tab - line.data);
    char *own = shb_arena_strndup(&im->context.strings, line.data, len);
    return own ? shb_map_set(ctx, &im->context.classes, own, len, type)
               : shb_fail_memory(ctx);
}

static shb_status load_classes(shb_ctx *ctx, importer *im, const char *path) {
    im->path = path;
    shb_status st = open_file(ctx, im);
    bool done = false;
    shb_records_begin_raw(&im->records, &im->window, SHB_JSON_LINES, MAX_LINE);
    while (st == SHB_OK) {
        char *data = NULL;
        size_t len = 0;
        st = shb_records_next_raw(ctx, &im->records, &data, &len, &im->line, &done);
        if (st != SHB_OK || done)
            break;
        while (len && (data[len - 1] == '\n' || data[len - 1] == '\r'))
            len--;
        st = take_class(ctx, im, (shb_str){data, len});
    }
    shb_input_close(&im->input);
    return st;
}

shb_status shb_gazetteer_import(shb_ctx *ctx, const char *const *files, size_t n_files,
                                const shb_import_options *options, shb_output *out,
                                shb_import_totals *totals) {
    importer *im = shb_alloc_array(1, sizeof *im);
    if (!im)
        return shb_fail_memory(ctx);
    im->out = out;
    im->input = (shb_input)SHB_INPUT_INIT;
    im->context.typed = options->type != NULL;
    char classes[PATH_MAX];
    shb_status st = SHB_OK;
    if (options->type && !shb_type_parse(options->type, &im->context.type))
        st = shb_fail(ctx, SHB_EINVALID, NULL,
                      "a type is person, state or organization, not '%s'", options->type);
    if (st == SHB_OK && (st = shb_data_path(ctx, "language/wikidata-classes.tsv", classes,
                                            sizeof classes)) == SHB_OK)
        st = load_classes(ctx, im, classes);
    if (st == SHB_OK && options->classes)
        st = load_classes(ctx, im, options->classes);
    for (size_t i = 0; st == SHB_OK && i < n_files; i++)
        st = import_file(ctx, im, files[i]);
    im->totals.dropped_names = im->entity.dropped;
    const shb_import_totals *t = &im->totals;
    if (st == SHB_OK && t->skipped > 0 && t->skipped == t->lines)
        st = shb_fail(ctx, SHB_ESYNTAX, NULL, "none of %llu lines could be understood",
                      (unsigned long long)t->lines);
    if (totals)
        *totals = im->totals;
    shb_seen_done(&im->ids);
    shb_import_done(&im->entity);
    shb_window_done(&im->window);
    shb_input_done(&im->input);
    shb_map_done(&im->context.classes);
    shb_arena_done(&im->context.strings);
    shb_free(im);
    return st;
}
