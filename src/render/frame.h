/*
 * frame.h - the release that the next one is made of: of as many as are kept the oldest, which goes when the next one
 * comes.  Its folders and files stay where they are; what differs is removed and made, so that a build costs what it
 * changes.  Layer: render.
 *
 * A frame is no release any more.  Its files are shared with releases: none is ever written to, but one that is to
 * be another is removed first.  What has not been asked for goes in the end.
 */
#ifndef RENDER_FRAME_H
#define RENDER_FRAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"

struct frame;

/*
 * Make release ID below OUT the directory DIR, which is not there, under the lock, if it holds what its manifest says
 * and nothing else, as far as times tell; files that were written to since are left aside.  NULL: it does not, or cannot
 * be moved; then it is as it was.  Files beside public/ are removed.  JOBS: threads; 0: one for each processor.
 */
struct frame *frame_take(const char *out, const char *id, const char *dir, unsigned jobs);
void	frame_free(struct frame *);	/* NULL is accepted */

/*
 * The rest is for any number of threads at once, but for the last.  PATH is below the release; without a frame (NULL)
 * all of it is free.
 */

/* Does it hold SIZE bytes with the hash SHA at PATH? */
bool	frame_holds(const struct frame *, const char *path, const char *sha, uint64_t size);
/* Take PATH, once, as it is or else to make it anew: then what is in the way is removed, also a file where PATH
 * has a folder, and a folder where it has a file.  False: somebody had it before. */
bool	frame_claim(struct frame *, const char *path, bool as_it_is);
/* PATH, taken to make it anew, could not be made, and is free again. */
void	frame_give_back(struct frame *, const char *path);
/* Is what stands at PATH nobody's yet, and will go? */
bool	frame_stale(const struct frame *, const char *path);
/* Remove all that nobody took, and the folders that are empty then.  0 or -1. */
int	frame_end(struct diag *, struct frame *);

#endif
