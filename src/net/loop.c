#include "net/loop.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "net/fcgi.h"
#include "net/problem.h"

#ifndef LOOP_READ
#define LOOP_READ 16384 /* bytes read at once */
#endif
#define LOOP_TURNS 8 /* reads or requests of one connection before others get a turn */
#define LOOP_EVENTS 64
#define LOOP_ACCEPTS 16 /* connections taken at once, so that other threads get some */
#define LOOP_TURN_NS 2000000 /* answering before looking who else is there */
#define FOREVER_MS (INT64_C(1) << 40) /* a generation */
#define PATIENCE_MS 1000 /* with an unfinished request, once others wait for the place */
#define BACKOFF_MS 100 /* after accept failed for want of descriptors or memory */
#define KEEP_MEMORY 65536u /* a larger output buffer is not kept between answers */

enum conn_state {
	CONN_IDLE, /* between requests, or fresh */
	CONN_READING, /* a request has begun */
	CONN_WAITING, /* for its turn, with a whole request */
	CONN_WRITING /* the peer has an answer to take */
};

struct conn {
	struct conn *prev, *next;
	struct conn *behind; /* the next in the queue, while it waits */
	int fd;
	enum conn_state state;
	bool ending; /* close once OUT is sent */
	bool kept; /* it has had an answer */
	uint32_t armed; /* what epoll watches for */
	int64_t since; /* ms; when the state began or last made progress */
	int64_t deadline; /* ms; when it has lasted too long */
	struct fcgi fcgi;
	struct buf out; /* to send, from SENT on */
	size_t sent;
	size_t in_at, in_n; /* of IN: used, read */
	char in[LOOP_READ];
};

struct loop {
	struct loop_options o;
	const struct msg_handler *handler;
	void *self;
	int epoll_fd;
	struct conn *conns; /* N of them */
	unsigned n;
	struct conn *first, *last; /* those that wait, in the order in which they came */
	size_t budget; /* bytes of bodies still allowed */
	int64_t now; /* ms, as of the last connection served */
	int64_t sweep; /* ms; no deadline is earlier */
	int64_t accept_at; /* ms; not before, after a failure */
	int64_t drain_end; /* ms; 0: not stopping */
	bool listening; /* the listening socket is in the epoll set */
	int64_t logged; /* second of the last line */
	unsigned unlogged; /* lines held back since */
};

static int64_t
clock_ns(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t); /* cannot fail on Linux */
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static int64_t
clock_ms(void)
{
	return clock_ns() / 1000000;
}

/* One line, at most once a second.  WHAT is static text. */
static void
log_line(struct loop *l, const char *what, int error)
{
	struct buf line = BUF_INIT;

	if (l->now / 1000 == l->logged) {
		l->unlogged++;
		return;
	}
	buf_addf(&line, "%s: %s", program_invocation_short_name, what);
	if (error != 0)
		buf_addf(&line, ": %s", strerror(error));
	if (l->unlogged > 0)
		buf_addf(&line, " (and %u more such lines)", l->unlogged);
	buf_addc(&line, '\n');
	(void)fputs(line.p, stderr); /* in one piece; a lost line has no other reader */
	buf_free(&line);
	l->logged = l->now / 1000;
	l->unlogged = 0;
}

struct loop *
loop_new(
    struct diag *d, const struct loop_options *o, const struct msg_handler *handler, void *self)
{
	struct epoll_event stop = { .events = EPOLLIN }; /* data.ptr NULL: not a connection */
	struct loop *l = xalloc(sizeof(*l));

	*l = (struct loop){
		.o = *o,
		.handler = handler,
		.self = self,
		.budget = LOOP_BODIES,
		.logged = -1,
		.sweep = INT64_MAX,
	};
	l->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (l->epoll_fd < 0 || epoll_ctl(l->epoll_fd, EPOLL_CTL_ADD, o->stop_fd, &stop) != 0) {
		(void)diag_error(
		    d, (struct loc){ NULL, 0, 0 }, "cannot set up epoll: %s", strerror(errno));
		loop_free(l);
		return NULL;
	}
	return l;
}

static void
conn_close(struct loop *l, struct conn *c)
{
	*(c->prev != NULL ? &c->prev->next : &l->conns) = c->next;
	if (c->next != NULL)
		c->next->prev = c->prev;
	l->n--;
	(void)close(c->fd); /* leaves the epoll set by itself */
	fcgi_free(&c->fcgi);
	buf_free(&c->out);
	free(c);
}

