/*
 * feed.h - what machines read beside the pages: feed, sitemap, robots.txt, OpenSearch
 * description. Layer: render.
 */
#ifndef RENDER_FEED_H
#define RENDER_FEED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "model/site.h"
#include "view/value.h"

#define FEED_ENTRIES		50	/* newest changes in the feed */
#define FEED_SHORT_NAME		16	/* characters (OpenSearch 1.1, "ShortName") */
#define FEED_SITEMAP_URLS	50000	/* in one file, which is then far from its 50 MB (sitemaps.org) */

/* Append the changes as an Atom feed (RFC 4287).  Partial dates count as the first of their
 * day. */
void	feed_atom(struct buf *out, const struct site *);

/* Append the entry of a page to OUT (CHANGED, a year of 0: no date).  ALTERNATES: a list of {code, url}, the page in
 * each language; may be empty. */
void	feed_sitemap_entry(struct buf *out, const struct site *, const char *url,
	    struct date changed,
	    const struct value *alternates);

/* Entries, some of which make a file; begin, one call for each, then each file; free. */
struct feed_sitemap {
	size_t	most;		/* entries of one file: FEED_SITEMAP_URLS */
	size_t	n;		/* entries */
	struct buf entries, ends;	/* all of them; where those of each file but the last end */
};

void	feed_sitemap_init(struct feed_sitemap *, size_t most);
void	feed_sitemap_free(struct feed_sitemap *);
void	feed_sitemap_add(struct feed_sitemap *, struct str entry);
/*
 * Append file I to OUT, and its address to URL.
 * One file is /sitemap.xml; of several, this is an index of the others, /sitemap-1.xml and so on (sitemaps.org,
 * "Sitemap index").  False: there is no file I.
 */
bool	feed_sitemap_file(const struct feed_sitemap *, const struct site *, size_t i,
	    struct buf *url, struct buf *out);

/* The search and the API are not for crawlers (RFC 9309). */
void	feed_robots(struct buf *out, const struct site *);

/* Append the OpenSearch 1.1 description.  A short title over FEED_SHORT_NAME characters is
 * an error. Returns 0 or -1. */
int	feed_opensearch(struct diag *, struct buf *out, const struct site *);

#endif
