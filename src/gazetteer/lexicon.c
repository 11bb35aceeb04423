#include "gazetteer/lexicon.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

typedef struct shb_pending {
    uint32_t form, order;
    shb_sense sense;
} shb_pending;

uint8_t shb_sign_inside(const shb_tokens *tokens, size_t i) {
    const shb_token *before = &tokens->items[i - 1];
    switch (shb_token_gap(tokens, i)) {
    case GAP_SPACE:
    case GAP_HYPHEN:
    case GAP_APOSTROPHE:
    case GAP_QUOTE:
        return 0;
    case GAP_DASH: /* Папуа — Новая Гвинея */
        return tokens->items[i].flags & TOKEN_CYRILLIC ? 0 : UINT8_MAX;
    case GAP_DOT:
        return before->length <= 3                         ? 0
               : tokens->items[i].start == before->end + 1 ? FORM_SIGN
                                                           : UINT8_MAX;
    case GAP_COMMA:
        return FORM_COMMA;
    case GAP_OPEN:
    case GAP_OTHER:
        return FORM_SIGN;
    default:
        return UINT8_MAX;
    }
}

bool shb_phrase_parse(shb_ctx *ctx, shb_tokens *scratch, const char *name, size_t len,
                      shb_phrase *out) {
    out->count = out->signs = 0;
    if (shb_tokenize(ctx, scratch, name, len) != SHB_OK || scratch->count == 0 ||
        scratch->count > FORM_MAX_WORDS)
        return false;
    for (size_t i = 0; i < scratch->count; i++) {
        const shb_token *token = &scratch->items[i];
        if (token->length > WORD_MAX_LETTERS)
            return false;
        shb_phrase_word *word = &out->words[out->count++];
        memcpy(word->letters, scratch->folded + token->folded, token->length);
        word->length = (uint8_t)token->length;
        word->flags = token->flags;
        word->joined =
            i + 1 < scratch->count && shb_token_gap(scratch, i + 1) == GAP_HYPHEN;
        uint8_t sign = i > 0 ? shb_sign_inside(scratch, i) : 0;
        out->signs |= sign == UINT8_MAX ? 0 : sign;
    }
    return true;
}

shb_status shb_lexicon_add(shb_ctx *ctx, shb_lexicon *lexicon, const shb_phrase *phrase,
                           uint8_t capital, uint8_t flags, shb_sense sense,
                           uint32_t *out_form) {
    uint8_t joined[FORM_MAX_WORDS * (WORD_MAX_LETTERS + 1)];
    size_t n = 0;
    for (size_t i = 0; i < phrase->count; i++) {
        memcpy(joined + n, phrase->words[i].letters, phrase->words[i].length);
        n += phrase->words[i].length;
        joined[n++] = 0;
    }
    shb_status st;
    /* Capitals make another form: US is not us. */
    joined[n] = flags & (FORM_CAPITALS | FORM_MIXED);
    uint32_t form = shb_map_get(&lexicon->by_folded, (char *)joined, n + 1);
    if (form == SHB_MAP_NONE) {
        if (lexicon->n_forms + 1 >= SHB_NO_FORM)
            return shb_fail(ctx, SHB_ELIMIT, NULL,
                            "more than 268 million written forms: split the list");
        if ((st = shb_grow(ctx, (void **)&lexicon->forms, &lexicon->forms_capacity,
                           lexicon->n_forms + 1, sizeof *lexicon->forms)) != SHB_OK ||
            (st = shb_grow(ctx, (void **)&lexicon->folded, &lexicon->folded_capacity,
                           lexicon->folded_used + n, 1)) != SHB_OK)
            return st;
        char *key = shb_arena_strndup(&lexicon->keys, (char *)joined, n + 1);
        if (!key)
            return shb_fail_memory(ctx);
        form = (uint32_t)lexicon->n_forms;
        if ((st = shb_map_set(ctx, &lexicon->by_folded, key, n + 1, form)) != SHB_OK)
            return st;
        memcpy(lexicon->folded + lexicon->folded_used, joined, n);
        lexicon->forms[lexicon->n_forms++] =
            (shb_form){0,           (uint32_t)lexicon->folded_used, 0,
                       (uint16_t)n, (uint8_t)phrase->count,         flags,
                       capital};
        lexicon->folded_used += n;
    } else {
        shb_form *old = &lexicon->forms[form];
        old->flags |= flags;
        if (capital > old->capital) /* "Папа Франциск" and "папа Франциск" are listed */
            old->capital = capital;
    }
    if ((st = shb_grow(ctx, (void **)&lexicon->pending, &lexicon->pending_capacity,
                       lexicon->n_pending + 1, sizeof *lexicon->pending)) != SHB_OK)
        return st;
    lexicon->pending[lexicon->n_pending] =
        (shb_pending){form, (uint32_t)lexicon->n_pending, sense};
    lexicon->n_pending++;
    if (out_form)
        *out_form = form;
    return SHB_OK;
}

