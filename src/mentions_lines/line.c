#include "mentions_lines/line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { MOST_DEPTH = 200 };

struct cursor {
    char *at, *end;
    const char *why; /* it cannot go on, or NULL */
    shb_ctx *ctx;
    shb_status status; /* SHB_ENOMEM, else SHB_OK */
};

static bool refuse(struct cursor *c, const char *why) {
    c->why = why;
    return false;
}

static bool is_utf8(const char *data, size_t len) {
    for (size_t at = 0; at < len;) {
        uint64_t eight;
        if (len - at >= sizeof eight) {
            memcpy(&eight, data + at, sizeof eight);
            if (!(eight & 0x8080808080808080u)) {
                at += sizeof eight;
                continue;
            }
        }
        if (shb_utf8_next(data, len, &at) == SHB_BAD_CHAR)
            return false;
    }
    return true;
}

/* The next character that is no white space, or '\0' at the end. */
static char peek(struct cursor *c) {
    while (c->at < c->end &&
           (*c->at == ' ' || *c->at == '\t' || *c->at == '\r' || *c->at == '\n'))
        c->at++;
    return c->at < c->end ? *c->at : '\0';
}

static bool take(struct cursor *c, char wanted) {
    if (peek(c) != wanted || c->at == c->end)
        return false;
    c->at++;
    return true;
}

/* ---- strings ---- */

static bool take_unit(struct cursor *c, uint32_t *out) {
    if (c->end - c->at < 4)
        return refuse(c, "an escape is cut off");
    *out = 0;
    for (int i = 0; i < 4; i++) {
        char digit = *c->at++, lower = (char)(digit | 0x20);
        if (digit >= '0' && digit <= '9')
            *out = *out << 4 | (uint32_t)(digit - '0');
        else if (lower >= 'a' && lower <= 'f')
            *out = *out << 4 | (uint32_t)(lower - 'a' + 10);
        else
            return refuse(c, "'\\u' without four hexadecimal digits");
    }
    return true;
}

/* After "\u": one character, be it of two units. */
static bool take_escaped_character(struct cursor *c, uint32_t *out) {
    uint32_t low;
    if (!take_unit(c, out))
        return false;
    if (*out == 0)
        return refuse(c, "a string holds the character 0");
    if (*out < 0xd800 || *out > 0xdfff)
        return true;
    if (*out > 0xdbff || c->end - c->at < 6 || c->at[0] != '\\' || c->at[1] != 'u')
        return refuse(c, "half of a surrogate pair");
    c->at += 2;
    if (!take_unit(c, &low))
        return false;
    if (low < 0xdc00 || low > 0xdfff)
        return refuse(c, "half of a surrogate pair");
    *out = 0x10000 + ((*out - 0xd800) << 10) + (low - 0xdc00);
    return true;
}

static bool take_escape(struct cursor *c, char **to) {
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (c->at == c->end)
        return refuse(c, "a string without an end");
    char name = *c->at++;
    if (name == 'u') {
        uint32_t character;
        if (!take_escaped_character(c, &character))
            return false;
        *to += shb_utf8_put(character, *to);
        return true;
    }
    const char *found = name ? strchr(names, name) : NULL;
    if (!found)
        return refuse(c, "an escape that JSON does not have");
    *(*to)++ = values[found - names];
    return true;
}

/* Decoded where it stands: an escape is always longer than what it stands for. */
static bool take_string(struct cursor *c, shb_str *out) {
    char *start = ++c->at, *to = start;
    while (c->at < c->end) {
        unsigned char byte = (unsigned char)*c->at++;
        if (byte == '"') {
            *out = (shb_str){start, (size_t)(to - start)};
            return true;
        }
        if (byte < 0x20)
            return refuse(c, "a control character in a string");
        if (byte != '\\')
            *to++ = (char)byte;
        else if (!take_escape(c, &to))
            return false;
    }
    return refuse(c, "a string without an end");
}

/* ---- other values ---- */

static bool take_number(struct cursor *c, uint64_t *whole, double *real) {
    char text[40];
    size_t len = 0;
    bool plain = true;
    while (c->at < c->end && *c->at && strchr("+-.0123456789Ee", *c->at)) {
        plain = plain && *c->at >= '0' && *c->at <= '9';
        if (len < sizeof text - 1)
            text[len++] = *c->at;
        c->at++;
    }
    text[len] = '\0';
    char *end;
    *real = strtod(text, &end);
    if (len == 0 || *end)
        return refuse(c, "neither a value nor a number");
    *whole = plain && len < 19 ? strtoull(text, NULL, 10) : SHB_NO_NUMBER;
    return true;
}

static bool take_word(struct cursor *c, const char *word) {
    size_t len = strlen(word);
    if ((size_t)(c->end - c->at) < len || memcmp(c->at, word, len) != 0)
        return refuse(c, "neither a value nor a number");
    c->at += len;
    return true;
}

static bool skip_value(struct cursor *c, int depth);

/* Calls `member` (or skips the value) after each name; the object's brace is the next
 * byte. */
static bool walk_object(struct cursor *c, int depth,
                        bool (*member)(struct cursor *, shb_str name, void *into),
                        void *into) {
    c->at++;
    if (take(c, '}'))
        return true;
    do {
        shb_str name;
        if (peek(c) != '"')
            return refuse(c, "a member without a name");
        if (!take_string(c, &name))
            return false;
        if (!take(c, ':'))
            return refuse(c, "a name without a colon");
        if (member ? !member(c, name, into) : !skip_value(c, depth + 1))
            return false;
    } while (take(c, ','));
    return take(c, '}') || refuse(c, "an object without an end");
}

