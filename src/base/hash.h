/*
 * hash.h - SHA-256 of bytes, in hexadecimal.
 * Layer: base.  hash.c alone includes <nettle/sha2.h>.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#include "base/str.h"

#define HASH_HEX 65	/* 64 digits and NUL */

void	hash_hex(char out[HASH_HEX], struct str bytes);
/* The same of the file at PATH, read piece by piece; SIZE gets its bytes.  0, or -1 with errno. */
int	hash_file(char out[HASH_HEX], const char *path, uint64_t *size);

#endif
