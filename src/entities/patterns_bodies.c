/*
 * Organizations that no list has, the sure kinds only: a head and a quoted name (party
 * "X"), English names with a capital head (X University, Bank of X), Arabic head and
 * complement (patterns_bodies_english.c, patterns_bodies_arabic.c). Read on news: head +
 * quotes 18/19; heads with complement 22/22 (organization, agency, university), 17/18
 * (party), 19/19 (company, paper, channel).
 */
#include "entities/patterns.h"

#include "text/arabic_letters.h"

enum { MAX_QUOTED = 5, MAX_BEHIND = 6, MAX_TO_NAME = 7 };

shb_status shb_take_body(shb_patterns *p, size_t sentence, size_t first, size_t last) {
    shb_found found = {.first = (uint32_t)first,
                       .last = (uint32_t)last,
                       .sentence = (uint32_t)sentence,
                       .person = SHB_NO_ENTITY,
                       .entity = SHB_NO_ENTITY,
                       .how = SHB_HOW_PATTERN};
    return shb_patterns_take(p, found);
}

bool shb_in_mention(const shb_patterns *p, size_t i, bool of_state) {
    uint32_t c = p->candidate[i];
    if (c == SHB_NO_ENTITY || !shb_is_mention(&p->work->candidates[c]))
        return false;
    bool state = shb_work_type(p->work, p->work->candidates[c].entity) == SHB_STATE;
    return state == of_state;
}

/* The last token of the quoted string that begins at i, or 0. */
static size_t quoted(const shb_patterns *p, size_t i, size_t end) {
    if (i >= end || shb_token_gap(&p->work->tokens, i) != GAP_QUOTE)
        return 0;
    for (size_t k = i; k < end && k < i + MAX_QUOTED; k++) {
        shb_gap gap = shb_token_gap(&p->work->tokens, k + 1);
        const shb_tokens *tokens = &p->work->tokens;
        size_t behind = tokens->items[k].end;
        bool closes = gap == GAP_QUOTE;
        /* The quote may be followed by a comma, a stop, a bracket. */
        if (!closes && behind < tokens->text_len)
            closes = tokens->text[behind] == '"' ||
                     (behind + 1 < tokens->text_len && tokens->text[behind] == '\xc2' &&
                      tokens->text[behind + 1] == '\xbb') ||
                     (behind + 2 < tokens->text_len && tokens->text[behind] == '\xe2' &&
                      tokens->text[behind + 1] == '\x80' &&
                      tokens->text[behind + 2] == '\x9d');
        if (closes)
            return k;
        if (gap != GAP_SPACE && gap != GAP_HYPHEN)
            return 0;
    }
    return 0;
}

shb_status shb_take_quoted(shb_patterns *p, size_t sentence, size_t head, size_t end) {
    size_t first = head + 1;
    /* The article may stand before the quote: the «Times». */
    if (first < end && shb_token_is(p->work, first, "ال"))
        first++;
    size_t last = quoted(p, first, end);
    if (last == 0)
        return SHB_OK;
    const shb_token *token = &p->work->tokens.items[first];
    bool arabic = token->flags & TOKEN_ARABIC;
    if (!arabic && !(token->flags & TOKEN_CAPITAL))
        return SHB_OK;
    for (size_t i = first; i <= last; i++)
        if (shb_in_mention(p, i, false))
            return SHB_OK;
    return shb_take_body(p, sentence, first, last);
}

/* ---------------------------------------------------------------------------- English */

/* A word in Latin letters that may be a body's name by itself: no known name,
 * nationality, city or title, no person's name. */
static bool may_be_body(const shb_patterns *p, size_t i) {
    const uint32_t other = IS_KNOWN | IS_ADJECTIVE | IS_STATE | IS_PLACE | IS_END |
                           IS_SHORT | IS_TAKEN | WORD_GIVEN | WORD_CITY | WORD_TITLE |
                           WORD_OFFICE | WORD_PLACE | WORD_PROVINCE | WORD_AGENCY;
    const shb_token *token = &p->work->tokens.items[i];
    return (token->flags & TOKEN_LATIN) && (token->flags & TOKEN_CAPITAL) &&
           token->length > 2 && !(token->flags & TOKEN_DOTTED) && !(p->kinds[i] & other);
}

/* "the Borna news agency", "a Momentum spokesperson": what is behind shows what it is. A
 * person has a spokesman, too. */
