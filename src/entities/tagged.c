/* Persons and organizations that the tagger finds where list and patterns have none. */
#include "entities/tagged.h"

#include <string.h>

#include "base/alloc.h"

/* Is the word worth the tagger's time? Ordinary words, small letters and what is in a
 * name already are not: they are tagged as neighbours only. */
static bool may_be_name(const shb_patterns *p, size_t i) {
    const shb_token *token = &p->work->tokens.items[i];
    uint32_t k = p->kinds[i];
    if ((k & (IS_KNOWN | IS_TAKEN)) || (token->flags & (TOKEN_DIGIT | TOKEN_STRANGE)))
        return false;
    if (!(token->flags & TOKEN_ARABIC))
        return (token->flags & (TOKEN_CAPITAL | TOKEN_CAPITALS)) != 0;
    if ((k & (IS_NAME | WORD_GIVEN | WORD_HEAD | IS_SHORT)) ||
        !(k & (IS_COMMON | WORD_COMMON | WORD_STOP | WORD_SAY)))
        return true;
    /* The last byte of a quote or bracket: names of bodies are ordinary words at times.
     */
    char before = token->start ? p->work->tokens.text[token->start - 1] : ' ';
    return before == '"' || before == '\xab' || before == '\x9c' || before == '(';
}

uint32_t *shb_facts(const shb_patterns *p) {
#define OF(kind) [__builtin_ctz(kind)]
    static const uint32_t fact_of_kind[32] = {
        OF(IS_NAME) = FACT_NAME,       OF(IS_LAST) = FACT_LAST,
        OF(WORD_GIVEN) = FACT_GIVEN,   OF(IS_COMMON) = FACT_COMMON,
        OF(WORD_COMMON) = FACT_COMMON, OF(IS_NEVER) = FACT_OTHER,
        OF(IS_END) = FACT_OTHER,       OF(WORD_TITLE) = FACT_TITLE,
        OF(WORD_OFFICE) = FACT_OFFICE, OF(WORD_SAY) = FACT_SAY,
        OF(WORD_LINK) = FACT_LINK,     OF(WORD_HEAD) = FACT_HEAD,
        OF(WORD_CITY) = FACT_CITY,     OF(IS_ADJECTIVE) = FACT_ADJECTIVE,
        OF(IS_INITIAL) = FACT_INITIAL,
    };
#undef OF
    static const uint32_t fact_of_type[SHB_N_TYPES] = {
        [SHB_PERSON] = FACT_PERSON,
        [SHB_STATE] = FACT_STATE,
        [SHB_ORGANIZATION] = FACT_BODY,
    };
    shb_work *work = p->work;
    size_t n = work->tokens.count;
    uint32_t *facts = shb_arena_alloc(&work->arena, (n + 1) * sizeof *facts);
    if (!facts)
        return NULL;
    facts[n] = 0;
    for (size_t i = 0; i < n; i++) {
        facts[i] = 0;
        for (uint32_t kinds = p->kinds[i]; kinds; kinds &= kinds - 1)
            facts[i] |= fact_of_kind[__builtin_ctz(kinds)];
        uint32_t c = p->candidate[i];
        if (c == SHB_NO_ENTITY)
            continue;
        const shb_candidate *candidate = &work->candidates[c];
        if (p->kinds[i] & IS_SHORT)
            facts[i] |= FACT_SHORT;
        if (candidate->first == i)
            facts[i] |= FACT_FIRST;
        if (shb_is_mention(candidate))
            facts[i] |= fact_of_type[shb_work_type(work, candidate->entity)];
        else if (p->kinds[i] & IS_STATE)
            facts[i] |= FACT_BODY;
    }
    for (size_t k = 0; k < p->n_found; k++) {
        const shb_found *found = &p->found[k];
        if (found->entity == SHB_NO_ENTITY)
            continue;
        for (uint32_t i = found->first; i <= found->last; i++) {
            facts[i] |= found->person == SHB_NO_ENTITY ? FACT_BODY : FACT_FOUND;
            if (found->person != SHB_NO_ENTITY &&
                (work->tokens.items[i].flags & TOKEN_ARABIC))
                facts[i] |= MAY_BE_NAME; /* the tagger may bound it otherwise */
        }
        facts[found->first] |= FACT_FIRST;
    }
    for (size_t i = 0; i < n; i++)
        if (may_be_name(p, i))
            facts[i] |= MAY_BE_NAME;
    /* An ordinary word that begins a sentence has its capital from there. */
    for (size_t s = 0; s < work->sentences.count; s++) {
        uint32_t i = work->sentence_tokens[s];
        if (i < work->sentence_tokens[s + 1] && (facts[i] & FACT_COMMON) &&
            !(facts[i + 1] & MAY_BE_NAME))
            facts[i] &= ~(uint32_t)MAY_BE_NAME;
    }
    return facts;
}

