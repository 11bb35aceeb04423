/* A name, letter by letter, as the sounds that it may stand for. */
#include "text/sounds.h"

#include <pthread.h>
#include <string.h>

#include "text/arabic_letters.h"
#include "text/sound_bits.h"

enum { LEAST_CONSONANTS = 4, LEAST_LETTERS = 2 };

/* ------------------------------------------------------------------- common given names
 */

/* Whose spelling letters do not tell: each line is one name. Folded. */
static const char *const given_names[][10] = {
    {"mohammed", "mohamed", "muhammad", "mohammad", "mohamad", "muhammed", "мохаммед",
     "мухаммед", "мухаммад", "محمد"},
    {"ahmed", "ahmad", "ахмед", "ахмад", "احمد"},
    {"mahmoud", "mahmud", "махмуд", "محمود"},
    {"yousef", "yusuf", "youssef", "yousuf", "юсеф", "юсуф", "يوسف"},
    {"khaled", "khalid", "халед", "халид", "خالد"},
    {"omar", "umar", "омар", "умар", "عمر"},
    {"osama", "usama", "усама", "осама", "اسامه", "اسامة"},
    {"mustafa", "mostafa", "мустафа", "مصطفي"},
    {"fatima", "fatimah", "фатима", "فاطمه", "فاطمة"},
    {"john", "джон", "جون"},
    {"george", "джордж", "جورج"},
    {"michael", "майкл", "مايكل"},
    {"david", "дэвид", "девид", "ديفيد", "دافيد"},
    {"james", "джеймс", "جيمس"},
    {"william", "уильям", "вильям", "ويليام", "وليام", "وليم"},
    {"charles", "чарльз", "تشارلز", "شارلز"},
    {"jack", "джек", "جاك"},
    {"joe", "джо", "جو"},
    {"joseph", "джозеф", "جوزيف"},
    {"steve", "стив", "ستيف"},
    {"mike", "майк", "مايك"},
    {"andrew", "эндрю", "андрю", "اندرو"},
    {"alexander", "aleksandr", "alexandr", "александр", "الكسندر"},
    {"sergei", "sergey", "sergej", "сергей", "سيرغي", "سيرجي"},
    {"yuri", "yury", "юрий", "يوري"},
    {"jean", "жан", "جان"},
};

enum { N_GIVEN = sizeof given_names / sizeof *given_names, GIVEN_SLOTS = 512 };
static struct {
    uint64_t hash;
    uint8_t given;
} given_slots[GIVEN_SLOTS];

/* Two bytes of UTF-8 as one folded letter: the table above holds no others. */
static size_t fold_plain(const char *word, uint8_t out[32]) {
    size_t n = 0;
    for (const unsigned char *p = (const unsigned char *)word; *p && n < 24;) {
        uint32_t c = *p < 0x80 ? *p : (*p & 0x1fu) << 6 | (p[1] & 0x3fu);
        p += *p < 0x80 ? 1 : 2;
        out[n++] = (uint8_t)shb_fold_char(c);
    }
    return n;
}

static void fill_given(void) {
    uint8_t letters[32] = {0};
    shb_fold_init();
    for (uint8_t k = 0; k < N_GIVEN; k++)
        for (size_t i = 0; i < 10 && given_names[k][i]; i++) {
            uint64_t hash =
                shb_word_hash(letters, fold_plain(given_names[k][i], letters));
            size_t slot = hash % GIVEN_SLOTS;
            while (given_slots[slot].given)
                slot = (slot + 1) % GIVEN_SLOTS;
            given_slots[slot].hash = hash;
            given_slots[slot].given = (uint8_t)(k + 1);
        }
}

static uint8_t given_of(uint64_t hash) {
    static pthread_once_t filled = PTHREAD_ONCE_INIT;
    pthread_once(&filled, fill_given);
    size_t slot = hash % GIVEN_SLOTS;
    while (given_slots[slot].given && given_slots[slot].hash != hash)
        slot = (slot + 1) % GIVEN_SLOTS;
    return given_slots[slot].given;
}

/* ---------------------------------------------------------------------------- letters */

typedef struct word {
    const uint8_t *letters;
    size_t length;
} word;