static bool shows_body(const shb_patterns *p, size_t i, size_t end) {
    static const char *const media[] = {"newspaper", "broadcaster", "tabloid"};
    static const char *const members[] = {"union", "party"};
    static const char *const spokes[] = {"spokesman", "spokeswoman", "spokesperson"};
    for (size_t k = 0; k < sizeof media / sizeof *media; k++)
        if (shb_token_is(p->work, i, media[k]))
            return true;
    for (size_t k = 0; k < sizeof spokes / sizeof *spokes; k++)
        if (shb_token_is(p->work, i, spokes[k]))
            return !(p->kinds[i - 1] & IS_NAME);
    /* "the Kulanu party", but not "a Christian party", "the Lothian party members" */
    const uint32_t word = IS_NAME | IS_COMMON | IS_NEVER | WORD_HEAD;
    static const char *const kinds[] = {"european", "eurasian", "eurosceptic"};
    if (TOKEN_IS_ONE_OF(p->work, i, members))
        return !(p->kinds[i - 1] & word) && !TOKEN_IS_ONE_OF(p->work, i - 1, kinds) &&
               shb_token_gap(&p->work->tokens, i - 1) == GAP_SPACE;
    return i + 1 < end && shb_token_is(p->work, i, "news") &&
           (shb_token_is(p->work, i + 1, "agency") ||
            shb_token_is(p->work, i + 1, "site"));
}

/* One word or two before it, inside a sentence. */
static shb_status shown_body(shb_patterns *p, size_t sentence, size_t behind) {
    size_t start = p->work->sentence_tokens[sentence];
    size_t end = p->work->sentence_tokens[sentence + 1];
    if (behind < start + 2 || !may_be_body(p, behind - 1) ||
        (p->work->tokens.items[behind].flags & TOKEN_CAPITAL) ||
        !shows_body(p, behind, end) ||
        shb_token_gap(&p->work->tokens, behind) != GAP_SPACE)
        return SHB_OK;
    size_t first = behind - 1;
    if (shb_token_gap(&p->work->tokens, first) == GAP_HYPHEN)
        return SHB_OK;
    bool more = shb_token_gap(&p->work->tokens, first) == GAP_SPACE &&
                (p->work->tokens.items[first - 1].flags & TOKEN_CAPITAL);
    if (more && first - 1 > start && may_be_body(p, first - 1)) {
        first--;
        more = shb_token_gap(&p->work->tokens, first) == GAP_SPACE &&
               (p->work->tokens.items[first - 1].flags & TOKEN_CAPITAL);
    }
    /* "The" at the start, and nationalities; no other name goes on before. */
    bool begins = !more || shb_token_is(p->work, first - 1, "the") ||
                  shb_token_is(p->work, first - 1, "a") ||
                  shb_token_is(p->work, first - 1, "an") ||
                  (p->kinds[first - 1] & (IS_ADJECTIVE | IS_STATE));
    return begins ? shb_take_body(p, sentence, first, behind - 1) : SHB_OK;
}

/* ---------------------------------------------------------------------------- Russian */

static bool is_latin_word(const shb_patterns *p, size_t i) {
    return (p->work->tokens.items[i].flags & TOKEN_LATIN) && shb_is_body_word(p, i);
}

/* "XCoal Energy and Resources", "Stop the War": the word behind the links, or 0. */
static size_t behind_links(const shb_patterns *p, size_t i, size_t end) {
    static const char *const links[] = {"and", "of", "for", "the", "de", "in"};
    size_t at = i;
    while (at + 1 < end && at - i < 2 && TOKEN_IS_ONE_OF(p->work, at, links) &&
           shb_token_gap(&p->work->tokens, at + 1) == GAP_SPACE)
        at++;
    return at > i && is_latin_word(p, at) ? at : 0;
}

/* The next word of a name in Latin letters: over a space, a hyphen, an ampersand, "'s";
 * "LB.ua". 0: it ends here. */
static size_t next_latin(const shb_patterns *p, size_t last, size_t end) {
    static const char *const domains[] = {"com", "org", "net", "info", "ru", "ua",
                                          "de",  "pl",  "by",  "uk",   "fr", "tv"};
    const shb_tokens *tokens = &p->work->tokens;
    const size_t i = last + 1;
    if (i >= end || tokens->items[i].start <= tokens->items[last].end)
        return 0;
    const shb_token *token = &tokens->items[i];
    const char *between = tokens->text + token[-1].end;
    const size_t n = token->start - token[-1].end;
    const bool capital = (token->flags & TOKEN_LATIN) && (token->flags & TOKEN_CAPITAL);
    switch (shb_token_gap(tokens, i)) {
    case GAP_SPACE:
        return is_latin_word(p, i) ? i : behind_links(p, i, end);
    case GAP_HYPHEN: /* "Alt-Right", "Tehreek-e-Labaik", "TMJ-4" */
        return (capital && !shb_in_mention(p, i, false)) ||
                       shb_token_is(p->work, i, "e") ||
                       (token->length == 1 && !(token->flags & TOKEN_CYRILLIC))
                   ? i
                   : 0;
    case GAP_APOSTROPHE: /* "Jane's Defence Weekly" */
        return shb_token_is(p->work, i, "s") && i + 1 < end &&
                       shb_token_gap(tokens, i + 1) == GAP_SPACE &&
                       is_latin_word(p, i + 1)
                   ? i + 1
                   : 0;
    case GAP_DOT:
        return n == 1 && TOKEN_IS_ONE_OF(p->work, i, domains) ? i : 0;
    default:
        return capital && ((n == 1 && *between == '&') ||
                           (n == 3 && memcmp(between, " & ", n) == 0))
                   ? i
                   : 0;
    }
}

