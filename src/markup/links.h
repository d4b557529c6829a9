/*
 * links.h - what a destination is, how it is written into an attribute, what a link should say.
 * Layer: markup, private.
 */
#ifndef MARKUP_LINKS_H
#define MARKUP_LINKS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

enum links_target {
	LINKS_LOCAL,	/* no scheme: a path, a query, a fragment */
	LINKS_WEB,	/* http:, https:, or "//host" */
	LINKS_MAIL,	/* mailto: */
	LINKS_PHONE,	/* tel: */
	LINKS_OTHER,	/* any other scheme (RFC 3986, 3.1), javascript: among them */
};

enum links_target links_target(struct str url);
/* Append URL for an attribute: what no URL may hold percent-encoded, "%" kept, HTML escaped. */
void	links_href(struct buf *out, struct str url);
/* Does TEXT, read alone, leave open where the link leads ("here", "read more")?  WCAG 2.4.4. */
bool	links_says_nothing(struct str text);

#endif
