#include "gazetteer/image.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "gazetteer/compiled.h"
#include "image_code.h"

enum { ALIGNMENT = 64, BLOCK = 1 << 18, NO_STRING = 0 };

/* What is in the file, in this order; most of it just as it is in memory. */
typedef enum section {
    FORMS,
    SENSES,
    FOLDED,
    SLOTS,
    FILTERS, /* N_FILTERS of them */
    LONGER = FILTERS + N_FILTERS,
    NAME_WORDS,
    MORE,
    STATE_NUMBER,
    STATES,
    MEANT,
    ALIKE_NAMES,
    ALIKE_WORDS,
    ENTITIES,
    IDS,
    BODIES,
    RULES,
    RULE_WORDS,
    NEVER,
    APART,
    STRINGS,
    N_SECTIONS
} section;

typedef struct header {
    char magic[16], code[24];
    uint64_t key, checksum, size;
    uint32_t shapes[8]; /* sizes of the structures, and the order of bytes */
    uint64_t n_entities, n_listed, n_states, n_forms, n_senses, n_slots, n_ids;
    uint64_t own_entities, own_names;
    uint32_t filter_shift[N_FILTERS], longer_shift, name_shift;
    struct {
        uint64_t offset, size;
    } sections[N_SECTIONS];
} header;

static const char magic[16] = "shabaka\ngazette";

/* Strings are offsets into their section; 0 is none. */
typedef struct flat_entity {
    uint32_t id, labels[SHB_N_LANGS], type;
} flat_entity;
typedef struct flat_id {
    uint32_t id, entity;
} flat_id;
typedef struct flat_body {
    uint32_t name, labels[SHB_N_LANGS], first_made, needs_owner, follows, by_name, of;
} flat_body;

enum { N_WORD_LISTS = 6 };
typedef struct flat_rule {
    uint32_t first_word[N_WORD_LISTS];
    uint16_t n[N_WORD_LISTS], window;
    bool near_state, only, alone_in_quotes, no_clitic;
} flat_rule;

static void set_shapes(uint32_t shapes[8]) {
    const uint32_t own[8] = {sizeof(shb_form),         sizeof(shb_sense),
                             sizeof(shb_lexicon_slot), sizeof(shb_entity_more),
                             sizeof(flat_entity),      sizeof(flat_rule),
                             sizeof(flat_body),        0x01020304};
    memcpy(shapes, own, sizeof own);
}

/* ---------------------------------------------------------------------------- checksum
 */

typedef struct checksum {
    uint64_t lanes[4];
} checksum;

static const checksum checksum_start = {
    {0x9e3779b97f4a7c15u, 0xd6e8feb86659fd93u, 0xff51afd7ed558ccdu, 0xc4ceb9fe1a85ec53u}};

/* A whole number of 32 bytes. */
static void checksum_add(checksum *sum, const void *data, size_t size) {
    const unsigned char *p = data;
    for (size_t at = 0; at + 32 <= size; at += 32) {
        uint64_t words[4];
        memcpy(words, p + at, sizeof words);
        for (size_t i = 0; i < 4; i++) {
            sum->lanes[i] = (sum->lanes[i] ^ words[i]) * 0xd6e8feb86659fd93u;
            sum->lanes[i] ^= sum->lanes[i] >> 32;
        }
    }
}

static uint64_t checksum_end(const checksum *sum) {
    return shb_hash_stable(SHB_HASH_SEED, sum->lanes, sizeof sum->lanes);
}

/* ------------------------------------------------------------------------------ saving
 */

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
static size_t append(saver *s, section to, const void *data, size_t size) {
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
        flat_id id = {put_string(s, all[i].key), all[i].value};
        append(s, IDS, &id, sizeof id);
    }
    shb_free(all);
}

static void put_entities(saver *s, const shb_gazetteer *g) {
    for (size_t i = 0; i < g->n_entities; i++) {
        const shb_entity *entity = &g->entities[i];
        flat_entity flat = {put_string(s, entity->id), {0}, entity->type};
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
            flat.labels[lang] = put_string(s, entity->labels[lang]);
        append(s, ENTITIES, &flat, sizeof flat);
    }
}

