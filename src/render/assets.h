/*
 * assets.h - files that are published as they are: style sheets, scripts, fonts, icons, images.
 * Layer: render.
 *
 * Each gets a name that changes with its content ("img/flag.png" is
 * "/assets/img/flag.0a1b2c3d.png"), so that browsers may keep all of /assets/ for good.  Style
 * sheets name others by url(): those references are rewritten, and count as content.
 */
#ifndef RENDER_ASSETS_H
#define RENDER_ASSETS_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "view/value.h"

struct asset {
	const char *name;	/* below its directory: "img/flag.png" */
	const char *file;	/* where it was read */
	const char *url;	/* "/assets/img/flag.0a1b2c3d.png" */
	struct str bytes;	/* as they are published */
};

struct assets {
	struct asset *v;	/* N of them, by directory, then by name */
	size_t	n, cap;
	/* From the name, each byte but ASCII letters and digits a "_", to the address:
	 * "img_flag_png" to "/assets/img/flag.0a1b2c3d.png". */
	const struct value *urls;
};

/*
 * Read the N directories into the arena; one that is not there holds nothing.  Reports two
 * files of one name, and a url() of a style sheet that names no asset; addresses with a scheme
 * or from the root stay as they are.  Returns 0, or -1 after reporting.
 */
int	assets_load(struct diag *, struct arena *, const char *const *dirs, size_t n,
	    struct assets *);

#endif
