#include "export/escape.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

/* What is written for a character; NULL: the character itself. */
typedef const char *rule(uint32_t c);

static void put_escaped(shb_output *out, const char *text, size_t len, rule *escape) {
    size_t from = 0, at = 0;
    while (at < len) {
        size_t start = at;
        uint32_t c = (unsigned char)text[at];
        if (c < 0x80)
            at++;
        else
            c = shb_utf8_next(text, len, &at);
        const char *written = c == SHB_BAD_CHAR ? "\xef\xbf\xbd" : escape(c);
        if (!written)
            continue;
        shb_write(out, text + from, start - from);
        shb_puts(out, written);
        from = at;
    }
    shb_write(out, text + from, len - from);
}

static bool is_control(uint32_t c) {
    return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
}

/* What turns the direction of more than itself, or cannot be seen at all. */
static bool is_invisible(uint32_t c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
           (c >= 0xe0000 && c <= 0xe007f);
}

static bool is_noncharacter(uint32_t c) { return c == 0xfffe || c == 0xffff; }

/* ---- XML ---- */

/* CR could stand in XML as &#13;, but not every reader keeps it. */
static bool xml_has(uint32_t c) {
    return (c >= 0x20 || c == '\n' || c == '\t') && !is_noncharacter(c);
}

static const char *in_xml_text(uint32_t c) {
    return c == '&'     ? "&amp;"
           : c == '<'   ? "&lt;"
           : c == '>'   ? "&gt;"
           : xml_has(c) ? NULL
                        : "";
}

static const char *in_xml_text_raw(uint32_t c) {
    return c == '>' ? NULL : in_xml_text(c);
}

static const char *in_cdata(uint32_t c) { return xml_has(c) ? NULL : ""; }

static const char *in_xml_attribute(uint32_t c) {
    switch (c) {
    case '"':
        return "&quot;";
    case '\n':
        return "&#10;";
    case '\t':
        return "&#9;";
    default:
        return in_xml_text(c);
    }
}

void shb_put_xml_text(shb_output *out, const char *text) {
    size_t len = strlen(text), special = 0;
    for (size_t i = 0; i < len; i++)
        special += text[i] == '&' || text[i] == '<';
    /* "]]>" may also arise where something between is dropped. */
    bool plain = !memchr(text, '>', len) || !memchr(text, ']', len);
    if (special > 1 && plain) {
        shb_puts(out, "<![CDATA[");
        put_escaped(out, text, len, in_cdata);
        shb_puts(out, "]]>");
    } else {
        put_escaped(out, text, len, plain ? in_xml_text_raw : in_xml_text);
    }
}

void shb_put_xml_attribute(shb_output *out, const char *text) {
    put_escaped(out, text, strlen(text), in_xml_attribute);
}

bool shb_xml_holds(const char *text) {
    size_t len = strlen(text);
    for (size_t at = 0; at < len;) {
        uint32_t c = (unsigned char)text[at];
        if (c < 0x80)
            at++;
        else
            c = shb_utf8_next(text, len, &at);
        if (c == SHB_BAD_CHAR || !xml_has(c))
            return false;
    }
    return true;
}

void shb_put_xml_comment_json(shb_output *out, shb_str json) {
    size_t from = 0;
    bool quoted = false;
    for (size_t at = 0; at < json.len; at++) {
        const char *written = NULL;
        size_t len = 1;
        char c = json.data[at];
        if (c == '"') {
            quoted = !quoted;
        } else if (c == '\\') {
            at++; /* the sign after it is part of the escape */
        } else if (c == '-' && quoted) {
            written = "\\u002d";
        } else if (c == '\xef' && json.len - at >= 3 && json.data[at + 1] == '\xbf' &&
                   (unsigned char)json.data[at + 2] >= 0xbe) {
            written = json.data[at + 2] == '\xbe' ? "\\ufffe" : "\\uffff";
            len = 3;
        }
        if (!written)
            continue;
        shb_write(out, json.data + from, at - from);
        shb_puts(out, written);
        at += len - 1;
        from = at + 1;
    }
    shb_write(out, json.data + from, json.len - from);
}

/* ---- DOT ---- */

enum { DOT_MOST = 8 * 1024 };

static const char *in_dot(uint32_t c) {
    switch (c) {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\t':
        return " ";
    default:
        return is_control(c) || is_invisible(c) || is_noncharacter(c) ? "" : NULL;
    }
}

