#include "gazetteer/match.h"

#include <string.h>

#include "base/utf8.h"
#include "text/arabic_letters.h"

enum { SHORTEST_STRIPPED = 4 };

/* shb_token.maybe: readings whose first word begins a form. */
enum {
    MAYBE_WHOLE = 1,
    MAYBE_JOINED = 2,
    MAYBE_PREPOSITION = 4,
    MAYBE_MELTED = 8,
    ONLY_NAMES = 128 /* forms that name nothing are passed over */
};

bool shb_match_holds(const shb_lexicon *lexicon, const shb_tokens *tokens,
                     const shb_match *match) {
    const shb_form *form = &lexicon->forms[match->form];
    const uint8_t *p = lexicon->folded + form->folded;
    for (size_t k = 0; k < form->n_words; k++) {
        const shb_token *token = &tokens->items[match->first + k];
        const uint8_t *word = tokens->folded + token->folded;
        size_t length = token->length;
        if (k == 0 && match->clitics) {
            word += match->clitics;
            length -= match->clitics;
        }
        if (k == 0 && match->melted) {
            if (*p++ != ALEF)
                return false;
            word++;
            length--;
        }
        if (memcmp(p, word, length) != 0 || p[length] != 0)
            return false;
        p += length + 1;
    }
    return true;
}

/* Two capitals and a small letter. */
static bool is_mixed(const shb_tokens *tokens, const shb_token *token) {
    size_t capitals = 0, small = 0;
    if ((token->flags & (TOKEN_CAPITAL | TOKEN_CAPITALS)) != TOKEN_CAPITAL)
        return false;
    for (size_t at = token->start; at < token->end;) {
        uint16_t entry = shb_fold_char(shb_utf8_next(tokens->text, token->end, &at));
        capitals += (entry & FOLD_UPPER) != 0;
        small += !(entry & FOLD_UPPER);
    }
    return capitals >= 2 && small >= 1;
}

static bool case_fits(const shb_form *form, const shb_tokens *tokens, size_t i) {
    if (form->flags & (FORM_CAPITALS | FORM_MIXED))
        return true; /* its key is only asked for in capitals */
    if (form->capital == FORM_ANY_CASE)
        return true;
    const shb_token *token = &tokens->items[i + form->capital];
    return token->flags & TOKEN_CAPITAL ||
           !(token->flags & (TOKEN_LATIN | TOKEN_CYRILLIC));
}

/* The longest form that begins with this first word, by the hashes. */
static uint32_t walk(const shb_gazetteer *gazetteer, const shb_tokens *tokens, size_t i,
                     size_t limit, const uint8_t *first, size_t n, size_t *length) {
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    uint64_t hash = shb_word_hash(first, n);
    const uint8_t barred =
        tokens->items[i].maybe & ONLY_NAMES ? FORM_NO_NAME : FORM_BESIDE;
    uint32_t best = SHB_NO_FORM;
    uint64_t key = shb_key_next(0, hash);
    bool capitals = true;
    uint8_t signs = 0; /* that the form must have, too */
    for (size_t k = i; k < limit; k++) {
        if (k > i) {
            key = shb_key_next(key, tokens->items[k].hash);
            uint8_t sign = UINT8_MAX;
            if (shb_lexicon_may_go_on(lexicon, key))
                sign = shb_sign_inside(tokens, k);
            if (sign == UINT8_MAX)
                break;
            signs |= sign;
        }
        capitals &= (tokens->items[k].flags & TOKEN_CAPITALS) != 0;
        bool mixed = k == i && is_mixed(tokens, &tokens->items[i]);
        if (capitals || mixed) {
            const shb_lexicon_slot *slot = shb_lexicon_slot_of(
                lexicon, shb_key_shaped(key, mixed ? FORM_MIXED : FORM_CAPITALS));
            if (slot && slot->form != SHB_NO_FORM &&
                !(signs & ~lexicon->forms[slot->form].flags)) {
                best = slot->form;
                *length = k - i + 1;
            }
        }
        const shb_lexicon_slot *slot = shb_lexicon_slot_of(lexicon, key);
        if (!slot)
            break;
        if (slot->form != SHB_NO_FORM && !(best != SHB_NO_FORM && *length == k - i + 1)) {
            const shb_form *form = &lexicon->forms[slot->form];
            if (!(form->flags & barred) && !(signs & ~form->flags) &&
                case_fits(form, tokens, i)) {
                best = slot->form;
                *length = k - i + 1;
            }
        }
        if (!slot->longer)
            break;
    }
    return best;
}