static void put_bodies(saver *s, const shb_gazetteer *g) {
    for (size_t i = 0; i < g->n_bodies; i++) {
        const shb_body *body = &g->bodies[i];
        flat_body flat = {put_string(s, body->name),
                          {0},
                          body->first_made,
                          body->needs_owner,
                          body->follows,
                          body->by_name,
                          put_string(s, body->of ? body->of : "")};
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
        flat_rule flat;
        memset(&flat, 0, sizeof flat);
        for (size_t k = 0; k < N_WORD_LISTS; k++) {
            flat.n[k] = lists[k].n;
            flat.first_word[k] = (uint32_t)(append(s, RULE_WORDS, lists[k].words,
                                                   lists[k].n * sizeof(uint64_t)) /
                                            sizeof(uint64_t));
        }
        flat.window = r->window;
        flat.near_state = r->near_state;
        flat.only = r->only;
        flat.alone_in_quotes = r->alone_in_quotes;
        flat.no_clitic = r->no_clitic;
        append(s, RULES, &flat, sizeof flat);
    }
}

/* Each with its length before it. */
static void put_keys(saver *s, section to, const shb_map *map) {
    shb_map_slot *all = sorted(s, map);
    for (size_t i = 0; all && i < map->count; i++) {
        uint32_t len = (uint32_t)all[i].len;
        append(s, to, &len, sizeof len);
        append(s, to, all[i].key, len);
    }
    shb_free(all);
}