static bool skip_array(struct cursor *c, int depth) {
    c->at++;
    if (take(c, ']'))
        return true;
    do {
        if (!skip_value(c, depth + 1))
            return false;
    } while (take(c, ','));
    return take(c, ']') || refuse(c, "an array without an end");
}

static bool skip_value(struct cursor *c, int depth) {
    shb_str text;
    uint64_t whole;
    double real;
    if (depth > MOST_DEPTH)
        return refuse(c, "too deeply nested");
    switch (peek(c)) {
    case '"':
        return take_string(c, &text);
    case '{':
        return walk_object(c, depth, NULL, NULL);
    case '[':
        return skip_array(c, depth);
    case 't':
        return take_word(c, "true");
    case 'f':
        return take_word(c, "false");
    case 'n':
        return take_word(c, "null");
    default:
        return take_number(c, &whole, &real);
    }
}

/* ---- the members that count ---- */

struct member {
    const char *name;
    enum { TEXT, WHOLE, REAL } kind;
    size_t offset; /* of a shb_str, uint64_t or double */
};

static const struct member line_members[] = {
    {"doc", TEXT, offsetof(shb_line, doc)},
    {"paragraph", WHOLE, offsetof(shb_line, paragraph)},
    {"start", WHOLE, offsetof(shb_line, start)},
    {"end", WHOLE, offsetof(shb_line, end)},
    {"date", TEXT, offsetof(shb_line, date)},
    {"text", TEXT, offsetof(shb_line, text)},
};

static const struct member mention_members[] = {
    {"start", WHOLE, offsetof(shb_line_mention, start)},
    {"end", WHOLE, offsetof(shb_line_mention, end)},
    {"type", TEXT, offsetof(shb_line_mention, type)},
    {"entity", TEXT, offsetof(shb_line_mention, entity)},
    {"label", TEXT, offsetof(shb_line_mention, label)},
    {"how", TEXT, offsetof(shb_line_mention, how)},
    {"confidence", REAL, offsetof(shb_line_mention, confidence)},
    {"mark", TEXT, offsetof(shb_line_mention, mark)},
};

static bool is(shb_str text, const char *word) {
    return text.len == strlen(word) && memcmp(text.data, word, text.len) == 0;
}

static bool take_member(struct cursor *c, const struct member *members, size_t count,
                        shb_str name, void *into) {
    const struct member *member = members;
    while (member < members + count && !is(name, member->name))
        member++;
    if (member == members + count)
        return skip_value(c, 1);
    char *place = (char *)into + member->offset, first = peek(c);
    if (member->kind == TEXT && first == '"')
        return take_string(c, (shb_str *)(void *)place);
    if (member->kind == TEXT || (first != '-' && (first < '0' || first > '9')))
        return skip_value(c, 1);
    uint64_t whole;
    double real;
    if (!take_number(c, &whole, &real))
        return false;
    if (member->kind == WHOLE)
        memcpy(place, &whole, sizeof whole);
    else
        memcpy(place, &real, sizeof real);
    return true;
}

static bool take_mention_member(struct cursor *c, shb_str name, void *mention) {
    return take_member(c, mention_members,
                       sizeof mention_members / sizeof *mention_members, name, mention);
}

static bool take_mentions(struct cursor *c, shb_line *line) {
    line->has_mentions = true;
    line->n_mentions = 0;
    c->at++;
    if (take(c, ']'))
        return true;
    do {
        c->status = shb_grow(c->ctx, (void **)&line->mentions, &line->capacity,
                             line->n_mentions + 1, sizeof *line->mentions);
        if (c->status != SHB_OK)
            return false;
        shb_line_mention *mention = &line->mentions[line->n_mentions++];
        *mention = (shb_line_mention){
            .start = SHB_NO_NUMBER, .end = SHB_NO_NUMBER, .confidence = -1};
        /* What is no object lacks everything, and is told so with the rest. */
        if (peek(c) == '{' ? !walk_object(c, 1, take_mention_member, mention)
                           : !skip_value(c, 1))
            return false;
    } while (take(c, ','));
    return take(c, ']') || refuse(c, "an array without an end");
}

static bool take_line_member(struct cursor *c, shb_str name, void *line) {
    if (is(name, "mentions") && peek(c) == '[')
        return take_mentions(c, line);
    return take_member(c, line_members, sizeof line_members / sizeof *line_members, name,
                       line);
}

shb_status shb_line_parse(shb_ctx *ctx, char *bytes, size_t len, shb_line *line,
                          const char **why) {
    struct cursor c = {bytes, bytes + len, NULL, ctx, SHB_OK};
    *line = (shb_line){.paragraph = SHB_NO_NUMBER,
                       .start = SHB_NO_NUMBER,
                       .end = SHB_NO_NUMBER,
                       .mentions = line->mentions,
                       .capacity = line->capacity};
    *why = NULL;
    if (!is_utf8(bytes, len))
        refuse(&c, "it is no UTF-8");
    else if (peek(&c) != '{')
        refuse(&c, "it is no JSON object");
    else if (walk_object(&c, 0, take_line_member, line) &&
             (peek(&c) != '\0' || c.at != c.end))
        refuse(&c, "something follows the object");
    *why = c.why;
    return c.status;
}

void shb_line_done(shb_line *line) {
    shb_free(line->mentions);
    *line = (shb_line){0};
}