/* The byte after `letters` letters of a token, marks between them included. */
static uint32_t skip_letters(const shb_tokens *tokens, const shb_token *token,
                             size_t letters) {
    size_t at = token->start;
    while (at < token->end) {
        size_t next = at;
        uint32_t c = shb_utf8_next(tokens->text, token->end, &next);
        uint16_t entry = shb_fold_char(c);
        if (entry & 0xff) {
            if (letters == 0)
                break;
            letters--;
        }
        at = next;
    }
    return (uint32_t)at;
}

/* A listed name behind a proclitic takes no tanween: lisanan is no "to Sanaa". Words and
 * given names do. */
static bool has_tanween(const shb_tokens *tokens, const shb_token *token) {
    for (size_t at = token->start; at + 1 < token->end; at++) {
        unsigned char second = (unsigned char)tokens->text[at + 1];
        if (tokens->text[at] == '\xd9' && second >= 0x8b && second <= 0x8d)
            return true;
    }
    return false;
}

static bool try_stripped(const shb_gazetteer *gazetteer, const shb_tokens *tokens,
                         size_t i, size_t limit, const uint8_t *first, size_t n,
                         size_t taken, bool melted, shb_match *out) {
    size_t length = 0;
    if (n < 2)
        return false;
    uint32_t form = walk(gazetteer, tokens, i, limit, first, n, &length);
    if (form == SHB_NO_FORM)
        return false;
    if (!(gazetteer->lexicon.forms[form].flags & FORM_NO_NAME) &&
        has_tanween(tokens, &tokens->items[i]))
        return false;
    if (length == 1 && n < SHORTEST_STRIPPED &&
        !(gazetteer->lexicon.forms[form].flags & FORM_SHORT_OK))
        return false;
    const shb_token *token = &tokens->items[i];
    *out = (shb_match){form,
                       (uint32_t)i,
                       (uint32_t)(i + length - 1),
                       melted ? token->start : skip_letters(tokens, token, taken),
                       tokens->items[i + length - 1].end,
                       (uint8_t)taken,
                       melted};
    return true;
}

/* A word's letters without proclitics. */
typedef struct reading {
    const uint8_t *letters;
    size_t n, taken;
} reading;

static bool take_conjunction(const uint8_t *word, size_t n, reading *out) {
    if (n < 3 || (word[0] != WAW && word[0] != FA))
        return false;
    *out = (reading){word + 1, n - 1, 1};
    return true;
}

static bool take_preposition(const uint8_t *word, size_t n, reading *out) {
    reading rest = {word, n, 0};
    take_conjunction(word, n, &rest);
    if (rest.n < 3 ||
        (rest.letters[0] != BA && rest.letters[0] != KAF && rest.letters[0] != LAM))
        return false;
    *out = (reading){rest.letters + 1, rest.n - 1, rest.taken + 1};
    return true;
}

/* lil-X, which is al-X after li-; buf holds the letters. */
static bool take_melted(const uint8_t *word, size_t n, uint8_t *buf, reading *out) {
    reading rest = {word, n, 0};
    take_conjunction(word, n, &rest);
    if (rest.n < 4 || rest.n >= WORD_MAX_LETTERS || rest.letters[0] != LAM ||
        rest.letters[1] != LAM)
        return false;
    buf[0] = ALEF;
    memcpy(buf + 1, rest.letters + 1, rest.n - 1);
    *out = (reading){buf, rest.n, rest.taken};
    return true;
}

static uint8_t note(const shb_lexicon *lexicon, shb_first_words known,
                    const uint8_t *letters, size_t n, uint8_t bit) {
    uint64_t hash = shb_word_hash(letters, n);
    if (!shb_begins(known, hash))
        return 0;
    shb_lexicon_prefetch(lexicon, shb_key_next(0, hash));
    return bit;
}

/* How far memory is asked for ahead of use: tokens for the filter, and of those that
 * passed it, tokens for the slot. */
enum { FILTER_AHEAD = 12, SLOT_AHEAD = 8 };

/* A token whose slot has come: is there a form of this word, or may one go on with the
 * next? Then its form is fetched; most end here. */
static void look_closer(const shb_lexicon *lexicon, shb_tokens *tokens, size_t i) {
    shb_token *token = &tokens->items[i];
    if (!(token->maybe & MAYBE_WHOLE))
        return;
    uint64_t key = shb_key_next(0, token->hash);
    const shb_lexicon_slot *slot = shb_lexicon_slot_of(lexicon, key);
    if (slot && slot->form != SHB_NO_FORM) {
        __builtin_prefetch(&lexicon->forms[slot->form]);
        return;
    }
    if (slot && (token->flags & TOKEN_CAPITALS || is_mixed(tokens, token) ||
                 (slot->longer && i + 1 < tokens->count &&
                  shb_lexicon_may_go_on(lexicon, shb_key_next(key, token[1].hash)))))
        return;
    token->maybe &= (uint8_t)~MAYBE_WHOLE;
    if (token->maybe == ONLY_NAMES)
        token->maybe = 0;
}

