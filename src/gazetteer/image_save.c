/* A compiled gazetteer into its file. */
#include "gazetteer/image_layout.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "image_code.h"

typedef struct buffer {
    void *items;
    size_t size, capacity;
} buffer;

typedef struct saver {
    shb_ctx ctx; /* its errors are nobody's */
    buffer buffers[N_SECTIONS];
    const void *data[N_SECTIONS];
    size_t size[N_SECTIONS];
} saver;

/* Returns where it was put. */
static size_t append(saver *s, shb_image_section to, const void *data, size_t size) {
    buffer *b = &s->buffers[to];
    size_t at = b->size;
    if (shb_grow(&s->ctx, &b->items, &b->capacity, at + size, 1) != SHB_OK)
        return 0;
    if (size)
        memcpy((char *)b->items + at, data, size);
    b->size += size;
    return at;
}

static uint32_t put_string(saver *s, const char *text) {
    return text ? (uint32_t)append(s, STRINGS, text, strlen(text) + 1) : NO_STRING;
}

static int by_key(const void *a, const void *b) {
    const shb_map_slot *x = a, *y = b;
    int order = memcmp(x->key, y->key, x->len < y->len ? x->len : y->len);
    return order ? order : (x->len > y->len) - (x->len < y->len);
}

/* What a map holds, in an order that does not change from run to run; free it. */
static shb_map_slot *sorted(saver *s, const shb_map *map) {
    size_t n = 0;
    shb_map_slot *all = shb_alloc_array(map->count + 1, sizeof *all);
    if (!all) {
        shb_fail_memory(&s->ctx);
        return NULL;
    }
    for (size_t i = 0; i < map->capacity; i++)
        if (map->slots[i].key)
            all[n++] = map->slots[i];
    qsort(all, n, sizeof *all, by_key);
    return all;
}

/* Ids sorted, so that no table must be made of them again. */
static void put_ids(saver *s, const shb_gazetteer *g) {
    shb_map_slot *all = sorted(s, &g->by_id);
    for (size_t i = 0; all && i < g->by_id.count; i++) {
        shb_flat_id id = {put_string(s, all[i].key), all[i].value};
        append(s, IDS, &id, sizeof id);
    }
    shb_free(all);
}

static void put_entities(saver *s, const shb_gazetteer *g) {
    for (size_t i = 0; i < g->n_entities; i++) {
        const shb_entity *entity = &g->entities[i];
        shb_flat_entity flat = {put_string(s, entity->id), {0}, entity->type};
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
            flat.labels[lang] = put_string(s, entity->labels[lang]);
        append(s, ENTITIES, &flat, sizeof flat);
    }
}

static void put_bodies(saver *s, const shb_gazetteer *g) {
    for (size_t i = 0; i < g->n_bodies; i++) {
        const shb_body *body = &g->bodies[i];
        shb_flat_body flat = {put_string(s, body->name),
                              {0},
                              body->first_made,
                              body->needs_owner,
                              body->follows,
                              body->by_name,
                              body->party,
                              body->force,
                              put_string(s, body->of),
                              put_string(s, body->otherwise)};
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
            flat.labels[lang] = put_string(s, body->labels[lang]);
        append(s, BODIES, &flat, sizeof flat);
    }
}

static void put_rules(saver *s, const shb_gazetteer *g) {
    for (size_t i = 0; i < g->n_rules; i++) {
        const shb_rule *r = &g->rules[i];
        const struct {
            const uint64_t *words;
            uint16_t n;
        } lists[N_WORD_LISTS] = {
            {r->after, r->n_after},         {r->before, r->n_before},
            {r->not_after, r->n_not_after}, {r->not_before, r->n_not_before},
            {r->near, r->n_near},           {r->not_near, r->n_not_near}};
        shb_flat_rule flat;
        memset(&flat, 0, sizeof flat);
        for (size_t k = 0; k < N_WORD_LISTS; k++) {
            flat.n[k] = lists[k].n;
            flat.first_word[k] = (uint32_t)(append(s, RULE_WORDS, lists[k].words,
                                                   lists[k].n * sizeof(uint64_t)) /
                                            sizeof(uint64_t));
        }
        flat.window = r->window;
        flat.near_state = r->near_state;
        flat.listed = r->listed;
        flat.only = r->only;
        flat.alone_in_quotes = r->alone_in_quotes;
        flat.no_clitic = r->no_clitic;
        append(s, RULES, &flat, sizeof flat);
    }
}

/* Each with its length before it. */
static void put_keys(saver *s, shb_image_section to, const shb_map *map) {
    shb_map_slot *all = sorted(s, map);
    for (size_t i = 0; all && i < map->count; i++) {
        uint32_t len = (uint32_t)all[i].len;
        append(s, to, &len, sizeof len);
        append(s, to, all[i].key, len);
    }
    shb_free(all);
}

