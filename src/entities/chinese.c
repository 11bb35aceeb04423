/* Chinese names in Latin letters: a surname of the common ones, then one or two syllables
 * of Hanyu Pinyin. Without a list of given names, of which there are no common ones. */
#include "entities/patterns.h"

#include <string.h>

/* The surnames of nine in ten, without those that are English words (He, She, An). */
static const char surnames[] = " ai bai bao bi bian bo cai cao cen chai chang chen cheng "
                               "chu cui dai deng ding dong du "
                               "duan fan fang fei feng fu gan gao ge geng gong gu guan "
                               "guo han hao hong hou hu hua huang "
                               "ji jia jiang jiao jin jing ju kang ke kong lai lei leng "
                               "li lian liang liao lin ling liu "
                               "lu luo lyu ma mao mei meng miao mu ni nie niu ning "
                               "ouyang pan pang pei peng pi pu qi qian "
                               "qiao qin qiu qu quan ran rao ren rong ruan shang shao "
                               "shen sheng shi shu si song su sun "
                               "tan tang tao teng tian tong tu wan wang wei wen weng wu "
                               "xi xia xiang xiao xie xing xiong "
                               "xu xue yan yang yao ye yi yin ying yu yuan yue yun zang "
                               "zeng zha zhai zhan zhang zhao "
                               "zheng zhong zhou zhu zhuang zhuo zong zou zu zuo ";
/* Those of Taiwan (Wade-Giles), Hong Kong (Cantonese) and Korea that are written
 * otherwise.
 */
static const char other_surnames[] = " ahn bae baek bang byun chae chan chang chau cheon "
                                     "cheung chiang cho choi chou chow chuang "
                                     "chung chiu eom fung hahm heo ho hsiao hsieh hsiung "
                                     "hsu hui hung hwang im ip jang jeon jeong "
                                     "joo jung kan kim ko koo kuan kuo kwak kwan kwok "
                                     "kwon kweon lam lau lee leung lim lo luk mak "
                                     "min moon nam no noh oh paik park poon pyo ryoo ryu "
                                     "seo shih shin sim suh sung tam tsai tsang "
                                     "tsao tse tseng tsou tsui tung woo won wong woon "
                                     "yeh yeo yeom yeung yim yip yiu yoo yoon you "
                                     "yuk yum ";
static const char *const initials[] = {"zh", "ch", "sh", "b", "p", "m", "f", "d",
                                       "t",  "n",  "l",  "g", "k", "h", "j", "q",
                                       "x",  "r",  "z",  "c", "s", "y", "w", ""};
static const char *const finals[] = {
    "iang", "iong", "uang", "ang", "eng", "ian", "iao", "ing", "ong", "uai", "uan",
    "ai",   "an",   "ao",   "ei",  "en",  "er",  "ia",  "ie",  "in",  "iu",  "ou",
    "ua",   "ue",   "ui",   "un",  "uo",  "a",   "e",   "i",   "o",   "u"};

/* Do the letters make at most so many syllables? */
static bool are_syllables(const char *letters, size_t n, size_t most) {
    if (n == 0)
        return true;
    if (most == 0)
        return false;
    for (size_t i = 0; i < sizeof initials / sizeof *initials; i++) {
        size_t begin = strlen(initials[i]);
        if (begin > n || memcmp(letters, initials[i], begin) != 0)
            continue;
        for (size_t f = 0; f < sizeof finals / sizeof *finals; f++) {
            size_t end = begin + strlen(finals[f]);
            if (end <= n && memcmp(letters + begin, finals[f], end - begin) == 0 &&
                are_syllables(letters + end, n - end, most - 1))
                return true;
        }
    }
    return false;
}

static bool is_among(const char *list, const char *letters, size_t n) {
    char padded[10] = " ";
    if (n < 2 || n > sizeof padded - 3)
        return false;
    memcpy(padded + 1, letters, n);
    padded[n + 1] = ' ';
    return strstr(list, padded) != NULL;
}

static bool is_surname(const char *letters, size_t n) {
    return is_among(surnames, letters, n);
}

/* A hyphen, and no dash: "Vincent Astor—eldest son of". */
static bool has_hyphen(const shb_tokens *tokens, size_t i) {
    return tokens->text[tokens->items[i].start - 1] == '-' &&
           shb_token_gap(tokens, i) == GAP_HYPHEN;
}

bool shb_is_second_half(const shb_patterns *p, size_t i) {
    static const char *const compounds[] = {"led",  "run",   "era",  "born", "like",
                                            "made", "based", "held", "free", "only",
                                            "wide", "type",  "style"};
    const shb_token *half = &p->work->tokens.items[i];
    return (half->flags & (TOKEN_LATIN | TOKEN_CAPITAL)) == TOKEN_LATIN &&
           half->length >= 2 && half->length <= 6 && half[-1].length <= 6 &&
           !(p->kinds[i] & (IS_KNOWN | IS_TAKEN)) && has_hyphen(&p->work->tokens, i) &&
           !TOKEN_IS_ONE_OF(p->work, i, compounds);
}

bool shb_is_hyphenated_name(const shb_patterns *p, size_t surname, size_t end) {
    const shb_tokens *tokens = &p->work->tokens;
    const shb_token *family = &tokens->items[surname];
    const uint8_t latin = TOKEN_LATIN | TOKEN_CAPITAL, all = latin | TOKEN_CAPITALS;
    const char *letters = (const char *)tokens->folded + family->folded;
    return surname + 2 < end && (family->flags & all) == latin &&
           (family[1].flags & all) == latin && shb_is_second_half(p, surname + 2) &&
           shb_token_gap(tokens, surname + 1) == GAP_SPACE &&
           !((p->kinds[surname] | p->kinds[surname + 1]) & IS_TAKEN) &&
           !(p->kinds[surname + 1] & IS_KNOWN) &&
           (is_surname(letters, family->length) ||
            is_among(other_surnames, letters, family->length)) &&
           (surname + 3 >= end || shb_token_gap(tokens, surname + 3) != GAP_HYPHEN);
}

bool shb_is_chinese_name(const shb_patterns *p, size_t surname) {
    const shb_token *family = &p->work->tokens.items[surname], *given = family + 1;
    const char *folded = (const char *)p->work->tokens.folded;
    const uint8_t latin = TOKEN_LATIN | TOKEN_CAPITAL;
    return (family->flags & latin) == latin && (given->flags & latin) == latin &&
           !((family->flags | given->flags) & TOKEN_CAPITALS) && given->length >= 2 &&
           is_surname(folded + family->folded, family->length) &&
           are_syllables(folded + given->folded, given->length, 2);
}
