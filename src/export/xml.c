#include "export/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "base/alloc.h"

/* One attribute: where its name and value begin in shb_xml.attributes. */
struct place {
    size_t name, value;
};

struct shb_xml {
    shb_ctx *ctx;
    const char *file;
    const shb_xml_handler *handler;
    void *user;
    xmlParserCtxtPtr parser;
    shb_status status; /* the first failure; nothing is called any more */
    unsigned depth;
    uint64_t lines_beside; /* of comments that the parser was not given */

    struct place *places;
    size_t n_places, places_capacity;
    char *attributes;
    size_t attributes_len, attributes_capacity;

    char *text;
    size_t text_len, text_capacity;
    bool keeps_text;
};

uint64_t shb_xml_line(const shb_xml *xml) {
    int line = xml->parser->input ? xml->parser->input->line : 0;
    return (uint64_t)(line > 0 ? line : 0) + xml->lines_beside;
}

static void stop(shb_xml *xml, shb_status status) {
    if (status == SHB_OK || xml->status != SHB_OK)
        return;
    xml->status = status;
    xmlStopParser(xml->parser);
}

static void fail(shb_xml *xml, shb_status status, const char *what) {
    if (xml->status == SHB_OK)
        stop(xml,
             shb_fail_at(xml->ctx, status, xml->file, shb_xml_line(xml), 0, "%s", what));
}

const char *shb_xml_attribute(const shb_xml *xml, const char *name) {
    for (size_t i = 0; i < xml->n_places; i++)
        if (strcmp(xml->attributes + xml->places[i].name, name) == 0)
            return xml->attributes + xml->places[i].value;
    return NULL;
}

void shb_xml_keep_text(shb_xml *xml) { xml->keeps_text = true; }

/* ---- what libxml2 calls ---- */

static shb_status append(shb_xml *xml, const char *from, size_t len, size_t *place) {
    shb_status st = shb_grow(xml->ctx, (void **)&xml->attributes,
                             &xml->attributes_capacity, xml->attributes_len + len + 1, 1);
    if (st != SHB_OK)
        return st;
    *place = xml->attributes_len;
    memcpy(xml->attributes + *place, from, len);
    xml->attributes[*place + len] = '\0';
    xml->attributes_len += len + 1;
    return SHB_OK;
}

/* Without XML_PARSE_NOENT libxml2 hands over every "&" of a value as "&#38;". */
static void restore_ampersands(char *value) {
    char *to = strstr(value, "&#38;");
    if (!to)
        return;
    for (const char *from = to; *from; from++) {
        *to++ = *from;
        if (strncmp(from, "&#38;", 5) == 0)
            from += 4;
    }
    *to = '\0';
}

static shb_status take_attributes(shb_xml *xml, int count, const xmlChar **attributes) {
    xml->n_places = xml->attributes_len = 0;
    shb_status st = shb_grow(xml->ctx, (void **)&xml->places, &xml->places_capacity,
                             (size_t)count, sizeof *xml->places);
    for (int i = 0; i < count && st == SHB_OK; i++) {
        const xmlChar **five = attributes + 5 * i; /* name, prefix, URI, value, its end */
        const char *name = (const char *)five[0];
        struct place *place = &xml->places[i];
        st = append(xml, name, strlen(name), &place->name);
        if (st == SHB_OK)
            st = append(xml, (const char *)five[3], (size_t)(five[4] - five[3]),
                        &place->value);
        if (st == SHB_OK)
            restore_ampersands(xml->attributes + place->value);
        xml->n_places += st == SHB_OK;
    }
    return st;
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix,
                     const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
                     int n_attributes, int n_defaulted, const xmlChar **attributes) {
    (void)prefix, (void)uri, (void)n_namespaces, (void)namespaces, (void)n_defaulted;
    shb_xml *xml = user;
    if (xml->status != SHB_OK)
        return;
    if (xml->depth == 0 && strcmp((const char *)name, xml->handler->root) != 0) {
        shb_status st =
            shb_fail_at(xml->ctx, SHB_ESYNTAX, xml->file, shb_xml_line(xml), 0,
                        "it is no network: it has no <%s> outermost", xml->handler->root);
        stop(xml, st);
        return;
    }
    if (++xml->depth > SHB_XML_DEPTH_MOST) {
        fail(xml, SHB_ELIMIT, "elements are more than 64 deep in each other");
        return;
    }
    xml->keeps_text = false;
    xml->text_len = 0;
    shb_status st = take_attributes(xml, n_attributes, attributes);
    if (st == SHB_OK)
        st = xml->handler->start(xml->ctx, xml, xml->user, (const char *)name);
    stop(xml, st);
}

