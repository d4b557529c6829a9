/*
 * echo.h - a handler for tests: says what it was asked, and misbehaves on request.
 */
#ifndef TEST_ECHO_H
#define TEST_ECHO_H

#include <stdlib.h>
#include <time.h>

#include "base/msg.h"

struct echo {
	int	busy;	/* in handle(): two threads must never be */
};

static void *
echo_open(void *shared)
{
	(void)shared;
	return calloc(1, sizeof(struct echo));
}

static void
echo_close(void *self)
{
	free(self);
}

static void
echo_line(struct buf *out, const char *name, struct str value)
{
	buf_addf(out, "%s=", name);
	buf_addstr(out, value);
	buf_addc(out, '\n');
}

static void
echo_handle(void *self, const struct msg_request *q, struct msg_response *r)
{
	const struct timespec pause = { .tv_nsec = 300 * 1000 * 1000 };
	struct echo *e = self;
	size_t i;

	if (__atomic_exchange_n(&e->busy, 1, __ATOMIC_SEQ_CST) != 0)
		abort();
	if (str_is(q->path, "/slow") && !q->late)
		(void)nanosleep(&pause, NULL);	/* a shorter pause is no harm */
	r->content_type = "text/plain";
	if (q->late) {
		r->status = 503;
	} else if (str_is(q->path, "/zero")) {
		r->status = 0;
	} else if (str_is(q->path, "/page")) {
		r->content_type = "text/html; charset=utf-8";
		buf_adds(&r->body, "<body>found</body>");
	} else if (str_is(q->path, "/see")) {
		r->status = 303;
		buf_adds(&r->location, "/elsewhere?a=b");
	} else if (str_is(q->path, "/big")) {
		for (i = 0; i < 4u << 20; i++)
			buf_addc(&r->body, (char)('a' + i % 23));
	} else if (q->if_none_match.n > 0) {
		r->status = 304;
		buf_addstr(&r->etag, q->if_none_match);
	} else {
		echo_line(&r->body, "method", q->method);
		echo_line(&r->body, "path", q->path);
		echo_line(&r->body, "query", q->query);
		echo_line(&r->body, "type", q->content_type);
		buf_addf(&r->body, "bytes=%zu\n", q->body.n);
		if (q->body.n < 1000)
			echo_line(&r->body, "body", q->body);
	}
	__atomic_store_n(&e->busy, 0, __ATOMIC_SEQ_CST);
}

static const struct msg_handler echo_handler = {
	.open = echo_open, .handle = echo_handle, .close = echo_close,
};

#endif
