/* Datelines, sources and bylines: mentions like any other, but marked. */
#include "entities/work.h"

#include <string.h>

enum { DATELINE_TOKENS = 8, DATELINE_BYTES = 120 };

/* Byte just past "CITY (AGENCY) -" or "A - B:" at the start of a sentence, or 0. */
static uint32_t dateline_end(const shb_work *work, size_t s) {
    const shb_sentence *sentence = &work->sentences.items[s];
    size_t first = work->sentence_tokens[s], end = work->sentence_tokens[s + 1];
    size_t limit = end - first > DATELINE_TOKENS ? first + DATELINE_TOKENS : end;
    for (size_t i = first + 1; i < limit; i++) {
        shb_gap gap = shb_token_gap(&work->tokens, i);
        const shb_token *before = &work->tokens.items[i - 1];
        bool dash = gap == GAP_DASH;
        if (gap == GAP_OTHER) {
            /* ") -" and ") —" */
            const char *text = work->tokens.text;
            size_t n = work->tokens.items[i].start - before->end;
            dash = memchr(text + before->end, ')', n) &&
                   (memchr(text + before->end, '-', n) ||
                    memmem(text + before->end, n, "\xe2\x80\x94", 3) ||
                    memmem(text + before->end, n, "\xe2\x80\x93", 3));
        }
        if (dash)
            return before->end - sentence->start < DATELINE_BYTES ? before->end : 0;
        /* "MOSCOW/ASTANA" */
        const bool stroke = work->tokens.items[i].start - before->end == 1 &&
                            work->tokens.text[before->end] == '/';
        if ((gap == GAP_OTHER && !stroke) || gap == GAP_QUOTE)
            return 0;
    }
    return 0;
}

/* What parts the dateline: a dash with a space on either side of it, a stroke, brackets.
 */
static bool is_parted(const shb_work *work, size_t i, bool *colon) {
    const shb_tokens *tokens = &work->tokens;
    bool space = false, hyphen = false, parted = false;
    *colon = false;
    for (size_t at = tokens->items[i - 1].end; at < tokens->items[i].start; at++) {
        char c = tokens->text[at];
        space |= c == ' ';
        bool wide = at + 3 <= tokens->items[i].start &&
                    (memcmp(tokens->text + at, "\xe2\x80\x93", 3) == 0 ||
                     memcmp(tokens->text + at, "\xe2\x80\x94", 3) == 0);
        hyphen |= c == '-' || wide;
        parted |= c == '/' || c == '(' || c == ')';
        *colon |= c == ':';
    }
    return parted || (hyphen && space);
}

static bool is_source_word(const shb_work *work, size_t i) {
    return shb_token_among(work, i, work->gazetteer->sources, work->gazetteer->n_sources);
}

/* A preposition, a verb of saying, "quoted": no word of a dateline. */
static bool is_of_a_clause(const shb_work *work, size_t i) {
    const shb_token *token = &work->tokens.items[i];
    unsigned known = shb_name_word(&work->gazetteer->name_words, token->hash);
    return ((known & NAME_ENDS) && token->length <= 3) ||
           (shb_token_classes(work, i) & WORD_SAY) || is_source_word(work, i);
}

/*
 * Arabic papers begin with "Sabq - Riyadh:", "Name - Sabq - Riyadh:", "Cairo - Name" on a
 * line of its own, "Beijing 11 June (Xinhua)": short parts, the last one before a colon,
 * a line's end or a longer run of words. The byte just past them, or 0; *closed: it is
 * not the run of words that ends them.
 */