/* "radio station WFPK": Russian puts a name in Latin letters behind its head bare. */
static shb_status latin_name(shb_patterns *p, size_t sentence, size_t head,
                             size_t *behind) {
    size_t end = p->work->sentence_tokens[sentence + 1], last = head;
    if (head + 1 < end && shb_token_gap(&p->work->tokens, head + 1) == GAP_SPACE &&
        shb_is_body_word(p, head + 1))
        last++;
    for (size_t next; last > head && last - head < MAX_BEHIND &&
                      (next = next_latin(p, last, end)) != 0;)
        last = next;
    *behind = last;
    return last > head ? shb_take_body(p, sentence, head + 1, last) : SHB_OK;
}

/* "the Fund for ... named after A. M. Gorchakov": from the head to the name's last word,
 * be it listed or not. */
static shb_status named_after(shb_patterns *p, size_t sentence, size_t head,
                              size_t *behind) {
    const shb_tokens *tokens = &p->work->tokens;
    size_t end = p->work->sentence_tokens[sentence + 1], after = head + 1;
    while (after < end && after - head <= MAX_TO_NAME &&
           shb_token_gap(tokens, after) == GAP_SPACE &&
           !shb_token_is(p->work, after, "имени") && !shb_token_is(p->work, after, "им"))
        after++;
    if (after + 1 >= end || after - head > MAX_TO_NAME ||
        shb_token_gap(tokens, after) != GAP_SPACE)
        return SHB_OK;
    const size_t last = shb_with_patron(p, after - 1, end);
    if (last < after)
        return SHB_OK;
    for (size_t i = head; i <= after; i++)
        if ((p->kinds[i] & IS_TAKEN) || shb_in_mention(p, i, false))
            return SHB_OK;
    *behind = last;
    return shb_take_body(p, sentence, head, last);
}

static shb_status russian(shb_patterns *p, size_t sentence, size_t head, size_t *behind) {
    size_t n = p->n_found;
    shb_status st = named_after(p, sentence, head, behind);
    if (st == SHB_OK && p->n_found == n)
        st = latin_name(p, sentence, head, behind);
    return st == SHB_OK && p->n_found == n
               ? shb_find_russian_body(p, sentence, head, behind)
               : st;
}

/* "Shafaq News", as Arabic writes it: a medium, the last word of which is no Arabic one.
 */
static bool ends_medium(const shb_patterns *p, size_t i, size_t start) {
    const uint32_t other = IS_KNOWN | IS_TAKEN | IS_END | WORD_SAY | WORD_HEAD;
    return i > start && shb_token_is(p->work, i, "نيوز") &&
           shb_token_gap(&p->work->tokens, i) == GAP_SPACE &&
           !(p->kinds[i] & (IS_KNOWN | IS_TAKEN)) && !(p->kinds[i - 1] & other);
}

/* In a line of capitals nothing is shown by them: but INC, LLC are written so. */
static bool is_shouted(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    if (!(token->flags & TOKEN_CAPITALS) || token->length < 4)
        return false;
    return token->length > 4 ||
           (i > 0 && (token[-1].flags & TOKEN_CAPITALS) && token[-1].length > 4);
}

shb_status shb_find_bodies(shb_patterns *p, size_t sentence) {
    size_t start = p->work->sentence_tokens[sentence];
    size_t end = p->work->sentence_tokens[sentence + 1];
    for (size_t i = start; i + 1 < end || i < end; i++) {
        uint32_t k = p->kinds[i];
        size_t behind = i;
        shb_status st = shown_body(p, sentence, i);
        const uint8_t flags = p->work->tokens.items[i].flags;
        if (st == SHB_OK && (flags & TOKEN_ARABIC) && ends_medium(p, i, start))
            st = shb_take_body(p, sentence, i - 1, i);
        if (st != SHB_OK)
            return st;
        size_t n = p->n_found;
        if (flags & TOKEN_ARABIC)
            st = shb_find_arabic_purpose(p, sentence, i, &behind);
        else if ((flags & TOKEN_CYRILLIC) && !(k & WORD_HEAD))
            st = shb_find_russian_body(p, sentence, i, &behind);
        if (st != SHB_OK)
            return st;
        if (p->n_found > n)
            i = behind;
        if (p->n_found > n || !(k & WORD_HEAD) || (k & (IS_KNOWN | IS_TAKEN)))
            continue;
        st = shb_take_quoted(p, sentence, i, end);
        if (st == SHB_OK && p->n_found == n) {
            if (flags & TOKEN_ARABIC)
                st = shb_find_arabic_body(p, sentence, i, &behind);
            else if (flags & TOKEN_CYRILLIC)
                st = russian(p, sentence, i, &behind);
            else if ((flags & TOKEN_LATIN) && (flags & TOKEN_CAPITAL) &&
                     !is_shouted(p, i))
                st = shb_find_english_body(p, sentence, i, &behind);
        }
        if (st != SHB_OK)
            return st;
        i = behind;
    }
    return SHB_OK;
}
