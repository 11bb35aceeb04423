/* Words beside a medium that say that the news comes from there, and beside those who
 * wrote the text or took its picture. */
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "gazetteer/compiled.h"

static shb_status add_words(shb_ctx *ctx, const json_t *words, uint64_t **out,
                            size_t *n) {
    uint64_t *all = shb_realloc_array(*out, *n + json_array_size(words) + 1, sizeof *all);
    if (!all)
        return shb_fail_memory(ctx);
    *out = all;
    shb_tokens tokens = SHB_TOKENS_INIT;
    shb_status st = SHB_OK;
    size_t i;
    json_t *word;
    json_array_foreach((json_t *)words, i, word) {
        const char *text = json_string_value(word);
        st = text ? shb_tokenize(ctx, &tokens, text, strlen(text)) : SHB_OK;
        if (st != SHB_OK)
            break;
        if (text && tokens.count == 1)
            all[(*n)++] = tokens.items[0].hash;
    }
    shb_tokens_done(&tokens);
    return st;
}

/* A colon at its end is asked for; what is longer than there is room for is left out. */
static shb_status add_credits(shb_ctx *ctx, const json_t *phrases, bool behind,
                              shb_gazetteer *gazetteer) {
    size_t count = gazetteer->n_credits + json_array_size(phrases);
    shb_credit *all = shb_realloc_array(gazetteer->credits, count + 1, sizeof *all);
    if (!all)
        return shb_fail_memory(ctx);
    gazetteer->credits = all;
    shb_tokens tokens = SHB_TOKENS_INIT;
    shb_status st = SHB_OK;
    size_t i;
    json_t *phrase;
    json_array_foreach((json_t *)phrases, i, phrase) {
        const char *text = json_string_value(phrase);
        size_t len = text ? strlen(text) : 0;
        if ((st = shb_tokenize(ctx, &tokens, text ? text : "", len)) != SHB_OK)
            break;
        shb_credit credit = {.n = (uint8_t)tokens.count,
                             .colon = len && text[len - 1] == ':',
                             .behind = behind};
        if (tokens.count == 0 ||
            tokens.count > sizeof credit.words / sizeof *credit.words)
            continue;
        for (size_t k = 0; k < tokens.count; k++)
            credit.words[k] = tokens.items[k].hash;
        uint64_t cell = credit.words[0] % CREDIT_STARTS;
        gazetteer->credit_starts[cell / 64] |= UINT64_C(1) << cell % 64;
        all[gazetteer->n_credits++] = credit;
    }
    shb_tokens_done(&tokens);
    return st;
}

shb_status shb_source_add(shb_ctx *ctx, shb_gazetteer *gazetteer, const shb_json *line) {
    const struct {
        const char *member;
        uint64_t **words;
        size_t *n;
    } lists[] = {{"source", &gazetteer->sources, &gazetteer->n_sources},
                 {"reports", &gazetteer->reports, &gazetteer->n_reports},
                 {"agencies", &gazetteer->agencies, &gazetteer->n_agencies}};
    shb_status st = SHB_OK;
    for (size_t i = 0; st == SHB_OK && i < sizeof lists / sizeof *lists; i++)
        st = add_words(ctx, json_object_get(line, lists[i].member), lists[i].words,
                       lists[i].n);
    if (st == SHB_OK)
        st = add_credits(ctx, json_object_get(line, "credit"), false, gazetteer);
    if (st == SHB_OK)
        st = add_credits(ctx, json_object_get(line, "credited"), true, gazetteer);
    return st;
}

static shb_status take_source(shb_ctx *ctx, void *user, const shb_json *line,
                              const char *file, uint64_t number) {
    (void)file, (void)number;
    return shb_source_add(ctx, user, line);
}

shb_status shb_sources_load(shb_ctx *ctx, shb_gazetteer *gazetteer, const char *folder) {
    char path[PATH_MAX];
    uint64_t unused = 0;
    snprintf(path, sizeof path, "%s/sources.jsonl", folder);
    return shb_json_lines(ctx, path, &unused, take_source, gazetteer);
}
