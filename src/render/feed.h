/*
 * feed.h - what machines read beside the pages: feed, sitemap, robots.txt, OpenSearch
 * description. Layer: render.
 */
#ifndef RENDER_FEED_H
#define RENDER_FEED_H

#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "model/site.h"
#include "view/value.h"

#define FEED_ENTRIES		50	/* newest changes in the feed */
#define FEED_SHORT_NAME		16	/* characters (OpenSearch 1.1, "ShortName") */
#define FEED_SITEMAP_URLS	50000	/* in one file (sitemaps.org, "Sitemap index") */

/* Append the changes as an Atom feed (RFC 4287).  Partial dates count as the first of their
 * day. */
void	feed_atom(struct buf *out, const struct site *);

/* A sitemap: begin, one call for each page (a year of 0: no date), end. */
void	feed_sitemap_begin(struct buf *out);
/* ALTERNATES: a list of {code, url}, the page in each language; may be empty. */
void	feed_sitemap_add(struct buf *out, const struct site *, const char *url,
	    struct date changed,
	    const struct value *alternates);
void	feed_sitemap_end(struct buf *out);

/* The search and the API are not for crawlers (RFC 9309). */
void	feed_robots(struct buf *out, const struct site *);

/* Append the OpenSearch 1.1 description.  A short title over FEED_SHORT_NAME characters is
 * an error. Returns 0 or -1. */
int	feed_opensearch(struct diag *, struct buf *out, const struct site *);

#endif
