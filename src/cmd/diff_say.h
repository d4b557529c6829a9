/*
 * diff_say.h - the difference between two indexes in plain words, and as JSON.
 * Layer: cmd.
 */
#ifndef CMD_DIFF_SAY_H
#define CMD_DIFF_SAY_H

#include "base/buf.h"
#include "cmd/diff_ask.h"
#include "cmd/diff_index.h"

/* A query that is answered otherwise. */
struct diff_answer {
	const struct diff_query *query;
	const struct diff_reply *before, *after;
};

struct diff_report {
	const char *against;		/* in words: "release 20261122T000000Z-7d299102" */
	const struct diff_index *index;
	const struct diff_answer *answers;	/* N of them, what is worse first */
	size_t	n_answers;
	size_t	n_asked;
};

/* True when there is anything to say. */
bool	diff_any(const struct diff_report *);
void	diff_text(struct buf *out, const struct diff_report *);
void	diff_json(struct buf *out, const struct diff_report *);
/* Append lines for the N Centers, at most MAX, "and N more" after them. */
void	diff_text_centers(struct buf *out, const struct diff_center *, size_t n, size_t max);

#endif