/* --------------------------------------------------------------- where it is used */

enum { SAMPLE = 200, SAMPLE_LEAST = 6, LANGUAGE_LEAST = 70 /* percent */ };

static const uint8_t script_of[SHB_N_LANGS] = {
    [SHB_AR] = TOKEN_ARABIC,
    [SHB_EN] = TOKEN_LATIN,
    [SHB_RU] = TOKEN_CYRILLIC,
};

static int percent(size_t known, size_t seen) {
    return seen < SAMPLE_LEAST ? -1 : (int)(known * 100 / seen);
}

shb_known_share shb_known_words(const shb_work *work, shb_lang lang) {
    const shb_tagger *tagger = work->gazetteer->taggers[lang];
    size_t seen[2] = {0}, known[2] = {0}; /* all; those in small letters */
    for (size_t i = 0; tagger && i < work->tokens.count && seen[1] < SAMPLE; i++) {
        const uint8_t flags = work->tokens.items[i].flags;
        const bool small = !(flags & TOKEN_CAPITAL);
        if (!(flags & script_of[lang]) || (seen[0] >= SAMPLE && !small))
            continue;
        const bool knows = shb_tagger_knows(tagger, &work->tokens, i);
        if (seen[0] < SAMPLE) {
            seen[0]++;
            known[0] += knows;
        }
        if (small) {
            seen[1]++;
            known[1] += knows;
        }
    }
    return (shb_known_share){percent(known[0], seen[0]), percent(known[1], seen[1])};
}

/* The script of most words of a sentence. */
static shb_lang language_of(const shb_work *work, size_t first, size_t end) {
    size_t words[SHB_N_LANGS] = {0};
    for (size_t i = first; i < end; i++)
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
            words[lang] += (work->tokens.items[i].flags & script_of[lang]) != 0;
    shb_lang best = 0;
    for (shb_lang lang = 1; lang < SHB_N_LANGS; lang++)
        if (words[lang] > words[best])
            best = lang;
    return words[best] * 2 > end - first ? best : SHB_N_LANGS;
}

/* ------------------------------------------------------------------ what is taken */

/* What one pass over a text knows. */
typedef struct pass {
    shb_patterns *patterns;
    uint32_t *facts;
    shb_tagged *names; /* of all sentences, as they were tagged first */
    size_t n_names, names_capacity;
    size_t n_known; /* finds of patterns, in order */
    bool gave_up;
    /* Arabic persons of one word: until all full names are found. */
    struct single {
        shb_tagged name;
        size_t sentence;
    } * singles;
    size_t n_singles, singles_capacity;
} pass;

/* A listed short form: whose it is, is settled with the others; to somebody it belongs.
 */
static bool is_left_to_list(const shb_patterns *p, const shb_tagged *name) {
    uint32_t at = p->candidate[name->first];
    if (at == SHB_NO_ENTITY || !(p->kinds[name->first] & IS_SHORT))
        return false;
    shb_candidate *c = &p->work->candidates[at];
    bool one = c->first == c->last;
    if (c->first != name->first || c->last != name->last ||
        (one && shb_is_in_found_name(p, c->first)))
        return false;
    c->tagged_person = !one || !(p->kinds[name->first] & WORD_GIVEN);
    c->confidence = name->confidence;
    return true;
}

