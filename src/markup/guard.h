/*
 * guard.h - refuse, before cmark sees them, the few shapes of text that cost it quadratic time.
 * Layer: markup, private.
 */
#ifndef MARKUP_GUARD_H
#define MARKUP_GUARD_H

#include "base/diag.h"
#include "markup/source.h"

/*
 * cmark keeps the open containers in a chain that every following line walks, blank lines of a
 * list too: "- " 65,000 times and as many empty lines run for minutes, 2,000 levels bought with
 * indentation for seconds.  Counted are the marks at the start of a line, and every two columns
 * of blanks before them: no list takes fewer to be continued.
 */
#define GUARD_DEPTH	50	/* lists and quotations in each other; readers lose count at five */
/*
 * Each link that closes walks all "![" left open before it: "![[]()" to the limit of a file
 * takes seconds.
 */
#define GUARD_IMAGES		4000	/* "![" in one body; no page shows a tenth of it */

/* 0, or -1 when SRC has such a shape: reported, at the place where it passes the bound. */
int	guard_check(struct diag *, const struct source *src);

#endif
