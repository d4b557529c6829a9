/*
 * downloads.h - the files below /data/ with their sizes and checksums, for the page and for
 * sha256sum. Layer: render.
 */
#ifndef RENDER_DOWNLOADS_H
#define RENDER_DOWNLOADS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "view/value.h"

#define DOWNLOADS_MAX 8

/* One file.  All texts are borrowed. */
struct download {
	const char *name;	/* below /data/ */
	uint64_t size;		/* bytes */
	const char *sha;	/* SHA-256 in hexadecimal */
};

struct downloads {
	const char *release;	/* id of the release they belong to */
	struct date built;	/* when it was, UTC */
	int	index_version;	/* of search.db's tables; 0: there is no search.db */
	struct download v[DOWNLOADS_MAX];
	size_t	n;
};

/* Append what `sha256sum --check` reads. */
void	downloads_sums(struct buf *out, const struct downloads *);
/*
 * Put into MAP: release, index_version (null: none) and files, a list of name, url, bytes
 * ("409,785"), size ("400 KiB") and sha.  D NULL: nothing is known yet, all of it is null or
 * empty. The values live in the arena and borrow from D.
 */
void	downloads_fill(struct arena *, struct value *map, const struct downloads *d);

#endif