static shb_status take(pass *t, shb_lang lang, size_t sentence, shb_tagged name) {
    shb_patterns *p = t->patterns;
    bool person = name.tag == TAG_B_PERSON;
    shb_bound_tagged(p, sentence, &name);
    bool outranks = lang == SHB_AR && shb_outranks_finds(p, t->n_known, &name);
    if (!shb_is_tagged_name(p, sentence, &name, script_of[lang], outranks) ||
        is_left_to_list(p, &name))
        return SHB_OK;
    bool thing;
    shb_status st = shb_is_thing(p, name.first, name.last, person, &thing);
    if (st != SHB_OK || thing)
        return st;
    if (outranks) {
        shb_give_up_finds(p, t->n_known, &name);
        t->gave_up = true;
    }
    if (lang == SHB_AR &&
        shb_begins_with_proclitic(p, p->work->gazetteer->taggers[lang], &name))
        p->kinds[name.first] |= IS_CLITIC;
    shb_found found = {.first = name.first,
                       .last = name.last,
                       .sentence = (uint32_t)sentence,
                       .person = person ? 0 : SHB_NO_ENTITY,
                       .entity = SHB_NO_ENTITY,
                       .how = SHB_HOW_TAGGER,
                       .confidence = name.confidence,
                       .surname_only = person && name.first == name.last};
    return shb_patterns_take(p, found);
}

static shb_status keep_single(pass *t, size_t sentence, const shb_tagged *name) {
    shb_status st = shb_grow(t->patterns->work->ctx, (void **)&t->singles,
                             &t->singles_capacity, t->n_singles + 1, sizeof *t->singles);
    if (st == SHB_OK)
        t->singles[t->n_singles++] = (struct single){*name, sentence};
    return st;
}

static shb_status take_singles(pass *t) {
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < t->n_singles; i++)
        st = take(t, SHB_AR, t->singles[i].sentence, t->singles[i].name);
    t->n_singles = 0;
    return st;
}

static shb_status take_or_keep(pass *t, shb_lang lang, size_t sentence,
                               const shb_tagged *name) {
    bool single =
        lang == SHB_AR && name->tag == TAG_B_PERSON && name->first == name->last;
    return single ? keep_single(t, sentence, name) : take(t, lang, sentence, *name);
}

/* One name, or several that the tagger took for one. */
static shb_status take_each(pass *t, shb_lang lang, size_t sentence, shb_tagged name) {
    shb_status st = SHB_OK;
    uint32_t last = name.last;
    while (st == SHB_OK && name.first <= last) {
        uint32_t next =
            name.tag == TAG_B_PERSON ? shb_next_person(t->patterns, &name) : last + 1;
        name.last = next - 1;
        st = take_or_keep(t, lang, sentence, &name);
        name.first = next;
        name.last = last;
    }
    return st;
}

static shb_status take_names(pass *t, size_t sentence, shb_lang lang,
                             const shb_tagged *names, size_t n) {
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < n; i++)
        if (names[i].tag == TAG_B_PERSON || names[i].tag == TAG_B_ORGANIZATION)
            st = take_each(t, lang, sentence, names[i]);
    return st;
}

static shb_status tag_sentence(const pass *t, size_t sentence, shb_lang lang,
                               const shb_tagged **names, size_t *n) {
    shb_work *work = t->patterns->work;
    return shb_tag_sentence(work->ctx, work->tagging, work->gazetteer->taggers[lang],
                            &work->tokens, t->facts, sentence,
                            work->sentence_tokens[sentence],
                            work->sentence_tokens[sentence + 1], names, n);
}

static shb_status tag_again(pass *t, size_t sentence, shb_lang lang) {
    const shb_tagged *names;
    size_t n;
    shb_status st = tag_sentence(t, sentence, lang, &names, &n);
    return st == SHB_OK ? take_names(t, sentence, lang, names, n) : st;
}

/* The language of each sentence, or SHB_N_LANGS where none has a tagger that can be used;
 * and where its names begin. */
typedef struct told {
    shb_lang lang;
    size_t first_name;
} told;

static shb_status tag_all(pass *t, const bool usable[SHB_N_LANGS], told *sentences) {
    shb_work *work = t->patterns->work;
    shb_status st = SHB_OK;
    for (size_t s = 0; st == SHB_OK && s < work->sentences.count; s++) {
        const shb_tagged *names;
        size_t n = 0;
        shb_lang lang =
            language_of(work, work->sentence_tokens[s], work->sentence_tokens[s + 1]);
        if (lang < SHB_N_LANGS && !usable[lang])
            lang = SHB_N_LANGS;
        sentences[s] = (told){lang, t->n_names};
        if (lang == SHB_N_LANGS ||
            (st = tag_sentence(t, s, lang, &names, &n)) != SHB_OK || n == 0)
            continue;
        st = shb_grow(work->ctx, (void **)&t->names, &t->names_capacity, t->n_names + n,
                      sizeof *t->names);
        if (st == SHB_OK)
            memcpy(t->names + t->n_names, names, n * sizeof *names);
        t->n_names += n;
    }
    sentences[work->sentences.count] = (told){SHB_N_LANGS, t->n_names};
    return st;
}

