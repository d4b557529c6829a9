/*
 * gaps_propose.h - what to write where, so that a group of failed wordings is answered.
 * Layer: cmd.
 */
#ifndef CMD_GAPS_PROPOSE_H
#define CMD_GAPS_PROPOSE_H

#include "cmd/gaps_gloss.h"
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

/* What the site answers to the most frequent wording: an answer has all its working, this its outcome. */
struct gaps_now {
	enum answer_kind kind;
	enum answer_label label;
	const struct store_center *center;	/* the first; NULL: none */
	const struct store_heading *heading;
	const char *page;			/* title of the first; NULL: none */
};

struct gaps_proposal {
	const struct gaps_group *group;
	struct gaps_now now;
	bool	mended;			/* it is answered by now: nothing to do */
	struct gaps_candidate candidates[GAPS_CANDIDATES];
	size_t	n_candidates;
	const char *paste;		/* "- trampoline, kids trampoline"; NULL without candidates */
	const char *also;		/* "- also: ..." for the same heading, when a candidate of
					 * another Center is about as likely; else NULL */
};

struct gaps_named {
	const char *key;		/* words_key() of a name */
	uint32_t heading;
};

/* What all proposals are made from. */
struct gaps_sources {
	const struct store *store;
	const char *content;		/* folder, where line numbers are looked up */
	struct gloss_files glosses;
	struct gaps_named *named;	/* by key */
	size_t	n_named;
};

/* STORE and CONTENT are borrowed, the rest lives in the arena and until gaps_sources_close(). */
void	gaps_sources_open(struct gaps_sources *, struct arena *, const struct store *,
	    const char *content);
void	gaps_sources_close(struct gaps_sources *);

/* Fill OUT for GROUP; what the searches for it take is given back.  The candidates are a guess: they rest on what the search finds for the words as
 * typed and in other readings, and on what a dictionary says of the one that is missing. */
void	gaps_propose(struct gaps_proposal *out, struct arena *, const struct gaps_sources *,
	    const struct gaps_group *group);

#endif
