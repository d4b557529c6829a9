/*
 * gaps_report.h - what people failed to find and what to do about it: read, grouped, proposed, said.
 * Layer: cmd.
 */
#ifndef CMD_GAPS_REPORT_H
#define CMD_GAPS_REPORT_H

#include "cmd/gaps_propose.h"

struct gaps_request {
	char	*const *paths;		/* stores, one of each host */
	size_t	n_paths;
	unsigned min;			/* sightings before a wording is shown */
	int64_t	since;			/* a day; 0: all */
	const char *content;		/* folder */
};

struct gaps_report {
	struct gaps_proposal *v;	/* most frequent group first */
	size_t	n;
	size_t	wordings, held;		/* see gaps_read.h */
};

/* Everything in the arena or borrowed from the store; -1 after reporting. */
int	gaps_report_make(struct gaps_report *, struct diag *, struct arena *, const struct store *,
	    const struct gaps_request *);
void	gaps_report_text(struct buf *out, struct arena *, const struct gaps_report *);
void	gaps_report_json(struct buf *out, struct arena *, const struct gaps_report *);
/* A whole page, for whoever edits the site. */
void	gaps_report_html(struct buf *out, struct arena *, const struct gaps_report *);

#endif
