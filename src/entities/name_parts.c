/* A name that a pattern found, taken apart into the words that identify. */
#include "entities/persons.h"

#include <string.h>

#include "base/utf8.h"

static void say(shb_name_parts *name, const char *text, size_t len) {
    if (name->label_length + len >= NAME_MAX_LABEL)
        len = 0;
    memcpy(name->label + name->label_length, text, len);
    name->label_length += len;
}

/* The token's letters, its ending replaced so that it reads like the nominative. */
static void say_word(shb_name_parts *name, const shb_tokens *tokens, size_t i,
                     size_t from, const shb_phrase_word *nominative) {
    const shb_token *token = &tokens->items[i];
    size_t at = from, same = 0;
    while (at < token->end && same < nominative->length) {
        size_t next = at;
        uint32_t c = shb_utf8_next(tokens->text, token->end, &next);
        uint16_t entry = c == SHB_BAD_CHAR ? 0 : shb_fold_char(c);
        if (entry & FOLD_DROP) {
            at = next;
            continue;
        }
        if (c == '\'' || c == 0x2019) { /* "Fu'ad" */
            say(name, tokens->text + at, next - at);
            at = next;
            continue;
        }
        size_t letters = entry & FOLD_TWO ? 2 : 1;
        if (letters == 1 && (uint8_t)entry != nominative->letters[same])
            break;
        say(name, tokens->text + at, next - at);
        same += letters;
        at = next;
    }
    for (; same < nominative->length && (token->flags & TOKEN_CYRILLIC); same++) {
        char letter[4];
        uint32_t c = 0x430u + nominative->letters[same] - FOLD_CYRILLIC;
        bool capitals = token->flags & TOKEN_CAPITALS;
        say(name, letter, shb_utf8_put(capitals ? c - 0x20 : c, letter));
    }
}

static bool word_of_token(const shb_tokens *tokens, size_t i, size_t skip,
                          shb_phrase_word *out) {
    const shb_token *token = &tokens->items[i];
    if (token->length <= skip || token->length - skip > WORD_MAX_LETTERS)
        return false;
    out->length = (uint8_t)(token->length - skip);
    memcpy(out->letters, tokens->folded + token->folded + skip, out->length);
    out->flags = token->flags;
    return true;
}

static bool is_middle(const shb_patterns *p, const shb_found *found, size_t i) {
    return i > found->first && i < found->last &&
           (p->kinds[i] & (IS_INITIAL | IS_PATRONYMIC));
}

static void say_gap(shb_name_parts *name, const shb_tokens *tokens, size_t i) {
    shb_gap gap = shb_token_gap(tokens, i);
    say(name, gap == GAP_HYPHEN ? "-" : gap == GAP_APOSTROPHE ? "'" : " ", 1);
}

/* The initial at token i, in front of the words that are still to come. */
static void put_initial(shb_name_parts *name, const shb_tokens *tokens, size_t i) {
    const shb_token *token = &tokens->items[i];
    shb_phrase_word *word = &name->words[name->count++];
    word->length = 1;
    word->letters[0] = tokens->folded[token->folded];
    size_t end = token->start;
    shb_utf8_next(tokens->text, token->end, &end);
    say(name, tokens->text + token->start, end - token->start);
    say(name, ".", 1);
    name->initials = true;
}

/* Folded letters of the token before the name in it begins. */
static size_t proclitics_of(const shb_patterns *p, const shb_found *found, size_t i) {
    if (i != found->first)
        return 0;
    if (p->kinds[i] & IS_CLITIC)
        return 1;
    uint32_t c = p->candidate[i];
    return c != SHB_NO_ENTITY && p->work->candidates[c].first == i
               ? p->work->candidates[c].clitics
               : 0;
}

bool shb_take_apart(const shb_patterns *p, const shb_found *found,
                    const shb_phrase *nominative, shb_name_parts *out) {
    const shb_tokens *tokens = &p->work->tokens;
    memset(out, 0, sizeof *out);
    size_t first = found->first, last = found->last;
    if (last > first && (p->kinds[last] & IS_INITIAL)) { /* "Ivanov I." */
        while (last > first && (p->kinds[last] & IS_INITIAL))
            last--;
        put_initial(out, tokens, last + 1);
    } else if (last > first && (p->kinds[first] & IS_INITIAL)) {
        put_initial(out, tokens, first);
        while (first < last && (p->kinds[first] & IS_INITIAL))
            first++;
    }
    for (size_t i = first; i <= last; i++) {
        if (is_middle(p, found, i) && !out->initials)
            continue;
        if (out->count == NAME_MAX_PARTS)
            return false;
        shb_phrase_word *word = &out->words[out->count];
        if (nominative && i - first < nominative->count)
            *word = nominative->words[i - first];
        else if (!word_of_token(tokens, i, proclitics_of(p, found, i), word))
            return false;
        if (out->label_length)
            say_gap(out, tokens, i);
        if (out->initials && i == first)
            out->label[out->label_length - 1] = ' ';
        say_word(out, tokens, i,
                 i == found->first ? found->start : tokens->items[i].start, word);
        out->count++;
    }
    return out->count > 0;
}
