/*
 * watch.h - a small HTTP server for those who watch over a service: /metrics and what else it is given.
 * Layer: net.
 *
 * One thread, one connection at a time, each for at most WATCH_MS: it is for a collector on the same machine.
 */
#ifndef NET_WATCH_H
#define NET_WATCH_H

#include <sys/types.h>

#include "base/diag.h"
#include "base/msg.h"

#define WATCH_MS 2000	/* for a request to come and its answer to go */

struct watch;

/*
 * Listen on WHERE, as socket_open() has it: a path or a loopback port.  HANDLE answers GET and HEAD in a thread of
 * the server's own, from watch_start() to watch_stop(); the request has a method and a path.  NULL: reported.
 */
struct watch *watch_open(struct diag *, const char *where, mode_t mode, const char *group,
	    void (*handle)(void *arg, const struct msg_request *, struct msg_response *),
	    void *arg);
/* Start the thread, which leaves signals to others.  -1: reported. */
int	watch_start(struct diag *, struct watch *);
/* End the thread if there is one, remove the socket, free.  NULL is accepted. */
void	watch_close(struct watch *);

#endif
