/*
 * answer_url.h - addresses of answers: undone, kept, cited.
 * Layer: search.
 *
 * All are of the same request: q, is and not= stay, so that one click changes one thing.
 */
#ifndef SEARCH_ANSWER_URL_H
#define SEARCH_ANSWER_URL_H

#include "base/buf.h"
#include "search/answer.h"

/* The page of an undone correction: the same request with one more not=WORD, path and all. */
void	answer_undo_url(struct buf *out, const struct answer *, size_t correction);
/* The page that searches for WORD as typed: one more not=. */
void	answer_keep_url(struct buf *out, const struct answer *, struct str word);
/* The page that may read a kept word again: without not= number KEPT. */
void	answer_read_url(struct buf *out, const struct answer *, size_t kept);
/* The page without the answer to our question. */
void	answer_ask_url(struct buf *out, const struct answer *);
/* The whole address to cite: with the date of the mapping and the release that answered. */
void	answer_cite_url(struct buf *out, const struct store *, const struct answer *);
/* /account/ with the codes of the answer, as many as an address may carry; without codes, bare. */
void	answer_account_url(struct buf *out, const struct answer *);

#endif