void
loop_free(struct loop *l)
{
	if (l == NULL)
		return;
	while (l->conns != NULL)
		conn_close(l, l->conns);
	if (l->epoll_fd >= 0)
		(void)close(l->epoll_fd);
	free(l);
}

static void
set_deadline(struct loop *l, struct conn *c, int64_t ms)
{
	c->since = l->now;
	c->deadline = l->now + ms;
	if (c->deadline < l->sweep)
		l->sweep = c->deadline;
}

static void
set_state(struct loop *l, struct conn *c, enum conn_state state)
{
	const int64_t limit[] = {
		[CONN_IDLE] = l->o.idle_ms,
		[CONN_READING] = l->o.request_ms,
		[CONN_WAITING] = FOREVER_MS, /* the queue has its own limit */
		[CONN_WRITING] = l->o.write_ms,
	};

	if (c->state == state)
		return;
	c->state = state;
	set_deadline(l, c, limit[state]);
}

/* A whole request waits for its turn.  Only so is it known for how long: what still lies in the kernel
 * has no time on it. */
static void
enqueue(struct loop *l, struct conn *c)
{
	set_state(l, c, CONN_WAITING);
	c->behind = NULL;
	*(l->first != NULL ? &l->last->behind : &l->first) = c;
	l->last = c;
}

static void
answer(struct loop *l, struct conn *c)
{
	struct fcgi_request *req = &c->fcgi.request;
	int64_t began = clock_ns();
	struct msg_response r;

	msg_response_init(&r);
	req->msg.late = began / 1000000 - c->since > LIMIT_WAIT_MS;
	if (req->status != 0)
		problem_fill(&r, req->status, req->fault);
	else
		l->handler->handle(l->self, &req->msg, &r);
	if (r.status < 200 || r.status > 599)
		problem_fill(&r, 500, "the request could not be answered");
	if (req->status != 0)
		metrics_refused(l->o.metrics, r.status);
	else
		metrics_answered(l->o.metrics, r.status, clock_ns() - began);
	fcgi_respond(&c->out, req, &r);
	msg_response_free(&r);
	c->ending = !req->keep_conn || l->drain_end != 0;
	fcgi_forget(&c->fcgi);
	c->kept = true;
	set_state(l, c, CONN_IDLE); /* the next request's time starts anew */
	set_state(l, c, CONN_WRITING);
}

/* Give the parser what was read, up to one event. */
static void
feed(struct loop *l, struct conn *c)
{
	enum fcgi_event event;

	c->in_at += fcgi_feed(
	    &c->fcgi, &c->out, &event, (struct str){ c->in + c->in_at, c->in_n - c->in_at });
	if (event == FCGI_REQUEST)
		enqueue(l, c);
	if (event == FCGI_CLOSE) {
		c->ending = true;
		if (c->fcgi.error != NULL) {
			metrics_cut(l->o.metrics);
			log_line(l, c->fcgi.error, 0);
		}
	}
}

/* 1: something was read; 0: nothing now; -1: end or error. */
static int
fill(struct conn *c)
{
	ssize_t got;

	do
		got = recv(c->fd, c->in, sizeof(c->in), 0);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return errno == EAGAIN ? 0 : -1;
	c->in_at = 0;
	c->in_n = (size_t)got;
	return got > 0 ? 1 : -1;
}

/* 1: all was sent; 0: the peer takes no more now; -1: it is gone. */
static int
flush(struct loop *l, struct conn *c)
{
	ssize_t put;

	set_state(l, c, CONN_WRITING);
	while (c->sent < c->out.n) {
		put = send(c->fd, c->out.p + c->sent, c->out.n - c->sent, MSG_NOSIGNAL);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return errno == EAGAIN ? 0 : -1;
		c->sent += (size_t)put;
		set_deadline(l, c, l->o.write_ms);
	}
	c->sent = 0;
	if (c->out.cap > KEEP_MEMORY)
		buf_free(&c->out);
	buf_clear(&c->out);
	return 1;
}

/* Write what there is, then work on what was read, then read: so that a peer that sends faster
 * than it takes answers makes nothing grow.  False when the connection is over. */
