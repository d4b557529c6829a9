/*
 * diff_index.h - two search indexes side by side: whose Center changed, which names came and went.
 * Layer: cmd.
 */
#ifndef CMD_DIFF_INDEX_H
#define CMD_DIFF_INDEX_H

#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"

/* A heading or a longer code whose Center is another. */
struct diff_center {
	const char *code, *title;	/* title: of its heading */
	const char *before, *after;	/* names of Centers; NULL: no such heading */
};

/* A name that only one of the two has. */
struct diff_name {
	const char *heading, *code, *kind, *text;	/* code: a line's, or the heading's */
	struct loc loc;			/* in the content; file NULL: not known */
};

/* A pinned answer that is another: its words as the index keeps them. */
struct diff_pin {
	const char *terms;
};

struct diff_index {
	const char *release, *built;	/* of the first index */
	struct diff_center *centers;	/* by code */
	size_t	n_centers;
	struct diff_name *gained, *lost;	/* by heading, then text */
	size_t	n_gained, n_lost;
	struct diff_pin *pins;		/* by terms */
	size_t	n_pins;
};

/* Compare the indexes OLD and NEW; everything in the arena.  0, or -1 after reporting. */
int	diff_index(struct diff_index *, struct diag *, struct arena *, const char *old, const char *new);

#endif
