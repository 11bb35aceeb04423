/**
 * @file image.h
 * A compiled gazetteer as a file, so that a large list is compiled once.
 *
 * The file belongs to one program (a digest of the sources that compile, the sizes of
 * what is in it) and to the bytes of all files that it was made from; a checksum covers
 * all of it. What does not fit is no error: it is compiled again. It is mapped, not read:
 * ours are replaced whole, never changed. Only what every word is looked up in is read,
 * for memory in large pages.
 */
#ifndef SHB_GAZETTEER_IMAGE_H
#define SHB_GAZETTEER_IMAGE_H

#include <shabaka/gazetteer.h>

/** Where a mapped gazetteer lies; base NULL: it is in memory. */
typedef struct shb_image {
    void *base;
    size_t size;
    char *tables; /* slots and filters of the lexicon; NULL: mapped like the rest */
} shb_image;

/**
 * @param key  digest of the files that it was made from
 * @return false where it cannot be written: nothing is lost by that
 */
bool shb_image_save(const shb_gazetteer *gazetteer, const char *path, uint64_t key);

/** @return NULL where there is none that fits */
shb_gazetteer *shb_image_load(const char *path, uint64_t key);

/** shipped.c: where the build has put the shipped names compiled; false: nowhere. */
bool shb_shipped_compiled(char *out, size_t size);

void shb_image_close(shb_image *image);

/** Index of an id among those of a mapped gazetteer, or SHB_NO_ENTITY. */
uint32_t shb_image_id(const shb_gazetteer *gazetteer, const char *id);

#endif