static void on_text(void *user, const xmlChar *text, int len) {
    shb_xml *xml = user;
    if (xml->status != SHB_OK || !xml->keeps_text)
        return;
    if (xml->text_len + (size_t)len > SHB_XML_TEXT_MOST) {
        fail(xml, SHB_ELIMIT, "the text of an element has more than 1 MiB");
        return;
    }
    shb_status st = shb_grow(xml->ctx, (void **)&xml->text, &xml->text_capacity,
                             xml->text_len + (size_t)len + 1, 1);
    if (st != SHB_OK) {
        stop(xml, st);
        return;
    }
    memcpy(xml->text + xml->text_len, text, (size_t)len);
    xml->text_len += (size_t)len;
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix,
                   const xmlChar *uri) {
    (void)prefix, (void)uri;
    shb_xml *xml = user;
    if (xml->status != SHB_OK)
        return;
    const char *text = "";
    if (xml->keeps_text && xml->text_len > 0) {
        xml->text[xml->text_len] = '\0';
        text = xml->text;
    }
    stop(xml, xml->handler->end(xml->ctx, xml, xml->user, (const char *)name, text));
    xml->keeps_text = false;
    xml->depth--;
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *id,
                       const xmlChar *system) {
    (void)name, (void)id, (void)system;
    fail(user, SHB_ESYNTAX,
         "it has a DOCTYPE, which is not read: take that declaration out of it");
}

/* The reason quotes the file's own bytes, which may be anything. */
static void on_error(void *user, xmlErrorPtr error) {
    shb_xml *xml = user;
    char reason[200];
    size_t len = 0;
    if (error->level < XML_ERR_FATAL || xml->status != SHB_OK)
        return;
    if (error->code == XML_ERR_NO_MEMORY) {
        stop(xml, shb_fail_memory(xml->ctx));
        return;
    }
    for (const char *p = error->message; p && *p && len < sizeof reason - 1; p++)
        reason[len++] = *p >= 0x20 && *p < 0x7f ? *p : '?';
    while (len > 0 && reason[len - 1] == '?')
        len--;
    reason[len] = '\0';
    fail(xml, SHB_ESYNTAX, len > 0 ? reason : "it is no well-formed XML");
}

/* What libxml2 meets outside the parser, such as a lack of memory, it would print. */
static void say_nothing(void *user, xmlErrorPtr error) { (void)user, (void)error; }

/* ---- feeding ---- */

static void push(shb_xml *xml, const char *bytes, size_t len, bool last) {
    if (xml->status != SHB_OK || (len == 0 && !last))
        return;
    xmlParseChunk(xml->parser, bytes, (int)len, last);
    if (xml->status == SHB_OK && !xml->parser->wellFormed)
        fail(xml, SHB_ESYNTAX, "it is no well-formed XML");
}

/* What was read and not yet pushed. */
struct window {
    char *data;
    size_t start, end, capacity;
};

static shb_status window_fill(shb_ctx *ctx, struct window *window, shb_source *source) {
    if (window->start > 0)
        memmove(window->data, window->data + window->start, window->end - window->start);
    window->end -= window->start;
    window->start = 0;
    shb_status st = shb_source_next(ctx, source);
    if (st == SHB_OK)
        st = shb_grow(ctx, (void **)&window->data, &window->capacity,
                      window->end + source->len + 1, 1);
    if (st != SHB_OK)
        return st;
    memcpy(window->data + window->end, source->block, source->len);
    window->end += source->len;
    return SHB_OK;
}

