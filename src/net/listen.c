#include "net/listen.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "net/loop.h"
#include "net/socket.h"

struct worker {
	pthread_t thread;
	struct loop *loop;
	void *self; /* the handler's instance */
};

struct server {
	const struct listen_options *o;
	const struct msg_handler *handler;
	struct socket socket;
	int stop_fd; /* eventfd: readable when it is time to stop */
	unsigned n; /* workers opened */
	unsigned running; /* of them started */
	struct worker workers[LISTEN_THREADS_MAX];
};

static int
fail(struct diag *d, const char *what, int error)
{
	return diag_error(
	    d, (struct loc){ NULL, 0, 0 }, "cannot %s: %s", what, strerror(error));
}

static unsigned
thread_count(const struct listen_options *o)
{
	long n = o->threads != 0 ? (long)o->threads : sysconf(_SC_NPROCESSORS_ONLN);

	if (n < 1)
		return 1;
	return n < LISTEN_THREADS_MAX ? (unsigned)n : LISTEN_THREADS_MAX;
}

static unsigned
or_default(unsigned value, unsigned otherwise)
{
	return value != 0 ? value : otherwise;
}

static int
open_workers(struct diag *d, struct server *s)
{
	const struct listen_options *o = s->o;
	unsigned threads = thread_count(o);
	const unsigned connections = or_default(o->connections, LIMIT_CONNECTIONS);
	const struct loop_options options = {
		.listen_fd = s->socket.fd,
		.drain_backlog = s->socket.own,
		.stop_fd = s->stop_fd,
		.connections = connections,
		.max_conns = threads * connections,
		.request_ms = or_default(o->request_ms, LIMIT_REQUEST_S * 1000),
		.write_ms = or_default(o->write_ms, LIMIT_WRITE_S * 1000),
		.idle_ms = or_default(o->idle_ms, LOOP_IDLE_S * 1000),
		.metrics = o->metrics,
	};

	for (; s->n < threads; s->n++) {
		struct worker *w = &s->workers[s->n];

		w->self = s->handler->open(s->handler->shared);
		if (w->self == NULL)
			return -1;
		w->loop = loop_new(d, &options, s->handler, w->self);
		if (w->loop == NULL) {
			s->handler->close(w->self);
			return -1;
		}
	}
	return 0;
}

static void *
work(void *arg)
{
	const struct worker *w = arg;

	loop_run(w->loop);
	return NULL;
}

static int
start_workers(struct diag *d, struct server *s)
{
	int rc;

	for (; s->running < s->n; s->running++) {
		struct worker *w = &s->workers[s->running];

		rc = pthread_create(&w->thread, NULL, work, w);
		if (rc != 0)
			return fail(d, "start a thread", rc);
	}
	return 0;
}

static void
stop_workers(struct diag *d, struct server *s)
{
	const uint64_t one = 1;

	/* The name first: nobody new should come while we finish. */
	if (!socket_unlink(&s->socket))
		diag_warn(d, (struct loc){ s->socket.path, 0, 0 },
		    "cannot remove the socket: %s", strerror(errno));
	if (s->running > 0 && write(s->stop_fd, &one, sizeof(one)) != (ssize_t)sizeof(one))
		_exit(1); /* cannot happen; waiting for threads that nobody told would hang */
	while (s->running > 0)
		(void)pthread_join(s->workers[--s->running].thread, NULL); /* our own thread */
}

/* Until SIGTERM or SIGINT, all of SET being blocked. */
static void
wait_for_end(const struct server *s, const sigset_t *set)
{
	int signal;

	do {
		signal = sigwaitinfo(set, NULL); /* -1: interrupted by another */
		if (signal == SIGHUP && s->o->hup != NULL)
			s->o->hup(s->o->hup_arg);
	} while (signal != SIGTERM && signal != SIGINT);
}

static int
serve(struct diag *d, struct server *s, const sigset_t *set)
{
	if (socket_open(d, &s->socket, s->o->where, s->o->mode, s->o->group) != 0)
		return -1;
	s->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (s->stop_fd < 0)
		return fail(d, "make an eventfd", errno);
	if (open_workers(d, s) != 0)
		return -1;
	if (s->o->ready != NULL && s->o->ready(d, s->o->ready_arg) != 0)
		return -1;
	if (start_workers(d, s) != 0)
		return -1;
	wait_for_end(s, set);
	return 0;
}

int
listen_run(struct diag *d, const struct listen_options *o, const struct msg_handler *handler)
{
	struct server s = {
		.o = o,
		.handler = handler,
		.socket = SOCKET_NONE,
		.stop_fd = -1,
	};
	const struct timespec none = { 0 };
	sigset_t set, before;
	int rc;

	(void)sigemptyset(&set); /* valid arguments: none of these can fail */
	(void)sigaddset(&set, SIGTERM);
	(void)sigaddset(&set, SIGINT);
	(void)sigaddset(&set, SIGHUP);
	(void)pthread_sigmask(SIG_BLOCK, &set, &before);
	rc = serve(d, &s, &set);
	stop_workers(d, &s);
	while (s.n > 0) {
		loop_free(s.workers[--s.n].loop);
		handler->close(s.workers[s.n].self);
	}
	if (s.stop_fd >= 0)
		(void)close(s.stop_fd); /* an eventfd has nothing to lose */
	socket_close(&s.socket);
	while (sigtimedwait(&set, NULL, &none) > 0)
		; /* asked twice: we have stopped */
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	return rc == 0 ? 0 : 1;
}
