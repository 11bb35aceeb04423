/**
 * @file sha256.h
 * SHA-256 (FIPS 180-4, 2015, doi:10.6028/NIST.FIPS.180-4), for the page's own script and
 * style.
 */
#ifndef SHB_EXPORT_SHA256_H
#define SHB_EXPORT_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { SHB_SHA256_SIZE = 32 };

/** The digest of len bytes. Cannot fail; not made for secrets. */
void shb_sha256(const void *data, size_t len, uint8_t out[SHB_SHA256_SIZE]);

#endif
