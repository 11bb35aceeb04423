/* Offices: how each is called in the data ("of") and before a name in a text. */
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/alloc.h"
#include "gazetteer/compiled.h"
#include "text/spells.h"

static shb_status copy_list(shb_ctx *ctx, shb_gazetteer *gazetteer, const json_t *list,
                            const char ***out, size_t *n) {
    size_t count = json_array_size(list);
    const char **own =
        count ? shb_arena_alloc(&gazetteer->strings, count * sizeof *own) : NULL;
    if (count && !own)
        return shb_fail_memory(ctx);
    size_t i;
    json_t *item;
    *n = 0;
    json_array_foreach((json_t *)list, i, item) {
        const char *text = json_string_value(item);
        if (!text)
            continue;
        own[*n] = shb_arena_strndup(&gazetteer->strings, text, strlen(text));
        if (!own[(*n)++])
            return shb_fail_memory(ctx);
    }
    *out = own;
    return SHB_OK;
}

static void note_end(shb_gazetteer *gazetteer, const char *title) {
    enum { MOST = 256 }; /* no word is that long */
    size_t len = strlen(title), at = len;
    uint8_t letters[MOST + 8] = {0};
    while (at > 0 && len - at < MOST && title[at - 1] != ' ' && title[at - 1] != '-')
        at--;
    const size_t n = shb_fold_word(title + at, len - at, letters);
    size_t bit = shb_office_end_bit(letters, shb_word_hash(letters, n));
    gazetteer->office_ends[bit >> 5] |= UINT32_C(1) << (bit & 31);
}

shb_status shb_office_add(shb_ctx *ctx, shb_gazetteer *gazetteer, const shb_json *line,
                          const char *file, uint64_t number) {
    if (gazetteer->n_offices == MAX_OFFICES)
        return shb_fail_at(ctx, SHB_ELIMIT, file, number, 0, "more than %d offices",
                           MAX_OFFICES);
    shb_office *office = &gazetteer->offices[gazetteer->n_offices++];
    shb_status st = copy_list(ctx, gazetteer, json_object_get(line, "office"),
                              &office->called, &office->n_called);
    const json_t *titles = json_object_get(line, "titles");
    shb_fold_init();
    for (shb_lang lang = 0; st == SHB_OK && lang < SHB_N_LANGS; lang++) {
        st = copy_list(ctx, gazetteer, json_object_get(titles, shb_lang_name(lang)),
                       &office->titles[lang], &office->n_titles[lang]);
        for (size_t i = 0; st == SHB_OK && i < office->n_titles[lang]; i++)
            note_end(gazetteer, office->titles[lang][i]);
    }
    return st;
}

static shb_status take_office(shb_ctx *ctx, void *user, const shb_json *line,
                              const char *file, uint64_t number) {
    return shb_office_add(ctx, user, line, file, number);
}

shb_status shb_offices_load(shb_ctx *ctx, shb_gazetteer *gazetteer, const char *folder) {
    char path[PATH_MAX];
    uint64_t unused = 0;
    snprintf(path, sizeof path, "%s/offices.jsonl", folder);
    return shb_json_lines(ctx, path, &unused, take_office, gazetteer);
}

uint32_t shb_office_bits(const shb_gazetteer *gazetteer, const char *title) {
    uint32_t bits = 0;
    for (size_t k = 0; title && k < gazetteer->n_offices; k++)
        for (size_t c = 0; c < gazetteer->offices[k].n_called; c++)
            if (strcmp(title, gazetteer->offices[k].called[c]) == 0)
                bits |= UINT32_C(1) << k;
    return bits;
}

uint32_t shb_offices_held(const shb_gazetteer *gazetteer, const shb_json *entity) {
    uint32_t held = 0;
    size_t i;
    json_t *item;
    json_array_foreach(json_object_get(entity, "offices"), i, item) held |=
        shb_office_bits(gazetteer, json_string_value(json_object_get(item, "title")));
    return held;
}
