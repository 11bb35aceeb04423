#include "read/records.h"

#include <string.h>

#include "read/utf8_check.h"

static uint64_t count_lines(const char *data, size_t len) {
    uint64_t lines = 0;
    for (size_t i = 0; i < len; i++)
        lines += data[i] == '\n';
    return lines;
}

static bool is_blank_line(const char *data, size_t len) {
    for (size_t i = 0; i < len; i++)
        if (data[i] != ' ' && data[i] != '\t' && data[i] != '\r' && data[i] != '\n')
            return false;
    return true;
}

/* Of a converted text the place in the file is not known. */
static uint64_t place(const shb_window *w, size_t at) {
    return w->input->decoder ? 0 : w->offset + at;
}

static size_t find_end(const shb_records *r, shb_csv_state *state, size_t from,
                       size_t len) {
    const char *data = r->window->data + r->window->start;
    if (r->kind != SHB_JSON_LINES)
        return shb_csv_find_end(state, r->csv.delimiter, data, from, len);
    const char *end = memchr(data + from, '\n', len - from);
    return end ? (size_t)(end - data) + 1 : SIZE_MAX;
}

/* Bring one whole record, with its line end, to the window's start; 0 bytes is the end. A
 * record that is too long is passed over without being held. */
static shb_status next_span(shb_ctx *ctx, shb_records *r, size_t *len) {
    shb_window *w = r->window;
    shb_csv_state state = {false, false, false};
    uint64_t line = r->line, begin = place(w, 0), passed = 0;
    size_t looked = 0, end;
    for (;;) {
        size_t have = w->end - w->start;
        end = find_end(r, &state, looked, have);
        if (end == SIZE_MAX && w->ended)
            end = have;
        if (end != SIZE_MAX)
            break;
        looked = have;
        if (have > r->max_record) {
            r->line += count_lines(w->data + w->start, have);
            shb_window_use(w, have);
            passed += have;
            looked = 0;
        }
        shb_status st = shb_window_fill(ctx, w);
        if (st != SHB_OK)
            return st;
    }
    if (passed + end > r->max_record) {
        r->line += count_lines(w->data + w->start, end);
        shb_window_use(w, end);
        return shb_fail_at(ctx, SHB_ELIMIT, w->input->path, line, begin,
                           "a record of more than %llu bytes",
                           (unsigned long long)r->max_record);
    }
    *len = end;
    return SHB_OK;
}

static void use_span(shb_records *r, size_t len) {
    r->line += count_lines(r->window->data + r->window->start, len);
    shb_window_use(r->window, len);
}

static shb_status check_text(shb_ctx *ctx, const shb_records *r, const char *data,
                             size_t len) {
    const shb_window *w = r->window;
    size_t valid = shb_utf8_valid(data, len);
    if (valid < len) {
        const shb_decoder *decoder = w->input->decoder;
        if (decoder)
            return shb_fail_at(ctx, SHB_EENCODING, w->input->path, r->line, 0,
                               "the record holds bytes that mean nothing in %s",
                               shb_decoder_name(decoder));
        return shb_fail_at(ctx, SHB_EENCODING, w->input->path, r->line, place(w, valid),
                           "the record is no UTF-8 at its byte %zu; %s", valid,
                           shb_utf8_advice(data, len));
    }
    const char *nul = r->kind == SHB_JSON_LINES ? NULL : memchr(data, '\0', len);
    if (nul)
        return shb_fail_at(ctx, SHB_EENCODING, w->input->path, r->line,
                           place(w, (size_t)(nul - data)), "the record holds a NUL byte");
    return SHB_OK;
}

static shb_status read_header(shb_ctx *ctx, shb_records *r) {
    shb_window *w = r->window;
    size_t len = 0;
    shb_status st;
    do {
        use_span(r, len);
        st = next_span(ctx, r, &len);
        if (st != SHB_OK || len == 0)
            return st;
    } while (is_blank_line(w->data + w->start, len));
    char *line = w->data + w->start;
    shb_fault fault;
    if ((st = check_text(ctx, r, line, len)) != SHB_OK)
        return st;
    if (!shb_csv_header(line, len, r->kind == SHB_TSV ? '\t' : 0, r->fields, &r->csv,
                        &fault)) {
        if (fault.why)
            return shb_fail_at(ctx, SHB_ESYNTAX, w->input->path, r->line,
                               place(w, fault.at), "the header cannot be read: %s",
                               fault.why);
        const char *asked = r->fields->of[SHB_ROLE_TEXT].asked
                                ? r->fields->of[SHB_ROLE_TEXT].name
                                : "text";
        return shb_fail_at(ctx, SHB_ESYNTAX, w->input->path, r->line, 0,
                           "no field '%.40s' in its header, which has %s; --text-field "
                           "names the field that holds the text",
                           asked, r->fields->there);
    }
    use_span(r, len);
    return SHB_OK;
}

/* An array is one value over many lines: each line of it would be a fault of its own. */
static shb_status refuse_array(shb_ctx *ctx, shb_records *r) {
    const shb_window *w = r->window;
    for (size_t at = w->start; at < w->end; at++) {
        if (w->data[at] == '[')
            return shb_fail_at(ctx, SHB_ESYNTAX, w->input->path, 1, 0,
                               "is one JSON array, not one object a line: make lines of "
                               "it with jq -c '.[]'");
        if (!is_blank_line(w->data + at, 1))
            break;
    }
    return SHB_OK;
}

