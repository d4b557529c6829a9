/*
 * charset.h - the encodings in which spreadsheets save text, made UTF-8.
 * Layer: base.  Pure.
 *
 * Windows-1252 and UTF-16 as the WHATWG Encoding Standard has them; nothing is refused: what stands for
 * no character becomes U+FFFD, and the caller is told how often.
 */
#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

#include "base/buf.h"
#include "base/str.h"

enum charset { CHARSET_UTF8, CHARSET_UTF16LE, CHARSET_UTF16BE, CHARSET_WINDOWS1252 };

/* "UTF-8", "UTF-16LE", ...: for people. */
const char *charset_name(enum charset);
/*
 * What S seems to be: by its byte order mark; else UTF-16 when most of every second byte at its front is
 * zero, UTF-8 when all of it is well-formed, and Windows-1252 when not.
 */
enum charset charset_guess(struct str);
/* Append S, which is in the encoding given, as UTF-8 without a byte order mark.  How many characters
 * could not be read: a lone surrogate, half a unit at the end, a byte that stands for nothing. */
size_t	charset_to_utf8(struct buf *out, struct str, enum charset);

#endif