static bool begins_entity(const char *text, const char *end) {
    const char *p = text + 1;
    while (p < end && ((*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') ||
                       (*p >= 'A' && *p <= 'Z') || *p == '#'))
        p++;
    return p > text + 1 && p < end && *p == ';';
}

void shb_put_dot(shb_output *out, const char *text) {
    size_t len = strlen(text);
    if (len > DOT_MOST)
        for (len = DOT_MOST; len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80;)
            len--;
    const char *end = text + len;
    shb_putc(out, '"');
    for (const char *sign; text < end; text = sign) {
        sign = memchr(text + 1, '&', (size_t)(end - text) - 1);
        if (!sign)
            sign = end;
        if (*text == '&' && begins_entity(text, end)) {
            shb_puts(out, "&amp;");
            text++;
        }
        put_escaped(out, text, (size_t)(sign - text), in_dot);
    }
    shb_putc(out, '"');
}

/* ---- CSV ---- */

static const char *in_csv(uint32_t c) {
    if (c == '"')
        return "\"\"";
    if (c == '\\')
        return "\xef\xbc\xbc";
    return is_control(c) || is_noncharacter(c) ? "" : NULL;
}

bool shb_csv_holds(const char *text) {
    size_t len = strlen(text);
    if (len == 0 || strchr(" \t\n", text[0]) || strchr(" \t\n", text[len - 1]))
        return false;
    for (size_t at = 0; at < len;) {
        uint32_t c = shb_utf8_next(text, len, &at);
        if (c == SHB_BAD_CHAR || (c != '"' && in_csv(c)))
            return false;
    }
    return true;
}

bool shb_is_number(const char *text) {
    static const char digits[] = "0123456789";
    text += *text == '-' || *text == '+';
    size_t whole = strspn(text, digits), part = 0;
    text += whole;
    if (*text == '.')
        text += 1 + (part = strspn(text + 1, digits));
    if (whole + part == 0)
        return false;
    if (*text == 'e' || *text == 'E') {
        text++;
        text += *text == '-' || *text == '+';
        size_t exponent = strspn(text, digits);
        if (exponent == 0)
            return false;
        text += exponent;
    }
    return *text == '\0';
}

/* Looks past what is dropped and past guards. */
static bool needs_guard(const char *text) {
    size_t len = strlen(text), start = 0;
    for (size_t at = 0; at < len; start = at) {
        uint32_t c = shb_utf8_next(text, len, &at);
        if (c != '\'' && !is_control(c) && !is_noncharacter(c))
            break;
    }
    text += start;
    return *text && strchr("=+-@\t", *text) && !shb_is_number(text);
}

static bool is_alphanumeric(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Ids, dates and the like need no second look; they are most of the cells. */
static bool is_plain(const char *text, size_t *len) {
    const char *p = text;
    if (!is_alphanumeric(*p))
        return false;
    while (is_alphanumeric(*p) || *p == '-' || *p == ':' || *p == '.' || *p == '_')
        p++;
    *len = (size_t)(p - text);
    return *p == '\0';
}

void shb_put_csv(shb_output *out, const char *text) {
    size_t len;
    if (is_plain(text, &len)) {
        shb_write(out, text, len);
        return;
    }
    len = strlen(text);
    bool guarded = needs_guard(text);
    bool quoted = text[strcspn(text, "\",;\n\t")] != '\0' ||
                  (len && (text[0] == ' ' || text[len - 1] == ' '));
    if (quoted)
        shb_putc(out, '"');
    if (guarded)
        shb_putc(out, '\'');
    put_escaped(out, text, len, in_csv);
    if (quoted)
        shb_putc(out, '"');
}

const char *shb_csv_unguarded(const char *cell) {
    return *cell == '\'' && needs_guard(cell + 1) ? cell + 1 : cell;
}

/* ---- one line ---- */

static const char *in_label(uint32_t c) {
    if (c == '\n' || c == '\t' || c == '\r' || c == 0x2028 || c == 0x2029)
        return " ";
    return is_control(c) || is_invisible(c) || is_noncharacter(c) ? "" : NULL;
}

shb_status shb_label_clean(shb_ctx *ctx, const char *text, char **out) {
    shb_output *sink = NULL;
    shb_status st = shb_output_memory(ctx, &sink);
    if (st != SHB_OK)
        return st;
    put_escaped(sink, text, strlen(text), in_label);
    char *copy = NULL;
    if ((st = shb_text_take(ctx, sink, &copy)) != SHB_OK)
        return st;
    size_t kept = 0;
    for (const char *p = copy; *p; p++)
        if (*p != ' ' || (kept > 0 && copy[kept - 1] != ' '))
            copy[kept++] = *p;
    kept -= kept > 0 && copy[kept - 1] == ' ';
    copy[kept] = '\0';
    *out = copy;
    return SHB_OK;
}