static uint32_t arabic_dateline_end(const shb_work *work, size_t s, bool *closed) {
    enum { PART_WORDS = 4 };
    size_t first = work->sentence_tokens[s], end = work->sentence_tokens[s + 1];
    size_t words = 1, parted_at = 0;
    *closed = true;
    if (first == end || is_of_a_clause(work, first))
        return 0;
    for (size_t i = first + 1; i < end; i++) {
        bool colon, parted = is_parted(work, i, &colon);
        if (parted || colon) {
            parted_at = i;
            words = 0;
        }
        if (colon || i - first > 2 * DATELINE_TOKENS)
            break;
        shb_gap gap = shb_token_gap(&work->tokens, i);
        bool run = !parted && gap != GAP_SPACE && gap != GAP_HYPHEN;
        if (++words > PART_WORDS || run || is_of_a_clause(work, i)) {
            *closed = false;
            return parted_at ? work->tokens.items[parted_at - 1].end : 0;
        }
        if (i + 1 == end)
            return parted_at ? work->tokens.items[i].end : 0;
    }
    /* A lone word before a colon speaks: "the Kremlin: ..." */
    bool colon, parted = false;
    for (size_t i = first + 1; i < parted_at; i++)
        parted |= is_parted(work, i, &colon);
    return parted ? work->tokens.items[parted_at - 1].end : 0;
}

/* The one state up to that byte is a capital: "Name - Riyadh:", not "Moscow - Tehran:".
 */
static bool names_one_capital(const shb_work *work, size_t s, uint32_t end) {
    size_t states = 0, capitals = 0;
    for (size_t i = 0; i < work->n_candidates && work->candidates[i].sentence <= s; i++) {
        const shb_candidate *c = &work->candidates[i];
        bool state = c->sentence == s && c->end <= end && shb_is_mention(c) &&
                     shb_work_type(work, c->entity) == SHB_STATE;
        states += state;
        capitals += state && c->seat;
    }
    return states == 1 && capitals == 1;
}

/* "Sabq - Aden:": a part that is the name of a medium, though it is a word elsewhere. */
static uint32_t medium_of_part(const shb_work *work, const shb_candidate *c) {
    const shb_lexicon *lexicon = &work->gazetteer->lexicon;
    bool colon = false;
    size_t next = c->last + 1u;
    if (c->eaten || !c->weak || c->entity != SHB_NO_ENTITY || c->form == SHB_NO_FORM)
        return SHB_NO_ENTITY;
    bool opens = c->first == work->sentence_tokens[c->sentence] ||
                 is_parted(work, c->first, &colon);
    bool closes = next >= work->sentence_tokens[c->sentence + 1] ||
                  is_parted(work, next, &colon) || colon;
    const shb_form *form = &lexicon->forms[c->form];
    for (size_t k = 0; opens && closes && k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        if (sense->kind == SENSE_WEAK && work->gazetteer->more[sense->value].medium)
            return sense->value;
    }
    return SHB_NO_ENTITY;
}

/* The dateline of a text: in its first lines, a place or agency before the first dash. */
static void mark_datelines(shb_work *work) {
    size_t k = 0; /* the first candidate of the sentence, or of a later one */
    for (size_t s = 0; s < work->sentences.count && s < 3; s++) {
        while (k < work->n_candidates && work->candidates[k].sentence < s)
            k++;
        if (k == work->n_candidates || work->candidates[k].sentence != s)
            continue;
        size_t first = work->sentence_tokens[s];
        bool arabic = first < work->sentence_tokens[s + 1] &&
                      (work->tokens.items[first].flags & TOKEN_ARABIC);
        bool closed = false;
        uint32_t end =
            arabic ? arabic_dateline_end(work, s, &closed) : dateline_end(work, s);
        if (end == 0)
            continue;
        const shb_sentence *sentence = &work->sentences.items[s];
        bool place = closed && names_one_capital(work, s, end);
        for (size_t i = work->sentence_tokens[s];
             i < work->sentence_tokens[s + 1] && work->tokens.items[i].end <= end; i++)
            place |= (shb_token_classes(work, i) & (WORD_CITY | WORD_AGENCY)) != 0;
        for (size_t i = 0; i < work->n_candidates && work->candidates[i].sentence <= s;
             i++) {
            const shb_candidate *c = &work->candidates[i];
            if (c->sentence != s || c->end > end)
                continue;
            place |= c->seat && c->start == sentence->start;
            place |= arabic && c->entity < LOCAL_ENTITY &&
                     work->gazetteer->more[c->entity].medium;
            place |= c->first < c->last && medium_of_part(work, c) != SHB_NO_ENTITY;
            place |= !arabic && c->first > work->sentence_tokens[s] &&
                     shb_token_gap(&work->tokens, c->first) == GAP_OPEN;
        }
        if (!place)
            continue;
        for (size_t i = 0; i < work->n_candidates && work->candidates[i].sentence <= s;
             i++) {
            shb_candidate *c = &work->candidates[i];
            if (c->sentence != s || c->end > end)
                continue;
            if (c->entity == SHB_NO_ENTITY)
                c->entity = medium_of_part(work, c);
            c->mark =
                c->entity != SHB_NO_ENTITY && shb_work_type(work, c->entity) == SHB_PERSON
                    ? SHB_MARK_BYLINE
                    : SHB_MARK_DATELINE;
        }
    }
}