/* Sounds of the word at hand, at the end of a name's. */
typedef struct writer {
    shb_sounds *name;
    size_t start, count; /* in name->items */
    bool full;
} writer;

static void put(writer *w, uint32_t sound, bool optional) {
    if (w->count == SOUNDS_MAX)
        w->full = true;
    else
        w->name->items[w->count++] = (shb_sound){sound, optional};
}

static uint32_t last_sound(const writer *w) {
    return w->count > w->start ? w->name->items[w->count - 1].may_be : 0;
}

/* Doubled letters are one; so are the many ways to write i. */
static void put_single(writer *w, uint32_t sound) {
    uint32_t last = last_sound(w);
    if (sound == last && !w->name->items[w->count - 1].optional)
        return;
    if (sound == (I | Y) && last == (I | Y)) {
        w->name->items[w->count - 1].optional = false;
        return;
    }
    put(w, sound, false);
}

static bool has(word text, size_t at, const char *letters) {
    size_t n = strlen(letters);
    return at + n <= text.length && memcmp(text.letters + at, letters, n) == 0;
}

static bool put_latin(writer *w, word text) {
    static const struct {
        const char *letters;
        uint32_t sounds[2];
    } several[] = {
        {"tch", {CH}},
        {"sch", {SH}},
        {"dzh", {J}},
        {"sh", {SH}},
        {"ch", {CH | KH | SH}},
        {"kh", {KH | H}},
        {"th", {TH | T}},
        {"ph", {F}},
        {"gh", {G}},
        {"dh", {D | Z}},
        {"zh", {ZH}},
        {"ck", {K}},
        {"dj", {J}},
        {"ou", {U | W}},
        {"oo", {U | W}},
        {"x", {K, S}},
    };
    static const uint32_t single[26] = {
        A, B,     K | S, D, A | I, F, G | J, H,     I | Y, J | Y | ZH, K, L,     M,
        N, U | A, P,     K, R,     S, T,     U | W, V,     W | V,      0, I | Y, Z};
    for (size_t i = 0; i < text.length;) {
        uint8_t c = text.letters[i];
        size_t k = 0, n = sizeof several / sizeof *several;
        while (k < n && !has(text, i, several[k].letters))
            k++;
        bool vowels = k < n && (several[k].sounds[0] & VOWEL);
        if (k < n && (!vowels || text.length > 3)) {
            put_single(w, several[k].sounds[0]);
            if (several[k].sounds[1])
                put_single(w, several[k].sounds[1]);
            i += strlen(several[k].letters);
            continue;
        }
        if (c < 'a' || c > 'z')
            return false;
        bool before_vowel = i + 1 < text.length && strchr("aeiouy", text.letters[i + 1]);
        if (c == 'h' && (last_sound(w) & VOWEL) && !before_vowel)
            put(w, H, true); /* Sarah, John */
        else if (has(text, i, "ee") && text.length > 3) {
            put_single(w, I | Y);
            i++;
        } else
            put_single(w, single[c - 'a']);
        i++;
    }
    return true;
}

/* By Cyrillic letter from a; 0: none by itself. */
static const uint32_t cyrillic[32] = {
    A, B,  V | W, G | H, D, I,     ZH | J, Z,      I | Y, I | Y,  K,
    L, M,  N,     U | A, P, R,     S | TH, T | TH, U | W, F | TH, H | KH,
    T, CH, SH,    SH,    0, I | Y, 0,      A | I,  U | W, A};

static bool put_cyrillic(writer *w, word text) {
    for (size_t i = 0; i < text.length; i++) {
        uint8_t c = text.letters[i];
        if (c < FOLD_CYRILLIC || c >= FOLD_CYRILLIC + 32)
            return false;
        bool soft = c == FOLD_RU(0x44c) || c == FOLD_RU(0x44a);
        uint8_t next = i + 1 < text.length ? text.letters[i + 1] : 0;
        bool before_vowel = next == FOLD_RU(0x435) || next == FOLD_RU(0x438) ||
                            next == FOLD_RU(0x44e) || next == FOLD_RU(0x44f) ||
                            next == FOLD_RU(0x43e);
        if (soft) {
            if (before_vowel)
                put_single(w, I | Y);
            continue;
        }
        bool after_vowel = w->count == w->start || (last_sound(w) & VOWEL);
        bool iotated = c == FOLD_RU(0x44e) || c == FOLD_RU(0x44f);
        if (c == FOLD_RU(0x434) && next == FOLD_RU(0x436)) {
            put_single(w, J);
            i++;
            continue;
        }
        if ((iotated || (c == FOLD_RU(0x435) && after_vowel)) && last_sound(w) != (I | Y))
            put(w, I | Y, true);
        put_single(w, cyrillic[c - FOLD_CYRILLIC]);
        if (c == FOLD_RU(0x446))
            put_single(w, S); /* ts */
    }
    return true;
}

