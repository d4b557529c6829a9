/*
 * api.h - requests to responses, for every front door: pages, JSON, terminal.
 * Layer: search.
 *
 * The paths and replies are those of cee-search(8).  An api belongs to one thread; when search.db is
 * replaced it opens the new file before the next request, and keeps the old one if that fails.
 */
#ifndef SEARCH_API_H
#define SEARCH_API_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/msg.h"
#include "search/gaps.h"
#include "search/store.h"

struct api;

/* Open the index at PATH (borrowed).  NULL after reporting. */
struct api *api_open(struct diag *, const char *path);
/* Answer from STORE, which the api takes over, for good.  NULL after reporting. */
struct api *api_of(struct diag *, struct store *);
void	api_close(struct api *);	/* NULL is accepted */
/* Count from now on what people fail to find; NULL: nothing is kept.  Borrowed, shared by threads. */
void	api_count_gaps(struct api *, struct gaps *);
/* Answer one request; always fills R. */
void	api_handle(struct api *, const struct msg_request *, struct msg_response *r);
/* True for what api_handle() answers: the front door sends it nothing else.  A path that takes only
 * POST is a file's for every other method. */
bool	api_owns(struct str method, struct str path);
/* The store in use, until the next api_handle(). */
const struct store *api_store(const struct api *);

/* The handler of net/: SHARED is the path of the index as a char pointer. */
extern const struct msg_handler api_handler;

/* The same that counts failures; SHARED is a struct api_counted. */
struct api_counted {
	char	*index;
	struct gaps *gaps;
};
extern const struct msg_handler api_handler_counted;

#endif
