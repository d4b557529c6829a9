/*
 * redirects.h - addresses that pages had before, and where they lead now.
 * Layer: render.
 *
 * Each becomes a page that sends readers on, for any file server, and a line "from to" of
 * redirects.map, from which a web server's own rules can be made.
 */
#ifndef RENDER_REDIRECTS_H
#define RENDER_REDIRECTS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "model/site.h"

struct redirect {
	const char *from;	/* address as written */
	const char *path;	/* of its file below public/, begins with "/" */
	const struct page *to;
	struct loc loc;		/* of "redirect_from" */
};

struct redirects {
	struct redirect *v;	/* N of them, by path */
	size_t	n;
};

/*
 * Collect the redirects of all live pages into the arena.  Errors: an address that cannot be a
 * file of the site ("..", "?", "#", "%" in it), or that two pages claim; a page without an
 * address of its own.  Not checked: whether the build makes a page there.  Returns 0 or -1.
 */
int	redirects_collect(struct diag *, struct arena *, const struct site *,
	    struct redirects *);
/* Append the lines of redirects.map. */
void	redirects_map(struct buf *out, const struct redirects *);

#endif
