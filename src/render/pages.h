/*
 * pages.h - render every page of a site, each from an arena of its own, on as many threads as asked.
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

/* A page that was rendered, when nothing is left of it but this. */
struct pages_done {
	const char *url, *file, *head_title;	/* as in struct pageview_page */
	struct date reviewed;
	bool	indexed;
	void	*result;		/* what make() returned */
};

/* What a page is made of. */
enum pages_kind {
	PAGES_MADE, PAGES_CHAPTER, PAGES_HEADING, PAGES_LETTER, PAGES_GROUP, PAGES_CENTER, PAGES_FAQ,
	PAGES_TEXT, PAGES_REDIRECT
};

struct pages_what {
	enum pages_kind kind;
	const struct pageview *pv;	/* that it is filled by */
	const char *url;		/* where it will stand; NULL: MADE and REDIRECT, which are never known */
	const struct page *page;	/* it is of: its chapter's, for a heading; NULL: of none */
};

struct pages {
	struct diag *diag;
	const struct pageview *pv;
	const struct mustache_set *set;
	unsigned jobs;			/* threads that render; 0: one */
	/*
	 * Is the page of WHAT known, and taken care of?  Then fill in DONE, but its file, and it is not rendered.  On
	 * any thread, before make() on that one; the first arena lives until the run ends, the second until the call
	 * does.  NULL: none is.
	 */
	bool	(*known_page)(void *ctx, unsigned thread, struct arena *, struct arena *scratch,
		    const struct pages_what *what, struct pages_done *done);
	/*
	 * Take the HTML of page I of the run, on any thread below JOBS, several at once; what goes
	 * wrong is for DIAG alone.  ARENA lives until the run ends, the page only until the call does.  NULL: only
	 * try the pages.
	 */
	void	*(*make)(void *ctx, unsigned thread, size_t i, struct diag *, struct arena *,
		    const struct pageview_page *, struct str html);
	/* Take a page that was made: in the order of the pages, on the caller's thread.  -1 (reported)
	 * ends the run, an error and 0 does not.  NULL: nobody cares. */
	int	(*put)(void *ctx, const struct pages_done *);
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
