/*
 * The fast matcher beside a slow one that is plainly right.
 *
 *     matcher_naive EVERY FILE...
 *
 * Of each EVERYth text of the files the candidates of both must be the same: the tokens,
 * the bytes, the form. The slow one knows the forms as a sorted list of strings, looks up
 * every run of words in it, longest first, and has no hashes, filters or prefixes. What
 * it shares with the fast one is the folding into words (text/tokens.h). Its rules are
 * those of gazetteer/match.h, and that of names that overlap:
 *
 *   1. At a word its readings are tried in turn: as it is; without waw or fa; without ba,
 *      kaf or lam (after a waw or fa or not); lil- as al-. The first that fits counts.
 *   2. Of a reading the longest run of words that is a form. Between two words of it
 * stand white space, a hyphen, an apostrophe, quotes, or a full stop after three letters
 * at most; a comma, or another sign within a line, only in forms listed with such.
 *   3. A form in capitals fits words in capitals, one of two capitals and small letters
 * such a word; both go before their namesake. Others
 * need a capital where the gazetteer has one, in scripts that have capitals.
 *   4. What is left after proclitics has four letters, or the form says that it may be
 *      short, or it goes on; and no tanween, if the form names something.
 *   5. Leftmost first; but where inside a name another one begins that ends behind it and
 *      has more words (and is no father's name), the first is looked for again before
 * that.
 *   6. Where only names are wanted, forms that name nothing are not there.
 *   7. What is only asked for beside a name ("street", "for the club") is no form:
 * another reading of the word may be.
 */
#include <shabaka/reader.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "entities/work.h"

enum { MOST_TEXT = FORM_MAX_WORDS * (WORD_MAX_LETTERS + 2) };

/* ------------------------------------------------------------------------- the forms */

typedef struct entry {
    const char *words; /* each with a 0 behind it */
    size_t len;
    uint32_t form;
    uint8_t shape; /* FORM_CAPITALS, FORM_MIXED or neither */
} entry;

typedef struct entries {
    entry *items;
    size_t count;
} entries;

static int compare(const char *a, size_t n, uint8_t x, const char *b, size_t m,
                   uint8_t y) {
    int order = memcmp(a, b, n < m ? n : m);
    return order ? order : n != m ? (n < m ? -1 : 1) : (int)x - (int)y;
}

static int by_words(const void *a, const void *b) {
    const entry *x = a, *y = b;
    return compare(x->words, x->len, x->shape, y->words, y->len, y->shape);
}

static bool names(const shb_lexicon *lexicon, const shb_form *form) {
    for (size_t k = 0; k < form->n_senses; k++)
        if (lexicon->senses[form->first_sense + k].kind != SENSE_WORD)
            return true;
    return false;
}

/* Rule 7: is it only asked for beside a name? */
static bool is_asked(const shb_lexicon *lexicon, uint32_t form) {
    const shb_form *f = &lexicon->forms[form];
    uint32_t words = 0;
    for (size_t k = 0; k < f->n_senses; k++)
        if (lexicon->senses[f->first_sense + k].kind == SENSE_WORD)
            words |= lexicon->senses[f->first_sense + k].value;
    return !names(lexicon, f) && (words & ~(uint32_t)WORD_ASKED) == 0;
}

static entries list_forms(const shb_lexicon *lexicon, bool names_only) {
    entries out = {calloc(lexicon->n_forms, sizeof(entry)), 0};
    for (size_t i = 0; out.items && i < lexicon->n_forms; i++) {
        const shb_form *form = &lexicon->forms[i];
        if ((!names_only || names(lexicon, form)) && !is_asked(lexicon, (uint32_t)i))
            out.items[out.count++] =
                (entry){(const char *)lexicon->folded + form->folded, form->folded_length,
                        (uint32_t)i, form->flags & (FORM_CAPITALS | FORM_MIXED)};
    }
    qsort(out.items, out.count, sizeof *out.items, by_words);
    return out;
}

static uint32_t look_up(const entries *e, const char *words, size_t len, uint8_t shape) {
    size_t low = 0, high = e->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const entry *at = &e->items[middle];
        int order = compare(at->words, at->len, at->shape, words, len, shape);
        if (order == 0)
            return at->form;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SHB_NO_FORM;
}

/* ----------------------------------------------------------------------- the matching */

typedef struct naive {
    const shb_work *work;
    const entries *forms; /* rule 6 */
} naive;

