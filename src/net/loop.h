/*
 * loop.h - one thread's FastCGI connections: an epoll loop around fcgi.h.
 * Layer: net.
 *
 * All times are the monotonic clock's.  A peer that breaks the protocol, is too slow or goes
 * away loses its connection and nothing else; of what it did, a line goes to standard error, at
 * most one a second for each thread, and nothing of what it sent is in it.
 */
#ifndef NET_LOOP_H
#define NET_LOOP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/msg.h"
#include "net/metrics.h"

#define LOOP_IDLE_S	75	/* of a kept connection; nginx's 60 end first */
#define LOOP_DRAIN_S	15	/* for what was begun when the server is told to stop */
#define LOOP_BODIES	33554432u	/* bytes of request bodies held by one thread: 32 MiB */

struct loop;

struct loop_options {
	int	listen_fd;	/* non-blocking, shared by the threads */
	bool	drain_backlog;	/* when stopping, serve connections that wait unaccepted */
	int	stop_fd;	/* readable once, and for good, when it is time to stop */
	unsigned connections;	/* of this thread at once */
	unsigned max_conns;	/* of all threads, for GET_VALUES */
	unsigned request_ms;	/* from a request's first byte to its last */
	unsigned write_ms;	/* without the kernel taking a byte for the peer */
	unsigned idle_ms;	/* between requests of a kept connection */
	struct metrics *metrics;	/* shared by the threads; NULL: nothing is counted */
};

/* Make a loop; HANDLER must outlive it, SELF is an instance that handler->open() gave, and is
 * the loop's alone.  NULL when the kernel refuses (reported). */
struct loop *loop_new(struct diag *, const struct loop_options *, const struct msg_handler *,
	    void *self);
/* Serve until stop_fd is readable and what was begun is finished or LOOP_DRAIN_S are over. */
void	loop_run(struct loop *);
/* NULL is accepted.  Closes connections, neither descriptor of the options, not SELF. */
void	loop_free(struct loop *);

#endif
