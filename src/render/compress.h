/*
 * compress.h - files compressed once, at the build, for servers that send them as they are.
 * Layer: render.  compress.c alone includes <zlib.h> and <brotli/encode.h>.
 *
 * The same bytes always give the same bytes: no time, no name, whatever the number of threads.
 */
#ifndef RENDER_COMPRESS_H
#define RENDER_COMPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/hash.h"

/* Bytes; what is smaller goes into one packet as it is. */
#define COMPRESS_MIN 1024

enum compress_kind { COMPRESS_GZIP, COMPRESS_BROTLI, COMPRESS__MAX };

/* ".gz", ".br": what follows the file's name. */
extern const char *const compress_suffix[COMPRESS__MAX];

/* Is the file at PATH, of SIZE bytes, text of a kind that is worth it? */
bool	compress_wants(const char *path, uint64_t size);
/* Is the file at PATH worth all the time it takes?  Every first visit fetches the assets, and they
 * seldom change; pages change all at once with their frame. */
bool	compress_thoroughly(const char *path);
/* Append BYTES compressed to OUT.  False, and OUT as it was: it came out no smaller. */
bool	compress_bytes(struct buf *out, enum compress_kind, bool thoroughly, struct str bytes);

/* One file, and which of its copies to make. */
struct compress_job {
	const char *path;		/* below the directory; borrowed */
	uint64_t size;			/* bytes */
	bool	want[COMPRESS__MAX];
	/* Set by compress_files(): */
	bool	made[COMPRESS__MAX];	/* the copy is there; it was smaller */
	uint64_t bytes[COMPRESS__MAX];	/* of the copy */
	char	sha[COMPRESS__MAX][HASH_HEX];
	int	failed;			/* errno of what could not be read or written; 0 */
};

/* Make the copies of N files below DIR beside them, on every processor there is.  Returns 0 or
 * -1. */
int	compress_files(struct diag *, const char *dir, struct compress_job *, size_t n);

#endif
