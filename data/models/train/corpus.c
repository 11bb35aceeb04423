#include "corpus.h"

#include <shabaka/mentions.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "entities/facts.h"

enum { DOCUMENT = 20, MAX_LINE = 4096 };

/* A text put together from tokens, and where its names are. */
typedef struct draft {
    char *text;
    size_t length, capacity;
    struct span {
        uint32_t start, end;
        uint8_t tag;
    } *spans;
    size_t n_spans, spans_capacity;
    bool glue, quoted;
} draft;

void fail(const char *what, const char *file) {
    fprintf(stderr, "train: %s%s%s\n", what, file ? ": " : "", file ? file : "");
    exit(1);
}

void *need(void *p) {
    if (!p)
        fail("no memory", NULL);
    return p;
}

static void put(draft *d, const char *text, size_t n) {
    if (d->length + n + 1 > d->capacity) {
        d->capacity = 2 * (d->length + n + 1);
        d->text = need(realloc(d->text, d->capacity));
    }
    memcpy(d->text + d->length, text, n);
    d->length += n;
    d->text[d->length] = '\0';
}

static bool among(const char *word, const char *const *list) {
    for (; *list; list++)
        if (strcmp(word, *list) == 0)
            return true;
    return false;
}

static uint8_t tag_of(const char *tag) {
    static const char *const types[] = {"PER", "LOC", "ORG"};
    if (tag[0] != 'B' && tag[0] != 'I')
        return TAG_NONE;
    for (uint8_t i = 0; i < 3; i++)
        if (strcmp(tag + 2, types[i]) == 0)
            return (uint8_t)(TAG_B_PERSON + 2 * i);
    return TAG_B_OTHER;
}

static void put_token(draft *d, const char *token, const char *tag) {
    static const char *const closing[] = {".", ",", ":", ";", "!",  "?",   ")",   "]", "»",
                                          "”", "…", "،", "؛", "؟",  "%",   "'s",  "n't",
                                          "’s", "'", "..", NULL};
    static const char *const opening[] = {"(", "[", "«", "“", NULL};
    bool quote = strcmp(token, "\"") == 0, closes = among(token, closing);
    if (quote) {
        closes = d->quoted;
        d->quoted = !d->quoted;
    }
    if (d->length && !d->glue && !closes && d->text[d->length - 1] != '\n')
        put(d, " ", 1);
    uint32_t start = (uint32_t)d->length;
    put(d, token, strlen(token));
    d->glue = among(token, opening) || (quote && d->quoted);
    uint8_t own = tag_of(tag);
    if (own == TAG_NONE)
        return;
    struct span *last = d->n_spans ? &d->spans[d->n_spans - 1] : NULL;
    if (tag[0] == 'I' && last && last->tag == own) {
        last->end = (uint32_t)d->length;
        return;
    }
    if (d->n_spans == d->spans_capacity) {
        d->spans_capacity = d->spans_capacity ? 2 * d->spans_capacity : 64;
        d->spans = need(realloc(d->spans, d->spans_capacity * sizeof *d->spans));
    }
    d->spans[d->n_spans++] = (struct span){start, (uint32_t)d->length, own};
}

static void add_sentence(corpus *c, const shb_looked_up *looked, size_t first, size_t end,
                         const draft *d, bool hidden) {
    if (c->count == c->capacity) {
        c->capacity = c->capacity ? 2 * c->capacity : 1024;
        c->items = need(realloc(c->items, c->capacity * sizeof *c->items));
    }
    size_t n = end - first, used = 0;
    const shb_tokens *tokens = looked->tokens;
    sentence *s = &c->items[c->count++];
    *s = (sentence){
        .count = n, .document = c->documents, .file = c->files, .hidden = hidden};
    uint32_t visible = hidden ? ALL_FACTS & ~FACTS_OF_LISTED_PERSONS : ALL_FACTS;
    s->words = need(calloc(n, sizeof *s->words));
    s->gaps = need(calloc(n, 1));
    s->tags = need(calloc(n, 1));
    s->at = need(calloc(n, sizeof *s->at));
    s->tails = need(calloc(n, sizeof *s->tails));
    s->keys[0] = need(calloc(n, sizeof **s->keys));
    s->keys[1] = need(calloc(n, sizeof **s->keys));
    for (size_t i = first; i < end; i++)
        used += tokens->items[i].length + 1u;
    s->text = need(calloc(used, 1));
    used = 0;
    size_t span = 0;
    for (size_t i = 0; i < n; i++) {
        const shb_token *token = &tokens->items[first + i];
        const uint8_t *letters = tokens->folded + token->folded;
        shb_tag_word_look(c->classes, tokens, first + i,
                          looked->facts[first + i] & visible, &s->words[i]);
        s->gaps[i] = i ? (uint8_t)shb_token_gap(tokens, first + i) : GAP_LINE;
        memcpy(s->text + used, letters, token->length);
        s->at[i] = (uint32_t)used;
        s->tails[i] = shb_tag_tail(letters, token->length);
        used += token->length + 1u;
        size_t skip = shb_tag_proclitics(c->classes, tokens, first + i);
        s->keys[0][i] = shb_tag_word_key(tokens, first + i, 0);
        s->keys[1][i] = skip ? shb_tag_word_key(tokens, first + i, skip) : 0;
        while (span < d->n_spans && d->spans[span].end <= token->start)
            span++;
        if (span == d->n_spans || d->spans[span].start >= token->end)
            continue;
        bool goes_on = i > 0 && tokens->items[first + i - 1].end > d->spans[span].start;
        s->tags[i] = (uint8_t)(d->spans[span].tag + goes_on);
    }
}

