/*
 * answer_text.h - an answer as plain text, for a terminal: the words of the page, in its order.
 * Layer: search.
 */
#ifndef SEARCH_ANSWER_TEXT_H
#define SEARCH_ANSWER_TEXT_H

#include "base/buf.h"
#include "search/answer.h"

/* Append the answer; lines are not wrapped. */
void	answer_text(struct buf *out, struct arena *, const struct store *, const struct answer *);

#endif