typedef struct found {
    uint32_t form, first, last, start, end;
    uint8_t clitics;
} found;

/* Rule 2: what a form may need to have listed for the gap before token `next` to be
 * inside it; -1 where none may have it. */
static int needed_for_gap(const shb_tokens *tokens, size_t next) {
    bool short_before = tokens->items[next - 1].length <= 3;
    bool together = tokens->items[next].start == tokens->items[next - 1].end + 1;
    switch (shb_token_gap(tokens, next)) {
    case GAP_SPACE:
    case GAP_HYPHEN:
    case GAP_APOSTROPHE:
    case GAP_QUOTE:
        return 0;
    case GAP_DASH:
        return tokens->items[next].flags & TOKEN_CYRILLIC ? 0 : -1;
    case GAP_DOT:
        return short_before ? 0 : together ? FORM_SIGN : -1;
    case GAP_COMMA:
        return FORM_COMMA;
    case GAP_OPEN:
    case GAP_OTHER:
        return FORM_SIGN;
    default:
        return -1;
    }
}

static bool has_case(const shb_token *token) {
    return token->flags & (TOKEN_LATIN | TOKEN_CYRILLIC);
}

/* Rules 2 and 3 for one reading of token i. */
/* Two capitals at least and a small letter, signs among them counted as neither. */
static bool has_two_capitals(const shb_tokens *tokens, size_t i) {
    const shb_token *token = &tokens->items[i];
    size_t capitals = 0, small = 0, at = token->start;
    if (!(token->flags & TOKEN_CAPITAL))
        return false;
    while (at < token->end) {
        uint16_t letter = shb_fold_char(shb_utf8_next(tokens->text, token->end, &at));
        if (letter & FOLD_UPPER)
            capitals++;
        else
            small++;
    }
    return capitals > 1 && small > 0 && !(token->flags & TOKEN_CAPITALS);
}

static uint32_t longest(const naive *n, size_t i, size_t limit, const uint8_t *letters,
                        size_t length, size_t *words) {
    const shb_tokens *tokens = &n->work->tokens;
    const shb_lexicon *lexicon = &n->work->gazetteer->lexicon;
    for (size_t count = limit - i < FORM_MAX_WORDS ? limit - i : FORM_MAX_WORDS;
         count > 0; count--) {
        char text[MOST_TEXT];
        size_t used = 0;
        bool capitals = true, fits = true;
        int signs = 0;
        for (size_t k = 0; fits && k < count; k++) {
            const shb_token *token = &tokens->items[i + k];
            const uint8_t *word = k ? tokens->folded + token->folded : letters;
            size_t len = k ? token->length : length;
            int needed = k ? needed_for_gap(tokens, i + k) : 0;
            fits = used + len + 1 <= sizeof text && needed >= 0;
            if (!fits)
                break;
            signs |= needed;
            memcpy(text + used, word, len);
            used += len;
            text[used++] = '\0';
            capitals &= (token->flags & TOKEN_CAPITALS) != 0;
        }
        if (!fits)
            continue;
        *words = count;
        uint8_t shape = has_two_capitals(tokens, i) ? FORM_MIXED
                        : capitals                  ? FORM_CAPITALS
                                                    : 0;
        uint32_t form = shape ? look_up(n->forms, text, used, shape) : SHB_NO_FORM;
        if (form != SHB_NO_FORM && !(signs & ~lexicon->forms[form].flags))
            return form;
        form = look_up(n->forms, text, used, 0);
        if (form == SHB_NO_FORM || signs & ~lexicon->forms[form].flags)
            continue;
        uint8_t capital = lexicon->forms[form].capital;
        const shb_token *must =
            &tokens->items[i + (capital == FORM_ANY_CASE ? 0 : capital)];
        if (capital == FORM_ANY_CASE || must->flags & TOKEN_CAPITAL || !has_case(must))
            return form;
    }
    return SHB_NO_FORM;
}

/* The byte behind so many letters of a token and the marks on them. */
static uint32_t behind(const shb_tokens *tokens, const shb_token *token, size_t letters) {
    size_t at = token->start;
    const unsigned char *text = (const unsigned char *)tokens->text;
    while (at < token->end) {
        size_t next = at + 1;
        while (next < token->end && (text[next] & 0xc0) == 0x80)
            next++;
        uint32_t c = next - at == 1 ? text[at]
                     : next - at == 2
                         ? (text[at] & 0x1fu) << 6 | (text[at + 1] & 0x3fu)
                         : (text[at] & 0x0fu) << 12 | (text[at + 1] & 0x3fu) << 6 |
                               (text[at + 2] & 0x3fu);
        if (shb_fold_char(c) & 0xff && letters-- == 0)
            break;
        at = next;
    }
    return (uint32_t)at;
}

