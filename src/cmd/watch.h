/*
 * watch.h - tell when files below some directories change.
 * Layer: cmd.
 *
 * What counts is that a file is there in full: closed after writing, renamed, linked, removed.  Not
 * counted are names that begin with "." (but content's own ".hts") or "#", end with "~" or hold ".tmp":
 * editors' own files.
 */
#ifndef CMD_WATCH_H
#define CMD_WATCH_H

#include <stdbool.h>

#include "base/diag.h"

#define WATCH_QUIET_MS	10	/* an editor's save is several events, within a few milliseconds */
#define WATCH_PATIENCE_MS	500	/* what never comes to rest is looked at all the same */

struct watch;

/* Watch N (at most 31) directories, borrowed, each and all below it.  The first must be there; another may
 * come later.  NULL after reporting. */
struct watch *watch_open(struct diag *, const char *const *dirs, unsigned n);
void	watch_close(struct watch *);	/* NULL is accepted */
/* Readable when watch_take() has something to do. */
int	watch_fd(const struct watch *);
/* Is one of the directories not there?  Then watch_take() must be called now and then. */
bool	watch_lacks(const struct watch *);
/* Wait until WATCH_QUIET_MS have passed without a change (or WATCH_PATIENCE_MS in all); returns which
 * directories have changed, bit I for dirs[I]; 0: nothing that counts. */
unsigned watch_take(struct watch *);

#endif
