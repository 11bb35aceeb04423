/* One line of JSON: strict, without a tree, so that only what is wanted costs anything.
 */
#include "read/records.h"

#include <string.h>

#include "base/utf8.h"
#include "read/scan.h"

enum { MOST_DEPTH = 2048, LONGEST_KEY = 512 };

typedef struct cursor {
    const char *at, *end;
    const char *why; /* it cannot go on */
} cursor;

static bool refuse(cursor *c, const char *why) {
    c->why = why;
    return false;
}

static void skip_blanks(cursor *c) {
    while (c->at < c->end &&
           (*c->at == ' ' || *c->at == '\t' || *c->at == '\r' || *c->at == '\n'))
        c->at++;
}

static bool next_is(cursor *c, char wanted) {
    skip_blanks(c);
    if (c->at == c->end || *c->at != wanted)
        return false;
    c->at++;
    return true;
}

/* Value of a hexadecimal digit plus one; 0: it is none. */
static const unsigned char digits[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,
    ['6'] = 7,  ['7'] = 8,  ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12,
    ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16, ['A'] = 11, ['B'] = 12,
    ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

/* The unit of a \uXXXX at p, or -1. */
static inline int escaped_unit(const char *p, const char *end) {
    if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
        return -1;
    int unit = 0;
    for (int i = 2; i < 6; i++) {
        int digit = digits[(unsigned char)p[i]];
        if (digit == 0)
            return -1;
        unit = unit << 4 | (digit - 1);
    }
    return unit;
}

static bool is_lead(int unit) { return unit >= 0xd800 && unit < 0xdc00; }
static bool is_trail(int unit) { return unit >= 0xdc00 && unit < 0xe000; }

static bool scan_escape(cursor *c) {
    if (c->end - c->at >= 2 && c->at[1] != 'u') {
        if (!memchr("\"\\/bfnrt", c->at[1], 8))
            return refuse(c, "unknown escape");
        c->at += 2;
        return true;
    }
    int unit = escaped_unit(c->at, c->end);
    if (unit < 0)
        return refuse(c, "escape that is cut off or not hexadecimal");
    if (unit == 0)
        return refuse(c, "U+0000 in a string");
    if (is_trail(unit) || (is_lead(unit) && !is_trail(escaped_unit(c->at + 6, c->end))))
        return refuse(c, "half of a surrogate pair");
    c->at += is_lead(unit) ? 12 : 6;
    return true;
}

/* After the opening quote; leaves the cursor behind the closing one. */
static bool scan_string(cursor *c, bool *escaped) {
    *escaped = false;
    for (;;) {
        c->at = shb_scan_json_string(c->at, c->end);
        if (c->at == c->end)
            return refuse(c, "string that does not end");
        if (*c->at == '"') {
            c->at++;
            return true;
        }
        if (*c->at != '\\')
            return refuse(c, "control character in a string");
        *escaped = true;
        /* Runs of escapes are common: some writers escape all that is not ASCII. */
        while (c->at < c->end && *c->at == '\\')
            if (!scan_escape(c))
                return false;
    }
}

static bool skip_digits(cursor *c) {
    const char *from = c->at;
    while (c->at < c->end && *c->at >= '0' && *c->at <= '9')
        c->at++;
    return c->at > from || refuse(c, "digit expected");
}

static bool scan_number(cursor *c, shb_value_kind *kind) {
    *kind = SHB_VALUE_INTEGER;
    if (*c->at == '-')
        c->at++;
    if (c->at < c->end && *c->at == '0')
        c->at++;
    else if (!skip_digits(c))
        return false;
    if (c->at < c->end && *c->at == '.') {
        *kind = SHB_VALUE_OTHER;
        c->at++;
        if (!skip_digits(c))
            return false;
    }
    if (c->at < c->end && (*c->at | 0x20) == 'e') {
        *kind = SHB_VALUE_OTHER;
        c->at++;
        if (c->at < c->end && (*c->at == '+' || *c->at == '-'))
            c->at++;
        if (!skip_digits(c))
            return false;
    }
    return true;
}

static bool scan_word(cursor *c, shb_value_kind *kind) {
    static const char *const words[] = {"null", "true", "false"};
    for (unsigned i = 0; i < 3; i++) {
        size_t len = strlen(words[i]);
        if ((size_t)(c->end - c->at) >= len && memcmp(c->at, words[i], len) == 0) {
            c->at += len;
            *kind = i == 0 ? SHB_VALUE_NULL : SHB_VALUE_OTHER;
            return true;
        }
    }
    return refuse(c, "value expected");
}

static bool scan_key(cursor *c) {
    bool unused;
    if (!next_is(c, '"'))
        return refuse(c, "name in quotes expected");
    return scan_string(c, &unused) && (next_is(c, ':') || refuse(c, "':' expected"));
}

static bool scan_scalar(cursor *c, shb_value_kind *kind, bool *escaped) {
    if (c->at == c->end)
        return refuse(c, "value expected");
    if (*c->at == '"') {
        *kind = SHB_VALUE_STRING;
        c->at++;
        return scan_string(c, escaped);
    }
    if (*c->at == '-' || (*c->at >= '0' && *c->at <= '9'))
        return scan_number(c, kind);
    return scan_word(c, kind);
}

/* An object or array with all that is in it. One bit a level: is it an object? */
static bool skip_nested(cursor *c) {
    uint64_t objects[MOST_DEPTH / 64] = {0};
    size_t depth = 0;
    for (;;) {
        skip_blanks(c);
        if (c->at < c->end && (*c->at == '{' || *c->at == '[')) {
            bool object = *c->at == '{';
            if (depth == MOST_DEPTH)
                return refuse(c, "nested too deep");
            uint64_t bit = (uint64_t)1 << depth % 64;
            objects[depth / 64] = (objects[depth / 64] & ~bit) | (object ? bit : 0);
            depth++;
            c->at++;
            skip_blanks(c);
            bool empty = c->at < c->end && *c->at == (object ? '}' : ']');
            if (!empty) {
                if (object && !scan_key(c))
                    return false;
                continue;
            }
        } else {
            shb_value_kind kind;
            bool escaped;
            if (!scan_scalar(c, &kind, &escaped))
                return false;
        }
        for (;;) { /* behind a value, or before the bracket of an empty one */
            bool object = objects[(depth - 1) / 64] >> (depth - 1) % 64 & 1;
            if (next_is(c, ',')) {
                if (object && !scan_key(c))
                    return false;
                break;
            }
            if (!next_is(c, object ? '}' : ']'))
                return refuse(c, object ? "',' or '}' expected" : "',' or ']' expected");
            if (--depth == 0)
                return true;
        }
    }
}

static bool scan_value(cursor *c, char *line, const char *begin, shb_value *out) {
    skip_blanks(c);
    const char *from = c->at;
    *out = (shb_value){NULL, 0, SHB_VALUE_OTHER, false};
    if (from < c->end && (*from == '{' || *from == '['))
        return skip_nested(c);
    if (!scan_scalar(c, &out->kind, &out->escaped))
        return false;
    size_t quotes = out->kind == SHB_VALUE_STRING;
    out->data = line + (from - begin) + quotes;
    out->len = (size_t)(c->at - from) - 2 * quotes;
    return true;
}

/* What the fields that are not settled yet could be, best guess of this record so far. */
typedef struct guesses {
    bool wanted; /* some field is not settled */
    unsigned rank[SHB_N_ROLES];
    char name[SHB_N_ROLES][SHB_GUESS_LONGEST];
    size_t name_len[SHB_N_ROLES];
    shb_value value[SHB_N_ROLES];
} guesses;

static bool may_play(shb_role role, shb_value_kind kind) {
    return kind == SHB_VALUE_STRING || (kind == SHB_VALUE_INTEGER && role == SHB_ROLE_ID);
}

static void take_value(shb_record_fields *fields, shb_str key, const shb_value *value,
                       shb_value values[SHB_N_ROLES], guesses *g) {
    bool named = false;
    for (unsigned r = 0; r < SHB_N_ROLES; r++) {
        if (fields->of[r].name && fields->of[r].len == key.len &&
            memcmp(fields->of[r].name, key.data, key.len) == 0) {
            values[r] = *value;
            named = true;
        }
    }
    shb_role role;
    unsigned rank;
    if (named || !g->wanted || !shb_field_guess(key.data, key.len, &role, &rank) ||
        fields->of[role].name)
        return;
    bool better = may_play(role, value->kind) && rank < g->rank[role];
    bool again = rank == g->rank[role]; /* then the last counts, whatever it is */
    if (better || again) {
        g->rank[role] = rank;
        g->value[role] = *value;
        g->name_len[role] = key.len;
        memcpy(g->name[role], key.data, key.len);
    }
}

static bool scan_object(cursor *c, char *line, shb_record_fields *fields,
                        shb_value values[SHB_N_ROLES], guesses *g) {
    const char *begin = c->at;
    char unescaped[LONGEST_KEY];
    bool list_names = !fields->of[SHB_ROLE_TEXT].found;
    if (!next_is(c, '{'))
        return refuse(c, "'{' expected");
    if (next_is(c, '}'))
        return true;
    do {
        bool escaped;
        if (!next_is(c, '"'))
            return refuse(c, "name in quotes expected");
        shb_str key = {c->at, 0};
        if (!scan_string(c, &escaped))
            return false;
        key.len = (size_t)(c->at - key.data) - 1;
        if (escaped && key.len <= LONGEST_KEY) {
            memcpy(unescaped, key.data, key.len);
            key = (shb_str){unescaped, shb_json_unescape(unescaped, key.len)};
        }
        if (!next_is(c, ':'))
            return refuse(c, "':' expected");
        shb_value value;
        if (!scan_value(c, line, begin, &value))
            return false;
        take_value(fields, key, &value, values, g);
        if (list_names)
            shb_fields_note(fields, key.data, key.len);
    } while (next_is(c, ','));
    return next_is(c, '}') || refuse(c, "',' or '}' expected");
}

bool shb_json_scan(char *line, size_t len, shb_record_fields *fields,
                   shb_value values[SHB_N_ROLES], shb_fault *fault) {
    cursor c = {line, line + len, NULL};
    guesses g;
    g.wanted = false;
    for (unsigned r = 0; r < SHB_N_ROLES; r++) {
        values[r] = (shb_value){NULL, 0, SHB_VALUE_ABSENT, false};
        g.rank[r] = UINT32_MAX;
        g.wanted |= !fields->of[r].name;
    }
    fields->there[0] = '\0';
    bool right = scan_object(&c, line, fields, values, &g);
    if (right) {
        skip_blanks(&c);
        right = c.at == c.end || refuse(&c, "something after the object");
    }
    if (!right) {
        *fault = (shb_fault){c.why, (size_t)(c.at - line)};
        return false;
    }
    for (unsigned r = 0; r < SHB_N_ROLES; r++) {
        if (!fields->of[r].name && g.rank[r] != UINT32_MAX &&
            may_play((shb_role)r, g.value[r].kind)) {
            shb_fields_settle(fields, (shb_role)r, g.name[r], g.name_len[r]);
            values[r] = g.value[r];
        }
        fields->of[r].found |= may_play((shb_role)r, values[r].kind);
    }
    return true;
}

static char simple_escape(char c) {
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    const char *found = memchr(from, c, sizeof from - 1);
    return found ? to[found - from] : c;
}

size_t shb_json_unescape(char *text, size_t len) {
    const char *from = text, *end = text + len;
    char *to = text;
    while (from < end) {
        const char *stop = memchr(from, '\\', (size_t)(end - from));
        size_t n = (size_t)((stop ? stop : end) - from);
        if (to != from)
            memmove(to, from, n);
        to += n;
        from += n;
        while (from < end && *from == '\\') {
            if (from[1] != 'u') {
                *to++ = simple_escape(from[1]);
                from += 2;
                continue;
            }
            uint32_t c = (uint32_t)escaped_unit(from, end);
            from += 6;
            if (is_lead((int)c)) {
                uint32_t trail = (uint32_t)escaped_unit(from, end);
                c = 0x10000 + ((c - 0xd800) << 10) + (trail - 0xdc00);
                from += 6;
            }
            if (c >= 0x80 && c < 0x800) { /* Arabic, Cyrillic: worth no call */
                *to++ = (char)(0xc0 | c >> 6);
                *to++ = (char)(0x80 | (c & 0x3f));
            } else {
                to += shb_utf8_put(c, to);
            }
        }
    }
    return (size_t)(to - text);
}