static bool is(uint8_t letter, uint32_t a, uint32_t b, uint32_t c) {
    return letter == FOLD_AR(a) || letter == FOLD_AR(b) || letter == FOLD_AR(c);
}

static bool has_nunation(const shb_tokens *tokens, const shb_token *token) {
    for (size_t at = token->start; at < token->end;) {
        uint32_t c = shb_utf8_next(tokens->text, token->end, &at);
        if (c == 0x64b || c == 0x64c || c == 0x64d)
            return true;
    }
    return false;
}

/* Rules 1 and 4. */
static bool match_at(const naive *n, size_t i, size_t limit, found *out) {
    const shb_tokens *tokens = &n->work->tokens;
    const shb_token *token = &tokens->items[i];
    const uint8_t *word = tokens->folded + token->folded;
    size_t length = token->length, words = 0;
    uint32_t form = longest(n, i, limit, word, length, &words);
    if (form != SHB_NO_FORM) {
        *out = (found){form,
                       (uint32_t)i,
                       (uint32_t)(i + words - 1),
                       token->start,
                       tokens->items[i + words - 1].end,
                       0};
        return true;
    }
    if (!(token->flags & TOKEN_ARABIC))
        return false;
    size_t conjunction = length >= 3 && is(word[0], 0x648, 0x641, 0x641);
    uint8_t article[WORD_MAX_LETTERS + 8] = {FOLD_AR(0x627)};
    for (int way = 0; way < 3; way++) {
        size_t off = conjunction;
        const uint8_t *rest = word + off;
        size_t left = length - off;
        bool melted = way == 2;
        if (way == 0 && !conjunction)
            continue;
        if (way == 1) {
            if (left < 3 || !is(rest[0], 0x628, 0x643, 0x644))
                continue;
            rest++, left--, off++;
        }
        if (melted) {
            if (left < 4 || left >= WORD_MAX_LETTERS ||
                !is(rest[0], 0x644, 0x644, 0x644) || !is(rest[1], 0x644, 0x644, 0x644))
                continue;
            memcpy(article + 1, rest + 1, left - 1);
            rest = article;
        }
        if ((form = longest(n, i, limit, rest, left, &words)) == SHB_NO_FORM)
            continue;
        bool may_be_short = n->work->gazetteer->lexicon.forms[form].flags & FORM_SHORT_OK;
        if (words == 1 && left < 4 && !may_be_short)
            continue;
        if (has_nunation(tokens, token) &&
            names(&n->work->gazetteer->lexicon, &n->work->gazetteer->lexicon.forms[form]))
            continue;
        *out = (found){form,
                       (uint32_t)i,
                       (uint32_t)(i + words - 1),
                       off ? behind(tokens, token, off) : token->start,
                       tokens->items[i + words - 1].end,
                       (uint8_t)off};
        return true;
    }
    return false;
}

static bool is_father(const shb_tokens *tokens, size_t i) {
    static const char *const links[] = {"بن",  "ابن",  "بنت", "bin",
                                        "ibn", "bint", "бин", "бен"};
    if (i == 0 || shb_token_gap(tokens, i) != GAP_SPACE)
        return false;
    shb_ctx ctx = SHB_CTX_INIT;
    shb_tokens link = SHB_TOKENS_INIT;
    const shb_token *before = &tokens->items[i - 1];
    bool found_one = false;
    for (size_t k = 0; k < sizeof links / sizeof *links; k++)
        found_one |= shb_tokenize(&ctx, &link, links[k], strlen(links[k])) == SHB_OK &&
                     link.items[0].length == before->length &&
                     memcmp(link.folded + link.items[0].folded,
                            tokens->folded + before->folded, before->length) == 0;
    shb_tokens_done(&link);
    return found_one;
}