/* "told Reuters", "in an interview with «Okaz»", whose proclitic stands before the quote.
 */
static bool follows_source_word(const shb_work *work, const shb_candidate *c) {
    size_t start = work->sentence_tokens[c->sentence];
    for (size_t back = 1; back <= 2 && c->first >= start + back; back++)
        if (is_source_word(work, c->first - back))
            return true;
    return c->first > start && shb_token_gap(&work->tokens, c->first) == GAP_QUOTE &&
           shb_token_is(work, c->first - 1, "ل");
}

/* "Xinhua reported", "TASS soobshchaet". */
static bool precedes_report(const shb_work *work, const shb_candidate *c) {
    size_t next = c->last + 1u;
    return next < work->sentence_tokens[c->sentence + 1] &&
           shb_token_gap(&work->tokens, next) == GAP_SPACE &&
           shb_token_among(work, next, work->gazetteer->reports,
                           work->gazetteer->n_reports);
}

bool shb_is_medium(const shb_work *work, const shb_candidate *c) {
    return shb_is_mention(c) && c->entity < LOCAL_ENTITY &&
           work->gazetteer->more[c->entity].medium;
}

/* A medium in brackets, after "according to" or before "reports" is where the news comes
 * from. */
static void mark_sources(shb_work *work) {
    for (size_t i = 0; i < work->n_candidates; i++) {
        shb_candidate *c = &work->candidates[i];
        if (!shb_is_medium(work, c) || c->mark)
            continue;
        bool brackets = shb_token_gap(&work->tokens, c->first) == GAP_OPEN;
        bool quoted = c->clitics && shb_token_gap(&work->tokens, c->first) == GAP_QUOTE;
        if (brackets || quoted || follows_source_word(work, c) ||
            precedes_report(work, c))
            c->mark = SHB_MARK_SOURCE;
    }
}

/* Whole lines that name only media. */
static void mark_lines_of_media(shb_work *work) {
    size_t at = 0;
    for (uint32_t s = 0; s < work->sentences.count; s++) {
        size_t tokens = work->sentence_tokens[s + 1] - work->sentence_tokens[s];
        size_t first = at, covered = 0;
        bool media = true;
        for (; at < work->n_candidates && work->candidates[at].sentence == s; at++) {
            const shb_candidate *c = &work->candidates[at];
            if (!shb_is_mention(c))
                continue;
            covered += c->last - c->first + 1u;
            media &= shb_is_medium(work, c);
        }
        if (!media || covered == 0 || covered < tokens)
            continue;
        for (size_t k = first; k < at; k++) {
            shb_candidate *c = &work->candidates[k];
            if (shb_is_mention(c) && !c->mark)
                c->mark = SHB_MARK_SOURCE;
        }
    }
}

shb_status shb_mark_places(shb_work *work) {
    mark_datelines(work);
    mark_lines_of_media(work);
    shb_mark_credits(work);
    mark_sources(work);
    return SHB_OK;
}