/* The names of each sentence; those before the first full name of somebody are tagged
 * again, now that it is known. */
static shb_status take_all(pass *t, const told *sentences) {
    const shb_work *work = t->patterns->work;
    shb_status st = SHB_OK;
    for (size_t s = 0; st == SHB_OK && s < work->sentences.count; s++) {
        const shb_lang lang = sentences[s].lang;
        const size_t first = sentences[s].first_name;
        if (lang == SHB_N_LANGS)
            continue;
        st = shb_tag_has_news(work->tagging, s, work->sentence_tokens[s],
                              work->sentence_tokens[s + 1])
                 ? tag_again(t, s, lang)
                 : take_names(t, s, lang, t->names + first,
                              sentences[s + 1].first_name - first);
    }
    return st;
}

/* Is the word the surname of a person whom the tagger has found in full? */
static bool is_new_surname(const pass *t, uint64_t surnames, size_t i) {
    const shb_patterns *p = t->patterns;
    const shb_token *token = &p->work->tokens.items[i];
    return (surnames >> (token->hash & 63) & 1) && (token->flags & TOKEN_ARABIC) &&
           !(t->facts[i] & MAY_BE_NAME) &&
           !(p->kinds[i] & (IS_KNOWN | IS_TAKEN | IS_END)) && shb_is_in_full_name(p, i);
}

/* Surnames that are ordinary words were not worth the tagger's time: they are, of people
 * whom it has found since. */
static shb_status tag_surnames(pass *t) {
    const shb_patterns *p = t->patterns;
    const shb_work *work = p->work;
    uint64_t surnames = 0; /* a bit for each */
    for (size_t i = t->n_known; i < p->n_found; i++)
        if (p->found[i].person != SHB_NO_ENTITY && p->found[i].first < p->found[i].last)
            surnames |= UINT64_C(1) << (work->tokens.items[p->found[i].last].hash & 63);
    t->n_known = 0; /* what stands there stays */
    shb_status st = SHB_OK;
    for (size_t s = 0; surnames && st == SHB_OK && s < work->sentences.count; s++) {
        bool again = false;
        for (size_t i = work->sentence_tokens[s]; i < work->sentence_tokens[s + 1]; i++)
            if (is_new_surname(t, surnames, i)) {
                t->facts[i] |= MAY_BE_NAME;
                again = true;
            }
        if (again)
            st = tag_again(t, s, SHB_AR);
    }
    return st;
}

shb_status shb_find_tagged(shb_patterns *p, bool *gave_up) {
    shb_work *work = p->work;
    bool usable[SHB_N_LANGS], any = false;
    for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
        any |= usable[lang] = p->known_words[lang].all >= LANGUAGE_LEAST;
    if (!any)
        return SHB_OK;
    pass t = {.patterns = p, .facts = shb_facts(p), .n_known = p->n_found};
    if (!t.facts)
        return shb_fail_memory(work->ctx);
    told *sentences =
        shb_arena_alloc(&work->arena, (work->sentences.count + 1) * sizeof *sentences);
    if (!sentences)
        return shb_fail_memory(work->ctx);
    shb_status st = work->tagging ? SHB_OK : shb_tagging_new(work->ctx, &work->tagging);
    if (st == SHB_OK)
        st = shb_tagging_begin(work->ctx, work->tagging, work->tokens.count);
    if (st == SHB_OK)
        st = tag_all(&t, usable, sentences);
    if (st == SHB_OK)
        st = take_all(&t, sentences);
    if (st == SHB_OK)
        st = take_singles(&t);
    if (st == SHB_OK && usable[SHB_AR] && (st = tag_surnames(&t)) == SHB_OK)
        st = take_singles(&t);
    *gave_up = t.gave_up;
    shb_free(t.names);
    shb_free(t.singles);
    return st;
}