static bool
turn(struct loop *l, struct conn *c)
{
	int turns, rc;

	for (turns = 0; turns < LOOP_TURNS; turns++) {
		if (c->out.n > 0) {
			rc = flush(l, c);
			if (rc <= 0)
				return rc == 0;
		}
		if (c->ending)
			return false;
		if (c->in_at < c->in_n) {
			feed(l, c);
			if (c->state == CONN_WAITING)
				return true;
			continue;
		}
		rc = fill(c);
		if (rc <= 0)
			return rc == 0;
	}
	return true;
}

/* A connection can go on: let it, then watch for what it waits for. */
static void
serve(struct loop *l, struct conn *c)
{
	struct epoll_event e = { .events = EPOLLIN, .data.ptr = c };
	bool more;

	if (c->state == CONN_WAITING)
		return;
	l->now = clock_ms(); /* answering others may have taken a while */
	if (!turn(l, c)) {
		conn_close(l, c);
		return;
	}
	if (c->state == CONN_WAITING)
		return; /* what else it sends can wait; a wake-up for that does no harm */
	more = c->in_at < c->in_n;
	if (c->out.n > 0)
		e.events = EPOLLOUT;
	else if (more) /* its turns are over: come back at once */
		e.events = EPOLLIN | EPOLLOUT;
	if (c->out.n == 0)
		set_state(l, c, fcgi_idle(&c->fcgi) && !more ? CONN_IDLE : CONN_READING);
	if (l->drain_end != 0 && c->state == CONN_IDLE) {
		if (c->kept) {
			conn_close(l, c);
			return;
		}
		/* It was let in before the end, and its request is on the way. */
		if (c->deadline > l->now + PATIENCE_MS)
			set_deadline(l, c, PATIENCE_MS);
	}
	if (e.events == c->armed)
		return;
	if (epoll_ctl(l->epoll_fd, EPOLL_CTL_MOD, c->fd, &e) != 0)
		conn_close(l, c); /* out of kernel memory: it would never wake again */
	else
		c->armed = e.events;
}

static void
conn_new(struct loop *l, int fd)
{
	struct epoll_event e = { .events = EPOLLIN };
	struct conn *c = xalloc(sizeof(*c));

	e.data.ptr = c;
	if (epoll_ctl(l->epoll_fd, EPOLL_CTL_ADD, fd, &e) != 0) {
		log_line(l, "cannot watch a connection", errno);
		(void)close(fd); /* nothing was read or written */
		free(c);
		return;
	}
	memset(c, 0, sizeof(*c));
	c->fd = fd;
	c->armed = e.events;
	fcgi_init(&c->fcgi, l->o.max_conns, &l->budget);
	buf_init(&c->out);
	c->next = l->conns;
	if (c->next != NULL)
		c->next->prev = c;
	l->conns = c;
	l->n++;
	/* A fresh connection is idle, but must say something as soon as a request must end. */
	set_deadline(l, c, l->o.request_ms);
	serve(l, c);
}

/* The connection whose place another may have: the kept one that has been idle longest, else the one that
 * has been at its request longest, for longer than a web server takes; one that has just come and not yet
 * said anything is at it too.  NULL: all are busy. */