shb_status shb_records_begin(shb_ctx *ctx, shb_records *r, shb_window *window,
                             shb_record_fields *fields, shb_format_kind kind,
                             uint64_t max_record) {
    *r = (shb_records){.window = window, .fields = fields, .kind = kind, .line = 1};
    r->max_record = max_record;
    if (kind != SHB_JSON_LINES) {
        /* Only a quote matters to where the header ends. */
        r->csv.delimiter = kind == SHB_TSV ? '\t' : ',';
        return read_header(ctx, r);
    }
    shb_status st = SHB_OK;
    if (window->start == window->end)
        st = shb_window_fill(ctx, window);
    return st == SHB_OK ? refuse_array(ctx, r) : st;
}

static shb_status read_record(shb_ctx *ctx, shb_records *r, char *data, size_t len,
                              shb_value values[SHB_N_ROLES]) {
    const char *path = r->window->input->path;
    shb_fault fault;
    shb_status st = check_text(ctx, r, data, len);
    if (st != SHB_OK)
        return st;
    if (r->kind != SHB_JSON_LINES) {
        if (!shb_csv_split(data, len, &r->csv, values, &fault))
            return shb_fail_at(ctx, SHB_ESYNTAX, path, r->line,
                               place(r->window, fault.at), "the record is broken: %s",
                               fault.why);
        return SHB_OK;
    }
    while (len > 0 && (data[len - 1] == '\n' || data[len - 1] == '\r'))
        len--;
    if (!shb_json_scan(data, len, r->fields, values, &fault))
        return shb_fail_at(ctx, SHB_ESYNTAX, path, r->line, place(r->window, fault.at),
                           "the record is no JSON at its byte %zu: %s", fault.at,
                           fault.why);
    for (unsigned role = 0; role < SHB_N_ROLES; role++) {
        if (!values[role].escaped)
            continue;
        values[role].len = shb_json_unescape(values[role].data, values[role].len);
        values[role].escaped = false;
    }
    return SHB_OK;
}

/* The next record that is not blank; 0 bytes is the end. */
static shb_status advance(shb_ctx *ctx, shb_records *r, char **data, size_t *len) {
    const shb_window *w = r->window;
    do {
        r->line += r->used_lines;
        shb_window_use(r->window, r->used);
        r->used = r->used_lines = 0;
        shb_status st = next_span(ctx, r, len);
        if (st != SHB_OK)
            return st;
        *data = w->data + w->start;
        r->used = *len;
        r->used_lines = r->kind == SHB_JSON_LINES ? 1 : count_lines(*data, *len);
    } while (*len > 0 && is_blank_line(*data, *len));
    return SHB_OK;
}

shb_status shb_records_next(shb_ctx *ctx, shb_records *r, shb_record *out, bool *done) {
    char *data;
    size_t len;
    shb_status st = advance(ctx, r, &data, &len);
    if (st != SHB_OK)
        return st;
    *done = len == 0;
    if (*done)
        return SHB_OK;
    shb_record record = {.line = r->line, .byte = place(r->window, 0)};
    st = read_record(ctx, r, data, len, record.of);
    if (st == SHB_OK)
        *out = record;
    return st;
}

void shb_records_begin_raw(shb_records *r, shb_window *window, shb_format_kind kind,
                           uint64_t max_record) {
    *r = (shb_records){.window = window, .kind = kind, .line = 1};
    r->max_record = max_record;
    r->csv.delimiter = kind == SHB_TSV ? '\t' : ',';
}

shb_status shb_records_next_raw(shb_ctx *ctx, shb_records *r, char **data, size_t *len,
                                uint64_t *line, bool *done) {
    shb_status st = advance(ctx, r, data, len);
    *line = r->line;
    if (st != SHB_OK)
        return st;
    *done = *len == 0;
    return *done ? SHB_OK : check_text(ctx, r, *data, *len);
}

shb_status shb_records_look_like_json(shb_ctx *ctx, shb_window *w,
                                      const char *const asked[SHB_N_ROLES],
                                      uint64_t max_record, bool *yes) {
    *yes = false;
    size_t at = 0; /* of the first byte that is not blank */
    for (;;) {
        while (w->start + at < w->end && is_blank_line(w->data + w->start + at, 1))
            at++;
        if (w->start + at < w->end || w->ended)
            break;
        shb_status st = shb_window_fill(ctx, w);
        if (st != SHB_OK)
            return st;
    }
    if (w->start + at == w->end || w->data[w->start + at] != '{')
        return SHB_OK;
    size_t looked = at;
    const char *end = NULL;
    for (;;) {
        size_t have = w->end - w->start;
        end = memchr(w->data + w->start + looked, '\n', have - looked);
        if (end || w->ended || have > max_record)
            break;
        looked = have;
        shb_status st = shb_window_fill(ctx, w);
        if (st != SHB_OK)
            return st;
    }
    char *line = w->data + w->start + at;
    size_t len = (size_t)((end ? end : w->data + w->end) - line);
    shb_record_fields fields;
    shb_value values[SHB_N_ROLES];
    shb_fault fault;
    shb_fields_begin(&fields, asked);
    *yes = shb_json_scan(line, len, &fields, values, &fault) &&
           values[SHB_ROLE_TEXT].kind == SHB_VALUE_STRING;
    return SHB_OK;
}
