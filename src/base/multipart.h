/*
 * multipart.h - multipart/form-data (RFC 7578), read from a body that is all there.
 * Layer: base.  Pure.
 *
 *	struct multipart m;
 *	struct part part;
 *
 *	if (multipart_init(&m, content_type, body))
 *		while (multipart_next(&m, &part))
 *			...
 *	if (m.error != NULL)
 *		...
 *
 * Everything borrows from the body and the content type.  What is not sound is an error, never a
 * guess: a part that is cut off would be goods that nobody counts.
 */
#ifndef BASE_MULTIPART_H
#define BASE_MULTIPART_H

#include <stdbool.h>

#include "base/str.h"

#define MULTIPART_HEADERS	8192	/* bytes of one part's headers; a long file name fits */
#define MULTIPART_PARTS		32	/* fields of a form; ours has three */

struct multipart {
	struct str rest;	/* begins after a delimiter */
	struct str boundary;	/* without "--"; 1 to 70 bytes (RFC 2046, 5.1.1) */
	unsigned parts;		/* read so far */
	const char *error;	/* static text, what is wrong; NULL: sound so far */
};

struct part {
	struct str name;	/* of the field, as written between its quotes */
	struct str filename;	/* as written; empty where there is none */
	struct str content_type;	/* empty where there is none */
	struct str body;
};

/* Find the first delimiter.  False, with m->error, when there is none. */
bool	multipart_init(struct multipart *m, struct str content_type, struct str body);
/* The next part; false after the last, or with m->error. */
bool	multipart_next(struct multipart *m, struct part *);

#endif
