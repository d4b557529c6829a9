#include "net/watch.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "net/problem.h"
#include "net/socket.h"

#define HEAD_MAX 4096 /* bytes of a request; a collector sends some hundred */

struct watch {
	struct socket socket;
	int stop_fd; /* eventfd: readable when it is time to end */
	void (*handle)(void *arg, const struct msg_request *, struct msg_response *);
	void *arg;
	pthread_t thread;
	bool running;
};

static int
fail(struct diag *d, const char *what, int error)
{
	return diag_error(
	    d, (struct loc){ NULL, 0, 0 }, "cannot %s: %s", what, strerror(error));
}

struct watch *
watch_open(struct diag *d, const char *where, mode_t mode, const char *group,
    void (*handle)(void *arg, const struct msg_request *, struct msg_response *), void *arg)
{
	struct watch *w = xalloc(sizeof(*w));

	*w = (struct watch){
		.socket = SOCKET_NONE, .stop_fd = -1, .handle = handle, .arg = arg
	};
	if (socket_open(d, &w->socket, where, mode, group) == 0) {
		w->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		if (w->stop_fd >= 0)
			return w;
		(void)fail(d, "make an eventfd", errno); /* NULL says it */
	}
	watch_close(w);
	return NULL;
}

static int64_t
clock_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t); /* cannot fail on Linux */
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Wait until FD is ready, or the deadline is over, or it is time to end: false. */
static bool
ready(const struct watch *w, int fd, short events, int64_t deadline)
{
	struct pollfd fds[] = { { .fd = w->stop_fd, .events = POLLIN },
		{ .fd = fd, .events = events } };
	int64_t left = deadline - clock_ms();

	return left > 0 && poll(fds, 2, (int)left) > 0 && fds[0].revents == 0;
}

/* Read the head of a request; the rest, if any, is not looked at. */
static bool
read_head(const struct watch *w, int fd, struct buf *head, int64_t deadline)
{
	char piece[HEAD_MAX];
	ssize_t got;

	while (head->n < HEAD_MAX) {
		got = recv(fd, piece, sizeof(piece) - head->n, 0);
		if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
			return false;
		if (got < 0) {
			if (!ready(w, fd, POLLIN, deadline))
				return false;
			continue;
		}
		buf_add(head, piece, (size_t)got);
		if (strstr(head->p, "\r\n\r\n") != NULL)
			return true;
	}
	return false;
}

static void
send_all(const struct watch *w, int fd, struct str bytes, int64_t deadline)
{
	ssize_t put;

	while (bytes.n > 0) {
		put = send(fd, bytes.p, bytes.n, MSG_NOSIGNAL);
		if (put < 0 &&
		    (errno == EINTR || (errno == EAGAIN && ready(w, fd, POLLOUT, deadline))))
			continue;
		if (put <= 0)
			return; /* it is gone, or was too slow */
		bytes = str_skip(bytes, (size_t)put);
	}
}

static void
answer(const struct watch *w, struct str head, struct buf *out)
{
	struct msg_request req = { .method = head };
	struct msg_response r;

	req.method.n = str_chr(head, ' ');
	req.path = str_skip(head, req.method.n + 1);
	req.path.n = str_chr(req.path, ' ');
	req.path.n = str_chr(req.path, '?');
	msg_response_init(&r);
	if (str_is(req.method, "GET") || str_is(req.method, "HEAD"))
		w->handle(w->arg, &req, &r);
	else
		problem_fill(&r, 405, "only GET is answered here");
	buf_addf(out, "HTTP/1.1 %d %s\r\n", r.status, msg_reason(r.status));
	msg_headers(out, &r);
	buf_addf(out, "Content-Length: %zu\r\nConnection: close\r\n\r\n", r.body.n);
	if (!str_is(req.method, "HEAD"))
		buf_addstr(out, buf_str(&r.body));
	msg_response_free(&r);
}

static void
serve(const struct watch *w, int fd)
{
	struct buf head = BUF_INIT, out = BUF_INIT;
	int64_t deadline = clock_ms() + WATCH_MS;

	if (read_head(w, fd, &head, deadline)) {
		answer(w, buf_str(&head), &out);
		send_all(w, fd, buf_str(&out), deadline);
	}
	buf_free(&head);
	buf_free(&out);
}

static void *
run(void *arg)
{
	const struct watch *w = arg;
	struct pollfd stop = { .fd = w->stop_fd, .events = POLLIN };
	int fd;

	while (poll(&stop, 1, 0) == 0) {
		fd = accept4(w->socket.fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd >= 0) {
			serve(w, fd);
			(void)close(fd); /* all that could be sent was */
		} else if (errno != EINTR) {
			(void)ready(
			    w, errno == EAGAIN ? w->socket.fd : -1, POLLIN, clock_ms() + 1000);
		}
	}
	return NULL;
}

int
watch_start(struct diag *d, struct watch *w)
{
	sigset_t all, before;
	int rc;

	(void)sigfillset(&all); /* valid arguments: none of these can fail */
	(void)pthread_sigmask(SIG_BLOCK, &all, &before);
	rc = pthread_create(&w->thread, NULL, run, w);
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	w->running = rc == 0;
	return rc == 0 ? 0 : fail(d, "start a thread", rc);
}

void
watch_close(struct watch *w)
{
	const uint64_t one = 1;

	if (w == NULL)
		return;
	if (w->running) {
		if (write(w->stop_fd, &one, sizeof(one)) != (ssize_t)sizeof(one))
			_exit(
			    1); /* cannot happen; waiting for a thread that nobody told would hang */
		(void)pthread_join(w->thread, NULL); /* our own thread */
	}
	(void)socket_unlink(&w->socket); /* what stays is replaced by the next start */
	socket_close(&w->socket);
	if (w->stop_fd >= 0)
		(void)close(w->stop_fd); /* an eventfd has nothing to lose */
	free(w);
}
