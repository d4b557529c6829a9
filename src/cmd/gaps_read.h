/*
 * gaps_read.h - what responders counted, of one or more hosts, put together.
 * Layer: cmd.
 */
#ifndef CMD_GAPS_READ_H
#define CMD_GAPS_READ_H

#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "search/gaps.h"

#define GAPS_EXPECTED 12	/* Centers that visitors named instead; there are ten */

struct gaps_tally {
	size_t	n[GAPS_KIND__MAX], total;
	int64_t	first, last;		/* days; with a total of 0 meaningless */
	struct {
		const char *slug;
		size_t	n;
	} expected[GAPS_EXPECTED];	/* of those marked wrong, most often named first */
	size_t	n_expected;
};

struct gaps_day {
	int64_t	day;
	size_t	n;
};

/* One wording, as it was counted. */
struct gaps_wording {
	const char *text;
	struct gaps_tally tally;
	struct gaps_day *days;		/* by day */
	size_t	n_days;
};

struct gaps_wordings {
	struct gaps_wording *v;		/* most frequent first, then by text */
	size_t	n;
	size_t	held;			/* lines whose words are not known, or too rare to show */
};

/* Read N files (each at most twice GAPS_BYTES).  Shown are wordings seen MIN times on GAPS_MIN_DAYS days in
 * all; of these, what was counted from the day SINCE on.  All in the arena; -1 after reporting. */
int	gaps_read(struct diag *, struct arena *, char *const *paths, size_t n, unsigned min,
	    int64_t since, struct gaps_wordings *out);
/* Add FROM to TO. */
void	gaps_tally_add(struct gaps_tally *to, const struct gaps_tally *from);

#endif
