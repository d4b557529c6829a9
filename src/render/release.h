/*
 * release.h - the releases of the site: which there are, which one readers see.
 * Layer: render.
 *
 * Below the output directory:
 *	releases/<id>/	public/, search.db, redirects.map, manifest; never changed while there
 *	current		symbolic link to releases/<id>, replaced by rename: a reader sees the
 *			old release or the new, never a mixture, whenever a build is killed
 *	.lock		held (flock) by whoever changes any of this
 *	.stage-*	what a build has not finished; removed by the next one
 *
 * When there are as many as are kept, a build makes its release of the oldest (frame.h): one that fails once it
 * writes, or is killed, costs that one.  Whoever holds the folder of a release open for so many builds may find
 * another there; it was one throughout if it has the same manifest, which goes first and comes last, before and after.
 *
 * An id is the build's stated time and the first eight digits of a hash over what went in and
 * what came out, "20261121T140000Z-0a1b2c3d", so that ids sort by time.  The search index and
 * compressed copies follow from the rest and are not in it.
 */
#ifndef RENDER_RELEASE_H
#define RENDER_RELEASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "render/manifest.h"

#define RELEASE_ID	26	/* bytes of an id with its NUL */
#define RELEASE_TIME	17	/* of the time that it begins with, and a NUL */
#define RELEASE_KEEP	10	/* releases kept; the current one always is */
#define RELEASE_WAIT_S	30	/* for somebody else's build to end; one takes seconds */

struct release {
	const char *id;
	const char *built;	/* "2026-11-21T14:00:00Z" */
	const char *mapping;	/* the mapping's date, "2026-11-21" */
	const char *revision;	/* of the content (manifest.h); NULL: not known */
	const struct manifest_figure *figures;
	size_t	n_figures;
	size_t	files;		/* in the manifest */
	bool	current;
};

struct release_list {
	struct release *v;	/* N of them, newest first */
	size_t	n;
};

/* All releases below OUT, in the arena.  One without a readable manifest is passed over with a
 * warning.  A missing OUT gives none.  Returns 0 or -1. */
int	release_list(struct diag *, struct arena *, const char *out, struct release_list *);

/* Make release ID the current one.  Unknown ids are an error that names the nearest. */
int	release_publish(struct diag *, const char *out, const char *id);
/* The same; with ID NULL the newest release older than the current one.  NOW gets its id. */
int	release_rollback(struct diag *, const char *out, const char *id, char now[RELEASE_ID]);

/* The rest is for the build (stage.c). */

bool	release_is_id(const char *);
/* The id that OUT/current points at, in the arena; NULL: none. */
const char *release_current(struct arena *, const char *out);
/* Make OUT and take its lock, waiting up to RELEASE_WAIT_S.  Returns a descriptor whose close()
 * gives the lock back, or -1 after reporting. */
int	release_lock(struct diag *, const char *out);
/* The time AT as an id begins with it. */
void	release_time(char out[RELEASE_TIME], int64_t at);
/* The id of the release that release_prune() removes when one of the time AT has come, under the lock, in the arena;
 * NULL: none. */
const char *release_leaving(struct arena *, const char *out, int64_t at);
/* Point OUT/current at release ID, under the lock, and flush that to disk. */
int	release_swap(struct diag *, const char *out, const char *id);
/* Remove all but the newest RELEASE_KEEP releases, the current one and MADE, which may be older by its id,
 * under the lock. */
int	release_prune(struct diag *, const char *out, const char *made);
/* Remove what earlier builds left unfinished, under the lock. */
int	release_sweep(struct diag *, const char *out);

#endif