/* By Arabic letter from U+0620; 0: none by itself. */
static const uint32_t arabic[43] = {
    [0x628 - 0x620] = B | P,
    [0x629 - 0x620] = A | H, /* ta marbuta */
    [0x62a - 0x620] = T,
    [0x62b - 0x620] = TH | T | S,
    [0x62c - 0x620] = J | G | ZH,
    [0x62d - 0x620] = H | EMPHATIC,
    [0x62e - 0x620] = KH,
    [0x62f - 0x620] = D,
    [0x630 - 0x620] = D | Z,
    [0x631 - 0x620] = R,
    [0x632 - 0x620] = Z,
    [0x633 - 0x620] = S,
    [0x634 - 0x620] = SH | CH,
    [0x635 - 0x620] = S | EMPHATIC,
    [0x636 - 0x620] = D | Z | SECOND,
    [0x637 - 0x620] = T | EMPHATIC,
    [0x638 - 0x620] = D | Z | EMPHATIC,
    [0x639 - 0x620] = VOWEL | EMPHATIC,
    [0x63a - 0x620] = G,
    [0x641 - 0x620] = F | V,
    [0x642 - 0x620] = K | G | EMPHATIC,
    [0x643 - 0x620] = K | G,
    [0x644 - 0x620] = L,
    [0x645 - 0x620] = M,
    [0x646 - 0x620] = N,
    [0x647 - 0x620] = H,
    [0x648 - 0x620] = U | W | V,
    [0x64a - 0x620] = I | Y,
};

static const uint8_t abd[] = {AIN, BA, DAL};

