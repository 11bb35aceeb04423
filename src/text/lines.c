#include "text/lines.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "text/fold.h"

enum {
    LEAST_WIDTH = 24,
    LEAST_WIDTH_CASELESS = 36, /* lines of Arabic verse are of like length, too */
    MOST_WIDTH = 160,          /* what a page or a screen holds */
    MOST_BYTES = 4 * MOST_WIDTH,
    MOST_LINES = 1000,
    LEAST_OPEN = 2,         /* lines that end without a sentence's end */
    LEAST_OPEN_CASELESS = 3 /* in Arabic no small letter shows that a line goes on */
};

/* From one line to the next. */
typedef struct line_break {
    size_t length;     /* characters of the line before; MOST_WIDTH + 1 for more */
    size_t reach;      /* with the first word of the next */
    bool ended;        /* by a full stop or the like */
    bool small, cased; /* the next line's first letter */
    bool item;         /* the next line is an item of a list */
} line_break;

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f'; }

static size_t trimmed_end(const char *text, size_t from, size_t to) {
    while (to > from && is_blank(text[to - 1]))
        to--;
    return to;
}

static size_t trimmed_start(const char *text, size_t from, size_t to) {
    while (from < to && is_blank(text[from]))
        from++;
    return from;
}

static bool is_empty(const char *text, size_t from, size_t to) {
    return trimmed_start(text, from, to) == to;
}

static size_t characters(const char *text, size_t from, size_t to) {
    if (to - from > MOST_BYTES)
        return MOST_WIDTH + 1;
    size_t n = 0;
    for (; from < to; from++)
        n += ((unsigned char)text[from] & 0xc0) != 0x80;
    return n > MOST_WIDTH ? MOST_WIDTH + 1 : n;
}

/* . ! ? and the Arabic question mark, quotes and brackets behind them left out. */
static bool ends_sentence(const char *text, size_t from, size_t to) {
    while (to > from) {
        uint32_t c = shb_utf8_previous(text, &to);
        if (c == '.' || c == '!' || c == '?' || c == 0x61f)
            return true;
        if (c != '"' && c != '\'' && c != ')' && c != ']' && c != 0xbb && c != 0x201d &&
            c != 0x2019)
            return false;
    }
    return false;
}

/* "- point", "12. point" */
static bool is_item(const char *text, size_t from, size_t to) {
    static const char *const bullets[] = {"-", "*", "\xe2\x80\xa2", "\xc2\xb7"};
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++) {
        size_t n = strlen(bullets[i]);
        if (to - from > n && memcmp(text + from, bullets[i], n) == 0 &&
            is_blank(text[from + n]))
            return true;
    }
    size_t digits = from;
    while (digits < to && digits - from < 3 && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    return digits > from && digits + 1 < to &&
           (text[digits] == '.' || text[digits] == ')') && is_blank(text[digits + 1]);
}

/* What the line text[from..to) and the next one, which ends at `end`, tell; false: one of
 * them is empty. */
static bool look(const char *text, size_t from, size_t to, size_t next, size_t end,
                 line_break *out) {
    from = trimmed_start(text, from, to);
    to = trimmed_end(text, from, to);
    next = trimmed_start(text, next, end);
    end = trimmed_end(text, next, end);
    if (from == to || next == end)
        return false;
    size_t word = next, letter = next;
    while (word < end && !is_blank(text[word]) && word - next < MOST_BYTES)
        word++;
    out->length = characters(text, from, to);
    out->reach = out->length + 1 + characters(text, next, word);
    out->ended = ends_sentence(text, from, to);
    out->item = is_item(text, next, end);
    uint16_t entry = 0;
    while (letter < word && !(entry & 0xff))
        entry = shb_fold_char(shb_utf8_next(text, word, &letter));
    out->cased = (entry & (FOLD_LATIN_LETTER | FOLD_CYRILLIC_LETTER)) != 0;
    out->small = out->cased && !(entry & FOLD_UPPER);
    return true;
}

static size_t line_end(const char *text, size_t len, size_t from) {
    const char *newline = from < len ? memchr(text + from, '\n', len - from) : NULL;
    return newline ? (size_t)(newline - text) : len;
}

/* Is there no room for the next word, in a line of that width? Letters of print are not
 * all of one breadth. */
static bool is_full(const line_break *b, size_t width) {
    return b->reach * 12 >= width * 11 && b->length * 4 <= width * 5;
}

/* The median length. */
static size_t median(const line_break *breaks, size_t n) {
    size_t of_length[MOST_WIDTH + 2] = {0}, seen = 0, length = 0;
    for (size_t i = 0; i < n; i++)
        of_length[breaks[i].length]++;
    while ((seen += of_length[length]) * 2 < n)
        length++;
    return length;
}

/* Do most lines go on? In most texts a line is a paragraph, and no more is asked. */
static bool are_open(const char *text, size_t len) {
    size_t open = 0, ended = 0, from = 0, to = line_end(text, len, 0);
    for (size_t lines = 0; lines < MOST_LINES && to < len; lines++) {
        size_t next = to + 1, end = line_end(text, len, next);
        if (!is_empty(text, from, to) && !is_empty(text, next, end)) {
            bool b = ends_sentence(text, from, trimmed_end(text, from, to));
            ended += b;
            open += !b;
        }
        from = next;
        to = end;
    }
    return open >= LEAST_OPEN && open > ended;
}

size_t shb_wrap_width(const char *text, size_t len) {
    line_break going_on[MOST_LINES]; /* without an end, before no capital */
    size_t n = 0, open = 0, full = 0, small = 0;
    size_t from = 0, to = line_end(text, len, 0);
    shb_fold_init();
    if (!are_open(text, len))
        return 0;
    for (size_t lines = 0; lines < MOST_LINES && to < len; lines++) {
        size_t next = to + 1, end = line_end(text, len, next);
        line_break b;
        if (look(text, from, to, next, end, &b)) {
            open += !b.ended;
            if (!b.ended && (b.small || !b.cased))
                going_on[n++] = b;
        }
        from = next;
        to = end;
    }
    if (n * 2 < open)
        return 0;
    size_t width = median(going_on, n);
    for (size_t i = 0; i < n; i++) {
        full += is_full(&going_on[i], width);
        small += going_on[i].small;
    }
    bool cased = small * 2 > n;
    bool even =
        cased ? full * 5 >= n * 4 : n >= LEAST_OPEN_CASELESS && full * 10 >= n * 9;
    size_t least = cased ? LEAST_WIDTH : LEAST_WIDTH_CASELESS;
    return even && width >= least && width <= MOST_WIDTH ? width : 0;
}

bool shb_wrap_goes_on(const char *text, size_t len, size_t at, size_t width) {
    if (width == 0)
        return false;
    if (text[at] == '\r' && at + 1 < len && text[at + 1] == '\n')
        at++;
    size_t from = at, next = at + 1;
    while (from > 0 && text[from - 1] != '\n' && at - from <= MOST_BYTES)
        from--;
    size_t end = next + MOST_BYTES < len ? next + MOST_BYTES : len;
    line_break b;
    return text[at] == '\n' &&
           look(text, from, at, next, line_end(text, end, next), &b) &&
           is_full(&b, width) && !b.item;
}
