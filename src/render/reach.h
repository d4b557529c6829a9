/*
 * reach.h - what each page can show, told by a hash: while it stays the same, so does the page.
 * Layer: render.
 *
 * A page shows its own file, and, by its kind, more: whatever a builder of pageview.h looks at must be in its hash
 * here.  What many pages share is hashed once:
 *
 *	all		templates, addresses of assets, site.yml, sources.yml, the terms, what "site" says in the page's
 *			language; in other languages the addresses of all pages, to which links are made ready
 *	a text		its file, that in English, the page above it
 *	a question	all questions, chapters and Centers
 *	a Center	the same
 *	the tariff and the A to Z	all chapters and Centers, the imported schedule, the day
 */
#ifndef RENDER_REACH_H
#define RENDER_REACH_H

#include "base/hash.h"
#include "render/pages.h"
#include "render/pageview.h"

struct reach {
	char	all[LANG__MAX][HASH_HEX];
	char	questions[HASH_HEX], tariff[HASH_HEX];
};

/* PV: of each language, NULL when the site is not in it, of a site that was loaded lean.  TEMPLATES: the hash of
 * what pages are rendered with (templates.h). */
void	reach_init(struct reach *, const struct pageview *const pv[LANG__MAX], const char *templates);
/* The hash of what WHAT can show, worked out in the arena.  False: of such a page nothing is known. */
bool	reach_of(const struct reach *, struct arena *, const struct pages_what *what,
	    char out[HASH_HEX]);

#endif
