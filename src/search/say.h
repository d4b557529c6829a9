/*
 * say.h - an answer in words, once for the page, the API and the terminal.
 * Layer: search.
 *
 * Every sentence of an answer that is not a title or a name from the content is made here, so that
 * the three cannot drift apart.  The parts stand in the order in which a reader meets them; adding one
 * is a row of the enum, a row of the table of names, and its place in a template.
 */
#ifndef SEARCH_SAY_H
#define SEARCH_SAY_H

#include "base/arena.h"
#include "search/answer.h"

enum say_part {
	SAY_LONG,		/* of a long text not all was searched */
	SAY_CITED,		/* the link that was followed cites another mapping */
	SAY_FOUND,		/* how many Centers and headings: the status message */
	SAY_HEADLINE,		/* the Center, or what to do next */
	SAY_HEADLINE_BASIS,	/* belongs to the headline when the list is our own reading */
	SAY_LEAD,		/* what follows from the headline */
	SAY_MESSAGE,		/* a pinned answer, as plain text */
	SAY_NOTE,		/* what there is to say of the one code */
	SAY_SURE,		/* how well the goods were understood */
	SAY_SURE_FIGURE,	/* how often that is right, as measured */
	SAY_LIST,		/* how sure the list itself is */
	SAY_LIST_MEANING,
	SAY_SOURCE,		/* who says so, and a note of the rule */
	SAY_QUESTION,		/* what tells the choices apart */
	SAY_ACCOUNT,		/* CBP places accounts, not shipments */
	SAY_TIME,		/* the search ran out of its time */
	SAY_GUIDANCE,		/* no ruling; date of the mapping and release */
	SAY_CITE,		/* how to cite this answer, address and all */
	SAY__MAX
};

#define SAY_WHY		4	/* sentences for one heading: names that hold words of the query */

/* One step of reading the words, and what one click does about it. */
struct say_step {
	const char *text, *undo_text, *undo;	/* the sentence; the link's words; its address */
};

struct say {
	const char *part[SAY__MAX];	/* NULL: not said */
	struct say_step *steps;		/* words read otherwise than typed */
	size_t	n_steps;
	const char *aside;		/* what was set aside, in a line; NULL: nothing was */
	struct say_step *asides;	/* the same word by word; .text is the word */
	size_t	n_asides;
	const char *url;		/* the address to cite */
	const char *account_url;	/* /account/, with the codes of the answer */
	const char *query;		/* as typed; a long text is cut, and ends in an ellipsis */
	const struct store_rule *cited;	/* what SAY_SOURCE cites, in English; NULL: nothing */
	const char *source_label;	/* "Source", or what stands for it */
	const char *asks, *asks_more;	/* part SAY_QUESTION, where the content asks: its question, and
					 * what we say after it.  NULL: it does not, or there is no more */
	bool	center;			/* the headline names an->centers[0] */
};

/* In the language of AN's store, where that is not NULL; below a NULL store means English. */
/* All in the arena.  Cannot fail.  The first an->n_corrections steps are the corrections. */
void	say_answer(struct say *, struct arena *, const struct store *, const struct answer *);

/* Why heading H is in the answer: one sentence for each name that holds words; their number. */
size_t	say_why(const char *out[SAY_WHY], struct arena *, const struct answer *,
	    const struct answer_heading *h);
/* How many of the answer's pages to show. */
size_t	say_pages(const struct answer *);
/* How sure the list is: a few words and what they mean; an unknown basis gives its own name. */
const char *say_basis(const struct store *, const char *basis);
const char *say_basis_meaning(const struct store *, const char *basis);
/* In the language of the store: "November 21, 2026" for an ISO date; what is none stays as it is, NULL stays NULL. */
const char *say_date(struct arena *, const struct store *, const char *iso);
/* "Apparel, Footwear & Textiles Center" */
const char *say_center(struct arena *, const struct store *, const struct store_center *);

/* The query as a headline repeats it: a long one is cut after a word, and ends in an ellipsis. */
const char *say_short(struct arena *, struct str query);
/* "found", "headline", ...: the part's name in templates and JSON. */
const char *say_name(enum say_part);

/* A page that says what went wrong: its headline, and what to do about it. */
const char *say_problem(const struct store *, int status);
const char *say_problem_advice(const struct store *, int status);

#endif
