/*
 * answer.h - what to say: the decision, the same for HTML, JSON and terminal.
 * Layer: search.
 *
 * Two things are said apart: how well the goods were understood (label) and how sure the list itself
 * is (the basis of each heading's rule).
 */
#ifndef SEARCH_ANSWER_H
#define SEARCH_ANSWER_H

#include <stdbool.h>

#include "base/arena.h"
#include "search/codes.h"
#include "search/find.h"
#include "search/labels.h"
#include "search/pages.h"
#include "search/query.h"
#include "search/store.h"

enum answer_kind {
	ANSWER_PRODUCT, ANSWER_CODE, ANSWER_CODES, ANSWER_QUESTION, ANSWER_PINNED, ANSWER_VAGUE,
	ANSWER_NONE
};

enum answer_label {
	LABEL_EXACT,		/* a code or a pinned answer: nothing was guessed */
	LABEL_VERY_LIKELY,
	LABEL_PROBABLY,
	LABEL_ASK,		/* more is needed: see choices */
	LABEL_NONE		/* nothing found, or pages only */
};

/* Why a heading is in the answer: one word of the query and what it led to. */
struct answer_match {
	const char *word;	/* as understood */
	const char *how;	/* "name", "text", "spelling", "split", "joined", "wordnet" */
	const char *term;	/* the product name or title that holds it */
};

struct answer_heading {
	const struct store_heading *heading;
	const struct store_rule *rule;
	const char *code;		/* the heading's, or the line's that decided */
	const struct store_name *name;	/* that fits best; NULL: none */
	struct answer_match *matched;
	size_t	n_matched;
	bool	weak;			/* far behind the first: ranked, but not worth showing */
};

struct answer_choice {
	const char *label, *url;
	enum lang lang;			/* of the label */
	const struct store_center *center;	/* NULL: none */
	const struct store_heading *heading;	/* that it leads to; NULL: none */
	const struct store_name *name;	/* of it, that fits best; NULL: none */
};

struct answer {
	const struct store *store;		/* that answered: its language is the answer's */
	enum lang lang;				/* of the words that were asked; the store's for codes */
	struct str query;			/* as typed, trimmed */
	struct str is;				/* as asked for, with KEEP: links carry them on */
	const struct str *keep;
	size_t	n_keep;
	enum answer_kind kind;
	enum answer_label label;
	struct find_center *centers;		/* best first */
	size_t	n_centers;
	struct answer_heading *headings;	/* best first, at most ANSWER_HEADINGS */
	size_t	n_headings;
	struct answer_choice *choices;
	size_t	n_choices;
	const struct query_correction *corrections;
	size_t	n_corrections;
	struct str *aside;			/* words set aside, as typed */
	size_t	n_aside;
	const char **searched;			/* truncated: the words that were searched */
	size_t	n_searched;
	struct page_hits pages;
	struct codes codes;			/* ANSWER_CODE and ANSWER_CODES */
	const struct store_answer *pinned;	/* ANSWER_PINNED, else NULL */
	const char *question;			/* what tells the first two apart; NULL: none */
	enum lang question_lang;		/* that it is in */
	bool	truncated, timed_out;
	struct str cited_mapping, cited_release;	/* of the link that was followed; may be empty */
	bool	weighed;			/* the label comes from the signals: goods by their words */
	double	signals[SIGNAL__MAX], chance;	/* then: what was weighed, and the outcome, 0 to 1 */
};

#define ANSWER_HEADINGS 8	/* headings shown; more do not help to decide */

/* What a visitor asked for. */
struct answer_request {
	struct str q;			/* the query */
	struct str is;			/* an answer to our question, added to it; may be empty */
	const struct str *keep;		/* words not to correct */
	size_t	n_keep;
	struct str mapping, release;	/* of a cited answer: an ISO date and a name, or empty */
};

/* Fill A for REQUEST; everything in the arena or borrowed from the store.  Cannot fail. */
void	answer_make(struct answer *, struct arena *, const struct store *,
	    const struct answer_request *request);

const char *answer_kind_name(enum answer_kind);
const char *answer_label_name(enum answer_label);
/* "spelling", "split", "joined", "wordnet", "form"; "name" for a word as typed. */
const char *answer_how_name(enum query_how);

#endif