static void gather(saver *s, const shb_gazetteer *g, shb_image_header *h) {
    const shb_lexicon *l = &g->lexicon;
    append(s, STRINGS, "", 1); /* offset 0 is no string */
    put_entities(s, g);
    put_ids(s, g);
    h->n_ids = g->by_id.count;
    put_bodies(s, g);
    put_rules(s, g);
    put_keys(s, NEVER, &g->never);
    put_keys(s, APART, &g->apart);
    for (shb_image_section i = ENTITIES; i < N_SECTIONS; i++) {
        s->data[i] = s->buffers[i].items;
        s->size[i] = s->buffers[i].size;
    }
    const struct {
        shb_image_section section;
        const void *data;
        size_t size;
    } plain[] = {
        {FORMS, l->forms, l->n_forms * sizeof *l->forms},
        {SENSES, l->senses, l->n_senses * sizeof *l->senses},
        {FOLDED, l->folded, l->folded_used},
        {SLOTS, l->slots, l->n_slots * sizeof *l->slots},
        {LONGER, l->longer, ((size_t)1 << (64 - l->longer_shift)) / 8},
        {NAME_WORDS, g->name_words.slots,
         ((size_t)1 << (64 - g->name_words.shift)) * sizeof(uint64_t)},
        {MORE, g->more, g->n_entities * sizeof *g->more},
        /* Only listed entities have a number among states. */
        {STATE_NUMBER, g->state_number, g->n_listed * sizeof *g->state_number},
        {STATES, g->states, g->n_states * sizeof *g->states},
        {MEANT, g->meant, g->n_entities * sizeof *g->meant},
        {ALIKE_NAMES, g->alike.names, g->alike.n_names * sizeof *g->alike.names},
        {ALIKE_WORDS, g->alike.words, g->alike.n_words * sizeof *g->alike.words},
        {OPENINGS, g->openings.words, g->openings.used},
        {TERMS, g->terms.items, g->terms.count * sizeof *g->terms.items},
    };
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        s->data[plain[i].section] = plain[i].data;
        s->size[plain[i].section] = plain[i].size;
    }
    for (size_t i = 0; i < N_FILTERS; i++) {
        s->data[FILTERS + i] = l->filters[i];
        s->size[FILTERS + i] = ((size_t)1 << (64 - l->filter_shift[i])) / 4;
        h->filter_shift[i] = l->filter_shift[i];
    }
    h->n_entities = g->n_entities;
    h->own_entities = g->own.entities;
    h->own_names = g->own.names;
    h->n_listed = g->n_listed;
    h->n_states = g->n_states;
    h->n_forms = l->n_forms;
    h->n_senses = l->n_senses;
    h->n_slots = l->n_slots;
    h->longer_shift = l->longer_shift;
    h->name_shift = g->name_words.shift;
}

static uint64_t pass_all(const shb_image_header *h, const saver *s, shb_output *out) {
    shb_checksum sum = shb_checksum_start;
    shb_image_sum(&sum, out, h, sizeof *h);
    for (shb_image_section i = 0; i < N_SECTIONS; i++)
        shb_image_sum(&sum, out, s->data[i], s->size[i]);
    return shb_checksum_end(&sum);
}

/* A file of that name that is none of ours stays. */
static bool may_replace(const char *path) {
    char there[sizeof shb_image_magic];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return access(path, F_OK) != 0;
    struct stat info;
    bool is_file = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    ssize_t got = is_file ? read(fd, there, sizeof there) : -1;
    close(fd);
    return got == 0 || (got == sizeof there &&
                        memcmp(there, shb_image_magic, sizeof shb_image_magic) == 0);
}

bool shb_image_save(const shb_gazetteer *gazetteer, const char *path, uint64_t key) {
    saver *s = shb_alloc_array(1, sizeof *s);
    shb_image_header h;
    memset(&h, 0, sizeof h);
    shb_output *out = NULL;
    bool saved = false;
    if (!s || !may_replace(path)) {
        shb_free(s);
        return false;
    }
    gather(s, gazetteer, &h);
    memcpy(h.magic, shb_image_magic, sizeof h.magic);
    memcpy(h.code, SHB_IMAGE_CODE, sizeof SHB_IMAGE_CODE);
    h.key = key;
    shb_image_shapes(h.shapes);
    h.size = shb_image_rounded(sizeof h);
    for (shb_image_section i = 0; i < N_SECTIONS; i++) {
        h.sections[i].offset = h.size;
        h.sections[i].size = s->size[i];
        h.size += shb_image_rounded(s->size[i]);
    }
    bool fits = s->ctx.err.status == SHB_OK && s->size[STRINGS] < UINT32_MAX;
    if (fits && shb_output_open(&s->ctx, path, &out) == SHB_OK) {
        /* The sum is that of the file with a 0 in its place. */
        h.checksum = pass_all(&h, s, NULL);
        pass_all(&h, s, out);
        saved = shb_output_close(&s->ctx, out) == SHB_OK;
    }
    for (shb_image_section i = 0; i < N_SECTIONS; i++)
        shb_free(s->buffers[i].items);
    shb_free(s);
    return saved;
}
