/*
 * why.h - why an address of the site has a page, or has none.
 * Layer: model.
 */
#ifndef MODEL_WHY_H
#define MODEL_WHY_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/site.h"

enum why_kind {
	WHY_PAGE,	/* a content file's own page, live */
	WHY_PART,	/* an entry or a heading: part of a content file that is live */
	WHY_MADE,	/* made from the whole content, or answered by the responder */
	WHY_REDIRECT,	/* sends readers on to a live page */
	WHY_DRAFT, WHY_NOT_YET, WHY_EXPIRED,	/* a content file's, held back */
	WHY_NOTHING	/* no content file has this address */
};

struct why {
	enum why_kind kind;
	const char *url;	/* as the site writes it: "/faq/x/" */
	const struct page *page;	/* the file behind it; NULL: none */
	struct loc loc;		/* where the deciding line is; file NULL: nowhere */
	int64_t	when;		/* NOT_YET: until, EXPIRED: since; else 0 */
	const char *near;	/* NOTHING: the nearest address of a page; NULL: none is near */
};

/*
 * Explain ADDRESS, which may be written as a visitor copies it: with scheme and host, without the
 * slash at its end, with "index.html", a query or a fragment (a fragment counts for glossary and
 * changes).  Everything in the arena or borrowed from SITE.
 */
struct why why_explain(struct arena *, const struct site *, const char *address);

#endif
