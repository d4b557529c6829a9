/*
 * answer_view.h - answers as values for the templates of templates/answer/ (see cee-template(5)).
 * Layer: search.
 */
#ifndef SEARCH_ANSWER_VIEW_H
#define SEARCH_ANSWER_VIEW_H

#include "search/answer.h"
#include "view/value.h"

/* Values for "answer": the page of /find/. */
const struct value *answer_view(struct arena *, const struct store *, const struct answer *);
/* Values for "account": the page of /account/.  LIST is what was posted, shown again. */
const struct value *codes_view(struct arena *, const struct store *, const struct codes *,
	    struct str list);
/* Values for "problem". */
const struct value *problem_view(struct arena *, const char *title, const char *detail);

#endif
