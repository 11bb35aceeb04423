#include "text/sentences.h"

#include <pthread.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/alloc.h"
#include "base/map.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/lines.h"

/* Words whose full stop needs a second look (folded, without the stop), and words that
 * begin a sentence rather than go on with a name. */
enum {
    NEVER_ENDS = 1,   /* abbreviations whose stop never ends a sentence */
    MAY_END = 2,      /* ends one only before a word that begins one */
    BEFORE_DIGIT = 4, /* does not end one before a digit */
    STARTER = 8       /* a word that begins a sentence */
};
static const struct {
    unsigned class;
    const char *words;
} word_lists[] = {
    {NEVER_ENDS,
     "mr mrs ms dr brig insp supt amb gen sen sens rep reps v gov lt col st prof capt "
     "sgt hon rev "
     "maj cmdr adm "
     "messrs vs mt ft fr sr им ул стр ст пр куб кв см рис ред пер обл пос просп наб "
     "акад проф ген гл св англ лат дж др тов адм полк зам пом отв соч вып изд"},
    {MAY_END, "inc co corp ltd jr bros dept est г гг в вв н э"},
    {BEFORE_DIGIT,
     "no nos jan feb mar apr jun jul aug sept sep oct nov dec art fig vol pp p п пп "
     "ч т гл табл"},
    {STARTER,
     "the a an and but so he she it they we i you in on at for if as when while "
     "after before since this that these those there his her its their our however "
     "meanwhile to by with from not no now what why how who some many most all also "
     "although though under last then yet still one two more such according в во на "
     "по он она оно они это эта этот эти и но а с со к как мы я вы при после до для "
     "тогда однако также кроме между ранее тем так если когда их его ее из от об о "
     "за не что там здесь теперь сейчас сегодня вчера все под у"},
};

/* The lists as a hash set, filled once. */
enum { WORD_SLOTS = 1024, WORD_LIMIT = 24 };
static struct {
    char word[WORD_LIMIT];
    size_t length;
    unsigned classes;
} word_slots[WORD_SLOTS];
static size_t longest_before_stop; /* letters */

static size_t slot_of(const char *word, size_t n) {
    size_t i = shb_hash_stable(SHB_HASH_SEED, word, n) % WORD_SLOTS;
    while (word_slots[i].classes &&
           (word_slots[i].length != n || memcmp(word_slots[i].word, word, n) != 0))
        i = (i + 1) % WORD_SLOTS;
    return i;
}

static unsigned classes_of(const char *word) {
    return word[0] ? word_slots[slot_of(word, strlen(word))].classes : 0;
}

static void fill_words(void) {
    for (size_t k = 0; k < sizeof word_lists / sizeof *word_lists; k++)
        for (const char *p = word_lists[k].words; *p;) {
            size_t n = strcspn(p, " ");
            size_t i = slot_of(p, n);
            memcpy(word_slots[i].word, p, n);
            word_slots[i].length = n;
            size_t letters = 0;
            for (size_t at = 0; at < n; at++)
                letters += ((unsigned char)p[at] & 0xc0) != 0x80;
            if (word_lists[k].class != STARTER && letters > longest_before_stop)
                longest_before_stop = letters;
            word_slots[i].classes |= word_lists[k].class;
            p += n + (p[n] == ' ');
        }
}

static pthread_once_t words_filled = PTHREAD_ONCE_INIT;

/* How far a decision looks around; bounded, or crafted text takes quadratic time. */
enum { LOOK_BYTES = 96 };

/* The letters before `end`, in small letters, stops left out ("U.S" gives "us"). */
static size_t word_before(const char *text, size_t from, size_t end, char *out,
                          bool *dotted) {
    size_t at = end, start = end;
    *dotted = false;
    while (at > from && end - at < LOOK_BYTES) {
        size_t previous = at;
        uint32_t c = shb_utf8_previous(text, &previous);
        uint16_t entry = shb_fold_char(c);
        if (!(entry & 0xff) && !(entry & FOLD_DROP)) {
            /* A stop right between two letters belongs to the abbreviation. */
            if (c != '.' || previous == from || at == end ||
                (text[at] >= '0' && text[at] <= '9'))
                break;
            *dotted = true;
        }
        start = at = previous;
    }
    size_t n = 0;
    for (at = start; at < end && n + 4 < WORD_LIMIT;) {
        uint32_t c = shb_utf8_next(text, end, &at);
        if (c == '.')
            continue;
        uint16_t entry = shb_fold_char(c);
        uint8_t code = (uint8_t)entry;
        if (entry & FOLD_CYRILLIC_LETTER && code < FOLD_CYRILLIC + 0x20)
            n += shb_utf8_put(0x430u + code - FOLD_CYRILLIC, out + n);
        else if (entry & FOLD_ARABIC_LETTER)
            n += shb_utf8_put(0x620u + code - FOLD_ARABIC, out + n);
        else if (code)
            out[n++] = (char)code;
    }
    out[n] = '\0';
    return start;
}

