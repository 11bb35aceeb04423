/* CSV and TSV records: where they end, and their fields, unquoted in place. RFC 4180. */
#include "read/records.h"

#include <string.h>

#include "read/scan.h"

size_t shb_csv_find_end(shb_csv_state *state, char delimiter, const char *data,
                        size_t from, size_t len) {
    const char *p = data + from, *end = data + len;
    while (p < end) {
        if (state->in_quotes) {
            p = memchr(p, '"', (size_t)(end - p));
            if (!p)
                return SIZE_MAX;
            p++;
            state->in_quotes = false;
            state->after_quote = true;
        } else if (state->after_quote && *p == '"') { /* a quote doubled is a quote */
            p++;
            state->after_quote = false;
            state->in_quotes = true;
        } else if (!state->in_field && !state->after_quote && *p == '"') {
            p++;
            state->in_quotes = true;
        } else {
            state->after_quote = false;
            state->in_field = true;
            p = shb_scan_either(p, end, delimiter, '\n');
            if (p == end)
                return SIZE_MAX;
            if (*p++ == '\n')
                return (size_t)(p - data);
            state->in_field = false;
        }
    }
    return SIZE_MAX;
}

static bool quoted_field(shb_csv_cursor *c, shb_value *out) {
    char *from = c->at + 1, *to = from, *rest = from;
    for (;;) {
        char *quote = memchr(rest, '"', (size_t)(c->end - rest));
        if (!quote) {
            c->why = "a quote is opened and not closed";
            return false;
        }
        size_t n = (size_t)(quote - rest);
        if (to != rest)
            memmove(to, rest, n);
        to += n;
        c->at = quote + 1;
        if (c->at == c->end || *c->at != '"')
            break;
        *to++ = '"';
        rest = quote + 2;
    }
    *out = (shb_value){from, (size_t)(to - from), SHB_VALUE_STRING, false};
    if (c->at < c->end && *c->at != c->delimiter) {
        c->why = "text after a closing quote (a quote within a field must be doubled)";
        return false;
    }
    return true;
}

bool shb_csv_next_field(shb_csv_cursor *c, shb_value *out) {
    if (c->at < c->end && *c->at == '"') {
        if (!quoted_field(c, out))
            return false;
    } else {
        char *stop = memchr(c->at, c->delimiter, (size_t)(c->end - c->at));
        if (!stop)
            stop = c->end;
        *out = (shb_value){c->at, (size_t)(stop - c->at), SHB_VALUE_STRING, false};
        c->at = stop;
    }
    if (out->len == 0)
        out->kind = SHB_VALUE_NULL;
    c->ended = c->at == c->end;
    if (!c->ended)
        c->at++;
    return true;
}

shb_csv_cursor shb_csv_fields(char *record, size_t len, char delimiter) {
    if (len > 0 && record[len - 1] == '\n')
        len--;
    if (len > 0 && record[len - 1] == '\r')
        len--;
    return (shb_csv_cursor){record, record + len, delimiter, false, NULL};
}

/* The first of equals. */
char shb_csv_guess_delimiter(const char *line, size_t len) {
    static const char candidates[] = {',', ';', '\t'};
    size_t counts[sizeof candidates] = {0}, best = 0;
    bool quoted = false;
    for (size_t at = 0; at < len; at++) {
        quoted ^= line[at] == '"';
        for (size_t i = 0; i < sizeof candidates && !quoted; i++)
            counts[i] += line[at] == candidates[i];
    }
    for (size_t i = 1; i < sizeof candidates; i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

static shb_str trimmed(const shb_value *value) {
    shb_str s = {value->data, value->len};
    while (s.len && (*s.data == ' ' || *s.data == '\t'))
        s.data++, s.len--;
    while (s.len && (s.data[s.len - 1] == ' ' || s.data[s.len - 1] == '\t'))
        s.len--;
    return s;
}

bool shb_csv_header(char *line, size_t len, char delimiter, shb_record_fields *fields,
                    shb_csv_shape *out, shb_fault *fault) {
    shb_csv_cursor c = shb_csv_fields(
        line, len, delimiter ? delimiter : shb_csv_guess_delimiter(line, len));
    unsigned best[SHB_N_ROLES];
    shb_str guessed[SHB_N_ROLES];
    out->delimiter = c.delimiter;
    out->columns = 0;
    for (unsigned r = 0; r < SHB_N_ROLES; r++) {
        out->column_of[r] = SIZE_MAX;
        best[r] = UINT32_MAX;
    }
    for (; !c.ended; out->columns++) {
        shb_value value;
        if (!shb_csv_next_field(&c, &value)) {
            *fault = (shb_fault){c.why, (size_t)(c.at - line)};
            return false;
        }
        shb_str name = trimmed(&value);
        shb_fields_note(fields, name.data, name.len);
        bool named = false;
        for (unsigned r = 0; r < SHB_N_ROLES; r++) {
            if (fields->of[r].asked && fields->of[r].len == name.len &&
                memcmp(fields->of[r].name, name.data, name.len) == 0) {
                out->column_of[r] = out->columns;
                named = true;
            }
        }
        shb_role role;
        unsigned rank;
        if (!named && shb_field_guess(name.data, name.len, &role, &rank) &&
            !fields->of[role].asked && rank < best[role]) {
            best[role] = rank;
            guessed[role] = name;
            out->column_of[role] = out->columns;
        }
    }
    for (unsigned r = 0; r < SHB_N_ROLES; r++) {
        if (best[r] != UINT32_MAX)
            shb_fields_settle(fields, (shb_role)r, guessed[r].data, guessed[r].len);
        fields->of[r].found = out->column_of[r] != SIZE_MAX;
    }
    *fault = (shb_fault){NULL, 0};
    return fields->of[SHB_ROLE_TEXT].found;
}

bool shb_csv_split(char *record, size_t len, const shb_csv_shape *shape,
                   shb_value values[SHB_N_ROLES], shb_fault *fault) {
    shb_csv_cursor c = shb_csv_fields(record, len, shape->delimiter);
    for (unsigned r = 0; r < SHB_N_ROLES; r++)
        values[r] = (shb_value){NULL, 0, SHB_VALUE_ABSENT, false};
    size_t column = 0;
    for (; !c.ended; column++) {
        shb_value value;
        if (!shb_csv_next_field(&c, &value)) {
            *fault = (shb_fault){c.why, (size_t)(c.at - record)};
            return false;
        }
        for (unsigned r = 0; r < SHB_N_ROLES; r++)
            if (shape->column_of[r] == column)
                values[r] = value;
        if (column >= shape->columns && value.len > 0) {
            *fault = (shb_fault){"more fields than the header has (text that holds the "
                                 "delimiter must stand in quotes)",
                                 (size_t)(c.at - record)};
            return false;
        }
    }
    if (values[SHB_ROLE_TEXT].kind == SHB_VALUE_ABSENT) {
        *fault = (shb_fault){"fewer fields than the header has", len};
        return false;
    }
    return true;
}
