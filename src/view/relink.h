/*
 * relink.h - links of a page that is not in English: to the page in its language, if there is one.
 * Layer: view.
 *
 * Templates, content and values name pages by their English addresses ("/faq/").  On a page in another
 * language every link and form to a page that there is in that language gets the language's prefix, and
 * every other link within the site says that what it leads to is English (hreflang="en").  A link that has
 * an hreflang already, a form that is said to be in a language, or an address with the prefix stays as it is.
 */
#ifndef VIEW_RELINK_H
#define VIEW_RELINK_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/lang.h"
#include "base/str.h"

/* Append HTML to OUT with its links for LANG; HAS: is there a page in LANG for the English PATH, such as
 * "/faq/"?  Cannot fail; in English HTML stays as it is. */
void	relink(struct buf *out, struct str html, enum lang, bool (*has)(const void *ctx, struct str path),
	    const void *ctx);

#endif