/* Is the word before `end` of plain letters, and in none of the lists, for it is too long
 * or Arabic? Most are. */
static bool is_plain_word(const char *text, size_t from, size_t end) {
    size_t letters = 0;
    uint16_t all = FOLD_ARABIC_LETTER;
    for (size_t at = end; at > from && end - at < LOOK_BYTES; letters++) {
        unsigned char last = (unsigned char)text[at - 1], lead = last;
        uint16_t entry = shb_fold_table[last & 0x7f];
        if (last >= 0x80) {
            lead = at - from > 1 ? (unsigned char)text[at - 2] : 0;
            entry = lead >= 0xc2 && lead < 0xe0
                        ? shb_fold_table[(lead & 0x1f) << 6 | (last & 0x3f)]
                        : 0;
        }
        if (!(entry & 0xff))
            return last == ' ' && letters > (all ? 1 : longest_before_stop);
        all &= entry;
        at -= last < 0x80 ? 1 : 2;
    }
    return false;
}

static bool is_space(uint32_t c) {
    return c == ' ' || c == '\t' || c == 0xa0 || c == '\n' || c == '\r' || c == 0x2028 ||
           c == 0x2029 || c == 0x202f || c == 0x3000 || c == 0x1a || c == '\f' ||
           c == 0x2009;
}

static bool is_closer(uint32_t c) {
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0xbb || c == 0x201d ||
           c == 0x2019 || c == 0x203a || c == 0x201c;
}

/* The text, and the width at which its lines are broken (0: at their ends). */
typedef struct whole {
    const char *text;
    size_t len, width;
} whole;

/* The first character of the next word, which begins at *word. */
static uint32_t first_letter(const whole *w, size_t at, size_t *word) {
    const char *text = w->text;
    size_t len = w->len;
    uint32_t c = 0;
    *word = at;
    if (len - at > LOOK_BYTES) {
        len = at + LOOK_BYTES;
        while (((unsigned char)text[len] & 0xc0) == 0x80)
            len--;
    }
    while (at < len) {
        *word = at;
        c = shb_utf8_next(text, len, &at);
        uint16_t entry = shb_fold_char(c);
        bool line = c == '\n' || c == '\r';
        if (entry & 0xff || (line && !shb_wrap_goes_on(text, w->len, *word, w->width)))
            break;
    }
    return c;
}

/* Is the word at `word` one that begins sentences? */
static bool is_starter(const char *text, size_t len, size_t word) {
    size_t end = word;
    if (len - word > LOOK_BYTES)
        len = word + LOOK_BYTES;
    while (end < len) {
        size_t next = end;
        uint32_t c = shb_utf8_next(text, len, &next);
        if (c == SHB_BAD_CHAR || !(shb_fold_char(c) & (0xff | FOLD_DROP)))
            break;
        end = next;
    }
    char small[WORD_LIMIT];
    bool dotted;
    word_before(text, word, end, small, &dotted);
    return classes_of(small) & STARTER;
}

/* "Plan B. The": longer than one letter, which may be an initial again. */
static bool is_long_starter(const char *text, size_t len, size_t word) {
    size_t second = word;
    if (word >= len || !(shb_fold_char(shb_utf8_next(text, len, &second)) & FOLD_UPPER))
        return false;
    size_t third = second;
    return second < len && (shb_fold_char(shb_utf8_next(text, len, &third)) & 0xff) &&
           is_starter(text, len, word);
}

/* "He wrote on X.", "on Twitter/X." is no initial, "Francis X." is. */
static bool after_small_word(const char *text, size_t sentence, size_t start) {
    if (start > sentence + 1 && text[start - 1] == '/')
        return true;
    size_t before = start - (start > sentence);
    while (before > sentence && text[before - 1] >= 'a' && text[before - 1] <= 'z')
        before--;
    return before + 1 < start && (before == sentence || text[before - 1] == ' ');
}

/* Does the stop at `at` (a full stop at text[at]) end a sentence? `next` is past closers.
 */
