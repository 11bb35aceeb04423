/* A compiled gazetteer from its file. */
#include "gazetteer/image_layout.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "image_code.h"

/* Read through once without keeping it: what is mapped afterwards is as it was summed. */
static bool read_header(int fd, uint64_t key, shb_image_header *h) {
    struct stat info;
    uint32_t shapes[9];
    shb_image_shapes(shapes);
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) ||
        pread(fd, h, sizeof *h, 0) != (ssize_t)sizeof *h ||
        memcmp(h->magic, shb_image_magic, sizeof shb_image_magic) != 0 ||
        memcmp(h->code, SHB_IMAGE_CODE, sizeof SHB_IMAGE_CODE) != 0 || h->key != key ||
        memcmp(h->shapes, shapes, sizeof shapes) != 0 ||
        h->size != (uint64_t)info.st_size)
        return false;
    for (shb_image_section i = 0; i < N_SECTIONS; i++)
        if (h->sections[i].offset % ALIGNMENT || h->sections[i].offset > h->size ||
            h->sections[i].size > h->size - h->sections[i].offset)
            return false;
    return true;
}

static bool sum_fits(int fd, const shb_image_header *h) {
    char *block = shb_alloc(BLOCK);
    shb_checksum sum = shb_checksum_start;
    shb_image_header zeroed = *h;
    zeroed.checksum = 0;
    shb_image_sum(&sum, NULL, &zeroed, sizeof zeroed);
    uint64_t at = shb_image_rounded(sizeof *h);
    while (block && at < h->size) {
        ssize_t got = pread(fd, block, BLOCK, (off_t)at);
        if (got <= 0 || got % ALIGNMENT)
            break;
        shb_checksum_add(&sum, block, (size_t)got);
        at += (uint64_t)got;
    }
    shb_free(block);
    return at == h->size && shb_checksum_end(&sum) == h->checksum;
}

static void *section_at(const shb_image_header *h, void *base, shb_image_section which) {
    return (char *)base + h->sections[which].offset;
}

/* Sections SLOTS to LONGER, which lie in a row, or NULL. */
static char *read_tables(int fd, const shb_image_header *h) {
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

static void *table_at(const shb_gazetteer *g, const shb_image_header *h,
                      shb_image_section which) {
    const shb_image *image = &g->image;
    return image->tables
               ? image->tables + h->sections[which].offset - h->sections[SLOTS].offset
               : section_at(h, image->base, which);
}

static void take_lexicon(shb_gazetteer *g, const shb_image_header *h, void *base) {
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
    g->openings.words = section_at(h, base, OPENINGS);
    g->openings.used = h->sections[OPENINGS].size;
    g->terms.items = section_at(h, base, TERMS);
    g->terms.count = h->sections[TERMS].size / sizeof(shb_term);
    g->n_entities = h->n_entities;
    g->own.entities = h->own_entities;
    g->own.names = h->own_names;
    g->n_listed = h->n_listed;
    g->n_states = h->n_states;
}

static const char *string_at(const char *strings, uint32_t at) {
    return at == NO_STRING ? NULL : strings + at;
}

/* What was copied out of the image need not stay in memory. */
static void let_go(const shb_image_header *h, void *base, shb_image_section which) {
    const uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
    const uint64_t from = h->sections[which].offset, to = from + h->sections[which].size;
    const uint64_t first = (from + page - 1) / page * page;
    if (first < to / page * page)
        madvise((char *)base + first, to / page * page - first, MADV_DONTNEED);
}

static bool take_entities(shb_gazetteer *g, const shb_image_header *h, void *base) {
    const shb_flat_entity *flat = section_at(h, base, ENTITIES);
    const char *strings = section_at(h, base, STRINGS);
    if (!(g->entities = shb_realloc_array(NULL, g->n_entities, sizeof *g->entities)))
        return false;
    for (size_t i = 0; i < g->n_entities; i++) {
        g->entities[i].id = strings + flat[i].id;
        g->entities[i].type = (shb_type)flat[i].type;
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
            g->entities[i].labels[lang] = string_at(strings, flat[i].labels[lang]);
    }
    let_go(h, base, ENTITIES);
    return true;
}

static bool take_bodies(shb_gazetteer *g, const shb_image_header *h, void *base) {
    const shb_flat_body *flat = section_at(h, base, BODIES);
    const char *strings = section_at(h, base, STRINGS);
    g->n_bodies = h->sections[BODIES].size / sizeof *flat;
    if (!(g->bodies = shb_alloc_array(g->n_bodies, sizeof *g->bodies)))
        return false;
    for (size_t i = 0; i < g->n_bodies; i++) {
        g->bodies[i] = (shb_body){.name = string_at(strings, flat[i].name),
                                  .needs_owner = flat[i].needs_owner,
                                  .follows = flat[i].follows,
                                  .by_name = flat[i].by_name,
                                  .party = flat[i].party,
                                  .force = flat[i].force,
                                  .of = string_at(strings, flat[i].of),
                                  .otherwise = string_at(strings, flat[i].otherwise),
                                  .first_made = flat[i].first_made};
        for (shb_lang lang = 0; lang < SHB_N_LANGS; lang++)
            g->bodies[i].labels[lang] = string_at(strings, flat[i].labels[lang]);
    }
    return true;
}

static bool take_rules(shb_gazetteer *g, const shb_image_header *h, void *base) {
    const shb_flat_rule *flat = section_at(h, base, RULES);
    uint64_t *words = section_at(h, base, RULE_WORDS);
    size_t n = h->sections[RULES].size / sizeof *flat;
    if (!(g->rules = shb_alloc_array(n, sizeof *g->rules)))
        return false;
    g->n_rules = n;
    for (size_t i = 0; i < n; i++) {
        const shb_flat_rule *f = &flat[i];
        uint64_t *lists[N_WORD_LISTS];
        for (size_t k = 0; k < N_WORD_LISTS; k++)
            lists[k] = words + f->first_word[k];
        g->rules[i] = (shb_rule){lists[0],
                                 lists[1],
                                 lists[2],
                                 lists[3],
                                 lists[4],
                                 lists[5],
                                 f->n[0],
                                 f->n[1],
                                 f->n[2],
                                 f->n[3],
                                 f->n[4],
                                 f->n[5],
                                 f->window,
                                 f->near_state,
                                 f->listed,
                                 f->only,
                                 f->alone_in_quotes,
                                 f->no_clitic,
                                 NULL};
    }
    return true;
}

static bool take_keys(shb_map *map, shb_image_section from, const shb_image_header *h,
                      void *base) {
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
    shb_image_header h;
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
    const shb_flat_id *ids = g->image_ids;
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
