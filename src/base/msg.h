/*
 * msg.h - a request and its response, the same for every front door.
 * Layer: base.
 *
 * The FastCGI responder, the preview server and the command line fill a request; the API handler
 * fills a response.  Neither side knows the other: cmd/ joins them by struct msg_handler.
 */
#ifndef BASE_MSG_H
#define BASE_MSG_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/* Borrowed by the handler for the length of the call. */
struct msg_request {
	struct str method;		/* "GET", "HEAD", "POST" */
	struct str path;		/* decoded once, begins with "/" */
	struct str query;		/* raw, without "?" */
	struct str content_type;	/* may be empty */
	struct str if_none_match;	/* may be empty */
	struct str body;
	bool	late;			/* it has waited for too long: a 503, made cheaply, is asked for */
};

/* Made by msg_response_init, filled by the handler, freed by the front door. */
struct msg_response {
	int	status;			/* HTTP status, 200 at first */
	const char *content_type;	/* static string; NULL: no body */
	const char *cache_control;	/* static string; NULL: "no-store" */
	struct buf location;		/* redirects: the target, already escaped */
	struct buf etag;		/* with its quotes; empty: none */
	struct buf allow;		/* 405: the methods allowed */
	unsigned retry_after_s;		/* 503 and 429: seconds; 0: not sent */
	bool	attachment;		/* the body is a download */
	struct buf filename;		/* of that download; ASCII, no quotes */
	struct buf body;
};

void	msg_response_init(struct msg_response *);
void	msg_response_free(struct msg_response *);
/* "Not Found" for 404; "Unknown" for what is not in the table. */
const char *msg_reason(int status);
/* Append "Name: value\r\n" for each header that R asks for, Content-Type among them and the security
 * headers that every dynamic answer carries, but neither status line nor Content-Length. */
void	msg_headers(struct buf *out, const struct msg_response *r);

/* What answers requests.  A front door calls open() once per thread and passes the result to each
 * handle(); handlers are never called by two threads with one SELF. */
struct msg_handler {
	void	*(*open)(void *shared);	/* NULL when it cannot start (reported) */
	void	(*handle)(void *self, const struct msg_request *, struct msg_response *);
	void	(*close)(void *self);
	void	*shared;		/* passed to open() */
};

#endif