static bool stop_ends(const whole *w, size_t sentence, size_t at, size_t next) {
    const char *text = w->text;
    char word[WORD_LIMIT];
    bool dotted;
    if (is_plain_word(text, sentence, at))
        return true;
    size_t start = word_before(text, sentence, at, word, &dotted), ahead;
    uint16_t entry = shb_fold_char(first_letter(w, next, &ahead));
    if (start < at && word[0]) {
        size_t from = start;
        uint32_t c = shb_utf8_next(text, at, &from);
        uint16_t own = shb_fold_char(c);
        bool single = from == at;
        bool after_letter = false;
        if (start > sentence) {
            size_t before = start;
            after_letter = (shb_fold_char(shb_utf8_previous(text, &before)) & 0xff) != 0;
        }
        if (single && (own & FOLD_ARABIC_LETTER) && !after_letter)
            return false;
        if (single && (own & FOLD_UPPER) && !(own & FOLD_DIGIT))
            return is_long_starter(text, w->len, ahead) ||
                   (c == 'X' && after_small_word(text, sentence, start));
        if (own & FOLD_DIGIT && start == sentence && next - at <= 2) {
            /* A list number: digits alone before the first stop of the line. */
            bool digits = true;
            for (size_t i = start; i < at; i++)
                digits &= text[i] >= '0' && text[i] <= '9';
            if (digits && at - start <= 3)
                return false;
        }
        unsigned classes = classes_of(word);
        bool capital = (entry & FOLD_UPPER) && !(entry & FOLD_DIGIT);
        if (!dotted && classes & NEVER_ENDS)
            return false;
        if (dotted || classes & MAY_END)
            return capital && is_starter(text, w->len, ahead);
        if ((entry & FOLD_DIGIT) && classes & BEFORE_DIGIT)
            return false;
    }
    return true;
}

static bool inside_brackets(const char *text, size_t from, size_t at) {
    int depth = 0;
    for (size_t i = from; i < at; i++)
        depth += text[i] == '(' ? 1 : text[i] == ')' && depth > 0 ? -1 : 0;
    return depth > 0;
}

/* Is there an end at the sign text[at], which is `width` bytes? *end: where it is over.
 */
static bool sign_ends(const whole *w, size_t sentence, size_t at, size_t width,
                      size_t *end) {
    const char *text = w->text;
    size_t len = w->len, last = at + width;
    bool stop = text[at] == '.';
    unsigned stops = stop;
    /* A run of signs is one: ?!, ..., !! */
    while (last < len && (text[last] == '.' || text[last] == '!' || text[last] == '?' ||
                          memcmp(text + last, "\xd8\x9f", len - last < 2 ? 1 : 2) == 0)) {
        if ((unsigned char)text[last] == 0xd8 && len - last < 2)
            break;
        stops += text[last] == '.';
        stop &= text[last] == '.';
        last += (unsigned char)text[last] == 0xd8 ? 2 : 1;
    }
    size_t next = last;
    while (next < len) {
        size_t after = next;
        uint32_t c = shb_utf8_next(text, len, &after);
        if (!is_closer(c) && !(shb_fold_char(c) & FOLD_DROP))
            break;
        next = after;
    }
    *end = next;
    if (next < len) {
        size_t after = next;
        uint32_t c = shb_utf8_next(text, len, &after);
        if (!is_space(c))
            return false;
    }
    if (stop && stops == 2 && inside_brackets(text, sentence, at))
        return false;
    if (stop && stops == 1 && !stop_ends(w, sentence, at, next))
        return false;
    /* A small letter goes on: "Yahoo! said", "?" he asked. */
    size_t from = next, word;
    while (from < len && (text[from] == ' ' || text[from] == '\t'))
        from++;
    uint16_t entry = shb_fold_char(first_letter(w, from, &word));
    return !((entry & (FOLD_LATIN_LETTER | FOLD_CYRILLIC_LETTER)) &&
             !(entry & FOLD_UPPER));
}

/* The next byte at or after `at` that may end a sentence. */
static size_t next_sign(const char *text, size_t len, size_t at) {
#ifdef __SSE2__
    const __m128i dot = _mm_set1_epi8('.'), bang = _mm_set1_epi8('!'),
                  ask = _mm_set1_epi8('?'), line = _mm_set1_epi8('\n'),
                  back = _mm_set1_epi8('\r'), arabic = _mm_set1_epi8((char)0xd8),
                  second = _mm_set1_epi8((char)0x9f), wide = _mm_set1_epi8((char)0xe2),
                  wide2 = _mm_set1_epi8((char)0x80), bit = _mm_set1_epi8(1),
                  wide3 = _mm_set1_epi8((char)0xa9); /* or a8 */
    for (; at + 18 <= len; at += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(text + at));
        __m128i after = _mm_loadu_si128((const __m128i *)(text + at + 1));
        __m128i third = _mm_loadu_si128((const __m128i *)(text + at + 2));
        __m128i line_sign = _mm_and_si128(
            _mm_and_si128(_mm_cmpeq_epi8(v, wide), _mm_cmpeq_epi8(after, wide2)),
            _mm_cmpeq_epi8(_mm_or_si128(third, bit), wide3));
        __m128i hit = _mm_or_si128(
            _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, dot), _mm_cmpeq_epi8(v, bang)),
                         _mm_or_si128(_mm_cmpeq_epi8(v, ask), _mm_cmpeq_epi8(v, line))),
            _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, back),
                                      _mm_and_si128(_mm_cmpeq_epi8(v, arabic),
                                                    _mm_cmpeq_epi8(after, second))),
                         line_sign));
        int mask = _mm_movemask_epi8(hit);
        if (mask)
            return at + (size_t)__builtin_ctz((unsigned)mask);
    }
