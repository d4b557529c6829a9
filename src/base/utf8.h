/*
 * utf8.h - checking, decoding and folding UTF-8.
 * Layer: base.  utf8.c alone includes <utf8proc.h>.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* Length in bytes of the first code point of S, put into *CP; 0 when S is empty or does not start
 * with well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms, at most U+10FFFF). */
size_t	utf8_next(struct str, uint32_t *cp);
/* Offset of the first byte that is not well-formed UTF-8, or s.n. */
size_t	utf8_valid(struct str);
/* Append S folded for matching: NFKD, case folded, combining marks removed, so that
 * "Jalapeño", "JALAPENO" and full-width letters meet.  Ill-formed bytes become spaces. */
void	utf8_fold(struct buf *out, struct str);
/* Append the code point CP as UTF-8. */
void	utf8_put(struct buf *out, uint32_t cp);

#endif