/* Rule 5 over one sentence; returns how many. */
static size_t match_sentence(const naive *n, size_t from, size_t to, found *out) {
    size_t count = 0;
    for (size_t i = from, stop = to; i < to;) {
        found match, other;
        if (i >= stop)
            stop = to;
        if (!match_at(n, i, stop, &match)) {
            i++;
            continue;
        }
        size_t cut = to;
        for (size_t k = i + 1; stop == to && k <= match.last && cut == to; k++)
            if (!is_father(&n->work->tokens, k) && match_at(n, k, to, &other) &&
                other.last > match.last &&
                other.last - other.first > match.last - match.first)
                cut = k;
        if (cut != to) {
            stop = cut;
            continue;
        }
        out[count++] = match;
        i = match.last + 1;
    }
    return count;
}

/* ------------------------------------------------------------------------- comparing */

static void show(const shb_work *work, const char *who, const found *f) {
    printf("   %s: bytes %u-%u '%.*s', form %u\n", who, f->start, f->end,
           (int)(f->end - f->start), work->tokens.text + f->start, f->form);
}

static bool same(const found *a, const shb_candidate *b) {
    return a->form == b->form && a->first == b->first && a->last == b->last &&
           a->start == b->start && a->end == b->end && a->clitics == b->clitics;
}

/* How many candidates differ; the first of a text is shown. */
static size_t compare_text(naive *n, shb_work *work, size_t *matched) {
    size_t differ = 0, at = 0;
    found *mine = calloc(work->tokens.count + 1, sizeof *mine);
    for (size_t s = 0; mine && s < work->sentences.count; s++) {
        size_t count = match_sentence(n, work->sentence_tokens[s],
                                      work->sentence_tokens[s + 1], mine);
        size_t theirs = at;
        while (theirs < work->n_candidates && work->candidates[theirs].sentence == s)
            theirs++;
        for (size_t k = 0; k < count || at + k < theirs; k++) {
            bool agree =
                k < count && at + k < theirs && same(&mine[k], &work->candidates[at + k]);
            if (agree)
                continue;
            if (differ++ == 0) {
                const shb_candidate *c = &work->candidates[at + k];
                if (k < count)
                    show(work, "slow", &mine[k]);
                if (at + k < theirs)
                    show(work, "fast",
                         &(found){c->form, c->first, c->last, c->start, c->end,
                                  c->clitics});
            }
            break; /* the rest of the sentence is shifted */
        }
        *matched += count;
        at = theirs;
    }
    free(mine);
    return differ;
}

int main(int argc, char **argv) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_gazetteer *gazetteer = NULL;
    shb_reader *reader = NULL;
    shb_annotate_options options = SHB_ANNOTATE_OPTIONS_INIT;
    shb_read_options how = SHB_READ_OPTIONS_INIT;
    shb_work work = {.ctx = &ctx, .options = &options};
    unsigned long every = argc > 2 ? strtoul(argv[1], NULL, 10) : 0;
    if (every == 0 || shb_gazetteer_load_shipped(&ctx, &gazetteer) != SHB_OK ||
        shb_reader_open(&ctx, (const char *const *)argv + 2, (size_t)argc - 2, &how,
                        &reader) != SHB_OK) {
        printf("0 passed, 1 failed\n");
        return 1;
    }
    work.gazetteer = gazetteer;
    const entries forms[] = {list_forms(&gazetteer->lexicon, false),
                             list_forms(&gazetteer->lexicon, true)};
    naive n = {.work = &work};
    size_t passed = 0, failed = 0, matched = 0;
    unsigned long number = 0;
    for (;;) {
        shb_doc doc;
        bool done = false;
        if (shb_reader_next(&ctx, reader, &doc, &done) != SHB_OK || done)
            break;
        if (number++ % every)
            continue;
        if (shb_split_sentences(&ctx, &work.sentences, doc.text.data, doc.text.len) !=
                SHB_OK ||
            shb_tokenize(&ctx, &work.tokens, doc.text.data, doc.text.len) != SHB_OK)
            break;
        for (int only = 0; only < 2; only++) {
            n.forms = &forms[only];
            options.find = only ? SHB_FIND_GAZETTEER : SHB_FIND_ALL;
            if (shb_find_candidates(&work) != SHB_OK)
                break;
            size_t differ = compare_text(&n, &work, &matched);
            passed += differ == 0;
            failed += differ != 0;
            if (differ)
                printf("not ok %.*s%s: %zu sentences differ\n", (int)doc.id.len,
                       doc.id.data, only ? ", names only" : "", differ);
        }
    }
    printf("%zu candidates compared\n", matched);
    printf("%zu passed, %zu failed\n", passed, failed + (ctx.err.status != SHB_OK));
    return failed != 0 || passed == 0;
}
