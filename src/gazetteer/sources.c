/* Words beside a medium that say that the news comes from there. */
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

shb_status shb_source_add(shb_ctx *ctx, shb_gazetteer *gazetteer, const shb_json *line) {
    shb_status st = add_words(ctx, json_object_get(line, "source"), &gazetteer->sources,
                              &gazetteer->n_sources);
    return st == SHB_OK ? add_words(ctx, json_object_get(line, "reports"),
                                    &gazetteer->reports, &gazetteer->n_reports)
                        : st;
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
