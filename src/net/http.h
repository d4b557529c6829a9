/*
 * http.h - the preview server: the site and its search in one process, for one person.
 * Layer: net.  http.c alone includes <microhttpd.h>.
 *
 * Not for the internet: it listens on the loopback interface unless told otherwise, and there
 * it answers only requests whose Host is localhost, 127.0.0.1, [::1] or the address it listens
 * on, so that a page on another site cannot read it by giving its own name our address.
 */
#ifndef NET_HTTP_H
#define NET_HTTP_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/msg.h"

#define HTTP_LISTENERS	32	/* pages that wait; one more and the oldest must go */

struct http_server;

/* Everything is borrowed and must outlive the server. */
struct http_options {
	const char *address;	/* a numeric address to listen on; NULL: 127.0.0.1 */
	unsigned port;		/* 0: any free one, see http_port() */
	unsigned threads;	/* 0: 2 */
	/* The folder of the site.  Opened again for each request, so that a symbolic link on
	 * the way may be replaced at any time; while it is missing the answer is 503. */
	const char *root;
	/* True for what the handler answers, by method and decoded path; the others are files.
	 * Called by several threads at once. */
	bool	(*dynamic)(void *arg, struct str method, struct str path);
	void	*dynamic_arg;
	bool	live;		/* pages reload on http_reload() */
	/* With LIVE: append what stands at the end of the page at the decoded PATH (live.h), or
	 * nothing.  NULL: pages have no such strip.  Called by several threads at once. */
	void	(*strip)(void *arg, struct buf *out, struct str path);
	void	*strip_arg;
	struct str style;	/* the style sheet of the strip */
};

/*
 * Start serving in threads of its own, which leave all signals to the caller's.  NULL when
 * that fails (reported: a port that is taken, a handler that cannot open).  HANDLER is opened
 * once for each thread here; an instance is used by one thread at a time, not always the same.
 */
struct http_server *http_start(struct diag *, const struct http_options *,
	    const struct msg_handler *handler);
/* The port it listens on. */
unsigned http_port(const struct http_server *);
/* The site was built anew: tell the pages that are open.  May be called from any thread. */
void	http_reload(struct http_server *);
/* Only what strip() says has changed: pages ask for it and stay.  From any thread. */
void	http_notice(struct http_server *);
/* Finish what is being answered, close every connection, free.  NULL is accepted. */
void	http_stop(struct http_server *);

#endif
