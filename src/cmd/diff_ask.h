/*
 * diff_ask.h - asks indexes the same queries, on two threads.
 * Layer: cmd.
 *
 * Knows the index and not the model, whose struct answer is another.
 */
#ifndef CMD_DIFF_ASK_H
#define CMD_DIFF_ASK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

enum diff_kind {
	DIFF_PRODUCT,	/* want: codes, joined by "|" */
	DIFF_QUESTION,	/* want: addresses, joined by "|" */
	DIFF_PINNED,	/* want: a Center's slug */
	DIFF_WORDS	/* want: empty */
};

struct diff_query {
	struct str text, want;
	enum diff_kind kind;
	const char *file;	/* where it stands; NULL: nowhere */
	unsigned line;
};

enum diff_right { DIFF_UNKNOWN, DIFF_WRONG, DIFF_RIGHT };

/* What an index answers.  Empty texts for what is not there. */
struct diff_reply {
	const char *label;	/* answer_label_name(); NULL: not asked yet */
	const char *center;	/* the first one's name */
	const char *heading;	/* the first one's code */
	const char *url;	/* the first page's, of a question or a pinned answer */
	enum diff_right right;
};

/* One index and N queries for it. */
struct diff_job {
	const char *index;
	const struct diff_query *queries;
	struct diff_reply *replies;	/* those without a label are filled */
	size_t	n;
	atomic_size_t next;		/* of the threads: the query to take */
	size_t	missing;		/* the same: replies to fill */
};

/* Do both N jobs, one after the other; texts of the replies in the arena.  0, or -1 after
 * reporting. */
int	diff_ask(struct diag *, struct arena *, struct diff_job *, size_t n);

/* Would a reader be told something else? */
bool	diff_differs(const struct diff_query *, const struct diff_reply *, const struct diff_reply *);

#endif
