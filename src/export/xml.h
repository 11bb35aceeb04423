/**
 * @file xml.h
 * XML from a source, element by element: strict, bounded, and without anything outside
 * the file. libxml2's push parser without XML_PARSE_HUGE and XML_PARSE_NOENT.
 */
#ifndef SHB_EXPORT_XML_H
#define SHB_EXPORT_XML_H

#include "export/source.h"

enum { SHB_XML_TEXT_MOST = 1024 * 1024, SHB_XML_DEPTH_MOST = 64 };

typedef struct shb_xml shb_xml;

/** What to do with an element; names are without prefix and borrowed for the call. */
typedef struct shb_xml_handler {
    const char *root; /**< name that the outermost element must have */
    shb_status (*start)(shb_ctx *ctx, shb_xml *xml, void *user, const char *name);
    /** @param text  what stood between the tags, if shb_xml_keep_text() asked for it */
    shb_status (*end)(shb_ctx *ctx, shb_xml *xml, void *user, const char *name,
                      const char *text);
    /**
     * A comment right inside the root that begins with comment_start, "<!--" included:
     * of any length, which libxml2 would refuse. May be NULL.
     * @param text  the comment without its "<!--" and "-->"; may be changed
     */
    shb_status (*comment)(shb_ctx *ctx, void *user, char *text, size_t len);
    const char *comment_start;
} shb_xml_handler;

/**
 * Read to the end.
 * Errors: SHB_ESYNTAX with the line (no XML, broken off, a DOCTYPE); SHB_ELIMIT (text of
 * one element, depth); SHB_EIO; SHB_ENOMEM; SHB_ECANCELLED; what the handler returns
 */
shb_status shb_xml_read(shb_ctx *ctx, shb_source *source, const shb_xml_handler *handler,
                        void *user);

/** In start(): an attribute of the element by its name without prefix, or NULL. */
const char *shb_xml_attribute(const shb_xml *xml, const char *name);

/** In start(): keep the text of this element for its end(). */
void shb_xml_keep_text(shb_xml *xml);

/** The line where the parser is. */
uint64_t shb_xml_line(const shb_xml *xml);

#endif