static int by_form(const void *a, const void *b) {
    const shb_pending *x = a, *y = b;
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    if (x->sense.whose != y->sense.whose)
        return x->sense.whose > y->sense.whose ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static uint64_t form_keys(const shb_lexicon *lexicon, const shb_form *form,
                          uint64_t *keys) {
    uint8_t word[WORD_MAX_LETTERS + 8];
    const uint8_t *p = lexicon->folded + form->folded;
    uint64_t key = 0;
    for (size_t i = 0; i < form->n_words; i++) {
        size_t n = strlen((const char *)p);
        memset(word, 0, sizeof word);
        memcpy(word, p, n);
        key = shb_key_next(key, shb_word_hash(word, n));
        keys[i] = key;
        if (i == 0)
            keys[FORM_MAX_WORDS] = shb_word_hash(word, n);
        p += n + 1;
    }
    return key;
}

static uint64_t tag_of(uint64_t key) { return key >> 29 | 1; }

const shb_lexicon_slot *shb_lexicon_slot_of(const shb_lexicon *lexicon, uint64_t key) {
    const uint64_t tag = tag_of(key);
    size_t mask = lexicon->n_slots - 1;
    for (size_t i = key & mask; lexicon->slots[i].tag != 0; i = (i + 1) & mask)
        if (lexicon->slots[i].tag == tag)
            return &lexicon->slots[i];
    return NULL;
}

static shb_status lay_out_senses(shb_ctx *ctx, shb_lexicon *lexicon) {
    qsort(lexicon->pending, lexicon->n_pending, sizeof *lexicon->pending, by_form);
    lexicon->senses = shb_alloc_array(lexicon->n_pending, sizeof *lexicon->senses);
    if (!lexicon->senses)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < lexicon->n_pending; i++) {
        const shb_pending *pending = &lexicon->pending[i];
        shb_form *form = &lexicon->forms[pending->form];
        if (form->n_senses == 0)
            form->first_sense = (uint32_t)lexicon->n_senses;
        bool known = form->n_senses == UINT16_MAX;
        for (size_t k = 0; k < form->n_senses && !known; k++) {
            shb_sense *old = &lexicon->senses[form->first_sense + k];
            if (old->kind == pending->sense.kind && old->kind == SENSE_WORD) {
                old->value |= pending->sense.value;
                known = true;
            } else if (old->kind == pending->sense.kind &&
                       old->value == pending->sense.value) {
                known = true;
            }
        }
        if (!known) {
            lexicon->senses[lexicon->n_senses++] = pending->sense;
            form->n_senses++;
        }
    }
    shb_free(lexicon->pending);
    lexicon->pending = NULL;
    lexicon->n_pending = lexicon->pending_capacity = 0;
    return SHB_OK;
}

static unsigned bits_for(size_t n) {
    unsigned width = 10;
    while (((size_t)1 << width) < n * 8)
        width++;
    return width;
}

/*
 * About how many different hashes there are: each sets a bit, and how many stay unset
 * tells (linear counting: Whang, Vander-Zanden and Taylor 1990, doi:10.1145/78922.78925).
 * Right to a thousandth here, where the bits are eight times as many. Beginnings are
 * shared, so counting saves half the table, and a table near the cache is half the
 * matching.
 */
static size_t count_distinct(const uint64_t *hashes, size_t n, uint64_t *bits) {
    unsigned width = bits_for(n);
    size_t words = ((size_t)1 << width) / 64, set = 0;
    memset(bits, 0, words * sizeof *bits);
    for (size_t i = 0; i < n; i++)
        bits[hashes[i] >> (70 - width)] |= UINT64_C(1)
                                           << (hashes[i] >> (64 - width) & 63);
    for (size_t i = 0; i < words; i++)
        set += (size_t)__builtin_popcountll(bits[i]);
    double all = (double)words * 64;
    return (size_t)ceil(all * log(all / (all - (double)set)));
}

