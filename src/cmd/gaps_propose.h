/*
 * gaps_propose.h - what to write where, so that a group of failed wordings is answered.
 * Layer: cmd.
 */
#ifndef CMD_GAPS_PROPOSE_H
#define CMD_GAPS_PROPOSE_H

#include "cmd/gaps_group.h"
#include "search/answer.h"

#define GAPS_CANDIDATES 3	/* headings offered: the first is the proposal */
#define GAPS_NAMES 6		/* names of the line to paste */

struct gaps_candidate {
	const struct store_heading *heading;
	double	share;			/* 0 to 1 of what speaks for any heading */
	const char *file;		/* "content/scopes/95.md" */
	unsigned line;			/* of it, after which the list's line goes; 0: not found */
};

struct gaps_proposal {
	const struct gaps_group *group;
	struct answer now;		/* to the most frequent wording */
	bool	mended;			/* it is answered by now: nothing to do */
	struct gaps_candidate candidates[GAPS_CANDIDATES];
	size_t	n_candidates;
	const char *paste;		/* "- trampoline, kids trampoline"; NULL without candidates */
	const char *also;		/* "- also: ..." for the same heading, when a candidate of
					 * another Center is about as likely; else NULL */
};

/* Fill OUT for GROUP.  CONTENT: the folder of the content, where line numbers are looked up. */
void	gaps_propose(struct gaps_proposal *out, struct arena *, const struct store *,
	    const char *content, const struct gaps_group *group);

#endif
