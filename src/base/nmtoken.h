/**
 * @file nmtoken.h
 * Name tokens of XML, which ids are made of.
 */
#ifndef SHB_BASE_NMTOKEN_H
#define SHB_BASE_NMTOKEN_H

#include <shabaka/status.h>

/** NameChar of XML 1.0, fifth edition, production 4a. */
bool shb_is_name_char(uint32_t c);

/** One or more of them, and nothing else: letters of any script, digits and : - . _ */
bool shb_is_nmtoken(shb_str text);

#endif
