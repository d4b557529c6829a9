/*
 * static.h - which file below a root answers a URL path.
 * Layer: net.
 *
 * A path is decoded once and then walked component by component from the root's descriptor,
 * never following a symbolic link: containment is the kernel's, not a comparison of strings.
 * Refused are empty components, components that begin with "." (so "..", "." and hidden
 * files), and backslash, NUL and other control bytes.
 */
#ifndef NET_STATIC_H
#define NET_STATIC_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define STATIC_ETAG 64	/* bytes, NUL included */

struct static_file {
	int	status;		/* 200, 301, 404 or 405 */
	int	fd;		/* 200, and 404 if the root has a 404.html (of the path's language first): open to read, the
				 * caller's to close; else -1 */
	uint64_t size;		/* of that file in bytes */
	const char *content_type;	/* of it; static string */
	char	etag[STATIC_ETAG];	/* of it, with its quotes; changes when the file does */
};

/*
 * Find what answers METHOD for PATH, as it stands in the URL: percent-encoded, without "?".
 * ROOT is a directory's descriptor, opened with O_PATH or for reading.  A directory is its
 * index.html; without the trailing slash it is a 301 (see static_location).  Cannot fail: what
 * cannot be opened is a 404.
 */
void	static_find(int root, struct str method, struct str path, struct static_file *out);
/* Append the target of a 301: PATH with the slash it lacks, and QUERY (raw, may be empty). */
void	static_location(struct buf *out, struct str path, struct str query);
/* True when VALUE, of If-None-Match, names ETAG (RFC 9110, 13.1.2; weak comparison). */
bool	static_matches(struct str value, const char *etag);
/* The media type by a name's extension, "application/octet-stream" when it is unknown. */
const char *static_type(struct str name);

#endif