/* Words that say nothing without a name beside them are looked up only for patterns, or
 * only beside a name that was found. */
static uint8_t flags_from_senses(const shb_lexicon *lexicon, const shb_form *form) {
    uint32_t classes = 0;
    bool names = false;
    for (size_t k = 0; k < form->n_senses; k++) {
        const shb_sense *sense = &lexicon->senses[form->first_sense + k];
        names |= sense->kind != SENSE_WORD;
        classes |= sense->kind == SENSE_WORD ? sense->value : 0;
    }
    bool matched = classes & ~(uint32_t)WORD_ASKED;
    return (uint8_t)((names ? 0 : FORM_NO_NAME) | (names || matched ? 0 : FORM_BESIDE) |
                     (matched && form->n_words == 1 ? FORM_WORD : 0));
}

static bool has_classes(const shb_lexicon *lexicon, const shb_form *form) {
    for (size_t k = 0; k < form->n_senses; k++)
        if (lexicon->senses[form->first_sense + k].kind == SENSE_WORD)
            return form->n_words == 1;
    return false;
}

static bool is_in(const shb_lexicon *lexicon, shb_filter filter, const shb_form *form) {
    switch (filter) {
    case FILTER_NAMES:
        return !(form->flags & FORM_NO_NAME);
    case FILTER_WORDS:
        return form->flags & FORM_WORD;
    case FILTER_BESIDE:
        return has_classes(lexicon, form);
    default:
        return !(form->flags & FORM_BESIDE);
    }
}

static shb_status count_keys(shb_ctx *ctx, const shb_lexicon *lexicon, size_t *out,
                             size_t first_words[N_FILTERS]) {
    size_t n = 0, words = 0;
    for (size_t i = 0; i < lexicon->n_forms; i++)
        words += lexicon->forms[i].n_words + 1u;
    uint64_t *all = shb_alloc_array(words, sizeof *all);
    uint64_t *bits = shb_alloc_array(((size_t)1 << bits_for(words)) / 64, sizeof *bits);
    if (!all || !bits) {
        shb_free(all);
        shb_free(bits);
        return shb_fail_memory(ctx);
    }
    for (size_t i = 0; i < lexicon->n_forms; i++) {
        uint64_t keys[FORM_MAX_WORDS + 1] = {0};
        const shb_form *form = &lexicon->forms[i];
        form_keys(lexicon, form, keys);
        for (size_t k = 0; k < form->n_words; k++)
            all[n++] = keys[k];
        uint64_t last = keys[form->n_words - 1];
        if (shb_key_shaped(last, form->flags) != last)
            all[n++] = shb_key_shaped(last, form->flags);
    }
    *out = count_distinct(all, n, bits);
    for (shb_filter filter = 0; filter < N_FILTERS; filter++) {
        n = 0;
        for (size_t i = 0; i < lexicon->n_forms; i++) {
            uint64_t keys[FORM_MAX_WORDS + 1] = {0};
            const shb_form *form = &lexicon->forms[i];
            form_keys(lexicon, form, keys);
            if (is_in(lexicon, filter, form))
                all[n++] = keys[0];
        }
        first_words[filter] = count_distinct(all, n, bits);
    }
    shb_free(all);
    shb_free(bits);
    return SHB_OK;
}

static void set_filters(shb_lexicon *lexicon, const shb_form *form, uint64_t hash) {
    bool small = form->capital != 0 && !(form->flags & FORM_CAPITALS);
    for (shb_filter filter = 0; filter < N_FILTERS; filter++) {
        uint64_t cell = hash >> lexicon->filter_shift[filter];
        unsigned bits = BEGINS | (small ? BEGINS_SMALL : 0);
        if (is_in(lexicon, filter, form))
            lexicon->filters[filter][cell >> 4] |= bits << (cell & 15) * 2;
    }
}

