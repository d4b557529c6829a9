/*
 * source_tree.h - all that a build reads before it writes anything: content, templates, assets.
 * Layer: render.
 */
#ifndef RENDER_SOURCE_TREE_H
#define RENDER_SOURCE_TREE_H

#include "model/kept.h"
#include "model/spill.h"
#include "render/assets.h"
#include "render/build.h"
#include "render/pageview.h"
#include "render/redirects.h"
#include "render/templates.h"

struct source_tree {
	struct site site;
	bool site_sound; /* it loaded without an error */
	struct kept *kept; /* what the build before read; the site borrows from it */
	struct spill *spill; /* what this one reads; likewise */
	struct arena arena; /* templates, assets, page values */
	struct templates templates;
	struct assets assets;
	struct pageview pageview;
	struct pageview in[LANG__MAX]; /* the same in other languages */
	struct redirects redirects;
};

/* Read it, but for the page views; what is wrong with content or templates is all reported.  LEAN: as for a build, with
 * what the build before kept; otherwise as for a check.  FILES: of the content, if they were looked at; NULL: they were
 * not.  0, or -1 when anything was reported; source_unload() either way, before FILES go. */
int	source_load(struct diag *, const struct build_options *, bool lean,
	    const struct site_files *files, struct source_tree *out);
/* Make the page views of what was read.  It takes as long as reading a site of many names, and others may read the site
 * meanwhile. */
void	source_views(struct source_tree *);
void	source_unload(struct source_tree *);

#endif
