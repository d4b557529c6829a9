/*
 * account_view.h - the page of /account/ as values for templates/answer/account.mustache (see
 * cee-template(5)).
 * Layer: search.
 */
#ifndef SEARCH_ACCOUNT_VIEW_H
#define SEARCH_ACCOUNT_VIEW_H

#include "base/charset.h"
#include "search/account.h"
#include "view/value.h"

/* What was sent, besides the codes in it.  Borrowed as long as the values. */
struct account_sent {
	struct str list;	/* for the text field of the page */
	struct str filename;	/* of an upload; empty: none */
	enum charset charset;	/* it was in */
	size_t	faults;		/* characters in it that could not be read */
	bool	both;		/* an upload and a text: the text was passed over */
	bool	asked;		/* something was sent at all */
};

const struct value *account_view(struct arena *, const struct store *, const struct account *,
	    const struct account_sent *);

#endif
