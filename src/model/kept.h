/*
 * kept.h - what was read of content files, kept on disk for the next build.
 * Layer: model.
 *
 * Two files in a directory of the caller's: .kept, which lists content files with their size, times and number
 * on disk and a hash of their bytes, and .kept-pages, to which is added what was read of each: its front
 * matter, HTML, text, outline and links.  Only files of which nothing had to be said are in it.  What another
 * program wrote (base/program.h), or what does not have the sum that was noted of it, is as good as not there; of
 * .kept-pages that is looked at unless it is as it was written, and the machine was not started anew since: a file
 * may come out of that without the bytes that were on their way to the disk.
 */
#ifndef MODEL_KEPT_H
#define MODEL_KEPT_H

#include "model/site.h"

struct kept;

/* What DIR holds, NULL if that is nothing of use.  It outlives every site that is loaded with it.  TEXTS: with the
 * plain texts of pages/ (doc.text), which only an index needs; without, they may be empty. */
struct kept *kept_open(const char *dir, bool texts);
void	kept_close(struct kept *);	/* NULL is accepted */
/* Is it with those?  Not if NULL. */
bool	kept_texts(const struct kept *);

/* The site's addresses when that was kept; 0 if NULL. */
uint64_t kept_addresses(const struct kept *);

/*
 * Fill in PAGE as it was read, from FILE (below the content root): if the file is as PAGE's stamp says, or, SHA not
 * NULL, if its bytes have that hash.  Page's file, type, lang and stamp are set.  Texts are borrowed from KEPT,
 * the rest lives in the arena.  Any number of threads at once.
 */
bool	kept_take(const struct kept *, struct arena *, const char *file, const char *sha,
	    struct page *page);

/* Once for each page whose texts were looked at, as spill_seen(). */
void	kept_seen(const struct kept *);	/* NULL is accepted */

/*
 * Keep in DIR what SITE, loaded lean, holds; BEFORE is what it was loaded with, or NULL; if it was loaded with a
 * spill, that is with texts if BEFORE is.  Of two programs that do
 * this at once one has done it in vain, so the caller holds a lock.  What cannot be written is read again.
 */
void	kept_save(const char *dir, const struct site *, const struct kept *before, bool texts);

#endif