uint32_t shb_lexicon_word(const shb_lexicon *lexicon, uint64_t hash) {
    return shb_begins(shb_lexicon_first_words(lexicon, FILTER_WORDS), hash)
               ? shb_lexicon_word_beside(lexicon, hash) & ~(uint32_t)WORD_ASKED
               : 0;
}

uint32_t shb_lexicon_word_beside(const shb_lexicon *lexicon, uint64_t hash) {
    if (!shb_begins(shb_lexicon_first_words(lexicon, FILTER_BESIDE), hash))
        return 0;
    const shb_lexicon_slot *slot = shb_lexicon_slot_of(lexicon, shb_key_next(0, hash));
    if (!slot || slot->form == SHB_NO_FORM)
        return 0;
    const shb_form *form = &lexicon->forms[slot->form];
    for (size_t k = 0; k < form->n_senses; k++)
        if (lexicon->senses[form->first_sense + k].kind == SENSE_WORD)
            return lexicon->senses[form->first_sense + k].value;
    return 0;
}

/* An array that has its last size, as a table. */
static shb_status settle(shb_ctx *ctx, void **items, size_t n, size_t size) {
    void *table = shb_alloc_table(n, size);
    if (!table)
        return shb_fail_memory(ctx);
    if (n)
        memcpy(table, *items, n * size);
    shb_free(*items);
    *items = table;
    return SHB_OK;
}

static shb_status make_filters(shb_ctx *ctx, shb_lexicon *lexicon, size_t distinct,
                               const size_t first_words[N_FILTERS]) {
    unsigned bits = 11;
    while (((size_t)1 << bits) < distinct * 12)
        bits++;
    lexicon->longer_shift = 64 - bits;
    lexicon->longer = shb_alloc_table(((size_t)1 << bits) / 32, sizeof(uint32_t));
    if (!lexicon->longer)
        return shb_fail_memory(ctx);
    for (size_t i = 0; i < N_FILTERS; i++) {
        bits = 10;
        while (((size_t)1 << bits) < first_words[i] * 12)
            bits++;
        lexicon->filter_shift[i] = 64 - bits;
        lexicon->filters[i] = shb_alloc_table(((size_t)1 << bits) / 16, sizeof(uint32_t));
        if (!lexicon->filters[i])
            return shb_fail_memory(ctx);
    }
    for (size_t i = 0; i < lexicon->n_forms; i++) {
        uint64_t keys[FORM_MAX_WORDS + 1] = {0};
        const shb_form *form = &lexicon->forms[i];
        form_keys(lexicon, form, keys);
        set_filters(lexicon, form, keys[FORM_MAX_WORDS]);
        for (size_t k = 1; k < form->n_words; k++) {
            uint64_t bit = keys[k] >> lexicon->longer_shift;
            lexicon->longer[bit >> 5] |= 1u << (bit & 31);
        }
    }
    return SHB_OK;
}

/* The slot of a key, taken for it if need be; NULL where another key with its tag has it.
 * placed: the key of each slot. */
static shb_lexicon_slot *place(shb_lexicon *lexicon, uint64_t *placed, uint64_t key) {
    const uint64_t tag = tag_of(key);
    size_t mask = lexicon->n_slots - 1, i = key & mask;
    while (lexicon->slots[i].tag != 0 && lexicon->slots[i].tag != tag)
        i = (i + 1) & mask;
    shb_lexicon_slot *slot = &lexicon->slots[i];
    if (slot->tag == 0) {
        slot->tag = tag;
        slot->form = SHB_NO_FORM;
        placed[i] = key;
    }
    return placed[i] == key ? slot : NULL;
}

static bool place_form(shb_lexicon *lexicon, uint64_t *placed, uint32_t number) {
    uint64_t keys[FORM_MAX_WORDS + 1] = {0};
    const shb_form *form = &lexicon->forms[number];
    form_keys(lexicon, form, keys);
    for (size_t k = 0; k < form->n_words; k++) {
        shb_lexicon_slot *slot = place(lexicon, placed, keys[k]);
        if (slot && k + 1 < form->n_words)
            slot->longer = 1;
        /* A form in capitals and its namesake share the words, not the last key. */
        else if (slot &&
                 (slot = place(lexicon, placed, shb_key_shaped(keys[k], form->flags))))
            slot->form = number;
        if (!slot)
            return false;
    }
    return true;
}

