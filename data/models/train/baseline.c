#include "baseline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "text/tokens.h"

enum { LIST_BITS = 20, MAX_LINE = 4096 };

typedef struct listed {
    uint64_t word;
    uint32_t names; /* how many names it is in */
    uint8_t title;  /* class of titles, 1 and more */
} listed;

static listed *list;
bool baseline_classes;

static listed *listed_word(const char *letters, size_t n) {
    uint64_t word = shb_hash_stable(SHB_HASH_SEED, letters, n) | 1;
    size_t i = (word * 0x9e3779b97f4a7c15u) >> (64 - LIST_BITS);
    while (list[i].word && list[i].word != word)
        i = (i + 1) & (((size_t)1 << LIST_BITS) - 1);
    list[i].word = word;
    return &list[i];
}

/* The first folded word of a cell, or NULL. */
static listed *listed_cell(shb_tokens *tokens, const char *cell) {
    shb_ctx ctx = SHB_CTX_INIT;
    if (!cell || shb_tokenize(&ctx, tokens, cell, strlen(cell)) != SHB_OK ||
        tokens->count != 1)
        return NULL;
    return listed_word((const char *)tokens->folded + tokens->items[0].folded,
                       tokens->items[0].length);
}

static void read_list(const char *folder, const char *name, bool titles) {
    char path[4096], line[MAX_LINE];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *in = fopen(path, "r");
    if (!in)
        fail("cannot open", path);
    shb_tokens tokens = SHB_TOKENS_INIT;
    char classes[32][32] = {""};
    size_t n_classes = 1;
    while (fgets(line, sizeof line, in)) {
        char *first = strtok(line, "\t\n"), *second = strtok(NULL, "\t\n");
        char *third = titles ? strtok(NULL, "\t\n") : NULL;
        listed *slot = listed_cell(&tokens, titles ? second : first);
        if (titles && slot && third) {
            size_t k = 1;
            while (k < n_classes && strcmp(classes[k], third) != 0)
                k++;
            if (k == n_classes && k < 31)
                snprintf(classes[n_classes++], sizeof *classes, "%s", third);
            slot->title = (uint8_t)k;
        } else if (!titles) {
            if (slot)
                slot->names++;
            if ((slot = listed_cell(&tokens, second)))
                slot->names++;
        }
    }
    shb_tokens_done(&tokens);
    fclose(in);
}

void baseline_lists(const char *folder) {
    list = need(calloc((size_t)1 << LIST_BITS, sizeof *list));
    read_list(folder, "titles.tsv", true);
    read_list(folder, "names.latin-ar.tsv", false);
    read_list(folder, "names.latin-ru.tsv", false);
}

static const listed *entry(const sentence *s, size_t i) {
    const char *letters = s->text + s->at[i];
    return listed_word(letters, strlen(letters));
}

static unsigned name_class(const sentence *s, size_t i) {
    uint32_t n = entry(s, i)->names;
    return n == 0 ? 0 : n == 1 ? 1 : n < 10 ? 2 : 3;
}

static uint32_t mix(uint32_t kind, uint32_t a, uint32_t b) {
    uint64_t h = shb_hash_stable(SHB_HASH_SEED, &kind, sizeof kind);
    h = shb_hash_stable(h, &a, sizeof a);
    h = shb_hash_stable(h, &b, sizeof b);
    h ^= h >> 33;
    uint32_t out = (uint32_t)(h * 0xff51afd7ed558ccdu >> 32);
    return out ? out : 1;
}

size_t baseline_features(const sentence *s, size_t i, uint32_t *out) {
    size_t n = 0;
    static const shb_tag_word none;
#define WORD(o) (i + (size_t)(o) < s->count ? &s->words[i + (size_t)(o)] : &none)
#define INSIDE(o) (i + (size_t)(o) < s->count)
#define ADD(kind, a, b) out[n++] = mix((kind), (uint32_t)(a), (uint32_t)(b))
    ADD(1, 0, 0);
    for (int o = -2; o <= 2; o++) {
        const shb_tag_word *w = WORD(o);
        uint32_t at = (uint32_t)(o + 2);
        ADD(2, w->form, at);
        ADD(3, w->stem, at);
        for (int k = 0; k < AFFIXES; k++)
            if (o == 0 || ((o == 1 || o == -1) && (k == 1 || k == 2))) {
                ADD(4 + k, w->head[k], at);
                ADD(8 + k, w->tail[k], at);
            }
        ADD(12, w->shape, at);
        ADD(13, w->facts & FACT_STATE, at);
        if (INSIDE(o))
            ADD(14, name_class(s, i + (size_t)o), at);
        for (int k = 0; baseline_classes && k < CLASS_SIZES; k++)
            ADD(15 + k, w->classes[k], at);
    }
    ADD(20, WORD(-1)->stem ^ WORD(0)->stem * 31u, 0);
    ADD(20, WORD(0)->stem ^ WORD(1)->stem * 31u, 1);
    ADD(21, WORD(-1)->shape, WORD(0)->shape);
    ADD(22, WORD(0)->shape, WORD(1)->shape);
    ADD(23, WORD(-1)->shape | WORD(0)->shape << 8, WORD(1)->shape);
    unsigned since = 0, run = 0;
    for (size_t k = i; k-- > 0 && !since;)
        if (entry(s, k)->title)
            since = (unsigned)(i - k < 6 ? i - k : 6);
    for (int o = -3; o <= 1; o++) {
        unsigned title = INSIDE(o) ? entry(s, i + (size_t)o)->title : 0;
        ADD(24, title, o + 3);
        run = o < 0 && title ? run + 1 : o < 0 ? 0 : run;
    }
    ADD(25, since, 0);
    ADD(26, run, 0);
    ADD(27, name_class(s, i), INSIDE(1) ? name_class(s, i + 1) : 9);
    ADD(28, name_class(s, i), INSIDE(-1) ? name_class(s, i - 1) : 9);
    ADD(29, name_class(s, i), INSIDE(-1) ? entry(s, i - 1)->title : 0);
    for (int k = 0; baseline_classes && k < CLASS_SIZES; k++) {
        ADD(30 + k, WORD(-1)->classes[k], WORD(0)->classes[k]);
        ADD(33 + k, WORD(0)->classes[k], WORD(1)->classes[k]);
    }
#undef ADD
#undef WORD
#undef INSIDE
    return n;
}
