/*
 * hash.h - SHA-256 of bytes, in hexadecimal; CRC-32, and quick sums, for what no one forges.
 * Layer: base.  hash.c alone includes <nettle/sha2.h> and <xxhash.h>.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/str.h"

#define HASH_HEX 65	/* 64 digits and NUL */
#define HASH_QUICK_HEX 33	/* 32 */

void	hash_hex(char out[HASH_HEX], struct str bytes);
/* The same of the file at PATH, read piece by piece; SIZE gets its bytes.  0, or -1 with errno. */
int	hash_file(char out[HASH_HEX], const char *path, uint64_t *size);
/* Go on from CRC, which is 0 at the start, over BYTES: the CRC-32 of ISO 3309 and RFC 1952, 8. */
uint32_t hash_crc32(uint32_t crc, struct str bytes);
/* XXH3 of 128 bits, in hexadecimal: tells files apart as quickly as memory gives them, if no one has made them to
 * look alike. */
void	hash_quick(char out[HASH_QUICK_HEX], struct str bytes);
/* XXH3 of 64 bits. */
uint64_t hash_sum(struct str bytes);

#endif
