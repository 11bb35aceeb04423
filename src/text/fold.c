#include "text/fold.h"

#include <pthread.h>
#include <stdbool.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

uint16_t shb_fold_table[0x800];
uint8_t shb_fold_plain[0x800];
const char shb_fold_pairs[][3] = {"ss", "ae", "oe", "th", "ij", "dz", "lj", "nj"};

/* Characters whose folding no decomposition gives. */
static const struct {
    uint16_t from;
    uint16_t to; /* character, or 0x8000 | index of a pair */
} exceptions[] = {
    {0x00df, 0x8000}, {0x00c6, 0x8001}, {0x00e6, 0x8001}, {0x0152, 0x8002},
    {0x0153, 0x8002}, {0x00de, 0x8003}, {0x00fe, 0x8003}, {0x00d8, 'o'},
    {0x00f8, 'o'},    {0x0141, 'l'},    {0x0142, 'l'},    {0x0110, 'd'},
    {0x0111, 'd'},    {0x00d0, 'd'},    {0x00f0, 'd'},    {0x0131, 'i'},
    {0x0126, 'h'},    {0x0127, 'h'},    {0x0259, 'a'},    {0x018f, 'a'},
    {0x0622, 0x627},  {0x0623, 0x627},  {0x0625, 0x627},  {0x0671, 0x627},
    {0x0672, 0x627},  {0x0673, 0x627},  {0x0624, 0x648},  {0x0626, 0x64a},
    {0x0649, 0x64a},  {0x06cc, 0x64a},  {0x06d2, 0x64a},  {0x06a9, 0x643},
    {0x06ad, 0x63a},  {0x06af, 0x63a},  {0x067e, 0x628},  {0x0686, 0x62c},
    {0x06a4, 0x641},  {0x0698, 0x632},  {0x06c1, 0x647},  {0x06d5, 0x647},
    {0x06be, 0x647},  {0x0451, 0x435},  {0x0401, 0x435},
};

/* Letters of Ukrainian, Belarusian and South Slavic beside the Russian ones. */
static const uint16_t more_cyrillic[] = {0x0456, 0x0457, 0x0454, 0x0491, 0x045e, 0x0458,
                                         0x0459, 0x045a, 0x045b, 0x0452, 0x045f};

static uint16_t fold_letter(uint32_t c, uint16_t upper) {
    if (c >= 'a' && c <= 'z')
        return (uint16_t)(c | upper | FOLD_LATIN_LETTER);
    if (c >= 0x430 && c <= 0x44f)
        return (uint16_t)(FOLD_RU(c) | upper | FOLD_CYRILLIC_LETTER);
    for (size_t i = 0; i < sizeof more_cyrillic / sizeof *more_cyrillic; i++)
        if (c == more_cyrillic[i])
            return (uint16_t)((FOLD_CYRILLIC + 0x20 + i) | upper | FOLD_CYRILLIC_LETTER);
    if (c >= 0x621 && c <= 0x64a && c != 0x640)
        return (uint16_t)(FOLD_AR(c) | FOLD_ARABIC_LETTER);
    return FOLD_OTHER | FOLD_STRANGE;
}

static uint16_t fold_slowly(uint32_t c) {
    if (c < 0x80) {
        if (c >= '0' && c <= '9')
            return (uint16_t)(c | FOLD_DIGIT | FOLD_UPPER);
        if (c >= 'A' && c <= 'Z')
            return fold_letter(c | 0x20, FOLD_UPPER);
        return c >= 'a' && c <= 'z' ? fold_letter(c, 0) : 0;
    }
    if (c == 0x640 || c == 0xad || c == 0xfeff || (c >= 0x64b && c <= 0x65f) ||
        c == 0x670 || (c >= 0x610 && c <= 0x61a) ||
        (c >= 0x6d6 && c <= 0x6ed && c != 0x6dd && c != 0x6de && c != 0x6e9) ||
        (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
        (c >= 0x2060 && c <= 0x2069) || (c >= 0x300 && c <= 0x36f))
        return FOLD_DROP;
    UChar32 lower = u_tolower((UChar32)c);
    uint16_t upper = lower != (UChar32)c || u_isupper((UChar32)c) ? FOLD_UPPER : 0;
    for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
        if (c == exceptions[i].from) {
            if (exceptions[i].to & 0x8000)
                return (uint16_t)((exceptions[i].to & 0xff) | upper | FOLD_LATIN_LETTER |
                                  FOLD_TWO);
            return fold_letter(exceptions[i].to, upper);
        }
    int32_t digit = u_charDigitValue((UChar32)c);
    if (digit >= 0 && u_charType((UChar32)c) == U_DECIMAL_DIGIT_NUMBER)
        return (uint16_t)(('0' + digit) | FOLD_DIGIT | FOLD_UPPER);
    if (!u_isalpha((UChar32)c))
        return u_getIntPropertyValue((UChar32)c, UCHAR_GENERAL_CATEGORY) ==
                       U_NON_SPACING_MARK
                   ? FOLD_DROP
                   : 0;
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfkd = unorm2_getNFKDInstance(&status);
    UChar parts[32];
    int32_t n =
        U_SUCCESS(status) ? unorm2_getDecomposition(nfkd, lower, parts, 32, &status) : -1;
    /* Short i is a letter of its own, not an accented i. */
    if (n > 0 && n <= 32 && lower != 0x439) {
        UChar32 base = parts[0];
        for (size_t i = 0; i < sizeof exceptions / sizeof *exceptions; i++)
            if (base == exceptions[i].from && !(exceptions[i].to & 0x8000))
                base = exceptions[i].to;
        return fold_letter((uint32_t)u_tolower(base), upper);
    }
    return fold_letter((uint32_t)lower, upper);
}

static pthread_once_t filled = PTHREAD_ONCE_INIT;

static void fill(void) {
    const unsigned letters =
        FOLD_LATIN_LETTER | FOLD_ARABIC_LETTER | FOLD_CYRILLIC_LETTER;
    for (uint32_t c = 0; c < 0x800; c++) {
        uint16_t entry = shb_fold_table[c] = fold_slowly(c);
        bool plain = entry & letters && !(entry & 0xff00 & ~(letters | FOLD_UPPER));
        shb_fold_plain[c] = plain ? (uint8_t)entry : 0;
    }
}

void shb_fold_init(void) { pthread_once(&filled, fill); }

uint16_t shb_fold_rest(uint32_t c) {
    /* The commonest ranges: punctuation, CJK, emoji. */
    if (c >= 0x2010 && c < 0x2060)
        return c >= 0x202a && c <= 0x202e ? FOLD_DROP : 0;
    if (c >= 0x3040 && c < 0xd7a4)
        return FOLD_OTHER | FOLD_STRANGE;
    return fold_slowly(c);
}
