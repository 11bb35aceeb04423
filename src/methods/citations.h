/**
 * @file citations.h
 * What to cite: the sources that tables of measures and methods name, as BibTeX.
 */
#ifndef SHB_METHODS_CITATIONS_H
#define SHB_METHODS_CITATIONS_H

#include <shabaka/output.h>

/** Entries there are; each is known by its DOI or address, as the tables write it. */
size_t shb_citations(void);

/** Mark the entries that a source text ("Freeman 1977, doi:...; Brandes 2001, doi:...")
 * names. @param wanted  shb_citations() flags @return how many it names */
size_t shb_citations_mark(const char *source, bool *wanted);

/** The marked entries, in the order of their keys. */
void shb_citations_put(shb_output *out, const bool *wanted);

#endif
