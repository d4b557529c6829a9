/*
 * listen.h - the FastCGI server: a socket, some threads, signals, an orderly end.
 * Layer: net.
 */
#ifndef NET_LISTEN_H
#define NET_LISTEN_H

#include <sys/types.h>

#include "base/diag.h"
#include "base/msg.h"
#include "net/metrics.h"

#define LISTEN_THREADS_MAX 64

/* Zero or NULL stands for the default throughout; only WHERE is needed. */
struct listen_options {
	const char *where;	/* see socket_open(): path, "-", 127.0.0.1:PORT, [::1]:PORT */
	mode_t	mode;		/* of a Unix socket: SOCKET_MODE */
	const char *group;	/* of a Unix socket, name or number: unchanged */
	unsigned threads;	/* one for each processor, at most LISTEN_THREADS_MAX */
	unsigned connections;	/* of a thread: LIMIT_CONNECTIONS */
	unsigned request_ms;	/* to read a request: LIMIT_REQUEST_S */
	unsigned write_ms;	/* without progress in writing: LIMIT_WRITE_S */
	unsigned idle_ms;	/* of a kept connection between requests: LOOP_IDLE_S */
	struct metrics *metrics;	/* outlives the call; NULL: nothing is counted */
	/*
	 * Called once, when the socket, the handlers and the loops are open and before a thread
	 * starts or a byte is read: the place to enter the sandbox or to say that we are ready.
	 * -1, reported, ends the start.
	 */
	int	(*ready)(struct diag *, void *arg);
	void	*ready_arg;
	/* Called on SIGHUP in the thread that called listen_run(), while others serve. */
	void	(*hup)(void *arg);
	void	*hup_arg;
};

/*
 * Serve until SIGTERM or SIGINT: then remove our socket file, take no new connections, finish
 * the requests that have begun, within LOOP_DRAIN_S, and return.  Returns the exit status: 0
 * after an orderly end, 1 when the start failed (reported).  handler->open() is called here,
 * once for each thread, before the threads start; its result is used by that thread alone.
 *
 * SIGTERM, SIGINT and SIGHUP are blocked in the calling thread and its children for the length
 * of the call; without a hup hook SIGHUP is ignored.  What a sandbox entered by ready() must
 * still allow: accept4, recv, send, close, epoll_ctl, epoll_wait, clock_gettime, write to
 * standard error, rt_sigtimedwait, starting threads, and removing a file in the Unix socket's
 * folder (a refusal leaves the file there and a warning in the diag).
 */
int	listen_run(struct diag *, const struct listen_options *, const struct msg_handler *);

#endif
