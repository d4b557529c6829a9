/*
 * gaps.h - what people failed to find, counted by day and words in a file of bounded size.
 * Layer: search.
 *
 * Every failure adds one line to the file (search/gaps_line.h) with a keyed hash of its words.  The words
 * themselves are written only with the sighting that makes it K of them on two days within GAPS_WINDOW
 * days.  So the file has no words that few people typed; the key is in a file beside it, PATH.key, which
 * nobody but the responder needs.  Never an address, a time of day, or anything of gaps_form()'s list.
 *
 * Any number of processes and threads may share a file: a line is one write() to a descriptor opened to
 * append, and each reads what the others have added before it counts.  A line cut short by a full disk
 * or a power cut is passed over; lines before it are never touched.
 */
#ifndef SEARCH_GAPS_H
#define SEARCH_GAPS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "search/gaps_line.h"
#include "search/store.h"

#define GAPS_MIN	5	/* K by default: sightings before words are written */
#define GAPS_MIN_DAYS	2	/* days that they come from */
#define GAPS_WINDOW	28	/* days within which they must come; a lonely hash goes after them */
#define GAPS_KEEP	90	/* days that a line is kept */
#define GAPS_BYTES	(16ul * 1024 * 1024)	/* of the file: half a million failures */

struct gaps;
struct answer;

struct gaps_options {
	const char *path;
	unsigned min;		/* K; 0: GAPS_MIN */
	int64_t	day;		/* for tests: the day to write, since 1970-01-01; 0: today's */
	size_t	max_bytes;	/* for tests: 0: GAPS_BYTES */
};

/* Open or make the file and its key, after gaps_prune().  NULL after reporting.  The one descriptor that
 * stays open can read and append, so a sandbox may close after this. */
struct gaps *gaps_open(struct diag *, const struct gaps_options *);
void	gaps_close(struct gaps *);	/* NULL is accepted */

/* Count a failure of QUERY; EXPECTED is a Center's slug or empty.  STORE and ARENA are the calling
 * thread's.  Cannot fail: what cannot be written is said once on standard error. */
void	gaps_note(struct gaps *, struct arena *, const struct store *, enum gaps_kind,
	    struct str query, struct str expected);
/* What kind of failure AN is; false for none. */
bool	gaps_kind_of(const struct answer *an, enum gaps_kind *out);

/* Remove from the file what is older than GAPS_KEEP days at TODAY, and hashes without words older than
 * GAPS_WINDOW.  While a responder has the file open, records are overwritten with spaces in place; else
 * the file is made anew, smaller.  DROPPED: how many records went.  A missing file is fine. */
int	gaps_prune(struct diag *, const char *path, int64_t today, size_t *dropped);

#endif
