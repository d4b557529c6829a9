/*
 * page.h - the page shell and the answers' templates of a store, ready to be filled.
 * Layer: search.
 */
#ifndef SEARCH_PAGE_H
#define SEARCH_PAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "search/store.h"
#include "view/value.h"

struct page_set;

/* What stands around an answer. */
struct page_frame {
	const struct store *store;	/* in the language of the page */
	const char *other;		/* address of the same in the other language */
};

/* Parse the store's templates; NULL after reporting.  Borrows the store's texts. */
struct page_set *page_set_new(struct diag *, const struct store *);
void	page_set_free(struct page_set *);	/* NULL is accepted */

/*
 * Append a whole page: the shell, with TITLE in its title, QUERY in its search box, and TEMPLATE filled
 * from V as its main part.  0, or -1 after a line on standard error (a template is wrong).
 */
int	page_render(const struct page_set *, const struct page_frame *, struct buf *out, const char *template,
	    const char *title, struct str query, const struct value *v);
/* Append TEMPLATE filled from V, without the shell: a text such as a letter.  As page_render(). */
int	page_part(const struct page_set *, const struct store *, struct buf *out, const char *template,
	    const struct value *v);
/* The page that says what went wrong, in one sentence, and what to do. */
int	page_problem(const struct page_set *, const struct page_frame *, struct arena *, struct buf *out, int status,
	    const char *detail);

#endif
