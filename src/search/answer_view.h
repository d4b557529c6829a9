/*
 * answer_view.h - answers as values for the templates of templates/answer/ (see cee-template(5)).
 * Layer: search.
 */
#ifndef SEARCH_ANSWER_VIEW_H
#define SEARCH_ANSWER_VIEW_H

#include "search/answer.h"
#include "search/say.h"
#include "view/value.h"

/* Values for "find": the page of /find/. */
const struct value *answer_view(struct arena *, const struct store *, const struct answer *);
/* ROW gets "note", what there is to say of the line; where a page is not in English and the editors wrote a
 * part of it, also "note_own" and, after that, "note_en", which is theirs. */
void	note_view(struct value *row, struct arena *, const struct store *, const struct code_line *);
/* Values for "problem": what went wrong, and what to do about it. */
const struct value *problem_view(struct arena *, const struct store *, int status, const char *detail);
/* Values for "thanks": the page after "Was this right?".  QUERY may be empty. */
const struct value *thanks_view(struct arena *, const struct store *, struct str query);

#endif
