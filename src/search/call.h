/*
 * call.h - one request on its way, and what every address may do with it.
 * Layer: search.
 *
 * api.c finds the address; call_<address>() of the files api_*.c fill the response.  A call lives as
 * long as its request; everything it makes is in its arena.
 */
#ifndef SEARCH_CALL_H
#define SEARCH_CALL_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/msg.h"
#include "search/gaps.h"
#include "search/page.h"
#include "search/store.h"
#include "view/value.h"

struct call {
	struct arena *arena;		/* of this request, bounded */
	const struct store *store;	/* in the language of the answer */
	const struct page_set *pages;	/* the store's templates */
	struct gaps *gaps;		/* where failures are counted; NULL: nowhere */
	const struct msg_request *req;
	struct msg_response *r;
	bool	json;			/* errors as problem documents, not as pages */
};

/* An RFC 9457 problem document, or a page that says the same; replaces what was there. */
void	call_problem(struct call *, int status, const char *detail);
/* The answer is a function of the release and the request: the release is its tag. */
void	call_cacheable(struct call *);
/* The body is JSON. */
void	call_json(struct call *);
/* TEMPLATE filled with V, in the site's frame. */
void	call_page(struct call *, const char *template, const char *title, struct str query,
	    const struct value *v);
/* Is a Content-Type of TYPE, whatever its parameters (RFC 9110, 8.3.1: without regard to case)? */
bool	call_is_type(struct str content_type, const char *type);

/* The addresses, one for each line of api.c's table. */
void	call_find(struct call *);
void	call_find_page(struct call *);
void	call_thanks_page(struct call *);
void	call_codes(struct call *);
void	call_account_page(struct call *);
void	call_contact_page(struct call *);
void	call_suggest(struct call *);
void	call_centers(struct call *);
void	call_feedback(struct call *);

#endif
