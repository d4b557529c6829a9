/*
 * stage.h - one release being made: beside the others, out of readers' sight, then moved in
 * whole. Layer: render.
 *
 *	stage_open()	takes the lock
 *	stage_input()	for every file read, stage_put() for every file made; in any order
 *	stage_seal()	gives the id, which files made from it may hold
 *	stage_adopt()	for files that others wrote to stage_path() since; stage_put() as well
 *	stage_compress()	when nothing more is put
 *	stage_finish()	flushes all to disk, moves it in, makes it current
 *	stage_close()	removes what was not finished, gives the lock back
 */
#ifndef RENDER_STAGE_H
#define RENDER_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/str.h"
#include "render/manifest.h"

struct stage;

/* How a file stands to the file of the same path in the release that was current. */
enum stage_fate { STAGE_NEW, STAGE_CHANGED, STAGE_SAME, STAGE_REMOVED, STAGE__MAX };

struct stage_counts {
	size_t	pages[STAGE__MAX];	/* ".html" files below public/ */
	size_t	files;			/* of the release, its manifest not among them */
	uint64_t bytes;			/* of all of them */
};

/* Begin a release below OUT as of the time AT (seconds since 1970) with a mapping of that day; of the oldest, if that
 * would go when this one comes (frame.h).  JOBS: threads to look at that one with; 0: one for each processor.
 * NULL after reporting. */
struct stage *stage_open(struct diag *, const char *out, int64_t at, struct date mapping,
	    unsigned jobs);
/* NAME with these bytes was read: counts into the id. */
void	stage_input(struct stage *, const char *name, struct str bytes);
/* The same of bytes whose hash is SHA. */
void	stage_input_hash(struct stage *, const char *name, const char *sha);
/* The hash of all that was read so far. */
void	stage_inputs_hash(const struct stage *, char out[HASH_HEX]);
/* What stands in the manifest for people (manifest.h), not in the id; borrowed until the end. */
void	stage_carry(struct stage *, const char *revision, const struct manifest_figure *, size_t n);
/* Is there a file at PATH (below the release) already? */
bool	stage_has(const struct stage *, const char *path);
/*
 * Add a file at PATH, which must be free.  When the current release holds the same bytes there,
 * the two share one file on disk.  Returns 0 or -1.
 */
int	stage_put(struct stage *, struct diag *, const char *path, struct str bytes);

/* What stage_make() made. */
struct stage_made {
	const char *path;	/* borrowed from its caller */
	size_t	size;
	char	sha[HASH_HEX];
	enum stage_fate fate;
	bool	taken;		/* there is such a file already: nothing was made */
};

/*
 * stage_put() in two steps.  The first writes or links the file, on any thread, several at once;
 * SCRATCH is the thread's.  0, or -1 after reporting to a diag of the thread's own.  The second
 * counts it in, one thread at a time, in an order that is always the same.
 */
int	stage_make(const struct stage *, struct diag *, struct buf *scratch, const char *path,
	    struct str bytes, struct stage_made *);
void	stage_note(struct stage *, const struct stage_made *);
/* stage_make() of bytes that are known by their hash and number alone, when the current release holds them at PATH:
 * false: it does not, and nothing was done. */
bool	stage_make_again(const struct stage *, struct buf *scratch, const char *path, const char *sha,
	    uint64_t size, struct stage_made *);
/* How the file that was put last stands to the current release. */
enum stage_fate stage_fate(const struct stage *);
/* The manifest of the current release; without files when there is none. */
const struct manifest *stage_old(const struct stage *);
/*
 * The release's id, of all that was read and put until now.  No stage_input() after it; what is
 * put after it must be a function of what was before.  Lives as long as the stage.
 */
const char *stage_seal(struct stage *);
/* Where PATH of the release is for now; lives as long as the stage. */
const char *stage_path(struct stage *, const char *path);
/* Count the file at PATH, written after the seal, in; with ALSO not NULL link it there too. */
int	stage_adopt(struct stage *, struct diag *, const char *path, const char *also);
/* The file at PATH in the manifest, or NULL: size and hash; until the next file is added. */
const struct manifest_file *stage_file(const struct stage *, const char *path);
/*
 * Put a compressed copy beside each text file below public/ that is worth it (compress.h).  Those
 * of a file that is as it was in the current release are shared with it.  Returns 0 or -1.
 */
int	stage_compress(struct stage *, struct diag *);
/*
 * Write the manifest, flush, move the release in, and, when PUBLISH, make it current and remove
 * the oldest.  A release with this id and the same files is kept as it is; one with other files
 * (another program made it) is exchanged in one step.  Returns 0 or -1.
 */
int	stage_finish(struct stage *, struct diag *, bool publish, struct stage_counts *);
/* All files put so far. */
const struct manifest *stage_manifest(const struct stage *);
void	stage_close(struct stage *);	/* NULL is accepted */

#endif
