/*
 * spill.h - texts of pages that stand on disk from the moment they are read, and not in memory.
 * Layer: model.
 *
 * A file without a name, mapped, to which threads add each page that they read as kept_page.h has it: what a site
 * holds of a page then is its front matter, while HTML, plain text, outline and links are read from there when they
 * are looked at.  Once all is read, the file is what kept.h keeps for the next build.
 */
#ifndef MODEL_SPILL_H
#define MODEL_SPILL_H

#include "base/buf.h"
#include "model/site.h"

/* Below DIR, or, when that is not there yet, where it will be.  NULL: that file system has no files without names,
 * or there is no room; then texts stay in memory.  TEXTS: as in kept_open(). */
struct spill *spill_open(const char *dir, bool texts);
void	spill_close(struct spill *);	/* NULL is accepted; every site that was loaded with it is gone */

/*
 * Add PAGE, whose document's texts stand in the file then, and its lists of them in the arena: where it was parsed
 * is needed no more.  False: it is not one to keep, or could not be written, and is as it was.  Any number of
 * threads at once, each with a scratch buffer and an arena of its own.
 */
bool	spill_put(struct spill *, struct buf *scratch, struct arena *, struct page *);

/* Once for each page whose texts were looked at: every so often those go back to where they came from, and memory
 * does not hold them all.  Any thread; NULL is accepted. */
void	spill_seen(struct spill *);

/* Is all there that was put?  Then give it the name PATH, which nothing has.  False: it cannot have it. */
bool	spill_name(struct spill *, const char *path);

#endif