static void finish_document(corpus *c, shb_annotator *annotator, draft *d) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_looked_up looked;
    shb_doc doc = {.id = {"text", 4}, .text = {d->text, d->length}};
    if (d->length && shb_annotator_look(&ctx, annotator, &doc, &looked) != SHB_OK)
        fail(ctx.err.text, NULL);
    for (size_t s = 0; d->length && s < looked.n_sentences; s++)
        for (int hidden = 0; hidden < 2; hidden++)
            if (looked.sentences[s] < looked.sentences[s + 1])
                add_sentence(c, &looked, looked.sentences[s], looked.sentences[s + 1], d,
                             hidden);
    c->documents++;
    d->length = d->n_spans = 0;
    d->glue = true;
}

void corpus_read(corpus *c, const shb_gazetteer *gazetteer, const char *path) {
    shb_ctx ctx = SHB_CTX_INIT;
    shb_annotator *annotator = NULL;
    shb_annotate_options options = SHB_ANNOTATE_OPTIONS_INIT;
    if (shb_annotator_new(&ctx, gazetteer, &options, &annotator) != SHB_OK)
        fail(ctx.err.text, NULL);
    FILE *in = fopen(path, "r");
    if (!in)
        fail("cannot open", path);
    draft d = {.glue = true};
    char line[MAX_LINE];
    size_t sentences = 0;
    bool inside = false;
    while (fgets(line, sizeof line, in)) {
        char *token = strtok(line, "\t\n"), *tag = token ? strtok(NULL, "\t\n") : NULL;
        if (tag) {
            put_token(&d, token, tag);
            inside = true;
            continue;
        }
        if (!inside)
            continue;
        inside = false;
        put(&d, "\n", 1);
        d.glue = true;
        d.quoted = false;
        if (++sentences % DOCUMENT == 0)
            finish_document(c, annotator, &d);
    }
    finish_document(c, annotator, &d);
    c->files++;
    fclose(in);
    free(d.text);
    free(d.spans);
    shb_annotator_free(annotator);
}

void corpus_classify(corpus *c) {
    for (size_t k = 0; k < c->count; k++) {
        sentence *s = &c->items[k];
        for (size_t i = 0; i < s->count; i++) {
            const shb_word_class *found = shb_word_class_of(c->classes, s->keys[0][i]);
            if (!found->word && s->keys[1][i])
                found = shb_word_class_of(c->classes, s->keys[1][i]);
            s->words[i].person = found->person;
            s->words[i].organization = found->organization;
        }
    }
}

void corpus_recall(shb_tag_memory *memory, sentence *s) {
    memory->sentence++;
    for (size_t i = 0; i < s->count; i++)
        s->words[i].seen = shb_tag_may_recall(memory, s->tails[i])
                               ? shb_tag_recall(memory, s->words[i].stem)
                               : 0;
}

void corpus_remember(shb_tag_memory *memory, const sentence *s, const float *chances) {
    for (size_t i = 0; i < s->count; i++) {
        const float *own = chances + i * N_TAGS;
        uint16_t seen = shb_tag_seen(own, i + 1 < s->count ? own + N_TAGS : NULL);
        if (seen)
            shb_tag_remember(memory, s->words[i].stem, s->tails[i], seen);
    }
}

void corpus_recall_all(corpus *c, const bool *use, uint32_t window) {
    static shb_tag_memory memory[2]; /* of the sentences as they are; of the hidden ones */
    for (size_t k = 0; k < 2; k++) {
        shb_tag_forget(&memory[k]);
        memory[k].window = window;
    }
    for (size_t k = 0; k < c->count; k++) {
        sentence *s = &c->items[k];
        if (k && s->file != c->items[k - 1].file)
            for (size_t m = 0; m < 2; m++)
                shb_tag_forget(&memory[m]);
        if (!use[k])
            continue;
        corpus_recall(&memory[s->hidden], s);
        corpus_remember(&memory[s->hidden], s, s->chances);
    }
}

void corpus_forget_seen(corpus *c) {
    for (size_t k = 0; k < c->count; k++)
        for (size_t i = 0; i < c->items[k].count; i++)
            c->items[k].words[i].seen = 0;
}

shb_tag_place place_of(const sentence *s, size_t i) {
    shb_tag_place place = {.since_title = 0};
    for (size_t k = 0; k < PLACES; k++)
        if (i + k >= REACH && i + k - REACH < s->count)
            place.around[k] = &s->words[i + k - REACH];
    for (size_t k = 0; k < 4; k++)
        place.gaps[k] =
            i + k >= 1 && i + k - 1 < s->count ? (shb_gap)s->gaps[i + k - 1] : GAP_LINE;
    for (size_t k = i; k-- > 0;)
        if (s->words[k].facts & FACT_TITLE) {
            place.since_title = (uint8_t)(i - k < 6 ? i - k : 6);
            break;
        }
    return place;
}
