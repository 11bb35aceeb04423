/* Whether two names that are sounds are one name. */
#include "text/sounds.h"

#include <string.h>

#include "text/sound_bits.h"

/* Only sounds that no letter of any script leaves open, of the words from `first` on. */
static shb_sound_key key_from(const shb_sounds *name, size_t first) {
    static const struct {
        uint32_t sounds;
        char letter;
    } sure[] = {{B | P, 'b'}, {D | Z, 'd'}, {L, 'l'}, {M, 'm'}, {N, 'n'}, {R, 'r'}};
    shb_sound_key out = {0};
    size_t n = 0, at = first ? name->ends[first - 1] : 0;
    for (size_t k = first; k < name->n_words; k++) {
        size_t start = n;
        if (name->given[k]) {
            out.letters[n++] = (char)('0' + name->given[k]);
            at = name->ends[k];
        }
        for (; at < name->ends[k]; at++) {
            uint32_t sound = name->items[at].may_be & ~(uint32_t)(EMPHATIC | SECOND);
            size_t p = 0, n_sure = sizeof sure / sizeof *sure;
            while (p < n_sure && (sound & ~sure[p].sounds))
                p++;
            bool again = n > start && p < n_sure && out.letters[n - 1] == sure[p].letter;
            if (p < n_sure && !name->items[at].optional && !again)
                out.letters[n++] = sure[p].letter;
        }
        out.letters[n++] = ' ';
    }
    out.length = (uint8_t)n;
    return out;
}

shb_sound_key shb_sounds_key(const shb_sounds *name) { return key_from(name, 0); }

shb_sound_key shb_sounds_last_key(const shb_sounds *name) {
    return key_from(name, name->n_words - 1u);
}

int shb_sound_key_order(const shb_sound_key *a, const shb_sound_key *b) {
    size_t both = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->letters, b->letters, both);
    return order ? order : a->length - b->length;
}

typedef struct side {
    const shb_sound *items;
    size_t count;
    uint8_t script;
} side;

static bool is_vowel(side s, size_t i) {
    return i < s.count && (s.items[i].may_be & VOWEL) && !s.items[i].optional;
}

/* May the other script leave this sound out? Arabic writes no short vowel inside a word;
 * of two vowels it writes one at least: the i of ai, the i of ie. */
static bool may_miss(side s, size_t i, uint8_t other) {
    uint32_t sound = s.items[i].may_be, next = 0;
    for (size_t k = s.count; k-- > i + 1;) /* Sarah ends in a */
        next = s.items[k].optional ? next : s.items[k].may_be;
    bool e = sound == (A | I) || sound == I;
    if (s.items[i].optional)
        return true;
    if (other != TOKEN_ARABIC || i == 0 || (sound & ~(uint32_t)(VOWEL | Y | W)))
        return false;
    if (is_vowel(s, i - 1))
        return e && next && !is_vowel(s, i + 1);
    if (!next)
        return e && s.script == TOKEN_LATIN && i > 1;
    return !is_vowel(s, i + 1) || !(next & ~(uint32_t)(I | Y)) ||
           !(next & ~(uint32_t)(U | W));
}

/* A sound as its own script tells it from others; Russian writes one e for another. */
static uint32_t letter(side s, size_t i) {
    uint32_t sound = s.items[i].may_be;
    return (sound & I) && s.script == TOKEN_CYRILLIC ? sound & ~(uint32_t)A : sound;
}

static bool words_alike(side a, side b) {
    if (a.script == b.script) {
        if (a.count != b.count)
            return false;
        for (size_t i = 0; i < a.count; i++)
            if (letter(a, i) != letter(b, i))
                return false;
        return true;
    }
    bool open[SOUNDS_MAX + 1] = {
        true}; /* b's first j sounds are matched by a's first i */
    for (size_t j = 0; j < b.count && open[j] && may_miss(b, j, a.script); j++)
        open[j + 1] = true;
    for (size_t i = 0; i < a.count; i++) {
        bool above = open[0];
        open[0] = open[0] && may_miss(a, i, b.script);
        for (size_t j = 0; j < b.count; j++) {
            bool beside = open[j + 1];
            open[j + 1] = (above && (a.items[i].may_be & b.items[j].may_be)) ||
                          (beside && may_miss(a, i, b.script)) ||
                          (open[j] && may_miss(b, j, a.script));
            above = beside;
        }
    }
    return open[b.count];
}

/* Word k of a name; sounds of an unknown script are never asked for. */
static side side_of(const shb_sounds *name, size_t k) {
    size_t from = k ? name->ends[k - 1] : 0;
    return (side){name->items + from, name->ends[k] - from, name->script};
}

static bool word_alike(const shb_sounds *a, const shb_sounds *b, size_t i, size_t j) {
    if (a->given[i] && a->given[i] == b->given[j])
        return true;
    return !a->given[i] && !b->given[j] && words_alike(side_of(a, i), side_of(b, j));
}

bool shb_sounds_alike(const shb_sounds *a, const shb_sounds *b) {
    if (a->n_words != b->n_words)
        return false;
    for (size_t k = 0; k < a->n_words; k++)
        if (!word_alike(a, b, k, k))
            return false;
    return true;
}

/* The first word of one, whole, begins the first word of the other. */
static bool begins(const shb_sounds *whole, const shb_sounds *cut) {
    enum { LEAST_CUT = 3 };
    side a = side_of(whole, 0), b = side_of(cut, 0);
    for (size_t n = LEAST_CUT; b.count >= LEAST_CUT && n < a.count; n++)
        if (words_alike((side){a.items, n, a.script}, b))
            return true;
    return false;
}

/* In Arabic, without its vowels, a beginning says too little. */
bool shb_sounds_cut_short(const shb_sounds *a, const shb_sounds *b) {
    return a->n_words == 2 && b->n_words == 2 && a->script != TOKEN_ARABIC &&
           b->script != TOKEN_ARABIC && word_alike(a, b, 1, 1) &&
           (begins(a, b) || begins(b, a));
}
