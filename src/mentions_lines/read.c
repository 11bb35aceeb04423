/* Lines of mentions, whoever wrote them, back into documents. */
#include <shabaka/mentions.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/map.h"
#include "base/nmtoken.h"
#include "mentions_lines/line.h"

/* ---- lines ---- */

enum { FIRST_ROOM = 1024 * 1024, LONGEST_LINE = 256 * 1024 * 1024 };

/* An entity as some mention gave it: id, type and label together. */
struct known {
    const char *id, *label;
    shb_type type;
    uint64_t document; /* the last that named it so */
    uint32_t place;    /* in that document's entities */
};

struct shb_mentions_reader {
    char *path;
    int fd;
    char *room; /* bytes of the file: [at, filled) are still to be read */
    size_t at, filled, capacity;
    bool ended;
    uint64_t line_number, document;

    shb_line line; /* the line at hand, pointing into room */
    bool pending;  /* it belongs to the next document */

    shb_arena names;   /* as long as the reader: document ids, entities */
    shb_map documents; /* all that were met */
    shb_map by_name;   /* into known */
    struct known *known;
    size_t n_known, known_capacity;
    char *key;
    size_t key_capacity;
    shb_str refused; /* a document that came back */

    shb_arena texts; /* as long as the document */
    shb_str *sentence_texts;
    size_t texts_capacity;
    shb_sentence *sentences;
    size_t n_sentences, sentences_capacity;
    shb_mention *mentions;
    size_t n_mentions, mentions_capacity;
    shb_entity_ref *entities;
    size_t n_entities, entities_capacity;
};

static const char *subject(const shb_mentions_reader *reader) {
    return strcmp(reader->path, "-") == 0 ? "standard input" : reader->path;
}

shb_status shb_mentions_open(shb_ctx *ctx, const char *path, shb_mentions_reader **out) {
    shb_mentions_reader *reader = shb_alloc_array(1, sizeof *reader);
    if (!reader)
        return shb_fail_memory(ctx);
    reader->fd = -1;
    reader->path = shb_strdup(path);
    if (!reader->path) {
        shb_mentions_free(reader);
        return shb_fail_memory(ctx);
    }
    reader->fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (reader->fd < 0) {
        int why = errno;
        shb_mentions_free(reader);
        if (why == ENOENT)
            return shb_fail(ctx, SHB_ENOTFOUND, NULL, "cannot open '%s': %s", path,
                            strerror(why));
        return shb_fail_errno(ctx, why, NULL, "cannot open '%s'", path);
    }
    *out = reader;
    return SHB_OK;
}

void shb_mentions_free(shb_mentions_reader *reader) {
    if (!reader)
        return;
    if (reader->fd > STDERR_FILENO)
        close(reader->fd);
    shb_line_done(&reader->line);
    shb_map_done(&reader->documents);
    shb_map_done(&reader->by_name);
    shb_arena_done(&reader->names);
    shb_arena_done(&reader->texts);
    shb_free(reader->path);
    shb_free(reader->room);
    shb_free(reader->known);
    shb_free(reader->key);
    shb_free(reader->sentence_texts);
    shb_free(reader->sentences);
    shb_free(reader->mentions);
    shb_free(reader->entities);
    shb_free(reader);
}

