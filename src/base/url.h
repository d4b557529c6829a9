/*
 * url.h - query strings and percent-encoding, read.  Writing is escape.h's matter.
 * Layer: base.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* Append S percent-decoded; PLUS: "+" means a space (form data).  A "%" without two hexadecimal
 * digits stands for itself. */
void	url_decode(struct buf *out, struct str s, bool plus);
/* The next "name=value" pair of a query string or form body, decoded into the arena; false at the
 * end.  A name without "=" has an empty value.  Empty pairs are passed over. */
bool	url_pair(struct arena *, struct str *rest, struct str *name, struct str *value);
/* The first value of NAME in QUERY, decoded; false when it is not there. */
bool	url_param(struct arena *, struct str query, const char *name, struct str *value);

#endif