static bool put_arabic(writer *w, word text, bool starts) {
    const uint8_t *letters = text.letters;
    size_t n = text.length;
    for (size_t i = 0; i < n; i++) {
        uint8_t c = letters[i], next = i + 1 < n ? letters[i + 1] : 0;
        bool first = starts && i == 0;
        bool long_vowel = next == ALEF || next == WAW || next == YA;
        bool of_god = (i == 3 && memcmp(letters, abd, 3) == 0) || (!starts && i == 0);
        if (c < FOLD_ARABIC || c >= FOLD_ARABIC + 43)
            return false;
        if (c == HAMZA)
            continue;
        if (c == ALEF && next == LAM && (first || of_god) && n > i + 3) {
            put(w, of_god ? VOWEL : A | I, false);
            put(w, L, false);
            i++;
        } else if (c == TA && next == SHIN) {
            put(w, CH, false);
            i++;
        } else if (c == ALEF)
            put(w, first ? VOWEL : A, first && long_vowel);
        else if (c == AIN && first && long_vowel)
            put(w, arabic[AIN - FOLD_ARABIC], true);
        else if (c == AIN)
            put(w, arabic[AIN - FOLD_ARABIC], !first);
        else if ((c == HA || c == TA_MARBUTA) && i == n - 1)
            put(w, VOWEL | H, false);
        else if (c == WAW || c == YA)
            put_single(w, arabic[c - FOLD_ARABIC]);
        else if (arabic[c - FOLD_ARABIC])
            put(w, arabic[c - FOLD_ARABIC], false);
        else
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------------------ words */

static bool is_one_of(word text, const char *const *list) {
    uint8_t letters[32];
    for (; *list; list++) {
        size_t n = fold_plain(*list, letters);
        if (n == text.length && memcmp(letters, text.letters, n) == 0)
            return true;
    }
    return false;
}

static word word_of(const shb_tokens *name, size_t i) {
    return (word){name->folded + name->items[i].folded, name->items[i].length};
}

static bool is_article(const shb_tokens *name, size_t i) {
    static const char *const always[] = {"al", "el", "аль", "эль", NULL};
    static const char *const with_hyphen[] = {
        "ul", "ol", "ash", "esh", "ad", "ed",  "as", "es", "ar", "er", "an",
        "en", "at", "et",  "az",  "ez", "уль", "аш", "эш", "ад", "эд", "ас",
        "эс", "ар", "эр",  "ан",  "эн", "ат",  "ал", "аз", NULL};
    word text = word_of(name, i);
    return i + 1 < name->count &&
           (is_one_of(text, always) ||
            (shb_token_gap(name, i + 1) == GAP_HYPHEN && is_one_of(text, with_hyphen)));
}

/* Abd and Abu are one word with what follows; Latin and Cyrillic have the article's vowel
 * in it at times: Abdul, Abdel. */
static bool leads_on(const shb_tokens *name, size_t i) {
    static const char *const words[] = {
        "abd",   "abdul",  "abdel",  "abdal",  "abdol", "abu", "abou", "абд",
        "абдул", "абдель", "абдаль", "абдуль", "абу",   "عبد", "ابو",  NULL};
    return i + 1 < name->count && is_one_of(word_of(name, i), words);
}

static bool put_word(writer *w, uint8_t script, word text, bool starts) {
    switch (script) {
    case TOKEN_LATIN:
        return put_latin(w, text);
    case TOKEN_CYRILLIC:
        return put_cyrillic(w, text);
    default:
        return put_arabic(w, text, starts);
    }
}

/* The vowel of Abdul, Abdel: whatever it is. */
static void free_vowel(writer *w) {
    shb_sound *items = w->name->items + w->start;
    if (w->count - w->start >= 5 && (items[0].may_be & VOWEL) && items[1].may_be & B &&
        (items[2].may_be & D) && (items[3].may_be & VOWEL) && (items[4].may_be & L))
        items[3].may_be = VOWEL;
}

static size_t consonants(const shb_sounds *name) {
    size_t n = 0;
    for (size_t i = 0; i < name->ends[name->n_words - 1]; i++)
        n += !(name->items[i].may_be & VOWEL) && !name->items[i].optional;
    return n;
}

bool shb_sounds_of(const shb_tokens *name, shb_sounds *out) {
    const uint8_t scripts = TOKEN_LATIN | TOKEN_ARABIC | TOKEN_CYRILLIC;
    writer w = {.name = out};
    memset(out, 0, sizeof *out);
    for (size_t i = 0; i < name->count; i++) {
        const shb_token *token = &name->items[i];
        word text = word_of(name, i);
        uint8_t script = token->flags & scripts;
        if ((out->script && script != out->script) ||
            (script != TOKEN_LATIN && script != TOKEN_ARABIC &&
             script != TOKEN_CYRILLIC) ||
            (token->flags & (TOKEN_DIGIT | TOKEN_STRANGE | TOKEN_DOTTED)))
            return false;
        out->script = script;
        bool glued = i > 0 && shb_token_gap(name, i) == GAP_APOSTROPHE;
        bool leads = leads_on(name, i), starts = w.count == w.start;
        if (is_article(name, i)) {
            put(&w, starts ? A | I : VOWEL, false);
            put(&w, L, false);
            continue;
        }
        if (text.length < LEAST_LETTERS && !glued)
            return false;
        if (!put_word(&w, script, text, starts) || w.full)
            return false;
        if (leads ||
            (i + 1 < name->count && shb_token_gap(name, i + 1) == GAP_APOSTROPHE))
            continue;
        if (out->n_words == SOUND_WORDS_MAX)
            return false;
        free_vowel(&w);
        bool alone =
            i == 0 || (!leads_on(name, i - 1) && !glued && !is_article(name, i - 1));
        out->given[out->n_words] = alone ? given_of(token->hash) : 0;
        out->ends[out->n_words++] = (uint8_t)w.count;
        w.start = w.count;
    }
    size_t common = 0;
    for (size_t k = 0; k < out->n_words; k++)
        common += out->given[k] != 0;
    return out->n_words >= 2 && common < out->n_words && w.start == w.count &&
           consonants(out) >= LEAST_CONSONANTS;
}
