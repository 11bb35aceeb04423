/* Numbers, JSON strings and terminal text: the one way in which each is written. */
#include <shabaka/output.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void shb_put_int(shb_output *out, int64_t value) {
    char digits[24], *p = digits + sizeof digits;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        *--p = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0)
        *--p = '-';
    shb_write(out, p, (size_t)(digits + sizeof digits - p));
}

size_t shb_double_text(double value, char *buf) {
    if (value == floor(value) && fabs(value) < 1e15)
        return (size_t)snprintf(buf, 32, "%lld", (long long)value);
    for (int precision = 9; precision < 17; precision++) {
        int n = snprintf(buf, 32, "%.*g", precision, value);
        if (strtod(buf, NULL) == value)
            return (size_t)n;
    }
    return (size_t)snprintf(buf, 32, "%.17g", value);
}

void shb_put_double(shb_output *out, double value) {
    if (!isfinite(value)) {
        shb_putc(out, '0');
        return;
    }
    if (value == floor(value) && fabs(value) < 1e15) {
        shb_put_int(out, (int64_t)value); /* most are whole, and there are millions */
        return;
    }
    char buf[32];
    shb_write(out, buf, shb_double_text(value, buf));
}

double shb_round9(double value) {
    if (!isfinite(value) || value == 0)
        return value;
    char buf[32];
    snprintf(buf, sizeof buf, "%.9g", value);
    return strtod(buf, NULL);
}

/* Is any of eight bytes the one? Set: the high bit of each that is (and of some above
 * it). */
static inline uint64_t bytes_that_are(uint64_t bytes, unsigned char one) {
    const uint64_t ones = UINT64_C(0x0101010101010101), other = bytes ^ (ones * one);
    return (other - ones) & ~other;
}

/* The first byte from `at` on that JSON does not take as it is, or that is no UTF-8. */
static size_t end_of_plain(const char *data, size_t at, size_t len) {
    const uint64_t high = UINT64_C(0x8080808080808080);
    while (at < len) {
        const unsigned char c = (unsigned char)data[at];
        if (c >= 0x80) {
            if (shb_utf8_next(data, len, &at) == SHB_BAD_CHAR)
                return at - 1;
            continue;
        }
        if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f)
            return at;
        at++;
        for (uint64_t bytes; len - at >= sizeof bytes; at += sizeof bytes) {
            memcpy(&bytes, data + at, sizeof bytes);
            const uint64_t control = bytes - UINT64_C(0x2020202020202020);
            if ((bytes | control | bytes_that_are(bytes, '"') |
                 bytes_that_are(bytes, '\\') | bytes_that_are(bytes, 0x7f)) &
                high)
                break;
        }
    }
    return len;
}

void shb_put_json(shb_output *out, shb_str text) {
    static const char hex[] = "0123456789abcdef";
    size_t at = 0;
    shb_putc(out, '"');
    for (;;) {
        const size_t from = at;
        at = end_of_plain(text.data, at, text.len);
        shb_write(out, text.data + from, at - from);
        if (at >= text.len)
            break;
        const unsigned char c = (unsigned char)text.data[at++];
        char escape[7] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15], 0};
        if (c == '"' || c == '\\')
            escape[1] = (char)c, escape[2] = 0;
        else if (c == '\n')
            escape[1] = 'n', escape[2] = 0;
        else if (c == '\t')
            escape[1] = 't', escape[2] = 0;
        else if (c == '\r')
            escape[1] = 'r', escape[2] = 0;
        shb_puts(out, c < 0x80 ? escape : "\xef\xbf\xbd");
    }
    shb_putc(out, '"');
}

void shb_put_json_z(shb_output *out, const char *text) {
    shb_put_json(out, (shb_str){text, strlen(text)});
}

/* Controls, bidi controls and tags: what could move the cursor or turn a line round. */
static int is_hostile(uint32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 ||
           (c >= 0xe0000 && c <= 0xe007f);
}

void shb_put_plain(shb_output *out, shb_str text) {
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        uint32_t c = shb_utf8_next(text.data, text.len, &at);
        if (c == SHB_BAD_CHAR)
            shb_printf(out, "\\x%02x", (unsigned char)text.data[start]);
        else if (c == '\n' || c == '\t')
            shb_putc(out, ' ');
        else if (c == '\r' && at < text.len && text.data[at] == '\n')
            continue;
        else if (is_hostile(c))
            shb_printf(out, c < 0x100 ? "\\x%02x" : "\\u{%x}", (unsigned)c);
        else
            shb_write(out, text.data + start, at - start);
    }
}

/* Combining marks and format characters take no column, CJK takes two; near enough for
 * tables. */
size_t shb_text_width(shb_str text) {
    size_t width = 0;
    for (size_t at = 0; at < text.len;) {
        uint32_t c = shb_utf8_next(text.data, text.len, &at);
        bool none = (c >= 0x300 && c < 0x370) || (c >= 0x610 && c <= 0x61a) ||
                    (c >= 0x64b && c <= 0x65f) || c == 0x670 ||
                    (c >= 0x200b && c <= 0x200f) || (c >= 0xfe00 && c <= 0xfe0f);
        bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
                    (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
                    (c >= 0xff00 && c <= 0xff60) || (c >= 0x1f300 && c <= 0x1faff);
        width += none ? 0 : wide ? 2 : 1;
    }
    return width;
}