static shb_status fill_slots(shb_ctx *ctx, shb_lexicon *lexicon, bool *distinguished) {
    shb_free(lexicon->slots);
    lexicon->slots = shb_alloc_table(lexicon->n_slots, sizeof *lexicon->slots);
    uint64_t *placed = shb_alloc_array(lexicon->n_slots, sizeof *placed);
    *distinguished = lexicon->slots && placed;
    for (uint32_t i = 0; i < lexicon->n_forms && *distinguished; i++)
        *distinguished = place_form(lexicon, placed, i);
    shb_free(placed);
    return lexicon->slots && placed ? SHB_OK : shb_fail_memory(ctx);
}

/* Single words first: surnames are what a text finds most, and together they lie on few
 * pages of a large list. */
static shb_status gather_words(shb_ctx *ctx, shb_lexicon *lexicon, uint32_t **numbers) {
    const size_t n = lexicon->n_forms;
    shb_form *forms = shb_alloc_array(n, sizeof *forms);
    uint8_t *folded = shb_alloc_array(lexicon->folded_used, 1);
    *numbers = shb_alloc_array(n, sizeof **numbers);
    if (!forms || !folded || !*numbers) {
        shb_free(forms);
        shb_free(folded);
        return shb_fail_memory(ctx);
    }
    uint32_t placed = 0, used = 0;
    for (int several = 0; several <= 1; several++)
        for (size_t i = 0; i < n; i++) {
            const shb_form *form = &lexicon->forms[i];
            if ((form->n_words > 1) != several)
                continue;
            memcpy(folded + used, lexicon->folded + form->folded, form->folded_length);
            forms[placed] = *form;
            forms[placed].folded = used;
            used += form->folded_length;
            (*numbers)[i] = placed++;
        }
    for (size_t i = 0; i < lexicon->n_pending; i++)
        lexicon->pending[i].form = (*numbers)[lexicon->pending[i].form];
    shb_free(lexicon->forms);
    shb_free(lexicon->folded);
    lexicon->forms = forms;
    lexicon->folded = folded;
    return SHB_OK;
}

shb_status shb_lexicon_compile(shb_ctx *ctx, shb_lexicon *lexicon, uint32_t **numbers) {
    shb_map_done(&lexicon->by_folded);
    shb_arena_done(&lexicon->keys);
    shb_status st = gather_words(ctx, lexicon, numbers);
    if (st != SHB_OK || (st = lay_out_senses(ctx, lexicon)) != SHB_OK)
        return st;
    if ((st = settle(ctx, (void **)&lexicon->forms, lexicon->n_forms,
                     sizeof *lexicon->forms)) != SHB_OK ||
        (st = settle(ctx, (void **)&lexicon->senses, lexicon->n_senses,
                     sizeof *lexicon->senses)) != SHB_OK ||
        (st = settle(ctx, (void **)&lexicon->folded, lexicon->folded_used, 1)) != SHB_OK)
        return st;
    for (size_t i = 0; i < lexicon->n_forms; i++)
        lexicon->forms[i].flags |= flags_from_senses(lexicon, &lexicon->forms[i]);
    size_t distinct = 0, first_words[N_FILTERS];
    if ((st = count_keys(ctx, lexicon, &distinct, first_words)) != SHB_OK ||
        (st = make_filters(ctx, lexicon, distinct, first_words)) != SHB_OK)
        return st;
    lexicon->n_slots = 64;
    while (lexicon->n_slots * 2 < distinct * 3)
        lexicon->n_slots *= 2;
    /* Keys that a smaller table takes for one are told apart by a larger one. */
    for (bool distinguished = false; st == SHB_OK && !distinguished;
         lexicon->n_slots *= distinguished ? 1 : 2)
        st = fill_slots(ctx, lexicon, &distinguished);
    return st;
}

void shb_lexicon_done(shb_lexicon *lexicon) {
    shb_free(lexicon->forms);
    shb_free(lexicon->senses);
    shb_free(lexicon->folded);
    shb_free(lexicon->slots);
    shb_free(lexicon->longer);
    for (size_t i = 0; i < N_FILTERS; i++)
        shb_free(lexicon->filters[i]);
    shb_free(lexicon->pending);
    shb_map_done(&lexicon->by_folded);
    shb_arena_done(&lexicon->keys);
    memset(lexicon, 0, sizeof *lexicon);
}