#endif
    for (; at < len; at++) {
        unsigned char c = (unsigned char)text[at];
        if (c == '.' || c == '!' || c == '?' || c == '\n' || c == '\r' ||
            (at + 1 < len && ((c == 0xd8 && (unsigned char)text[at + 1] == 0x9f) ||
                              (c == 0xe2 && (unsigned char)text[at + 1] == 0x80))))
            return at;
    }
    return len;
}

/* Add text[from..to) without the white space around it. */
static shb_status add(shb_ctx *ctx, shb_sentences *sentences, const char *text,
                      size_t from, size_t to, uint32_t paragraph, bool *added) {
    while (from < to) {
        size_t next = from;
        uint32_t c = shb_utf8_next(text, to, &next);
        if (!is_space(c) && c != 0xfeff)
            break;
        from = next;
    }
    while (to > from) {
        size_t previous = to;
        if (!is_space(shb_utf8_previous(text, &previous)))
            break;
        to = previous;
    }
    *added = to > from;
    if (!*added)
        return SHB_OK;
    shb_status st = shb_grow(ctx, (void **)&sentences->items, &sentences->capacity,
                             sentences->count + 1, sizeof *sentences->items);
    if (st == SHB_OK)
        sentences->items[sentences->count++] =
            (shb_sentence){(uint32_t)from, (uint32_t)to, paragraph, 0, 0};
    return st;
}

shb_status shb_split_sentences(shb_ctx *ctx, shb_sentences *sentences, const char *text,
                               size_t len) {
    shb_fold_init();
    pthread_once(&words_filled, fill_words);
    shb_status st = SHB_OK;
    sentences->count = 0;
    sentences->width = shb_wrap_width(text, len);
    const whole w = {text, len, sentences->width};
    uint32_t paragraph = 0;
    bool added, in_paragraph = false;
    size_t from = 0, at = 0;
    while (st == SHB_OK && from < len) {
        size_t limit = from + SHB_SENTENCE_LIMIT;
        size_t sign = next_sign(text, len < limit ? len : limit, at);
        if (sign >= limit) {
            size_t cut = limit;
            while (cut > from + SHB_SENTENCE_LIMIT / 2 && text[cut] != ' ')
                cut--;
            if (text[cut] != ' ')
                for (cut = limit; ((unsigned char)text[cut] & 0xc0) == 0x80;)
                    cut--;
            st = add(ctx, sentences, text, from, cut, paragraph, &added);
            in_paragraph |= added;
            from = at = cut;
            continue;
        }
        if (sign >= len) {
            st = add(ctx, sentences, text, from, len, paragraph, &added);
            break;
        }
        unsigned char c = (unsigned char)text[sign];
        size_t end = sign + 1;
        bool line = c == '\n' || c == '\r';
        if (c == 0xe2) {
            end = sign + 3;
            line = sign + 2 < len && ((unsigned char)text[sign + 2] == 0xa8 ||
                                      (unsigned char)text[sign + 2] == 0xa9);
            if (!line) {
                at = sign + 2;
                continue;
            }
        }
        if (line && shb_wrap_goes_on(text, len, sign, w.width)) {
            at = end;
            continue;
        }
        if (!line && !sign_ends(&w, from, sign, c == 0xd8 ? 2 : 1, &end)) {
            at = end > sign ? end : sign + 1;
            continue;
        }
        if (end > limit) /* a run of signs */
            for (end = limit; ((unsigned char)text[end] & 0xc0) == 0x80;)
                end--;
        st = add(ctx, sentences, text, from, end, paragraph, &added);
        in_paragraph |= added;
        if (line && in_paragraph) {
            paragraph++;
            in_paragraph = false;
        }
        from = at = end;
    }
    return st;
}

void shb_sentences_done(shb_sentences *sentences) {
    shb_free(sentences->items);
    *sentences = (shb_sentences)SHB_SENTENCES_INIT;
}
