/**
 * @file escape.h
 * Text in other syntaxes: one escaper each, so that no byte of a label can leave its
 * place.
 *
 * All of them take any bytes: what is no UTF-8 becomes U+FFFD, what the syntax or its
 * readers cannot hold goes.
 */
#ifndef SHB_EXPORT_ESCAPE_H
#define SHB_EXPORT_ESCAPE_H

#include <shabaka/output.h>

/**
 * XML text between tags. Where several signs need escaping, as one CDATA section: the
 * XML reader of Java loses white space that stands alone between two entities.
 */
void shb_put_xml_text(shb_output *out, const char *text);

/** An XML attribute's value, without the quotes. */
void shb_put_xml_attribute(shb_output *out, const char *text);

/** Can XML hold all of the text, so that it is read back as it is? */
bool shb_xml_holds(const char *text);

/** JSON text as it may stand in an XML comment: "-" in strings is written \u002d. */
void shb_put_xml_comment_json(shb_output *out, shb_str json);

/**
 * A DOT string with its quotes. Graphviz reads entities in labels, so an "&" that would
 * begin one becomes "&amp;"; more than 8 KiB, which it cannot read, are cut.
 */
void shb_put_dot(shb_output *out, const char *text);

/**
 * A CSV cell, quoted where it must be. A cell that a spreadsheet would take for a formula
 * (= + - @ TAB CR first, and no number) gets a ' before it, as does one that begins with
 * ' and such a sign; shb_csv_read() takes it off again. A backslash, which Gephi takes
 * for an escape, becomes U+FF3C.
 */
void shb_put_csv(shb_output *out, const char *text);

/** Is the text, as an id, the same in every reader of CSV, and unlike all other ids? */
bool shb_csv_holds(const char *text);

/** Does the cell begin as shb_put_csv() guards? Then the text after its '. Else the cell.
 */
const char *shb_csv_unguarded(const char *cell);

/** Is the whole text a number such as -1.5e3? */
bool shb_is_number(const char *text);

/**
 * Text for a label that is drawn or stands on one line: controls, bidi embeddings and
 * isolates and tag characters go, white space becomes one space; free *out.
 */
shb_status shb_label_clean(shb_ctx *ctx, const char *text, char **out);

#endif
