#include "read/date.h"

#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/utf8.h"

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool put_date(unsigned year, unsigned month, unsigned day,
                     char out[SHB_DATE_SIZE]) {
    if (year < 1600 || year > 2199 || !shb_is_day(year, month, day))
        return false;
    char text[32];
    snprintf(text, sizeof text, "%04u-%02u-%02u", year, month, day);
    memcpy(out, text, SHB_DATE_SIZE);
    return true;
}

/* A number of at most 9 digits at *p. Returns how many it has. */
static size_t number_at(const char *p, unsigned *value) {
    size_t n = 0;
    *value = 0;
    while (n < 9 && is_digit(p[n]))
        *value = *value * 10 + (unsigned)(p[n++] - '0');
    return n;
}

/* Months as they begin; a name counts if a word begins so. Longer ones first where one
 * begins another. Arabic: the names of Egypt, of the Levant, of the Maghreb. */
static const struct {
    const char *name;
    unsigned month;
} months[] = {
    {"jan", 1},          {"feb", 2},
    {"mar", 3},          {"apr", 4},
    {"may", 5},          {"jun", 6},
    {"jul", 7},          {"aug", 8},
    {"sep", 9},          {"oct", 10},
    {"nov", 11},         {"dec", 12},
    {"янв", 1},          {"фев", 2},
    {"мар", 3},          {"апр", 4},
    {"мая", 5},          {"май", 5},
    {"июн", 6},          {"июл", 7},
    {"авг", 8},          {"сен", 9},
    {"окт", 10},         {"ноя", 11},
    {"дек", 12},         {"يناير", 1},
    {"فبراير", 2},       {"مارس", 3},
    {"أبريل", 4},        {"ابريل", 4},
    {"إبريل", 4},        {"مايو", 5},
    {"يونيو", 6},        {"يونيه", 6},
    {"يوليو", 7},        {"يوليه", 7},
    {"أغسطس", 8},        {"اغسطس", 8},
    {"سبتمبر", 9},       {"أكتوبر", 10},
    {"اكتوبر", 10},      {"نوفمبر", 11},
    {"ديسمبر", 12},      {"شباط", 2},
    {"آذار", 3},         {"نيسان", 4},
    {"أيار", 5},         {"حزيران", 6},
    {"تموز", 7},         {"آب", 8},
    {"أيلول", 9},        {"جانفي", 1},
    {"فيفري", 2},        {"أفريل", 4},
    {"ماي", 5},          {"جوان", 6},
    {"جويلية", 7},       {"أوت", 8},
    {"كانون الثاني", 1}, {"كانون الأول", 12},
    {"تشرين الأول", 10}, {"تشرين الثاني", 11},
};

static unsigned month_at(const char *word) {
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        if (strncmp(word, months[i].name, strlen(months[i].name)) == 0)
            return months[i].month;
    return 0;
}

/* Any order of a month's name, a day and a year of four digits; times (10:20) and zones
 * (+0300) are no days. A name of a month and a number beside it must be there. */
static bool date_with_name(const char *text, char out[SHB_DATE_SIZE]) {
    unsigned month = 0, day = 0, year = 0;
    bool word_before = false;
    for (const char *p = text; *p;) {
        unsigned value;
        size_t n = number_at(p, &value);
        if (n > 0) {
            bool of_time = p[n] == ':' || (p > text && (p[-1] == ':' || p[-1] == '+'));
            if (n == 4 && !of_time && !year)
                year = value;
            else if (n <= 2 && !of_time && !day)
                day = value;
            p += n;
            word_before = false;
        } else {
            bool letter = (*p >= 'a' && *p <= 'z') || (unsigned char)*p >= 0x80;
            if (letter && !word_before && !month)
                month = month_at(p);
            word_before = letter;
            p++;
        }
    }
    return month && day && year && put_date(year, month, day, out);
}

static bool date_of_numbers(const char *text, char out[SHB_DATE_SIZE]) {
    unsigned first, second, third;
    const char *p = text;
    size_t n = number_at(p, &first);
    if (n == 8 && !is_digit(p[8]))
        return put_date(first / 10000, first / 100 % 100, first % 100, out);
    p += n;
    char separator = *p;
    if (n == 0 || !memchr("-/.", separator, 3))
        return false;
    size_t m = number_at(++p, &second);
    p += m;
    if (m == 0 || m > 2 || *p != separator)
        return false;
    size_t k = number_at(++p, &third);
    if (n == 4)
        return k >= 1 && k <= 2 && put_date(first, second, third, out);
    if (n > 2 || k != 4)
        return false;
    if (separator == '.' || first > 12 || first == second)
        return put_date(third, second, first, out);
    return second > 12 && put_date(third, first, second, out);
}

/* Digits as ASCII, Latin and Cyrillic letters in lower case, direction marks left out. */
static void fold(shb_str text, char *out, size_t size) {
    size_t n = 0;
    for (size_t at = 0; at < text.len && n + 5 < size;) {
        uint32_t c = shb_utf8_next(text.data, text.len, &at);
        if (c == SHB_BAD_CHAR || c == 0x200e || c == 0x200f || c == 0x61c || c == 0)
            continue;
        if (c >= 0x660 && c <= 0x669)
            c = '0' + (c - 0x660);
        else if (c >= 0x6f0 && c <= 0x6f9)
            c = '0' + (c - 0x6f0);
        else if ((c >= 'A' && c <= 'Z') || (c >= 0x410 && c <= 0x42f))
            c += 0x20;
        else if (c == 0xa0)
            c = ' ';
        if (n > 0 || c != ' ')
            n += shb_utf8_put(c, out + n);
    }
    out[n] = '\0';
}

bool shb_date_of_text(shb_str text, char out[SHB_DATE_SIZE]) {
    char folded[128];
    fold(text, folded, sizeof folded);
    return date_of_numbers(folded, out) || date_with_name(folded, out);
}

static bool date_in_name(const char *name, size_t len, char out[SHB_DATE_SIZE]) {
    for (size_t at = 0; at + 8 <= len; at++) {
        const char *p = name + at;
        if (!is_digit(*p) || (at > 0 && is_digit(p[-1])))
            continue;
        size_t left = len - at, digits = 0;
        while (digits < left && is_digit(p[digits]))
            digits++;
        unsigned year, month, day;
        if (digits == 8) {
            number_at(p, &year);
            day = year % 100, month = year / 100 % 100, year /= 10000;
        } else {
            bool shaped = digits == 4 && left >= 10 && memchr("-_.", p[4], 3) &&
                          p[7] == p[4] && is_digit(p[5]) && is_digit(p[6]) &&
                          is_digit(p[8]) && is_digit(p[9]) &&
                          (left == 10 || !is_digit(p[10]));
            if (!shaped)
                continue;
            number_at(p, &year);
            number_at(p + 5, &month);
            number_at(p + 8, &day);
        }
        if (year >= 1900 && year < 2100 && put_date(year, month, day, out))
            return true;
    }
    return false;
}

bool shb_date_of_path(const char *path, char out[SHB_DATE_SIZE]) {
    size_t end = strlen(path);
    for (;;) {
        size_t start = end;
        while (start > 0 && path[start - 1] != '/')
            start--;
        if (date_in_name(path + start, end - start, out))
            return true;
        if (start == 0)
            return false;
        end = start - 1;
    }
}