static void gather(saver *s, const shb_gazetteer *g, header *h) {
    const shb_lexicon *l = &g->lexicon;
    append(s, STRINGS, "", 1); /* offset 0 is no string */
    put_entities(s, g);
    put_ids(s, g);
    h->n_ids = g->by_id.count;
    put_bodies(s, g);
    put_rules(s, g);
    put_keys(s, NEVER, &g->never);
    put_keys(s, APART, &g->apart);
    for (section i = ENTITIES; i < N_SECTIONS; i++) {
        s->data[i] = s->buffers[i].items;
        s->size[i] = s->buffers[i].size;
    }
    const struct {
        section section;
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

/* To whole blocks, so that reader and writer sum alike; to a file where there is one. */
static void pass_on(checksum *sum, shb_output *out, const void *data, size_t size) {
    char tail[ALIGNMENT] = {0};
    size_t whole = size / ALIGNMENT * ALIGNMENT, rest = size - whole;
    if (rest)
        memcpy(tail, (const char *)data + whole, rest);
    checksum_add(sum, data, whole);
    if (rest)
        checksum_add(sum, tail, sizeof tail);
    if (!out)
        return;
    shb_write(out, data, whole);
    if (rest)
        shb_write(out, tail, sizeof tail);
}

static size_t rounded(size_t size) {
    return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static uint64_t pass_all(const header *h, const saver *s, shb_output *out) {
    checksum sum = checksum_start;
    pass_on(&sum, out, h, sizeof *h);
    for (section i = 0; i < N_SECTIONS; i++)
        pass_on(&sum, out, s->data[i], s->size[i]);
    return checksum_end(&sum);
}

/* A file of that name that is none of ours stays. */
static bool may_replace(const char *path) {
    char there[sizeof magic];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return access(path, F_OK) != 0;
    struct stat info;
    bool is_file = fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
    ssize_t got = is_file ? read(fd, there, sizeof there) : -1;
    close(fd);
    return got == 0 || (got == sizeof there && memcmp(there, magic, sizeof magic) == 0);
}

bool shb_image_save(const shb_gazetteer *gazetteer, const char *path, uint64_t key) {
    saver *s = shb_alloc_array(1, sizeof *s);
    header h;
    memset(&h, 0, sizeof h);
    shb_output *out = NULL;
    bool saved = false;
    if (!s || !may_replace(path)) {
        shb_free(s);
        return false;
    }
    gather(s, gazetteer, &h);
    memcpy(h.magic, magic, sizeof h.magic);
    memcpy(h.code, SHB_IMAGE_CODE, sizeof SHB_IMAGE_CODE);
    h.key = key;
    set_shapes(h.shapes);
    h.size = rounded(sizeof h);
    for (section i = 0; i < N_SECTIONS; i++) {
        h.sections[i].offset = h.size;
        h.sections[i].size = s->size[i];
        h.size += rounded(s->size[i]);
    }
    bool fits = s->ctx.err.status == SHB_OK && s->size[STRINGS] < UINT32_MAX;
    if (fits && shb_output_open(&s->ctx, path, &out) == SHB_OK) {
        /* The sum is that of the file with a 0 in its place. */
        h.checksum = pass_all(&h, s, NULL);
        pass_all(&h, s, out);
        saved = shb_output_close(&s->ctx, out) == SHB_OK;
    }
    for (section i = 0; i < N_SECTIONS; i++)
        shb_free(s->buffers[i].items);
    shb_free(s);
    return saved;
}

/* ----------------------------------------------------------------------------- loading
 */

/* Read through once without keeping it: what is mapped afterwards is as it was summed. */
static bool read_header(int fd, uint64_t key, header *h) {
    struct stat info;
    uint32_t shapes[8];
    set_shapes(shapes);
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) ||
        pread(fd, h, sizeof *h, 0) != (ssize_t)sizeof *h ||
        memcmp(h->magic, magic, sizeof magic) != 0 ||
        memcmp(h->code, SHB_IMAGE_CODE, sizeof SHB_IMAGE_CODE) != 0 || h->key != key ||
        memcmp(h->shapes, shapes, sizeof shapes) != 0 ||
        h->size != (uint64_t)info.st_size)
        return false;
    for (section i = 0; i < N_SECTIONS; i++)
        if (h->sections[i].offset % ALIGNMENT || h->sections[i].offset > h->size ||
            h->sections[i].size > h->size - h->sections[i].offset)
            return false;
    return true;
}

static bool sum_fits(int fd, const header *h) {
    char *block = shb_alloc(BLOCK);
    checksum sum = checksum_start;
    header zeroed = *h;
    zeroed.checksum = 0;
    pass_on(&sum, NULL, &zeroed, sizeof zeroed);
    uint64_t at = rounded(sizeof *h);
    while (block && at < h->size) {
        ssize_t got = pread(fd, block, BLOCK, (off_t)at);
        if (got <= 0 || got % ALIGNMENT)
            break;
        checksum_add(&sum, block, (size_t)got);
        at += (uint64_t)got;
    }
    shb_free(block);
    return at == h->size && checksum_end(&sum) == h->checksum;
}

static void *section_at(const header *h, void *base, section which) {
    return (char *)base + h->sections[which].offset;
}

/* Sections SLOTS to LONGER, which lie in a row, or NULL. */
static char *read_tables(int fd, const header *h) {
    uint64_t from = h->sections[SLOTS].offset;
    size_t size = h->sections[LONGER].offset + h->sections[LONGER].size - from, got = 0;
    char *tables = shb_alloc_table(size, 1);
    while (tables && got < size) {
        ssize_t n = pread(fd, tables + got, size - got, (off_t)(from + got));
        if (n <= 0) {
            shb_free(tables);
            return NULL;
        }
        got += (size_t)n;
    }
    return tables;
}

static void *table_at(const shb_gazetteer *g, const header *h, section which) {
    const shb_image *image = &g->image;
    return image->tables
               ? image->tables + h->sections[which].offset - h->sections[SLOTS].offset
               : section_at(h, image->base, which);
}

static void take_lexicon(shb_gazetteer *g, const header *h, void *base) {
    shb_lexicon *l = &g->lexicon;
    l->forms = section_at(h, base, FORMS);
    l->senses = section_at(h, base, SENSES);
    l->folded = section_at(h, base, FOLDED);
    l->slots = table_at(g, h, SLOTS);
    l->longer = table_at(g, h, LONGER);
    for (size_t i = 0; i < N_FILTERS; i++) {
        l->filters[i] = table_at(g, h, FILTERS + i);
        l->filter_shift[i] = h->filter_shift[i];
    }
    l->n_forms = h->n_forms;
    l->n_senses = h->n_senses;
    l->folded_used = h->sections[FOLDED].size;
    l->n_slots = h->n_slots;
    l->longer_shift = h->longer_shift;
    g->name_words.slots = section_at(h, base, NAME_WORDS);
    g->name_words.shift = h->name_shift;
    g->more = section_at(h, base, MORE);
    g->state_number = section_at(h, base, STATE_NUMBER);
    g->states = section_at(h, base, STATES);
    g->meant = section_at(h, base, MEANT);
    g->alike =
        (shb_alike){section_at(h, base, ALIKE_NAMES), section_at(h, base, ALIKE_WORDS),
                    h->sections[ALIKE_NAMES].size / sizeof(shb_alike_name),
                    h->sections[ALIKE_WORDS].size / sizeof(shb_alike_word)};
    g->n_entities = h->n_entities;
    g->own.entities = h->own_entities;
    g->own.names = h->own_names;
    g->n_listed = h->n_listed;
    g->n_states = h->n_states;
}

static const char *string_at(const char *strings, uint32_t at) {
    return at == NO_STRING ? NULL : strings + at;
}

static bool take_entities(shb_gazetteer *g, const header *h, void *base) {
    const flat_entity *flat = section_at(h, base, ENTITIES);
    const char *strings = section_at(h, base, STRINGS);
    if (!(g->entities = shb_realloc_array(NULL, g->n_entities, sizeof *g->entities)))
        return false;
    for (size_t i = 0; i < g->n_entities; i++) {
        g->entities[i].id = strings + flat[i].id;
        g->entities[i].type = (shb_type)flat[i].type;
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
            g->entities[i].labels[lang] = string_at(strings, flat[i].labels[lang]);
    }
    return true;
}

static bool take_bodies(shb_gazetteer *g, const header *h, void *base) {
    const flat_body *flat = section_at(h, base, BODIES);
    const char *strings = section_at(h, base, STRINGS);
    g->n_bodies = h->sections[BODIES].size / sizeof *flat;
    if (!(g->bodies = shb_alloc_array(g->n_bodies, sizeof *g->bodies)))
        return false;
    for (size_t i = 0; i < g->n_bodies; i++) {
        g->bodies[i] = (shb_body){.name = string_at(strings, flat[i].name),
                                  .needs_owner = flat[i].needs_owner,
                                  .follows = flat[i].follows,
                                  .by_name = flat[i].by_name,
                                  .first_made = flat[i].first_made};
        const char *of = string_at(strings, flat[i].of);
        g->bodies[i].of = of && *of ? of : NULL;
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
            g->bodies[i].labels[lang] = string_at(strings, flat[i].labels[lang]);
    }
    return true;
}

static bool take_rules(shb_gazetteer *g, const header *h, void *base) {
    const flat_rule *flat = section_at(h, base, RULES);
    uint64_t *words = section_at(h, base, RULE_WORDS);
    size_t n = h->sections[RULES].size / sizeof *flat;
    if (!(g->rules = shb_alloc_array(n, sizeof *g->rules)))
        return false;
    g->n_rules = n;
    for (size_t i = 0; i < n; i++) {
        const flat_rule *f = &flat[i];
        uint64_t *lists[N_WORD_LISTS];
        for (size_t k = 0; k < N_WORD_LISTS; k++)
            lists[k] = words + f->first_word[k];
        g->rules[i] =
            (shb_rule){lists[0],     lists[1],      lists[2], lists[3],
                       lists[4],     lists[5],      f->n[0],  f->n[1],
                       f->n[2],      f->n[3],       f->n[4],  f->n[5],
                       f->window,    f->near_state, f->only,  f->alone_in_quotes,
                       f->no_clitic, NULL};
    }
    return true;
}

static bool take_keys(shb_map *map, section from, const header *h, void *base) {
    shb_ctx ctx = SHB_CTX_INIT;
    const char *at = section_at(h, base, from), *end = at + h->sections[from].size;
    while (at < end) {
        uint32_t len;
        memcpy(&len, at, sizeof len);
        if (shb_map_set(&ctx, map, at + sizeof len, len, 1) != SHB_OK)
            return false;
        at += sizeof len + len;
    }
    return true;
}

shb_gazetteer *shb_image_load(const char *path, uint64_t key) {
    header h;
    /* What is no file, as a pipe, must not hold the run up. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    shb_image image = {MAP_FAILED, 0, NULL};
    shb_gazetteer *g = NULL;
    if (fd >= 0 && read_header(fd, key, &h) && sum_fits(fd, &h)) {
        image = (shb_image){mmap(NULL, h.size, PROT_READ, MAP_PRIVATE, fd, 0), h.size,
                            read_tables(fd, &h)};
        g = image.base != MAP_FAILED ? shb_alloc_array(1, sizeof *g) : NULL;
    }
    if (fd >= 0)
        close(fd);
    if (!g) {
        shb_image_close(&image);
        return NULL;
    }
    g->image = image;
    take_lexicon(g, &h, image.base);
    g->image_ids = section_at(&h, image.base, IDS);
    g->n_image_ids = h.n_ids;
    g->image_strings = section_at(&h, image.base, STRINGS);
    if (take_entities(g, &h, image.base) && take_bodies(g, &h, image.base) &&
        take_rules(g, &h, image.base) && take_keys(&g->never, NEVER, &h, image.base) &&
        take_keys(&g->apart, APART, &h, image.base))
        return g;
    shb_gazetteer_free(g);
    return NULL;
}

void shb_image_close(shb_image *image) {
    if (image->base && image->base != MAP_FAILED)
        munmap(image->base, image->size);
    shb_free(image->tables);
    *image = (shb_image){NULL, 0, NULL};
}

uint32_t shb_image_id(const shb_gazetteer *g, const char *id) {
    const flat_id *ids = g->image_ids;
    size_t low = 0, high = g->n_image_ids;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(g->image_strings + ids[middle].id, id);
        if (order == 0)
            return ids[middle].entity;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SHB_NO_ENTITY;
}