/* More bytes behind those that are still to be read, which may move. */
static shb_status fill(shb_ctx *ctx, shb_mentions_reader *reader) {
    if (reader->at > 0) {
        memmove(reader->room, reader->room + reader->at, reader->filled - reader->at);
        reader->filled -= reader->at;
        reader->at = 0;
    }
    if (reader->filled == reader->capacity) {
        if (reader->capacity >= LONGEST_LINE)
            return shb_fail_at(ctx, SHB_ELIMIT, subject(reader), reader->line_number + 1,
                               0, "a line of more than 256 MiB");
        size_t needed = reader->capacity ? reader->capacity * 2 : FIRST_ROOM;
        shb_status st =
            shb_grow(ctx, (void **)&reader->room, &reader->capacity, needed, 1);
        if (st != SHB_OK)
            return st;
    }
    for (;;) {
        shb_status st = shb_check_cancel(ctx);
        if (st != SHB_OK)
            return st;
        ssize_t got = read(reader->fd, reader->room + reader->filled,
                           reader->capacity - reader->filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return shb_fail_errno(ctx, errno, NULL, "cannot read '%s'", subject(reader));
        reader->filled += (size_t)got;
        reader->ended = got == 0;
        return SHB_OK;
    }
}

/* The next line without its line break; NULL at the end. */
static shb_status read_line(shb_ctx *ctx, shb_mentions_reader *reader, char **line,
                            size_t *len) {
    size_t searched = 0;
    for (;;) {
        size_t left = reader->filled - reader->at;
        char *start = left ? reader->room + reader->at : NULL;
        char *end =
            left > searched ? memchr(start + searched, '\n', left - searched) : NULL;
        if (end || (reader->ended && left)) {
            *line = start;
            *len = end ? (size_t)(end - start) : left;
            reader->at += end ? *len + 1 : left;
            reader->line_number++;
            return SHB_OK;
        }
        if (reader->ended) {
            *line = NULL;
            return SHB_OK;
        }
        searched = left;
        shb_status st = fill(ctx, reader);
        if (st != SHB_OK)
            return st;
    }
}

static void skipped(shb_ctx *ctx, const shb_mentions_reader *reader, const char *what,
                    const char *why) {
    shb_notify(ctx, SHB_NOTICE_SKIPPED, subject(reader), reader->line_number, 0,
               "%s was skipped: %s", what, why);
}

/* What must be right for a line to be a sentence; NULL where all is. */
static const char *fault_of_line(const shb_line *line) {
    if (!line->doc.data)
        return "'doc' is missing or no string";
    if (!line->text.data)
        return "'text' is missing or no string";
    if (!line->has_mentions)
        return "'mentions' is missing or no array";
    if (line->start == SHB_NO_NUMBER || line->end == SHB_NO_NUMBER)
        return "'start' or 'end' is missing or no whole number";
    if (line->end >= UINT32_MAX || line->start > line->end)
        return "'start' and 'end' are no place in a text";
    if (line->end - line->start != line->text.len)
        return "'start' to 'end' is not as long as 'text' in bytes of UTF-8";
    return NULL;
}

/* The next line that is a sentence, in reader->line; *done at the end. */
static shb_status read_sentence(shb_ctx *ctx, shb_mentions_reader *reader, bool *done) {
    for (;;) {
        char *bytes;
        size_t len;
        const char *why;
        shb_status st = read_line(ctx, reader, &bytes, &len);
        if (st != SHB_OK)
            return st;
        if (!bytes) {
            *done = true;
            return SHB_OK;
        }
        if (reader->line_number == 1 && len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
            bytes += 3, len -= 3;
        if (reader->line_number == 1 && len >= 2 &&
            (memcmp(bytes, "\x1f\x8b", 2) == 0 || memcmp(bytes, "\x28\xb5", 2) == 0))
            return shb_fail(ctx, SHB_ESYNTAX, subject(reader),
                            "compressed mention lines are not read; unpack them into a "
                            "pipe, and name '-'");
        if (strspn(bytes, " \t\r") >= len)
            continue;
        if ((st = shb_line_parse(ctx, bytes, len, &reader->line, &why)) != SHB_OK)
            return st;
        if (!why)
            why = fault_of_line(&reader->line);
        if (!why)
            return SHB_OK;
        skipped(ctx, reader, "the line", why);
    }
}

/* ---- mentions ---- */

static bool is_word(shb_str text, const char *word) {
    return text.data && strlen(word) == text.len &&
           memcmp(word, text.data, text.len) == 0;
}

static uint8_t how_of(shb_str text) {
    shb_how how = 0;
    while (how < SHB_HOW_OTHER && !is_word(text, shb_how_name(how)))
        how++;
    return (uint8_t)how;
}

static uint8_t mark_of(shb_str text) {
    shb_mark mark = SHB_MARK_BYLINE;
    while (mark > SHB_MARK_NONE && !is_word(text, shb_mark_name(mark)))
        mark--;
    return (uint8_t)mark;
}

static bool parse_type(shb_str text, shb_type *out) {
    char word[32];
    if (!text.data || text.len >= sizeof word)
        return false;
    memcpy(word, text.data, text.len);
    word[text.len] = '\0';
    return shb_type_parse(word, out);
}

static bool cuts_character(const shb_line *line, uint64_t at) {
    size_t i = (size_t)(at - line->start);
    return i < line->text.len && ((unsigned char)line->text.data[i] & 0xc0) == 0x80;
}

static const char *fault_of_mention(const shb_line *line, const shb_line_mention *mention,
                                    shb_type *type) {
    if (mention->start == SHB_NO_NUMBER || mention->end == SHB_NO_NUMBER)
        return "'start' or 'end' is missing or no whole number";
    if (mention->start >= mention->end || mention->start < line->start ||
        mention->end > line->end)
        return "it stands outside its sentence";
    if (cuts_character(line, mention->start) || cuts_character(line, mention->end))
        return "it begins or ends inside a character; offsets are bytes";
    if (!mention->entity.data || !shb_is_nmtoken(mention->entity))
        return "'entity' is missing or holds more than letters, digits and : - . _";
    if (!parse_type(mention->type, type))
        return "'type' is not person, state or organization";
    return NULL;
}

/* The number of an entity as this mention gives it; the same strings are stored once. */
static shb_status know(shb_ctx *ctx, shb_mentions_reader *reader, shb_str id,
                       shb_type type, shb_str label, uint32_t *out) {
    size_t len = id.len + label.len + 2;
    shb_status st = shb_grow(ctx, (void **)&reader->key, &reader->key_capacity, len, 1);
    if (st != SHB_OK)
        return st;
    char *key = reader->key;
    memcpy(key, id.data, id.len);
    key[id.len] = '\0';
    key[id.len + 1] = (char)type;
    if (label.len)
        memcpy(key + id.len + 2, label.data, label.len);
    if ((*out = shb_map_get(&reader->by_name, key, len)) != SHB_MAP_NONE)
        return SHB_OK;
    st = shb_grow(ctx, (void **)&reader->known, &reader->known_capacity,
                  reader->n_known + 1, sizeof *reader->known);
    if (st != SHB_OK)
        return st;
    char *copy = shb_arena_strndup(&reader->names, key, len);
    if (!copy)
        return shb_fail_memory(ctx);
    uint32_t number = (uint32_t)reader->n_known;
    if ((st = shb_map_set(ctx, &reader->by_name, copy, len, number)) != SHB_OK)
        return st;
    reader->known[reader->n_known++] =
        (struct known){copy, copy + id.len + 2, type, 0, 0};
    *out = number;
    return SHB_OK;
}

static shb_status place_entity(shb_ctx *ctx, shb_mentions_reader *reader, uint32_t number,
                               uint32_t *out) {
    struct known *known = &reader->known[number];
    if (known->document != reader->document) {
        shb_status st =
            shb_grow(ctx, (void **)&reader->entities, &reader->entities_capacity,
                     reader->n_entities + 1, sizeof *reader->entities);
        if (st != SHB_OK)
            return st;
        known->document = reader->document;
        known->place = (uint32_t)reader->n_entities;
        reader->entities[reader->n_entities++] =
            (shb_entity_ref){known->id, known->label, known->type, SHB_NO_ENTITY};
    }
    *out = known->place;
    return SHB_OK;
}

static shb_status add_mention(shb_ctx *ctx, shb_mentions_reader *reader,
                              const shb_line_mention *mention) {
    const shb_line *line = &reader->line;
    shb_type type;
    const char *why = fault_of_mention(line, mention, &type);
    if (why) {
        skipped(ctx, reader, "a mention", why);
        return SHB_OK;
    }
    shb_str label = mention->label;
    if (!label.data || label.len == 0)
        label = (shb_str){line->text.data + (mention->start - line->start),
                          (size_t)(mention->end - mention->start)};
    uint32_t number, entity;
    shb_status st = know(ctx, reader, mention->entity, type, label, &number);
    if (st == SHB_OK)
        st = place_entity(ctx, reader, number, &entity);
    if (st == SHB_OK)
        st = shb_grow(ctx, (void **)&reader->mentions, &reader->mentions_capacity,
                      reader->n_mentions + 1, sizeof *reader->mentions);
    if (st != SHB_OK)
        return st;
    reader->mentions[reader->n_mentions++] = (shb_mention){
        (uint32_t)mention->start,
        (uint32_t)mention->end,
        entity,
        how_of(mention->how),
        mark_of(mention->mark),
        mention->confidence >= 0 && mention->confidence <= 1 ? (float)mention->confidence
                                                             : -1};
    return SHB_OK;
}

static int by_start(const void *left, const void *right) {
    const shb_mention *x = left, *y = right;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return (x->entity > y->entity) - (x->entity < y->entity);
}

static void sort_mentions(shb_mention *mentions, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (mentions[i].start < mentions[i - 1].start) {
            qsort(mentions, n, sizeof *mentions, by_start);
            return;
        }
}

static shb_status add_sentence(shb_ctx *ctx, shb_mentions_reader *reader) {
    const shb_line *line = &reader->line;
    shb_status st = SHB_OK;
    if ((st = shb_grow(ctx, (void **)&reader->sentences, &reader->sentences_capacity,
                       reader->n_sentences + 1, sizeof *reader->sentences)) != SHB_OK ||
        (st = shb_grow(ctx, (void **)&reader->sentence_texts, &reader->texts_capacity,
                       reader->n_sentences + 1, sizeof *reader->sentence_texts)) !=
            SHB_OK)
        return st;
    const char *text = shb_arena_strndup(&reader->texts, line->text.data, line->text.len);
    if (!text)
        return shb_fail_memory(ctx);
    size_t first = reader->n_mentions;
    for (size_t i = 0; i < line->n_mentions && st == SHB_OK; i++)
        st = add_mention(ctx, reader, &line->mentions[i]);
    if (st != SHB_OK)
        return st;
    size_t count = reader->n_mentions - first;
    if (reader->n_mentions >= UINT32_MAX || reader->n_sentences >= UINT32_MAX - 1)
        return shb_fail_at(ctx, SHB_ELIMIT, subject(reader), reader->line_number, 0,
                           "too many lines for one document");
    if (count > 0)
        sort_mentions(reader->mentions + first, count);
    reader->sentence_texts[reader->n_sentences] = (shb_str){text, line->text.len};
    reader->sentences[reader->n_sentences++] =
        (shb_sentence){(uint32_t)line->start, (uint32_t)line->end,
                       line->paragraph < UINT32_MAX ? (uint32_t)line->paragraph : 0,
                       (uint32_t)first, (uint32_t)count};
    return SHB_OK;
}

/* ---- documents ---- */

static bool equal(shb_str x, shb_str y) {
    return x.len == y.len && (x.len == 0 || memcmp(x.data, y.data, x.len) == 0);
}

/* Whose sentence is it: a new document's, or one's that ended before, which is refused?
 */
static shb_status begin_document(shb_ctx *ctx, shb_mentions_reader *reader, shb_doc *doc,
                                 bool *begun) {
    shb_str id = reader->line.doc;
    if (reader->refused.data && equal(reader->refused, id))
        return SHB_OK;
    bool came_back = shb_map_get(&reader->documents, id.data, id.len) != SHB_MAP_NONE;
    char *copy =
        shb_arena_strndup(came_back ? &reader->texts : &reader->names, id.data, id.len);
    if (!copy)
        return shb_fail_memory(ctx);
    if (came_back) {
        shb_notify(ctx, SHB_NOTICE_SKIPPED, subject(reader), reader->line_number, 0,
                   "lines of '%.*s' are not together: these are skipped",
                   (int)(id.len < 200 ? id.len : 200), id.data);
        reader->refused = (shb_str){copy, id.len};
        return SHB_OK;
    }
    shb_status st = shb_map_set(ctx, &reader->documents, copy, id.len, 0);
    if (st != SHB_OK)
        return st;
    *doc = (shb_doc){{copy, id.len}, {"", 0}, {"", 0}, {"", 0}};
    *begun = true;
    return SHB_OK;
}

static shb_status take_date(shb_ctx *ctx, shb_mentions_reader *reader, shb_doc *doc) {
    shb_str date = reader->line.date;
    if (doc->date.len > 0 || date.len == 0)
        return SHB_OK;
    const char *copy = shb_arena_strndup(&reader->texts, date.data, date.len);
    if (!copy)
        return shb_fail_memory(ctx);
    doc->date = (shb_str){copy, date.len};
    return SHB_OK;
}

static shb_status gather(shb_ctx *ctx, shb_mentions_reader *reader, shb_doc *doc,
                         bool *begun) {
    shb_status st = SHB_OK;
    bool ended = false;
    for (;;) {
        if (!reader->pending && (st = read_sentence(ctx, reader, &ended)) != SHB_OK)
            return st;
        reader->pending = false;
        if (ended)
            return SHB_OK;
        if (*begun && !equal(doc->id, reader->line.doc)) {
            reader->pending = true;
            return SHB_OK;
        }
        if (!*begun && (st = begin_document(ctx, reader, doc, begun)) != SHB_OK)
            return st;
        if (*begun && ((st = take_date(ctx, reader, doc)) != SHB_OK ||
                       (st = add_sentence(ctx, reader)) != SHB_OK))
            return st;
    }
}

shb_status shb_mentions_next(shb_ctx *ctx, shb_mentions_reader *reader, shb_doc *doc,
                             shb_annotation *annotation, const shb_str **texts,
                             bool *done) {
    shb_doc found = {0};
    bool begun = false;
    shb_arena_reset(&reader->texts);
    reader->refused = (shb_str){NULL, 0};
    reader->n_sentences = reader->n_mentions = reader->n_entities = 0;
    reader->document++;
    shb_status st = gather(ctx, reader, &found, &begun);
    if (st != SHB_OK)
        return st;
    *done = !begun;
    if (!begun)
        return SHB_OK;
    *doc = found;
    *annotation =
        (shb_annotation){reader->sentences,  reader->n_sentences, reader->mentions,
                         reader->n_mentions, reader->entities,    reader->n_entities};
    *texts = reader->sentence_texts;
    return SHB_OK;
}
