/*
 * assets.h - files that are published as they are: style sheets, icons, images.
 * Layer: render.
 *
 * A file directly in templates/assets gets a name that changes with its content
 * ("/assets/style.0a1b2c3d.css"), so that browsers may keep it for good.  One in a folder below
 * keeps its name ("/assets/fonts/plex.woff2"), since style sheets name it.
 */
#ifndef RENDER_ASSETS_H
#define RENDER_ASSETS_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "view/value.h"

struct asset {
	const char *url;
	struct str bytes;
};

struct assets {
	struct asset *v;	/* N of them, sorted by name */
	size_t	n, cap;
	/* From the name, each byte but ASCII letters and digits a "_", to the address:
	 * "style_css" to "/assets/style.0a1b2c3d.css". */
	const struct value *urls;
};

/* Read the assets of TEMPLATES into the arena.  None is fine.  Returns 0, or -1 after
 * reporting. */
int	assets_load(struct diag *, struct arena *, const char *templates, struct assets *);

#endif
