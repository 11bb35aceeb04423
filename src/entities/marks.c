/* Datelines, sources and bylines: mentions like any other, but marked. */
#include "entities/work.h"

#include <string.h>

enum { DATELINE_TOKENS = 8, DATELINE_BYTES = 120, CREDIT_TOKENS = 12 };

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
        if (gap == GAP_OTHER || gap == GAP_QUOTE)
            return 0;
    }
    return 0;
}

/* The dateline of a text: in its first lines, a place or agency before the first dash. */
static void mark_datelines(shb_work *work) {
    for (size_t s = 0; s < work->sentences.count && s < 3; s++) {
        uint32_t end = dateline_end(work, s);
        if (end == 0)
            continue;
        const shb_sentence *sentence = &work->sentences.items[s];
        bool place = false;
        for (size_t i = work->sentence_tokens[s];
             i < work->sentence_tokens[s + 1] && work->tokens.items[i].end <= end; i++)
            place |= (shb_token_classes(work, i) & (WORD_CITY | WORD_AGENCY)) != 0;
        for (size_t i = 0; i < work->n_candidates && work->candidates[i].sentence <= s;
             i++) {
            const shb_candidate *c = &work->candidates[i];
            if (c->sentence != s || c->end > end)
                continue;
            place |= c->seat && c->start == sentence->start;
            place |= c->first > work->sentence_tokens[s] &&
                     shb_token_gap(&work->tokens, c->first) == GAP_OPEN;
        }
        if (!place)
            continue;
        for (size_t i = 0; i < work->n_candidates && work->candidates[i].sentence <= s;
             i++) {
            shb_candidate *c = &work->candidates[i];
            if (c->sentence == s && c->end <= end)
                c->mark = c->entity != SHB_NO_ENTITY &&
                                  shb_work_type(work, c->entity) == SHB_PERSON
                              ? SHB_MARK_BYLINE
                              : SHB_MARK_DATELINE;
        }
    }
}

static bool is_any(const shb_work *work, size_t i, const char *const *words, size_t n) {
    for (size_t k = 0; k < n; k++)
        if (shb_token_is(work, i, words[k]))
            return true;
    return false;
}

#define IS_ANY(work, i, words) is_any(work, i, words, sizeof words / sizeof *words)

/* "according to X", "told X", "in an interview with X", "seen by X". */
static bool follows_source_word(const shb_work *work, const shb_candidate *c) {
    static const char *const words[] = {
        "بحسب",      "وبحسب",      "نقلت",      "ونقلت",    "وفقا",      "حسب",
        "عن",        "according",  "quoted",    "told",     "interview", "speaking",
        "spoke",     "seen",       "cited",     "citing",   "reported",  "сообщает",
        "сообщают",  "сообщил",    "сообщила",  "сообщило", "сообщили",  "передает",
        "передают",  "передал",    "передала",  "передало", "пишет",     "пишут",
        "написал",   "написала",   "написали",  "рассказал", "рассказала", "рассказали",
        "заявил",    "заявила",    "заявили",   "сказал",   "сказала",   "пояснил",
        "пояснила",  "подтвердил", "цитирует",  "приводит", "агентству", "газете",
        "изданию",   "каналу",     "телеканалу", "данным",  "информации", "материале",
        "беседе",    "интервью",   "эфире",     "ссылкой",  "корреспонденту",
    };
    size_t start = work->sentence_tokens[c->sentence];
    for (size_t back = 1; back <= 2 && c->first >= start + back; back++)
        if (IS_ANY(work, c->first - back, words))
            return true;
    return false;
}

/* "Xinhua reported", "TASS soobshchaet". */
static bool precedes_report(const shb_work *work, const shb_candidate *c) {
    static const char *const words[] = {"reported", "reports",  "сообщает", "сообщил",
                                        "сообщила", "сообщило", "пишет",    "передает",
                                        "передало", "передал"};
    size_t next = c->last + 1u;
    return next < work->sentence_tokens[c->sentence + 1] &&
           shb_token_gap(&work->tokens, next) == GAP_SPACE && IS_ANY(work, next, words);
}

static bool is_medium(const shb_work *work, const shb_candidate *c) {
    return shb_is_mention(c) && c->entity < LOCAL_ENTITY &&
           work->gazetteer->more[c->entity].medium;
}

/* A medium in brackets, after "according to" or before "reports" is where the news comes
 * from. */
static void mark_sources(shb_work *work) {
    for (size_t i = 0; i < work->n_candidates; i++) {
        shb_candidate *c = &work->candidates[i];
        if (!is_medium(work, c) || c->mark)
            continue;
        bool brackets = shb_token_gap(&work->tokens, c->first) == GAP_OPEN;
        bool quoted = c->clitics && shb_token_gap(&work->tokens, c->first) == GAP_QUOTE;
        if (brackets || quoted || follows_source_word(work, c) ||
            precedes_report(work, c))
            c->mark = SHB_MARK_SOURCE;
    }
}

/* "Photo: X, Y": a line of its own. */
static bool is_credit(const shb_work *work, size_t s) {
    static const char *const words[] = {"photo", "photos",   "image",    "images", "credit",
                                        "фото",  "источник", "фотограф", "صورة",   "الصورة"};
    size_t first = work->sentence_tokens[s], end = work->sentence_tokens[s + 1];
    return first + 1 < end && end - first <= CREDIT_TOKENS && IS_ANY(work, first, words) &&
           work->tokens.text[work->tokens.items[first].end] == ':';
}

/* Whole lines that name only media, or whose picture it is. */
static void mark_credits(shb_work *work) {
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
            media &= is_medium(work, c);
        }
        bool credit = is_credit(work, s);
        if (!credit && (!media || covered == 0 || covered < tokens))
            continue;
        for (size_t k = first; k < at; k++) {
            shb_candidate *c = &work->candidates[k];
            if (shb_is_mention(c) && !c->mark)
                c->mark = shb_work_type(work, c->entity) == SHB_PERSON ? SHB_MARK_BYLINE
                                                                       : SHB_MARK_SOURCE;
        }
    }
}

shb_status shb_mark_places(shb_work *work) {
    mark_datelines(work);
    mark_credits(work);
    mark_sources(work);
    return SHB_OK;
}
