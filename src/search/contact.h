/*
 * contact.h - an inquiry: to whom it goes, what answers it already, and the letter's parts.
 * Layer: search.
 *
 * The Center comes from the goods, as an answer of /find/ does and as sure as that; the channel from
 * the subject and the question (site.yml's channels); addresses only from the store.
 */
#ifndef SEARCH_CONTACT_H
#define SEARCH_CONTACT_H

#include <stdbool.h>

#include "search/answer.h"

/* Fields of the form. */
enum contact_field { CONTACT_TOPIC, CONTACT_GOODS, CONTACT_PORT, CONTACT_QUESTION, CONTACT__MAX };

struct contact {
	struct str typed[CONTACT__MAX];		/* as typed, to be shown again */
	const char *error[CONTACT__MAX];	/* what is wrong with it; NULL: nothing */
	bool	bad;				/* any error: what follows is empty */
	const struct store_topic *topic;
	const char *goods, *port;		/* on one line; port: "" when not given */
	const char *question;			/* clean, its lines kept */
	struct answer answer;			/* for the goods; its pages are for the question */
	const struct store_center *center;	/* NULL: the goods do not tell */
	const struct store_channel *channel;	/* NULL: the Center, and nothing to add */
	const char *mailbox;			/* to write to; NULL: none has a source */
	const char *subject;			/* one line */
};

/* "topic", "goods", "port", "question": the form's names. */
const char *contact_field_name(enum contact_field);

/* Fill C, whose `typed` is set (UTF-8), from the store.  Everything in the arena or borrowed. */
void	contact_make(struct contact *, struct arena *, const struct store *);

/* TEXT with lines of at most WIDTH letters, broken at spaces; a longer word stays whole. */
void	contact_wrap(struct buf *out, struct str text, size_t width);
/* "mailto:MAILBOX?subject=...&body=..."; LETTER NULL: without a body. */
void	contact_mailto(struct buf *out, const char *mailbox, const char *subject,
	    const char *letter);

#endif