static struct conn *
idlest(struct loop *l)
{
	struct conn *c, *idle = NULL, *slow = NULL;

	for (c = l->conns; c != NULL; c = c->next) {
		/* conn_close() unlinks what it frees; the analyser does not know a new one's `prev`. */
		/* NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
		bool kept = c->state == CONN_IDLE && c->kept;

		if (kept && (idle == NULL || c->since < idle->since))
			idle = c;
		else if (!kept && (c->state == CONN_IDLE || c->state == CONN_READING) &&
			 (slow == NULL || c->since < slow->since))
			slow = c;
	}
	if (idle == NULL && slow != NULL && l->now - slow->since >= PATIENCE_MS)
		return slow;
	return idle;
}

/* Not while an event of this wake-up may still point to a connection: one may be closed. */
static void
accept_some(struct loop *l, int most)
{
	struct conn *idle;
	int fd;

	while (most-- > 0) {
		idle = NULL;
		if (l->n >= l->o.connections) {
			idle = idlest(l);
			if (idle == NULL)
				return;
		}
		fd = accept4(l->o.listen_fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd >= 0) {
			if (idle != NULL)
				conn_close(l, idle);
			conn_new(l, fd);
			continue;
		}
		if (errno == EAGAIN)
			return;
		if (errno == EINTR || errno == ECONNABORTED)
			continue;
		log_line(l, "cannot accept a connection", errno);
		l->accept_at = l->now + BACKOFF_MS;
		return;
	}
}

/* Watch the listening socket when a connection could be taken.  EPOLLEXCLUSIVE: a new one
 * wakes one thread, not all; the kernel allows adding and deleting such an entry, not changing
 * it. */
static void
watch_listener(struct loop *l)
{
	struct epoll_event e = { .events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = l };
	bool want = l->drain_end == 0 && l->now >= l->accept_at &&
		    (l->n < l->o.connections || idlest(l) != NULL);

	if (want == l->listening)
		return;
	if (epoll_ctl(l->epoll_fd, want ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, l->o.listen_fd, &e) ==
	    0)
		l->listening = want;
	else
		l->accept_at = l->now + BACKOFF_MS; /* out of kernel memory: later */
}

static void
begin_drain(struct loop *l)
{
	struct conn *c, *next;

	if (l->drain_end != 0)
		return;
	l->drain_end = l->now + (int64_t)LOOP_DRAIN_S * 1000;
	/* level-triggered: it would wake us for ever */
	(void)epoll_ctl(l->epoll_fd, EPOLL_CTL_DEL, l->o.stop_fd, NULL);
	watch_listener(l);
	if (l->o.drain_backlog)
		accept_some(l, (int)l->o.connections);
	for (c = l->conns; c != NULL; c = next) {
		next = c->next;
		serve(l, c); /* takes what has just arrived; closes the idle */
	}
}

static void
sweep(struct loop *l)
{
	struct conn *c, *next;

	l->sweep = INT64_MAX;
	for (c = l->conns; c != NULL; c = next) {
		next = c->next;
		if (c->deadline > l->now) {
			if (c->deadline < l->sweep)
				l->sweep = c->deadline;
			continue;
		}
		if (c->state != CONN_IDLE)
			metrics_cut(l->o.metrics);
		if (c->state == CONN_READING)
			log_line(l, "a peer sent no whole request in time", 0);
		else if (c->state == CONN_WRITING)
			log_line(l, "a peer did not take its answer in time", 0);
		conn_close(l, c);
	}
}

/* Answer those that have waited longest, for a while. */
static void
answer_some(struct loop *l)
{
	int64_t until = clock_ns() + LOOP_TURN_NS;
	struct conn *c;

	while (l->first != NULL) {
		c = l->first;
		l->first = c->behind;
		answer(l, c);
		serve(l, c);
		if (clock_ns() > until)
			break;
	}
}

/* Milliseconds until something is due; -1: nothing. */
static int
patience(const struct loop *l)
{
	int64_t until = l->sweep;

	if (l->first != NULL)
		return 0;
	if (l->n >= l->o.connections && l->now + PATIENCE_MS < until)
		until = l->now + PATIENCE_MS; /* somebody may have lost his place by then */
	if (l->accept_at > l->now && l->accept_at < until)
		until = l->accept_at;
	if (l->drain_end != 0 && l->drain_end < until)
		until = l->drain_end;
	if (until == INT64_MAX)
		return -1;
	until -= l->now;
	return until < 0 ? 0 : until > 60000 ? 60000 : (int)until;
}

void
loop_run(struct loop *l)
{
	struct epoll_event events[LOOP_EVENTS];
	bool stop, incoming;
	int i, n;

	l->now = clock_ms();
	while (l->drain_end == 0 || (l->n > 0 && l->now < l->drain_end)) {
		watch_listener(l);
		n = epoll_wait(l->epoll_fd, events, LOOP_EVENTS, patience(l));
		l->now = clock_ms();
		stop = incoming = false;
		for (i = 0; i < n; i++) {
			if (events[i].data.ptr == NULL)
				stop = true;
			else if (events[i].data.ptr == l)
				incoming = true;
			else
				serve(l, events[i].data.ptr);
		}
		if (incoming)
			accept_some(l, LOOP_ACCEPTS);
		answer_some(l);
		if (stop)
			begin_drain(l);
		else if (l->drain_end != 0 && l->o.drain_backlog)
			accept_some(l, LOOP_ACCEPTS); /* who had the name just before it went */
		if (l->now >= l->sweep)
			sweep(l);
	}
}
