/*
 * desk_html.h - what the editor's desk says in HTML: the strip, the panel of mistakes, the page /_desk/.
 * Layer: cmd.  Its templates and styles are the files of cmd/desk/.
 */
#ifndef CMD_DESK_HTML_H
#define CMD_DESK_HTML_H

#include <stdbool.h>
#include <time.h>

#include "base/buf.h"
#include "base/diag.h"
#include "model/site.h"
#include "view/mustache.h"

enum desk_search { DESK_CURRENT, DESK_UPDATING, DESK_FAILED };

/* What is known; all of it borrowed. */
struct desk_view {
	const struct mustache_set *set;	/* desk_html_open() */
	const struct site *site;	/* what readers would get; NULL: nothing has loaded yet */
	const struct site *all;		/* with what is held back; NULL: not read */
	const char *const *when;	/* for each page of SITE: until or since when it is held; or NULL */
	const struct value *mistakes;	/* desk_html_mistakes() */
	size_t	n_mistakes, n_rest;	/* all; those that are left out there */
	bool	fresh;			/* SITE is what was read last: mistakes are the build's */
	const char *since;		/* clock time at which SITE was read */
	const struct diag *remarks;	/* warnings, sorted */
	enum desk_search search;
	unsigned build;			/* how many builds have ended well */
};

/* The templates, in the arena. */
struct mustache_set *desk_html_open(struct arena *);
struct str desk_html_style(void);
/*
 * The errors of D, which is sorted, by place, each with the lines of its file around it, as they are
 * now; in the arena.  Those of files that changed since the time SINCE come first, and while there are
 * such, the others are only counted: as a rule they follow from them.  The first 20 places; REST is how
 * many errors are left out.
 */
const struct value *desk_html_mistakes(struct arena *, const struct diag *d, struct timespec since,
	    size_t *rest);

/* The strip of the page at PATH; LATE: it comes from the build. */
void	desk_html_strip(struct buf *out, const struct desk_view *, struct str path, bool late);
/* The page /_desk/. */
void	desk_html_desk(struct buf *out, const struct desk_view *);
/* The page /_desk/manual/: the editor's manual. */
void	desk_html_manual(struct buf *out, const struct desk_view *);
/* A page that has only a title and a sentence, for the strip to stand in. */
void	desk_html_blank(struct buf *out, const struct desk_view *, const char *title,
	    const char *about);

#endif
