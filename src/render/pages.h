/*
 * pages.h - render every page of a site, one after the other, each from its own arena.
 * Layer: render.
 */
#ifndef RENDER_PAGES_H
#define RENDER_PAGES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "render/pageview.h"
#include "render/redirects.h"
#include "view/mustache.h"

/* After this many errors a run stops: they will be the same few over and over. */
#define PAGES_MAX_ERRORS 100

struct pages {
	struct diag *diag;
	const struct pageview *pv;
	const struct mustache_set *set;
	/* Take a page; -1 (reported) ends the run, an error and 0 does not.  NULL: only try
	 * them. */
	int	(*put)(void *ctx, const struct pageview_page *, struct str html);
	void	*ctx;
	bool	known;			/* templates that are broken or missing were reported */
};

/* Names of the templates that pages need, NULL after the last. */
extern const char *const pages_templates[];

/* Render all pages but redirects.  Two pages with one <title> are warned about.  Returns 0,
 * or -1 when anything was reported as an error. */
int	pages_render(const struct pages *);
/* Render one of the pages that the build makes, once more: now that PV knows what it did not. */
int	pages_again(const struct pages *, enum pageview_made);
/* Render the page of each redirect; its url is where it stands.  Returns 0 or -1 likewise. */
int	pages_redirects(const struct pages *, const struct redirects *);
/* Render the one page or redirect whose address is URL ("/faq/x/"); FOUND says whether there is one.
 * Returns 0, or -1 when it cannot be rendered. */
int	pages_at(const struct pages *, const struct redirects *, const char *url, bool *found);
/* Append the page shell for the responder to OUT. */
int	pages_shell(const struct pages *, struct buf *out);

#endif