void shb_match_prepare(const shb_gazetteer *gazetteer, shb_tokens *tokens,
                       bool names_only) {
    const shb_lexicon *lexicon = &gazetteer->lexicon;
    const shb_first_words known =
        shb_lexicon_first_words(lexicon, names_only ? FILTER_NAMES : FILTER_ALL);
    const uint8_t note_of_all = names_only ? ONLY_NAMES : 0;
    const size_t count = tokens->count;
    uint32_t *asked = tokens->asked;
    size_t n_asked = 0;
    for (size_t i = 0; i < count; i++) {
        shb_token *token = &tokens->items[i];
        if (i + FILTER_AHEAD < count)
            shb_begins_prefetch(known, token[FILTER_AHEAD].hash);
        const uint8_t *word = tokens->folded + token->folded;
        size_t n = token->length;
        bool cased = token->flags & (TOKEN_LATIN | TOKEN_CYRILLIC);
        unsigned wanted =
            cased && !(token->flags & TOKEN_CAPITAL) ? BEGINS_SMALL : BEGINS;
        uint8_t maybe = 0;
        if (shb_begins(known, token->hash) & wanted) {
            uint64_t key = shb_key_next(0, token->hash);
            shb_lexicon_prefetch(lexicon, key);
            if (i + 1 < count)
                shb_lexicon_prefetch_longer(lexicon, shb_key_next(key, token[1].hash));
            maybe = MAYBE_WHOLE;
        }
        if (token->flags & TOKEN_ARABIC && shb_is_proclitic(*word)) {
            uint8_t buf[WORD_MAX_LETTERS + 8];
            reading r;
            if (take_conjunction(word, n, &r))
                maybe |= note(lexicon, known, r.letters, r.n, MAYBE_JOINED);
            if (take_preposition(word, n, &r))
                maybe |= note(lexicon, known, r.letters, r.n, MAYBE_PREPOSITION);
            if (take_melted(word, n, buf, &r))
                maybe |= note(lexicon, known, r.letters, r.n, MAYBE_MELTED);
        }
        token->maybe = maybe ? maybe | note_of_all : 0;
        if (maybe) {
            asked[n_asked++] = (uint32_t)i;
            if (n_asked > SLOT_AHEAD)
                look_closer(lexicon, tokens, asked[n_asked - 1 - SLOT_AHEAD]);
        }
    }
    for (size_t i = n_asked > SLOT_AHEAD ? n_asked - SLOT_AHEAD : 0; i < n_asked; i++)
        look_closer(lexicon, tokens, asked[i]);
    tokens->n_asked = n_asked;
}

bool shb_match_at(const shb_gazetteer *gazetteer, const shb_tokens *tokens, size_t i,
                  size_t limit, shb_match *out) {
    const shb_token *token = &tokens->items[i];
    if (!token->maybe)
        return false;
    const uint8_t *word = tokens->folded + token->folded;
    size_t n = token->length, length = 0;
    if (token->maybe & MAYBE_WHOLE) {
        uint32_t form = walk(gazetteer, tokens, i, limit, word, n, &length);
        if (form != SHB_NO_FORM) {
            *out = (shb_match){form,
                               (uint32_t)i,
                               (uint32_t)(i + length - 1),
                               token->start,
                               tokens->items[i + length - 1].end,
                               0,
                               false};
            return true;
        }
    }
    uint8_t buf[WORD_MAX_LETTERS + 8];
    reading r;
    if (token->maybe & MAYBE_JOINED && take_conjunction(word, n, &r) &&
        try_stripped(gazetteer, tokens, i, limit, r.letters, r.n, r.taken, false, out))
        return true;
    if (token->maybe & MAYBE_PREPOSITION && take_preposition(word, n, &r) &&
        try_stripped(gazetteer, tokens, i, limit, r.letters, r.n, r.taken, false, out))
        return true;
    if (token->maybe & MAYBE_MELTED && take_melted(word, n, buf, &r) &&
        try_stripped(gazetteer, tokens, i, limit, r.letters, r.n, r.taken, true, out)) {
        out->start = r.taken ? skip_letters(tokens, token, r.taken) : token->start;
        return true;
    }
    return false;
}
