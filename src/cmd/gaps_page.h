/*
 * gaps_page.h - what people failed to find, as a page of the preview server: /_gaps/.
 * Layer: cmd.
 *
 * Stands before the server's handler, and passes on what is not its own.
 */
#ifndef CMD_GAPS_PAGE_H
#define CMD_GAPS_PAGE_H

#include <stdbool.h>

#include "base/msg.h"

/* Everything is borrowed and must outlive the handler. */
struct gaps_page {
	struct msg_handler inner;	/* that stands behind */
	bool	(*owns)(void *arg, struct str method, struct str path);	/* what INNER answers */
	void	*owns_arg;
	char	*file;			/* of search/gaps.h */
	const char *index, *content;	/* search.db; the folder of the content */
};

/* SHARED is a struct gaps_page. */
extern const struct msg_handler gaps_page_handler;
/* For struct http_options, with the struct gaps_page as ARG. */
bool	gaps_page_owns(void *arg, struct str method, struct str path);

#endif
