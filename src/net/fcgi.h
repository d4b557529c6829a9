/*
 * fcgi.h - the responder's side of FastCGI 1.0: bytes in, requests out, responses to bytes.
 * Layer: net.  Pure: no descriptor, no clock, no global.
 *
 * Section numbers are those of the FastCGI Specification 1.0 (Brown, Open Market, 1996).  One
 * request at a time is read from a connection: FCGI_MPXS_CONNS is 0 (4.1), and a second
 * BEGIN_REQUEST is refused with FCGI_CANT_MPX_CONN (5.5).
 *
 * The path of a request is DOCUMENT_URI where the web server sends it (nginx, Caddy), else
 * SCRIPT_NAME followed by PATH_INFO (Apache, lighttpd; RFC 3875, 4.1.5 and 4.1.13).  Web
 * servers percent-decode all three, so nothing is decoded here: a path is decoded exactly
 * once.  Of a parameter sent twice the last counts.
 */
#ifndef NET_FCGI_H
#define NET_FCGI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/msg.h"
#include "base/str.h"

#define FCGI_HEADER	8	/* bytes before the content of a record (3.3) */
#define FCGI_VALUES_MAX	512	/* bytes of one GET_VALUES; the three names we know take 48 */

/* Record types (8). */
enum fcgi_type {
	FCGI_BEGIN_REQUEST = 1, FCGI_ABORT_REQUEST, FCGI_END_REQUEST, FCGI_PARAMS, FCGI_STDIN,
	FCGI_STDOUT, FCGI_STDERR, FCGI_DATA, FCGI_GET_VALUES, FCGI_GET_VALUES_RESULT,
	FCGI_UNKNOWN_TYPE
};

/* Protocol status of END_REQUEST (5.5). */
enum fcgi_end {
	FCGI_REQUEST_COMPLETE, FCGI_CANT_MPX_CONN, FCGI_OVERLOADED, FCGI_UNKNOWN_ROLE
};

/* What a piece of input led to. */
enum fcgi_event {
	FCGI_MORE,	/* every byte was used, nothing to do but send OUT */
	FCGI_REQUEST,	/* fcgi.request wants an answer */
	FCGI_CLOSE	/* send OUT, then close; fcgi.error says why, NULL: in good order */
};

/* Slices are valid until the next fcgi_feed(), fcgi_forget() or fcgi_free(). */
struct fcgi_request {
	unsigned id;		/* 1..65535 */
	unsigned role;		/* always 1, the responder: others are refused */
	bool	keep_conn;	/* the connection stays open after the answer (5.1) */
	int	status;		/* 0: sound, pass it on; else answer with it: 400, 413, 503 */
	const char *fault;	/* static text that says what was wrong; NULL when sound */
	struct msg_request msg;	/* when sound */
};

/* One connection's parser.  Only REQUEST and ERROR are for callers to read. */
struct fcgi {
	struct fcgi_request request;	/* after FCGI_REQUEST */
	const char *error;	/* after FCGI_CLOSE: what the peer did, static text */

	unsigned max_conns;	/* for GET_VALUES */
	size_t	*budget;	/* bytes that bodies may still take; NULL: unlimited */
	unsigned char header[FCGI_HEADER];	/* of the current record */
	size_t	have;		/* bytes of it; FCGI_HEADER: inside the record */
	size_t	content, padding;	/* bytes of the record still to come */
	int	sink;		/* where content goes: see fcgi.c */
	bool	active;		/* between BEGIN_REQUEST and the end of the streams */
	bool	closed;		/* FCGI_CLOSE was said: swallow what comes */
	bool	answered;	/* request was handed out: fcgi_forget() is due */
	bool	params_end, stdin_end;	/* the stream's empty record has come */
	bool	params_over;	/* more than LIMIT_FCGI_PARAMS */
	int	body_status;	/* 0, or 413 or 503: the body is being discarded */
	struct buf params;	/* raw name-value pairs, at most LIMIT_FCGI_PARAMS */
	struct buf path;	/* SCRIPT_NAME and PATH_INFO joined */
	struct buf body;	/* STDIN, at most LIMIT_BODY */
	size_t	small_n;
	unsigned char small[FCGI_VALUES_MAX];	/* content of BEGIN_REQUEST or GET_VALUES */
};

/*
 * Start a parser for a fresh connection.  MAX_CONNS is what GET_VALUES is told.  BUDGET, if not
 * NULL, is shared by the connections of a thread and must outlive the parser: body bytes are
 * taken from it and given back; when it is used up a request becomes 503.
 */
void	fcgi_init(struct fcgi *, unsigned max_conns, size_t *budget);
/* NULL and a zeroed struct are accepted. */
void	fcgi_free(struct fcgi *);

/*
 * Take bytes as they came, cut anywhere, up to the first event; returns how many were used and
 * sets *EVENT.  FCGI_MORE means that all were; otherwise feed the rest again.  Replies
 * to management records, refused and aborted requests are appended to OUT: at most two bytes
 * for each byte of input.  Memory is bounded by the limits whatever the peer sends: parameters
 * over LIMIT_FCGI_PARAMS and bodies over LIMIT_BODY are read to their end and dropped, and the
 * request comes out with its status set.  After FCGI_CLOSE everything is swallowed.
 */
size_t	fcgi_feed(struct fcgi *, struct buf *out, enum fcgi_event *event, struct str bytes);
/* Release the request that was handed out, once answered; the next fcgi_feed() does so too,
 * but an idle connection should not hold a body meanwhile. */
void	fcgi_forget(struct fcgi *);
/* True between requests and records: nothing has begun that the peer must finish. */
bool	fcgi_idle(const struct fcgi *);

/*
 * Append the whole answer to REQ: STDOUT records with a CGI header (RFC 3875, 6.3) and the
 * body, the end of STDOUT, END_REQUEST.  HEAD, 204 and 304 get no body.  r->status is a valid
 * status.
 */
void	fcgi_respond(struct buf *out, const struct fcgi_request *req,
	    const struct msg_response *r);

#endif
