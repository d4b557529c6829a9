/*
 * hash.h - SHA-256 of bytes, in hexadecimal.
 * Layer: base.  hash.c alone includes <sha2.h> (libmd).
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

#define HASH_HEX 65	/* 64 digits and NUL */

void	hash_hex(char out[HASH_HEX], struct str bytes);

#endif