/* The window begins with the comment: all of it is read and handed over. */
static shb_status take_comment(shb_xml *xml, struct window *window, shb_source *source) {
    size_t from = 4, looked = from; /* after "<!--" */
    char *text, *end;
    for (;;) {
        text = window->data + window->start;
        size_t len = window->end - window->start;
        end = memmem(text + looked, len - looked, "-->", 3);
        if (end)
            break;
        if (source->ended && source->len == 0)
            return shb_fail_at(xml->ctx, SHB_ESYNTAX, xml->file, shb_xml_line(xml), 0,
                               "it breaks off in the middle of a comment");
        if (len > (size_t)1 << 30)
            return shb_fail_at(xml->ctx, SHB_ELIMIT, xml->file, shb_xml_line(xml), 0,
                               "its record has more than 1 GiB");
        looked = len > from + 2 ? len - 2 : from;
        shb_status st = window_fill(xml->ctx, window, source);
        if (st != SHB_OK)
            return st;
    }
    for (const char *p = text; p < end; p++)
        xml->lines_beside += *p == '\n';
    window->start = (size_t)(end + 3 - window->data);
    *end = '\0';
    return xml->handler->comment(xml->ctx, xml->user, text + from,
                                 (size_t)(end - text) - from);
}

static shb_status feed(shb_xml *xml, shb_source *source) {
    const shb_xml_handler *handler = xml->handler;
    size_t held = handler->comment ? strlen(handler->comment_start) : 1;
    struct window window = {NULL, 0, 0, 0};
    shb_status st =
        shb_grow(xml->ctx, (void **)&window.data, &window.capacity, source->len + 1, 1);
    if (st != SHB_OK)
        goto done;
    memcpy(window.data, source->block, source->len);
    window.end = source->len;
    while (xml->status == SHB_OK) {
        char *data = window.data + window.start;
        size_t len = window.end - window.start;
        bool ended = source->ended && source->len == 0;
        char *comment = handler->comment && len >= held
                            ? memmem(data, len, handler->comment_start, held)
                            : NULL;
        /* Part of a comment's start may stand at the window's end. */
        size_t ready = comment      ? (size_t)(comment - data)
                       : ended      ? len
                       : len > held ? len - held
                                    : 0;
        push(xml, data, ready, ended && !comment);
        window.start += ready;
        if (xml->status != SHB_OK || (ended && !comment))
            break;
        if (comment && xml->depth == 1) {
            st = take_comment(xml, &window, source);
        } else if (comment) {
            push(xml, comment, 1, false);
            window.start++;
        } else {
            st = window_fill(xml->ctx, &window, source);
        }
        if (st != SHB_OK)
            goto done;
    }
    st = xml->status;
done:
    shb_free(window.data);
    return st;
}

shb_status shb_xml_read(shb_ctx *ctx, shb_source *source, const shb_xml_handler *handler,
                        void *user) {
    shb_xml xml = {.ctx = ctx, .file = source->name, .handler = handler, .user = user};
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC,
        .internalSubset = on_doctype,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .serror = on_error,
    };
    shb_status st;
    xmlInitParser();
    xmlStructuredErrorFunc old_handler = xmlStructuredError;
    void *old_user = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(NULL, say_nothing);
    xml.parser = xmlCreatePushParserCtxt(&sax, &xml, NULL, 0, NULL);
    if (!xml.parser) {
        xmlSetStructuredErrorFunc(old_user, old_handler);
        return shb_fail_memory(ctx);
    }
    xmlCtxtUseOptions(xml.parser,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    st = feed(&xml, source);
    if (xml.parser->myDoc)
        xmlFreeDoc(xml.parser->myDoc);
    xmlFreeParserCtxt(xml.parser);
    xmlSetStructuredErrorFunc(old_user, old_handler);
    shb_free(xml.places);
    shb_free(xml.attributes);
    shb_free(xml.text);
    return st;
}
